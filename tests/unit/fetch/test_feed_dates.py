"""Dates as feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risalah.fetch.dates import feed_dates

NOW = datetime(2031, 12, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Sel, 04 Mar 2031 12:58:00 WIB", "2031-03-04T12:58:00+07:00"),
        ("Tue, 04 Mar 2031 12:58:00 WIB", "2031-03-04T12:58:00+07:00"),
        ("Selasa, 4 Maret 2031 | 12:58 WITA", "2031-03-04T12:58:00+08:00"),
        ("Selasa, 4 Agustus 2031 pukul 09.05 WIT", "2031-08-04T09:05:00+09:00"),
        ("Jum'at, 7 Okt 2031 - 23:10 WIB", "2031-10-07T23:10:00+07:00"),
        ("Tue, 04 Mar 2031 05:58:00 GMT", "2031-03-04T05:58:00+00:00"),
        ("Tue, 04 Mar 2031 12:58:00 +0700", "2031-03-04T12:58:00+07:00"),
        ("Tue, 4 Mar 31 12:58 EST", "2031-03-04T12:58:00-05:00"),
        ("4 Mar 2031 12:58:00 +07:00 (WIB)", "2031-03-04T12:58:00+07:00"),
        ("2031-03-04T12:58:07.123Z", "2031-03-04T12:58:07+00:00"),
        ("2031-03-04T12:58+0700", "2031-03-04T12:58:00+07:00"),
        ("2031-03-04 12:58:00 WIB", "2031-03-04T12:58:00+07:00"),
        ("2031-03-04T12:58:00", "2031-03-04T12:58:00"),
        ("2031-03-04", "2031-03-04"),
        ("04/03/2031 12:58 WIB", "2031-03-04T12:58:00+07:00"),
        ("04/03/2031", "2031-03-04"),
        ("March 4, 2031", "2031-03-04"),
        ("Tue, 04 Mar 2031 12:58:00 XYZ", "2031-03-04T12:58:00"),
        ("29 Februari 2028", "2028-02-29"),
    ],
)
def test_every_way_to_write_a_date(raw: str, value: str) -> None:
    assert feed_dates().read(raw, NOW) == (value, None)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("Thu, 01 Jan 2099 00:00:00 GMT", "lies ahead"),
        ("2031-12-04", "lies ahead"),
        ("31 Februari 2031", "cannot be read"),
        ("kemarin sore", "cannot be read"),
        ("0000-00-00 00:00:00", "cannot be read"),
        ("04 Mar 2031 25:10 WIB", "cannot be read"),
        ("1 Januari 1901", "too early"),
        ("13/13/2031", "cannot be read"),
    ],
)
def test_a_date_that_cannot_be_is_none_with_a_note(raw: str, why: str) -> None:
    value, note = feed_dates().read(raw, NOW)
    assert value is None and note and why in note


def test_no_date_is_no_fault() -> None:
    assert feed_dates().read(None, NOW) == feed_dates().read("  ", NOW) == (None, None)


@given(st.text(max_size=60))
def test_any_text_gives_a_date_or_a_note(raw: str) -> None:
    value, note = feed_dates().read(raw, NOW)
    assert (value is None) == (note is not None) or (value is None and not raw.strip())


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2031, 11, 30)), st.sampled_from([("WIB", 7), ("WITA", 8), ("WIT", 9)])
)
def test_the_hour_is_the_zones(when: datetime, zone: tuple[str, int]) -> None:
    months = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
    raw = f"{when.day:02} {months[when.month - 1]} {when.year} {when:%H:%M:%S} {zone[0]}"
    value, note = feed_dates().read(raw, NOW)
    assert note is None and value
    assert datetime.fromisoformat(value) == (when.replace(microsecond=0, tzinfo=UTC) - timedelta(hours=zone[1]))
