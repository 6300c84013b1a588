"""The forms of all cues: which word or words may be a trigger, and of which cues."""

from __future__ import annotations

from dataclasses import dataclass

from risalah.extract.tokens import Lexicon, spell_forms
from risalah.resources.grammar import Grammar
from risalah.resources.patterns import Patterns, Voice

_VOICES: tuple[Voice, ...] = ("active", "passive", "noun")


@dataclass(frozen=True, slots=True)
class FormTable:
    """`values`: the cues ("name|voice") of each form, for one may take what another leaves; `lexicon` finds the forms.

    `headlines` finds verbs without their prefix as well ("bekukan"), which only headlines have.
    """

    values: dict[str, list[str]]
    lexicon: Lexicon
    headlines: Lexicon


def read_forms(patterns: Patterns) -> FormTable:
    """The forms of the cues, but for those that any verb may have."""
    forms: dict[str, str] = {}
    bare: dict[str, list[str]] = {}
    values: dict[str, list[str]] = {}
    for cue in patterns.cues.values():
        if cue.open_verb or cue.answers:
            continue
        for voice in _VOICES:
            for form in spell_forms(cue.forms[voice]):
                row = values.setdefault(form, [])
                row.append(f"{cue.name}|{voice}")
                forms.setdefault(form, row[0])
                if voice == "passive" and (verb := _without_prefix(form, patterns.grammar)):
                    bare.setdefault(verb, []).append(f"{cue.name}|active")
    bare = {verb: row for verb, row in bare.items() if verb not in forms}
    lexicon = Lexicon(forms)
    return FormTable({**bare, **values}, lexicon, Lexicon({**forms, **{verb: row[0] for verb, row in bare.items()}}))


def _without_prefix(form: str, grammar: Grammar) -> str | None:
    """The verb of a passive form as headlines have it ("bekukan" of "dibekukan"), or None where it may be a noun."""
    start = next((b for b in grammar.done_beginnings if form.startswith(b)), None)
    plain = start is not None and " " not in form and form.endswith(grammar.bare_endings)
    return form[len(start) :] if start is not None and plain else None
