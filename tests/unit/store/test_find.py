"""Filters, counts of facets, pages and words: the same on both databases."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import make_documents, make_register
from risalah.model.register import Entry
from risalah.store import Store, open_store
from risalah.store.filters import EntryFilter
from risalah.store.places import before, list_places, pack_places, to_set, unpack_places
from risalah.store.words import cut_snippet, fold_words, read_query

TYPED = ['"', "*", "NEAR(", "feri AND", "col:x", 'a"b', "-x", "", "\x00", "feri OR 1=1 --", "'; DROP TABLE articles;",
         "feri & | ! <-> :*", "title:feri", "{feri}", "feri\\", "(((", "😀", "ﬁ", "İ", "%", "_" * 3, "a" * 5000]  # fmt: skip


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    with open_store(target, create=True) as store:
        documents = make_documents()
        store.write_documents(documents)
        store.write_register(make_register(documents))
        yield store


def ids(found: list[Entry]) -> set[str]:
    return {e.id for e in found}


@given(st.sets(st.integers(0, 40_000)), st.integers(0, 200), st.integers(0, 50))
def test_sets_come_back_and_are_listed_in_order(places: set[int], skip: int, limit: int) -> None:
    size = 40_001
    held = unpack_places(pack_places(places, size))
    assert held == to_set(places) == sum(1 << p for p in places)
    assert held.bit_count() == len(places)
    assert list_places(held) == sorted(places)
    assert list_places(held, skip=skip, limit=limit) == sorted(places)[skip : skip + limit]
    assert list_places(held, start=1000) == [p for p in sorted(places) if p >= 1000]
    assert list_places(held & before(777)) == [p for p in sorted(places) if p < 777]


def test_filters_choose_what_a_loop_over_all_entries_chooses(store: Store) -> None:
    everything = store.entries()
    assert [e.id for e in everything] == [e.id for e in store.entries(limit=99)] and len(everything) == 5

    def keep(**wanted: Any) -> set[str]:
        return ids(store.entries(**wanted))

    memo = next(e for e in everything if e.value.get("kind") == "mou")
    for stage, sector in itertools.product([None, "signed", "pledged"], [None, "trade", "transport_connectivity"]):
        wanted = {k: v for k, v in (("stage", stage), ("sector", sector)) if v}
        expected = {
            e.id
            for e in everything
            if (not stage or e.value.get("stage") == stage)
            and (not sector or sector in (e.value.get("sectors") or e.value.get("topics") or ()))
        }
        assert keep(**wanted) == expected
        assert store.count_entries(**wanted) == len(expected)
    assert keep(type=("meeting", "quotation")) == {e.id for e in everything if e.type != "commitment"}
    assert keep(parties=("IDN", "KEN")) == {e.id for e in everything if e.value.get("kind") == "target"}
    assert keep(party="sekar-wibawa", type="commitment") == {memo.id}
    assert keep(outlet="warta.example") == ids(everything)
    assert memo.id in keep(outlet="pos.example", lang="id") and keep(lang="en") == set()
    assert keep(conflicts=True) == {memo.id} and memo.id not in keep(conflicts=False)
    assert keep(story=memo.story) == {e.id for e in everything if e.story == memo.story}
    assert keep(party="no\x00body") == set()


def test_due_dates_and_days(store: Store) -> None:
    due = {e.id: e.value["due"]["to"] for e in store.entries("commitment") if e.value.get("due")}
    assert len(due) == 2
    for first, end in itertools.product(["2030-12-31", "2031-01-01", "2031-06-30", "2031-07-01"], repeat=2):
        expected = {i for i, d in due.items() if first <= d < end}
        assert ids(store.entries(due_from=first, due_before=end)) == expected
    assert ids(store.entries("commitment", due=False)) == ids(store.entries("commitment")) - set(due)
    assert ids(store.entries(due=True)) == set(due)
    assert ids(store.entries(overdue_at="2031-06-30")) == {i for i, d in due.items() if d < "2031-06-30"}
    everything = store.entries()
    days = {e.id: d for e, d in zip(everything, [d for _, d in _days(store)], strict=True)}
    for first, last in itertools.product(["2031-03-03", "2031-03-04", "2031-03-05", "2031-10-09"], repeat=2):
        found = ids(store.entries(date_from=first, date_to=last))
        assert all(days[i] >= first for i in found)
        assert ids(store.entries(date_from=first)) == {i for i, d in days.items() if d >= first}
    # A commitment of whom something was said in March and in October is there in June.
    assert store.count_entries("commitment", date_from="2031-06-01", date_to="2031-06-30") == 1


def _days(store: Store) -> list[tuple[str, str]]:
    with store.sets() as (_, sets):
        return sets.list_ids(sets.find(EntryFilter()).held)


def test_pages_after_a_key_hold_everything_once(store: Store) -> None:
    seen: list[tuple[str, str]] = []
    with store.sets() as (_, sets):
        held = sets.find(EntryFilter()).held
        start = 0
        while page := sets.list_ids(held, start=start, limit=2):
            seen += page
            start = sets.place_after(page[-1][1], page[-1][0])
    assert seen == _days(store) and len(seen) == 5
    assert [d for _, d in seen] == sorted((d for _, d in seen), reverse=True)


def test_facets_are_counted_under_filters(store: Store) -> None:
    with store.sets() as (_, sets):
        all_commitments = sets.find(EntryFilter(type="commitment")).held
        assert dict(sets.count_facet(all_commitments, "kind", 9)) == {"mou": 1, "pledge": 1, "target": 1}
        signed = sets.find(EntryFilter(type="commitment", stage="signed")).held
        assert sets.count_facet(signed, "kind", 9) == [("mou", 1)]
        assert sets.count_facet(signed, "pair", 9) == [("IDN/NZL", 1)]
        assert dict(sets.count_facet(before(sets.size), "type", 9)) == {"commitment": 3, "meeting": 1, "quotation": 1}
    assert store.country_pairs()[0] == ("IDN", "NZL", {"commitment": 2, "meeting": 1})
    assert store.country_pairs(1) == store.country_pairs()[:1]


def test_words_find_entries_and_articles(store: Store) -> None:
    memo = next(e for e in store.entries("commitment") if e.value["kind"] == "mou")
    for words in ("FERI keselamatan", "keselam", "  nota   keselamatan ", "nöta"):
        assert memo.id in ids(store.entries(words=words)), words
    assert store.entries(words="keselamatan kelapa") == []
    assert store.entries(words="...") == [] and len(store.entries(words="   ")) == 5
    assert {h.article for h in store.search("dermaga")} == {d.article.id for d in make_documents()[:3]}
    assert all("dermaga" in h.snippet for h in store.search("Dermaga"))
    assert store.search("labu")[0].title == "Resep Sup Labu"


@pytest.mark.parametrize("typed", TYPED)
def test_nothing_typed_is_syntax(store: Store, typed: str) -> None:
    assert len(store.search(typed)) <= 5
    assert len(store.entries(words=typed)) <= 5


def test_erased_entries_are_found_no_more(store: Store) -> None:
    assert store.entries(words="feri")
    for document in make_documents():
        store.forget_article(document.article.id, "asked for")
    assert store.entries() == [] and store.entries(words="feri") == [] and store.country_pairs() == []


@given(st.text())
def test_any_text_is_a_query(typed: str) -> None:
    words = read_query(typed)
    assert all(w.isalnum() or not w.isascii() for w in words)
    assert set(words) <= set(fold_words(typed))
    assert isinstance(cut_snippet(typed, words), str)
