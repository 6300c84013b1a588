"""Whatever is changed in a register behind its back is found."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from factory import make_documents, make_register
from risalah.store import Store, open_store, schema, verify


@pytest.fixture
def store(target: str):
    with open_store(target, create=True) as s:
        s.write_documents(make_documents())
        s.write_register(make_register())
        yield s


def test_a_sound_register(store: Store) -> None:
    report = verify(store)
    assert report.ok, report.faults
    assert (report.articles, report.records, report.entries) == (5, 14, 5)
    assert report.spans == 56
    assert json.loads(json.dumps(report.to_json()))["ok"] is True


def test_each_change_is_found(store: Store) -> None:
    r = schema.records

    def change(statement) -> list[str]:
        with store.engine.execution_options(writes=True).connect() as c, c.begin() as t:
            c.execute(statement)
            problems = [f.problem for f in _verify_inside(store, c)]
            t.rollback()
        return problems

    with store.engine.connect() as c:
        row = c.execute(select(r).where(r.c.type == "commitment").order_by(r.c.article, r.c.id)).mappings().first()
    body = json.loads(row["body"])
    body["evidence"][0]["start"] += 1
    body["stage"] = "signed"
    mine = (r.c.article == row["article"]) & (r.c.id == row["id"])
    problems = change(r.update().where(mine).values(body=json.dumps(body)))
    assert any("is not what stands at" in p for p in problems) and any("were changed" in p for p in problems)
    body["evidence"] = []
    assert any("without evidence" in p for p in change(r.update().where(mine).values(body=json.dumps(body))))
    assert any("not JSON" in p for p in change(r.update().where(mine).values(body="{")))
    assert any("does not exist" in p for p in change(r.delete().where(mine)))
    assert any("rests on no record" in p for p in change(schema.entry_records.delete()))
    assert verify(store).ok


def _verify_inside(store: Store, connection):
    """Verify what an open transaction sees."""
    from risalah.store.verify import _Check

    check = _Check()
    check.read_articles(connection, connection.execute(select(schema.articles)).mappings().all())
    check.read_entries(connection)
    return check.faults


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory):
    with open_store(tmp_path_factory.mktemp("verify"), create=True) as s:
        s.write_documents(make_documents())
        s.write_register(make_register())
        yield s


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_one_changed_character_is_found(shared_store: Store, data: st.DataObject) -> None:
    with shared_store.engine.connect() as c:
        texts = c.execute(select(schema.articles.c.n, schema.articles.c.text).order_by(schema.articles.c.n)).all()
    n, text = data.draw(st.sampled_from(texts))
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00" + text[at]))
    with shared_store.engine.execution_options(writes=True).connect() as c, c.begin() as t:
        c.execute(
            schema.articles.update().where(schema.articles.c.n == n).values(text=text[:at] + other + text[at + 1 :])
        )
        faults = _verify_inside(shared_store, c)
        t.rollback()
    assert any(f.field == "text" for f in faults)
