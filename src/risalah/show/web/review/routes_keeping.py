"""An official document as a source, and erasing on request. Both are done by whoever serves, through the one writer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from risalah.errors import RisalahError
from risalah.model.when import parse_edtf
from risalah.show.web.asking import RefusedError
from risalah.show.web.review.curation import OfficialText
from risalah.show.web.review.fields import read_given
from risalah.show.web.review.forms import read_why
from risalah.show.web.review.office import Form, Office, Visit, explain, go, show
from risalah.show.web.review.page import Said

_CONFIRM = 12
"""Characters of an id that have to be typed before something is erased."""


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """`/review/document`"""

    said: Said
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ForgetPage:
    """`/review/forget`: what would be erased, and what has to be typed; empty where nothing was chosen yet."""

    kind: str
    key: str
    name: str
    confirm: str
    said: Said
    why: str


def add_keeping(router: APIRouter, office: Office) -> None:
    """Add these screens to the router."""

    @router.get("/document")
    def document(request: Request) -> Response:
        visit = office.open(request)
        return show(visit, "review_document.html", DocumentPage(Said(), {}))

    @router.post("/document")
    def take_in(request: Request, form: Form) -> Response:
        visit, given = office.open(request), read_given(form)
        if office.curation.take_in is None:
            raise RefusedError(404, "error.not_found")
        file = form.get("file")
        name, body = "", given.get("text", "").encode("utf-8", "replace")
        if isinstance(file, UploadFile) and file.filename:
            name, body = file.filename, file.file.read()
        wrong = _find_wrong(given, body)
        if wrong:
            return show(visit, "review_document.html", DocumentPage(Said(wrong, given=given), given), status=422)
        told = {k: given.get(k, "").strip() for k in ("title", "outlet", "url", "published")}
        try:
            article = office.curation.take_in(OfficialText(name=name, body=body, by=visit.by, **told))
        except RisalahError as e:
            status, said = explain(e, form, visit.ui)
            return show(visit, "review_document.html", DocumentPage(said, given), status=status)
        office.curation.changed()
        return go(visit, f"/review/add/{article}", done="added")

    @router.get("/forget")
    def ask_forget(request: Request) -> Response:
        visit = office.open(request, "admin")
        kind, key = request.query_params.get("kind", ""), request.query_params.get("key", "")
        return show_forget(office, visit, kind, key, Said())

    @router.post("/forget")
    def forget(request: Request, form: Form) -> Response:
        visit, given = office.open(request, "admin"), read_given(form)
        if office.curation.forget is None:
            raise RefusedError(404, "error.not_found")
        kind, key, why = given.get("kind", ""), given.get("key", ""), read_why(given)
        page = make_forget(office, kind, key)
        if not page.key or given.get("confirm", "").strip() != page.confirm or not why:
            return show_forget(office, visit, kind, key, Said("review.confirm_wrong", given=given), 422)
        try:
            office.curation.forget(kind, page.key, why, visit.by)
        except RisalahError as e:
            status, said = explain(e, form, visit.ui)
            return show_forget(office, visit, kind, key, said, status)
        return go(visit, "/review", done="forgotten")


def _find_wrong(given: Mapping[str, str], body: bytes) -> str:
    """The key of what is wrong with a document's form, or ""."""
    if not body.strip():
        return "review.document_empty"
    if not given.get("outlet", "").strip():
        return "review.document_outlet"
    if (url := given.get("url", "").strip()) and not url.lower().startswith(("https://", "http://")):
        return "review.document_url"
    try:
        day = given.get("published", "").strip()
        if not day or parse_edtf(day).precision != "day":
            return "review.document_day"
    except ValueError:
        return "review.document_day"
    return ""


def make_forget(office: Office, kind: str, key: str, said: Said | None = None) -> ForgetPage:
    """What would be erased: an article by its id, or an actor by its whole id."""
    why = (said.given or {}).get("why", "") if said else ""
    if kind == "article" and key:
        document = office.desk.document(key)
        if document:
            a = document.article
            confirm = a.id.removeprefix("sha256:")[:_CONFIRM]
            return ForgetPage(kind, a.id, a.title or a.url or a.id, confirm, said or Said(), why)
    if kind == "actor" and key:
        actor = office.desk.actor(key)
        if actor:
            return ForgetPage(kind, key, str(actor["name"]), key, said or Said(), why)
    return ForgetPage("", "", "", "", said or Said(), why)


def show_forget(office: Office, visit: Visit, kind: str, key: str, said: Said, status: int = 200) -> Response:
    """The question before something is erased."""
    page = make_forget(office, kind, key, said)
    if key and not page.key and not said.key:
        page = make_forget(office, "", "", Said("review.forget_nothing"))
        status = 404
    return show(visit, "review_forget.html", page, status=status)
