"""People who act for no state, by the trade that stands beside their name: a coach, a reporter, an activist."""

from __future__ import annotations

from risalah.extract.encounters import Encounter
from risalah.extract.parties import Cast
from risalah.model.annotation import Mention
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_BEFORE = 6  # words of "aktivis asal Kepulauan Solomon," before the name
_AFTER = 3  # words of ", seorang wartawan" behind it


class LaymanReader:
    """Knows the trades of `laymen` in patterns/meeting.yaml, before a name and behind it."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._trades = encounters.laymen
        self._things = encounters.journeys.things
        self._skipped = (
            grammar.source | grammar.one | encounters.sessions.words["trade_links"] | encounters.journeys.thing_kinds
        )

    def is_one(self, cast: Cast, e: Encounter, m: Mention) -> bool:
        """Is the bearer of the name called by a trade ("aktivis asal Fiji, Andara", "Andara, wartawan Fiji")?"""
        tokens = e.clauses.tokens
        first, last = e.clauses.index_at(m.span.start), e.clauses.index_at(m.span.end - 1)
        if tokens[first].low in self._trades:
            return True
        states = {
            k
            for x in cast.within(e.clauses.span)
            if x.kind in ("state", "place", "organisation")
            for k in range(e.clauses.index_at(x.span.start), e.clauses.index_at(x.span.end - 1) + 1)
        }
        for k in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
            if tokens[k].low in self._trades | self._things:
                return True  # "aktivis asal Fiji, Andara", "kapal induk Fiji Vakalala"
            aside = tokens[k].low == "," and k - 1 in states and not cast.parties(m)  # "wartawan BBC, Andara, yang ..."
            if tokens[k].low not in self._skipped and k not in states and not aside:
                break
        behind = [t.low for t in tokens[last + 1 : last + 1 + _AFTER]]
        if not behind or behind[0] != ",":
            return False
        trade = next((w for w in behind if w not in self._skipped), "")
        return trade in self._trades
