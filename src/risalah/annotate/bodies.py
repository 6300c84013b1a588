"""Bodies: actors for organisations, ministries, missions and companies, also those that no table holds."""

from __future__ import annotations

from risalah.annotate.chunks import HOME, Chunk, NameWords
from risalah.model.annotation import Actor, ActorKind
from risalah.model.ids import slug
from risalah.resources.actors import ActorTable, Organisation

_KINDS: dict[str, ActorKind] = {"ministry": "ministry", "company": "company"}


class BodyNamer:
    """Names the bodies of one article. `abbreviations` maps a short form that the text explains to an actor id."""

    def __init__(self, actors: ActorTable, words: NameWords, home: bool = True) -> None:
        self._actors = actors
        self._words = words
        self._home = home
        self.abbreviations: dict[str, str] = {}

    def known(self, body: Organisation) -> Actor:
        """The actor of a body of the table, its own short forms among the aliases."""
        return Actor(body.id, body.kind, body.name, body.forms[:3], country=body.country)

    def of_chunk(self, chunk: Chunk, text: str) -> Actor:
        """The actor of a chunk that is a body."""
        body = chunk.body
        if body is None:
            return self.open_body(chunk, text)
        generic = chunk.low in self._words.generic_body_heads and chunk.state is None
        if body.country == HOME and not self._home and generic:
            # "Mahkamah Agung" in a report that has nothing to do with Indonesia: some state's, the text says not whose.
            surface = " ".join(text[chunk.start : chunk.end].split())
            return Actor(slug(surface), body.kind, surface)
        return self.known(body)

    def open_body(self, chunk: Chunk, text: str) -> Actor:
        """The actor of a body that the tables do not name as it stands."""
        surface = " ".join(text[chunk.start : chunk.end].split())
        endings = self._words.own_state_endings
        short = endings[-1] if endings else ""
        if chunk.base is not None and chunk.state is not None:
            name = f"{chunk.base.name.removesuffix(' ' + short)} {chunk.state.name}"
            return Actor(slug(name), chunk.base.kind, name, (surface,), country=chunk.state.id)
        country = chunk.state.id if chunk.state else None
        if country is None and (chunk.head == "mission" or (chunk.head == "ministry" and self._home)):
            country = HOME
        name = self._title(surface)
        if country == HOME:
            bare = name
            for ending in endings:
                bare = bare.removesuffix(" " + ending)
            known = self._actors.organisation(f"{bare} {short}") or self._actors.organisation(bare)
        else:
            known = self._actors.organisation(name)
        if known is not None:
            return self.known(known)
        if chunk.head == "mission":
            country = HOME
        if chunk.state is not None and chunk.head == "ministry":
            for form in (chunk.state.name, *chunk.state.forms):
                if name.endswith(" " + form):
                    name = f"{name.removesuffix(form)}{chunk.state.name}"
                    break
        return Actor(slug(name), _KINDS.get(chunk.head, "organisation"), name, country=country)

    def _title(self, surface: str) -> str:
        """A name in small letters as it is written as a title ("Kementerian Kelautan dan Perikanan RI")."""
        if surface[0].isupper():
            return surface
        words = ((w, w in self._words.small_in_names or not w.islower()) for w in surface.split())
        return " ".join(w if kept else w.title() for w, kept in words)
