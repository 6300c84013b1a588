"""Text that a format of lines or XML can hold."""

from __future__ import annotations

import re

from risalah.show.exports.shelf import Shelf

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("[\t\n\r\x85\u2028\u2029]+")


def drop_controls(text: str, shelf: Shelf) -> str:
    """The text without control characters, which XML, iCalendar and spreadsheets cannot hold; each is counted."""
    out, n = _CONTROLS.subn("", text)
    shelf.drop("control characters", n)
    return out


def one_line(text: str, shelf: Shelf) -> str:
    """The text on one line, without control characters; what broke the line is a blank, and is counted."""
    out, n = _BREAKS.subn(" ", drop_controls(text, shelf))
    shelf.drop("tabs and line breaks", n)
    return out.strip()
