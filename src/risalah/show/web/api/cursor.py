"""Where a list goes on: the key of its last row, bound to the question that it answers."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence

from risalah.show.web.api.answers import Wrong

_CHECK = 9  # bytes


def write_cursor(question: str, keys: Sequence[str]) -> str:
    """An opaque text that `read_cursor` takes with the same question only."""
    body = json.dumps(list(keys), ensure_ascii=True, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_check(question, body) + body).decode().rstrip("=")


def read_cursor(question: str, given: str, length: int) -> list[str]:
    """The `length` keys of a cursor. Raises Wrong where it was changed, or belongs to another question."""
    try:
        raw = base64.urlsafe_b64decode(given.encode("ascii") + b"=" * (-len(given) % 4))
        check, body = raw[:_CHECK], raw[_CHECK:]
        keys = json.loads(body) if check == _check(question, body) else None
    except (ValueError, binascii.Error, UnicodeError):
        keys = None
    if not isinstance(keys, list) or len(keys) != length or not all(isinstance(k, str) for k in keys):
        raise Wrong(400, "after: this cursor is not one of this list; follow next_url, and begin anew after a change")
    return [str(k).replace("\x00", "") for k in keys]


def _check(question: str, body: bytes) -> bytes:
    return hashlib.blake2b(question.encode() + b"\x00" + body, digest_size=_CHECK, person=b"risalah cursor").digest()
