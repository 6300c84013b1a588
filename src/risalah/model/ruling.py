"""Rulings: what a person decided of one record. With judgements (of two records) they are what a rebuild replays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from risalah.errors import RulingError
from risalah.model import codebook
from risalah.model.register import Selector
from risalah.model.when import When, parse_edtf

Act = Literal["accept", "reject", "set", "add"]
"""accept: it stands as it is. reject: it does not stand. set: one field has another value. add: a record was missed."""
ACTS: tuple[str, ...] = get_args(Act)

RecordType = Literal["commitment", "meeting", "quotation"]

_CODES: dict[str, dict[str, tuple[str, ...]]] = {
    "commitment": {
        "kind": (*codebook.INSTRUMENTS, *codebook.UNDERTAKINGS),
        "stage": codebook.STAGES,
        "modality": get_args(codebook.Modality),
        "expected_stage": codebook.STAGES,
        "outcome": get_args(codebook.Outcome),
        "schedule": get_args(codebook.Schedule),
        "horizon": get_args(codebook.Horizon),
    },
    "meeting": {
        "kind": get_args(codebook.MeetingKind),
        "status": get_args(codebook.MeetingStatus),
        "setting": get_args(codebook.Setting),
    },
    "quotation": {"form": get_args(codebook.QuotationForm)},
}
_LISTS: dict[str, dict[str, tuple[str, ...]]] = {
    "commitment": {"sectors": codebook.SECTORS},
    "meeting": {"topics": codebook.SECTORS},
    "quotation": {},
}
_DATES: dict[str, tuple[str, ...]] = {
    "commitment": ("due", "period", "signed_on", "said_on"),
    "meeting": ("when",),
    "quotation": (),
}
_ACTORS: dict[str, tuple[str, ...]] = {"commitment": ("said_by",), "meeting": (), "quotation": ("speaker",)}
_ROLES: dict[tuple[str, str], tuple[str, ...]] = {
    ("commitment", "parties"): get_args(codebook.PartyRole),
    ("meeting", "participants"): get_args(codebook.ParticipantRole),
}
_NULLABLE = frozenset(
    {"expected_stage", "schedule", "due", "period", "signed_on", "said_on", "when", "said_by", "speaker", "setting"}
    | {"amount", "place"}
)
_OTHER: dict[str, tuple[str, ...]] = {
    "commitment": ("title", "parties", "amount"),
    "meeting": ("parties", "participants", "place", "background"),
    "quotation": (),
}


def list_fields(kind: RecordType) -> tuple[str, ...]:
    """The fields of a record of that type that a person may set."""
    return (*_CODES[kind], *_LISTS[kind], *_DATES[kind], *_ACTORS[kind], *_OTHER[kind])


def list_codes(kind: RecordType, field: str) -> tuple[str, ...]:
    """The codebook values among which a field is chosen; empty where it is not chosen from a list."""
    return _CODES[kind].get(field) or _LISTS[kind].get(field) or ()


def is_optional(field: str) -> bool:
    """May a record leave this field empty?"""
    return field in _NULLABLE


def is_date(kind: RecordType, field: str) -> bool:
    """Is it a date, given as EDTF?"""
    return field in _DATES[kind]


def is_list(kind: RecordType, field: str) -> bool:
    """Does it hold several codebook values?"""
    return field in _LISTS[kind]


def check_value(kind: RecordType, field: str, value: Any) -> Any:
    """The value as a record's JSON holds it. A date may be given as EDTF. Raises RulingError where it is none."""
    if field not in list_fields(kind):
        raise RulingError(f"{field!r} is no field of a {kind}", remedy=f"choose one of {', '.join(list_fields(kind))}")
    if value in (None, "") and field in _NULLABLE:
        return None
    if codes := _CODES[kind].get(field):
        if value not in codes:
            raise RulingError(f"{field}: {value!r} is no value of the codebook", remedy=f"use {', '.join(codes)}")
        return value
    if codes := _LISTS[kind].get(field):
        found = [value] if isinstance(value, str) else list(value or ())
        wrong = [v for v in found if v not in codes]
        if wrong or not found:
            raise RulingError(
                f"{field}: {wrong or value!r} is no value of the codebook", remedy=f"use {', '.join(codes)}"
            )
        return list(dict.fromkeys(found))
    if field in _DATES[kind]:
        return _check_date(field, value)
    if field in _ACTORS[kind]:
        return _check_text(field, value)
    return _check_other(kind, field, value)


def _check_date(field: str, value: Any) -> dict[str, Any]:
    try:
        when = parse_edtf(value.strip()) if isinstance(value, str) else When.from_json(value)
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        raise RulingError(f"{field}: {value!r} is no date", remedy="write it as 2031-05-06, 2031-05 or 2031") from e
    return when.to_json()


