"""What risalah needs of other packages, as it is installed here: names, versions, licences, who needs whom."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

# Classifiers and short words of older metadata, as SPDX names them.
_SPDX = {
    "apache software license": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    "bsd": "BSD-3-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "bsd-3-clause license": "BSD-3-Clause",
    "mit license": "MIT",
    "mit": "MIT",
    "isc license (iscl)": "ISC",
    "python software foundation license": "PSF-2.0",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "gnu lesser general public license v3 (lgplv3)": "LGPL-3.0-only",
}


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package; `needs` are normal names of packages that it asks for and that are installed."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]


def normalise(name: str) -> str:
    """The name as package registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def list_packages(root: str = "risalah", extras: tuple[str, ...] = (), where: str | None = None) -> dict[str, Package]:
    """`root` and all that it needs, by normal name, sorted; what is asked for and not installed is left out.

    `where` is the site-packages of another environment; without it, that which runs this is looked at.
    """
    found: dict[str, Package] = {}
    waiting: list[tuple[str, frozenset[str]]] = [(normalise(root), frozenset(extras))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        there = _find(name, where)
        if there is None:
            continue
        lines = _read_project() if name == "risalah" and where is None else there.requires or ()
        needs = _list_needs(lines, wanted)
        waiting += needs
        before = found[name].needs if name in found else ()
        names = tuple(sorted({*before, *(n for n, _ in needs if _find(n, where) is not None)}))
        found[name] = Package(name, there.version, read_licence(there.metadata), names)
    return dict(sorted(found.items()))


def _read_project() -> list[str]:
    """What this checkout asks for: an environment may have been made from an older one."""
    file = Path(__file__).parents[1] / "pyproject.toml"
    project = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    return project["dependencies"] + [f"{need}; extra == '{name}'" for name in extras for need in extras[name]]


def _list_needs(lines: Iterable[str], extras: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    out = []
    for line in lines:
        need = Requirement(line)
        environments = [{**default_environment(), "extra": e} for e in (*sorted(extras), "")]
        if need.marker is None or any(need.marker.evaluate(e) for e in environments):  # type: ignore[arg-type]
            out.append((normalise(need.name), frozenset(need.extras)))
    return out


def _find(name: str, where: str | None) -> metadata.Distribution | None:
    given = {} if where is None else {"path": [where]}
    return next(iter(metadata.distributions(name=name, **given)), None)


def read_licence(meta: metadata.PackageMetadata) -> str:
    """The licence as SPDX where the metadata let us tell, else their own words, else "not stated"."""
    given = meta.get_all("License-Expression") or []
    if given:
        return str(given[0])
    classified = [
        c.rpartition(" :: ")[2] for c in meta.get_all("Classifier") or () if c.startswith("License :: OSI Approved :: ")
    ]
    short = [str(x) for x in meta.get_all("License") or () if x and len(x) < 60 and "\n" not in x]
    names = [_SPDX.get(x.strip().lower(), x.strip()) for x in (classified or short)]
    return " OR ".join(dict.fromkeys(n for n in names if n)) or "not stated"
