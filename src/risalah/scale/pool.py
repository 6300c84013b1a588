"""Pages over a pool of processes: documents in the order of the pages."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from risalah.config import Settings
from risalah.model.article import Page
from risalah.model.document import Document, Failure
from risalah.pipeline import Kit, failed, load_kit, process_many, process_safely

_BATCH = 8  # pages a task: small enough that --limit and Ctrl-C answer at once, large enough to hide the hand-over
_SLACK = 60  # seconds more than its pages may take that a task is waited for: its process may still load its kit
_kit: Kit | None = None


def map_pages(pages: Iterable[Page | Failure], settings: Settings, kit: Kit | None = None) -> Iterator[Document]:
    """The documents of pages in input order, with `settings.jobs` processes.

    A process that is killed, or hangs, costs the pages in flight another reading; a page that kills its process twice
    is named in its document's failures, and the run goes on. `settings.cluster` reads them on a Dask cluster instead.
    """
    if settings.cluster:
        from risalah.scale.cluster import map_on_cluster

        yield from map_on_cluster(pages, settings)
        return
    if settings.jobs == 1:
        yield from process_many(pages, kit or load_kit(settings))
        return
    source = iter(pages)
    waiting: deque[tuple[list[Page | Failure], Future[list[Document]]]] = deque()
    _load_for_children(settings, kit)
    pool = _open_pool(settings.jobs, settings)
    try:
        while True:
            while len(waiting) < 2 * settings.jobs and (batch := list(islice(source, _BATCH))):
                waiting.append((batch, pool.submit(_process_batch, batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                yield from _await(pool, future, _limit(settings, len(batch)))
            except BrokenProcessPool:
                lost = [batch, *(b for b, _ in waiting)]
                waiting.clear()
                pool.shutdown(wait=False)
                yield from process_again(lost, settings)
                pool = _open_pool(settings.jobs, settings)
    finally:
        # Python waits for the pool at its end in any case; there it may write to a pipe that the pool has just closed.
        pool.shutdown(wait=True, cancel_futures=True)


def _limit(settings: Settings, pages: int) -> float | None:
    """Seconds after which a process that reads so many pages hangs where no alarm of its own reaches it."""
    return None if settings.extractor == "llm" else pages * settings.page_seconds + _SLACK


def _await(pool: ProcessPoolExecutor, future: Future[list[Document]], seconds: float | None) -> list[Document]:
    """What a task gives. Where it hangs, its processes are killed, and BrokenProcessPool is raised."""
    try:
        return future.result(timeout=seconds)
    except TimeoutError:
        if not future.done():
            for process in list(pool._processes.values()):
                process.kill()
        return future.result()


def _open_pool(jobs: int, settings: Settings) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=_start, initargs=(settings,))


def _load_for_children(settings: Settings, kit: Kit | None) -> None:
    """Load the kit where forked processes find it: each begins at once, and they share its memory.

    Not where a language model is asked: its client holds connections, which no two processes may share.
    """
    global _kit  # noqa: PLW0603  as below
    if multiprocessing.get_start_method() == "fork" and settings.extractor != "llm":
        _kit = kit if kit is not None and kit.settings == settings else load_kit(settings)


def _start(settings: Settings) -> None:
    global _kit  # noqa: PLW0603  one kit a worker, loaded once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends the run
    if _kit is None or _kit.settings != settings:
        _kit = load_kit(settings)
    gc.freeze()  # what is there now stays: no collection walks over it, and so copies it, in each process


def _process_batch(batch: list[Page | Failure]) -> list[Document]:
    assert _kit is not None
    return [process_safely(page, _kit) for page in batch]


def process_again(lost: list[list[Page | Failure]], settings: Settings) -> Iterator[Document]:
    """The documents of batches that were in flight when a process died, read by one process.

    Batch by batch; page by page where a batch kills its process again, so that the one page is found and given up.
    """
    pool = _open_pool(1, settings)
    try:
        for batch in lost:
            try:
                yield from _await(pool, pool.submit(_process_batch, batch), _limit(settings, len(batch)))
                continue
            except BrokenProcessPool:
                pool = _open_pool(1, settings)
            for page in batch:
                try:
                    yield from _await(pool, pool.submit(_process_batch, [page]), _limit(settings, 1))
                except BrokenProcessPool:
                    yield failed(name_crash(page.where))
                    pool = _open_pool(1, settings)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def name_crash(where: str) -> Failure:
    """The failure of a page that killed the process that read it."""
    return Failure("process", "crashed", "reading this page killed its process", where)
