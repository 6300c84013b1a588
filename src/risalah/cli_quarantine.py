"""What could not be read: `risalah quarantine list | retry`."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import chdir, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from risalah import __version__
from risalah.cli_build import PageReader, keep_inputs, relink
from risalah.cli_options import ClusterOpt, ConfigOpt, JobsOpt, JsonOpt, RegisterArg, ReportOpt, WaitOpt
from risalah.cli_run import Tally, make_defaults, note, open_pages
from risalah.cli_scale import write_tally
from risalah.config import Settings, load_settings
from risalah.errors import StoreError
from risalah.report import RunReport

if TYPE_CHECKING:
    from risalah.model.article import Page
    from risalah.model.document import Failure
    from risalah.store import Quarantined, Store

_TO_THE_END = {"truncated_record", "truncated_archive", "damaged_archive", "unreadable", "bad_record"}
"""Reasons behind which more may stand that never came to be listed: the whole file or member is read again."""

ReasonOpt = Annotated[str | None, typer.Option("--reason", help="Only what was set aside for this reason.")]
WhereOpt = Annotated[str | None, typer.Option("--where", metavar="PLACE", help="Only this place, and what lies in it.")]

quarantine_app = typer.Typer(
    name="quarantine",
    help="Pages that could not be read: why, where, since when; and reading them again.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@dataclass(slots=True)
class RetryReport:
    """What a retry did: how many places were tried, are now read, failed again, and cannot be read again at all.

    `read` is the report of what was read.
    """

    tried: int = 0
    released: int = 0
    failed: int = 0
    left: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    read: RunReport = field(default_factory=RunReport)

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "tried": self.tried,
            "released": self.released,
            "failed": self.failed,
            "left": self.left,
            "reasons": dict(sorted(self.reasons.items())),
        }

    def summary(self) -> str:
        """One line for people."""
        why = ", ".join(f"{n} {reason}" for reason, n in sorted(self.reasons.items()))
        return (
            f"{self.tried} tried: {self.released} read now, {self.failed} failed again"
            + (f" ({why})" if why else "")
            + (f"; {self.left} cannot be read again" if self.left else "")
        )


@quarantine_app.command("list")
def list_quarantine(
    register: RegisterArg,
    reason: ReasonOpt = None,
    where: WhereOpt = None,
    everything: Annotated[
        bool, typer.Option("--all", help="What was set aside on purpose too, and parts of articles that are kept.")
    ] = False,
    as_json: JsonOpt = False,
) -> None:
    """List what was set aside: its place, reason, and the run that met it. With --json a line for each."""
    from risalah.store import Quarantine, open_store

    with open_store(register, read_only=True) as store:
        found = _choose(Quarantine(store).list(reason, everything=everything), where)
    for item in found:
        if as_json:
            print(json.dumps(_describe(item), ensure_ascii=False))
        else:
            f = item.failure
            print(f"{f.where or item.article or '-'}\t{f.step}:{f.reason}\t{item.at or '-'}\t{f.detail}")
    if not as_json:
        counts = Counter(item.failure.reason for item in found)
        note(f"{len(found)} set aside" + "".join(f", {n} {r}" for r, n in counts.most_common()))


@quarantine_app.command("retry")
def retry_quarantine(
    register: RegisterArg,
    reason: ReasonOpt = None,
    where: WhereOpt = None,
    wait: WaitOpt = 0,
    jobs: JobsOpt = None,
    cluster: ClusterOpt = None,
    report_file: ReportOpt = None,
    as_json: JsonOpt = False,
    config: ConfigOpt = None,
) -> None:
    """Read again what was set aside, each from its source: what can be read now joins the register and leaves the list.

    What fails again stays, with the new reason, and the command ends with 3.
    """
    settings, begun = load_settings({"jobs": jobs, "cluster": cluster}, file=config), time.monotonic()
    report = retry_register(register, settings, reason=reason, where=where, wait=wait)
    write_tally(report_file, Tally(report=report.read), time.monotonic() - begun)
    print(json.dumps(report.to_json())) if as_json else note(report.summary())
    if report.failed or report.left:
        raise typer.Exit(3)


def register_quarantine(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(quarantine_app)


def retry_register(
    register: str, settings: Settings, *, reason: str | None = None, where: str | None = None, wait: float = 0
) -> RetryReport:
    """Read the quarantined pages of a register again, and link what became readable.

    Each is read from the folder and with the defaults of the run that met it, and with the limits of today's settings.
    """
    from risalah.fingerprint import name_engine
    from risalah.store import Quarantine, open_store

    place = register if "://" in register else str(Path(register).absolute())  # other folders are worked in below
    report = RetryReport()
    with open_store(place, wait=wait, on_wait=note) as store:
        wanted = [q for q in _choose(Quarantine(store).list(reason), where) if q.article is None]
        again = [q for q in wanted if _can_be_read_again(q.failure)]
        report.left = len(wanted) - len(again)
        for group in _group(again):
            _Retry(store, settings, group, report, name_engine(settings)).run()
        from risalah.wholes import join_parts

        join_parts(store, settings, name_engine(settings))
        relink(store)
    return report


class _Retry:
    """Reads again what one run's folder and defaults hold for."""

    def __init__(
        self, store: Store, settings: Settings, group: Sequence[Quarantined], report: RetryReport, engine: str
    ) -> None:
        from risalah.store import Quarantine

        inputs = group[0].inputs
        self._quarantine, self._engine = Quarantine(store), engine
        self._store, self._settings, self._report = store, settings, report
        self._wanted = {q.failure.where: q.failure for q in group}
        self._folder = inputs.folder if inputs else None
        given = inputs.defaults if inputs else {}
        self._defaults: Any = make_defaults(
            given.get("url"), given.get("outlet"), given.get("published"), given.get("lang") or settings.lang
        )
        self._tally = Tally()
        self._touched: set[str] = set()

    def run(self) -> None:
        """Read, store, and settle the list."""
        from risalah.model.document import Failure

        run = self._store.start_run(f"risalah {__version__} {self._engine}")
        there = self._folder is not None and Path(self._folder).is_dir()
        with chdir(self._folder) if there and self._folder is not None else nullcontext():
            keep_inputs(self._store, run, self._defaults)
            reader = PageReader(self._store, self._settings, self._engine, self._tally, sample=False)
            try:
                self._store.write_readings(reader.read(self._open()), run)
            except BaseException:
                with suppress(StoreError):
                    self._store.record_failures(self._tally.set_aside, run)
                raise
        failures = {f.where: f for f in self._tally.set_aside if f.quarantined}
        for place, before in self._wanted.items():
            if place not in failures and place not in self._touched and before.reason not in _TO_THE_END:
                gone = Failure("read", "missing", "nothing stands at this place any more (mend the source)", place)
                note(f"{place}: {gone.detail}")
                self._tally.set_aside.append(gone)
                failures[place] = gone
        reader.settle(self._tally.set_aside, run)
        readable = [p for p in self._wanted if p not in failures]
        self._quarantine.release(readable)
        self._report.released += len(readable)
        self._report.failed += len(failures)
        self._report.reasons.update(f.reason for f in failures.values())
        self._report.read.merge(self._tally.report)
        self._store.finish_run(run, self._tally.counts.to_json())

    def _open(self) -> Iterator[Page | Failure]:
        """The pages of the places that are wanted, from their sources."""
        from risalah.model.document import Failure
        from risalah.read.places import Selection, parse_place, widen

        sources: dict[str, None] = {}
        places: set[str] = set()
        for where, failure in self._wanted.items():
            source = parse_place(where, lambda name: Path(name).exists()).source
            self._report.tried += 1
            if "://" not in source and not Path(source).exists():
                yield Failure("read", "missing", f"there is no {source} any more (put it back)", where)
                continue
            sources[source] = None
            places.add(widen(where) if failure.reason in _TO_THE_END and where != source else where)
        if not sources:
            return
        watched = Selection(self._wanted)
        for item in open_pages(list(sources), self._settings, self._defaults, None, self._tally, places):
            self._touched.update(watched.find(item.where))
            yield item


