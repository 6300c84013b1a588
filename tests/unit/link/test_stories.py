"""Stories as articles arrive: what joins, what stays apart, what a person decides, and ids that last."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.link import link
from risalah.link.events import EventSplitter
from risalah.link.series import SeriesSplitter
from risalah.link.stream import Stream
from risalah.link.terms import Rarity, TermReader
from risalah.link.views import ArticleView, view_articles
from risalah.model.document import Document
from risalah.model.ids import story_id
from risalah.model.register import Judgement, Register

from .factory import WEIGHTS, Page

THEMES = {
    "fish": (
        "Kapal Patroli Perikanan Palau Berlayar",
        "kapal patroli perikanan menangkap pencuri teripang di laut Palau",
    ),
    "storm": ("Siklon Landa Pulau Tarawa", "siklon merusak atap sekolah dan memutus listrik warga Tarawa"),
    "coffee": (
        "Tarif Kopi ke Mongolia Turun",
        "tarif kopi turun bertahap sesuai bab barang perjanjian dagang Mongolia",
    ),
}


def article(theme: str, outlet: str, day: str = "2031-03-04", extra: str = "") -> Document:
    title, line = THEMES[theme]
    page = Page(title=f"{title} {extra}".strip(), outlet=outlet, published=f"{day}T09:00:00+07:00")
    return page.say(f"Warga menyaksikan {line}.").say(f"Laporan {outlet} {extra} menyebut {line}.").build()


def stories(register: Register) -> list[int]:
    return sorted(len(s.articles) for s in register.stories)


def test_three_themes_are_three_stories() -> None:
    pages = [article(t, f"{o}.example") for t in THEMES for o in ("satu", "dua", "tiga")]
    assert stories(link(pages, weights=WEIGHTS)) == [3, 3, 3]


def test_after_two_weeks_of_silence_it_is_another_story() -> None:
    pages = [article("fish", "satu.example"), article("fish", "dua.example", "2031-03-25")]
    assert stories(link(pages, weights=WEIGHTS)) == [1, 1]
    near = [article("fish", "satu.example"), article("fish", "dua.example", "2031-03-15")]
    assert stories(link(near, weights=WEIGHTS)) == [2]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_the_order_of_arrival_changes_nothing(seed: int) -> None:
    pages = [
        article(t, f"{o}.example", f"2031-03-0{d}") for t in THEMES for d, o in enumerate(("satu", "dua", "tiga"), 2)
    ]
    shuffled = list(pages)
    random.Random(seed).shuffle(shuffled)
    assert link(shuffled, weights=WEIGHTS) == link(pages, weights=WEIGHTS)


def test_a_story_is_named_by_its_founder_and_each_article_could_have_been_it() -> None:
    pages = [article("storm", f"{o}.example", f"2031-03-0{d}") for d, o in enumerate(("satu", "dua"), 4)]
    register = link(pages, weights=WEIGHTS)
    assert register.stories[0].id == story_id(pages[0].article.id)
    assert link(pages[1:], weights=WEIGHTS).stories[0].id == story_id(pages[1].article.id)


def test_a_person_may_take_an_article_out() -> None:
    pages = [article("storm", f"{o}.example", f"2031-03-0{d}") for d, o in enumerate(("satu", "dua"), 4)]
    apart = Judgement(
        pages[0].article.id, pages[1].article.id, "different", 0.0, ("dua badai",), "person:sari", "2031-03-09"
    )
    assert stories(link(pages, [apart], weights=WEIGHTS)) == [1, 1]
    together = replace(apart, verdict="same", at="2031-03-10")
    assert stories(link(pages, [apart, together], weights=WEIGHTS)) == [2]


def test_two_clusters_become_one_and_the_older_keeps_its_number() -> None:
    reader, stream = TermReader(WEIGHTS), Stream(WEIGHTS)
    one, two = stream.open(), stream.open()
    for cluster in (one, two):
        stream.add(cluster, stream.weigh(reader.read("Kapal patroli Palau", "kapal patroli berlayar")), None)
    stream.merge(one, two)
    assert stream.find(two.number) is one
    ranked = stream.rank(stream.weigh(reader.read("Kapal patroli", "")), None)
    assert [cluster for _, cluster in ranked] == [one]


def test_postings_are_capped() -> None:
    weights = replace(WEIGHTS, limits={**WEIGHTS.limits, "story_postings": 5, "story_compared": 3})
    reader, stream = TermReader(weights), Stream(weights)
    for n in range(50):
        stream.add(stream.open(), stream.weigh(reader.read(f"Kapal patroli nomor{n}", "")), None)
    ranked = stream.rank(stream.weigh(reader.read("Kapal patroli", "")), None)
    assert len(ranked) == 3
    assert all(cluster.number >= 45 for _, cluster in ranked)


def test_one_story_with_two_happenings_is_two_events() -> None:
    shared = "letusan gunung lawangsari abu vulkanik"
    flights = [
        f"{shared} penerbangan bandara dibatalkan penumpang maskapai landasan jadwal terminal {w}" for w in "abcde"
    ]
    relief = [f"{shared} pengungsi logistik tenda selimut dapur umum bantuan sembako posko {w}" for w in "fghij"]
    reader, rarity = TermReader(WEIGHTS), Rarity(50)
    members = [reader.read(text, text) for text in [*flights, *relief]]
    for member in members:
        rarity.count(member)
    assert EventSplitter(WEIGHTS, rarity).split(members) == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]
    assert EventSplitter(WEIGHTS, rarity).split(members[:5]) == [[0, 1, 2, 3, 4]]


def test_more_articles_than_are_compared_each_with_each_still_go_to_the_right_event() -> None:
    shared = "letusan gunung lawangsari abu vulkanik"
    texts = [
        f"{shared} penerbangan bandara dibatalkan penumpang maskapai landasan {n}" if n % 2 else
        f"{shared} pengungsi logistik tenda selimut dapur bantuan posko {n}"
        for n in range(150)
    ]  # fmt: skip
    reader, rarity = TermReader(WEIGHTS), Rarity(50)
    members = [reader.read(text, text) for text in texts]
    for member in members:
        rarity.count(member)
    parts = EventSplitter(WEIGHTS, rarity).split(members)
    assert [sorted(p) for p in parts] == [list(range(0, 150, 2)), list(range(1, 150, 2))]


def test_what_met_on_two_days_is_two_events_of_a_story() -> None:
    first = Page(
        title="Menlu Kiribati di Jakarta: Perikanan dan Beasiswa",
        outlet="satu.example",
        published="2031-03-04T20:00:00+07:00",
    )
    first.meeting(when="2031-03-04").say("Perikanan dan beasiswa Kiribati dibicarakan di Jakarta.")
    second = Page(
        title="Menlu Kiribati di Jakarta: Perikanan dan Beasiswa Lagi",
        outlet="dua.example",
        published="2031-03-05T20:00:00+07:00",
    )
    second.meeting(when="2031-03-05").say("Perikanan dan beasiswa Kiribati dibicarakan di Jakarta lagi.")
    register = link([first.build(), second.build()], weights=WEIGHTS)
    assert stories(register) == [2]
    assert len({a.event for a in register.articles}) == 2


def test_a_text_without_words_has_a_story_too() -> None:
    pages = [
        Page(title="!", outlet=None, published=None).say("…").build(),
        Page(title="1", outlet=None).say("?!").build(),
    ]
    assert sum(stories(link(pages, weights=WEIGHTS))) == 2


def test_a_series_is_divided_by_the_day_told_and_a_follow_up_is_not() -> None:
    def report(day: int, published: int, numbers: str) -> ArticleView:
        page = Page(
            title="Serangan", outlet=f"harian{day}.example", published=f"2031-03-{published:02d}T20:00:00+07:00"
        )
        return view_articles([page.say(f"Korban dicatat, Selasa ({day}/3/2031): {numbers}.").build()], WEIGHTS)[0]

    rarity = Rarity(50)
    rarity.count(dict.fromkeys(range(4), 1.0))
    views = [report(4, 4, "31 tewas"), report(6, 6, "47 tewas"), report(8, 8, "12 tewas"), report(6, 7, "47 tewas")]
    unlike = {v.id: {n: 1.0} for n, v in enumerate(views)}
    alike = {v.id: {0: 1.0} for v in views}
    split = SeriesSplitter(WEIGHTS, rarity).split
    assert split(range(4), views, lambda v: unlike[v.id]) == [[0], [1, 3], [2]]
    assert split(range(4), views, lambda v: alike[v.id]) == [[0, 1, 2, 3]]
    assert split([1, 3], views, lambda v: unlike[v.id]) == [[1, 3]]
