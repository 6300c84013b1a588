"""The index of the site's search: a row for each entry, story, person and pair, as JSON in a script.

A browser that reads from a disk loads scripts, and refuses to read JSON: so the JSON stands in a script.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from risalah.show.exports.shelf import Shelf
from risalah.show.publish.addresses import Address

COLUMNS = ("file", "type", "title", "words", "day", "stage", "sectors", "states")


def write_index(shelf: Shelf) -> Iterator[str]:
    """The script, piece by piece."""
    yield "window.risalahIndex = " + json.dumps({"columns": COLUMNS, "rows": []})[:-2]
    for n, row in enumerate(_list_rows(shelf)):
        yield (",\n" if n else "\n") + escape_script(json.dumps(row, ensure_ascii=False))
    yield "\n]};\n"


def escape_script(text: str) -> str:
    """JSON that may stand in any script, also between tags."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _list_rows(shelf: Shelf) -> Iterator[list[Any]]:
    for entry in sorted(shelf.entries, key=lambda e: (shelf.day(e) or "", e.id), reverse=True):
        value = entry.value
        states = shelf.parties(entry)
        actors = [p["actor"] for p in value.get("participants") or ()] + [value.get("speaker"), value.get("said_by")]
        names = " ".join(dict.fromkeys(shelf.name(a) for a in (*states, *actors) if a))
        stage = value.get("stage") or value.get("status") or ""
        sectors = " ".join(value.get("sectors") or value.get("topics") or ())
        file = Address(f"/{entry.type}/{entry.id}").file
        yield [file, entry.type, shelf.title(entry), names, shelf.day(entry) or "", stage, sectors, " ".join(states)]
    for story in shelf.register.stories:
        yield [Address(f"/story/{story.id}").file, "story", story.title, "", story.last or "", "", "", ""]
    for actor in shelf.register.actors:
        page = {"state": "state", "organisation": "organisation"}.get(actor["kind"], "person")
        words = " ".join([*(actor.get("aliases") or ()), actor.get("office") or ""])
        file = Address(f"/{page}/{actor['id']}").file
        yield [file, page, actor["name"], words, "", "", "", actor.get("country") or ""]
    for left, right, _ in shelf.store.country_pairs():
        names = f"{shelf.name(left)} – {shelf.name(right)}"
        yield [Address(f"/pair/{left}/{right}").file, "pair", names, f"{left} {right}", "", "", "", f"{left} {right}"]
