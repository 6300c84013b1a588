"""What `serve` does for curators through the one writer: entries anew, official documents, erasing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from risalah.config import Settings
from risalah.errors import NoUsableInput

if TYPE_CHECKING:
    from risalah.show.web.review import OfficialText

_WAIT = 20.0
"""Seconds for which another writer is waited for while somebody sits before the screen."""


class Clerk:
    """Writes to the register at `register`, opened anew each time: between two tasks others may write."""

    def __init__(self, register: str, settings: Settings) -> None:
        self._register, self._settings = register, settings

    def relink(self) -> None:
        """Compute the entries anew. Raises RegisterBusy where a build is under way, which computes them too."""
        from risalah.cli_build import relink
        from risalah.store import open_store

        with open_store(self._register) as store:
            relink(store)

    def take_in(self, document: OfficialText) -> str:
        """Read a document as any page is read, mark it as official, store it; its article's id. Raises RisalahError."""
        from risalah.cli_reading import PageReader
        from risalah.show.web.bringing import Brought
        from risalah.store import open_store

        text = "" if document.name else document.body.decode("utf-8", "replace")
        if text and document.title:
            text = f"{document.title}\n\n{text}"
        files = ((document.name, document.body),) if document.name else ()
        brought = Brought(
            text=text, files=files, given_url=document.url, outlet=document.outlet, published=document.published
        )
        found = [d for d in PageReader(self._settings)(brought) if d.article.text]
        if len(found) != 1:
            raise NoUsableInput("this is not one document", remedy="give one text, or one .txt, .md or .html file")
        article = found[0].article
        marked = replace(article, metadata={**article.metadata, "official_by": document.by}, relevant=True)
        with open_store(self._register, wait=_WAIT) as store:
            store.write_documents([replace(found[0], article=marked)])
        return marked.id

    def forget(self, kind: str, key: str, why: str, by: str) -> None:
        """Erase an article or an actor's records for good, and compute the entries anew. Raises RisalahError."""
        from risalah.cli_build import relink
        from risalah.store import open_store

        with open_store(self._register, wait=_WAIT) as store:
            if kind == "article":
                store.forget_article(key, why, by)
            else:
                store.forget_actor(key, why, by)
            relink(store)
