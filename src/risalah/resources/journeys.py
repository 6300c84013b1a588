"""The words of journeys that are no visits as checked objects."""

from __future__ import annotations

from dataclasses import dataclass

from risalah.resources.language import Language

TABLE = "patterns/journeys"


@dataclass(frozen=True, slots=True)
class JourneyPatterns:
    """The lists of patterns/journeys.yaml."""

    things: frozenset[str]
    thing_kinds: frozenset[str]
    vehicles: frozenset[str]
    bears: frozenset[str]
    able: frozenset[str]
    voices: tuple[str, ...]
    sends: frozenset[str]
    sent_off: frozenset[str]
    towards: frozenset[str]
    private_aims: tuple[str, ...]
    should_match: tuple[tuple[str, str, str], ...]
    should_not_match: tuple[tuple[str, str], ...]


def load_journeys(language: Language) -> JourneyPatterns:
    """Read and check patterns/journeys.yaml. Raises ResourceError with file and line."""
    table = language.table(TABLE)
    return JourneyPatterns(
        things=frozenset(language.words(TABLE, "things")),
        thing_kinds=frozenset(language.words(TABLE, "thing_kinds")),
        vehicles=frozenset(language.words(TABLE, "vehicles")),
        bears=frozenset(language.words(TABLE, "bears")),
        sends=frozenset(language.words(TABLE, "sends")),
        sent_off=frozenset(language.words(TABLE, "sent_off")),
        towards=frozenset(language.words(TABLE, "towards")),
        voices=language.words(TABLE, "voices"),
        able=frozenset(language.words(TABLE, "able")),
        private_aims=language.words(TABLE, "private_aims"),
        should_match=tuple((text, kind, status) for text, kind, status in table["should_match"]),
        should_not_match=tuple((text, kind) for text, kind in table["should_not_match"]),
    )
