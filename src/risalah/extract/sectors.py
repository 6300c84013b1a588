"""Sectors of a stretch of text, by the words that place it (CODEBOOK section 4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from risalah.extract.tokens import Clauses, Lexicon, Phrase, Token
from risalah.model.span import Span
from risalah.resources.patterns import Patterns

_ENDING = "nya"
_ROOT = 4  # letters that are left at least where the ending is cut
_OFTEN = 3  # words of a sector that make it what an article is about
_SHARE = 0.4  # of all such words of the article, at least
_NOTHING, _FIELD, _GENERAL = "", "+", "general"
_TWICE = re.compile(r"^(\w{3,})-\1\w*")  # "sanksi-sanksi": the plural of "sanksi"; "obat-obatan": all sorts of "obat"
_SEP = "|"


class SectorReader:
    """Counts sector words; the main sector comes first."""

    def __init__(self, patterns: Patterns) -> None:
        # The first that lists a form keeps it, so that a turn of phrase that names no sector is listed before.
        forms = dict.fromkeys(patterns.details.not_sectors, _NOTHING)
        for rows in (dict.fromkeys(patterns.details.fields, _FIELD), patterns.sectors):
            for form, value in rows.items():
                forms.setdefault(form, value)
        for form, value in patterns.details.second_sectors.items():
            forms[form] = f"{forms[form]}{_SEP}{value}"
        self._lexicon = Lexicon({_say_once(form): value for form, value in reversed(forms.items())})
        self._settings = Lexicon(dict.fromkeys(patterns.details.settings, _NOTHING))

    def read(
        self,
        clauses: Clauses,
        first: int = 0,
        last: int | None = None,
        *,
        skip: Collection[Span] = (),
        settings: bool = True,
    ) -> tuple[str, ...]:
        """Up to two sectors named in tokens [first, last], the most often named first; empty where none is.

        Where a whole sentence names fields of cooperation ("di bidang pendidikan"), those alone count. Words inside
        the spans of `skip` do not count: the office of who says it is not what it is about. Words that only say where
        or through whom ("di Gaza", "Dewan Keamanan") count where no other does, and only with `settings`.
        """
        part = [
            _cut(t)
            for t in clauses.tokens[first : None if last is None else last + 1]
            if not any(s.start <= t.span.start < s.end for s in skip)
        ]
        hits = [p for p in self._lexicon.find(part) if p.value != _NOTHING]
        field = next((n for n, p in enumerate(hits) if p.value == _FIELD), None)
        if field is not None:
            named = [p for p in hits if p.value != _FIELD]
            hits = ([p for p in hits[field:] if p.value != _FIELD] or named) if last is None else named
        found = self._count(part, hits, settings)
        sectors = [s for s, _ in found.most_common() if s != _GENERAL]
        # A sentence that speaks of relations as such may still be about anything; a title may not.
        return tuple(sectors[:2]) or ((_GENERAL,) if _GENERAL in found and last is not None else ())

    def read_topic(self, rows: Sequence[Clauses]) -> tuple[str, ...]:
        """The sector that a text as a whole is about: named often, and nearly as often as all others; else none."""
        found: Counter[str] = Counter()
        for clauses in rows:
            part = [_cut(t) for t in clauses.tokens]
            hits = [p for p in self._lexicon.find(part) if p.value not in (_NOTHING, _FIELD, _GENERAL)]
            found.update(self._count(part, hits, settings=True))
        sector, n = next(iter(found.most_common(1)), ("", 0))
        return (sector,) if n >= _OFTEN and n >= _SHARE * found.total() else ()

    def _count(self, part: Sequence[Token], hits: Sequence[Phrase], settings: bool) -> Counter[str]:
        """How often each sector is named; of a phrase that lies in two, the second one comes after all others."""
        matter = [p for p in hits if not self._is_setting(part, p)]
        used = matter or (hits if settings else ())
        found = Counter(p.value.partition(_SEP)[0] for p in used)
        for p in used:
            if second := p.value.partition(_SEP)[2]:
                found[second] += 0
        return found

    def _is_setting(self, part: Sequence[Token], hit: Phrase) -> bool:
        found = self._settings.at(part, hit.first)
        return found is not None and found.last == hit.last


def _cut(token: Token) -> Token:
    """The token as the lists have it: without an ending that only says whose it is, and said once."""
    low = token.low
    if len(low) >= _ROOT + len(_ENDING) and low.endswith(_ENDING):
        low = low[: -len(_ENDING)]
    low = _say_once(low)
    return replace(token, low=low) if low != token.low else token


def _say_once(words: str) -> str:
    """The words, each doubled one said once."""
    if "-" not in words:
        return words
    return " ".join(_TWICE.sub(r"\1", w) for w in words.split(" "))
