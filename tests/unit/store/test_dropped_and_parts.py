"""Dropped pages and pages that are parts of one article, in both databases."""

from __future__ import annotations

from dataclasses import replace

from factory import make_documents
from risalah.model.document import Document, Drop
from risalah.store import DroppedPages, Reading, open_store
from risalah.store.parts import Parts

REASONS = (("visit", "title", 1, -0.5, -0.5),)


def drop(document: Document, *, sampled: bool) -> Document:
    """The same page, dropped at the first look."""
    article = replace(document.article, relevant=False, relevance=0.0032, relevance_reasons=REASONS)
    return Document(article, dropped=Drop("relevance", 0.0032, sampled))


def test_a_dropped_page_comes_and_goes(target: str) -> None:
    first, second, *_ = make_documents()
    with open_store(target, create=True) as store:
        report = store.write_readings(
            [Reading(drop(first, sampled=True), "k1", "e1", "rows.jsonl:1"), Reading(second, "k2", "e1")]
        )
        assert (report.added, report.dropped) == (1, 1)
        (page,) = DroppedPages(store).list()
        assert (page.page, page.place, page.text, page.reasons) == ("k1", "rows.jsonl:1", first.article.text, REASONS)
        assert round(page.score, 4) == 0.0032 and store.counts()["dropped"] == 1
        known = store.find_known(["k1", "k2", "k3"], "e1")
        assert known.keys() == {"k1", "k2"} and known["k1"].gate == "relevance" and known["k2"].gate is None
        assert not store.find_known(["k1"], "e2")
        # Another engine lets it through, and a third one does not: the article is replaced by nothing.
        store.write_readings([Reading(first, "k1", "e2")])
        assert not DroppedPages(store).list() and store.counts()["articles"] == 2
        store.write_readings([Reading(drop(first, sampled=False), "k1", "e3")])
        assert DroppedPages(store).list()[0].text is None and store.counts()["articles"] == 1
        assert DroppedPages(store).count() == {"relevance": 1, "sampled": 0}
        assert not DroppedPages(store).list(sampled=True) and not DroppedPages(store).list("language")
        assert store.linked_by() is None
        # By the beginning of its id it can be forgotten, and stays away.
        store.forget_article(first.article.id[:30], "on request")
        store.write_readings([Reading(drop(first, sampled=True), "k1", "e3")])
        assert not DroppedPages(store).list()


def test_pages_are_joined_by_what_stands_for_them(target: str) -> None:
    whole = "https://kabar.example/satu"
    documents = make_documents()[:3]
    pages = [
        replace(d, article=replace(d.article, url=f"{whole}?page={n}", metadata={"part_of": whole, "part": n}))
        for n, d in enumerate(documents[:2], 1)
    ]
    joined = replace(documents[2], article=replace(documents[2].article, url=whole, metadata={"pages": []}))
    with open_store(target, create=True) as store:
        store.write_readings([Reading(d, f"k{n}", "e1") for n, d in enumerate(pages)])
        (group,) = Parts(store).find("e1")
        assert group.whole == whole and [n for n, _ in group.members] == [1, 2]
        assert Parts(store).join(group, joined, "e1") == joined.article.id
        assert Parts(store).find("e1") == [] and Parts(store).find("e2")[0].members == group.members
        assert [d.article.id for d in store.documents()] == [joined.article.id]
        assert [d.article.id for d in store.standing_documents()] == [joined.article.id]
        assert set(store.versions()) == {d.article.id for d in pages}
        store.settle_versions()
        assert [d.article.id for d in store.standing_documents()] == [joined.article.id]
