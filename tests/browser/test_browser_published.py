"""A published register in a real browser, read from the disk without a server."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from risalah.show.publish import publish
from risalah.store import open_store

AS_OF = date(2031, 11, 22)
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def published(register: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "site"
    with open_store(register, read_only=True) as store:
        publish(store, folder, AS_OF)
    return folder


def open_page(browser: Any, said: list[str], **options: Any) -> Any:
    page = browser.new_context(**options).new_page()
    page.on("console", lambda m: said.append(f"{m.type}: {m.text}"))
    page.on("pageerror", lambda e: said.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else said.append(r.url))
    return page


def test_reading_and_searching_from_the_disk(browser: Any, published: Path) -> None:
    said: list[str] = []
    page = open_page(browser, said)
    page.goto((published / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"  # the style sheet was let in
    page.click("nav.menu a[href='commitments.html']")
    title = page.locator("table.rows th a").first.inner_text()
    page.locator("table.rows th a").first.click()
    assert title in page.inner_text("h1")
    assert "/commitment/" in page.url
    page.click("nav.tongue a[hreflang=en]")
    assert page.url.startswith((published / "en/commitment").as_uri())
    page.fill("#find", title.split()[0])
    page.press("#find", "Enter")
    page.wait_for_selector("#results ul.items li a.head")
    assert title in page.locator("#results a.head").all_inner_texts()
    page.locator("#results a.head", has_text=title).first.click()
    assert title in page.inner_text("h1")
    page.goto((published / "search.html").as_uri() + "#type=commitment&stage=signed")
    page.wait_for_selector("#results a.head")
    page.fill("#q", "zzzz")
    assert page.inner_text("#results p.empty") == "Tidak ada yang cocok."
    assert said == []


def test_without_scripts_the_search_is_a_list(browser: Any, published: Path) -> None:
    said: list[str] = []
    page = open_page(browser, said, java_script_enabled=False)
    page.goto((published / "search.html").as_uri())
    page.click("#results a[href='meetings.html']")
    assert page.url.endswith("/meetings.html")
    assert said == []
