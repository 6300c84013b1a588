"""How far a run is: by the bytes of the files, the rate, the time left; nothing where nobody looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from risalah.cli_progress import Progress
from risalah.model.article import Page


def make_clock(step: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += step


def test_lines_tell_share_rate_and_time_left(tmp_path: Path) -> None:
    for name, size in (("a.txt", 1000), ("b.warc", 3000)):
        (tmp_path / name).write_bytes(b"x" * size)
    told: list[str] = []
    ticks = make_clock(5.0)
    watch = Progress([str(tmp_path)], wanted=True, told=told.append, clock=lambda: next(ticks))
    pages = [Page("x", where=f"{tmp_path}/a.txt")]
    pages += [Page("x", where=f"{tmp_path}/b.warc#{n}@{at}") for n, at in ((1, 0), (2, 1000), (3, 2000))]
    assert list(watch.watch(pages)) == pages
    assert told[1].startswith("2 pages, 0 a second, 25% of 0.0 MB") and told[-1].count("75%") == 1
    assert told[-1].endswith("0:06 left\n")  # 20 s for three quarters


def test_without_known_sizes_the_time_that_passed_is_told() -> None:
    told: list[str] = []
    ticks = make_clock(61.0)
    list(Progress(["-"], wanted=True, told=told.append, clock=lambda: next(ticks)).watch([Page("x", where="-:1")]))
    assert told == ["1 pages, 0 a second, 1:01\n"]


def test_nothing_is_told_where_nobody_looks(tmp_path: Path) -> None:
    told: list[str] = []
    with Progress([str(tmp_path)], told=told.append) as watch:
        assert len(list(watch.watch([Page("x")] * 3))) == 3
    assert not told
