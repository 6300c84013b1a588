"""Who does it and to whom: the states and organisations that the names around a trigger stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from risalah.extract.speech import Speech
from risalah.extract.tokens import Clauses
from risalah.model.annotation import KNOWN_GROUP, NEAR_GROUP, Annotated, Mention
from risalah.model.span import Span
from risalah.resources.grammar import Grammar
from risalah.resources.organs import find_ruled, load_organs

_FRONT = 5  # words at the front of a sentence, where its subject mostly stands
_TALK = 3  # sentences: the one that tells of a talk and two more
_ROW = 3  # words between two names of a row
HOME = "IDN"  # the state whose own affairs are domestic: the press that is read is Indonesian
_WORD = 24  # characters: no preposition and no blank before a name is longer


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with the parties that it stands for, its token place, and the word before it."""

    mention: Mention
    parties: tuple[str, ...]
    first: int
    last: int
    before: str


class Cast:
    """The parties of one article: what each name stands for, and the pair that the article is about."""

    def __init__(self, doc: Annotated, grammar: Grammar) -> None:
        self.doc = doc
        self.grammar = grammar
        # A sentence alone, without the article that says who is meant: its parties may stay open.
        self.excerpt = doc.is_excerpt
        # "dolar AS" names money, no party.
        money = {k for a in doc.amounts if a.currency for k in range(a.span.start, a.span.end)}
        self._mentions = [m for m in doc.mentions if m.span.start not in money]
        self._starts = [m.span.start for m in self._mentions]
        self._states = {m.actor for m in self._mentions if m.kind == "state"}
        self._ruled = find_ruled((doc.article.published or "")[:10])
        self._heads: dict[str, str] = {}  # people of a state who are named as those of a body ("Sekjen NATO A")
        self._serves: dict[str, str] = self._find_servants()
        self._by_mention: dict[Mention, tuple[str, ...]] = {m: self._parties_of(m) for m in self._mentions}
        self._give_bodies()
        self._first: dict[str, Span | None] = {}
        self.speech = Speech(doc)
        self._last_named: tuple[Clauses, list[Named]] | None = None
        self.firm_deals: set[str] = set()  # kinds of instruments that only firms made: "MoU itu" may go back to them
        self.warring: tuple[str, ...] | None = None  # the sides of a war; None before they are looked for
        self.pair = self._main = self._pair()
        self._since = 0  # sentences since the talk of `pair` was told of
        for m, parties in self._by_mention.items():
            if self._is_open(m) and len(parties) == len(self.pair) and len(set(parties) & set(self.pair)) == 1:
                # "kedua negara" are the two that the article is about, not the place of the meeting
                self._by_mention[m] = self.pair
        self.is_at_home = HOME in self._main or not self._governs_abroad()
        self.foreign = {p for row in self._by_mention.values() for p in row if self._is_party(p)} - {HOME}
        told = [row for m, row in self._by_mention.items() if not self.is_place_of(m)]
        self.named_times = Counter(p for row in told for p in row if p.isupper())  # how often each party is named

    def _governs_abroad(self) -> bool:
        """Does the article speak of other states, and not of the home state most: whose "pemerintah" stays open?"""
        rows = [p for m, row in self._by_mention.items() if m.kind != "place" for p in row]
        states = Counter(p for p in rows if (a := self.doc.actors.get(p)) is not None and a.kind == "state")
        return bool(states) and states.most_common(1)[0][0] != HOME

    def look_at(self, span: Span) -> None:
        """Set `pair` for a sentence: in an article of several talks "kedua negara" are those of the talk told here.

        A sentence that names one person of another state tells of the talk with that state, and so do the next ones,
        up to two, that name nobody.
        """
        if HOME not in self._main or len(self.foreign) < 2:
            return
        met = {p for m in self.within(span) for p in self._by_mention[m] if self._is_met(m) and self._is_party(p)}
        met -= {HOME}
        if len(met) == 1:
            self.pair, self._since = tuple(sorted((HOME, met.pop()))), 0
        elif met or self._since >= _TALK:
            self.pair = self._main
        self._since += 1
        if self.pair != self._main:
            for m in self.within(span):
                if self._is_open(m) and len(m.members) == len(self.pair):
                    self._by_mention[m] = self.pair

    def _is_open(self, mention: Mention) -> bool:
        """Is it a group that stands for whomever the article tells of ("kedua negara", not "kedua Korea")?"""
        return bool(mention.members) and mention.rule not in (KNOWN_GROUP, NEAR_GROUP)

    def _is_met(self, mention: Mention) -> bool:
        """Is it a person or office, or a state that "dengan" stands before?"""
        start = mention.span.start
        before = self.doc.article.text[max(0, start - 16) : start].rsplit(maxsplit=1)[-1:]
        return mention.kind in ("person", "office") or (
            mention.kind == "state" and bool(before) and before[0].lower() in self.grammar.met
        )

    def _give_bodies(self) -> None:
        """People of no state stand for the international body that their office names ("Ketua PBB, Andara")."""
        inner: dict[Mention, tuple[str, ...]] = {}
        last: Mention | None = None
        for m in self._mentions:
            if m.kind in ("person", "office"):
                last = m
            elif last is not None and last.span.contains(m.span) and not self._by_mention[last]:
                codes = tuple(p for p in self._by_mention[m] if m.kind == "organisation" and self._is_party(p))
                if codes:
                    inner.setdefault(last, codes)
        actors = {m.actor: codes for m, codes in inner.items() if m.actor}
        for m in self._mentions:
            if not self._by_mention[m] and m.kind in ("person", "office"):
                self._by_mention[m] = inner.get(m) or actors.get(m.actor or "", ())

    def parties(self, mention: Mention) -> tuple[str, ...]:
        """The states (alpha-3) and organisations that a mention stands for; empty where it stands for none."""
        return self._by_mention.get(mention, ())

    def is_foreign(self, parties: tuple[str, ...]) -> bool:
        """Is one of them a state other than the home state, or an international organisation?"""
        return any(p in self.foreign for p in parties)

    def names_foreign(self, clauses: Clauses) -> bool:
        """Does the sentence name a party other than the home state?"""
        rows = self.within(clauses.span)
        return any(self.is_foreign(self.parties(m)) or set(self._side_of(m)) - {HOME} for m in rows) or (
            self._opens_with_capital(clauses)
        )

    def _opens_with_capital(self, clauses: Clauses) -> bool:
        """Does a capital abroad open the sentence as its subject ("Suva menampik ...", not "SUVA – ...")?"""
        found = self.capital_at(clauses, 0)
        if found is None or set(found.parties) <= {HOME} or found.last + 1 >= len(clauses.tokens):
            return False
        return clauses.tokens[found.last + 1].low[0].isalpha()

    def between_states(self, clauses: Clauses) -> bool:
        """Does the sentence hold a word that only states use ("kedua negara", "ekstradisi")?"""
        low = self.doc.article.text[clauses.span.start : clauses.span.end].lower()
        return any(w in low for w in self.grammar.between_states)

    def is_body(self, party: str) -> bool:
        """Is the party an organisation of states?"""
        actor = self.doc.actors.get(party)
        return actor is not None and actor.kind == "organisation" and party.isupper()

    def is_home_body(self, named: Named) -> bool:
        """Is it an organisation without a state ("Pusat Pelatihan Polisi"), neither of states nor a firm?"""
        actors = [self.doc.actors.get(p) for p in named.parties if not p.isupper()]
        return bool(actors) and all(a is not None and a.kind == "organisation" for a in actors)

    def names_faction(self, named: Named) -> bool:
        """Does the name begin as that of a party of one state's politics ("Partai Buruh")?"""
        words = self.doc.article.text[named.mention.span.start : named.mention.span.end].split()
        return bool(words) and words[0].lower() in self.grammar.factions

    def tells_poll(self, clauses: Clauses) -> bool:
        """Does the sentence tell what people asked in a poll think?"""
        low = f" {' '.join(t.low for t in clauses.tokens)} "  # whole words: "koresponden" is no "responden"
        return any(f" {w} " in low for w in self.grammar.polls)

    def leaves_open(self, clauses: Clauses, *, named: bool = True) -> bool:
        """Is it an excerpt that names nobody who acts, and nothing that belongs to one state alone?

        Where what is undertaken has no name of its own (`named` is false), a word must say that states are meant.
        """
        if not named and not any(t.low in self.grammar.states for t in clauses.tokens):
            return False
        front = {t.low for t in clauses.tokens[:_FRONT]}
        if (
            not self.excerpt
            or front & self.grammar.private
            or any(t.low in self.grammar.domestic for t in clauses.tokens)
        ):
            return False
        rows = [m for m in self.within(clauses.span) if m.kind in ("person", "organisation")]
        own = [m for m in rows if not self.is_foreign(self.parties(m))]
        # Two ministries of one state agree at home.
        return len(own) <= 1 and all(self._is_office(m) for m in own)

    def _is_office(self, mention: Mention) -> bool:
        """Is it an office or ministry of the home state, or "keduanya", rather than somebody who acts for himself?"""
        words = self.doc.article.text[mention.span.start : mention.span.end].lower()
        return words.split()[0] in self.grammar.home_offices or words in self.grammar.both_people

    def first_of(self, party: str) -> Span | None:
        """Where the article first names the party, or one who stands for it."""
        if party not in self._first:
            rows = (m.span for m in self._mentions if party in self._by_mention[m])
            self._first[party] = next(rows, None)
        return self._first[party]

    def party_of(self, actor_id: str | None) -> str | None:
        """The state or organisation that an actor stands for: its own id, its country, or None."""
        actor = self.doc.actors.get(actor_id or "")
        if actor is None:
            return None
        if actor.kind in ("state", "company"):
            return actor.id
        if actor.kind == "organisation":
            own = actor.id if actor.id.isupper() and not actor.country else actor.country or actor.id
            return load_organs().get(own, self._ruled.get(own, own))
        if actor.kind == "place":
            return None
        return self._heads.get(actor.id) or actor.country or self._serves.get(actor.id)

    def within(self, span: Span) -> list[Mention]:
        """The mentions that begin inside `span`, in text order."""
        return list(self._mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)])

    def is_place_of(self, mention: Mention) -> bool:
        """Does the state only say where a place lies ("Hamburg, Jerman")?"""
        start = mention.span.start
        if mention.kind != "state" or self.doc.article.text[max(0, start - 2) : start] != ", ":
            return False
        i = bisect_left(self._starts, start)
        near = self._mentions[max(0, i - 2) : i]
        return any(m.kind == "place" and m.span.end == start - 2 for m in near)

    def mentions_before(self, offset: int) -> list[Mention]:
        """The mentions that begin before character `offset`, in text order."""
        return self._mentions[: bisect_left(self._starts, offset)]

    def named(self, clauses: Clauses) -> list[Named]:
        """The mentions of a sentence that stand for a party, without those inside the name of a person or office."""
        if self._last_named is not None and self._last_named[0] is clauses:
            return self._last_named[1]  # asked again for every trigger of a sentence
        out: list[Named] = []
        outer: Span | None = None
        for m in self.within(clauses.span):
            if outer is not None and outer.contains(m.span):
                continue
            if m.kind in ("person", "office"):
                outer = m.span
            parties = self._by_mention[m]
            if not parties or m.kind == "place":
                continue
            first = clauses.index_at(m.span.start)
            last = max(first, clauses.index_at(m.span.end - 1))
            out.append(Named(m, parties, first, last, clauses.tokens[first - 1].low if first else ""))
        self._last_named = (clauses, out)
        return out

    def last_group(self, clauses: Clauses) -> list[str]:
        """The parties of the last row of names before the sentence ("AS, Australia dan Jepang"), at least two."""
        text, joins = self.doc.article.text, self.grammar.and_ | {","}
        row: list[str] = []
        right: Mention | None = None
        for m in reversed(self._mentions[: bisect_left(self._starts, clauses.span.start)]):
            parties = [p for p in self._by_mention[m] if self._is_party(p)]
            if not parties or (right is not None and m.span.contains(right.span)):
                continue
            words = text[m.span.end : right.span.start].lower().split() if right is not None else []
            joined = right is not None and len(words) <= _ROW and (not words or words[-1] in joins)
            if not joined:
                if len(set(row)) >= 2:
                    break
                row = []
            row = [*parties, *row]
            right = m
        row = list(dict.fromkeys(row))
        return row if len(row) >= 2 else []

    def places_abroad(self, clauses: Clauses, after: int, own: set[str]) -> bool:
        """Does the sentence name, as a place after token `after`, another state than those of `own`, or one in it?

        "akan melatih penyelam di Fiji", "memulangkan warganya dari Suva".
        """
        start = clauses.tokens[after].span.end
        for m in self.within(clauses.span):
            at = clauses.index_at(m.span.start)
            before = clauses.tokens[at - 1].low if at else ""
            place = m.kind == "place" or (m.kind == "state" and before in self.grammar.place | self.grammar.source)
            if place and m.span.start >= start and set(self._by_mention[m] or self._side_of(m)) - own:
                return True
        return False

    def capital_at(self, clauses: Clauses, i: int) -> Named | None:
        """The capital that stands at token `i` for its state, or None."""
        if i >= len(clauses.tokens):
            return None
        start = clauses.tokens[i].span.start
        for m in self.within(clauses.span):
            if m.kind == "place" and m.span.start == start and (parties := self._by_mention[m] or self._state_of(m)):
                return Named(m, parties, i, clauses.index_at(m.span.end - 1), clauses.tokens[i - 1].low)
        return None

    def stands_for(self, mention: Mention) -> tuple[str, ...]:
        """The parties of a mention, of a place the state in which it lies where the place alone names one."""
        return self._by_mention.get(mention, ()) or self._state_of(mention)

    def _state_of(self, mention: Mention) -> tuple[str, ...]:
        actor = self.doc.actors.get(mention.actor or "")
        return (actor.id,) if actor is not None and actor.kind == "state" else ()

    def _side_of(self, mention: Mention) -> tuple[str, ...]:
        """As `_state_of`; a capital whose state nobody names only where it is a side ("dari Suva", not "di Suva")."""
        if mention.kind == "place" and mention.actor not in self._states:
            start = mention.span.start
            before = self.doc.article.text[max(0, start - _WORD) : start].rsplit(maxsplit=1)[-1:]
            g = self.grammar
            if not before or before[0].lower() not in g.to | g.source | g.with_ | g.agent:
                return ()
        return self._state_of(mention)

    def _parties_of(self, mention: Mention) -> tuple[str, ...]:
        if mention.kind == "place" and mention.actor not in self._states:
            return ()  # a capital alone does not make its state one that the article is about
        ids: Iterable[str | None] = mention.members or (mention.actor,)
        out: list[str] = []
        for i in ids:
            party = self.party_of(i)
            if party and party not in out:
                out.append(party)
        if not out and self.excerpt and mention.kind in ("person", "office", "organisation"):
            # "Menlu", "Menteri Agama" without a state: the press of the home state means its own.
            first = self.doc.article.text[mention.span.start : mention.span.end].split()[0].lower()
            out = [HOME] if first in self.grammar.home_offices else []
        return tuple(out)

    def _find_servants(self) -> dict[str, str]:
        """The organisation of each person or office without a state that is named with it ("Sekjen PBB A")."""
        out: dict[str, str] = {}
        outer: Mention | None = None
        of_state: Mention | None = None  # "Dubes Fiji untuk PBB" stands for Fiji
        for m in self._mentions:
            if m.kind in ("person", "office"):
                outer = m
            actor = self.doc.actors.get(outer.actor or "") if outer and outer.span.contains(m.span) else None
            of_state = outer if m.kind == "state" else of_state
            if actor is None or m is outer or actor.former or m.kind != "organisation":
                continue
            body = self.doc.actors.get(m.actor or "")
            if body is not None and body.id.isupper() and not body.country:
                bodies = out if not actor.country else self._heads if of_state is not outer else {}
                bodies.setdefault(actor.id, body.id)
        return out

    def _pair(self) -> tuple[str, ...]:
        """The two parties named most, those of the title and the first sentences counting more; () where unclear."""
        weight: Counter[str] = Counter()
        lead: dict[str, bool] = {}
        blocks = self.doc.article.blocks
        title_end = blocks[0].span.end if blocks and blocks[0].kind == "title" else 0
        body = [s for s in self.doc.sentences if s.span.start >= title_end]
        lead_end = body[min(2, len(body) - 1)].span.end if body else title_end
        for m, parties in self._by_mention.items():
            for p in parties:
                if m.rule == KNOWN_GROUP or not self._is_party(p) or self.is_place_of(m):
                    continue
                near = m.span.start < lead_end
                weight[p] += 3 if near else 1
                lead[p] = lead.get(p, False) or near
        top = [p for p, _ in sorted(weight.items(), key=lambda x: (-x[1], x[0]))]
        if len(top) < 2 or not (lead[top[0]] and lead[top[1]]):
            return ()
        if len(top) > 2 and weight[top[2]] >= 0.8 * weight[top[1]] and lead[top[2]]:
            return ()  # three parties of like weight: no pair to complete from
        return tuple(sorted(top[:2]))

    def _is_party(self, party: str) -> bool:
        actor = self.doc.actors.get(party)
        return party.isupper() and (actor is None or actor.kind in ("state", "organisation"))


