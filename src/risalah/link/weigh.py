"""Two entries held against each other, record by record: why they are one, or why they are two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from risalah.link.actors import rename_actors
from risalah.link.score import Score
from risalah.link.score_commitments import score_commitments
from risalah.link.score_meetings import score_meetings
from risalah.link.score_quotations import score_quotations
from risalah.link.views import RecordView, view_articles, view_records
from risalah.link.words import WordReader
from risalah.model.codebook import Verdict
from risalah.model.document import Document
from risalah.model.register import ArticleEntry, EntryType, RecordRef
from risalah.resources.linking import Weights


@dataclass(frozen=True, slots=True)
class Weighing:
    """The points of one pair of records, as linking counts them.

    `same_from` and `unsure_from` are the limits for this pair in points; `veto` says why the pair can never be one,
    whatever its points, and is empty otherwise. `verdict` is what the rules alone say of the pair.
    """

    left: RecordRef
    right: RecordRef
    score: float
    same_from: float
    unsure_from: float
    reasons: tuple[str, ...]
    veto: str

    @property
    def verdict(self) -> Verdict:
        """Same, unsure or different, by points and veto."""
        if self.veto:
            return "different"
        if self.score >= self.same_from:
            return "same"
        return "unsure" if self.score >= self.unsure_from else "different"

    def to_json(self) -> dict[str, Any]:
        """A JSON object; records as "<article id>#<record id>"."""
        return {
            "left": f"{self.left.article}#{self.left.id}",
            "right": f"{self.right.article}#{self.right.id}",
            "verdict": self.verdict,
            "score": self.score,
            "same_from": self.same_from,
            "unsure_from": self.unsure_from,
            "reasons": list(self.reasons),
            "veto": self.veto,
        }


def weigh_records(
    left: Sequence[RecordRef],
    right: Sequence[RecordRef],
    *,
    documents: Sequence[Document],
    places: Mapping[str, ArticleEntry],
    weights: Weights,
    names: Mapping[str, str] | None = None,
    occasions: Mapping[str, str] | None = None,
) -> list[Weighing]:
    """Every record of `left` against every one of `right`, of the same type; the pair that speaks most for one first.

    `documents` are the articles that hold the records, `places` where the register has put them (story, event, origin,
    copy), `names` the ids of short names with those of the full names, `occasions` the meeting entry of a quotation
    by its key. The limits of records are the same as in a build; what else a build looks at (blocks of candidates,
    what stands in the entry already, decisions of people) is not repeated here.
    """
    words = WordReader(weights)
    views: dict[RecordRef, RecordView] = {}
    for article in view_articles([rename_actors(d, dict(names or {})) for d in documents], weights):
        place = places.get(article.id)
        if place is not None:
            article.story, article.event = place.story or "", place.event or ""
            article.origin, article.copy_of = place.origin or "", place.duplicate_of
        views |= {r.ref: r for r in view_records(article, words, weights)}
    met = dict(occasions or {})

    def count(kind: EntryType, a: RecordView, b: RecordView) -> Score:
        if kind == "commitment":
            return score_commitments(a, b, weights, words)
        return score_meetings(a, b, weights) if kind == "meeting" else score_quotations(a, b, weights, met)

    out = []
    for a in (views[r] for r in left if r in views):
        for b in (views[r] for r in right if r in views):
            if a.type != b.type or a.ref == b.ref:
                continue
            first, second = sorted((a, b), key=lambda v: v.order)
            score = count(a.type, first, second)
            own = a.article is b.article and a.type != "quotation"
            out.append(
                Weighing(
                    left=a.ref,
                    right=b.ref,
                    score=score.total,
                    same_from=weights.limit(f"{a.type}_same_article" if own else f"{a.type}_same"),
                    unsure_from=weights.limit(f"{a.type}_unsure"),
                    reasons=score.reasons,
                    veto=score.veto,
                )
            )
    return sorted(out, key=lambda w: (bool(w.veto), -w.score, w.left, w.right))
