"""Throughput of the way from page to document, stage by stage, and peak memory, on one core.

    python -m bench.run [SRC ...] [--rounds N] [--full] [--json]

Without SRC the shipped sample is read. `--full` reads the pages ten times over. Every stage is timed alone, over all
pages, with the kit loaded; the best of N rounds is printed.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import time
from collections.abc import Callable
from typing import Any

from risalah.config import Settings
from risalah.errors import PageError
from risalah.model.article import Article, Page
from risalah.pipeline import Kit, process_safely
from risalah.read import read_pages
from risalah.resources.loader import DATA


def clean_page(kit: Kit, page: Page) -> Article | None:
    try:
        return kit.cleaner.clean(page)
    except PageError:
        return None


def best_of(rounds: int, work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time of the fastest round, and what it gave."""
    fastest, given = float("inf"), None
    for _ in range(rounds):
        begin = time.process_time()
        given = work()
        fastest = min(fastest, time.process_time() - begin)
    return fastest, given


def measure(sources: list[str], rounds: int, times: int) -> dict[str, Any]:
    begin = time.process_time()
    kit = Kit(Settings())
    loading = time.process_time() - begin
    pages = [p for p in read_pages(sources) if isinstance(p, Page)] * times
    process_safely(pages[0], kit)  # what is loaded at first use is loaded
    stages: dict[str, float] = {}
    stages["read"], _ = best_of(rounds, lambda: list(read_pages(sources)))
    stages["read"] *= times
    stages["clean"], cleaned = best_of(rounds, lambda: [clean_page(kit, p) for p in pages])
    articles = [a for a in cleaned if a is not None and a.lang in kit.engines]
    engine = kit.engines["id"]
    stages["annotate"], marked = best_of(rounds, lambda: [engine.annotator.annotate(a) for a in articles])
    stages["extract"], _ = best_of(rounds, lambda: [engine.extractor.extract(d) for d in marked])
    whole, documents = best_of(rounds, lambda: [process_safely(p, kit) for p in pages])
    return {
        "pages": len(pages),
        "characters": sum(len(p.content) for p in pages),
        "documents_with_text": sum(bool(d.article.text) for d in documents),
        "load_seconds": round(loading, 3),
        "seconds": round(whole, 3),
        "pages_per_second": round(len(pages) / whole, 1),
        "stages": {
            k: {"seconds": round(v, 4), "ms_per_page": round(1000 * v / len(pages), 2)} for k, v in stages.items()
        },
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "python": platform.python_version(),
        "machine": platform.machine(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", nargs="*", default=[str(DATA / "sample" / "pages")])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    row = measure(given.sources, given.rounds, 10 if given.full else 1)
    if given.json:
        print(json.dumps(row))
        return
    print(f"{row['pages']} pages, {row['characters']:,} characters, Python {row['python']} on {row['machine']}")
    speed, memory = row["pages_per_second"], row["peak_memory_mb"]
    print(f"{speed} pages a second on one core; peak memory {memory} MB; loading {row['load_seconds']} s")
    for name, stage in row["stages"].items():
        print(f"  {name:9} {stage['ms_per_page']:8.2f} ms a page")


if __name__ == "__main__":
    main()
