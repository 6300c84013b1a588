"""The small picture beside the name of a stage: a bar for each step of the ladder, filled up to this one."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from markupsafe import Markup

from risalah.model.codebook import HIGH_STAGES, LADDER, rank

_STEP, _WIDE, _HIGH = 4, 3, 10


def family(stage: str) -> Literal["high", "middle", "low", "off"]:
    """Which part of the ladder a stage is of: signed and above, agreed and above, below, or none."""
    if stage in HIGH_STAGES:
        return "high"
    return "middle" if rank(stage) >= rank("agreed") else "low" if rank(stage) >= 0 else "off"


@lru_cache(maxsize=64)
def draw_pips(stage: str) -> Markup:
    """The picture; it says nothing that the name beside it does not say."""
    at = rank(stage)
    bars = [_bar(n) for n in range(len(LADDER))]
    return Markup(
        '<svg class="pips" viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true" focusable="false">'
        '<path class="on" d="{2}"/><path class="no" d="{3}"/></svg>'
    ).format(_STEP * len(LADDER), _HIGH, "".join(bars[: at + 1]), "".join(bars[at + 1 :]))


def _bar(n: int) -> str:
    height = 3 + n // 2
    return f"M{n * _STEP} {_HIGH - height}h{_WIDE}v{height}h-{_WIDE}z"
