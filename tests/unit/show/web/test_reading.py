"""Bringing in a page: it is read at once, shown with its words, and nothing is stored."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from risalah.cli_reading import PageReader
from risalah.config import Settings
from risalah.errors import FetchError
from risalah.model.document import Document
from risalah.show.web import create_app
from risalah.show.web.access.rules import Access
from risalah.show.web.bringing import MAX_FILES, MAX_TEXT, Brought

TEXT = """Indonesia dan Kenya Teken Nota Kesepahaman Pelabuhan

JAKARTA - Menteri Luar Negeri Indonesia Ratri Wulandaru dan Menteri Luar Negeri Kenya Grace Mutindi menandatangani \
nota kesepahaman tentang pengelolaan pelabuhan di Jakarta, Kamis (9/10/2031).

"Kami ingin pelabuhan yang terbuka bagi nelayan," kata Ratri usai pertemuan. 🚢
"""
SAME = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}


@pytest.fixture(scope="module")
def reader() -> PageReader:
    return PageReader(Settings())


@pytest.fixture(scope="module")
def client(case: Any, reader: PageReader) -> Iterator[TestClient]:
    yield TestClient(create_app(case.target, read_page=reader), base_url="http://127.0.0.1")


def digest(target: str) -> str:
    return hashlib.sha256((Path(target) / "register.db").read_bytes()).hexdigest()


def plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def test_pasted_text_is_read_and_shown_with_its_words(case: Any, client: TestClient) -> None:
    before = digest(case.target)
    page = client.post("/read", data={"text": TEXT, "outlet": "kabar.example"}, headers=SAME)
    assert page.status_code == 200
    said = plain(page.text)
    assert "tidak disimpan" in said and "ditandatangani" in said
    assert "menandatangani" in "".join(re.findall(r"<mark[^>]*>([^<]*)</mark>", page.text))
    assert "Kami ingin pelabuhan yang terbuka bagi nelayan" in said and "🚢" in said
    assert "cocok persis" in said
    assert digest(case.target) == before
    assert client.get("/search?q=pengelolaan pelabuhan").text.count("/commitment/") == 0


def test_files_are_read_and_each_bad_one_says_why(client: TestClient) -> None:
    files = [
        ("files", ("../../etc/berita.txt", TEXT.encode(), "text/plain")),
        ("files", ("gambar.png", b"\x89PNG", "image/png")),
        ("files", ("kosong.html", b"", "text/html")),
    ]
    page = client.post("/read", files=files, headers=SAME)
    said = plain(page.text)
    assert page.status_code == 200 and "ditandatangani" in said
    assert "gambar.png" in said and "unknown_kind" in said and "kosong.html" in said


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 400),
        ({"text": "   "}, 400),
        ({"text": "x" * (MAX_TEXT + 1)}, 413),
        ({"text": "a", "published": "kemarin"}, 400),
        ({"address": "x" * 3000}, 400),
    ],
)
def test_what_cannot_be_read_is_said_in_words(client: TestClient, data: dict[str, str], status: int) -> None:
    answer = client.post("/read", data=data, headers=SAME)
    assert answer.status_code == status and "<main" in answer.text


def test_caps(client: TestClient) -> None:
    many = [("files", (f"{n}.txt", b"x", "text/plain")) for n in range(MAX_FILES + 1)]
    assert client.post("/read", files=many, headers=SAME).status_code in (400, 413)
    big = [("files", ("a.txt", b"x" * 3_000_000, "text/plain"))]
    assert client.post("/read", files=big, headers=SAME).status_code == 413
    assert client.post(
        "/read", content=b"--x", headers={**SAME, "content-type": "multipart/form-data"}
    ).status_code in (400, 422)


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {}])
def test_a_page_of_another_site_cannot_post(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/read", data={"text": TEXT}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "/etc/passwd",
        "http://127.0.0.1:9/",
        "http://169.254.169.254/",
        "http://[::1]/",
        "ftp://a.example/",
    ],
)
def test_an_address_of_ours_is_refused_in_words(client: TestClient, address: str) -> None:
    answer = client.post("/read", data={"address": address}, headers=SAME)
    assert answer.status_code in (200, 422)
    assert "root:" not in answer.text
    assert 'class="empty' in answer.text


def test_only_curators_may_have_an_address_fetched(case: Any) -> None:
    asked: list[Brought] = []

    def read(brought: Brought) -> list[Document]:
        asked.append(brought)
        return []

    app = create_app(case.target, read_page=read, access=Access(own=False))
    visitor = TestClient(app, base_url="http://127.0.0.1")
    assert 'name="address"' not in visitor.get("/read").text
    assert visitor.post("/read", data={"address": "https://kabar.example/1"}, headers=SAME).status_code == 403
    assert visitor.post("/read", data={"text": "Naskah"}, headers=SAME).status_code == 200
    assert [b.address for b in asked] == [""]


def test_an_error_of_reading_is_shown_and_no_path_of_this_machine(case: Any) -> None:
    def fail(brought: Brought) -> list[Document]:
        raise FetchError("<b>the address is refused</b>", reason="private_address", remedy="give a public one")

    client = TestClient(create_app(case.target, read_page=fail), base_url="http://127.0.0.1")
    answer = client.post("/read", data={"address": "https://kabar.example/1"}, headers=SAME)
    assert answer.status_code == 422
    assert "&lt;b&gt;the address is refused" in answer.text and "give a public one" in answer.text


def test_without_a_reader_there_is_no_such_page(case: Any) -> None:
    assert case.client.get("/read").status_code == 404
    assert "/read" not in case.client.get("/").text


def test_hostile_text_stays_text(client: TestClient) -> None:
    bad = "<script>alert(1)</script> {{7*7}} </mark> javascript:alert(2)"
    page = client.post("/read", data={"text": f"Judul {bad}\n\n{TEXT}\n\n{bad}", "outlet": bad}, headers=SAME)
    assert page.status_code == 200
    assert "<script>alert" not in page.text and "49" not in re.findall(r"Judul[^<]*", page.text)[0]
