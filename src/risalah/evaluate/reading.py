"""Run the engine over the pages that belong to a gold folder, and build their register."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from risalah.config import Settings
from risalah.errors import ConfigError
from risalah.evaluate.gold import GoldSet, read_ids
from risalah.link import link
from risalah.model.article import Page
from risalah.model.document import Document, Failure
from risalah.read import read_pages
from risalah.resources.linking import read_weights
from risalah.resources.outlets import OutletTable
from risalah.scale import map_pages
from risalah.show.export_rows import describe_register
from risalah.store import open_store


def read_documents(gold: GoldSet, settings: Settings, ids: Path | None = None) -> tuple[list[str], list[Document]]:
    """(gold ids, documents) of the pages that the gold is about, in their order. Raises ConfigError.

    Pages lie beside the gold: rows of pages.jsonl with the gold's ids; or the files of pages/, or else *.txt, in name
    order, whose ids stand in ids.txt (or in `ids`).
    """
    keys: list[str] = []

    def chosen() -> Iterator[Page | Failure]:
        for key, page in _pages(gold.root, ids):
            if key in gold.pages:
                keys.append(key)
                yield page

    documents = list(map_pages(chosen(), settings))
    if not documents:
        raise ConfigError(
            f"--gold: none of the pages beside {gold.root} is in the gold", remedy="check ids.txt or --split"
        )
    return keys, documents


def build_register(documents: Iterable[Document]) -> dict[str, Any]:
    """The register of these documents as CONTRACT.md exports it; built in a temporary folder and removed."""
    official = [outlet.domain for outlet in OutletTable() if outlet.kind == "ministry"]
    weights = read_weights().with_official(official)
    with tempfile.TemporaryDirectory(prefix="risalah-eval-") as folder, open_store(folder, create=True) as store:
        run = store.start_run("eval")
        store.write_documents((d for d in documents if d.article.text), run)
        store.write_register(link(list(store.documents()), (), weights=weights))
        store.finish_run(run, {})
        # The day changes only what is overdue, which no figure looks at.
        return dict(describe_register(store, date.today().isoformat()))


def _pages(root: Path, ids: Path | None) -> Iterator[tuple[str, Page | Failure]]:
    """(id, page) of all pages that lie beside the gold."""
    rows = root / "pages.jsonl"
    if rows.is_file():
        for page in read_pages([str(rows)]):
            if isinstance(page, Page) and page.source_id:
                yield page.source_id, page
        return
    sources = _sources(root)
    listed = ids or root / "ids.txt"
    if not sources or not listed.is_file():
        raise ConfigError(
            f"--gold: no pages beside {root}/gold",
            remedy="put there pages.jsonl, or pages/ or *.txt with ids.txt; or score a prediction file with --pred",
        )
    order, pages = read_ids(listed), list(read_pages(sources))
    if len(order) != len(pages):
        raise ConfigError(
            f"{listed} has {len(order)} ids, but there are {len(pages)} pages", remedy="give one id a page, in order"
        )
    for key, page in zip(order, pages, strict=True):
        yield key, replace(page, source_id=key) if isinstance(page, Page) else page


def _sources(root: Path) -> list[str]:
    if (root / "pages").is_dir():
        return [str(root / "pages")]
    return [str(path) for path in sorted(root.glob("*.txt")) if path.name != "ids.txt"]
