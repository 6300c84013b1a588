"""The terminal view says what the register holds, in both languages, and prints hostile text as text."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from factory import make_documents, make_register
from risalah.errors import ConfigError, StoreError
from risalah.model.register import Entry
from risalah.model.span import Span
from risalah.show.context import clean_text, list_marks, place_marks, render_marked
from risalah.show.labels import Labels
from risalah.show.terminal import show_entry, show_register
from risalah.show.terminal_parts import read_names
from risalah.show.values import Values, say_amount
from risalah.store import Store, open_store

DAY = "2031-12-01"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    with open_store(tmp_path_factory.mktemp("show"), create=True) as s:
        s.write_documents(make_documents())
        s.write_register(make_register())
        yield s


@pytest.fixture
def console() -> Console:
    return Console(file=StringIO(), width=160)


def said(console: Console) -> str:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def find(store: Store, kind: str) -> Entry:
    return store.entries(kind=kind)[0]


def test_overview(store: Store, console: Console) -> None:
    show_register(store, console, DAY)
    text = said(console)
    assert "5 artikel · 1 bukan diplomasi · 2 peristiwa · 3 komitmen · 1 ditandatangani atau lebih" in text
    for words in ("ditandatangani", "IDN, NZL", "NZL → IDN", "3/2", "Ambon", "(bersyarat)", "Sekar Wibawa", "≠ 2"):
        assert words in text
    assert text.index("ditandatangani  ") < text.index("disepakati") < text.index("dijanjikan")
    assert "jangka panjang (long) ×1 | tidak disebut (unstated) ×2" in text


def test_overview_in_english(store: Store, console: Console) -> None:
    show_register(store, console, DAY, lang="en")
    assert "signed and above" in said(console) and "memorandum of understanding" in said(console)


@pytest.mark.parametrize(("as_of", "late"), [("2030-12-31", 0), ("2031-01-01", 1), ("2031-07-01", 2)])
def test_overdue_depends_on_the_day(store: Store, console: Console, as_of: str, late: int) -> None:
    show_register(store, console, as_of)
    assert said(console).count("LEWAT TENGGAT") == late


@pytest.mark.parametrize("width", [40, 80, 119, 200])
def test_no_word_is_broken_at_any_width(store: Store, width: int) -> None:
    console = Console(file=StringIO(), width=width)
    show_register(store, console, DAY)
    text = said(console)
    for words in ("ditandatangani", "c-", "NZL → IDN", "keselamatan"):
        assert words in text


def test_empty_register(tmp_path: Path, console: Console) -> None:
    with open_store(tmp_path / "r", create=True) as s:
        show_register(s, console, DAY)
    assert "masih kosong" in said(console)


def test_commitment(store: Store, console: Console) -> None:
    show_entry(store, find(store, "mou").id[:8], console, DAY)
    text = said(console)
    assert "⟦Nota kesepahaman tentang keselamatan feri⟧ ⟦sedang difinalisasi⟧ oleh kedua pihak.  [tahap, judul]" in text
    assert "2031-03-04  ↓ direncanakan (planned)  warta.example" in text
    assert "2031-10-09  • ditandatangani (signed)  warta.example" in text
    assert f"{DAY}  Tidak ada kabar sesudahnya." in text
    assert "jangka panjang (long)  ← warta.example" in text
    assert "credits Kabar and shares its wording" in text
    assert "4 artikel, 3 media, 2 asal" in text


def test_what_no_source_states_is_said(store: Store, console: Console) -> None:
    show_entry(store, find(store, "pledge").id, console, DAY)
    text = said(console)
    assert "tidak disebut sumber mana pun" in text
    assert "⟦menjanjikan⟧ ⟦20 juta dolar AS⟧ untuk dermaga ⟦jika studi kelayakan selesai⟧." in text
    assert "Sumber tidak berbeda." in text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("visit", "Tane Ruakura – tamu"),
        ("direct", "“⟦Kami ingin feri yang aman untuk warga pulau kecil,⟧” ⟦kata⟧ ⟦Sekar⟧."),
    ],
)
def test_other_entries(store: Store, console: Console, kind: str, words: str) -> None:
    show_entry(store, find(store, kind).id, console, DAY)
    assert words in said(console)


def test_story_and_article(store: Store, console: Console) -> None:
    story = store.stories()[0]
    show_entry(store, story.id, console, DAY)
    show_entry(store, story.articles[0][7:25], console, DAY)
    assert said(console).count(story.articles and store.document(story.articles[0]).article.url) == 2


def test_an_article_shows_its_own_stage_and_what_is_now(store: Store, console: Console) -> None:
    memo = max(store.entries("commitment"), key=lambda e: len(e.history))
    early = next(a for h in memo.history if h["stage"] == "finalising" for a in h["articles"])
    show_entry(store, early, console, DAY)
    assert "difinalisasi – kini: ditandatangani" in said(console)


def test_indirect_speech_has_its_cue_before_it(tmp_path: Path, console: Console) -> None:
    register = make_register()
    cue = {"start": 0, "end": 9, "exact": "membantah"}
    quotes = tuple(replace(q, value={**q.value, "form": "indirect", "cue": cue}) for q in register.quotations)
    with open_store(tmp_path / "r", create=True) as s:
        s.write_documents(make_documents())
        s.write_register(replace(register, quotations=quotes))
        show_register(s, console, DAY)
        show_entry(s, quotes[0].id, console, DAY)
    assert said(console).count(f"membantah: {quotes[0].value['content'][0]['exact'][:20]}") == 2


def test_participants_of_a_conflict_have_names(store: Store) -> None:
    values = Values(Labels("id"), read_names(store))
    assert values.say("participants", ["sekar-wibawa", "NZL"], "meeting") == "Sekar Wibawa, Selandia Baru (NZL)"


def test_unknown_and_ambiguous(store: Store, console: Console) -> None:
    with pytest.raises(ConfigError, match="nothing with the id 'zzz'"):
        show_entry(store, "zzz", console, DAY)
    with pytest.raises(StoreError, match="several ids"):
        show_entry(store, "c-", console, DAY)
    with pytest.raises(ConfigError, match="no labels in 'fr'"):
        show_register(store, console, DAY, lang="fr")


def test_hostile_text_is_text(tmp_path: Path, console: Console) -> None:
    evil = "[red]\x1b[2J\x07[/red] \u202eexe.fdp [link=http://x]feri"
    register = make_register()
    commitments = tuple(replace(e, value={**e.value, "title": evil}) for e in register.commitments)
    articles = tuple(replace(a, title=evil, outlet=evil, url=evil) for a in register.articles)
    stories = tuple(replace(s, title=evil) for s in register.stories)
    with open_store(tmp_path / "r", create=True) as s:
        s.write_documents(make_documents())
        s.write_register(replace(register, commitments=commitments, articles=articles, stories=stories))
        show_register(s, console, DAY)
        for found in (*s.entries(), *s.stories()):
            show_entry(s, found.id, console, DAY)
    text = said(console)
    assert "\x1b" not in text and "\x07" not in text and "\u202e" not in text
    assert "[red]�[2J�[/red]" in text.replace("\n", "")


@given(st.text())
def test_cleaning_keeps_the_length(text: str) -> None:
    clean = clean_text(text)
    assert len(clean) == len(text)
    assert "\x1b" not in clean and "\u202e" not in clean and "\x9b" not in clean


@given(st.data())
def test_marking_keeps_the_words(data: st.DataObject) -> None:
    document = make_documents()[0]
    size = len(document.article.text)
    around = Span(*sorted(data.draw(st.lists(st.integers(0, size), min_size=2, max_size=2, unique=True))))
    spans = st.lists(st.integers(0, size), min_size=2, max_size=2, unique=True).map(lambda x: Span(*sorted(x)))
    marks = data.draw(st.lists(spans, max_size=5))
    plain = render_marked(document, around, marks, plain=True).plain
    kept = plain.replace("⟦", "").replace("⟧", "").removeprefix("… ").removesuffix(" …")
    assert kept == around.of(document.article.text).replace("\n", " ")
    assert plain.count("⟦") == plain.count("⟧")


def test_each_mark_has_a_place() -> None:
    for document in make_documents():
        for record in document.commitments + document.meetings + document.quotations:
            placed = place_marks(document, list_marks(record))
            assert sum(map(len, placed.values())) == len(list_marks(record))
            assert all(s.contains(m.span) for s, marks in placed.items() for m in marks)


def test_amounts() -> None:
    assert (
        say_amount({"value": 5000000000, "currency": "USD", "qualifier": "about"})
        == "USD ±5\u202f000\u202f000\u202f000"
    )
    assert say_amount({"value": 2.5, "unit": "ton", "high": 3}) == "2,50–3 ton"
    assert say_amount({"value": None}) == ""
