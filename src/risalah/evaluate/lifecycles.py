"""Own-written lifecycles of commitments (tests/sets/lifecycles): one entry each, with its history and links?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from risalah.config import Settings
from risalah.evaluate.checkout import ROOT
from risalah.evaluate.counts import Links, Share
from risalah.link import link
from risalah.model.article import Page
from risalah.model.codebook import LADDER
from risalah.model.document import Document, Failure
from risalah.model.record import Commitment
from risalah.model.register import Entry, RecordRef, Register
from risalah.resources.linking import Weights
from risalah.scale import map_pages

LIFECYCLES = ROOT / "tests" / "sets" / "lifecycles"
"""Files of rows {id, commitments: {name: {parties, words, due}}, articles, relations, backward}."""

Told = tuple[str, str, int]
"""(lifecycle, commitment, number of the article)."""


@dataclass(slots=True)
class Placed:
    """Which records were extracted of what the lifecycles tell, and the entries that hold them."""

    records: dict[Told, list[RecordRef]] = field(default_factory=lambda: defaultdict(list))
    stages: dict[Told, set[str]] = field(default_factory=lambda: defaultdict(set))
    entry: dict[RecordRef, Entry] = field(default_factory=dict)

    def entries_of(self, life: str, name: str) -> dict[str, Entry]:
        """The entries with a record of one commitment, by id."""
        refs = [r for told, rows in self.records.items() if told[:2] == (life, name) for r in rows]
        return {self.entry[r].id: self.entry[r] for r in refs}

    def ids(self, told: Told) -> set[str]:
        """The entries with a record of one commitment of one article."""
        return {self.entry[r].id for r in self.records.get(told, ())}


def read_lifecycles(folder: Path = LIFECYCLES) -> list[dict[str, Any]]:
    """The lifecycles of all files, by name of the file."""
    return [row for path in sorted(folder.glob("*.yaml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


def measure_lifecycles(
    lives: Sequence[Mapping[str, Any]], weights: Weights, settings: Settings, log: list[tuple[Any, ...]]
) -> dict[str, Any]:
    """The figures; all lifecycles are one register, so that they stand in each other's way."""
    articles = [list(life["articles"]) for life in lives]
    documents = iter(read_articles([row for rows in articles for row in rows], settings))
    pages = {life["id"]: [next(documents) for _ in rows] for life, rows in zip(lives, articles, strict=True)}
    register = link([d for rows in pages.values() for d in rows], (), weights=weights)
    placed = _place(lives, pages, register)
    return {**_score_pairs(lives, placed, log), **_score_histories(lives, placed, log)}


def read_articles(rows: Sequence[Sequence[Any]], settings: Settings) -> Iterable[Document]:
    """Documents of articles [outlet, day, (anything,) title, text], in order.

    The gate for articles without diplomacy is left open: it wants more text than one or two sentences, and is measured
    by itself (`risalah eval relevance`).
    """
    settings = replace(settings, keep_all=True)

    def pages() -> Iterator[Page | Failure]:
        for n, row in enumerate(rows):
            outlet, day, title, text = row[0], str(row[1]), row[-2], row[-1]
            site = f"{outlet}.example"
            url = f"https://{site}/{day}/{n}"
            yield Page(
                content=f"{title}\n\n{text}",
                url=url,
                title=title,
                outlet=site,
                published=f"{day}T10:00:00+07:00",
                source_id=url,
                where=url,
            )

    return map_pages(pages(), settings)


def _place(lives: Sequence[Mapping[str, Any]], pages: Mapping[str, Sequence[Document]], register: Register) -> Placed:
    """Find which commitment each record tells of: by the words of its title, else of its sentence."""
    placed = Placed(entry={r: e for e in register.commitments for r in e.records})
    for life in lives:
        for n, (row, document) in enumerate(zip(life["articles"], pages[life["id"]], strict=True)):
            for record in document.commitments:
                name = _name(record, document, life["commitments"], row[2])
                if name:
                    placed.records[life["id"], name, n].append(RecordRef(document.article.id, record.id))
                    placed.stages[life["id"], name, n].add(record.stage)
    return placed


