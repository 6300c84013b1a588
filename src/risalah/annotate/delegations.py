"""Whose delegation somebody leads: "delegasi Fiji yang dipimpin Menhan Andara" makes Andara one of Fiji."""

from __future__ import annotations

from collections.abc import Sequence

from risalah.annotate.chunks import Chunk
from risalah.resources.actors import State
from risalah.resources.roles import RoleTable

_REACH = 7  # chunks of "delegasi perunding Fiji yang dipimpin langsung oleh" before a role
_BEHIND = 4  # chunks of "memimpin langsung delegasi" before the state


def find_led_state(chunks: Sequence[Chunk], first: int, after: int, roles: RoleTable) -> State | None:
    """The state whose delegation the holder of the role at `first` leads, whose name ends before chunk `after`."""
    return _before(chunks, first, roles) or _behind(chunks, after, roles)


def _before(chunks: Sequence[Chunk], first: int, roles: RoleTable) -> State | None:
    """ "Delegasi Fiji (yang) dipimpin (langsung) (oleh)" right before the role."""
    k = first - 1
    while k >= 0 and chunks[k].low in roles.led_links:
        k -= 1
    if k < 0 or chunks[k].low not in roles.led:
        return None
    k -= 1
    while k >= 0 and chunks[k].low in roles.led_links | {","}:
        k -= 1
    if k < 1 or chunks[k].kind != "state":
        return None
    row = {c.low for c in chunks[max(0, first - _REACH) : k]}
    return chunks[k].state if row & roles.delegations else None


def _behind(chunks: Sequence[Chunk], after: int, roles: RoleTable) -> State | None:
    """ "Memimpin delegasi Fiji" behind the name, "yang" or "akan" between."""
    k = after
    while k < len(chunks) and k < after + 2 and chunks[k].low not in roles.leads:
        k += 1
    if k >= len(chunks) or chunks[k].low not in roles.leads:
        return None
    row = chunks[k + 1 : k + 1 + _BEHIND]
    at = next((n for n, c in enumerate(row) if c.kind == "state"), None)
    return row[at].state if at is not None and {c.low for c in row[:at]} & roles.delegations else None
