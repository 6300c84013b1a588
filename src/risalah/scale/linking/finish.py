"""Stage 8, over small rows in their order: what commitments hang on each other, and the rows of actors."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from typing import Any

from risalah.link.actors import ActorRow, name_short
from risalah.link.office_flags import OfficeChecker
from risalah.link.relations import relate
from risalah.model.annotation import Actor
from risalah.resources.actors import ActorTable
from risalah.scale.linking.job import LinkJob, LinkTask
from risalah.scale.linking.rows import RowWriter, dump, find_files, merge, unpack

ACTORS = dict.fromkeys(("id", "kind", "name", "body"), "string")
_TOLD = ("actor", "day", "published", "article", "place", "row")
_RELATED = {"id": "string", "related": "string", "related_by": "string"}


def finish(task: LinkTask, job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """What the stage says: relations or actors."""
    if task.stage == "relate":
        _relate(job, made, report)
    else:
        _unite(job, made, report)


def _relate(job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """The commitments of the same parties, oldest first; only the latest of each are held."""
    hanging: dict[str, list[dict[str, Any]]] = {}
    weights = job.setup.weights
    rows = merge(find_files(job.root, "resolve", "hangers.parquet"), ("states", "n", "hanger"), 2)
    for _, same in groupby(rows, key=lambda row: row[0]):
        hanging |= relate((unpack(data) for *_, data in same), weights)
    by: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for other in sorted(hanging):
        for found in hanging[other]:
            by[found["entry"]].append({**found, "entry": other})
    with RowWriter(made / "related.parquet", _RELATED) as related:
        for entry in sorted({*hanging, *by}):
            related.add(entry, dump(hanging.get(entry, [])), dump(by.get(entry, [])))
    report["related"] = len(hanging)


def _unite(job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """Each actor's row, with the flags on offices; claims of one state are judged together."""
    setup = job.setup
    checker = OfficeChecker(setup.weights, ActorTable())
    flags: dict[str, list[dict[str, Any]]] = defaultdict(list)
    shorts: dict[str, list[str]] = defaultdict(list)
    every: list[tuple[str, ...]] = []
    for short, full in setup.names.items():
        shorts[full].append(short)
    with RowWriter(made / "actors.parquet", ACTORS) as rows:
        claims = merge(find_files(job.root, "tell", "claims.parquet"), ("country", "claim"), 1)
        for _, same in groupby(claims, key=lambda row: row[0]):
            for actor, found in checker.judge([unpack(data) for _, data in same]).items():
                flags[actor] += found
        told = merge(find_files(job.root, "prepare", "actors.parquet"), _TOLD, 5)
        for actor, same in groupby(told, key=lambda row: row[0]):
            row = ActorRow()
            for *_, data in same:
                row.add(Actor.from_json(json.loads(data)))
            body = row.make()
            made_rows = [body, *(name_short(short, body) for short in shorts[actor])]
            if actor in flags:
                body["office_flags"] = sorted(flags[actor], key=lambda f: (f["day"], f["article"], f["start"]))
            every += [(one["id"], one["kind"], one["name"], dump(one)) for one in made_rows]
        for one in sorted(every, key=lambda one: one[0]):
            rows.add(*one)
        report |= {"actors": rows.count, "flags": sum(map(len, flags.values()))}
