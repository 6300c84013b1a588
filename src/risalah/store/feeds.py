"""The feeds of a register: what is followed, what waits to be fetched, what was fetched, and when each is due again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, and_, func, or_, select

from risalah.store.keep import make_plain
from risalah.store.schema import dumps
from risalah.store.schema_feeds import answers, feed_items, feeds
from risalah.store.writer import Store

ItemState = Literal["done", "failed", "refused"]

TRIES_MOST = 5
"""Polls in which a page that could not be fetched is tried again; after them it counts as refused."""
_LONGEST_PAUSE = timedelta(hours=24)
_CHUNK = 500  # keys in one statement


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed that is followed. Times are ISO 8601 in UTC; `items`, `waiting` and `done` count its pages."""

    url: str
    kind: str | None
    title: str | None
    outlet: str | None
    added: str
    polled: str | None
    due: str | None
    state: str
    detail: str | None
    faults: int
    waiting: int = 0
    done: int = 0
    lost: int = 0

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """A page that a feed told of, to be fetched. `body` holds what the feed says of it; `outlet` is the feed's."""

    key: str
    url: str | None
    feed: str | None
    outlet: str | None
    tries: int
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Validator:
    """What a server said of the version of an address: an ETag, a date."""

    etag: str | None = None
    last_modified: str | None = None


