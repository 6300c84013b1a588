"""What the sentences of a page are about: between which parties, and who of them does what states do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Protocol

ZONE = "sentences"
SIGNS = (
    "two parties named",
    "foreign party and its act",
    "diplomacy",
    "second party",
    "parties of the opening",
    "one foreign party alone",
    "home state",
    "acts of the opening",
    "deals of the opening",
    "opened by another topic",
)
"""Signs counted by sentence or by party; `diplomacy` stands for all listed words of that kind.

`acts of the opening`: its sentences that tell what a party does to another one or for it; `deals`: gifts, loans, arms
sold, agreements, offers and requests among them. `opened by another topic`: its sentences in which a word of markets,
goods, firms, sport, show, travel or lists stands before any party or office.
"""
ACTS, DEALS = ("acts of the opening", ZONE), ("deals of the opening", ZONE)
ALL_SENTENCES, ALL_PARTIES = ("all", "sentences"), ("all", "parties")
"""Keys of what the counts are shares of."""

_DIPLOMACY = frozenset(
    {
        "foreign ministry",
        "mission abroad",
        "diplomacy",
        "summit",
        "visit",
        "agreement",
        "negotiation",
        "cooperation of states",
        "protest and pressure",
        "trade policy",
    }
)
_DONE = _DIPLOMACY | {"arms and war", "territory", "humanitarian"}  # what two parties that are named together may do
_DEALS = frozenset({"agreement", "cooperation of states", "offer or request"})
_OFFICES = frozenset({"office of state", "foreign ministry", "mission abroad"})  # "the government" stands for a party
_TOPICS = frozenset(
    {"markets", "goods and apps", "firms and schools", "entertainment", "travel", "sport", "fact check and lists"}
)
LENDERS = frozenset({"bank or fund of states"})  # bodies that stand for a party that gives
_HOME = "IDN"
_PARTIES = frozenset({"state", "seat", "leader", "organisation"})
_ENDS = re.compile(r"[.!?”\"]\s+(?=[A-Z“\"(])|\n+")
_MOST, _SHORTEST = 40, 15  # sentences that are read; characters below which a stretch is none
_NONE: Set[str] = frozenset()
_LEAD, _LEAD_MOST = 4, 4  # sentences of an opening; parties beyond which more say nothing


class Find(Protocol):
    """A listed form in the text."""

    @property
    def start(self) -> int:
        """The number of its first word."""
        ...

    @property
    def end(self) -> int:
        """The number of the word behind it."""
        ...

    @property
    def kind(self) -> str:
        """ "sign", or a kind of party."""
        ...

    @property
    def value(self) -> str:
        """The sign, or the id of the party."""
        ...


def cut_sentences(text: str) -> list[tuple[str, bool]]:
    """The stretches of a text between ends of sentences, and whether each is long enough to be one."""
    return [(s, len(s) > _SHORTEST) for s in _ENDS.split(text)]


def tally_sentences(
    counts: Counter[tuple[str, str]], finds: Iterable[Find], starts: Sequence[int], acts: frozenset[str]
) -> None:
    """Add the counts of SIGNS. `starts`: the first word of each sentence, in order, and the word behind the last."""
    last = min(len(starts) - 1, _MOST)
    named: Counter[str] = Counter()
    parties: dict[int, set[str]] = {}  # by number of the sentence
    lenders: dict[int, set[str]] = {}
    signs: dict[int, set[str]] = {}
    first: dict[int, str] = {}  # the party, office or other topic that stands first
    at = 0
    for f in finds:
        if f.start < starts[0]:
            continue
        while at < last and f.start >= starts[at + 1]:
            at += 1
        if at == last:
            break
        if f.kind in _PARTIES or f.value in _TOPICS or f.value in _OFFICES:
            first.setdefault(at, f.value)
        if f.kind in _PARTIES:
            parties.setdefault(at, set()).add(f.value)
            named[f.value] += 1
        elif f.kind == "sign":
            signs.setdefault(at, set()).add(f.value)
        elif f.value in LENDERS:
            lenders.setdefault(at, set()).add(f.value)
    ranks = sorted(named.values(), reverse=True)
    lead: set[str] = set().union(*(parties.get(n, ()) for n in range(_LEAD)))
    abroad = [n for n, row in parties.items() if len(row) > 1 or _HOME not in row]
    counts[ALL_SENTENCES] = max(1, last)
    counts[ALL_PARTIES] = max(1, sum(ranks))
    counts["two parties named", ZONE] = sum(len(row) > 1 for row in parties.values())
    counts["foreign party and its act", ZONE] = sum(not acts.isdisjoint(signs.get(n, ())) for n in abroad)
    counts["diplomacy", ZONE] = sum(not _DIPLOMACY.isdisjoint(row) for row in signs.values())
    aside = {n for n in range(_LEAD) if first.get(n) in _TOPICS}
    counts["opened by another topic", ZONE] = len(aside)
    for n in set(range(_LEAD)) - aside:
        act, deal = _read_act(signs.get(n, _NONE), parties.get(n, _NONE), lenders.get(n, _NONE))
        counts[ACTS] += act
        counts[DEALS] += deal
    counts["second party", ZONE] = ranks[1] if len(ranks) > 1 else 0
    counts["home state", ZONE] = named[_HOME]
    counts["parties of the opening", ZONE] = min(_LEAD_MOST, len(lead))
    counts["one foreign party alone", ZONE] = int(len(ranks) == 1 and not named[_HOME])


def _read_act(signs: Set[str], parties: Set[str], lenders: Set[str]) -> tuple[bool, bool]:
    """Does a sentence say what a party does to another one or for it, and is it a deal?

    One of the two is abroad; the other may be an office: "the government receives vaccines from a fund". A state's
    dealings with a citizen of ours are acts too.
    """
    if not lenders and not parties - {_HOME}:
        return False, False
    two = len(parties) + len(lenders) > 1
    given = "aid and loans" in signs or {"purchase", "arms and war"} <= signs
    deal = (two and not signs.isdisjoint(_DEALS)) or (given and (two or not signs.isdisjoint(_OFFICES)))
    if deal or "citizens abroad" in signs or (two and not signs.isdisjoint(_DONE)):
        return True, deal
    return "offer or request" in signs and not signs.isdisjoint(_OFFICES), False


def scale_sentence(sign: str, count: int, counts: Mapping[tuple[str, str], int]) -> float:
    """What the weight of a sign multiplies: twice a share; of what the opening holds the number, or half of it."""
    if sign == "parties of the opening":
        return float(count)
    if sign in ("acts of the opening", "deals of the opening", "opened by another topic"):
        return count / 2
    if sign == "one foreign party alone":
        return 2.0 * count
    whole = ALL_PARTIES if sign in ("second party", "home state") else ALL_SENTENCES
    return 2.0 * count / counts.get(whole, 1)
