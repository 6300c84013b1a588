from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.annotate.quote_marks import pair_marks
from risalah.model.span import Span


def is_cue_in(text: str):
    return lambda at: text[at : at + 4].lower() == "kata"


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in pair_marks(text, Span(0, len(text)), is_cue_in(text))]


def test_straight_marks_pair():
    assert inner('"Kami siap," kata Orla. "Kami datang."') == ["Kami siap,", "Kami datang."]


def test_one_lost_closing_mark_costs_one_quotation():
    text = '"Kami siap, kata Orla. "Kami datang," kata Damar. "Kami pulang," kata Orla.'
    assert inner(text) == ["Kami siap,", "Kami datang,", "Kami pulang,"]


def test_one_lost_opening_mark_costs_one_quotation():
    text = 'Orla tiba. Kami siap," kata Orla. "Kami datang," kata Damar. "Kami pulang," kata Orla.'
    assert inner(text)[1:] == ["Kami datang,", "Kami pulang,"]


def test_inch_mark_opens_nothing():
    assert inner('Layar 32" itu besar. "Kami siap," kata Orla.') == ["Kami siap,"]


def test_single_marks_open_nothing():
    assert inner("Istilah 'OTT' itu lama, kata Jum'at.") == []


def test_closing_shape_used_for_opening():
    assert inner("”Kami siap,” kata Orla. ”Kami datang,” kata Damar.") == ["Kami siap,", "Kami datang,"]


def test_unclosed_block_reaches_its_end():
    text = "“Tahun ini kami menanam gandum."
    found = pair_marks(text, Span(0, len(text)), is_cue_in(text))
    assert [q.inner.of(text) for q in found] == ["Tahun ini kami menanam gandum."]
    assert not found[0].closed


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab K.,\"“”«»„' \n32kt", max_size=80))
def test_stretches_lie_in_the_block_in_order_and_apart(text: str):
    if not text:
        return
    last = 0
    for q in pair_marks(text, Span(0, len(text)), is_cue_in(text)):
        assert q.outer.contains(q.inner)
        assert q.outer.start >= last
        assert q.inner.end <= len(text)
        last = q.inner.end


def test_speech_that_a_cue_ends_is_short_however_far_the_next_mark():
    text = "“Kami siap, kata Orla. " + "Kapal itu berlabuh di kota. " * 150 + "“Kami pulang,” kata Orla."
    assert inner(text) == ["Kami siap,", "Kami pulang,"]


def test_unclosed_last_speech_ends_at_its_cue():
    text = "“Kami siap, kata Orla. " + "Kapal itu berlabuh di kota. " * 150
    assert inner(text) == ["Kami siap,"]


def test_given_finder_says_where_unopened_speech_begins():
    text = "“Kami tiba,” kata Orla. Damar diam. Kami siap. Besok berangkat,” kata Orla."
    found = pair_marks(text, Span(0, len(text)), is_cue_in(text), lambda t, floor, stop, block: t.index("Kami siap"))
    assert [q.inner.of(text) for q in found] == ["Kami tiba,", "Kami siap. Besok berangkat,"]
    assert not found[1].opened
