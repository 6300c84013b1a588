"""The formats of the API: which there are, and lists of entries in each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from risalah.show.exports.formats import OTHERS
from risalah.show.web.api.answers import Wrong
from risalah.show.web.api.giving import JSONL, ask, give
from risalah.show.web.api.models import Shape
from risalah.show.web.api.questions import CommitmentQuestion, EntryQuestion, MeetingQuestion, QuotationQuestion
from risalah.show.web.api.routes_entries import MISSING, PREFIX
from risalah.show.web.asking import find_site
from risalah.show.web.desk import Desk
from risalah.show.web.endings import find_ending, fits

_FORMATS = {JSONL.name: JSONL, **OTHERS}
_FILE: dict[int | str, dict[str, Any]] = {200: {"description": "the file", "content": {"application/octet-stream": {}}}}
FormatName = Annotated[str, Path(max_length=40, description="the name of a format, of those that /formats lists")]


class FormatRow(Shape):
    """One format: its name, what it gives, which types of entries it carries, and what it leaves out."""

    name: str
    about: str
    media_type: str
    ending: str = Field(description="what to put behind the address of a screen")
    takes: list[str]
    loses: str
    urls: dict[str, str] = Field(description="the address for each type that it carries")


class FormatList(Shape):
    """All formats."""

    ok: bool
    items: list[FormatRow]


def make_format_routes(desk: Desk, today: Callable[[], date]) -> APIRouter:
    """The list of formats, and the lists of entries in them."""
    router = APIRouter()

    @router.get("/formats", response_model=FormatList, tags=["formats"])
    def list_formats() -> Response:
        """The formats in which entries can be had."""
        rows = []
        for form in _FORMATS.values():
            urls = {t: f"{PREFIX}/{t}s/export/{form.name}" for t in sorted(form.takes)}
            rows.append({
                "name": form.name, "about": form.about, "media_type": form.media_type, "ending": find_ending(form),
                "takes": sorted(form.takes), "loses": form.loses, "urls": urls,
            })  # fmt: skip
        return JSONResponse({"ok": True, "items": rows})

    def answer(type: str, format: str, question: EntryQuestion, request: Request) -> Response:
        form = _FORMATS.get(format)
        if form is None or not fits(form, (type,)):
            known = ", ".join(n for n, f in _FORMATS.items() if fits(f, (type,)))
            raise Wrong(404, f"there is no format {format[:40]!r} of {type}s; there is: {known}")
        desk.refresh()
        day = today().isoformat()
        entries, total = ask(desk, question.read_filter(type, day))
        return give(desk, form, entries, total, day, find_site(request), f"{type}s")

    @router.get("/commitments/export/{format}", responses=_FILE | MISSING, tags=["formats"])
    def export_commitments(
        format: FormatName, question: Annotated[CommitmentQuestion, Query()], request: Request
    ) -> Response:
        """Commitments in another format, at most 2,000; what is left out is counted in the header Risalah-Left-Out."""
        return answer("commitment", format, question, request)

    @router.get("/meetings/export/{format}", responses=_FILE | MISSING, tags=["formats"])
    def export_meetings(
        format: FormatName, question: Annotated[MeetingQuestion, Query()], request: Request
    ) -> Response:
        """Meetings in another format."""
        return answer("meeting", format, question, request)

    @router.get("/quotations/export/{format}", responses=_FILE | MISSING, tags=["formats"])
    def export_quotations(
        format: FormatName, question: Annotated[QuotationQuestion, Query()], request: Request
    ) -> Response:
        """Quotations in another format."""
        return answer("quotation", format, question, request)

    return router
