"""The pages of an actor, of a search, of the data, of what was set aside."""

from __future__ import annotations

from risalah import __version__
from risalah.model.codebook import LADDER
from risalah.show.export import FORMATS
from risalah.show.web.desk import Desk
from risalah.show.web.pages import (
    AboutPage,
    Count,
    DataPage,
    QuarantinePage,
)
from risalah.store.migrate import NEWEST

MAX_LINES = 200


def build_data(desk: Desk, boundaries: str = "") -> DataPage:
    """Counts, builds, formats, versions; `boundaries` names those of the map."""
    counts = desk.counts()
    known = ("articles", "stories", "commitments", "meetings", "quotations", "actors", "conflicts", "failures")
    return DataPage(
        tuple(Count(f"count.{k}", counts[k]) for k in known if k in counts),
        tuple(reversed(desk.reader.runs()[-20:])),
        tuple(FORMATS.items()),
        __version__,
        NEWEST,
        boundaries,
    )


def build_quarantine(desk: Desk, page: int = 1) -> QuarantinePage:
    """What was set aside, in the order in which it was met."""
    failures = desk.reader.failures()
    chosen = failures[(page - 1) * MAX_LINES : page * MAX_LINES]
    return QuarantinePage(tuple(f.to_json() for f in chosen), page, max(1, -(-len(failures) // MAX_LINES)))


def build_about() -> AboutPage:
    """The ladder in order, for the explanation."""
    return AboutPage(LADDER)
