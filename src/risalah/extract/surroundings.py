"""The sectors of a commitment: what its object names, else its sentence, quotation, page or the sentences before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from risalah.extract.candidates import Candidate
from risalah.extract.sectors import SectorReader
from risalah.extract.tokens import Clauses, ClauseSplitter, shorten
from risalah.model.annotation import Annotated
from risalah.model.span import Span

_TOPIC = 40  # sentences of an article that say what it is about
_BEFORE = 2  # sentences before, in which a sentence without a word of a sector may find it
_NAMES = ("person", "office", "organisation")
_VISIT, _GENERAL = "visit_plan", "general"
_OBJECT, _SENTENCE = 2, 1  # how near the words stand that name a sector; 0 further off


class Surroundings:
    """Reads sectors from the words nearest to a commitment outwards."""

    def __init__(self, sectors: SectorReader, splitter: ClauseSplitter, asides: Collection[str]) -> None:
        self._sectors = sectors
        self._splitter = splitter
        self._asides = frozenset(asides)

    def look_at(self, doc: Annotated, c: Candidate, first: int, last: int) -> None:
        """Fill the candidate's sectors, the main one first, from tokens [first, last] or the rest of its sentence.

        The matter goes before the scene: where the object only says where or through whom ("resolusi Dewan
        Keamanan"), the sentence tells what it is about, and the scene comes second. Who says it, and clauses that tell
        when, why or on what condition, do not say what it is about.
        """
        read, clauses = self._sectors.read, c.clauses
        asides = self._find_asides(c, first)
        c.sectors, c.scene = (), ()
        if found := read(clauses, first, last, skip=asides, settings=False):
            c.sectors, c.named = found, _OBJECT
            return
        c.scene = read(clauses, first, last, skip=asides)
        if found := read(clauses, skip=[*_find_names(doc, clauses), *asides], settings=False):
            c.sectors, c.named = _main_first(found, c.scene), _SENTENCE

    def complete(self, doc: Annotated, found: Sequence[Candidate]) -> None:
        """Fill the sectors of those whose sentences name none: from the page, the sentences before, or the scene."""
        open_ones = [c for c in found if not c.sectors]
        topic = self._read_topic(doc) if open_ones else ()
        for c in open_ones:
            c.sectors = self._look_around(doc, c, topic)

    def _look_around(self, doc: Annotated, c: Candidate, topic: tuple[str, ...]) -> tuple[str, ...]:
        """The sectors that a candidate takes from its quotation, what the page is about, or else what stands before.

        A visit of which nothing says what it is for is one of relations as such, whatever stands before.
        """
        if c.kind == _VISIT and not c.scene:
            return (_GENERAL, *topic)[:2]
        around = self._of(doc, c.quote.content if c.quote else ()) or topic or self._of(doc, self._before(doc, c))
        if around:
            return _main_first(_as_politics(around), c.scene)
        read, names = self._sectors.read, _find_names(doc, c.clauses)
        return c.scene or read(c.clauses, skip=names) or read(c.clauses)

    def _read_topic(self, doc: Annotated) -> tuple[str, ...]:
        """What the article as a whole is about, for records without a word of a sector near them."""
        text = doc.article.text
        rows = [self._splitter.split(text, shorten(s.span)) for s in doc.sentences[:_TOPIC]]
        return self._sectors.read_topic(rows)

    def _find_asides(self, c: Candidate, first: int) -> list[Span]:
        """The words that tell when, why or on what condition, without the clauses of the verb and of its object."""
        clauses = c.clauses
        own = {clauses.tokens[c.trigger.first].clause, clauses.tokens[first].clause}
        inside, aside = False, set()
        for n, opener in enumerate(clauses.openers):
            if opener in self._asides:
                inside = True
            elif n in own or opener[:1].isalpha():
                inside = False
            if inside and n not in own:
                aside.add(n)
        spans = [t.span for t in clauses.tokens if t.clause in aside]
        return [*spans, c.conditions] if c.conditions else spans

    def _before(self, doc: Annotated, c: Candidate) -> list[Span]:
        """The two sentences before that of the candidate in the body, the nearest first."""
        at = bisect_left(doc.sentences, c.clauses.span.start, key=lambda s: s.span.start)
        before = [s for s in doc.sentences[max(0, at - _BEFORE) : at] if doc.article.blocks[s.block].kind != "title"]
        return [s.span for s in reversed(before)]

    def _of(self, doc: Annotated, spans: Sequence[Span]) -> tuple[str, ...]:
        """The sectors of the first of the spans that names any."""
        rows = (self._splitter.split(doc.article.text, shorten(s)) for s in spans)
        return next((found for row in rows if (found := self._sectors.read(row))), ())


def _find_names(doc: Annotated, clauses: Clauses) -> list[Span]:
    """Where the sentence names people, offices and organisations: what they deal in is not what it is about."""
    here = clauses.span
    first, last = (bisect_left(doc.mentions, k, key=lambda m: m.span.start) for k in (here.start, here.end))
    return [m.span for m in doc.mentions[first:last] if m.kind in _NAMES]


def _main_first(found: tuple[str, ...], scene: tuple[str, ...]) -> tuple[str, ...]:
    """The main sector of what was found, then that of the scene, then the rest: two at most."""
    return tuple(dict.fromkeys([*found[:1], *scene, *found]))[:2] if scene else found


def _as_politics(sectors: tuple[str, ...]) -> tuple[str, ...]:
    """A record that names neither arms nor troops on a page about them is of the politics of the conflict as well."""
    return (*sectors, "regional_order") if sectors == ("defence_security",) else sectors
