"""The arithmetic of the pictures: everything stands where its day is, nothing falls off the sheet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risalah.model.register import ArticleEntry
from risalah.show.web.pictures.axis import fit_axis, read_day
from risalah.show.web.pictures.bars import draw_bars
from risalah.show.web.pictures.climb import Step, draw_climb
from risalah.show.web.pictures.network import SHOWN, draw_network
from risalah.show.web.pictures.slips import Target, draw_slips
from risalah.show.web.pictures.strip import LANES, Happening, draw_strip
from risalah.show.web.views.wording import mark_differences, split_words

TODAY = date(2031, 11, 22)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(st.lists(DAYS, min_size=1, max_size=30))
def test_an_axis_keeps_the_order_of_days(days: list[date]) -> None:
    axis = fit_axis(days, 10, 900)
    places = [axis.place(d) for d in sorted(days)]
    assert places == sorted(places) and all(10 <= p <= 900 for p in places)
    ticks = axis.ticks()
    assert len(ticks) <= 14 and [t.at for t in ticks] == sorted(t.at for t in ticks)


@given(st.lists(st.tuples(DAYS, st.sampled_from(LANES)), max_size=60))
def test_a_strip_shows_every_happening(rows: list[tuple[date, str]]) -> None:
    strip = draw_strip([Happening(d, lane, "x", "/x") for d, lane in rows], TODAY)  # type: ignore[arg-type]
    if not rows:
        assert strip is None
        return
    assert strip is not None
    assert sum(1 + d.more for d in strip.dots) == len(rows)
    assert all(0 <= d.x <= strip.width and 0 < d.y < strip.height for d in strip.dots)
    assert {lane for lane, _ in strip.lanes} == {lane for _, lane in rows}


def test_a_climb_goes_up_level_and_down() -> None:
    steps = [Step(date(2031, m, 1), s) for m, s in ((1, "raised"), (3, "signed"), (5, "signed"), (8, "agreed"))]
    climb = draw_climb(steps, ("raised", "agreed", "signed"), TODAY, date(2032, 1, 1))
    assert climb and [d.move for d in climb.dots] == ["up", "up", "level", "down"]
    heights = {d.stage: d.y for d in climb.dots}
    assert heights["signed"] < heights["agreed"] < heights["raised"]
    assert climb.today < (climb.due or 0) <= climb.width
    assert draw_climb(steps[:1], ("raised",), TODAY) is None


def test_a_target_that_slips_rises() -> None:
    told = [Target(date(2031, 1, 1), date(2031, 6, 30)), Target(date(2031, 5, 1), date(2032, 6, 30))]
    slips = draw_slips([("Dermaga", told), ("tanpa", [])], TODAY)
    assert slips and len(slips.lines) == 1
    (x1, y1), (x2, y2) = slips.lines[0].dots
    assert x2 > x1 and y2 < y1 and slips.slope
    assert draw_slips([], TODAY) is None


def test_a_network_has_the_busiest_and_counts_the_rest() -> None:
    ties = [(f"p{i:02}", "ratri", i + 1) for i in range(40)]
    drawn = draw_network(ties, {"ratri": "Ratri"}, {"ratri": "IDN"})
    assert drawn and len(drawn.nodes) == SHOWN and drawn.left_out == 41 - SHOWN
    assert all(0 < n.x < drawn.width and 0 < n.y < drawn.height for n in drawn.nodes)
    assert max(t.width for t in drawn.ties) <= 8
    assert draw_network([], {}, {}) is None


def test_bars_begin_and_end_where_articles_do() -> None:
    days = [TODAY, TODAY + timedelta(days=100)]
    bars = draw_bars([("foreign minister", days, False), ("ambassador", [], True)])
    assert bars and len(bars.bars) == 1 and bars.bars[0].marks == (bars.bars[0].x, bars.bars[0].x + bars.bars[0].width)
    assert draw_bars([]) is None


@pytest.mark.parametrize("text", ["", "2031", "31-12-2031", "2031-13-01", "<b>"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


def article(name: str) -> ArticleEntry:
    return ArticleEntry(f"sha256:{name}", None, name, name, None, "id", None, None)


def word(text: str, *others: str) -> list[list[str]]:
    rows = mark_differences([(article(str(i)), t, 0, len(t)) for i, t in enumerate((text, *others))])
    return [[part for part, alone in v.parts if alone] for v in rows]


def test_words_that_only_one_printing_has_are_marked() -> None:
    assert word("Kerja sama ini akan diperkuat", "Kerja sama yang baik ini akan diperkuat") == [[], ["yang baik"]]
    assert word("Kapal itu berangkat besok", "kapal itu, berangkat besok") == []
    assert word("tunggal") == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_marking_never_changes_a_word(left: str, right: str) -> None:
    assert "".join(split_words(left)) == left
    for variant, text in zip(
        mark_differences([(article("a"), left, 0, 0), (article("b"), right, 0, 0)]), (left, right), strict=False
    ):
        assert "".join(part for part, _ in variant.parts) == text