def _check_text(field: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 500 or "\x00" in value:
        raise RulingError(f"{field}: some words are needed, at most 500 characters", remedy="write them out")
    return value.strip()


def _check_other(kind: str, field: str, value: Any) -> Any:
    if field == "title":
        return _check_text(field, value)
    if field == "background":
        return bool(value)
    if field == "amount":
        return _check_amount(value)
    if field == "place":
        if not isinstance(value, Mapping):
            value = {"name": value}
        return {"name": _check_text(field, value.get("name")), "country": value.get("country") or None}
    if not isinstance(value, list | tuple) or not value:
        raise RulingError(f"{field}: a list of actors is needed", remedy="name at least one")
    roles = _ROLES.get((kind, field))
    if roles is None:
        return [_check_text(field, v) for v in value]
    out = []
    for row in value:
        actor, role = (row.get("actor"), row.get("role")) if isinstance(row, Mapping) else (row, roles[0])
        if role not in roles:
            raise RulingError(f"{field}: {role!r} is no role", remedy=f"use {', '.join(roles)}")
        out.append({"actor": _check_text(field, actor), "role": role})
    return out


def _check_amount(value: Any) -> dict[str, Any]:
    known = ("value", "unit", "currency", "qualifier")
    if not isinstance(value, Mapping) or not isinstance(value.get("value"), int | float):
        raise RulingError("amount: a number is needed", remedy='write {"value": 5000000, "currency": "USD"}')
    return {k: value.get(k) for k in known} | {k: v for k, v in value.items() if k not in known}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided of one record; appended or withdrawn, never edited.

    `subject` is "<article id>#<record id>"; for `add` the article's id with "#" and the type's letter, and `after`
    holds the record in the JSON shape of CONTRACT.md. For `set`, `field` has the value `before` and shall have
    `after`; `words` are those that the new value rests on, where the person chose some. `selector` finds the record
    again by its words, `url` its article by its address. `reason` is what the card had been laid before the person
    for, `by` is "person:NAME", `at` and `withdrawn_at` are ISO 8601.
    """

    subject: str
    act: Act
    by: str
    why: str = ""
    field: str = ""
    before: Any = None
    after: Any = None
    reason: str = ""
    at: str | None = None
    withdrawn_at: str | None = None
    selector: Selector | None = None
    words: Selector | None = None
    url: str | None = None

    @property
    def type(self) -> RecordType:
        """The type of the record, by the letter of its id."""
        letter = self.subject.partition("#")[2][:1]
        found: dict[str, RecordType] = {"c": "commitment", "m": "meeting", "q": "quotation"}
        if letter not in found:
            raise RulingError(f"{self.subject!r} names no record", remedy='write "<article id>#c1"')
        return found[letter]

    def check(self) -> Ruling:
        """The ruling with its value as records hold it. Raises RulingError where it cannot be carried out."""
        if self.act not in ACTS:
            raise RulingError(f"{self.act!r} is nothing to decide", remedy=f"use {', '.join(ACTS)}")
        if not self.by.startswith("person:") or not self.by.removeprefix("person:").strip():
            raise RulingError("a ruling is a person's", remedy="say whose it is")
        kind = self.type
        if self.act == "set":
            return replace(self, after=check_value(kind, self.field, self.after))
        if self.act == "add":
            body = dict(self.after or {})
            for name in list_fields(kind):
                if name in body:
                    body[name] = check_value(kind, name, body[name])
            if self.words is None or not self.words.exact.strip():
                raise RulingError("a record that was missed rests on words too", remedy="select them in the article")
            return replace(self, after=body)
        return self

    def to_json(self) -> dict[str, Any]:
        """A JSON object; a line of `risalah rulings export`."""

        def sel(s: Selector | None) -> dict[str, str] | None:
            return {"exact": s.exact, "prefix": s.prefix, "suffix": s.suffix} if s else None

        out: dict[str, Any] = {
            "subject": self.subject,
            "act": self.act,
            "field": self.field,
            "before": self.before,
            "after": self.after,
            "reason": self.reason,
            "why": self.why,
            "by": self.by,
            "at": self.at,
            "withdrawn_at": self.withdrawn_at,
            "url": self.url,
        }
        return {**out, "selector": sel(self.selector), "words": sel(self.words)}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Ruling:
        """The inverse of `to_json`. Raises KeyError, TypeError where it is none."""

        def sel(s: Mapping[str, str] | None) -> Selector | None:
            return Selector(s["exact"], s.get("prefix", ""), s.get("suffix", "")) if s else None

        return cls(
            subject=row["subject"],
            act=row["act"],
            by=row["by"],
            why=row.get("why") or "",
            field=row.get("field") or "",
            before=row.get("before"),
            after=row.get("after"),
            reason=row.get("reason") or "",
            at=row.get("at"),
            withdrawn_at=row.get("withdrawn_at"),
            selector=sel(row.get("selector")),
            words=sel(row.get("words")),
            url=row.get("url"),
        )
