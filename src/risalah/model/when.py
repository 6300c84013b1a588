"""Time: closed intervals of days with precision, qualifier and basis (CODEBOOK section 3), printed as EDTF."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Precision = Literal["day", "month", "quarter", "half", "year", "period"]
TimeQualifier = Literal["early", "mid", "late", "about", "open"]
TimeBasis = Literal["explicit", "relative", "dateline", "publication"]

_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class When:
    """The closed interval of days [`first`, `last`]; a day is never invented.

    `precision` is what the words state; `last` is None only with qualifier "open" ("sejak 2014"), `first` is None
    only for an open beginning ("paling lambat 2024"). `raw` holds the words. `inferred` names the parts that were
    worked out ("year", "month"), `reason` says how. `note` flags a date that looks wrong (weekday that disagrees).
    """

    first: date | None
    last: date | None
    precision: Precision
    raw: str
    basis: TimeBasis = "explicit"
    qualifier: TimeQualifier | None = None
    inferred: tuple[str, ...] = ()
    reason: str = ""
    note: str = ""

    def edtf(self) -> str:
        """EDTF: 2021-07-06, 2021-06, 2024-33 (first quarter), 2024-40 (first half), 2021, 2021/2023, 2014/.. ."""
        if self.first is None or self.last is None:
            return f"{_short(self.first) if self.first else '..'}/{_short(self.last) if self.last else '..'}"
        a, b = self.first, self.last
        text = f"{a.isoformat()}/{b.isoformat()}"
        if a == b:
            text = a.isoformat()
        elif (a.day, b) == (1, month_end(a.year, a.month)):
            text = f"{a.year:04d}-{a.month:02d}"
        elif (a.month, a.day, b) == (1, 1, date(a.year, 12, 31)):
            text = f"{a.year:04d}"
        elif a.day == 1 and a.month % 3 == 1 and b == month_end(a.year, a.month + 2):
            text = f"{a.year:04d}-{33 + a.month // 3}"
        elif a.day == 1 and a.month % 6 == 1 and b == month_end(a.year, a.month + 5):
            text = f"{a.year:04d}-{40 + a.month // 6}"
        elif (a.month, a.day) == (1, 1) and (b.month, b.day) == (12, 31):
            text = f"{a.year:04d}/{b.year:04d}"
        elif a.day == 1 and b == month_end(b.year, b.month):
            text = f"{a.year:04d}-{a.month:02d}/{b.year:04d}-{b.month:02d}"
        return text + ("~" if self.qualifier == "about" and "/" not in text else "")

    def to_json(self) -> dict[str, Any]:
        """The date object of CONTRACT.md."""
        return {
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
            "precision": self.precision,
            "qualifier": self.qualifier,
            "edtf": self.edtf(),
            "basis": self.basis,
            "inferred": list(self.inferred),
            "reason": self.reason,
            "note": self.note,
            "raw": self.raw,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> When:
        """The inverse of `to_json`."""
        return cls(
            first=date.fromisoformat(row["from"]) if row.get("from") else None,
            last=date.fromisoformat(row["to"]) if row.get("to") else None,
            precision=row["precision"],
            raw=row.get("raw") or "",
            basis=row.get("basis") or "explicit",
            qualifier=row.get("qualifier"),
            inferred=tuple(row.get("inferred") or ()),
            reason=row.get("reason") or "",
            note=row.get("note") or "",
        )


def _short(day: date) -> str:
    """A bound of an open interval as short as it can be said."""
    return day.isoformat() if (day.month, day.day) not in ((1, 1), (12, 31)) else f"{day.year:04d}"


def parse_edtf(text: str) -> When:
    """Read back what `edtf` prints, and plain ISO days, months and years. Raises ValueError on anything else."""
    about = text.endswith("~")
    body = text.rstrip("~?%")
    if "/" in body:
        a, _, b = body.partition("/")
        first = None if a in ("..", "") else parse_edtf(a).first
        last = None if b in ("..", "") else parse_edtf(b).last
        return When(first, last, "period", text, qualifier="open" if first is None or last is None else None)
    m = _EDTF.fullmatch(body)
    if not m:
        raise ValueError(f"not a date in EDTF: {text!r}")
    year, n, day = int(m[1]), int(m[2] or 0), m[3]
    qualifier: TimeQualifier | None = "about" if about else None
    if day:
        d = date(year, n, int(day))
        return When(d, d, "day", text, qualifier=qualifier)
    if not m[2]:
        return When(date(year, 1, 1), date(year, 12, 31), "year", text, qualifier=qualifier)
    if 1 <= n <= 12:
        return When(date(year, n, 1), month_end(year, n), "month", text, qualifier=qualifier)
    if 33 <= n <= 36:
        start = 3 * (n - 33) + 1
        return When(date(year, start, 1), month_end(year, start + 2), "quarter", text, qualifier=qualifier)
    if n in (40, 41):
        start = 6 * (n - 40) + 1
        return When(date(year, start, 1), month_end(year, start + 5), "half", text, qualifier=qualifier)
    raise ValueError(f"not a date in EDTF: {text!r}")
