"""The examples of the Python guide run as they stand; notebooks are kept without outputs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from risalah.resources.loader import DATA

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))


def run_code(code: str, folder: Path) -> str:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "MPLBACKEND": "agg"}
    command = [sys.executable, "-X", "utf8", "-W", "error::DeprecationWarning:__main__", "-c", code]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_examples_of_the_python_guide_run(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    shutil.copytree(DATA / "sample" / "pages", tmp_path / "pages")
    text = (ROOT / "docs" / "howto" / "python.md").read_text(encoding="utf-8")
    said = run_code("\n".join(re.findall(r"```python\n(.*?)```", text, re.S)), tmp_path)
    assert re.search(r"register my-register: 2\d articles", said)
    assert "perjanjian" in said
    assert "'sealed' is no stage | use one of raised" in said
    assert "2 nowhere/register.db: no register here" in said
    assert (tmp_path / "quotations.parquet").stat().st_size > 1000


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_clean(notebook: Path) -> None:
    """They run in tests/acceptance/test_release.py, on the wheel."""
    book = json.loads(notebook.read_text(encoding="utf-8"))
    assert book["nbformat"] == 4
    cells = [c for c in book["cells"] if c["cell_type"] == "code"]
    assert cells and all(not c["outputs"] for c in cells), "clear the outputs before you commit a notebook"
