"""Evidence of predicted records: is it valid, and does it rest on the words that the gold names?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from risalah.evaluate.alignment import AlignedText, Place, overlap, split_words

Row = Mapping[str, Any]

ASIDE = frozenset(
    {"parties", "party", "said_by", "speaker", "sectors", "amount", "due", "period", "when", "horizon", "signed_on"}
    | {"said_on", "place", "topics", "conditions", "previous", "sentence", "context"}
)
"""Fields whose evidence does not say what was done."""

_END = re.compile(r"[.!?][\"'”’)]*(?=\s|$)|\n")
_START = re.compile(r"[.!?][\"'”’)]*\s+|\n")
_LOOK_BACK = 2000  # code points in which the beginning of a sentence is sought


def walk_spans(value: Any) -> Iterator[Row]:
    """All objects in a JSON value that look like spans (start, end, exact)."""
    if isinstance(value, dict):
        if "exact" in value and isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield value
        for part in value.values():
            yield from walk_spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from walk_spans(part)


def is_valid(text: str, span: Any) -> bool:
    """Is this a span whose words stand at its offsets?"""
    if not isinstance(span, dict) or not isinstance(span.get("start"), int) or not isinstance(span.get("end"), int):
        return False
    start, end = span["start"], span["end"]
    return 0 <= start < end <= len(text) and text[start:end] == span.get("exact")


def cited_places(text: AlignedText, record: Row) -> tuple[list[Place], list[Place]]:
    """(places of the cited words, places of the cited sentences) of a record's valid evidence."""
    items = _valid_items(text, record)
    words = [text.place(e["start"], e["end"]) for e in items]
    sentences = [text.place(*s) for e in items if (s := _sentence(e)) and s[1] > s[0]]
    return words, sentences


def has_evidence(text: AlignedText, record: Row) -> bool:
    """Is any evidence of the record valid?"""
    return bool(_valid_items(text, record))


def score_anchor(text: AlignedText, record: Row, anchor: str) -> float:
    """How well the evidence covers the gold's words: 1 cited, .8 in a long span, .7 in a cited sentence, 0 not."""
    places = text.find_all(anchor)
    if not places:
        return 0.0
    words, sentences = cited_places(text, record)
    best = 0.0
    for place in places:
        size = place[1] - place[0]
        for cited in words:
            length, shared = cited[1] - cited[0], overlap(place, cited)
            if shared > 3 and shared >= 0.5 * min(size, length):
                best = max(best, 1.0 if length <= 4 * size else 0.8)
        if any(overlap(place, sentence) >= 0.8 * size for sentence in sentences):
            best = max(best, 0.7)
    return best


def touches(text: AlignedText, record: Row, anchor: str) -> bool:
    """Does the record rest on the anchor? Its narrow evidence decides where there is any, else all that it cites."""
    places = narrow_places(text, record)
    if not places:
        words, sentences = cited_places(text, record)
        places = words + sentences
    return any(overlap(found, cited) > 0 for found in text.find_all(anchor) for cited in places)


def narrow_places(text: AlignedText, record: Row) -> list[Place]:
    """Places of the evidence that is less than a sentence and says what was done."""
    items = _valid_items(text, record)
    sentences = [s for e in items if (s := _sentence(e)) and s[1] > s[0]]
    places = []
    for item in items:
        start, end = item["start"], item["end"]
        if item.get("field") in ASIDE:
            continue
        if any(overlap((start, end), s) >= 0.9 * (s[1] - s[0]) for s in sentences):
            continue
        first, last = _sentence_around(text.text, start, end)
        if end - start >= 0.9 * (last - first) and len(split_words(item["exact"])) > 4:
            continue
        places.append(text.place(start, end))
    return places


def _valid_items(text: AlignedText, record: Row) -> list[Row]:
    return [e for e in record.get("evidence") or [] if is_valid(text.text, e)]


def _sentence(item: Row) -> tuple[int, int] | None:
    said = item.get("sentence")
    if isinstance(said, list) and len(said) == 2 and all(isinstance(x, int) for x in said):
        return said[0], said[1]
    return None


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Rough bounds of the sentence: the last stop or line break before `start`, the first one from `end` on."""
    offset = max(0, start - _LOOK_BACK)
    first = offset
    for found in _START.finditer(text[offset:start]):
        first = offset + found.end()
    stop = _END.search(text, max(start, end - 1))
    return first, stop.end() if stop else len(text)
