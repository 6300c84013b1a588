"""Write the pages of docs/reference that can be read off the program: see PAGES.

python tools/write_reference.py
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import typer

from risalah.cli import app
from risalah.config import Settings
from risalah.model.register import Register
from risalah.resources.loader import DATA, read_yaml
from risalah.show.export import FORMATS
from risalah.show.export_rows import TYPES
from risalah.show.exports.formats import OTHERS
from risalah.show.exports.tables import list_tables
from risalah.show.web.api.describing import build_api
from risalah.show.web.endings import find_ending

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
NAMES = {"sources": "SRC...", "register": "REGISTER", "folder": "[DIR]", "record": "ID", "suite": "[SUITE]"}


def write_cli() -> str:
    """Every command with its arguments and options."""
    group: Any = typer.main.get_command(app)
    lines = [
        "# Commands",
        "",
        "Data goes to standard output, messages to standard error. `SRC` is a file, a folder or `-` (standard input):",
        "`.html .htm .txt .md .json .jsonl .csv .parquet .warc .zip .tar`, packed (`.gz .bz2 .xz`) or not; or",
        "what names pages of the web: an address, a feed, a sitemap, `.opml`, a list of addresses (`.urls`).",
        "`REGISTER` is a folder, a `.db` file or a `postgresql://` URL.",
        "Exit codes stand in [exit-codes.md](exit-codes.md), settings in [settings.md](settings.md).",
        "",
        "`risalah --version` prints the version; `--help` after any command prints what it takes.",
    ]
    for name in sorted(group.commands):
        command = group.commands[name]
        lines += describe(name, command, "##")
        for sub in sorted(getattr(command, "commands", ())):
            lines += describe(f"{name} {sub}", command.commands[sub], "###")
    return "\n".join(lines) + "\n"


def describe(name: str, command: Any, mark: str) -> list[str]:
    """One command, or a group of them."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]

    def call(p: Any) -> str:
        if p.name == "record" and name == "show":
            return "[ID]"
        return p.metavar or NAMES.get(p.name, p.name.upper())

    words = " ".join(call(p) for p in arguments) + ("COMMAND" if hasattr(command, "commands") else "")
    lines = [
        "",
        f"{mark} risalah {name}",
        "",
        f"`risalah {name} {words}`".replace(" `", "`"),
        "",
        command.help or "",
        "",
    ]
    if not arguments and not options:
        return lines[:-1]
    lines += ["| | |", "|---|---|"]
    lines += [f"| {call(p)} | {cell(p.help)} |" for p in arguments]
    for p in options:
        flags = ", ".join(f"`{o}`" for o in [*p.opts, *p.secondary_opts])
        default = "" if p.default in (None, False) or p.required or callable(p.default) else f" Default: `{p.default}`."
        lines.append(f"| {flags} | {cell(p.help)}{' Required.' if p.required else ''}{default} |")
    return lines


def cell(text: str | None) -> str:
    """A text that fits in a cell of a table."""
    return " ".join((text or "").split()).replace("|", "\\|")


def write_settings() -> str:
    """Every setting, its environment variable, default and meaning."""
    lines = [
        "# Settings",
        "",
        "A setting comes from, in this order, later ones winning: its default, `risalah.toml` in the working folder",
        "(or the file that `--config` or `RISALAH_CONFIG` names), the environment, the command line.",
        "",
        "| setting | environment | default | what it does |",
        "|---|---|---|---|",
    ]
    for f in fields(Settings):
        default = "none" if f.default is None else str(f.default).lower() if isinstance(f.default, bool) else f.default
        lines.append(f"| `{f.name}` | `RISALAH_{f.name.upper()}` | `{default}` | {cell(f.metadata['help'])} |")
    lines += [
        "",
        "A settings file is TOML with these names at the top level:",
        "",
        "```toml",
        'ui_lang = "en"',
        "jobs = 4",
        "```",
    ]
    return "\n".join(lines) + "\n"


def write_codebook() -> str:
    """Every value with its Indonesian and English label."""
    lines = [
        "# Codebook: values and labels",
        "",
        "Every value that may stand in the register, as `src/risalah/data/codebook.yaml` has it. What a record is, and",
        "how a stage is chosen, stands in [pages to records](../explain/pages-to-records.md).",
    ]
    for group, values in read_yaml(DATA / "codebook.yaml").items():
        lines += ["", f"## {group}", "", "| value | Indonesian | English | note |", "|---|---|---|---|"]
        for value, row in values.items():
            note = "; ".join(str(v) for k, v in row.items() if k not in ("id", "en"))
            lines.append(f"| `{value}` | {cell(row['id'])} | {cell(row['en'])} | {cell(note)} |")
    return "\n".join(lines) + "\n"


