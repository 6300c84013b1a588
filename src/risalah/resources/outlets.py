"""Outlets: a file each under data/outlets, and what they are called by address, by name and in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from risalah.errors import ResourceError
from risalah.resources.loader import DATA, Row, read_yaml

_KINDS = ("portal", "newspaper", "agency", "ministry", "broadcaster", "magazine")
_KEYS = {"name", "domains", "kind", "country", "group", "credits", "datelines", "furniture", "checked_on"}
_KEYS |= {"selectors"}
_SELECTOR_KEYS = {"body", "title", "byline", "date", "valid_until", "checked_on"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Labels under a country's top level that take registrations below themselves.
_SECOND_LEVEL = {"co", "go", "or", "ac", "sch", "web", "my", "mil", "desa", "net", "com", "org", "gov", "edu"}
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors of one layout of an outlet's pages, proved on the pages that `checked_on` names.

    `valid_until` is the last day (ISO) of pages with this layout; None for the one of today.
    """

    body: str
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    valid_until: str | None = None
    checked_on: str = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher. `domain` is its canonical address; `credits` are names that credit it; `country` alpha-3.

    `furniture` are phrases of its own pages that are no article text; `datelines` the names in its datelines;
    `checked_on` which of the outlet's own pages the file was compared with, and when, or "unverified"; `selectors` the
    layouts of its pages, the latest first.
    """

    domain: str
    name: str
    kind: str
    domains: tuple[str, ...] = ()
    country: str | None = None
    group: str | None = None
    credits: tuple[str, ...] = ()
    datelines: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    checked_on: str = "unverified"
    selectors: tuple[Selectors, ...] = ()


class OutletTable:
    """All outlets of a folder. Raises ResourceError for a wrong file or for a name that two outlets claim."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or DATA / "outlets"
        self._by_domain: dict[str, Outlet] = {}
        self._by_name: dict[str, Outlet] = {}
        self._outlets: list[Outlet] = []
        for path in sorted(folder.glob("*.yaml")):
            self._add(read_outlet(path), path)

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._outlets)

    def __len__(self) -> int:
        return len(self._outlets)

    def _add(self, outlet: Outlet, path: Path) -> None:
        self._outlets.append(outlet)
        for domain in outlet.domains:
            if domain in self._by_domain:
                raise ResourceError(f"{domain} is claimed by {self._by_domain[domain].domain} too", path=path, line=1)
            self._by_domain[domain] = outlet
        for name in {_fold(n) for n in (outlet.name, outlet.domain, *outlet.credits, *outlet.datelines)}:
            other = self._by_name.setdefault(name, outlet)
            if other is not outlet:
                raise ResourceError(f"the name {name!r} is claimed by {other.domain} too", path=path, line=1)

    def of_url(self, url: str | None) -> str | None:
        """The canonical domain of an address; for an unknown outlet its registered domain; None without an address."""
        host = _host(url)
        if host is None:
            return None
        labels = host.split(".")
        for i in range(len(labels) - 1):
            known = self._by_domain.get(".".join(labels[i:]))
            if known:
                return known.domain
        return registered_domain(host)

    def of_name(self, name: str | None) -> Outlet | None:
        """The outlet that goes by this name in a credit, a dateline or a row; None for an unknown one."""
        if not name:
            return None
        found = self._by_name.get(_fold(name))
        if found is None and _HOST.fullmatch(name.strip().lower()):
            found = self._by_domain.get(self.of_url(name) or "")
        return found

    def canonical(self, given: str | None) -> str | None:
        """What a row or an option calls the outlet, as a canonical domain where it is known or looks like one."""
        if not given or not given.strip():
            return None
        known = self.of_name(given)
        if known:
            return known.domain
        return self.of_url(given) or given.strip()

    def get(self, domain: str | None) -> Outlet | None:
        """The outlet of a canonical domain, or None."""
        return self._by_domain.get(domain or "")


def read_outlet(path: Path) -> Outlet:
    """One outlet's file. Raises ResourceError with file and line."""
    row = read_yaml(path)
    if not isinstance(row, Row):
        raise ResourceError("the file must hold one mapping", path=path, line=1)
    unknown = set(row) - _KEYS
    if unknown:
        raise ResourceError(f"unknown key {sorted(unknown)[0]!r}", path=path, line=row.line)
    domains = _strings(row, "domains", path)
    if not domains or domains[0] != path.stem:
        raise ResourceError(f"the first domain must be the file's name, {path.stem}", path=path, line=row.line)
    if row.get("kind") not in _KINDS:
        raise ResourceError(f"kind must be one of {', '.join(_KINDS)}", path=path, line=row.line)
    if not isinstance(row.get("name"), str):
        raise ResourceError("an outlet needs a name", path=path, line=row.line)
    if not isinstance(row.get("checked_on", "unverified"), str):
        raise ResourceError("checked_on names pages, or says unverified", path=path, line=row.line)
    return Outlet(
        domain=domains[0],
        name=row["name"],
        kind=row["kind"],
        domains=domains,
        country=row.get("country"),
        group=row.get("group"),
        credits=_strings(row, "credits", path),
        datelines=_strings(row, "datelines", path),
        furniture=_strings(row, "furniture", path),
        checked_on=row.get("checked_on", "unverified"),
        selectors=tuple(_read_selectors(x, path) for x in row.get("selectors") or ()),
    )


def _read_selectors(row: Any, path: Path) -> Selectors:
    """One layout. Raises ResourceError: nobody guesses selectors, so that each names the pages that prove it."""
    line = getattr(row, "line", None)
    if not isinstance(row, dict) or set(row) - _SELECTOR_KEYS or not isinstance(row.get("body"), str):
        raise ResourceError(
            f"selectors need a body, and take {', '.join(sorted(_SELECTOR_KEYS))}", path=path, line=line
        )
    said = {name: str(row[name]) for name in _SELECTOR_KEYS if row.get(name) is not None}
    if "page" not in said.get("checked_on", "") or _DAY.search(said["checked_on"]) is None:
        raise ResourceError(
            "selectors need checked_on: which saved pages prove them, and on what day", path=path, line=line
        )
    if "valid_until" in said and _DAY.fullmatch(said["valid_until"]) is None:
        raise ResourceError("valid_until is a day such as 2031-03-04", path=path, line=line)
    return Selectors(**said)


def registered_domain(host: str) -> str:
    """`news.kabar.co.id` -> `kabar.co.id`, `www.kabar.example` -> `kabar.example`."""
    labels = host.lower().strip(".").split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if deep else labels[-2:])


def _host(url: str | None) -> str | None:
    """The host of an address, which may lack its scheme; None where there is none."""
    if not url:
        return None
    url = url.strip()
    try:
        host = urlsplit(url if "//" in url else "//" + url).hostname
    except ValueError:
        return None
    return host if host and _HOST.fullmatch(host) and not host.replace(".", "").isdigit() else None


def _fold(name: str) -> str:
    return " ".join(name.lower().split())


def _strings(row: dict[str, Any], key: str, path: Path) -> tuple[str, ...]:
    value = row.get(key) or []
    if not isinstance(value, list) or not all(isinstance(x, str) for x in value):
        raise ResourceError(f"{key} must be a list of strings", path=path, line=getattr(row, "line", None))
    return tuple(value)
