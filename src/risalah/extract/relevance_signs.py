"""What a page shows at a glance: listed words, states and their leaders, counted in title, opening and text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log1p

from risalah.errors import ResourceError
from risalah.model.article import Article
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language

TABLE = "patterns/relevance"
ZONES = ("title", "opening", "text")
STRUCTURAL = (
    "foreign state",
    "foreign states named",
    "foreign seat of government",
    "foreign leader",
    "international organisation",
    "home state",
    "two parties side by side",
    "office of a foreign state",
    "foreign state acts",
    "no foreign party",
)
"""Signs that the tables of actors give, beside the lists of words."""

_HOME = "IDN"
_WORD = re.compile(r"\w+")
_GLUED = re.compile(r"[^\W\d_a-z]+(?![a-z])|[^\W\d_a-z]?[a-z]+|\d+|[^\W\d_]+")
_OFFICES = frozenset({"office of state", "foreign ministry", "mission abroad", "arms and war"})
_ACTS = frozenset(
    {
        "visit",
        "agreement",
        "negotiation",
        "cooperation of states",
        "trade policy",
        "protest and pressure",
        "arms and war",
        "citizens abroad",
    }
)
_MOST = 4  # in title and opening a fifth mention says no more
_NEAR = 6  # words between two parties that are named together
_BESIDE = 3  # words between an office and its state, a state and its act

Key = tuple[str, str]
"""A sign and its zone."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A listed form behind its first word: the words that follow, how they must be written, and what it means."""

    rest: tuple[str, ...]
    shape: str | None  # "exact": letter for letter; "capital": a capital in front; None: in any case
    first: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class _Find:
    """A form in the text: first word, word after it, and what it means. `kind` is "sign" or a kind of party."""

    start: int
    end: int
    kind: str
    value: str


