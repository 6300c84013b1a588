"""Order of the documents, repetition and later articles change nothing that was settled."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.link import link
from risalah.model.document import Document
from risalah.model.register import Judgement

from .factory import WEIGHTS, Page

TOPICS = [
    ("perikanan tuna", "maritime_fisheries", "kuota tuna dan kapal pukat di perairan utara"),
    ("beasiswa perawat", "education", "beasiswa perawat bagi pelajar kepulauan selatan"),
    ("kabel bawah laut", "cyber_digital", "kabel bawah laut sepanjang lintang khatulistiwa"),
]
STAGES = ["raised", "negotiating", "finalising", "agreed", "signed", "ratified"]


def make(seed: int, count: int = 12) -> list[Document]:
    rnd = random.Random(seed)
    out = []
    for i in range(count):
        topic, sector, words = rnd.choice(TOPICS)
        day = date(2031, 3, 1) + timedelta(days=rnd.choice([0, 0, 1, 2, 40, 200]))
        page = Page(
            title=f"{rnd.choice(['Raka', 'Indonesia', 'Kiribati'])} soal {topic} {i}",
            outlet=rnd.choice(["kabarlaut.example", "wartateluk.example", None]),
            published=rnd.choice([f"{day}T0{rnd.randint(1, 9)}:00:00+07:00", str(day), None]),
            via=rnd.choice([(), (), ("Antara",)]),
        )
        page.say(f"Laporan ke-{rnd.randint(1, 3)} tentang {words}.")
        page.meeting(
            f"Raka bertemu Ata pada hari itu, laporan {i}.",
            when=rnd.choice([str(day), None]),
            status=rnd.choice(["held", "planned"]),
        )
        page.commitment(
            f"Nota {topic} dibicarakan, laporan {i}.",
            title=f"nota {topic}",
            sectors=(sector,),
            stage=rnd.choice(STAGES),
            horizon=rnd.choice(["long", "short", "unstated"]),
        )
        page.quote(f"Kami ingin {words} segera tuntas tahun ini", occasion=rnd.choice(["m1", None]))
        out.append(page.build())
    return out


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), shuffle=st.integers(0, 10_000))
def test_order_and_repetition_change_nothing(seed: int, shuffle: int) -> None:
    documents = make(seed)
    mixed = documents + documents[:3]
    random.Random(shuffle).shuffle(mixed)
    first = link(documents, weights=WEIGHTS)
    assert link(mixed, weights=WEIGHTS) == first
    assert link(documents, first.judgements, weights=WEIGHTS) == first


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_record_is_in_one_entry_and_every_article_in_one_story(seed: int) -> None:
    documents = make(seed)
    register = link(documents, weights=WEIGHTS)
    refs = [(r.article, r.id) for e in register.entries() for r in e.records]
    given_refs = [(d.article.id, r.id) for d in documents for r in (*d.meetings, *d.quotations, *d.commitments)]
    assert sorted(refs) == sorted(given_refs)
    assert sorted(a for s in register.stories for a in s.articles) == sorted(d.article.id for d in documents)
    ids = [e.id for e in register.entries()]
    assert len(set(ids)) == len(ids)
    for entry in register.entries():
        assert 1 <= entry.support.origins <= entry.support.articles
        assert entry.support.outlets <= entry.support.articles
        for row in entry.conflicts:
            assert len(row.values) >= 2


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_later_article_keeps_the_ids(seed: int) -> None:
    documents = [d for d in make(seed) if d.article.published]
    later = Page(title="Raka soal perikanan tuna lagi", published="2033-01-05").commitment(
        "Nota perikanan tuna mulai berlaku.",
        title="nota perikanan tuna",
        sectors=("maritime_fisheries",),
        stage="in_force",
    )
    before = link(documents, weights=WEIGHTS)
    after = link([*documents, later.build()], weights=WEIGHTS)
    assert {e.id for e in before.entries()} <= {e.id for e in after.entries()}
    assert {s.id for s in before.stories} <= {s.id for s in after.stories}


def test_nothing_in_nothing_out() -> None:
    register = link([], weights=WEIGHTS)
    assert register.entries() == () and register.stories == ()


def test_a_judgement_of_a_rule_is_no_input() -> None:
    documents = make(5)
    a, b = documents[0].article.id, documents[1].article.id
    stale = Judgement(f"{a}#c1", f"{b}#c1", "same", 99.0, (), "rule:commitment")
    assert link(documents, [stale], weights=WEIGHTS) == link(documents, weights=WEIGHTS)
