"""Are two quotation records one utterance? By speaker, words and occasion."""

from __future__ import annotations

from risalah.link.dates import gap
from risalah.link.score import Score
from risalah.link.views import RecordView
from risalah.link.words import containment
from risalah.model.record import Quotation
from risalah.resources.linking import Weights


def score_quotations(a: RecordView, b: RecordView, weights: Weights, occasions: dict[str, str]) -> Score:
    """The points for two quotation records being one utterance; `occasions`: record key to meeting entry."""
    score = Score(weights, "quotation")
    x, y = a.record, b.record
    assert isinstance(x, Quotation) and isinstance(y, Quotation)
    if x.speaker is None or x.speaker != y.speaker:
        score.veto = "another speaker, or an unknown one"
        return score
    score.add("same_speaker", x.speaker)
    if a.article.root == b.article.root and a.article is not b.article and a.exact == b.exact:
        score.add("copy")
    share = containment(a.words, b.words)
    if min(len(a.words), len(b.words)) < weights.limit("quotation_words") and a.words != b.words:
        score.veto = "too few words to tell"
        return score
    score.add("same_words", f"{share:.0%}", share)
    if a.article is b.article:
        few = 2 * weights.limit("quotation_words")
        if a.words != b.words and min(len(a.words), len(b.words)) < few:
            score.veto = "too few words to tell"
        if share < weights.limit("quotation_same_article"):
            score.veto = "one article gives both"
    elif share < weights.limit("quotation_containment") - 0.15:
        score.veto = "other words"
    days = gap(a.day, b.day)
    if days == 0:
        score.add("same_day")
    elif days is not None and days > weights.limit("quotation_days"):
        score.veto = "said on other days"
    left, right = occasions.get(a.key), occasions.get(b.key)
    if left and right:
        score.add("same_occasion" if left == right else "other_occasion")
    if a.article.story == b.article.story:
        score.add("same_story")
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        score.veto = "other numbers"
    return score
