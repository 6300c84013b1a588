"""The cleaner: one page into one article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from risalah.clean.choose import choose_lines
from risalah.clean.credits import CreditReader
from risalah.clean.dateline import DatelineFinder
from risalah.clean.dump import DatedLine, Dump, DumpReader
from risalah.clean.furniture import FurnitureRules
from risalah.clean.language import detect_language
from risalah.clean.line_features import LineFeatures
from risalah.clean.line_model import LineModel
from risalah.clean.lines import JoinWords, ends_sentence, is_list_item, split_lines
from risalah.clean.links import LinkWords
from risalah.clean.markup import Markup, read_markup
from risalah.clean.parts import read_part
from risalah.clean.publication import PublicationReader, Surroundings
from risalah.clean.published import DateReader
from risalah.errors import CleanError
from risalah.model.article import Article, Block, BlockKind, Dateline, Page
from risalah.model.ids import article_id
from risalah.model.span import Span
from risalah.resources.language import Language, any_of
from risalah.resources.outlets import OutletTable, Selectors

_MOST_PASSES = 6
_LIST_OF_LINKS = 8
_SENTENCE_END = re.compile(r"[a-z0-9)][.!?][\"”]?\s+[\"“]?[A-Z]")
_CREDIT_LINE = re.compile(r"(?P<outlet>[\w-]+(?:\.[a-z]{2,12}){1,2})\s*[-–—|,]\s", re.I)

_ADDRESS = re.compile(r"(?<![\w.@/])[a-z0-9-]{3,}(?:\.[a-z]{2,12}){1,2}(?![\w@/])", re.I)

_HEADLINE = 5  # words that a line alone needs to be read


@dataclass(frozen=True, slots=True)
class _Body:
    """A body after the last pass, and what the first pass left out around it."""

    title: str | None
    lines: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]


class Cleaner:
    """Cleans pages. `languages` maps codes to their data; the rules of "id" are needed; `weights` stand in for
    those of the shipped line model. Raises ResourceError.
    """

    def __init__(
        self,
        outlets: OutletTable,
        languages: Mapping[str, Language] | None = None,
        *,
        most_characters: int = 10_000_000,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        languages = languages or {"id": Language("id")}
        main = languages["id"]
        self._outlets = outlets
        self._most = most_characters
        self._rules = rules = FurnitureRules(languages.values(), [p for o in outlets for p in o.furniture])
        self._datelines = DatelineFinder(outlets, main)

        def lines(key: str) -> frozenset[str]:
            return frozenset(main.words("lines", key))

        join = JoinWords(lines("open_words"), lines("role_words"))
        openers = main.words("lines", "inline_openers")
        links = LinkWords(
            lines("starters"), lines("weak_starters"), lines("role_starters"), lines("headline_words"), openers
        )
        features = LineFeatures(rules, lines("headline_words"))
        model = LineModel(weights, features) if weights else LineModel.load(main, features)
        self._features = features
        self._dumps = DumpReader(rules, join, links, self._datelines, model, main.words("lines", "not_headlines"))
        self._dates = DateReader(main, outlets)
        self._publications = PublicationReader(self._dates)
        self._credits = CreditReader(main, outlets)
        self._copyright = re.compile(any_of(main.words("metadata", "copyright_marks")), re.I)
        self._author_signs = main.words("metadata", "author_signs")

    def clean(self, page: Page) -> Article:
        """The article of a page. Raises CleanError ("empty", "no_article", "too_large")."""
        if len(page.content) > self._most:
            raise CleanError(
                f"the page has {len(page.content):,} characters, more than {self._most:,}",
                reason="too_large",
                remedy="split it or raise the limit",
            )
        if not page.content.strip():
            raise CleanError("the page is empty", reason="empty", remedy="give its text")
        layouts = partial(self._layouts, page.outlet)
        markup = read_markup(page.content, page.url, layouts, self._author_signs) if page.kind == "html" else None
        title = _squeeze(page.title) or (self._without_outlet(markup.title) if markup else None)
        dated = DatedLine(self._dates.read_line)
        content = page.content
        chosen = choose_lines(markup.readings, self._rules.is_tail) if markup else ""
        if markup:
            content = chosen or markup.readings.visible
        body = self._settle(content, title, dated, trim=not chosen)
        if markup and chosen and not body.lines:
            body = self._settle(markup.readings.visible, title, dated, trim=True)
        if not _is_article(body.lines) and page.kind != "html" and (line := self._single_line(page.content)):
            body = _Body(None, (line,), (), ())  # a headline alone: there is nothing from which it could be told apart
        elif not _is_article(body.lines):
            raise CleanError(
                "no article text was found on the page",
                reason="no_article",
                remedy="check that the page holds the article and not only menus, a login or a video",
            )
        return self._assemble(page, markup, body, dated)

    def _single_line(self, text: str) -> str:
        """The one line of a text that is a headline or a note: some words, and no furniture; else nothing."""
        lines = [x for x in text.splitlines() if x.strip()]
        words = lines[0].split() if len(lines) == 1 else []
        line = " ".join(words)
        furniture = self._rules.is_line(line) or self._rules.is_tail(line) or self._rules.link(line) is not None
        return line if len(words) >= _HEADLINE and not furniture else ""

    def _layouts(self, outlet: str | None, url: str | None) -> tuple[Selectors, ...]:
        """The selectors of the outlet that is given, else of the one at this address."""
        known = self._outlets.get(self._outlets.canonical(outlet) or self._outlets.of_url(url))
        return known.selectors if known else ()

    def describe_lines(self, dump: str) -> list[tuple[str, list[float]]]:
        """The lines of a page dump among which the article is looked for, with their features (FEATURES): what the
        line model is learned from."""
        dated = DatedLine(self._dates.read_line)
        lines = self._dumps.prepare(split_lines(dump), None, dated)
        rows = self._features.describe(lines, dated)
        return [(line.text, row) for line, row in zip(lines, rows, strict=True)]

    def _without_outlet(self, title: str | None) -> str | None:
        """A headline without the outlet's name before a colon ("Kabar.example: Dua Menlu Bertemu")."""
        name, colon, rest = (title or "").partition(": ")
        known = self._outlets.of_name(name) if colon else None
        return rest.strip() if known and "." in name and rest.strip() else title

    def _settle(self, content: str, title: str | None, dated: DatedLine, *, trim: bool) -> _Body:
        """Clean until another pass changes nothing, so that cleaning a cleaned text leaves it as it is."""
        first: Dump = self._dumps.read(split_lines(content), title, dated, trim=trim)
        now, text = first, _text_of(first.title, first.body)
        for _ in range(_MOST_PASSES):
            again = self._dumps.read(split_lines(text), title, dated, trim=trim)
            new = _text_of(again.title, again.body)
            if new == text:
                break
            now, text = again, new
        return _Body(now.title, now.body, first.above, first.below)

    def _assemble(self, page: Page, markup: Markup | None, body: _Body, dated: DatedLine) -> Article:
        text = _text_of(body.title, body.lines)
        url = page.url or (markup.url if markup else None)
        found = self._datelines.find(body.lines[0])
        outlet = self._outlet(page, url, body, found.outlet if found else None)
        offset = len(text) - len("\n".join(body.lines))
        dateline = Dateline(Span(offset, offset + found.length), found.place) if found else None
        known = self._outlets.get(outlet)
        indonesian = bool((known and known.country == "IDN") or (outlet or "").endswith(".id"))
        line = text[offset : offset + found.length] if found else ""
        around = Surroundings(body.title, body.above, body.lines[0], line, indonesian)
        publication = self._publications.read(page.published, markup, around, dated)
        metadata = dict(page.metadata)
        part = read_part(url, markup.readings.visible if markup else page.content, page.content if markup else "")
        if part:
            metadata |= part.to_metadata()
        if publication.odd:
            metadata["published_given"] = publication.odd
        full = markup.plain_length if markup else _inked(page.content)
        kept = _inked(text if markup or not page.title else text[offset:])
        byline = self._credits.split_authors(page.author) or self._credits.read_byline([*body.above, *body.below])
        if not byline and markup:
            byline = self._credits.split_authors(";".join(markup.authors))
        return Article(
            id=article_id(text, url, outlet),
            text=text,
            lang=page.lang or detect_language(text, indonesian=indonesian),
            blocks=_blocks(body),
            title=body.title,
            url=url,
            outlet=outlet,
            byline=byline,
            published=publication.published,
            published_basis=publication.basis,
            dateline=dateline,
            via=self._credits.read_via("\n".join((*body.lines, *body.below)), outlet),
            furniture_removed=max(0, full - kept),
            source_id=page.source_id,
            metadata=metadata,
        )

    def _outlet(self, page: Page, url: str | None, body: _Body, dateline: str | None) -> str | None:
        """By the row, the address, the line above the article ("Kabar.com - date"), or the dateline."""
        stated = self._outlets.canonical(page.outlet) or self._outlets.of_url(url)
        if stated:
            return stated
        for line in body.above[-8:]:
            m = _CREDIT_LINE.match(line)
            if m and self._dates.read_line(line):
                return self._outlets.of_url(m["outlet"])
        return dateline or self._own_address(body)

    def _own_address(self, body: _Body) -> str | None:
        """The page's own address, where it signs with it: beside its copyright, or alone in a line at its head."""
        for line in body.below:
            if self._copyright.search(line) and (m := _ADDRESS.search(line)):
                return self._outlets.of_url(m[0].lower())
        for line in body.above[:4]:
            for part in line.split("|"):
                if _ADDRESS.fullmatch(part.strip()):
                    return self._outlets.of_url(part.strip().lower())
        return None


