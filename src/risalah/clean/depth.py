"""How deep the elements of a page lie in one another: the extractors' time grows with the square of it."""

from __future__ import annotations

import re

DEEPEST = 400
"""A page whose boxes lie deeper is read by the fast parser alone: no article has that."""
_BOX = re.compile(
    r"<(/?)(?:div|span|section|article|main|b|i|em|strong|font|center|blockquote|ul|ol|table|td|a)\b", re.I
)


def measure_depth(html: str) -> int:
    """How many boxes are open at most."""
    deepest = depth = 0
    for m in _BOX.finditer(html):
        depth = max(0, depth - 1) if m[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
