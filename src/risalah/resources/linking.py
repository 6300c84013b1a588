"""How records are joined: limits, points, word lists and names of data/link.yaml and languages/<code>/linking.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from risalah.errors import ResourceError
from risalah.resources.language import Language
from risalah.resources.loader import DATA, Row, read_yaml


@dataclass(frozen=True, slots=True)
class Point:
    """What one agreement or difference counts, and how a judgement says it."""

    value: float
    why: str


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that `link` may decide by. Made by `read_weights`; `official_outlets` may be replaced."""

    limits: dict[str, float]
    points: dict[str, dict[str, Point]]
    near_kinds: tuple[frozenset[str], ...]
    address_parameters: frozenset[str]
    address_prefixes: tuple[str, ...]
    address_hosts: frozenset[str]
    agencies: dict[str, str]
    single_offices: frozenset[str] = frozenset()
    official_outlets: frozenset[str] = frozenset()
    stop_words: frozenset[str] = frozenset()
    weak_words: frozenset[str] = frozenset()
    object_stop_words: frozenset[str] = frozenset()
    field_words: frozenset[str] = frozenset()
    word_beginnings: tuple[str, ...] = ()
    word_endings: tuple[str, ...] = ()
    statement_words: tuple[str, ...] = field(default=())
    occasions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    relations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    speech_before: tuple[str, ...] = ()
    speech_after: tuple[str, ...] = ()
    speech_carried: tuple[str, ...] = ()
    day_parts: tuple[str, ...] = ()
    forerunners: frozenset[str] = frozenset()
    successors: frozenset[str] = frozenset()
    office_forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    office_hedges: tuple[str, ...] = ()
    office_joiners: tuple[str, ...] = ()
    same_offices: tuple[frozenset[str], ...] = ()
    office_fillers: tuple[str, ...] = ()
    name_particles: tuple[str, ...] = ()
    portfolio_joiners: tuple[str, ...] = ()
    place_prepositions: tuple[str, ...] = ()
    told_to: tuple[str, ...] = ()
    outlet_titles: tuple[str, ...] = ()

    def limit(self, name: str) -> float:
        """A threshold or window. Raises ResourceError where data/link.yaml lacks it."""
        try:
            return self.limits[name]
        except KeyError:
            raise ResourceError(f"the limit {name!r} is missing", path=DATA / "link.yaml") from None

    def point(self, table: str, name: str) -> Point:
        """What `name` counts for records of type `table`. Raises ResourceError where data/link.yaml lacks it."""
        try:
            return self.points[table][name]
        except KeyError:
            raise ResourceError(f"points.{table}.{name} is missing", path=DATA / "link.yaml") from None

    def with_official(self, outlets: Iterable[str]) -> Weights:
        """The same weights with these official outlets besides."""
        return replace(self, official_outlets=self.official_outlets | frozenset(o.lower() for o in outlets))


