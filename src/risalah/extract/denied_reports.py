"""Reports that a sentence denies: "membantah laporan yang menyebut Fiji telah mengirim ..." tells of no act."""

from __future__ import annotations

from risalah.extract.tokens import Clauses, Lexicon
from risalah.resources.grammar import Grammar

_NEAR = 5  # words between "membantah" and the report that it is about
_OPENS = 6  # words between the report and "bahwa", "yang menyebut", or the act itself
_BEHIND = 14  # words behind the act within which it may be said that the report of it is not so


class DeniedReports:
    """Tells which words of a sentence stand inside a report that the same sentence denies."""

    def __init__(self, grammar: Grammar) -> None:
        self._denies = Lexicon(dict.fromkeys(grammar.denies, "denies"))
        self._denied = Lexicon(dict.fromkeys(grammar.is_denied, "denied"))
        self._reports = grammar.rumours
        self._that = grammar.complementiser | grammar.relative | grammar.retells

    def holds(self, clauses: Clauses, at: int) -> bool:
        """Does token `at` stand in a report that is denied before it or behind it?"""
        tokens = clauses.tokens
        told = [i for i in range(at) if tokens[i].low in self._reports and self._is_opened(clauses, i, at)]
        if any(self._is_denied_before(clauses, i) for i in told):
            return True
        row = tokens[at + 1 : at + 1 + _BEHIND]
        return bool(told) and any(self._denied.at(row, k) for k in range(len(row)))

    def _is_opened(self, clauses: Clauses, report: int, at: int) -> bool:
        """Does what the report says begin right behind it, before the act ("laporan bahwa", "kabar yang menyebut")?"""
        near = clauses.tokens[report + 1 : min(at, report + 1 + _OPENS)]
        return any(t.low in self._that for t in near)

    def _is_denied_before(self, clauses: Clauses, report: int) -> bool:
        row = clauses.tokens[max(0, report - _NEAR) : report]
        return any(self._denies.at(row, k) for k in range(len(row)))
