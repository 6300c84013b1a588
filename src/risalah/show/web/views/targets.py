"""The dates that were given for one thing, in the order in which they were said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from risalah.model.register import Entry, RecordRef
from risalah.show.web.desk import Desk
from risalah.show.web.pictures.axis import read_day

Targets = list[tuple[date, dict[str, Any]]]


def list_targets(desk: Desk, entry: Entry) -> Targets:
    """(day on which it was said, the date given) for each assertion of a target, oldest first, repeats left out.

    A date that an article calls the earlier one stands on the day of that article, before the new one.
    """
    return _order(desk, entry, desk.reader.record_bodies(entry.records))


def list_all_targets(desk: Desk, entries: Sequence[Entry]) -> list[Targets]:
    """The same of many entries, read at once."""
    desk.prepare(entries)
    bodies = desk.reader.record_bodies(r for e in entries for r in e.records)
    return [_order(desk, e, {r: bodies[r] for r in e.records if r in bodies}) for e in entries]


def _order(desk: Desk, entry: Entry, bodies: Mapping[RecordRef, dict[str, Any]]) -> Targets:
    field = "when" if entry.type == "meeting" else "due"
    rows: list[tuple[date, int, dict[str, Any]]] = []
    for ref, body in bodies.items():
        article = desk.article(ref.article)
        said = read_day(str((body.get("said_on") or {}).get("to") or (article.published if article else "") or ""))
        if said is None:
            continue
        rows += [(said, 0, w) for w in body.get("previous") or () if w]
        if body.get(field) and not (entry.type == "meeting" and body.get("status") == "postponed"):
            rows.append((said, 1, body[field]))
    rows.sort(key=lambda r: (r[0], r[1], str(r[2].get("to"))))
    out: Targets = []
    for said, _, when in rows:
        if not out or out[-1][1].get("to") != when.get("to"):
            out.append((said, when))
    return out


def read_end(when: dict[str, Any]) -> date | None:
    """The last day of a date object."""
    return read_day(str(when.get("to") or ""))
