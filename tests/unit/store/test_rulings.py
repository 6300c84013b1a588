"""What a person decides of one record: it holds through rebuilds and corrections, is taken back, printed, and logged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.factory import Draft, ferry_report, make_documents

from risalah.errors import RulingError, StaleRuling, StoreError
from risalah.model.document import Document
from risalah.model.register import Selector
from risalah.model.ruling import Act, Ruling, check_value, list_fields
from risalah.store import Store, open_store, verify
from risalah.store.rulings import read_rulings

BY = "person:laras"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path):  # type: ignore[no-untyped-def]
    place = tmp_path / "r" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with open_store(place, create=True) as s:
        s.write_documents([ferry_report("kabar.example", "2031-03-04")])
        relink(s)
        yield s


def relink(s: Store) -> None:
    from risalah.cli_build import compute_register

    s.settle_versions()
    s.write_register(compute_register(s), "test")


def article(s: Store) -> Document:
    return next(iter(s.documents()))


def decide(s: Store, act: Act, record: str = "c1", **parts) -> int:  # type: ignore[no-untyped-def]
    number = s.add_ruling(Ruling(f"{article(s).article.id}#{record}", act, BY, **parts))
    relink(s)
    return number


def stage(s: Store, record: str = "c1") -> str | None:
    d = s.document(article(s).article.id)
    assert d is not None
    return next((c.stage for c in d.commitments if c.id == record), None)


def test_a_field_is_set_and_taken_back(store: Store) -> None:
    before = stage(store)
    assert before == "finalising"
    n = decide(store, "set", field="stage", before=before, after="negotiating", why="perundingan masih berjalan")
    assert stage(store) == "negotiating"
    assert "negotiating" in {e.value["stage"] for e in store.entries("commitment")}
    d = store.document(article(store).article.id)
    assert d is not None
    rests = [e for c in d.commitments if c.id == "c1" for e in c.evidence if e.field == "stage"]
    assert rests and all(e.rule == BY for e in rests)
    raw = store.document(d.article.id, ruled=False)
    assert raw is not None and raw.commitments[0].stage == before
    assert verify(store).ok
    store.withdraw_ruling(n, by=BY, why="salah baca")
    relink(store)
    assert stage(store) == before and store.rulings() == [] and len(store.rulings(withdrawn=True)) == 1
    with pytest.raises(StoreError, match="no ruling"):
        store.withdraw_ruling(n, by=BY)


def test_words_that_were_chosen_are_the_evidence(store: Store) -> None:
    decide(store, "set", field="stage", after="planned", words=Selector("diharapkan ditandatangani pada Juni 2031"))
    d = store.document(article(store).article.id)
    assert d is not None
    (rests,) = [e for c in d.commitments if c.id == "c1" for e in c.evidence if e.field == "stage"]
    assert rests.exact == "diharapkan ditandatangani pada Juni 2031"
    with pytest.raises(RulingError, match="do not stand"):
        decide(store, "set", field="stage", after="planned", words=Selector("kata yang tidak pernah tertulis di sini"))


def test_what_is_rejected_is_gone_until_it_is_accepted(store: Store) -> None:
    found = store.count_entries("commitment")
    decide(store, "reject", why="bukan komitmen")
    assert stage(store) is None and store.count_entries("commitment") == found - 1
    assert verify(store).ok
    decide(store, "accept")
    assert stage(store) == "finalising" and store.count_entries("commitment") == found


def test_a_record_that_was_missed_is_added(store: Store) -> None:
    words = Selector("Kami ingin feri yang aman")
    after = {
        "kind": "request",
        "title": "feri yang aman",
        "stage": "requested",
        "parties": [{"actor": "IDN", "role": "committer"}, {"actor": "AUS", "role": "addressee"}],
        "sectors": ["maritime_fisheries"],
        "due": "2031-06",
        "actors": [{"id": "AUS", "kind": "state", "name": "Australia"}],
    }
    n = decide(store, "add", "c", after=after, words=words)
    assert stage(store, f"cp{n}") == "requested"
    (entry,) = [e for e in store.entries("commitment") if e.value["stage"] == "requested"]
    assert entry.value["due"]["edtf"] == "2031-06" and entry.value["parties"][1]["actor"] == "AUS"
    assert store.actor("AUS") is not None
    assert verify(store).ok
    decide(store, "set", f"cp{n}", field="stage", after="offered")
    assert stage(store, f"cp{n}") == "offered"
    with pytest.raises(RulingError, match="rests on words"):
        decide(store, "add", "c", after=after)


def test_the_later_ruling_on_a_field_counts(store: Store) -> None:
    for value in ("agreed", "text_agreed", "negotiating"):
        decide(store, "set", field="stage", after=value)
    assert stage(store) == "negotiating"


def test_who_did_not_see_the_last_ruling_is_told_of_it(store: Store) -> None:
    subject = f"{article(store).article.id}#c1"
    store.add_ruling(Ruling(subject, "set", BY, field="stage", after="agreed"), expect=0)
    with pytest.raises(StaleRuling) as e:
        store.add_ruling(Ruling(subject, "accept", "person:tirta"), expect=0)
    assert e.value.since[0]["after"] == "agreed"  # type: ignore[index]
    assert len(store.rulings()) == 1
    store.add_ruling(Ruling(subject, "accept", "person:tirta"), expect=1)


def test_rulings_follow_their_words_into_a_corrected_article(store: Store) -> None:
    decide(store, "set", field="stage", after="negotiating")
    old = article(store)
    old_text = old.article.text
    body = old.to_json()
    new_text = old_text.replace("Keduanya membahas", "Dalam pertemuan itu keduanya membahas", 1)
    shift = len(new_text) - len(old_text)
    at = old_text.index("Keduanya membahas")

    def move(x):  # type: ignore[no-untyped-def]
        if isinstance(x, dict):
            if "start" in x and x["start"] > at:
                x = {**x, "start": x["start"] + shift, "end": x["end"] + shift}
                if x.get("sentence"):
                    x["sentence"] = [v + shift if v > at else v for v in x["sentence"]]
            elif x.get("sentence"):
                x = {**x, "sentence": [v + shift if v > at else v for v in x["sentence"]]}
            return {k: move(v) for k, v in x.items()}
        return [move(v) for v in x] if isinstance(x, list) else x

    body = move(body)
    made = Draft("x", ["y"], outlet="kabar.example", published="2031-03-05").article
    body["article"] = {**body["article"], "id": made.id, "text": new_text, "published": "2031-03-05"}
    body["article"] |= {"blocks": [], "metadata": {}}
    corrected = Document.from_json(body)
    store.write_documents([corrected])
    relink(store)
    (row,) = store.attach_rulings()
    assert row.state == "moved" and row.article == made.id, row
    d = store.document(made.id)
    assert d is not None and d.commitments[0].stage == "negotiating"


def test_orphans_are_listed_and_have_no_effect(store: Store) -> None:
    decide(store, "set", field="stage", after="negotiating")
    d = article(store)
    rest = tuple(c for c in d.commitments if c.id != "c1")
    store.write_documents([replace(d, commitments=rest)])
    relink(store)
    (row,) = store.attach_rulings()
    assert row.state == "orphaned" and row.why
    store.write_documents([d])
    relink(store)
    assert store.attach_rulings()[0].state == "stands" and stage(store) == "negotiating"


def test_printed_and_read_back_into_another_register(store: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    decide(store, "set", field="stage", after="agreed")
    n = decide(
        store,
        "add",
        "m",
        after={"kind": "call", "status": "planned", "parties": ["IDN", "NZL"]},
        words=Selector("feri yang aman"),
    )
    decide(store, "set", f"mp{n}", field="status", after="cancelled")
    store.withdraw_ruling(1, by=BY)
    lines = list(store.print_rulings())
    with open_store(tmp_path / "other", create=True) as other:
        other.write_documents(make_documents())
        assert other.import_rulings(read_rulings(lines, "x"))["added"] == 3
        assert other.import_rulings(read_rulings(lines, "x")) == {"added": 0, "known": 3, "withdrawn": 0}
        relink(other)
        assert other.verify_audit() == []
        states = sorted(a.state for a in other.attach_rulings())
        assert states == ["stands", "stands", "withdrawn"]
        assert "cancelled" in {e.value["status"] for e in other.entries("meeting")}
    with pytest.raises(StoreError, match="x:1"):
        read_rulings(['{"subject": "a#c1", "act": "set", "by": "person:a", "field": "stage", "after": "sealed"}'], "x")


def test_values_outside_the_codebook_are_refused() -> None:
    for kind, field, value in (
        ("commitment", "stage", "sealed"),
        ("commitment", "due", "soon"),
        ("commitment", "parties", [{"actor": "IDN", "role": "friend"}]),
        ("commitment", "amount", {"currency": "USD"}),
        ("commitment", "evidence", []),
        ("meeting", "status", None),
        ("quotation", "speaker", " "),
    ):
        with pytest.raises(RulingError):
            check_value(kind, field, value)  # type: ignore[arg-type]
    assert check_value("meeting", "place", "Ambon") == {"name": "Ambon", "country": None}
    assert check_value("commitment", "due", "") is None
    assert set(list_fields("meeting")) >= {"when", "status", "participants"}


def test_cards_are_closed_by_decisions_and_stay_closed(store: Store) -> None:
    counts = store.count_cards()
    assert counts["new"] >= 2 and counts["gate"] == 0
    card = store.next_card("new")
    assert card is not None and card.last == 0
    store.add_ruling(Ruling(card.records[0], "accept", BY, reason="new"))
    after = store.next_card("new")
    assert after is not None and after.n > card.n
    relink(store)
    again = store.find_card(card.id)
    assert again is None or not again.open
    assert store.count_cards()["new"] == counts["new"] - 1


def test_the_register_is_the_same_in_any_order_of_rulings_on_different_fields(tmp_path) -> None:  # type: ignore[no-untyped-def]
    def run(order: tuple[int, ...]) -> str:
        with open_store(tmp_path / ("r" + "".join(map(str, order))), create=True) as s:
            s.write_documents([ferry_report("kabar.example", "2031-03-04")])
            key = article(s).article.id
            rulings = [
                Ruling(f"{key}#c1", "set", BY, field="stage", after="agreed", at="2031-04-01T00:00:00"),
                Ruling(f"{key}#c1", "set", BY, field="horizon", after="long", at="2031-04-02T00:00:00"),
                Ruling(f"{key}#m1", "set", BY, field="status", after="cancelled", at="2031-04-03T00:00:00"),
            ]
            for i in order:
                s.add_ruling(rulings[i])
            relink(s)
            return repr([replace(e, id="") for e in s.load_register().entries()])

    assert len({run(o) for o in ((0, 1, 2), (2, 1, 0), (1, 0, 2))}) == 1
