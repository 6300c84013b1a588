"""The only file that knows how pages are spread over processes."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from risalah.config import Settings
from risalah.model.article import Page
from risalah.model.document import Document, Failure
from risalah.pipeline import Kit, failed, process_many, process_safely

_BATCH = 8  # pages a task: small enough that --limit and Ctrl-C answer at once, large enough to hide the hand-over
_kit: Kit | None = None


def map_pages(pages: Iterable[Page | Failure], settings: Settings, kit: Kit | None = None) -> Iterator[Document]:
    """The documents of pages in input order, with `settings.jobs` processes."""
    if settings.jobs == 1:
        yield from process_many(pages, kit or Kit(settings))
        return
    source = iter(pages)
    waiting: deque[tuple[list[Page | Failure], Future[list[Document]]]] = deque()
    pool = ProcessPoolExecutor(settings.jobs, initializer=_start, initargs=(settings,))
    try:
        while True:
            while len(waiting) < 2 * settings.jobs and (batch := list(islice(source, _BATCH))):
                waiting.append((batch, pool.submit(_process_batch, batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                # A page killed its worker. Everything handed over is done again, each page in a process of its own.
                lost = [batch, *(b for b, _ in waiting)]
                waiting.clear()
                pool.shutdown(wait=False)
                for page in (p for b in lost for p in b):
                    yield _process_alone(page, settings)
                pool = ProcessPoolExecutor(settings.jobs, initializer=_start, initargs=(settings,))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start(settings: Settings) -> None:
    global _kit  # noqa: PLW0603  one kit a worker, loaded once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends the run
    _kit = Kit(settings)


def _process_batch(batch: list[Page | Failure]) -> list[Document]:
    assert _kit is not None
    return [process_safely(page, _kit) for page in batch]


def _process_alone(page: Page | Failure, settings: Settings) -> Document:
    with ProcessPoolExecutor(1, initializer=_start, initargs=(settings,)) as pool:
        try:
            return pool.submit(_process_batch, [page]).result()[0]
        except BrokenProcessPool:
            where = page.where
            return failed(Failure("process", "crashed", "reading this page killed its process", where))
