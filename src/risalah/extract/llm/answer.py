"""An answer read as far as it can be: bare JSON, in a fence, after thoughts, with words around it, or cut off."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

LONGEST = 400_000
"""Characters of an answer that are read; what comes after is left."""
_MOST = 200  # records of one answer: a few sentences do not state more
_TRIES = 20  # brackets at which a JSON value is looked for
_OPENS = re.compile(r"[{\[]")
_LIST = re.compile(r"\[\s*(?=\{)")
_FENCE = re.compile(r"```[A-Za-z]*")
_DECODER = json.JSONDecoder()


class UnreadableAnswer(ValueError):
    """The answer holds no JSON that could be one of ours."""


def read_records(content: str) -> list[dict[str, Any]]:
    """The record objects of an answer, those after which it breaks off left out. Raises UnreadableAnswer."""
    text = content[:LONGEST]
    thought = text.rfind("</think>")
    if thought >= 0:
        text = text[thought + len("</think>") :]
    text = _FENCE.sub(" ", text).strip()
    found = _find_whole(text)
    if found is None:
        found = _salvage(text)
    if found is None:
        raise UnreadableAnswer(f"no records in an answer of {len(content)} characters")
    return [dict(r) for r in found if isinstance(r, Mapping)][:_MOST]


def _find_whole(text: str) -> list[Any] | None:
    """The records of the first JSON value that is whole and holds such; words around it may have brackets too."""
    for m in islice(_OPENS.finditer(text), _TRIES):
        try:
            value, _ = _DECODER.raw_decode(text, m.start())
        except (ValueError, RecursionError):
            continue
        found = _records_of(value)
        if found is not None:
            return found
    return None


def _records_of(value: Any) -> list[Any] | None:
    """The list of records in a value: under "records", the value itself, or a lone record."""
    if isinstance(value, Mapping):
        for key in ("records", "commitments", "extractions"):
            if isinstance(value.get(key), list):
                return list(value[key])
        return [value] if "sentence" in value else None
    if isinstance(value, list) and all(isinstance(r, Mapping) for r in value):
        return list(value)
    return None


def _salvage(text: str) -> list[Any] | None:
    """The whole record objects of an answer that breaks off, from the first list of objects on; None without."""
    start = _LIST.search(text)
    if start is None:
        return None
    out: list[Any] = []
    at = start.end()
    while len(out) < _MOST:
        at = text.find("{", at)
        if at < 0:
            break
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            break  # what follows the first record that is not whole belongs to it
        out.append(value)
    return out or None
