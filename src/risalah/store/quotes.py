"""Where words stand in a text that has changed: by the words themselves, and by those that stood around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from risalah.model.register import Selector
from risalah.model.span import Span

_AROUND = 32
ENOUGH = 0.7  # share of the words around that makes a place: other sentences of one template share up to 0.6
_LONG = 40  # characters that are found again without the words around
_NEAR = 16  # characters of the words around that have to agree where the words themselves have changed
_GAP = 120  # characters that may stand between them then, and twice the words' own length
_MARKS = re.compile("[\\s\"'“”„‘’«»`´\u2010-\u2015-]+")
_QUOTES, _DASHES = "[\"'“”„‘’«»`´]", "[-\u2010-\u2015]"


def locate(selector: Selector, text: str) -> Span | None:
    """Where the words stand in a text: exactly, or but for blanks, quote marks, dashes and case, or between the words
    that stood around them where they themselves have changed.

    Of several places that with the most of the words around; few words with others around are no place at all.
    """
    exact = selector.exact
    best: tuple[float, int, int, int] | None = None
    words = list(_find_words(exact, text))
    # A place between the words around that holds the words themselves has more before them than there was: no change.
    gaps = [(a, b) for a, b in _find_gaps(selector, text) if not any(a <= c and d <= b for c, d in words)]
    for a, b in (*words, *gaps):
        around = agree(text[max(0, a - 2 * _AROUND) : a], text[b : b + 2 * _AROUND], selector)
        if around < ENOUGH and len(exact) < _LONG:
            continue
        found = (around, int(text[a:b] == exact), -a, -b)
        best = found if best is None else max(best, found)
    return Span(-best[2], -best[3]) if best else None


def _find_words(words: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)
    # Looked for ahead, for places may overlap.
    yield from (m.span(1) for m in re.finditer(f"(?=({_loosen(words)}))", text, re.I) if m.end(1) > m.start(1))


def _find_gaps(selector: Selector, text: str) -> Iterator[tuple[int, int]]:
    """The places between the words that stood before and those that stood after."""
    before, after = selector.prefix[-_NEAR:], selector.suffix[:_NEAR]
    if len(before.strip()) < _NEAR // 2 or len(after.strip()) < _NEAR // 2:
        return
    most = max(_GAP, 2 * len(selector.exact))
    at = text.find(before)
    while at >= 0:
        start = at + len(before)
        end = text.find(after, start, start + most + len(after))
        if end > start:
            yield start, end
        at = text.find(before, at + 1)


def _loosen(words: str) -> str:
    """A pattern for the words whatever their blanks, quote marks and dashes."""
    out = []
    for part in re.split(r"(\s+|[\"'“”„‘’«»`´]|[-\u2010-\u2015])", words):
        if not part:
            continue
        blank, quote, dash = part.isspace(), re.fullmatch(_QUOTES, part), re.fullmatch(_DASHES, part)
        out.append(r"\s{1,8}" if blank else _QUOTES if quote else _DASHES if dash else re.escape(part))
    return "".join(out)


def agree(before: str, after: str, selector: Selector) -> float:
    """What share of the characters that stood around the words stands there, counted from the words outwards.

    Blanks, quote marks, dashes and case do not count.
    """
    pairs = (
        (_plain(before)[::-1], _plain(selector.prefix)[::-1]),
        (_plain(after), _plain(selector.suffix)),
    )
    whole = sum(len(wanted) for _, wanted in pairs)
    same = sum(_count_same(there, wanted) for there, wanted in pairs)
    return same / whole if whole else 1.0


def _count_same(a: str, b: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _plain(text: str) -> str:
    return _MARKS.sub("", text).casefold()
