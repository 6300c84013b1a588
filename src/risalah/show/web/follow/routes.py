"""Atom and iCalendar of lists and dossiers: their address with another ending, the same filters in the query."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from risalah.show.web.api.answers import Wrong
from risalah.show.web.api.questions import (
    CommitmentQuestion,
    EntryQuestion,
    MeetingQuestion,
    QuotationQuestion,
    SearchQuestion,
)
from risalah.show.web.api.suffixes import read_question
from risalah.show.web.asking import find_site
from risalah.show.web.desk import Desk
from risalah.show.web.follow.atom import write_atom
from risalah.show.web.follow.calendar import Event, find_event, read_stamp, write_calendar
from risalah.show.web.follow.lines import describe_line
from risalah.show.web.interface import UiLang, choose_language, load_interface
from risalah.store.filters import EntryFilter

SHOWN = 50
"""Entries of a feed."""
_DATED = 700
"""Events of a calendar of each kind: what an application still loads, the nearest to today."""
_LISTS: dict[str, tuple[str, type[EntryQuestion]]] = {
    "commitments": ("commitment", CommitmentQuestion),
    "meetings": ("meeting", MeetingQuestion),
    "quotations": ("quotation", QuotationQuestion),
    "search": ("", SearchQuestion),
}
_PLANNED = ("planned", "rescheduled", "cancelled", "postponed")


def make_follow_routes(desk: Desk, today: Callable[[], date]) -> APIRouter:
    """Routes that stand before those of the screens."""
    router = APIRouter(include_in_schema=False)

    def lang_of(request: Request) -> UiLang:
        return choose_language(request.query_params.get("lang"), request.headers.get("accept-language"))

    def show_atom(request: Request, path: str, wanted: EntryFilter) -> Response:
        desk.refresh()
        lang = lang_of(request)
        with desk.reader.sets() as (c, sets):
            ids = sets.list_ids(sets.find(wanted).held, limit=SHOWN)
            entries = desk.reader.take_entries(c, [i for i, _ in ids])
        days = dict(ids)
        title = f"risalah: {path.strip('/').replace('/', ' ')}"
        body = write_atom(
            title,
            [describe_line(e, days[e.id], lang) for e in entries],
            base=find_site(request),
            path=path,
            lang=lang,
            query=request.url.query,
        )
        return Response(body, media_type="application/atom+xml; charset=utf-8")

    def show_calendar(request: Request, path: str, wanted: EntryFilter) -> Response:
        desk.refresh()
        lang = lang_of(request)
        due = replace(wanted, type="commitment", due=True)
        planned = replace(wanted, type="meeting", status=_PLANNED)
        events: list[Event] = []
        with desk.reader.sets() as (c, sets):
            for asked in (due, planned):
                ids = [i for i, _ in sets.list_ids(sets.find(asked).held, limit=_DATED)]
                found = desk.reader.take_entries(c, ids, whole=False)
                events += [e for e in (find_event(x, lang) for x in found) if e]
        name = load_interface().say("follow.calendar", lang, name=path.strip("/").replace("/", " "))
        ordered = sorted(events, key=lambda e: (e.first, e.id))
        parts = write_calendar(name, ordered, base=find_site(request), stamp=read_stamp(desk.reader.runs()))
        headers = {"Content-Disposition": 'attachment; filename="risalah.ics"'}
        # As a whole: streamed line by line each line waits for a thread.
        return Response("".join(parts), media_type="text/calendar; charset=utf-8", headers=headers)

    def add_list(name: str, type: str, kind: type[EntryQuestion]) -> None:
        def ask(request: Request) -> EntryFilter:
            wanted: EntryQuestion = read_question(request, kind)
            return wanted.read_filter(type, today().isoformat())

        def atom(request: Request) -> Response:
            return show_atom(request, f"/{name}", ask(request))

        def calendar(request: Request) -> Response:
            return show_calendar(request, f"/{name}", ask(request))

        router.add_api_route(f"/{name}.atom", atom, name=f"{name}_atom")
        if name in ("commitments", "meetings"):
            router.add_api_route(f"/{name}.ics", calendar, name=f"{name}_ics")

    def add_dossier(kind: str) -> None:
        def ask(request: Request, code: str) -> EntryFilter:
            if kind != "sector" and desk.side(code) is None:
                raise Wrong(404, f"there is no actor {code[:80]!r}")
            fixed = {"sector" if kind == "sector" else "actor": code}
            wanted: EntryQuestion = read_question(request, EntryQuestion, **fixed)
            return wanted.read_filter("", today().isoformat())

        def atom(request: Request, code: str) -> Response:
            return show_atom(request, f"/{kind}/{code}", ask(request, code))

        def calendar(request: Request, code: str) -> Response:
            return show_calendar(request, f"/{kind}/{code}", ask(request, code))

        router.add_api_route(f"/{kind}/{{code}}.atom", atom, name=f"{kind}_atom")
        router.add_api_route(f"/{kind}/{{code}}.ics", calendar, name=f"{kind}_ics")

    for name, (type, question) in _LISTS.items():
        add_list(name, type, question)
    for dossier in ("person", "state", "organisation", "sector"):
        add_dossier(dossier)

    @router.get("/pair/{left}/{right}.atom")
    def pair_atom(request: Request, left: str, right: str) -> Response:
        wanted: Any = read_question(request, EntryQuestion, pair=f"{left}-{right}")
        return show_atom(request, f"/pair/{left}/{right}", wanted.read_filter("", today().isoformat()))

    @router.get("/pair/{left}/{right}.ics")
    def pair_calendar(request: Request, left: str, right: str) -> Response:
        wanted: Any = read_question(request, EntryQuestion, pair=f"{left}-{right}")
        return show_calendar(request, f"/pair/{left}/{right}", wanted.read_filter("", today().isoformat()))

    @router.get("/calendar.ics")
    def calendar(request: Request) -> Response:
        wanted: Any = read_question(request, EntryQuestion)
        return show_calendar(request, "/", wanted.read_filter("", today().isoformat()))

    return router
