"""Every screen in a real browser: silent, reachable, readable, and true to the letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from factory import make_documents, make_register

playwright = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: pip install 'risalah[dev]'"
)
pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
RUN_AXE = """async (rules) => (await axe.run(document, { runOnly: rules, resultTypes: ["violations"] })).violations
  .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" || ")}`)"""


def list_screens() -> list[str]:
    """An address of every screen of the register."""
    documents = make_documents()
    register = make_register(documents)
    memo = max(register.commitments, key=lambda c: len(c.history))
    story = max(register.stories, key=lambda s: s.outlets)
    fixed = ["/", "/commitments", "/meetings", "/quotations", "/stories", "/pairs", "/people", "/sectors", "/map"]
    fixed += [
        "/read",
        "/api",
        "/sign-in",
        "/network",
        "/slips",
        "/corrections",
        "/data",
        "/about",
        "/quarantine",
        "/search",
        "/search?q=feri",
    ]
    fixed += ["/pair/IDN/NZL", "/pair/IDN/NZL?sector=finance", "/state/IDN", "/state/SGP", "/organisation/ASEAN"]
    fixed += ["/sector/trade", "/person/sekar-wibawa", f"/story/{story.id}", f"/commitment/{memo.id}"]
    fixed += [f"/meeting/{register.meetings[0].id}", f"/quotation/{register.quotations[0].id}"]
    return [*fixed, f"/article/{documents[0].article.id}", "/commitments?stage=signed&overdue=1"]


def ask(path: str, lang: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


@pytest.mark.parametrize(("scheme", "lang"), [("light", "id"), ("light", "en"), ("dark", "id"), ("dark", "en")])
def test_every_screen_is_silent_and_without_barriers(site: str, watch: Any, scheme: str, lang: str) -> None:
    page = watch(color_scheme=scheme)
    axe = AXE.read_text(encoding="utf-8")
    faults: list[str] = []
    for path in list_screens():
        answer = page.goto(site + ask(path, lang))
        assert answer.status == 200, path
        assert page.locator("html").get_attribute("lang") == lang
        # The rules look at structure and colours: once in each language, once in each scheme.
        if (scheme, lang) in (("light", "id"), ("dark", "en")):
            page.evaluate(axe)
            faults += [f"{path} {scheme} {lang} {fault}" for fault in page.evaluate(RUN_AXE, RULES)]
    assert not faults


def test_the_rules_find_a_barrier_where_there_is_one(site: str, watch: Any) -> None:
    page = watch()
    page.goto(site + "/about")
    page.evaluate("document.querySelector('main').append(document.createElement('select'))")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert any(fault.startswith("select-name") for fault in page.evaluate(RUN_AXE, RULES))


def test_every_screen_fits_320_pixels_and_a_wide_screen(site: str, watch: Any) -> None:
    wide = []
    for width in (320, 1920):
        page = watch(width=width)
        for path in list_screens():
            page.goto(site + path)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((path, width))
    assert not wide


def test_from_home_to_the_exact_sentence_in_three_clicks(site: str, watch: Any) -> None:
    for scripts in (True, False):
        page = watch(java_script_enabled=scripts)
        page.goto(site + "/")
        page.locator("#newest ~ .scroll a, section a").get_by_text("Nota kesepahaman keselamatan feri").first.click()
        page.get_by_role("link", name="Lihat di naskah").last.click()
        playwright.expect(page.locator(".focus").first).to_be_visible()
        assert "".join(page.locator(".focus").all_inner_texts()).startswith(
            "Indonesia dan Selandia Baru menandatangani"
        )


EVIDENCE = """() => [...document.querySelectorAll(".evidence")].map((f) => {
  const link = new URL(f.querySelector("figcaption a").href);
  return [decodeURIComponent(link.pathname.split("/").pop()), link.searchParams.get("c"),
          f.querySelector("blockquote p").textContent];
})"""


def test_all_evidence_shown_is_the_stored_slice(site: str, watch: Any) -> None:
    texts = {d.article.id: d.article.text for d in make_documents()}
    page = watch()
    seen = 0
    for entry in make_register().entries():
        page.goto(f"{site}/{entry.type}/{entry.id}")
        for article, place, shown in page.evaluate(EVIDENCE):
            start, end = map(int, place.split("-"))
            assert shown == texts[article][start:end]
            seen += 1
    assert seen > 15


def test_an_article_and_a_story_show_the_text_to_the_letter(site: str, watch: Any) -> None:
    documents = {d.article.id: d.article for d in make_documents()}
    page = watch()
    for article in documents.values():
        page.goto(f"{site}/article/{article.id}")
        shown = page.locator(".reading .block > :first-child").evaluate_all("all => all.map((e) => e.textContent)")
        assert shown == [article.text[b.span.start : b.span.end] for b in article.blocks]
    story = max(make_register().stories, key=lambda s: s.outlets)
    page.goto(f"{site}/story/{story.id}")
    columns = page.locator(".text").evaluate_all(
        "all => all.map((c) => [...c.querySelectorAll('[data-text]')].map((e) => e.textContent).join('\\n\\n'))"
    )
    assert len(columns) >= 2 and set(columns) <= {a.text for a in documents.values()}


def test_a_story_tells_facts_apart_by_more_than_colour(site: str, watch: Any) -> None:
    story = max(make_register().stories, key=lambda s: s.outlets)
    page = watch()
    page.goto(f"{site}/story/{story.id}")
    badge = page.locator(".text .badge").first
    number = badge.get_attribute("data-n")
    assert number and badge.evaluate("e => getComputedStyle(e, '::before').content") == f'"{number}"'
    badge.click()
    assert page.url.endswith(f"#f{number}")
    playwright.expect(page.locator(f"#f{number} .badge")).to_have_text(number)
    looks = page.locator("mark.fact").evaluate_all(
        "all => [...new Set(all.map((e) => getComputedStyle(e).borderBottomStyle))]"
    )
    assert len(looks) > 1


def test_the_map_leads_to_a_dossier_with_the_mouse_and_the_list_with_the_keyboard(site: str, watch: Any) -> None:
    page = watch()
    page.goto(site + "/map")
    box = page.locator(".map.region [data-code=SGP] circle").bounding_box()
    assert box["width"] >= 8
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("Singapura")
    page.goto(site + "/map")
    link = page.get_by_role("link", name="Brunei Darussalam")
    link.focus()
    page.keyboard.press("Enter")
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("Brunei Darussalam")


def test_pictures_are_no_stops_for_the_keyboard_and_have_a_table_beside_them(site: str, watch: Any) -> None:
    page = watch()
    for path in ("/map", "/network", "/pair/IDN/NZL", "/"):
        page.goto(site + path)
        stops = page.locator("svg a").evaluate_all("all => all.filter((a) => a.tabIndex >= 0).length")
        assert stops == 0, path
        drawn = page.locator("svg.drawn")
        assert drawn.count() and drawn.evaluate_all("all => all.every((s) => s.getAttribute('aria-hidden') === 'true')")
        linked = page.locator("svg.drawn a").evaluate_all("all => [...new Set(all.map((a) => a.getAttribute('href')))]")
        listed = page.locator("main a:not(svg a)").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        places = {x for x in linked if not x.startswith("/state/")} if path == "/" else set(linked)
        assert places <= set(listed), (path, places - set(listed))


def test_the_keyboard_alone_filters_a_dossier(site: str, watch: Any) -> None:
    page = watch()
    page.goto(site + "/pair/IDN/NZL")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "f-sector":
            break
    assert page.evaluate("document.activeElement.id") == "f-sector"
    seen = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert seen != "none"
    page.keyboard.type("keu")
    rows = page.locator("#stages ~ .scroll tbody tr")
    playwright.expect(rows).to_have_count(1)
    playwright.expect(rows).to_contain_text("20 juta dolar AS untuk dermaga")
    assert "sector=finance" in page.url


def test_every_reading_path_works_without_scripts(site: str, watch: Any) -> None:
    page = watch(java_script_enabled=False)
    page.goto(site + "/pair/IDN/NZL")
    page.get_by_role("combobox", name="Sektor").select_option("finance")
    page.get_by_role("button", name="Terapkan").click()
    assert "sector=finance" in page.url
    playwright.expect(page.locator("#stages ~ .scroll tbody tr")).to_have_count(1)
    page.goto(site + "/search?q=feri")
    page.locator(".facets a").first.click()
    playwright.expect(page.locator(".facets [aria-current]")).to_have_count(1)
    page.goto(site + "/people")
    page.get_by_label("Nama atau jabatan").fill("tane")
    page.get_by_role("button", name="Terapkan").click()
    page.get_by_role("link", name="Tane Ruakura").click()
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("Tane Ruakura")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_pasted_page_is_read_and_its_words_lead_to_its_records(site: str, watch: Any, scripts: bool) -> None:
    page = watch(java_script_enabled=scripts)
    page.goto(site + "/read")
    page.get_by_label("Naskah").fill(make_documents()[3].article.text)
    page.get_by_role("button", name="Baca", exact=True).click()
    playwright.expect(page.locator(".read .sample").first).to_have_text("tidak disimpan")
    shown = page.locator(".read .reading p").all_text_contents()
    assert shown[0] == make_documents()[3].article.title
    page.locator("mark", has_text="menandatangani").first.click()
    assert "#d1r" in page.url
    playwright.expect(page.locator(page.url[page.url.index("#") :])).to_contain_text("ditandatangani")


def test_every_screen_prints(site: str, watch: Any) -> None:
    page = watch()
    page.emulate_media(media="print")
    for path in ("/map", "/pair/IDN/NZL", "/network"):
        page.goto(site + path)
        playwright.expect(page.locator("header.top")).to_be_hidden()
        playwright.expect(page.locator("svg.drawn").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.pdf()[:4] == b"%PDF"
