"""Following a register: news feeds, calendars, saved searches that are sent by mail. Never: a write to the register."""

from __future__ import annotations

from risalah.show.web.follow.routes import make_follow_routes

__all__ = ["make_follow_routes"]
