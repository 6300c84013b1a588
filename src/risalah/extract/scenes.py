"""Encounters named as the scene of what was done there, and days that cannot be the day of one still to come."""

from __future__ import annotations

from datetime import date, timedelta

from risalah.extract.encounters import Encounter
from risalah.extract.open_verbs import is_verb
from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.annotation import Annotated
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_OPENING = 3  # words of "dalam serangkaian pertemuan"
_GONE_REACH = 4  # words of "pagi tadi, Jumat"
_NEWS = timedelta(days=14)  # a day in brackets ("Rabu (12/3)") is that of the news
_FAR = timedelta(days=400)  # no plan without a word of planning lies further ahead


class SceneReader:
    """Tells whether the sentence of an encounter says what was done there, or only what is to be done."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        words = encounters.sessions.words
        self._opens = grammar.inside | grammar.after_words | words["scene_openers"]
        self._gone = words["gone"]
        self._undertakes = grammar.undertakes | words["undertakers"]
        self._before = Lexicon(dict.fromkeys(encounters.background, "before"))
        self._grammar = grammar

    def is_past_scene(self, clauses: Clauses, hit: Phrase) -> bool:
        """ "Dalam pertemuan di Suva, Andara berjanji akan ...": does a verb without "akan" tell what was done there?"""
        tokens = clauses.tokens
        own = tokens[hit.first].clause
        if own or not self._is_opened(clauses, hit, 0):
            return False
        for n in range(1, len(clauses.openers)):
            if clauses.openers[n] in self._grammar.relative or clauses.openers[n] == "(":
                continue
            for k in clauses.in_clause(n):
                word = tokens[k].low
                if word in self._grammar.weakens:
                    return word in self._undertakes
                if is_verb(word) or word in self._undertakes:
                    return True
        return False

    def is_promised_there(self, clauses: Clauses, hit: Phrase, governor: Phrase) -> bool:
        """ "Fiji berjanji akan membuka kedutaan dalam pertemuan dengan Tonga": "akan" is of what was promised there."""
        tokens = clauses.tokens
        own = tokens[hit.first].clause
        if tokens[governor.first].low not in self._grammar.intends or tokens[governor.first].clause != own:
            return False
        first = next((k for k in range(governor.last + 1, hit.first) if is_verb(tokens[k].low)), None)
        said = tokens[governor.first - 1].low if governor.first else ""
        return first is not None and said in self._undertakes and self._is_opened(clauses, hit, first + 1)

    def is_real_day(self, doc: Annotated, e: Encounter) -> bool:
        """May the day of an encounter, after publication, be that of one still to come?

        Not "pagi tadi", not a weekday of another year, and not a day years ahead that no word of planning names: there
        the day of publication is wrong.
        """
        if e.when is None:
            return True
        text, when = doc.article.text, e.when.when
        at = e.clauses.index_at(e.when.span.start)
        near = {t.low for t in e.clauses.tokens[max(0, at - _GONE_REACH) : at]}
        raw = text[e.when.span.start : e.when.span.end].lower().split()
        if when.note or self._gone & (near | set(raw)):
            return False
        if when.inferred and (self.is_past_scene(e.clauses, e.hit) or self._is_told_before(e)):
            return False
        published = doc.article.published
        bracket = text[: e.when.span.start].rstrip().endswith("(") or "(" in text[e.when.span.start : e.when.span.end]
        reach = _NEWS if when.inferred and bracket else _FAR
        far = bool(published and when.first) and when.first - date.fromisoformat(published[:10]) > reach  # type: ignore[operator,index]
        return not far

    def _is_told_before(self, e: Encounter) -> bool:
        """ "Pertama kali bertemu pada April", "sebelumnya keduanya bertemu pada Mei": does a word put it behind us?"""
        ahead = {t.low for t in e.clauses.tokens} & self._grammar.intends
        return not ahead and any(p.first < e.hit.first for p in self._before.find(e.clauses.tokens))

    def _is_opened(self, clauses: Clauses, hit: Phrase, start: int) -> bool:
        """Does a word such as "dalam", "usai" stand right before the encounter, from token `start` on?"""
        row = clauses.tokens[max(start, hit.first - _OPENING) : hit.first]
        return any(t.low in self._opens for t in row)