def _name(
    record: Commitment, document: Document, commitments: Mapping[str, Any], tells: Mapping[str, str]
) -> str | None:
    """The commitment of a record among those that its article tells, or None; the rarest words decide."""
    text = document.article.text
    sentences = " ".join((e.sentence or e.span).of(text) for e in record.evidence if e.field == "stage")
    for said in (record.title.lower(), sentences.lower()):
        named = [name for name in tells if any(word in said for word in commitments[name]["words"])]
        if named:
            return max(named)  # the later letter is the look-alike, whose words the first one lacks
    return None


def _score_pairs(lives: Sequence[Mapping[str, Any]], placed: Placed, log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Pairs of articles that tell of one commitment, and pairs of commitments that must stay apart."""
    links, stages = Links(), Share()
    apart = merged = found = 0
    for life in lives:
        told = [(life["id"], name, n) for n, row in enumerate(life["articles"]) for name in row[2]]
        for one in told:
            found += one in placed.records
            if one not in placed.records:
                log.append(("LIFECYCLE not extracted", *one[:2], life["articles"][one[2]][-1]))
            else:
                stages.add(life["articles"][one[2]][2][one[1]] in placed.stages[one])
        for a, b in combinations(told, 2):
            if a[1] != b[1]:
                continue
            if a not in placed.records or b not in placed.records:
                links.absent += 1
            elif placed.ids(a) & placed.ids(b):
                links.hit += 1
            else:
                links.missed += 1
                log.append(("LIFECYCLE missed", a[0], a[1], life["articles"][a[2]][-1], life["articles"][b[2]][-1]))
        for x, y in combinations(life["commitments"], 2):
            apart += 1
            if set(placed.entries_of(life["id"], x)) & set(placed.entries_of(life["id"], y)):
                merged += 1
                log.append(("LIFECYCLE wrongly merged", life["id"], x, y))
    for a, b in combinations(sorted(placed.records), 2):
        if a[2:] != b[2:] or a[:2] != b[:2]:
            same = bool(placed.ids(a) & placed.ids(b))
            links.right += same and a[:2] == b[:2]
            links.wrong += same and a[:2] != b[:2]
    return {
        "lifecycle_links": links.to_json(),
        "lifecycle_do_not_merge": {"bad": merged, "of": apart},
        "lifecycle_records": {"extracted": found, "of": sum(len(r[2]) for x in lives for r in x["articles"])},
        "lifecycle_stages": stages.to_json(),
    }


def _score_histories(lives: Sequence[Mapping[str, Any]], placed: Placed, log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Target dates kept, links between commitments, steps back marked and only where there is one."""
    due, relations, backward, forward = Share(), Share(), Share(), Share()
    extra = 0
    for life in lives:
        links = set()
        for name, row in life["commitments"].items():
            entries = placed.entries_of(life["id"], name)
            for wanted in row.get("due", ()):
                kept = any(wanted in _dates(e) for e in entries.values())
                due.add(kept)
                if not kept:
                    log.append(("LIFECYCLE target date lost", life["id"], name, wanted))
            marked = any(step.get("backward") for e in entries.values() for step in e.history)
            if name in life.get("backward", ()):
                backward.add(marked)
            elif all(stage in LADDER for r in life["articles"] for n, stage in r[2].items() if n == name):
                forward.add(not marked)
                if marked:
                    log.append(("LIFECYCLE step back that is none", life["id"], name))
            names = {key: other for other in life["commitments"] for key in placed.entries_of(life["id"], other)}
            links |= {
                (name, r["type"], names.get(r["entry"], r["entry"]))
                for e in entries.values()
                for r in e.value.get("related") or ()
            }
        for link_ in map(tuple, life.get("relations", ())):
            relations.add(link_ in links)
            if link_ not in links:
                log.append(("LIFECYCLE relation missed", life["id"], *link_))
        extra += len(links - set(map(tuple, life.get("relations", ()))))
    return {
        "lifecycle_target_dates": due.to_json(),
        "lifecycle_relations": {**relations.to_json(), "others": extra},
        "lifecycle_steps_back": backward.to_json(),
        "lifecycle_steps_forward": forward.to_json(),
    }


def _dates(entry: Entry) -> set[str]:
    """All target dates that an entry keeps, the current one, earlier ones and those of its rows."""
    value = entry.value
    dates = [value.get("due"), value.get("period"), *(value.get("previous") or ())]
    dates += [v for row in entry.conflicts if row.field in ("due", "period") for v, _ in row.values]
    return {str(d["edtf"]).removeprefix("../") for d in dates if d}
