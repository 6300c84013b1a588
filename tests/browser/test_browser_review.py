"""The curators' screens in a real browser: by keys only, by pointer only, without scripts; nothing is lost."""

from __future__ import annotations

import re
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factory import make_documents, make_register
from risalah.show.web.access.rules import read_access
from risalah.show.web.review import Curation
from risalah.store import open_store
from risalah.store.appender import open_appender
from risalah.store.people import open_people

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

playwright = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: pip install 'risalah[dev]'"
)
screenshot = pytest.importorskip("screenshot")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path(screenshot.CHROMIUM).exists(),
        reason="chromium is missing: apt install chromium (Debian) and run again",
    ),
]
AS_OF = date(2031, 11, 22)


class Site:
    """A served register of our own; `enter()` gives a link that makes a browser a curator's."""

    def __init__(self, target: str, base: str, access: Any) -> None:
        self.target, self.base, self._access = target, base, access

    def enter(self) -> str:
        return f"{self.base}/enter/{self._access.links.make()}"

    def rulings(self) -> list[Any]:
        with open_store(self.target, read_only=True) as store:
            return [r for _, r in store.rulings()]


@contextmanager
def serve(target: str) -> Iterator[Site]:
    import uvicorn

    from risalah.show.web import create_app
    from risalah.show.web.serving import open_port

    appender = open_appender(target)
    access = read_access(None, own=True, people=open_people(target, create=False))
    app = create_app(target, as_of=AS_OF, access=access, curation=Curation(appender))
    listener = open_port("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", proxy_headers=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Site(target, f"http://127.0.0.1:{listener.getsockname()[1]}", access)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
        appender.close()


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("review") / "reg"
    documents = make_documents()
    with open_store(target, create=True) as store:
        store.write_documents(documents)
        store.write_register(make_register(documents), "test")
    return target


@pytest.fixture
def site(pattern: Path, tmp_path: Path) -> Iterator[Site]:
    shutil.copytree(pattern, tmp_path / "reg")
    with serve(str(tmp_path / "reg")) as site:
        yield site


@pytest.fixture
def visit(browser: Any, site: Site) -> Iterator[Any]:
    """`visit(path)` opens a page of a curator; afterwards nothing may have been logged."""
    said: list[str] = []
    contexts: list[Any] = []

    def open_page(path: str = "/review/new", **options: Any) -> Any:
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "id-ID", **options}
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: said.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: said.append(str(e)))
        page.on("request", lambda r: None if r.url.startswith((site.base, "data:")) else said.append(r.url))
        page.goto(site.enter())
        page.goto(site.base + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not said


def card_of(page: Any) -> str:
    found: str = page.locator("#decide").get_attribute("action")
    return found


def expect_other(page: Any, card: str) -> None:
    playwright.expect(page.locator(f"#decide[action='{card}']")).to_have_count(0)
    # The next card is there before the decision is kept; only then the buttons are full again.
    playwright.expect(page.locator("#review.busy")).to_have_count(0)


def test_by_keyboard_only(site: Site, visit: Any) -> None:
    page = visit("/review")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == "/review/new":
            break
    page.keyboard.press("Enter")
    playwright.expect(page.locator("mark.focus").first).to_be_visible()
    first = card_of(page)
    page.keyboard.press("j")
    expect_other(page, first)
    page.keyboard.press("k")
    playwright.expect(page.locator(f"#decide[action='{first}']")).to_be_visible()
    playwright.expect(page.locator("#review.busy")).to_have_count(0)
    page.keyboard.press("a")
    expect_other(page, first)
    assert [r.act for r in site.rulings()] == ["accept"] * len(site.rulings()) != []
    page.keyboard.press("z")
    playwright.expect(page.get_by_text("Ditarik kembali.")).to_be_visible()
    playwright.expect(page.locator("#review.busy")).to_have_count(0)
    assert site.rulings() == []
    second = card_of(page)
    page.keyboard.press("x")
    expect_other(page, second)
    assert {r.act for r in site.rulings()} == {"reject"}
    third = card_of(page)
    page.keyboard.press(" ")
    expect_other(page, third)
    page.keyboard.press("?")
    playwright.expect(page.locator("#help")).to_have_attribute("open", "")
    page.keyboard.press("e")
    playwright.expect(page.locator("#edit")).to_have_attribute("open", "")
    before = len(site.rulings())
    page.locator("#why").focus()
    page.keyboard.type("axekz satu")  # keys do nothing in a text field
    playwright.expect(page.locator("#why")).to_have_value("axekz satu")
    assert len(site.rulings()) == before
    edited = card_of(page)
    options = page.locator("#edit select").first
    options.focus()
    page.keyboard.press("ArrowDown")
    page.locator("#edit button[value=set]").focus()
    page.keyboard.press("Enter")
    expect_other(page, edited)
    assert next(r.why for r in site.rulings() if r.act == "set") == "axekz satu"


def test_by_pointer_only(site: Site, visit: Any) -> None:
    page = visit("/review")
    page.locator("a[href='/review/new']").first.click()
    for action in ("skip", "back", "next"):
        before = card_of(page)
        page.locator(f"[data-action={action}]").click()
        expect_other(page, before)
    first = card_of(page)
    page.locator("[data-action=accept]").click()
    expect_other(page, first)
    page.locator("[data-action=undo]").click()
    playwright.expect(page.get_by_text("Ditarik kembali.")).to_be_visible()
    assert site.rulings() == []
    page.locator("[data-action=edit]").click()
    page.locator("[data-action=help]").click()
    # Words are chosen by drawing over them, and become the evidence.
    words = page.locator("[data-block]").nth(1)
    for _ in range(6):  # the pane may still be rolling to its words: then a person draws again
        words.hover()
        page.wait_for_timeout(300)
        box = words.bounding_box()
        page.mouse.move(box["x"] + 2, box["y"] + 8)
        page.mouse.down()
        page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 60, steps=20)
        page.wait_for_timeout(100)
        page.mouse.up()
        if len(page.locator("#words").input_value()) >= 12:
            break
    playwright.expect(page.locator("#words")).to_have_value(re.compile(r"[\s\S]{12,}"))
    chosen = page.locator("#words").input_value()
    edited = card_of(page)
    page.locator("#edit select").first.select_option(index=1)
    page.locator("#edit button[value=set]").click()
    expect_other(page, edited)
    made = [r for r in site.rulings() if r.act == "set"]
    assert made and chosen.strip()[:20] in made[0].words.exact
    last = card_of(page)
    page.locator("[data-action=reject]").click()
    expect_other(page, last)
    assert any(r.act == "reject" for r in site.rulings())


