"""Addresses and what answers them. Each handler asks one view for one page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, get_args

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from risalah.errors import RisalahError
from risalah.model.register import EntryType
from risalah.show.export import print_json
from risalah.show.export_rows import collect_evidence, describe_entry
from risalah.show.web.asking import RefusedError, read_code, read_focus, read_number
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pictures.world import World
from risalah.show.web.render import Ui, read_ui, render_page
from risalah.show.web.views.article import build_article
from risalah.show.web.views.dossier import build_pair
from risalah.show.web.views.entry import build_commitment, build_meeting, build_quotation
from risalah.show.web.views.filters import read_asked
from risalah.show.web.views.home import build_home
from risalah.show.web.views.lists import build_entries, build_pairs, build_stories
from risalah.show.web.views.others import build_about, build_data, build_quarantine
from risalah.show.web.views.person import build_person
from risalah.show.web.views.search import build_search
from risalah.show.web.views.story import build_story

log = logging.getLogger(__name__)
Builder = Callable[[Desk, str, Context], Any]


def make_router(
    desk: Desk, today: Callable[[], date], *, may_read_text: Callable[[Request], bool], world: World | None = None
) -> APIRouter:
    """All pages of one register. `may_read_text` is the one switch for showing whole articles."""
    router = APIRouter()

    def open_page(request: Request) -> tuple[Ui, Context]:
        desk.refresh()
        ui = read_ui(request, today())
        ui.sample = desk.is_sample()
        return ui, Context(ui.as_of, ui.lang)

    def found(page: Any) -> Any:
        if page is None:
            raise RefusedError(404, "error.not_found")
        return page

    def whole(ui: Ui, path: str, asked: str, full: str) -> Response | None:
        """A redirect from the beginning of an id to the whole id, so that a permalink is one."""
        return None if asked == full else RedirectResponse(ui.link(f"{path}{full}"), status_code=308)

    @router.get("/")
    def home(request: Request) -> Response:
        ui, ctx = open_page(request)
        return render_page(ui, "home.html", build_home(desk, ctx, world))

    def add_list(kind: EntryType) -> None:
        def show_list(request: Request) -> Response:
            ui, ctx = open_page(request)
            page = build_entries(desk, ctx, kind, read_asked(request), page=read_number(request, "page"))
            return render_page(ui, "entries.html", page)

        router.add_api_route(f"/{kind}s", show_list, name=f"{kind}s")

    for kind in get_args(EntryType):
        add_list(kind)

    @router.get("/stories")
    def stories(request: Request) -> Response:
        ui, _ = open_page(request)
        return render_page(ui, "stories.html", build_stories(desk, read_number(request, "page")))

    @router.get("/pairs")
    def pairs(request: Request) -> Response:
        ui, ctx = open_page(request)
        return render_page(ui, "pairs.html", build_pairs(desk, ctx, read_number(request, "page")))

    @router.get("/pair/{left}/{right}")
    def pair(request: Request, left: str, right: str) -> Response:
        ui, ctx = open_page(request)
        if left == right:
            raise RefusedError(404, "error.not_found")
        if (first := sorted((left.upper(), right.upper()))) != [left, right]:
            return RedirectResponse(ui.link("/pair/" + "/".join(first)), status_code=308)
        return render_page(ui, "dossier.html", found(build_pair(desk, left, right, ctx, read_asked(request))))

    def add_entry(kind: str, build: Builder) -> None:
        def show_json(request: Request, entry_id: str) -> Response:
            ui, _ = open_page(request)
            entry = desk.entry(entry_id)
            if entry is None or entry.type != kind:
                raise RefusedError(404, "error.not_found")
            evidence = collect_evidence(desk.reader, [entry])
            return JSONResponse(describe_entry(entry, evidence, ui.as_of.isoformat()))

        def show(request: Request, entry_id: str) -> Response:
            ui, ctx = open_page(request)
            page = found(build(desk, entry_id, ctx))
            moved = whole(ui, f"/{kind}/", entry_id, page.entry.line.id)
            return moved or render_page(ui, f"{kind}.html", page)

        router.add_api_route(f"/{kind}/{{entry_id}}.json", show_json, name=f"{kind}_json")
        router.add_api_route(f"/{kind}/{{entry_id}}", show, name=kind)

    add_entry("commitment", build_commitment)
    add_entry("meeting", build_meeting)
    add_entry("quotation", build_quotation)

    @router.get("/story/{story_id}.json")
    def story_json(request: Request, story_id: str) -> Response:
        open_page(request)
        return JSONResponse(found(desk.story(story_id)).to_json())

    @router.get("/story/{story_id}")
    def story(request: Request, story_id: str) -> Response:
        ui, ctx = open_page(request)
        chosen = tuple(request.query_params.getlist("with")[:8])
        page = found(build_story(desk, story_id, ctx, chosen=chosen, full=may_read_text(request)))
        return whole(ui, "/story/", story_id, page.story.id) or render_page(ui, "story.html", page)

    @router.get("/article/{article_id}.json")
    def article_json(request: Request, article_id: str) -> Response:
        open_page(request)
        if not may_read_text(request):
            raise RefusedError(404, "error.not_found")
        return JSONResponse(found(desk.document(article_id)).to_json())

    @router.get("/article/{article_id}")
    def article(request: Request, article_id: str) -> Response:
        ui, ctx = open_page(request)
        page = found(build_article(desk, article_id, ctx, focus=read_focus(request), full=may_read_text(request)))
        return whole(ui, "/article/", article_id, page.article.id) or render_page(ui, "article.html", page)

    @router.get("/person/{actor_id}")
    def person(request: Request, actor_id: str) -> Response:
        ui, ctx = open_page(request)
        form = read_code(request, "form", ("direct", "indirect", "mixed"))
        page = found(build_person(desk, actor_id, ctx, read_asked(request), form))
        if page.actor.page != "person":
            return RedirectResponse(ui.link(f"/{page.actor.page}/{actor_id}"), status_code=308)
        return render_page(ui, "person.html", page)

    @router.get("/search")
    def search(request: Request) -> Response:
        ui, ctx = open_page(request)
        page = build_search(desk, read_asked(request), ctx, read_number(request, "page"))
        return render_page(ui, "search.html", page)

    @router.get("/data")
    def data(request: Request) -> Response:
        ui, _ = open_page(request)
        return render_page(ui, "data.html", build_data(desk, f"{world.source}, {world.day}" if world else ""))

    @router.get("/quarantine")
    def quarantine(request: Request) -> Response:
        ui, _ = open_page(request)
        return render_page(ui, "quarantine.html", build_quarantine(desk, read_number(request, "page")))

    @router.get("/about")
    def about(request: Request) -> Response:
        ui, _ = open_page(request)
        return render_page(ui, "about.html", build_about())

    @router.get("/export.json")
    def export(request: Request) -> Response:
        ui, _ = open_page(request)
        parts: Iterator[str] = print_json(desk.reader, ui.as_of.isoformat())
        return StreamingResponse(parts, media_type="application/json")

    @router.get("/healthz")
    def healthz() -> Response:
        """Does this process answer? Nothing more: a register that is away is no reason to start it anew."""
        return JSONResponse({"ok": True})

    @router.get("/readyz")
    def readyz() -> Response:
        """Can pages be answered? Only where the register opens and has the tables that this version reads."""
        try:
            desk.reader.check_ready()
        except RisalahError as e:
            log.warning("not ready: %s", e)  # what is wrong may name a path: it goes to the log only
            return JSONResponse({"ok": False, "ready": False}, 503, {"Retry-After": "5"})
        return JSONResponse({"ok": True, "ready": True})

    return router
