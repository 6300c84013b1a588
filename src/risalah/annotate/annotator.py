"""The annotator of one language: sentences, times, amounts, names, quotations, in this order, written here once."""

from __future__ import annotations

from risalah.annotate.amounts import AmountFinder
from risalah.annotate.names import NameFinder
from risalah.annotate.quotes import QuoteFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.annotate.times import TimeFinder
from risalah.model.annotation import Annotated
from risalah.model.article import Article
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language


class Annotator:
    """Marks names, times, amounts and quotations in articles."""

    def __init__(self, language: Language, actors: ActorTable) -> None:
        self._sentences = SentenceSplitter(language)
        self._times = TimeFinder(language)
        self._amounts = AmountFinder(language)
        self._names = NameFinder(language, actors)
        self._quotes = QuoteFinder(language)

    def annotate(self, article: Article) -> Annotated:
        """The article with everything that is marked in it. Quotations come last: they need the speakers."""
        sentences = self._sentences.split(article)
        names = self._names.find(article, sentences)
        return Annotated(
            article=article,
            sentences=sentences,
            mentions=names.mentions,
            actors=names.actors,
            times=self._times.find(article, sentences),
            amounts=self._amounts.find(article, sentences),
            quotes=self._quotes.find(article, sentences, names.mentions, names.actors),
        )
