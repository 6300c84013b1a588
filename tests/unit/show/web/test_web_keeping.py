"""Answers that are kept between requests: the same words, a tag, 304; and nothing that has changed since."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from starlette.testclient import TestClient

from conftest import AS_OF
from factory import make_documents, make_register
from risalah.model.ruling import Ruling
from risalah.show.web import create_app
from risalah.show.web.access import Access, Visitor
from risalah.show.web.keeping import Answer, Shelf
from risalah.store import open_store


def test_an_answer_is_given_again_until_the_register_changes(tmp_path: Path) -> None:
    target, documents = str(tmp_path / "reg"), make_documents()
    with open_store(target, create=True) as store:
        store.write_documents(documents)
        store.write_register(make_register(documents))
        key = next(f"{r.article}#{r.id}" for e in store.entries("commitment") for r in e.records)
    client = TestClient(create_app(target, as_of=AS_OF), base_url="http://127.0.0.1")
    entry = make_register(documents).commitments[0].id
    for path in ("/", "/corrections", f"/commitment/{entry}", "/api/v1/commitments", "/commitments.csv", "/pairs.atom"):
        first = client.get(path)
        if first.status_code == 404:
            continue
        tag = first.headers["etag"]
        again = client.get(path)
        assert again.content == first.content and again.headers["etag"] == tag
        same = client.get(path, headers={"If-None-Match": f'"x", W/{tag}'})
        assert same.status_code == 304 and not same.content and same.headers["etag"] == tag
        assert "content-security-policy" in same.headers
    tags = {lang: client.get(f"/?lang={lang}").headers["etag"] for lang in ("id", "en")}
    assert tags["id"] != tags["en"]
    assert client.get("/", headers={"Accept-Language": "en"}).headers["etag"] != client.get("/").headers["etag"]
    assert "etag" not in client.get("/nothing").headers and "etag" not in client.get("/healthz").headers
    before = client.get("/corrections")
    with open_store(target) as store:
        store.add_ruling(Ruling(key, "reject", "person:ayu", why="alasan yang baru"))
    after = client.get("/corrections", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200 and "alasan yang baru" in after.text
    late = TestClient(create_app(target, as_of=date(2032, 1, 1)), base_url="http://127.0.0.1")
    assert late.get("/corrections").headers["etag"] != after.headers["etag"]


def test_who_may_see_more_gets_an_answer_of_their_own(tmp_path: Path) -> None:
    target, documents = str(tmp_path / "reg"), make_documents()
    with open_store(target, create=True) as store:
        store.write_documents(documents)
        store.write_register(make_register(documents))
    access = Access(own=False)
    client = TestClient(create_app(target, as_of=AS_OF, access=access), base_url="http://127.0.0.1")
    path = f"/article/{documents[0].article.id}"
    closed = client.get(path)
    session = access.links.use(access.links.make())
    opened = client.get(path, headers={"Cookie": f"risalah={session}", "If-None-Match": closed.headers["etag"]})
    assert opened.status_code == 200 and opened.text != closed.text
    assert client.get(path).text == closed.text and not Visitor().may_read_text


def test_a_shelf_holds_no_more_than_it_may() -> None:
    shelf = Shelf(100)
    for n in range(9):
        shelf.keep(f"t{n}", Answer((), b"x" * 30))
        shelf.find("t0")
    assert [n for n in range(9) if shelf.find(f"t{n}")] == [0, 7, 8]
    shelf.keep("large", Answer((), b"x" * 101))
    assert shelf.find("large") is None
