"""One server and one browser for all tests of the pages."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factory import make_documents, make_register
from risalah.model.register import Judgement
from risalah.store import open_store

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
AS_OF = date(2031, 11, 22)


@pytest.fixture(scope="session")
def tools() -> Any:
    """tools/screenshot.py, with what it needs; skips where that is not there."""
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install 'risalah[dev]'")
    screenshot = pytest.importorskip("screenshot")
    if not Path(screenshot.CHROMIUM).exists():
        pytest.skip("chromium is missing: apt install chromium (Debian) and run again")
    return screenshot


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("browser") / "register"
    documents = make_documents()
    with open_store(target, create=True) as store:
        run = store.start_run("test")
        store.write_documents(documents, run)
        store.write_register(make_register(documents))
        a, b = documents[0].article.id, documents[3].article.id
        store.add_judgement(Judgement(f"{a}#c1", f"{b}#c1", "same", 0.0, ("satu naskah",), "person:Rara"))
        store.write_register(make_register(documents))
        store.finish_run(run, {"pages": 5})
    return str(target)


@pytest.fixture(scope="session")
def site(register: str, tools: Any) -> Iterator[str]:
    with tools.serving(register, AS_OF) as base:
        yield base


@pytest.fixture(scope="session")
def browser(tools: Any) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=tools.CHROMIUM, args=tools.ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def watch(browser: Any) -> Iterator[Callable[..., Any]]:
    """`watch(width=..., ...)` opens a page; afterwards nothing may have been logged or fetched from elsewhere."""
    said: list[str] = []
    away: list[str] = []
    contexts: list[Any] = []

    def open_page(width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="id-ID", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: said.append(f"{page.url}: {m.type}: {m.text}"))
        page.on("pageerror", lambda e: said.append(f"{page.url}: {e}"))
        page.on("request", lambda r: None if r.url.startswith(("http://127.0.0.1:", "data:")) else away.append(r.url))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not said
    assert not away
