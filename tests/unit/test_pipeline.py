"""From page to document: what is kept, what is set aside, and that one page never stops a run."""

from __future__ import annotations

from typing import Any

import pytest

from risalah.config import Settings
from risalah.errors import CleanError, EvidenceError
from risalah.model.article import Page
from risalah.model.document import Document, Failure
from risalah.pipeline import Kit, process, process_many, process_safely

TEXT = (
    "Indonesia dan Maroko Teken Perjanjian Perdagangan\n\n"
    "Jakarta - Menteri Luar Negeri Samudra Wibawa menandatangani perjanjian perdagangan dengan Maroko di Jakarta, "
    'Senin (3/3/2031). "Kami sepakat memperluas kerja sama kesehatan dengan Maroko," kata Samudra.\n'
)
KIT = Kit(Settings())


def test_a_page_gives_records_with_the_words_they_rest_on() -> None:
    document = process(Page(TEXT, where="page"), KIT)
    assert [c.stage for c in document.commitments if c.kind == "agreement"] == ["signed"]
    (quotation,) = [q for q in document.quotations if q.form == "direct"]
    assert quotation.content[0].of(document.article.text).startswith("Kami sepakat")
    assert document.failures == ()


def test_the_same_page_gives_the_same_document() -> None:
    assert process(Page(TEXT), KIT) == process(Page(TEXT), Kit(Settings()))


def test_what_a_row_said_is_kept() -> None:
    page = Page(
        TEXT,
        url="https://kabar.example/1",
        outlet="kabar.example",
        published="2031-03-04",
        source_id="p1",
        metadata={"x": 1},
    )
    article = process(page, KIT).article
    assert (article.url, article.outlet, article.published, article.source_id) == (
        page.url,
        page.outlet,
        "2031-03-04",
        "p1",
    )
    assert article.metadata["x"] == 1


def test_a_page_in_another_language_is_kept_and_said() -> None:
    page = Page("The minister of Kenya said that both sides would sign the agreement next week. " * 5, where="en")
    document = process(page, KIT)
    assert document.article.text and document.article.relevant is False
    (failure,) = document.failures
    assert (failure.reason, failure.quarantined, failure.where) == ("language", False, "en")


def test_a_page_without_text_raises_and_safely_gives_a_document() -> None:
    with pytest.raises(CleanError):
        process(Page("   ", where="blank"), KIT)
    document = process_safely(Page("   ", where="blank", source_id="p2"), KIT)
    assert document.article.text == "" and document.article.source_id == "p2"
    assert document.failures[0].quarantined and document.failures[0].where == "blank"
    assert Document.from_json(document.to_json()) == document


def test_a_failure_of_reading_passes_through() -> None:
    failure = Failure("read", "bad_json", "not JSON", "rows:2")
    document = process_safely(failure, KIT)
    assert document.failures == (failure,)


def test_a_bug_on_one_page_is_told_and_the_next_page_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    extract = KIT.engines["id"].extractor.extract

    def fail_once(annotated: Any, **keywords: Any) -> Document:
        if "RUSAK" in annotated.article.text:
            raise KeyError("x")
        return extract(annotated, **keywords)

    monkeypatch.setattr(KIT.engines["id"].extractor, "extract", fail_once)
    bad, good = process_many([Page(TEXT + "\nRUSAK sekali kalimat ini.", where="bad"), Page(TEXT, where="good")], KIT)
    assert bad.failures[0].step == "bug" and "report" in bad.failures[0].detail
    assert good.commitments


def test_evidence_that_is_not_its_slice_is_always_loud(monkeypatch: pytest.MonkeyPatch) -> None:
    def lie(*_: Any, **__: Any) -> Document:
        raise EvidenceError("not what stands there")

    monkeypatch.setattr(KIT.engines["id"].extractor, "extract", lie)
    with pytest.raises(EvidenceError):
        process_safely(Page(TEXT), KIT)


def test_the_fingerprint_names_what_changes_results() -> None:
    assert Kit(Settings(keep_all=True)).fingerprint != KIT.fingerprint
