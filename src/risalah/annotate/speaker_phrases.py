"""What a cue says about its speaker, and helpers for the noun phrases beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from risalah.model.annotation import Actor, Mention
from risalah.model.codebook import SpeakerBasis
from risalah.model.span import Span

LISTED_NAME = re.compile(r"([A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]*\.?){1,4})(?=\s*[,(])")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said something, as far as the text tells: `actor` is None for a typed or unknown speaker.

    `end` is where the noun phrase ends in the text (for a phrase beside a cue).
    """

    actor: str | None = None
    mention: Span | None = None
    others: tuple[str, ...] = ()
    basis: SpeakerBasis = "unresolved"
    end: int = 0

    @property
    def known(self) -> bool:
        """Is there an actor or at least a noun phrase?"""
        return self.actor is not None or self.mention is not None


def outermost(mentions: tuple[Mention, ...]) -> list[Mention]:
    """The mentions in text order, without places and without those inside another ("Menlu [Sagara] Lintang")."""
    out: list[Mention] = []
    end = 0
    for m in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if m.span.end <= end:
            continue
        end = m.span.end
        if m.kind != "place":
            out.append(m)
    return out


def skip_blanks(text: str, at: int, stop: int) -> int:
    """The first offset from `at` on that is no blank, or `stop`."""
    while at < stop and text[at].isspace():
        at += 1
    return at


def has_lower(words: str) -> bool:
    """Does one of the words begin in lower case?"""
    return any(w[0].islower() for w in words.split())


def is_of(actors: Mapping[str, Actor], person: str | None, owner: str | None) -> bool:
    """Is `person` a person of the state that `owner` (a state, or an office of it) names, as far as the text tells?"""
    who, whose = actors.get(person or ""), actors.get(owner or "")
    if who is None or whose is None or who.kind != "person":
        return False
    return who.country in (None, whose.id if whose.kind == "state" else whose.country)


def trim(text: str, start: int, end: int) -> Span | None:
    """text[start:end] without punctuation at its end; None where nothing is left."""
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")"):
        end -= 1
    return Span(start, end) if end > start else None
