"""What is sent: our instructions, and sentences as data between marks that no text can close."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from risalah.errors import ResourceError
from risalah.model.codebook import INSTRUMENTS, SECTORS, STAGES, UNDERTAKINGS, Horizon, Modality, Outcome
from risalah.resources.loader import DATA, Row, read_yaml

_PATH = DATA / "llm.yaml"


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence to be read, with the one before and the one after it as context."""

    number: int
    text: str
    before: str = ""
    after: str = ""

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {"n": self.number, "text": self.text, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class Prompt:
    """The instructions of data/llm.yaml, filled from the codebook. `version` names them."""

    version: int
    system: str
    question: str
    example: tuple[str, str]

    def messages(self, sentences: Sequence[Shown]) -> list[dict[str, str]]:
        """The chat messages that ask about some sentences."""
        asked, answered = self.example
        return [
            {"role": "system", "content": self.system},
            {"role": "user", "content": asked},
            {"role": "assistant", "content": answered},
            {"role": "user", "content": wrap(self.question, [s.to_json() for s in sentences])},
        ]


def wrap(question: str, rows: Sequence[Any]) -> str:
    """The question with its data. The mark is made from the data, and does not occur in it: no text can close it."""
    data = json.dumps({"sentences": list(rows)}, ensure_ascii=False)
    seed = data
    while True:
        mark = "DATA-" + hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if mark not in data:
            return f"{question.strip()}\n<<<{mark}\n{data}\n{mark}>>>"
        seed += mark


@cache
def load_prompt() -> Prompt:
    """The prompt. Raises ResourceError with the file where it is wrong."""
    row: Row = read_yaml(_PATH)
    values = {
        "kinds": (*INSTRUMENTS, *UNDERTAKINGS),
        "stages": STAGES,
        "modalities": get_args(Modality),
        "outcomes": get_args(Outcome),
        "horizons": get_args(Horizon),
        "sectors": SECTORS,
    }
    try:
        system = str(row["system"]).format(**{k: ", ".join(v) for k, v in values.items()})
        asked = wrap(str(row["question"]), row["example"]["sentences"])
        answered = json.dumps({"records": row["example"]["records"]}, ensure_ascii=False)
        return Prompt(int(row["version"]), system, str(row["question"]), (asked, answered))
    except (KeyError, IndexError, TypeError, ValueError) as e:
        raise ResourceError(f"the prompt cannot be made: {e!r}", path=_PATH, line=row.line) from e
