"""Write docs/reference/licences.md: works of others in the package, models, and the packages that risalah needs.

python tools/write_licences.py
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.packages import Package, list_packages

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "licences.md"
MODELS = ROOT / "src" / "risalah" / "data" / "languages" / "id" / "models"
EXTRAS = ("cluster", "eval", "mcp", "parquet", "postgres")


def read_works() -> list[dict[str, Any]]:
    """The rows of tools/works.yaml."""
    rows: list[dict[str, Any]] = yaml.safe_load((ROOT / "tools" / "works.yaml").read_text(encoding="utf-8"))
    return rows


def write_page(core: dict[str, Package], extras: dict[str, Package]) -> str:
    """The page as text."""
    lines = [
        "# Licences",
        "",
        "risalah is Apache-2.0. Works of others in the package, and what models in it were learned from:",
        "",
        "| work | by | licence | in the package | which holds |",
        "|---|---|---|---|---|",
    ]
    for row in read_works():
        files = " ".join(f"`{f}`" for f in row["in_package"])
        lines.append(f"| {row['work']} | {row['by']} | {row['licence']} | {files} | {row['holds']} |")
    lines += [
        "",
        "Models, each with a card that says what it was made of, how good it is and where it fails:",
        "",
        *(f"- `{card.name}`: {read_title(card)}" for card in sorted(MODELS.glob("*.md"))),
        "",
        "The texts of the licences of works in the package stand in or beside their files; `NOTICE` names them all.",
        "",
        "## Packages",
        "",
        "`pip install risalah` brings these packages, with the licence that each states. They are not part of the",
        "package. The exact versions of a release stand in its bill of materials (`risalah.cdx.json`, CycloneDX),",
        "which `make release` writes.",
        "",
        "| package | licence |",
        "|---|---|",
        *(f"| {p.name} | {p.licence} |" for p in core.values() if p.name != "risalah"),
        "",
        f"Extras ({', '.join(f'`{e}`' for e in EXTRAS)}) bring besides:",
        "",
        "| package | licence |",
        "|---|---|",
        *(f"| {p.name} | {p.licence} |" for name, p in extras.items() if name not in core),
    ]
    return "\n".join(lines) + "\n"


def read_title(card: Path) -> str:
    """What a model card calls its model."""
    first = card.read_text(encoding="utf-8").splitlines()[0]
    return first.lstrip("# ").removeprefix("Model card: ")


if __name__ == "__main__":
    PAGE.write_text(write_page(list_packages(), list_packages(extras=EXTRAS)), encoding="utf-8")
    print(PAGE.relative_to(ROOT))
