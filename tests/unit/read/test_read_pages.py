from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from risalah.errors import ConfigError
from risalah.model.article import Page
from risalah.model.document import Failure
from risalah.read import PageDefaults, ReadLimits, read_pages
from stopwatch import spend

STORY = "Menlu Wirasena bertemu Menlu Adelia di Jakarta, Selasa (4/3/2031).\n“Kita sepakat,” katanya."


def _all(*paths: object, **more: object) -> list[Page | Failure]:
    return list(read_pages([str(p) for p in paths], **more))  # type: ignore[arg-type]


def _one(path: Path, data: bytes) -> Page | Failure:
    path.write_bytes(data)
    (got,) = _all(path)
    return got


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode(),
        b"\xef\xbb\xbf" + STORY.encode(),
        STORY.encode("utf-16"),
        STORY.encode("utf-16-le"),
        STORY.encode("utf-16-be"),
        STORY.encode("windows-1252"),
        STORY.encode().decode("windows-1252", "replace").replace("\ufffd", "\x9d").encode(),  # encoded twice
    ],
)
def test_an_encoding_is_found_out(tmp_path: Path, data: bytes) -> None:
    page = _one(tmp_path / "a.txt", data)
    assert isinstance(page, Page)
    assert page.content == STORY


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "binary"),
        (b"%PDF-1.7\n...", "binary"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_no_page_is_a_failure(tmp_path: Path, data: bytes, reason: str) -> None:
    got = _one(tmp_path / "a.txt", data)
    assert isinstance(got, Failure)
    assert (got.step, got.reason, got.where) == ("read", reason, str(tmp_path / "a.txt"))
    assert "(" in got.detail  # says how to mend it


def test_damage_is_noted_and_never_silent(tmp_path: Path) -> None:
    data = STORY.encode().replace(b"Jakarta", b"Jak\xffarta")
    page = _one(tmp_path / "a.txt", data)
    assert isinstance(page, Page)
    assert "Jak\ufffdarta" in page.content
    assert page.metadata["decoding"]
    page = _one(tmp_path / "b.txt", STORY.replace("Jakarta", "Jak\x00arta").encode())
    assert isinstance(page, Page)
    assert page.content == STORY
    assert "NUL" in page.metadata["decoding"][0]


def test_hidden_characters_stay(tmp_path: Path) -> None:
    text = "Men\u200blu Wira\u202esena tiba\u00ad."
    page = _one(tmp_path / "a.txt", text.encode())
    assert isinstance(page, Page)
    assert page.content == text


def test_one_huge_line_is_refused_fast(tmp_path: Path) -> None:
    big = tmp_path / "a.txt"
    with big.open("wb") as f:
        f.truncate(0)
        for _ in range(50):
            f.write(b"a" * 1_000_000)
    found: list[Page | Failure] = []
    assert spend(lambda: found.extend(_all(big))) < 2
    (got,) = found
    assert isinstance(got, Failure)
    assert got.reason == "too_large"
    lines = tmp_path / "a.jsonl"
    lines.write_bytes(b'{"text": "' + b"a" * 3_000_000 + b'"}\n' + json.dumps({"text": STORY}).encode())
    bad, good = _all(lines, limits=ReadLimits(page_bytes=1_000_000))
    assert isinstance(bad, Failure)
    assert (bad.reason, bad.where) == ("too_large", f"{lines}:1")
    assert isinstance(good, Page)


def test_one_bad_line_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [json.dumps({"text": STORY, "id": n}) for n in range(1000)]
    rows[499] = '{"text": "half'
    path.write_text("\n".join(rows))
    got = _all(path)
    failures = [x for x in got if isinstance(x, Failure)]
    assert len(got) == 1000
    assert [(f.where, f.reason) for f in failures] == [(f"{path}:500", "bad_json")]


def test_a_row_keeps_what_it_says(tmp_path: Path) -> None:
    row = {"id": 7, "url": "https://kabar.example/1", "title": "Judul", "text": STORY, "source": "Kabar"}
    row |= {"date": "2031-03-04", "author": ["A", "B"], "lang": "id", "desk": "dunia"}
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row))
    (page,) = _all(path, defaults=PageDefaults(outlet="lain.example", published="2030-01-01", lang="ms"))
    assert isinstance(page, Page)
    assert (page.source_id, page.url, page.title, page.outlet) == ("7", "https://kabar.example/1", "Judul", "Kabar")
    assert (page.published, page.author, page.lang) == ("2031-03-04", "A, B", "ms")
    assert page.metadata == {"desk": "dunia"}
    assert page.where == f"{path}:1"


