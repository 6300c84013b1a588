from __future__ import annotations

from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.annotate.quotes import QuoteFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.model.annotation import Actor, Mention, Quote
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.language import Language


@lru_cache
def tools() -> tuple[QuoteFinder, SentenceSplitter]:
    language = Language("id")
    return QuoteFinder(language), SentenceSplitter(language)


def read(text: str, mentions: tuple[Mention, ...] = (), actors: dict[str, Actor] | None = None) -> tuple[Quote, ...]:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", Span(at, at + len(line))))
        at += len(line) + 1
    article = Article(id="t", text=text, lang="id", blocks=tuple(blocks))
    finder, splitter = tools()
    return finder.find(article, splitter.split(article), mentions, actors or {})


WORDS = [
    "Orla",
    "kata",
    "mengatakan",
    "menurut",
    "dia",
    ",",
    ".",
    '"',
    "“",
    "”",
    "bahwa",
    "kapal",
    "Merida",
    "ujarnya",
    "\n",
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*WORDS, "dan", "Hal itu disampaikan", ":", "(", ")", "'", "menulis", "seraya"]), max_size=40
    )
)
def test_spans_slice_whatever_the_order_of_marks(words: list[str]):
    text = " ".join(words)
    for q in read(text):
        assert q.content
        for span in (*q.content, *filter(None, (q.cue, q.speaker_mention))):
            assert span.of(text) == text[span.start : span.end]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read(text: str):
    for q in read(text):
        for span in q.content:
            assert 0 <= span.start < span.end <= len(text)


def test_quotations_come_in_text_order():
    text = '"Kami siap," kata Orla. Damar mengatakan, kapal tiba. "Kami pulang," ujarnya.'
    starts = [q.content[0].start for q in read(text)]
    assert starts == sorted(starts) and len(starts) == 3


def test_no_speaker_is_better_than_a_wrong_one():
    (quote,) = read('"Kami tidak akan pulang sebelum naskah itu selesai," katanya.')
    assert quote.speaker is None and quote.speaker_basis == "unresolved"


def test_place_is_no_speaker():
    text = '"Kami siap," kata Orla di Merida.'
    at = text.index("Merida")
    (quote,) = read(
        text, (Mention(Span(at, at + 6), "place", "merida"),), {"merida": Actor("merida", "place", "Merida")}
    )
    assert quote.speaker is None
    assert quote.speaker_mention is not None and quote.speaker_mention.of(text) == "Orla"


def test_speech_glued_to_a_full_stop_is_read_beside_the_report_before_it():
    text = "Orla meminta Merida membuka pelabuhan.“Kami sudah menunggu lama,” ujarnya."
    (asked, said) = read(text)
    assert asked.form == "indirect" and asked.content[0].of(text) == "Merida membuka pelabuhan"
    assert said.form == "direct" and said.content[0].of(text) == "Kami sudah menunggu lama,"
    assert said.speaker_mention is not None and said.speaker_mention.of(text) == "Orla"
