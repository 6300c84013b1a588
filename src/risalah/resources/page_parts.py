"""How sites number the pages of one article (data/page_parts.yaml), compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from risalah.errors import ResourceError
from risalah.resources.language import any_of
from risalah.resources.loader import DATA, read_yaml

_PATH = DATA / "page_parts.yaml"
_LISTS = ("number_keys", "all_words", "whole_keys", "whole_values", "path_words", "pager_words", "of_words")
_TRACKING = ("tracking_keys", "tracking_beginnings")


@dataclass(frozen=True, slots=True)
class PartWords:
    """Keys are in lower case. `path` finds `stem` and `n` or `all`, `pager` finds `numbers`, `of` finds `count`."""

    number_keys: frozenset[str]
    all_words: frozenset[str]
    whole_keys: frozenset[str]
    whole_values: frozenset[str]
    path: re.Pattern[str]
    pager: re.Pattern[str]
    of: re.Pattern[str]
    tracking: re.Pattern[str]


@cache
def load_part_words() -> PartWords:
    """The words, read once. Raises ResourceError where a list is missing or holds anything but text."""
    data: Any = read_yaml(_PATH)
    lists: dict[str, list[str]] = {}
    for name in (*_LISTS, *_TRACKING):
        rows = data.get(name) if isinstance(data, dict) else None
        if not isinstance(rows, list) or not all(isinstance(x, str) for x in rows):
            raise ResourceError(f"{name!r} must be a list of words", path=_PATH)
        lists[name] = rows

    whole, page = any_of(lists["all_words"]), any_of(lists["pager_words"])
    return PartWords(
        number_keys=frozenset(lists["number_keys"]),
        all_words=frozenset(lists["all_words"]),
        whole_keys=frozenset(lists["whole_keys"]),
        whole_values=frozenset(lists["whole_values"]),
        path=re.compile(
            rf"(?P<stem>.{{8,}}?)(?:/{any_of(lists['path_words'])}[/-]?(?P<n>\d{{1,2}}|{whole})|-(?P<all>{whole}))/?$",
            re.I,
        ),
        pager=re.compile(rf"^\s*{page}\s*:?\s*(?P<numbers>\d{{1,2}}(?:[\s|]+\d{{1,2}})+)\b", re.I | re.M),
        of=re.compile(
            rf"^\s*{page}\s*:?\s*(?P<n>\d{{1,2}})\s+{any_of(lists['of_words'])}\s+(?P<count>\d{{1,2}})\s*$", re.I | re.M
        ),
        tracking=re.compile(rf"{any_of(lists['tracking_beginnings'])}\w+|{any_of(lists['tracking_keys'])}", re.I),
    )
