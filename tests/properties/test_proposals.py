"""Whatever an extractor proposes: no value without its exact words, and no stage above what the rules read there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from risalah.annotate.annotator import Annotator
from risalah.extract.extractor import Extractor
from risalah.extract.llm.proposer import read_proposal
from risalah.extract.locating import locate
from risalah.extract.proposing import Batch
from risalah.extract.readings import Readings
from risalah.model.annotation import Annotated
from risalah.model.article import Article, Block
from risalah.model.codebook import HIGH_STAGES, INSTRUMENTS, STAGES, UNDERTAKINGS
from risalah.model.document import Document
from risalah.model.gate import Proposal, Quoted, Usage
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language

TITLE = "Indonesia dan Fiji Teken Perjanjian Ekstradisi"
SENTENCES = (
    "Indonesia dan Fiji menandatangani nota kesepahaman perikanan di Suva, Senin (3/3/2031).",
    "Perjanjian ekstradisi kedua negara sedang difinalisasi.",
    "Perjanjian pelayaran telah selesai dibahas dan diharapkan segera ditandatangani.",
    "Indonesia belum meratifikasi perjanjian gula dengan Kenya.",
    "Menlu Fiji Josefa Vakalala membantah telah menandatangani kontrak radar dengan Kenya.",
    "Jika disetujui parlemen, protokol tarif Indonesia dan Kenya akan berlaku tahun depan.",
    "Fiji berjanji memberikan bantuan senilai 5 miliar dolar AS kepada Indonesia pada 2033.",
    "Target perdagangan Indonesia dan Kenya sebesar 3 miliar dolar AS pada 2030 belum terpenuhi.",
    "Kenya dan Indonesia sepakat soal itu, yakni pelabuhan bebas.",
    "Apakah Indonesia dan Fiji akan menandatangani perjanjian gula?",
    "“Kami sepakat memperluas kerja sama kesehatan,” kata Menlu Fiji Josefa Vakalala.",
)
LANGUAGE = Language("id")
EXTRACTOR = Extractor(LANGUAGE)


def page() -> Annotated:
    parts, blocks, at = [TITLE, *SENTENCES], [], 0
    for n, part in enumerate(parts):
        blocks.append(Block("paragraph" if n else "title", Span(at, at + len(part))))
        at += len(part) + 2
    article = Article("sha256:x", "\n\n".join(parts), "id", blocks=tuple(blocks), title=TITLE, published="2031-03-04")
    return Annotator(LANGUAGE, ActorTable()).annotate(article)


DOC = page()
TEXT = DOC.article.text
RULES = EXTRACTOR.extract(DOC, keep_all=True)
WORDS = [w.strip(".,()“”?") for w in TEXT.split()]

places = st.integers(0, len(WORDS) - 1)
phrases = st.one_of(
    st.tuples(places, st.integers(1, 6)).map(lambda p: " ".join(WORDS[p[0] : p[0] + p[1]])),
    st.sampled_from(["menandatangani", "ditandatangani", "telah ditandatangani", "Teken", "meratifikasi", "berlaku"]),
    st.sampled_from(SENTENCES),
    st.text(max_size=12),
)
junk: Any = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=4), x, max_size=3),
    max_leaves=4,
)
values = st.fixed_dictionaries(
    {},
    optional={
        "stage": st.sampled_from([*HIGH_STAGES, *STAGES]) | junk,
        "kind": st.sampled_from([*INSTRUMENTS, *UNDERTAKINGS]) | junk,
        "modality": st.sampled_from(["actual", "expected", "planned", "denied"]) | junk,
        "expected_stage": st.sampled_from(STAGES) | junk,
        "outcome": st.sampled_from(["met", "partly_met", "missed", "not_due"]) | junk,
        "parties": st.lists(st.sampled_from(["Indonesia", "Fiji", "Kenya", "IDN"]) | junk, max_size=3) | junk,
        "amount": st.sampled_from([5e9, 15e9, "5 miliar dolar AS"]) | junk,
        "due": st.sampled_from(["2033", "2030", "2034"]) | junk,
        "signed_on": st.sampled_from(["2031-03-03", "2031-03-04"]) | junk,
        "horizon": st.sampled_from(["short", "long", "unstated"]) | junk,
    },
)
fields = st.sampled_from(["stage", "title", "record", "outcome", "amount", "due", "parties", "signed_on", "content"])
quoted = st.builds(Quoted, fields, phrases, st.none() | st.integers(-5, len(TEXT) + 5))
proposals = st.builds(
    lambda type_, v, q: Proposal("llm", type_, v, tuple(q)),
    st.sampled_from(["commitment", "commitment", "meeting", "quotation"]),
    values,
    st.lists(quoted, max_size=4),
)


class Saying:
    name = "llm"

    def __init__(self, rows: list[Proposal]) -> None:
        self.rows = rows

    def propose(self, readings: Readings) -> Batch:
        return Batch(self.rows, Usage(calls=1))


def run(rows: list[Proposal], monkeypatch: pytest.MonkeyPatch) -> Document:
    monkeypatch.setattr(EXTRACTOR, "_proposers", (Saying(rows),))
    return EXTRACTOR.extract(DOC, keep_all=True)


def check(document: Document) -> None:
    """What must hold whatever was proposed."""
    own = {c.id: c for c in RULES.commitments}
    assert [c for c in document.commitments if c.id in own] == list(RULES.commitments)
    assert document.meetings == RULES.meetings
    assert document.quotations == RULES.quotations
    for c in document.commitments:
        for e in c.evidence:
            assert TEXT[e.span.start : e.span.end] == e.exact
        if c.id not in own:
            assert c.stage not in HIGH_STAGES
            assert c.outcome not in ("met", "partly_met")
            assert {"stage", "title", "parties", "sentence"} <= {e.field for e in c.evidence}
            assert not c.amount or any(e.field == "amount" for e in c.evidence)
            assert not c.due or any(e.field == "due" for e in c.evidence)
    assert document.gate is not None
    for v in document.gate.verdicts:
        if v.decision == "accept":
            assert len(v.spans) == len(v.proposal.quoted) > 0
            for q, span in zip(v.proposal.quoted, v.spans, strict=True):
                assert span is not None and TEXT[span.start : span.end] == q.words
            stage = v.proposal.values.get("stage")
            if v.proposal.type == "commitment" and stage in list(HIGH_STAGES):
                record = own[v.record or ""]
                assert (record.stage, v.joined) == (stage, True)
        else:
            assert v.reasons
    json.dumps(document.to_json(), default=str)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(proposals, max_size=5))
def test_no_proposal_enters_without_its_words_or_above_the_rules(rows: list[Proposal], monkeypatch) -> None:
    check(run(rows, monkeypatch))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sentence=st.sampled_from(SENTENCES),
    place=st.integers(0, 12),
    size=st.integers(1, 4),
    stage=st.sampled_from(sorted(HIGH_STAGES)),
    modality=st.sampled_from(["actual", "expected", None]),
    outcome=st.sampled_from(["met", None]),
)
def test_no_words_of_a_sentence_raise_its_stage(sentence, place, size, stage, modality, outcome, monkeypatch) -> None:
    """Every stretch of every sentence as the cue of a high stage: only what the rules read as that is joined."""
    words = sentence.split()
    cue = " ".join(words[place % len(words) :][:size]).strip(".,?“”()")
    claimed = {"stage": stage, "modality": modality, "outcome": outcome, "kind": None}
    given_ = {k: v for k, v in claimed.items() if v is not None}
    document = run([Proposal("llm", "commitment", given_, (Quoted("stage", cue),))], monkeypatch)
    check(document)
    (verdict,) = document.gate.verdicts
    if verdict.decision == "accept":
        assert (stage, modality in (None, "actual"), outcome) == ("signed", True, None)
        assert sentence == SENTENCES[0]


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(alphabet="ab .-", max_size=40),
    words=st.text(alphabet="ab .-", max_size=4),
    at=st.none() | st.integers(-3, 45),
)
def test_places_are_exact_and_of_whole_words(text: str, words: str, at: int | None) -> None:
    found = locate(text, Quoted("record", words, at))
    assert at is None or len(found) <= 1
    for span in found:
        assert span.of(text) == words
        for edge in (span.start, span.end):
            assert not (0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum())


@settings(max_examples=300, deadline=None)
@given(
    record=st.dictionaries(
        st.sampled_from(["sentence", "stage", "stage_words", "parties", "amount", "due", "sectors", "kind"]),
        junk,
        max_size=6,
    )
)
def test_any_json_is_a_proposal_or_refused(record: dict[str, Any]) -> None:
    proposal = read_proposal(record, {0: Span(0, 5)})
    json.dumps(dict(proposal.values), allow_nan=False)
    assert all(isinstance(q.words, str) for q in proposal.quoted)


def test_time_grows_no_faster_than_what_is_proposed(monkeypatch) -> None:
    hostile = [Proposal("llm", "commitment", {"stage": "signed"}, (Quoted("record", "a", 5),)) for _ in range(3000)]
    document = run(hostile, monkeypatch)
    assert document.gate.counts()["llm"]["rejected"] == 3000
    list(locate("a " * 500_000, Quoted("record", "a")))
