"""RIS, BibTeX and CSL-JSON: each article is cited as a newspaper article, each entry as a piece of data.

Sources: the RIS file format of Research Information Systems, BibTeX's btxdoc, the CSL-JSON schema 1.0 of
citationstyles.org.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from risalah.model.register import Entry
from risalah.show.exports.plain import one_line
from risalah.show.exports.shelf import Shelf

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write_ris(shelf: Shelf) -> Iterator[str]:
    """RIS: `NEWS` for an article, `DATA` for an entry. Lines end with CR LF."""
    for article in shelf.read_articles():
        tags = [("TY", "NEWS"), ("TI", article.title), *(("AU", name) for name in article.byline)]
        tags += [("T2", article.outlet), *_ris_date(article.published), ("UR", article.url), ("LA", article.lang)]
        yield _ris([*tags, ("ID", article.id)], shelf)
    for entry in shelf.entries:
        tags = [("TY", "DATA"), ("TI", shelf.title(entry)), *(("AU", shelf.name(a)) for a in shelf.parties(entry))]
        tags += [*_ris_date(shelf.day(entry)), ("UR", shelf.link(entry.type, entry.id)), ("PB", "risalah")]
        tags += [("N1", _describe(entry)), *(("KW", s) for s in entry.value.get("sectors") or ())]
        yield _ris([*tags, ("ID", entry.id)], shelf)


def _ris(tags: list[tuple[str, str | None]], shelf: Shelf) -> str:
    lines = [f"{tag}  - {one_line(value, shelf)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _ris_date(day: str | None) -> list[tuple[str, str | None]]:
    return [("PY", day[:4]), ("DA", day[:10].replace("-", "/") + "/")] if day else []


def write_bibtex(shelf: Shelf) -> Iterator[str]:
    """BibTeX: `@article` for an article, `@misc` for an entry; the key is the id's beginning."""
    for article in shelf.read_articles():
        fields = {"title": article.title, "author": " and ".join(f"{{{_tex(n, shelf)}}}" for n in article.byline)}
        fields |= {"journal": article.outlet, **_split_day(article.published), "url": article.url}
        yield _bibtex("article", "a" + article.id.removeprefix("sha256:")[:12], fields, shelf)
    for entry in shelf.entries:
        fields = {"title": shelf.title(entry), **_split_day(shelf.day(entry)), "howpublished": "risalah"}
        fields |= {"note": _describe(entry), "url": shelf.link(entry.type, entry.id)}
        yield _bibtex("misc", entry.id, fields, shelf)


def _bibtex(kind: str, key: str, fields: dict[str, str | None], shelf: Shelf) -> str:
    lines = []
    for name, value in fields.items():
        if not value:
            continue
        raw = name in ("author", "url", "month")
        text = one_line(value, shelf) if raw else _tex(value, shelf)
        lines.append(f"  {name} = {text}" if name == "month" else f"  {name} = {{{_braced(text) if raw else text}}}")
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n\n"


def _braced(text: str) -> str:
    """A value that is printed as it is must close every brace that it opens."""
    return text if text.count("{") == text.count("}") else text.replace("{", "%7B").replace("}", "%7D")


def _tex(text: str, shelf: Shelf) -> str:
    return "".join(_TEX.get(c, c) for c in one_line(text, shelf))


def _split_day(day: str | None) -> dict[str, str | None]:
    if not day:
        return {}
    return {"year": day[:4], "month": _MONTHS[int(day[5:7]) - 1], "day": day[8:10]}


def write_csl(shelf: Shelf) -> Iterator[str]:
    """CSL-JSON: an array of `article-newspaper` and `dataset` items."""
    mark = "["
    for item in _list_csl(shelf):
        yield f"{mark}\n{json.dumps({k: v for k, v in item.items() if v}, ensure_ascii=False)}"
        mark = ","
    yield "]\n" if mark == "," else "[]\n"


def _list_csl(shelf: Shelf) -> Iterator[dict[str, Any]]:
    accessed = _parts(shelf.as_of)
    for a in shelf.read_articles():
        yield {
            "id": a.id,
            "type": "article-newspaper",
            "title": a.title,
            "author": [{"literal": name} for name in a.byline],
            "container-title": a.outlet,
            "issued": _parts(a.published),
            "accessed": accessed,
            "URL": a.url,
            "language": a.lang,
        }
    for entry in shelf.entries:
        yield {
            "id": entry.id,
            "type": "dataset",
            "title": shelf.title(entry),
            "author": [{"literal": shelf.name(a)} for a in shelf.parties(entry)],
            "publisher": "risalah",
            "issued": _parts(shelf.day(entry)),
            "accessed": accessed,
            "URL": shelf.link(entry.type, entry.id),
            "note": _describe(entry),
        }


def _parts(day: str | None) -> dict[str, Any] | None:
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})", day or "")
    return {"date-parts": [[int(x) for x in found.groups()]]} if found else None


def _describe(entry: Entry) -> str:
    """The codes of an entry in one line."""
    names = ("kind", "stage", "modality", "outcome", "status", "form")
    return "; ".join(f"{n}: {entry.value[n]}" for n in names if entry.value.get(n))
