"""What a decision lacks, in the language of the page."""

from __future__ import annotations

import re
from functools import lru_cache

from risalah.errors import RisalahError
from risalah.resources.loader import DATA, read_yaml
from risalah.show.web.render import Ui


def say_problem(e: RisalahError, ui: Ui) -> str:
    """The message of an error as the reader of this page reads it; in English, with its remedy, where none is known."""
    if ui.lang != "en":
        for pattern, said in _load():
            if match := pattern.fullmatch(e.message):
                named = {k: v.strip("'\"") for k, v in match.groupdict().items()}
                if "field" in named:
                    named["field"] = ui.field(named["field"])
                return said.format(**named)
    return f"{e.message}; {e.remedy}" if e.remedy else e.message


@lru_cache(maxsize=1)
def _load() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each message as a pattern, with what is said of it in Indonesian."""
    out = []
    for row in read_yaml(DATA / "problems.yaml").values():
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(str(row["en"])))
        out.append((re.compile(pattern), str(row["id"])))
    return tuple(out)
