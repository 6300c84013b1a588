"""Many addresses: hosts side by side, each host's addresses one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass

from risalah.errors import FetchError
from risalah.fetch.answer import Fetched
from risalah.fetch.client import Fetcher, host_of


@dataclass(frozen=True, slots=True)
class Request:
    """An address to fetch, with what an earlier answer said of its version; `most` is the cap on its body's bytes."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    most: int | None = None


def fetch_many(
    fetcher: Fetcher, requests: Sequence[Request], tick: Callable[[], None] = lambda: None
) -> list[Fetched | FetchError]:
    """The answers in the order of the requests; an error stands in its place. `tick` is called after each."""
    answers: dict[int, Fetched | FetchError] = {}
    groups: dict[str, list[int]] = defaultdict(list)
    for i, request in enumerate(requests):
        groups[host_of(request.url)].append(i)

    def work(group: list[int]) -> None:
        for i in group:
            r = requests[i]
            try:
                answers[i] = fetcher.get(r.url, etag=r.etag, last_modified=r.last_modified, most=r.most)
            except FetchError as e:
                answers[i] = e
            except Exception as e:
                # One address never stops a run: what it broke is listed, and is a bug to report.
                answers[i] = FetchError(f"{r.url}: {e} (please report this address)", reason=type(e).__name__)
            tick()

    if len(groups) <= 1:
        for group in groups.values():
            work(group)
    else:
        with ThreadPoolExecutor(min(fetcher.settings.workers, len(groups)), thread_name_prefix="fetch") as pool:
            waiting = [pool.submit(copy_context().run, work, group) for group in groups.values()]
            for future in waiting:
                future.result()
    return [answers[i] for i in range(len(requests))]
