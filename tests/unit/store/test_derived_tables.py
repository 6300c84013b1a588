"""What is written with a register so that no page has to count it: who met whom, the log, moments, old story ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from factory import make_documents, make_register
from risalah.model.ids import story_id
from risalah.model.register import Judgement, Register
from risalah.model.ruling import Ruling
from risalah.store import Store, open_store
from risalah.store.changes import count_changes, find_moved, list_changes, list_changes_of
from risalah.store.encounters import find_encounters

PEOPLE = ("ayu-laras", "bima-tirta", "citra-sagara", "dewi-rimba")


def make_meetings(register: Register) -> Register:
    """Forty meetings of two to four of four persons, some of them only planned."""
    rng, made = Random(3), []
    pattern = register.meetings[0]
    actors = tuple({**register.actors[-1], "id": p, "kind": "person", "name": p.title()} for p in PEOPLE)
    for n in range(40):
        day = f"2031-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
        when = {**pattern.value["when"], "from": day, "to": day, "edtf": day}
        present = [{"actor": p, "role": "participant"} for p in rng.sample(PEOPLE, rng.randrange(2, 5))]
        states = ["IDN", "NZL"] if n % 3 else ["IDN", "KEN"]
        status = "planned" if n % 7 == 0 else "held"
        value = {**pattern.value, "when": when, "participants": present, "parties": states, "status": status}
        made.append(replace(pattern, id=f"m-{n:016x}", value=value))
    return replace(
        register, meetings=tuple(made), actors=tuple(sorted((*register.actors, *actors), key=lambda a: a["id"]))
    )


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    with open_store(target, create=True) as store:
        documents = make_documents()
        store.write_documents(documents, store.start_run("test"))
        store.write_register(make_meetings(make_register(documents)))
        yield store


def test_encounters_are_those_that_a_loop_over_the_meetings_counts(store: Store) -> None:
    for state, since, until in ((None, "", ""), ("KEN", "", ""), ("NZL", "2031-03-01", "2031-09-30"), ("TLS", "", "")):
        counts: Counter[tuple[str, str]] = Counter()
        days: dict[tuple[str, str], list[str]] = {}
        for e in store.entries("meeting"):
            day = e.value["when"]["from"]
            if e.value["status"] != "held" or (state and state not in e.value["parties"]):
                continue
            if day < since or (until and day > until):
                continue
            for pair in combinations(sorted(p["actor"] for p in e.value["participants"]), 2):
                counts[pair] += 1
                days.setdefault(pair, []).append(day)
        expected = [
            (*pair, n, min(days[pair]), max(days[pair]))
            for pair, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
        ]
        found = find_encounters(store, state=state, since=since, until=until, limit=5)
        assert [(x.left, x.right, x.meetings, x.first, x.last) for x in found] == expected[:5]
        assert bool(expected) == (state != "TLS")


def test_a_story_is_found_by_the_id_that_another_of_its_articles_would_give_it(store: Store) -> None:
    story = next(s for s in store.stories() if len(s.articles) == 3)
    for article in story.articles:
        found = store.story(story_id(article))
        assert found is not None and found.id == story.id
        assert store.story(story_id(article)[:12]) == found
    assert store.story("s-0000000000") is None


def test_the_log_is_paged_and_asked_by_record(store: Store) -> None:
    memo = next(e for e in store.entries("commitment") if len(e.records) > 2)
    keys = [f"{r.article}#{r.id}" for r in memo.records]
    for n in range(9):
        at = f"2031-11-{n + 1:02d}T08:00:00+00:00"
        if n % 2:
            store.add_ruling(Ruling(keys[n % 2], "accept", "person:ayu", why=f"w{n}", at=at))
        else:
            store.add_judgement(Judgement(keys[0], keys[1], "same", 1.0, (f"w{n}",), "person:bima", at))
    store.withdraw_judgement(1, "2031-11-20T08:00:00+00:00", by="person:bima")
    gone = make_documents()[-1].article.id
    store.forget_article(gone, "asked for", "person:ayu")
    whole = list_changes(store)
    assert count_changes(store) == len(whole) == 11
    assert [c.at for c in whole] == sorted((c.at for c in whole), reverse=True)
    assert Counter(c.act for c in whole) == {"same": 5, "accept": 4, "withdrawn": 1, "forget_article": 1}
    assert [c for n in range(0, 12, 4) for c in list_changes(store, skip=n, limit=4)] == whole
    assert [c.act for c in list_changes_of(store, [keys[1]])] == ["withdrawn", *["same", "accept"] * 4, "same"]
    assert list_changes_of(store, ["sha256:none#c1"]) == []


def test_moved_dates_are_marked_when_the_register_is_written(store: Store) -> None:
    assert find_moved(store) == []
    documents = make_documents()
    register = make_register(documents)
    before = {"from": "2031-01-01", "to": "2031-01-31", "precision": "month", "edtf": "2031-01"}
    moved = replace(register.commitments[0], value={**register.commitments[0].value, "previous": [before]})
    store.write_register(replace(register, commitments=(moved, *register.commitments[1:])))
    assert [e.id for e in find_moved(store)] == [moved.id]


def test_a_moment_tells_what_has_changed(store: Store) -> None:
    first = store.moment()
    assert store.moment() == first
    entry = store.entries("commitment")[0]
    store.add_ruling(Ruling(f"{entry.records[0].article}#{entry.records[0].id}", "accept", "person:ayu"))
    second = store.moment()
    assert second.decided != first.decided and second.stored == first.stored
    store.write_register(make_register(make_documents()), "rules 1")
    third = store.moment()
    assert third.derived != second.derived and third.decided == second.decided
    store.forget_actor("tane-ruakura", "asked for")
    assert store.moment().derived != third.derived
