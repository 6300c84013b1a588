"""The pattern files of a language as checked objects: triggers, governors, instruments, sectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from risalah.errors import ResourceError
from risalah.model.codebook import INSTRUMENTS, SECTORS, STAGES, UNDERTAKINGS, Modality
from risalah.resources.details import DetailWords, load_details
from risalah.resources.grammar import Grammar, load_grammar
from risalah.resources.language import Language
from risalah.resources.learned import LearnedCues, load_learned
from risalah.resources.loader import Row
from risalah.resources.sessions import TalkFormat, load_formats

Effect = Literal[
    "deny",
    "rumour",
    "claim",
    "refuse",
    "drop",
    "postpone",
    "not_yet",
    "condition",
    "hope",
    "possible",
    "propose",
    "purpose",
    "purpose_near",
    "plan",
    "await",
    "almost",
    "under_way",
    "going_on",
    "confirm",
]
Voice = Literal["active", "passive", "noun"]
CUE_TABLES = (
    "patterns/treaty_life",
    "patterns/commitment",
    "patterns/undertaking",
    "patterns/off_ladder",
    "patterns/rescheduling",
    "patterns/crises",
    "patterns/idioms",
    "patterns/ordinary",
    "patterns/light",
    "patterns/acting",
    "patterns/deploying",
    "patterns/helping",
    "patterns/dealings",
    "patterns/told_to",
    "patterns/asking",
    "patterns/permitting",
    "patterns/early",
    "patterns/fulfilled",
    "patterns/across",
    "patterns/turns",
    "patterns/answers",
    "patterns/constructions",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a pattern should match, with the stage and modality expected of it."""

    text: str
    stage: str
    modality: str


