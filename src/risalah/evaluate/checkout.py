"""Lists and tools that lie in the repository and are not installed: tests/data and tools."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from risalah.errors import ConfigError

ROOT = Path(__file__).resolve().parents[3]
"""The root of the repository, where risalah runs from a checkout."""

NAMES = ROOT / "tests" / "data" / "names"
"""Lists of names for tests: sentences "ROLE STATE Name" by place, forms of states in the press."""


def load_tool(name: str) -> ModuleType:
    """A module of tools/. Raises ConfigError where risalah does not run from a checkout."""
    folder = ROOT / "tools"
    if not (folder / f"{name}.py").is_file():
        raise ConfigError(f"tools/{name}.py is not there", remedy="run it in a checkout of the repository")
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    return import_module(name)
