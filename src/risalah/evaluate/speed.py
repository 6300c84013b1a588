"""Articles of 300 words annotated in a second of one core, beside spaCy's blank Indonesian pipeline with names."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from risalah.annotate.annotator import Annotator
from risalah.clean import Cleaner
from risalah.evaluate.plain import make_article
from risalah.model.article import Article, Page
from risalah.read import read_pages
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.loader import DATA
from risalah.resources.outlets import OutletTable

WORDS = 300
_PUBLISHED = "2031-06-10"


def measure_speed(language: Language, seconds: float = 2.0) -> dict[str, Any]:
    """Articles of 300 words a second of CPU time of this process, so that other work on the machine does not count; and
    the peer (tok2vec names) and our ratio to it where spaCy is installed. The peer's weights are untrained, which does
    not change its speed. `seconds` of CPU time are spent on each.
    """
    articles = read_articles(language)
    figure: dict[str, Any] = {"articles": len(articles), "words": sum(len(a.text.split()) for a in articles)}
    figure["articles_a_second"] = count_a_second(Annotator(language, ActorTable()).annotate, articles, seconds)
    peer = _load_peer()
    if peer is None:
        return {
            "annotate_speed": figure,
            "annotate_ratio": {"why": "spaCy, the peer, is not installed; pip install spacy"},
        }
    figure["peer"] = count_a_second(lambda article: peer(article.text), articles, seconds)
    return {"annotate_speed": figure, "annotate_ratio": {"ratio": figure["articles_a_second"] / figure["peer"]}}


def read_articles(language: Language) -> list[Article]:
    """The Indonesian pages of the shipped sample, each repeated or cut to 300 words at a paragraph's end."""
    cleaner = Cleaner(OutletTable(), {"id": language})
    articles = []
    for page in read_pages([str(DATA / "sample" / "pages")]):
        if not isinstance(page, Page):
            continue
        article = cleaner.clean(page)
        if article.lang != "id":
            continue
        paragraphs = [block.span.of(article.text) for block in article.blocks]
        body: list[str] = []
        while sum(len(paragraph.split()) for paragraph in body) < WORDS:
            body.append(paragraphs[len(body) % len(paragraphs)])
        articles.append(make_article("\n".join(body), published=_PUBLISHED))
    return articles


def count_a_second(run: Callable[[Article], object], articles: list[Article], seconds: float) -> float:
    """How many articles of 300 words `run` handles in a second of CPU time."""
    for article in articles[:3]:
        run(article)  # what is loaded at first use is loaded
    words = 0
    start = time.process_time()
    while time.process_time() - start < seconds:
        for article in articles:
            run(article)
            words += len(article.text.split())
    return words / WORDS / (time.process_time() - start)


def _load_peer() -> Callable[[str], object] | None:
    try:
        spacy = import_module("spacy")
    except ImportError:
        return None
    peer = spacy.blank("id")
    names = peer.add_pipe("ner")
    for label in ("PER", "ORG", "LOC"):
        names.add_label(label)
    peer.initialize()
    return peer  # type: ignore[no-any-return]
