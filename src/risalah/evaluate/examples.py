"""How many of our own example sentences (data/languages/<code>/examples) does the engine read as they say?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from risalah.annotate.amounts import AmountFinder
from risalah.annotate.quotes import QuoteFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.annotate.times import TimeFinder
from risalah.evaluate.alignment import squash
from risalah.evaluate.counts import Share
from risalah.evaluate.ledger import Row
from risalah.evaluate.plain import make_article
from risalah.model.annotation import Actor, Mention, MentionKind
from risalah.model.span import Span
from risalah.resources.language import Language

Log = list[tuple[Any, ...]]

_KINDS: dict[str, MentionKind] = {"person": "person", "state": "state"}


def measure_examples(language: Language, log: Log) -> dict[str, Any]:
    """Right and all, for times, amounts and quotations. What was read otherwise goes to the log."""
    splitter = SentenceSplitter(language)
    quotes = language.table("examples/quotations")
    rows: dict[str, tuple[Iterable[Row], Callable[[Row], bool]]] = {
        "time_examples": (
            language.table("examples/time")["examples"],
            _time_judge(TimeFinder(language), splitter),
        ),
        "amount_examples": (
            language.table("examples/amounts")["examples"],
            _amount_judge(AmountFinder(language), splitter),
        ),
        "quotation_examples": (
            _quotation_rows(quotes["groups"]),
            _quotation_judge(QuoteFinder(language), splitter, quotes["actors"]),
        ),
    }
    figures = {}
    for name, (examples, judge) in rows.items():
        share = Share()
        for row in examples:
            right = judge(row)
            share.add(right)
            if not right:
                log.append((name.upper(), f"line {getattr(row, 'line', '?')}", row["text"]))
        figures[name] = share.to_json()
    return figures


def _time_judge(finder: TimeFinder, splitter: SentenceSplitter) -> Callable[[Row], bool]:
    def judge(row: Row) -> bool:
        article = make_article(row["text"], published=None if row["published"] == "none" else row["published"])
        found = {m.span.of(article.text): m.when for m in finder.find(article, splitter.split(article))}
        if row.get("none"):
            return not found
        when = found.get(row["raw"])
        wanted = (row["edtf"], row["precision"], row.get("qualifier"), tuple(row.get("inferred") or ()))
        return when is not None and wanted == (when.edtf(), when.precision, when.qualifier, when.inferred)

    return judge


def _amount_judge(finder: AmountFinder, splitter: SentenceSplitter) -> Callable[[Row], bool]:
    def judge(row: Row) -> bool:
        article = make_article(row["text"])
        found = [
            (a.span.of(article.text), a.value, a.high, a.unit, a.currency, a.qualifier)
            for a in finder.find(article, splitter.split(article))
        ]
        keys = ("raw", "value", "high", "unit", "currency", "qualifier")
        return found == [tuple(w.get(key) for key in keys) for w in row["amounts"]]

    return judge


def _quotation_rows(groups: Row) -> Iterable[Row]:
    for group in groups.values():
        yield from group.get("match") or ()
        for row in group.get("no_match") or ():
            yield row if isinstance(row, dict) else {"text": row}


def _quotation_judge(finder: QuoteFinder, splitter: SentenceSplitter, table: Row) -> Callable[[Row], bool]:
    actors = {key: Actor(key, row["kind"], row["forms"][0], tuple(row["forms"])) for key, row in table.items()}

    def judge(row: Row) -> bool:
        title = row.get("title")
        article = make_article(f"{title}\n{row['text']}" if title else row["text"], title)
        mentions = _find_forms(article.text, actors)
        found = {
            (q.form, _letters(c.of(article.text) for c in q.content), q.speaker, q.speaker_basis, q.co_speakers)
            for q in finder.find(article, splitter.split(article), mentions, actors)
        }
        wanted = {
            (w["form"], _letters(w["content"]), w["speaker"], w["basis"], tuple(w.get("others") or ())): w
            for w in row.get("quotes") or ()
        }
        return found <= set(wanted) and all(w.get("optional") or key in found for key, w in wanted.items())

    return judge


def _letters(parts: Iterable[str]) -> str:
    return squash(" ".join(parts))[0]


def _find_forms(text: str, actors: dict[str, Actor]) -> tuple[Mention, ...]:
    """Where the examples' own actors are named; the longest form wins."""
    mentions: list[Mention] = []
    forms = sorted(((form, key) for key, a in actors.items() for form in a.aliases), key=lambda f: -len(f[0]))
    for form, key in forms:
        for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            span = Span(found.start(), found.end())
            if not any(span.overlaps(m.span) for m in mentions):
                mentions.append(Mention(span, _KINDS.get(actors[key].kind, "organisation"), key))
    return tuple(sorted(mentions, key=lambda m: m.span))
