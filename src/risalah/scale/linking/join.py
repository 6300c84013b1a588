"""Stage 5, by pieces: the records of a piece joined to entries in one sweep, in the order of time."""

from __future__ import annotations

from collections.abc import Callable
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
from risalah.scale.linking.gather import gathered
from risalah.scale.linking.job import LinkJob, LinkTask
from risalah.scale.linking.place import JUDGED
from risalah.scale.linking.rows import RowWriter, dump, fetch, files, open_duck, read_files, unpack_record


def join(task: LinkTask, job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """Joins a piece. Quotations come after all meetings, for they ask at which meeting something was said."""
    kind = cast(EntryType, task.block.rpartition("-")[0])
    weights = job.setup.weights
    occasions: dict[str, str] = {}
    apart = MeetingFilter(weights) if kind == "meeting" else None
    sweeper = Sweeper(kind, weights, job.decisions, _choose_scorer(kind, weights, occasions), apart)
    query = _make_query(job, task.block, kind)
    first: dict[int, int] = {}
    awake, last = 0, None
    with (
        open_duck(job.root) as c,
        RowWriter(made / "joined.parquet", {"n": "int64", "entry_n": "int64"}) as joined_rows,
        RowWriter(made / "judged.parquet", JUDGED) as judged,
        rest_collector(),
    ):
        for n, row, *place, codes, met in fetch(c, f"{query} ORDER BY n"):
            record = unpack_record(row, place)
            if last is not None and last.id == record.article.id:
                record.article = last  # scorers ask whether two records are of one and the same article
            last = record.article
            if met is not None:
                occasions[record.key] = str(met)
            shared: list[Key] = [("s" if code & 2 else "", code & ~3) for code in codes or ()]
            ending: list[Key] = [key for key, code in zip(shared, codes or (), strict=True) if code & 1]
            entry, made_now = sweeper.sweep(record, shared, ending)
            joined_rows.add(n, first.setdefault(entry, n))
            for j in made_now:
                judged.add(j.left, j.right, j.verdict, j.by, dump(j.to_json()))
            awake = max(awake, sweeper.awake)
        report |= {"records": joined_rows.count, "entries": len(first), "entries_awake": awake}


def _make_query(job: LinkJob, block: str, kind: EntryType) -> str:
    """(number, record, blocks that it shares, meeting entry at which it was said) of each record of a piece."""
    plan = job.root / "plan-0"
    live = (
        f"SELECT n, list(code) AS codes FROM {read_files([plan / 'live.parquet'])} WHERE block = '{block}' GROUP BY n"
    )
    asked = "n, row, story, event, origin, copy_of, codes, met"
    query = f"SELECT {asked} FROM {gathered(job.root, 'sort', block)} LEFT JOIN ({live}) USING (n)"
    if kind != "quotation" or not any(job.root.glob("join-meeting-*")):
        return query.replace("codes, met ", "codes, NULL AS met ", 1)
    joined = files(job.root, "join-meeting", "joined.parquet")
    met = f"SELECT m.n, j.entry_n AS met FROM {read_files([plan / 'met.parquet'])} m JOIN {joined} j ON m.meeting = j.n"
    return f"{query} LEFT JOIN ({met}) USING (n)"


def _choose_scorer(kind: str, weights: Weights, occasions: dict[str, str]) -> Callable[[RecordView, RecordView], Score]:
    if kind == "meeting":
        return lambda a, b: score_meetings(a, b, weights)
    if kind == "commitment":
        words = WordReader(weights)
        return lambda a, b: score_commitments(a, b, weights, words)
    return lambda a, b: score_quotations(a, b, weights, occasions)
