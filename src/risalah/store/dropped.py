"""Pages that a gate dropped at the first look, as they are written: no articles, and known when they come again."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, select

from risalah.model.document import Failure
from risalah.store import rows, schema
from risalah.store.pages import KnownPage, Reading, replace_articles
from risalah.store.schema import dumps
from risalah.store.schema_dropped import dropped


def write_dropped(c: Connection, readings: Sequence[Reading], run: int | None) -> bool:
    """Note pages that gates dropped; says whether articles that they gave before are none any more.

    The text of a page is kept where the page is sampled.
    """
    made = {row["page"]: row for row in (_describe(reading, run) for reading in readings)}
    if not made:
        return False
    keys = sorted(made)
    c.execute(dropped.delete().where(dropped.c.page.in_(keys)))
    c.execute(dropped.insert(), list(made.values()))
    p = schema.pages
    before = {key: found[0]["article"] for key, found in rows.gather(c, p, "key", keys, "key").items()}
    c.execute(p.delete().where(p.c.key.in_(keys)))
    return replace_articles(c, {old: made[key]["article"] for key, old in sorted(before.items())})


def drop_dropped(c: Connection, keys: Collection[str]) -> None:
    """These pages gave articles: no gate drops them any more."""
    if keys:
        c.execute(dropped.delete().where(dropped.c.page.in_(sorted(keys))))


def find_dropped(c: Connection, article: str) -> tuple[str, str | None] | None:
    """(article id, address) of a dropped page by the id that its text gives, or a beginning of it; None without one."""
    d = dropped.c
    wanted = article if article.startswith("sha256:") else "sha256:" + article
    query = select(d.article, d.url).where(d.article >= wanted, d.article < wanted + "\U0010ffff")
    row = c.execute(query.order_by(d.article).limit(1)).first() if article else None
    return None if row is None else (str(row.article), row.url)


def erase_dropped(c: Connection, articles: Collection[str], urls: Collection[str]) -> None:
    """Forget the dropped pages with these texts or addresses."""
    d = dropped.c
    c.execute(dropped.delete().where(d.article.in_(sorted(articles)) | d.url.in_(sorted(urls))))


def find_known_dropped(c: Connection, keys: Sequence[str], engine: str) -> dict[str, KnownPage]:
    """The pages among `keys` that this very engine's gates have dropped, by key."""
    d = dropped.c
    query = select(d.page, d.article, d.gate, d.body).where(d.page.in_(list(keys)), d.engine == engine)
    return {
        row.page: KnownPage(
            row.article,
            relevant=False,
            failures=tuple(Failure.from_json(f) for f in json.loads(row.body)["failures"]),
            gate=row.gate,
        )
        for row in c.execute(query)
    }


def _describe(reading: Reading, run: int | None) -> dict[str, Any]:
    document = reading.document
    article, drop = document.article, document.dropped
    assert drop is not None
    reasons = [list(r) for r in article.relevance_reasons]
    body = {"reasons": reasons, "failures": [f.to_json() for f in document.failures]}
    return {
        "page": reading.key or article.id,
        "engine": reading.engine,
        "article": article.id,
        "place": _plain(reading.place),
        "url": _plain(article.url),
        "outlet": _plain(article.outlet),
        "title": _plain(article.title),
        "lang": article.lang,
        "gate": drop.gate,
        "score": drop.score,
        "sampled": int(drop.sampled),
        "text": _plain(article.text) if drop.sampled else None,
        "body": dumps(body).encode("utf-8", "replace").decode().replace("\x00", "�"),
        "run": run,
    }


def _plain(text: str | None) -> str | None:
    """`text` as every database can hold it."""
    return None if text is None else text.replace("\x00", "�").encode("utf-8", "replace").decode()
