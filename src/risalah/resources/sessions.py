"""The patterns of sessions, conferences, summonses and calls told by the verb of speech as checked objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from risalah.resources.language import Language

TABLE = "patterns/sessions"
_SETS = (
    "of_whom",
    "holds",
    "attends",
    "speaks",
    "gathered",
    "envoys",
    "speakers",
    "tells",
    "listeners",
    "in_front_of",
    "arrived",
    "plans",
    "own_plans",
    "refusals",
    "over",
    "but",
    "is_held",
    "moves",
    "alongside",
    "authorities",
    "no_authorities",
    "missions",
    "envoy_heads",
    "several",
    "crowd_heads",
    "calls_on",
    "later",
    "first_of_all",
    "occasions",
    "asks",
    "talk_fronts",
    "talk_levels",
    "talk_verbs",
    "talk_told",
    "talk_occasions",
    "mending",
    "relations",
    "trade_links",
    "takes_part",
    "worldwide",
    "day_words",
    "here",
    "selves",
    "scheduled",
    "earlier",
    "place_nouns",
    "scene_openers",
    "gone",
    "undertakers",
    "organised",
    "results",
    "visited",
    "of_two",
    "signing_nouns",
    "signing_slips",
    "signing_told",
    "signing_opens",
    "signing_firms",
    "signs",
    "is_signed",
    "of_three",
    "occasion_heads",
    "follows_up",
    "there_is",
    "origins",
    "ranks",
    "self",
    "said_so",
    "courtesy",
    "addressed",
    "urges",
    "bare_journeys",
    "travellers",
    "sits",
    "spoken_with",
    "moved",
    "leaves",
    "brings_together",
    "nth",
    "anew",
)


@dataclass(frozen=True, slots=True)
class TalkFormat:
    """Talks whose name says who sits there: the name, the members' codes, and the one that the page must name."""

    name: str
    members: tuple[str, ...]
    about: str | None


@dataclass(frozen=True, slots=True)
class SessionPatterns:
    """The lists of patterns/sessions.yaml.

    `nouns` gives a form its class (session, conference, bilateral), `summons` its voice (active, passive); `words`
    the sets of single words by their names; `formats` are the talks that are known by a name of their own.
    """

    nouns: Mapping[str, str]
    not_before: tuple[str, ...]
    summons: Mapping[str, str]
    calls: tuple[str, ...]
    words: Mapping[str, frozenset[str]]
    formats: tuple[TalkFormat, ...]
    should_match: tuple[tuple[str, str, str], ...]
    should_not_match: tuple[tuple[str, str], ...]


def load_formats(language: Language) -> tuple[TalkFormat, ...]:
    """The talks of patterns/sessions.yaml that are known by a name of their own."""
    rows = language.table(TABLE)["formats"]
    return tuple(TalkFormat(name, tuple(row["members"]), row.get("about")) for row in rows for name in row["names"])


def load_sessions(language: Language) -> SessionPatterns:
    """Read and check patterns/sessions.yaml. Raises ResourceError with file and line."""
    table = language.table(TABLE)
    return SessionPatterns(
        nouns={
            form: name
            for name in ("session", "conference", "bilateral")
            for form in language.mapping(TABLE, name)["nouns"]
        },
        not_before=language.words(TABLE, "not_before"),
        summons={form: voice for voice, forms in language.mapping(TABLE, "summons").items() for form in forms},
        calls=language.words(TABLE, "calls"),
        words={name: frozenset(language.words(TABLE, name)) for name in _SETS},
        formats=load_formats(language),
        should_match=tuple((text, kind, status) for text, kind, status in table["should_match"]),
        should_not_match=tuple((text, kind) for text, kind in table["should_not_match"]),
    )
