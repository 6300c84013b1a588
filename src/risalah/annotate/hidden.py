"""Characters that nobody sees (direction marks, zero-width blanks): kept in the text, ignored in matching.

A page that has some is read as its shadow, the same text without them, and what was found is put back to its places
in the text as it stands.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from risalah.model.article import Article, Block, Dateline
from risalah.model.document import Document, Failure
from risalah.model.gate import GateReport
from risalah.model.span import Span

_HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


class Shadow:
    """An article without its hidden characters, and the way back. `article` is what to read."""

    def __init__(self, original: Article) -> None:
        text = original.text
        self._original = original
        self._places = [i for i, c in enumerate(text) if not _HIDDEN.match(c)]
        self._index: dict[int, int] = {p: i for i, p in enumerate(self._places)}
        blocks = tuple(b for b in (self._block(b) for b in original.blocks) if b is not None)
        line = original.dateline
        span = self._forth(line.span) if line else None
        self.article = replace(
            original,
            text="".join(text[i] for i in self._places),
            blocks=blocks,
            dateline=Dateline(span, line.place) if line and span else None,
        )

    def restore(self, document: Document, where: str = "") -> Document:
        """The document with every span put back into the original text, and a note of what is hidden there."""
        body = document.to_json()
        read = document.article
        body["gate"] = None
        body["article"] = replace(
            self._original,
            relevant=read.relevant,
            relevance=read.relevance,
            relevance_reasons=read.relevance_reasons,
        ).to_json()
        for name in ("mentions", "quotations", "meetings", "commitments"):
            self._put_back(body[name])
        restored = replace(Document.from_json(body), gate=self._put_back_gate(document.gate))
        count = len(self._original.text) - len(self._places)
        first = _HIDDEN.search(self._original.text)
        detail = (
            f"{count} invisible characters stand in the text, the first at {first.start() if first else 0}; "
            "they are kept, and ignored in matching"
        )
        note = Failure("annotate", "hidden_characters", detail, where, quarantined=False)
        return replace(restored, failures=(*restored.failures, note))

    def _put_back_gate(self, report: GateReport | None) -> GateReport | None:
        """The gate's report with its spans at their places in the original text."""
        if report is None:
            return None
        verdicts = tuple(
            replace(v, spans=tuple(Span(*self._back(s.start, s.end)) if s else None for s in v.spans))
            for v in report.verdicts
        )
        return replace(report, verdicts=verdicts)

    def _block(self, block: Block) -> Block | None:
        span = self._forth(block.span)
        return Block(block.kind, span) if span else None

    def _forth(self, span: Span) -> Span | None:
        """A span of the original in the shadow; None where all of it is hidden."""
        inside = [i for i in range(span.start, span.end) if i in self._index]
        return Span(self._index[inside[0]], self._index[inside[-1]] + 1) if inside else None

    def _back(self, start: int, end: int) -> tuple[int, int]:
        return self._places[start], self._places[end - 1] + 1

    def _put_back(self, value: Any) -> None:
        """Move every span inside a JSON value to its place in the original text."""
        if isinstance(value, list):
            for item in value:
                self._put_back(item)
        elif isinstance(value, dict):
            if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
                value["start"], value["end"] = self._back(value["start"], value["end"])
                value["exact"] = self._original.text[value["start"] : value["end"]]
            if isinstance(value.get("sentence"), list):
                value["sentence"] = list(self._back(*value["sentence"]))
            for key, item in value.items():
                if key != "sentence":
                    self._put_back(item)


def has_hidden(text: str) -> bool:
    """Does the text hold characters that nobody sees?"""
    return _HIDDEN.search(text) is not None
