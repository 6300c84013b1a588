"""The commands. The only place that prints, and that turns errors into exit codes (CONTRACT.md)."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from risalah import __version__
from risalah.cli_eval import register_eval
from risalah.config import Settings, load_settings
from risalah.errors import BelowFloor, ConfigError, NoUsableInput, RisalahError
from risalah.log import RunCounts, configure_logging
from risalah.model.document import Document, Failure
from risalah.resources.loader import DATA

SAMPLE_AS_OF = date(2031, 12, 15)
"""The day on which the shipped sample is judged: its pages are dated 2031."""

app = typer.Typer(
    name="risalah",
    help="Reads press coverage of diplomacy and keeps a register of what was said, agreed and promised.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
register_eval(app)

Sources = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", show_default=False)]
RegisterArg = Annotated[
    str, typer.Argument(help="The register: a folder, a .db file or a database URL.", show_default=False)
]
UrlOpt = Annotated[str | None, typer.Option("--url", help="Address of the page.")]
OutletOpt = Annotated[str | None, typer.Option("--outlet", help="Outlet of the pages that name none.")]
PublishedOpt = Annotated[
    str | None, typer.Option("--published", help="Publication time of the pages that give none, ISO 8601.")
]
LangOpt = Annotated[str | None, typer.Option("--lang", help="id, en or auto.")]
JobsOpt = Annotated[int | None, typer.Option("--jobs", help="Processes that read pages.")]
LimitOpt = Annotated[int | None, typer.Option("--limit", help="Stop after this many pages.")]
KeepAllOpt = Annotated[
    bool | None, typer.Option("--keep-all", help="Extract from pages too that are not about diplomacy.")
]
StrictOpt = Annotated[bool | None, typer.Option("--strict", help="Stop at the first page that cannot be used.")]
DryRunOpt = Annotated[bool, typer.Option("--dry-run", help="List the pages that would be read, and end.")]
ConfigOpt = Annotated[Path | None, typer.Option("--config", help="Settings file instead of risalah.toml.")]
AsOfOpt = Annotated[str | None, typer.Option("--as-of", help="The day on which overdue is judged; today without it.")]
UiOpt = Annotated[str | None, typer.Option("--ui", help="Language of labels: id or en.")]


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False) -> None:
    """Options of every command."""
    if version:
        typer.echo(f"risalah {__version__}")
        raise typer.Exit


@app.command()
def extract(
    sources: Sources,
    url: UrlOpt = None,
    outlet: OutletOpt = None,
    published: PublishedOpt = None,
    lang: LangOpt = None,
    jobs: JobsOpt = None,
    limit: LimitOpt = None,
    keep_all: KeepAllOpt = None,
    strict: StrictOpt = None,
    dry_run: DryRunOpt = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document a page, on standard output.")] = False,
    config: ConfigOpt = None,
) -> None:
    """Read pages and print what stands in them. No register is touched."""
    settings = _settings(config, lang=lang, jobs=jobs, keep_all=keep_all, strict=strict)
    counts = RunCounts()
    set_aside: list[Failure] = []
    for document in _documents(sources, settings, _defaults(url, outlet, published, lang), limit, dry_run):
        _count(counts, set_aside, document)
        if as_json:
            print(json.dumps(document.to_json(), ensure_ascii=False), flush=True)
        else:
            _print_document(document)
    _finish(counts, set_aside, as_json=as_json)


@app.command()
def build(
    sources: Sources,
    register: Annotated[str, typer.Option("-o", "--output", help="The register to make or to add to.")],
    url: UrlOpt = None,
    outlet: OutletOpt = None,
    published: PublishedOpt = None,
    lang: LangOpt = None,
    jobs: JobsOpt = None,
    limit: LimitOpt = None,
    keep_all: KeepAllOpt = None,
    strict: StrictOpt = None,
    dry_run: DryRunOpt = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    config: ConfigOpt = None,
) -> None:
    """Read pages into a register: clean, annotate, extract, link, store. The same pages again change nothing."""
    settings = _settings(config, lang=lang, jobs=jobs, keep_all=keep_all, strict=strict)
    counts, set_aside = _build(sources, register, settings, _defaults(url, outlet, published, lang), limit, dry_run)
    if as_json:
        print(json.dumps(counts.to_json(), ensure_ascii=False))
    else:
        _note(_summary(counts))
    _finish(counts, set_aside, as_json=as_json)


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Where to build the sample register.")] = Path("sample-register"),
    ui: UiOpt = None,
) -> None:
    """Build the shipped sample, print its register, say how to serve it, and end. No network."""
    from risalah.show.terminal import show_register
    from risalah.store import open_store

    settings = _settings(None, ui_lang=ui)
    _build([str(DATA / "sample" / "pages")], str(folder), settings, _defaults(None, None, None, None), None, False)
    with open_store(folder, read_only=True) as store:
        show_register(store, Console(), SAMPLE_AS_OF, lang=settings.ui_lang)
    print(f"\nrisalah serve {folder} --as-of {SAMPLE_AS_OF}")


@app.command()
def show(
    register: RegisterArg,
    record: Annotated[str | None, typer.Argument(metavar="[ID]", help="One entry, article or story, by id.")] = None,
    as_of: AsOfOpt = None,
    ui: UiOpt = None,
    config: ConfigOpt = None,
) -> None:
    """Print the register, or one record with its evidence."""
    from risalah.show.terminal import show_entry, show_register
    from risalah.store import open_store

    settings = _settings(config, as_of=as_of, ui_lang=ui)
    day = settings.as_of or date.today()
    with open_store(register, read_only=True) as store:
        if record is None:
            show_register(store, Console(), day, lang=settings.ui_lang)
        else:
            show_entry(store, record, Console(), day, lang=settings.ui_lang)


@app.command()
def explain(
    register: RegisterArg,
    record: Annotated[str, typer.Argument(metavar="ID", help="The entry to explain.")],
    ui: UiOpt = None,
    config: ConfigOpt = None,
) -> None:
    """Say why a record is what it is: rule, span, sources, judgements."""
    from risalah.show.explain import explain_entry
    from risalah.store import open_store

    settings = _settings(config, ui_lang=ui)
    with open_store(register, read_only=True) as store:
        explain_entry(store, record, Console(), lang=settings.ui_lang)


@app.command()
def export(
    register: RegisterArg,
    out: Annotated[Path, typer.Option("-o", "--output", help="File, folder, or - for standard output.")],
    form: Annotated[str, typer.Option("--format", help="json, jsonl or csv.")] = "json",
    as_of: AsOfOpt = None,
    config: ConfigOpt = None,
) -> None:
    """Write the register to a file."""
    from risalah.show.export import export as write
    from risalah.store import open_store

    settings = _settings(config, as_of=as_of)
    with open_store(register, read_only=True) as store:
        write(store, form, out, settings.as_of or date.today())


@app.command()
def serve(
    register: RegisterArg,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    as_of: AsOfOpt = None,
    i_know: Annotated[
        bool, typer.Option("--i-know", help="Listen on an address that others can reach, without sign-in.")
    ] = False,
    config: ConfigOpt = None,
) -> None:
    """Serve the register as a web application."""
    from risalah.show.web import serve as run

    settings = _settings(config, host=host, port=port, as_of=as_of)
    run(register, settings.host, settings.port, settings.as_of, i_know=i_know)


@app.command()
def verify(
    register: RegisterArg,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Check every evidence span against the stored text, and every text against its hash."""
    from risalah.store import open_store
    from risalah.store import verify as check

    with open_store(register, read_only=True) as store:
        report = check(store)
    if as_json:
        print(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        row = report.to_json()
        print(" · ".join(f"{k} {v}" for k, v in row.items() if not isinstance(v, list | dict)))
        for fault in report.faults:
            _note(" · ".join(str(v) for v in fault.to_json().values()))
    if not report.ok:
        raise BelowFloor(
            f"{register}: evidence does not match the stored text", remedy="rebuild the register from its pages"
        )


def _settings(config: Path | None, **flags: Any) -> Settings:
    settings = load_settings(flags, file=config)
    if settings.ui_lang not in ("id", "en"):
        raise ConfigError(f"{settings.ui_lang!r} is no language of the interface", remedy="use id or en")
    configure_logging(verbose=settings.verbose)
    return settings


def _defaults(url: str | None, outlet: str | None, published: str | None, lang: str | None) -> Any:
    from risalah.read import PageDefaults

    if published is not None:
        try:
            date.fromisoformat(published[:10])
        except ValueError as e:
            raise ConfigError(
                f"--published: {published!r} is no ISO 8601 date",
                remedy="write 2031-03-14 or 2031-03-14T12:58:00+07:00",
            ) from e
    return PageDefaults(url=url, outlet=outlet, published=published, lang=None if lang == "auto" else lang)


def _documents(
    sources: list[str], settings: Settings, defaults: Any, limit: int | None, dry_run: bool
) -> Iterator[Document]:
    """The documents of all sources in order. Raises NoUsableInput (and with --strict PageError) at the end."""
    from risalah.read import ReadLimits, read_pages

    pages: Iterable[Any] = read_pages(
        sources, stdin=sys.stdin.buffer, defaults=defaults, limits=ReadLimits(page_bytes=settings.page_bytes)
    )
    if limit is not None:
        if limit < 1:
            raise ConfigError("--limit must be above 0")
        from itertools import islice

        pages = islice(pages, limit)
    if dry_run:
        for page in pages:
            print(f"{page.where}\t{getattr(page, 'detail', 'page')}")
        raise typer.Exit
    from risalah.scale import map_pages

    usable = seen = 0
    for document in map_pages(pages, settings):
        seen += 1
        bad = [f for f in document.failures if f.quarantined and not document.article.text]
        if bad and settings.strict:
            raise NoUsableInput(f"{bad[0].where}: {bad[0].detail}", remedy="mend the page, or leave --strict out")
        usable += not bad
        yield document
    if not usable:
        first = "" if seen else ": nothing was found there"
        raise NoUsableInput(
            f"no page could be used out of {seen}{first}",
            remedy="give .txt, .html, .json, .jsonl or .csv pages; see the reasons above",
        )


def _build(
    sources: list[str], register: str, settings: Settings, defaults: Any, limit: int | None, dry_run: bool
) -> tuple[RunCounts, list[Failure]]:
    """Read, link and store. The register is opened first: an unwritable path fails before any work."""
    from risalah.link import link
    from risalah.store import open_store

    counts = RunCounts()
    set_aside: list[Failure] = []
    if dry_run:
        list(_documents(sources, settings, defaults, limit, dry_run=True))
    with open_store(register, create=True) as store:
        run = store.start_run(f"risalah {__version__}")

        def kept() -> Iterator[Document]:
            for document in _documents(sources, settings, defaults, limit, dry_run=False):
                _count(counts, set_aside, document)
                if document.article.text:
                    yield document

        with _progress() as tick:
            try:
                store.write_documents(tick(kept()), run)
            finally:
                store.record_failures(set_aside, run)
        store.write_register(link(list(store.documents()), store.judgements(), weights=_weights()))
        store.finish_run(run, counts.to_json())
    return counts, set_aside


def _weights() -> Any:
    """The linking weights, with the outlets that are official sources."""
    from risalah.resources.linking import read_weights
    from risalah.resources.outlets import OutletTable

    official = [o.domain for o in OutletTable() if o.kind == "ministry"]
    return read_weights().with_official(official)


class _progress:  # noqa: N801  used like a function
    """A bar on stderr where that is a terminal; else nothing."""

    def __enter__(self) -> Callable[[Iterable[Document]], Iterator[Document]]:
        self._bar = None
        if sys.stderr.isatty():
            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.completed} pages"),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.start()
            task = self._bar.add_task("pages", total=None)

        def tick(rows: Iterable[Document]) -> Iterator[Document]:
            for row in rows:
                if self._bar is not None:
                    self._bar.advance(task)
                yield row

        return tick

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def _count(counts: RunCounts, set_aside: list[Failure], document: Document) -> None:
    counts.pages += 1
    counts.articles += bool(document.article.text)
    counts.relevant += document.article.relevant and bool(document.article.text)
    for name in ("meetings", "quotations", "commitments"):
        counts.records[name] += len(getattr(document, name))
    for failure in document.failures:
        counts.set_aside[f"{failure.step}:{failure.reason}"] += 1
        set_aside.append(failure)
        _note(f"{failure.where or document.article.id}: {failure.detail}")


