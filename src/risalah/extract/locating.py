"""Where quoted words stand: the exact slice, or nothing. Never an alignment of what is only alike."""

from __future__ import annotations

from collections.abc import Iterator

from risalah.model.gate import Quoted
from risalah.model.span import Span

_MOST = 200  # places of one quotation that are looked at: a hostile one may stand in a page a million times


def find_places(text: str, words: str, within: Span | None = None) -> Iterator[Span]:
    """The places of `words` as whole words, in text order, at most some hundred."""
    if not words.strip():
        return
    start, end = (within.start, within.end) if within else (0, len(text))
    for _ in range(_MOST):
        at = text.find(words, start, end)
        if at < 0:
            return
        span = Span(at, at + len(words))
        if _is_whole(text, span):
            yield span
        start = at + 1


def locate(text: str, quoted: Quoted, within: Span | None = None) -> tuple[Span, ...]:
    """The places that the quoted words may mean: one, none, or several where nothing says which.

    An offset counts where the words stand right there, and else chooses the nearest place. Without one, a place
    inside `within` (what the extractor was shown) goes before others.
    """
    words = quoted.words
    if not words.strip():
        return ()
    at = quoted.offset
    if at is not None and at >= 0 and text.startswith(words, at) and _is_whole(text, Span(at, at + len(words))):
        return (Span(at, at + len(words)),)
    here = tuple(find_places(text, words, within)) if within else ()
    found = here or tuple(find_places(text, words))
    if at is not None and found:
        return (min(found, key=lambda s: (abs(s.start - at), s.start)),)
    return found


def _is_whole(text: str, span: Span) -> bool:
    """Does the span cut no word in two? "setuju" does not stand in "disetujui"."""
    first, last = text[span.start], text[span.end - 1]
    cut = span.start > 0 and first.isalnum() and text[span.start - 1].isalnum()
    return not cut and not (span.end < len(text) and last.isalnum() and text[span.end].isalnum())
