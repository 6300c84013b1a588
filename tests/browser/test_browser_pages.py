"""The pages in a real browser: Debian's chromium, driven by Playwright."""

from __future__ import annotations

from typing import Any

import pytest

from factory import make_documents, make_register

playwright = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: pip install 'risalah[dev]'"
)
pytestmark = pytest.mark.browser


def list_paths() -> list[str]:
    documents = make_documents()
    register = make_register(documents)
    memo = max(register.commitments, key=lambda c: len(c.history))
    paths = [
        "/",
        "/commitments",
        "/meetings",
        "/stories",
        "/pairs",
        "/pair/IDN/NZL",
        "/search?q=feri",
        "/data",
        "/about",
    ]
    paths += ["/quarantine", "/nope", f"/commitment/{memo.id}", f"/article/{documents[0].article.id}"]
    paths += [f"/meeting/{register.meetings[0].id}", f"/quotation/{register.quotations[0].id}", "/person/sekar-wibawa"]
    return [*paths, f"/story/{max(register.stories, key=lambda s: s.outlets).id}"]


CONTRAST = """() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const f = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0.99) return c;
    }
    return [255, 255, 255];
  };
  const weak = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !e.checkVisibility() || e.closest("option")) continue;
    const style = getComputedStyle(e);
    const [a, b] = [light(parse(style.color)), light(ground(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) weak.push(`${e.tagName}.${e.className}: ${style.color} on ${ground(e)}`);
  }
  return [...new Set(weak)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(site: str, watch: Any, scheme: str) -> None:
    page = watch(color_scheme=scheme)
    for path in list_paths():
        if path != "/nope":
            page.goto(site + path)
            assert page.evaluate(CONTRAST) == [], path


def test_the_two_schemes_differ(site: str, watch: Any) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        page = watch(color_scheme=scheme)
        page.goto(site + "/")
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2


@pytest.mark.parametrize("scripts", [True, False])
def test_from_home_to_a_commitment_to_its_words_in_the_article(site: str, watch: Any, scripts: bool) -> None:
    page = watch(java_script_enabled=scripts)
    page.goto(site + "/")
    page.get_by_role("link", name="Nota kesepahaman keselamatan feri").first.click()
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("Nota kesepahaman keselamatan feri")
    playwright.expect(page.locator("[aria-current=step]")).to_contain_text("ditandatangani")
    page.get_by_role("link", name="Lihat di naskah").last.click()
    focused = page.locator(".focus")
    playwright.expect(focused.first).to_be_visible()
    words = "".join(focused.all_inner_texts())
    assert words.startswith("Indonesia dan Selandia Baru menandatangani")
    playwright.expect(page.locator("[id^='c=']").first).to_be_attached()
    page.locator("a.hl", has_text="menandatangani").click()
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("Nota kesepahaman keselamatan feri")


def test_forms_work_without_scripts(site: str, watch: Any) -> None:
    page = watch(java_script_enabled=False)
    page.goto(site + "/")
    page.get_by_role("searchbox").fill("dermaga")
    page.get_by_role("button", name="Cari").click()
    playwright.expect(page.locator("#results")).to_contain_text("20 juta dolar AS untuk dermaga")
    page.goto(site + "/commitments")
    page.get_by_label("Tahap").select_option("signed")
    page.get_by_role("button", name="Terapkan").click()
    playwright.expect(page.locator("#list")).to_contain_text("1 ditemukan")


def test_filters_and_search_answer_while_typing(site: str, watch: Any) -> None:
    page = watch()
    page.goto(site + "/commitments")
    page.get_by_label("Tahap").select_option("signed")
    playwright.expect(page.locator("#list")).to_contain_text("1 ditemukan")
    assert "stage=signed" in page.url
    page.goto(site + "/search")
    page.locator("#q").press_sequentially("dermaga")
    playwright.expect(page.locator("#results")).to_contain_text("20 juta dolar AS untuk dermaga")


def test_a_passage_link_of_another_hand_is_followed(site: str, watch: Any) -> None:
    article = make_documents()[0].article
    start = article.text.index("layanan feri")
    page = watch()
    page.goto(f"{site}/article/{article.id}#c={start}-{start + 12}")
    playwright.expect(page.locator("mark.focus")).to_have_text("layanan feri")


def test_the_keyboard_reaches_content_and_search(site: str, watch: Any) -> None:
    page = watch()
    page.goto(site + "/")
    page.keyboard.press("Tab")
    playwright.expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    playwright.expect(page.locator("main")).to_be_focused()
    page.keyboard.press("/")
    playwright.expect(page.locator("#find")).to_be_focused()


def test_paper_shows_evidence_with_its_address(site: str, watch: Any) -> None:
    page = watch()
    memo = max(make_register().commitments, key=lambda c: len(c.history))
    page.goto(f"{site}/commitment/{memo.id}")
    page.emulate_media(media="print")
    playwright.expect(page.locator("header.top")).to_be_hidden()
    address = "getComputedStyle(document.querySelector('.evidence figcaption a'), '::after').content"
    assert "/article/" in page.evaluate(address) or "attr(href)" in page.evaluate(address)
    assert page.pdf()[:4] == b"%PDF"


BROKEN = """() => [...document.querySelectorAll(".rows td.on")].filter((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return range.getBoundingClientRect().right > cell.getBoundingClientRect().right + 0.5;
}).map((cell) => cell.textContent)"""


@pytest.mark.parametrize("width", [740, 960, 1160, 1200, 1440])
def test_no_month_is_broken_or_cut_under_due(site: str, watch: Any, width: int) -> None:
    page = watch(width=width)
    for path in ("/", "/commitments", "/pair/IDN/NZL"):
        page.goto(site + path)
        page.evaluate("document.querySelectorAll('.rows td.on').forEach((c) => (c.textContent = 'September 2031'))")
        assert page.evaluate(BROKEN) == [], path


@pytest.mark.parametrize("width", [320, 1280])
def test_an_article_lists_each_record_once(site: str, watch: Any, width: int) -> None:
    page = watch(width=width)
    page.goto(f"{site}/article/{make_documents()[0].article.id}")
    beside = page.locator(".notes a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    below = page.locator("section .items a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    assert beside and not set(beside) & set(below)
