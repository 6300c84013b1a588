"""Clusters of articles as they arrive: an inverted index with capped postings finds the few that are compared."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from risalah.link.dates import gap
from risalah.link.terms import Rarity, Terms
from risalah.resources.linking import Weights

_SWEEP = 500  # running stories from which on it is looked which are over


@dataclass(slots=True)
class Cluster:
    """A story while it grows: the sum of its articles' vectors. `into` is the story that took it in, if one did.

    A story that is over is packed: few ask for it again, and a dictionary takes six times the memory.
    """

    number: int
    loose: Terms | None = field(default_factory=dict)
    packed: tuple[array[int], array[float]] | None = None
    norm: float = 0.0
    size: int = 0
    last: date | None = None
    into: int | None = None

    @property
    def terms(self) -> Terms:
        """The weights by term; to be changed only as long as the story is not packed."""
        if self.loose is None:
            self.loose = dict(zip(*self.packed, strict=True)) if self.packed else {}
            self.packed = None
        return self.loose

    def pack(self) -> None:
        """Keep the terms in little room."""
        if self.loose is not None:
            self.packed = (array("i", self.loose.keys()), array("d", self.loose.values()))
            self.loose = None

    def likeness(self, vector: Terms) -> float:
        """The cosine of the cluster's middle and a vector of length 1."""
        if not self.norm:
            return 0.0
        get, total = self.terms.get, 0.0
        for term, weight in vector.items():
            other = get(term)
            if other is not None:
                total += weight * other
        return total / self.norm


class Stream:
    """All clusters. What an article costs depends on the limits, not on how many came before it."""

    def __init__(self, weights: Weights) -> None:
        self._days = weights.limit("story_days")
        self._terms = int(weights.limit("story_terms"))
        self._probes = int(weights.limit("story_probes"))
        self._cap = int(weights.limit("story_postings"))
        self._compared = int(weights.limit("story_compared"))
        self._loose = weights.limit("story_average")
        self._young = weights.limit("story_cosine_young")
        self.rarity = Rarity(weights.limit("story_unseen"))
        # By term: story -> the day on which an article brought the term to it last. The latest stands last.
        self._postings: dict[int, dict[int, int]] = {}
        self.clusters: list[Cluster] = []
        self._awake: list[Cluster] = []
        self._sweep = 2 * _SWEEP

    def weigh(self, terms: Terms, *, known: bool = False) -> Terms:
        """The vector of the next article, by the frequencies of the articles so far and itself.

        `known`: it was counted before.
        """
        if known:
            self.rarity.reach(terms)
        else:
            self.rarity.count(terms)
        return self.rarity.weigh(terms, self._terms)

    def rank(
        self, vector: Terms, day: date | None, may_join: Callable[[Cluster], bool] | None = None
    ) -> list[tuple[float, Cluster]]:
        """(likeness, cluster) of the clusters worth comparing that still run on `day`, the likest first."""
        votes: dict[int, float] = {}
        oldest = day.toordinal() - self._days if day else -1
        for probe, (term, weight) in enumerate(vector.items()):
            if probe >= self._probes:
                break
            posting = self._postings.get(term)
            if posting is None:
                continue
            for number, posted in reversed(posting.items()):
                if posted < oldest:
                    break  # so a posting costs by what is alive, not by what ever was
                votes[number] = votes.get(number, 0.0) + weight
        out: list[tuple[float, Cluster]] = []
        order = sorted(votes)
        order.sort(key=votes.__getitem__, reverse=True)  # of equal votes the older one stays first
        for number in order:
            cluster = self.clusters[number]
            days = gap(cluster.last, day)
            # An article without a date may join any.
            if (days is not None and days > self._days) or (may_join is not None and not may_join(cluster)):
                continue
            out.append((cluster.likeness(vector), cluster))
            if len(out) >= self._compared:
                break
        out.sort(key=lambda pair: (-pair[0], pair[1].number))
        return out

    def needed(self, cluster: Cluster, limit: float) -> float:
        """How alike an article must be: the middle of many articles is like more articles than a single one is."""
        if not cluster.norm:
            return limit
        # A story whose articles are unlike each other has a middle that is a little like everything.
        return max(limit - self._young / max(1, cluster.size), self._loose * cluster.size / cluster.norm)

    def open(self) -> Cluster:
        """A new cluster without articles."""
        cluster = Cluster(len(self.clusters))
        self.clusters.append(cluster)
        self._awake.append(cluster)
        return cluster

    def add(self, cluster: Cluster, vector: Terms, day: date | None) -> None:
        """Let a cluster hold an article."""
        if day:
            cluster.last = max(cluster.last or day, day)
            if len(self._awake) > self._sweep:
                self._pack(day)
        if not vector:
            return
        cluster.size += 1
        terms = cluster.terms
        for term, weight in vector.items():
            terms[term] = terms.get(term, 0.0) + weight
        self._settle(cluster)
        self._post(cluster.number, vector, day)

    def merge(self, keep: Cluster, gone: Cluster) -> None:
        """Let one cluster hold all of another."""
        gone.into = keep.number
        keep.size += gone.size
        for term, weight in gone.terms.items():
            keep.terms[term] = keep.terms.get(term, 0.0) + weight
            posting = self._postings.get(term)
            if posting is not None:
                posting.pop(gone.number, None)
        if gone.last:
            keep.last = max(keep.last or gone.last, gone.last)
        self._settle(keep)
        self._post(keep.number, sorted(gone.terms, key=lambda t: (-gone.terms[t], t)), keep.last)
        gone.loose, gone.packed, gone.norm = {}, None, 0.0

    def _pack(self, day: date) -> None:
        """Pack the stories that are over on this day, and those that were opened again."""
        running = []
        for cluster in self._awake:
            if cluster.last is not None and (day - cluster.last).days > self._days:
                cluster.pack()
            else:
                running.append(cluster)
        self._awake = running
        self._sweep = 2 * max(len(running), _SWEEP)

    def find(self, number: int) -> Cluster:
        """The cluster that today holds what cluster `number` held."""
        cluster = self.clusters[number]
        while cluster.into is not None:
            cluster = self.clusters[cluster.into]
        return cluster

    def _settle(self, cluster: Cluster) -> None:
        """Drop the lightest terms where there are many, and measure the rest."""
        if len(cluster.terms) > 2 * self._terms:
            terms = cluster.terms
            kept = sorted(terms, key=lambda t: (-terms[t], t))[: self._terms]
            cluster.loose = {t: terms[t] for t in kept}
        cluster.norm = math.sqrt(sum(w * w for w in cluster.terms.values()))

    def _post(self, number: int, terms: Iterable[int], day: date | None) -> None:
        """List a cluster at the weightiest terms of what it took in."""
        posted = day.toordinal() if day else 0
        for place, term in enumerate(terms):
            if place >= 2 * self._probes:
                return
            posting = self._postings.setdefault(term, {})
            posting.pop(number, None)
            posting[number] = posted
            if len(posting) > self._cap:
                del posting[next(iter(posting))]
