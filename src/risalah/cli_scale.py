"""`risalah scale`: bulk runs over processes or a cluster, into Parquet by day and, if wanted, a register."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from risalah.cli_options import ClusterOpt, ConfigOpt, ReportOpt
from risalah.cli_run import Tally, make_defaults, make_limits, note
from risalah.config import Settings, load_settings
from risalah.errors import ConfigError, NoUsableInput
from risalah.log import configure_logging

if TYPE_CHECKING:
    from risalah.model.register import Judgement
    from risalah.scale.bulk import BulkReport
    from risalah.scale.linking import LinkReport
    from risalah.scale.shards import Shard
    from risalah.store import Reading


def register_scale(app: typer.Typer) -> None:
    """Add the command."""
    app.command("scale")(scale)


def scale(
    folder: Annotated[Path, typer.Option("-o", "--output", help="Folder of the results; run again, it is resumed.")],
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Files and folders; none with --link, to link what was read before.", show_default=False),
    ] = None,
    register: Annotated[
        str | None, typer.Option("--register", help="Put what is about diplomacy into this register too.")
    ] = None,
    linked: Annotated[
        bool, typer.Option("--link", help="Link what is about diplomacy into the folder `linked`, block by block.")
    ] = False,
    judgements: Annotated[
        Path | None,
        typer.Option("--judgements", help="What persons decided: JSON Lines, or an export of a register."),
    ] = None,
    block: Annotated[int, typer.Option("--block", min=1, help="Articles in a block of the link stage, about.")] = 2000,
    cluster: ClusterOpt = None,
    jobs: Annotated[int | None, typer.Option("--jobs", help="Processes that read, without a cluster.")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="id, en or auto.")] = None,
    keep_all: Annotated[
        bool | None, typer.Option("--keep-all", help="Extract from pages too that are not about diplomacy.")
    ] = None,
    shard_mb: Annotated[int, typer.Option("--shard-mb", min=1, help="Megabytes of input in a shard, about.")] = 64,
    report: ReportOpt = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    config: ConfigOpt = None,
) -> None:
    """Read any amount of pages into Parquet tables by day. What a run before has done is not done again."""
    from risalah.scale.bulk import BulkReport, run_bulk, shuffle_by_day
    from risalah.scale.work import Job

    given = {"jobs": jobs, "lang": lang, "keep_all": keep_all, "cluster": cluster}
    settings = load_settings(given, file=config)
    configure_logging(verbose=settings.verbose, form=settings.log_format)
    decided = read_judgements(judgements) if judgements is not None else []
    shards: list[Shard] = []
    told, rows = BulkReport(), dict[str, int]()
    if sources:
        defaults = make_defaults(None, None, None, settings.lang)
        job = Job(str(folder.absolute()), settings, defaults, make_limits(settings))
        absolute = [s if s == "-" else str(Path(s).absolute()) for s in sources]
        with _Progress("shards") as tick:
            shards, told = run_bulk(
                absolute, job, cluster=settings.cluster, shard_bytes=shard_mb * 1_000_000, on_shard=tick
            )
        rows = shuffle_by_day(folder, shards)
    elif not linked or register is not None or not (folder / "tables" / "documents").is_dir():
        what = "there are no tables of an earlier run" if linked and register is None else "nothing to read"
        raise ConfigError(f"{folder}: {what}", remedy="name files or folders to read")
    row = told.to_json() if sources else {}
    lines = told.tell() if sources else []
    set_aside = 0
    if linked:
        found = link_folder(folder, decided, settings, block)
        rows |= found.rows
        row["link"] = found.to_json()
        lines += found.tell()
        set_aside = len(found.failures)
    if register is not None:
        fill_register(folder, shards, register, settings)
    row["rows"] = rows
    if report is not None:
        write_report(report, row)
    print(json.dumps(row, ensure_ascii=False) if as_json else "\n".join(lines))
    if sources and not told.run.articles:
        raise NoUsableInput("no page could be used", remedy="see the failures in tables/failures")
    if told.faults or told.run.quarantined or set_aside:
        raise typer.Exit(3)


def link_folder(folder: Path, judgements: list[Judgement], settings: Settings, block: int) -> LinkReport:
    """Link the tables of a bulk run by block, as the settings say; `block` articles in one."""
    from risalah.cli_build import read_linking_weights
    from risalah.scale.linking import link_tables

    with _Progress("blocks") as tick:
        return link_tables(
            folder,
            read_linking_weights(),
            judgements,
            jobs=settings.jobs,
            cluster=settings.cluster,
            articles_a_block=block,
            records_a_block=5 * block,
            on_block=tick,
        )


def read_judgements(path: Path) -> list[Judgement]:
    """The judgements of persons in a file: JSON Lines, or `risalah export --format json`. Raises ConfigError."""
    from risalah.model.register import Judgement

    try:
        text = path.read_text(encoding="utf-8")
        try:
            rows = json.loads(text)["judgements"]
        except (ValueError, KeyError, TypeError):
            rows = [json.loads(line) for line in text.splitlines() if line.strip()]
        found = [Judgement.from_json(r) for r in rows]
    except OSError as e:
        raise ConfigError(f"--judgements: {path} cannot be read: {e.strerror}", remedy="name another file") from e
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        remedy = "give a line of JSON for each judgement, with left, right, verdict and by"
        raise ConfigError(f"--judgements: {path} holds no judgements: {e}", remedy=remedy) from e
    return [j for j in found if j.by.startswith("person:")]


def write_tally(path: Path | None, tally: Tally, seconds: float) -> None:
    """Write the report of what was read, where one is wanted; `seconds` are those that passed."""
    if path is not None:
        tally.report.wall = seconds
        write_report(path, tally.report.to_json())


def write_report(path: Path, row: dict[str, Any]) -> None:
    """Write a run's report as JSON. Raises ConfigError where the file cannot be written."""
    try:
        path.write_text(json.dumps(row, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as e:
        raise ConfigError(f"--report: {path} cannot be written: {e.strerror}", remedy="name another file") from e


def fill_register(folder: Path, shards: list[Shard], register: str, settings: Settings) -> None:
    """Write the documents about diplomacy, and what was set aside, into a register: one writer, shard after shard."""
    from risalah import __version__
    from risalah.cli_build import relink
    from risalah.fingerprint import name_engine
    from risalah.store import open_store
    from risalah.wholes import join_parts

    engine = name_engine(settings)
    with open_store(register, create=True, wait=60, on_wait=note) as store:
        run = store.start_run(f"risalah {__version__} {engine}")
        written = store.write_readings(_read_documents(folder, shards, engine), run)
        store.record_failures(_read_failures(folder, shards), run)
        join_parts(store, settings, engine, run)
        relink(store)
        store.finish_run(run, {"articles": written.added + written.replaced + written.unchanged})


def _read_documents(folder: Path, shards: list[Shard], engine: str) -> Iterator[Reading]:
    import pyarrow.parquet as pq

    from risalah.model.document import Document
    from risalah.scale.work import is_done, locate_shard
    from risalah.store import Reading

    for shard in shards:
        if not is_done(folder, shard):
            continue
        file = pq.ParquetFile(locate_shard(folder, shard) / "documents.parquet")
        for batch in file.iter_batches(200, columns=["relevant", "page_key", "document"]):
            for row in batch.to_pylist():
                # A later page of an article about diplomacy need not be about it by itself.
                if row["relevant"] or '"part_of":' in row["document"]:
                    yield Reading(Document.from_json(json.loads(row["document"])), row["page_key"], engine)


def _read_failures(folder: Path, shards: list[Shard]) -> Iterator[Any]:
    import pyarrow.parquet as pq

    from risalah.model.document import Failure
    from risalah.scale.work import is_done, locate_shard

    for shard in shards:
        if is_done(folder, shard):
            for row in pq.read_table(locate_shard(folder, shard) / "failures.parquet").to_pylist():
                if row["quarantined"]:
                    yield Failure(row["step"], row["reason"], row["detail"], row["place"])


class _Progress:
    """A bar on stderr with what is done, the rate and the time left, where that is a terminal; else nothing."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> Any:
        self._bar: Any = None
        if not sys.stderr.isatty():
            return None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
        from rich.progress import TimeRemainingColumn as TimeLeft

        self._bar = Progress(
            *(TextColumn(self._what), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}")),
            *(TimeElapsedColumn(), TextColumn("left"), TimeLeft()),
            console=Console(stderr=True),
            transient=True,
        )
        self._bar.start()
        task = self._bar.add_task(self._what, total=None, told="")

        def tick(done: int, total: int, report: BulkReport | str) -> None:
            told = report
            if not isinstance(report, str):
                passed = self._bar.tasks[0].elapsed or 1e-9
                told = f"{report.run.pages:,} pages, {report.run.pages / passed:,.0f} a second"
            self._bar.update(task, completed=done, total=total, told=told)

        return tick

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
