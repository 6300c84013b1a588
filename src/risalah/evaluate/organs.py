"""The surface forms under which a predicted actor is compared, and the state that an organ acts for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from risalah.evaluate.alignment import split_words
from risalah.resources.loader import DATA, read_yaml

Forms = list[str]
"""Id first, then name and aliases; empty for an actor that is not there."""


class OrganTable:
    """Words of data/evaluate/organs.yaml."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        self._organ = _any_of(rows["organs"])
        self._home_organ = _any_of(rows["home_organs"])
        self._none = frozenset(rows["no_organs"])
        self._home = str(rows["home"])
        self._states = {word: code for code, words in rows["states"].items() for word in words}

    def find_state(self, forms: Iterable[str], country: str | None = None) -> str | None:
        """The state whose ministry, minister, embassy or government one of these names is, or None."""
        named = list(map(split_words, forms))
        organs = [w for w in named if any(map(self._organ.fullmatch, w)) and not self._none & set(w)]
        if not organs:
            return None
        states = [self._states[word] for words in organs for word in words if word in self._states]
        if country or states:
            return country or states[0]
        at_home = any(self._home_organ.fullmatch(word) for words in organs for word in words)
        return self._home if at_home else None


@cache
def organ_table() -> OrganTable:
    """The table that ships with risalah."""
    return OrganTable(read_yaml(DATA / "evaluate" / "organs.yaml"))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w[:-1]) + "[a-z]+" if w.endswith("*") else re.escape(w) for w in words))


def actor_forms(document: Mapping[str, Any], actor: str | None, mention: Mapping[str, Any] | None = None) -> Forms:
    """Id, name and aliases of an actor of a document; without an actor the words of its mention."""
    if not actor:
        said = (mention or {}).get("exact")
        return [said] if said else []
    row = _find_actor(document, actor)
    return [form for form in [str(actor), row.get("name"), *(row.get("aliases") or ())] if form]


def party_forms(document: Mapping[str, Any], actor: str | None) -> Forms:
    """As `actor_forms`, with the state's code added for a ministry, minister, embassy or government."""
    forms = actor_forms(document, actor)
    if not actor or actor.isupper():
        return forms
    row = _find_actor(document, actor)
    code = organ_table().find_state([*forms, row.get("office") or ""], row.get("country"))
    return [*forms, code] if code and code not in forms else forms


def _find_actor(document: Mapping[str, Any], actor: str) -> Mapping[str, Any]:
    rows: Iterable[Mapping[str, Any]] = document.get("actors") or ()
    return next((row for row in rows if row.get("id") == actor), {})
