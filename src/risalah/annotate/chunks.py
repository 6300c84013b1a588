"""Chunks: a sentence cut into roles, states, organisations, places, known persons and single words, left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from risalah.resources.actors import ActorTable, KnownPerson, Organisation, Place, State
from risalah.resources.forms import FormTable, Token, tokenise
from risalah.resources.language import Language, any_of
from risalah.resources.roles import Role, RoleTable

HOME = "IDN"
"""The state whose bodies and offices are meant where an Indonesian outlet names no state."""

ChunkKind = Literal["role", "state", "seat", "body", "place", "region", "person", "skip", "word", "mark"]


@dataclass(slots=True)
class Chunk:
    """tokens[first:last] read as one thing. A "word" is a single token; `cap`: it may be (part of) a name."""

    kind: ChunkKind
    first: int
    last: int
    start: int
    end: int
    low: str
    cap: bool = False
    role: Role | None = None
    state: State | None = None
    body: Organisation | None = None
    place: Place | None = None
    person: KnownPerson | None = None
    base: Organisation | None = None
    """The Indonesian body whose foreign counterpart this is ("Kemlu Rusia")."""
    head: str = ""


_CAMEL = re.compile(r"[a-z]{3,}(?=[A-Z])|[A-Z][a-z]{4,}(?=[A-Z][a-z]{3})")
"""The first half of two glued words: small letters before a capital, or two longer words with capitals."""


class NameWords:
    """The word lists of names.yaml as sets."""

    def __init__(self, language: Language) -> None:
        def words(key: str) -> frozenset[str]:
            return frozenset(w.lower() for w in language.words("names", key))

        self.particles = words("particles")
        self.calendar = words("calendar")
        self.common = words("common")
        self.verb_prefixes = tuple(language.words("names", "verb_prefixes"))
        self.speech_before = words("speech_before")
        self.speech_after = words("speech_after")
        self.person_before = words("person_before")
        self.place_before = words("place_before")
        self.named_for_place = words("named_for_place")
        self.metonym_after = words("metonym_after")
        self.metonym_before = words("metonym_before")
        self.ambiguous = frozenset(language.words("names", "ambiguous"))
        self.verb_endings = tuple(words("verb_endings"))
        self.no_verbs = words("no_verbs")
        self.body_seats: dict[str, str] = dict(language.mapping("names", "body_seats"))
        self.month_names = words("month_names")
        self.headline_small = words("headline_small")
        self.body_words = words("body_words")
        self.media_before = words("media_before")
        self.open_body_heads = words("open_body_heads")
        self.opening_particles = words("opening_particles")
        self.common_particles = words("common_particles")
        self.active_beginnings = tuple(words("active_beginnings"))
        self.passive_beginnings = tuple(words("passive_beginnings"))
        self.not_passive = words("not_passive")
        self.metonym_links = words("metonym_links")
        self.epithet_heads = words("epithet_heads")
        self.small_epithet_heads = words("small_epithet_heads")
        self.small_fixed_heads = words("small_fixed_heads")
        self.small_body_heads = words("small_body_heads")
        self.body_joiners = words("body_joiners")
        self.small_in_names = words("small_in_names")
        self.generic_body_heads = words("generic_body_heads")
        self.own_state_endings = language.words("names", "own_state_endings")
        begins, ends = (any_of(words(key)) for key in ("noun_beginnings", "noun_endings"))
        self._noun = re.compile(rf"{begins}[a-z]{{4,}}{ends}")

    def is_noun(self, low: str) -> bool:
        """Is the word a derived noun by its form ("penyelamatan", "kerukunan")? Such a word begins no personal name."""
        return len(low) >= 8 and self._noun.fullmatch(low) is not None

    def is_passive(self, low: str) -> bool:
        """Is the word a passive verb by its form ("ditolak"), behind which its doer may stand without a preposition?"""
        return len(low) >= 6 and low.startswith(self.passive_beginnings) and low not in self.not_passive


class Chunker:
    """Cuts sentences into chunks. The longest known form wins; a body of no table is read from its first word on."""

    def __init__(self, language: Language, actors: ActorTable) -> None:
        self.words = NameWords(language)
        self.roles = RoleTable(language)
        self.actors = actors
        self._fixed: FormTable[ChunkKind] = FormTable()
        for form in language.words("names", "regions"):
            self._fixed.add(form, "region")
        self._glued = tuple(v for v in self.words.speech_after if len(v) > 6)
        for form in (*language.words("names", "not_states"), *language.words("names", "media")):
            self._fixed.add(form, "skip")
        self._heads: FormTable[str] = FormTable()
        for kind, forms in language.mapping("names", "body_heads").items():
            for form in forms:
                self._heads.add(form, kind)
        self._missions = frozenset(language.words("names", "missions"))

    def chunk(self, text: str, start: int, end: int) -> list[Chunk]:
        """The chunks of one sentence, text[start:end], in order; every token is in exactly one."""
        tokens = self._unglue(tokenise(text, start, end))
        out: list[Chunk] = []
        i = 0
        while i < len(tokens):
            chunk = self._at(text, tokens, i, out)
            i = chunk.last
            if chunk.kind == "state" and out and out[-1].kind == "body" and self._owned(out[-1], chunk):
                continue
            out.append(chunk)
        return out

    def _unglue(self, tokens: list[Token]) -> list[Token]:
        """Split words that lost the blank between them on the page ("Mahendramengatakan", "olehKBRI")."""
        out: list[Token] = []
        for t in tokens:
            cut = 0
            if t.cap and len(t.low) > 11 and t.low.endswith(self._glued):
                cut = max(len(t.low) - len(v) for v in self._glued if t.low.endswith(v))
                cut = cut if cut >= 4 else 0
            elif len(t.low) > 5 and not t.text.isupper():
                m = _CAMEL.match(t.text)
                cut = m.end() if m else 0
            if cut:
                at = t.start + cut
                out.append(Token(t.text[:cut], t.low[:cut], t.start, at, t.cap))
                out.append(Token(t.text[cut:], t.low[cut:], at, t.end, t.text[cut].isupper()))
            else:
                out.append(t)
        return out

    def _owned(self, body: Chunk, state: Chunk) -> bool:
        """Put a state into the body before it ("Kemlu Rusia", "Polri RI"); False where it does not belong to it."""
        known = body.body
        if known is None or known.country is None or known.kind == "company" or state.state is None:
            return False
        if state.start != body.end + 1 or state.head:
            return False
        if known.country != state.state.id:
            if known.country != HOME:
                return False
            body.base, body.body, body.state = known, None, state.state
        body.last, body.end = state.last, state.end
        return True

    def _at(self, text: str, tokens: list[Token], i: int, before: list[Chunk]) -> Chunk:
        token = tokens[i]
        if not token.word:
            return Chunk("mark", i, i + 1, token.start, token.end, token.text)
        best = Chunk("word", i, i + 1, token.start, token.end, token.low, cap=token.cap)

        def take(kind: ChunkKind, last: int) -> Chunk:
            return Chunk(kind, i, last, token.start, tokens[last - 1].end, token.low, cap=token.cap)

        if token.low in self.words.epithet_heads and i + 1 < len(tokens):
            epithet = self.actors.epithets.longest(tokens, i + 1)
            if epithet and (token.cap or tokens[i + 1].cap or token.low in self.words.small_epithet_heads):
                best = take("state", epithet[0])
                best.state, best.head = epithet[1], "epithet"
        role = self.roles.forms.longest(tokens, i)
        if role and ((role[1].capital and not token.cap) or (role[1].office == "counterpart" and token.cap)):
            role = None
        if role and role[0] > best.last - (best.kind == "word"):
            best = take("role", role[0])
            best.role = role[1]
        if not token.cap and token.low not in self.words.small_fixed_heads:
            return (token.low in self.words.small_body_heads and self._small_ministry(tokens, i)) or best
        fixed = self._fixed.longest(tokens, i)
        if fixed and fixed[0] > best.last - (best.kind == "word"):
            best = take(fixed[1], fixed[0])
        person = self.actors.persons.longest(tokens, i)
        if person and person[0] > best.last - (best.kind == "word"):
            best = take("person", person[0])
            best.person = person[1]
        seat = self.actors.seats.longest(tokens, i)
        if seat and seat[0] > best.last - (best.kind == "word"):
            best = take("seat", seat[0])
            best.state = seat[1]
        name = self.actors.names.longest(tokens, i)
        if name and name[0] > best.last - (best.kind in ("word", "role")):
            value = name[1]
            if isinstance(value, State):
                best = take("state", name[0])
                best.state = value
            elif isinstance(value, Organisation):
                best = take("body", name[0])
                best.body = value
            else:
                best = take("place", name[0])
                best.place = value
        ambiguous = (
            best.kind in ("state", "seat", "body", "place") and text[best.start : best.end] in self.words.ambiguous
        )
        if best.kind == "place" and before and before[-1].low in self.words.named_for_place:
            return take("word", best.last)  # "Konvensi Basel"
        if ambiguous and not (before and before[-1].low in self.words.place_before):
            joined = best.kind == "seat" and self._beside_seat(tokens, best.first, best.last, before)
            return best if joined else take("word", i + 1)
        if best.kind in ("word", "role", "region", "body"):
            body = self._open_body(tokens, i)
            if body and body.last > best.last:
                return body
        return best

    def _beside_seat(self, tokens: list[Token], first: int, last: int, before: list[Chunk]) -> bool:
        """Is a word that may be a capital joined to another capital ("Lima dan Santiago")?"""
        if last + 1 < len(tokens) and tokens[last].low in self.words.metonym_links:
            found = self.actors.seats.longest(tokens, last + 1)
            if found is not None and tokens[last + 1].cap:
                return True
        return len(before) > 1 and before[-1].low in self.words.metonym_links and before[-2].kind == "seat"

    def _small_ministry(self, tokens: list[Token], i: int) -> Chunk | None:
        """ "kementerian luar negeri Rusia" in small letters: a body where a state closes it."""
        j = i + 1
        while (
            j < len(tokens)
            and not tokens[j].cap
            and (tokens[j].low in self.roles.office_words or tokens[j].low in self.words.small_in_names)
        ):
            j += 1
        found = self.actors.names.longest(tokens, j) if i + 1 < j < len(tokens) else None
        if found is None or not isinstance(found[1], State):
            return None
        chunk = Chunk("body", i, found[0], tokens[i].start, tokens[found[0] - 1].end, tokens[i].low, cap=True)
        chunk.state, chunk.head = found[1], "ministry"
        return chunk

    def _open_body(self, tokens: list[Token], i: int) -> Chunk | None:
        """A body that no table holds: "Kementerian Pangan Rusia", "PT Maju Jaya", "KBRI Oslo"."""
        token = tokens[i]
        mission = token.text in self._missions
        head = (i + 1, "organisation") if mission else self._heads.longest(tokens, i)
        if head is None:
            return None
        j, kind = head
        free = token.low in self.words.open_body_heads or mission
        state: State | None = None
        n = 0
        while j < len(tokens) and n < 9:
            t = tokens[j]
            if t.cap and t.low not in self.words.calendar:
                found = self.actors.names.longest(tokens, j) or self.actors.seats.longest(tokens, j)
                if found and isinstance(found[1], State) and t.text not in self.words.ambiguous:
                    # "Angkatan Laut Amerika Serikat", "Kementerian Perdagangan RI": the state closes the name.
                    state, j, n = found[1], found[0], n + 1
                    break
                if found and not free:
                    break
                role = self.roles.forms.longest(tokens, j)
                if role and t.low not in self.roles.office_words and not (free and t.low in self.roles.name_like):
                    break
                if not free and t.low not in self.roles.office_words and not self.words.is_noun(t.low):
                    break
                j, n = j + 1, n + 1
                continue
            follows = tokens[j + 1] if j + 1 < len(tokens) else None
            joins = t.low in self.words.body_joiners and n > 0
            if joins and follows and follows.cap and follows.low in self.roles.office_words:
                j += 1
                continue
            break
        if n == 0 and head[0] == i + 1:
            return None
        chunk = Chunk("body", i, j, token.start, tokens[j - 1].end, token.low, cap=True, state=state)
        chunk.head = "mission" if mission else kind
        return chunk
