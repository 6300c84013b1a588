"""What is forgotten is gone, stays away, and that it was forgotten is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from factory import make_documents, make_register
from risalah.errors import StoreError
from risalah.model.register import Judgement
from risalah.store import Store, open_store, verify


@pytest.fixture
def store(target: str):
    with open_store(target, create=True) as s:
        s.write_documents(make_documents())
        s.write_register(make_register())
        yield s


def test_an_article_is_erased_and_stays_away(store: Store) -> None:
    documents = make_documents()
    signed = documents[3]
    left, right = f"{documents[0].article.id}#c1", f"{signed.article.id}#c1"
    store.add_judgement(Judgement(left, right, "same", 1.0, (), "person:rara"))
    assert store.forget_article(signed.article.id[:30], "the outlet asked for it") == signed.article.id
    assert store.document(signed.article.id) is None
    assert store.search("wellington") == [] and store.entries() == []
    kept = store.judgements()[0]
    assert kept.right_selector is None and kept.left_selector is not None
    (note,) = store.audit()
    assert (note["act"], note["subject"], note["why"]) == (
        "forget_article",
        signed.article.id,
        "the outlet asked for it",
    )
    recleaned = replace(signed, article=replace(signed.article, id="sha256:" + "1" * 64))
    report = store.write_documents([signed, recleaned, documents[0]])
    assert (report.refused, report.unchanged, report.added) == (2, 1, 0)
    assert {f.reason for f in store.failures()} == {"forgotten"} and not any(f.quarantined for f in store.failures())
    assert verify(store).ok


def test_the_file_holds_no_word_of_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "r", create=True) as s:
        s.write_documents(make_documents())
        s.write_register(make_register())
        (tmp_path / "r" / "register.db.schema1").write_text("wellington")
        s.forget_article(make_documents()[3].article.id, "asked")
    for file in (tmp_path / "r").iterdir():
        data = file.read_bytes().lower()
        assert b"wellington" not in data and b"teken nota" not in data, file


def test_an_actor_is_erased_and_stays_away(store: Store) -> None:
    assert store.forget_actor("sekar-wibawa", "she asked for it") == 4
    for document in store.documents():
        assert document.quotations == () and document.meetings == ()
        assert all(a.id != "sekar-wibawa" for a in document.actors)
        assert all(c.said_by is None for c in document.commitments)
        assert all(m.actor != "sekar-wibawa" for m in document.mentions)
    assert sum(len(d.commitments) for d in store.documents()) == 8
    again = store.write_documents(make_documents())
    assert again.unchanged == 5
    assert verify(store).ok and store.audit()[0]["detail"] == {"articles": 4}


def test_nothing_without_a_reason_or_a_subject(store: Store) -> None:
    key = make_documents()[0].article.id
    for act in (lambda: store.forget_article(key, " "), lambda: store.forget_actor("NZL", "")):
        with pytest.raises(StoreError, match="without a reason"):
            act()
    with pytest.raises(StoreError, match="no article"):
        store.forget_article("zzz", "x")
    with pytest.raises(StoreError, match="no actor"):
        store.forget_actor("zzz", "x")
    assert store.counts()["articles"] == 5 and store.audit() == [] and len(store.entries()) == 5
