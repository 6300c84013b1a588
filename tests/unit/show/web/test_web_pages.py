"""Pages as a reader sees them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from factory import make_documents, make_register
from risalah.show.web.endings import ENDINGS

VOID = {"meta", "link", "input", "br", "rect", "path", "img", "hr"}


class Reader(HTMLParser):
    """Ids, links, headings and text of a page; `faults` are tags that do not close."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.reading: list[str] = []
        self.lang = ""
        self._reading = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        row = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.lang = row.get("lang") or ""
        if row.get("id"):
            self.ids.append(row["id"] or "")
        if tag == "a" and row.get("href"):
            self.links.append(row["href"] or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def read(case: Any, path: str, **headers: str) -> tuple[str, Reader]:
    answer = case.client.get(path, headers=headers)
    assert answer.status_code == 200, path
    return answer.text, Reader(answer.text)


def text_of(html: str) -> str:
    import html as h

    return h.unescape(re.sub(r"<[^>]*>", "", html))


def test_every_page_answers_with_one_heading_and_sound_markup(case: Any) -> None:
    for path in case.paths():
        for lang in ("id", "en"):
            html, page = read(case, path + ("&" if "?" in path else "?") + f"lang={lang}")
            assert page.lang == lang
            assert page.tags.count("h1") == 1, path
            assert page.tags.count("main") == 1
            assert not page.faults and not page.open, (path, page.faults, page.open)
            assert len(page.ids) == len(set(page.ids)), (path, sorted(page.ids))
            assert " style=" not in html and "<style" not in html and " onclick" not in html


OTHER_FORMATS = (".jsonl", *ENDINGS)


def test_every_link_of_ours_leads_somewhere(case: Any) -> None:
    seen: set[str] = set()
    for path in case.paths():
        _, page = read(case, path)
        for link in page.links:
            where = urlsplit(link)
            if where.scheme or where.netloc or link in seen or link.partition("?")[0].endswith(OTHER_FORMATS):
                continue  # every format of every kind of screen is asked for in test_web_formats.py
            seen.add(link)
            if link.startswith("#"):
                assert where.fragment in page.ids, (path, link)
                continue
            answer = case.client.get(link)
            assert answer.status_code == 200, (path, link)
            if where.fragment:
                assert where.fragment in Reader(answer.text).ids, (path, link)
    assert len(seen) > 30


def test_home_tells_what_is_due_new_and_set_aside(case: Any) -> None:
    html, page = read(case, "/")
    words = text_of(html)
    assert "lewat 326 hari" in words
    assert "Indonesia – Selandia Baru" in words
    assert "/quarantine" in page.links
    assert "Nota kesepahaman keselamatan feri" in words


def test_a_commitment_shows_ladder_evidence_conflicts_and_gaps(case: Any) -> None:
    memo = max(case.register.commitments, key=lambda c: len(c.history))
    html, page = read(case, f"/commitment/{memo.id}")
    words = text_of(html)
    assert 'aria-current="step"' in html
    assert "ditandatangani" in words and "9 Oktober 2031" in words
    assert "<mark>menandatangani</mark>" in html
    assert "cocok persis" in words and "TIDAK cocok" not in words
    assert "Kata pengatur di klausa ini: “diharapkan”" in words
    assert "bertentangan" in words or "berbeda" in words
    assert "Tidak ada konfirmasi dari Selandia Baru." in words
    assert "Tidak ada kabar sejak 9 Oktober 2031 (1 bulan)." in words
    assert {"e1", "e7"} <= set(page.ids)


def test_an_article_prints_its_text_unaltered_with_links_to_records(case: Any) -> None:
    for document in case.documents:
        html, _ = read(case, f"/article/{document.article.id}")
        body = html.split("data-text>")[1].split("<section")[0]
        body = re.sub(r"""<div class="notes".*?</div>""", "", body, flags=re.S)
        shown = re.findall(r"<(p|h1|h2)>(.*?)</\1>", body, flags=re.S)
        printed = "\n\n".join(text_of(b) for _, b in shown)
        assert printed == document.article.text


def test_a_passage_is_marked_where_a_link_asks_for_it(case: Any) -> None:
    article = case.documents[0].article
    start = article.text.index("🚢")
    html, page = read(case, f"/article/{article.id}?c={start}-{start + 1}")
    assert f"c={start}-{start + 1}" in page.ids
    assert '<mark class="focus">🚢</mark>' in html
    # Past the end of the text there is nothing to mark, and that is no error.
    read(case, f"/article/{article.id}?c=5-99999999")


def test_full_text_can_be_switched_off(make_case: Any) -> None:
    documents = make_documents()
    case = make_case(documents, make_register(documents), full_text=False)
    html, _ = read(case, f"/article/{documents[0].article.id}")
    assert "difinalisasi" in html and "layanan feri antarpulau" not in html
    assert case.client.get(f"/article/{documents[0].article.id}.json").status_code == 404


def test_a_sample_says_so_on_every_page(make_case: Any) -> None:
    documents = [replace(d, article=replace(d.article, metadata={"sample": True})) for d in make_documents()]
    case = make_case(documents, make_register(documents))
    for path in case.paths():
        assert "bukan berita" in read(case, path)[0], path


def test_an_empty_register_has_a_home(make_case: Any) -> None:
    from risalah.model.register import Register

    case = make_case([], Register())
    assert "masih kosong" in read(case, "/")[0]
    for path in ("/commitments", "/meetings", "/stories", "/pairs", "/search?q=x", "/data"):
        read(case, path)


def test_the_pair_dossier_has_one_address(case: Any) -> None:
    answer = case.client.get("/pair/nzl/idn?lang=en", follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == "/pair/IDN/NZL?lang=en"
    words = text_of(read(case, "/pair/IDN/NZL")[0])
    assert "1 komitmen tanpa tenggat" in words
    assert case.client.get("/pair/IDN/IDN").status_code == 404
    assert case.client.get("/pair/QQQ/YYY").status_code == 404


def test_the_beginning_of_an_id_leads_to_the_whole(case: Any) -> None:
    memo = case.register.commitments[0]
    answer = case.client.get(f"/commitment/{memo.id[:8]}", follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == f"/commitment/{memo.id}"


def test_search_finds_pairs_entries_and_articles(case: Any) -> None:
    words = text_of(read(case, "/search?q=selandia+baru")[0])
    assert "Berkas pasangan negara" in words
    assert "Indonesia dan Selandia Baru Teken Nota Keselamatan Feri" in words
    assert "Tidak ada yang cocok" in text_of(read(case, "/search?q=qwertyuiop")[0])


@pytest.mark.parametrize(
    ("query", "found"),
    [("stage=signed", 1), ("stage=refused", 0), ("sector=trade", 1), ("overdue=1", 2), ("q=dermaga", 1)],
)
def test_filters_narrow_the_list(case: Any, query: str, found: int) -> None:
    assert f"{found} ditemukan" in text_of(read(case, f"/commitments?{query}")[0])


@pytest.mark.parametrize(
    ("accept", "lang"),
    [
        ("", "id"),
        ("en-US,en;q=0.9", "en"),
        ("id-ID,en;q=0.8", "id"),
        ("de,fr;q=0.5", "id"),
        ("en;q=0.3,id;q=0.7", "id"),
        ("x" * 300, "id"),
        (";;q=,", "id"),
    ],
)
def test_the_browser_chooses_the_language(case: Any, accept: str, lang: str) -> None:
    assert read(case, "/", **{"accept-language": accept})[1].lang == lang
    assert read(case, "/?lang=en", **{"accept-language": accept})[1].lang == "en"


def test_a_language_that_was_asked_for_goes_along(case: Any) -> None:
    _, page = read(case, "/?lang=en")
    assert "/commitments?lang=en" in page.links
    _, page = read(case, "/")
    assert "/commitments" in page.links


def test_json_of_records_and_register(case: Any) -> None:
    memo = max(case.register.commitments, key=lambda c: len(c.history))
    body = case.client.get(f"/commitment/{memo.id}.json").json()
    assert body["id"] == memo.id and body["overdue"] is True and body["evidence"]
    article = case.documents[0].article
    assert case.client.get(f"/article/{article.id}.json").json()["article"]["text"] == article.text
    register = case.client.get("/export.json").json()
    assert register["as_of"] == "2031-11-22"
    assert len(register["commitments"]) == 3
    assert case.client.get("/healthz").json() == {"ok": True}
    assert case.client.get("/readyz").json() == {"ok": True, "ready": True}
    assert case.client.get("/commitment/nothing.json").json() == {
        "ok": False,
        "status": 404,
        "error": "Alamat atau entri ini tidak ada di berkas.",
        "errors": ["Alamat atau entri ini tidak ada di berkas."],
    }


def test_not_ready_without_the_tables_of_today(make_case: Callable[..., Any]) -> None:
    documents = make_documents()
    case = make_case(documents, make_register(documents))
    with sqlite3.connect(Path(case.target) / "register.db") as c:
        c.execute("DROP TABLE entry_words")
    answer = case.client.get("/readyz")
    assert answer.status_code == 503 and answer.json() == {"ok": False, "ready": False}
    assert case.target not in answer.text and case.client.get("/healthz").status_code == 200


def test_every_count_says_articles_outlets_origins_and_speakers(case: Any) -> None:
    story = next(s for s in case.register.stories if len(s.articles) == 3)
    for path in ("/stories?lang=en", f"/story/{story.id}?lang=en", "/?lang=en"):
        assert "3 articles · 3 outlets · 2 origins" in case.client.get(path).text, path
    memo = next(e for e in case.register.commitments if e.support.speakers)
    s = memo.support
    told = re.sub(r"<[^>]+>", "", case.client.get("/commitments?lang=en").text)
    counts = rf"{s.articles} articles? · {s.outlets} outlets? · {s.origins} origins? · {s.speakers} speakers?"
    assert re.search(counts, told)
