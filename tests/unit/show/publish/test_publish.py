"""A published register: every link leads to a file, nothing is asked of another site, no article stands in full."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from factory import make_documents, make_register
from risalah.cli import run
from risalah.errors import ConfigError
from risalah.show.publish import publish
from risalah.show.publish.addresses import Address, read_address
from risalah.show.publish.index import escape_script
from risalah.store import open_store

AS_OF = date(2031, 11, 22)


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("publish") / "reg"
    with open_store(folder, create=True) as store:
        documents = make_documents()
        number = store.start_run("test")
        store.write_documents(documents, number)
        store.write_register(make_register(documents))
        store.finish_run(number, {})
    return folder


@pytest.fixture(scope="module")
def site(target: Path) -> Path:
    folder = target.parent / "site"
    with open_store(target, read_only=True) as store:
        publish(store, folder, AS_OF)
    return folder


def test_every_link_leads_to_a_file_of_the_site(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        tree = lxml_html.parse(str(page)).getroot()
        for link in tree.xpath("//@href | //@src | //@action"):
            parts = urlsplit(str(link))
            if parts.scheme or not parts.path:
                continue
            assert not parts.path.startswith("/"), (page, link)
            assert (page.parent / unquote(parts.path)).resolve().is_file(), (page, link)


def test_nothing_is_asked_of_another_site(site: Path) -> None:
    for page in site.rglob("*.html"):
        tree = lxml_html.parse(str(page)).getroot()
        if tree.xpath("//meta[@http-equiv='refresh']"):
            continue
        rule = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert rule.startswith("default-src 'none';") and "http" not in rule
        for link in tree.xpath("//link/@href | //script/@src | //img/@src | //iframe/@src"):
            assert not urlsplit(str(link)).scheme, (page, link)
        assert not tree.xpath("//@*[starts-with(name(), 'hx-') or starts-with(name(), 'on')]")
        assert not tree.xpath("//script[not(@src)] | //style | //@style")


def test_all_entries_are_there_in_both_languages_and_as_json(site: Path, target: Path) -> None:
    with open_store(target, read_only=True) as store:
        register = store.load_register()
    for entry in register.entries():
        file = Address(f"/{entry.type}/{entry.id}").file
        assert (site / file).is_file() and (site / "en" / file).is_file()
        assert json.loads((site / entry.type / f"{entry.id}.json").read_text(encoding="utf-8"))["id"] == entry.id
    for story in register.stories:
        assert (site / Address(f"/story/{story.id}").file).is_file()
    index = (site / "static" / "search-index.js").read_text(encoding="utf-8")
    rows = json.loads(index.removeprefix("window.risalahIndex = ").removesuffix(";\n"))["rows"]
    assert len(rows) == len({r[0] for r in rows}) > len(register.entries())
    assert all((site / row[0]).is_file() and (site / "en" / row[0]).is_file() for row in rows)


def test_whole_articles_are_left_out_unless_asked_for(target: Path, tmp_path: Path, site: Path) -> None:
    with open_store(target, read_only=True) as store:
        documents = list(store.documents())
        publish(store, tmp_path / "full", AS_OF, full_text=True, languages=("id",))
    hidden = 0
    for document in documents:
        file = Address(f"/article/{document.article.id}").file
        told = " ".join(lxml_html.parse(str(site / file)).getroot().text_content().split())
        whole = " ".join(lxml_html.parse(str(tmp_path / "full" / file)).getroot().text_content().split())
        blocks = [" ".join(b.span.of(document.article.text).split()) for b in document.article.blocks]
        hidden += sum(b not in told for b in blocks)
        assert all(b in whole for b in blocks)
    assert hidden
    assert not (tmp_path / "full" / "en").exists()
    assert not list(site.rglob("article/*.json"))


def test_a_folder_with_something_else_is_left_alone(target: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with open_store(target, read_only=True) as store, pytest.raises(ConfigError):
        publish(store, tmp_path, AS_OF)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_the_command_writes_a_site_and_replaces_an_older_one(target: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for _ in range(2):
        assert run(["publish", str(target), str(site), "--as-of", "2031-11-22"]) == 0
        assert (site / "index.html").is_file() and not (site / "old.html").exists()
        (site / "old.html").write_text("", encoding="utf-8")
    assert run(["publish", str(tmp_path / "none"), str(site)]) == 2


PATHS = st.text(st.characters(codec="utf-8", exclude_characters="/?#", exclude_categories=("Cc", "Cs")), min_size=1)


@given(PATHS, PATHS)
def test_two_addresses_never_share_a_file(a: str, b: str) -> None:
    first, second = Address(f"/person/{a}"), Address(f"/person/{b}")
    assert (first.file == second.file) == (a == b)
    assert ".." not in first.file.split("/") and ":" not in first.file


def test_links_of_the_application() -> None:
    at = Address("/commitments", "en")
    assert read_address("/commitment/c-1?lang=en#e2", at) == (Address("/commitment/c-1", "en"), "e2")
    assert read_address("?page=2&lang=en", at) == (Address("/commitments", "en", 2), "")
    assert read_address("/commitments?stage=signed&lang=en", at) == (
        Address("/search", "en"),
        "stage=signed&type=commitment",
    )
    assert read_address("/article/sha256:ab?c=1-2#c=1-2", at) == (Address("/article/sha256:ab"), "")
    for away in ("/api", "/export.json", "/sign-in", "/read", "/article/a.json", "/quarantine", "/commitments.csv"):
        assert read_address(away, at)[0] is None, away


def test_json_in_a_script_ends_no_script() -> None:
    text = json.dumps("</script><!--\u2028", ensure_ascii=False)
    assert "<" not in escape_script(text) and "\u2028" not in escape_script(text)
    assert json.loads(escape_script(text)) == "</script><!--\u2028"
