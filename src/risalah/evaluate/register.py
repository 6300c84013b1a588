"""Score an exported register against stories.json: stories, events, links, look-alikes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from risalah.evaluate.counts import Links, ratio
from risalah.evaluate.gold import Document, GoldSet, plain_url
from risalah.evaluate.ledger import Ledger, Row
from risalah.evaluate.register_sources import score_conflicts, score_origins

Record = tuple[str, str]
"""(gold page id, gold record id)."""


@dataclass(slots=True)
class Shelf:
    """The register's articles under their gold ids. `by_article`: article id -> gold ids of the documents with it."""

    by_article: dict[str, list[str]]
    gold_of: dict[str, str] = field(default_factory=dict)
    articles: dict[str, Row] = field(default_factory=dict)

    def pages_of(self, article: str | None) -> list[str]:
        """The gold pages of a register's article."""
        if found := self.by_article.get(article or ""):
            return found
        return [self.gold_of[article]] if article in self.gold_of else []


def score_register(register: Row, gold: GoldSet, documents: Mapping[str, Document], ledger: Ledger) -> dict[str, Any]:
    """The register figures. `ledger` holds which predicted record is which gold record; misses go to its log."""
    stories = gold.stories or {}
    shelf = _shelve(register, stories, gold, documents)
    story_of = {page: key for key, pages in stories["stories"].items() for page in pages}
    event_of = {page: key for key, pages in stories["events"].items() for page in pages}
    pages = [page for page in story_of if page in shelf.articles]
    said = _read_stories(register, shelf, pages)
    return {
        "articles_in_register": len(pages),
        "story_bcubed": score_clusters(said, story_of, pages),
        "event_bcubed": score_clusters(said, event_of, pages),
        "story_hard_negatives_merged": _count_merged_stories(stories, said, ledger),
        **_score_commitments(register, stories, gold, shelf, ledger),
        "meeting_links": _score_meetings(register, stories, shelf, ledger),
        "origins": score_origins(stories, shelf.articles, story_of, ledger),
        "conflicts": score_conflicts(register, stories, shelf.articles, shelf.gold_of, ledger),
    }


def score_clusters(said: Mapping[str, Any], gold: Mapping[str, Any], items: Iterable[str]) -> dict[str, Any]:
    """B-cubed precision, recall and F1 of a grouping of items."""
    rows = list(items)
    precision = recall = 0.0
    for one in rows:
        own = {other for other in rows if said[other] == said[one]}
        true = {other for other in rows if gold[other] == gold[one]}
        precision += len(own & true) / len(own)
        recall += len(own & true) / len(true)
    precision, recall = precision / (len(rows) or 1), recall / (len(rows) or 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "articles": len(rows)}


def _shelve(register: Row, stories: Row, gold: GoldSet, documents: Mapping[str, Document]) -> Shelf:
    """Find each article's gold page: by the document it came from, else by url; copies dropped count with the first."""
    by_article: dict[str, list[str]] = defaultdict(list)
    for page, document in documents.items():
        by_article[(document.get("article") or {}).get("id") or ""].append(page)
    by_url: dict[str, list[str]] = defaultdict(list)
    for page, row in gold.pages.items():
        if url := plain_url(row["doc"].get("url")):
            by_url[url].append(page)
    shelf = Shelf(dict(by_article))
    articles: list[Row] = register.get("articles") or []
    taken: set[str] = set()
    for article in articles:
        known = [*by_article.get(article["id"], ()), *by_url.get(plain_url(article.get("url")) or "", ())]
        page = next((page for page in known if page not in taken), "")
        if page:
            taken.add(page)
            shelf.gold_of[article["id"]] = page
            shelf.articles[page] = article
    for article in articles:
        for page in by_article.get(article["id"], ()):
            shelf.articles.setdefault(page, article)
    for copies in stories.get("duplicates", ()):
        first = next((page for page in copies if page in shelf.articles), None)
        if first is not None:
            for page in copies:
                shelf.articles.setdefault(page, shelf.articles[first])
    return shelf


def _read_stories(register: Row, shelf: Shelf, pages: Iterable[str]) -> dict[str, str]:
    """The story of each page: the article's own, else the stories list's, else a story alone."""
    said = {
        shelf.gold_of[article]: story["id"]
        for story in register.get("stories") or ()
        for article in story.get("articles") or ()
        if article in shelf.gold_of
    }
    for page in pages:
        said[page] = shelf.articles[page].get("story") or said.get(page) or f"alone:{page}"
    return said


