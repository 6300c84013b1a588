"""How a commitment that the cue model finds is read: floors, and by stage a trigger that it is like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from risalah.errors import ResourceError
from risalah.model.codebook import HIGH_STAGES, INSTRUMENTS, STAGES, UNDERTAKINGS
from risalah.resources.language import Language
from risalah.resources.loader import read_cells
from risalah.resources.word_classes import WordForms, load_word_forms

if TYPE_CHECKING:
    from risalah.resources.patterns import Cue

TABLE = "patterns/learned"
MODEL = "models/cues.tsv"
SENTENCE, WORD, JOINT = "sentence", "word", "joint"
"""Parts of the model beside the stages: does a sentence tell a commitment, does a word carry it, what each counts."""
START = "(start)"
"""The feature that every sentence and word has."""
HIGHEST = "(highest)"
"""The row of the joint part that holds a score above that of every word in all sentences that were learned from."""
PREFIX = "learned_"
"""How the names of learned triggers begin, in evidence and explanations."""
_REMEDY = "train anew: python tools/train_cues.py"
_KEYS = frozenset({"like", "kind", "own_verb", "text"})


@dataclass(frozen=True, slots=True)
class Floors:
    """Probabilities, 0 to 1, from which on the model is believed; patterns/learned.yaml says of what."""

    page: float
    sentence: float
    beside_one: float
    alone: float
    stage: float
    doubt: float


@dataclass(frozen=True, slots=True)
class LearnedCues:
    """The floors, and the trigger of each stage that is believed."""

    floors: Floors
    cues: Mapping[str, Cue]
    barred: tuple[str, ...]
    """Words, or rows of words, that undertake nothing."""
    rare: frozenset[str]
    """Kinds and stages of which too few were marked for the model to doubt them."""
    forms: WordForms
    weights: Mapping[str, Mapping[str, float]]
    """Weights of features by part: SENTENCE, WORD, JOINT, or a stage."""


def load_weights(language: Language) -> dict[str, dict[str, float]]:
    """The weights of models/cues.tsv. Raises ResourceError with file and line."""
    path = language.folder / MODEL
    parts: dict[str, dict[str, float]] = {}
    known = {SENTENCE, WORD, JOINT, *STAGES}
    for line, (part, feature, weight) in read_cells(path, ("part", "feature", "weight")):
        if part not in known:
            raise ResourceError(f"{part!r} is no part of the model and no stage", path=path, line=line)
        try:
            parts.setdefault(part, {})[feature] = float(weight)
        except ValueError as e:
            raise ResourceError(f"{weight!r} is no number", path=path, line=line) from e
    if missing := {SENTENCE, WORD, JOINT} - set(parts):
        raise ResourceError(f"the part {min(missing)!r} is missing", path=path, remedy=_REMEDY)
    if missing := {SENTENCE, WORD, START, HIGHEST} - set(parts[JOINT]):
        raise ResourceError(f"the part {JOINT!r} has no row {min(missing)!r}", path=path, remedy=_REMEDY)
    return parts


def load_learned(language: Language, cues: Mapping[str, Cue]) -> LearnedCues | None:
    """Read and check the table; None for a language that has no such model. Raises ResourceError with file and line."""
    path = language.path(TABLE)
    if not path.exists():
        return None
    floors = language.mapping(TABLE, "floors")
    names = tuple(Floors.__dataclass_fields__)
    if set(floors) != set(names) or not all(isinstance(v, int | float) and 0 <= v <= 1 for v in floors.values()):
        raise ResourceError(f"floors must be {', '.join(names)}, each from 0 to 1", path=path)
    out = {}
    for stage, row in language.mapping(TABLE, "stages").items():
        line = getattr(row, "line", None)
        if stage not in STAGES or stage in HIGH_STAGES:
            raise ResourceError(f"{stage!r} is no stage of the codebook below signed", path=path, line=line)
        if not isinstance(row, Mapping) or set(row) - _KEYS or row.get("like") not in cues:
            message = f"{stage}: `like` must name a trigger; known keys are {', '.join(sorted(_KEYS))}"
            raise ResourceError(message, path=path, line=line)
        if row.get("kind") not in INSTRUMENTS + UNDERTAKINGS:
            raise ResourceError(f"{stage}: kind {row.get('kind')!r} is not in the codebook", path=path, line=line)
        like = cues[row["like"]]
        own = bool(row.get("own_verb"))
        out[stage] = replace(
            like,
            name=PREFIX + stage,
            stage=stage,
            kind=row["kind"],
            object="instrument" if row.get("text") else "any" if like.object == "instrument" else like.object,
            own_verb=own,
            takes_vp=like.takes_vp and not own,
            open_verb=False,
            answers=False,
            needs_foreign=True,
            needs_other=own,
            not_before=(),
            not_after=(),
            not_with=frozenset(),
            needs_near=frozenset(),
            needs_word=(),
            needs_also=(),
            only_before=(),
            lifted_by=(),
            against=frozenset(),
        )
    barred = language.word(TABLE, "barred")
    if barred not in cues:
        raise ResourceError(f"barred: there is no trigger {barred!r}", path=path)
    rare = language.words(TABLE, "rare")
    if unknown := sorted(set(rare) - {*INSTRUMENTS, *UNDERTAKINGS, *STAGES}):
        raise ResourceError(f"rare: {unknown[0]!r} is no kind and no stage of the codebook", path=path)
    values = Floors(**{n: float(floors[n]) for n in names})
    return LearnedCues(
        values, out, cues[barred].not_before, frozenset(rare), load_word_forms(language), load_weights(language)
    )
