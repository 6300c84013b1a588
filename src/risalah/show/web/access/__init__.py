"""Who may read and who may decide: sign-in, sessions, tokens, a proxy's word. Never: a record of the register."""

from __future__ import annotations

from risalah.show.web.access.gate import Gate
from risalah.show.web.access.rules import Access, Visitor, find_visitor, may_read_text, require_role

__all__ = ["Access", "Gate", "Visitor", "find_visitor", "may_read_text", "require_role"]
