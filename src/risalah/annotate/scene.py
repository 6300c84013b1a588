"""The scene: what is known about one article while its names are read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from risalah.annotate.bodies import BodyNamer
from risalah.annotate.chunks import HOME, Chunk
from risalah.annotate.introductions import NameRun, RolePhrase
from risalah.annotate.persons import Person, PersonBook
from risalah.model.annotation import Actor, Mention
from risalah.model.article import Article
from risalah.model.span import Span
from risalah.resources.actors import State

_DATELINE = 3  # chunks at the head of a sentence in which a town only says where it was written


@dataclass(slots=True)
class Scene:
    """The state of one run over one article."""

    article: Article
    book: PersonBook
    bodies: BodyNamer
    day: date | None
    lower: frozenset[str]
    vocabulary: frozenset[str]
    home: bool
    """Does the article name the outlet's own state or one of its bodies or office holders?"""
    abroad: str | None = None
    """The one other state that the article names; None where it names several, or none."""
    foreign_offices: frozenset[str] = frozenset()
    """Offices that the outlet's own state does not have."""
    mentions: list[Mention] = field(default_factory=list)
    named: list[tuple[Span, Span, Person]] = field(default_factory=list)
    plain: list[tuple[NameRun, str, str, bool]] = field(default_factory=list)
    offices: list[tuple[RolePhrase, str, bool]] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    aliases: dict[str, list[str]] = field(default_factory=dict)

    def country(self, phrase: RolePhrase) -> tuple[str | None, bool]:
        """The state of an office, and whether the text says it."""
        if phrase.role.country:
            return phrase.role.country, True
        if phrase.state is not None:
            return phrase.state.id, True
        if phrase.body is not None:
            return phrase.body.country, phrase.body.country is not None
        if phrase.open_body is not None:
            actor = self.bodies.open_body(phrase.open_body, self.article.text)
            return actor.country, actor.country is not None
        if phrase.acronym:
            return None, False
        if phrase.role.office in self.foreign_offices:
            return self.abroad, False  # "surat dari Perdana Menteri": at home there is none
        # An office without a state is the outlet's own, where the article is about that state at all.
        return (HOME, False) if phrase.role.scope in ("state", "envoy") and self.home else (None, False)

    def keep_state(self, state: State, surface: str) -> None:
        """Keep a state as an actor, with the form `surface` that the text has."""
        self.keep(Actor(state.id, "state", state.name, country=state.id), surface)

    def keep(self, actor: Actor, surface: str) -> None:
        """Keep an actor, with the form `surface` among its aliases."""
        self.actors.setdefault(actor.id, actor)
        seen = self.aliases.setdefault(actor.id, list(actor.aliases))
        if surface and surface != actor.name and surface not in seen:
            seen.append(surface)
            kept = self.actors[actor.id]
            self.actors[actor.id] = replace(kept, aliases=tuple(seen))


def is_home(c: Chunk, generic: frozenset[str]) -> bool:
    """Does the chunk name the outlet's own state, one of its bodies, or somebody who held an office of it?

    `generic` are first words of names that bodies of any state have.
    """
    if c.kind == "state":
        return c.state is not None and c.state.id == HOME
    if c.kind == "body":
        return c.body is not None and c.body.country == HOME and c.low not in generic
    return c.kind == "person" and c.person is not None and c.person.country == HOME


def tells_home(chunks: list[Chunk]) -> bool:
    """Does an office holder of no state deal with one of another in the outlet's own capital, behind the dateline?

    "Menteri Pertahanan Andara menerima Menteri Pertahanan Fiji di Jakarta": Andara is of the home state.
    """
    roles = [k for k, c in enumerate(chunks) if c.kind == "role" and c.role is not None and c.role.scope == "state"]
    owned = {k for k in roles if any(c.kind == "state" for c in chunks[k + 1 : k + 2])}
    here = (k for k, c in enumerate(chunks) if c.kind == "seat" and c.state is not None and c.state.id == HOME)
    seat = next((k for k in here if k > _DATELINE), None)
    return seat is not None and bool(owned) and any(k not in owned and k < seat for k in roles)


def squeeze(text: str) -> str:
    """The text with single blanks."""
    return " ".join(text.split())


def day_of(article: Article) -> date | None:
    """The day of publication, or None."""
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None


def is_headline(chunks: list[Chunk], small: frozenset[str]) -> bool:
    """Is a sentence a headline (or a link to one): four long words or more, all with capitals but for `small` ones?"""
    if not chunks or chunks[-1].low == ".":
        return False
    words = [c for c in chunks if c.kind == "word" and c.end - c.start > 3 and c.low not in small]
    return len(words) >= 4 and all(c.cap or c.low.isdigit() for c in words)


def read_vocabulary(body: list[list[Chunk]]) -> tuple[set[str], frozenset[str]]:
    """(words with a capital inside a sentence, words in small letters) of the body."""
    capital: set[str] = set()
    lower: set[str] = set()
    for chunks in body:
        for k, c in enumerate(chunks):
            if (c.kind == "word" and c.cap and k > 0) or c.kind == "person":
                capital.add(c.low)
            elif c.kind == "word":
                lower.add(c.low)
    return capital, frozenset(lower)
