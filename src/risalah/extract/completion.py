"""The two states that an article is about, given to a talk whose sentence names neither, or one alone."""

from __future__ import annotations

from risalah.extract.encounters import HOME, Encounter, kinds_of
from risalah.extract.open_verbs import is_verb
from risalah.extract.parties import Cast
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_SIDES = 2
_LAST = 4  # groups back to the talk before
_NEAR = 4  # words of "pertemuan tingkat menteri yang pertama"


class PairCompleter:
    """Completes encounters that are told without their sides ("Pertemuan berlangsung di Suva, Senin (3/3)")."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._processes = encounters.processes
        self._between = grammar.between
        self._told = encounters.sessions.words["is_held"] | encounters.sessions.words["talk_told"]
        self._bilateral = encounters.sessions.words["of_two"]
        self._ordinals = grammar.ordinals | encounters.following
        self._met = grammar.met
        self._both = (*grammar.both, *grammar.both_people)
        self._many = grammar.many | grammar.numbers.keys() | encounters.sessions.words["several"]

    def complete(self, cast: Cast, e: Encounter, groups: list[list[Encounter]]) -> None:
        """Give `e` the pair of the page, or the sides of the talk told last, where only these can be meant."""
        if e.kind not in ("meeting", "other", "summit") or e.voice != "noun":
            return
        self._carry_on(cast, e, groups)
        verb = any(h.first > e.hit.last and h.value == "meeting|verb" for h in e.hits)
        if self._is_counted(e) or (verb and self._is_of_two(e)):
            return  # "pertemuan bilateral selanjutnya, Menlu Andara menerima Menlu Tonga": told by the verb
        e.formal = e.formal or (not e.back and self._is_of_two(e))
        pair: tuple[str, ...] = cast.pair
        if len(pair) != _SIDES and not e.parties:
            last = next((g for g in reversed(groups) if kinds_of(g) <= {"meeting", "other"}), [])
            pair = tuple(dict.fromkeys(p for x in last for p in x.parties))
        if (
            e.people
            or e.back
            or e.in_title
            or e.aside
            or e.assembly
            or len(pair) < _SIDES
            or not set(e.parties) < set(pair)
        ):
            return
        tokens = e.clauses.tokens
        process = tokens[e.hit.first].low in self._processes and e.place is None
        dated = e.own_time and not process
        if not self._is_of_two(e) and not (self._is_told(e) or dated):
            return
        if any(t.low in self._between for t in tokens[e.hit.last + 1 : e.hit.last + 1 + _NEAR]):
            return  # "satu pertemuan resmi antara pemerintah dan oposisi": its sides are named
        e.formal = self._is_of_two(e)
        for party in pair:
            e.parties.setdefault(party, cast.first_of(party))

    def _is_of_two(self, e: Encounter) -> bool:
        """Does a word say that it is between two ("pertemuan bilateral", "pertemuan kedua menteri")?"""
        tokens = e.clauses.tokens
        front = " ".join(t.low for t in tokens[: e.hit.first])
        if e.own_time and not e.background and any(w in front for w in self._both):
            return True  # "kedua pemimpin menyepakatinya dalam pembicaraan di Istana, Senin (3/3)"
        stop = min((h.first for h in e.hits if h.first > e.hit.last), default=len(tokens))
        for k in range(e.hit.first, min(e.hit.last + 1 + _NEAR, stop)):
            if tokens[k].low in self._bilateral and tokens[k].clause == tokens[e.hit.first].clause:
                after = tokens[k + 1].low if k + 1 < len(tokens) else ""
                return not (tokens[k].low in self._ordinals and (after in self._met or is_verb(after)))
        return False

    def _is_counted(self, e: Encounter) -> bool:
        """Are they several, none of which is told ("menggelar sejumlah pertemuan bilateral", "11 pertemuan")?"""
        before = e.clauses.tokens[e.hit.first - 1].low if e.hit.first else ""
        return (before in self._many or before.isdigit()) and not e.people and not e.parties

    def _carry_on(self, cast: Cast, e: Encounter, groups: list[list[Encounter]]) -> None:
        """ "Pertemuan kedua dilangsungkan dengan Menlu Tonga": with him who met the one before, of the home state."""
        tokens = e.clauses.tokens
        row = [t.low for t in tokens[e.hit.last + 1 : e.hit.last + 1 + _NEAR]]
        after = row[:1] and row[0] in self._ordinals and bool(set(row) & self._met)
        if e.kind != "meeting" or e.back or not after or not e.people or HOME in e.parties or len(e.parties) != 1:
            return
        last = next((g for g in reversed(groups[-_LAST:]) if "meeting" in kinds_of(g)), [])
        for x in last:
            for a, (role, span) in x.people.items():
                if x.sides.get(a) == HOME and x.kind == "meeting":
                    e.people.setdefault(a, (role, span))
                    e.sides[a] = HOME
                    e.parties.setdefault(HOME, span)

    def _is_told(self, e: Encounter) -> bool:
        """Does a verb behind the noun say that it is held ("pertemuan berlangsung")?"""
        row = e.clauses.tokens[e.hit.last + 1 : e.hit.last + 1 + _NEAR]
        return any(t.low in self._told for t in row)
