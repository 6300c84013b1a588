"""Articles added to a register: only what they touch changes, and a rebuild puts at most a few together otherwise."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bench.link import Maker

from risalah.compare import compare_registers
from risalah.link import link
from risalah.model.document import Document
from risalah.model.register import Register
from risalah.relink import extend_register
from risalah.resources.linking import Weights, read_weights
from risalah.store import Store, open_store

BASE, MORE = 360, 40


def lower(weights: Weights, **limits: float) -> Weights:
    """Weights by which a small register is extended too."""
    return replace(weights, limits={**weights.limits, "extend_least": 10, "extend_share": 0.5, **limits})


WEIGHTS = lower(read_weights(), extend_growth=9)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(Maker(11).make(BASE + MORE))


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    with open_store(target, create=True) as s:
        yield s


def begin(store: Store, documents: list[Document]) -> None:
    store.write_documents(documents)
    store.settle_versions()
    store.write_register(link(documents, (), weights=WEIGHTS), "linker")


def extend(store: Store, documents: list[Document]) -> None:
    store.write_documents(documents)
    assert store.linked_by() is None and store.linked_before() == "linker"
    store.settle_versions()
    assert extend_register(store, WEIGHTS, ()) is not None
    assert store.linked_by() == "linker"


def check_whole(register: Register, documents: list[Document]) -> None:
    """Every article in one story, every record in one entry, every count of what is there."""
    assert {a.id for a in register.articles} == {d.article.id for d in documents}
    told = Counter(key for s in register.stories for key in s.articles)
    assert set(told.values()) == {1} and set(told) == {d.article.id for d in documents}
    assert all(a.story in {s.id for s in register.stories} for a in register.articles)
    held = Counter((r.article, r.id) for e in register.entries() for r in e.records)
    records = {(d.article.id, r.id) for d in documents for r in (*d.meetings, *d.quotations, *d.commitments)}
    assert set(held) == records and set(held.values()) == {1}
    place = {a.id: a for a in register.articles}
    meetings = {m.id for m in register.meetings}
    for entry in register.entries():
        assert entry.story in {place[r.article].story for r in entry.records}
        assert entry.support.origins == len({place[r.article].origin for r in entry.records})
        assert entry.value.get("occasion") is None or entry.value["occasion"] in meetings
        assert all(r["entry"] in {c.id for c in register.commitments} for r in entry.value.get("related") or ())


@pytest.mark.parametrize("order", ["latest", "anywhere"])
def test_added_articles_differ_little_from_a_rebuild(store: Store, documents: list[Document], order: str) -> None:
    given = documents[:]
    if order == "anywhere":
        random.Random(5).shuffle(given)
    begin(store, given[:BASE])
    for n in range(BASE, BASE + MORE, 20):
        extend(store, given[n : n + 20])
    found = store.load_register()
    check_whole(found, documents)
    difference = compare_registers(found, link(documents, (), weights=WEIGHTS))
    assert difference.differ <= 0.02 * len(documents), difference.summary()
    by_type = {"meeting": found.meetings, "commitment": found.commitments, "quotation": found.quotations}
    for kind, entries in by_type.items():
        assert {e.id for e in store.entries(kind)} == {e.id for e in entries}


def test_what_is_not_touched_keeps_its_rows(store: Store, documents: list[Document]) -> None:
    begin(store, documents[:BASE])
    before = {e.id: e for e in store.load_register().entries()}
    extend(store, documents[BASE : BASE + 5])
    after = {e.id: e for e in store.load_register().entries()}
    assert len([e for key, e in before.items() if after.get(key) != e]) < 0.05 * len(before)


def test_a_rebuild_takes_the_place_of_what_is_too_much(store: Store, documents: list[Document]) -> None:
    begin(store, documents[:BASE])
    store.write_documents(documents[BASE:])
    store.settle_versions()
    for limits in ({"extend_least": BASE + 1}, {"extend_share": 0.01}, {"extend_growth": 0.01}):
        assert extend_register(store, lower(WEIGHTS, **limits), ()) is None
    assert store.linked_by() is None


def test_another_reading_of_an_article_asks_for_a_rebuild(tmp_path: Path, documents: list[Document]) -> None:
    with open_store(tmp_path, create=True) as store:
        begin(store, documents[:50])
        told = next(d for d in documents[:50] if d.meetings)
        store.write_documents([replace(told, meetings=())])
        assert store.linked_by() is None and store.linked_before() is None
