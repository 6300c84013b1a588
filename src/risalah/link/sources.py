"""Where an article says that its words come from: who spoke on what occasion, and what was said. Read from plain text.

Articles that the relevance filter drops have no quotations, but they count as sources all the same; so this reads every
article of a story with more than one, by closed lists of words (languages/<code>/linking.yaml).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from risalah.link.words import WordReader
from risalah.resources.language import any_of
from risalah.resources.linking import Weights

_SENTENCE = re.compile(r"\n+|(?<=[.!?])[\"”']?\s+(?=[\"“']?[A-Z0-9])")
_ROLE = re.compile(r"\s+(?:[a-z]+\s+){0,5}")
_NEXT = re.compile(r",\s+([A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)+)")
_QUOTED = re.compile(r"[\"“]([^\"“”\n]{12,800})[\"”]")
_DAY = re.compile(r"\((\d{1,2})/(\d{1,2})(?:/\d{2,4})?\)")
_WORD = re.compile(r"\w+")
_READ = 6000  # characters: sources are named early, and a page of any length must not cost more
_SENTENCES = 60
_LONGEST = 700  # characters of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Occasion:
    """How something became known: a press conference, a release, a post, a hearing, or a talk with the outlet itself.

    `kind` "said" is a plain statement with a day or place. `speaker` is the last word of a name in small
    letters, or nothing; `others` those of all names of the sentence.
    """

    kind: str
    speaker: str
    others: frozenset[str]
    day: tuple[int, int] | None
    part: str
    places: frozenset[str]

    def meets(self, other: Occasion) -> bool:
        """May both be one occasion?"""
        if self.kind != other.kind or self.kind in ("own", "said") or not self.speaker or not other.speaker:
            return False
        if self.speaker != other.speaker and not (
            self.kind == "press" and self.speaker in other.others and other.speaker in self.others
        ):
            return False
        return not self.clashes(other)

    def apart(self, other: Occasion) -> bool:
        """Are both surely two occasions?"""
        return self.clashes(other) or (self.kind != other.kind and "said" not in (self.kind, other.kind))

    def clashes(self, other: Occasion) -> bool:
        """Another day, another part of the day, or another place."""
        if self.day and other.day and self.day != other.day:
            return True
        if self.part and other.part and self.part != other.part:
            return True
        return bool(self.places and other.places and not self.places & other.places)


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody said, by its content words; `speaker` as in an occasion."""

    speaker: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sources:
    """What an article says about its sources. `names` are the names of two words or more that it gives."""

    occasions: tuple[Occasion, ...] = ()
    sayings: tuple[Saying, ...] = ()
    names: frozenset[tuple[str, ...]] = frozenset()

    def rename(self, full: dict[str, str]) -> Sources:
        """The same with one name for each person: `full` gives the last word of a name for its other words."""

        def new(name: str) -> str:
            return full.get(name, name)

        return Sources(
            tuple(
                replace(o, speaker=new(o.speaker), others=frozenset(new(name) for name in o.others))
                for o in self.occasions
            ),
            tuple(replace(s, speaker=new(s.speaker)) for s in self.sayings),
            self.names,
        )

    def of(self, speaker: str) -> list[Occasion]:
        """The occasions on which one person spoke."""
        return [o for o in self.occasions if o.speaker == speaker]

    def own(self, speaker: str) -> bool:
        """Did the person talk to the outlet alone?"""
        found = self.of(speaker)
        return bool(found) and all(o.kind == "own" for o in found)

    def share(self, speaker: str) -> float:
        """The share of the sayings that are one person's."""
        return sum(s.speaker == speaker for s in self.sayings) / len(self.sayings) if self.sayings else 0.0


