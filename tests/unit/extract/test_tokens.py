"""Tokens tile the sentence, clauses begin where a word or mark opens them, and lexicons take the longest form."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from risalah.extract.tokens import ClauseSplitter, Lexicon
from risalah.model.span import Span
from risalah.resources.grammar import load_grammar
from risalah.resources.language import Language
from stopwatch import spend

SPLITTER = ClauseSplitter(["yang", "dan kami", "setelah", "jika"], load_grammar(Language("id")))


def split(text: str):
    return SPLITTER.split(text, Span(0, len(text)))


def test_a_conjunction_opens_a_clause_and_a_comma_before_it_opens_none_of_its_own() -> None:
    clauses = split("Fiji menolak naskah itu, yang disusun Tonga setelah pertemuan")
    assert clauses.openers == ("", "yang", "setelah")
    assert [t.low for t in clauses.tokens if t.clause == 2] == ["setelah", "pertemuan"]


def test_brackets_are_a_clause_after_which_the_one_before_goes_on() -> None:
    clauses = split("nota kesepahaman (MoU) kesehatan diteken")
    assert clauses.openers == ("", "(")
    assert [t.clause for t in clauses.tokens if t.low in ("kesepahaman", "mou", "kesehatan")] == [0, 1, 0]


def test_a_dash_opens_a_clause_only_between_blanks() -> None:
    assert split("Indonesia-Fiji sepakat").openers == ("",)
    assert split("Suva - Indonesia sepakat").openers == ("", "-")


def test_a_lexicon_takes_the_longest_form() -> None:
    lexicon = Lexicon({"siap": "short", "siap untuk": "long"})
    found = lexicon.find(split("Fiji siap untuk membantu").tokens)
    assert [(p.first, p.last, p.value) for p in found] == [(1, 2, "long")]


@given(st.text(alphabet="abc yang,().-–12 ", min_size=1, max_size=120))
def test_tokens_are_ascending_and_hold_every_word(text: str) -> None:
    clauses = split(text)
    spans = [t.span for t in clauses.tokens]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join(text[s.start : s.end] for s in spans) == "".join(text.split())
    assert all(0 <= t.clause < len(clauses.openers) for t in clauses.tokens)


@given(st.text(alphabet="ab ,yang", min_size=1, max_size=60), st.integers(0, 60))
def test_index_at_finds_the_token_that_ends_after_an_offset(text: str, offset: int) -> None:
    clauses = split(text)
    i = clauses.index_at(offset)
    assert all(t.span.end <= offset for t in clauses.tokens[:i])
    assert all(t.span.end > offset for t in clauses.tokens[i:])


def test_a_long_text_without_blanks_is_split_at_once() -> None:
    assert spend(lambda: (split("a" * 1_000_000), split("a-" * 100_000))) < 5


def test_one_endless_sentence_is_read_in_linear_time(extract) -> None:
    def seconds(times: int) -> float:
        return spend(lambda: extract("Indonesia dan Fiji menandatangani perjanjian, yang " * times), tries=3)

    # 4 is linear, 16 quadratic; the least of three runs leaves most of the machine's noise out.
    half, whole = seconds(200), seconds(800)
    assert whole < 9 * max(half, 0.05)


def test_kalau_behind_a_verb_of_saying_sets_no_condition() -> None:
    splitter = ClauseSplitter(["bahwa", "kalau"], load_grammar(Language("id")))
    said, condition = "Andara menjelaskan kalau Fiji berkomitmen.", "Fiji datang kalau Tonga datang."
    assert splitter.split(said, Span(0, len(said))).openers[1] == "bahwa"
    assert splitter.split(condition, Span(0, len(condition))).openers[1] == "kalau"


def test_and_with_a_subject_and_a_verb_of_its_own_opens_a_clause() -> None:
    clauses = split("Fiji menolak usul itu dan Presiden Tonga akan mengirim utusan")
    assert clauses.openers == ("", "dan")
    assert [t.low for t in clauses.tokens if t.clause == 1][:3] == ["dan", "presiden", "tonga"]


def test_and_between_names_or_objects_opens_no_clause() -> None:
    for text in (
        "Menlu mengunjungi Fiji dan Tonga membahas hal itu",  # a row of names
        "Fiji menolak usul itu dan Tonga",
        "Fiji menolak usul itu dan menawarkan kapal",
        "Fiji dan Tonga menyepakati naskah",
    ):
        assert len(split(text).openers) == 1, text


def test_a_form_may_leave_a_figure_open() -> None:
    lexicon = Lexicon({"sidang ke-n dibuka": "session"})
    words = ("ke-2", "ke-151", "ke-dua", "kedua", "ke-")
    assert [w for w in words if lexicon.find(split(f"Sidang {w} dibuka").tokens)] == ["ke-2", "ke-151"]