def _group(found: Sequence[Quarantined]) -> Iterator[list[Quarantined]]:
    """What runs with one folder and the same defaults met, together."""
    groups: dict[str, list[Quarantined]] = {}
    for item in found:
        key = json.dumps(item.inputs.to_json() if item.inputs else None, sort_keys=True)
        groups.setdefault(key, []).append(item)
    yield from groups.values()


def _choose(found: Sequence[Quarantined], where: str | None) -> list[Quarantined]:
    """Those at a place or in it, where one is given."""
    from risalah.read.places import Selection

    if where is None:
        return list(found)
    inside = Selection([where])
    return [q for q in found if inside.takes(q.failure.where)]


def _can_be_read_again(failure: Failure) -> bool:
    """Standard input is gone when it is read, and what only the store refused has no place of its own."""
    return bool(failure.where) and failure.step != "store" and not re.match(r"-($|[!#:])", failure.where)


def _describe(item: Quarantined) -> dict[str, Any]:
    """One thing that was set aside, as JSON."""
    from risalah.model.document import SCHEMA_VERSION
    from risalah.read.places import parse_place

    folder = Path(item.inputs.folder) if item.inputs else Path()
    return {
        "schema_version": SCHEMA_VERSION,
        "n": item.number,
        **item.failure.to_json(),
        "place": parse_place(item.failure.where, lambda name: (folder / name).exists()).to_json(),
        "article": item.article,
        "run": item.run,
        "at": item.at,
        "retry": item.article is None and _can_be_read_again(item.failure),
    }
