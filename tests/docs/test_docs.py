"""The documentation names every command, option, setting and value, and its links lead somewhere."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
import yaml

from code_groups import GROUPS
from risalah import __version__
from risalah.cli import app, run
from risalah.config import Settings
from risalah.model import codebook
from risalah.resources.loader import DATA, read_yaml

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
REFERENCE = ROOT / "docs" / "reference"


def anchors(text: str) -> set[str]:
    """The anchors that headings of a Markdown page make."""
    heads = re.findall(r"^#+ +(.+?) *$", re.sub(r"```.*?```", "", text, flags=re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.S)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), target


def test_every_command_and_option_is_documented() -> None:
    text = (REFERENCE / "cli.md").read_text(encoding="utf-8")
    group: Any = typer.main.get_command(app)
    for name, command in group.commands.items():
        found = re.search(rf"^## risalah {name}$(.*?)(?=^## |\Z)", text, re.M | re.S)
        assert found, f"{name}: run python tools/write_reference.py"
        for parameter in command.params:
            if parameter.param_type_name == "option" and parameter.name != "help":
                for flag in parameter.opts:
                    assert f"`{flag}`" in found[1], f"{name} {flag}: run python tools/write_reference.py"


def test_every_setting_is_documented_with_its_default() -> None:
    text = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    for f in fields(Settings):
        row = next((line for line in text.splitlines() if line.startswith(f"| `{f.name}` |")), "")
        default = "none" if f.default is None else str(f.default).lower()
        assert f"`{default}`" in row and f.metadata["help"] in row, f"{f.name}: run python tools/write_reference.py"


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """The pages that tools/write_reference.py would write."""
    spec = importlib.util.spec_from_file_location("write_reference", ROOT / "tools" / "write_reference.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return {name: write() for name, write in tool.PAGES.items()}


@pytest.mark.parametrize("name", ["cli.md", "settings.md", "codebook.md", "api.md", "formats.md", "tables.md"])
def test_what_is_generated_is_of_this_program(name: str, written: dict[str, str]) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == written[name], "run python tools/write_reference.py"
    assert len(written) == 6


def list_keys(value: Any) -> set[str]:
    """The names of all fields, at any depth; what is a code or an id of data is no name of a field."""
    if isinstance(value, dict):
        inner = {k for name, v in value.items() if name not in OF_DATA for k in list_keys(v)}
        return {k for k in value if isinstance(k, str)} | inner
    return {k for v in value for k in list_keys(v)} if isinstance(value, list) else set()


OF_DATA = frozenset({"metadata", "counts", "usage", "relevance_reasons"})
"""Fields whose own keys are of the page, or names of extractors."""


def test_every_field_of_our_json_is_documented(
    sample_register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (REFERENCE / "json.md").read_text(encoding="utf-8")
    page = DATA / "sample" / "pages" / "03-kabarnusa-teken-perjanjian-pupuk.html"
    pages = str(page if page.exists() else DATA / "sample" / "pages")
    assert run(["extract", pages, "--json"]) in (0, 3)
    keys = {k for line in capsys.readouterr().out.splitlines() for k in list_keys(json.loads(line))}
    assert run(["export", str(sample_register), "-o", str(tmp_path / "r.json"), "--as-of", "2031-12-15"]) == 0
    keys |= list_keys(json.loads((tmp_path / "r.json").read_text(encoding="utf-8")))
    assert sorted(k for k in keys if not re.search(rf"\b{re.escape(k)}\b", text)) == []


def test_every_exit_code_is_documented() -> None:
    text = (REFERENCE / "exit-codes.md").read_text(encoding="utf-8")
    for code in (0, 1, 2, 3, 4, 5, 6, 7, 130):
        assert f"\n| {code} | " in text


def test_every_value_of_the_codebook_has_both_labels_and_is_documented() -> None:
    labels = read_yaml(DATA / "codebook.yaml")
    text = (REFERENCE / "codebook.md").read_text(encoding="utf-8")
    expected = {name: set(get_args(values)) for name, values in GROUPS.items() if name in labels}
    expected["commitment_kind"] = {*codebook.INSTRUMENTS, *codebook.UNDERTAKINGS}
    for group, values in expected.items():
        assert set(labels[group]) == values, group
        for value in values:
            row = labels[group][value]
            assert row["id"] and row["en"]
            assert f"| `{value}` | {row['id']} | {row['en']} |" in text, f"{value}: run python tools/write_reference.py"


def test_the_citation_is_of_this_version() -> None:
    row = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(row)
    assert row["version"] == __version__ and row["license"] == "Apache-2.0"
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_notice_names_every_vendored_asset() -> None:
    import json

    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    lock = ROOT / "src/risalah/show/web/static/vendor/VENDOR.lock"
    for row in json.loads(lock.read_text(encoding="utf-8")):
        assert f"{row['name']} {row['version']}" in notice and row["licence"] in notice


def test_every_make_target_that_the_docs_name_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = {t for page in PAGES for t in re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text(encoding="utf-8"), re.M)}
    assert {"run", "test", "golden"} <= named
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.M), f"make {target}"


def test_every_export_format_is_documented() -> None:
    from risalah.show.export import FORMATS

    text = (REFERENCE.parent / "howto" / "exports.md").read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"`{name}`" not in text] == []


def test_every_page_can_be_reached_from_the_start() -> None:
    start = ROOT / "docs" / "README.md"
    seen, waiting = set(), [start]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target):
                waiting.append((page.parent / target).resolve())
    lost = set((ROOT / "docs").rglob("*.md")) - seen - {ROOT / "docs" / "index.md"}
    assert sorted(str(p.relative_to(ROOT)) for p in lost) == []


@pytest.mark.parametrize(
    ("here", "there"), [("id/mulai.md", "start/first-register.md"), ("id/panduan-kurator.md", "howto/review.md")]
)
def test_a_translation_names_the_same_commands(here: str, there: str) -> None:
    """What is typed must be the same in both languages; a new option of the English page is not forgotten."""
    own = (ROOT / "docs" / here).read_text(encoding="utf-8")
    english = (ROOT / "docs" / there).read_text(encoding="utf-8")

    def commands(text: str) -> set[str]:
        return set(
            re.findall(
                r"\brisalah ([a-z]+)\b(?= [a-zA-Z-]*)",
                "\n".join(re.findall(r"^ {4}risalah.*|^\.venv.*|```.*?```", text, re.M | re.S)),
            )
        )

    assert commands(own) and commands(own) <= commands(english)


def test_links_to_other_sites_are_listed_and_well_formed() -> None:
    """They are not fetched here: the list says what to look at before a release."""
    found = {m for page in PAGES for m in re.findall(r"\]\((https?://[^)\s]+)\)", page.read_text(encoding="utf-8"))}
    listed = set((ROOT / "docs" / "links.txt").read_text(encoding="utf-8").split())
    assert found == listed, "mend docs/links.txt"
    assert all(re.fullmatch(r"https://[\w.-]+(/[^\s]*)?", link) for link in found)