class SignCounter:
    """Counts signs of a page. Time grows with the number of words read, which `reading.characters` bounds."""

    def __init__(self, language: Language, actors: ActorTable) -> None:
        reading = language.mapping(TABLE, "reading")
        self._characters = int(reading["characters"])
        self._opening = int(reading["opening"])
        self.signs = tuple(language.mapping(TABLE, "signs"))
        self._forms: dict[str, list[_Form]] = {}
        seen: dict[str, str] = {}
        for sign in self.signs:
            if sign in STRUCTURAL:
                raise ResourceError(f"{sign!r} is a sign of the actor tables", path=language.path(TABLE))
            for form in language.mapping(TABLE, "signs")[sign]:
                if form in seen:
                    message = f"{form!r} stands in {seen[form]!r} and in {sign!r}"
                    raise ResourceError(message, path=language.path(TABLE), remedy="leave it in one sign only")
                seen[form] = sign
                self._add(form, "sign", sign, cased=False)
        self._add_actors(actors)
        for rows in self._forms.values():
            rows.sort(key=lambda r: -len(r.rest))  # stable: of equal length the lists of words come first

    def features(self) -> list[Key]:
        """Every sign in every zone."""
        return [(sign, zone) for sign in (*self.signs, *STRUCTURAL) for zone in ZONES]

    def _add_actors(self, actors: ActorTable) -> None:
        for state in actors.states.values():
            for form in (state.name, *state.forms):
                self._add(form, "state", state.id)
            for form in state.seats:
                self._add(form, "seat", state.id)
        for body in actors.organisations.values():
            international = body.country is None and body.kind == "organisation"
            for form in (body.name, *body.forms) if international else ():
                self._add(form, "organisation", body.id)
        for person in actors.people.values():
            for form in person.aliases if person.country else ():
                self._add(form, "leader", person.country or "")

    def _add(self, form: str, kind: str, value: str, *, cased: bool = True) -> None:
        words = _WORD.findall(form)
        if not words:
            return
        shape = None
        if cased:
            shape = "exact" if len(form) <= 5 and form.isupper() else "capital"
        first, *rest = (w.lower() for w in words)
        self._forms.setdefault(first, []).append(_Form(tuple(rest), shape, words[0], kind, value))

    def count(self, article: Article) -> tuple[Counter[Key], int]:
        """How often each sign stands in each zone, and how many words were read."""
        title = article.title or ""
        text = article.text[: self._characters]
        if not title or not text.startswith(title):
            title = ""
        words: list[str] = []
        lows: list[str] = []
        self._read(title, words, lows)
        behind = len(words)
        self._read(text[len(title) :], words, lows)
        counts: Counter[Key] = Counter()
        if not words:
            return counts, 0
        finds = self._find(words, lows)
        edge = behind + self._opening
        self._tally(counts, "title", [f for f in finds if f.start < behind])
        self._tally(counts, "opening", [f for f in finds if behind <= f.start < edge])
        self._tally(counts, "text", finds)
        if not counts["foreign states named", "text"] and not counts["international organisation", "text"]:
            counts["no foreign party", "text"] = 1
        return counts, len(words)

    def _read(self, text: str, words: list[str], lows: list[str]) -> None:
        """Append the words of a stretch. Scraped pages glue link words to their neighbours: "PresidenTurki" is two."""
        for word in _WORD.findall(text):
            low = word.lower()
            if word == low or word.isupper() or word.istitle() or low in self._forms:
                words.append(word)
                lows.append(low)
            else:
                for part in _GLUED.findall(word):
                    words.append(part)
                    lows.append(part.lower())

    def _find(self, words: list[str], lows: list[str]) -> list[_Find]:
        """The longest listed form at each place, in order, without overlaps."""
        finds: list[_Find] = []
        forms = self._forms
        i, n = 0, len(words)
        while i < n:
            end = i + 1
            for form in forms.get(lows[i], ()):
                stop = i + 1 + len(form.rest)
                if form.rest and tuple(lows[i + 1 : stop]) != form.rest:
                    continue
                if form.shape == "exact" and words[i] != form.first:
                    continue
                if form.shape == "capital" and words[i] == lows[i]:
                    continue
                finds.append(_Find(i, stop, form.kind, form.value))
                end = stop
                break
            i = end
        return finds

    def _tally(self, counts: Counter[Key], zone: str, finds: Iterable[_Find]) -> None:
        named: set[str] = set()
        last: _Find | None = None  # the party before
        office: _Find | None = None  # the office before
        for f in finds:
            if f.kind == "sign":
                counts[f.value, zone] += 1
                if f.value in _ACTS and last is not None and last.value != _HOME and f.start - last.end < _BESIDE:
                    counts["foreign state acts", zone] += 1
                if f.value in _OFFICES:
                    office = f
                continue
            abroad = f.value != _HOME
            if f.kind == "organisation":
                counts["international organisation", zone] += 1
            elif not abroad:
                counts["home state", zone] += 1
            else:
                named.add(f.value)
                counts[_PARTY[f.kind], zone] += 1
            if abroad and office is not None and f.start - office.end < _BESIDE:
                counts["office of a foreign state", zone] += 1
            if last is not None and last.value != f.value and f.start - last.end <= _NEAR:
                counts["two parties side by side", zone] += 1
            last = f
        if named:
            counts["foreign states named", zone] = len(named)


_PARTY = {"state": "foreign state", "seat": "foreign seat of government", "leader": "foreign leader"}


def scale_count(zone: str, count: int, words: int) -> float:
    """What a weight multiplies: in title and opening the count, up to four; in the text the logarithm of the rate."""
    if zone != "text":
        return float(min(count, _MOST))
    return log1p(100 * count / max(words, 50))


def scale_counts(counts: Mapping[Key, int], words: int) -> dict[str, float]:
    """The features of a page by name, "sign @ zone"."""
    return {name_feature(k): scale_count(k[1], v, words) for k, v in counts.items() if v}


def name_feature(key: Key) -> str:
    """The name of a sign in a zone, as in models/relevance.tsv."""
    return f"{key[0]} @ {key[1]}"
