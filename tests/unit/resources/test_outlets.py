from __future__ import annotations

from pathlib import Path

import pytest

from risalah.errors import ResourceError
from risalah.resources.outlets import OutletTable, registered_domain

TABLE = OutletTable()


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://nasional.kompas.com/read/2031/03/04/1", "kompas.com"),
        ("http://m.detik.com/1", "detik.com"),
        ("https://jabar.tribunnews.com/1", "tribunnews.com"),
        ("https://news.republika.co.id/berita/1", "republika.co.id"),
        ("https://www.kabarsamudra.example/1", "kabarsamudra.example"),
        ("https://amp.kabar.co.id:443/1", "kabar.co.id"),
        ("https://id.berita.example.go.id", "example.go.id"),
        ("kompas.com", "kompas.com"),
        ("https://[bad", None),
        ("bukan alamat", None),
        ("http://127.0.0.1/", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses(url: str | None, domain: str | None) -> None:
    assert TABLE.of_url(url) == domain


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("Kompas.com", "kompas.com"),
        ("ANTARA", "antaranews.com"),
        ("news.detik.com", "detik.com"),
        ("Kabar Anu", "Kabar Anu"),
        (" ", None),
    ],
)
def test_names_in_rows(given: str, canonical: str | None) -> None:
    assert TABLE.canonical(given) == canonical


def test_registered_domains() -> None:
    assert registered_domain("a.b.kabar.com") == "kabar.com"
    assert registered_domain("www.kabar.or.id") == "kabar.or.id"


def test_the_files_hold_what_was_promised() -> None:
    assert sum(o.country == "IDN" for o in TABLE) >= 28
    antara = TABLE.get("antaranews.com")
    assert antara is not None
    assert antara.kind == "agency"
    for domain in ("kemlu.go.id", "setkab.go.id", "presidenri.go.id"):
        official = TABLE.get(domain)
        assert official is not None
        assert official.kind == "ministry"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a\n", "one mapping"),
        ("name: A\nkind: portal\ndomains: [b.example]\n", "file's name"),
        ("name: A\nkind: blog\ndomains: [a.example]\n", "kind must be"),
        ("name: A\nkind: portal\ndomains: [a.example]\ncolour: red\n", "colour"),
        ("kind: portal\ndomains: [a.example]\n", "needs a name"),
        ("name: A\nkind: portal\ndomains: [a.example]\ncredits: A\n", "list of strings"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "a.example.yaml").write_text(text)
    with pytest.raises(ResourceError, match=says) as e:
        OutletTable(tmp_path)
    assert "a.example.yaml:1" in str(e.value)


def test_two_outlets_may_not_share_a_name(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.example.yaml").write_text(f"name: Kabar\nkind: portal\ndomains: [{name}.example]\n")
    with pytest.raises(ResourceError, match="claimed by"):
        OutletTable(tmp_path)
