"""Entries joined in one sweep over any number of records: what no later record can find is forgotten at once."""

from __future__ import annotations

from collections.abc import Sequence

from risalah.link.entries import Filter, Group, Joiner, Key, Scorer
from risalah.link.human import Decisions
from risalah.link.views import RecordView
from risalah.model.register import EntryType, Judgement
from risalah.resources.linking import Weights


class Sweeper(Joiner):
    """Joins records as a `Joiner` does, given beforehand which blocks each record shares with others.

    A block is forgotten with the last record that has it, and an entry with the last of its blocks; of a long entry
    only the members stay that are compared. So memory does not grow with the records, but with what may yet be joined.
    """

    def __init__(
        self, kind: EntryType, weights: Weights, decisions: Decisions, scorer: Scorer, apart: Filter | None = None
    ) -> None:
        super().__init__(kind, weights, decisions, scorer, apart)
        self._shared: list[Key] = []
        self._ending: frozenset[Key] = frozenset()
        self._held: dict[int, int] = {}
        limit = int(weights.limit("members_compared"))
        self._first, self._last = limit // 2, limit - limit // 2

    def sweep(self, record: RecordView, shared: Sequence[Key], ending: Sequence[Key]) -> tuple[int, list[Judgement]]:
        """The number of the entry that takes the record, and what was judged of it; records come in canonical order.

        `shared` are the blocks that the record has in common with others, `ending` those that no later one has.
        """
        self._shared, self._ending = list(shared), frozenset(ending)
        group = self._place(record)
        made, self.judgements = self.judgements, []
        return group.number, made

    @property
    def awake(self) -> int:
        """Entries that a later record may still join."""
        return len(self._groups)

    def _keys(self, record: RecordView) -> list[Key]:
        return self._shared

    def _add(self, group: Group, record: RecordView, keys: list[Key]) -> None:
        members = group.members
        if members and members[-1].article.id != record.article.id:
            group.articles.clear()  # articles come one after the other: an older one is never asked for
        members.append(record)
        group.articles.add(record.article.id)
        self._trim(members)
        self._remember(group, record)
        number = group.number
        self._held.setdefault(number, 0)
        let_go = [number]
        for key in keys:
            if key in self._ending:
                block = self._blocks.pop(key, ())
                let_go += self._release((block,) if isinstance(block, int) else block)
                continue
            block = self._blocks.get(key, ())
            numbers = [block] if isinstance(block, int) else list(block)
            if number in numbers:
                continue
            numbers.append(number)
            self._held[number] += 1
            let_go += self._release(numbers[: -self._cap])
            numbers = numbers[-self._cap :]
            self._blocks[key] = numbers[0] if len(numbers) == 1 else numbers
        for found in let_go:
            if self._held.get(found) == 0 and not self._groups[found].decided:
                del self._held[found], self._groups[found]

    def _release(self, numbers: Sequence[int]) -> Sequence[int]:
        """These entries stand in one block less."""
        for number in numbers:
            self._held[number] -= 1
        return numbers

    def _trim(self, members: list[RecordView]) -> None:
        """Keep the members that are compared, and those of the article in hand."""
        end = len(members) - self._last
        while end > self._first and members[end - 1].article.id == members[-1].article.id:
            end -= 1
        if end > self._first:
            del members[self._first : end]
