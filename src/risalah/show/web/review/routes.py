"""`/review`: the queue, one card after the other, and an entry's own screen. Every decision is a POST of a form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from risalah.errors import RisalahError
from risalah.show.web.asking import RefusedError, read_number
from risalah.show.web.desk import Desk
from risalah.show.web.review.curation import Curation
from risalah.show.web.review.fields import read_given
from risalah.show.web.review.forms import decide_card, decide_records, judge_pairs, read_expect, read_numbers
from risalah.show.web.review.office import SCRIPT, SHOWN, Form, Office, Visit, explain, go, show
from risalah.show.web.review.page import MOST, QueuePage, Said, build_card
from risalah.show.web.review.routes_keeping import add_keeping
from risalah.show.web.review.routes_more import add_more
from risalah.store.cards import REASONS, Card
from risalah.store.decide import Decision

_DONE = ("kept", "undone", "empty", "added", "forgotten")


def make_review_routes(desk: Desk, curation: Curation, today: Callable[[], date]) -> APIRouter:
    """All screens of curators. Each handler first asks who it is, so that nobody else learns what there is."""
    router = APIRouter(prefix="/review", include_in_schema=False)
    office = Office(desk, curation, today)
    add_more(router, office)
    add_keeping(router, office)
    appender = curation.appender

    @router.get("")
    def queue(request: Request) -> Response:
        return show_queue(office, office.open(request))

    @router.post("/undo")
    def undo(request: Request, form: Form) -> Response:
        visit = office.open(request)
        try:
            appender.take_back(read_numbers(form.getlist("number")), visit.by, anyone=visit.admin)
        except RisalahError as e:
            status, said = explain(e, form, visit.ui)
            return show_queue(office, visit, said, status)
        curation.changed()
        place = str(form.get("card") or "")
        card = appender.find_card(place) if place else None
        if card is not None:
            return answer(office, visit, card.reason, card.n - 1, "undone")
        back = str(form.get("back") or "")
        return go(visit, "/review/mine" if back == "mine" else "/review", done="undone")

    @router.post("/card/{card_id}")
    def decide(request: Request, card_id: str, form: Form) -> Response:
        visit = office.open(request)
        card = appender.find_card(card_id)
        if card is None:  # a build has made the cards anew meanwhile, and asks this no more
            return show_queue(office, visit, Said("review.gone", given=read_given(form)), 410)
        try:
            appender.decide(decide_card(appender, card, read_given(form), visit.by))
        except RisalahError as e:
            status, said = explain(e, form, visit.ui)
            return show_card(office, visit, card, str(form.get("record") or ""), said, status)
        curation.changed()
        return answer(office, visit, card.reason, card.n, "kept")

    @router.get("/entry/{entry_id}")
    def entry(request: Request, entry_id: str) -> Response:
        return show_entry(office, office.open(request), entry_id)

    @router.post("/entry/{entry_id}")
    def decide_entry(request: Request, entry_id: str, form: Form) -> Response:
        visit, given = office.open(request), read_given(form)
        found = desk.entry(entry_id)
        if found is None:
            raise RefusedError(404, "error.not_found")
        try:
            if given.get("act") in ("join", "split"):
                pairs = judge_pairs(found, given, visit.by, desk.entry)
                appender.decide(Decision(visit.by, judgements=pairs))
            else:
                keys = [f"{r.article}#{r.id}" for r in found.records]
                rulings = decide_records(appender, keys, given, visit.by)
                appender.decide(Decision(visit.by, rulings, expect=read_expect(given)))
        except RisalahError as e:
            status, said = explain(e, form, visit.ui)
            return show_entry(office, visit, entry_id, said, status)
        curation.changed()
        return go(visit, f"/review/entry/{entry_id}", done="kept")

    # The last one: every other address under /review is named above.
    @router.get("/{reason}")
    def card(request: Request, reason: str) -> Response:
        visit = office.open(request)
        if reason not in REASONS:
            raise RefusedError(404, "error.not_found")
        after = read_number(request, "after", low=0, high=999_999_999)
        back = request.query_params.get("back") == "1"
        found = appender.next_card(reason, after, back=back) or appender.next_card(reason, 0)
        if found is None:
            return go(visit, "/review", done="empty")
        return show_card(office, visit, found, request.query_params.get("record", ""))

    return router


def answer(office: Office, visit: Visit, reason: str, after: int, done: str) -> Response:
    """The next card: as a screen for our script, else as a redirect to it, so that reloading decides nothing."""
    if visit.request.headers.get(SCRIPT) != "1":
        return go(visit, f"/review/{reason}", after=after, done=done, fragment="focus")
    appender, said = office.curation.appender, Said(f"review.done_{done}")
    shown = appender.find_card(visit.request.headers.get(SHOWN, ""))
    # The browser shows the next card already: the one behind it is sent, for the next decision.
    stays = shown is not None and shown.open and shown.reason == reason
    if shown is not None and stays:
        after = shown.n
    found = appender.next_card(reason, after) or appender.next_card(reason, 0)
    if found is None:
        return show_queue(office, visit, said, at="/review")
    screen = show_card(office, visit, found, said=said)
    if stays:
        screen.headers["X-Stays"] = "1"
    return screen


def read_done(request: Request) -> Said:
    """What has just been done, by the address that a redirect led to."""
    done = request.query_params.get("done", "")
    return Said(f"review.done_{done}") if done in _DONE else Said()


def show_queue(office: Office, visit: Visit, said: Said | None = None, status: int = 200, at: str = "") -> Response:
    """The reasons with their counts."""
    appender = office.curation.appender
    page = QueuePage(
        counts=appender.count_open(MOST),
        pending=appender.count_pending(),
        own=tuple(appender.list_own(visit.by, 10)),
        keys=visit.keys,
        admin=visit.admin,
        can_add=office.curation.take_in is not None,
        can_forget=visit.admin and office.curation.forget is not None,
        said=said or read_done(visit.request),
    )
    return show(visit, "review.html", page, status=status, at=at)


def show_card(
    office: Office, visit: Visit, card: Card, shown: str = "", said: Said | None = None, status: int = 200
) -> Response:
    """One card; `shown` is the record whose text stands beside it."""
    page = build_card(
        office.desk,
        office.curation.appender,
        visit.ctx,
        visit.keys,
        visit.by,
        card=card,
        shown=shown,
        said=said or read_done(visit.request),
    )
    return show(visit, "review_card.html", page, status=status, at=f"/review/{card.reason}?after={card.n - 1}")


def show_entry(office: Office, visit: Visit, entry_id: str, said: Said | None = None, status: int = 200) -> Response:
    """The screen of one entry: every field, its records, merging and taking apart."""
    entry = office.desk.entry(entry_id)
    if entry is None:
        raise RefusedError(404, "error.not_found")
    shown = (said.given or {}).get("record", "") if said else visit.request.query_params.get("record", "")
    page = build_card(
        office.desk,
        office.curation.appender,
        visit.ctx,
        visit.keys,
        visit.by,
        card=None,
        entry=entry,
        shown=shown,
        said=said or read_done(visit.request),
    )
    return show(visit, "review_card.html", page, status=status)
