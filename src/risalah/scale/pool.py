"""Pages over a pool of processes: documents in the order of the pages."""

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
    """The documents of pages in input order, with `settings.jobs` processes.

    A process that is killed costs the pages in flight another reading; a page that kills its process twice is named
    in its document's failures, and the run goes on.
    """
    if settings.jobs == 1:
        yield from process_many(pages, kit or Kit(settings))
        return
    source = iter(pages)
    waiting: deque[tuple[list[Page | Failure], Future[list[Document]]]] = deque()
    pool = _open_pool(settings.jobs, settings)
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
                lost = [batch, *(b for b, _ in waiting)]
                waiting.clear()
                pool.shutdown(wait=False)
                yield from _process_again(lost, settings)
                pool = _open_pool(settings.jobs, settings)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _open_pool(jobs: int, settings: Settings) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=_start, initargs=(settings,))


def _start(settings: Settings) -> None:
    global _kit  # noqa: PLW0603  one kit a worker, loaded once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends the run
    _kit = Kit(settings)


def _process_batch(batch: list[Page | Failure]) -> list[Document]:
    assert _kit is not None
    return [process_safely(page, _kit) for page in batch]


def _process_again(lost: list[list[Page | Failure]], settings: Settings) -> Iterator[Document]:
    """The documents of batches that were in flight when a process died, read by one process.

    Batch by batch; page by page where a batch kills its process again, so that the one page is found and given up.
    """
    pool = _open_pool(1, settings)
    try:
        for batch in lost:
            try:
                yield from pool.submit(_process_batch, batch).result()
                continue
            except BrokenProcessPool:
                pool = _open_pool(1, settings)
            for page in batch:
                try:
                    yield from pool.submit(_process_batch, [page]).result()
                except BrokenProcessPool:
                    yield failed(name_crash(page.where))
                    pool = _open_pool(1, settings)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def name_crash(where: str) -> Failure:
    """The failure of a page that killed the process that read it."""
    return Failure("process", "crashed", "reading this page killed its process", where)
