"""One poll: every feed that is due is read, its new pages are fetched and built into the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from risalah import __version__
from risalah.cli_build import PageReader, relink
from risalah.cli_run import Tally, make_defaults, note
from risalah.cli_web import WebReader, make_fetcher
from risalah.config import Settings
from risalah.errors import FetchError, NoUsableInput, StoreError
from risalah.model.article import Page
from risalah.model.document import Failure
from risalah.wholes import join_parts

if TYPE_CHECKING:
    from risalah.fetch import Fetched, Fetcher
    from risalah.fetch.gather import Gathered
    from risalah.store import FeedBook, FeedRow, Store, Validator, WaitingItem
    from risalah.store.feeds import ItemState

_CHUNK = 100  # pages fetched, built and noted together: a crash fetches at most these again
_GONE = 410
_Outcome = tuple["WaitingItem", "ItemState", "str | None"]


@dataclass(slots=True)
class PollReport:
    """What a poll did. `feeds` counts feeds asked, by what came of it; `pages` counts pages, by what came of them.

    `found` are pages that feeds told of for the first time (or anew), `left` those that wait for the next poll.
    """

    feeds: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    found: int = 0
    left: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> dict[str, Any]:
        """A JSON object; every count is there."""
        return {
            "feeds": {k: self.feeds[k] for k in ("due", "read", "not_modified", "failed")},
            "found": self.found,
            "pages": {k: self.pages[k] for k in ("fetched", "in_feed", "not_modified", "refused", "failed")},
            "left": self.left,
            "reasons": dict(sorted(self.reasons.items())),
        }

    def summary(self) -> str:
        """One line for people."""
        f, p = self.feeds, self.pages
        return (
            f"{f['due']} feeds due: {f['read']} read, {f['not_modified']} not modified, {f['failed']} failed; "
            f"{self.found} new pages: {p['fetched'] + p['in_feed']} fetched, {p['not_modified']} not modified, "
            f"{p['refused']} refused, {p['failed']} failed, {self.left} left"
        )


def poll_register(
    register: str,
    settings: Settings,
    tally: Tally,
    *,
    limit: int | None = None,
    since: str | None = None,
    every: bool = False,
    wait: float = 0,
) -> PollReport:
    """Poll the feeds of a register. `every` asks those too that are not due; `since` leaves older pages waiting.

    The register's one writer from beginning to end. Raises NoUsableInput where no feed is followed.
    """
    from risalah.fingerprint import name_engine
    from risalah.store import FeedBook, open_store

    engine = name_engine(settings)
    with open_store(register, wait=wait, on_wait=note) as store, make_fetcher(settings) as fetcher:
        book = FeedBook(store)
        followed = book.followed()
        if not followed:
            raise NoUsableInput(
                f"{store.name}: no feed is followed", remedy="add one with `risalah feeds add REGISTER URL`"
            )
        due = [row for row in followed if row.state != "gone"] if every else book.due()
        if not due and not book.waiting(since, 1):
            return PollReport()
        run = store.start_run(f"risalah {__version__} {engine}")
        poller = _Poller(
            store, book, fetcher, settings, tally, PageReader(store, settings, engine, tally, sample=False)
        )
        try:
            poller.read_feeds(due, since)
            poller.read_pages(since, limit, run)
        except BaseException:
            with suppress(StoreError):
                store.record_failures(tally.set_aside, run)
            raise
        store.record_failures(tally.set_aside, run)
        join_parts(store, settings, engine, run)
        relink(store)
        poller.report.left = len(book.waiting(since))
        store.finish_run(run, {**tally.counts.to_json(), "poll": poller.report.to_json()})
        return poller.report


class _Poller:
    """Feeds first, then pages: what feeds told of is kept before any page is fetched."""

    def __init__(
        self, store: Store, book: FeedBook, fetcher: Fetcher, settings: Settings, tally: Tally, reader: PageReader
    ) -> None:
        self._store, self._book, self._fetcher, self._settings = store, book, fetcher, settings
        self._tally, self._reader = tally, reader
        self._web = WebReader(settings, make_defaults(None, None, None, settings.lang))
        self.report = PollReport()

    def read_feeds(self, due: Sequence[FeedRow], since: str | None) -> None:
        """Ask every feed whether it has changed, and keep what is new in it."""
        from risalah.fetch.gather import Gatherer, feed_request
        from risalah.fetch.many import fetch_many

        known = self._book.validators([row.url for row in due])
        answers = fetch_many(self._fetcher, [feed_request(row.url, known.get(row.url)) for row in due])
        gatherer = Gatherer(self._fetcher, datetime.now(UTC), self._book.validators, since)
        pause = timedelta(minutes=self._settings.feed_minutes)
        for row, answer in zip(due, answers, strict=True):
            self.report.feeds["due"] += 1
            try:
                if isinstance(answer, FetchError):
                    raise answer
                gathered = gatherer.gather(row.url, answer)
            except FetchError as e:
                self.report.feeds["failed"] += 1
                rest = max(pause, timedelta(seconds=e.retry_after or 0))
                self._book.note_fault(row.url, str(e), pause=rest, gone=getattr(e, "status", 0) == _GONE)
                self._set_aside(Failure(e.step, e.reason, str(e), row.url))
                continue
            self._note_feed(row, gathered, pause)

    def _note_feed(self, row: FeedRow, gathered: Gathered, pause: timedelta) -> None:
        unchanged = gathered.unchanged and not gathered.kind
        self.report.feeds["not_modified" if unchanged else "read"] += 1
        for failure in gathered.failures:
            if failure.quarantined:  # what was only odd stands beside the page
                self._set_aside(failure)
        self.report.found += self._book.note_read(
            row.url,
            [(i.key, i.url, i.day, _pack(i)) for i in gathered.items.values()],
            {url: _validator(answer) for url, answer in gathered.answers.items()},
            pause=max(pause, timedelta(minutes=gathered.ttl or 0)),
            kind=gathered.kind,
            title=row.title or gathered.title,
        )

    def read_pages(self, since: str | None, limit: int | None, run: int) -> None:
        """Fetch the pages that wait, build them, and note what became of each."""
        from risalah.pipeline import Kit

        items = iter(self._book.waiting(since, limit))
        kit: Kit | None = None
        while chunk := list(islice(items, _CHUNK)):
            pages, outcomes, validators = self._fetch(chunk)
            if pages:
                kit = kit or (Kit(self._settings) if self._settings.jobs == 1 else None)
                self._store.write_readings(self._reader.read(pages, kit), run)
            self._book.note_items(outcomes, validators)

    def _fetch(self, chunk: Sequence[WaitingItem]) -> tuple[list[Page | Failure], list[_Outcome], dict[str, Validator]]:
        """The pages of a chunk, what became of each item, and the versions that were fetched."""
        from risalah.fetch.many import Request, fetch_many

        urls = [i.url for i in chunk if i.url]
        known = self._book.validators(urls)
        requests = []
        for url in urls:
            version = known.get(url)
            requests.append(Request(url, version.etag, version.last_modified) if version else Request(url))
        answers = iter(fetch_many(self._fetcher, requests))
        pages: list[Page | Failure] = []
        outcomes: list[_Outcome] = []
        validators: dict[str, Validator] = {}
        for waiting in chunk:
            item = _unpack(waiting)
            outlet = waiting.outlet
            if waiting.url is None:
                self.report.pages["in_feed"] += 1
                pages.append(self._web.make_item_page(item, outlet))
                outcomes.append((waiting, "done", None))
                continue
            answer = next(answers)
            if isinstance(answer, FetchError) and answer.reason == "resting":
                self.report.reasons["resting"] += 1  # nothing was asked: it waits as it did
                continue
            if isinstance(answer, FetchError):
                word: ItemState = "failed" if answer.transient else "refused"
                # A page that is not there was not refused by anybody, but is not asked for again either.
                self.report.pages["refused" if answer.refused else "failed"] += 1
                self._set_aside(Failure(answer.step, answer.reason, str(answer), waiting.url))
                outcomes.append((waiting, word, answer.reason))
                continue
            outcomes.append((waiting, "done", None))
            if answer.not_modified:
                self.report.pages["not_modified"] += 1
                continue
            self.report.pages["fetched"] += 1
            pages.append(self._web.make_page(answer, item, outlet))
            validators[waiting.url] = _validator(answer)
        return pages, outcomes, validators

    def _set_aside(self, failure: Failure) -> None:
        """Count and tell what could not be used; it goes to the register's failures with the run."""
        self._tally.add_failure(failure)
        self.report.reasons[failure.reason] += 1


def _pack(item: Any) -> dict[str, Any]:
    """What a feed says of an item, without what is empty."""
    names = ("title", "published", "updated", "author", "content", "content_kind", "notes")
    found = {name: getattr(item, name) for name in names}
    return {k: list(v) if k == "notes" else v for k, v in found.items() if v}


def _unpack(waiting: WaitingItem) -> Any:
    from risalah.fetch.items import FeedItem

    body = dict(waiting.body)
    return FeedItem(waiting.key, waiting.url, **{**body, "notes": tuple(body.get("notes", ()))})


def _validator(answer: Fetched) -> Validator:
    from risalah.store import Validator

    return Validator(answer.etag, answer.last_modified)
