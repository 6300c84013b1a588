"""The words by which sites number the pages of one article are read once, and a wrong list is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from risalah.errors import ResourceError
from risalah.resources import page_parts


def test_words_of_parts_are_compiled_once():
    words = page_parts.load_part_words()
    assert words is page_parts.load_part_words()
    assert words.path.match("/berita/dua-menlu-bertemu/halaman/2")["n"] == "2"
    assert words.tracking.fullmatch("utm_source") and not words.tracking.fullmatch("utm_")


def test_a_missing_list_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "page_parts.yaml"
    path.write_text("number_keys: [page]\nall_words: all\n")
    monkeypatch.setattr(page_parts, "_PATH", path)
    with pytest.raises(ResourceError, match="'all_words' must be a list of words"):
        page_parts.load_part_words.__wrapped__()
