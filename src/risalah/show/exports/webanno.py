"""W3C Web Annotation (Recommendation of 2017): one annotation for each piece of evidence, found by quote and position.

Positions are code points of the cleaned text, begin included, end excluded.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from risalah.model.article import Article
from risalah.model.ids import short_id
from risalah.show.exports.shelf import Shelf

_Pieces = list[tuple[str, str, dict[str, Any]]]


def write_webanno(shelf: Shelf) -> Iterator[str]:
    """An AnnotationCollection with all annotations on its first page."""
    wanted: dict[str, _Pieces] = defaultdict(list)
    for entry in shelf.entries:
        for ref in entry.records:
            for row in shelf.evidence.get(ref, ()):
                wanted[row["article"]].append((entry.type, entry.id, row))
    items = (
        _annotate(shelf, article, kind, key, row, n)
        for article in shelf.read_articles()
        for n, (kind, key, row) in enumerate(wanted.get(article.id, ()))
    )
    total = sum(len(v) for v in wanted.values())
    head = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": shelf.link("export", "webanno")}
    yield json.dumps({**head, "type": "AnnotationCollection", "total": total}, ensure_ascii=False)[:-1]
    yield ', "first": {"type": "AnnotationPage", "startIndex": 0, "items": ['
    mark = "\n"
    for item in items:
        yield mark + json.dumps(item, ensure_ascii=False)
        mark = ",\n"
    yield "]}}\n"


def _annotate(shelf: Shelf, article: Article, kind: str, key: str, row: dict[str, Any], n: int) -> dict[str, Any]:
    a, b = row["start"], row["end"]
    prefix, suffix = shelf.around(article, a, b)
    value = f"{kind}:{key}/{row['field']}"
    return {
        "id": f"urn:risalah:annotation:{short_id('n', key, row['field'], article.id, str(a), str(b), str(n))}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": "tagging"},
            {"type": "SpecificResource", "source": shelf.link(kind, key), "purpose": "identifying"},
        ],
        "target": {
            "source": article.url or f"urn:risalah:article:{article.id}",
            "selector": [
                {"type": "TextQuoteSelector", "exact": row["exact"], "prefix": prefix, "suffix": suffix},
                {"type": "TextPositionSelector", "start": a, "end": b},
            ],
            **(
                {"state": {"type": "TimeState", "sourceDate": article.published}} if _is_time(article.published) else {}
            ),
        },
        "canonical": f"urn:risalah:article:{article.id}",
    }


def _is_time(published: str | None) -> bool:
    """The context wants a time with its zone."""
    return bool(published) and "T" in str(published) and (str(published)[-6] in "+-" or str(published).endswith("Z"))
