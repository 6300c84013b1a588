"""The .json and .csv of screens: the address of a list or a thing with an ending, the same filters in the query."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from risalah.show.export_rows import collect_evidence, flatten_entry, flatten_value, list_columns
from risalah.show.web.api.answers import Wrong
from risalah.show.web.api.questions import (
    ActorQuestion,
    ArticleQuestion,
    CommitmentQuestion,
    EntryQuestion,
    ListQuestion,
    MeetingQuestion,
    QuotationQuestion,
    SearchQuestion,
    StoryQuestion,
    iso,
)
from risalah.show.web.api.routes_entries import answer_entries
from risalah.show.web.api.screen_tables import make_screen_tables
from risalah.show.web.api.searching import answer_search
from risalah.show.web.api.tables import MOST, print_entries, print_rows, stream_csv
from risalah.show.web.desk import Desk
from risalah.store.lists import Rows, page_actors, page_articles, page_stories

QUESTIONS: dict[str, type[EntryQuestion]] = {
    "commitment": CommitmentQuestion,
    "meeting": MeetingQuestion,
    "quotation": QuotationQuestion,
}
COLUMNS = {
    "stories": "id title articles outlets origins speakers from to",
    "articles": "id url outlet title published lang story origin origin_basis duplicate_of",
    "actors": "id kind name aliases office country",
    "pairs": "left right commitments meetings",
    "search": "type id title snippet day url",
    "quarantine": "step reason detail where quarantined",
}
_YEAR_ENDS = {"from": "-01-01", "to": "-12-31"}
_INTERFACE = ("page", "lang")
"""What of a screen's query is not a filter: the page, and the language of the interface."""


def read_question(request: Request, kind: type[ListQuestion], **fixed: str) -> Any:
    """A question of the query of a screen. Raises Wrong with a line for each fault."""
    return read_pairs(request.query_params.multi_items(), kind, **fixed)


def read_pairs(pairs: Iterable[tuple[str, str]], kind: type[ListQuestion], **fixed: str) -> Any:
    """The same of the names and values of a query."""
    given: dict[str, Any] = {}
    several = {f.alias or n for n, f in kind.model_fields.items() if str(f.annotation).startswith("list")}
    for name, value in [*pairs, *fixed.items()]:
        if name in _INTERFACE or not value:
            continue
        if name in _YEAR_ENDS and len(value) == len("2031"):
            value += _YEAR_ENDS[name]  # noqa: PLW2901 - screens take a year for its first or last day
        if name == "overdue":
            name, value = "due", "overdue"  # noqa: PLW2901 - the screen's own word for it
        if name in several:
            given.setdefault(name, []).append(value)
        else:
            given[name] = value
    try:
        return kind.model_validate(given)
    except ValidationError as e:
        raise Wrong(400, *(f"{f['loc'][0] if f['loc'] else 'query'}: {f['msg'][:200]}" for f in e.errors())) from e


