"""Quotations in the shape of GDELT's Global Quotation Graph: one line an article, each quotation with the words around.

Ours are the speaker, the form and the place in the cleaned text (`start`, `end`, code points).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from risalah.model.register import Entry
from risalah.show.exports.shelf import Shelf


def write_gdelt(shelf: Shelf) -> Iterator[str]:
    """JSON Lines: `date url lang title outlet quotes`, a quotation as `pre quote post speaker form start end`."""
    wanted: dict[str, list[tuple[Entry, str]]] = defaultdict(list)
    for entry in shelf.register.quotations:
        for ref in entry.records:
            wanted[ref.article].append((entry, ref.id))
    bodies = shelf.store.record_bodies(r for e in shelf.register.quotations for r in e.records)
    by_key = {(ref.article, ref.id): body for ref, body in bodies.items()}
    for article in shelf.read_articles():
        quotes = []
        for entry, record in wanted.get(article.id, ()):
            body = by_key.get((article.id, record))
            for span in (body or {}).get("content") or ():
                pre, post = shelf.around(article, span["start"], span["end"])
                speaker = body.get("speaker") if body else None
                quotes.append(
                    {
                        "pre": pre,
                        "quote": span["exact"],
                        "post": post,
                        "speaker": shelf.name(speaker) or None,
                        "speaker_id": speaker,
                        "verb": ((body or {}).get("cue") or {}).get("exact"),
                        "form": (body or {}).get("form"),
                        "start": span["start"],
                        "end": span["end"],
                        "id": entry.id,
                    }
                )
        if quotes:
            quotes.sort(key=lambda q: (q["start"], q["end"], q["id"]))
            head = {
                "article": article.id,
                "date": article.published,
                "url": article.url,
                "lang": article.lang,
                "title": article.title,
            }
            yield json.dumps({**head, "outlet": article.outlet, "quotes": quotes}, ensure_ascii=False) + "\n"