def says_we(cast: Cast, clauses: Clauses, before: int) -> bool:
    """Does a word of the first person, or `pihaknya`, stand before token `before`?"""
    return any(t.low in cast.grammar.first_person for t in clauses.tokens[:before])


def says_own(cast: Cast, clauses: Clauses, before: int) -> bool:
    """Does "pihaknya" or its like stand in the clause of token `before`, before it?"""
    clause = clauses.tokens[before].clause
    return any(t.low in cast.grammar.own_state for t in clauses.tokens[:before] if t.clause == clause)


def says_group(cast: Cast, clauses: Clauses, before: int) -> bool:
    """Does the subject before token `before` go back to a row of states ("ketiga negara", "negara-negara tersebut")?"""
    low = cast.doc.article.text[clauses.span.start : clauses.tokens[before].span.start].lower()
    return any(w in low for w in cast.grammar.groups)


def says_they(cast: Cast, clauses: Clauses, before: int) -> bool:
    """Does "mereka" stand right before token `before`?"""
    return any(t.low in cast.grammar.plural for t in clauses.tokens[max(0, before - 3) : before])


def says_both(cast: Cast, span: Span) -> bool:
    """Does the sentence speak of "kedua negara", "kedua pihak" ..?"""
    low = cast.doc.article.text[span.start : span.end].lower()
    return any(w in low for w in cast.grammar.both)
