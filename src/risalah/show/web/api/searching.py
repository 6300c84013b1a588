"""What a search answers: entries of all types with facets, or articles by their texts."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

from risalah.model.register import Entry
from risalah.show.web.api.answers import Wrong
from risalah.show.web.api.entries import find_page, next_url
from risalah.show.web.api.questions import SearchQuestion, iso
from risalah.show.web.desk import Desk
from risalah.store.words import cut_snippet, read_query

_ONLY_ARTICLES = ("pair", "state", "actor", "sector", "stage", "kind", "year", "conflicts")


def answer_search(desk: Desk, question: SearchQuestion, day: str, path: str) -> Response:
    """Entries that hold the words, the latest first, with `next_url`; or the best articles, as many as `limit`.

    What holds no letter or digit finds nothing, and the answer says so.
    """
    words = read_query(question.q)
    body: dict[str, Any] = {"ok": True, "as_of": day, "total": 0, "total_is_exact": True, "next_url": None}
    if not words:
        return JSONResponse({**body, "items": [], "facets": None, "note": "give a word of letters or digits"})
    if question.what == "article":
        found = _find_articles(desk, question)
        return JSONResponse({**body, **found, **({} if found["items"] else _tell_none(words))})
    page = find_page(desk.reader, question.what or "", question, day, path)
    body["total"] = page.found.total
    if not page.found.total:
        body |= _tell_none(words)
    url = next_url(path, question, page.next)
    return JSONResponse({**body, "next_url": url, "items": [describe_hit(e, words) for e in page.entries],
                         "facets": page.facets})  # fmt: skip


def _tell_none(words: list[str]) -> dict[str, str]:
    return {"note": f"nothing holds all of: {', '.join(words)}"[:200]}


def describe_hit(entry: Entry, words: list[str]) -> dict[str, Any]:
    """An entry as a hit."""
    value = entry.value
    said = " ".join(c["exact"] for c in value.get("content") or ())
    place = (value.get("place") or {}).get("name") or ""
    title = value.get("title") or said or " ".join(x for x in (value.get("kind"), place) if x)
    when = value.get("when") or value.get("said_on") or {}
    return {
        "type": entry.type,
        "id": entry.id,
        "title": str(title)[:300],
        "snippet": cut_snippet(said or str(title), words),
        "day": when.get("to") or when.get("from"),
        "url": f"/{entry.type}/{entry.id}",
    }


def _find_articles(desk: Desk, question: SearchQuestion) -> dict[str, Any]:
    given = question.model_dump(exclude_defaults=True)
    wrong = [f"{n}: this filters entries, not articles" for n in _ONLY_ARTICLES if n in given]
    wrong += [f"{n}: articles take one value" for n in ("outlet", "lang") if len(given.get(n, ())) > 1]
    wrong += ["after: this list has one page; raise limit"] if question.after else []
    if wrong:
        raise Wrong(400, *wrong)
    hits = desk.reader.search(
        question.q,
        limit=question.limit + 1,
        outlet=question.outlet[0] if question.outlet else None,
        lang=question.lang[0] if question.lang else None,
        first=iso(question.from_),
        last=iso(question.to),
    )
    shown = hits[: question.limit]
    rows = {h.article: desk.article(h.article) for h in shown}
    items = []
    for hit in shown:
        row = rows[hit.article]
        day = row.published[:10] if row and row.published else None
        items.append({"type": "article", "id": hit.article, "title": hit.title or "", "snippet": hit.snippet,
                      "day": day, "url": f"/article/{hit.article}"})  # fmt: skip
    return {"total": len(shown), "total_is_exact": len(hits) <= question.limit, "items": items, "facets": None}
