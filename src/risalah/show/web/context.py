"""What every view of the web application needs besides the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Context:
    """What a view needs besides the register: the day of judgement and the interface language."""

    as_of: date
    lang: str
