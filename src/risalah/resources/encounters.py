"""The meeting patterns of a language as checked objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import get_args

from risalah.errors import ResourceError
from risalah.model.codebook import MeetingKind
from risalah.resources.journeys import JourneyPatterns, load_journeys
from risalah.resources.language import Language
from risalah.resources.sessions import SessionPatterns, load_sessions


@dataclass(frozen=True, slots=True)
class EncounterPatterns:
    """The lists of patterns/meeting.yaml; `triggers` gives a form's "kind|verb", "kind|noun" or "meeting|talk".

    `people` gives the words beside a name that say what its bearer does there, each with its class.
    """

    triggers: Mapping[str, str]
    not_before: tuple[str, ...]
    not_before_kind: Mapping[str, tuple[str, ...]]
    background: tuple[str, ...]
    absent: tuple[str, ...]
    back: tuple[str, ...]
    remote: tuple[str, ...]
    unreal: tuple[str, ...]
    ideas: frozenset[str]
    undecided: frozenset[str]
    alongside: frozenset[str]
    schedule_nouns: frozenset[str]
    plan_nouns: frozenset[str]
    held_after: frozenset[str]
    since: frozenset[str]
    invited: frozenset[str]
    fails: tuple[str, ...]
    none_of: tuple[str, ...]
    sets: frozenset[str]
    same_occasion: tuple[str, ...]
    hosts: frozenset[str]
    guests: frozenset[str]
    people: Mapping[str, str]
    delegations: frozenset[str]
    credentials: frozenset[str]
    recurring: frozenset[str]
    processes: frozenset[str]
    home_bodies: frozenset[str]
    returns: frozenset[str]
    attending: frozenset[str]
    aims: frozenset[str]
    goes_on: frozenset[str]
    messages: frozenset[str]
    before_it: frozenset[str]
    auxiliaries: frozenset[str]
    lists: tuple[str, ...]
    formerly: frozenset[str]
    titles: frozenset[str]
    following: frozenset[str]
    attended: frozenset[str]
    topics: frozenset[str]
    finishing: frozenset[str]
    both_after: tuple[str, ...]
    envoys: frozenset[str]
    through: frozenset[str]
    still: frozenset[str]
    contains: tuple[str, ...]
    ministers: tuple[str, ...]
    mutual: frozenset[str]
    ceremonies: frozenset[str]
    also_called: frozenset[str]
    heads: frozenset[str]
    there: frozenset[str]
    leads: frozenset[str]
    sent: frozenset[str]
    copulas: frozenset[str]
    whether: frozenset[str]
    fate: frozenset[str]
    new_date: frozenset[str]
    brings_about: frozenset[str]
    comes_about: frozenset[str]
    passive_talks: frozenset[str]
    matches: frozenset[str]
    teams: tuple[str, ...]
    done_by: frozenset[str]
    laymen: frozenset[str]
    facing: frozenset[str]
    statuses: Mapping[str, str]
    sessions: SessionPatterns
    journeys: JourneyPatterns
    should_match: tuple[tuple[str, str, str], ...]
    should_not_match: tuple[tuple[str, str], ...]


def _combine(rows: Iterable[Sequence[Sequence[str]]]) -> Iterator[str]:
    """The forms of rows of word lists: one word of each list after the other, "" for none."""
    for row in rows:
        for words in product(*row):
            yield " ".join(w for w in words if w)


def load_encounters(language: Language) -> EncounterPatterns:
    """Read and check patterns/meeting.yaml. Raises ResourceError with file and line."""
    table = "patterns/meeting"
    path = language.path(table)
    forms: dict[str, str] = {}
    good: list[tuple[str, str, str]] = []
    bad: list[tuple[str, str]] = []
    no: dict[str, tuple[str, ...]] = {}
    for kind, row in language.mapping(table, "triggers").items():
        if kind not in get_args(MeetingKind):
            raise ResourceError(f"{kind!r} is no kind of meeting", path=path, line=row.line)
        no[kind] = tuple(row.get("not_before") or ())
        for key, voice in (("verbs", "verb"), ("nouns", "noun"), ("talk_verbs", "talk")):
            for form in row.get(key) or ():
                forms.setdefault(form, f"{kind}|{voice}")
        for key, voice in (("verb_rows", "verb"), ("noun_rows", "noun")):
            for form in _combine(row.get(key) or ()):
                forms.setdefault(form, f"{kind}|{voice}")
        if not row.get("should_match") or not row.get("should_not_match"):
            raise ResourceError(f"{kind}: should_match and should_not_match are needed", path=path, line=row.line)
        good += [(text, k, status) for text, k, status in row["should_match"]]
        bad += [(text, kind) for text in row["should_not_match"]]
    sessions, journeys = load_sessions(language), load_journeys(language)
    statuses = {f: s for s, words in language.mapping(table, "statuses").items() for f in words}
    return EncounterPatterns(
        triggers=forms,
        not_before_kind=no,
        not_before=language.words(table, "not_before"),
        background=language.words(table, "background"),
        absent=language.words(table, "absent"),
        back=language.words(table, "back"),
        remote=language.words(table, "remote"),
        unreal=language.words(table, "unreal"),
        ideas=frozenset(language.words(table, "ideas")),
        undecided=frozenset(language.words(table, "undecided")),
        alongside=frozenset(language.words(table, "alongside")),
        plan_nouns=frozenset(language.words(table, "plan_nouns")),
        schedule_nouns=frozenset(language.words(table, "schedule_nouns")),
        held_after=frozenset(language.words(table, "held_after")),
        since=frozenset(language.words(table, "since")),
        invited=frozenset(language.words(table, "invited")),
        fails=language.words(table, "fails"),
        none_of=language.words(table, "none_of"),
        sets=frozenset(language.words(table, "sets")),
        same_occasion=language.words(table, "same_occasion"),
        hosts=frozenset(language.words(table, "hosts")),
        guests=frozenset(language.words(table, "guests")),
        home_bodies=frozenset(language.words(table, "home_bodies")),
        returns=frozenset(language.words(table, "returns")),
        recurring=frozenset(language.words(table, "recurring")),
        processes=frozenset(language.words(table, "processes")),
        credentials=frozenset(language.words(table, "credentials")),
        delegations=frozenset(language.words(table, "delegations")),
        people={f: k for k, words in language.mapping(table, "people").items() for f in words},
        attending=frozenset(language.words(table, "attending")),
        aims=frozenset(language.words(table, "aims")),
        goes_on=frozenset(language.words(table, "goes_on")),
        auxiliaries=frozenset(language.words(table, "auxiliaries")),
        lists=language.words(table, "lists"),
        formerly=frozenset(language.words(table, "formerly")),
        copulas=frozenset(language.words(table, "copulas")),
        sent=frozenset(language.words(table, "sent")),
        leads=frozenset(language.words(table, "leads")),
        there=frozenset(language.words(table, "there")),
        heads=frozenset(language.words(table, "heads")),
        also_called=frozenset(language.words(table, "also_called")),
        ceremonies=frozenset(language.words(table, "ceremonies")),
        mutual=frozenset(language.words(table, "mutual")),
        ministers=language.words(table, "ministers"),
        contains=language.words(table, "contains"),
        still=frozenset(language.words(table, "still")),
        through=frozenset(language.words(table, "through")),
        envoys=frozenset(language.words(table, "envoys")),
        both_after=language.words(table, "both_after"),
        finishing=frozenset(language.words(table, "finishing")),
        topics=frozenset(language.words(table, "topics")),
        attended=frozenset(language.words(table, "attended")),
        following=frozenset(language.words(table, "following")),
        titles=frozenset(language.words(table, "titles")),
        before_it=frozenset(language.words(table, "before_it")),
        messages=frozenset(language.words(table, "messages")),
        whether=frozenset(language.words(table, "whether")),
        fate=frozenset(language.words(table, "fate")),
        new_date=frozenset(language.words(table, "new_date")),
        brings_about=frozenset(language.words(table, "brings_about")),
        comes_about=frozenset(language.words(table, "comes_about")),
        passive_talks=frozenset(language.words(table, "passive_talks")),
        facing=frozenset(language.words(table, "facing")),
        laymen=frozenset(language.words(table, "laymen")),
        done_by=frozenset(language.words(table, "done_by")),
        matches=frozenset(language.words(table, "matches")),
        teams=language.words(table, "teams"),
        statuses=statuses,
        sessions=sessions,
        journeys=journeys,
        should_match=(*good, *sessions.should_match, *journeys.should_match),
        should_not_match=(*bad, *sessions.should_not_match, *journeys.should_not_match),
    )
