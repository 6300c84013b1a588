"""Embassies that meet authorities, and ambassadors in a group: encounters whose sides have no names of their own."""

from __future__ import annotations

from collections.abc import Iterator

from risalah.extract.encounters import HOME, Encounter
from risalah.extract.parties import Cast
from risalah.extract.presence import Presence
from risalah.extract.tokens import Clauses, Phrase
from risalah.model.annotation import Mention
from risalah.resources.sessions import SessionPatterns

_REACH = 6  # words between "bertemu" and "otoritas", or "mendatangi" and a name
_SUBJECT = 10  # words between a mission, or a group of ambassadors, and the verb
_GROUP = 8  # words of "12 duta besar dari negara-negara anggota Uni Eropa"
_SIDES = 2


class MissionReader:
    """Reads meetings of a mission with authorities of its host state, and of groups of ambassadors with somebody."""

    def __init__(self, patterns: SessionPatterns) -> None:
        self._words = patterns.words

    def read(self, cast: Cast, clauses: Clauses, mentions: list[Mention], presence: Presence) -> list[Encounter]:
        """The encounters of a sentence in text order, without status and time."""
        out: list[Encounter] = []
        for hit in presence.hits:
            kind, _, voice = hit.value.partition("|")
            if voice == "verb" and kind in ("meeting", "visit"):
                out += self._with_authorities(cast, clauses, mentions, hit) if kind == "meeting" else ()
                out += self._of_group(cast, clauses, mentions, hit)
        return out

    def _with_authorities(
        self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase
    ) -> Iterator[Encounter]:
        """ "KBRI Suva sudah bertemu kepala kepolisian setempat": the mission's state and the one where it stands."""
        tokens = clauses.tokens
        row = [t.low for t in tokens[hit.last + 1 : hit.last + 1 + _REACH]]
        at = next((k for k, w in enumerate(row) if w in self._words["authorities"]), None)
        if at is None or set(row[:at]) & self._words["no_authorities"]:
            return
        before = [
            m
            for m in mentions
            if m.kind == "organisation"
            and clauses.index_at(m.span.end - 1) < hit.first
            and tokens[clauses.index_at(m.span.start)].low in self._words["missions"]
        ]
        own = next((p for m in before[-1:] for p in cast.parties(m) if p.isupper()), None)
        if own is None:
            return
        host = self._host(cast, mentions, before[-1], own)
        if host is None:
            return
        e = Encounter(clauses, hit, "meeting", "verb", "held", whole=True, assembly=True)
        e.parties = {own: before[-1].span, host: cast.first_of(host)}
        for m in mentions:
            first = clauses.index_at(m.span.start)
            if m.kind in ("person", "office") and m.actor and 0 < first - hit.last <= _REACH + at:
                e.people.setdefault(m.actor, ("participant", m.span))
                e.sides.setdefault(m.actor, host)
                break
        yield e

    @staticmethod
    def _host(cast: Cast, mentions: list[Mention], mission: Mention, own: str) -> str | None:
        """The other state: named by a place or a state behind the mission, else the other one of the page's two."""
        for m in mentions:
            party = (cast.parties(m) or (m.actor or "",))[0]
            if m.span.start >= mission.span.start and m.kind in ("place", "state") and party.isupper() and party != own:
                return party
        others = [p for p in cast.pair if p != own]
        return others[0] if len(others) == 1 and own in cast.pair else None

    def _of_group(self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase) -> Iterator[Encounter]:
        """ "Sebanyak 12 duta besar negara Uni Eropa mendatangi kediaman A": those whom they speak for, and A."""
        tokens = clauses.tokens
        start = max(0, hit.first - _GROUP - _SUBJECT)
        head = next((k for k in range(start, hit.first) if self._heads_group(clauses, k)), None)
        if head is None:
            return
        rows = [(m, clauses.index_at(m.span.start)) for m in mentions]
        of = [(m, k) for m, k in rows if head < k <= head + _GROUP and k < hit.first and m.kind != "place"]
        after = [m for m, k in rows if 0 < k - hit.last <= _REACH and m.kind in ("person", "office") and m.actor]
        if not of or not after or any(m.kind in ("person", "office") for m, _ in of):
            return
        between = {t.low for t in tokens[hit.last + 1 : clauses.index_at(after[0].span.start)]}
        if between & self._words["no_authorities"]:
            return
        e = Encounter(clauses, hit, "meeting", "verb", "held", whole=True, assembly=True)
        for m, _ in of:
            e.parties.update({p: m.span for p in cast.parties(m) if p.isupper()})
        party = next((p for p in cast.parties(after[0]) if p.isupper()), HOME if cast.is_at_home else None)
        if party:
            e.parties.setdefault(party, after[0].span)
            e.sides[after[0].actor or ""] = party
        e.people[after[0].actor or ""] = ("host", after[0].span)
        if len(e.parties) >= _SIDES:
            yield e

    def _heads_group(self, clauses: Clauses, k: int) -> bool:
        """Does token `k` begin "duta besar" behind a number or "para"?"""
        tokens = clauses.tokens
        if tokens[k].low not in self._words["envoys"] | self._words["envoy_heads"]:
            return False
        before = tokens[k - 1].low if k else ""
        return before.isdigit() or before in self._words["several"]
