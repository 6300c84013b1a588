"""How many records of the tables are right, by how like their sentences are to those marked as telling a commitment.

    python tools/measure_doubts.py study|opened|unseen ... [--data ../shared/data]

A record is right where a reader of tests/gold/readings.jsonl has it, as tools/measure_readings.py pairs them; optional
where the reader was not sure. The model of learned cues learned from none of these pages. What is below the floor
`doubt` of patterns/learned.yaml waits for a person; it is counted here as if it did not.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from gold_pages import DATA
from measure_readings import PARTS, Alignment, pair, read_pages
from read_cue_pages import cut_paragraphs

from risalah.annotate.annotator import Annotator
from risalah.extract.commitments import CommitmentExtractor
from risalah.extract.doubts import DoubtReader
from risalah.model.article import Article
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.patterns import load_patterns

BINS = (0.0, 0.02, 0.03, 0.05, 0.1, 0.3, 1.01)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("parts", nargs="+", choices=PARTS)
    parser.add_argument("--data", type=Path, default=DATA)
    given = parser.parse_args()
    language = Language("id")
    patterns = load_patterns(language)
    if patterns.learned is None:
        raise SystemExit("the language has no model of learned cues")
    annotator, doubts = Annotator(language, ActorTable()), DoubtReader(patterns, patterns.learned)
    tables = CommitmentExtractor(replace(patterns, learned=None))
    rows: list[tuple[float | None, str]] = []
    for part in given.parts:
        for page in read_pages(part, given.data):
            blocks = tuple(cut_paragraphs(page.text, titled=page.title is not None))
            doc = annotator.annotate(Article("x", page.text, "id", blocks=blocks))
            records = tables.extract(doc)
            found = {j: i for i, j in pair(page.commitments, records, Alignment(page.text, page.text)).items()}
            for j, record in enumerate(records):
                kind = "extra" if j not in found else "right" if page.commitments[found[j]].sure else "optional"
                rows.append((doubts.judge(doc, record), kind))
    print(f"{' '.join(given.parts)}: {len(rows)} records, {sum(p is None for p, _ in rows)} of them never doubted")
    for low, high in pairwise(BINS):
        n = Counter(kind for p, kind in rows if p is not None and low <= p < high)
        print(
            f"from {low:.2f} to {min(1.0, high):.2f}: {n['right']} right, {n['optional']} optional, {n['extra']} extra"
        )


if __name__ == "__main__":
    main()