def _text_of(title: str | None, lines: tuple[str, ...]) -> str:
    """Title, empty line, body: the form that everything after `clean` sees."""
    return "\n\n".join(x for x in (title, "\n".join(lines)) if x)


def _is_article(lines: tuple[str, ...]) -> bool:
    """At least one sentence or one long line; many lines without any sentence are a list of links."""
    if any(ends_sentence(x) and " " in x for x in lines):
        return True
    # Links that were joined are longer than any sentence, and hold none.
    return len(lines) < _LIST_OF_LINKS and any(60 <= len(x) < 400 or _SENTENCE_END.search(x) for x in lines)


def _blocks(body: _Body) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = 0
    if body.title:
        blocks.append(Block("title", Span(0, len(body.title))))
        at = len(body.title) + 2
    for line in body.lines:
        kind: BlockKind = "paragraph"
        if is_list_item(line) and len(line) < 400:
            kind = "list"
        elif not ends_sentence(line) and len(line) <= 100 and not line.endswith((":", ",")) and len(body.lines) > 1:
            kind = "heading"
        blocks.append(Block(kind, Span(at, at + len(line))))
        at += len(line) + 1
    return tuple(blocks)


def _inked(text: str) -> int:
    """How many characters are no blanks."""
    return sum(map(len, text.split()))


def _squeeze(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None
