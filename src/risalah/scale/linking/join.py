"""Stage 5, by pieces: the records of a piece joined to entries in one sweep, in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, cast

from risalah.link.entries import Key
from risalah.link.memory import rest_collector
from risalah.link.score import Score
from risalah.link.score_commitments import score_commitments
from risalah.link.score_meetings import MeetingFilter, score_meetings
from risalah.link.score_quotations import score_quotations
from risalah.link.sweep import Sweeper
from risalah.link.views import RecordView
from risalah.link.words import WordReader
from risalah.model.register import EntryType
from risalah.resources.linking import Weights
from risalah.scale.linking.gather import find_gathered
from risalah.scale.linking.job import LinkJob, LinkTask
from risalah.scale.linking.place import JUDGED
from risalah.scale.linking.rows import RowWriter, dump, fetch, files, merge, open_duck, read_files, unpack_record

_JUDGED = 20_000  # judgements held before they are written
_READ = ("n", "row", "story", "event", "origin", "copy_of")


def join(task: LinkTask, job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """Joins a piece. Quotations come after all meetings, for they ask at which meeting something was said."""
    kind = cast(EntryType, task.block.rpartition("-")[0])
    weights = job.setup.weights
    occasions: dict[str, str] = {}
    apart = MeetingFilter(weights) if kind == "meeting" else None
    sweeper = Sweeper(kind, weights, job.decisions, _choose_scorer(kind, weights, occasions), apart)
    pieces = merge(find_gathered(job.root, "sort", task.block), _READ, 1)
    first: dict[int, int] = {}
    awake, last = 0, None
    judged: list[tuple[str, ...]] = []
    with (
        open_duck(job.root) as c,
        RowWriter(made / "joined.parquet", {"n": "int64", "entry_n": "int64"}) as joined_rows,
        rest_collector(),
    ):
        shared_codes, meetings = _follow(_list_codes(c, job, task.block)), _follow(_list_met(job, kind))
        for n, row, *place in pieces:
            record = unpack_record(row, place)
            codes, met = shared_codes(n), meetings(n)
            if last is not None and last.id == record.article.id:
                record.article = last  # scorers ask whether two records are of one and the same article
            last = record.article
            if met:
                occasions[record.key] = str(met[0])
            shared: list[Key] = [("s" if code & 2 else "", code & ~3) for code in codes]
            ending: list[Key] = [key for key, code in zip(shared, codes, strict=True) if code & 1]
            entry, made_now = sweeper.sweep(record, shared, ending)
            joined_rows.add(n, first.setdefault(entry, n))
            judged += [(j.left, j.right, j.verdict, j.by, dump(j.to_json())) for j in made_now]
            if len(judged) >= _JUDGED:
                _write_judged(made, judged)
            awake = max(awake, sweeper.awake)
        _write_judged(made, judged)
        report |= {"records": joined_rows.count, "entries": len(first), "entries_awake": awake}


def _write_judged(made: Path, judged: list[tuple[str, ...]]) -> None:
    """Write judgements in their order into a file of their own, and forget them."""
    number = len(list(made.glob("judged-*.parquet")))
    with RowWriter(made / f"judged-{number}.parquet", JUDGED) as rows:
        for row in sorted(judged):
            rows.add(*row)
    judged.clear()


Values = Callable[[int], list[int]]


def _list_codes(c: Any, job: LinkJob, block: str) -> Iterator[tuple[int, int]]:
    """(number of a record, a block that it shares) of a piece, in order."""
    live = read_files([job.root / "plan-0" / "live.parquet"])
    return fetch(c, f"SELECT n, code FROM {live} WHERE block = '{block}' ORDER BY n")


def _list_met(job: LinkJob, kind: EntryType) -> Iterator[tuple[int, int]]:
    """(number of a quotation, entry of the meeting at which it was said), in order."""
    if kind != "quotation" or not any(job.root.glob("join-meeting-*")):
        return
    met, joined = read_files([job.root / "plan-0" / "met.parquet"]), files(job.root, "join-meeting", "joined.parquet")
    with open_duck(job.root) as c:
        yield from fetch(c, f"SELECT m.n, j.entry_n FROM {met} m JOIN {joined} j ON m.meeting = j.n ORDER BY m.n")


def _follow(rows: Iterator[tuple[int, int]]) -> Values:
    """The values of a record, asked for in the order of the numbers."""
    groups = groupby(rows, key=lambda row: row[0])
    at: list[tuple[int, list[int]]] = []

    def find(n: int) -> list[int]:
        while not at or at[0][0] < n:
            number, found = next(groups, (1 << 62, iter(())))
            at[:] = [(number, [value for _, value in found])]
        return at[0][1] if at[0][0] == n else []

    return find


def _choose_scorer(kind: str, weights: Weights, occasions: dict[str, str]) -> Callable[[RecordView, RecordView], Score]:
    if kind == "meeting":
        return lambda a, b: score_meetings(a, b, weights)
    if kind == "commitment":
        words = WordReader(weights)
        return lambda a, b: score_commitments(a, b, weights, words)
    return lambda a, b: score_quotations(a, b, weights, occasions)