@dataclass(frozen=True, slots=True)
class Cue:
    """One trigger of the tables CUE_TABLES; patterns/commitment.yaml says what each field means."""

    name: str
    stage: str
    object: str
    kind: str | None
    modality: str
    takes_vp: bool
    roles: str
    needs_object: bool
    needs_foreign: bool
    excerpt_only: bool
    presupposed: bool
    open_verb: bool
    needs_other: bool
    to_others: bool
    asks: bool
    demands: bool
    needs_guest: bool
    needs_asked: bool
    any_side: bool
    needs_taker: bool
    needs_doer: bool
    needs_deed: bool
    duty: bool
    gets: bool
    own_verb: bool
    opens_list: bool
    changes: bool
    needs_body: bool
    alone: bool
    answers: bool
    word_before: bool
    only_words: bool
    against: frozenset[str]
    becomes: tuple[str, ...]
    forms: Mapping[Voice, tuple[str, ...]]
    lifted_by: tuple[str, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    only_before: tuple[str, ...]
    needs_word: tuple[str, ...]
    needs_also: tuple[str, ...]
    needs_near: frozenset[str]
    not_with: frozenset[str]
    should_match: tuple[Example, ...]
    should_not_match: tuple[str, ...]

    @property
    def needs_more(self) -> bool:
        """Does it need words of its sentence besides its form?"""
        return bool(self.needs_word) or self.needs_doer or self.needs_deed


@dataclass(frozen=True, slots=True)
class Patterns:
    """All that extraction of commitments needs of a language."""

    cues: Mapping[str, Cue]
    governors: Mapping[str, Effect]
    order: tuple[str, ...]
    instruments: Mapping[str, str]
    named: Mapping[str, str]
    general_nouns: tuple[str, ...]
    short_names: tuple[str, ...]
    signed_nouns: tuple[str, ...]
    title_words: tuple[str, ...]
    not_instruments: tuple[str, ...]
    stops: tuple[str, ...]
    goes_on: tuple[str, ...]
    demonstratives: tuple[str, ...]
    lists: tuple[str, ...]
    sectors: Mapping[str, str]
    outcomes: Mapping[str, str]
    horizons: Mapping[str, str]
    refine: Mapping[str, str]
    openers: tuple[str, ...]
    conditions: tuple[str, ...]
    asserted: tuple[str, ...]
    grammar: Grammar
    details: DetailWords
    talk_formats: tuple[TalkFormat, ...]
    learned: LearnedCues | None
    """What was learned from marked sentences; None in a language without such a model."""


def load_patterns(language: Language) -> Patterns:
    """Read and check the pattern files of a language. Raises ResourceError with file and line."""
    nouns = "patterns/instruments"
    names = language.mapping(nouns, "instruments")
    _known(language, nouns, names, INSTRUMENTS)
    sectors = language.mapping("patterns/sectors", "sectors")
    _known(language, "patterns/sectors", sectors, SECTORS)
    governors = language.mapping("patterns/governors", "governors")
    _known(language, "patterns/governors", governors, (*get_args(Effect), "nothing"))
    named = language.mapping(nouns, "named")
    _known(language, nouns, named, INSTRUMENTS)
    cues = _read_cues(language)
    return Patterns(
        cues=cues,
        governors=_flat({k: v["forms"] for k, v in governors.items()}),
        order=language.words("patterns/governors", "order"),
        instruments=_flat(names),
        named=_flat(named),
        short_names=language.words(nouns, "short_names"),
        signed_nouns=language.words(nouns, "signed_nouns"),
        title_words=language.words(nouns, "title_words"),
        general_nouns=language.words(nouns, "general"),
        not_instruments=language.words(nouns, "not_instruments"),
        stops=language.words(nouns, "stops"),
        goes_on=language.words(nouns, "goes_on"),
        demonstratives=language.words(nouns, "demonstratives"),
        lists=language.words(nouns, "lists"),
        sectors=_flat(sectors),
        outcomes=_flat(language.mapping("patterns/commitment", "outcomes")),
        horizons=_flat(language.mapping("patterns/commitment", "horizons")),
        refine=_flat(language.mapping("patterns/commitment", "refine")),
        openers=language.words("patterns/clauses", "openers"),
        conditions=language.words("patterns/clauses", "conditions"),
        asserted=language.words("patterns/clauses", "asserted"),
        grammar=load_grammar(language),
        details=load_details(language),
        talk_formats=load_formats(language),
        learned=load_learned(language, cues),
    )


def _read_cues(language: Language) -> dict[str, Cue]:
    """The triggers of all tables. Raises ResourceError for a name in two: the later would hide the other."""
    out: dict[str, Cue] = {}
    for table in CUE_TABLES:
        for name, row in language.mapping(table, "cues").items():
            if name in out:
                raise ResourceError(f"the trigger {name!r} stands in another table too", path=language.path(table))
            out[name] = _cue(language, table, name, row)
    return out


def _cue(language: Language, table: str, name: str, row: Any) -> Cue:
    path = language.path(table)
    if not isinstance(row, Row):
        raise ResourceError(f"the trigger {name!r} must be a mapping", path=path)

    def need(ok: bool, message: str) -> None:
        if not ok:
            raise ResourceError(f"trigger {name!r}: {message}", path=path, line=row.line)

    known = {
        "stage", "modality", "object", "kind", "takes", "roles", "needs_object", "needs_foreign", "needs_other",
        "excerpt_only", "to_others", "asks", "demands", "needs_guest", "needs_asked", "any_side",
        "needs_taker", "needs_doer", "needs_deed", "duty", "gets", "own_verb", "opens_list", "changes", "becomes",
        "needs_body", "alone", "answers", "word_before", "only_words", "against",
        "presupposed", "open_verb", "active", "passive", "noun", "lifted_by", "not_before", "not_after", "needs_word",
        "needs_near", "needs_also", "only_before", "not_with",
        "should_match", "should_not_match",
    }  # fmt: skip
    need(not set(row) - known, f"unknown key {', '.join(sorted(set(row) - known))}")
    need(row.get("stage") in STAGES, f"stage {row.get('stage')!r} is not in the codebook")
    need(row.get("object") in ("instrument", "act", "any", "self"), "object must be instrument, act, any or self")
    kind = row.get("kind")
    need(kind is None or kind in INSTRUMENTS + UNDERTAKINGS, f"kind {kind!r} is not in the codebook")
    need(kind is not None or row["object"] == "instrument", "kind is needed where the object may be no instrument")
    need(row.get("modality") in (None, *get_args(Modality)), f"modality {row.get('modality')!r} is not in the codebook")
    need(row.get("roles") in ("one", "both"), "roles must be one or both")
    becomes = tuple(row.get("becomes") or ())
    need(set(becomes) <= set(INSTRUMENTS + UNDERTAKINGS), f"becomes {', '.join(becomes)!r} is not in the codebook")
    will = language.words("patterns/clauses", "will")
    need(not row.get("only_before") or bool(row.get("open_verb")), "only_before is for an open verb")
    forms = {v: _with_modals(tuple(row.get(v) or ()), will) for v in ("active", "passive", "noun")}
    need(any(forms.values()), "active, passive or noun forms are needed")
    against = frozenset(row.get("against") or ())
    strange = against - {form for voice in forms.values() for form in voice}
    need(not strange, f"against names no form of it: {', '.join(sorted(strange))}")
    need(
        bool(row.get("should_match")) and bool(row.get("should_not_match")),
        "should_match and should_not_match are needed",
    )
    for example in row["should_match"]:
        need(isinstance(example, list) and len(example) == 3, "should_match rows are [sentence, stage, modality]")
    return Cue(
        name=name,
        stage=row["stage"],
        object=row["object"],
        kind=kind,
        modality=str(row.get("modality") or "actual"),
        takes_vp=row.get("takes") == "vp",
        roles=row["roles"],
        needs_object=bool(row.get("needs_object")),
        needs_foreign=bool(row.get("needs_foreign")),
        excerpt_only=bool(row.get("excerpt_only")),
        presupposed=bool(row.get("presupposed")),
        open_verb=bool(row.get("open_verb")),
        needs_other=bool(row.get("needs_other")),
        to_others=bool(row.get("to_others")),
        asks=bool(row.get("asks") or row.get("demands") or row.get("duty")),
        demands=bool(row.get("demands")),
        needs_guest=bool(row.get("needs_guest")),
        needs_asked=bool(row.get("needs_asked")),
        any_side=bool(row.get("any_side")),
        needs_taker=bool(row.get("needs_taker")),
        needs_doer=bool(row.get("needs_doer")),
        needs_deed=bool(row.get("needs_deed")),
        duty=bool(row.get("duty")),
        gets=bool(row.get("gets")),
        own_verb=bool(row.get("own_verb")),
        opens_list=bool(row.get("opens_list")),
        changes=bool(row.get("changes")),
        needs_body=bool(row.get("needs_body")),
        alone=bool(row.get("alone")),
        answers=bool(row.get("answers")),
        word_before=bool(row.get("word_before")),
        only_words=bool(row.get("only_words") or row.get("word_before")),
        against=against,
        becomes=becomes,
        forms=cast(Mapping[Voice, tuple[str, ...]], forms),
        lifted_by=tuple(row.get("lifted_by") or ()),
        not_before=tuple(row.get("not_before") or ()),
        not_after=tuple(row.get("not_after") or ()),
        only_before=tuple(row.get("only_before") or ()),
        needs_word=tuple(row.get("needs_word") or ()),
        needs_also=tuple(row.get("needs_also") or ()),
        needs_near=frozenset(row.get("needs_near") or ()),
        not_with=frozenset(row.get("not_with") or ()),
        should_match=tuple(Example(*e) for e in row["should_match"]),
        should_not_match=tuple(row["should_not_match"]),
    )


def _with_modals(forms: tuple[str, ...], will: tuple[str, ...]) -> tuple[str, ...]:
    """The forms, and those that begin with the first word of `will` with each of the others in its place."""
    first, rest = f"{will[0]} ", will[1:]
    more = [f"{other} {form.removeprefix(first)}" for form in forms if form.startswith(first) for other in rest]
    return tuple(dict.fromkeys([*forms, *more]))


def _known(language: Language, table: str, rows: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    """Raise ResourceError where a key of `rows` is none of `allowed`."""
    wrong = sorted(set(rows) - set(allowed))
    if wrong:
        raise ResourceError(f"{', '.join(wrong)}: not in the codebook", path=language.path(table))


def _flat(rows: Mapping[str, Any]) -> Any:
    """{value: [form, ...]} as {form: value}; the first value that lists a form keeps it."""
    out: dict[str, str] = {}
    for value, forms in rows.items():
        for form in forms:
            out.setdefault(str(form).lower(), value)
    return out
