"""Which organisation an organ of it acts for, and which state a movement has governed since when."""

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


def find_ruled(day: str) -> dict[str, str]:
    """The state that a movement governs on an ISO day, by the movement's id; none where no day is known ("")."""
    return {movement: state for movement, state, since in _load_rulers() if day and since <= day}


@cache
def _load_rulers(folder: Path = DATA / "actors") -> tuple[tuple[str, str, str], ...]:
    """Movement, state and the ISO day since when (rulers.tsv)."""
    rows = read_tsv(folder / "rulers.tsv", ("movement", "state", "since"))
    return tuple((row["movement"], row["state"], row["since"]) for _, row in rows)
