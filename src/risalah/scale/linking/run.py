"""The link stage from the tables of a bulk run to those of `linked/`: stage after stage, each block wherever it may."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from risalah.errors import LinkIncomplete
from risalah.fingerprint import name_linker
from risalah.model.ids import digest
from risalah.model.register import Judgement
from risalah.resources.linking import Weights
from risalah.scale.linking.inputs import cut_days, find_decisions, find_names, list_days, list_ends
from risalah.scale.linking.job import DECISIONS, SETUP, LinkJob, LinkTask, Setup
from risalah.scale.linking.rows import REPORT, dump, open_duck, pack
from risalah.scale.linking.write import write_tables
from risalah.scale.workers import Outcome, Workers

ARTICLES, RECORDS = 2_000, 10_000
"""Articles and records in a block, about: what a worker holds at once."""
Runner = Callable[[Sequence[LinkTask]], Iterator[Outcome[LinkTask]]]


@dataclass(slots=True)
class LinkReport:
    """What a link stage has done: rows of each table, tasks of each stage, and which documents were set aside."""

    rows: dict[str, int] = field(default_factory=dict)
    failures: list[dict[str, str]] = field(default_factory=list)
    stages: dict[str, dict[str, Any]] = field(default_factory=dict)
    known: int = 0
    begun_again: int = 0

    def add(self, outcome: Outcome[LinkTask]) -> None:
        """Count a task that was done."""
        report = outcome.report or {}
        row = self.stages.setdefault(outcome.task.stage, {"blocks": 0, "seconds": 0.0, "peak_memory_mb": 0})
        row["blocks"] += 1
        row["seconds"] = round(row["seconds"] + report.get("seconds", 0.0), 3)
        row["peak_memory_mb"] = max(row["peak_memory_mb"], report.get("peak_memory_mb", 0))
        for name in ("largest_component", "entries_awake"):
            if name in report:
                row[name] = max(row.get(name, 0), report[name]) if name == "entries_awake" else report[name]
        self.begun_again += outcome.attempts - 1

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "rows": self.rows,
            "set_aside": self.failures,
            "stages": self.stages,
            "blocks_known": self.known,
            "blocks_begun_again": self.begun_again,
        }

    def tell(self) -> list[str]:
        """Lines for people."""
        known = f", {self.known} of them done before" if self.known else ""
        again = f", {self.begun_again} begun again after a process died" if self.begun_again else ""
        blocks = sum(row["blocks"] for row in self.stages.values())
        rows = ", ".join(f"{n:,} {name}" for name, n in self.rows.items())
        lines = [f"linked in {blocks + self.known} blocks{known}{again}: {rows}"]
        return lines + [f"set aside: {f['article']}: {f['reason']}: {f['detail']}" for f in self.failures]


def link_tables(
    folder: str | Path,
    weights: Weights,
    judgements: Sequence[Judgement] = (),
    *,
    jobs: int = 1,
    cluster: str | None = None,
    articles_a_block: int = ARTICLES,
    records_a_block: int = RECORDS,
    on_block: Callable[[int, int, str], None] | None = None,
) -> LinkReport:
    """Link the documents about diplomacy of a bulk run's tables into `linked/`, with processes or on a cluster.

    The result is that of `risalah.link.link` on the same documents and judgements. Run again after a stop, only what is
    missing is done; `linked/` is replaced as a whole at the end. A document that cannot be linked is set aside, and the
    rest linked without it. `on_block(done, all, stage)` is called as blocks are done. Raises ConfigError without the
    extra, and LinkIncomplete where a block cannot be done.
    """
    root = Path(folder).absolute()
    with open_duck(root) as c:
        days = list_days(c, root)
    parts = [dump([*map(str, row)]) for row in days]
    said = [dump(j.to_json()) for j in judgements]
    chosen = [dump(weights.limits), *sorted(weights.official_outlets), str(articles_a_block), str(records_a_block)]
    run = digest(name_linker(), *chosen, "days", *parts, "said", *said)[:16]
    report = LinkReport()
    before = root / "linked" / REPORT
    if before.is_file() and (row := json.loads(before.read_text(encoding="utf-8")))["run"] == run:
        report.rows, report.failures, report.known = row["rows"], row["set_aside"], row["blocks"]
        shutil.rmtree(root / "linking", ignore_errors=True)
        return report
    job = LinkJob(str(root / "linking" / run))
    _forget_others(root / "linking", run)
    job.root.mkdir(parents=True, exist_ok=True)
    if not (job.root / SETUP).is_file():
        with open_duck(job.root) as c:
            names, ends = find_names(c, root), list_ends(c, root, judgements)
        _write(job.root / SETUP, Setup(weights, names, ends, articles_a_block, records_a_block))
    with _open_runner(job, jobs, cluster) as runner:
        stages = _Stages(job, runner, report, on_block)
        stages.run(root, days, judgements)
    report.failures = stages.failures
    blocks = report.known + sum(row["blocks"] for row in report.stages.values())
    told = {"run": run, "blocks": blocks, "set_aside": report.failures}
    report.rows = write_tables(root, job, judgements, report.failures, told)
    shutil.rmtree(root / "linking", ignore_errors=True)
    return report


class _Stages:
    """Runs one stage after the other."""

    def __init__(
        self, job: LinkJob, runner: Runner, report: LinkReport, on_block: Callable[[int, int, str], None] | None
    ) -> None:
        self._job = job
        self._runner = runner
        self._report = report
        self._on_block = on_block
        self.failures: list[dict[str, str]] = []

    def run(self, root: Path, days: Sequence[tuple[str, int, str]], judgements: Sequence[Judgement]) -> None:
        """All stages; at their end every row that the tables need is there."""
        setup = self._job.setup
        prepared = self._do(cut_days(root, days, setup.articles_a_block))
        self.failures = sorted((f for r in prepared for f in r["failures"]), key=lambda f: f["article"])
        if not any(r["articles"] for r in prepared):
            return
        if not (self._job.root / DECISIONS).is_file():
            _write(self._job.root / DECISIONS, find_decisions(judgements, setup.ends, prepared))
        (placed,) = self._do([LinkTask("place")])
        sources = [f"prepare-{n}" for n in range(len(prepared))]
        self._shuffle("gather", sources)
        stories = [str(n) for n in range(placed["blocks"])]
        self._do([LinkTask("tell", n) for n in stories])
        (plan,) = self._do([LinkTask("plan")])
        if plan["pieces"]:
            self._join(plan["pieces"], stories)
        self._do([LinkTask("actors")])

    def _join(self, pieces: Sequence[str], stories: Sequence[str]) -> None:
        """From the records of all stories to entries."""
        told = [f"tell-{n}" for n in stories]
        self._shuffle("sort", told)
        # Quotations ask at which meeting they were said, so meetings are joined before them.
        for said in (False, True):
            self._do([LinkTask("join", p) for p in pieces if p.startswith("quotation") == said])
        (assigned,) = self._do([LinkTask("assign")])
        self._shuffle("spread", told)
        self._do([LinkTask("resolve", str(n)) for n in assigned["blocks"]])
        self._do([LinkTask("relate")])

    def _shuffle(self, stage: str, sources: Sequence[str]) -> None:
        self._do([LinkTask(stage, str(n), (source,)) for n, source in enumerate(sources)])

    def _do(self, tasks: Sequence[LinkTask]) -> list[dict[str, Any]]:
        """The reports of the tasks of one stage, in their order. Raises LinkIncomplete after all that could be done."""
        missing = [t for t in tasks if not self._job.is_done(t)]
        self._report.known += len(tasks) - len(missing)
        faults: list[str] = []
        done = len(tasks) - len(missing)
        for outcome in self._runner(missing) if missing else ():
            if outcome.report is None:
                faults.append(f"{outcome.task.name}: {outcome.fault}")
                continue
            self._report.add(outcome)
            done += 1
            if self._on_block is not None:
                self._on_block(done, len(tasks), outcome.task.stage)
        if faults:
            raise LinkIncomplete(
                "; ".join(sorted(faults)), remedy="run it again: the blocks that are done are not done again"
            )
        return [json.loads((self._job.locate(t) / REPORT).read_text(encoding="utf-8")) for t in tasks]


@contextmanager
def _open_runner(job: LinkJob, jobs: int, cluster: str | None) -> Iterator[Runner]:
    if cluster is None:
        with Workers(job, jobs) as workers:
            yield workers.run
        return
    from risalah.scale.cluster import open_cluster, run_cluster

    with open_cluster(cluster) as client:
        yield lambda tasks: run_cluster(tasks, job, client, jobs)


def _forget_others(folder: Path, run: str) -> None:
    """Remove what runs on other documents left."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name != run:
            shutil.rmtree(path, ignore_errors=True)


def _write(path: Path, value: Any) -> None:
    made = path.with_name(f".{path.name}")
    made.write_bytes(pack(value))
    made.rename(path)