def _count_merged_stories(stories: Row, said: Mapping[str, str], ledger: Ledger) -> dict[str, int]:
    bad = 0
    pairs = stories.get("do_not_merge_stories", ())
    for pair in pairs:
        sides = [
            {said[page] for page in stories["stories"].get(key) or stories["events"].get(key) or [key] if page in said}
            for key in pair
        ]
        if sides[0] & sides[1]:
            bad += 1
            ledger.say("STORY wrongly merged", *pair)
    return {"bad": bad, "of": len(pairs)}


def _score_commitments(
    register: Row, stories: Row, gold: GoldSet, shelf: Shelf, ledger: Ledger
) -> dict[str, dict[str, Any]]:
    entry: dict[Record, str] = {}
    key: dict[Record, str] = {}
    for row, page, truth in _walk_records(register, "commitments", shelf, ledger):
        entry[page, truth["id"]], key[page, truth["id"]] = row["id"], truth["key"]
    wanted = {
        (page, row["id"]): row["key"]
        for page, gold_page in gold.pages.items()
        if gold_page["doc"]["diplomacy"] is not False
        for row in gold_page["commitments"]
        if not row.get("optional")
    }
    links = Links()
    for a, b in _pairs(wanted):
        if wanted[a] != wanted[b] or a[0] == b[0]:
            continue
        if a not in entry or b not in entry:
            links.absent += 1
        elif entry[a] == entry[b]:
            links.hit += 1
        else:
            links.missed += 1
            ledger.say("LINK missed", wanted[a], a[0], b[0])
    either = {frozenset(pair) for pair in stories.get("accept_either", ())}
    for a, b in _pairs(entry):
        if entry[a] != entry[b] or a[0] == b[0]:
            continue
        if key[a] == key[b]:
            links.right += 1
        elif frozenset((key[a], key[b])) not in either:
            links.wrong += 1
            ledger.say("LINK wrong", key[a], key[b], a[0], b[0])
    bad = 0
    look_alikes = stories.get("do_not_merge_commitments", ())
    for pair in look_alikes:
        sides = [{entry[record] for record in entry if key[record] == one} for one in pair]
        if sides[0] & sides[1]:
            bad += 1
            ledger.say("COMMITMENTS wrongly merged", *pair)
    return {
        "commitment_links": links.to_json(),
        "commitment_hard_negatives_merged": {"bad": bad, "of": len(look_alikes)},
    }


def _score_meetings(register: Row, stories: Row, shelf: Shelf, ledger: Ledger) -> dict[str, Any]:
    entry: dict[Record, str] = {}
    key: dict[Record, str] = {}
    for row, page, truth in _walk_records(register, "meetings", shelf, ledger):
        if truth.get("key"):
            entry[page, truth["id"]], key[page, truth["id"]] = row["id"], truth["key"]
    apart = {frozenset(pair) for pair in stories.get("do_not_merge_meetings", ())}
    hit = missed = wrong = 0
    for a, b in _pairs(entry):
        if key[a] == key[b]:
            hit += entry[a] == entry[b]
            missed += entry[a] != entry[b]
        elif entry[a] == entry[b]:
            wrong += 1
            if frozenset((key[a], key[b])) in apart:
                ledger.say("MEETINGS wrongly merged", key[a], key[b], a[0], b[0])
    return {
        "precision": ratio(hit, hit + wrong),
        "recall": ratio(hit, hit + missed),
        "hit": hit,
        "missed": missed,
        "wrong": wrong,
    }


def _walk_records(register: Row, name: str, shelf: Shelf, ledger: Ledger) -> Iterator[tuple[Row, str, Row]]:
    """(register entry, gold page, gold record) of each record that was paired with gold."""
    for entry in register.get(name) or ():
        for record in entry.get("records") or ():
            article = record.get("article")
            pages = shelf.pages_of(article) if name == "commitments" else shelf.by_article.get(article, [])
            for page in pages:
                truth = ledger.paired[name].get((page, record.get("id")))
                if truth is not None:
                    yield entry, page, truth


def _pairs(items: Iterable[Hashable]) -> Iterator[tuple[Any, Any]]:
    return combinations(sorted(items), 2)  # type: ignore[type-var]
