"""Offices as articles give them: who is called what, in which words, on which day; what is past or to come is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from risalah.link.views import ArticleView, is_single
from risalah.model.annotation import Mention
from risalah.model.span import Span
from risalah.resources.language import any_of
from risalah.resources.linking import Weights

_SENTENCE_END = re.compile(r"[.!?][\"”']?\s|\n")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEXT_NAME = re.compile(r"\s+[A-Z]")
_BEFORE = 60  # characters before a role in which "mantan" or "calon" may stand
_AFTER = 90  # characters behind a name in which its office may follow
_LONGEST = 600  # characters of a sentence that are looked at, on each side


@dataclass(frozen=True, slots=True)
class OfficeClaim:
    """That an article calls a person by an office of a state, on its day; `span` and `exact` are the words that do.

    `order` and `origin` are those of the article. `explicit`: the state stands in these words too. `years` are the
    other years that the sentence names.
    """

    article: str
    order: tuple[str, str, str]
    day: date
    actor: str
    name: str
    office: str
    country: str
    span: Span
    exact: str
    explicit: bool
    years: frozenset[int]
    origin: str


class OfficeReader:
    """Reads the offices of which a state has one holder at a time."""

    def __init__(self, weights: Weights) -> None:
        self._forms = {office: _compile(forms) for office, forms in weights.office_forms.items() if forms}
        self._offices = tuple(o for o in self._forms if is_single(o, weights))
        self._hedge = _compile(weights.office_hedges) if weights.office_hedges else None
        joiners, fillers = any_of((",", *weights.office_joiners)), any_of(weights.office_fillers)
        self._joined = re.compile(rf"\s*{joiners}\s+(?:{fillers}\s+){{0,2}}")

    def read(self, view: ArticleView) -> list[OfficeClaim]:
        """The claims of one article, one for each person and office: its first words for it. None without a day."""
        document = view.document
        people = {a.id: a for a in document.actors if a.kind == "person" and a.office and a.country and not a.suggested}
        if view.day is None or not people:
            return []
        text = document.article.text
        states = [m for m in document.mentions if m.kind == "state" and m.actor]
        out: dict[tuple[str, str], OfficeClaim] = {}
        for mention in document.mentions:
            actor = people.get(mention.actor or "")
            if actor is None or mention.kind != "person" or actor.country is None:
                continue
            for office, span in self._offices_of(text, mention, states):
                if (actor.id, office) in out or self._is_hedged(text, span):
                    continue
                explicit = any(s.actor == actor.country and span.contains(s.span) for s in states)
                years = frozenset(int(y) for y in _YEAR.findall(_sentence(text, span).of(text))) - {view.day.year}
                out[actor.id, office] = OfficeClaim(
                    article=view.id,
                    order=view.order,
                    day=view.day,
                    actor=actor.id,
                    name=actor.name,
                    office=office,
                    country=actor.country,
                    span=span,
                    exact=span.of(text),
                    explicit=explicit,
                    years=years,
                    origin=view.origin,
                )
        return list(out.values())

    def _offices_of(self, text: str, name: Mention, states: Sequence[Mention]) -> Iterator[tuple[str, Span]]:
        """The offices that stand before or right behind a name, with the words from the one to the other."""
        span = name.span
        found = self._begins(span.of(text)) if name.rule == "role-name" else None
        if found is not None:
            yield found[0], span
        after = text[span.end : span.end + _AFTER]
        joined = self._joined.match(after)
        behind = self._begins(after[joined.end() :]) if joined else None
        if joined and behind is not None:
            end = span.end + joined.end() + behind[1]
            # The state follows the office: "NAME, Menteri Luar Negeri Vanuatu"; in a list another name does.
            end = next((s.span.end for s in states if 0 <= s.span.start - end <= 1), end)
            if _NEXT_NAME.match(text, end) is None:
                yield behind[0], Span(span.start, end)

    def _begins(self, words: str) -> tuple[str, int] | None:
        """The office whose longest form begins the words, and where it ends; None also where the form is another
        office's, such as a deputy's.
        """
        found = [(m.end(), office) for office, pattern in self._forms.items() if (m := pattern.match(words))]
        if not found:
            return None
        end, office = max(found)
        return (office, end) if office in self._offices else None

    def _is_hedged(self, text: str, span: Span) -> bool:
        """Do the words around say that the person held, will hold or only stands in for the office?"""
        if self._hedge is None:
            return False
        around = _sentence(text, span)
        near = Span(max(around.start, span.start - _BEFORE), min(around.end, span.end + _BEFORE))
        return self._hedge.search(near.of(text)) is not None


def _sentence(text: str, span: Span) -> Span:
    """The sentence around some words."""
    begin = max(0, span.start - _LONGEST)
    starts = [m.end() for m in _SENTENCE_END.finditer(text, begin, span.start)]
    end = _SENTENCE_END.search(text, span.end, min(len(text), span.end + _LONGEST))
    return Span(starts[-1] if starts else begin, end.start() if end else min(len(text), span.end + _LONGEST))


def _compile(forms: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of whole words, the longest first."""
    longest = sorted(forms, key=lambda f: (-len(f), f))
    return re.compile(r"(?<!\w)(?:" + "|".join(f if "\\" in f else re.escape(f) for f in longest) + r")(?!\w)", re.I)