def test_with_scripts_off(site: Site, visit: Any) -> None:
    page = visit("/review", java_script_enabled=False)
    page.locator("a[href='/review/new']").first.click()
    first = card_of(page)
    page.locator("button[value=accept]").click()
    assert card_of(page) != first
    assert "/review/new?after=" in page.url
    page.locator(".undo button").first.click()
    assert site.rulings() == []
    edited = card_of(page)
    page.locator("#edit summary").click()
    page.locator("#why").fill("tanpa skrip")
    page.locator("#edit select").first.select_option(index=1)
    page.locator("#edit button[value=set]").click()
    assert card_of(page) != edited
    assert {r.why for r in site.rulings()} == {"tanpa skrip"}
    page.goto(f"{site.base}/review/add/{make_documents()[0].article.id}")
    page.locator("#words-commitment").fill("Menlu Sekar Terima Menlu Selandia Baru")
    page.locator("#commitment-stage").select_option("pledged")
    page.locator("form:has(#words-commitment) button[type=submit]").click()
    playwright.expect(page.get_by_text("Ditambahkan.")).to_be_visible()
    page.goto(f"{site.base}/review/keys")
    page.locator("#k-accept").fill("y")
    page.get_by_role("button", name="Simpan").click()
    page.goto(f"{site.base}/review/new")
    playwright.expect(page.locator("[data-action=accept] kbd")).to_have_text("Y")


