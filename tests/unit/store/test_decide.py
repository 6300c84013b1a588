"""Decisions beside a build: each once, all or nothing, never overlooked by a register that was computed before them."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

import pytest
from bench.review_rebuilds import measure_rebuilds

from factory import make_documents, make_register
from risalah.errors import RegisterBusy, StaleRuling, StoreError
from risalah.model.register import Judgement
from risalah.model.ruling import Ruling
from risalah.store import open_store
from risalah.store.appender import open_appender
from risalah.store.decide import Decision

ME, OTHER = "person:rara", "person:laras"


@pytest.fixture
def written(target: str) -> str:
    documents = make_documents()
    with open_store(target, create=True) as store:
        store.write_documents(documents)
        store.write_register(make_register(documents), "test")
    return target


def first_card(appender) -> object:
    return next(c for c in appender.list_cards("new") if c.records[0].partition("#")[2].startswith("c"))


def accept(card, by: str = ME, act: str = "accept") -> Decision:
    rulings = tuple(Ruling(key, act, by, reason=card.reason) for key in card.records)
    return Decision(by, rulings, card=card.id, expect=card.last)


def test_a_decision_is_kept_while_a_build_holds_the_writers_lock(written: str) -> None:
    with open_store(written) as build:
        appender = open_appender(written)
        card = first_card(appender)
        assert len(appender.decide(accept(card)).numbers) == len(card.records)
        assert build.linked_by() is None
        appender.close()


def test_what_is_decided_while_entries_are_computed_is_not_taken_for_done(written: str) -> None:
    appender = open_appender(written)
    assert appender.linked_by() == "test" and appender.count_pending() == 0
    with open_store(written) as build:
        seen, register = build.audit_end()[0], build.load_register()
        card = first_card(appender)
        appender.decide(accept(card))
        build.write_register(register, "test", seen=seen)
        assert build.count_pending() == len(card.records)
        assert build.linked_by() is None
        build.write_register(register, "test")
        assert build.linked_by() == "test" and build.count_pending() == 0
    appender.close()


def test_the_same_again_is_one_decision_and_another_ones_is_a_clash(written: str) -> None:
    appender = open_appender(written)
    card = first_card(appender)
    kept = appender.decide(accept(card))
    assert appender.decide(accept(card)).again
    with pytest.raises(StaleRuling) as told:
        appender.decide(accept(card, OTHER, "reject"))
    assert {row["by"] for row in told.value.since} == {ME}
    with pytest.raises(StoreError):
        appender.take_back(kept.numbers, OTHER)
    appender.take_back(kept.numbers, OTHER, anyone=True)
    appender.take_back(kept.numbers, ME)  # the form came twice
    fresh = appender.find_card(card.id)
    assert fresh is not None and fresh.open
    assert not appender.decide(accept(fresh)).again
    assert appender.verify_audit() == []
    appender.close()


def test_one_wrong_ruling_keeps_the_others_out(written: str) -> None:
    appender = open_appender(written)
    card = first_card(appender)
    good = Ruling(card.records[0], "set", ME, "", "stage", None, "raised")
    with pytest.raises(StoreError):
        appender.decide(Decision(ME, (good, Ruling(card.records[0], "set", ME, "", "due", None, "besok")), expect=0))
    assert appender.rulings() == [] and appender.audit_end()[0] == 0
    appender.close()


def test_curators_at_once_lose_and_double_nothing(written: str) -> None:
    appender = open_appender(written)
    cards = appender.list_cards("new")
    outcomes: Counter[str] = Counter()

    def work(by: str) -> None:
        mine = open_appender(written)
        for card in cards:
            try:
                outcomes["again" if mine.decide(accept(card, by)).again else "kept"] += 1
            except StaleRuling:
                outcomes["clash"] += 1
        mine.close()

    threads = [threading.Thread(target=work, args=(f"person:k{n}",)) for n in range(5)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert outcomes == {"kept": len(cards), "clash": 4 * len(cards)}
    subjects = Counter(r.subject for _, r in appender.rulings())
    assert set(subjects.values()) == {1}
    assert appender.verify_audit() == []
    appender.close()


def test_pairs_are_judged_by_number_seen(written: str) -> None:
    appender = open_appender(written)
    left, right = (f"{c.records[0].article}#{c.records[0].id}" for c in appender.load_register().commitments[:2])
    said = Judgement(left, right, "same", 0.0, ("review",), ME)
    assert not appender.decide(Decision(ME, judgements=(said,), expect=0)).again
    turned = Judgement(right, left, "same", 0.0, ("review",), ME)
    assert appender.decide(Decision(ME, judgements=(turned,), expect=0)).again
    against = Judgement(left, right, "different", 0.0, ("review",), OTHER)
    with pytest.raises(StaleRuling):
        appender.decide(Decision(OTHER, judgements=(against,), expect=0))
    appender.decide(Decision(OTHER, judgements=(against,), expect=appender.last_judgement(left, right)))
    assert [j.verdict for j in appender.judgements() if j.by.startswith("person:")] == ["same", "different"]
    appender.close()


def test_a_held_database_is_busy_and_nothing_is_kept(tmp_path: Path) -> None:
    target = str(tmp_path / "reg")
    documents = make_documents()
    with open_store(target, create=True) as store:
        store.write_documents(documents)
        store.write_register(make_register(documents), "test")
        appender = open_appender(target, wait=0.2)
        card = first_card(appender)
        with store.engine.execution_options(writes=True).begin(), pytest.raises(RegisterBusy):
            appender.decide(accept(card))
        assert appender.rulings() == []
        with appender.engine.connect() as c:
            assert c.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL: kept when it is acknowledged
        appender.close()


def test_decisions_outlive_other_patterns_shifted_texts_and_corrections() -> None:
    found = measure_rebuilds(40, 1, pages=30)
    assert (found["lost"], found["wrong"], found["left"], found["log_faults"]) == (0, 0, 0, 0)
    assert found["rebuilt"]["stands"] == 40
    assert found["shifted_texts"]["moved"] > 0
