"""Introductions: role phrases ("Menteri Luar Negeri (Menlu) RI") and personal names, read off a sentence's chunks."""

from __future__ import annotations

from dataclasses import dataclass, field

from risalah.annotate.chunks import Chunk, Chunker
from risalah.resources.actors import KnownPerson, Organisation, State
from risalah.resources.roles import Role

MAX_NAME = 8
"""Names of more words are headings or lists, not names."""


def split_name(name: str) -> list[str]:
    """The words of a name as they are compared: small letters, plain apostrophes, without hyphens and full stops."""
    return name.lower().replace("’", "'").replace("-", " ").replace(".", " ").split()


@dataclass(slots=True)
class RolePhrase:
    """chunks[first:last] that name an office. `state` is the state that it belongs to, `body` the organisation."""

    first: int
    last: int
    start: int
    end: int
    role: Role
    text: str
    state: State | None = None
    body: Organisation | None = None
    open_body: Chunk | None = None
    target: State | None = None
    portfolio: tuple[str, ...] = ()
    acronym: bool = False
    """Does a body of no table, given by its initials, own the office ("Presiden PKB")?"""
    former: bool = False
    capital: bool = False
    inside: list[int] = field(default_factory=list)
    """Indices of the chunks of states and bodies inside the phrase."""


@dataclass(slots=True)
class NameRun:
    """chunks[first:last] that are a personal name (titles before it left out)."""

    first: int
    last: int
    start: int
    end: int
    tokens: tuple[str, ...]
    known: KnownPerson | None = None


