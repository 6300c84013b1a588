"""Stage 1, by days: each document read once, into a light row for its place and a heavy one for its story."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from risalah.link.actors import choose_telling
from risalah.link.human import find_resting
from risalah.link.join import name_entry
from risalah.link.prepare import Light, Preparer, hash_keys, shed, slim
from risalah.link.views import RecordView, Told
from risalah.model.annotation import Actor
from risalah.model.document import Document
from risalah.model.record import Quotation
from risalah.scale.linking.job import End, LinkJob, LinkTask
from risalah.scale.linking.rows import RowWriter, dump, pack
from risalah.scale.marks import Mark
from risalah.scale.tables import need_parquet

_READ = 100  # documents read at once
_ORDER = {"day": "string", "published": "string", "article": "string"}
_LIGHT = {**_ORDER, "address": "string", "body": "binary", "dated": "bool", "bands": "binary", "light": "binary"}
_HEAVY = {"article": "string", "heavy": "binary", "records": "binary"}
_ACTORS = {"actor": "string", **_ORDER, "place": "int64", "row": "string"}


def prepare(task: LinkTask, job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """`given`: the part of these days ("0/1" is all of it), then the files."""
    setup = job.setup
    preparer = Preparer(setup.weights, setup.names)
    mark = Mark(job.mark(task))
    failures: list[dict[str, str]] = []
    ends: list[tuple[int, tuple[Any, ...], str, bool]] = []
    appearances: dict[str, list[tuple[tuple[str, str, str], int, Actor]]] = {}
    lights: list[tuple[Any, ...]] = []
    try:
        with RowWriter(made / "heavy.parquet", _HEAVY) as heavy_rows:
            for number, article, row in _read_documents(task):
                if number in mark.given_up:
                    failures.append(_fail(article, "crashed", "linking this document killed its process"))
                    continue
                mark.set(number)
                try:
                    light, heavy, records = preparer.prepare(Document.from_json(json.loads(row)))
                    found = _find_ends(setup.ends, heavy.view.id, records)
                    packed = pack([_list_record(r) for r in records])
                except Exception as e:
                    failures.append(_fail(article, "unlinkable", f"{type(e).__name__}: {e}"))
                    continue
                ends += found
                for place, actor in enumerate(heavy.view.document.actors):
                    appearances.setdefault(actor.id, []).append((light.order, place, actor))
                lights.append(_list_light(light))
                heavy_rows.add(article, pack(shed(heavy)), packed)
        with RowWriter(made / "light.parquet", _LIGHT) as light_rows:
            for one in sorted(lights, key=lambda one: one[:3]):
                light_rows.add(*one)
        _write_actors(made / "actors.parquet", appearances)
    except BaseException:
        mark.calm()
        raise
    mark.clear()
    report |= {"articles": len(lights), "failures": failures, "ends": ends}


def _read_documents(task: LinkTask) -> Iterator[tuple[int, str, str]]:
    """(number, id, JSON) of the documents about diplomacy; the number hangs on the id, not on the place in the file."""
    part, parts = map(int, task.given[0].split("/"))
    for path in task.given[1:]:
        with need_parquet().parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(_READ, columns=["relevant", "id", "document"], use_threads=False):
                for row in batch.to_pylist():
                    number = zlib.crc32(row["id"].encode("utf-8", "surrogatepass"))
                    if row["relevant"] and number % parts == part:
                        yield number, row["id"], row["document"]


def _list_record(r: RecordView) -> tuple[Any, ...]:
    """A record as it goes past the stories, which only mix in what its place is: small values, and two packed parts.

    Joining asks for the first part, resolving for both.
    """
    met = r.record.occasion if isinstance(r.record, Quotation) else None
    occasion = f"{r.article.id}#{met}" if met else None
    told, lean = r.told, slim(r)
    assert told is not None
    lean.told = Told({}, told.selector, ())
    own = (r.anchor.start, r.record.id, r.type, r.key, *name_entry(r), occasion)
    return (*own, pack(lean), pack((told.value, told.cues)), hash_keys(r))


def _list_light(light: Light) -> tuple[Any, ...]:
    day, published, article = light.order
    undated = light.day is None
    return (
        day,
        published,
        article,
        light.address,
        light.body,
        not undated,
        light.bands.tobytes() if undated else None,
        pack(light),
    )


def _write_actors(path: Path, appearances: dict[str, list[tuple[tuple[str, str, str], int, Actor]]]) -> None:
    """Of each actor the appearances that tell something of it."""
    with RowWriter(path, _ACTORS) as rows:
        for actor, found in sorted(appearances.items()):
            found.sort(key=lambda row: row[:2])
            for order, place, told in choose_telling(found, key=lambda row: row[2]):
                rows.add(actor, *order, place, dump(told.to_json()))


def _find_ends(
    ends: tuple[End, ...], article: str, records: list[RecordView]
) -> list[tuple[int, tuple[Any, ...], str, bool]]:
    """(number of the end, order, key, whether its words were found) for the ends of judgements in this article."""
    out = []
    for n, end in enumerate(ends):
        own, _, number = end.key.rpartition("#")
        if own == article:
            out += [(n, r.order, r.key, False) for r in records if r.key == end.key]
        if end.selector is not None and (own == article or end.elsewhere):
            resting = find_resting(number[:1], end.selector, records[0].article, records) if records else []
            out += [(n, r.order, r.key, True) for r in resting]
    return out


def _fail(article: str, reason: str, detail: str) -> dict[str, str]:
    return {"article": article, "step": "link", "reason": reason, "detail": detail}
