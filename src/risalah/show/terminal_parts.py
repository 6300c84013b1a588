"""What the views of the terminal have in common."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from risalah.model.codebook import HIGH_STAGES, STAGES
from risalah.model.register import Entry, Story
from risalah.show.context import clean_text
from risalah.show.labels import Labels
from risalah.store.reader import Reader


def read_names(store: Reader) -> dict[str, str]:
    """The names of all actors by id."""
    return {a["id"]: a["name"] for a in store.actors()}


def name_entry(entry: Entry, labels: Labels) -> str:
    """What an entry is called: its title, or its kind."""
    code = "form" if entry.type == "quotation" else "kind"
    kind = labels.label(code, entry.value.get(code), type=entry.type)
    return clean_text(entry.value.get("title") or f"{labels.heading(entry.type + 's')}: {kind}")


def is_plain(console: Console) -> bool:
    """Are styles lost on this console, so that signs must mark words?"""
    return not console.is_terminal or console.no_color or console.color_system is None


def make_table(*columns: str) -> Table:
    """A table without lines, whose first column never breaks."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for i, column in enumerate(columns):
        table.add_column(column, no_wrap=i == 0, overflow="fold")
    return table


def say_support(entry: Entry | Story) -> str:
    """Outlets and origins: "3/1"."""
    s = entry.support if isinstance(entry, Entry) else entry
    return f"{s.outlets}/{s.origins}"


def style_stage(stage: str | None) -> str:
    """The colour of a stage: what is firm stands out, what is off the ladder steps back."""
    if stage in HIGH_STAGES:
        return "bold green"
    return "dim" if stage in STAGES[STAGES.index("suspended") :] else ""


def list_sources(store: Reader, labels: Labels, articles: Iterable[str]) -> RenderableType:
    """Articles with outlet, day, origin and why, and address."""
    found = [a for x in articles if (a := store.article_entry(x))]
    table = make_table(labels.field("outlets"), labels.field("when"), labels.field("origins"), labels.field("title"))
    for a in sorted(found, key=lambda a: (a.published or "", a.outlet or "", a.id)):
        title = Text(clean_text(a.title or a.id)) + Text(f"\n{clean_text(a.url or a.id)}", "dim")
        origin = f"{a.origin or '–'}\n{labels.reason(a.origin_basis)}" if a.origin_basis else a.origin or "–"
        table.add_row(Text(clean_text(a.outlet or "?")), (a.published or "?")[:10], Text(clean_text(origin)), title)
    return table if found else Text("–")