class IntroductionReader:
    """Reads role phrases and names at a chunk."""

    def __init__(self, chunker: Chunker) -> None:
        self.words = chunker.words
        self.roles = chunker.roles

    def role_phrase(self, text: str, chunks: list[Chunk], at: int) -> RolePhrase | None:
        """The role phrase that begins at chunks[at] (a role), or None."""
        first = chunks[at]
        if first.role is None:
            return None
        start, begin = first.start, at
        former = at > 0 and chunks[at - 1].low in self.roles.former
        if former:
            start, begin = chunks[at - 1].start, at - 1
        phrase = RolePhrase(begin, at + 1, start, first.end, first.role, "", former=former, capital=first.cap)
        phrase.state = self._counterpart_of(chunks, begin)
        portfolio: list[str] = []
        toward = False  # after "untuk": what follows is where an envoy is sent to
        i = at + 1
        while i < len(chunks):
            c = chunks[i]
            nxt = chunks[i + 1] if i + 1 < len(chunks) else None
            if c.low == "(":
                close = self._short_parenthesis(chunks, i)
                if close is None:
                    break
                for k in range(i + 1, close):
                    self._affiliate(phrase, chunks[k], k, toward)
                i = close + 1
            elif c.kind == "role" and (c.cap or c.low not in self.roles.new_when_small) and c.role is not None:
                if not first.role.open and not c.cap:
                    break
                if c.low in self.roles.name_like:
                    break
                if c.role.scope == "group" or (
                    chunks[i - 1].kind == "role"
                    and not first.role.open
                    and first.cap
                    and i == at + 1
                    and not c.role.open
                ):
                    break
                i += 1
            elif c.kind in ("state", "seat", "body") and (c.kind != "seat" or self._may_own(chunks, i)):
                self._affiliate(phrase, c, i, toward)
                toward = False
                i += 1
            elif c.kind in ("region", "place", "seat") and (
                c.kind != "seat" or chunks[i - 1].low in self.roles.in_place
            ):
                i += 1
            elif c.kind == "word" and c.low in self.roles.office_words and (c.cap or self._small(chunks, i, phrase)):
                if not toward and c.cap:
                    portfolio.append(c.low)
                i += 1
            elif c.kind == "word" and (
                (c.cap and c.low in self.roles.numerals and c.end - c.start <= 4 and text[c.start : c.end].isupper())
                or (c.cap and portfolio and portfolio[-1] in self.roles.area_words)
            ):
                portfolio.append(c.low)
                i += 1
            elif c.kind == "word" and i == at + 1 and self._initials(text, c, nxt):
                phrase.acronym = True
                i += 1
            elif (
                (c.low in self.roles.joiners or self._is_origin(c, phrase))
                and nxt is not None
                and self._joins(c, nxt, chunks, i, phrase)
            ):
                if c.low in self.roles.toward:
                    toward = True
                if c.low in self.words.small_in_names and not nxt.cap:
                    break
                i += 1
            else:
                break
        while (
            i - 1 > at
            and chunks[i - 1].kind != "body"
            and (
                chunks[i - 1].low in self.roles.joiners
                or (chunks[i - 1].kind == "word" and not chunks[i - 1].cap and not self._named_after(chunks, i))
            )
        ):
            i -= 1
        phrase.last, phrase.end = i, chunks[i - 1].end
        phrase.portfolio = tuple(portfolio)
        phrase.text = text[phrase.start : phrase.end]
        return phrase

    def _counterpart_of(self, chunks: list[Chunk], at: int) -> State | None:
        """The state in "mitranya dari Fiji, Menlu NAME": an office behind a counterpart's comma is of that state."""
        if at < 3 or chunks[at - 1].low != "," or chunks[at - 2].kind != "state":
            return None
        k = at - 3
        while k > 0 and chunks[k].low in self.roles.from_owner:
            k -= 1
        role = chunks[k].role
        return chunks[at - 2].state if role is not None and role.office == "counterpart" else None

    def _is_origin(self, c: Chunk, phrase: RolePhrase) -> bool:
        """Does "asal" stand behind an office whose bearer acts for a state ("pejabat asal Fiji", no "aktivis")?"""
        return c.low in self.roles.origins and phrase.role.office not in self.roles.private_offices

    def _joins(self, c: Chunk, nxt: Chunk, chunks: list[Chunk], i: int, phrase: RolePhrase) -> bool:
        """Does this joiner lead on inside the role phrase?"""
        office = nxt.kind == "word" and nxt.cap and nxt.low in self.roles.office_words
        if c.low in self.roles.portfolio_joiners:
            return office and (chunks[i - 1].kind in ("word", "role"))
        if c.low == ",":
            # "Politik, Hukum, dan Keamanan": only where a list of portfolio words goes on to its "dan".
            after = chunks[i + 2 : i + 5]
            return office and chunks[i - 1].kind == "word" and any(x.low in self.roles.portfolio_joiners for x in after)
        if c.low == "/":
            return office or nxt.kind == "role"
        if c.low in self.roles.toward:
            return nxt.cap and (office or nxt.kind in ("state", "body", "region", "seat"))
        if c.low in self.roles.from_owner:
            if nxt.kind == "state" and phrase.state is None and phrase.body is not None:
                return phrase.body.country is None  # "Wakil Panglima Komando PBB asal Fiji"
            return nxt.kind in ("state", "body") and phrase.state is None and phrase.body is None
        if c.low in self.roles.in_place:
            if nxt.kind in ("seat", "place", "region"):
                # "Kepala Hamas di Gaza, NAME": the place belongs to the role where a comma and a name follow.
                return phrase.role.scope == "envoy" or (chunks[i + 2 : i + 3] != [] and chunks[i + 2].low == ",")
            return nxt.kind in ("state", "body")
        if c.low == "-":
            return office and c.start == chunks[i - 1].end
        return office or nxt.kind in ("state", "body")

    def _initials(self, text: str, c: Chunk, nxt: Chunk | None) -> bool:
        """Initials of a body: three to six capitals, where the next word is not in capitals (a page in capitals)."""
        if not (3 <= c.end - c.start <= 6 and text[c.start : c.end].isupper() and text[c.start : c.end].isalpha()):
            return False
        return nxt is None or not (nxt.kind == "word" and text[nxt.start : nxt.end].isupper())

    def _small(self, chunks: list[Chunk], i: int, phrase: RolePhrase) -> bool:
        """A word of an office in small letters ("juru bicara kementerian luar negeri"): after an open role only."""
        return (
            phrase.role.open and chunks[i - 1].kind in ("role", "word") and chunks[i - 1].low not in self.roles.joiners
        )

    def _named_after(self, chunks: list[Chunk], i: int) -> bool:
        """Does a name, or a comma and a name, follow at i?"""
        k = i + 1 if i < len(chunks) and chunks[i].low == "," else i
        return k < len(chunks) and chunks[k].kind in ("word", "person") and chunks[k].cap

    def _may_own(self, chunks: list[Chunk], i: int) -> bool:
        """A seat right after a role owns it ("juru bicara Kremlin") and is not a place that follows a preposition."""
        return chunks[i - 1].kind == "role" or chunks[i - 1].low in self.roles.seat_before

    def _affiliate(self, phrase: RolePhrase, c: Chunk, index: int, toward: bool) -> None:
        if c.kind in ("state", "seat") and c.state is not None:
            phrase.inside.append(index)
            if toward or (phrase.state is not None and phrase.role.scope == "envoy"):
                phrase.target = phrase.target or c.state
            elif phrase.state is None:
                phrase.state = c.state
        elif c.kind == "body":
            phrase.inside.append(index)
            if toward and phrase.role.scope == "envoy":
                return
            if c.body is not None and phrase.body is None:
                phrase.body = c.body
            elif c.body is None and phrase.open_body is None:
                phrase.open_body = c
                if phrase.state is None and c.state is not None:
                    phrase.state = c.state

    def _short_parenthesis(self, chunks: list[Chunk], at: int) -> int | None:
        """The index of the ")" where the parenthesis at `at` holds an abbreviation, a role, a state or a body."""
        for k in range(at + 1, min(at + 6, len(chunks))):
            c = chunks[k]
            if c.low == ")":
                return k if k > at + 1 else None
            if c.kind in ("role", "state", "body"):
                continue
            if c.kind == "word" and (c.low.isupper() or c.cap) and not c.low.isdigit():
                continue
            return None
        return None

    def name_run(
        self, text: str, chunks: list[Chunk], at: int, title: bool, vocabulary: frozenset[str] | None = None
    ) -> NameRun | None:
        """The personal name at chunks[at], titles skipped; None where there is none.

        In a headline (`title`) every word has a capital: there a name ends before a common word, a derived verb, or a
        word that the body (`vocabulary`) does not know as a name.
        """
        i = at
        while i < len(chunks) and self._is_title(chunks, i):
            i += 1
            if i < len(chunks) and chunks[i].low in (".", "'", "’"):
                i += 1
            letter = chunks[i - 1].low in (".", self.roles.his)
            if letter and i < len(chunks) and chunks[i].low == self.roles.excellency:
                i += 1  # "H.E. Andara Wiguna"
                i += i < len(chunks) and chunks[i].low == "."
            if i < len(chunks) and chunks[i].low == "(":
                close = self._short_parenthesis(chunks, i)
                if close is not None:
                    i = close + 1
            if i < len(chunks) and chunks[i].kind == "body" and chunks[i].low in self.roles.services:
                i += 1
        if i >= len(chunks):
            return None
        first, words = i, 0
        known: KnownPerson | None = None
        while i < len(chunks) and words < MAX_NAME:
            c = chunks[i]
            if c.kind == "person":
                if known is not None and known is not c.person:
                    break
                known = c.person
                i, words = i + 1, words + (c.last - c.first)
                if words > 1 and words == c.last - c.first:
                    break  # a whole known name: what follows is no part of it
                continue
            if c.kind == "role" and words and c.cap and c.low in self.roles.name_like and c.last - c.first == 1:
                i, words = i + 1, words + 1
                continue
            if c.kind == "skip" and words and c.last - c.first == 1:
                i, words = i + 1, words + 1  # a name that a medium has as well ("Michael Bloomberg")
                continue
            opens = words == 0 and not title and at > 0 and chunks[at - 1].kind in ("role", "state", "body")
            if opens and c.kind == "word" and c.cap and (c.low in self.words.common or c.low in self.words.month_names):
                nxt = chunks[i + 1] if i + 1 < len(chunks) else None
                if nxt is not None and nxt.kind == "word" and nxt.cap and self._name_word(text, nxt, title, 1, None):
                    i, words = i + 1, words + 1  # "Juru Bicara Lalu Muhammad ...": a common word as a first name
                    continue
            if c.kind == "word" and c.cap and self._name_word(text, c, title, words, vocabulary):
                i, words = i + 1, words + 1
                if i < len(chunks) and chunks[i].low == "." and c.end - c.start == 1 and chunks[i].start == c.end:
                    i += 1  # an initial: "Joseph R. Lamar"
                continue
            if c.low == "-" and words and i + 1 < len(chunks) and self._tight(chunks, i):
                nxt = chunks[i + 1]
                if nxt.kind in ("word", "person") and not nxt.low.isdigit():
                    i, words = i + 2, words + 1
                    continue
            if (
                c.kind == "word"
                and c.low in self.words.particles
                and i + 1 < len(chunks)
                and (words or c.low in self.words.opening_particles)
            ):
                k = i + 1
                if chunks[k].low == "-" and k + 1 < len(chunks):
                    k += 1
                nxt = chunks[k]
                linked = k == i + 2 or words > 0
                if linked and nxt.kind in ("word", "person") and nxt.cap and nxt.low not in self.words.calendar:
                    if k == i + 1 and c.low in self.words.common_particles:
                        break  # "di Moskow": only between two parts of a foreign name, which a table would hold
                    i, words = k + 1, words + 2
                    continue
            break
        if words == 0:
            return None
        span = (chunks[first].start, chunks[i - 1].end)
        if chunks[i - 1].low == ".":
            span = (span[0], chunks[i - 1].end)
        tokens = tuple(t for c in chunks[first:i] if c.kind != "mark" for t in split_name(text[c.start : c.end]))
        if len(tokens) == 2 and tokens[0] == tokens[1]:
            return None  # "Negara-negara"
        if known is not None and not set(tokens) <= {w for alias in known.aliases for w in split_name(alias)}:
            known = None  # "Francesca A" is not the prime minister whom the tables know as "A"
        return NameRun(first, i, span[0], span[1], tokens, known)

    def styled_run(
        self, text: str, chunks: list[Chunk], at: int, phrase: RolePhrase, title: bool, words: frozenset[str] | None
    ) -> NameRun | None:
        """The name in "Presiden Fiji Ratu NAME": behind an office with its state such a word belongs to the name."""
        if at + 1 >= len(chunks) or (phrase.state is None and phrase.body is None):
            return None
        first = chunks[at]
        if first.kind != "role" or not first.cap or first.low not in self.roles.name_like:
            return None
        run = self.name_run(text, chunks, at + 1, title, words)
        if run is not None:
            run.first, run.start = at, first.start
            run.tokens = run.tokens if run.known else (first.low, *run.tokens)
        return run

    def _is_title(self, chunks: list[Chunk], i: int) -> bool:
        """Is this an honorific before a name (not a role phrase of its own)?"""
        c = chunks[i]
        if c.low not in self.roles.titles or not c.cap:
            return False
        return i + 1 < len(chunks) and (chunks[i + 1].cap or chunks[i + 1].low in (".", "(", "'", "’"))

    def _tight(self, chunks: list[Chunk], i: int) -> bool:
        return chunks[i].start == chunks[i - 1].end and i + 1 < len(chunks) and chunks[i + 1].start == chunks[i].end

    def _name_word(self, text: str, c: Chunk, title: bool, words: int, vocabulary: frozenset[str] | None) -> bool:
        low = c.low
        if low in self.words.calendar or low.isdigit():
            return False
        if vocabulary is not None and low in vocabulary:
            return True
        if vocabulary:
            return False  # a headline, and the body never names it
        if words == 0 and self.words.is_noun(low):
            return False
        if low in self.words.common:
            return False
        if title:
            if len(low) >= 6 and low.startswith(self.words.verb_prefixes):
                return False
            return vocabulary is None or words == 0 or low not in self.roles.office_words
        # Abbreviations in capitals are bodies, not people, but for two letters ("AM", "SBY" stands in the tables).
        return not (c.end - c.start >= 3 and text[c.start : c.end].isupper()) or words > 0
