"""Closed checks: an amount, a date, a party of a proposal must be what the rules read from the same words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from risalah.extract.dates import due_of
from risalah.extract.party_names import PartyNames
from risalah.extract.readings import Unit
from risalah.model.annotation import Amount, Annotated
from risalah.model.codebook import PartyRole
from risalah.model.record import Party
from risalah.model.span import Span
from risalah.model.when import When, parse_edtf

ROLES: tuple[PartyRole, ...] = ("party", "committer", "beneficiary", "addressee")
_MOST_PARTIES = 40


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that speaks against a proposal; `code` is one of data/gate.yaml."""

    code: str
    field: str
    claimed: object = ""
    read: object = ""


def unique(issues: Iterable[Issue]) -> list[Issue]:
    """Each issue once, in order; claims may be lists, which have no hash."""
    out: list[Issue] = []
    for i in issues:
        if i not in out:
            out.append(i)
    return out


@dataclass(slots=True)
class Finding:
    """What a check found: the value as the rules read it, the words, and what speaks against it."""

    value: Any = None
    spans: list[Span] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def check_amount(doc: Annotated, unit: Unit, areas: Iterable[Span], claimed: object) -> Finding:
    """The amount at the quoted words that has the claimed value; a number, words of the text, or {value, currency}."""
    out = Finding()
    want = dict(claimed) if isinstance(claimed, Mapping) else {"value": claimed}
    here = doc.amounts_in(unit.span)
    near = [a for a in here if any(a.span.overlaps(s) for s in areas)]
    shown = _show(claimed)
    for a in near:
        if _is_amount(doc, a, want):
            out.value, out.spans = a, [a.span]
            return out
    if near:
        read = "; ".join(a.span.of(doc.article.text) for a in near[:4])
        out.issues.append(Issue("contradicts", "amount", shown, read))
    else:
        out.issues.append(Issue("unread", "amount", shown))
    return out


def _is_amount(doc: Annotated, a: Amount, want: Mapping[str, Any]) -> bool:
    """Is the amount in the text the one that is claimed? What is not claimed is not compared."""
    words = " ".join(a.span.of(doc.article.text).split()).casefold()
    value, currency, unit = want.get("value"), want.get("currency"), want.get("unit")
    number = read_number(value)
    if number is None:
        if not isinstance(value, str) or " ".join(value.split()).casefold() != words:
            return False
    elif not any(x is not None and math.isclose(x, number, rel_tol=1e-9) for x in (a.value, a.high)):
        return False
    if currency and str(currency).upper() != a.currency:
        return False
    return not unit or str(unit).casefold() == (a.unit or "").casefold() or str(unit).casefold() in words.split()


def read_number(value: object) -> float | None:
    """A finite number of a JSON number or plain digits ("5000000000", "1.5"); None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not value.replace(".", "", 1).isascii():
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def check_date(doc: Annotated, unit: Unit, areas: Iterable[Span], name: str, claimed: object) -> Finding:
    """The time at the quoted words that is the claimed interval; EDTF, or the words of the text."""
    out = Finding()
    text = doc.article.text
    said = " ".join(str(claimed).split())
    near = [t for t in doc.times_in(unit.span) if any(t.span.overlaps(s) for s in areas)]
    for t in near:
        values = [due_of(t), t.when] if name == "due" else [t.when]
        if any(_bounds(v) == _edtf_bounds(said) for v in values) or said.casefold() == t.when.raw.casefold():
            out.value, out.spans = values[0], [t.span]
            return out
    bounds = _edtf_bounds(said)
    if bounds is None and said not in text:
        out.issues.append(Issue("not_a_value", name, said))
    elif near:
        coarser = bounds is not None and any(_holds(bounds, _bounds(t.when)) for t in near)
        read = "; ".join(t.when.edtf() for t in near[:4])
        out.issues.append(Issue("differs" if coarser else "contradicts", name, said, read))
    else:
        out.issues.append(Issue("unread", name, said))
    return out


def _edtf_bounds(said: str) -> tuple[str, str] | None:
    try:
        return _bounds(parse_edtf(said))
    except ValueError:
        return None


def _bounds(when: When) -> tuple[str, str]:
    """(first, last) ISO day; an open end as the earliest or latest there is."""
    return (
        when.first.isoformat() if when.first else "0001-01-01",
        when.last.isoformat() if when.last else "9999-12-31",
    )


def _holds(outer: tuple[str, str], inner: tuple[str, str]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def check_parties(names: PartyNames, claimed: object, known: Mapping[str, str]) -> Finding:
    """The parties of a proposal beside those (with roles) that the rules read of the same sentence or record."""
    out = Finding(value=[])
    rows = claimed if isinstance(claimed, list | tuple) else [claimed]
    for row in list(rows)[:_MOST_PARTIES]:
        said = row if isinstance(row, Mapping) else {"actor": row}
        role = said.get("role") or None
        if role is not None and role not in ROLES:
            out.issues.append(Issue("not_a_value", "parties", role))
            continue
        given = [str(said[key]) for key in ("actor", "words") if said.get(key)]
        resolved = [names.parties(g) for g in given]
        unknown = [g for g, r in zip(given, resolved, strict=True) if not r]
        if unknown or not given:
            out.issues.append(Issue("party_not_named", "parties", "; ".join(unknown)))
            continue
        if len(set(resolved)) > 1:
            # the code says one state, the words name another
            out.issues.append(Issue("contradicts", "parties", given[0], "; ".join(resolved[1])))
            continue
        for code in resolved[0]:
            out.issues += _compare_party(code, role, known)
            out.value.append(Party(code, known.get(code, role or "party")))  # type: ignore[arg-type]
    return out


def _compare_party(code: str, role: str | None, known: Mapping[str, str]) -> list[Issue]:
    """What speaks against a party that the article names."""
    shown = f"{code} ({role})" if role else code
    if code in known:
        if role is None or role == known[code]:
            return []
        # who promises and who is promised to are opposites; "party" is only less exact
        opposed = "party" not in (role, known[code])
        return [Issue("contradicts" if opposed else "differs", "parties", shown, f"{code} ({known[code]})")]
    # It is named here or elsewhere in the article; that it is a party to this, the rules did not read.
    return [Issue("differs" if known else "unread", "parties", shown, "; ".join(sorted(known)) or "—")]


def _show(claimed: object) -> str:
    """A claimed amount on one line."""
    if isinstance(claimed, Mapping):
        return " ".join(str(claimed[k]) for k in ("value", "currency", "unit") if claimed.get(k) is not None)
    return str(claimed)
