"""The sectors of a commitment: what its object names, else its sentence, its quotation or the sentences before."""

from __future__ import annotations

from bisect import bisect_left

from risalah.extract.sectors import SectorReader
from risalah.extract.tokens import Clauses, ClauseSplitter, shorten
from risalah.model.annotation import Annotated, Quote

_TOPIC = 40  # sentences of an article that say what it is about
_BEFORE = 2  # sentences before, in which a sentence without a word of a sector may find it
_NAMES = ("person", "office", "organisation")


class Surroundings:
    """Reads sectors from the words nearest to a commitment outwards."""

    def __init__(self, sectors: SectorReader, splitter: ClauseSplitter) -> None:
        self._sectors = sectors
        self._splitter = splitter

    def read(self, doc: Annotated, clauses: Clauses, first: int, last: int, quote: Quote | None) -> tuple[str, ...]:
        """Up to two sectors of what tokens [first, last] name, the main one first; () where nothing near says it.

        The matter goes before the scene: where the object only says where or through whom ("resolusi Dewan
        Keamanan"), the sentence tells what it is about, and the scene comes second.
        """
        read = self._sectors.read
        names = [
            m.span for m in doc.mentions if m.kind in _NAMES and clauses.span.start <= m.span.start < clauses.span.end
        ]
        if found := read(clauses, first, last, settings=False):
            return found
        scene = read(clauses, first, last)
        if found := read(clauses, skip=names, settings=False):
            return tuple(dict.fromkeys([*found[:1], *scene, *found]))[:2] if scene else found
        return scene or read(clauses, skip=names) or _as_politics(self._before(doc, clauses, quote)) or read(clauses)

    def read_topic(self, doc: Annotated) -> tuple[str, ...]:
        """What the article as a whole is about, for records without a word of a sector near them."""
        text = doc.article.text
        rows = [self._splitter.split(text, shorten(s.span)) for s in doc.sentences[:_TOPIC]]
        return _as_politics(self._sectors.read_topic(rows))

    def _before(self, doc: Annotated, clauses: Clauses, quote: Quote | None) -> tuple[str, ...]:
        """The sectors of the quotation around the sentence, else of the two sentences before it in the body."""
        text = doc.article.text
        spans = list(quote.content) if quote else []
        at = bisect_left(doc.sentences, clauses.span.start, key=lambda s: s.span.start)
        before = [s for s in doc.sentences[max(0, at - _BEFORE) : at] if doc.article.blocks[s.block].kind != "title"]
        spans += [s.span for s in reversed(before)]
        rows = [self._splitter.split(text, shorten(s)) for s in spans]
        return next((found for row in rows if (found := self._sectors.read(row))), ())


def _as_politics(sectors: tuple[str, ...]) -> tuple[str, ...]:
    """A record that names neither arms nor troops on a page about them is of the politics of the conflict as well."""
    return (*sectors, "regional_order") if sectors == ("defence_security",) else sectors
