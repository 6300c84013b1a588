"""Documents, judgements and registers come back as they went in, on SQLite and on PostgreSQL."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from factory import ferry_report, make_documents, make_register
from risalah.errors import EvidenceError, StoreError
from risalah.model.document import Document, Failure
from risalah.model.register import Judgement, Register
from risalah.store import Store, open_store, schema, verify


def dump_derived(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.engine.connect() as c:
        return {t.name: sorted(map(tuple, c.execute(select(t))), key=repr) for t in schema.DERIVED}


@pytest.fixture
def store(target: str, documents: list[Document], register: Register):
    with open_store(target, create=True) as s:
        s.write_documents(documents)
        s.write_register(register)
        yield s


def test_documents_come_back(store: Store, documents: list[Document]) -> None:
    assert list(store.documents()) == sorted(documents, key=lambda d: d.article.id)
    assert [d.article.title for d in store.documents(relevant=False)] == ["Resep Sup Labu"]


def test_documents_are_paged_without_loss(target: str) -> None:
    many = [ferry_report(f"outlet{n:03}.example", "2031-03-04") for n in range(205)]
    with open_store(target, create=True) as s:
        assert s.write_documents(many, batch=50).added == 205
        assert [d.article.id for d in s.documents()] == sorted(d.article.id for d in many)


def test_register_comes_back(store: Store, register: Register) -> None:
    assert store.load_register() == register


def test_same_document_changes_nothing(store: Store, documents: list[Document]) -> None:
    again = store.write_documents(documents)
    assert (again.added, again.replaced, again.unchanged) == (0, 0, len(documents))


def test_other_records_replace_a_document(store: Store, documents: list[Document]) -> None:
    poorer = replace(documents[0], commitments=documents[0].commitments[:1])
    assert store.write_documents([poorer]).replaced == 1
    assert store.document(poorer.article.id) == poorer
    assert store.counts()["articles"] == len(documents)


def test_rebuild_gives_the_same_tables(store: Store) -> None:
    before = dump_derived(store)
    store.write_register(store.load_register())
    assert dump_derived(store) == before
    store.write_register(Register())
    assert store.entries() == []
    store.write_register(make_register(make_documents()))
    assert dump_derived(store) == before


def test_order_of_writing_does_not_matter(target: str, store: Store, documents: list[Document], tmp_path) -> None:
    shuffled = documents[:]
    random.Random(3).shuffle(shuffled)
    with open_store(tmp_path / "other", create=True) as other:
        other.write_documents(shuffled)
        other.write_register(make_register(documents))
        assert list(other.documents()) == list(store.documents())
        assert other.load_register() == store.load_register()


def test_filters(store: Store) -> None:
    assert [e.value["kind"] for e in store.entries("commitment", limit=3)][2] == "pledge"  # the latest first
    assert sorted(e.value["kind"] for e in store.entries(party="NZL")) == ["mou", "pledge", "visit"]
    assert {e.type for e in store.entries(party="IDN")} == {"commitment", "meeting", "quotation"}
    assert {e.type for e in store.entries(parties=["IDN", "KEN"])} == {"commitment"}
    assert [e.value["kind"] for e in store.entries(stage="signed")] == ["mou"]
    assert [e.value["kind"] for e in store.entries(kind=["target", "visit"])] == ["target", "visit"]
    assert [e.type for e in store.entries(party="tane-ruakura")] == ["meeting"]
    assert [e.value["kind"] for e in store.entries(sector="finance")] == ["pledge"]
    assert [e.value["kind"] for e in store.entries(due_before="2031-01-01")] == ["target"]
    assert [e.value["kind"] for e in store.entries("commitment", conflicts=True)] == ["mou"]
    assert [e.type for e in store.entries(words="PULAU kecil")] == ["quotation"]
    assert store.entries(words="100%_") == []
    assert [e.id for e in store.entries(limit=2)] == [e.id for e in store.entries()][:2]
    assert [e.id for e in store.entries(limit=2, offset=2)] == [e.id for e in store.entries()][2:4]
    assert store.count_entries("commitment") == 3
    assert len(store.entries(offset=1)) == 4


def test_looking_up(store: Store, documents: list[Document], register: Register) -> None:
    key = documents[0].article.id
    assert store.document(key[7:20]) == documents[0]
    assert store.article_entry(key[:20]) == next(a for a in register.articles if a.id == key)
    assert store.document("ffff-nothing") is None
    assert store.document("") is None
    entry = register.meetings[0]
    assert store.entry(entry.id) == entry
    assert store.entry(entry.id[:5]) == entry
    with pytest.raises(StoreError, match="several ids"):
        store.entry("c-")
    assert store.story(register.stories[0].id) == register.stories[0]
    assert store.actor("tane-ruakura")["name"] == "Tane Ruakura"
    assert len(store.entries_of_article(key)) == 4
    assert store.entry_of_record(f"{key[7:19]}#m1") == entry
    assert store.entry_of_record(f"{key}#m9") is None and store.entry_of_record("ffff#m1") is None
    assert len(store.articles(story=entry.story)) == 3
    assert store.country_pairs()[0] == ("IDN", "NZL", {"commitment": 2, "meeting": 1})
    assert any(store.decisions(c) for c in register.commitments)


@pytest.mark.parametrize(
    "query", ['"', "*", "NEAR(", "feri AND", "col:x", 'a"b', "-x", "", "\x00", "'; DROP", "__", "feri" * 500]
)
def test_any_text_is_a_query(store: Store, query: str) -> None:
    store.search(query)
    store.entries(words=query)


def test_search_finds_words(store: Store) -> None:
    hits = store.search("feri pulau")
    assert len(hits) == 3
    assert all("feri" in h.snippet.lower() for h in hits)
    assert store.search("labu")[0].title == "Resep Sup Labu"


@pytest.mark.parametrize("ranked", [1, 2, 1000])
def test_beginnings_of_words_count_however_many_are_ranked(
    store: Store, monkeypatch: pytest.MonkeyPatch, ranked: int
) -> None:
    monkeypatch.setattr("risalah.store.search._RANKED", ranked)
    whole, begun = ({h.article for h in store.search(q)} for q in ("feri pulau", "fer pul"))
    assert len(whole) == 3 and begun == whole
    assert store.search("feriboat") == []


def test_failures_are_kept_once(store: Store) -> None:
    found = [Failure("read", "empty", "no text", "a.txt"), Failure("read", "empty", "no text", "b.txt")]
    store.record_failures(found)
    store.record_failures(found[:1])
    assert sorted(f.where for f in store.failures()) == ["a.txt", "b.txt"]


def test_failures_of_a_document_come_back(store: Store, documents: list[Document]) -> None:
    note = Failure("annotate", "language_not_read", "en", "x", quarantined=False)
    changed = replace(documents[0], failures=(note,))
    store.write_documents([changed])
    store.write_documents([changed])
    assert store.document(changed.article.id) == changed
    store.record_failures([note])
    assert store.failures() == [note]


def test_failures_of_broken_text_are_kept(store: Store) -> None:
    store.record_failures([Failure("read", "broken", "a \x00 and \ud83d", "x\x00.txt"), Failure("read", "empty", "y")])
    store.record_failures([Failure("read", "empty", "z")])
    assert [f.reason for f in store.failures()] == ["broken", "empty", "empty"]


@pytest.mark.parametrize("bad", ["\x00", "\ud83d"])
def test_text_that_no_database_holds_is_refused_and_noted(store: Store, documents: list[Document], bad: str) -> None:
    article = replace(documents[0].article, id="sha256:bad", text=documents[0].article.text + bad)
    report = store.write_documents([replace(documents[0], article=article), documents[1]])
    assert (report.refused, report.unchanged) == (1, 1)
    assert [f.reason for f in store.failures()] == ["unstorable_text"]


def test_judgements_are_appended_and_withdrawn(store: Store, documents: list[Document]) -> None:
    left, right = f"{documents[0].article.id}#c1", f"{documents[3].article.id}#c1"
    made = Judgement(left, right, "different", 0.0, ("another ferry",), "person:rara")
    first = store.add_judgement(made)
    second = store.add_judgement(replace(made, verdict="same"))
    kept = store.judgements()
    assert [j.verdict for j in kept] == ["different", "same"]
    assert kept[0].at and kept[0].left_selector and kept[0].left_selector.exact == "sedang difinalisasi"
    store.withdraw_judgement(first)
    assert [j.verdict for j in store.judgements()] == ["same"]
    everything = store.numbered_judgements(withdrawn=True)
    assert [n for n, _ in everything] == [first, second]
    assert everything[0][1].withdrawn_at
    with pytest.raises(StoreError):
        store.withdraw_judgement(first)
    store.write_register(make_register())
    assert len(store.judgements()) == 1  # a rebuild does not touch them


def test_runs(store: Store) -> None:
    run = store.start_run("risalah 0 settings x")
    assert store.runs()[0]["finished"] is None
    store.finish_run(run, {"pages": 5})
    assert store.runs()[0]["counts"] == {"pages": 5}


def test_a_changed_text_is_loud(store: Store, documents: list[Document]) -> None:
    with store.engine.execution_options(writes=True).begin() as c:
        c.execute(schema.articles.update().values(text=schema.articles.c.text.concat("x")))
        c.execute(schema.articles.update().values(text="x" * 900))
    with pytest.raises(EvidenceError):
        list(store.documents())


@settings(max_examples=15, deadline=None)
@given(text=st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=1, max_size=80))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    document = make_documents()[4]
    document = replace(
        document, article=replace(document.article, text=text, blocks=(), title=text, id="sha256:" + "0" * 64)
    )
    with open_store(tmp_path_factory.mktemp("reg"), create=True) as s:
        s.write_documents([document])
        assert list(s.documents()) == [document]
        s.search(text)


def test_a_megabyte_without_a_blank(store: Store, documents: list[Document]) -> None:
    for text in ("a" * 1_000_000, "é漢" * 500_000, " ".join(f"w{n}" for n in range(150_000))):
        article = replace(documents[4].article, text=text, blocks=(), id="sha256:" + text[:4])
        began = time.monotonic()
        assert store.write_documents([replace(documents[4], article=article)]).added == 1
        assert store.document(article.id).article.text == text
        assert time.monotonic() - began < 5


def test_many_threads_read_at_once(store: Store, documents: list[Document]) -> None:
    def read(n: int) -> int:
        store.entries(party="NZL", limit=3)
        store.search("feri")
        return len(list(store.documents()))

    with ThreadPoolExecutor(12) as pool:
        assert set(pool.map(read, range(60))) == {len(documents)}


def test_a_full_disk_keeps_what_was_done(tmp_path: Path) -> None:
    many = [ferry_report(f"outlet{n:03}.example", "2031-03-04") for n in range(300)]
    with open_store(tmp_path / "r", create=True) as s:
        s.write_documents(many[:20])

        @event.listens_for(s.engine, "connect")
        def _limit(connection, _record) -> None:
            connection.execute("PRAGMA max_page_count = 150")

        s.engine.dispose()
        with pytest.raises(StoreError, match="free disk space"):
            s.write_documents(many, batch=10)
        kept = len(list(s.documents()))
        assert 20 <= kept < 300 and kept % 10 == 0
        assert verify(s).ok
    with open_store(tmp_path / "r") as s:
        assert s.write_documents(many).unchanged == kept
