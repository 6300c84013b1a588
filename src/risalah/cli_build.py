"""From pages to a register: what was read before is skipped, what is new is read, linked and stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from risalah import __version__
from risalah.cli_progress import Progress
from risalah.cli_run import Tally, check_usable, note, open_pages, read_documents
from risalah.config import Settings
from risalah.errors import NoUsableInput, StoreError

if TYPE_CHECKING:
    from risalah.model.article import Page
    from risalah.model.document import Document, Failure
    from risalah.model.register import Judgement, Register
    from risalah.pipeline import Kit
    from risalah.store import Reading, Store

_LOOK = 64  # pages looked up at once: few enough that a slow stream is not held up, enough to ask rarely


def build_register(
    sources: list[str],
    register: str,
    settings: Settings,
    defaults: Any,
    limit: int | None,
    dry_run: bool,
    tally: Tally,
    *,
    sample: bool = False,
    wait: float = 0,
    progress: bool | None = None,
) -> None:
    """Read, link and store. The register is opened first: an unwritable path fails before any work.

    A page that this engine has read into this register before is not read again. `sample` marks every article as the
    shipped sample's, so that no view shows invented news without saying so. `wait` is for how many seconds another
    writer is waited for; `progress` tells how far reading is, always, never or (None) on a terminal.
    """
    from risalah.fingerprint import name_engine
    from risalah.store import open_store

    if dry_run:
        list(read_documents(sources, settings, defaults, limit, dry_run=True))
    engine = name_engine(settings) + ("-sample" if sample else "")
    with open_store(register, create=True, wait=wait, on_wait=note) as store:
        run = store.start_run(f"risalah {__version__} {engine}")
        keep_inputs(store, run, defaults)
        reader = PageReader(store, settings, engine, tally, sample=sample)
        pages = open_pages(sources, settings, defaults, limit, tally)
        with Progress(sources, wanted=progress) as watch:
            try:
                store.write_readings(reader.read(watch.watch(pages)), run)
            except BaseException:
                with suppress(StoreError):  # the disk that is full for the one is full for the other
                    store.record_failures(tally.set_aside, run)
                raise
            reader.settle(tally.set_aside, run)
        tally.tell_reading()
        reader.check()
        from risalah.wholes import join_parts

        join_parts(store, settings, engine, run)
        relink(store)
        store.finish_run(run, tally.counts.to_json())


def keep_inputs(store: Store, run: int, defaults: Any) -> None:
    """Note what a run is given, so that what it cannot read can be read again in the same way."""
    from risalah.store import Quarantine, RunInputs

    given = {f.name: getattr(defaults, f.name) for f in fields(defaults)}
    Quarantine(store).note_inputs(run, RunInputs(str(Path.cwd()), given))


class PageReader:
    """Reads what is new among pages; counts what is known; notes which quarantined places have become readable."""

    def __init__(self, store: Store, settings: Settings, engine: str, tally: Tally, *, sample: bool) -> None:
        self._store, self._settings, self._engine, self._tally, self._sample = store, settings, engine, tally, sample
        from risalah.read.places import Selection
        from risalah.store import Quarantine

        self._keys: deque[tuple[str | None, str]] = deque()
        self._quarantine = Quarantine(store)
        self._watched = Selection(self._quarantine.places())
        self._read_now: set[str] = set()
        self._usable = self._seen = self._told = 0

    def read(self, pages: Iterable[Page | Failure], kit: Kit | None = None) -> Iterator[Reading]:
        """The documents of the pages that this engine has not read, each with its page's key."""
        from risalah.scale import map_pages
        from risalah.store import Reading

        for document in map_pages(self._choose(pages), self._settings, kit):
            key, where = self._keys.popleft()
            if document.article.text:
                self._note_readable(where)
            self._seen += 1
            self._tally.add(document)
            bad = [f for f in document.failures if f.quarantined and not document.article.text]
            if bad and self._settings.strict:
                raise NoUsableInput(f"{bad[0].where}: {bad[0].detail}", remedy="mend the page, or leave --strict out")
            self._usable += bool(document.article.text)
            self._told += bool(document.failures)
            if document.gate is not None and not document.gate.complete:
                key = None  # an extractor could not be asked about all of it: the next build reads the page again
            if document.article.text:
                kept = _mark_sample(document) if self._sample else document
                yield Reading(kept, key, self._engine, where)

    def check(self) -> None:
        """Raise NoUsableInput where no page could be used."""
        check_usable(self._usable, self._seen, self._told)

    def settle(self, set_aside: Sequence[Failure], run: int) -> int:
        """Keep what was set aside, and release what was quarantined and is now read; how many it was."""
        from risalah.store.keep import make_plain

        self._store.record_failures(set_aside, run)
        return self._quarantine.release(self._read_now - {make_plain(f.where) for f in set_aside})

    def _note_readable(self, where: str) -> None:
        from risalah.store.keep import make_plain

        if self._watched:
            self._read_now.update(self._watched.find(make_plain(where)))

    def _choose(self, pages: Iterable[Page | Failure]) -> Iterator[Page | Failure]:
        """The pages that are still to be read, in order."""
        from risalah.fingerprint import hash_page
        from risalah.model.document import Failure

        source = iter(pages)
        while chunk := list(islice(source, _LOOK)):
            keys = [None if isinstance(page, Failure) else hash_page(page) for page in chunk]
            known = self._store.find_known([k for k in keys if k is not None], self._engine)
            for page, key in zip(chunk, keys, strict=True):
                if key is not None and key in known:
                    self._tally.add_known(known[key].relevant, known[key].records, known[key].failures, known[key].gate)
                    self._seen += 1
                    self._usable += 1
                    self._note_readable(page.where)
                else:
                    self._keys.append((key, page.where))
                    yield page


