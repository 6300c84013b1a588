"""What every handler of the curators' screens does: who asks, what the form says, and what a failure looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from risalah.errors import RegisterBusy, RisalahError, StaleRuling
from risalah.show.web.access import require_role
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.render import Ui, read_ui, render_page
from risalah.show.web.review.curation import Curation
from risalah.show.web.review.fields import read_given
from risalah.show.web.review.keys import Keys, read_keys
from risalah.show.web.review.page import Clash, Said
from risalah.show.web.review.problems import say_problem

SCRIPT = "x-review"
"""The header by which our script says that it wants the next screen itself, not a redirect to it."""
SHOWN = "x-shown"
"""The header by which it says which card it shows already, having fetched it before the decision."""


async def read_form(request: Request) -> FormData:
    """The form of a POST; one file at most. Starlette answers 400 where it is none."""
    return await request.form(max_files=1, max_fields=300, max_part_size=2_000_000)


Form = Annotated[FormData, Depends(read_form)]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a curator."""

    request: Request
    ui: Ui
    ctx: Context
    keys: Keys
    by: str
    admin: bool


@dataclass(frozen=True, slots=True)
class Office:
    """A register, where its decisions go, and the day of judgement."""

    desk: Desk
    curation: Curation
    today: Callable[[], date]

    def open(self, request: Request, role: str = "curator") -> Visit:
        """Who asks; 401 where nobody has signed in, 403 where the role does not allow it. Before anything is read."""
        visitor = require_role(request, role)
        self.desk.refresh()
        ui = read_ui(request, self.today())
        return Visit(
            request, ui, Context(ui.as_of, ui.lang), read_keys(request), f"person:{visitor.name}", visitor.may("admin")
        )


def show(visit: Visit, template: str, page: object, *, status: int = 200, at: str = "") -> Response:
    """A screen. It is never kept by a browser: going back must not show a card as it was. `at` is its address."""
    answer = render_page(visit.ui, template, page, status=status)
    answer.headers["Cache-Control"] = "no-store"
    if at:
        answer.headers["X-Location"] = at
    if status == 503:
        answer.headers["Retry-After"] = "5"
    return answer


def go(visit: Visit, path: str, fragment: str = "", **query: object) -> Response:
    """A redirect after a POST, to a path of ours."""
    return RedirectResponse(visit.ui.link(path, fragment=fragment, **query), status_code=303)


def link(path: str) -> str:
    """A path with its special characters quoted."""
    return quote(path, safe="/:#?=&")


def explain(e: RisalahError, form: FormData, ui: Ui) -> tuple[int, Said]:
    """The status and the words for a decision that was not kept; what was typed goes along."""
    given = read_given(form)
    if isinstance(e, StaleRuling):
        return 409, Said("review.clash", "", tuple(_view_clash(row) for row in e.since), given)
    if isinstance(e, RegisterBusy):
        return 503, Said("review.busy", given=given)
    return 422, Said("review.wrong", say_problem(e, ui), given=given)


def _view_clash(row: object) -> Clash:
    assert isinstance(row, dict)
    return Clash(
        by=str(row.get("by") or "").removeprefix("person:"),
        at=str(row.get("at") or ""),
        act="withdrawn" if row.get("withdrawn_at") else str(row.get("act") or row.get("verdict") or ""),
        field=str(row.get("field") or ""),
        after=row.get("after"),
        subject=str(row.get("subject") or row.get("left") or ""),
        why=str(row.get("why") or ""),
    )
