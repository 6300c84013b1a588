"""Offices that the table of offices or other articles contradict, in words: both sides, with their dates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from risalah.model.span import Span
from risalah.show.context import Mark, clean_text, place_marks, render_marked
from risalah.show.labels import Labels
from risalah.show.terminal_parts import is_plain
from risalah.store.reader import Reader


def list_flags(store: Reader) -> list[dict[str, Any]]:
    """The flags on all actors, each with the actor's id and name as `actor` and `name`, in order of id."""
    return [{"actor": a["id"], "name": a["name"], **f} for a in store.actors() for f in a.get("office_flags") or ()]


def say_flag(flag: Mapping[str, Any], labels: Labels) -> str:
    """Why an office is doubted: "the office had ended"."""
    return f"{labels.label('grade', flag['grade'])}: {labels.label('office_flag', flag['reason'])}"


def say_side(side: Mapping[str, Any], labels: Labels) -> str:
    """One row of the other side: source, name, office and dates."""
    first = side.get("from") or "?"
    last = side.get("to") or (f"… ({side['known_to']})" if side.get("known_to") else "…")
    source = labels.label("office_flag", side["source"])
    many = f", {len(side['articles'])} {labels.phrase('articles')}" if side.get("articles") else ""
    return clean_text(f"{side['name']}: {labels.office(side['office'])}, {first} – {last} ({source}{many})")


def show_actor(store: Reader, row: Mapping[str, Any], console: Console, *, lang: str = "id") -> None:
    """Print an actor: name, office, country, and each doubted office with its sentence and the other side."""
    labels = Labels(lang)
    console.print(Text(clean_text(row["name"]), "bold") + Text(f"  {row['id']}", "dim"))
    facts = [labels.office(row["office"]) if row.get("office") else "", row.get("country") or "", *row["aliases"]]
    console.print(Text(clean_text(" · ".join(f for f in facts if f)), "dim"))
    flags = list(row.get("office_flags") or ())
    console.print()
    console.print(Rule(Text(labels.heading("offices"), "bold"), align="left", style="dim"))
    if not flags:
        console.print(Text(labels.phrase("no_office_flag"), "dim"))
    for flag in flags:
        print_flag(store, flag, console, labels)


def print_flag(store: Reader, flag: Mapping[str, Any], console: Console, labels: Labels) -> None:
    """Print one flag: what the article says, in its sentence, and what stands against it."""
    document = store.document(flag["article"])
    head = f"{labels.office(flag['office'])}, {flag['country']}, {flag['day']}  "
    console.print(Text(head, "yellow") + Text(say_flag(flag, labels), "dim"))
    if document is not None:
        span = Span(flag["start"], flag["end"])
        outlet = clean_text(document.article.outlet or "?")
        for sentence, marks in place_marks(document, [Mark("office", span)]).items():
            words = render_marked(document, sentence, [m.span for m in marks], plain=is_plain(console))
            console.print(Text(f"  {outlet}: ") + words)
    for side in flag["against"]:
        console.print(Text(f"  ≠ {say_side(side, labels)}"))
