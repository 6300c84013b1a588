"""The curators' screens: cards, decisions, their keys. In: forms. Out: decisions of the store. Never: a computed entry.

Nothing here writes an entry: a decision is appended, and the entries are computed anew by whoever serves.
"""

from __future__ import annotations

from risalah.show.web.review.curation import Curation, OfficialText, Relinker
from risalah.show.web.review.routes import make_review_routes

__all__ = ["Curation", "OfficialText", "Relinker", "make_review_routes"]