class SourceReader:
    """Reads sources by the word lists of the languages."""

    def __init__(self, weights: Weights, words: WordReader) -> None:
        self._words = words
        self._weak, self._stops = weights.weak_words, weights.stop_words
        self._skip = weights.weak_words | weights.stop_words
        self._occasions = {kind: _Phrases(found) for kind, found in weights.occasions.items()}
        self._before, self._after = _Phrases(weights.speech_before), _Phrases(weights.speech_after)
        particles, places = weights.name_particles, any_of(weights.place_prepositions)
        self._run = _compile_run(particles)
        self._role_run = _compile_run((*weights.portfolio_joiners, *particles))  # "Menteri Energi dan Tambang ..."
        self._in_place = tuple(f"{word} " for word in weights.place_prepositions)
        self._place = re.compile(rf"\b{places}\s+(?:[a-z]+\s+)?([A-Z]\w+(?:,?\s+[A-Z]\w+){{0,4}})")
        self._told_to = frozenset(weights.told_to)
        told, titles = any_of(weights.told_to), any_of(weights.outlet_titles)
        self._told = re.compile(rf"\b{told}\s+(?:{titles}\s+)?((?:[\w.]+\s*){{1,3}})")
        self._carried, self._parts = _Phrases(weights.speech_carried), _Phrases(weights.day_parts)

    def read(self, body: str, outlet: str | None) -> Sources:
        """The sources of an article; `outlet` is its own name, by which talks with it are known."""
        occasions: list[Occasion] = []
        sayings: list[Saying] = []
        last = ""
        names: set[tuple[str, ...]] = set()
        for sentence in _SENTENCE.split(body[:_READ])[:_SENTENCES]:
            text = sentence[:_LONGEST]
            outside = _QUOTED.sub(' "" ', text)
            names.update(self._full_names(outside))
            bag = frozenset(_WORD.findall(outside.lower()))
            kind = self._find_kind(outside, bag, outlet)
            speaker = self._find_speaker(outside, bag) or (self._find_subject(outside) if kind else "")
            if not speaker and self._carried.stands_in(outside, bag):
                speaker = last
            quoted = " ".join(m[1] for m in _QUOTED.finditer(text))
            if quoted or speaker:
                content = self._words.content(quoted or outside)
                sayings.append(Saying(speaker or last, content))
            last = speaker or last
            if kind or speaker:
                occasion = self._make_occasion(outside, bag, kind, speaker)
                if kind or occasion.day or occasion.part or occasion.places:
                    occasions.append(occasion)
        return Sources(tuple(occasions), tuple(sayings), frozenset(names))

    def _find_kind(self, text: str, bag: frozenset[str], outlet: str | None) -> str:
        """The kind of occasion that a sentence names, or nothing."""
        if not bag.isdisjoint(self._told_to) and self._tells_outlet(text, outlet):
            return "own"
        return next((kind for kind, found in self._occasions.items() if found.stands_in(text, bag)), "")

    def _make_occasion(self, text: str, bag: frozenset[str], kind: str, speaker: str) -> Occasion:
        """The occasion of a sentence."""
        day, part = _DAY.search(text), next(iter(self._parts.find(text, bag)), None)
        return Occasion(
            kind=kind or "said",
            speaker=speaker,
            others=frozenset(self._names(text)) if kind else frozenset(),
            day=(int(day[2]), int(day[1])) if day else None,
            part=part[0].lower() if part else "",
            places=frozenset(w for m in self._place.finditer(text) for w in _WORD.findall(m[1].lower())) - self._stops,
        )

    def _find_subject(self, text: str) -> str:
        """The first name of two words or more that is no place: who spoke, where no verb of saying stands beside it."""
        for run in self._run.finditer(text):
            if (
                len(run[0].split()) > 1
                and not text[: run.start()].endswith(self._in_place)
                and (name := self._last(run[0]))
            ):
                return name
        return ""

    def _tells_outlet(self, text: str, outlet: str | None) -> bool:
        """Does somebody talk to the outlet itself?"""
        if not outlet:
            return False
        name = re.sub(r"[^a-z0-9]", "", outlet.lower().removeprefix("www.").split(".")[0])
        for found in self._told.finditer(text):
            if len(name) >= 4 and re.sub(r"[^a-z0-9]", "", found[1].lower()).startswith(name):
                return True
        return False

    def _find_speaker(self, text: str, bag: frozenset[str]) -> str:
        """The last word of the name beside a verb of saying."""
        for found in self._before.find(text, bag):
            role = _ROLE.match(text, found.end())
            start = role.end() if role else found.end()
            if role and any(w in self._skip for w in role[0].split() if w not in self._weak):
                continue  # "kata dia dalam ...": nobody is named there
            run = self._role_run.match(text, start)
            if run is None:
                continue
            after = _NEXT.match(text, run.end()) if role and role[0].strip() else None
            if name := self._last(after[1] if after else run[0]):
                return name
        for found in self._after.find(text, bag):
            runs = list(self._role_run.finditer(text, max(0, found.start() - 160), found.start()))
            if (
                runs
                and not text[runs[-1].end() : found.start()].strip(' ,"()0123456789/')
                and (name := self._last(runs[-1][0]))
            ):
                return name
        return ""

    def _full_names(self, text: str) -> Iterable[tuple[str, ...]]:
        """The names of two words or more, offices cut off as far as they are words of the trade."""
        for run in self._run.finditer(text):
            words = [w.strip(".'’-").lower() for w in run[0].split()]
            found = tuple(w for w in words if len(w) > 2 and w not in self._skip)
            if len(found) > 1:
                yield found

    def _names(self, text: str) -> list[str]:
        """The last words of all names of a sentence."""
        return [name for run in self._run.finditer(text) if (name := self._last(run[0]))]

    def _last(self, run: str) -> str:
        """The last word of a run of capitalised words, in lower case; nothing where it names no person."""
        words = [w.strip(".'’-").lower() for w in run.split()]
        while words and words[-1] in self._skip:
            words.pop()
        return words[-1] if words and len(words[-1]) > 2 else ""


def unite_names(sources: Iterable[Sources]) -> list[Sources]:
    """The sources of one story with one name for each person: who is "Raka" here is "Raka Wirabumi" there."""
    found = list(sources)
    full: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for name in one.names:
            for word in name[:-1]:
                full[word].add(name[-1])
    # A word that goes with two names (a state, an office) stands for neither.
    clear = {word: next(iter(names)) for word, names in full.items() if len(names) == 1 and word not in names}
    for word in list(clear):
        seen = {word}
        while clear[word] in clear and clear[word] not in seen:
            seen.add(clear[word])
            clear[word] = clear[clear[word]]
    return [one.rename(clear) for one in found]


def _compile_run(particles: Iterable[str]) -> re.Pattern[str]:
    """Capitalised words, with these small ones between them."""
    return re.compile(rf"[A-Z][\w'’.-]*(?:\s+{any_of(particles)}?\s*[A-Z][\w'’.-]*)*")


class _Phrases:
    """A closed list of phrases, found as whole words. Sentences without any of their words cost next to nothing."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        self._heads = frozenset(found[0] for p in phrases if (found := _WORD.findall(p.lower())))
        self._pattern = re.compile(rf"\b{any_of(phrases)}\b", re.IGNORECASE)

    def find(self, text: str, bag: frozenset[str]) -> Iterable[re.Match[str]]:
        """Where the phrases stand in a text of which `bag` holds the words in small letters."""
        return () if self._heads.isdisjoint(bag) else self._pattern.finditer(text)

    def stands_in(self, text: str, bag: frozenset[str]) -> bool:
        """Does any of the phrases stand in the text?"""
        return not self._heads.isdisjoint(bag) and self._pattern.search(text) is not None
