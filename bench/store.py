"""What the store costs an article: writing, looking up what is known, reading back, writing the entries, backup.

    python -m bench.store [--articles 2000 10000] [--register URL] [--json]

The made articles are those of bench.link. Times are processor time of one core; linking is not in them. `build again`
is a second build of the same pages, after reading the page files: looking each page up. With --register the figures
are those of a PostgreSQL database, which must be empty, without the server's own share.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.link import Maker
from risalah.link import link
from risalah.resources.linking import read_weights
from risalah.store import Reading, back_up, open_store, verify


def measure(n: int, target: str, folder: Path) -> dict[str, Any]:
    """Milliseconds an article of each part, for `n` articles."""
    documents = list(Maker().make(n))
    register = link(documents, (), weights=read_weights())
    keys = [f"{i:064x}" for i in range(n)]
    spent: dict[str, float] = {}
    gc.collect()
    gc.freeze()
    began = time.process_time()

    def lap(name: str) -> None:
        nonlocal began
        now = time.process_time()
        spent[name] = round(1000 * (now - began) / n, 4)
        began = time.process_time()

    with open_store(target, create=True) as store:
        run = store.start_run("bench")
        store.write_readings((Reading(d, k, "engine") for d, k in zip(documents, keys, strict=True)), run)
        lap("write articles")
        known = sum(len(store.find_known(keys[i : i + 64], "engine")) for i in range(0, n, 64))
        assert known == n
        lap("build again")
        store.settle_versions()
        assert sum(1 for _ in store.standing_documents()) == n
        lap("read articles")
        store.write_register(register, "linker")
        lap("write entries")
        store.finish_run(run, {})
        assert verify(store).ok
        lap("verify")
    back_up(target, folder / "copy.db")
    lap("backup")
    size = sum(f.stat().st_size for f in (folder / "copy.db",))
    build = sum(spent[k] for k in ("write articles", "read articles", "write entries"))
    return {
        "articles": n,
        "ms_an_article": spent,
        "articles_per_second": round(1000 / build, 1),
        "bytes_an_article": round(size / n),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[2000, 10000])
    parser.add_argument("--register")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    for n in given.articles:
        with tempfile.TemporaryDirectory(prefix="risalah-bench-") as folder:
            row = measure(n, given.register or str(Path(folder) / "reg"), Path(folder))
        if given.json:
            print(json.dumps(row), flush=True)
            continue
        print(f"{n} articles: {row['articles_per_second']} a second stored, {row['bytes_an_article']} bytes each")
        for name, ms in row["ms_an_article"].items():
            print(f"  {name:16} {ms:7.3f} ms an article")


if __name__ == "__main__":
    main()
