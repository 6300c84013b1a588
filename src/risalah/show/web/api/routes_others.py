"""Articles, stories, actors, country pairs, search, and what the register holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from risalah import __version__
from risalah.show.web.api.answers import ItemAnswer, ListAnswer, Wrong, answer_item
from risalah.show.web.api.cursor import read_cursor, write_cursor
from risalah.show.web.api.entries import next_url, question_key
from risalah.show.web.api.models import Actor, Article, ArticleDetail, Hit, Pair, Shape, Story
from risalah.show.web.api.questions import (
    ActorQuestion,
    ArticleQuestion,
    ListQuestion,
    SearchQuestion,
    StoryQuestion,
    iso,
)
from risalah.show.web.api.routes_entries import MISSING, PREFIX, ItemId
from risalah.show.web.api.searching import answer_search
from risalah.show.web.desk import Desk
from risalah.store.lists import Rows, page_actors, page_articles, page_stories


class Overview(Shape):
    """What the register holds, and where."""

    ok: bool
    as_of: str
    version: str
    counts: dict[str, int]
    urls: dict[str, str]


def make_other_routes(desk: Desk, today: Callable[[], date], may_read_text: Callable[[Request], bool]) -> APIRouter:
    """The routes of everything but entries."""
    router = APIRouter()

    @router.get("/", response_model=Overview, tags=["register"])
    def get_overview() -> Response:
        """What the register holds, and where."""
        desk.refresh()
        names = ("commitments", "meetings", "quotations", "articles", "stories", "actors", "pairs", "search")
        urls = {n: f"{PREFIX}/{n}" for n in names}
        body = {"ok": True, "as_of": today().isoformat(), "version": __version__, "counts": desk.counts()}
        return JSONResponse({**body, "urls": {**urls, "openapi": f"{PREFIX}/openapi.json"}})

    @router.get("/articles", response_model=ListAnswer[Article], tags=["sources"])
    def list_articles(question: Annotated[ArticleQuestion, Query()]) -> Response:
        """Articles, the latest first; without their texts."""
        asked = {"outlet": question.outlet, "lang": question.lang, "story": question.story, **_days(question)}
        return answer_rows("articles", question, 2, lambda k: page_articles(
            desk.reader, **asked, after=k, limit=question.limit + 1))  # fmt: skip

    @router.get("/articles/{id}", response_model=ItemAnswer[ArticleDetail], responses=MISSING, tags=["sources"])
    def get_article(request: Request, id: ItemId) -> Response:
        """One article, with the ids of the entries that rest on it."""
        desk.refresh()
        found = desk.article(id.replace("\x00", ""))
        if found is None:
            raise Wrong(404, f"there is no article {id[:80]!r}")
        document = desk.document(found.id) if may_read_text(request) else None
        held: dict[str, Any] = {"text": document.article.text if document else None}
        entries = desk.reader.entries_of_article(found.id)
        for name in ("commitment", "meeting", "quotation"):
            held[name + "s"] = [e.id for e in entries if e.type == name]
        return answer_item({**found.to_json(), **held}, today().isoformat())

    @router.get("/stories", response_model=ListAnswer[Story], tags=["sources"])
    def list_stories(question: Annotated[StoryQuestion, Query()]) -> Response:
        """Stories, the latest first."""
        return answer_rows("stories", question, 2, lambda k: page_stories(
            desk.reader, **_days(question), after=k, limit=question.limit + 1))  # fmt: skip

    @router.get("/stories/{id}", response_model=ItemAnswer[Story], responses=MISSING, tags=["sources"])
    def get_story(id: ItemId) -> Response:
        """One story."""
        desk.refresh()
        found = desk.story(id.replace("\x00", ""))
        if found is None:
            raise Wrong(404, f"there is no story {id[:80]!r}")
        return answer_item(found.to_json(), today().isoformat())

    @router.get("/actors", response_model=ListAnswer[Actor], tags=["actors"])
    def list_actors(question: Annotated[ActorQuestion, Query()]) -> Response:
        """Actors by id, from the last to the first."""
        return answer_rows("actors", question, 1, lambda k: page_actors(
            desk.reader, kinds=list(question.kind), state=question.state, words=question.q, after=k,
            limit=question.limit + 1))  # fmt: skip

    @router.get("/actors/{id}", response_model=ItemAnswer[Actor], responses=MISSING, tags=["actors"])
    def get_actor(id: ItemId) -> Response:
        """One actor, by its whole id."""
        desk.refresh()
        found = desk.actor(id.replace("\x00", ""))
        if found is None:
            raise Wrong(404, f"there is no actor {id[:80]!r}")
        return answer_item(found, today().isoformat())

    @router.get("/pairs", response_model=ListAnswer[Pair], tags=["actors"])
    def list_pairs(question: Annotated[ListQuestion, Query()]) -> Response:
        """States and organisations that share entries, the busiest first."""
        desk.refresh()
        pairs = desk.pairs()
        key = question_key("pairs", question)
        raw = read_cursor(key, question.after, 1)[0] if question.after else "0"
        start = int(raw) if raw.isdigit() else 0
        stop = start + question.limit
        rows = [
            {"left": a, "right": b, "commitments": n.get("commitment", 0), "meetings": n.get("meeting", 0)}
            for a, b, n in pairs[start:stop]
        ]
        more = write_cursor(key, [str(stop)]) if stop < len(pairs) else None
        return answer("pairs", question, rows, len(pairs), True, more)

    @router.get("/search", response_model=ListAnswer[Hit], tags=["search"])
    def search(question: Annotated[SearchQuestion, Query()]) -> Response:
        """Entries and articles that hold all of the words."""
        desk.refresh()
        return answer_search(desk, question, today().isoformat(), f"{PREFIX}/search")

    def answer_rows(name: str, question: ListQuestion, length: int, take: Callable[[Any], Rows]) -> Response:
        key = question_key(name, question)
        after = tuple(read_cursor(key, question.after, length)) if question.after else None
        rows = take(after)
        more = write_cursor(key, rows.keys[question.limit - 1]) if len(rows.items) > question.limit else None
        return answer(name, question, rows.items[: question.limit], rows.total, rows.exact, more)

    def answer(
        name: str, question: BaseModel, items: list[dict[str, Any]], total: int, exact: bool, more: str | None
    ) -> Response:
        body = {"ok": True, "as_of": today().isoformat(), "total": total, "total_is_exact": exact}
        url = next_url(f"{PREFIX}/{name}", question, more)
        return JSONResponse({**body, "next_url": url, "items": items, "facets": None})

    return router


def _days(question: ArticleQuestion | StoryQuestion) -> dict[str, str | None]:
    return {"first": iso(question.from_), "last": iso(question.to)}