def test_a_key_before_the_page_is_whole_loses_nothing(site: Site, visit: Any) -> None:
    """The script stands before the card: what is pressed as soon as a card is there is a decision, once."""
    page = visit("/review/new")
    page.reload(wait_until="commit")
    page.wait_for_selector("#decide [data-action=accept]", state="attached")
    first = card_of(page)
    page.keyboard.press("a")
    expect_other(page, first)
    assert len({r.subject for r in site.rulings()}) == len(site.rulings()) > 0


def test_while_one_is_kept_another_key_decides_nothing(site: Site, visit: Any) -> None:
    page = visit("/review/new")

    def hold(route: Any) -> None:
        time.sleep(0.3)
        route.continue_()

    page.route("**/review/card/*", hold)
    first = card_of(page)
    for _ in range(3):
        page.keyboard.press("a")
    expect_other(page, first)
    assert len({r.subject for r in site.rulings()}) == len(site.rulings())
    with open_store(site.target, read_only=True) as store:
        card = store.find_card(first.rpartition("/")[2])
    assert card is not None and {r.subject for r in site.rulings()} == set(card.records)


def test_the_next_card_comes_before_the_answer_and_goes_again_where_nothing_was_kept(site: Site, visit: Any) -> None:
    page = visit("/review/new")
    held: list[Any] = []
    with page.expect_response(lambda r: "after=" in r.url):  # the card behind this one
        page.reload()
    page.wait_for_timeout(100)

    def hold(route: Any) -> None:
        held.append(route)

    page.route("**/review/card/*", hold)
    first = card_of(page)
    page.keyboard.press("a")
    playwright.expect(page.locator(f"#decide[action='{first}']")).to_have_count(0)
    second = card_of(page)
    assert not site.rulings() and page.locator("#review.busy").count() == 1
    held[0].continue_()
    expect_other(page, first)
    assert card_of(page) == second and {r.act for r in site.rulings()} == {"accept"}
    playwright.expect(page.get_by_text("Tersimpan.")).to_be_visible()
    kept = len(site.rulings())
    page.unroute("**/review/card/*")
    # What comes back instead of the next card is laid down in its place.
    refused = "<html><title>x</title><div id=review><p>tidak tersimpan</p></div></html>"
    page.route("**/review/card/*", lambda route: route.fulfill(content_type="text/html", body=refused))
    page.keyboard.press("x")
    playwright.expect(page.get_by_text("tidak tersimpan")).to_be_visible()
    assert len(site.rulings()) == kept


@pytest.mark.parametrize(("scheme", "width", "lang"), [("light", 1280, "id"), ("dark", 320, "en")])
def test_screens_fit_and_stand_out(site: Site, visit: Any, scheme: str, width: int, lang: str) -> None:
    from test_browser_pages import CONTRAST
    from test_browser_screens import AXE, RULES, RUN_AXE

    page = visit("/review", color_scheme=scheme, viewport={"width": width, "height": 800})
    entry = make_register(make_documents()).commitments[0].id
    article = make_documents()[0].article.id
    for path in ("/review", "/review/new", "/review/new/bulk", "/review/mine", "/review/keys", "/review/document",
                 f"/review/entry/{entry}", f"/review/add/{article}"):  # fmt: skip
        page.goto(f"{site.base}{path}?lang={lang}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(RUN_AXE, RULES) == [], path
        assert page.evaluate(CONTRAST) == [], path
        nameless = page.locator("input:not([type=hidden]), select, textarea").evaluate_all(
            "all => all.filter((e) => !e.labels || !e.labels.length).map((e) => e.outerHTML)"
        )
        assert nameless == [], path
