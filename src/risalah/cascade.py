"""The gates in front of cleaning: a fast look at an HTML page drops what is plainly in another language or off topic.

Cleaning a page costs ten times as much as looking at it, and most pages of the press are not about diplomacy. A gate
drops only what the exact filter behind cleaning would drop too, nearly always: its floor lies well below the exact one.
What is dropped is counted and listed, and a fixed sample of it is kept with its text for review.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from risalah.clean.language import detect_language
from risalah.clean.look import Look, look_at
from risalah.clean.parts import split_address
from risalah.extract.relevance import RelevanceReader
from risalah.model.article import Article, Page
from risalah.model.document import Document, Drop, Failure
from risalah.model.ids import article_id
from risalah.resources.loader import DATA, read_yaml
from risalah.resources.outlets import OutletTable

_HEX_DIGITS: Final = 8


class Cascade:
    """Looks at pages. `readers` maps the languages that are read to their relevance filters."""

    def __init__(self, readers: Mapping[str, RelevanceReader], outlets: OutletTable, review_every: int) -> None:
        rules = read_yaml(DATA / "cascade.yaml")
        self._readers = readers
        self._outlets = outlets
        self._every = review_every
        self._characters = int(rules["language_characters"])
        self._judged = int(rules["relevance_characters"])
        self._alike = frozenset(rules["alike"])
        self._sure = (frozenset(rules["sure_words"]), float(rules["sure_share"]))
        self._floors = {code: _lower(r.floor, float(rules["margin"])) for code, r in readers.items()}

    def look(self, page: Page) -> Document | None:
        """The document of a page that a gate drops; None for one that goes on to cleaning.

        Text pages go on, and so do later pages of an article: what it is about stands on its first one.
        """
        if page.kind != "html" or (page.url and (split_address(page.url)[1] or 0) > 1):
            return None
        seen = look_at(page.content, page.url, page.title)
        if seen is None:
            return None
        outlet = self._outlets.canonical(page.outlet) or self._outlets.of_url(seen.url)
        lang = page.lang or self._detect(seen, outlet)
        reader = self._readers.get(lang)
        if reader is None:
            if lang in self._alike:
                return None
            article = _make_article(page, seen, outlet, lang)
            note = describe_language(lang, self._readers, page.where)
            return Document(article, failures=(note,), dropped=Drop("language", 0.0, self._is_sample(article.id)))
        article = _make_article(page, seen, outlet, lang)
        judged = replace(reader.judge(replace(article, text=article.text[: self._judged])), text=article.text)
        if judged.relevant or judged.relevance >= self._floors[lang]:
            return None
        return Document(judged, dropped=Drop("relevance", judged.relevance, self._is_sample(article.id)))

    def _detect(self, seen: Look, outlet: str | None) -> str:
        sample = seen.text[: self._characters]
        words, (sure, share) = sample.lower().split(), self._sure
        if sum(word in sure for word in words) >= share * len(words):
            return "id"
        known = self._outlets.get(outlet)
        indonesian = bool((known and known.country == "IDN") or (outlet or "").endswith(".id"))
        return detect_language(sample, indonesian=indonesian)

    def _is_sample(self, key: str) -> bool:
        """One dropped page in so many, chosen by its hash: the same ones in every run, however it is spread."""
        return int(key[-_HEX_DIGITS:], 16) % self._every == 0


def describe_language(lang: str, known: Mapping[str, object], where: str) -> Failure:
    """The note on a page in a language without an engine: it is kept, and is no fault of the page."""
    names = ", ".join(sorted(known))
    detail = f"language {lang!r} has no engine yet (there is {names}); the page is kept, and not read further"
    return Failure("annotate", "language", detail, where, quarantined=False)


def _make_article(page: Page, seen: Look, outlet: str | None, lang: str) -> Article:
    return Article(
        id=article_id(seen.text, seen.url, outlet),
        text=seen.text,
        lang=lang,
        title=seen.title,
        url=seen.url,
        outlet=outlet,
        source_id=page.source_id,
        relevant=False,
        relevance=0.0,
        metadata=dict(page.metadata),
    )


def _lower(floor: float, margin: float) -> float:
    """A probability whose log odds lie `margin` below those of `floor`."""
    return 1 / (1 + math.exp(margin - math.log(floor / (1 - floor))))
