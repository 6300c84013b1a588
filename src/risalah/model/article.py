"""Pages as they come in, and articles as everything after `clean` sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from risalah.model.span import Span

PageKind = Literal["text", "html"]
BlockKind = Literal["title", "dateline", "paragraph", "heading", "list", "caption"]
PublishedBasis = Literal["metadata", "text", "dateline", "given", "none"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was read, never altered afterwards.

    `content` is decoded text: plain text, or HTML where `kind` is "html". `where` names the place that it came from
    ("folder/file.jsonl:12") for messages. What a row or the command line gave (`url title outlet published author
    lang source_id metadata`) stands beside it; None where it gave nothing.
    """

    content: str
    kind: PageKind = "text"
    where: str = ""
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    author: str | None = None
    lang: str | None = None
    source_id: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article text: the title, a paragraph, a sub-heading ..."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place (and agencies) that open a report: "JAKARTA, Kabar.example -". `span` covers all of it."""

    span: Span
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article. `text`, title first, is frozen: it is the only coordinate system (code points, half-open).

    `published` is ISO 8601, to the day or to the minute with zone; None where nothing says it. `via` lists the
    outlets or agencies that the page credits ("dikutip dari ..."), `furniture_removed` counts dropped characters.
    `relevance_reasons` are the heaviest: sign, zone, count, weight, points.
    """

    id: str
    text: str
    lang: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    published_basis: PublishedBasis = "none"
    dateline: Dateline | None = None
    via: tuple[str, ...] = ()
    furniture_removed: int = 0
    source_id: str | None = None
    relevant: bool = True
    relevance: float = 1.0
    relevance_reasons: tuple[tuple[str, str, int, float, float], ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The `article` object of CONTRACT.md; `blocks` and `dateline` are added fields."""
        return {
            "id": self.id,
            "source_id": self.source_id,
            "url": self.url,
            "outlet": self.outlet,
            "lang": self.lang,
            "title": self.title,
            "byline": list(self.byline),
            "published": self.published,
            "published_basis": self.published_basis,
            "text": self.text,
            "via": list(self.via),
            "furniture_removed": self.furniture_removed,
            "relevant": self.relevant,
            "relevance": self.relevance,
            "relevance_reasons": [list(reason) for reason in self.relevance_reasons],
            "blocks": [[b.kind, b.span.start, b.span.end] for b in self.blocks],
            "dateline": None
            if self.dateline is None
            else {"start": self.dateline.span.start, "end": self.dateline.span.end, "place": self.dateline.place},
            "metadata": self.metadata,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Article:
        """The inverse of `to_json`."""
        line = row.get("dateline")
        return cls(
            id=row["id"],
            text=row["text"],
            lang=row["lang"],
            blocks=tuple(Block(k, Span(a, b)) for k, a, b in row.get("blocks") or ()),
            title=row.get("title"),
            url=row.get("url"),
            outlet=row.get("outlet"),
            byline=tuple(row.get("byline") or ()),
            published=row.get("published"),
            published_basis=row.get("published_basis") or "none",
            dateline=Dateline(Span(line["start"], line["end"]), line.get("place")) if line else None,
            via=tuple(row.get("via") or ()),
            furniture_removed=row.get("furniture_removed") or 0,
            source_id=row.get("source_id"),
            relevant=bool(row.get("relevant")),
            relevance=float(row.get("relevance") or 0.0),
            relevance_reasons=tuple((s, z, n, w, p) for s, z, n, w, p in row.get("relevance_reasons") or ()),
            metadata=dict(row.get("metadata") or {}),
        )
