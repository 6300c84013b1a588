"""What is due, and the newest stories."""

from __future__ import annotations

from factory import make_documents, make_register
from risalah.store import open_store
from risalah.store.due import list_due, list_meetings_ahead, list_stories


def test_due_dates_come_in_their_order(target: str) -> None:
    with open_store(target, create=True) as store:
        store.write_register(make_register(make_documents()))
        due = [e.value["due"]["to"] for e in list_due(store, limit=9)]
        assert due == sorted(due) == ["2030-12-31", "2031-06-30"]
        assert [e.value["due"]["to"] for e in list_due(store, first="2031-01-01", limit=9)] == ["2031-06-30"]
        assert [e.value["due"]["to"] for e in list_due(store, end="2031-06-30", limit=9)] == ["2030-12-31"]
        assert len(list_due(store, limit=1)) == 1
        assert list_meetings_ahead(store, "2031-01-01", limit=5) == []  # it was held
        days = [s.last for s in list_stories(store, limit=9)]
        assert (
            days == ["2031-10-09", "2031-03-05"]
            and [s.last for s in list_stories(store, limit=1, offset=1)] == days[1:]
        )
