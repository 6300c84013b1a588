"""Which organisation an organ of it acts for: the Security Council for the United Nations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from risalah.resources.loader import DATA, read_tsv


@cache
def load_organs(folder: Path = DATA / "actors") -> Mapping[str, str]:
    """The organisation of each organ, by id (organs.tsv); none in a folder of one's own that has no such file."""
    path = folder / "organs.tsv"
    rows = read_tsv(path, ("organ", "body")) if path.exists() or folder == DATA / "actors" else ()
    return MappingProxyType({row["organ"]: row["body"] for _, row in rows})
