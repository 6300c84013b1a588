"""How many of the gold speakers, participants and parties does the name finder know? Reads a folder of gold pages.

  python tools/measure_names.py [--gold ../shared/dev] [--part dev] [--misses]

A gold actor counts as found where some actor of the page matches it by the rule of ../shared/tools/score.py. Speed is
that of names alone (sentences are split beforehand), on the pages and on their text cut to 300 words.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from risalah.annotate.names import NameFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def scorer(path: Path) -> Any:
    """The scoring module."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def article_of(row: dict[str, Any], words: int | None = None) -> Article:
    """An article of a raw page: the title, then a block a line."""
    body = row["text"] if words is None else " ".join(row["text"].split()[:words])
    text = (row.get("title") or "") + "\n" + body
    blocks, at = [], 0
    for n, line in enumerate(text.split("\n")):
        if line.strip():
            blocks.append(Block("title" if n == 0 else "paragraph", Span(at, at + len(line))))
        at += len(line) + 1
    return Article(row["id"], text, "id", tuple(blocks), title=row.get("title"), published=row.get("published"))


def gold_actors(page: dict[str, Any]) -> list[tuple[str, str]]:
    """(where, actor) of all that the gold of a page names."""
    out = [("speaker", q["speaker"]) for q in page.get("quotations") or () if q.get("speaker")]
    for m in page.get("meetings") or ():
        out += [("participant", p["actor"]) for p in m.get("participants") or ()]
        out += [("party", p) for p in m.get("parties") or ()]
    for c in page.get("commitments") or ():
        out += [("party", p["actor"]) for p in c.get("parties") or ()]
    return out


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--gold", type=Path, default=SHARED / "dev")
    ask.add_argument("--part", default="dev")
    ask.add_argument("--misses", action="store_true")
    given = ask.parse_args()
    names = scorer(SHARED / "tools" / "score.py").Names(json.loads((given.gold / "names.json").read_text()))
    part = set(json.loads((given.gold / "split.json").read_text())[given.part])
    rows = [r for r in map(json.loads, (given.gold / "pages.jsonl").read_text().splitlines()) if r["id"] in part]
    language = Language("id")
    finder, splitter = NameFinder(language, ActorTable()), SentenceSplitter(language)
    hit: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in rows:
        article = article_of(row)
        found = finder.find(article, splitter.split(article))
        forms = [[a.id, a.name, *a.aliases] for a in found.actors.values()]
        forms += [[m.span.of(article.text)] for m in found.mentions if m.actor is None]
        page = json.loads((given.gold / "gold" / f"{row['id']}.json").read_text())
        for where, actor in gold_actors(page):
            total[where] += 1
            if any(names.same(f, actor) for f in forms):
                hit[where] += 1
            elif given.misses:
                print("MISS", row["id"], where, actor)
    for where in total:
        print(f"{where:12} {hit[where]:4} of {total[where]:4}  {hit[where] / total[where]:.3f}")
    cut = [article_of(r, 300) for r in rows]
    ready = [(a, splitter.split(a)) for a in cut]
    start = time.process_time()
    for article, sentences in ready:
        finder.find(article, sentences)
    spent = time.process_time() - start
    print(f"speed        {len(ready) / spent:.0f} pages of at most 300 words a CPU second (n {len(ready)})")


if __name__ == "__main__":
    main()
