"""The trigger of a sentence that no table has, by what was learned from marked sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from risalah.extract.aims import AimFinder
from risalah.extract.cue_features import hide_names
from risalah.extract.cue_model import CueModel
from risalah.extract.governors import GovernorReader, Reading
from risalah.extract.instruments import Instrument
from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Mention
from risalah.model.codebook import Modality, Stage
from risalah.resources.learned import LearnedCues
from risalah.resources.patterns import Patterns, Voice

_ASKS = frozenset({"?"})  # a question claims nothing
_DENIES = frozenset({"deny", "rumour", "condition", "not_yet", "almost", "claim"})
_TAKES_BACK: dict[str, Stage] = {"refuse": "refused", "postpone": "suspended", "drop": "withdrawn"}
"""What takes an act back, and the one stage that it may itself have told ("pengiriman beras ditunda")."""
_CLEAR: dict[str, Modality] = {"hope": "expected", "possible": "expected", "propose": "proposed"}
_DONE = frozenset({"requested", "refused", "suspended", "withdrawn", "terminated"})  # as they are: "usul itu ditolak"


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that the model holds to tell a commitment, and what carries it.

    `words`: as hide_names gives them; `at`: the word among them; `place`: its token.
    """

    words: tuple[str, ...]
    at: int
    place: int


class LearnedTriggers:
    """Finds the word that carries a commitment where no trigger does.

    Never at a high stage: what is signed, ratified, in force or implemented is told by a trigger that anybody can read.
    """

    def __init__(self, patterns: Patterns, learned: LearnedCues) -> None:
        self._model = CueModel(learned.weights, learned.forms)
        self._floors, self._cues = learned.floors, learned.cues
        self._barred = Lexicon(dict.fromkeys(learned.barred, "no"))
        self._grammar = patterns.grammar
        self._aims = AimFinder(patterns)
        self._governors = GovernorReader(patterns)

    def floor(self, told: int, relevance: float) -> float:
        """The probability from which a sentence is held to tell a commitment.

        `told`: the commitments that the tables found on the page; `relevance`: how probable it is that the page is
        about diplomacy. Where they found none, or the page is hardly about it, a sentence seldom tells one.
        """
        if not told or relevance < self._floors.page:
            return self._floors.alone
        return self._floors.beside_one if told == 1 else self._floors.sentence

    def judge(self, clauses: Clauses, mentions: Sequence[Mention], floor: float) -> Told | None:
        """Does the sentence tell a commitment? None where that is less probable than `floor`."""
        if not _ASKS.isdisjoint(t.low for t in clauses.tokens[-2:]):
            return None
        if floor >= self._floors.alone and not mentions:
            return None  # nothing else on the page says who is meant
        words, places = hide_names(clauses, mentions)
        sure, at = self._model.judge(words, floor)
        if at is None or sure < floor:
            return None
        return Told(tuple(words), at, places[at])

    def find(self, clauses: Clauses, told: Told, instruments: list[Instrument]) -> Trigger | None:
        """The trigger of a sentence that tells a commitment; None where the model is not sure of its stage."""
        stage, share = self._model.read_stage(told.words, told.at)
        if share < self._floors.stage or stage not in self._cues:
            return None
        cue, place = self._cues[stage], told.place
        low = clauses.tokens[place].low
        if cue.own_verb and self._barred.at(clauses.tokens, place):
            return None  # "akan mengunjungi Fiji"
        voice: Voice = "active"
        if low.startswith(self._grammar.passive_beginnings):
            voice = "passive"
        elif low.startswith(self._grammar.thing_beginnings):
            voice = "noun"
        hit = Phrase(place, place, f"{cue.name}|{voice}")
        objects = tuple(self._aims.find(clauses, hit, voice, instruments, cue))
        governed = self._governors.govern(clauses, place, place, voice, ())
        # A known trigger may be lowered by "belum" or "batal"; for what is only learned nobody vouches.
        effect = governed.effect or ""
        if effect in _DENIES or _TAKES_BACK.get(effect, stage) != stage:
            return None
        if cue.object == "instrument" and not objects:
            return None
        modality = cast(Modality, cue.modality)
        if stage not in _DONE:
            modality = _CLEAR.get(effect, modality)
        reading = Reading(cast(Stage, stage), modality)
        governed = replace(governed, hypothetical=False)
        return Trigger(cue, voice, place, place, governed, reading, objects, len(clauses.tokens))
