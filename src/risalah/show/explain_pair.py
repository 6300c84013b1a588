"""Why two entries are two, or one: the points of their records, as linking counts them, and what people decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from risalah.model.register import Entry
from risalah.show.context import clean_text
from risalah.show.labels import Labels
from risalah.show.terminal_parts import name_entry
from risalah.store.reader import Reader

_SHOWN = 3  # pairs of records that are printed; the first speaks most for one entry


def explain_pair(store: Reader, left: Entry, right: Entry, weighings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The reasons as JSON: `one` (are they one entry), `weighings` of their records, `judgements` between them.

    `weighings` are rows of `risalah.link.weigh`, the pair that speaks most for one entry first.
    """
    ours, theirs = ({f"{r.article}#{r.id}" for r in e.records} for e in (left, right))
    between = [
        j.to_json()
        for j in store.decisions(left)
        if (j.left in ours and j.right in theirs) or (j.right in ours and j.left in theirs)
    ]
    return {
        "left": left.id,
        "right": right.id,
        "one": left.id == right.id,
        "same_type": left.type == right.type,
        "weighings": list(weighings),
        "judgements": between,
    }


def print_pair(
    store: Reader, left: Entry, right: Entry, weighings: Sequence[Mapping[str, Any]], console: Console, *, lang: str
) -> None:
    """Print what `explain_pair` gives."""
    labels = Labels(lang)
    found = explain_pair(store, left, right, weighings)
    for entry in dict.fromkeys((left.id, right.id)):
        named = left if entry == left.id else right
        console.print(Text(name_entry(named, labels), "bold") + Text(f"  {entry}", "dim"))
    state = "pair_one" if found["one"] else "pair_two" if found["same_type"] else "pair_types"
    console.print(Text(labels.phrase(state)))
    console.print()
    console.print(Rule(Text(labels.heading("weighings"), "bold"), align="left", style="dim"))
    for w in found["weighings"][:_SHOWN]:
        limits = f"{labels.phrase('same_from')} {w['same_from']:g}, {labels.phrase('unsure_from')} {w['unsure_from']:g}"
        head = Text(f"{labels.label('verdict', w['verdict'])}  ", "green" if w["verdict"] == "same" else "yellow")
        console.print(
            head
            + Text(f"{labels.phrase('score')} {w['score']:g} ({limits})  {_short(w['left'])} – {_short(w['right'])}")
        )
        for reason in w["reasons"]:
            console.print(Text(f"  {clean_text(labels.reason(reason))}", "dim"))
        if w["veto"]:
            console.print(Text(f"  {labels.phrase('veto')}: {labels.reason(w['veto'])}", "yellow"))
    rest = len(found["weighings"]) - _SHOWN
    if rest > 0:
        console.print(Text(f"… {rest} {labels.phrase('more_pairs')}", "dim"))
    for j in found["judgements"]:
        if j["by"].startswith("person:"):
            line = f"{labels.label('verdict', j['verdict'])}  {j['by']}  {j['at'] or ''}"
            console.print(Text(line, "red" if j["withdrawn_at"] else "green"))


def _short(key: str) -> str:
    """A short name of "<article id>#<record id>"."""
    article, _, record = key.partition("#")
    return f"{article.removeprefix('sha256:')[:12]}#{record}"
