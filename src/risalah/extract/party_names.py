"""What the names of one article stand for, looked up by their words."""

from __future__ import annotations

from risalah.extract.parties import Cast


class PartyNames:
    """Parties and actors by the words that name them: built once for an article, asked for every proposal."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._parties: dict[str, tuple[str, ...]] = {}
        self._actors: dict[str, str] = {}
        text = cast.doc.article.text
        for m in cast.doc.mentions:
            for span in (m.span, m.head or m.span):
                words = " ".join(span.of(text).split()).casefold()
                if cast.parties(m):
                    self._parties.setdefault(words, cast.parties(m))
                if m.actor:
                    self._actors.setdefault(words, m.actor)
        for actor in cast.doc.actors.values():
            party = cast.party_of(actor.id)
            for name in (actor.id, actor.name, *actor.aliases):
                self._actors.setdefault(name.casefold(), actor.id)
                if party:
                    self._parties.setdefault(name.casefold(), (party,))

    def parties(self, name: str) -> tuple[str, ...]:
        """The states and organisations that a name of this article stands for; empty where it is no such name."""
        return self._parties.get(" ".join(name.split()).casefold(), ())

    def actor(self, name: str) -> str | None:
        """The id of the actor that the article calls so."""
        return self._actors.get(" ".join(name.split()).casefold())
