"""Screens and lists of the API in the formats of others: the same entries, the same filters, another ending."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Match, Route
from starlette.types import Scope

from risalah.errors import ConfigError
from risalah.model.register import Entry
from risalah.show.export_rows import collect_evidence, describe_entry
from risalah.show.exports.formats import Format
from risalah.show.exports.part import PartShelf
from risalah.show.exports.shelf import Shelf
from risalah.show.web.api.answers import Wrong
from risalah.show.web.api.questions import EntryQuestion, SearchQuestion
from risalah.show.web.api.suffixes import QUESTIONS, read_question
from risalah.show.web.asking import find_site
from risalah.show.web.desk import Desk
from risalah.show.web.endings import ALL, CALENDARS, ENDINGS, FEEDS, LISTS, TYPES, fits
from risalah.store.filters import EntryFilter

MOST = 2_000
"""Entries of one answer; what stands beyond is told in the header. CSV, and `risalah export`, have no such end."""
JSONL = Format("jsonl", "one entry a line, with its type", "application/jsonl", ".jsonl")
_ENDINGS: dict[str, Format] = {**ENDINGS, ".jsonl": JSONL}
_IN_MEMORY = 4_000_000


class FormatRoute(Route):
    """One route for all screens and endings; an address that is none of ours is left to the routes behind it."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """A match where the path is a screen with an ending of a format that fits it."""
        if scope["type"] != "http" or not scope["path"].endswith(tuple(_ENDINGS)) or not find_asked(scope["path"]):
            return Match.NONE, {}
        return super().matches(scope)


def find_asked(path: str) -> tuple[list[str], Format] | None:
    """(steps of the screen's address, format) of a path such as /commitment/c-1.ris; None for what is no such thing."""
    ending = next((e for e in _ENDINGS if path.endswith(e)), None)
    if ending is None:
        return None
    steps = path.removesuffix(ending).strip("/").split("/")
    form, first = _ENDINGS[ending], steps[0]
    wanted = 1 if first in LISTS else 3 if first == "pair" else 2
    if first not in TYPES or len(steps) != wanted or not all(steps) or not fits(form, TYPES[first]):
        return None
    if (form.name == "atom" and first in FEEDS) or (form.name == "ics" and first in CALENDARS):
        return None  # follow/ answers these in the reader's language
    return steps, form


def make_format_route(desk: Desk, today: Callable[[], date]) -> FormatRoute:
    """The route, to stand before those of the screens."""

    def answer(request: Request) -> Response:
        asked = find_asked(request.url.path)
        if asked is None:
            raise Wrong(404, "there is no such address")
        steps, form = asked
        desk.refresh()
        day = today().isoformat()
        entries, total = find_entries(desk, request, [unquote(s) for s in steps], day)
        return give(desk, form, entries, total, day, find_site(request), "-".join(steps))

    return FormatRoute("/{address:path}", answer, methods=["GET"], name="formats", include_in_schema=False)


def find_entries(desk: Desk, request: Request, steps: Sequence[str], day: str) -> tuple[list[Entry], int]:
    """The entries that a screen shows under its filters, and how many there are in all. Raises Wrong."""
    first, key = steps[0], steps[-1]
    if first in ALL:
        entry = desk.entry(key)
        if entry is None or entry.type != first:
            raise Wrong(404, f"there is no {first} {key[:80]!r}")
        return [entry], 1
    if first == "article":
        if desk.article(key) is None:
            raise Wrong(404, f"there is no article {key[:80]!r}")
        found = desk.reader.entries_of_article(key)
        return found[:MOST], len(found)
    return ask(desk, read_wanted(desk, request, steps, day))


def read_wanted(desk: Desk, request: Request, steps: Sequence[str], day: str) -> EntryFilter:
    """The filter of a list, dossier or story with the query of the request. Raises Wrong."""
    first, key = steps[0], steps[-1]
    if first == "story":
        story = desk.story(key)
        if story is None:
            raise Wrong(404, f"there is no story {key[:80]!r}")
        return EntryFilter(story=story.id)
    if first == "pair":
        wanted: EntryQuestion = read_question(request, EntryQuestion, pair=f"{steps[1]}-{steps[2]}")
    elif first == "search":
        search: SearchQuestion = read_question(request, SearchQuestion, q=request.query_params.get("q") or " ")
        return search.read_filter(search.what if search.what in ALL else "", day)
    elif first in LISTS:
        return _read_list(request, first[:-1], day)
    else:
        if first != "sector" and desk.side(key) is None:
            raise Wrong(404, f"there is no actor {key[:80]!r}")
        wanted = read_question(request, EntryQuestion, **{"sector" if first == "sector" else "actor": key})
    return wanted.read_filter("", day)


def _read_list(request: Request, type: str, day: str) -> EntryFilter:
    wanted: EntryQuestion = read_question(request, QUESTIONS[type])
    return wanted.read_filter(type, day)


def ask(desk: Desk, wanted: EntryFilter) -> tuple[list[Entry], int]:
    """The first entries of a filter, and how many it finds."""
    with desk.reader.sets() as (c, sets):
        found = sets.find(wanted)
        ids = sets.list_ids(found.held, limit=MOST)
        return desk.reader.take_entries(c, [i for i, _ in ids]), max(found.total, len(ids))


def give(desk: Desk, form: Format, entries: Sequence[Entry], total: int, day: str, base: str, name: str) -> Response:
    """The entries in a format, as a download. What it could not carry stands in the header `Risalah-Left-Out`."""
    shelf = PartShelf(desk.reader, day, entries, base)
    body: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed when it was sent
    try:
        _write(form, shelf, body)
    except ConfigError as e:
        body.close()
        raise Wrong(501, f"{form.name}: {e.message}") from e
    except BaseException:
        body.close()
        raise
    shelf.drop(f"entries beyond the first {MOST}", total - len(entries))
    packed = form.files is not None or form.folder is not None
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)[:80]
    ending = form.suffix or f".{form.name}.zip"
    headers = {
        "Content-Disposition": f'attachment; filename="{safe}{ending}"',
        "Content-Length": str(body.tell()),
        "Risalah-Left-Out": json.dumps(dict(sorted(shelf.dropped.items()))),
    }
    body.seek(0)
    kind = "application/zip" if packed else form.media_type
    kind += "; charset=utf-8" if kind.startswith("text/") else ""
    return StreamingResponse(_read(body), media_type=kind, headers=headers, background=BackgroundTask(body.close))


