"""Commitments, meetings and quotations: lists with filters, and single ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import JSONResponse, Response

from risalah.show.web.api.answers import ErrorAnswer, ItemAnswer, ListAnswer, Wrong, answer_item
from risalah.show.web.api.entries import describe_entries, find_page, next_url
from risalah.show.web.api.models import Commitment, Meeting, Quotation
from risalah.show.web.api.questions import (
    CommitmentQuestion,
    EntryQuestion,
    MeetingQuestion,
    QuotationQuestion,
    TableQuestion,
)
from risalah.show.web.api.tables import print_entries, stream_csv
from risalah.show.web.desk import Desk

PREFIX = "/api/v1"
ItemId = Annotated[str, Path(min_length=1, max_length=200, description="the id, or a beginning that only it has")]
MISSING: dict[int | str, dict[str, Any]] = {404: {"model": ErrorAnswer, "description": "There is no such thing."}}

TABLE: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}
"""A list may also be had as a table."""


def make_entry_routes(desk: Desk, today: Callable[[], date]) -> APIRouter:
    """The routes of all three types."""
    router = APIRouter()

    def answer_list(type: str, question: TableQuestion) -> Response:
        desk.refresh()
        if question.format == "csv":
            return stream_csv(f"{type}s", print_entries(desk, type, question, today().isoformat()))
        return answer_entries(desk, type, question, today().isoformat(), f"{PREFIX}/{type}s")

    def answer_one(type: str, entry_id: str) -> Response:
        desk.refresh()
        entry = desk.entry(entry_id.replace("\x00", ""))
        if entry is None or entry.type != type:
            raise Wrong(404, f"there is no {type} {entry_id[:80]!r}")
        day = today().isoformat()
        return answer_item(describe_entries(desk.reader, [entry], day)[0], day)

    @router.get("/commitments", response_model=ListAnswer[Commitment], responses=TABLE, tags=["entries"])
    def list_commitments(question: Annotated[CommitmentQuestion, Query()]) -> Response:
        """Commitments, the latest news first."""
        return answer_list("commitment", question)

    @router.get("/commitments/{id}", response_model=ItemAnswer[Commitment], responses=MISSING, tags=["entries"])
    def get_commitment(id: ItemId) -> Response:
        """One commitment."""
        return answer_one("commitment", id)

    @router.get("/meetings", response_model=ListAnswer[Meeting], responses=TABLE, tags=["entries"])
    def list_meetings(question: Annotated[MeetingQuestion, Query()]) -> Response:
        """Meetings, the latest first."""
        return answer_list("meeting", question)

    @router.get("/meetings/{id}", response_model=ItemAnswer[Meeting], responses=MISSING, tags=["entries"])
    def get_meeting(id: ItemId) -> Response:
        """One meeting."""
        return answer_one("meeting", id)

    @router.get("/quotations", response_model=ListAnswer[Quotation], responses=TABLE, tags=["entries"])
    def list_quotations(question: Annotated[QuotationQuestion, Query()]) -> Response:
        """Quotations, the latest first."""
        return answer_list("quotation", question)

    @router.get("/quotations/{id}", response_model=ItemAnswer[Quotation], responses=MISSING, tags=["entries"])
    def get_quotation(id: ItemId) -> Response:
        """One quotation."""
        return answer_one("quotation", id)

    return router


def answer_entries(desk: Desk, type: str, question: EntryQuestion, day: str, path: str) -> Response:
    """A page of entries; `path` is the address of the list."""
    page = find_page(desk.reader, type, question, day, path)
    return JSONResponse(
        {
            "ok": True,
            "as_of": day,
            "total": page.found.total,
            "total_is_exact": True,
            "next_url": next_url(path, question, page.next),
            "items": describe_entries(desk.reader, page.entries, day),
            "facets": page.facets,
        }
    )
