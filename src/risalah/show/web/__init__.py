"""The register in a browser. In: a register, opened read-only. Out: HTML and JSON pages. Never: a write, a fetch."""

from __future__ import annotations

from risalah.show.web.app import create_app
from risalah.show.web.serving import serve

__all__ = ["create_app", "serve"]
