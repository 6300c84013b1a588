"""Triggers of all pattern tables together: each has a name of its own."""

from __future__ import annotations

from collections import Counter

import pytest

from risalah.errors import ResourceError
from risalah.resources import patterns
from risalah.resources.language import Language


def test_no_trigger_has_a_name_that_another_table_gives() -> None:
    language = Language("id")
    names = Counter(n for t in patterns.CUE_TABLES for n in language.mapping(t, "cues"))
    assert [n for n, count in names.items() if count > 1] == []


def test_a_name_in_two_tables_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    table = patterns.CUE_TABLES[-1]
    monkeypatch.setattr(patterns, "CUE_TABLES", (table, table))
    with pytest.raises(ResourceError, match="another table"):
        patterns.load_patterns(Language("id"))