def _write(form: Format, shelf: PartShelf, body: IO[bytes]) -> None:
    if form is JSONL:
        evidence = collect_evidence(shelf.store, shelf.entries)
        for entry in shelf.entries:
            row: dict[str, Any] = {"type": entry.type, **describe_entry(entry, evidence, shelf.as_of)}
            body.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    elif form.text is not None:
        for piece in form.text(shelf):
            body.write(piece.encode())
    else:
        with tempfile.TemporaryDirectory() as folder:
            _write_files(form, shelf, Path(folder), body)


def _write_files(form: Format, shelf: Shelf, folder: Path, body: IO[bytes]) -> None:
    if form.file is not None:
        form.file(shelf, folder / "file")
        body.write((folder / "file").read_bytes())
        return
    if form.folder is not None:
        form.folder(shelf, folder)
    elif form.files is not None:
        for name, text in form.files(shelf):
            (folder / name).write_text(text, encoding="utf-8", newline="")
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.iterdir()):
            # The time of a member is fixed: the same entries give the same bytes.
            packed.writestr(zipfile.ZipInfo(file.name, (1980, 1, 1, 0, 0, 0)), file.read_bytes(), zipfile.ZIP_DEFLATED)


def _read(body: IO[bytes]) -> Iterator[bytes]:
    while piece := body.read(65_536):
        yield piece
