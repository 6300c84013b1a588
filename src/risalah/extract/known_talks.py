"""Talks whose name says who sits there: what is agreed in them, their members agree on."""

from __future__ import annotations

from collections.abc import Iterable

from risalah.extract.parties import Cast
from risalah.extract.roles import Roles
from risalah.extract.tokens import Clauses, Lexicon
from risalah.extract.triggers import Trigger
from risalah.model.record import Party
from risalah.resources.sessions import TalkFormat

_LEAD = 2  # words between "dalam" and the name of the talks ("dalam putaran perundingan enam pihak")


class KnownTalks:
    """Gives an agreement "yang dicapai dalam perundingan enam negara" to those who sit there."""

    def __init__(self, formats: Iterable[TalkFormat]) -> None:
        self._formats = {f.name: f for f in formats}
        self._names = Lexicon({name: name for name in self._formats})

    def settle(self, cast: Cast, clauses: Clauses, trigger: Trigger, roles: Roles | None) -> Roles | None:
        """The roles, or the members of the talks in which the instrument of the trigger was made."""
        if roles is None or not trigger.instruments or trigger.voice == "active":
            return roles
        g = cast.grammar
        for hit in self._names.find(clauses.tokens):
            row = self._formats[hit.value]
            near = {t.low for t in clauses.tokens[max(trigger.last + 1, hit.first - _LEAD) : hit.first]}
            if hit.first <= trigger.last or clauses.tokens[hit.first].clause != clauses.tokens[trigger.last].clause:
                continue
            if near & g.inside and (row.about is None or cast.first_of(row.about) is not None):
                return [Party(code, "party") for code in row.members], [clauses.span_of(hit.first, hit.last)]
        return roles
