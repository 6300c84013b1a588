"""A language: a folder of lexicons and patterns under data/languages/<code>."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from risalah.errors import ResourceError
from risalah.resources.loader import DATA, Row, read_yaml


class Language:
    """One language's data. `code` is ISO 639-1. Tables are read when first asked for and kept."""

    def __init__(self, code: str, folder: Path | None = None) -> None:
        self.code = code
        self.folder = folder or DATA / "languages" / code
        if not self.folder.is_dir():
            raise ResourceError(f"no data for the language {code!r}", path=self.folder)
        self._tables: dict[str, Any] = {}

    def table(self, name: str) -> Row:
        """The mapping in `<name>.yaml` ("patterns/meeting" for one in a sub-folder). Raises ResourceError."""
        if name not in self._tables:
            path = self.path(name)
            data = read_yaml(path)
            if not isinstance(data, Row):
                raise ResourceError("the file must hold one mapping", path=path, line=1)
            self._tables[name] = data
        row: Row = self._tables[name]
        return row

    def path(self, name: str) -> Path:
        """Where the table `name` lies."""
        return self.folder / f"{name}.yaml"

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """A list of strings in a table. Raises ResourceError where it is missing or holds anything else."""
        row = self.table(table)
        value = row.get(key)
        if not isinstance(value, list) or not all(isinstance(x, str) for x in value):
            raise ResourceError(f"{key!r} must be a list of words", path=self.path(table), line=row.line)
        return tuple(value)

    def word(self, table: str, key: str) -> str:
        """The one word that a table gives. Raises ResourceError where it is missing or no text."""
        row = self.table(table)
        value = row.get(key)
        if not isinstance(value, str) or not value:
            raise ResourceError(f"{key!r} must be a word", path=self.path(table), line=row.line)
        return value

    def mapping(self, table: str, key: str) -> Mapping[str, Any]:
        """A mapping in a table. Raises ResourceError where it is missing or of another form."""
        row = self.table(table)
        value = row.get(key)
        if not isinstance(value, dict):
            raise ResourceError(f"{key!r} must be a mapping", path=self.path(table), line=row.line)
        return value


def any_of(words: Iterable[str]) -> str:
    """A regular-expression group of the words, the longest first; a blank in a word matches any run of blanks.

    Without words it matches nothing, so that a language may leave a list empty.
    """
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + ("|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) or "(?!)") + ")"
