"""How many of the commitments that the rules make of IndoSum pages are right, by what a reader judged of them.

    python tools/measure_records.py [--corpus ../shared/data/train/news/indosum] [--wrong]

tests/gold/records_indosum.tsv holds the judgements: places and labels, no text. A record is known by where the words of
its stage and of its object begin. What the rules of today make and nobody judged is counted apart, and so is what they
no longer make. Recall is not measured: what the rules missed was not listed. `--wrong` prints the places of wrong
records that are still made, and of those that nobody judged.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from gold_pages import GOLD, join_words

from risalah.config import Settings
from risalah.model.article import Page
from risalah.pipeline import Kit, process
from risalah.resources.loader import read_tsv

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "train" / "news" / "indosum"
LABELS = GOLD / "records_indosum.tsv"
BINS = (0.0, 0.185, 0.3, 0.5, 0.7, 0.9, 1.01)
"""Probabilities of relevance between which pages are told apart; the second is the floor of the filter."""
_DAY = re.compile(r"(201[678])[/-]?([01]\d)[/-]?([0-3]\d)")
Key = tuple[int, int]


def read_judgements(path: Path = LABELS) -> dict[tuple[str, int], dict[Key, tuple[str, str]]]:
    """Label and reason by page and record; a page of which no record was made has none."""
    out: dict[tuple[str, int], dict[Key, tuple[str, str]]] = defaultdict(dict)
    for _, row in read_tsv(path, ("file", "row", "cue", "object", "label", "why")):
        page = out[row["file"], int(row["row"])]
        if row["cue"] != "-":
            page[int(row["cue"]), int(row["object"])] = row["label"], row["why"]
    return out


def read_page(path: Path, row: int) -> Page:
    """An article of the corpus as running text, with the day that its address tells."""
    data = json.loads(path.read_text(encoding="utf-8").split("\n")[row])
    text = "\n\n".join(join_words([w for s in p for w in s]) for p in data["paragraphs"])
    day = _DAY.search(data["source_url"])
    real = day is not None and 1 <= int(day[2]) <= 12 and 1 <= int(day[3]) <= 31
    published = "-".join(day.groups()) if day and real else None
    return Page(text, url=data["source_url"], published=published, lang="id", where=f"{path.name}:{row}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    kit = Kit(Settings(keep_all=True))
    rows: list[tuple[float, str, str]] = []
    gone: Counter[str] = Counter()
    for (file, row), judged in sorted(read_judgements().items()):
        document = process(read_page(options.corpus / file, row), kit)
        found = set()
        for record in document.commitments:
            at = {e.field: e.span.start for e in reversed(record.evidence)}
            key = at["stage"], at["title"]
            found.add(key)
            label, why = judged.get(key, ("not judged", ""))
            rows.append((document.article.relevance, label, why))
            if options.wrong and label in ("wrong", "not judged"):
                print(f"{file}:{row} {key[0]} {key[1]} {record.kind} {record.stage} {label} {why}".rstrip())
        gone.update(label for key, (label, _) in judged.items() if key not in found)
    print_table("all pages", rows)
    print_table("pages that are relevant", [r for r in rows if r[0] >= BINS[1]])
    for low, high in pairwise(BINS):
        print_table(f"relevance {low:.2f} to {min(high, 1):.2f}", [r for r in rows if low <= r[0] < high])
    print("wrong because of:", ", ".join(f"{why} {n}" for why, n in Counter(w for *_, w in rows if w).most_common()))
    print("judged and no longer made:", ", ".join(f"{label} {n}" for label, n in sorted(gone.items())))


def print_table(name: str, rows: list[tuple[float, str, str]]) -> None:
    """One line: how many of each label, and the share of right ones among right and wrong."""
    counts = Counter(label for _, label, _ in rows)
    sure = counts["right"] + counts["wrong"]
    share = f"{counts['right'] / sure:.3f}" if sure else "–"
    print(f"{name:<28} right / (right + wrong) {share:>6}  {dict(sorted(counts.items()))}")


if __name__ == "__main__":
    main()
