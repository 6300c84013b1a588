"""A page that hangs is set aside with the reason, in any thread, and the run goes on."""

from __future__ import annotations

import signal
import threading
import time
from typing import Any

import pytest

from risalah import pipeline
from risalah.alarm import OutOfTime, limit_time
from risalah.config import Settings
from risalah.model.article import Page
from risalah.pipeline import Kit, process_safely


def hang(seconds: float = 20.0) -> None:
    """Work that catches what libraries catch, and goes on."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            sum(range(1000))
        except Exception:
            continue


def test_work_in_time_is_left_alone() -> None:
    with limit_time(5):
        hang(0.01)
    with limit_time(None):
        hang(0.01)
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_the_main_thread_is_interrupted() -> None:
    begun = time.monotonic()
    with pytest.raises(OutOfTime), limit_time(0.05):
        hang()
    assert time.monotonic() - begun < 3


def test_an_alarm_that_was_set_before_rings_after() -> None:
    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.15)
        with limit_time(5):
            hang(0.01)
        assert not rung and 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 0.15
        hang(0.3)
        assert rung == [1]
    finally:
        signal.signal(signal.SIGALRM, before)


def test_another_thread_is_interrupted_once_and_then_left_alone() -> None:
    told: list[str] = []

    def work() -> None:
        try:
            with limit_time(0.05):
                hang()
        except OutOfTime:
            told.append("out of time")
        with limit_time(0.05):
            pass
        hang(0.2)
        told.append("went on")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert told == ["out of time", "went on"]


def test_the_page_is_set_aside_and_the_next_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = pipeline.process

    def process(page: Page, kit: Kit) -> Any:
        if page.where == "slow":
            hang()
        return plain(page, kit)

    monkeypatch.setattr(pipeline, "process", process)
    kit = Kit(Settings(page_seconds=1))
    text = "Menlu Samudra Wibawa bertemu Menlu Maroko di Rabat, Senin (3/3/2031)."
    plain(Page(text), kit)  # what is loaded at first use is loaded
    slow, good = (process_safely(Page(text, where=where), kit) for where in ("slow", "good"))
    (failure,) = slow.failures
    assert (failure.step, failure.reason, failure.where, failure.quarantined) == ("process", "time", "slow", True)
    assert "page_seconds" in failure.detail and not slow.article.text
    assert good.article.relevant and not good.failures
