"""What could not be read: listed with its reason, place and run, and taken off the list when it was read after all."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from risalah.model.document import Failure
from risalah.store import rows, schema
from risalah.store.keep import make_plain
from risalah.store.schema import dumps
from risalah.store.schema_quarantine import run_inputs

if TYPE_CHECKING:
    from risalah.store.writer import Store

_CHUNK = 500  # places in one statement


@dataclass(frozen=True, slots=True)
class RunInputs:
    """What a run was given: the folder that relative places start from, and what pages got that did not say it."""

    folder: str
    defaults: Mapping[str, str | None] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {"folder": self.folder, "defaults": dict(self.defaults)}


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One thing that was set aside: why and where (`failure`), and the run that met it, with the time of its start.

    `article` is the id of the article it is a part of, None where there is none; `inputs` is None where the run was one
    of an older risalah, which did not note them.
    """

    number: int
    failure: Failure
    run: int | None = None
    at: str | None = None
    article: str | None = None
    inputs: RunInputs | None = None


class Quarantine:
    """What an open register has set aside. What it changes needs a store that is open for writing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self, reason: str | None = None, *, everything: bool = False) -> list[Quarantined]:
        """Pages that could not be used, in the order in which they were met; of one `reason`, where given.

        `everything` adds what was set aside on purpose and what was left out of articles that are kept (a language
        without an engine, hidden characters), but not what the gate kept out.
        """
        f, r = schema.failures, schema.runs
        query = select(f, r.c.started, run_inputs.c.body.label("inputs")).order_by(f.c.n)
        query = query.join_from(f, r, r.c.n == f.c.run, isouter=True)
        query = query.join(run_inputs, run_inputs.c.run == f.c.run, isouter=True)
        query = query.where(f.c.step != "gate") if everything else query.where(f.c.quarantined == 1)
        if reason is not None:
            query = query.where(f.c.reason == reason)
        with self._store._read() as c:
            return [_to_quarantined(row) for row in c.execute(query).mappings()]

    def places(self) -> set[str]:
        """The places of pages that could not be used."""
        f = schema.failures.c
        with self._store._read() as c:
            query = select(f.place).where(f.article.is_(None), f.quarantined == 1, f.place != "").distinct()
            return set(c.execute(query).scalars())

    def note_inputs(self, run: int, inputs: RunInputs) -> None:
        """Keep what a run was given."""
        with self._store._write() as c:
            c.execute(run_inputs.delete().where(run_inputs.c.run == run))
            c.execute(run_inputs.insert().values(run=run, body=dumps(inputs.to_json())))

    def release(self, places: Collection[str]) -> int:
        """Take off the list what is now read: everything that was set aside at these very places; how many it was."""
        f = schema.failures.c
        wanted = sorted({make_plain(p) for p in places})
        released = 0
        if not wanted:
            return 0
        with self._store._write() as c:
            for i in range(0, len(wanted), _CHUNK):
                some = f.place.in_(wanted[i : i + _CHUNK])
                found = schema.failures.delete().where(some, f.article.is_(None), f.quarantined == 1)
                released += c.execute(found).rowcount
        return released


def _to_quarantined(row: Mapping[Any, Any]) -> Quarantined:
    given = json.loads(row["inputs"]) if row["inputs"] else None
    return Quarantined(
        row["n"],
        rows.to_failure(row),
        row["run"],
        row["started"],
        row["article"],
        RunInputs(given["folder"], given["defaults"]) if given else None,
    )
