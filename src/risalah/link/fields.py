"""Fields that records of all types share: the value shown by default, and a row where articles differ."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, cast

from risalah.link.choose import Choice, Said, rank_values
from risalah.link.dates import interval, relate
from risalah.link.views import RecordView, as_json
from risalah.model.codebook import Grade
from risalah.model.record import Commitment, Meeting
from risalah.model.register import Conflict
from risalah.model.when import When


def pick(members: Sequence[RecordView], name: str, detail: Any = None) -> list[Choice]:
    """The values of a plain field, the default first; None counts only where nothing else is said."""
    said = [
        Said(v, m.article, m.day, detail(v) if detail else 0.0)
        for m in members
        if (v := as_json(m).get(name)) is not None
    ]
    return rank_values(said or [Said(None, members[0].article, None)])


def pick_closed(members: Sequence[RecordView], name: str, empty: str, rows: list[Conflict], grade: Grade) -> str:
    """A field of few values, of which `empty` says nothing and contradicts nothing."""
    said = [Said(v, m.article, m.day) for m in members if (v := getattr(m.record, name)) != empty]
    if not said:
        return empty
    choices = rank_values(said)
    if len(choices) > 1:
        rows.append(make_row(name, grade, choices))
    return str(choices[0].value)


def pick_date(members: Sequence[RecordView], name: str, rows: list[Conflict] | None) -> dict[str, Any] | None:
    """A date: a vaguer one that holds a more precise one agrees with it; dates that lie apart are a conflict."""
    whens = [(m, w) for m in members if (w := cast("When | None", getattr(m.record, name))) and interval(w)]
    if not whens:
        return None
    choices = rank_values([Said(w.to_json(), m.article, m.day, detail=-coarseness_of(w)) for m, w in whens])
    first = interval(When.from_json(choices[0].value))
    apart: list[tuple[str, Choice]] = []
    for other in choices[1:]:
        that = interval(When.from_json(other.value))
        if first and that and (relation := relate(first, that)) in ("apart", "overlap"):
            apart.append((relation, other))
    if apart and rows is not None:
        # A deadline that a later report moves is a change of plan; two deadlines of one day contradict each other.
        moved = name in ("due", "period") and len({s.as_of for c in choices for s in c.said}) > 1
        grade: Grade = "conflict" if any(r == "apart" for r, _ in apart) and not moved else "differ"
        rows.append(make_row(name, grade, [choices[0], *(c for _, c in apart)]))
    elif not apart:
        # All agree: show the most precise one, whoever says it.
        return min((w for _, w in whens), key=lambda w: (length_of(w), w.edtf())).to_json()
    return cast("dict[str, Any]", choices[0].value)


def make_row(name: str, grade: Grade, choices: Sequence[Choice], rule: str = "") -> Conflict:
    """A conflict row with the default value first."""
    return Conflict(name, grade, tuple((c.value, c.articles) for c in choices), rule or choices[0].rule)


def unite(lists: Iterable[Sequence[str]]) -> list[str]:
    """All members in the order in which they first come."""
    return list(dict.fromkeys(x for one in lists for x in one))


def length_of(when: When) -> float:
    """Days that a date spans; an open end is very long."""
    if when.first is None or when.last is None:
        return 1e6
    return float((when.last - when.first).days + (0.5 if when.qualifier == "about" else 0))


def coarseness_of(when: When) -> float:
    """How vague a date is, in steps that do not tell September from October: a day, a week, a month, a year ..."""
    return float(round(math.log2(length_of(when) + 1)))


def earlier_dates(members: Sequence[RecordView], now: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Earlier dates: those that records call so, and for a meeting the dates that it was planned for."""
    out: dict[str, dict[str, Any]] = {}
    current = interval(When.from_json(now)) if now else None
    for m in members:
        record = m.record
        assert isinstance(record, Meeting | Commitment)
        whens = list(record.previous)
        if isinstance(record, Meeting) and record.when and m.status in ("planned", "rescheduled"):
            whens.append(record.when)
        for when in whens:
            span = interval(when)
            if span and not (current and relate(span, current) != "apart"):
                out.setdefault(when.edtf(), when.to_json())
    return [out[k] for k in sorted(out)]
