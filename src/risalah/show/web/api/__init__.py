"""The register as JSON and CSV: /api/v1, its description, and the .json and .csv of each screen. Never: a write."""

from __future__ import annotations

from risalah.show.web.api.app import make_api
from risalah.show.web.api.suffixes import make_suffixes

__all__ = ["make_api", "make_suffixes"]
