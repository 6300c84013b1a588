"""What a visitor brings in: pasted text, files, an address. Checked and capped before anything reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData, UploadFile

from risalah.model.document import Document
from risalah.show.web.asking import RefusedError

MAX_TEXT = 400_000
"""Characters of pasted text: a long article has 20,000."""
MAX_FILES = 5
MAX_BYTES = 1_900_000
"""Bytes of all files together; the whole request is capped before that."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What is to be read. `given_url`, `outlet` and `published` (ISO) are what the visitor says of a text or file."""

    text: str = ""
    address: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    given_url: str = ""
    outlet: str = ""
    published: str = ""


ReadPage = Callable[[Brought], list[Document]]
"""Reads what was brought in. Raises RisalahError; what single pages lack stands in their failures."""


async def read_form(form: FormData) -> Brought:
    """What a form holds. Raises RefusedError (400, 413) for what is too much, or nothing at all."""
    text, address = _say(form, "text", MAX_TEXT + 1), _say(form, "address", 2049)
    if len(text) > MAX_TEXT:
        raise RefusedError(413, "read.too_long", n=str(MAX_TEXT))
    if len(address) > 2048:
        raise RefusedError(400, "error.bad_value", name="address", value=address[:40])
    uploads = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    if len(uploads) > MAX_FILES:
        raise RefusedError(413, "read.too_many", n=str(MAX_FILES))
    files, size = [], 0
    for upload in uploads:
        content = await upload.read(MAX_BYTES + 1)
        size += len(content)
        if size > MAX_BYTES:
            raise RefusedError(413, "read.too_large")
        files.append((str(upload.filename), content))
    if not (text.strip() or address or files):
        raise RefusedError(400, "read.nothing")
    published = _say(form, "published", 40)
    if published:
        try:
            published = date.fromisoformat(published).isoformat()
        except ValueError as e:
            raise RefusedError(400, "error.bad_value", name="published", value=published) from e
    return Brought(text.strip(), address, tuple(files), _say(form, "url", 2048), _say(form, "outlet", 120), published)


def _say(form: FormData, name: str, most: int) -> str:
    value = form.get(name)
    text = value[:most] if isinstance(value, str) else ""
    return text if name == "text" else text.replace("\x00", "").strip()
