"""Pages over processes: the same documents in the same order, and one page that kills its worker costs one page."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from typing import Any

import pytest

from risalah.config import Settings
from risalah.model.article import Page
from risalah.model.document import Failure
from risalah.pipeline import Kit, load_kit, process_safely
from risalah.scale import map_pages, pool

TEXT = (
    "Menteri Luar Negeri Samudra Wibawa bertemu Menlu Maroko di Rabat, Senin (3/3/2031). Pertemuan ke-{n} itu hangat."
)


def make_pages(n: int) -> list[Page | Failure]:
    pages: list[Page | Failure] = [Page(TEXT.format(n=i), where=f"p{i}", source_id=f"p{i}") for i in range(n)]
    pages[n // 2] = Failure("read", "bad_json", "not JSON", "p-bad")
    return pages


def test_two_processes_give_what_one_gives() -> None:
    pages = make_pages(21)
    one = [d.to_json() for d in map_pages(pages, Settings(jobs=1))]
    assert [d.to_json() for d in map_pages(pages, Settings(jobs=2))] == one
    assert len(one) == 21


@pytest.mark.parametrize("jobs", [1, 2])
def test_pages_are_taken_as_they_are_needed(jobs: int) -> None:
    taken = 0

    def endless() -> Iterator[Page]:
        nonlocal taken
        while True:
            taken += 1
            yield Page(TEXT.format(n=taken), where=str(taken))

    documents = map_pages(endless(), Settings(jobs=jobs))
    for _ in range(3):
        next(documents)
    documents.close()  # type: ignore[attr-defined]
    assert taken <= 3 if jobs == 1 else taken <= 2 * jobs * 8 + 16


def _die_on_poison(page: Any, kit: Kit) -> Any:
    if page.where == "poison":
        os._exit(11)
    return process_safely(page, kit)


def _sleep_deaf(page: Any, kit: Kit) -> Any:
    if page.where == "deaf":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])  # as a library that hangs in a step of its own
        time.sleep(60)
    return process_safely(page, kit)


def test_a_worker_that_no_alarm_reaches_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "process_safely", _sleep_deaf)
    monkeypatch.setattr(pool, "_SLACK", 0.2)
    pages = [Page(TEXT.format(n=i), where="deaf" if i == 1 else f"p{i}") for i in range(2)]
    settings = Settings(jobs=2, page_seconds=1)
    process_safely(pages[0], load_kit(settings))  # what is loaded at first use is loaded, and inherited
    documents = list(map_pages(pages, settings))
    assert [bool(d.article.text) for d in documents] == [True, False]
    assert documents[1].failures[0].reason == "crashed"


def test_a_page_that_kills_its_worker_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "process_safely", _die_on_poison)  # workers are forked, and inherit it
    pages = [Page(TEXT.format(n=i), where="poison" if i == 3 else f"p{i}") for i in range(12)]
    documents = list(map_pages(pages, Settings(jobs=2)))
    assert [bool(d.article.text) for d in documents] == [i != 3 for i in range(12)]
    assert documents[3].failures[0].reason == "crashed"
