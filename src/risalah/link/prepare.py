"""One document made ready for linking by block: what its place hangs on in little room, the rest for later.

Nothing here looks at a second document, so documents may be prepared anywhere and in any order.
"""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass, replace
from datetime import date, datetime
from sys import intern
from typing import TypeAlias

from risalah.link.actors import rename_actors
from risalah.link.duplicates import Sketch, find_bands, sketch_article
from risalah.link.entries import Key, block_keys
from risalah.link.human import select
from risalah.link.offices import OfficeClaim, OfficeReader
from risalah.link.relations import find_cues
from risalah.link.stories import Outline, outline
from risalah.link.terms import TermReader
from risalah.link.views import ArticleView, RecordView, Told, as_json, view_articles, view_records
from risalah.link.words import WordReader
from risalah.model.annotation import Actor
from risalah.model.article import Article
from risalah.model.document import Document
from risalah.model.record import Commitment, Meeting, Quotation
from risalah.resources.linking import Weights

_OF_STORIES = ("s", "l")
Counts: TypeAlias = "tuple[tuple[str, ...], array[float]]"
"""The words of an article with their weights, in the order in which they come."""


@dataclass(slots=True)
class Light:
    """What placing an article needs: by what it is a copy, its outline and its words."""

    id: str
    order: tuple[str, str, str]
    day: date | None
    time: datetime | None
    address: str | None
    body: bytes | None
    shingles: array[int]
    numbers: frozenset[str]
    bands: array[int]
    outline: Outline
    counts: Counts

    def sketch(self, *, address: bool, body: bool) -> Sketch:
        """The sketch; without address or text where no other article has the same one."""
        numbers = self.numbers  # and nothing else of this: sketches are kept for some days
        return Sketch(
            id=self.id,
            order=self.order,
            day=self.day,
            time=self.time,
            address=self.address if address else None,
            body=self.body if body else None,
            shingles=self.shingles,
            numbers=lambda: numbers,
            root=self.id,
        )


@dataclass(slots=True)
class Heavy:
    """What telling a story needs of an article; its records go on by themselves."""

    view: ArticleView
    claims: list[OfficeClaim]
    counts: Counts


class Preparer:
    """Prepares documents. Keeps what it read of words."""

    def __init__(self, weights: Weights, names: dict[str, str]) -> None:
        """`names` are the ids of short names with those of the full names, of all documents."""
        self._w = weights
        self._names = names
        self._words = WordReader(weights)
        self._terms = TermReader(weights)
        self._offices = OfficeReader(weights)

    def prepare(self, document: Document) -> tuple[Light, Heavy, list[RecordView]]:
        """Both halves of a document, and its records with all that is read of them in its text.

        Raises whatever is wrong with it.
        """
        (view,) = view_articles([rename_actors(document, self._names)], self._w)
        sketch, shingles = sketch_article(view, self._w)
        article = view.document.article
        spelled = self._terms.spell(self._terms.read(article.title or "", view.body))
        counts = (tuple(intern(word) for word, _ in spelled), array("d", (n for _, n in spelled)))
        records = view_records(view, self._words, self._w)
        for record in records:
            cues = find_cues(record, self._w, self._words) if record.type == "commitment" else ()
            record.told = Told(as_json(record), select(record), cues)
        claims = self._offices.read(view)
        light = Light(
            id=view.id,
            order=view.order,
            day=view.day,
            time=sketch.time,
            address=view.address,
            body=sketch.body,
            shingles=view.shingles,
            numbers=view.numbers(),
            bands=array("q", find_bands(shingles)),
            outline=outline(view),
            counts=counts,
        )
        return light, Heavy(view, claims, counts), records


def shed(heavy: Heavy) -> Heavy:
    """The same without what telling a story does not ask for; its records and judgements must have been read."""
    document = heavy.view.document
    heavy.view.document = replace(
        document,
        mentions=(),
        commitments=(),
        failures=(),
        gate=None,
        meetings=tuple(replace(m, evidence=()) for m in document.meetings),
    )
    return heavy


def slim(record: RecordView) -> RecordView:
    """A record by itself, with what joining and resolving ask of its article, but for its place."""
    view, own = record.article, record.record
    document, meeting = view.document, isinstance(own, Meeting)
    posts = (a for a in document.actors if a.office and a.country) if meeting else ()
    lean = Document(
        article=Article(view.id, "", document.article.lang, (), published=document.article.published),
        actors=tuple(Actor(a.id, a.kind, "", (), a.office, a.country, suggested=a.suggested) for a in posts),
        meetings=tuple(replace(m, evidence=()) for m in document.meetings) if meeting else (),
        quotations=() if isinstance(own, Quotation) else tuple(q for q in document.quotations if q.occasion == own.id),
    )
    article = ArticleView(
        document=lean,
        day=view.day,
        address=None,
        outlet=view.outlet,
        official=view.official,
        start=0,
        sources=frozenset(),
    )
    kept = replace(own, evidence=()) if isinstance(own, Meeting | Commitment) else own
    return replace(record, article=article, record=kept)


def hash_keys(record: RecordView) -> list[tuple[int, bool, bool]]:
    """The blocks of a record as numbers whose two lowest bits are 0: (number, whether it stands for a story, whether
    the story is still to be mixed in), for a record whose story is not told yet.
    """
    return [(hash_key(record.type, key), key[0] == "s", key[0] in _OF_STORIES) for key in block_keys(record)]


def hash_key(kind: str, key: Key) -> int:
    """A block of one type of record as a number: the same on every machine."""
    return _hash("\x00".join((kind, *map(str, key))))


def mix_story(number: int, story: str) -> int:
    """The number of a block that holds the records of one story alone."""
    return _hash(f"{number}\x00{story}")


def _hash(text: str) -> int:
    found = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(found, "big") & ~3
