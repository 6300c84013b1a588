"""Is a predicted actor the gold's actor? Alias lists, then whole words; alike spellings for long names only."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from risalah.evaluate.alignment import split_words
from risalah.evaluate.organs import Forms, organ_table

Same = Callable[[Forms, str], bool]

_SIMILAR = 0.88
"""Share of equal letters from which two spellings of a name of more than seven letters are one name."""


class NameTable:
    """Names and aliases by canonical id, as names.json of a gold folder has them."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        self._forms = {
            key: [form for form in (_spell(key), row.get("name", ""), *row.get("aliases", ())) if form]
            for key, row in rows.items()
        }

    def forms(self, key: str) -> list[str]:
        """The names of an id, the words of the id itself first."""
        return self._forms.get(key) or [_spell(key)]

    def is_same(self, said: Forms, gold: str) -> bool:
        """Do the forms of a predicted actor name the gold's actor?"""
        if not said:
            return False
        if gold in said:
            return True
        if gold.isupper() and gold not in self._forms:
            return gold in {form.upper() for form in said} or self._stands_for(said, gold)
        if gold.startswith("typed:"):
            wanted = set(split_words(gold.removeprefix("typed:")))
            return any(len(wanted & set(split_words(form))) >= max(1, len(wanted) // 2) for form in said)
        known = [split_words(form) for form in self.forms(gold)]
        return any(_is_one_of(words, known) for words in map(split_words, said) if words)

    def is_party(self, said: Forms, gold: str) -> bool:
        """As `is_same`; and a state and its own ministry or minister are one party (said: forms of a party)."""
        if self.is_same(said, gold):
            return True
        codes = {form for form in said if form.isupper()}
        return not gold.isupper() and organ_table().find_state(self.forms(gold)) in codes

    def _stands_for(self, said: Forms, code: str) -> bool:
        """Is one of the forms an entry of the table that has this state's code among its aliases?"""
        words = {tuple(split_words(form)) for form in said}
        return any(
            code in forms and (key in said or any(tuple(split_words(f)) in words for f in forms if f != code))
            for key, forms in self._forms.items()
        )


def compare_actors(
    said: Iterable[Forms], gold: Sequence[str], accepted: Sequence[str], same: Same
) -> tuple[int, int, int]:
    """(found, wrong, missed) of two lists of actors. Exact ids are taken first; an accepted extra is neither."""
    left, found, wrong = list(gold), 0, 0
    for forms in sorted(said, key=lambda f: not (f and f[0] in gold)):
        hit = forms[0] if forms and forms[0] in left else next((g for g in left if same(forms, g)), None)
        if hit is not None:
            left.remove(hit)
            found += 1
        elif not any(same(forms, other) for other in (*accepted, *gold)):
            wrong += 1
    return found, wrong, len(left)


def _spell(key: str) -> str:
    return key.replace("-", " ")


def _is_one_of(words: list[str], known: list[list[str]]) -> bool:
    full = known[0]
    surnames = {form[-1] for form in known[:2] if form and len(form[-1]) > 3}
    if words in known:
        return True
    if len(words) > 1 and words[-1] in surnames and set(words) & set(full):
        return True
    if len(words) == 1 and len(words[0]) > 3 and any(words[0] in form for form in known[:2]):
        return True
    if len(full) > 1 and len(words) > len(full) and set(full) <= set(words):
        return True
    joined = "".join(words)
    return len(joined) > 7 and any(
        difflib.SequenceMatcher(None, joined, "".join(form)).ratio() >= _SIMILAR for form in known if form
    )
