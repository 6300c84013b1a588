"""Texts laid aside in a file while articles are linked: what is compared stays in memory, what is read again does not.

Linking goes through the articles in the order of time, several times; a text is asked for a few times, and mostly with
those around it. So a large register needs the memory of its records and of what stories are recognised by, and its
texts lie on disk. What is linked does not depend on it.
"""

from __future__ import annotations

import pickle
import tempfile
import zlib
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from sys import intern
from typing import Any

from risalah.model.annotation import Actor, Mention
from risalah.model.article import Article
from risalah.model.document import Document

_FEW = 2000
"""So many documents stay as they are: a small register is not worth a file."""
_AT_HAND = 1000
"""Texts that are kept in memory after they were asked for: those of some days."""
_KEPT_METADATA = ("official_by",)

_Body = tuple[str, tuple[Mention, ...]]


class Shelf:
    """A temporary file of texts. Used as a context; the documents that it gives are good inside it."""

    def __init__(self, few: int = _FEW, at_hand: int = _AT_HAND) -> None:
        self._few, self._most = few, at_hand
        self._file = tempfile.TemporaryFile(prefix="risalah-texts-")  # noqa: SIM115  closed by the context
        self._places = array("q", [0])
        self._at_hand: OrderedDict[int, _Body] = OrderedDict()
        self._actors: dict[Actor, Actor] = {}
        self._seen = 0

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        self._at_hand.clear()
        self._file.close()

    def put(self, document: Document) -> Document:
        """The same document, its text and mentions on disk from now on."""
        self._seen += 1
        if self._seen <= self._few:
            return document
        article = document.article
        body = zlib.compress(pickle.dumps((article.text, document.mentions), pickle.HIGHEST_PROTOCOL), 1)
        number = len(self._places) - 1
        self._file.seek(self._places[-1])
        self._file.write(body)
        self._places.append(self._places[-1] + len(body))
        return replace(
            document,
            article=_shelve(article, self, number),
            mentions=_ShelvedMentions(self, number),
            # The same states and persons stand in thousands of articles.
            actors=tuple(self._actors.setdefault(a, a) for a in document.actors),
            failures=(),
            gate=None,
        )

    def take(self, number: int) -> _Body:
        """Text and mentions of a document that was laid aside."""
        found = self._at_hand.get(number)
        if found is not None:
            self._at_hand.move_to_end(number)
            return found
        begin = self._places[number]
        self._file.seek(begin)
        body: _Body = pickle.loads(zlib.decompress(self._file.read(self._places[number + 1] - begin)))
        self._at_hand[number] = body
        if len(self._at_hand) > self._most:
            self._at_hand.popitem(last=False)
        return body


class _ShelvedArticle(Article):
    """An article whose text lies on a shelf, and of whose blocks only the first of the body is kept."""

    __slots__ = ("_number", "_shelf")
    _number: int
    _shelf: Shelf

    @property
    def text(self) -> str:
        """The text, read again where it is not at hand."""
        return self._shelf.take(self._number)[0]


def _shelve(article: Article, shelf: Shelf, number: int) -> Article:
    lean = object.__new__(_ShelvedArticle)
    body = next((b for b in article.blocks if b.kind != "title"), None)
    changed: dict[str, Any] = {
        "blocks": (body,) if body else (),
        "relevance_reasons": (),
        "metadata": {k: article.metadata[k] for k in _KEPT_METADATA if k in article.metadata},
        "outlet": intern(article.outlet) if article.outlet else article.outlet,
        "lang": intern(article.lang),
    }
    for f in fields(Article):
        if f.name != "text":
            object.__setattr__(lean, f.name, changed.get(f.name, getattr(article, f.name)))
    object.__setattr__(lean, "_shelf", shelf)
    object.__setattr__(lean, "_number", number)
    return lean


class _ShelvedMentions(tuple[Mention, ...]):
    """The mentions of a document that was laid aside: a tuple that is filled when it is looked into."""

    _number: int
    _shelf: Shelf

    def __new__(cls, shelf: Shelf, number: int) -> _ShelvedMentions:
        made = super().__new__(cls)
        made._shelf, made._number = shelf, number
        return made

    def _all(self) -> tuple[Mention, ...]:
        return self._shelf.take(self._number)[1]

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __getitem__(self, at: Any) -> Any:
        return self._all()[at]

    def __eq__(self, other: object) -> bool:
        return self._all() == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all())
