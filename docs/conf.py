"""The documentation as pages: `make docs` (extra `docs`)."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
project = "risalah"
author = "The risalah maintainers"
copyright = "The risalah maintainers, Apache-2.0"
release = re.search(r'__version__ = "([^"]+)"', (ROOT / "src/risalah/__init__.py").read_text(encoding="utf-8"))[1]
extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["_build", "notebooks"]
html_theme = "furo"
html_title = f"risalah {release}"
myst_heading_anchors = 4
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
suppress_warnings = ["toc.not_included", "misc.highlighting_failure"]

OUTSIDE = re.compile(r"\[([^\]]+)\]\((?:\.\./)+((?:src|tests|bench|tools|packaging|[A-Z]+\.md)[^)\s]*)\)")


def name_files(app, name, source) -> None:
    """Files of the repository beside docs/ are named, not linked: the pages are read without it."""
    source[0] = OUTSIDE.sub(r"\1 (`\2`)", source[0])


def setup(app) -> None:
    """Add what Sphinx calls."""
    app.connect("source-read", name_files)
