"""People, firms and clubs bind no state, as a subject or as those who are asked; states beside them still do."""

from __future__ import annotations

import pytest

NOBODY = [
    "Para petani tebu Fiji menuntut Tonga menurunkan bea masuk.",
    "Sebuah perusahaan keluarga dari Fiji akan menanam 2 juta dolar di Tonga.",
    "Ombudsman Fiji mendatangi loket visa Tonga dan menyarankan agar jam bukanya ditambah.",
    "Banyak bank enggan melayani kiriman uang ke Tonga.",
    "Perdana Menteri Fiji mengimbau warganya pulang dari Tonga.",
    "Menteri Perikanan Fiji mengajak para nelayan memakai jaring baru.",
    "Penjaga gawang asal Suva itu akan membela Tonga sampai akhir musim.",
]
STATES = [
    "Fiji, yang nelayannya ditahan, meminta Tonga membebaskan mereka.",
    "Bank Dunia berjanji memberikan pinjaman 3 juta dolar kepada Fiji.",
    "Fiji meminta Tonga memulangkan para nelayan yang ditahan di pelabuhannya.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_people_and_firms_bind_no_state(extract, text: str) -> None:
    assert extract(text).commitments == ()


@pytest.mark.parametrize("text", STATES)
def test_the_state_beside_them_does(extract, text: str) -> None:
    assert extract(text).commitments != ()


SIGNED_BY_NO_STATE = [
    "Serikat buruh dan pemerintah Fiji menandatangani kesepakatan upah.",
    "Gubernur Ovalau dan Wali Kota Suva meneken nota kesepahaman pengelolaan sampah di Fiji.",
    "Aktris Fiji meneken kontrak film di Tonga.",
    "Jaksa Fiji mendakwa bekas menteri menerima suap ketika menandatangani kontrak dengan Tonga.",
]


@pytest.mark.parametrize("text", SIGNED_BY_NO_STATE)
def test_what_is_signed_at_home_or_by_performers(extract, text: str) -> None:
    assert extract(text).commitments == ()


def test_talks_that_are_aimed_at_or_only_date_something(extract) -> None:
    assert not extract("Ketegangan meningkat sejak Fiji dan Tonga memulai perundingan perbatasan.").commitments
    assert not extract("Utusan Samoa tiba dalam upaya menghidupkan kembali perundingan Fiji dan Tonga.").commitments
    assert extract("Fiji dan Tonga memulai perundingan perbatasan.").commitments


OF_NO_STATE = [
    "Gubernur Ovalau Mere Andara berjanji membebaskan para tahanan Tonga.",
    "Mantan Presiden Fiji Jona Andara menawarkan bantuan kepada Tonga.",
    "Sebuah negara bagian Fiji menolak usulan Tonga tentang pajak pelabuhan.",
    "Ratusan pendukung Raja Tonga bersiap mengirim petisi ke Fiji.",
]


@pytest.mark.parametrize("text", OF_NO_STATE)
def test_an_office_that_binds_no_state(extract, text: str) -> None:
    assert extract("Fiji dan Tonga berunding soal penjara.", text).commitments == ()


def test_where_somebody_is_from_makes_no_side(extract) -> None:
    assert not extract("Bek asal Fiji itu menyetujui perpanjangan kontrak dua musim.").commitments
    assert not extract("Grup musik asal Tonga itu berjanji kembali menyapa penggemarnya di Suva.").commitments
