"""Entries: records about one thing, joined one after the other in the order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations

from risalah.link.human import Decisions, select
from risalah.link.score import Score
from risalah.link.views import RecordView
from risalah.model.record import Commitment, Meeting
from risalah.model.register import Judgement
from risalah.resources.linking import Weights

Scorer = Callable[[RecordView, RecordView], Score]
Filter = Callable[[RecordView, RecordView], bool]
Key = tuple[str | int, ...]
"""A block of candidates; those that begin with "s" stand for a common story."""
_PAIRS_OF = 6  # of a record with more parties (a summit) only the first pairs make blocks


@dataclass(slots=True)
class Group:
    """An entry while it grows."""

    number: int
    members: list[RecordView] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    """Keys of the members of which a person decided something."""


class Joiner:
    """Joins records of one type. Later records never move earlier ones, so that entries keep their ids."""

    def __init__(
        self, kind: str, weights: Weights, decisions: Decisions, scorer: Scorer, apart: Filter | None = None
    ) -> None:
        """`apart` tells cheaply of some pairs that their score would be below "unsure"; without it all are scored."""
        self._kind = kind
        self._w = weights
        self._decisions = decisions
        self._score = scorer
        self._apart = apart
        self._groups: dict[int, Group] = {}
        self._opened = 0
        self._where: dict[str, int] = {}
        self._cap = int(weights.limit("candidates"))
        # Most blocks hold one entry: its number alone stands there, not a list of one.
        self._blocks: dict[Key, int | list[int]] = {}
        self.judgements: list[Judgement] = []

    def join(self, records: Iterable[RecordView]) -> list[list[RecordView]]:
        """The members of each entry, in canonical order (records must come in it)."""
        for record in records:
            self._place(record)
        return [g.members for g in self._groups.values()]

    def seed(self, groups: Iterable[list[RecordView]]) -> None:
        """Begin with entries that stand already, each with its members in canonical order; oldest entry first."""
        for members in groups:
            group = self._open()
            for record in members:
                self._add(group, record, self._keys(record))

    def _place(self, record: RecordView) -> Group:
        """Put one record into the entry that fits best, or into one of its own."""
        told = [self._where[k] for k in self._decisions.same(record.key) if k in self._where]
        keys = self._keys(record)
        if told:
            group = self._groups[min(told)]
        else:
            found = self._best(record, keys, self._decisions.different(record.key))
            group = found if found is not None else self._open()
        self._add(group, record, keys)
        return group

    def _best(self, record: RecordView, keys: list[Key], apart: frozenset[str]) -> Group | None:
        """The best entry above the threshold; near misses are noted as unsure."""
        votes: Counter[int] = Counter()
        for key in keys:
            block = self._blocks.get(key, ())
            # A common story says more than a common word: such entries are always asked.
            for number in (block,) if isinstance(block, int) else block:
                votes[number] += 3 if key[0] == "s" else 1
        numbers = sorted(votes, key=lambda n: (-votes[n], -n))[: self._cap]
        ranked: list[tuple[float, int, RecordView, Score]] = []
        for number in numbers:
            group = self._groups[number]
            if apart and not apart.isdisjoint(group.decided):
                continue
            against = self._against(group, record)
            if against is None:
                continue
            member, score = against
            if not score.veto:
                ranked.append((-score.total, number, member, score))
        ranked.sort(key=lambda r: r[:2])
        near_miss = False
        for _, number, member, score in ranked:
            group = self._groups[number]
            own = record.article.id in group.articles
            need = self._w.limit(
                f"{self._kind}_same_article" if own and self._kind != "quotation" else f"{self._kind}_same"
            )
            if score.total >= need and not (own and self._clashes(group, record)):
                self._note(member, record, "same", score)
                return group
            if score.total >= self._w.limit(f"{self._kind}_unsure") and not own and not near_miss:
                near_miss = True  # the best one is enough for a person to look at
                self._note(member, record, "unsure", score)
        return None

    def _clashes(self, group: Group, record: RecordView) -> bool:
        """Would the entry hold two records of one article that are not plainly the same?"""
        for member in group.members:
            if member.article.id != record.article.id:
                continue
            left, right = member.record, record.record
            if self._kind == "quotation":
                # Two wordings of one article are one utterance only where the article plainly repeats itself.
                if self._score(member, record).veto:
                    return True
                continue
            if isinstance(left, Commitment) and isinstance(right, Commitment):
                if left.kind != right.kind or member.words != record.words or not member.words:
                    return True
            elif isinstance(left, Meeting) and isinstance(right, Meeting):
                # A visit and the talk in it, a plan and what was held: one article lists them apart on purpose.
                if (left.kind, left.status, left.when) != (right.kind, right.status, right.when):
                    return True
                if member.persons != record.persons:
                    return True
        return False

    def _against(self, group: Group, record: RecordView) -> tuple[RecordView, Score] | None:
        """The member that speaks most for the entry, and its score; the first members and the last are asked.

        None where each of them is plainly another thing.
        """
        limit = int(self._w.limit("members_compared"))
        members = group.members
        if len(members) > limit:
            members = members[: limit // 2] + members[-(limit - limit // 2) :]
        if self._apart is not None:
            # A member that is left out would have had fewer points than the limit, and so never have been chosen.
            members = [m for m in members if not self._apart(m, record)]
            if not members:
                return None
        scored = [(m, self._score(m, record)) for m in members]
        # A document signed on another day is another document, however like a record without that day may be.
        apart = [s for s in scored if s[1].contradicts]
        return max(apart or scored, key=lambda s: (not s[1].veto, s[1].sum))

    def _keys(self, record: RecordView) -> list[Key]:
        """The blocks of a record."""
        return block_keys(record)

    def _open(self) -> Group:
        """A new entry."""
        group = Group(self._opened)
        self._groups[group.number] = group
        self._opened += 1
        return group

    def _add(self, group: Group, record: RecordView, keys: list[Key]) -> None:
        """Let the entry hold the record."""
        group.members.append(record)
        group.articles.add(record.article.id)
        self._remember(group, record)
        for key in keys:
            block = self._blocks.get(key)
            if block is None:
                self._blocks[key] = group.number
            elif isinstance(block, int):
                if block != group.number:
                    self._blocks[key] = [block, group.number]
            elif group.number not in block:
                block.append(group.number)
                if len(block) > self._cap:
                    del block[0]

    def _remember(self, group: Group, record: RecordView) -> None:
        """Keep where a record stands of which a person decided something."""
        if self._decisions.touch(record.key):
            group.decided.add(record.key)
            self._where[record.key] = group.number

    def _note(self, left: RecordView, right: RecordView, verdict: str, score: Score) -> None:
        """Write down a judgement of the rule."""
        assert verdict in ("same", "unsure")
        self.judgements.append(
            Judgement(
                left=left.key,
                right=right.key,
                verdict="same" if verdict == "same" else "unsure",
                score=score.total,
                reasons=score.reasons,
                by=f"rule:{self._kind}",
                left_selector=select(left),
                right_selector=select(right),
            )
        )


def block_keys(record: RecordView) -> list[Key]:
    """The blocks of a record: only records that share one are ever compared."""
    story = record.article.story
    if record.type == "quotation":
        speaker = next(iter(record.persons), "")
        return [("q", speaker, w) for w in sorted(record.words, key=lambda w: (-len(w), w))[:8]] if speaker else []
    keys: list[Key] = []
    states = sorted(record.states)[:_PAIRS_OF]
    pairs = list(combinations(states, 2)) or [(s, "") for s in states]
    marks = sorted(record.persons) if record.type == "meeting" else sorted(record.words)
    for pair in pairs:
        keys += [("p", *pair, mark) for mark in marks[:8]]
        keys.append(("s", *pair, story))
        if isinstance(record.record, Commitment):
            keys.append(("k", *pair, record.record.kind, record.record.sectors[0] if record.record.sectors else ""))
        else:
            keys.append(("k", *pair, getattr(record.record, "kind", "")))
    keys += [("l", s, story) for s in states]
    if record.type == "meeting":
        keys += [("pp", *pair) for pair in combinations(marks[:_PAIRS_OF], 2)]
    if isinstance(record.record, Commitment):
        keys += [
            ("w", s, w, record.record.sectors[0] if record.record.sectors else "") for s in states for w in marks[:8]
        ]
    return keys
