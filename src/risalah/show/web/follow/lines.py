"""What a feed, a calendar and a mail say of an entry: a title and a text in the reader's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from risalah.model.register import Entry
from risalah.show.labels import Labels
from risalah.show.web.interface import UiLang, load_interface, load_state_names

# What XML 1.0 cannot hold at all, and what no calendar or mail should.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry in a line: `day` is the last day that it tells of, ISO, "" where none is known."""

    id: str
    type: str
    title: str
    text: str
    day: str

    @property
    def path(self) -> str:
        """Its page."""
        return f"/{self.type}/{self.id}"


def clean_line(text: str) -> str:
    """A text without control characters and turns of direction, on one line."""
    return " ".join(_CONTROL.sub("", text).split())


def describe_line(entry: Entry, day: str, lang: UiLang) -> EntryLine:
    """An entry in words."""
    value, labels = entry.value, Labels(lang)
    names = load_state_names()
    sides = [p["actor"] if isinstance(p, dict) else str(p) for p in value.get("parties") or ()]
    between = " – ".join(names.get(s, {}).get(lang, s) for s in dict.fromkeys(sides))
    kind = labels.label("kind" if entry.type != "quotation" else "form", value.get("kind") or value.get("form"),
                        type=entry.type)  # fmt: skip
    state = _describe_state(value, labels, entry.type)
    due = (value.get("due") or {}).get("edtf")
    parts = [between, kind, state, load_interface().say("follow.due", lang, date=due) if due else ""]
    return EntryLine(
        entry.id,
        entry.type,
        clean_line(_name(entry, between, kind))[:200],
        clean_line(" · ".join(p for p in parts if p)),
        day,
    )


def _describe_state(value: dict[str, Any], labels: Labels, type: str) -> str:
    if type == "commitment":
        return labels.label("stage", value.get("stage"))
    return labels.label("status", value.get("status"), type="meeting") if type == "meeting" else ""


def _name(entry: Entry, between: str, kind: str) -> str:
    value = entry.value
    if value.get("title"):
        return str(value["title"])
    said = " … ".join(c["exact"] for c in value.get("content") or ())
    place = (value.get("place") or {}).get("name")
    return said or ", ".join(str(x) for x in (kind, between, place) if x)
