"""`risalah doctor`: what is installed, which settings are in force, and whether a register is sound."""

from __future__ import annotations

import json
import platform
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

import typer

from risalah import __version__
from risalah.cli_options import ConfigOpt, JsonOpt
from risalah.config import Settings, load_settings
from risalah.errors import BelowFloor, ConfigError, RegisterBusy, StoreError

_SECRET = re.compile(r"key|secret|token|password", re.I)
_IN_URL = re.compile(r"(\w+://[^\s:/@]*):[^\s@]*@")
_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_LOW_BYTES = 500_000_000
"""Free disk below which a build of some size may fail."""
_NO_SECRET = frozenset({"llm_max_tokens", "llm_key_env"})
"""Settings whose names look like secrets and are none: a number, and the name of a variable."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: part, name, what was found; `wrong` says what needs mending, and how, "" where nothing does."""

    part: str
    name: str
    value: Any
    wrong: str = ""


def register_doctor(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    register: Annotated[str | None, typer.Argument(metavar="[REGISTER]", help="A register to check too.")] = None,
    as_json: JsonOpt = False,
    config: ConfigOpt = None,
) -> None:
    """Say what is in force: versions, extras, settings (secrets masked), and whether a register is sound."""
    found = [*list_versions(), *list_extras(), *list_settings(config)]
    if register is not None:
        found += check_register(register)
    wrong = [f for f in found if f.wrong]
    if as_json:
        rows = [{"part": f.part, "name": f.name, "value": f.value, "wrong": f.wrong or None} for f in found]
        print(json.dumps({"ok": not wrong, "findings": rows}, ensure_ascii=False))
    else:
        for part in dict.fromkeys(f.part for f in found):
            print(part)
            for f in found:
                if f.part == part:
                    print(f"  {f.name}: {f.value}{'  <- ' + f.wrong if f.wrong else ''}")
    if wrong:
        raise BelowFloor(
            f"{len(wrong)} of {len(found)} findings need mending",
            remedy="; ".join(f"{f.name}: {f.wrong}" for f in wrong),
        )


def list_versions() -> Iterator[Finding]:
    """risalah, Python, the system, SQLite."""
    import sqlite3

    yield Finding("versions", "risalah", __version__)
    yield Finding("versions", "python", platform.python_version())
    yield Finding("versions", "system", f"{platform.system()} {platform.machine()}")
    yield Finding("versions", "sqlite", sqlite3.sqlite_version)


def list_extras() -> Iterator[Finding]:
    """Each extra with the versions of its packages, or what is missing of it. A missing extra is no fault."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        wanted = requires("risalah") or []
    except PackageNotFoundError:
        yield Finding("extras", "all", "unknown", "risalah runs without being installed: pip install risalah")
        return
    extras: dict[str, list[str]] = {}
    for line in wanted:
        name, named = _NAME.match(line), re.search(r"extra == ['\"]([^'\"]+)", line)
        if name and named and named[1] != "dev":
            extras.setdefault(named[1], []).append(name[0])
    for extra, packages in sorted(extras.items()):
        have = {p: _find_version(p) for p in packages}
        missing = [p for p, found in have.items() if found is None]
        there = ", ".join(f"{p} {found}" for p, found in have.items() if found)
        told = f"missing {', '.join(missing)}: pip install 'risalah[{extra}]'" if missing else ""
        yield Finding("extras", extra, "; ".join(x for x in (there, told) if x))


def _find_version(package: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None


def list_settings(config: Path | None = None) -> Iterator[Finding]:
    """Every setting in force, secrets masked; a settings file that cannot be used is told."""
    try:
        settings = load_settings(file=config)
    except ConfigError as e:
        yield Finding("settings", "file", "not usable", str(e))
        return
    for f in fields(Settings):
        yield Finding("settings", f.name, mask(f.name, getattr(settings, f.name)))


def mask(name: str, value: Any) -> Any:
    """The value of a setting as it may be shown: no secret, no password in an address."""
    if value is None or isinstance(value, bool | int):
        return value
    if _SECRET.search(name) and name not in _NO_SECRET:
        return "***"
    return _IN_URL.sub(r"\1:***@", str(value))


def check_register(target: str) -> Iterator[Finding]:
    """Schema, size, free disk and evidence of a register; nothing is changed."""
    from risalah.store import open_store, read_schema, verify
    from risalah.store.connect import locate

    shown = mask("register", target)
    try:
        schema, newest = read_schema(target)
        told = "" if schema == newest else f"bring it up to date: risalah migrate {shown}"
        yield Finding("register", "schema", f"{schema} of {newest}", told)
        with open_store(target, read_only=True) as store:
            yield from (Finding("register", name, n) for name, n in store.counts().items())
            runs = store.runs()
            unfinished = bool(runs) and runs[-1].get("finished") is None
            yield Finding(
                "register", "last run", "not finished" if unfinished else "finished" if runs else "none",
                "its build was broken off, or is under way: repeat the build" if unfinished else "",
            )  # fmt: skip
            report = verify(store)
            wrong = "" if report.ok else "see `risalah verify`, and restore a backup or rebuild"
            yield Finding("register", "evidence", f"{report.spans} spans, {len(report.faults)} faults", wrong)
    except RegisterBusy:
        raise
    except StoreError as e:
        yield Finding("register", "can be read", "no", mask("", str(e)))
        return
    path = locate(target).path
    if path is not None:
        free = shutil.disk_usage(path.parent).free
        yield Finding("disk", "register", f"{path.stat().st_size / 1e6:.1f} MB")
        yield Finding("disk", "free", f"{free / 1e9:.1f} GB", "free some disk space" if free < _LOW_BYTES else "")
