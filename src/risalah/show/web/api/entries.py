"""Pages of entries: what a list of commitments, meetings or quotations answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel

from risalah.model.register import Entry
from risalah.show.export_rows import collect_evidence, describe_entry
from risalah.show.web.api.cursor import read_cursor, write_cursor
from risalah.show.web.api.questions import EntryQuestion
from risalah.store.find import Found, SetReader
from risalah.store.reader import Reader

FACETS: dict[str, tuple[tuple[str, str], ...]] = {
    "commitment": (("pair", "pair"), ("sector", "sector"), ("stage", "stage"), ("kind", "kind")),
    "meeting": (("pair", "pair"), ("sector", "sector"), ("kind", "kind"), ("status", "status")),
    "quotation": (("actor", "actor"), ("form", "kind")),
    "": (("what", "type"), ("pair", "pair"), ("sector", "sector"), ("stage", "stage"), ("kind", "kind")),
}
"""For each type: the filter, and the facet of the register behind it."""
EVERYWHERE = (("outcome", "outcome"), ("outlet", "outlet"), ("lang", "lang"), ("year", "year"))
VALUES = 20
"""Values shown of one facet."""
CHUNK = 500
MAX_ROWS = 100_000
"""Rows of one CSV; a larger answer is told to narrow its filters."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the entries that were found, and the cursor after them."""

    entries: list[Entry]
    found: Found
    next: str | None
    facets: dict[str, list[dict[str, Any]]] | None = None


def question_key(type: str, question: BaseModel) -> str:
    """What a cursor is bound to: all that is asked but where to go on."""
    return f"{type} {question.model_dump_json(exclude={'after', 'limit', 'facets'})}"


def find_page(reader: Reader, type: str, question: EntryQuestion, today: str, path: str) -> Page:
    """One page. Raises Wrong for a cursor of another list."""
    key = question_key(type, question)
    after = read_cursor(key, question.after, 2) if question.after else None
    with reader.sets() as (c, sets):
        found = sets.find(question.read_filter(type, today))
        start = sets.place_after(*after) if after else 0
        ids = sets.list_ids(found.held, start=start, limit=question.limit + 1)
        shown = ids[: question.limit]
        entries = reader.take_entries(c, [i for i, _ in shown])
        facets = count_facets(sets, type, found, question, path) if question.facets else None
    more = write_cursor(key, (shown[-1][1], shown[-1][0])) if len(ids) > len(shown) and shown else None
    return Page(entries, found, more, facets)


def count_facets(
    sets: SetReader, type: str, found: Found, question: EntryQuestion, path: str
) -> dict[str, list[dict[str, Any]]]:
    """The values of each facet with their counts, and the address of the list narrowed to each."""
    asked = dump_question(question)
    out: dict[str, list[dict[str, Any]]] = {}
    for name, facet in (*FACETS[type], *EVERYWHERE):
        if name not in type_fields(question):
            continue
        rows = []
        for value, count in sets.count_facet(found.held, facet, VALUES):
            shown = value.replace("/", "-") if facet == "pair" else value
            chosen = (name, shown) in asked
            narrowed = asked if chosen else [(k, v) for k, v in asked if not (k == name == "pair")] + [(name, shown)]
            rows.append({"value": shown, "count": count, "url": f"{path}?{urlencode(narrowed)}", "chosen": chosen})
        out[name] = rows
    return out


def type_fields(question: BaseModel) -> set[str]:
    """The names that a question takes in the query."""
    return {f.alias or name for name, f in type(question).model_fields.items()}


def dump_question(question: BaseModel) -> list[tuple[str, str]]:
    """A question as the pairs of its query, without where to go on."""
    out: list[tuple[str, str]] = []
    given = question.model_dump(mode="json", by_alias=True, exclude={"after"}, exclude_defaults=True)
    for name, value in given.items():
        values = value if isinstance(value, list) else [value]
        out += [(name, str(v).lower() if isinstance(v, bool) else str(v)) for v in values]
    return out


def next_url(path: str, question: BaseModel, cursor: str | None) -> str | None:
    """The address of the next page."""
    return f"{path}?{urlencode([*dump_question(question), ('after', cursor)])}" if cursor else None


def describe_entries(reader: Reader, entries: list[Entry], today: str) -> list[dict[str, Any]]:
    """Entries as objects of CONTRACT.md, with evidence."""
    evidence = collect_evidence(reader, entries)
    return [describe_entry(e, evidence, today) for e in entries]


def stream_entries(reader: Reader, type: str, question: EntryQuestion, today: str) -> Iterator[list[Entry]]:
    """All that is found, some at a time, at most MAX_ROWS."""
    with reader.sets() as (_, sets):
        found = sets.find(question.read_filter(type, today))
        ids = [i for i, _ in sets.list_ids(found.held, limit=MAX_ROWS)]
    for i in range(0, len(ids), CHUNK):
        with reader.sets() as (c, _):
            yield reader.take_entries(c, ids[i : i + CHUNK])
