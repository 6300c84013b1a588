"""Reading a page that a visitor of the web application brings in. Nothing is stored."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from risalah.cli_run import make_defaults, make_limits
from risalah.config import Settings
from risalah.errors import ConfigError
from risalah.model.article import Page
from risalah.model.document import Document, Failure

if TYPE_CHECKING:
    from risalah.pipeline import Kit
    from risalah.show.web.bringing import Brought

PAGES = 20
"""Pages of one upload, or of one address, that are read."""
SUFFIXES = (".html", ".htm", ".txt", ".md", ".json", ".jsonl", ".csv")


class PageReader:
    """Reads what was brought in, by the settings of `serve`. Threads may share one; they read one after another."""

    def __init__(self, settings: Settings) -> None:
        # The rules answer at once; a language model would let a visitor wait, and spend its owner's money.
        self._settings = replace(settings, jobs=1, keep_all=True, extractor="rules", import_langextract=None)
        self._lock = threading.Lock()
        self._kit: Kit | None = None

    def __call__(self, brought: Brought) -> list[Document]:
        """The documents of what was brought in, each with its failures. Raises RisalahError."""
        from risalah.pipeline import Kit, process_safely

        with tempfile.TemporaryDirectory() as folder:
            pages = list(islice(self._open(brought, Path(folder)), PAGES))
        with self._lock:
            if self._kit is None:
                self._kit = Kit(self._settings)
            return [process_safely(page, self._kit) for page in pages]

    def _open(self, brought: Brought, folder: Path) -> Iterator[Page | Failure]:
        defaults = make_defaults(brought.given_url or None, brought.outlet or None, brought.published or None, "auto")
        if brought.text:
            markup = brought.text.lstrip()[:1] == "<"
            given = {"url": defaults.url, "outlet": defaults.outlet, "published": defaults.published}
            yield Page(brought.text, "html" if markup else "text", "text", **given)
        if brought.address:
            yield from self._fetch(brought.address, defaults)
        for n, (name, content) in enumerate(brought.files, 1):
            yield from self._read_file(n, name, content, folder, defaults)

    def _fetch(self, address: str, defaults: Any) -> Iterable[Page | Failure]:
        """The page at an address, through the guard. Only http and https: anything else might be a file of ours."""
        from risalah.cli_run import open_pages

        if not address.lower().startswith(("http://", "https://")):
            raise ConfigError(f"{address[:60]!r} is no web address", remedy="give an address with https:// in front")
        return open_pages([address], self._settings, replace(defaults, url=None), PAGES)

    def _read_file(self, n: int, name: str, content: bytes, folder: Path, defaults: Any) -> Iterator[Page | Failure]:
        """The pages of an uploaded file. Its name decides how it is read, and never where it lies."""
        from risalah.read import read_pages

        suffix = Path(name.replace("\x00", "").replace("\\", "/")).suffix.lower()
        if suffix not in SUFFIXES:
            known = ", ".join(SUFFIXES)
            yield Failure("read", "unknown_kind", f"only {known} can be brought in", name[:120])
            return
        path = folder / f"{n}{suffix}"
        path.write_bytes(content)
        for page in read_pages([str(path)], defaults=defaults, limits=make_limits(self._settings)):
            yield replace(page, where=page.where.replace(str(path), name[:120]))
