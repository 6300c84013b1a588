"""The fields of a record as a form shows them, and what a form says of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from starlette.datastructures import FormData

from risalah.errors import RulingError
from risalah.model.ruling import RecordType, check_value, is_date, is_list, is_optional, list_codes, list_fields

Widget = Literal["code", "codes", "date", "text", "lines"]
_LINES = ("parties", "participants")
_AMOUNT = re.compile(r"\s*(?P<value>[\d.,]+)\s*(?P<of>.*?)\s*")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field: how it is chosen, among what, and what stands there now (`was`) and in the form (`value`)."""

    name: str
    widget: Widget
    choices: tuple[str, ...]
    was: str
    value: str
    optional: bool


def list_views(kind: RecordType, record: Mapping[str, Any], given: Mapping[str, str] | None = None) -> list[FieldView]:
    """All fields of a record that a person may set; `given` is what a form had said already."""
    out = []
    for name in list_fields(kind):
        widget: Widget = "text"
        if is_list(kind, name):
            widget = "codes"
        elif list_codes(kind, name) or name == "background":
            widget = "code"
        elif is_date(kind, name):
            widget = "date"
        elif name in _LINES:
            widget = "lines"
        choices = list_codes(kind, name) or (("yes", "no") if name == "background" else ())
        was = print_value(name, record.get(name))
        value = (given or {}).get(f"f.{name}", was)
        out.append(FieldView(name, widget, choices, was, value, is_optional(name)))
    return out


def print_value(name: str, value: Any) -> str:
    """A value of a record as the form holds it."""
    if name == "background":
        return "yes" if value else "no"
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        sign = "\n" if name in _LINES else ","
        return sign.join(" ".join(str(x) for x in v.values() if x) if isinstance(v, dict) else str(v) for v in value)
    if isinstance(value, dict):
        if "edtf" in value:
            return str(value["edtf"])
        if name == "amount":
            return " ".join(str(value[k]) for k in ("value", "currency", "unit") if value.get(k) is not None)
        return ", ".join(str(value[k]) for k in ("name", "country") if value.get(k))
    return str(value)


def read_value(kind: RecordType, name: str, raw: str) -> Any:
    """The value that a form's text stands for, checked. Raises RulingError."""
    text = raw.replace("\r\n", "\n").strip()
    value: Any = text or None
    if name == "background":
        return text == "yes"
    if text and is_list(kind, name):
        value = [x for x in text.split(",") if x]
    elif text and name in _LINES:
        rows = [line.split() for line in text.split("\n") if line.strip()]
        flat = name == "parties" and kind == "meeting"
        value = [row[0] if flat or len(row) == 1 else {"actor": row[0], "role": row[1]} for row in rows]
    elif text and name == "amount":
        value = _read_amount(text)
    elif text and name == "place":
        place, _, country = text.partition(",")
        value = {"name": place.strip(), "country": country.strip() or None}
    return check_value(kind, name, value)


def _read_amount(text: str) -> dict[str, Any]:
    match = _AMOUNT.fullmatch(text)
    try:
        number = float(match["value"].replace(",", "")) if match else None
    except ValueError:
        number = None
    if match is None or number is None:
        raise RulingError(f"amount: {text!r} begins with no number", remedy="write 5000000 USD, or 300 ton")
    rest = match["of"].split()
    currency = next((x for x in rest if _CURRENCY.fullmatch(x)), None)
    unit = " ".join(x for x in rest if x != currency) or None
    return {"value": int(number) if number.is_integer() else number, "unit": unit, "currency": currency}


def read_given(form: FormData) -> dict[str, str]:
    """Everything that a form says, texts only; a field with several values as "a,b"."""
    out: dict[str, str] = {}
    for name in dict.fromkeys(form):
        out[name] = ",".join(str(v) for v in form.getlist(name) if isinstance(v, str) and v)
    return out


def list_changed(kind: RecordType, given: Mapping[str, str]) -> list[tuple[str, Any]]:
    """(field, value) of the fields that were changed in a form. Raises RulingError for a value that is none.

    A browser sends nothing for a list of which nothing is chosen: "was" without the field itself.
    """
    out = []
    for name in list_fields(kind):
        was = given.get(f"w.{name}")
        if was is None:
            continue
        now = given.get(f"f.{name}", "")
        if _plain(name, kind, now) != _plain(name, kind, was):
            out.append((name, read_value(kind, name, now)))
    return out


def _plain(name: str, kind: RecordType, text: str) -> str:
    if is_list(kind, name):
        return ",".join(sorted(text.split(",")))
    return "\n".join(line.strip() for line in text.strip().splitlines())
