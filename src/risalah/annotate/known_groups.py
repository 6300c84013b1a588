"""Groups of states whose members everybody knows: "kedua Korea", "lima anggota tetap Dewan Keamanan"."""

from __future__ import annotations

import re

from risalah.errors import ResourceError
from risalah.model.annotation import KNOWN_GROUP, Actor, Mention
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language, any_of

TABLE = "groups"


class KnownGroups:
    """Adds a mention for each group that the table `known` names. Raises ResourceError where a code is unknown."""

    def __init__(self, language: Language, actors: ActorTable) -> None:
        self._actors: dict[str, Actor] = {}
        self._rows: dict[str, tuple[tuple[str, ...], str | None]] = {}
        for row in language.table(TABLE).get("known") or ():
            members = tuple(row["members"])
            for code in members:
                self._actors[code] = _read_actor(language, actors, code)
            for form in row["forms"]:
                self._rows[form.lower()] = (members, row.get("about"))
        self._pattern = re.compile(rf"\b{any_of(self._rows)}\b", re.IGNORECASE) if self._rows else None

    def find(self, text: str, mentions: list[Mention], actors: dict[str, Actor]) -> list[Mention]:
        """`mentions` with the known groups put in, without the names that stand inside them."""
        low = text.lower()
        if self._pattern is None or not any(form in low for form in self._rows):
            return mentions  # most articles name none: a look for each form costs less than the expression
        found = list(self._pattern.finditer(text))
        new: list[Mention] = []
        for m in found:
            members, about = self._rows[" ".join(m[0].lower().split())]
            span = Span(m.start(), m.end())
            named = {o.actor for o in mentions}
            if (about and about not in named) or any(o.span.contains(span) and o.span != span for o in mentions):
                continue
            for code in members:
                actors.setdefault(code, self._actors[code])
            new.append(Mention(span, "state", members=members, rule=KNOWN_GROUP))
        if not new:
            return mentions
        kept = [m for m in mentions if not any(n.span.contains(m.span) for n in new)]
        return sorted([*kept, *new], key=lambda m: (m.span.start, -m.span.end))


def _read_actor(language: Language, actors: ActorTable, code: str) -> Actor:
    """The state or organisation of a code."""
    if (state := actors.states.get(code)) is not None:
        return Actor(state.id, "state", state.name, country=state.id)
    body = actors.organisations.get(code)
    if body is None:
        raise ResourceError(f"no table of actors has {code}", path=language.path(TABLE))
    return Actor(body.id, body.kind, body.name, body.forms[:3], country=body.country)
