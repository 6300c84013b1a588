"""Sessions of organisations, conferences, summoned ambassadors, and calls told by the verb of speech."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from risalah.extract.encounters import HOME, Encounter
from risalah.extract.open_verbs import is_verb
from risalah.extract.parties import Cast
from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.annotation import Mention
from risalah.model.span import Span
from risalah.resources.grammar import Grammar
from risalah.resources.sessions import SessionPatterns

_BODY_REACH = 10  # words between a session and the organisation that holds it
_BESIDE = 4  # words between "memanggil" and "Duta Besar", or the other side of a passive verb
_LISTENER = 3  # words between a listener and "melalui telepon"
_SIDES = 2
_LINE = 9  # words of "berbicara selama hampir satu jam pada Selasa" before "lewat telepon"
_ADDRESS = 6  # words of "mengatakan dengan tegas kepada"
_CROWD = 10  # words of "para pejabat dari 20 negara Pasifik menggelar"
_HOME_SIDES = 2  # words of "antara Indonesia dan Fiji" between two states


class SessionReader:
    """Finds the encounters of patterns/sessions.yaml in a sentence, with their people and parties.

    What it returns has neither a status nor a time yet.
    """

    def __init__(self, patterns: SessionPatterns, grammar: Grammar) -> None:
        self._nouns = Lexicon(dict(patterns.nouns))
        self._not_before = Lexicon(dict.fromkeys(patterns.not_before, "no"))
        self._summons = Lexicon(dict(patterns.summons))
        self._calls = Lexicon(dict.fromkeys(patterns.calls, "call"))
        self._words = patterns.words
        self._nth = tuple(patterns.words["nth"])
        self._organised = patterns.words["organised"]
        self._grammar = grammar
        self._between = grammar.adverbs | grammar.intends | grammar.days | {"(", ")", ","} | patterns.words["day_words"]

    def read(self, cast: Cast, clauses: Clauses, mentions: list[Mention]) -> list[Encounter]:
        """The encounters of a sentence in text order; `mentions` are those that stand in no other one."""
        found = [*self._meet(cast, clauses, mentions), *self._summoned(cast, clauses, mentions)]
        calls = [*self._called(cast, clauses, mentions), *self._spoken(cast, clauses, mentions)]
        return sorted([*found, *calls], key=lambda e: e.hit.first)

    # -- sessions and conferences

    def _meet(self, cast: Cast, clauses: Clauses, mentions: list[Mention]) -> Iterator[Encounter]:
        people = {
            k for m in mentions if m.kind in ("person", "office") for k in _tokens_of(clauses, m)
        }  # "Ketua Konferensi Waligereja Fiji"
        for hit in self._nouns.find(clauses.tokens):
            nxt = hit.last + 1
            if hit.first in people or (nxt < len(clauses.tokens) and self._not_before.at(clauses.tokens, nxt)):
                continue
            if hit.first and clauses.tokens[hit.first - 1].low == "(":
                continue  # "Pertemuan Komisi Bersama (JCBC)": the short name of what was just named
            e = Encounter(clauses, hit, "meeting" if hit.value == "session" else "other", "noun", "held")
            body = self._body(cast, clauses, mentions, hit)
            if body is not None:
                e.parties[cast.party_of(body.actor) or ""] = body.span
            if hit.value == "bilateral":
                self._add_pair(cast, e, mentions)
            elif hit.value == "conference":
                e.parties.update(self._organisers(cast, clauses, mentions, hit))
            present = self._people(cast, clauses, mentions, hit)
            if hit.value == "session" and body is None:
                crowd = self._crowd(cast, clauses, mentions, hit)
                if crowd is not None:
                    yield crowd
                continue
            for m in present:
                add_side(cast, e, m, "participant")
            if hit.value == "conference" and body is None:
                told = self._is_of_states(cast, e, mentions) or self._is_gathering(cast, e, mentions) or e.parties
                if not told:
                    continue
            if e.parties:
                e.assembly = e.whole = True
                e.in_passing = not e.people and not self._is_held(clauses, hit)
                yield e

    def _crowd(self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase) -> Encounter | None:
        """ "Para pejabat dari 20 negara Pasifik menggelar pertemuan perdana di Suva": the state where they gather."""
        row = [t.low for t in clauses.tokens[max(0, hit.first - _CROWD) : hit.first]]
        many = any(a.isdigit() and b in self._words["gathered"] for a, b in pairwise(row))
        if not many or not set(row) & self._words["crowd_heads"] or row[-1] not in self._words["holds"]:
            return None
        e = Encounter(clauses, hit, "meeting", "noun", "held", assembly=True, whole=True, in_passing=True)
        for m in mentions:
            if clauses.index_at(m.span.start) > hit.last and m.kind in ("place", "state") and m.actor:
                e.parties.setdefault(m.actor, m.span)
                return e
        return None

    def _is_held(self, clauses: Clauses, hit: Phrase) -> bool:
        """Does a verb beside the noun say that it is held ("menggelar sidang", "sidang yang digelar")?"""
        tokens = clauses.tokens
        if tokens[hit.first].low in self._words["sits"]:
            return True
        before = tokens[hit.first - 1].low if hit.first else ""
        row = {t.low for t in tokens[hit.last + 1 : hit.last + 1 + _BODY_REACH]}
        return before in self._words["holds"] or bool(row & self._words["is_held"])

    def _body(self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase) -> Mention | None:
        """The organisation of states that holds it: right behind the noun, inside its name, or its subject."""
        allowed = self._words["of_whom"] | self._between | self._words["scheduled"] | self._grammar.numbers.keys()
        holds = self._words["holds"]
        last: Mention | None = None
        for m in mentions:
            first, end = clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1)
            if m.kind != "organisation" or not m.actor or not self._is_of_many(cast, m.actor):
                continue
            if first > hit.last:
                row = [t.low for t in clauses.tokens[hit.last + 1 : first] if not self._is_named(cast, t.span)]
                near = len(row) < _BODY_REACH
                if near and all(w in allowed or w.isdigit() or w.startswith(self._nth) for w in row):
                    return last or m
                break
            if first <= hit.first <= end:
                return m  # "Sidang Majelis Umum PBB"
            last = None
            row = [t.low for t in clauses.tokens[end + 1 : hit.first]]
            sits = clauses.tokens[hit.first].low in self._words["sits"]
            if not row or ((sits or row[-1] in holds) and all(w in allowed or w in holds for w in row)):
                last = m
        return last

    @staticmethod
    def _is_named(cast: Cast, span: Span) -> bool:
        """Is it a word of a name ("Konferensi Kelautan PBB", "Sidang Luar Biasa Komite Eksekutif OKI")?"""
        return cast.doc.article.text[span.start].isupper()

    @staticmethod
    def _is_of_many(cast: Cast, party: str) -> bool:
        """Is it an organisation of states, not one of a single state?"""
        actor = cast.doc.actors.get(party)
        return cast.is_body(party) and actor is not None and not actor.country

    def _people(self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase) -> list[Mention]:
        """Who attends, presides or speaks there: the last official named before it with nothing else between."""
        tokens = clauses.tokens
        before = [
            m
            for m in mentions
            if m.kind in ("person", "office") and clauses.index_at(m.span.end - 1) < hit.first and cast.parties(m)
            if clauses.tokens[clauses.index_at(m.span.start)].low not in self._grammar.private
        ]
        if not before or not hit.first:
            return self._speaks_there(cast, clauses, mentions, hit)
        m = before[-1]
        end = clauses.index_at(m.span.end - 1)
        row = [t.low for t in tokens[end + 1 : hit.first]]
        inside = self._grammar.inside | {"di"}
        there = self._words["speaks"] | self._between
        beside = bool(set(row) & self._words["alongside"]) and not any(is_verb(w) for w in row)
        spoken = not beside and any(w in inside for w in row[-3:]) and all(w in there for w in row)
        comes = self._words["attends"] | self._between | self._words["holds"]
        attends = bool(row) and row[-1] in self._words["attends"] and all(w in comes for w in row)
        return [m] if spoken or attends else []

    def _speaks_there(self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase) -> list[Mention]:
        """ "Dalam Konferensi Laut Internasional di Suva, Menlu Andara mengatakan": who speaks behind the comma."""
        tokens = clauses.tokens
        if hit.value != "conference" or tokens[0].low not in self._grammar.inside or tokens[hit.first].clause:
            return []
        for m in mentions:
            first = clauses.index_at(m.span.start)
            if first > hit.last and m.kind in ("person", "office") and cast.parties(m):
                return [m] if first and tokens[first - 1].low == "," else []
        return []

    def _is_gathering(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> bool:
        """Do states come to it ("Fiji akan ikut dalam konferensi"), or is an international one held at a place?

        Adds those who come, and for one whose members have no names the state where they gather.
        """
        clauses, hit = e.clauses, e.hit
        tokens = clauses.tokens
        comes = self._words["attends"] | self._words["takes_part"] | self._between
        for m in mentions:
            end = clauses.index_at(m.span.end - 1)
            row = [t.low for t in tokens[end + 1 : hit.first]]
            if m.kind not in ("state", "organisation") or not row or end >= hit.first or not cast.parties(m):
                continue
            if all(w in comes for w in row) and any(w not in self._between for w in row):
                add_side(cast, e, m, "participant")
        if not e.parties and self._is_held(clauses, hit):
            name = {t.low for t in tokens[max(0, hit.first - 1) : hit.last + 1 + _BESIDE]}
            many = any(t.low in self._words["gathered"] for t in tokens[hit.last + 1 :])
            behind = [m for m in mentions if m.span.start > tokens[hit.last].span.end and m.actor]
            places = [m for m in behind if m.kind == "place" or (m.kind == "state" and self._is_at(clauses, m))]
            abroad = bool(name & self._words["worldwide"]) and places[:1] and places[0].actor != HOME
            if places and (abroad or many):
                e.parties[places[0].actor or ""] = places[0].span
        return bool(e.parties)

    def _is_at(self, clauses: Clauses, m: Mention) -> bool:
        """Does a word of place stand before the name ("berlangsung di Fiji")?"""
        first = clauses.index_at(m.span.start)
        return first > 0 and clauses.tokens[first - 1].low in self._grammar.place

    def _organisers(self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase) -> dict[str, Span | None]:
        """ "Konferensi itu, yang diselenggarakan Fiji dan PBB": the states and organisations that hold it."""
        low = [t.low for t in clauses.tokens]
        out: dict[str, Span | None] = {}
        at = next((k for k in range(hit.last + 1, min(len(low), hit.last + _CROWD)) if low[k] in self._organised), None)
        for m in mentions if at is not None else ():
            first = clauses.index_at(m.span.start)
            row = set(low[(at or 0) + 1 : first])
            if first <= (at or 0) or m.kind not in ("state", "organisation") or not cast.parties(m):
                continue
            if not row <= self._grammar.agent | self._grammar.joins | self._words["of_whom"]:
                break
            out.update({p: m.span for p in cast.parties(m) if p.isupper()})
            at = clauses.index_at(m.span.end - 1)
        return out

    def _is_of_states(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> bool:
        """Does the name of the conference, or who is there, make it one of several states?"""
        row = {t.low for t in e.clauses.tokens[e.hit.first : e.hit.last + 1 + _BESIDE]}
        named = cast.is_foreign(tuple(e.parties)) or "internasional" in row or "international" in row
        return bool(e.people) and named

    def _add_pair(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> None:
        """The two states that a bilateral body is of: those named behind it, else those of the page."""
        near = [
            m
            for m in mentions
            if m.kind == "state" and m.actor and 0 < e.clauses.index_at(m.span.start) - e.hit.last <= _BODY_REACH
        ]
        if len(near) >= _SIDES:
            e.parties.update({m.actor or "": m.span for m in near[:_SIDES]})
        else:
            e.parties.update({p: cast.first_of(p) for p in cast.pair})
        if len(e.parties) < _SIDES:
            e.parties.clear()

    # -- ambassadors summoned

    def _summoned(self, cast: Cast, clauses: Clauses, mentions: list[Mention]) -> Iterator[Encounter]:
        sides = [m for m in mentions if m.kind != "place" and cast.parties(m)]
        for hit in self._summons.find(clauses.tokens):
            left = [m for m in sides if clauses.index_at(m.span.end - 1) < hit.first]
            right = [m for m in sides if 0 < clauses.index_at(m.span.start) - hit.last <= _BESIDE]
            passive = hit.value == "passive"
            envoy = (left[-1] if left else None) if passive else (right[0] if right else None)
            caller = (right[0] if right else None) if passive else (left[-1] if left else None)
            if envoy is None or caller is None or not self._is_envoy(clauses, envoy, hit, passive=passive):
                continue
            own, other = cast.parties(envoy), cast.parties(caller)
            if not own or not other or set(own) & set(other):
                continue  # "memanggil pulang Duta Besar Kenya"
            e = Encounter(clauses, hit, "meeting", "verb", "held", assembly=True)
            add_side(cast, e, envoy, "visitor")
            add_side(cast, e, caller, "host")
            if len(e.parties) >= _SIDES:
                yield e

    def _is_envoy(self, clauses: Clauses, m: Mention, hit: Phrase, *, passive: bool) -> bool:
        """Does the name begin as that of an ambassador, right beside the verb?"""
        first, end = clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1)
        row = [
            t.low for t in (clauses.tokens[end + 1 : hit.first] if passive else clauses.tokens[hit.last + 1 : first])
        ]
        named = clauses.tokens[first].low in self._words["envoys"] or bool(set(row) & self._words["envoys"])
        return named and all(w in self._between or w in self._words["envoys"] or w == "besar" for w in row)

    # -- calls told by the verb of speech

    def _called(self, cast: Cast, clauses: Clauses, mentions: list[Mention]) -> Iterator[Encounter]:
        people = [m for m in mentions if m.kind in ("person", "office") and (m.actor or m.members)]
        for hit in self._calls.find(clauses.tokens):
            row = [m for m in people if clauses.index_at(m.span.end - 1) < hit.first][-_SIDES:]
            behind = [m for m in people if clauses.index_at(m.span.start) == hit.last + 2][
                :1
            ]  # "lewat telepon kepada A"
            sides = row[-1:] + behind if behind else row
            if len(sides) < _SIDES:
                continue
            speaker, listener = sides
            if self._is_told(clauses, speaker, listener, hit) and cast.parties(speaker) != cast.parties(listener):
                e = Encounter(clauses, hit, "call", "verb", "held")
                add_side(cast, e, speaker, "participant")
                add_side(cast, e, listener, "participant")
                yield e

    def _spoken(self, cast: Cast, clauses: Clauses, mentions: list[Mention]) -> Iterator[Encounter]:
        """ "Presiden Fiji dan Raja Tonga berbicara selama satu jam lewat telepon", or "dengan" a second one."""
        tokens = clauses.tokens
        people = [m for m in mentions if m.kind in ("person", "office") and m.actor and cast.parties(m)]
        for line in self._calls.find(tokens):
            near = range(max(0, line.first - _LINE), line.first - 1)
            at = next((k for k in near if tokens[k].low in self._words["spoken_with"]), None)
            if at is None or tokens[line.first].clause - tokens[at].clause > 1:
                continue
            left = [m for m in people if clauses.index_at(m.span.end - 1) < at][-_SIDES:]
            starts = {clauses.index_at(m.span.start): m for m in people}
            with_ = [m for k, m in starts.items() if k > at and tokens[k - 1].low in self._grammar.met][:1]
            two = left[-1:] + with_ if with_ else left
            joined = bool(with_) or (
                len(two) == _SIDES and tokens[clauses.index_at(two[1].span.start) - 1].low in self._grammar.and_
            )
            if len(two) == _SIDES and joined and cast.parties(two[0]) != cast.parties(two[1]):
                e = Encounter(clauses, Phrase(at, at, "call|verb"), "call", "verb", "held")
                for m in two:
                    add_side(cast, e, m, "participant")
                yield e

    def _is_told(self, clauses: Clauses, speaker: Mention, listener: Mention, hit: Phrase) -> bool:
        """Does the one tell the other something ("disampaikan A lewat telepon kepada B")?"""
        words = [t.low for t in clauses.tokens]
        at, to = clauses.index_at(speaker.span.start), clauses.index_at(listener.span.start)
        first, end = clauses.index_at(speaker.span.end - 1) + 1, clauses.index_at(listener.span.end - 1)
        if words[to - 1] not in self._words["listeners"] or hit.first - end > _LISTENER:
            return False
        says = at > 0 and words[at - 1] in self._words["speakers"] | self._words["tells"]
        return says or bool(set(words[first : min(to, hit.first)]) & self._words["tells"])

    def addressed(self, cast: Cast, clauses: Clauses, mentions: list[Mention]) -> Encounter | None:
        """ "Presiden Fiji mengatakan kepada Raja Tonga bahwa ...": the two of a sentence, told to no encounter yet."""
        people = [m for m in mentions if m.kind == "person" and m.actor]
        if len(people) != _SIDES or cast.parties(people[0]) == cast.parties(people[1]):
            return None
        end, to = clauses.index_at(people[0].span.end - 1), clauses.index_at(people[1].span.start)
        row = [t.low for t in clauses.tokens[end + 1 : to]]
        if not row or row[-1] not in self._words["listeners"] or len(row) > _ADDRESS or not is_verb(row[0]):
            return None
        e = Encounter(clauses, Phrase(to - 1, to - 1, "meeting|verb"), "meeting", "verb", "held")
        for m in people:
            add_side(cast, e, m, "participant")
        return e


def add_side(cast: Cast, e: Encounter, m: Mention, role: str) -> None:
    """A person with the parties that the name stands for; a state or a ministry as a party alone."""
    for party in cast.parties(m):
        if party.isupper():
            e.parties.setdefault(party, m.span)
    if m.kind in ("person", "office") and m.actor and not m.actor.isupper():
        e.people.setdefault(m.actor, (role, m.span))
        side = next((p for p in cast.parties(m) if p.isupper()), None)
        if side:
            e.sides.setdefault(m.actor, side)


def join_sessions(found: Sequence[Encounter], sessions: Sequence[Encounter], apart: Collection[str]) -> list[Encounter]:
    """The encounters of a sentence: a session takes the place of its word of meeting that names no two sides.

    `apart` are the words before a session by which it is not at the time of the talk ("sebelum").
    """
    out = list(found)
    for s in sessions:
        same = [e for e in out if e.hit.first <= s.hit.last and s.hit.first <= e.hit.last]
        if any(e.assembly or len(e.parties) >= _SIDES or (e.people and len(s.parties) < _SIDES) for e in same):
            continue
        shared = s.in_passing and any(e.when == s.when and e not in same for e in out)
        if shared and not _is_apart(s, 0, apart):
            continue  # "bertemu di sela pertemuan menteri ASEAN, 5-7 Maret": named in passing
        for e in same:  # whom the word of meeting itself names
            s.people.update({a: v for a, v in e.people.items() if a not in s.people})
            s.sides.update({a: p for a, p in e.sides.items() if a not in s.sides})
        out = [e for e in out if e not in same] + [s]
        for e in out:
            if e is not s and e.hit.last < s.hit.first:
                _keep_apart(e, s, apart)
    return sorted(out, key=lambda e: e.hit.first)


def _keep_apart(e: Encounter, s: Encounter, apart: Collection[str]) -> None:
    """ "Menemui Menhan Fiji sebelum pertemuan ASEAN di Suva, 5-7 Maret": day and place are the session's."""
    for party, span in s.parties.items():
        if e.parties.get(party) == span and party not in e.sides.values() and len(e.parties) > _SIDES:
            del e.parties[party]
    if not _is_apart(s, e.hit.last + 1, apart):
        return
    start = e.clauses.tokens[s.hit.first].span.start
    if e.when is not None and e.when.span.start > start and s.when == e.when:
        e.when = None
    if e.place is not None and e.place == s.place and e.place[1].start > start:
        e.place = None


def _is_apart(s: Encounter, start: int, apart: Collection[str]) -> bool:
    """Does a word right before the session, from token `start` on, part it from the talk ("sebelum acara")?"""
    return any(t.low in apart for t in s.clauses.tokens[max(start, s.hit.first - _BESIDE) : s.hit.first])


def _tokens_of(clauses: Clauses, m: Mention) -> range:
    return range(clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1) + 1)