def make_suffixes(desk: Desk, today: Callable[[], date]) -> APIRouter:
    """Routes that stand before those of the screens."""
    router = APIRouter(include_in_schema=False)
    router.include_router(make_screen_tables(desk, today))

    def day() -> str:
        desk.refresh()
        return today().isoformat()

    def add_entries(type: str) -> None:
        def show_json(request: Request) -> Response:
            return answer_entries(desk, type, read_question(request, QUESTIONS[type]), day(), f"/{type}s.json")

        def show_csv(request: Request) -> Response:
            return stream_csv(f"{type}s", print_entries(desk, type, read_question(request, QUESTIONS[type]), day()))

        def show_one(entry_id: str) -> Response:
            now = day()
            entry = desk.entry(entry_id)
            if entry is None or entry.type != type:
                raise Wrong(404, f"there is no {type} {entry_id[:80]!r}")
            row = flatten_entry(entry, collect_evidence(desk.reader, [entry]), now)
            return stream_csv(entry.id, print_rows(list_columns(type), [row]))

        router.add_api_route(f"/{type}s.json", show_json, name=f"{type}s_json")
        router.add_api_route(f"/{type}s.csv", show_csv, name=f"{type}s_csv")
        router.add_api_route(f"/{type}/{{entry_id}}.csv", show_one, name=f"{type}_csv")

    for name in QUESTIONS:
        add_entries(name)

    @router.get("/pair/{left}/{right}.json")
    def pair_json(request: Request, left: str, right: str) -> Response:
        return _several(request, {"pair": f"{left}-{right}"})

    @router.get("/pair/{left}/{right}.csv")
    def pair_csv(request: Request, left: str, right: str) -> Response:
        return _one_type(request, {"pair": f"{left}-{right}"}, f"{left}-{right}")

    def add_dossier(kind: str) -> None:
        def show_json(request: Request, code: str) -> Response:
            day()
            if kind == "sector":
                return _several(request, {"sector": code})
            found = desk.side(code)
            if found is None:
                raise Wrong(404, f"there is no actor {code[:80]!r}")
            return _several(request, {"actor": code}, {"actor": found})

        def show_csv(request: Request, code: str) -> Response:
            return _one_type(request, {"sector" if kind == "sector" else "actor": code}, code)

        router.add_api_route(f"/{kind}/{{code}}.json", show_json, name=f"{kind}_json")
        router.add_api_route(f"/{kind}/{{code}}.csv", show_csv, name=f"{kind}_csv")

    for dossier in ("person", "state", "organisation", "sector"):
        add_dossier(dossier)

    def _several(request: Request, fixed: dict[str, str], body: dict[str, Any] | None = None) -> Response:
        """The newest entries of each type, with the address of the whole list."""
        now = day()
        out: dict[str, Any] = {"ok": True, "as_of": now, **(body or {})}
        wanted = request.query_params.get("type") or ""
        kept = _with_query(request, [(k, v) for k, v in request.query_params.multi_items() if k != "type"])
        for name, kind in QUESTIONS.items():
            if wanted not in ("", name):
                continue
            page = answer_entries(desk, name, read_question(kept, kind, **fixed), now, f"/api/v1/{name}s")
            out[name + "s"] = _plain(page)
        return JSONResponse(out)

    def _one_type(request: Request, fixed: dict[str, str], name: str) -> Response:
        """Entries of the type that `?type=` names, commitments without it."""
        type = request.query_params.get("type") or "commitment"
        if type not in QUESTIONS:
            raise Wrong(400, f"type: use one of {', '.join(QUESTIONS)}")
        kept = [(k, v) for k, v in request.query_params.multi_items() if k != "type"]
        question = read_question(_with_query(request, kept), QUESTIONS[type], **fixed)
        return stream_csv(f"{name}-{type}s", print_entries(desk, type, question, day()))

    def add_rows(name: str, kind: type[ListQuestion], take: Callable[[Any, int], Rows]) -> None:
        def show_json(request: Request) -> Response:
            question = read_question(request, kind)
            now, rows = day(), take(question, question.limit)
            body = {"ok": True, "as_of": now, "total": rows.total, "total_is_exact": rows.exact}
            return JSONResponse({**body, "next_url": f"/api/v1/{name}", "items": rows.items})

        def show_csv(request: Request) -> Response:
            day()
            rows = take(read_question(request, kind), MOST)
            flat = ({k: flatten_value(v) for k, v in row.items()} for row in rows.items)
            return stream_csv(name, print_rows(COLUMNS[name].split(), flat, rows.total > MOST))

        router.add_api_route(f"/{name}.json", show_json, name=f"{name}_json")
        router.add_api_route(f"/{name}.csv", show_csv, name=f"{name}_csv")

    def take_pairs(question: ListQuestion, limit: int) -> Rows:
        found = desk.pairs()
        rows = [{"left": a, "right": b, "commitments": n.get("commitment", 0), "meetings": n.get("meeting", 0)}
                for a, b, n in found[:limit]]  # fmt: skip
        return Rows(rows, [], len(found), True)

    def take_failures(question: ListQuestion, limit: int) -> Rows:
        found = desk.reader.failures()
        return Rows([f.to_json() for f in found[:limit]], [], len(found), True)

    def take_stories(q: StoryQuestion, limit: int) -> Rows:
        return page_stories(desk.reader, first=iso(q.from_), last=iso(q.to), limit=limit)

    def take_articles(q: ArticleQuestion, limit: int) -> Rows:
        first, last = iso(q.from_), iso(q.to)
        return page_articles(desk.reader, outlet=q.outlet, story=q.story, first=first, last=last, limit=limit)

    def take_actors(q: ActorQuestion, limit: int) -> Rows:
        return page_actors(desk.reader, kinds=list(q.kind), state=q.state, words=q.q, limit=limit)

    add_rows("stories", StoryQuestion, take_stories)
    add_rows("articles", ArticleQuestion, take_articles)
    add_rows("actors", ActorQuestion, take_actors)
    add_rows("pairs", ListQuestion, take_pairs)
    add_rows("quarantine", ListQuestion, take_failures)

    @router.get("/story/{story_id}.csv")
    def story_csv(story_id: str) -> Response:
        day()
        story = desk.story(story_id)
        if story is None:
            raise Wrong(404, f"there is no story {story_id[:80]!r}")
        rows = [{k: flatten_value(v) for k, v in a.to_json().items()} for a in desk.articles(story.articles)]
        return stream_csv(story.id, print_rows(COLUMNS["articles"].split(), rows))

    @router.get("/search.json")
    def search_json(request: Request) -> Response:
        return answer_search(desk, _search(request), day(), "/search.json")

    @router.get("/search.csv")
    def search_csv(request: Request) -> Response:
        rows = _plain(answer_search(desk, _search(request, "200"), day(), "/search.csv"))["items"]
        return stream_csv("search", print_rows(COLUMNS["search"].split(), rows))

    @router.get("/data.json")
    def data_json() -> Response:
        return JSONResponse({"ok": True, "as_of": day(), "counts": desk.counts(), "runs": desk.reader.runs()[-20:]})

    return router


def _search(request: Request, limit: str = "50") -> SearchQuestion:
    fixed = {"limit": limit} if "limit" not in request.query_params else {}
    question: SearchQuestion = read_question(request, SearchQuestion, q=request.query_params.get("q") or " ", **fixed)
    return question


def _with_query(request: Request, rows: list[tuple[str, str]]) -> Request:
    return Request({**request.scope, "query_string": urlencode(rows).encode()})


def _plain(answer: Response) -> Any:
    return json.loads(bytes(answer.body))
