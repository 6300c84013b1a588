"""Places: named, taken apart, selected."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.read.places import Place, Selection, name_member, name_record, parse_place, widen

_NAMES = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="!"), min_size=1, max_size=12).filter(
    lambda n: parse_place(n) == Place(n)
)


@settings(deadline=None)
@given(_NAMES, st.lists(_NAMES, max_size=3), st.none() | st.tuples(st.integers(1, 10**9), st.integers(0, 10**13)))
def test_what_was_named_is_found(source: str, members: list[str], record: tuple[int, int] | None) -> None:
    where = source
    for member in members:
        where = name_member(where, member)
    whole = where
    if record:
        where = name_record(where, *record)
        assert widen(where) == whole
        assert Selection([where]).records(whole) == [record]
    place = parse_place(where, lambda name: name == source)
    assert (place.source, place.members) == (source, tuple(members))
    assert (place.record, place.offset) == (record or (None, None))
    assert Selection([source]).takes(where) and Selection([where]).opens(source)


def test_lines_and_names_with_marks() -> None:
    assert parse_place("a/rows.jsonl:12") == Place("a/rows.jsonl", line=12)
    assert parse_place("a.json#3") == Place("a.json", record=3)
    assert parse_place("a!b.zip!c:4", lambda n: n == "a!b.zip") == Place("a!b.zip", ("c",), line=4)
    assert parse_place("page:12", lambda n: n == "page:12") == Place("page:12")
    assert parse_place("https://kabar.example/a!b#3") == Place("https://kabar.example/a!b#3")


def test_a_selection_opens_only_what_it_must() -> None:
    chosen = Selection(["a.zip!b.warc#2@90", "c.jsonl"])
    assert chosen.opens("a.zip") and chosen.opens("a.zip!b.warc") and not chosen.opens("a.zip!c.warc")
    assert chosen.takes("c.jsonl:3") and not chosen.takes("c.jsonl2") and not chosen.opens("a.zi")
    assert chosen.find("c.jsonl:3") == ["c.jsonl"]
    assert chosen.records("c.jsonl") is None and chosen.records("a.zip!b.warc") == [(2, 90)]
    assert not Selection([])
