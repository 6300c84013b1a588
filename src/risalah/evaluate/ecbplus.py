"""Stories on ECB+: 982 English texts on 86 events, two alike in each of 43 topics, read one after the other."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from risalah.evaluate.clusters import mean_scores, score_grouping
from risalah.evaluate.tfidf import Text, group_batch, group_online, has_sklearn
from risalah.link.events import EventSplitter
from risalah.link.stream import Stream
from risalah.link.terms import TermReader
from risalah.resources.linking import Weights
from risalah.resources.loader import DATA, read_yaml

ORDERS = 5
_LEAD, _WHOLE = 700, 1_000_000
_ONLINE = (0.15, 0.17, 0.19, 0.21, 0.23, 0.25, 0.27)
_BATCH = (0.74, 0.76, 0.78, 0.8, 0.82, 0.84, 0.86, 0.88, 0.9)


@dataclass(frozen=True, slots=True)
class Item:
    """A text and the event that it is about."""

    text: Text
    event: str


def measure_ecbplus(path: Path, weights: Weights) -> dict[str, Any]:
    """B-cubed and pairs on the even topics, mean of five orders; thresholds of all methods come from the odd ones."""
    english = read_english(weights)
    odd, even = read_topics(path)
    out = {
        "ecbplus": mean_of_orders(even, lambda texts: group_texts(texts, english)),
        "ecbplus_odd_topics": mean_of_orders(odd, lambda texts: group_texts(texts, english)),
    }
    for name, characters in (("tfidf_lead", _LEAD), ("tfidf_whole", _WHOLE)):
        out[f"ecbplus_online_{name}"] = _measure_online(odd, even, characters)
    if not has_sklearn():
        out["ecbplus_sklearn"] = {"why": "scikit-learn is not installed"}
        return out
    found = {t: _score(odd, groups) for t, groups in group_batch(_texts(odd), _BATCH, _WHOLE).items()}
    best = max(found, key=lambda t: found[t]["f1"])
    row = _score(even, group_batch(_texts(even), [best], _WHOLE)[best])
    out["ecbplus_sklearn"] = {**row, "threshold": best}
    return out


def _measure_online(odd: Sequence[Item], even: Sequence[Item], characters: int) -> dict[str, Any]:
    """Plain online TF-IDF on the even topics, at the threshold that is best on the odd ones."""

    def run(items: Sequence[Item], threshold: float, orders: int) -> dict[str, Any]:
        return mean_of_orders(items, lambda texts: group_online(texts, threshold, characters), orders)

    best = max(_ONLINE, key=lambda threshold: run(odd, threshold, 2)["f1"])
    return {**run(even, best, ORDERS), "threshold": best}


def read_english(weights: Weights) -> Weights:
    """The weights with words and limits for English (data/evaluate/ecbplus.yaml)."""
    data = read_yaml(DATA / "evaluate" / "ecbplus.yaml")
    return replace(
        weights,
        limits={**weights.limits, **{name: float(value) for name, value in data["limits"].items()}},
        stop_words=frozenset(data["stop_words"]),
        weak_words=frozenset(),
        word_beginnings=(),
        word_endings=tuple(data["endings"]),
    )


def read_topics(path: Path) -> tuple[list[Item], list[Item]]:
    """(odd topics, even topics)."""
    parts: tuple[list[Item], list[Item]] = ([], [])
    for row in json.loads(path.read_text(encoding="utf-8")):
        body = row["text"].removeprefix(row["title"])
        parts[0 if row["topic"] % 2 else 1].append(Item(Text(row["title"], body), row["label"]))
    return parts


def group_texts(texts: Sequence[Text], weights: Weights) -> list[int]:
    """The stories of the register's own engine, by words alone: these texts have no date, no speaker, no address."""
    reader, stream, limit = TermReader(weights), Stream(weights), weights.limit("story_cosine")
    terms, members = [reader.read(text.title, text.body) for text in texts], defaultdict(list)
    for place, counted in enumerate(terms):
        vector = stream.weigh(counted)
        ranked = stream.rank(vector, None)
        cluster = stream.open() if not ranked or ranked[0][0] < stream.needed(ranked[0][1], limit) else ranked[0][1]
        stream.add(cluster, vector, None)
        members[cluster.number].append(place)
    splitter, where = EventSplitter(weights, stream.rarity), [0] * len(texts)
    for places in members.values():
        for event in splitter.split([terms[p] for p in places]):
            for at in event:
                where[places[at]] = places[event[0]]
    return where


def _texts(items: Sequence[Item]) -> list[Text]:
    return [i.text for i in items]


def _score(items: Sequence[Item], groups: Sequence[int]) -> dict[str, Any]:
    return score_grouping([i.event for i in items], groups)


def mean_of_orders(
    items: Sequence[Item], group: Callable[[list[Text]], list[int]], orders: int = ORDERS
) -> dict[str, Any]:
    """The mean over orders of arrival."""
    scores = []
    for seed in range(orders):
        shuffled = list(items)
        random.Random(seed).shuffle(shuffled)
        scores.append(_score(shuffled, group(_texts(shuffled))))
    return mean_scores(scores)
