"""The commands. The only place that prints, and that turns errors into exit codes (CONTRACT.md)."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from risalah import __version__
from risalah.cli_bench import register_bench
from risalah.cli_build import build_register
from risalah.cli_check import register_checking
from risalah.cli_digest import register_digest
from risalah.cli_doctor import register_doctor
from risalah.cli_dropped import register_dropped
from risalah.cli_eval import register_eval
from risalah.cli_explain import register_explain
from risalah.cli_export import register_export
from risalah.cli_extractors import check_extractors, tell_extractors
from risalah.cli_feeds import register_feeds
from risalah.cli_mcp import register_mcp
from risalah.cli_options import (
    AsOfOpt,
    ClusterOpt,
    ConfigOpt,
    JobsOpt,
    ProgressOpt,
    RegisterArg,
    ReportOpt,
    UiOpt,
    WaitOpt,
)
from risalah.cli_publish import register_publish
from risalah.cli_quarantine import register_quarantine
from risalah.cli_register import register_keeping
from risalah.cli_review import register_review
from risalah.cli_rulings import register_rulings
from risalah.cli_run import Tally, make_defaults, note, print_document, read_documents
from risalah.cli_scale import register_scale, write_tally
from risalah.cli_user import register_people
from risalah.config import Settings, load_settings
from risalah.errors import ConfigError, RisalahError
from risalah.log import configure_logging

SAMPLE_AS_OF = date(2031, 12, 15)
"""The day on which the shipped sample is judged: its pages are dated 2031."""

LANGUAGES = ("auto", "id", "en")
"""What --lang takes. English pages are kept, and not read further in this release."""

app = typer.Typer(
    name="risalah",
    help="Reads press coverage of diplomacy and keeps a register of what was said, agreed and promised.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
register_eval(app)
register_explain(app)
register_export(app)
register_keeping(app)
register_feeds(app)
register_rulings(app)
register_review(app)
register_scale(app)
register_bench(app)
register_quarantine(app)
register_dropped(app)
register_people(app)
register_mcp(app)
register_publish(app)
register_doctor(app)
register_digest(app)
register_checking(app)

Sources = Annotated[
    list[str], typer.Argument(help="Files, folders, addresses, feeds, or - for standard input.", show_default=False)
]
UrlOpt = Annotated[str | None, typer.Option("--url", help="Address of the page.")]
OutletOpt = Annotated[str | None, typer.Option("--outlet", help="Outlet of the pages that name none.")]
PublishedOpt = Annotated[
    str | None, typer.Option("--published", help="Publication time of the pages that give none, ISO 8601.")
]
LangOpt = Annotated[str | None, typer.Option("--lang", help="id, en or auto.")]
LimitOpt = Annotated[int | None, typer.Option("--limit", help="Stop after this many pages.")]
KeepAllOpt = Annotated[
    bool | None, typer.Option("--keep-all", help="Extract from pages too that are not about diplomacy.")
]
StrictOpt = Annotated[bool | None, typer.Option("--strict", help="Stop at the first page that cannot be used.")]
ExtractorOpt = Annotated[
    str | None, typer.Option("--extractor", help="rules, or llm: a language model of your settings is asked too.")
]
ImportOpt = Annotated[
    Path | None, typer.Option("--import-langextract", help="LangExtract JSONL whose extractions are proposed too.")
]
DryRunOpt = Annotated[bool, typer.Option("--dry-run", help="List the pages that would be read, and end.")]


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
    extractor: ExtractorOpt = None,
    import_langextract: ImportOpt = None,
    dry_run: DryRunOpt = False,
    cluster: ClusterOpt = None,
    report: ReportOpt = None,
    progress: ProgressOpt = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document a page, on standard output.")] = False,
    config: ConfigOpt = None,
) -> None:
    """Read pages and print what stands in them. No register is touched."""
    settings = _settings(
        config,
        lang=lang,
        jobs=jobs,
        keep_all=keep_all,
        strict=strict,
        extractor=extractor,
        import_langextract=import_langextract,
        cluster=cluster,
    )
    tally, begun = Tally(), time.monotonic()
    with _telling(tally, as_json=as_json):
        imported = check_extractors(settings)
        defaults = make_defaults(url, outlet, published, settings.lang)
        for document in read_documents(sources, settings, defaults, limit, dry_run, tally, progress=progress):
            tally.add(document)
            if as_json:
                print(json.dumps(document.to_json(), ensure_ascii=False), flush=True)
            elif document.article.text:
                print_document(document)
        write_tally(report, tally, time.monotonic() - begun)
        tell_extractors(tally, imported)
        tally.finish()


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
    extractor: ExtractorOpt = None,
    import_langextract: ImportOpt = None,
    dry_run: DryRunOpt = False,
    wait: WaitOpt = 0,
    cluster: ClusterOpt = None,
    report: ReportOpt = None,
    progress: ProgressOpt = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    config: ConfigOpt = None,
) -> None:
    """Read pages into a register: clean, annotate, extract, link, store. What was read before is not read again."""
    settings = _settings(
        config,
        lang=lang,
        jobs=jobs,
        keep_all=keep_all,
        strict=strict,
        extractor=extractor,
        import_langextract=import_langextract,
        cluster=cluster,
    )
    tally, begun = Tally(), time.monotonic()
    with _telling(tally, as_json=as_json):
        imported = check_extractors(settings)
        defaults = make_defaults(url, outlet, published, settings.lang)
        build_register(sources, register, settings, defaults, limit, dry_run, tally, wait=wait, progress=progress)
        write_tally(report, tally, time.monotonic() - begun)
        if as_json:
            print(json.dumps(tally.counts.to_json(), ensure_ascii=False))
        else:
            note(tally.summary())
        tell_extractors(tally, imported)
        tally.finish()


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Where to build the sample register.")] = Path("sample-register"),
    ui: UiOpt = None,
) -> None:
    """Build the shipped sample, print its register, say how to serve it, and end. No network."""
    from risalah.cli_paper import Paper
    from risalah.resources.loader import DATA
    from risalah.show.terminal import show_register
    from risalah.store import open_store

    # The sample is read offline, whatever a settings file says.
    settings = _settings(None, ui_lang=ui, extractor="rules", import_langextract="")
    pages = str(DATA / "sample" / "pages")
    build_register(
        [pages], str(folder), settings, make_defaults(None, None, None, "auto"), None, False, Tally(), sample=True
    )
    with open_store(folder, read_only=True) as store:
        show_register(store, Paper(), SAMPLE_AS_OF, lang=settings.ui_lang)
    print(f"\nrisalah serve {folder} --as-of {SAMPLE_AS_OF}")


@app.command()
def show(
    register: RegisterArg,
    record: Annotated[str | None, typer.Argument(metavar="[ID]", help="One entry, article, story, actor.")] = None,
    as_of: AsOfOpt = None,
    ui: UiOpt = None,
    config: ConfigOpt = None,
) -> None:
    """Print the register, or one record with its evidence."""
    from risalah.cli_paper import Paper
    from risalah.show.terminal import show_entry, show_register
    from risalah.store import open_store

    settings = _settings(config, as_of=as_of, ui_lang=ui)
    day = settings.as_of or date.today()
    with open_store(register, read_only=True) as store:
        if record is None:
            show_register(store, Paper(), day, lang=settings.ui_lang)
        else:
            show_entry(store, record, Paper(), day, lang=settings.ui_lang)


@app.command()
def serve(
    register: RegisterArg,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    as_of: AsOfOpt = None,
    i_know: Annotated[
        bool, typer.Option("--i-know", help="Listen on an address that others can reach, without sign-in.")
    ] = False,
    access: Annotated[
        str | None, typer.Option("--access", help="open: anyone may read; closed: only users who signed in.")
    ] = None,
    config: ConfigOpt = None,
) -> None:
    """Serve the register as a web application."""
    from risalah.cli_curate import Clerk
    from risalah.cli_oidc import read_oidc
    from risalah.cli_reading import PageReader
    from risalah.show.web import serve as run

    settings = _settings(config, host=host, port=port, as_of=as_of, access=access)
    run(
        register,
        settings.host,
        settings.port,
        settings.as_of,
        i_know=i_know,
        allowed_hosts=tuple(h.strip() for h in (settings.allowed_hosts or "").split(",") if h.strip()),
        access_mode=settings.access,
        proxies=settings.trusted_proxies,
        proxy_header=settings.proxy_header,
        proxy_role=settings.proxy_role,
        map_boundaries=settings.map_boundaries,
        read_page=PageReader(settings),
        tools=Clerk(register, settings),
        oidc=read_oidc(settings),
    )


def _settings(config: Path | None, **flags: Any) -> Settings:
    settings = load_settings(flags, file=config)
    if settings.lang not in LANGUAGES:
        raise ConfigError(f"{settings.lang!r} is no language of pages", remedy=f"use {', '.join(LANGUAGES)}")
    if settings.ui_lang not in ("id", "en"):
        raise ConfigError(f"{settings.ui_lang!r} is no language of the interface", remedy="use id or en")
    configure_logging(verbose=settings.verbose, form=settings.log_format)
    return settings


@contextmanager
def _telling(tally: Tally, *, as_json: bool) -> Iterator[None]:
    """With --json the pages set aside are stderr's last line, however the run ends."""
    try:
        yield
    except RisalahError as e:
        note(f"risalah: {e}")
        raise typer.Exit(e.exit_code) from e
    finally:
        if as_json:
            tally.print_set_aside()


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the codes of CONTRACT.md. Output is UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code."""
    previous = (
        signal.signal(signal.SIGINT, _interrupt) if threading.current_thread() is threading.main_thread() else None
    )
    try:
        code = app(args=arguments, prog_name="risalah", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except UsageError as e:
        return _tell_usage(e)
    except (_Interrupted, typer.Abort):
        return 130
    except BrokenPipeError:
        _hush()
    except SystemExit as e:
        if not isinstance(e.__context__, BrokenPipeError):  # Typer makes code 1 of it
            return e.code if isinstance(e.code, int) else 0
        _hush()
    except RisalahError as e:
        note(f"risalah: {e}")
        return e.exit_code
    finally:
        if previous is not None:
            signal.signal(signal.SIGINT, previous)
    return 0


UsageError: Any = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "UsageError")
"""What the command line raises for wrong use; newer releases of Typer bring their own class."""


def _tell_usage(e: Any) -> int:
    """One line that says what is wrong and where help is; the whole help where no command was given."""
    context = e.ctx
    path = context.command_path if context else "risalah"
    if type(e).__name__ == "NoArgsIsHelpError":
        print(e.format_message(), file=sys.stderr)
    else:
        note(f"risalah: {e.format_message().rstrip('.')} (`{path} --help` lists what there is)")
    return int(e.exit_code)


def _hush() -> None:
    """The reader of our output went away (head, less): that is no fault, and nothing more is written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Interrupted(BaseException):
    """Ctrl-C, past everything that would make another exit code of it."""


def _interrupt(*_: object) -> None:
    raise _Interrupted
