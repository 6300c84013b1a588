"""The commands that follow feeds: add, list, remove, import-opml, poll."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from risalah.cli_options import ClusterOpt, ConfigOpt, JobsOpt, JsonOpt, RegisterArg, ReportOpt, WaitOpt
from risalah.cli_run import Tally, note
from risalah.cli_scale import write_tally
from risalah.config import load_settings
from risalah.errors import ConfigError, FetchError, RisalahError

OutletOpt = Annotated[str | None, typer.Option("--outlet", help="Outlet of the feed's pages, where it is another.")]
UrlArg = Annotated[str, typer.Argument(metavar="URL", help="Address of a feed, a sitemap or a list of addresses.")]

feeds_app = typer.Typer(
    name="feeds",
    help="Follow feeds: RSS, Atom, JSON Feed, sitemaps. A poll fetches what is new and builds it into the register.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register_feeds(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(feeds_app)


@feeds_app.command("add")
def add_feed(
    register: RegisterArg, url: UrlArg, outlet: OutletOpt = None, wait: WaitOpt = 0, config: ConfigOpt = None
) -> None:
    """Follow a feed. Nothing is fetched yet; a register that is not there is made."""
    from risalah.cli_web import check_address
    from risalah.store import FeedBook, open_store

    address = check_address(load_settings({}, file=config), url)
    with open_store(register, create=True, wait=wait, on_wait=note) as store:
        fresh = FeedBook(store).add(address, outlet)
    print(f"{'follows' if fresh else 'follows already:'} {address}")


@feeds_app.command("list")
def list_feeds(register: RegisterArg, as_json: JsonOpt = False) -> None:
    """List the feeds: their state, when they were polled and are due, how many of their pages wait and are done."""
    from risalah.store import FeedBook, open_store

    with open_store(register, read_only=True) as store:
        rows = FeedBook(store).followed()
    for row in rows:
        if as_json:
            print(json.dumps(row.to_json(), ensure_ascii=False))
            continue
        polled = f"polled {row.polled}, due {row.due}" if row.polled else "not polled yet"
        pages = f"{row.waiting} wait, {row.done} done, {row.lost} lost"
        print(f"{row.state} {row.url} [{row.outlet or '-'}] {polled}, {pages}")
        if row.detail:
            print(f"    {row.detail}")


@feeds_app.command("remove")
def remove_feed(register: RegisterArg, url: UrlArg, wait: WaitOpt = 0) -> None:
    """Follow a feed no longer. Its articles stay; pages that still wait are not fetched."""
    from risalah.store import FeedBook, open_store

    with open_store(register, wait=wait, on_wait=note) as store:
        if not FeedBook(store).remove(url):
            raise ConfigError(f"{url}: this feed is not followed", remedy="list them with `risalah feeds list`")
    print(f"follows no longer {url}")


@feeds_app.command("import-opml")
def import_opml(
    register: RegisterArg,
    source: Annotated[Path, typer.Argument(metavar="FILE", help="The OPML file that a feed reader exports.")],
    wait: WaitOpt = 0,
    as_json: JsonOpt = False,
    config: ConfigOpt = None,
) -> None:
    """Follow all feeds of an OPML file, however its outlines are nested."""
    from risalah.cli_web import make_fetcher
    from risalah.fetch.feeds import read_feed
    from risalah.store import FeedBook, open_store

    settings = load_settings({}, file=config)
    try:
        body = source.read_bytes()
    except OSError as e:
        raise ConfigError(f"{source}: {e.strerror}", remedy="check the path") from e
    with make_fetcher(settings) as fetcher:
        try:
            feed = read_feed(body, str(source), datetime.now(UTC), fetcher.settings.ports, "opml")
        except FetchError as e:
            raise ConfigError(e.message, remedy=e.remedy or "give an OPML file") from e
        failures, good = list(feed.failures), []
        for link in feed.feeds:
            try:
                good.append((fetcher.check(link.url), link.title))
            except FetchError as e:
                from risalah.fetch.items import set_aside

                failures.append(set_aside(link.url, e.reason, str(e)))
    with open_store(register, create=True, wait=wait, on_wait=note) as store:
        book = FeedBook(store)
        added = sum(book.add(url, title=title) for url, title in good)
        run = store.start_run("feeds import-opml")
        store.record_failures(failures, run)
        row = {"feeds": len(good), "added": added, "set_aside": len(failures)}
        store.finish_run(run, row)
    for failure in failures:
        note(f"{failure.where}: {failure.detail}")
    if as_json:
        print(json.dumps(row))
    else:
        print(f"{len(good)} feeds, {added} of them new, {len(failures)} set aside")
    if failures:
        raise typer.Exit(3)


@feeds_app.command("poll")
def poll(
    register: RegisterArg,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Fetch this many pages at most; others wait.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Leave pages waiting that are older than this day.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Ask every feed, also those that are not due yet.")] = False,
    jobs: JobsOpt = None,
    wait: WaitOpt = 0,
    cluster: ClusterOpt = None,
    report_file: ReportOpt = None,
    as_json: JsonOpt = False,
    config: ConfigOpt = None,
) -> None:
    """Ask every feed that is due for what is new, fetch those pages, and build them into the register."""
    from risalah.cli_poll import poll_register

    if since is not None:
        try:
            date.fromisoformat(since)
        except ValueError as e:
            raise ConfigError(f"--since: {since!r} is no day", remedy="write 2031-03-14") from e
    settings = load_settings({"jobs": jobs, "cluster": cluster}, file=config)
    tally, begun = Tally(), time.monotonic()
    try:
        report = poll_register(register, settings, tally, limit=limit, since=since, every=every, wait=wait)
        write_tally(report_file, tally, time.monotonic() - begun)
    except RisalahError as e:
        note(f"risalah: {e}")
        raise typer.Exit(e.exit_code) from e
    finally:
        if as_json:
            tally.print_set_aside()
    if as_json:
        print(json.dumps({**report.to_json(), "read": tally.counts.to_json()}, ensure_ascii=False))
    else:
        print(report.summary())
        if tally.counts.pages:
            print(tally.summary())
    tally.finish()