def write_api() -> str:
    """Every address of the JSON API with its parameters, and every shape."""
    page = build_api(describe_api())
    lines = [
        "# JSON API",
        "",
        page.about,
        "",
        "`risalah serve REGISTER` answers it; `/api/v1/openapi.json` is the OpenAPI 3.1 description, `/api` this page.",
        "Any list or thing on a screen has a `.json` and a `.csv` too: `/commitments.csv?sector=trade`.",
        "",
        "A list answers `{ok, as_of, total, total_is_exact, next_url, items, facets}`. Follow `next_url` until it is",
        "null; a cursor is good for its own list only. A single thing answers `{ok, as_of, item}`. Every error answers",
        '`{"ok": false, "error": ..., "errors": [...], "status": ...}`. An unknown parameter is an error. Several',
        "values of one filter mean any of them, several filters all of them.",
    ]
    for a in page.addresses:
        lines += ["", f"## GET {a.path}", "", f"{a.summary} Gives: {a.returns}."]
        if a.parameters:
            lines += ["", "| parameter | takes | meaning |", "|---|---|---|"]
            lines += [f"| `{p.name}` | {cell(p.takes)} | {cell(p.text)} |" for p in a.parameters]
    lines += ["", "## Shapes"]
    for name, text, rows in page.shapes:
        lines += ["", f"### {name}", "", text, "", "| field | type | meaning |", "|---|---|---|"]
        lines += [f"| `{f.name}` | {cell(f.type)} | {cell(f.text)} |" for f in rows]
    return "\n".join(lines) + "\n"


def describe_api() -> Any:
    """The OpenAPI description; it is the same for every register."""
    from datetime import date
    from unittest.mock import Mock

    from risalah.show.web.api import make_api

    return make_api(Mock(), date.today, may_read_text=lambda _: False).openapi()


def write_formats() -> str:
    """Every export format: what it gives and leaves out, and where it can be had."""
    own = {
        "json": ("application/json", ".json", "nothing of the register"),
        "jsonl": ("application/jsonl", ".jsonl", "articles, stories, actors, judgements"),
        "csv": ("text/csv", ".csv", "evidence in words (it gives places), sentences"),
    }
    lines = [
        "# Formats",
        "",
        "`risalah export REGISTER --format NAME -o OUT` writes the whole register. On the screens of `risalah serve`",
        "the ending stands behind the address of a list, a dossier or a thing, and the filters stay; a folder of files",
        "comes packed, and an answer holds 2,000 entries at most (`csv` has no such end). The API",
        "lists them at `/api/v1/formats`. How each is meant: [take the register elsewhere](../howto/exports.md).",
        "",
        "| format | ending | media type | carries | gives | leaves out |",
        "|---|---|---|---|---|---|",
    ]
    for name, about in FORMATS.items():
        other = OTHERS.get(name)
        kind, ending, loses = (other.media_type, find_ending(other), other.loses) if other else own[name]
        takes = " ".join(f"{t}s" for t in TYPES if other is None or t in other.takes)
        lines.append(f"| `{name}` | `{ending}` | {cell(kind)} | {takes} | {cell(about)} | {cell(loses)} |")
    return "\n".join(lines) + "\n"


def write_tables() -> str:
    """Every table and column of CSV, XLSX, Parquet, Stata and the data package."""
    lines = [
        "# Tables and columns",
        "",
        "The tables of `xlsx`, `parquet`, `stata` and `datapackage`; those of `csv` have the same columns and a table",
        "of judgements. Several values of one cell are joined by `; `, a place in a text is `article:start-end` in",
        "code points. Texts of articles are in none of them. Stata shortens names beyond 32 characters.",
    ]
    for table in list_tables(SimpleNamespace(register=Register(), entries=(), evidence={}, as_of="")):  # type: ignore[arg-type]
        lines += ["", f"## {table.name}", "", f"{table.about}.", "", "| column | type | holds |", "|---|---|---|"]
        lines += [f"| `{c.name}` | {c.type} | {cell(c.about)} |" for c in table.columns]
    return "\n".join(lines) + "\n"


PAGES = {
    "cli.md": write_cli,
    "settings.md": write_settings,
    "codebook.md": write_codebook,
    "api.md": write_api,
    "formats.md": write_formats,
    "tables.md": write_tables,
}


def main() -> None:
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        (REFERENCE / name).write_text(write(), encoding="utf-8")


if __name__ == "__main__":
    main()
