"""Entries as PLOVER events: what happened, who acted towards whom. Each entry is one event with lists of actors.

Source of the categories and of the rule on visits (the visitor acts, the host receives): the PLOVER manual. The mapping
of our codes is data (data/exports/plover.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from risalah.model.register import Entry
from risalah.resources.loader import DATA, read_tsv, read_yaml
from risalah.show.exports.shelf import Shelf

_FOLDER = DATA / "exports"


@dataclass(frozen=True, slots=True)
class Event:
    """One PLOVER event. `actors` act, `recipients` receive; `contexts` say why, `sources` are article ids."""

    entry: Entry
    type: str
    mode: str
    quad: str
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    day: str | None


def list_events(shelf: Shelf) -> Iterator[Event]:
    """The events of a register in the order of its entries; what PLOVER has no event for is counted as dropped."""
    for entry in shelf.entries:
        event = find_event(entry, shelf)
        if event is None:
            shelf.drop(f"{entry.type}s that are no PLOVER event")
        else:
            yield event


def find_event(entry: Entry, shelf: Shelf) -> Event | None:
    """The event that an entry is, or None."""
    value = entry.value
    found = classify(entry.type, value, _find_words(entry, shelf))
    if found is None:
        return None
    kind, mode = found
    sectors = value.get("sectors") or value.get("topics") or ["general"]
    contexts = tuple(dict.fromkeys(_table()["contexts"][s] for s in sectors))
    actors, recipients = _find_sides(entry, shelf)
    return Event(entry, kind, mode, _find_quad(kind), contexts, actors, recipients, shelf.day(entry))


def classify(type: str, value: Mapping[str, Any], words: str = "") -> tuple[str, str] | None:
    """(event type, mode or "") of an entry's values; None where nothing happened that PLOVER has a category for.

    `words` are those that the stage of a commitment rests on: they tell what an act was. Title, cue and content of the
    value count too.
    """
    said = {**value, "cue": str((value.get("cue") or {}).get("exact", "")).lower()}
    text = _join(words, str(value.get("title") or ""), *(c["exact"] for c in value.get("content") or ()))
    for row in _table().get(type, ()):
        wanted = {k: v for k, v in row.items() if k not in ("event", "mode", "words")}
        if all(said.get(k) in v for k, v in wanted.items()) and _holds(
            text, row.get("words"), first=type == "quotation"
        ):
            event = str(row["event"])
            return (event, str(row.get("mode") or _find_mode(event, value))) if event else None
    return None


def _join(*parts: str) -> str:
    """Texts as words in lower case with a blank around each."""
    return " " + " ".join(re.findall(r"[\w-]+", " ".join(parts).lower())) + " "


def _holds(text: str, words: list[str] | None, *, first: bool) -> bool:
    """Does one of the phrases stand in the text, or (`first`) at its beginning? True where none is asked for."""
    if words is None:
        return True
    return any(text.startswith(f" {w} ") if first else f" {w} " in text for w in words)


def _find_words(entry: Entry, shelf: Shelf) -> str:
    """The words on which the stage of a commitment rests, of all its records."""
    rows = (row for ref in entry.records for row in shelf.evidence.get(ref, ()))
    return " ".join(row["exact"] for row in rows if row["field"] == "stage") if entry.type == "commitment" else ""


def _find_mode(event: str, value: Mapping[str, Any]) -> str:
    table = _table().get(f"{event.lower()}_mode") or {}
    return next((str(table[s]) for s in value.get("sectors") or () if s in table), "")


def _find_sides(entry: Entry, shelf: Shelf) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acts and who receives; where that is not clear all act. Of a statement the text names no receiver."""
    value = entry.value
    actors: list[str] = []
    recipients: list[str] = []
    if entry.type == "quotation":
        speakers = [s for s in (value.get("speaker"), *(value.get("co_speakers") or ())) if s]
        return tuple(dict.fromkeys(shelf.country(s) or s for s in speakers)), ()
    if entry.type == "meeting":
        for p in value.get("participants") or ():
            side = {"visitor": actors, "host": recipients}.get(p.get("role"))
            state = shelf.country(p["actor"]) or p["actor"]
            if side is not None and state not in side:
                side.append(state)
        if not actors or not recipients or set(actors) & set(recipients):
            actors, recipients = shelf.parties(entry), []
        else:
            actors += [p for p in shelf.parties(entry) if p not in actors + recipients]
    else:
        for p in value.get("parties") or ():
            (recipients if p.get("role") in ("beneficiary", "addressee") else actors).append(p["actor"])
    return tuple(dict.fromkeys(actors)), tuple(dict.fromkeys(recipients))


def _find_quad(event: str) -> str:
    return next(str(name) for name, events in _table()["quad"].items() if event in events)


def find_sector(actor: Mapping[str, Any]) -> str:
    """The PLOVER sector of an actor, by its kind."""
    return str(_table()["actor_sector"].get(actor.get("kind") or "", ""))


def find_cow(state: str | None) -> str:
    """The Correlates of War number of a state, or ""."""
    return _cow().get(state or "", "")


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(_FOLDER / "plover.yaml")
    return found


@cache
def _cow() -> dict[str, str]:
    return {row["id"]: row["cow"] for _, row in read_tsv(_FOLDER / "cow.tsv", ("id", "cow"))}
