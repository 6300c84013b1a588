"""What `extract`, `build` and `demo` share: pages read in order, counted, told of on stderr."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import typer

from risalah.cli_progress import Progress
from risalah.config import Settings
from risalah.errors import ConfigError, NoUsableInput
from risalah.log import RunCounts
from risalah.report import RunReport

if TYPE_CHECKING:
    from risalah.model.article import Page
    from risalah.model.document import Document, Failure


@dataclass(slots=True)
class Tally:
    """What a run has seen: its counts, and the pages and parts that were set aside."""

    counts: RunCounts = field(default_factory=RunCounts)
    set_aside: list[Failure] = field(default_factory=list)
    matched: set[str] = field(default_factory=set)
    reading: Any = None
    report: RunReport = field(default_factory=RunReport)

    def add(self, document: Document) -> None:
        """Count a document; what was set aside is told on stderr, a line each."""
        counts, kept = self.counts, bool(document.article.text)
        counts.pages += 1
        counts.articles += kept
        counts.relevant += document.article.relevant and kept
        if document.dropped is not None:
            counts.dropped[document.dropped.gate] += 1
        self.report.add(document)
        for name in ("meetings", "quotations", "commitments"):
            counts.records[name] += len(getattr(document, name))
        for failure in document.failures:
            self.add_failure(failure, failure.where or document.article.id)
        if document.gate is None:
            return
        for name, row in document.gate.counts().items():
            counts.add_gate(name, row)
        for name, usage in document.gate.usage.items():
            numbers = ("calls", "failed_calls", "prompt_tokens", "completion_tokens", "seconds")
            counts.add_gate(name, {n: getattr(usage, n) for n in numbers})
            self.matched.update(usage.matched)

    def add_failure(self, failure: Failure, where: str = "") -> None:
        """Count what was set aside; what the gate kept out is listed with its document, and only counted here."""
        self.counts.set_aside[f"{failure.step}:{failure.reason}"] += 1
        self.set_aside.append(failure)
        if failure.step != "gate":
            place = where or failure.where
            note(failure.detail if failure.detail.startswith(place) else f"{place}: {failure.detail}")

    def add_known(
        self, relevant: bool, records: Counter[str], failures: Iterable[Failure], gate: str | None = None
    ) -> None:
        """Count a page that was read before, or dropped by `gate`; what was set aside then is told again."""
        counts = self.counts
        if gate is not None:
            counts.dropped[gate] += 1
        counts.pages += 1
        counts.known += 1
        counts.articles += 1
        counts.relevant += relevant
        counts.records.update(records)
        for failure in failures:
            self.add_failure(failure, failure.where)

    def tell_reading(self) -> None:
        """Take over what reading counted; what was passed over because it is no page is told, a line a file."""
        if self.reading is not None:
            self.counts.reading = self.reading.to_json()
            for line in self.reading.tell():
                note(line)

    def print_set_aside(self) -> None:
        """The pages set aside as one JSON object, the last line of stderr."""
        told = [f.to_json() for f in self.set_aside if f.step != "gate"]
        if told:
            note(json.dumps({"set_aside": told}, ensure_ascii=False))

    def finish(self) -> None:
        """Exit 3 where pages were quarantined."""
        if any(f.quarantined for f in self.set_aside):
            raise typer.Exit(3)

    def summary(self) -> str:
        """One line for people."""
        c = self.counts
        records = ", ".join(f"{n} {name}" for name, n in sorted(c.records.items()))
        known = f", {c.known} of them read before" if c.known else ""
        dropped = f" ({c.dropped.total()} dropped at the first look)" if c.dropped else ""
        return f"{c.pages} pages{known}, {c.articles} articles{dropped}, {c.relevant} about diplomacy: {records}"


def note(message: str) -> None:
    """One line on stderr, whatever stands in the message."""
    sys.stderr.write(" ".join(message.split()) + "\n")


def make_defaults(url: str | None, outlet: str | None, published: str | None, lang: str) -> Any:
    """What pages get that do not say it themselves. Raises ConfigError for a wrong date."""
    from risalah.read import PageDefaults

    if published is not None:
        try:
            date.fromisoformat(published) if len(published) == 10 else datetime.fromisoformat(published)
        except ValueError as e:
            raise ConfigError(
                f"--published: {published!r} is no ISO 8601 date",
                remedy="write 2031-03-14 or 2031-03-14T12:58:00+07:00",
            ) from e
    return PageDefaults(url=url, outlet=outlet, published=published, lang=None if lang == "auto" else lang)


def read_documents(
    sources: list[str],
    settings: Settings,
    defaults: Any,
    limit: int | None,
    dry_run: bool,
    tally: Tally | None = None,
    *,
    progress: bool | None = False,
) -> Iterator[Document]:
    """The documents of all sources in order. Raises NoUsableInput at the end where no page could be used.

    With `dry_run` the pages are listed instead, and the run ends.
    """
    pages = open_pages(sources, settings, defaults, limit, tally, dry_run=dry_run)
    if dry_run:
        for page in pages:
            print(f"{page.where}\t{getattr(page, 'detail', 'page')}")
        raise typer.Exit
    from risalah.scale import map_pages

    usable = seen = told = 0
    watch = Progress(sources, wanted=progress)
    for document in map_pages(watch.watch(pages), settings):
        seen += 1
        bad = [f for f in document.failures if f.quarantined and not document.article.text]
        if bad and settings.strict:
            raise NoUsableInput(f"{bad[0].where}: {bad[0].detail}", remedy="mend the page, or leave --strict out")
        usable += bool(document.article.text)
        told += bool(document.failures)
        yield document
    if tally is not None:
        tally.tell_reading()
    check_usable(usable, seen, told)


def open_pages(
    sources: list[str],
    settings: Settings,
    defaults: Any,
    limit: int | None,
    tally: Tally | None = None,
    only: Iterable[str] | None = None,
    *,
    dry_run: bool = False,
) -> Iterator[Page | Failure]:
    """The pages of all sources in order; of `only` these places, where given. What reading counts goes to `tally`.

    With `dry_run` nothing is fetched from the web: a page that would be has no content. Raises ConfigError, before
    anything is read, for what is not there.
    """
    from risalah.cli_web import read_sources
    from risalah.read import ReadReport, read_pages

    if limit is not None and limit < 1:
        raise ConfigError(f"--limit: {limit} is not a whole number above 0")
    report = ReadReport()
    if tally is not None:
        tally.reading = report
    limits = make_limits(settings)
    read = partial(read_pages, stdin=sys.stdin.buffer, defaults=defaults, limits=limits, report=report, only=only)
    return islice(read_sources(sources, read, settings, defaults, limit, dry_run=dry_run), limit)


def make_limits(settings: Settings) -> Any:
    """What the settings allow one source and one page to take."""
    from risalah.read import ReadLimits

    return ReadLimits(
        page_bytes=settings.page_bytes,
        archive_bytes=settings.archive_bytes,
        archive_ratio=settings.archive_ratio,
        archive_records=settings.archive_records,
        archive_depth=settings.archive_depth,
    )


def check_usable(usable: int, seen: int, told: int) -> None:
    """Raise NoUsableInput where no page of `seen` could be used; `told` is for how many of them a line said why."""
    if usable:
        return
    if seen == told == 1:
        raise typer.Exit(NoUsableInput.exit_code)  # its one line has said what to mend
    raise NoUsableInput(
        f"no page could be used out of {seen}" if seen else "no page was found",
        remedy="give .txt, .html, .jsonl, .csv, .warc or .zip pages"
        + ("; the lines above say what is wrong" * bool(told)),
    )


def print_document(document: Document) -> None:
    """An article and its records in short, for people."""
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
