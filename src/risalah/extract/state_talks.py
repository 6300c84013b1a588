"""Talks whose sides are states alone, named around the noun: before its verb, between "antara" and "dan", as a pair."""

from __future__ import annotations

from collections.abc import Iterator

from risalah.extract.encounters import Encounter
from risalah.extract.open_verbs import is_verb
from risalah.extract.parties import Cast
from risalah.extract.presence import Presence
from risalah.extract.sessions import add_side
from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.annotation import Mention
from risalah.resources.grammar import Grammar
from risalah.resources.sessions import SessionPatterns

_SIDES = 2
_NEAR = 4  # words of "perundingan langsung tingkat tinggi" before the pair of states
_BETWEEN = 18  # words between the noun and "antara": a place and a day may stand there
_ROW = 5  # words of "dan delegasi kementerian pertahanan" between two names of a row
_VERB = 6  # words of "akan kembali menggelar putaran kedua" between the states and the noun
_TOLD = 8  # words behind the noun among which a verb says that it is held
_KINDS = ("meeting", "other", "summit")


class StateTalkReader:
    """Reads the talks of a sentence that name two states or more, and the few whose name says who sits there."""

    def __init__(
        self, patterns: SessionPatterns, processes: frozenset[str], attended: frozenset[str], grammar: Grammar
    ) -> None:
        self._words = patterns.words
        self._processes, self._attended = processes, attended
        self._formats = Lexicon({f.name: f.name for f in patterns.formats})
        self._members = {f.name: f for f in patterns.formats}
        self._grammar = grammar
        self._joins = grammar.and_ | {",", "-", "–", "maupun"}
        self._fronts = patterns.words["talk_fronts"] | grammar.many

    def read(self, cast: Cast, clauses: Clauses, mentions: list[Mention], presence: Presence) -> list[Encounter]:
        """The encounters of a sentence in text order, without status and time."""
        out: list[Encounter] = []
        formats = self._formats.find(clauses.tokens)
        for hit in presence.hits:
            kind, _, voice = hit.value.partition("|")
            if (
                voice != "noun"
                or kind not in _KINDS
                or any(f.first <= hit.last and hit.first <= f.last for f in formats)
                or (kind == "summit" and self._is_beside(clauses, hit))
            ):
                continue
            row = self._between(cast, clauses, mentions, hit, presence) or self._pair(cast, clauses, mentions, hit)
            row = row or self._involved(cast, clauses, mentions, hit, presence)
            row = row or self._subjects(cast, clauses, mentions, hit) or self._of_topic(cast, clauses, mentions, hit)
            e = Encounter(clauses, hit, kind, "noun", "held", whole=True)
            for m in row:
                add_side(cast, e, m, "participant")
            e.needs_day = not self._is_occasion(clauses, hit)
            if len(e.parties) >= _SIDES:
                out.append(e)
        out += self._named(cast, clauses, formats)
        return sorted(out, key=lambda e: e.hit.first)

    def _named(self, cast: Cast, clauses: Clauses, formats: list[Phrase]) -> Iterator[Encounter]:
        """ "Perundingan enam negara": its members, on a page that names the one that it is about."""
        for hit in formats:
            row = self._members[hit.value]
            if row.about and cast.first_of(row.about) is None:
                continue
            span = clauses.span_of(hit.first, hit.last)
            e = Encounter(clauses, Phrase(hit.first, hit.last, "meeting|noun"), "meeting", "noun", "held", whole=True)
            e.parties = dict.fromkeys(row.members, span)
            e.needs_day = not self._is_told(clauses, hit)
            yield e

    # -- who sits there

    def _between(
        self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase, presence: Presence
    ) -> list[Mention]:
        """ "Pembicaraan di Suva, Senin, antara wakil menteri Fiji dan delegasi Tonga": those behind "antara"."""
        tokens = clauses.tokens
        stop = min(len(tokens), hit.last + 1 + _BETWEEN)
        at = next((k for k in range(hit.last + 1, stop) if tokens[k].low in self._grammar.between), None)
        if at is None or any(is_verb(t.low) for t in tokens[hit.last + 1 : at]):
            return []
        if any(hit.last < h.first < at for h in presence.hits):
            return []  # "perundingan putaran kelima antara Fiji dan Tonga": the nearer noun has them
        return self._row_from(cast, clauses, mentions, at)

    def _involved(
        self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase, presence: Presence
    ) -> list[Mention]:
        """ "Pembicaraan yang berakhir Senin ini melibatkan Menlu Fiji dan Menhan Tonga": whom it brings together."""
        tokens = clauses.tokens
        stop = min(len(tokens), hit.last + 1 + _BETWEEN)
        at = next((k for k in range(hit.last + 1, stop) if tokens[k].low in self._attended), None)
        if at is None or tokens[at - 1].low in self._grammar.weakens - self._grammar.intends:
            return []
        if any(hit.last < h.first < at and h.value.endswith("noun") for h in presence.hits):
            return []
        if at + 1 < len(tokens) and tokens[at + 1].low in self._grammar.agent:
            at += 1  # "diikuti oleh Menlu Fiji dan Menlu Tonga"
        return self._row_from(cast, clauses, mentions, at)

    def _pair(self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase) -> list[Mention]:
        """ "Perundingan dwipihak Fiji-Tonga": two states right behind the noun."""
        tokens = clauses.tokens
        for m in mentions:
            first = clauses.index_at(m.span.start)
            if first <= hit.last or not self._is_side(cast, m):
                continue
            row = [t.low for t in tokens[hit.last + 1 : first]]
            if len(row) > _NEAR or not set(row) <= self._words["talk_levels"] | self._fronts:
                return []
            return self._row_from(cast, clauses, mentions, first - 1)
        return []

    def _subjects(self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase) -> list[Mention]:
        """ "Fiji dan Tonga memulai perundingan", "Fiji akan menggelar pembicaraan dengan Tonga"."""
        tokens = clauses.tokens
        before = [m for m in mentions if clauses.index_at(m.span.end - 1) < hit.first and self._is_side(cast, m)]
        if not before:
            return []
        last = before[-1]
        row = [t.low for t in tokens[clauses.index_at(last.span.end - 1) + 1 : hit.first]]
        if len(row) > _VERB or not row or not self._holds(row):
            return []
        first = clauses.index_at(last.span.start)
        subjects = [last]
        for m in reversed(before[:-1]):
            end = clauses.index_at(m.span.end - 1)
            gap = [t.low for t in tokens[end + 1 : first]]
            if not gap or len(gap) > _ROW or not set(gap) & self._joins or not set(gap) <= self._joins | self._fronts:
                break
            subjects.insert(0, m)
            first = clauses.index_at(m.span.start)
        head = first - 1
        while head >= 0 and tokens[head].low in self._fronts:
            head -= 1
        if head >= 0 and tokens[head].low in self._grammar.oblique:
            return []
        with_ = self._with(cast, clauses, mentions, hit)
        return subjects + with_ if with_ or len(subjects) > 1 else []

    def _with(self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase) -> list[Mention]:
        """Those behind "dengan" in the clause of the noun."""
        tokens = clauses.tokens
        own = tokens[hit.last].clause
        stop = min(len(tokens), hit.last + 1 + _NEAR)
        at = next((k for k in range(hit.last + 1, stop) if tokens[k].low in self._grammar.met), None)
        if at is None or tokens[at].clause != own or any(is_verb(t.low) for t in tokens[hit.last + 1 : at]):
            return []
        return self._row_from(cast, clauses, mentions, at)

    def _of_topic(self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase) -> list[Mention]:
        """ "Pertemuan yang membahas normalisasi hubungan antara Fiji dan Tonga": those whose relations they are."""
        tokens = clauses.tokens
        row = tokens[hit.last + 1 : hit.last + 1 + _BETWEEN]
        at = next((k for k, t in enumerate(row[1:], 1) if t.low in self._words["relations"]), None)
        if at is None or row[at - 1].low not in self._words["mending"]:
            return []
        start = hit.last + 1 + at
        if start + 1 < len(tokens) and tokens[start + 1].low in self._grammar.between | self._words["talk_levels"]:
            start += 1
        return self._row_from(cast, clauses, mentions, start)

    def _row_from(self, cast: Cast, clauses: Clauses, mentions: list[Mention], at: int) -> list[Mention]:
        """The row of names that begins right behind token `at`, titles and bodies between them left aside."""
        out: list[Mention] = []
        end = at
        for m in mentions:
            first = clauses.index_at(m.span.start)
            if first <= at or not self._is_side(cast, m):
                continue
            gap = [t.low for t in clauses.tokens[end + 1 : first]]
            joined = not out or first == end or bool(set(gap) & self._joins)  # "Fiji-Tonga" is one token
            if len(gap) > _ROW or not joined or not set(gap) <= self._joins | self._fronts:
                break
            out.append(m)
            end = clauses.index_at(m.span.end - 1)
        return out

    @staticmethod
    def _is_side(cast: Cast, m: Mention) -> bool:
        return m.kind != "place" and bool(cast.parties(m))

    # -- is it one

    def _is_beside(self, clauses: Clauses, hit: Phrase) -> bool:
        """Is it only the occasion of another encounter ("di tengah-tengah KTT G20, Presiden ...")?"""
        return any(t.low in self._words["alongside"] for t in clauses.tokens[max(0, hit.first - _SIDES) : hit.first])

    def _holds(self, row: list[str]) -> bool:
        """Do the words between the states and the noun only say that they hold it?"""
        allowed = self._grammar.adverbs | self._grammar.intends | self._grammar.numbers.keys() | self._grammar.ordinals
        verbs = [w for w in row if w in self._words["talk_verbs"]]
        rest = [w for w in row if w not in verbs and w not in allowed and w not in self._words["talk_levels"]]
        return bool(verbs) and not rest

    def _is_told(self, clauses: Clauses, hit: Phrase) -> bool:
        """Does a verb beside the noun say that it is held, begins or ends?"""
        row = {t.low for t in clauses.tokens[hit.last + 1 : hit.last + 1 + _TOLD]}
        before = {t.low for t in clauses.tokens[max(0, hit.first - 3) : hit.first]}
        verbs = self._words["is_held"] | self._words["holds"]
        return bool((row | before) & (verbs | self._words["talk_verbs"] | self._words["talk_told"]))

    def _is_occasion(self, clauses: Clauses, hit: Phrase) -> bool:
        """Is it one encounter, told to be held or to have been, and no process ("perundingan Fiji-Tonga macet")?"""
        before = clauses.tokens[hit.first - 1].low if hit.first else ""
        meets = clauses.tokens[hit.first].low not in self._processes
        return (meets and before in self._words["talk_occasions"]) or self._is_told(clauses, hit)
