"""Pages of articles, stories and actors after a key, in one walk along an index each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal_column, select, tuple_

from risalah.store import schema
from risalah.store.reader import Reader

COUNTED = 10_000
"""So many rows of a list are counted; where there are more, the total is "more than that"."""
_END = "~"  # after every character of a date


@dataclass(frozen=True, slots=True)
class Rows:
    """A page: rows as JSON, the key of each, how many there are in all, and whether that is exact."""

    items: list[dict[str, Any]]
    keys: list[tuple[str, ...]]
    total: int
    exact: bool


def page_articles(
    reader: Reader,
    *,
    outlet: str | None = None,
    lang: str | None = None,
    story: str | None = None,
    first: str | None = None,
    last: str | None = None,
    after: tuple[str, str] | None = None,
    limit: int = 50,
) -> Rows:
    """Articles, the latest published first; `first` and `last` are ISO days of publication, inclusive."""
    a, e = schema.articles.c, schema.article_entries.c
    day = func.coalesce(a.published, literal_column("''"))
    query: Select[Any] = select(e.body, day, a.id).join(schema.articles, a.id == e.id)
    if outlet is not None:
        query = query.where(a.outlet == outlet)
    if lang is not None:
        query = query.where(a.lang == lang)
    if story is not None:
        query = query.where(e.story == story)
    if first is not None:
        query = query.where(day >= first)
    if last is not None:
        query = query.where(day < last + _END)
    return _page(reader, query, (day, a.id), after, limit)


def page_stories(
    reader: Reader,
    *,
    first: str | None = None,
    last: str | None = None,
    after: tuple[str, str] | None = None,
    limit: int = 50,
) -> Rows:
    """Stories, the latest first; `first` and `last` are ISO days between which they end."""
    s = schema.stories.c
    day = func.coalesce(s.date_to, literal_column("''"))
    query: Select[Any] = select(s.body, day, s.id)
    if first is not None:
        query = query.where(day >= first)
    if last is not None:
        query = query.where(day < last + _END)
    return _page(reader, query, (day, s.id), after, limit)


def page_actors(
    reader: Reader,
    *,
    kinds: list[str] | None = None,
    state: str | None = None,
    words: str | None = None,
    after: tuple[str, ...] | None = None,
    limit: int = 50,
) -> Rows:
    """Actors by id, downwards; `state` is that which they belong to, `words` must all stand in the name."""
    a = schema.actors.c
    query: Select[Any] = select(a.body, a.id)
    if kinds:
        query = query.where(a.kind.in_(kinds))
    if state is not None:
        query = query.where(a.body.contains(f'"country":{json.dumps(state)}', autoescape=True))
    for word in (words or "").replace("\x00", " ").lower().split()[:8]:
        query = query.where(func.lower(a.name).contains(word, autoescape=True))
    return _page(reader, query, (a.id,), after, limit)


def _page(reader: Reader, query: Select[Any], keys: Any, after: tuple[str, ...] | None, limit: int) -> Rows:
    counted = select(func.count()).select_from(query.with_only_columns(keys[-1]).limit(COUNTED + 1).subquery())
    if after is not None:
        query = query.where(tuple_(*keys) < tuple_(*after))
    with reader.sets() as (c, _):
        total = int(c.execute(counted).scalar() or 0)
        found = c.execute(query.order_by(*(k.desc() for k in keys)).limit(limit)).all()
    return Rows([json.loads(r[0]) for r in found], [tuple(r[1:]) for r in found], min(total, COUNTED), total <= COUNTED)
