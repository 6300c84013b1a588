"""The table of weights: all that the code asks for is there, with a reason, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import risalah.link
from risalah import relink
from risalah.errors import ResourceError
from risalah.link.words import WordReader, canonical_address, is_official, outlet_name, source_name
from risalah.resources.linking import read_weights

from .factory import WEIGHTS

CODE = {p.stem: p.read_text(encoding="utf-8") for p in Path(risalah.link.__file__).parent.glob("*.py")}


def test_every_limit_is_used_and_every_used_one_is_there() -> None:
    code = "\n".join(CODE.values())
    used = set(re.findall(r'limit\(\s*"([a-z_]+)"', code)) | set(re.findall(r'limit\(f?"(\w+)" if', code))
    used |= set(re.findall(r'limit\("[a-z_]+" if [\w. ]+ else "([a-z_]+)"', code))
    for kind in ("meeting", "commitment", "quotation"):
        used |= {f"{kind}_same", f"{kind}_unsure"}
    used |= {"meeting_same_article", "commitment_same_article", "statement_share", "statement_mention"}
    used |= {"story_cosine_undated", "story_cosine_alone"}
    used |= set(re.findall(r'limit\("([a-z_]+)"', Path(relink.__file__).read_text(encoding="utf-8")))
    assert used == set(WEIGHTS.limits)


@pytest.mark.parametrize(
    ("table", "module"),
    [("meeting", "score_meetings"), ("commitment", "score_commitments"), ("quotation", "score_quotations")],
)
def test_every_point_is_used(table: str, module: str) -> None:
    words = set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', CODE[module]))
    assert set(WEIGHTS.points[table]) <= words


def test_a_missing_limit_is_said() -> None:
    with pytest.raises(ResourceError, match="no_such"):
        WEIGHTS.limit("no_such")
    with pytest.raises(ResourceError, match="no_such"):
        WEIGHTS.point("meeting", "no_such")


def test_a_value_without_a_reason_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "link.yaml"
    bad.write_text("limits:\n  story_days: {value: 14}\npoints: {}\nagencies: {}\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"link\.yaml:2: 'story_days'"):
        read_weights(path=bad)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.kabarlaut.example/b/12/", "kabarlaut.example/b/12"),
        ("http://m.kabarlaut.example/b/12?page=all", "kabarlaut.example/b/12"),
        ("https://kabarlaut.example/b/12?utm_source=x&id=7#top", "kabarlaut.example/b/12?id=7"),
        ("https://kabarlaut.example/amp/b/12", "kabarlaut.example/b/12"),
        ("https://kabarlaut.example/b/12/amp", "kabarlaut.example/b/12"),
        ("kabarlaut.example/b/12", "kabarlaut.example/b/12"),
        ("", None),
        ("http://[bad", None),
    ],
)
def test_canonical_address(url: str, address: str | None) -> None:
    assert canonical_address(url, WEIGHTS) == address


def test_names_of_outlets_and_sources() -> None:
    assert outlet_name("www.KabarLaut.example", None, WEIGHTS) == "kabarlaut.example"
    assert outlet_name(None, "https://m.kabarlaut.example/x", WEIGHTS) == "kabarlaut.example"
    assert outlet_name(None, None, WEIGHTS) is None
    assert source_name("LKBN Antara", WEIGHTS) == source_name("antaranews.com", WEIGHTS) == "antara"
    assert source_name("Kabar Laut", WEIGHTS) == "kabar laut"
    assert is_official("kemlu.go.id", WEIGHTS) and is_official("www.kemlu.go.id", WEIGHTS)
    assert not is_official("kabarlaut.example", WEIGHTS)
    assert is_official("kabarlaut.example", WEIGHTS.with_official(["kabarlaut.example"]))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("nota kesepahaman perikanan kedua negara", {"perikan"}),
        ("rencana untuk memproduksi vaksin bersama", {"produks", "vaksin"}),
        ("produksi vaksin bersama", {"produks", "vaksin"}),
        ("memorandum of understanding (MoU) kedua negara", set()),
        ("membeli 12 kapal", {"mbel", "kapal"}),
    ],
)
def test_objects_of_titles(title: str, words: set[str]) -> None:
    assert WordReader(WEIGHTS).object_of(title, frozenset()) == words
