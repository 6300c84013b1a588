"""Names of real office holders, which no page of our own may have."""

from __future__ import annotations

import re
from importlib.resources import files


class OfficeHolders:
    """The full names in the tables of offices."""

    def __init__(self) -> None:
        tables = files("risalah") / "data" / "actors" / "offices"
        names = {
            line.split("\t")[2]
            for table in tables.iterdir()
            if table.name.endswith(".tsv")
            for line in table.read_text(encoding="utf-8").splitlines()
            if not line.startswith("#") and line.count("\t") > 2
        }
        self.names = {n for n in names if " " in n}

    def find(self, text: str) -> list[str]:
        """Those that stand in a text as whole words."""
        named = [n for n in self.names if n in text]
        return [n for n in named if re.search(rf"(?<![\w-]){re.escape(n)}(?![\w-])", text)]
