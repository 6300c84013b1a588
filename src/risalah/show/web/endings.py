"""Which formats a screen gives, and under which endings of its address: the register of formats decides."""

from __future__ import annotations

from risalah.show.exports.formats import OTHERS, Format

ALL = ("commitment", "meeting", "quotation")
TYPES: dict[str, tuple[str, ...]] = {
    **{f"{t}s": (t,) for t in ALL},
    **{t: (t,) for t in ALL},
    **dict.fromkeys(("search", "pair", "person", "state", "organisation", "sector", "story", "article"), ALL),
}
"""The types of entries that a screen shows, by the first step of its address."""
LISTS = ("commitments", "meetings", "quotations", "search")
FEEDS = ("commitments", "meetings", "quotations", "search", "pair", "person", "state", "organisation", "sector")
"""Screens whose feed has an address of its own (follow/): in the reader's language, of any length."""
CALENDARS = tuple(s for s in FEEDS if s not in ("quotations", "search"))
_PLAIN = dict.fromkeys(
    ("stories", "pairs", "quarantine", "people", "sectors", "map", "network", "slips", "corrections"), ("json", "csv")
)
"""Screens that show no entries themselves."""


def find_ending(form: Format) -> str:
    """The ending of a format's address; a folder of files is sent packed."""
    return form.suffix or f".{form.name}.zip"


ENDINGS: dict[str, Format] = {
    find_ending(f): f for f in sorted(OTHERS.values(), key=lambda f: (-len(find_ending(f)), f.name))
}
"""Formats of others by ending, the longest first."""


def fits(form: Format, types: tuple[str, ...]) -> bool:
    """Can the format carry any of these types of entries?"""
    return any(t in form.takes for t in types)


def list_formats(path: str) -> list[tuple[str, str]]:
    """(name, ending) of what the screen at `path` gives, our own formats first; nothing where it gives none."""
    steps = path.strip("/").split("/")
    first = steps[0]
    if first in _PLAIN and len(steps) == 1:
        return [(name, f".{name}") for name in _PLAIN[first]]
    if first not in TYPES or (len(steps) == 1) != (first in LISTS):
        return []
    own = [("json", ".json"), ("jsonl", ".jsonl"), ("csv", ".csv")]
    if first == "article":
        own = [("jsonl", ".jsonl")]  # its JSON holds its text, which not every reader may see
    feeds = [("atom", ".atom")] if first in FEEDS and not fits(OTHERS["atom"], TYPES[first]) else []
    return [*own, *((f.name, find_ending(f)) for f in OTHERS.values() if fits(f, TYPES[first])), *feeds]
