"""What an encounter is the scene of, days that make no plan, and signings told of their own."""

from __future__ import annotations

import pytest

from risalah.config import Settings
from risalah.model.annotation import Annotated
from risalah.model.article import Page
from risalah.pipeline import Kit, process

PROMISED = """Presiden Fiji Josefa Vakalala berjanji akan menarik kapalnya dalam pembicaraan dengan Presiden Tonga Mele Havea."""
AHEAD = "Presiden Fiji Josefa Vakalala berjanji akan membahasnya dalam pertemuan dengan Presiden Tonga Mele Havea pekan depan."
WRONG_YEAR = (
    "Seusai bertemu Presiden Tonga Mele Havea di Apia, Jumat (5/4), Presiden Fiji Josefa Vakalala menyebut hal itu."
)
RESULT = "Fiji dan Tonga melakukan pembicaraan di Apia, Senin, yang nantinya akan menjadi landasan perjanjian itu."
BRACKET = "Presiden Fiji Josefa Vakalala menemui Presiden Tonga Mele Havea di Apia (25/5)."
TOPIC = "Presiden Fiji Josefa Vakalala menelepon Presiden Tonga Mele Havea mengenai kunjungan Menlu Samoa pekan depan."
SIGNED = """Menlu Fiji Josefa Vakalala bertemu Menlu Tonga Mele Havea di Suva, Senin (3/3/2031).

Menlu Fiji juga menandatangani perjanjian bebas visa dengan Menlu Tonga Mele Havea."""
LATER = """Menlu Fiji Josefa Vakalala bertemu Menlu Tonga Mele Havea di Suva, Senin (3/3/2031).

Nanti akan ada penandatanganan di Apia pada bulan Mei 2031."""


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(Settings(lang="id", keep_all=True))


def read(kit: Kit, text: str) -> Annotated:
    return process(Page(text, title="Kabar Pasifik", published="2031-03-04", lang="id"), kit)


@pytest.mark.parametrize(
    ("text", "status"),
    [(RESULT, "held"), (BRACKET, "held"), (PROMISED, "held"), (AHEAD, "planned"), (WRONG_YEAR, "held")],
)
def test_a_talk_stands_as_its_own_verb_and_day_say(kit: Kit, text: str, status: str) -> None:
    assert {m.status for m in read(kit, text).meetings} == {status}


def test_the_day_of_what_was_spoken_about_is_not_that_of_the_call(kit: Kit) -> None:
    call = next(m for m in read(kit, TOPIC).meetings if m.kind == "call")
    assert (call.status, call.when) == ("held", None)


@pytest.mark.parametrize(("text", "status"), [(SIGNED, "held"), (LATER, "planned")])
def test_a_signing_is_an_encounter_beside_the_talk(kit: Kit, text: str, status: str) -> None:
    meetings = read(kit, text).meetings
    assert {(m.kind, m.status) for m in meetings} == {("meeting", "held"), ("signing", status)}
    assert all(set(m.parties) == {"FJI", "TON"} for m in meetings)


HOSTED = "Fiji akan menjadi tuan rumah konferensi perubahan iklim pada Mei 2031."
DONORS = "Dalam konferensi donor terakhir yang berlangsung di Suva bulan lalu, para donor menjanjikan bantuan."
HELD_BY = "Konferensi dua hari itu, yang diselenggarakan Fiji dan PBB, membahas gizi anak."
APART = """Menlu Fiji Josefa Vakalala bertemu Menlu Tonga Mele Havea di Suva.

Menlu Fiji Josefa Vakalala menemui Menlu Tonga Mele Havea di Nukualofa."""
OFFICIALS = "Pejabat dari Fiji dan Tonga akan segera bertemu untuk melanjutkan negosiasi."
BILATERAL = """Menlu Fiji Josefa Vakalala menerima kunjungan Menlu Tonga Mele Havea di Suva, Senin (3/3/2031).

Perikanan dibicarakan di dalam pertemuan bilateral."""
ROUNDS = """Pejabat Fiji, Tonga, dan Samoa memulai perundingan di Apia, Senin (3/3/2031).

Putaran pertama perundingan trilateral berlangsung pada akhir Januari 2031."""
VISIT = """Menlu Fiji Josefa Vakalala mengunjungi Tonga, Senin (3/3/2031).

Dalam pertemuan itu, kerja sama perikanan dibahas."""
BARE = """Menlu Fiji Josefa Vakalala menyebut hubungan Fiji dan Tonga erat.

Pertemuan berlangsung di Apia, Senin (3/3/2031)."""
OTHERS = """Menlu Fiji Josefa Vakalala menyebut hubungan Fiji dan Tonga erat.

Pertemuan antara petani dan nelayan pada Senin (3/3/2031) juga disinggung."""
TOLD = """Hal itu disampaikan oleh Presiden Fiji Josefa Vakalala kepada Presiden Tonga Mele Havea pada pertemuan bilateral."""


@pytest.mark.parametrize("text", [VISIT, BILATERAL])
def test_a_talk_after_a_journey_is_a_record_of_its_own(kit: Kit, text: str) -> None:
    assert {m.kind for m in read(kit, text).meetings} == {"visit", "meeting"}


def test_an_earlier_round_is_of_those_of_the_talk_told_last(kit: Kit) -> None:
    assert [set(m.parties) for m in read(kit, ROUNDS).meetings] == [{"FJI", "TON", "WSM"}] * 2


@pytest.mark.parametrize(("text", "count"), [(BARE, 1), (OTHERS, 0), (TOLD, 1)])
def test_a_talk_without_its_sides_is_of_the_two_of_the_page(kit: Kit, text: str, count: int) -> None:
    meetings = [m for m in read(kit, text).meetings if m.kind == "meeting"]
    assert [set(m.parties) for m in meetings] == [{"FJI", "TON"}] * count


@pytest.mark.parametrize(("text", "parties"), [(HOSTED, {"FJI"}), (DONORS, {"FJI"}), (HELD_BY, {"FJI", "UN"})])
def test_a_conference_is_of_its_host_or_of_those_who_hold_it(kit: Kit, text: str, parties: set[str]) -> None:
    assert [(m.kind, set(m.parties)) for m in read(kit, text).meetings] == [("other", parties)]


def test_talks_in_two_states_are_two_and_officials_of_two_states_meet(kit: Kit) -> None:
    assert len(read(kit, APART).meetings) == 2
    assert [(m.status, set(m.parties)) for m in read(kit, OFFICIALS).meetings] == [("planned", {"FJI", "TON"})]
