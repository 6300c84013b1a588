"""The gates in front of cleaning: what they drop the exact filter drops too, and nothing is lost without a note."""

from __future__ import annotations

import json

import pytest

from risalah.config import Settings
from risalah.errors import CleanError
from risalah.measure.corpus import CorpusMaker, MadePage, Shape
from risalah.model.article import Page
from risalah.model.document import Document
from risalah.pipeline import Kit, process

ENGLISH = [
    "The minister of Kenya said that both sides would sign the agreement on coffee next week in Nairobi.",
    "Officials described the talks as useful and said that experts would meet again before the end of the year.",
] * 6


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(Settings())


@pytest.fixture(scope="module")
def exact() -> Kit:
    return Kit(Settings(keep_all=True))


@pytest.fixture(scope="module")
def made() -> list[MadePage]:
    """Forty pages, a fifth of them about diplomacy, a third with its words."""
    shape = Shape(relevant=0.2, distractors=0.3, size=(20_000, 40_000))
    return list(CorpusMaker(seed=5, shape=shape).make(40))


def as_page(page: MadePage) -> Page:
    return Page(page.html, kind="html", url=page.url, where=f"made:{page.number}")


def test_what_the_look_drops_the_exact_filter_drops_too(kit: Kit, exact: Kit, made: list[MadePage]) -> None:
    dropped = [p for p in made if process(as_page(p), kit).dropped]
    assert len(dropped) >= 20
    for page in dropped:
        article = exact.engines["id"].relevance.judge(exact.cleaner.clean(as_page(page)))
        assert not article.relevant, page.title
        assert page.kind != "relevant"


def test_a_relevant_page_is_read_as_without_gates(kit: Kit, exact: Kit, made: list[MadePage]) -> None:
    pages = [as_page(p) for p in made if p.kind == "relevant"]
    assert pages
    for page in pages:
        document = process(page, kit)
        assert document.dropped is None and document.article.relevant
        assert document == process(page, exact)
        assert {"look", "clean", "annotate", "extract"} <= set(document.seconds)


def test_a_dropped_page_is_a_document_with_empty_lists(kit: Kit, made: list[MadePage]) -> None:
    page = next(p for p in made if p.kind == "other")
    row = process(as_page(page), kit).to_json()
    assert row["article"]["relevant"] is False and row["article"]["relevance"] < 0.15
    assert row["article"]["url"] == page.url and page.title in row["article"]["text"]
    assert row["article"]["relevance_reasons"] and not row["failures"]
    assert not any(row[name] for name in ("meetings", "quotations", "commitments", "mentions", "actors"))
    assert row["dropped"] == {"gate": "relevance", "score": row["article"]["relevance"], "sampled": False}
    again = json.loads(json.dumps(row))
    assert Document.from_json(again).to_json() == row


def test_another_language_is_a_gate_of_its_own(kit: Kit) -> None:
    html = "<html><body><article>" + "".join(f"<p>{x}</p>" for x in ENGLISH) + "</article></body></html>"
    document = process(Page(html, kind="html", where="english"), kit)
    assert document.dropped is not None and document.dropped.gate == "language" and document.article.lang == "en"
    (note,) = document.failures
    assert (note.reason, note.where, note.quarantined) == ("language", "english", False)


def test_malay_goes_on_to_the_slower_reading(kit: Kit, made: list[MadePage]) -> None:
    page = next(p for p in made if p.kind == "relevant")
    assert kit.cascade.look(Page(page.html, kind="html", lang="ms")) is None
    assert kit.cascade.look(Page(page.html, kind="html", lang="en")) is not None


def test_text_pages_and_pages_without_text_go_on(kit: Kit) -> None:
    assert kit.cascade.look(Page("Resep sayur lodeh untuk keluarga. " * 20)) is None
    assert kit.cascade.look(Page("<html><body><script>x()</script></body></html>", kind="html")) is None
    assert kit.cascade.look(Page("<html><body>" + "<i>a</i>" * 100_001, kind="html")) is None
    with pytest.raises(CleanError):
        process(Page("<html><body></body></html>", kind="html"), kit)


def test_keep_all_switches_the_gates_off(exact: Kit, made: list[MadePage]) -> None:
    document = process(as_page(next(p for p in made if p.kind == "other")), exact)
    assert document.dropped is None and "look" not in document.seconds


def test_the_sample_for_review_is_the_same_in_every_run(made: list[MadePage]) -> None:
    def sampled(every: int) -> set[str]:
        kit = Kit(Settings(review_every=every))
        found = (kit.cascade.look(as_page(p)) for p in made)
        return {d.article.id for d in found if d and d.dropped and d.dropped.sampled}

    everything, some = sampled(1), sampled(4)
    assert len(everything) >= 20 and 0 < len(some) < len(everything)
    assert some == sampled(4) and some < everything


def test_a_short_body_is_looked_for_on_the_whole_page(kit: Kit) -> None:
    lead = "Menlu Samudra Wibawa dan Menlu Kenya menandatangani perjanjian tentang kopi di Nairobi, Senin (3/3/2031)."
    html = f"<html><title>Perjanjian</title><body><div>{lead}</div><ul>{'<li>Olahraga</li>' * 40}</ul></body></html>"
    assert kit.cascade.look(Page(html, kind="html")) is None
