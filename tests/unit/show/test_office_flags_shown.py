"""A doubted office is shown with its words and the other side: overview, actor, explanation, CSV, page of the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from starlette.testclient import TestClient

from factory import make_documents, make_register
from risalah.show.explain import explain_entry
from risalah.show.export_csv import write_tables
from risalah.show.terminal import show_entry, show_register
from risalah.show.web import create_app
from risalah.store import Store, open_store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("doubted")
    documents = make_documents()
    register = make_register(documents)
    article = documents[0].article
    person = next(a for a in register.actors if a["kind"] == "person")
    flag = {
        "article": article.id, "day": "2031-03-05", "office": "foreign minister", "country": "IDN",
        "start": 0, "end": 12, "exact": article.text[:12], "grade": "conflict", "reason": "office_ended",
        "against": [
            {"source": "table", "actor": "wira-kencana", "name": "Wira Kencana", "office": "foreign minister",
             "from": "2030-10-01", "to": None, "known_to": "2031-12-31", "articles": []},
            {"source": "articles", "actor": "dewi-lestari-putri", "name": "Dewi Lestari Putri", "office": "trade minister",
             "from": "2031-03-01", "to": "2031-03-09", "known_to": None, "articles": [documents[1].article.id]},
        ],
    }  # fmt: skip
    actors = tuple({**a, "office_flags": [flag]} if a is person else a for a in register.actors)
    with open_store(target, create=True) as store:
        store.write_documents(documents)
        store.write_register(replace(register, actors=actors))
    return target


@pytest.fixture
def store(folder: Path):
    with open_store(folder, read_only=True) as s:
        yield s


def flagged(store: Store) -> str:
    return next(a["id"] for a in store.actors() if a.get("office_flags"))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", ["Jabatan yang diragukan", "masa jabatannya telah berakhir", "tabel jabatan", "Wira Kencana", "… (2031-12-31)"]),
        ("en", ["Doubted offices", "the term had ended", "table of offices", "other articles, 1 articles"]),
    ],
)  # fmt: skip
def test_terminal(store: Store, lang: str, words: list[str]) -> None:
    for print_it in (
        lambda c: show_register(store, c, "2031-12-01", lang=lang),
        lambda c: show_entry(store, flagged(store), c, "2031-12-01", lang=lang),
        lambda c: explain_entry(store, flagged(store), c, lang=lang),
    ):
        console = Console(file=StringIO(), width=220)
        print_it(console)
        text = " ".join(console.file.getvalue().split())  # type: ignore[attr-defined]
        assert all(w in text for w in words), text


def test_an_actor_without_doubt_says_so(store: Store) -> None:
    other = next(a["id"] for a in store.actors() if not a.get("office_flags"))
    console = Console(file=StringIO(), width=160)
    show_entry(store, other, console, "2031-12-01", lang="en")
    assert "No office is contradicted" in console.file.getvalue()  # type: ignore[attr-defined]


def test_csv_names_reason_and_place(store: Store) -> None:
    tables = dict(write_tables(store, "2031-12-01", "actor"))
    assert "office_ended foreign minister 2031-03-05 sha256:" in tables["actor"]


def test_page_of_the_person(folder: Path) -> None:
    client = TestClient(create_app(str(folder), as_of=date(2031, 12, 1)), base_url="http://127.0.0.1")
    with open_store(folder, read_only=True) as s:
        page = client.get(f"/person/{flagged(s)}?lang=en").text
    assert "Doubted offices" in page and "the term had ended" in page and "Wira Kencana" in page
    assert 'href="/article/sha256:' in page
