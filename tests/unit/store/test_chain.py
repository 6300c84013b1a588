"""The audit log: a row that was changed, dropped or put elsewhere is named."""

from __future__ import annotations

import pytest
from tests.factory import make_documents

from risalah.model.register import Judgement
from risalah.model.ruling import Ruling
from risalah.store import Store, open_store


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path):  # type: ignore[no-untyped-def]
    place = tmp_path / "r" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with open_store(place, create=True) as s:
        documents = make_documents()
        s.write_documents(documents)
        keys = [f"{d.article.id}#{d.commitments[0].id}" for d in documents if d.commitments]
        for key in keys[:3]:
            s.add_ruling(Ruling(key, "accept", "person:laras", why="cocok"))
        s.add_judgement(Judgement(keys[0], keys[1], "same", 0.0, ("naskah yang sama",), "person:tirta"))
        s.withdraw_ruling(2, by="person:tirta", why="keliru")
        assert s.verify_audit() == [] and s.audit_end()[0] == 5
        yield s


def tamper(s: Store, statement: str) -> None:
    with s.engine.execution_options(writes=True).begin() as c:
        c.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("UPDATE audit SET why = 'lain' WHERE n = 2", 2),
        ("UPDATE audit SET by_whom = 'person:x' WHERE n = 1", 1),
        ("UPDATE audit SET body = replace(body, 'accept', 'reject') WHERE n = 3", 3),
        ("DELETE FROM audit WHERE n = 3", 4),
        ("DELETE FROM audit WHERE n = 1", 2),
        ("DELETE FROM audit WHERE n = 5", 5),
        ("DELETE FROM audit", 5),
        ("UPDATE audit SET body = NULL WHERE n = 2", 2),
        ("DELETE FROM chain", 5),
        ("UPDATE audit SET n = 99 WHERE n = 2", 3),
    ],
)
def test_the_first_bad_row_is_named(store: Store, statement: str, row: int) -> None:
    tamper(store, statement)
    assert store.verify_audit()[0].n == row


def test_two_rows_that_changed_places(store: Store) -> None:
    tamper(store, "UPDATE audit SET n = 99 WHERE n = 2")
    tamper(store, "UPDATE audit SET n = 2 WHERE n = 3")
    tamper(store, "UPDATE audit SET n = 3 WHERE n = 99")
    assert store.verify_audit()[0].n == 2


def test_a_judgement_that_no_row_tells_of(store: Store) -> None:
    tamper(
        store,
        "INSERT INTO rulings (subject, act, field, body, by_whom, made_at) VALUES ('a#c1', 'reject', '', '{}', 'x', '')",
    )
    assert "ruling 4" in store.verify_audit()[0].why


def test_an_erased_article_leaves_a_log_that_holds(store: Store) -> None:
    key = store.audit(("rule",))[0]["body"]["subject"].partition("#")[0]
    store.forget_article(key, "diminta redaksi")
    assert store.verify_audit() == []
    told = store.audit(("rule",))[0]
    assert told["body"] is None and told["by"] == "person:laras"
    assert [a["act"] for a in store.audit(())][-1] == "forget_article"
    for _, ruling in store.rulings(withdrawn=True):
        assert not ruling.subject.startswith(key) or ruling.selector is None
