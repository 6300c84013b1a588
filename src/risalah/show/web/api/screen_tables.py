"""The .json and .csv of screens that show no entries but what is counted of them: people, sectors, map, network, slips,
corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from risalah.show.export_rows import flatten_value
from risalah.show.web.api.tables import MOST, print_rows, stream_csv
from risalah.show.web.desk import Desk
from risalah.show.web.views.filters import read_asked
from risalah.show.web.views.lists import has_words
from risalah.show.web.views.targets import list_all_targets
from risalah.store.changes import find_moved, list_changes
from risalah.store.encounters import find_encounters
from risalah.store.tallies import count_by_actor, count_by_sector, list_people

Row = dict[str, Any]
_TABLES = {
    "people": "id name office country entries",
    "sectors": "sector commitments meetings",
    "map": "state commitments meetings",
    "network": "left right meetings first last",
    "slips": "id title said target",
    "corrections": "at act field by why about",
}


def make_screen_tables(desk: Desk, today: Callable[[], date]) -> APIRouter:
    """Routes that stand before those of the screens."""
    router = APIRouter(include_in_schema=False)

    def by_sector() -> dict[str, Counter[str]]:
        return count_by_sector(desk.reader)

    def by_actor() -> dict[str, Counter[str]]:
        return count_by_actor(desk.reader)

    takes: dict[str, Callable[[Request], list[Row]]] = {
        "people": lambda request: _list_people(desk, request.query_params.get("q", "")),
        "sectors": lambda _: _list_counts(
            "sector", desk.keep("tally", "sectors", lambda: count_by_sector(desk.reader))
        ),
        "map": lambda _: _list_counts("state", desk.keep("tally", "actors", lambda: count_by_actor(desk.reader))),
        "network": lambda request: _list_ties(desk, request),
        "slips": lambda _: _list_slips(desk),
        "corrections": lambda _: _list_corrections(desk),
    }

    def add(name: str, take: Callable[[Request], list[Row]]) -> None:
        def show_json(request: Request) -> Response:
            desk.refresh()
            rows = take(request)
            body = {"ok": True, "as_of": today().isoformat(), "total": len(rows), "items": rows[:MOST]}
            return JSONResponse(body)

        def show_csv(request: Request) -> Response:
            desk.refresh()
            rows = take(request)
            flat = ({k: flatten_value(v) for k, v in row.items()} for row in rows[:MOST])
            return stream_csv(name, print_rows(_TABLES[name].split(), flat, len(rows) > MOST))

        router.add_api_route(f"/{name}.json", show_json, name=f"{name}_json")
        router.add_api_route(f"/{name}.csv", show_csv, name=f"{name}_csv")

    for name, take in takes.items():
        add(name, take)
    return router


def _list_people(desk: Desk, words: str) -> list[Row]:
    """Persons with what they hold, those with most entries first; `words` must all stand in name, alias or office."""
    found = desk.keep("tally", "people", lambda: list_people(desk.reader))
    desk.prepare((), (i for i, _ in found))
    asked = words.casefold().split()
    rows = []
    for person, n in found:
        if has_words(desk, person, asked):
            actor = desk.actor(person) or {}
            rows.append({"id": person, **{k: actor.get(k) for k in ("name", "office", "country")}, "entries": n})
    return rows


def _list_counts(key: str, counts: Mapping[str, Counter[str]]) -> list[Row]:
    rows = [{key: k, "commitments": n["commitment"], "meetings": n["meeting"]} for k, n in counts.items()]
    return sorted(rows, key=lambda r: (-r["commitments"] - r["meetings"], r[key]))


def _list_ties(desk: Desk, request: Request) -> list[Row]:
    """Who met whom, under the filters of the screen."""
    asked = read_asked(request)
    found = find_encounters(
        desk.reader, state=asked.state or None, since=asked.since, until=asked.until, limit=MOST + 1
    )
    return [{"left": t.left, "right": t.right, "meetings": t.meetings, "first": t.first, "last": t.last} for t in found]


def _list_slips(desk: Desk) -> list[Row]:
    """A row for each target that a commitment or planned meeting was given: the day it was said, and the target."""
    entries = find_moved(desk.reader, MOST)
    return [
        {"id": e.id, "title": e.value.get("title"), "said": said.isoformat(), "target": when.get("edtf")}
        for e, targets in zip(entries, list_all_targets(desk, entries), strict=True)
        for said, when in targets
    ]


def _list_corrections(desk: Desk) -> list[Row]:
    changes = list_changes(desk.reader, limit=MOST + 1)
    return [
        {"at": c.at, "act": c.act, "field": c.field, "by": c.by, "why": c.why, "about": list(c.keys)} for c in changes
    ]
