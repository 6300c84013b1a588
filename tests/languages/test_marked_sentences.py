"""Sentences whose cue is marked in place (tests/sets/marked): what the rules find in each, file by file.

A row is right when a commitment of a marked stage is found. Rows with doubtful marks alone are left out. FLOORS and
CEILINGS are the shares at which the test fails; the share of high stages that are claimed where no mark says so counts
most, and is high because some rows tell in passing of a treaty that was truly signed.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from risalah.annotate.annotator import Annotator
from risalah.extract.commitments import CommitmentExtractor
from risalah.model.article import Article, Block
from risalah.model.codebook import HIGH_STAGES, STAGES
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.patterns import load_patterns

FOLDER = Path(__file__).parents[1] / "sets" / "marked"
FLOORS = {"ladder": {"found": 0.68, "right": 0.63}, "ordinary": {"found": 0.49, "right": 0.44}}
CEILINGS = {"ladder": {"false": 0.065, "over": 0.007}, "ordinary": {"false": 0.04, "over": 0.006}}
"""`found` and `right` of the rows with a sure mark, `false` of those without one, `over` of all rows."""
MARK = re.compile(r"\[([a-z_]+\??)\|([^\[\]|]+)\]")


def read_marked(line: str) -> tuple[str, set[str]]:
    """A row as plain text, and the stages that are marked in it."""
    return MARK.sub(r"\2", line), {m[0] for m in MARK.findall(line)}


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator(Language("id"), ActorTable())


@pytest.fixture(scope="module")
def extractor() -> CommitmentExtractor:
    return CommitmentExtractor(load_patterns(Language("id")))


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_stages_of_marked_sentences(
    name: str, annotator: Annotator, extractor: CommitmentExtractor, capsys: pytest.CaptureFixture[str]
) -> None:
    n: Counter[str] = Counter()
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, marks = read_marked(line)
        assert not set(text) & set("[]|"), line
        assert {m.rstrip("?") for m in marks} <= set(STAGES), line
        sure = {m for m in marks if not m.endswith("?")}
        if marks and not sure:
            continue
        article = Article("x", text, "id", blocks=(Block("paragraph", Span(0, len(text))),))
        stages = {c.stage for c in extractor.extract(annotator.annotate(article))}
        n["rows"] += 1
        n["over"] += bool((stages & HIGH_STAGES) - sure)
        n["with" if sure else "without"] += 1
        n["found"] += bool(sure and stages)
        n["right"] += bool(sure & stages)
        n["false"] += bool(stages and not sure)
    shares = {k: n[k] / n["with"] for k in ("found", "right")}
    shares |= {"false": n["false"] / n["without"], "over": n["over"] / n["rows"]}
    with capsys.disabled():
        counts = f"{n['with']} with a commitment, {n['without']} without"
        print(f"\nmarked, {name} ({counts}): " + ", ".join(f"{k} {v:.3f}" for k, v in shares.items()))
    assert all(shares[k] >= floor for k, floor in FLOORS[name].items()), shares
    assert all(shares[k] <= ceiling for k, ceiling in CEILINGS[name].items()), shares
