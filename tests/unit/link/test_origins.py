"""Origins: own-written groups with the right number of articles, outlets and origins; and what ties two articles."""

from __future__ import annotations

import pytest

from risalah.config import Settings
from risalah.evaluate.origin_groups import measure_origin_groups, read_groups
from risalah.link import link
from risalah.model.register import Register
from risalah.resources.linking import read_weights

from .factory import WEIGHTS, Page


def at(outlet: str, title: str = "Raka Bicara soal Kapal Kiribati", day: str = "2031-03-04") -> Page:
    return Page(title=title, outlet=outlet, published=f"{day}T09:00:00+07:00")


def run(*pages: Page) -> Register:
    return link([p.build() for p in pages], weights=WEIGHTS)


def origins(register: Register) -> int:
    assert len(register.stories) == 1, "the test is about one story"
    return register.stories[0].origins


def test_the_groups_are_counted_right() -> None:
    log: list[tuple[str, ...]] = []
    figures = measure_origin_groups(read_groups(), read_weights(), Settings(jobs=1), log)
    assert figures["source_counts"]["n"] == 60
    assert figures["source_counts"]["rate"] >= 0.95, log
    assert figures["source_counts_baseline"]["rate"] < 0.3


def test_antara_and_bernama_as_plain_words_tie_nothing() -> None:
    a = at("satu.example").say('"Kapal itu siap," kata Raka Wirabumi kepada Satu, antara lain di Jakarta.')
    b = at("dua.example").say(
        '"Kita lihat nanti," kata warga bernama Lukman Hakimi kepada Dua, antara percaya dan ragu.'
    )
    assert origins(run(a, b)) == 2


def test_a_talk_with_one_outlet_is_no_press_conference() -> None:
    a = at("kabarlaut.example").say(
        '"Kapal siap berlayar bulan depan," kata Raka Wirabumi dalam wawancara khusus, Selasa (4/3/2031).'
    )
    b = at("wartateluk.example").say(
        '"Awak kapal kurang latihan," kata Raka Wirabumi dalam konferensi pers, Selasa (4/3/2031).'
    )
    assert origins(run(a, b)) == 2


@pytest.mark.parametrize(
    ("where", "count"),
    [("dalam jumpa pers di Jakarta, Selasa (4/3/2031) pagi", 1), ("kepada wartawan di Semarang, Selasa (4/3/2031)", 2)],
)
def test_place_and_part_of_the_day_keep_press_conferences_apart(where: str, count: int) -> None:
    a = at("satu.example").say(
        '"Kapal siap berlayar," kata Raka Wirabumi dalam konferensi pers di Jakarta, Selasa (4/3/2031) pagi.'
    )
    b = at("dua.example").say(f'"Bahan bakar ditanggung bersama," kata Raka Wirabumi {where}.')
    assert origins(run(a, b)) == count


def test_a_first_name_here_is_the_full_name_there() -> None:
    a = at("satu.example").say('"Kapal siap berlayar," kata Raka dalam siaran pers, Selasa (4/3/2031).')
    b = at("dua.example").say(
        "Raka Wirabumi menyatakan bahan bakar ditanggung bersama lewat siaran pers, Selasa (4/3/2031)."
    )
    assert origins(run(a, b)) == 1


def test_the_reason_is_told() -> None:
    a = at("satu.example").say('"Kapal siap berlayar," kata Raka Wirabumi dalam siaran pers, Selasa (4/3/2031).')
    b = at("dua.example").say('"Awak siap bertugas," kata Raka Wirabumi dalam keterangan tertulis, Selasa (4/3/2031).')
    assert {x.origin_basis for x in run(a, b).articles} == {
        "both quote Raka Wirabumi, a written statement on 2031-03-04"
    }
