"""Are two commitment records one commitment? By parties, kind, sector and object; never by stage, outlet or wording."""

from __future__ import annotations

from typing import Any

from rapidfuzz import fuzz

from risalah.link.dates import days_between, gap, interval, relate
from risalah.link.score import Score
from risalah.link.views import RecordView
from risalah.link.words import WordReader
from risalah.model.codebook import INSTRUMENTS
from risalah.model.record import Commitment
from risalah.resources.linking import Weights


def score_commitments(a: RecordView, b: RecordView, weights: Weights, words: WordReader) -> Score:
    """The points for two commitment records being one commitment."""
    score = Score(weights, "commitment")
    x, y = a.record, b.record
    assert isinstance(x, Commitment) and isinstance(y, Commitment)
    if a.article.root == b.article.root and a.article is not b.article and a.exact == b.exact and x.kind == y.kind:
        score.add("copy")
    _parties(score, a, b)
    if x.kind == y.kind:
        score.add("same_kind", x.kind)
    elif near(x.kind, y.kind, weights):
        score.add("near_kind", f"{x.kind}, {y.kind}")
    elif may_grow(x.kind, y.kind, weights) and has_same_object(a, b, words, weights):
        score.add("grown_kind", f"{x.kind}, {y.kind}")
    else:
        score.add("other_kind", f"{x.kind}, {y.kind}")
    _sectors(score, x, y)
    document = x.kind in INSTRUMENTS and x.kind not in ("plan", "visit_plan")
    _objects(score, a, b, words, document)
    _figures(score, a, b, weights)
    if a.article.story == b.article.story:
        score.add("same_story")
    days = gap(a.day, b.day)
    lasting = document or (y.kind in INSTRUMENTS and y.kind not in ("plan", "visit_plan"))
    if days is not None and days > weights.limit("instrument_days" if lasting else "undertaking_days"):
        score.add("long_ago", f"{days} days")
    return score


def near(x: str, y: str, weights: Weights) -> bool:
    """Does the press use both kinds for one thing?"""
    return any(x in group and y in group for group in weights.near_kinds)


def may_grow(x: str, y: str, weights: Weights) -> bool:
    """May one be what the other became: an offer that became a pledge, a promise that became a contract?"""
    early, late = weights.forerunners, weights.forerunners | weights.successors
    return (x in early and y in late) or (y in early and x in late)


def has_same_object(a: RecordView, b: RecordView, words: WordReader, weights: Weights) -> bool:
    """Do the titles name one thing, which is more than a field (trade, health)?

    The longer title may say little besides, unless the amount is the same: a charter flight is not yet an air service.
    """
    x, y = a.record, b.record
    assert isinstance(x, Commitment) and isinstance(y, Commitment)
    if not a.words or not b.words:
        return False
    common = shared_words(a.words, b.words, weights.limit("object_close"))
    few, many = sorted((len(a.words), len(b.words)))
    if len(common) < weights.limit("object_contained") * few or words.is_field(common):
        return False
    return len(common) >= 0.5 * many or compare_amounts(x.amount, y.amount, weights) == "same"


def is_disputed(a: RecordView, b: RecordView, weights: Weights) -> bool:
    """Do two articles of one story tell it within days? Then figures that differ are rather a conflict of sources."""
    days = gap(a.article.day, b.article.day)
    near_days = days is not None and days <= weights.limit("reported_days")
    return near_days and a.article is not b.article and a.article.story == b.article.story


def _parties(score: Score, a: RecordView, b: RecordView) -> None:
    """Parties: the same, some in common, or others; and who promises."""
    if a.states == b.states:
        score.add("same_parties", ", ".join(sorted(a.states)))
    elif a.states <= b.states or b.states <= a.states or len(a.states & b.states) >= 3:
        score.add("some_parties", ", ".join(sorted(a.states & b.states)))
        if a.article.story != b.article.story:
            score.add("party_unnamed")
    else:
        # Indonesia and Kenya is another pair than Indonesia and Fiji.
        score.add("other_parties")
    if a.givers and b.givers and not a.givers & b.givers:
        score.add("turned_around", f"{', '.join(sorted(a.givers))} / {', '.join(sorted(b.givers))}")


