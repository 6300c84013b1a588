"""Which language a document is in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from risalah.resources.language import Language

_LANGUAGES = ("id", "ms", "jv", "en")
_ENOUGH = 20_000
"""Characters that decide; more change nothing."""
_SHORT = 60
"""Words; a shorter text is Malay only by a word that Indonesian does not have."""
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
    if best == "jv" and scores["jv"] - scores["id"] < _MARGIN_PER_WORD * max(4, min(len(sample.split()), 40)):
        return "id"  # in a line or two, foreign names alone may tip the balance
    if best == "ms":
        words = max(1, len(sample.split()))
        lead = scores["ms"] - scores["id"]
        signs = _count_signs(sample)
        doubtful = lead < _MARGIN_PER_WORD * min(words, 40) or words < _SHORT
        if indonesian or signs["indonesian"] > signs["malay"] or (doubtful and not signs["malay"]):
            return "id"
    return best


def _count_signs(text: str) -> dict[str, int]:
    """How many different words (data/languages/id/malay.yaml) speak for Indonesian and for Malay."""
    words = f" {' '.join(re.findall(r'[a-z]+', text.lower()))} "
    return {name: sum(f" {form} " in words for form in forms) for name, forms in _signs().items()}


@lru_cache(maxsize=1)
def _signs() -> dict[str, tuple[str, ...]]:
    language = Language("id")
    return {name: language.words("malay", name) for name in ("indonesian", "malay")}


@lru_cache(maxsize=1)
def _identifier() -> Any:
    # The module's own functions are the same in all releases of the library; its classes are not.
    from py3langid import langid

    langid.set_languages(list(_LANGUAGES))
    return langid
