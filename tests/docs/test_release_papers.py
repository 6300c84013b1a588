"""What a release carries besides code: licences of works of others, model cards, a bill of materials, issue forms."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from risalah import __version__

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "risalah"
MODELS = PACKAGE / "data" / "languages" / "id" / "models"
WORKS: list[dict[str, Any]] = yaml.safe_load((ROOT / "tools" / "works.yaml").read_text(encoding="utf-8"))
CARD = ("Made of", "Figures", "Limits", "Train it anew")


def load(name: str) -> Any:
    """A script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("work", WORKS, ids=lambda w: w["work"])
def test_a_work_of_others_is_named_with_its_licence(work: dict[str, Any]) -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "reference" / "licences.md").read_text(encoding="utf-8")
    assert work["named_in_notice"] in notice and f"| {work['work']} |" in page
    for file in work["in_package"]:
        assert (PACKAGE / file).is_file() and Path(file).name in notice, file


def list_learned() -> list[Path]:
    """Tables of weights and models in the package, wherever they lie: what a training script writes."""
    written = re.findall(r"data.*?\"([\w]+\.(?:tsv|crfsuite))\"|(\w+\.(?:tsv|crfsuite))", "".join(
        p.read_text(encoding="utf-8") for p in (ROOT / "tools").glob("train_*.py")
    ))  # fmt: skip
    names = {a or b for a, b in written} | {"lines.tsv"}
    return sorted(p for p in (PACKAGE / "data").rglob("*") if p.name in names)


def test_every_model_has_a_card_with_all_its_parts() -> None:
    learned = list_learned()
    assert {"ner.crfsuite", "relevance.tsv", "lines.tsv", "speech.tsv"} <= {p.name for p in learned}
    for model in learned:
        card = MODELS / f"{model.stem}.md"
        assert card.is_file(), f"{model.name} has no model card"
        text = card.read_text(encoding="utf-8")
        heads = re.findall(r"^## (.+)$", text, re.M)
        assert text.startswith("# Model card: ") and model.name in text.splitlines()[0]
        assert [part for part in CARD if part not in heads] == [], card.name
        assert re.search(r"Measured on \d{4}-\d\d-\d\d", text), f"{card.name}: say when its figures were measured"


def test_every_package_that_is_asked_for_stands_on_the_page_of_licences() -> None:
    packages = load("packages")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / "reference" / "licences.md").read_text(encoding="utf-8")
    for need in project["dependencies"]:
        name = packages.normalise(re.match(r"[\w.-]+", need)[0])  # type: ignore[index]
        assert re.search(rf"^\| {re.escape(name)} \| (?!not stated)", page, re.M), (
            f"{name}: python tools/write_licences.py"
        )


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    sys.path.insert(0, str(ROOT))
    made: dict[str, Any] = load("write_sbom").describe()
    return made


def test_the_bill_of_materials_holds_together(bill: dict[str, Any]) -> None:
    """The rules of CycloneDX 1.6 that matter to a reader: what must be there, unique references, an own serial number."""
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    parts = [bill["metadata"]["component"], *bill["components"]]
    refs = [c["bom-ref"] for c in parts]
    assert len(refs) == len(set(refs)) > 40
    kinds = {"application", "library", "file", "machine-learning-model"}
    for part in [*parts, *(f for c in parts for f in c.get("components", ()))]:
        assert part["type"] in kinds and part["name"]
        for licence in part.get("licenses", ()):
            assert licence.keys() in ({"license"}, {"expression"})
        for found in part.get("hashes", ()):
            assert found["alg"] == "SHA-512" and re.fullmatch(r"[0-9a-f]{128}", found["content"])
    for row in bill["dependencies"]:
        assert row["ref"] in refs and set(row.get("dependsOn", ())) <= set(refs)
    assert len(bill["dependencies"]) == len({r["ref"] for r in bill["dependencies"]})
    names = {c["name"] for c in parts}
    assert {"htmx.org", "sqlalchemy", "data/languages/id/models/ner.crfsuite", "data/languages/id/speech.tsv"} <= names
    assert load("write_sbom").describe() == bill


def test_the_bill_is_valid_by_the_library_of_its_makers(bill: dict[str, Any], tmp_path: Path) -> None:
    python = ask_python("cyclonedx")
    (tmp_path / "bom.json").write_text(json.dumps(bill), encoding="utf-8")
    code = (
        "import sys\nfrom cyclonedx.schema import SchemaVersion\nfrom cyclonedx.validation.json import JsonStrictValidator\n"
        "fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1]).read())\nsys.exit(str(fault) if fault else 0)"
    )
    done = subprocess.run([python, "-c", code, "bom.json"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def ask_python(library: str) -> str:
    """The Python that RISALAH_CHECK_PYTHON names, where it has a library that this environment does not; else a skip."""
    python = os.environ.get("RISALAH_CHECK_PYTHON")
    if not python:
        pytest.skip("RISALAH_CHECK_PYTHON names no Python with the checkers (pip install 'risalah[check]' there)")
    if subprocess.run([python, "-c", f"import {library}"], capture_output=True, check=False).returncode:
        pytest.skip(f"{python} has no {library}")
    return python


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__ and re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc)\d+)?", __version__)
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", log, re.M)
    assert heads[0] == ("Unreleased", "") and heads[1][0] == __version__
    assert all(day for _, day in heads[1:])
    assert set(re.findall(r"^### (\w+)$", log, re.M)) <= {
        "Added",
        "Changed",
        "Deprecated",
        "Removed",
        "Fixed",
        "Security",
    }


def test_issue_forms_can_be_read() -> None:
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
    assert len(forms) >= 4
    for form in forms:
        found = yaml.safe_load(form.read_text(encoding="utf-8"))
        if form.name == "config.yml":
            continue
        assert {"name", "description", "body"} <= set(found), form.name
        ids = [b["id"] for b in found["body"]]
        assert len(ids) == len(set(ids))
        assert all(b["type"] in ("textarea", "input", "checkboxes", "dropdown") for b in found["body"])
        assert all(b["attributes"]["label"] for b in found["body"])
