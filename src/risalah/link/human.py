"""What persons decided: judgements that stand, matched to the articles and records of this build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from risalah.link.views import ArticleView, RecordView
from risalah.model.record import Commitment, Meeting, Quotation
from risalah.model.register import Judgement, Selector
from risalah.model.span import Span


class Decisions:
    """Pairs that a person called the same or different. The latest word on a pair counts; "unsure" frees it again.

    "Same" is transitive, and what is different from one is different from all that are the same as it. Where the two
    contradict each other, "same" stands: the person sees both entries' records in one place and can mend it.
    """

    def __init__(self, pairs: Iterable[tuple[str, str, str, str]]) -> None:
        """`pairs` are (left key, right key, verdict, time as ISO 8601 or empty)."""
        latest: dict[tuple[str, str], tuple[str, str]] = {}
        for left, right, verdict, at in pairs:
            pair = (min(left, right), max(left, right))
            latest[pair] = max(latest.get(pair, ("", "")), (at, verdict))
        self._same: dict[str, frozenset[str]] = {}
        for (left, right), (_, verdict) in sorted(latest.items()):
            if verdict == "same":
                whole = self.same(left) | self.same(right)
                for key in whole:
                    self._same[key] = whole
        self._different: dict[str, set[str]] = defaultdict(set)
        for (left, right), (_, verdict) in latest.items():
            if verdict == "different" and right not in self.same(left):
                for a in self.same(left):
                    self._different[a] |= self.same(right)
                for b in self.same(right):
                    self._different[b] |= self.same(left)

    def same(self, key: str) -> frozenset[str]:
        """All keys that persons called the same as `key`, itself among them."""
        return self._same.get(key, frozenset({key}))

    def touch(self, key: str) -> bool:
        """Did a person decide anything about `key`?"""
        return key in self._same or key in self._different

    def unions(self) -> list[frozenset[str]]:
        """Keys that persons called the same, each set once."""
        return sorted(set(self._same.values()), key=min)

    def different(self, key: str) -> frozenset[str]:
        """All keys that persons keep apart from `key`."""
        return frozenset(self._different.get(key, ()))


def is_in_force(judgement: Judgement) -> bool:
    """Is this a person's judgement that was not withdrawn?"""
    return judgement.by.startswith("person:") and judgement.withdrawn_at is None


def read_decisions(
    judgements: Sequence[Judgement], articles: Sequence[ArticleView], records: Sequence[RecordView]
) -> Decisions:
    """Match each standing judgement to two articles or two records; one whose ends are gone has no effect."""
    by_key = {r.key: r for r in records}
    by_article: dict[str, list[RecordView]] = defaultdict(list)
    for r in records:
        by_article[r.article.id].append(r)
    ids = {a.id: a for a in articles}
    pairs: list[tuple[str, str, str, str]] = []
    for j in judgements:
        if not is_in_force(j):
            continue
        left = _find(j.left, j.left_selector, ids, by_article, by_key)
        right = _find(j.right, j.right_selector, ids, by_article, by_key)
        if left and right and left != right:
            pairs.append((left, right, j.verdict, j.at or ""))
    return Decisions(pairs)


def _find(
    key: str,
    selector: Selector | None,
    articles: dict[str, ArticleView],
    by_article: dict[str, list[RecordView]],
    by_key: dict[str, RecordView],
) -> str | None:
    """The key of the article or record that a judgement means today, or None."""
    if "#" not in key:
        return key if key in articles else None
    article, _, number = key.rpartition("#")
    if selector is None:
        return key if key in by_key else None
    # A better cleaner or extractor may have numbered the records anew, or changed the article's id: the words decide.
    views = [articles[article]] if article in articles else list(articles.values())
    found = [r for view in views for r in find_resting(number[:1], selector, view, by_article[view.id])]
    return choose_end(key, [r.key for r in sorted(found, key=lambda r: r.order)], key in by_key)


def find_resting(kind: str, selector: Selector, view: ArticleView, records: Sequence[RecordView]) -> list[RecordView]:
    """The records of an article that rest on the words of a selector; `kind` is the first letter of their ids."""
    spans = locate(selector, view.document.article.text)
    return [r for r in records if r.record.id[:1] == kind and any(_rests_on(r, s) for s in spans)]


def choose_end(key: str, found: Sequence[str], stands: bool) -> str | None:
    """The key that a judgement's end means: its own, else the first of those found, else its own if there is such."""
    if key in found:
        return key
    if found:
        return found[0]
    return key if stands else None


def locate(selector: Selector, text: str) -> list[Span]:
    """Where `exact` stands in a text: all places with the right words around, else all places."""
    places: list[Span] = []
    at = text.find(selector.exact) if selector.exact else -1
    while at >= 0:
        places.append(Span(at, at + len(selector.exact)))
        at = text.find(selector.exact, at + 1)
    fit = [s for s in places if text[: s.start].endswith(selector.prefix) and text[s.end :].startswith(selector.suffix)]
    return fit or places


def select(record: RecordView, context: int = 32) -> Selector:
    """The selector of a record's anchor words, for keeping with a judgement."""
    if record.told is not None:
        return record.told.selector
    text = record.article.document.article.text
    a, b = record.anchor.start, record.anchor.end
    return Selector(record.exact, text[max(0, a - context) : a], text[b : b + context])


def _rests_on(view: RecordView, span: Span) -> bool:
    """Does the record rest on words that touch `span`?"""
    record = view.record
    if isinstance(record, Quotation):
        return any(s.overlaps(span) for s in record.content)
    if isinstance(record, Meeting | Commitment):
        return any(e.span.overlaps(span) for e in record.evidence)
    return False
