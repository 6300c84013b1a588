"""LangExtract files: what is exactly in the text is judged, what is only alike is refused with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from risalah.errors import ConfigError
from risalah.extract.extractor import Extractor
from risalah.extract.langextract import LangExtractProposer
from risalah.model.annotation import Annotated
from risalah.model.document import Document

SENTENCES = {
    "draft": "Nota kesepahaman kesehatan Indonesia dan Fiji sedang difinalisasi.",
    "hoped": "Perjanjian pelayaran Indonesia dan Fiji telah selesai dibahas dan diharapkan segera ditandatangani.",
    "target": "Target perdagangan Indonesia dan Fiji sebesar 3 miliar dolar AS pada 2030 belum terpenuhi.",
    "aid": "Fiji berjanji memberikan bantuan senilai 5 miliar dolar AS kepada Indonesia pada 2033.",
    "signed": "Indonesia dan Fiji menandatangani nota kesepahaman perikanan di Suva, Senin (3/3/2031).",
}
HIGH = {"signed", "ratified", "in_force", "implemented"}


def extraction(
    kind: str, words: str, aligned: str | None = "match_exact", at: int | None = None, **attributes: Any
) -> dict[str, Any]:
    interval = None if at is None else {"start_pos": at, "end_pos": at + len(words)}
    return {
        "extraction_class": kind, "extraction_text": words, "char_interval": interval, "alignment_status": aligned,
        "extraction_index": 1, "group_index": 0, "description": None, "attributes": attributes or None,
    }  # fmt: skip


@pytest.fixture(scope="module")
def page(annotate: Callable[..., Annotated]) -> Annotated:
    return annotate(*SENTENCES.values())


@pytest.fixture(scope="module")
def extractor(language) -> Extractor:
    return Extractor(language)


@pytest.fixture(scope="module")
def rules(extractor: Extractor, page: Annotated) -> Document:
    """What the rules alone read."""
    return extractor.extract(page, keep_all=True)


@pytest.fixture
def run(extractor: Extractor, page: Annotated, tmp_path: Path, monkeypatch) -> Callable[..., Document]:
    def go(*extractions: Any, text: str | None = None, id: str = "doc_1") -> Document:
        row = {"document_id": id, "text": page.article.text if text is None else text, "extractions": list(extractions)}
        path = tmp_path / "hasil.jsonl"
        path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
        monkeypatch.setattr(extractor, "_proposers", (LangExtractProposer(path),))
        return extractor.extract(page, keep_all=True)

    return go


def outcome(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    assert document.gate is not None
    return [(v.decision, tuple(r.code for r in v.reasons)) for v in document.gate.verdicts]


FALSIFIED = {
    "status flipped": ("mou", SENTENCES["draft"].replace("sedang", "telah"), {"status": "signed"}),
    "not yet made done": ("target", SENTENCES["target"].replace("belum", "telah"), {"outcome": "met"}),
    "5 made 15": ("aid", SENTENCES["aid"].replace("5 miliar", "15 miliar"), {"stage": "pledged", "amount": "15 miliar dolar AS"}),
    "signed for hoped to be signed": ("agreement", SENTENCES["hoped"].replace("diharapkan segera", "telah"), {"stage": "signed"}),
    "another state": ("mou", SENTENCES["signed"].replace("Fiji", "Kenya"), {"stage": "signed", "parties": "Indonesia, Kenya"}),
}  # fmt: skip
TRUE_WORDS = {
    "status flipped": "draft", "not yet made done": "target", "5 made 15": "aid",
    "signed for hoped to be signed": "hoped", "another state": "signed",
}  # fmt: skip


@pytest.mark.parametrize("status", ["match_exact", "match_lesser", "match_greater", "match_fuzzy", None])
@pytest.mark.parametrize("case", FALSIFIED)
@pytest.mark.parametrize("words", ["false words", "true words"])
@pytest.mark.parametrize("placed", [True, False])
def test_no_falsified_value_is_accepted(
    run, rules: Document, case: str, status: str | None, words: str, placed: bool
) -> None:
    """The five falsifications, under every alignment status, with the words falsified or only the value."""
    kind, false, attributes = FALSIFIED[case]
    true = SENTENCES[TRUE_WORDS[case]]
    at = rules.article.text.index(true) if placed else None
    document = run(extraction(kind, false if words == "false words" else true, status, at, **attributes))
    ((decision, codes),) = outcome(document)
    assert decision == "reject", codes
    assert document.commitments == rules.commitments


def test_the_same_five_told_truly_are_joined(run, rules: Document) -> None:
    text = rules.article.text
    true = [
        extraction("mou", SENTENCES["draft"], at=text.index(SENTENCES["draft"]), status="finalising"),
        extraction("target", SENTENCES["target"], aligned=None, outcome="missed"),
        extraction("aid", SENTENCES["aid"], stage="dijanjikan", amount="5 miliar dolar AS"),
        extraction("perjanjian", SENTENCES["hoped"], stage="naskah disepakati", pihak="Indonesia dan Fiji"),
        extraction("Nota Kesepahaman", SENTENCES["signed"], stage="signed", parties=["Indonesia", "Fiji"], signed_on="2031-03-03"),
        extraction("stage", "menandatangani", stage="signed"),
        extraction("amount", "5 miliar dolar AS", amount=5e9, currency="usd"),
    ]  # fmt: skip
    document = run(*true)
    assert outcome(document)[:2] == [("accept", ()), ("accept", ())], outcome(document)
    assert [d for d, _ in outcome(document)][2:] == ["accept"] * 5, outcome(document)
    assert document.commitments == rules.commitments
    assert document.gate.counts()["langextract"]["joined"] == 7


def test_an_interval_counts_only_where_the_texts_are_equal(run, rules: Document) -> None:
    text = rules.article.text
    second = text.index("Indonesia", text.index("Fiji berjanji"))
    same = run(extraction("aid", "Indonesia", at=second, stage="pledged"))
    assert same.gate.verdicts[0].spans[0].start == second
    other = run(extraction("aid", "Indonesia", at=second, stage="pledged"), text=text + " ")
    assert outcome(other) == [("review", ("ambiguous",))]
    wrong = run(extraction("aid", "Indonesia", at=3, stage="pledged"))  # other words stand there: the place is unknown
    assert outcome(wrong) == [("review", ("ambiguous",))]
    moved = run(extraction("aid", "berjanji", at=3, stage="pledged"))  # an interval that holds other words
    assert outcome(moved) == [("accept", ())]


def test_what_is_true_is_refused_too_where_it_was_only_alike(run) -> None:
    document = run(extraction("aid", "berjanji", "match_fuzzy", stage="pledged"))
    assert outcome(document) == [("reject", ("fuzzy_alignment",))]


def test_a_document_is_found_by_id_by_text_or_by_its_paragraphs(run) -> None:
    good = extraction("aid", "berjanji", stage="pledged")
    text = "\n".join(["Menu | Beranda", *SENTENCES.values(), "Ikuti kami"])
    assert outcome(run(good, text="lain", id="sha256:x")) == [("accept", ())]
    assert outcome(run(good)) == [("accept", ())]
    found = run(good, text=text)
    assert outcome(found) == [("accept", ())]
    assert found.gate.usage["langextract"].matched == ("hasil.jsonl:1",)
    lost = run(good, text="Sebuah naskah yang sama sekali lain tentang cuaca di Suva pada hari Senin.")
    assert outcome(lost) == []
    assert lost.gate.usage["langextract"].matched == ()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (extraction("cuaca", "Suva"), "unknown_class"),
        (extraction("", "Suva"), "unknown_class"),
        (extraction("mou", ""), "no_words"),
        (extraction("mou", "menandatangani", status="ditandatangan"), "not_a_value"),
        ({"extraction_class": "mou"}, "malformed"),
        ("mou", "malformed"),
        (None, "malformed"),
        ({"extraction_class": ["mou"], "extraction_text": "Suva"}, "unknown_class"),
        ({"extraction_class": "mou", "extraction_text": "menandatangani", "attributes": [1], "char_interval": 3}, ""),
        (extraction("mou", "menandatangani", at=None, stage="signed", parties=[None, 5, {"a": 1}]), "party_not_named"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_listed(run, row: Any, code: str) -> None:
    document = run(row)
    ((decision, codes),) = outcome(document)
    assert (decision, code in codes if code else True) == ("reject" if code else "accept", True), codes
    json.dumps(document.to_json(), allow_nan=False)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{\n", "hasil.jsonl:1: no JSON"),
        ('{"extractions": []}\n\n[1]\n', "hasil.jsonl:3: no document"),
        ('{"extractions": {"a": 1}}', "hasil.jsonl:1: no document"),
    ],
)
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "hasil.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=says):
        LangExtractProposer(path)
    with pytest.raises(ConfigError, match="tiada"):
        LangExtractProposer(tmp_path / "tiada.jsonl")
