"""Events inside a story: parts that share the story's words and little else."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from risalah.link.terms import Rarity, Terms
from risalah.resources.linking import Weights

_WHOLE = 64  # articles that are compared each with each; later ones go to the likest part


class EventSplitter:
    """Splits a story where its articles fall apart by what the story as a whole does not explain."""

    def __init__(self, weights: Weights, rarity: Rarity) -> None:
        limit = weights.limit
        self._least = int(limit("event_articles"))
        self._share = limit("event_share")
        self._cross = limit("event_cross")
        self._ratio = limit("event_ratio")
        self._rarity = rarity

    def split(self, members: Sequence[Terms]) -> list[list[int]]:
        """The places of the members, event by event, each in order; the event of the first member comes first."""
        parts = self._divide(list(range(min(len(members), _WHOLE))), members)
        parts.sort()
        if len(members) > _WHOLE:
            self._assign(parts, members)
        return parts

    def _divide(self, places: list[int], members: Sequence[Terms]) -> list[list[int]]:
        """Halve as long as the halves are clearly two things."""
        if len(places) < 2 * self._least:
            return [places]
        vectors = self._contrast([members[p] for p in places])
        alike = [[_dot(a, b) for b in vectors] for a in vectors]
        left, right = _halve(alike)
        small = min(len(left), len(right))
        if small < self._least or small < self._share * len(places):
            return [places]
        across = _mean(alike[i][j] for i in left for j in right)
        inside = min(
            _mean(alike[i][j] for i in left for j in left if i < j),
            _mean(alike[i][j] for i in right for j in right if i < j),
        )
        if across > self._cross or inside < self._ratio * across:
            return [places]
        return [part for half in (left, right) for part in self._divide(sorted(places[i] for i in half), members)]

    def _contrast(self, members: Sequence[Terms]) -> list[Terms]:
        """Vectors in which a word that the whole story shares counts nothing, nor one that a single article has."""
        within = Counter(t for m in members for t in m)
        out = []
        for member in members:
            vector = {
                t: math.log(1 + n) * self._rarity.of(t) * math.log(len(members) / k)
                for t, n in member.items()
                if 1 < (k := within[t]) < len(members)
            }
            length = math.sqrt(math.fsum(w * w for w in vector.values())) or 1.0
            out.append({t: w / length for t, w in vector.items()})
        return out

    def _assign(self, parts: list[list[int]], members: Sequence[Terms]) -> None:
        """Let each later article join the part that it is likest."""
        if len(parts) == 1:
            parts[0].extend(range(_WHOLE, len(members)))
            return
        sums: list[Terms] = []
        for part in parts:
            total: Terms = {}
            for place in part:
                for term, n in members[place].items():
                    total[term] = total.get(term, 0.0) + math.log(1 + n) / len(part)
            sums.append(total)
        held = Counter(t for total in sums for t in total)
        for place in range(_WHOLE, len(members)):
            member = {
                t: math.log(1 + n) * self._rarity.of(t) for t, n in members[place].items() if held[t] < len(parts)
            }
            scores = [_dot(member, total) for total in sums]
            parts[scores.index(max(scores))].append(place)


def _halve(alike: list[list[float]]) -> tuple[list[int], list[int]]:
    """Average linkage down to two groups."""
    table = [row[:] for row in alike]
    groups = [[i] for i in range(len(alike))]
    live = list(range(len(alike)))
    while len(live) > 2:
        _, x, y = max((table[a][b], -a, -b) for n, a in enumerate(live) for b in live[n + 1 :])
        x, y = -x, -y
        for z in live:
            if z not in (x, y):
                mixed = table[x][z] * len(groups[x]) + table[y][z] * len(groups[y])
                table[x][z] = table[z][x] = mixed / (len(groups[x]) + len(groups[y]))
        groups[x] += groups[y]
        live.remove(y)
    return groups[live[0]], groups[live[1]]


def _dot(a: Terms, b: Terms) -> float:
    """The product of two vectors."""
    if len(a) > len(b):
        a, b = b, a
    return sum(w * b[t] for t, w in a.items() if t in b)


def _mean(values: Iterable[float]) -> float:
    """The mean; 0 of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else 0.0
