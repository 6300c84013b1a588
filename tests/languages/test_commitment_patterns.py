"""Every trigger and governor beside its sentences: what a linguist edits is what is tested."""

from __future__ import annotations

from dataclasses import replace

import pytest

from risalah.annotate.annotator import Annotator
from risalah.extract.commitments import CommitmentExtractor
from risalah.extract.governors import GovernorReader
from risalah.extract.meetings import MeetingExtractor
from risalah.extract.tokens import ClauseSplitter, Lexicon
from risalah.model.annotation import Annotated
from risalah.model.article import Article, Block
from risalah.model.codebook import rank
from risalah.model.record import Commitment
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.encounters import load_encounters
from risalah.resources.language import Language
from risalah.resources.patterns import load_patterns

LANGUAGE = Language("id")
PATTERNS = load_patterns(LANGUAGE)
ENCOUNTERS = load_encounters(LANGUAGE)
EXTRACTOR = CommitmentExtractor(replace(PATTERNS, learned=None))
"""The tables alone: a sentence that a table must leave alone may well be one that the model holds to tell something."""
WHOLE = CommitmentExtractor(PATTERNS)
ENCOUNTER_READER = MeetingExtractor(ENCOUNTERS, PATTERNS)


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator(LANGUAGE, ActorTable())


def annotate(annotator: Annotator, text: str) -> Annotated:
    article = Article("sha256:x", text, "id", blocks=(Block("paragraph", Span(0, len(text))),), published="2031-03-04")
    return annotator.annotate(article)


def is_high(c: Commitment) -> bool:
    return rank(c.stage) >= rank("signed")


GOOD = [(c.name, e) for c in PATTERNS.cues.values() for e in c.should_match]
BAD = [(c.name, s) for c in PATTERNS.cues.values() for s in c.should_not_match]


@pytest.mark.parametrize(("name", "example"), GOOD, ids=[f"{n}: {e.text[:60]}" for n, e in GOOD])
def test_trigger_matches_its_sentences(annotator: Annotator, name: str, example) -> None:
    found = EXTRACTOR.extract(annotate(annotator, example.text))
    assert [(c.stage, c.modality) for c in found][:1] == [(example.stage, example.modality)]


@pytest.mark.parametrize(("name", "text"), BAD, ids=[f"{n}: {s[:60]}" for n, s in BAD])
def test_trigger_leaves_other_sentences_alone(annotator: Annotator, name: str, text: str) -> None:
    cue = PATTERNS.cues[name]
    found = EXTRACTOR.extract(annotate(annotator, text))
    assert [c for c in found if c.stage == cue.stage] == []


def test_the_model_makes_no_high_stage_of_what_triggers_leave_alone(annotator: Annotator) -> None:
    """What is signed, ratified, in force or implemented rests on patterns that anybody can read."""
    more = []
    for name, text in BAD:
        doc = annotate(annotator, text)
        alone = {(c.stage, c.title) for c in EXTRACTOR.extract(doc)}
        more += [(name, text) for c in WHOLE.extract(doc) if is_high(c) and (c.stage, c.title) not in alone]
    assert more == []


GOVERNORS = LANGUAGE.mapping("patterns/governors", "governors")


@pytest.mark.parametrize("effect", list(GOVERNORS))
def test_governor_forms_are_found_in_their_sentences(effect: str) -> None:
    row = GOVERNORS[effect]
    lexicon = Lexicon(dict(PATTERNS.governors))
    splitter = ClauseSplitter(PATTERNS.openers, PATTERNS.grammar)

    def effects(text: str) -> list[str]:
        return [p.value for p in lexicon.find(splitter.split(text, Span(0, len(text))).tokens)]

    for text in row["should_match"]:
        assert effect in effects(text), text
    for text in row["should_not_match"]:
        assert effect not in effects(text), text


def test_governor_reader_takes_the_weakest() -> None:
    text = "Diharapkan Indonesia dan Fiji akan segera menandatangani perjanjian."
    clauses = ClauseSplitter(PATTERNS.openers, PATTERNS.grammar).split(text, Span(0, len(text)))
    at = next(i for i, t in enumerate(clauses.tokens) if t.low == "menandatangani")
    governed = GovernorReader(PATTERNS).govern(clauses, at, at, "active", ())
    assert governed.effect == "hope"
    assert len(governed.phrases) >= 2


@pytest.mark.parametrize(
    ("text", "kind", "status"), ENCOUNTERS.should_match, ids=[e[0][:60] for e in ENCOUNTERS.should_match]
)
def test_encounter_matches_its_sentences(annotator: Annotator, text: str, kind: str, status: str) -> None:
    found = ENCOUNTER_READER.extract(annotate(annotator, text))
    assert (kind, status) in [(m.kind, m.status) for m in found]


@pytest.mark.parametrize(
    ("text", "kind"), ENCOUNTERS.should_not_match, ids=[e[0][:60] for e in ENCOUNTERS.should_not_match]
)
def test_encounter_leaves_other_sentences_alone(annotator: Annotator, text: str, kind: str) -> None:
    found = ENCOUNTER_READER.extract(annotate(annotator, text))
    assert [m for m in found if m.kind == kind] == []


def test_a_pattern_file_with_an_unknown_stage_is_refused(tmp_path) -> None:
    from risalah.errors import ResourceError

    folder = tmp_path / "id"
    (folder / "patterns").mkdir(parents=True)
    for name in ("clauses", "governors", "instruments", "sectors", "treaty_life", "commitment"):
        body = LANGUAGE.path(f"patterns/{name}").read_text(encoding="utf-8")
        if name == "commitment":
            body = body.replace("stage: signed", "stage: sealed", 1)
        (folder / "patterns" / f"{name}.yaml").write_text(body, encoding="utf-8")
    with pytest.raises(ResourceError, match=r"commitment\.yaml:\d+: .*'sealed' is not in the codebook"):
        load_patterns(Language("id", folder))


def test_a_commitment_without_a_foreign_party_is_none(annotator: Annotator) -> None:
    doc = annotate(
        annotator, "Kementerian Kesehatan dan Kementerian Pendidikan menandatangani nota kesepahaman di Jakarta."
    )
    assert EXTRACTOR.extract(doc) == ()


def test_a_headline_never_makes_or_raises_a_record(annotator: Annotator) -> None:
    title, body = (
        "Indonesia dan Fiji Teken Perjanjian Ekstradisi",
        "Indonesia dan Fiji akan menandatangani perjanjian ekstradisi bulan depan.",
    )
    text = f"{title}\n\n{body}"
    blocks = (Block("title", Span(0, len(title))), Block("paragraph", Span(len(title) + 2, len(text))))
    article = replace(annotate(annotator, text).article, blocks=blocks)
    found = EXTRACTOR.extract(annotator.annotate(article))
    assert [c.stage for c in found] == ["planned"]
