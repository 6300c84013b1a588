"""Which language a document is in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_LANGUAGES = ("id", "ms", "jv", "en")
_ENOUGH = 20_000
"""Characters that decide; more change nothing."""
_MARGIN_PER_WORD = 0.35
"""Malay has to lead Indonesian by this much log probability a word, else formal Indonesian is taken for Malay."""


def detect_language(text: str, *, indonesian: bool = False) -> str:
    """`id`, `ms`, `jv` or `en`. An `indonesian` outlet decides against Malay."""
    sample = text[:_ENOUGH]
    if not any(c.isalpha() for c in sample):
        return "id"
    ranked = _identifier().rank(sample.lower())
    scores = {code: float(score) for code, score in ranked}
    best = str(ranked[0][0])
    if best == "ms":
        words = max(1, len(sample.split()))
        lead = scores["ms"] - scores["id"]
        if indonesian or lead < _MARGIN_PER_WORD * min(words, 40):
            return "id"
    return best


@lru_cache(maxsize=1)
def _identifier() -> Any:
    # The module's own functions are the same in all releases of the library; its classes are not.
    from py3langid import langid

    langid.set_languages(list(_LANGUAGES))
    return langid
