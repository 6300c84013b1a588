"""Sentences whose cues are marked, as tools/train_cues.py learns from them: our own, and those of IndoSum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure_articles import read_articles
from measure_cues import read_marks, read_text
from measure_marked import FILES, read_rows
from read_cue_pages import Mark, cut_paragraphs, read_pages, strip_marks

from risalah.annotate.annotator import Annotator
from risalah.extract.cue_features import hide_names
from risalah.extract.cue_model import may_carry
from risalah.extract.tokens import ClauseSplitter, cut_sentences
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.grammar import load_grammar
from risalah.resources.language import Language
from risalah.resources.word_classes import load_word_forms

FORMS = load_word_forms(Language("id"))


@dataclass(frozen=True)
class Example:
    """A sentence: its page, its words, and what is marked: first and last word, stage, and whether it is sure.

    `source`: "" for press; our own texts tell commitments more often than the press does, each as often as it likes.
    """

    source: str
    page: str
    words: tuple[str, ...]
    marks: tuple[tuple[int, int, str, bool], ...]

    @property
    def label(self) -> bool | None:
        """Does it tell a commitment? None where readers could differ."""
        return None if self.marks and not any(m[3] for m in self.marks) else bool(self.marks)

    def heads(self) -> list[tuple[int, str, bool]]:
        """The word that carries each mark, its stage, and whether that is sure; a mark without such a word has none."""
        out = []
        for first, last, stage, sure in self.marks:
            row = [i for i in range(first, last + 1) if may_carry(self.words[i])]
            verbs = [i for i in row if self.words[i].startswith(FORMS.affixes)]
            if row:
                out.append(((verbs or row)[-1], stage, sure))
        return out


class Reader:
    """Turns marked texts into examples."""

    def __init__(self, language: Language) -> None:
        self._annotator = Annotator(language, ActorTable())
        self._splitter = ClauseSplitter(language.words("patterns/clauses", "openers"), load_grammar(language))

    def read(
        self, source: str, page: str, text: str, blocks: Sequence[Block], marks: Sequence[Mark]
    ) -> Iterator[Example]:
        """The sentences of a text that are no title, with the marks that begin in them."""
        doc = self._annotator.annotate(Article("x", text, "id", blocks=tuple(blocks)))
        for sentence in cut_sentences(doc):
            span = sentence.span
            if doc.article.blocks[sentence.block].kind in ("title", "heading"):
                continue
            clauses = self._splitter.split(text, span)
            words, places = hide_names(clauses, [m for m in doc.mentions if span.start <= m.span.start < span.end])
            here = []
            for m in marks:
                if span.start <= m.start < span.end:
                    first, last = clauses.index_at(m.start), clauses.index_at(m.end - 1)
                    row = [k for k, place in enumerate(places) if first <= place <= last]
                    if row:
                        here.append((row[0], row[-1], m.stage, m.sure))
            yield Example(source, page, tuple(words), tuple(here))


def read_own(reader: Reader) -> Iterator[Example]:
    """Our own sentences: marked ones, articles, and the pages of tools/cue_pages."""
    for name in FILES:
        for line, _, _ in read_rows(name, "opened"):
            text, marks = strip_marks(line)
            yield from reader.read(name, f"{name}:{text[:40]}", text, [Block("paragraph", Span(0, len(text)))], marks)
    for part in ("study", "opened"):
        for page, _ in read_articles(part):
            marks = [Mark(c.cue.start, c.cue.end, c.value, c.kind, c.sure) for c in page.commitments]
            yield from reader.read("articles", page.place, page.text, cut_paragraphs(page.text, titled=True), marks)
    for own in read_pages():
        blocks = cut_paragraphs(own.text, titled=True)
        yield from reader.read(own.place.split(":")[0], own.place, own.text, blocks, own.marks)


def read_indosum(reader: Reader, corpus: Path) -> Iterator[Example]:
    """The pages of IndoSum whose cues are marked."""
    for (file, row), cues in sorted(read_marks().items()):
        text = read_text(corpus, file, row)
        marks = [Mark(a, b, stage.rstrip("?"), None, not stage.endswith("?")) for a, b, stage in cues]
        yield from reader.read("", f"{file}:{row}", text, cut_paragraphs(text), marks)
