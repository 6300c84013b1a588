"""Copies: twins of one address, equal and nearly equal texts, and daily notices that are none."""

from __future__ import annotations

import pytest

from risalah.link import link
from risalah.link.words import canonical_address
from risalah.model.register import Register

from .factory import WEIGHTS, Page

LINES = [
    "Kapal patroli berlayar dari pelabuhan Bitung menuju perairan Palau sejak subuh dengan dua puluh awak.",
    "Perjalanan itu ditempuh dalam waktu empat hari karena gelombang di selat cukup tinggi pada musim ini.",
    "Nelayan setempat melambaikan tangan ketika kapal melewati karang terluar dan memasuki laut lepas.",
    "Palau menyiapkan dermaga baru, air bersih, dan bahan bakar bagi kapal yang akan bersandar di sana.",
]


def page(
    outlet: str, url: str | None = None, lines: list[str] | None = None, day: str = "2031-03-04", hour: int = 9
) -> Page:
    made = Page(title="Kapal Patroli Menuju Palau", outlet=outlet, url=url, published=f"{day}T{hour:02d}:00:00+07:00")
    for line in lines or LINES:
        made.say(line)
    return made


def copies(register: Register) -> int:
    return sum(a.duplicate_of is not None for a in register.articles)


@pytest.mark.parametrize(
    "twin",
    [
        "https://www.kabarlaut.example/berita/7/kapal/amp",
        "https://m.kabarlaut.example/berita/7/kapal",
        "http://kabarlaut.example/berita/7/kapal?page=2",
        "https://www.kabarlaut.example/amp/berita/7/kapal/",
        "https://www.kabarlaut.example/berita/7/kapal?page=all&utm_source=x#top",
    ],
)
def test_twins_of_one_address(twin: str) -> None:
    first = "https://www.kabarlaut.example/berita/7/kapal"
    assert canonical_address(twin, WEIGHTS) == canonical_address(first, WEIGHTS)
    register = link(
        [page("kabarlaut.example", first).build(), page("kabarlaut.example", twin, LINES[:2]).build()], weights=WEIGHTS
    )
    assert copies(register) == 1
    assert (register.stories[0].outlets, register.stories[0].origins) == (1, 1)


def test_another_article_of_the_same_site_is_no_twin() -> None:
    assert canonical_address("https://kabarlaut.example/berita/7", WEIGHTS) != canonical_address(
        "https://kabarlaut.example/berita/8", WEIGHTS
    )
    assert canonical_address("https://kabarlaut.example/?id=7", WEIGHTS) != canonical_address(
        "https://kabarlaut.example/?id=8", WEIGHTS
    )


def test_one_word_changed_within_two_days_is_a_copy() -> None:
    edited = [LINES[0].replace("subuh", "pagi"), *LINES[1:]]
    register = link([page("satu.example").build(), page("dua.example", lines=edited, hour=20).build()], weights=WEIGHTS)
    assert copies(register) == 1
    assert register.stories[0].origins == 1


def test_the_same_text_after_three_days_is_no_copy() -> None:
    edited = [LINES[0].replace("subuh", "pagi"), *LINES[1:]]
    register = link(
        [page("satu.example").build(), page("dua.example", lines=edited, day="2031-03-07").build()], weights=WEIGHTS
    )
    assert copies(register) == 0


def test_a_daily_notice_is_no_copy_of_yesterdays() -> None:
    def prayer(day: int) -> list[str]:
        times = [f"{name} pukul {hour:02d}.{(day * 7 + hour) % 60:02d} WIB" for name, hour in
                 (("Imsak", 4), ("Subuh", 4), ("Zuhur", 11), ("Asar", 15), ("Magrib", 17), ("Isya", 19))]  # fmt: skip
        return [
            "Jadwal salat bagi warga Kota Lawangsari dan sekitarnya diumumkan oleh kantor agama setempat setiap hari.",
            f"Untuk tanggal {day} Maret 2031 jadwalnya ialah {', '.join(times)}.",
            "Warga diharapkan menyesuaikan jadwal itu dengan letak masjid di kecamatan masing-masing dan azan setempat.",
        ]

    days = [page("satu.example", lines=prayer(4)), page("satu.example", lines=prayer(5), day="2031-03-05")]
    assert copies(link([d.build() for d in days], weights=WEIGHTS)) == 0


def test_a_bucket_of_templates_does_not_grow() -> None:
    same = [page("satu.example", lines=[*LINES, f"Nomor {n} dan {n * n}."], hour=n % 24) for n in range(60)]
    assert copies(link([p.build() for p in same], weights=WEIGHTS)) >= 0
