"""XML of strangers: no entities of its own, no references to elsewhere, no control characters."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import ParseError

from risalah.errors import BadFeed

_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r")
_REFERENCES = re.compile(rb"&#(?:x0*(?:[0-8bce-f]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.I)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_PIECE = 1 << 16


def strip_controls(body: bytes) -> bytes:
    """The bytes without characters that XML forbids, one of which would cost the whole feed."""
    if body.startswith(_WIDE):  # UTF-16, where these bytes are parts of others
        return body
    return _REFERENCES.sub(b"", body.translate(None, _CONTROLS)).lstrip()


class Enough(Exception):
    """Raised by a target that has all it takes."""


def parse_xml(body: bytes, target: Any, where: str) -> None:
    """Feed the events of an XML file to `target` (start, end, data). Raises BadFeed; a target may raise Enough."""
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=target)
    try:
        for at in range(0, len(body), _PIECE):
            parser.feed(body[at : at + _PIECE])
        parser.close()
    except Enough:
        return
    except ParseError as e:
        raise BadFeed(f"{where}: not well-formed XML: {e}", reason="bad_xml", remedy="mend the file") from e
    except (ValueError, LookupError) as e:  # what defusedxml forbids; an encoding that nobody knows
        raise BadFeed(f"{where}: {_name_fault(e)}", reason=_word(e)) from e


def refuse_entities(body: bytes, where: str) -> None:
    """Raise BadFeed where a file defines entities. That it is broken otherwise does not matter here."""
    try:
        parse_xml(body, _Nothing(), where)
    except BadFeed as e:
        if e.reason == "xml_entities":
            raise


def _word(e: Exception) -> str:
    return "xml_entities" if type(e).__module__.startswith("defusedxml") else "bad_xml"


def _name_fault(e: Exception) -> str:
    if _word(e) == "xml_entities":
        return "the file defines entities of its own, which are not read"
    return f"cannot be read as XML: {e}"


class _Nothing:
    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Nothing."""

    def end(self, tag: str) -> None:
        """Nothing."""

    def data(self, text: str) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""
