"""Bytes of a server into a page."""

from __future__ import annotations

from typing import Any

import pytest

from risalah.errors import ReadError
from risalah.model.article import Page
from risalah.read import PageDefaults, ReadLimits
from risalah.read.fetched import make_fetched_page


def make(body: bytes, **more: Any) -> Page:
    given: dict[str, Any] = {"url": "https://kabar.example/1", "content_type": "text/html"}
    given |= {"defaults": PageDefaults(outlet="baku.example", lang="id"), "limits": ReadLimits(page_bytes=1000)}
    return make_fetched_page(body, "https://kabar.example/1", **(given | more))


def test_what_the_server_and_the_feed_say_stands_beside_the_page() -> None:
    page = make(b"<p>Isi</p>", published="2031-03-04", metadata={"updated": "2031-03-05"})
    assert (page.kind, page.url, page.published, page.outlet, page.lang) == (
        "html",
        "https://kabar.example/1",
        "2031-03-04",
        "baku.example",
        "id",
    )
    assert page.metadata == {"updated": "2031-03-05"} and make(b"Isi", outlet="lain.example").outlet == "lain.example"
    assert make(b"Isi <b>", content_type="text/plain").kind == "text"
    assert (
        make(b"Isi", content_type="").kind == "text" and make(b"<p>Isi", content_type="application/xml").kind == "html"
    )


@pytest.mark.parametrize(
    ("text", "encoding", "charset"),
    [
        ("Kafé “Dunia”", "windows-1252", "iso-8859-1"),
        ("Привет мир", "koi8-r", "koi8-r"),
        ("Kafé", "utf-8", "iso-8859-1"),
        ("Kafé", "utf-8", None),
        ("Kafé", "windows-1252", "tidak-ada"),
        ("Kafé", "utf-16", "utf-16"),
    ],
)
def test_the_servers_charset_is_believed_where_it_fits(text: str, encoding: str, charset: str | None) -> None:
    assert make(text.encode(encoding), charset=charset).content == text


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"%PDF-1.7 x", "text/html", "binary"),
        (b"x", "application/pdf", "not_a_page"),
        (b"x", "image/png", "not_a_page"),
        (b"", "text/html", "empty"),
        (b" \n\t", "text/html", "empty"),
        (b"a" * 1001, "text/html", "too_large"),
    ],
)
def test_what_is_no_page_is_refused(body: bytes, content_type: str, reason: str) -> None:
    with pytest.raises(ReadError) as e:
        make(body, content_type=content_type)
    assert e.value.reason == reason