def _summary(counts: RunCounts) -> str:
    records = ", ".join(f"{n} {name}" for name, n in sorted(counts.records.items()))
    return f"{counts.pages} pages, {counts.articles} articles, {counts.relevant} about diplomacy: {records}"


def _finish(counts: RunCounts, set_aside: list[Failure], *, as_json: bool) -> None:
    """Exit 3 where pages were quarantined; with --json their list is the last line on stderr."""
    quarantined = [f for f in set_aside if f.quarantined]
    if as_json and set_aside:
        sys.stderr.write(json.dumps({"set_aside": [f.to_json() for f in set_aside]}, ensure_ascii=False) + "\n")
    if quarantined:
        raise typer.Exit(3)


def _print_document(document: Document) -> None:
    a = document.article
    print(f"{a.title or a.url or a.id}  [{a.outlet or '-'} · {a.published or '-'}]")
    for m in document.meetings:
        print(f"  {m.id} {m.kind} {m.status} {'-'.join(m.parties)} {m.when.edtf() if m.when else ''}".rstrip())
    for c in document.commitments:
        parties = "-".join(p.actor for p in c.parties)
        print(f"  {c.id} {c.kind} {c.stage} ({c.modality}) {parties}: {c.title}")
    for q in document.quotations:
        words = " ".join(a.text[s.start : s.end] for s in q.content)
        print(f"  {q.id} {q.form} {q.speaker or '?'}: {words[:100]}")


def _note(message: str) -> None:
    sys.stderr.write(message + "\n")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the codes of CONTRACT.md."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code."""
    previous = (
        signal.signal(signal.SIGINT, _interrupt) if threading.current_thread() is threading.main_thread() else None
    )
    try:
        app(args=arguments, prog_name="risalah")
    except SystemExit as e:
        return e.code if isinstance(e.code, int) else 0
    except _Interrupted:
        return 130
    except BrokenPipeError:
        # The reader of our output went away (head, less): that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except RisalahError as e:
        _note(f"risalah: {e}")
        return e.exit_code
    finally:
        if previous is not None:
            signal.signal(signal.SIGINT, previous)
    return 0


class _Interrupted(BaseException):
    """Ctrl-C, past everything that would make another exit code of it."""


def _interrupt(*_: object) -> None:
    raise _Interrupted