def _sectors(score: Score, x: Commitment, y: Commitment) -> None:
    """Sectors: the first one equal, one in common, or none; general says nothing."""
    left, right = [s for s in x.sectors if s != "general"], [s for s in y.sectors if s != "general"]
    if not left or not right:
        return
    if left[0] == right[0]:
        score.add("same_sector", left[0])
    elif set(left) & set(right):
        score.add("some_sector", ", ".join(sorted(set(left) & set(right))))
    else:
        score.add("other_sector", f"{left[0]}, {right[0]}")


def _objects(score: Score, a: RecordView, b: RecordView, words: WordReader, document: bool) -> None:
    """What is promised: the share of the shorter title's words that the longer one has, spelling aside."""
    x, y = a.record, b.record
    assert isinstance(x, Commitment) and isinstance(y, Commitment)
    # Two figures for one amount count once, where a story disputes it.
    doubled = compare_amounts(x.amount, y.amount, score.weights) == "other" and is_disputed(a, b, score.weights)
    if a.numbers and b.numbers and not a.numbers & b.numbers and not doubled:
        score.add("other_numbers", f"{', '.join(sorted(a.numbers))} / {', '.join(sorted(b.numbers))}")
    if not a.words or not b.words:
        if document and a.article.story == b.article.story:
            score.add("no_object")
        return
    common = shared_words(a.words, b.words, score.weights.limit("object_close"))
    share = len(common) / min(len(a.words), len(b.words))
    if share >= score.weights.limit("object_contained"):
        # Trade or health alone is a field: two promises may lie in it, while a document of a field is mostly one.
        if not words.is_field(common):
            score.add("same_object", _few(common))
            if len(common) >= score.weights.limit("object_long"):
                score.add("long_object")
        else:
            score.add("same_field", _few(common), 1.0 if document else 0.5)
    elif len(common) > 1 and share >= 0.5:
        score.add("half_object", _few(common))
    elif common:
        score.add("part_object", ", ".join(sorted(common)))
    else:
        score.add("other_object", f"{_few(a.words)} / {_few(b.words)}")


def shared_words(a: frozenset[str], b: frozenset[str], close: float) -> frozenset[str]:
    """The words of the shorter set that stand in the longer one, also in a spelling `close` to it (of 100)."""
    small, large = (a, b) if (len(a), sorted(a)) <= (len(b), sorted(b)) else (b, a)
    out = set(small & large)
    for word in small - out:
        if len(word) >= 5 and any(abs(len(word) - len(w)) <= 3 and fuzz.ratio(word, w) >= close for w in large):
            out.add(word)
    return frozenset(out)


def _figures(score: Score, a: RecordView, b: RecordView, weights: Weights) -> None:
    """Amounts, due dates and days of signing."""
    x, y = a.record, b.record
    assert isinstance(x, Commitment) and isinstance(y, Commitment)
    relation = compare_amounts(x.amount, y.amount, weights)
    if relation == "same":
        score.add("same_amount")
    elif relation == "other":
        score.add("other_amount")
    for name in ("due", "period"):
        p, q = interval(getattr(x, name)), interval(getattr(y, name))
        if p and q:
            score.add("other_due" if relate(p, q) == "apart" else "same_due", name)
    p, q = interval(x.signed_on), interval(y.signed_on)
    if p and q and x.signed_on and y.signed_on:
        days = f"{x.signed_on.edtf()}, {y.signed_on.edtf()}"
        far = days_between(p, q) > weights.limit("disputed_days")
        if relate(p, q) != "apart":
            score.add("same_signing")
        elif not far and is_disputed(a, b, weights):
            score.add("disputed_signing", days)
        else:
            score.add("other_signing", days)
            score.contradicts = far


def compare_amounts(x: dict[str, Any] | None, y: dict[str, Any] | None, weights: Weights) -> str:
    """ "same", "other", "units" (two currencies or units) or "" where one states none."""
    if not x or not y or x.get("value") is None or y.get("value") is None:
        return ""
    if x.get("currency") != y.get("currency") or (x.get("unit") or "") != (y.get("unit") or ""):
        return "units"
    about = x.get("qualifier") or y.get("qualifier")
    tolerance = weights.limit("amount_tolerance_about" if about else "amount_tolerance")
    u, v = float(x["value"]), float(y["value"])
    return "same" if abs(u - v) <= tolerance * max(abs(u), abs(v)) else "other"


def _few(words: frozenset[str]) -> str:
    """A few words for a reason."""
    return ", ".join(sorted(words)[:4])
