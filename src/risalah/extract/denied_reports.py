"""Reports that a sentence denies: "membantah laporan yang menyebut Fiji telah mengirim ..." tells of no act."""

from __future__ import annotations

from collections.abc import Sequence

from risalah.extract.candidates import Candidate
from risalah.extract.tokens import Clauses, Lexicon
from risalah.model.codebook import HIGH_STAGES
from risalah.resources.grammar import Grammar

_OPEN = "open"
_NEAR = 5  # words between "membantah" and the report that it is about
_OPENS = 6  # words between the report and "bahwa", "yang menyebut", or the act itself
_BEHIND = 14  # words behind the act within which it may be said that the report of it is not so


class DeniedReports:
    """Tells which words of a sentence stand inside a report that the same sentence denies."""

    def __init__(self, grammar: Grammar) -> None:
        self._denies = Lexicon(dict.fromkeys(grammar.denies, "denies"))
        self._denied = Lexicon(dict.fromkeys(grammar.is_denied, "denied"))
        self._leaves_open = Lexicon(dict.fromkeys(grammar.unconfirms, _OPEN) | dict.fromkeys(grammar.denies, "denied"))
        self._first = frozenset(w.split()[0] for w in (*grammar.denies, *grammar.unconfirms))
        self._reports, self._pointing, self._tells = grammar.rumours, grammar.pointing, grammar.media_tell
        self._that = grammar.complementiser | grammar.relative | grammar.retells

    def holds(self, clauses: Clauses, at: int) -> bool:
        """Does token `at` stand in a report that is denied before it or behind it?"""
        tokens = clauses.tokens
        told = [i for i in range(at) if tokens[i].low in self._reports and self._is_opened(clauses, i, at)]
        if any(self._is_denied_before(clauses, i) for i in told):
            return True
        row = tokens[at + 1 : at + 1 + _BEHIND]
        return bool(told) and any(self._denied.at(row, k) for k in range(len(row)))

    def are_reports(self, last: Sequence[Candidate]) -> bool:
        """Does one stand in a sentence of what media or unnamed sources report ("harian itu melaporkan bahwa ...")?"""
        return any(t.low in self._tells for c in last for t in c.clauses.tokens)

    def leave(self, found: list[Candidate], last: Sequence[Candidate], clauses: Clauses) -> list[Candidate]:
        """Those found without the `last` ones, of a report that the next sentence denies ("membantah laporan itu").

        A report that is only not confirmed ("menolak mengomentari laporan itu") loses signatures and deeds alone.
        """
        said = self._judge(clauses)
        if said == _OPEN:
            last = [c for c in last if c.trigger.reading.stage in HIGH_STAGES]
        return [c for c in found if c not in last] if said else found

    def _judge(self, clauses: Clauses) -> str | None:
        """Does the sentence deny or leave open a report that was told before it?"""
        tokens = clauses.tokens
        for i, t in enumerate(tokens):
            hits = self._leaves_open.each_at(tokens, i) if t.low in self._first else ()
            for hit in hits:
                row = tokens[hit.last + 1 : hit.last + 1 + _NEAR]
                named = next((k for k, w in enumerate(row) if w.low in self._reports), None)
                if named is not None and any(w.low in self._pointing for w in row[named + 1 : named + 2]):
                    return hit.value
        return None

    def _is_opened(self, clauses: Clauses, report: int, at: int) -> bool:
        """Does what the report says begin right behind it, before the act ("laporan bahwa", "kabar yang menyebut")?"""
        near = clauses.tokens[report + 1 : min(at, report + 1 + _OPENS)]
        return any(t.low in self._that for t in near)

    def _is_denied_before(self, clauses: Clauses, report: int) -> bool:
        row = clauses.tokens[max(0, report - _NEAR) : report]
        return any(self._denies.at(row, k) for k in range(len(row)))
