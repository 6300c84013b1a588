"""Which part states play in the sentences of a page: do they act, and on whom, or are they a place and an origin?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from risalah.extract.relevance_sentences import LENDERS, Find

ZONE = "roles"
SIGNS = (
    "state as subject",
    "state as office",
    "state as place",
    "state as origin",
    "state as subject, opening",
    "state as place, opening",
    "state as origin, opening",
    "state acts on party",
    "state acts on party, opening",
)
"""Shares of the mentions of foreign states: before a verb, behind an office, behind a preposition, behind somebody or
something private ("turis Australia"). `state acts on party`: sentences with subject, verb and another party behind it;
banks and funds of states act too."""
ACTS_ON_PARTY = ("state acts on party, opening", ZONE)
ALL_MENTIONS, ALL_READ = ("all", "mentions"), ("all", "role sentences")
"""Keys of what the counts are shares of."""

_STATES = frozenset({"state", "seat", "leader"})
_PARTIES = _STATES | {"organisation"}
_OFFICES = frozenset({"office of state", "foreign ministry", "mission abroad"})
_HOME = "IDN"
_LEAD, _MOST = 4, 40  # sentences of an opening, and that are read
_GAP = 3  # words between a subject and its verb
_REACH = 14  # words from a verb to its object
_SHORTEST = 5  # letters of a verb with its prefix


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words that tell a role: beginnings of verbs, words between subject and verb, prepositions, private heads."""

    verbs: tuple[str, ...]
    bare_verbs: frozenset[str]
    between: frozenset[str]
    places: frozenset[str]
    origins: frozenset[str]
    signs: frozenset[str]

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> RoleWords:
        """From the `roles` of patterns/relevance.yaml."""
        return cls(
            tuple(table["verbs"]),
            *(frozenset(table[name]) for name in ("bare_verbs", "between", "places", "origins", "private_signs")),
        )


def tally_roles(
    counts: Counter[tuple[str, str]],
    finds: Sequence[Find],
    lows: Sequence[str],
    starts: Sequence[int],
    words: RoleWords,
) -> None:
    """Add the counts of SIGNS. `starts`: the first word of each sentence, in order, and the word behind the last."""
    last = min(len(starts) - 1, _MOST)
    at, mentions = 0, 0
    acting: dict[int, None] = {}
    subject: tuple[int, str, int] | None = None  # sentence, party, place of its verb
    before: Find | None = None
    for f in finds:
        if f.start < starts[0]:
            before = f
            continue
        while at < last and f.start >= starts[at + 1]:
            at += 1
        if at == last:
            break
        if f.kind in _PARTIES or f.value in LENDERS:
            if (
                subject is not None
                and subject[0] == at
                and f.value != subject[1]
                and (f.value != _HOME or subject[1] != _HOME)
                and 0 < f.start - subject[2] <= _REACH
            ):
                acting[at] = None
            verb = _find_verb(f.end, starts[at + 1], lows, words)
            role = _read_role(f, before, starts[at], lows, words)
            if verb is not None and role in ("", "office"):
                subject = at, f.value, verb
            if f.kind in _STATES and f.value != _HOME:
                mentions += 1
                opened = at < _LEAD
                if role:
                    counts[f"state as {role}", ZONE] += 1
                    if opened and role != "office":
                        counts[f"state as {role}, opening", ZONE] += 1
                if verb is not None and role in ("", "office"):
                    counts["state as subject", ZONE] += 1
                    counts["state as subject, opening", ZONE] += opened
        before = f
    counts["state acts on party", ZONE] = len(acting)
    counts[ACTS_ON_PARTY] = sum(n < _LEAD for n in acting)
    counts[ALL_MENTIONS] = max(1, mentions)
    counts[ALL_READ] = max(1, last)


def _find_verb(at: int, stop: int, lows: Sequence[str], words: RoleWords) -> int | None:
    for n in range(at, min(at + _GAP, stop)):
        low = lows[n]
        if low in words.bare_verbs or (len(low) >= _SHORTEST and low.startswith(words.verbs)):
            return n
        if low not in words.between:
            return None
    return None


def _read_role(f: Find, before: Find | None, begin: int, lows: Sequence[str], words: RoleWords) -> str:
    near = before is not None and before.start >= begin and f.start - before.end <= 1
    if near and before is not None and before.kind == "sign":
        if before.value in _OFFICES:
            return "office"
        if before.value in words.signs:
            return "origin"
    if f.start > begin:
        low = lows[f.start - 1]
        if low in words.origins:
            return "origin"
        if low in words.places:
            return "place"
    return ""


def scale_role(sign: str, count: int, counts: Mapping[tuple[str, str], int]) -> float:
    """What the weight of a sign multiplies: twice a share, or half the number in the opening."""
    if sign.endswith("opening"):
        return min(count, 4) / 2
    return 2.0 * count / counts.get(ALL_READ if sign == "state acts on party" else ALL_MENTIONS, 1)
