"""What a page is known by, and what read or linked it: hashes of the page as it came, of code, data and settings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

from risalah import __version__
from risalah.config import Settings
from risalah.model.article import Page
from risalah.model.ids import digest

_ROOT = Path(__file__).parent
_READING = (
    "errors.py",
    "cascade.py",
    "pipeline.py",
    "model",
    "resources",
    "read",
    "clean",
    "annotate",
    "extract",
    "data",
)
_LINKING = (
    "errors.py",
    "model",
    "resources",
    "link",
    "data/link.yaml",
    "data/languages",
    "data/outlets",
    "data/actors",
)
_NOT_READ = (
    "data/sample",
    "data/evaluate",
    "data/measure",
    "data/link.yaml",
    "data/labels.yaml",
    "data/interface.yaml",
)
_NO_PART = {"jobs", "strict", "page_bytes", "as_of", "ui_lang", "host", "port", "verbose"}
_NO_PART |= {"cluster", "page_seconds", "archive_bytes", "archive_ratio", "archive_records", "archive_depth"}
"""Settings on which no document hangs; any other one that is added does."""


def hash_page(page: Page) -> str:
    """A hash of a page as it came, with all that a row or the command line says of it; not of where it lay."""
    rest = json.dumps(page.metadata, ensure_ascii=False, sort_keys=True, default=str)
    named = (page.url, page.title, page.outlet, page.published, page.author, page.lang, page.source_id)
    # None and "" are not the same to `clean`.
    return digest(page.content, page.kind, rest, *("-" if x is None else "=" + x for x in named))


def name_engine(settings: Settings) -> str:
    """What reads pages: version, code, data, and the settings on which a document hangs."""
    parts = [f"risalah {__version__}", _hash_files(_READING, _NOT_READ)]
    for f in fields(settings):
        if f.name in _NO_PART or f.name.startswith(("fetch_", "feed_")):
            continue
        value = getattr(settings, f.name)
        parts.append(f"{f.name}={value}")
        if f.name.startswith("import_") and value and Path(value).is_file():
            parts.append(hashlib.sha256(Path(value).read_bytes()).hexdigest())
    return digest(*parts)


def name_linker() -> str:
    """What computes the register out of documents and judgements: version, code and weights."""
    return digest(f"risalah {__version__}", _hash_files(_LINKING, ()))


@cache
def _hash_files(names: tuple[str, ...], without: tuple[str, ...]) -> str:
    """One hash over the code and data below `names`, a changed file of which may change what is found."""
    whole = hashlib.sha256()
    for path in sorted(p for name in names for p in _list_files(_ROOT / name)):
        place = path.relative_to(_ROOT).as_posix()
        if place.startswith(without):
            continue
        whole.update(place.encode() + b"\x00" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _list_files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for found in path.rglob("*"):
        if found.is_file() and found.suffix != ".pyc" and not found.name.startswith("."):
            yield found
