"""What each count of an entry counted: which articles, outlets, origins and speakers, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from risalah.model.register import ArticleEntry, Entry, RecordRef
from risalah.store.reader import Reader


def list_counts(
    store: Reader,
    entry: Entry,
    bodies: Mapping[RecordRef, Mapping[str, Any]],
    articles: Mapping[str, ArticleEntry | None],
) -> dict[str, Any]:
    """The members of each count of `entry.support`.

    `articles`, `outlets`, `origins` and `speakers` are each {"count", "of"}: `count` as the register has it, `of` the
    members: article ids; outlet names (null where nobody names it) with the articles of each; origins with the
    articles and reason of each; speakers with the records that name them. `copies` are the articles that no count
    holds, each with the article of which it is a copy.
    """
    known = [articles[key] for key in dict.fromkeys(r.article for r in entry.records)]
    rows = [a for a in known if a is not None]
    first: dict[tuple[str, str | None], str] = {}
    copies = []
    for a in rows:
        place = (a.duplicate_of or a.id, a.outlet)
        if place in first:
            copies.append({"article": a.id, "copy_of": a.duplicate_of or first[place]})
        else:
            first[place] = a.id
    # An outlet that nobody names is its own, once for an article and its copies.
    outlets: dict[tuple[str, str], list[str]] = {}
    origins: dict[str, list[dict[str, str]]] = {}
    for a in rows:
        outlets.setdefault((a.outlet or "", "" if a.outlet else a.duplicate_of or a.id), []).append(a.id)
        origins.setdefault(a.origin or "", []).append({"article": a.id, "basis": a.origin_basis})
    speakers: dict[str, list[str]] = {}
    for ref in entry.records:
        for speaker in _speakers(store, entry, ref, bodies.get(ref, {})):
            speakers.setdefault(speaker, []).append(f"{ref.article}#{ref.id}")
    support = entry.support
    return {
        "articles": {"count": support.articles, "of": sorted(first.values())},
        "outlets": {
            "count": support.outlets,
            "of": [{"outlet": name or None, "articles": v} for (name, _), v in sorted(outlets.items())],
        },
        "origins": {"count": support.origins, "of": [{"origin": k, "articles": v} for k, v in sorted(origins.items())]},
        "speakers": {
            "count": support.speakers,
            "of": [{"actor": k, "records": v} for k, v in sorted(speakers.items())],
        },
        "copies": copies,
        "official": support.official,
    }


def _speakers(store: Reader, entry: Entry, ref: RecordRef, body: Mapping[str, Any]) -> list[str]:
    """Whose words a record rests on: who tells of a promise, who speaks, who spoke at a meeting."""
    if entry.type == "commitment":
        return [str(body["said_by"])] if body.get("said_by") else []
    if entry.type == "quotation":
        return [str(a) for a in (body.get("speaker"), *(body.get("co_speakers") or ())) if a]
    document = store.document(ref.article)
    if document is None:
        return []
    return sorted({q.speaker for q in document.quotations if q.speaker and q.occasion == ref.id})
