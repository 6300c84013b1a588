"""Stories and events in the whole stream of the press, beside plain groupings of the same articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from risalah.config import Settings
from risalah.evaluate.clusters import score_grouping
from risalah.evaluate.gold import GoldSet, plain_url
from risalah.evaluate.press_stream import read_labels, read_stream
from risalah.evaluate.tfidf import Text, group_batch, group_online, has_sklearn
from risalah.link import link
from risalah.model.article import Page
from risalah.model.document import Document, Failure
from risalah.resources.linking import Weights
from risalah.scale import map_pages

_LEAD, _WHOLE = 700, 4000
_ONLINE, _BATCH = (0.25, 0.3, 0.35), (0.75, 0.8, 0.85, 0.9)


@dataclass(frozen=True, slots=True)
class Truth:
    """The story and the event of an article."""

    story: str
    event: str


def measure_stream(
    data: Path, gold: GoldSet, documents: Mapping[str, Any], weights: Weights, settings: Settings
) -> dict[str, Any]:
    """B-cubed of stories and events over the stream's labelled articles; each plain grouping at its best threshold.

    `documents` are the JSON documents of the gold's pages; those whose address is not in the press are added to it.
    """
    pages = read_stream(data / "dev" / "press")
    known = {plain_url(p.url) for p in pages}
    labels = _label(data, gold)
    extra = [Document.from_json(dict(d)) for key, d in documents.items() if _address(gold, key) not in known]

    def all_pages() -> Iterator[Page | Failure]:
        yield from pages

    read = [d for d in (*map_pages(all_pages(), settings), *extra) if d.article.text]
    register = link(read, (), weights=weights)
    place = {a.id: a for a in register.articles}
    read.sort(key=lambda d: (d.article.published or "9999", d.article.id))
    truths = [labels.get(plain_url(d.article.url) or d.article.source_id or "") for d in read]
    judged = [i for i, t in enumerate(truths) if t is not None]
    out: dict[str, Any] = {}
    for level in ("story", "event"):
        true = [getattr(truths[i], level) for i in judged]
        said = [getattr(place[read[i].article.id], level) for i in judged]
        out[f"stream_{level}"] = {**score_grouping(true, said), "stream": len(read)}
    found = _group(read)
    for level in ("story", "event"):
        true = [getattr(truths[i], level) for i in judged]
        for name, groupings in found.items():
            rows = {key: score_grouping(true, [groups[i] for i in judged]) for key, groups in groupings.items()}
            best = max(rows, key=lambda key: rows[key]["f1"])
            out[f"stream_{level}_{name}"] = {**rows[best], "threshold": best}
    if not has_sklearn():
        out["stream_sklearn"] = {"why": "scikit-learn is not installed"}
    return out


def _label(data: Path, gold: GoldSet) -> dict[str, Truth]:
    """What a reader called each article, by its plain address (a gold page without one by its id)."""
    labels = data / "dev" / "stories" / "labels.tsv"
    out = {plain_url(row.url) or "": Truth(row.story, row.event) for row in read_labels(labels)}
    stories = gold.stories or {"stories": {}, "events": {}}
    event_of = {page: key for key, members in stories["events"].items() for page in members}
    for key, members in stories["stories"].items():
        for page in members:
            if page in gold.pages:
                # A page that both label files know keeps its row in labels.tsv.
                out.setdefault(_address(gold, page), Truth(f"gold {key}", f"gold {event_of.get(page, page)}"))
    return out


def _address(gold: GoldSet, page: str) -> str:
    return plain_url(gold.pages[page]["doc"].get("url")) or page


def _group(read: Sequence[Document]) -> dict[str, dict[float, list[int]]]:
    """The plain groupings, by name and threshold."""
    texts = [_text(d) for d in read]
    found = {
        "online_tfidf_lead": {t: group_online(texts, t, _LEAD) for t in _ONLINE},
        "online_tfidf_whole": {t: group_online(texts, t, _WHOLE) for t in _ONLINE},
    }
    if has_sklearn():
        found["sklearn"] = group_batch(texts, _BATCH, _WHOLE)
    return found


def _text(document: Document) -> Text:
    article = document.article
    day = (article.published or "")[:10]
    number = int(day[:4]) * 372 + int(day[5:7]) * 31 + int(day[8:10]) if len(day) == 10 else None
    return Text(article.title or "", article.text.removeprefix(article.title or ""), number)
