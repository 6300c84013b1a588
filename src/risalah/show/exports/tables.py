"""The register's tables with typed columns: the common ground of XLSX, Parquet, Stata and the data package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from risalah.show.export_rows import FIELDS, Cell, flatten_entry, flatten_value, list_columns
from risalah.show.exports.shelf import Shelf

ColumnType = Literal["string", "integer", "number", "boolean", "date"]
_INTEGERS = frozenset({"articles", "outlets", "origins", "speakers", "conflicts", "start", "end"})
_BOOLEANS = frozenset({"official", "overdue", "background", "former", "suggested"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type, and what it holds, in English."""

    name: str
    type: ColumnType
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, what a row is, its columns, and its rows, which are made when they are asked for."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Iterator[Mapping[str, Cell]]


def list_entry_columns(kind: str) -> tuple[Column, ...]:
    """The columns of the table of a type of entry (commitment, meeting, quotation)."""
    return tuple(Column(n, _find_type(kind, n), _describe(kind, n)) for n in list_columns(kind))


def list_tables(shelf: Shelf) -> Iterator[Table]:
    """commitments, meetings, quotations, articles, stories, actors, evidence, conflicts, history."""
    r = shelf.register
    for kind, found in (("commitment", r.commitments), ("meeting", r.meetings), ("quotation", r.quotations)):
        columns = list_entry_columns(kind)
        yield Table(
            f"{kind}s", f"one row a {kind}", columns, (flatten_entry(e, shelf.evidence, shelf.as_of) for e in found)
        )
    yield _plain("articles", "one row an article; full texts are left out", (a.to_json() for a in r.articles), _ARTICLE)
    yield _plain("stories", "one row a story: articles about one event", (s.to_json() for s in r.stories), _STORY)
    yield _plain("actors", "one row a state, organisation, body or person", iter(r.actors), _ACTOR)
    yield _plain(
        "evidence", "one row a piece of evidence: the exact words a field rests on", _evidence(shelf), _EVIDENCE
    )
    yield _plain("conflicts", "one row a value on which sources differ", _conflicts(shelf), _CONFLICT)
    yield _plain("history", "one row a step of a commitment", _history(shelf), _HISTORY)


_ARTICLE = {
    "id": "sha256 of the cleaned text, address and outlet",
    "url": "address",
    "outlet": "outlet, by its domain",
    "title": "headline",
    "published": "time of publication, ISO 8601",
    "lang": "language, ISO 639-1",
    "story": "id of its story",
    "origin": "id of its origin: articles of one origin are one witness",
    "origin_basis": "why it has that origin",
    "duplicate_of": "id of the article that it is a copy of",
}
_STORY = {
    "id": "id",
    "title": "title of its first article",
    "articles": "ids of its articles",
    "outlets": "number of outlets",
    "origins": "number of independent origins",
    "from": "first day",
    "to": "last day",
}
_ACTOR = {
    "id": "alpha-3 for a state, upper case for an organisation, a slug else",
    "kind": "person, state, organisation, office, place, company or ministry",
    "name": "name",
    "aliases": "other names",
    "office": "office that the texts give a person",
    "country": "state that it belongs to, alpha-3",
    "former": "is the office a former one?",
    "suggested": "did a table, not a text, give the office?",
}
_EVIDENCE = {
    "entry": "id of the entry",
    "type": "type of the entry",
    "record": "id of the record in its article",
    "article": "id of the article",
    "field": "the field that rests on these words",
    "start": "first character, code points of the cleaned text, from 0",
    "end": "behind the last character",
    "exact": "the words",
    "rule": "the rule, or the person, that read them",
}
_CONFLICT = {
    "entry": "id of the entry",
    "type": "type of the entry",
    "field": "the field",
    "grade": "complementary, differ or conflict",
    "value": "one of the values",
    "articles": "ids of the articles that say so",
}
_HISTORY = {
    "entry": "id of the commitment",
    "stage": "stage",
    "as_of": "day as of which it was so",
    "articles": "ids of the articles that say so",
}


def _plain(name: str, about: str, rows: Iterator[Mapping[str, Any]], columns: Mapping[str, str]) -> Table:
    made = tuple(Column(n, _find_type("", n), text) for n, text in columns.items())
    return Table(name, about, made, ({n: flatten_value(row.get(n)) for n in columns} for row in rows))


def _evidence(shelf: Shelf) -> Iterator[Mapping[str, Any]]:
    for entry in shelf.entries:
        for ref in entry.records:
            for row in shelf.evidence.get(ref, ()):
                yield {"entry": entry.id, "type": entry.type, "record": ref.id, **row}


def _conflicts(shelf: Shelf) -> Iterator[Mapping[str, Any]]:
    for e in shelf.entries:
        for c in e.conflicts:
            for value, articles in c.values:
                row = {"entry": e.id, "type": e.type, "field": c.field, "grade": c.grade}
                yield {**row, "value": str(flatten_value(value)), "articles": list(articles)}


def _history(shelf: Shelf) -> Iterator[Mapping[str, Any]]:
    for e in shelf.register.commitments:
        for step in e.history:
            yield {"entry": e.id, **step}


def _find_type(kind: str, name: str) -> ColumnType:
    if name in _BOOLEANS:
        return "boolean"
    if name in _INTEGERS and not (kind == "" and name == "articles"):
        return "integer"
    if name in ("amount_value", "amount_high"):
        return "number"
    return "date" if name.endswith(("_from", "_to")) or name in ("from", "to") else "string"


def _describe(kind: str, name: str) -> str:
    """What a column of a type's table holds."""
    fixed = {
        "id": "id of the entry; it stays the same as articles are added",
        "story": "id of the story",
        "articles": "number of articles behind it",
        "outlets": "number of outlets behind it",
        "origins": "number of independent origins behind it",
        "speakers": "number of speakers behind it",
        "official": "does an official text stand behind it?",
        "conflicts": "number of fields on which sources differ",
        "records": "the records behind it, as article#record",
        "overdue": "was it due before the day of the export, and is still open?",
        "history": "its stages in order, as day and stage",
    }
    if name in fixed:
        return fixed[name]
    field, _, part = name.rpartition("_")
    if part == "evidence" and field in FIELDS[kind]:
        return f"where the words stand on which {field} rests, as article:start-end"
    if field in FIELDS[kind]:
        return f"{field}, {part} (codebook)"
    return f"{name} (codebook)"
