"""Two outlets report one statement to the press in different words: one story, one origin, two outlets."""

from __future__ import annotations

from dataclasses import replace

from risalah.link import link
from risalah.model.document import Document

from .factory import WEIGHTS, Page


def first(**change: object) -> Document:
    page = Page(
        title="Menlu Raka Bahas Kesehatan dan Perikanan dengan Kiribati",
        outlet=None,
        published=None,
    )
    page.meeting("Menlu Raka Wirabumi menerima Menlu Kiribati Teburoro Ata, Selasa 4 Maret.", when="2031-03-04")
    page.quote(
        "Untuk jangka panjang ada nota kesehatan kedua negara yang sedang difinalisasi",
        cue="sebut Raka dalam keterangan pers virtual usai pertemuan.",
        occasion="m1",
    )
    page.commitment(
        "Nota kesehatan itu sedang difinalisasi.",
        title="nota kesehatan kedua negara",
        sectors=("health",),
        horizon="long",
        said_by="raka-wirabumi",
        outcome="not_due",
    )
    for name, value in change.items():
        setattr(page, name, value)
    return page.build()


def second() -> Document:
    page = Page(title="RI-Kiribati Siapkan Produksi Obat Bersama", outlet="wartateluk.example")
    page.meeting("Pertemuan Raka Wirabumi dan Teburoro Ata berlangsung Selasa (4/3/2031).", when="2031-03-04")
    page.quote(
        "Kerja sama ini diperkuat memorandum yang kini tengah difinalisasi, dasar jangka menengah",
        cue="ujar Raka dalam konferensi pers virtual.",
        occasion="m1",
    )
    page.commitment(
        "Memorandum itu kini tengah difinalisasi.",
        title="memorandum of understanding kedua negara",
        sectors=("health",),
        horizon="medium",
        said_by="raka-wirabumi",
        outcome="not_due",
    )
    return page.build()


def test_one_story_one_origin_two_outlets() -> None:
    register = link([first(), second()], weights=WEIGHTS)
    assert len(register.stories) == 1
    assert (register.stories[0].outlets, register.stories[0].origins) == (2, 1)
    assert len({a.origin for a in register.articles}) == 1
    assert "Raka Wirabumi" in register.articles[0].origin_basis


def test_one_commitment_with_the_horizon_shown_twice() -> None:
    register = link([first(), second()], weights=WEIGHTS)
    (mou,) = register.commitments
    assert (mou.support.articles, mou.support.outlets, mou.support.origins, mou.support.speakers) == (2, 2, 1, 1)
    (row,) = mou.conflicts
    assert (row.field, row.grade) == ("horizon", "differ")
    assert {v for v, _ in row.values} == {"long", "medium"}
    assert all(len(articles) == 1 for _, articles in row.values)
    assert [h["stage"] for h in mou.history] == ["finalising"]
    assert mou.history[0]["as_of"] == "2031-03-04"


def test_one_meeting_and_one_minister() -> None:
    register = link([first(), second()], weights=WEIGHTS)
    (meeting,) = register.meetings
    assert len(meeting.records) == 2
    assert [a["id"] for a in register.actors].count("raka-wirabumi") == 1


def test_two_unknown_outlets_are_two() -> None:
    other = second().article
    unknown = replace(second(), article=replace(other, outlet=None))
    register = link([first(), unknown], weights=WEIGHTS)
    assert register.stories[0].outlets == 2
    assert register.commitments[0].support.outlets == 2


def test_a_denial_that_repeats_the_claim_is_an_origin_of_its_own() -> None:
    claim = Page(title="Kiribati: Kontrak Kapal Patroli Sudah Diteken", outlet="wartateluk.example")
    claim.quote("Kontrak enam kapal patroli sudah kami teken pekan lalu", speaker="teburoro-ata")
    claim.quote("Pengiriman pertama menuju Tarawa sebelum musim hujan", speaker="teburoro-ata")
    denial = Page(title="Raka Bantah Kontrak Kapal Patroli Kiribati Diteken", published="2031-03-05T08:00:00+07:00")
    denial.quote("Kontrak enam kapal patroli sudah kami teken pekan lalu", speaker="teburoro-ata")
    for words in ("Itu tidak benar sama sekali", "Naskahnya masih kami pelajari", "Harga kapal belum pernah dibahas"):
        denial.quote(words)
    register = link([claim.build(), denial.build()], weights=WEIGHTS)
    assert (len(register.stories), register.stories[0].origins) == (1, 2)
