"""Reading quotations takes time in proportion to the text, whatever the text: eight times as long, eight times the work.

Processor time of this process, the better of two runs, and a bound of three times the proportion: a busy machine does
not fail it, a quadratic path (64 times) does.
"""

from __future__ import annotations

import time

import pytest

from risalah.annotate.quotes import QuoteFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.language import Language

LANGUAGE = Language("id")
FINDER, SPLITTER = QuoteFinder(LANGUAGE), SentenceSplitter(LANGUAGE)
SMALL, TIMES, BOUND = 4_000, 8, 24
MEGABYTE = 1_000_000

UNITS = [
    "Orla tiba di kota bersama Damar ",
    "Orla tiba di kota. ",
    "Orla, Damar, ",
    '"',
    "” ",
    '" a ',
    '"kapal" ',
    '"Kapal tiba di kota," kata Orla, ',
    "Kami siap,” kata Orla. ",
    "“Kami siap. ",
    'mengatakan "kapal" ',
    'Orla mengatakan bahwa "kapal besar itu tiba" ',
    'untuk mengatakan "kapal ini" ',
    "Orla mengatakan, ",
    "Orla mengatakan kapal tiba seraya ",
    "kata ",
    ", kata dia",
    "mengatakan ",
    "Menurut Orla, ",
    "Hal itu disampaikan Orla. ",
    "demikian ",
    "dikutip dari ",
    "a",
]


def read(text: str) -> None:
    article = Article(id="t", text=text, lang="id", blocks=(Block("paragraph", Span(0, len(text))),))
    FINDER.find(article, SPLITTER.split(article), (), {})


def spend(text: str) -> float:
    """Seconds of processor time to read a text."""
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        read(text)
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize("unit", UNITS)
def test_eight_times_the_text_is_about_eight_times_the_work(unit: str) -> None:
    small = unit * (SMALL // len(unit))
    # Two hundredths of a second: below them a clock says little.
    assert spend(small * TIMES) <= BOUND * max(spend(small), 0.02)


@pytest.mark.parametrize(
    "unit",
    ["Orla tiba di kota bersama Damar ", '"', "kata ", "mengatakan ", "a"],
    ids=["words", "marks", "cues", "verbs", "a"],
)
def test_a_megabyte_of_one_sentence_is_read(unit: str) -> None:
    began = time.process_time()
    read(unit * (MEGABYTE // len(unit)))
    assert time.process_time() - began < 60
