"""What a page shows at a glance: listed words, states and their leaders, counted in title, opening and text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from risalah.errors import ResourceError
from risalah.extract import relevance_roles, relevance_sentences
from risalah.extract.relevance_roles import ALL_MENTIONS, ALL_READ, RoleWords, scale_role, tally_roles
from risalah.extract.relevance_sentences import (
    ALL_PARTIES,
    ALL_SENTENCES,
    cut_sentences,
    scale_sentence,
    tally_sentences,
)
from risalah.model.article import Article
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language

TABLE = "patterns/relevance"
ZONES = ("title", "opening", "text", "share", relevance_sentences.ZONE, relevance_roles.ZONE)
"""Where a sign is counted. `share`: its part of all words found in the text; for the lists of words only. `sentences`:
the sentences of the text that hold it; for the signs of relevance_sentences.py only."""
_OF_WORDS = ZONES[:3]
STRUCTURAL = (
    "foreign state",
    "foreign states named",
    "foreign seat of government",
    "foreign leader",
    "international organisation",
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
_MOST = (6, 12.0)  # mentions in title and opening, and mentions in 100 words of the text, beyond which more say nothing
_FEWEST = 3  # words found below which a share says nothing
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
        self._listed = frozenset(self.signs)
        self._roles = RoleWords.read(language.mapping(TABLE, "roles"))
        self._bodies = {body: sign for sign, ids in language.mapping(TABLE, "bodies").items() for body in ids}
        unknown = sorted(set(self._bodies) - set(actors.organisations))
        if unknown:
            message = f"bodies: the actor tables have no {', '.join(unknown)}"
            raise ResourceError(message, path=language.path(TABLE), remedy="give ids of actors/organisations.tsv")
        # "PBB" is a tax too: where its long name stands on the page, the short one is no party.
        self._other: dict[str, tuple[str, ...]] = {
            short: tuple(phrases) for short, phrases in language.mapping(TABLE, "other_meanings").items()
        }
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
        """Every sign in every zone that it is counted in."""
        bodies = dict.fromkeys(self._bodies.values())
        return [
            *((sign, zone) for sign in (*self.signs, *bodies, *STRUCTURAL) for zone in _OF_WORDS),
            *((sign, "share") for sign in self.signs),
            *((sign, relevance_sentences.ZONE) for sign in relevance_sentences.SIGNS),
            *((sign, relevance_roles.ZONE) for sign in relevance_roles.SIGNS),
        ]

    def _add_actors(self, actors: ActorTable) -> None:
        for state in actors.states.values():
            for form in (state.name, *state.forms):
                self._add(form, "state", state.id)
            for form in state.seats:
                self._add(form, "seat", state.id)
        for body in actors.organisations.values():
            own = self._bodies.get(body.id)
            if own is None and (body.country is not None or body.kind != "organisation"):
                continue
            for form in (body.name, *body.forms):
                self._add(form, "body" if own else "organisation", own or body.id)
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
        if not article.text.startswith(title):
            title = ""
        body = article.text[len(title) : self._characters]
        line = article.dateline
        if line is not None and line.span.start >= len(title):
            # Of "JAKARTA, Kabar Indonesia -" the place alone is the report's: an outlet may be named for a state.
            before, behind = article.text[len(title) : line.span.start], article.text[line.span.end : self._characters]
            body = f"{before} {line.place or ''} {behind}"
        words: list[str] = []
        lows: list[str] = []
        self._read(title[: self._characters], words, lows)
        behind_title = len(words)
        starts: list[int] = []
        for sentence, whole in cut_sentences(body):
            if whole or not starts:
                starts.append(len(words))
            self._read(sentence, words, lows)
        counts: Counter[Key] = Counter()
        if not words:
            return counts, 0
        finds = self._without_other(self._find(words, lows), words, lows)
        edge = behind_title + self._opening
        self._tally(counts, "title", [f for f in finds if f.start < behind_title])
        self._tally(counts, "opening", [f for f in finds if behind_title <= f.start < edge])
        self._tally(counts, "text", finds)
        tally_sentences(counts, finds, [*starts, len(words)], _ACTS)
        tally_roles(counts, finds, lows, [*starts, len(words)], self._roles)
        found = sum(n for (sign, zone), n in counts.items() if zone == "text" and sign in self._listed)
        if found >= _FEWEST:
            counts.update({(sign, "share"): counts[sign, "text"] for sign in self.signs if counts[sign, "text"]})
            counts["all", "share"] = found
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

    def _without_other(self, finds: list[_Find], words: list[str], lows: list[str]) -> list[_Find]:
        """The finds without short names of parties that mean something else on this page."""
        short = {words[f.start] for f in finds if words[f.start] in self._other}
        if not short:
            return finds
        text = f" {' '.join(lows)} "
        gone = {name for name in short if any(f" {phrase} " in text for phrase in self._other[name])}
        return [f for f in finds if words[f.start] not in gone or f.end > f.start + 1] if gone else finds

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
            if f.kind == "body":
                counts[f.value, zone] += 1
                continue
            abroad = f.value != _HOME
            if f.kind == "organisation":
                counts["international organisation", zone] += 1
            elif abroad:
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


def scale_counts(counts: Mapping[Key, int], words: int) -> dict[Key, float]:
    """What the weights multiply: roots of the counts, in the text of the rate in 100 words; a share goes up to four.

    Of the signs counted by sentence or party twice the share.
    """
    most, densest = _MOST
    found = max(1, counts.get(("all", "share"), 0))
    values = {}
    for key, count in counts.items():
        if key in (ALL_SENTENCES, ALL_PARTIES, ALL_MENTIONS, ALL_READ):
            continue
        if key[1] == relevance_roles.ZONE:
            values[key] = scale_role(key[0], count, counts)
            continue
        if key[1] == relevance_sentences.ZONE:
            values[key] = scale_sentence(key[0], count, counts)
        elif key[1] == "share":
            values[key] = 4 * count / found
        elif key[1] == "text":
            values[key] = sqrt(min(100 * count / max(words, 50), densest))
        else:
            values[key] = 1.2 * sqrt(min(count, most))
    values.pop(("all", "share"), None)
    return values


def name_feature(key: Key) -> str:
    """The name of a sign in a zone, as in models/relevance.tsv."""
    return f"{key[0]} @ {key[1]}"
