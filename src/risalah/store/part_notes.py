"""Which articles are one page of several: noted with each batch that is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from risalah.store.schema_parts import parts

ALL = 0
"""The number of a page that holds all parts."""


def write_parts(c: Connection, found: Sequence[tuple[str, str, int]]) -> None:
    """Note (article, whole, number) of pages that are parts."""
    if found:
        c.execute(parts.delete().where(parts.c.article.in_([article for article, _, _ in found])))
        c.execute(parts.insert(), [{"article": a, "whole": whole, "number": n} for a, whole, n in found])


def read_part_of(metadata: dict[str, Any]) -> tuple[str, int] | None:
    """(address of the whole, number) that cleaning noted; None for an article on one page."""
    whole, number = metadata.get("part_of"), metadata.get("part")
    if not isinstance(whole, str) or not (isinstance(number, int) or number == "all"):
        return None
    return whole, ALL if number == "all" else int(number)
