"""Write a site: every page of the web application is asked for in this process, and written with relative links."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from risalah.errors import ConfigError, StoreError
from risalah.show.exports.shelf import Shelf
from risalah.show.publish.addresses import Address, read_address
from risalah.show.publish.index import write_index
from risalah.show.publish.rewrite import drop_links, make_redirect, rewrite_page
from risalah.show.web.interface import LANGUAGES
from risalah.store.reader import Reader

MARK = ".risalah-site"
"""A file in the folder of a site: only such a folder is ever emptied."""
_STATIC = ("icon.svg", "site.css", "pictures.css", "print.css")


@dataclass(slots=True)
class SiteReport:
    """What was written: pages, files in all; addresses that no page answered, with the status."""

    pages: int = 0
    files: int = 0
    missing: dict[str, int] = field(default_factory=dict)


def publish(
    store: Reader,
    folder: Path,
    as_of: date,
    *,
    full_text: bool = False,
    languages: tuple[str, ...] = LANGUAGES,
    tell: Callable[[int], None] | None = None,
) -> SiteReport:
    """Write the register into `folder` as pages that a browser reads without a server.

    `full_text` True puts whole articles into it; without it a page shows the sentences that serve as evidence. `tell`
    is told the number of pages now and then. Raises ConfigError where `folder` holds something that is not a site.
    """
    _prepare(folder)
    shelf = Shelf(store, as_of.isoformat())
    writer = _Writer(store, folder, as_of, full_text, languages, tell)
    # In a thread of its own: a notebook's own thread runs an event loop already.
    with ThreadPoolExecutor(1) as pool:
        report = pool.submit(lambda: asyncio.run(writer.write(list_seeds(shelf)))).result()
    index = "".join(write_index(shelf))
    (folder / "static" / "search-index.js").write_text(index, encoding="utf-8")
    report.files = sum(1 for f in folder.rglob("*") if f.is_file())
    return report


def list_seeds(shelf: Shelf) -> Iterator[str]:
    """The paths of all entries, stories, articles, actors and pairs: what no page links to is on the site too."""
    yield "/"
    yield "/search"
    for entry in shelf.entries:
        yield f"/{entry.type}/{entry.id}"
        yield f"/{entry.type}/{entry.id}.json"
    yield from (f"/story/{s.id}" for s in shelf.register.stories)
    yield from (f"/article/{a.id}" for a in shelf.register.articles)
    for actor in shelf.register.actors:
        page = {"state": "state", "organisation": "organisation"}.get(actor["kind"], "person")
        yield f"/{page}/{actor['id']}"
    yield from (f"/pair/{left}/{right}" for left, right, _ in shelf.store.country_pairs())


class _Writer:
    def __init__(
        self,
        store: Reader,
        folder: Path,
        as_of: date,
        full_text: bool,
        languages: tuple[str, ...],
        tell: Callable[[int], None] | None,
    ) -> None:
        from risalah.show.web.access import Access
        from risalah.show.web.app import create_app

        self._app = create_app(store, as_of=as_of, full_text=full_text, access=Access())
        self._folder, self._languages, self._tell = folder, languages, tell
        self._waiting: list[Address] = []
        self._known: dict[str, Address] = {}
        self._dead: set[str] = set()
        self.report = SiteReport()

    async def write(self, seeds: Iterator[str]) -> SiteReport:
        import httpx

        for path in seeds:
            for lang in ("id",) if path.endswith(".json") else self._languages:
                self._want(Address(path, lang))
        transport = httpx.ASGITransport(app=self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            while self._waiting:
                await self._write(client, self._waiting.pop())
        if self._dead:
            self._drop_dead()
        return self.report

    def _want(self, address: Address) -> None:
        if address.file not in self._known and address.lang in self._languages:
            self._known[address.file] = address
            self._waiting.append(address)
        elif address.lang not in self._languages:
            self._dead.add(address.file)

    async def _write(self, client: object, at: Address) -> None:
        answer = await client.get(at.target)  # type: ignore[attr-defined]
        if answer.is_redirect:
            to, _ = read_address(answer.headers["location"], at)
            if to is None or to.file == at.file:
                self._miss(at, answer.status_code)
                return
            self._want(to)
            self._save(at.file, make_redirect(at, to))
        elif answer.status_code != 200:
            self._miss(at, answer.status_code)
        elif answer.headers["content-type"].startswith("text/html"):
            self._save(at.file, rewrite_page(answer.content, at, self._want))
            self.report.pages += 1
            if self._tell and self.report.pages % 500 == 0:
                self._tell(self.report.pages)
        else:
            self._save(at.file, answer.content)

    def _miss(self, at: Address, status: int) -> None:
        if status >= 500:
            raise StoreError(f"{at.path}: this page could not be made", remedy="see the log, and check with `verify`")
        self._dead.add(at.file)
        self.report.missing[at.path] = status

    def _save(self, file: str, body: bytes) -> None:
        path = self._folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)

    def _drop_dead(self) -> None:
        """Take out the links to what no page answered."""
        dead = frozenset(self._dead)
        for file in self._known:
            path = self._folder / file
            if file.endswith(".html") and file not in dead and path.is_file():
                path.write_bytes(drop_links(path.read_bytes(), file, dead))


def _prepare(folder: Path) -> None:
    """An empty folder with what all pages share; an older site in it is taken away."""
    from risalah.show.web.render import HERE

    try:
        if folder.exists() and any(folder.iterdir()):
            if not (folder / MARK).is_file():
                raise ConfigError(f"{folder}: there is something else in this folder", remedy="name an empty folder")
            shutil.rmtree(folder)
        (folder / "static").mkdir(parents=True)
        (folder / MARK).write_text("Made by `risalah publish`; the next one empties this folder.\n", encoding="utf-8")
        for name in _STATIC:
            shutil.copyfile(HERE / "static" / name, folder / "static" / name)
        shutil.copyfile(Path(__file__).with_name("search.js"), folder / "static" / "search.js")
    except OSError as e:
        raise ConfigError(f"{folder}: {e.strerror}", remedy="name a folder that can be written") from e
