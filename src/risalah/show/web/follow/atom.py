"""Atom (RFC 4287): the newest entries of a list or dossier."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from risalah.show.web.follow.lines import EntryLine, clean_line

_ATOM = "http://www.w3.org/2005/Atom"
_ZERO = "1970-01-01"


def write_atom(title: str, lines: Iterable[EntryLine], *, base: str, path: str, lang: str, query: str = "") -> bytes:
    """A feed; `base` is the address of the site without a slash at its end, `path` that of the list on it."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": lang})
    found = list(lines)
    tail = f"?{query}" if query else ""
    _add(feed, "id", f"{base}{path}{tail}")
    _add(feed, "title", clean_line(title))
    _add(feed, "updated", _moment(max((line.day for line in found), default="")))
    _link(feed, "self", f"{base}{path}.atom{tail}")
    _link(feed, "alternate", f"{base}{path}{tail}")
    author = ET.SubElement(feed, f"{{{_ATOM}}}author")
    _add(author, "name", "risalah")
    for line in found:
        entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(entry, "id", f"urn:risalah:{line.id}")
        _add(entry, "title", line.title or line.id)
        _add(entry, "updated", _moment(line.day))
        _link(entry, "alternate", base + line.path)
        _add(entry, "summary", line.text)
    made: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _link(parent: ET.Element, rel: str, href: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}link", {"rel": rel, "href": href})


def _moment(day: str) -> str:
    """A day as RFC 3339; what has none is older than everything."""
    return f"{day or _ZERO}T00:00:00Z"