def read_weights(languages: Iterable[str] = ("id",), path: Path | None = None) -> Weights:
    """The weights of data/link.yaml (or `path`) with the words of these languages. Raises ResourceError."""
    path = path or DATA / "link.yaml"
    data = read_yaml(path)
    if not isinstance(data, Row):
        raise ResourceError("the file must hold one mapping", path=path, line=1)
    words: dict[str, list[str]] = {}
    occasions: dict[str, list[str]] = {}
    relations: dict[str, list[str]] = {}
    offices: dict[str, list[str]] = {}
    for code in languages:
        language = Language(code)
        for key in (
            "stop_words", "weak_words", "object_stop_words", "field_words", "word_beginnings", "word_endings",
            "statement_words", "speech_carried", "day_parts", "office_hedges", "office_joiners",
            "office_fillers", "name_particles", "portfolio_joiners", "place_prepositions", "told_to", "outlet_titles",
        ):  # fmt: skip
            words.setdefault(key, []).extend(language.words("linking", key))
        for kind, phrases in language.mapping("linking", "relations").items():
            relations.setdefault(str(kind), []).extend(phrases)
        for kind, phrases in language.mapping("linking", "occasions").items():
            occasions.setdefault(str(kind), []).extend(phrases)
        for row in language.table("roles").get("roles") or ():
            offices.setdefault(str(row["office"]), []).extend(str(form) for form in row["forms"])
        # Who speaks stands behind a short cue (kata) and before a verb of saying (mengatakan).
        words.setdefault("speech_before", []).extend(
            (*language.words("quotations", "according"), *language.words("quotations", "cues"))
        )
        words.setdefault("speech_after", []).extend(language.mapping("quotations", "verbs")["assert"])
    points = {name: _points(rows, path) for name, rows in _mapping(data, "points", path).items()}
    agencies = {
        str(alias): str(name) for name, aliases in _mapping(data, "agencies", path).items() for alias in aliases
    }
    return Weights(
        limits={name: p.value for name, p in _points(_mapping(data, "limits", path), path).items()},
        points=points,
        near_kinds=tuple(frozenset(group) for group in data.get("near_kinds") or ()),
        forerunners=frozenset(data.get("forerunners") or ()),
        successors=frozenset(data.get("successors") or ()),
        address_parameters=frozenset(data.get("address_parameters") or ()),
        address_prefixes=tuple(data.get("address_prefixes") or ()),
        address_hosts=frozenset(data.get("address_hosts") or ()),
        agencies=agencies,
        single_offices=frozenset(data.get("single_offices") or ()),
        official_outlets=frozenset(data.get("official_outlets") or ()),
        stop_words=frozenset(words.get("stop_words", ())),
        weak_words=frozenset(words.get("weak_words", ())),
        object_stop_words=frozenset(words.get("object_stop_words", ())),
        field_words=frozenset(words.get("field_words", ())),
        word_beginnings=tuple(words.get("word_beginnings", ())),
        word_endings=tuple(words.get("word_endings", ())),
        statement_words=tuple(words.get("statement_words", ())),
        relations={kind: tuple(phrases) for kind, phrases in relations.items()},
        occasions={kind: tuple(phrases) for kind, phrases in occasions.items()},
        speech_before=tuple(words.get("speech_before", ())),
        speech_after=tuple(words.get("speech_after", ())),
        speech_carried=tuple(words.get("speech_carried", ())),
        day_parts=tuple(words.get("day_parts", ())),
        office_forms={office: tuple(forms) for office, forms in offices.items()},
        office_hedges=tuple(words.get("office_hedges", ())),
        office_joiners=tuple(words.get("office_joiners", ())),
        office_fillers=tuple(words.get("office_fillers", ())),
        name_particles=tuple(words.get("name_particles", ())),
        portfolio_joiners=tuple(words.get("portfolio_joiners", ())),
        place_prepositions=tuple(words.get("place_prepositions", ())),
        told_to=tuple(words.get("told_to", ())),
        outlet_titles=tuple(words.get("outlet_titles", ())),
        same_offices=tuple(frozenset(group) for group in data.get("same_offices") or ()),
    )


def _mapping(data: Row, key: str, path: Path) -> Row:
    """The mapping at `key`."""
    value = data.get(key)
    if not isinstance(value, Row):
        raise ResourceError(f"{key!r} must be a mapping", path=path, line=data.line)
    return value


def _points(rows: Any, path: Path) -> dict[str, Point]:
    """A table of `name: {value: number, why: text}`; each must give its reason."""
    if not isinstance(rows, Row):
        raise ResourceError("a table of values with reasons is missing", path=path)
    out: dict[str, Point] = {}
    for name, row in rows.items():
        if not isinstance(row, Row) or not isinstance(row.get("value"), int | float) or not row.get("why"):
            raise ResourceError(
                f"{name!r} must have a number as `value` and a reason as `why`",
                path=path,
                line=row.line if isinstance(row, Row) else rows.line,
            )
        out[str(name)] = Point(float(row["value"]), str(row["why"]))
    return out
