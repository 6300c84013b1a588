"""How many sentences of IndoSum pages that hold a commitment are read, and how many without one are taken for one.

    python tools/measure_cues.py [--corpus ../shared/data/train/news/indosum]

tests/gold/cues_indosum.tsv holds the words that carry a commitment in 242 pages: places and stages, no text. A sentence
is read where a commitment's stage rests on words in it. Doubtful marks ("?") count neither way. Told again on a page, a
commitment is marked again, and one record may rest on one of its sentences only: the recall of sentences is below that
of records (tests/gold, `risalah eval records`).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from gold_pages import GOLD, join_words
from measure_records import BINS, CORPUS, read_page
from read_cue_pages import cut_paragraphs

from risalah.annotate.annotator import Annotator
from risalah.config import Settings
from risalah.extract.commitments import CommitmentExtractor
from risalah.extract.tokens import cut_sentences
from risalah.model.article import Article
from risalah.pipeline import Kit, process
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.loader import read_tsv
from risalah.resources.patterns import load_patterns

MARKS = GOLD / "cues_indosum.tsv"
Mark = tuple[int, int, str]


def read_marks(path: Path = MARKS) -> dict[tuple[str, int], list[Mark]]:
    """Start, end and stage of the marks of each page; a page in which none stands has an empty list."""
    out: dict[tuple[str, int], list[Mark]] = defaultdict(list)
    for _, row in read_tsv(path, ("file", "row", "start", "end", "stage")):
        page = out[row["file"], int(row["row"])]
        if row["start"] != "-":
            page.append((int(row["start"]), int(row["end"]), row["stage"]))
    return out


def read_text(corpus: Path, file: str, row: int) -> str:
    """The article as the marks count it: paragraphs of joined words, parted by blank lines."""
    data = json.loads((corpus / file).read_text(encoding="utf-8").split("\n")[row])
    return "\n\n".join(join_words([w for s in p for w in s]) for p in data["paragraphs"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = parser.parse_args()
    language = Language("id")
    annotator, extractor = Annotator(language, ActorTable()), CommitmentExtractor(load_patterns(language))
    kit = Kit(Settings())
    rows: list[tuple[float, str, bool, bool]] = []
    marks = read_marks()
    for (file, row), page in sorted(marks.items()):
        relevance = process(read_page(options.corpus / file, row), kit).article.relevance
        text = read_text(options.corpus, file, row)
        doc = annotator.annotate(Article("x", text, "id", blocks=tuple(cut_paragraphs(text))))
        told = [(e.span, c.stage) for c in extractor.extract(doc) for e in c.evidence if e.field == "stage"]
        for s in cut_sentences(doc):
            here = {stage for a, b, stage in page if a < s.span.end and b > s.span.start}
            sure = {stage for stage in here if not stage.endswith("?")}
            stages = {stage for span, stage in told if span.overlaps(s.span)}
            kind = "sure" if sure else "doubtful" if here else "none"
            rows.append((relevance, kind, bool(stages), bool(stages & sure)))
    print(f"{len(marks)} pages, {len(rows)} sentences")
    for low in BINS[:-1]:
        kept = [r for r in rows if r[0] >= low]
        n = Counter(kind for _, kind, _, _ in kept)
        read = Counter(kind for _, kind, found, _ in kept if found)
        right = sum(stage for *_, stage in kept)
        print(
            f"relevance {low:.2f} and more: read {read['sure']} of {n['sure']} with a sure mark "
            f"({read['sure'] / max(1, n['sure']):.3f}), stage right {right}; "
            f"{read['doubtful']} of {n['doubtful']} doubtful; {read['none']} of {n['none']} with none"
        )


if __name__ == "__main__":
    main()
