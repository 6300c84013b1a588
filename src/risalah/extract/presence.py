"""Who a sentence says is there, came along, presides, or stayed away: words right beside a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.annotation import Mention
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_AFTER = frozenset({"attends", "beside", "leads", "hosts", "stands_in"})  # the name stands after such words
_NEAR = 4  # words between a name and the words after it that say it is away, or the host
_JOINED = 3  # words between two names of one list


@dataclass(slots=True)
class Presence:
    """What one sentence says of its people.

    `said` gives a person the class of the words beside it and the encounter that they tell of; `objects` the word
    of encounter that a person stands right behind, met or visiting; `hits` all words of encounter, in text order.
    """

    hits: Sequence[Phrase]
    absent: set[Mention] = field(default_factory=set)
    said: dict[Mention, tuple[str, Phrase]] = field(default_factory=dict)
    objects: dict[Mention, Phrase] = field(default_factory=dict)

    def next_verb(self, hit: Phrase) -> int:
        """The token of the next verb of encounter after `hit`; a number past every sentence where there is none."""
        return next((h.first for h in self.hits if h.first > hit.last and not h.value.endswith("noun")), 1 << 30)


class PresenceReader:
    """Reads the words of `people` in patterns/meeting.yaml."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._marks = Lexicon(dict(encounters.people))
        self._grammar = grammar
        self._titles = encounters.titles

    def read(self, clauses: Clauses, mentions: Sequence[Mention], hits: Sequence[Phrase]) -> Presence:
        """What the words beside the names of a sentence say; `hits` are its words of encounter."""
        out = Presence(hits)
        if not hits:
            return out
        rows = [
            (m, clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1))
            for m in mentions
            if m.kind in ("person", "office") and (m.actor or m.members)
        ]
        marks = self._marks.find(clauses.tokens)
        ends = {p.last: p for p in marks}
        verbs = {h.last: h for h in hits if h.value.endswith("verb") and not h.value.startswith("visit")}
        nouns = {h.last: h for h in hits if h.value.endswith("noun")}
        before: tuple[Mention, int] | None = None
        for n, (m, first, last) in enumerate(rows):
            titled = first > 1 and clauses.tokens[first - 1].low in self._titles  # "didampingi Ibu Mele Havea"
            mark = ends.get(first - 1) or (ends.get(first - 2) if titled else None)
            word = clauses.tokens[first - 1].low if first else ""
            if mark is not None and mark.value in _AFTER:
                out.said[m] = (mark.value, self._owner(hits, first))
                if mark.value == "stands_in" and before and mark.first - before[1] <= _NEAR:
                    out.absent.add(before[0])
            elif before and before[0] in out.said and self._is_joined(clauses, rows, n):
                out.said[m] = out.said[before[0]]
            verb = (
                verbs.get(first - 1)
                or nouns.get(first - 1)
                or (verbs.get(first - 2) if word in self._grammar.beside else None)
            )
            if verb is None and word in self._grammar.beside:  # "panggilan telepon yang panjang dengan Menlu Fiji"
                verb = next((h for h in nouns.values() if 0 < first - 1 - h.last <= _NEAR), None)
            if verb is not None:
                out.objects[m] = verb
            before = (m, last)
        self._read_after(rows, marks, hits, out)
        return out

    def company(self, clauses: Clauses, mentions: Sequence[Mention]) -> list[tuple[Mention | None, Mention, str]]:
        """Who came along in a sentence without an encounter: with whom (None for a pronoun), who, and the class.

        "Ia didampingi Menlu Andara", "Delegasi dipimpin Menlu Fiji".
        """
        out: list[tuple[Mention | None, Mention, str]] = []
        people = [m for m in mentions if m.kind in ("person", "office") and m.actor]
        for p in self._marks.find(clauses.tokens):
            if p.value not in ("beside", "leads"):
                continue
            after = [m for m in people if clauses.index_at(m.span.start) > p.last]
            before = [m for m in people if clauses.index_at(m.span.end - 1) < p.first]
            last = p.last
            for m in after:
                first = clauses.index_at(m.span.start)
                between = [t.low for t in clauses.tokens[last + 1 : first]]
                if len(between) > _JOINED or any(w not in self._grammar.joins | self._titles for w in between):
                    break
                out.append((before[-1] if before else None, m, p.value))
                last = clauses.index_at(m.span.end - 1)
        return out

    def _is_joined(self, clauses: Clauses, rows: list[tuple[Mention, int, int]], n: int) -> bool:
        """Does name `n` stand in one list with the name before it? A comma alone joins only in a longer list."""
        _, first, last = rows[n]
        word = clauses.tokens[first - 1].low
        if word not in self._grammar.joins or first - rows[n - 1][2] > _JOINED:
            return False
        if word != ",":
            return True
        if n > 1 and clauses.tokens[rows[n - 1][1] - 1].low == "," and rows[n - 1][1] - rows[n - 2][2] <= _JOINED:
            return True
        after = rows[n + 1] if n + 1 < len(rows) else None
        goes_on = after is not None and after[1] - last <= _JOINED
        return goes_on and clauses.tokens[after[1] - 1].low in self._grammar.joins  # type: ignore[index]

    def _read_after(
        self,
        rows: list[tuple[Mention, int, int]],
        marks: list[Phrase],
        hits: Sequence[Phrase],
        out: Presence,
    ) -> None:
        """The words that stand after the name: away, host, the one who brings another."""
        for p in marks:
            if p.value not in ("away", "home", "brings"):
                continue
            near = [m for m, _, last in rows if 0 < p.first - last <= _NEAR]
            if not near:
                continue
            if p.value == "away":
                out.absent.add(near[-1])
            elif p.value == "home":
                out.said[near[-1]] = ("hosts", self._owner(hits, p.first))
            elif any(first == p.last + 1 for _, first, _ in rows):
                out.said[near[-1]] = ("attends", self._owner(hits, p.first))

    @staticmethod
    def _owner(hits: Sequence[Phrase], at: int) -> Phrase:
        """The encounter that words at token `at` tell of: the last one before them, else the first one."""
        return next((h for h in reversed(hits) if h.first < at), hits[0])
