"""`/corrections.atom`: what was changed after review, with its reasons, as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from xml.etree import ElementTree as ET

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from risalah.model.ids import short_id
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.follow.lines import clean_line
from risalah.show.web.render import Ui, read_ui
from risalah.show.web.views.changes import ChangeLine, build_corrections

_ATOM = "http://www.w3.org/2005/Atom"
_ROWS = 50


def make_corrections_feed(desk: Desk, today: Callable[[], date]) -> APIRouter:
    """The route of the feed."""
    router = APIRouter(include_in_schema=False)

    @router.get("/corrections.atom")
    def feed(request: Request) -> Response:
        desk.refresh()
        ui = read_ui(request, today())
        page = build_corrections(desk, Context(ui.as_of, ui.lang), 1, _ROWS)
        body = write_changes(ui, page.rows, str(request.base_url).rstrip("/"))
        headers = {"Content-Language": ui.lang, "Vary": "Accept-Language", "Cache-Control": "no-cache"}
        return Response(body, media_type="application/atom+xml; charset=utf-8", headers=headers)

    return router


def write_changes(ui: Ui, rows: Iterable[ChangeLine], base: str) -> bytes:
    """The feed; an erased person is not named in it, for the log does not name it."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": ui.lang})
    found = list(rows)
    _add(feed, "id", f"{base}/corrections")
    _add(feed, "title", f"risalah: {ui.t('nav.corrections')}")
    _add(feed, "updated", _moment(max((r.at for r in found), default="")))
    ET.SubElement(feed, f"{{{_ATOM}}}link", {"rel": "self", "href": f"{base}/corrections.atom"})
    ET.SubElement(feed, f"{{{_ATOM}}}link", {"rel": "alternate", "href": f"{base}/corrections"})
    _add(ET.SubElement(feed, f"{{{_ATOM}}}author"), "name", "risalah")
    for row in found:
        entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
        names = [line.title for line in row.lines] + [a.title or a.outlet or a.id for a in row.articles]
        what = ui.t(f"corrections.act_{row.act}") + (f" ({ui.field(row.field)})" if row.field else "")
        key = short_id(
            "x", row.at, row.act, row.field, row.by, *(x.id for x in row.lines), *(x.id for x in row.articles)
        )
        _add(entry, "id", f"urn:risalah:change:{key}")
        _add(entry, "title", clean_line(": ".join(x for x in (what, "; ".join(names)) if x))[:300])
        _add(entry, "updated", _moment(row.at))
        path = f"/{row.lines[0].type}/{row.lines[0].id}" if row.lines else "/corrections"
        ET.SubElement(entry, f"{{{_ATOM}}}link", {"rel": "alternate", "href": base + path})
        told = [ui.t("corrections.why", why=row.why) if row.why else "", row.by]
        _add(entry, "summary", clean_line(" · ".join(x for x in told if x)))
    made: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _moment(at: str) -> str:
    """A moment as RFC 3339; what has none is older than everything."""
    if not at:
        return "1970-01-01T00:00:00Z"
    return at if "T" in at else f"{at[:10]}T00:00:00Z"