@pytest.mark.parametrize(
    "row", ['"text"', "[1]", '{"title": "x"}', '{"text": ["x"]}', '{"text": " "}', '{"text": null}']
)
def test_a_wrong_row_is_a_failure(tmp_path: Path, row: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(row)
    (got,) = _all(path)
    assert isinstance(got, Failure)
    assert got.where == f"{path}:1"


def test_a_lone_surrogate_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Wira\\ud83d tiba."}')
    (page,) = _all(path)
    assert isinstance(page, Page)
    assert page.content == "Wira\ufffd tiba."
    assert page.metadata["decoding"]


def test_csv_with_wrong_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        'judul;text;title\n1;“Baris satu,” katanya.;Satu\n2;kurang\n3;"baris\npanjang";Tiga\n'.encode()
        + b"4;caf\xe9;Empat\n"
    )
    a, b, c, d = _all(path)
    assert isinstance(a, Page)
    assert (a.title, a.metadata) == ("Satu", {"judul": "1"})
    assert isinstance(b, Failure)
    assert b.where == f"{path}:3"
    assert isinstance(c, Page)
    assert c.content == "baris\npanjang"
    assert isinstance(d, Page)
    assert (d.content, bool(d.metadata["decoding"])) == ("café", True)


def test_csv_that_ends_inside_a_quotation(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text,title\nsatu,Satu\n"dua,Dua\n')
    good, bad = _all(path)
    assert isinstance(good, Page)
    assert isinstance(bad, Failure)
    assert bad.where == f"{path}:3"


def test_csv_without_the_column_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("judul,isi\na,b\n")
    (got,) = _all(path)
    assert isinstance(got, Failure)
    assert "judul, isi" in got.detail


def test_json_list_object_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": "satu"}, 2, {"html": "<p>tiga</p>"}]))
    a, b, c = _all(path)
    assert isinstance(a, Page)
    assert isinstance(b, Failure)
    assert b.where == f"{path}#2"
    assert isinstance(c, Page)
    assert c.kind == "html"
    path.write_text(json.dumps({"text": "satu"}))
    assert len(_all(path)) == 1
    path.write_text('{"text": "satu"}\n{"text": "dua"}\n')
    assert len(_all(path)) == 2


def test_folders_are_sorted_and_say_what_they_left_out(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.html", "a.md", "z.png", ".hidden", "old.7z"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("<html><p>x</p></html>" if name.endswith("html") else STORY)
    got = _all(tmp_path)
    assert [Path(x.where).name for x in got] == ["a.md", "old.7z", "z.png", "1.html", "2.txt"]
    assert [x.reason for x in got if isinstance(x, Failure)] == ["unsupported", "not_a_page"]
    assert got == _all(tmp_path)


def test_a_folder_without_pages(tmp_path: Path) -> None:
    (got,) = _all(tmp_path)
    assert isinstance(got, Failure)
    assert got.reason == "no_pages"


def test_a_missing_path_stops_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nirgends\.txt"):
        read_pages([str(tmp_path / "nirgends.txt")])


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (b'{"text": "satu"}\n{"html": "<p>dua</p>"}', ["text", "html"]),
        (b"<!DOCTYPE html><html><body><p>satu</p></body></html>", ["html"]),
        (STORY.encode(), ["text"]),
        (b'[{"text": "satu"}]', ["text"]),
        (b"title,text\nA,satu\n", ["text"]),
    ],
)
def test_standard_input_is_recognised(data: bytes, kinds: list[str]) -> None:
    got = _all("-", stdin=io.BytesIO(data))
    assert [p.kind for p in got if isinstance(p, Page)] == kinds
    assert len(got) == len(kinds)