class FeedBook:
    """The feeds of an open register. What it changes needs a store that is open for writing."""

    def __init__(self, store: Store, now: datetime | None = None) -> None:
        self._store = store
        self._given = now

    @property
    def now(self) -> datetime:
        """The time that is written."""
        return self._given or datetime.now(UTC)

    # Feeds ------------------------------------------------------------------------------------------------------

    def add(self, url: str, outlet: str | None = None, title: str | None = None) -> bool:
        """Follow a feed; False where it is followed already (an outlet that is given is noted all the same)."""
        with self._store._write() as c:
            known = c.execute(select(feeds.c.url).where(feeds.c.url == url)).first()
            if known:
                if outlet is not None:
                    c.execute(feeds.update().where(feeds.c.url == url).values(outlet=outlet))
                return False
            row = {"url": url, "outlet": outlet, "title": title, "added": _stamp(self.now), "state": "new", "faults": 0}
            c.execute(feeds.insert().values(row))
            return True

    def remove(self, url: str) -> bool:
        """Follow a feed no longer; False where it was not. Its pages stay; those that wait are no longer fetched."""
        with self._store._write() as c:
            waiting = and_(feed_items.c.feed == url, feed_items.c.state.in_(("waiting", "failed")))
            c.execute(feed_items.delete().where(waiting))
            return bool(c.execute(feeds.delete().where(feeds.c.url == url)).rowcount)

    def followed(self) -> list[FeedRow]:
        """All feeds, by address."""
        return self._read(None)

    def due(self) -> list[FeedRow]:
        """The feeds that are due now; one that is gone never is."""
        stamp = _stamp(self.now)
        return self._read(and_(feeds.c.state != "gone", or_(feeds.c.due.is_(None), feeds.c.due <= stamp)))

    def _read(self, condition: Any) -> list[FeedRow]:
        i = feed_items.c
        with self._store._read() as c:
            query = select(feeds).order_by(feeds.c.url)
            found = c.execute(query if condition is None else query.where(condition)).mappings().all()
            counted = c.execute(select(i.feed, i.state, func.count()).group_by(i.feed, i.state)).all()
        numbers = {(feed, state): n for feed, state, n in counted}
        return [
            FeedRow(
                **row,
                waiting=numbers.get((row["url"], "waiting"), 0) + numbers.get((row["url"], "failed"), 0),
                done=numbers.get((row["url"], "done"), 0),
                lost=numbers.get((row["url"], "refused"), 0),
            )
            for row in found
        ]

    def note_read(
        self,
        url: str,
        items: Sequence[tuple[str, str | None, str | None, Mapping[str, Any]]],
        validators: Mapping[str, Validator],
        *,
        pause: timedelta,
        kind: str | None = None,
        title: str | None = None,
    ) -> int:
        """A feed was read, or has not changed: keep what is new in it, and what to ask it with. How many were new.

        `items` are (key, address, latest day, what the feed says). A page that is done waits again only where the
        feed tells of a later day. All in one transaction: what a server was told to be ours is ours.
        """
        with self._store._write() as c:
            fresh = self._add_items(c, url, items)
            self._note_answers(c, validators)
            values: dict[str, Any] = {"state": "ok", "detail": None, "faults": 0, "polled": _stamp(self.now)}
            values |= {k: make_plain(v) for k, v in (("kind", kind), ("title", title)) if v}
            c.execute(feeds.update().where(feeds.c.url == url).values(due=_stamp(self.now + pause), **values))
        return fresh

    def note_fault(self, url: str, detail: str, *, pause: timedelta, gone: bool = False) -> None:
        """A feed could not be read: it is left alone, longer each time, or for good where it is gone."""
        with self._store._write() as c:
            faults = int(c.execute(select(feeds.c.faults).where(feeds.c.url == url)).scalar() or 0) + 1
            wait = min(pause * 2 ** min(faults - 1, 10), max(pause, _LONGEST_PAUSE))
            values = {"state": "gone" if gone else "failing", "detail": make_plain(detail), "faults": faults}
            change = feeds.update().where(feeds.c.url == url)
            c.execute(change.values(polled=_stamp(self.now), due=_stamp(self.now + wait), **values))

    # Pages ------------------------------------------------------------------------------------------------------

    def waiting(self, since: str | None = None, limit: int | None = None) -> list[WaitingItem]:
        """The pages to fetch, the latest first; with `since`, none that its feed dates before that day."""
        i = feed_items.c
        joined = feed_items.outerjoin(feeds, feeds.c.url == i.feed)
        query = select(i.key, i.url, i.feed, feeds.c.outlet, i.tries, i.body).select_from(joined)
        query = query.where(i.state.in_(("waiting", "failed")))
        if since is not None:
            query = query.where(or_(i.day.is_(None), i.day >= since))
        query = query.order_by(func.coalesce(i.day, "9").desc(), i.key).limit(limit)
        with self._store._read() as c:
            return [WaitingItem(**{**row, "body": json.loads(row["body"])}) for row in c.execute(query).mappings()]

    def note_items(
        self, outcomes: Iterable[tuple[WaitingItem, ItemState, str | None]], validators: Mapping[str, Validator]
    ) -> None:
        """What became of pages: (page, done or failed or refused, the reason)."""
        change = feed_items.update()
        with self._store._write() as c:
            for item, state, reason in outcomes:
                tries = item.tries + 1
                final = "refused" if state == "failed" and tries >= TRIES_MOST else state
                values: dict[str, Any] = {"state": final, "done": _stamp(self.now), "tries": tries, "reason": reason}
                if final != "failed":
                    values["body"] = "{}"
                c.execute(change.where(feed_items.c.key == item.key).values(values))
            self._note_answers(c, validators)

    def validators(self, urls: Sequence[str]) -> dict[str, Validator]:
        """What to ask for these addresses with, for those that were read before."""
        out: dict[str, Validator] = {}
        with self._store._read() as c:
            for at in range(0, len(urls), _CHUNK):
                query = select(answers).where(answers.c.url.in_(list(urls[at : at + _CHUNK])))
                out |= {r["url"]: Validator(r["etag"], r["last_modified"]) for r in c.execute(query).mappings()}
        return out

    def _add_items(
        self, c: Connection, feed: str, items: Sequence[tuple[str, str | None, str | None, Mapping[str, Any]]]
    ) -> int:
        given = {make_plain(key): (url, day, body) for key, url, day, body in items}
        known: dict[str, Any] = {}
        keys = list(given)
        for at in range(0, len(keys), _CHUNK):
            query = select(feed_items).where(feed_items.c.key.in_(keys[at : at + _CHUNK]))
            known |= {r["key"]: r for r in c.execute(query).mappings()}
        stamp = _stamp(self.now)
        new, again = [], []
        for key, (url, day, body) in given.items():
            row = {"feed": feed, "url": url, "day": day, "state": "waiting", "tries": 0, "reason": None}
            row["body"] = make_plain(dumps(body))
            before = known.get(key)
            if before is None:
                new.append({**row, "key": key, "found": stamp})
            elif before["state"] in ("done", "refused") and day and day > (before["day"] or ""):
                again.append((key, row))
        if new:
            c.execute(feed_items.insert(), new)
        for key, row in again:
            c.execute(feed_items.update().where(feed_items.c.key == key).values(row))
        return len(new) + len(again)

    def _note_answers(self, c: Connection, validators: Mapping[str, Validator]) -> None:
        urls = list(validators)
        for at in range(0, len(urls), _CHUNK):
            c.execute(answers.delete().where(answers.c.url.in_(urls[at : at + _CHUNK])))
        rows = [
            {"url": url, "etag": v.etag, "last_modified": v.last_modified, "fetched": _stamp(self.now)}
            for url, v in validators.items()
            if v.etag or v.last_modified
        ]
        if rows:
            c.execute(answers.insert(), [{k: x and make_plain(x) for k, x in row.items()} for row in rows])


def _stamp(when: datetime) -> str:
    """A time as it is kept: UTC, to the second, so that texts compare as times."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
