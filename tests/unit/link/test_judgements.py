"""A person outranks a rule, also after records were numbered anew."""

from __future__ import annotations

from dataclasses import replace

from risalah.link import link
from risalah.model.document import Document
from risalah.model.register import Judgement, Selector

from .factory import WEIGHTS, Page


def pair() -> tuple[Document, Document]:
    a = Page(title="Nota Kesehatan dengan Kiribati").commitment(
        "Nota kesehatan difinalisasi.", title="nota kesehatan", sectors=("health",)
    )
    b = Page(title="Nota Perawat dengan Kiribati", outlet="wartateluk.example").commitment(
        "Nota perawat difinalisasi.", title="nota perawat laut", sectors=("education",)
    )
    return a.build(), b.build()


def judge(a: Document, b: Document, verdict: str, **change: object) -> Judgement:
    j = Judgement(
        f"{a.article.id}#c1", f"{b.article.id}#c1", verdict, 0.0, ("read both",), "person:Wulan", "2031-04-01T08:00:00"
    )  # type: ignore[arg-type]
    return replace(j, **change)  # type: ignore[arg-type]


def test_a_person_joins_what_the_rule_keeps_apart() -> None:
    a, b = pair()
    assert len(link([a, b], weights=WEIGHTS).commitments) == 2
    register = link([a, b], [judge(a, b, "same")], weights=WEIGHTS)
    assert len(register.commitments) == 1
    assert any(j.by == "person:Wulan" for j in register.judgements)


def test_a_person_parts_what_the_rule_joins() -> None:
    a, _ = pair()
    b = (
        Page(title="Nota Kesehatan Kiribati Hampir Rampung", outlet="wartateluk.example")
        .commitment("Nota kesehatan hampir rampung.", title="nota kesehatan", sectors=("health",))
        .build()
    )
    (entry,) = link([a, b], weights=WEIGHTS).commitments
    assert len(entry.records) == 2
    register = link([a, b], [judge(a, b, "different")], weights=WEIGHTS)
    assert len(register.commitments) == 2
    assert not any(j.verdict == "same" and j.by.startswith("rule:commitment") for j in register.judgements)


def test_a_withdrawn_judgement_has_no_effect_and_stays_listed() -> None:
    a, b = pair()
    gone = judge(a, b, "same", withdrawn_at="2031-04-02T08:00:00")
    register = link([a, b], [gone], weights=WEIGHTS)
    assert len(register.commitments) == 2
    assert gone in register.judgements


def test_the_latest_word_counts() -> None:
    a, b = pair()
    later = judge(b, a, "different", at="2031-05-01T08:00:00")
    swapped = replace(later, left=f"{a.article.id}#c1", right=f"{b.article.id}#c1")
    for order in ([judge(a, b, "same"), swapped], [swapped, judge(a, b, "same")]):
        assert len(link([a, b], order, weights=WEIGHTS).commitments) == 2


def test_a_judgement_is_found_again_by_its_words() -> None:
    a, b = pair()
    stale = judge(
        a,
        b,
        "same",
        left="sha256:old#c7",
        left_selector=Selector("Nota kesehatan difinalisasi."),
        right=f"{b.article.id}#c9",
        right_selector=Selector("Nota perawat difinalisasi."),
    )
    assert len(link([a, b], [stale], weights=WEIGHTS).commitments) == 1


def test_the_words_say_more_than_the_number() -> None:
    page = Page(title="Dua Nota dengan Kiribati")
    page.commitment("Nota kesehatan difinalisasi.", title="nota kesehatan", sectors=("health",))
    page.commitment("Nota perikanan diteken.", title="nota perikanan", sectors=("maritime_fisheries",), stage="signed")
    a, (_, b) = page.build(), pair()
    said = judge(a, b, "same", left_selector=Selector("Nota perikanan diteken."))
    register = link([a, b], [said], weights=WEIGHTS)
    joined = next(e for e in register.commitments if len(e.records) == 2)
    assert {r.id for r in joined.records if r.article == a.article.id} == {"c2"}


def test_two_articles_may_be_judged() -> None:
    a, b = pair()
    told = Judgement(a.article.id, b.article.id, "same", 0.0, (), "person:Wulan")
    assert len(link([a, b], [told], weights=WEIGHTS).stories) == 1
    apart = replace(told, verdict="different")
    assert len(link([a, b], [apart], weights=WEIGHTS).stories) == 2


def test_a_person_joins_two_entries_through_a_third_record() -> None:
    a, b = pair()
    c = (
        Page(title="Nota Laut dengan Kiribati", published="2031-05-01")
        .commitment("Nota laut diteken.", title="nota laut", sectors=("maritime_fisheries",))
        .build()
    )
    register = link([a, b, c], [judge(a, c, "same"), judge(b, c, "same")], weights=WEIGHTS)
    (entry,) = register.commitments
    assert len(entry.records) == 3


def test_apart_from_one_is_apart_from_all_that_are_the_same() -> None:
    a, b = pair()
    page = Page(title="Nota Kesehatan Kiribati Hampir Rampung", outlet="sinarpulau.example", published="2031-03-05")
    c = page.commitment("Nota kesehatan hampir rampung.", title="nota kesehatan", sectors=("health",)).build()
    register = link([a, b, c], [judge(a, b, "same"), judge(b, c, "different")], weights=WEIGHTS)
    assert sorted(len(e.records) for e in register.commitments) == [1, 2]
    (alone,) = [e for e in register.commitments if len(e.records) == 1]
    assert alone.records[0].article == c.article.id


def test_unsure_by_a_person_frees_the_pair() -> None:
    a, b = pair()
    freed = judge(a, b, "unsure", at="2031-06-01T08:00:00")
    assert len(link([a, b], [judge(a, b, "same"), freed], weights=WEIGHTS).commitments) == 2
