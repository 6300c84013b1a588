"""Groups of own-written articles with the right number of articles, outlets and origins (tests/sets/origins)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from risalah.config import Settings
from risalah.evaluate.checkout import ROOT
from risalah.evaluate.counts import Share
from risalah.link import link
from risalah.model.article import Page
from risalah.model.document import Document, Failure
from risalah.model.register import Register
from risalah.resources.linking import Weights
from risalah.scale import map_pages

GROUPS = ROOT / "tests" / "sets" / "origins" / "groups.jsonl"
"""One group a line: id, kind, articles, outlets, origins, pages."""


def read_groups(path: Path = GROUPS) -> list[dict[str, Any]]:
    """The groups in the order of the file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def measure_origin_groups(
    groups: Sequence[dict[str, Any]], weights: Weights, settings: Settings, log: list[tuple[Any, ...]]
) -> dict[str, Any]:
    """How many groups get the right numbers; each group is a register of its own."""
    documents = iter(_read(groups, settings))
    whole, parts = Share(), {name: Share() for name in ("articles", "outlets", "origins")}
    naive = Share()
    for group in groups:
        members = [next(documents) for _ in group["pages"]]
        said = count_sources(link(members, (), weights=weights), members)
        for name, share in parts.items():
            share.add(said[name] == group[name])
        whole.add(all(said[name] == group[name] for name in parts))
        naive.add(group["origins"] == len(members))  # what a count of reports says: every article is a source
        if any(said[name] != group[name] for name in parts):
            told = " ".join(f"{name} {said[name]} for {group[name]}" for name in parts if said[name] != group[name])
            log.append(("ORIGIN GROUP", group["id"], group["kind"], told))
    return {
        "source_counts": whole.to_json(),
        **{f"source_counts_{name}": share.to_json() for name, share in parts.items()},
        "source_counts_baseline": naive.to_json(),
    }


def count_sources(register: Register, documents: Iterable[Document]) -> dict[str, int]:
    """Articles (copies at one outlet once), outlets and origins behind these documents of a register."""
    ids = {d.article.id for d in documents}
    rows = [a for a in register.articles if a.id in ids]
    return {
        "articles": len({(a.duplicate_of or a.id, a.outlet) for a in rows}),
        "outlets": len({a.outlet or a.id for a in rows}),
        "origins": len({a.origin for a in rows}),
    }


def _read(groups: Sequence[dict[str, Any]], settings: Settings) -> Iterable[Document]:
    """The documents of all pages, in order."""

    def pages() -> Iterable[Page | Failure]:
        for group in groups:
            for row in group["pages"]:
                given = {key: row[key] for key in ("url", "title", "outlet", "published")}
                yield Page(content=row["text"], source_id=row["id"], where=row["id"], **given)

    return map_pages(pages(), settings)
