"""More screens: dossiers of states, organisations and sectors, people, the map."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from risalah.model.codebook import SECTORS
from risalah.show.web.asking import RefusedError, read_number
from risalah.show.web.desk import Desk
from risalah.show.web.opening import Opening, move, require
from risalah.show.web.pictures.world import World
from risalah.show.web.render import render_page
from risalah.show.web.views.changes import build_corrections, build_network, build_slips
from risalah.show.web.views.dossier import build_sector, build_state
from risalah.show.web.views.filters import read_asked
from risalah.show.web.views.lists import build_people, build_sectors
from risalah.show.web.views.map import build_map


def make_screen_router(desk: Desk, today: Callable[[], date], world: World | None) -> APIRouter:
    """The screens of one register; `world` is the drawn map, None without one."""
    router = APIRouter()
    opening = Opening(desk, today)

    def add_dossier(kind: str) -> None:
        def show(request: Request, code: str) -> Response:
            ui, ctx = opening.open(request)
            page = require(build_state(desk, code, ctx, read_asked(request)))
            if page.kind != kind:
                return move(ui, f"/{page.kind}/{code}")
            return render_page(ui, "dossier.html", page)

        router.add_api_route(f"/{kind}/{{code}}", show, name=kind)

    add_dossier("state")
    add_dossier("organisation")

    @router.get("/sector/{code}")
    def sector(request: Request, code: str) -> Response:
        ui, ctx = opening.open(request)
        if code not in SECTORS:
            raise RefusedError(404, "error.not_found")
        return render_page(ui, "dossier.html", build_sector(desk, code, ctx, read_asked(request)))

    @router.get("/sectors")
    def sectors(request: Request) -> Response:
        ui, _ = opening.open(request)
        return render_page(ui, "sectors.html", build_sectors(desk))

    @router.get("/people")
    def people(request: Request) -> Response:
        ui, ctx = opening.open(request)
        words = request.query_params.get("q", "").replace("\x00", " ")[:200].strip()
        return render_page(ui, "people.html", build_people(desk, ctx, read_number(request, "page"), words))

    @router.get("/map")
    def show_map(request: Request) -> Response:
        ui, ctx = opening.open(request)
        return render_page(ui, "map.html", build_map(desk, ctx, world))

    @router.get("/corrections")
    def corrections(request: Request) -> Response:
        ui, ctx = opening.open(request)
        return render_page(ui, "corrections.html", build_corrections(desk, ctx, read_number(request, "page")))

    @router.get("/slips")
    def slips(request: Request) -> Response:
        ui, ctx = opening.open(request)
        return render_page(ui, "slips.html", build_slips(desk, ctx))

    @router.get("/network")
    def network(request: Request) -> Response:
        ui, ctx = opening.open(request)
        return render_page(ui, "network.html", build_network(desk, ctx, read_asked(request)))

    return router
