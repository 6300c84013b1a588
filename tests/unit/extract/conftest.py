"""Pages of our own about invented officials, annotated and extracted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from risalah.annotate.annotator import Annotator
from risalah.extract.commitments import CommitmentExtractor
from risalah.extract.extractor import Extractor
from risalah.extract.tokens import Clauses, ClauseSplitter
from risalah.model.annotation import Annotated
from risalah.model.article import Article, Block
from risalah.model.document import Document
from risalah.model.record import Commitment
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.patterns import Patterns, load_patterns

TITLE = "Kabar hari ini"


@pytest.fixture(scope="session")
def language() -> Language:
    return Language("id")


@pytest.fixture(scope="session")
def patterns(language: Language) -> Patterns:
    return load_patterns(language)


@pytest.fixture(scope="session")
def split(patterns: Patterns) -> Callable[[str], Clauses]:
    """Tokens and clauses of a whole text as one sentence."""
    splitter = ClauseSplitter(patterns.openers, patterns.grammar)
    return lambda text: splitter.split(text, Span(0, len(text)))


@pytest.fixture(scope="session")
def annotate(language: Language) -> Callable[..., Annotated]:
    """An annotated page: paragraphs below a title that says nothing."""
    annotator = Annotator(language, ActorTable())

    def run(*paragraphs: str, title: str = TITLE, published: str = "2031-03-04") -> Annotated:
        parts = [title, *paragraphs]
        blocks, at = [], 0
        for n, part in enumerate(parts):
            blocks.append(Block("paragraph" if n else "title", Span(at, at + len(part))))
            at += len(part) + 2
        text = "\n\n".join(parts)
        return annotator.annotate(Article("sha256:x", text, "id", blocks=tuple(blocks), published=published))

    return run


@pytest.fixture(scope="session")
def read_tables(patterns: Patterns, annotate: Callable[..., Annotated]) -> Callable[..., tuple[Commitment, ...]]:
    """The commitments that the tables read on a page, without a model that adds or doubts."""
    tables = CommitmentExtractor(replace(patterns, learned=None))
    return lambda *paragraphs: tables.extract(annotate(*paragraphs))


@pytest.fixture(scope="session")
def extract(language: Language, annotate: Callable[..., Annotated]) -> Callable[..., Document]:
    """The document of a page, kept whether it is relevant or not."""
    extractor = Extractor(language)
    return lambda *paragraphs, **options: extractor.extract(annotate(*paragraphs, **options), keep_all=True)
