"""What every handler does first: the newest state of the register, the reader's language, the day of judgement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from risalah.show.web.asking import RefusedError
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.render import Ui, read_ui

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens requests on one register; `today` gives the day on which overdue is judged."""

    desk: Desk
    today: Callable[[], date]

    def open(self, request: Request) -> tuple[Ui, Context]:
        """The words and addresses of this request, and what a view needs."""
        self.desk.refresh()
        ui = read_ui(request, self.today())
        ui.sample = self.desk.is_sample()
        return ui, Context(ui.as_of, ui.lang)


def require(page: T | None) -> T:
    """The page; a view that found nothing is answered 404."""
    if page is None:
        raise RefusedError(404, "error.not_found")
    return page


def move(ui: Ui, path: str) -> Response:
    """A lasting redirect to another address of ours; the language goes along."""
    return RedirectResponse(ui.link(path), status_code=308)
