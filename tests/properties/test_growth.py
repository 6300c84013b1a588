"""Time grows at most linearly with the length of a page: measured as the ratio to half of it, on the same machine."""

from __future__ import annotations

import gc
import time

import pytest

from risalah.config import Settings
from risalah.model.article import Article, Block, Page
from risalah.model.ids import article_id
from risalah.model.span import Span
from risalah.pipeline import Kit, process_safely

KIT = Kit(Settings(keep_all=True))
PARAGRAPH = (
    "Menteri Luar Negeri Samudra Wibawa menandatangani perjanjian perdagangan ke-{n} dengan Maroko, Senin (3/3/2031). "
    "“Kami sepakat memperluas {n} kerja sama kesehatan,” kata Samudra. "
    "Presiden Kenya Amani Otieno akan berkunjung ke kota {n} bulan depan untuk membahas pupuk senilai US$ {n} miliar."
)
LARGEST = 2.9
"""Twice the text may take at most this many times as long: 2 is linear, 4 is quadratic; the rest is measuring noise."""

SHAPES = {
    "no space": lambda n: "a" * n,
    "digits": lambda n: "1" * n,
    "points and digits": lambda n: ("1." * n)[:n],
    "one word again": lambda n: ("menandatangani " * n)[:n],
    "capitals": lambda n: ("Samudra Wibawa " * n)[:n],
    "opening marks": lambda n: ("“kata " * n)[:n],
    "commas": lambda n: ("Kenya, Maroko, " * n)[:n],
    "brackets": lambda n: "(" * n,
    "blank lines": lambda n: ("kata\n\n" * n)[:n],
    "paragraphs of news": lambda n: "\n\n".join(PARAGRAPH.format(n=i) for i in range(n // len(PARAGRAPH))),
    "one long paragraph": lambda n: " ".join(PARAGRAPH.format(n=i) for i in range(n // len(PARAGRAPH))),
}
SIZES = {"paragraphs of news": 60_000, "one long paragraph": 60_000, "no space": 500_000}


def measure(text: str) -> float:
    """Seconds of a page through the whole way, and of its words alone where the cleaner would drop them."""
    # The collector walks all that the test process holds: its time says nothing of the engine's growth.
    gc.collect()
    gc.disable()
    try:
        return _seconds(text)
    finally:
        gc.enable()


def _seconds(text: str) -> float:
    begin = time.process_time()
    document = process_safely(Page(text, where="made", lang="id"), KIT)
    if not document.article.text:
        engine = KIT.engines["id"]
        block = Block("paragraph", Span(0, len(text)))
        article = Article(id=article_id(text), text=text, lang="id", blocks=(block,))
        engine.extractor.extract(engine.annotator.annotate(article), keep_all=True)
    taken = time.process_time() - begin
    assert not [f for f in document.failures if f.step == "bug"]
    return taken


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_about_twice_the_time(shape: str) -> None:
    make, size = SHAPES[shape], SIZES.get(shape, 100_000)
    tries = []
    for _ in range(3):
        half, whole = measure(make(size)), measure(make(2 * size))
        tries.append((half, whole))
        if whole < 0.3 or whole / half < LARGEST:
            return
    raise AssertionError(f"{shape}: seconds for {size} and {2 * size} characters: {tries}")