def _mark_sample(document: Document) -> Document:
    article = document.article
    return replace(document, article=replace(article, metadata={**article.metadata, "sample": True}))


def relink(store: Store, register: Register | None = None, *, seen: int | None = None) -> bool:
    """Compute the register anew from the documents and judgements of an open store; False where nothing has changed.

    `register` is what was computed already, which is written then; `seen` is the last row of the log before that.
    """
    from risalah.fingerprint import name_linker

    linker = name_linker()
    if register is None and store.linked_by() == linker:
        return False
    store.settle_versions()
    if register is None and store.linked_before() == linker:
        from risalah.relink import extend_register

        if extend_register(store, read_linking_weights(), replay_judgements(store)) is not None:
            return True
    seen = store.audit_end()[0] if seen is None else seen
    store.write_register(register or compute_register(store), linker, seen=seen)
    return True


def compute_register(store: Store) -> Register:
    """The register that the stored documents and judgements give; nothing is written."""
    from risalah.link import link
    from risalah.link.memory import rest_collector
    from risalah.link.shelf import Shelf
    from risalah.resources.actors import ActorTable

    with rest_collector(), Shelf() as shelf:  # every document is kept until the end, the texts of many on disk
        documents = [shelf.put(d) for d in store.standing_documents()]
        return link(documents, replay_judgements(store), weights=read_linking_weights(), offices=ActorTable())


def replay_judgements(store: Store) -> list[Judgement]:
    """The judgements that have an effect today, on today's records. Those whose words are gone are told of."""
    attached = store.attach_judgements()
    orphans = sum(a.state == "orphaned" for a in attached)
    if orphans:
        lost = "judgement has" if orphans == 1 else "judgements have"
        note(f"{orphans} {lost} no effect, for the words are gone: `risalah judgements list {store.name} --orphaned`")
    return [a.judgement for a in attached if a.state in ("stands", "moved")]


def read_linking_weights() -> Any:
    """The linking weights, with the outlets that are official sources."""
    from risalah.resources.linking import read_weights
    from risalah.resources.outlets import OutletTable

    official = [o.domain for o in OutletTable() if o.kind == "ministry"]
    return read_weights().with_official(official)
