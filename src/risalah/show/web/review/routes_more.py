"""The smaller screens of curators: their own decisions, many cards at once, their keys, a record that was missed."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from risalah.errors import RisalahError
from risalah.model.ruling import RecordType
from risalah.show.web.asking import RefusedError, read_number
from risalah.show.web.pages import Line
from risalah.show.web.review.fields import FieldView, list_views, read_given
from risalah.show.web.review.forms import add_record, decide_card
from risalah.show.web.review.keys import USUAL, Keys, check_keys, keep_keys
from risalah.show.web.review.office import Form, Office, Visit, explain, go, show
from risalah.show.web.review.page import BulkPage, Clash, Said, TextPane, list_entries, make_pane
from risalah.show.web.views.evidence import view_sources
from risalah.show.web.views.lines import view_entry
from risalah.store.cards import REASONS, Card
from risalah.store.decide import OwnDecision

_BULK = 50
_MINE = 200
_TYPES: tuple[RecordType, ...] = ("commitment", "meeting", "quotation")


@dataclass(frozen=True, slots=True)
class MinePage:
    """`/review/mine`"""

    own: tuple[OwnDecision, ...]
    lines: tuple[Line | None, ...]
    pending: int
    said: Said


@dataclass(frozen=True, slots=True)
class KeysPage:
    """`/review/keys`"""

    keys: Keys
    said: Said


@dataclass(frozen=True, slots=True)
class AddPage:
    """`/review/add/ARTICLE`: a form for each type of record, beside the text."""

    pane: TextPane
    forms: tuple[tuple[str, tuple[FieldView, ...]], ...]
    expect: int
    said: Said
    words: str
    chosen: str


def add_more(router: APIRouter, office: Office) -> None:
    """Add these screens to the router."""
    appender = office.curation.appender

    @router.get("/mine")
    def mine(request: Request) -> Response:
        visit = office.open(request)
        own = tuple(appender.list_own(visit.by, _MINE))
        entries = [office.desk.reader.entry_of_record(d.subject) if "#" in d.subject else None for d in own]
        lines = tuple(view_entry(office.desk, e, visit.ctx) if e else None for e in entries)
        said = Said("review.done_undone") if request.query_params.get("done") == "undone" else Said()
        return show(visit, "review_mine.html", MinePage(own, lines, appender.count_pending(), said))

    @router.get("/keys")
    def keys(request: Request) -> Response:
        visit = office.open(request)
        return show(visit, "review_keys.html", KeysPage(visit.keys, Said()))

    @router.post("/keys")
    def choose_keys(request: Request, form: Form) -> Response:
        visit = office.open(request)
        given = read_given(form)
        chosen = {a: " " if given.get(f"k.{a}") in ("space", "spasi") else given.get(f"k.{a}", "") for a in USUAL}
        found = check_keys(chosen)
        if found is None:
            return show(visit, "review_keys.html", KeysPage(Keys(chosen), Said("review.keys_wrong")), status=422)
        answer = go(visit, "/review")
        keep_keys(answer, Keys(found, given.get("on") == "1"))
        return answer

    @router.get("/{reason}/bulk")
    def bulk(request: Request, reason: str) -> Response:
        return show_bulk(office, office.open(request), reason, Said())

    @router.post("/{reason}/bulk")
    def decide_bulk(request: Request, reason: str, form: Form) -> Response:
        visit, given = office.open(request), read_given(form)
        kept = 0
        stale: list[Clash] = []
        for name in form.getlist("card"):
            card = appender.find_card(str(name))
            if card is None or card.reason != reason:
                continue
            told = {"act": given.get("act", ""), "why": given.get("why", ""), "expect": given.get(f"e.{name}", "")}
            try:
                appender.decide(decide_card(appender, card, told, visit.by))
                kept += 1
            except RisalahError as e:
                status, said = explain(e, form, visit.ui)
                if status == 503:  # what was kept is kept; the rest is still to be decided
                    return show_bulk(office, visit, reason, said, status)
                stale += said.clashes
        if kept:
            office.curation.changed()
        if stale:
            said = Said("review.bulk_clash", str(kept), tuple(stale), given)
            return show_bulk(office, visit, reason, said, 409)
        return go(visit, f"/review/{reason}/bulk", done="kept")

    @router.get("/add/{article_id}")
    def add(request: Request, article_id: str) -> Response:
        return show_add(office, office.open(request), article_id, Said())

    @router.post("/add/{article_id}")
    def keep_record(request: Request, article_id: str, form: Form) -> Response:
        visit = office.open(request)
        document = office.desk.document(article_id)
        if document is None:
            raise RefusedError(404, "error.not_found")
        try:
            appender.decide(add_record(document.article.id, read_given(form), visit.by))
        except RisalahError as e:
            status, said = explain(e, form, visit.ui)
            return show_add(office, visit, article_id, said, status)
        office.curation.changed()
        return go(visit, "/review", done="added")


def show_bulk(office: Office, visit: Visit, reason: str, said: Said, status: int = 200) -> Response:
    """Many cards of one reason with a box each."""
    if reason not in REASONS:
        raise RefusedError(404, "error.not_found")
    after = read_number(visit.request, "after", low=0, high=999_999_999)
    appender = office.curation.appender
    cards = appender.list_cards(reason, after, _BULK)
    rows = tuple((card, *_describe(office, visit, card)) for card in cards)
    if visit.request.query_params.get("done") == "kept":
        said = Said("review.done_kept")
    last = cards[-1].n if len(cards) == _BULK else 0
    return show(visit, "review_bulk.html", BulkPage(reason, rows, appender.count_pending(), said, last), status=status)


def _describe(office: Office, visit: Visit, card: Card) -> tuple[tuple[Line, ...], str]:
    """The entries of a card, and the first words that they rest on."""
    entries = list_entries(office.desk, card, None)
    words = ""
    for entry in entries[:1]:
        for source in view_sources(office.desk, entry, visit.ctx)[:1]:
            words = "".join(s.text for e in source.evidence[:1] for s in e.segments)
    return tuple(view_entry(office.desk, e, visit.ctx) for e in entries), words or str(card.detail.get("said") or "")


def show_add(office: Office, visit: Visit, article_id: str, said: Said, status: int = 200) -> Response:
    """The forms for a record that was missed."""
    document = office.desk.document(article_id)
    if document is None:
        raise RefusedError(404, "error.not_found")
    given = dict(said.given or {})
    chosen = given.get("type", "")
    forms = tuple((kind, tuple(list_views(kind, {}, given if kind == chosen else None))) for kind in _TYPES)
    page = AddPage(
        pane=make_pane(document, []),
        forms=forms,
        expect=office.curation.appender.last_ruling(),
        said=said,
        words=given.get("words", ""),
        chosen=chosen,
    )
    return show(visit, "review_add.html", page, status=status)
