"""What is followed, on both databases: what waits, what is done, when a feed is due again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from risalah.errors import StoreError
from risalah.store import FeedBook, Store, Validator, back_up, open_store, restore

NOW = datetime(2031, 3, 4, 12, 0, tzinfo=UTC)
FEED = "https://kabar.example/rss"
HALF_HOUR = timedelta(minutes=30)


def item(n: int, day: str | None = "2031-03-04") -> tuple[str, str | None, str | None, dict[str, Any]]:
    return f"https://kabar.example/{n}", f"https://kabar.example/{n}?utm_source=x", day, {"title": f"Judul {n}"}


def book(store: Store, minutes: int = 0) -> FeedBook:
    return FeedBook(store, NOW + timedelta(minutes=minutes))


def test_a_feed_is_followed_once_and_no_longer(target: str) -> None:
    with open_store(target, create=True) as store:
        assert book(store).add(FEED, "kabar.example", "Kabar") and not book(store).add(FEED)
        assert not book(store).add(FEED, "lain.example")
        (row,) = book(store).followed()
        assert (row.url, row.outlet, row.state, row.polled, row.added) == (
            FEED,
            "lain.example",
            "new",
            None,
            "2031-03-04T12:00:00Z",
        )
        assert row.to_json()["title"] == "Kabar" and [r.url for r in book(store).due()] == [FEED]
        assert book(store).remove(FEED) and not book(store).remove(FEED) and book(store).followed() == []
    with open_store(target, read_only=True) as store, pytest.raises(StoreError, match="reading only"):
        book(store).add(FEED)


def test_pages_wait_until_they_are_done_and_come_back_only_when_they_are_newer(target: str) -> None:
    with open_store(target, create=True) as store:
        b = book(store)
        b.add(FEED, "kabar.example")
        items = [item(1), item(2, "2031-03-05"), item(3, None), item(4, "2031-02-01")]
        assert b.note_read(FEED, items, {FEED: Validator('"v1"')}, pause=HALF_HOUR, kind="rss", title="Kabar\x00") == 4
        assert [i.key[-1] for i in b.waiting()] == ["3", "2", "1", "4"]  # one without a day may be today's
        assert [i.key[-1] for i in b.waiting(since="2031-03-04")] == ["3", "2", "1"]
        assert [i.key[-1] for i in b.waiting(limit=1)] == ["3"]
        one = b.waiting()[1]
        assert (
            (one.feed, one.outlet, one.body["title"]) == (FEED, "kabar.example", "Judul 2")
            and one.url
            and "utm" in one.url
        )
        _, two, first, four = b.waiting()
        b.note_items(
            [(two, "done", None), (first, "failed", "busy"), (four, "refused", "robots")],
            {two.url or "": Validator(None, "x")},
        )
        assert [i.key[-1] for i in b.waiting()] == ["3", "1"]
        assert b.validators([FEED, two.url or "", "https://lain.example/"]) == {
            FEED: Validator('"v1"'),
            two.url: Validator(None, "x"),
        }
        (row,) = b.followed()
        assert (row.kind, row.waiting, row.done, row.lost, row.due) == ("rss", 2, 1, 1, "2031-03-04T12:30:00Z")
        # The same again, an older day, and a later one.
        assert b.note_read(FEED, items, {}, pause=HALF_HOUR) == 0
        assert b.note_read(FEED, [item(2, "2031-03-01")], {}, pause=HALF_HOUR) == 0
        assert b.note_read(FEED, [item(2, "2031-03-06")], {FEED: Validator()}, pause=HALF_HOUR) == 1
        assert FEED not in b.validators([FEED])
        for _ in range(4):
            b.note_items([(i, "failed", "busy") for i in b.waiting() if i.key.endswith("1")], {})
        assert [i.key[-1] for i in b.waiting()] == ["3", "2"]
        b.remove(FEED)
        assert b.waiting() == []


def test_a_feed_that_fails_is_left_alone_for_longer_each_time(target: str) -> None:
    with open_store(target, create=True) as store:
        book(store).add(FEED)
        minutes = 0
        for pause in (30, 60, 120, 240, 480, 960, 1440, 1440):
            book(store, minutes).note_fault(FEED, "the server says 500", pause=HALF_HOUR)
            assert book(store, minutes + pause - 1).due() == []
            minutes += pause
            assert book(store, minutes).due()[0].faults
        book(store, minutes).note_read(FEED, [], {}, pause=HALF_HOUR)
        assert book(store).followed()[0].faults == 0
        book(store, minutes).note_fault(FEED, "the server says 410", pause=HALF_HOUR, gone=True)
        assert book(store, minutes + 99999).due() == [] and book(store).followed()[0].state == "gone"


def test_a_long_feed_is_kept_whole(tmp_path: Path) -> None:
    with open_store(tmp_path, create=True) as store:
        b = book(store)
        b.add(FEED)
        assert b.note_read(FEED, [item(n) for n in range(2500)], {}, pause=HALF_HOUR) == 2500
        assert b.note_read(FEED, [item(n) for n in range(2510)], {}, pause=HALF_HOUR) == 10
        assert len(b.validators([f"https://kabar.example/{n}" for n in range(2500)])) == 0


def test_a_backup_follows_the_same_feeds(target: str, tmp_path: Path) -> None:
    with open_store(target, create=True) as store:
        book(store).add(FEED)
        book(store).note_read(FEED, [item(1)], {FEED: Validator('"v1"')}, pause=HALF_HOUR)
    back_up(target, tmp_path / "salinan.db")
    restore(tmp_path / "salinan.db", str(tmp_path / "lagi"))
    with open_store(tmp_path / "lagi", read_only=True) as store:
        assert len(book(store).waiting()) == 1 and book(store).validators([FEED]) == {FEED: Validator('"v1"')}
