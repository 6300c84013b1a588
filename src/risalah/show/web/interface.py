"""The words of the interface in both languages, and which language a reader gets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from risalah.errors import ResourceError
from risalah.resources.loader import DATA, read_tsv, read_yaml

UiLang = Literal["id", "en"]
LANGUAGES: tuple[UiLang, ...] = ("id", "en")
_RANGE = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*")


class Interface:
    """The strings of data/interface.yaml: `say("home.due", "id")`. Raises ResourceError where a string is missing."""

    def __init__(self, strings: dict[str, dict[str, str]], labels: dict[tuple[str, str], dict[str, str]]) -> None:
        self.strings = strings
        self.labels = labels

    def say(self, key: str, lang: UiLang, **values: object) -> str:
        """The string `key` with `{name}` filled in from `values`; "one|many" is chosen by the number `n`."""
        try:
            text = self.strings[key][lang]
        except KeyError as e:
            raise ResourceError(f"no interface string {key!r} in {lang!r}", path="interface.yaml") from e
        if "|" in text:
            one, _, many = text.partition("|")
            text = one if str(values.get("n")) == "1" else many
        return text.format(**values) if values else text

    def label(self, group: str, code: str | None, lang: UiLang) -> str:
        """The label of a codebook value; the code itself where the codebook has none (a newer register)."""
        if not code:
            return ""
        return self.labels.get((group, code), {}).get(lang) or code.replace("_", " ")


@lru_cache(maxsize=1)
def load_interface() -> Interface:
    """Read interface.yaml and the labels of codebook.yaml. Raises ResourceError with file and line."""
    path = DATA / "interface.yaml"
    strings: dict[str, dict[str, str]] = {}
    for section, rows in read_yaml(path).items():
        for name, row in rows.items():
            if set(row) != set(LANGUAGES):
                raise ResourceError(f"{section}.{name} must have id and en", path=path, line=row.line)
            strings[f"{section}.{name}"] = {k: str(v) for k, v in row.items()}
    labels: dict[tuple[str, str], dict[str, str]] = {}
    for group, rows in read_yaml(DATA / "codebook.yaml").items():
        for code, row in rows.items():
            labels[group, code] = {k: str(row[k]) for k in LANGUAGES}
    return Interface(strings, labels)


def choose_language(asked: str | None, accept: str | None) -> UiLang:
    """The interface language: `?lang=` where it names one of ours, else the browser's wish, else Indonesian."""
    for lang in LANGUAGES:
        if asked == lang:
            return lang
    best: tuple[float, UiLang] = (0.0, "id")
    # A browser sends a dozen ranges; more is a nuisance that we do not read.
    for part in (accept or "").split(",")[:20]:
        match = _RANGE.fullmatch(part)
        if not match:
            continue
        quality = float(match[2] or 1)
        for lang in LANGUAGES:
            if match[1].lower() == lang and quality > best[0]:
                best = (quality, lang)
    return best[1]


@lru_cache(maxsize=1)
def load_state_names() -> dict[str, dict[str, str]]:
    """The usual name of each state and organisation in both languages, by its id."""
    columns = ("id", "kind", "english", "indonesian", "forms", "seats", "epithets")
    rows = read_tsv(DATA / "actors" / "states.tsv", columns)
    names = {row["id"]: {"en": row["english"], "id": row["indonesian"]} for _, row in rows}
    of_bodies = ("id", "kind", "country", "english", "indonesian", "forms")
    bodies = read_tsv(DATA / "actors" / "organisations.tsv", of_bodies)
    return {**{row["id"]: {"en": row["english"], "id": row["indonesian"]} for _, row in bodies}, **names}
