"""Are two meeting records one meeting? By persons, parties, date, kind and place; never by status or outlet."""

from __future__ import annotations

from datetime import date, timedelta

from risalah.link.dates import Interval, days_between, gap, interval, relate
from risalah.link.score import Score
from risalah.link.views import RecordView
from risalah.model.record import Meeting
from risalah.resources.linking import Weights

_AHEAD = frozenset({"planned", "postponed", "rescheduled", "unclear"})
_MIXED = frozenset(
    frozenset(pair)
    for pair in (("visit", "meeting"), ("meeting", "signing"), ("visit", "inspection"), ("meeting", "summit"))
)


def score_meetings(a: RecordView, b: RecordView, weights: Weights) -> Score:
    """The points for two meeting records being one meeting."""
    score = Score(weights, "meeting")
    x, y = _meeting(a), _meeting(b)
    if a.article.root == b.article.root and a.article is not b.article and a.exact == b.exact:
        score.add("copy")
    _persons(score, a, b)
    if a.states and b.states:
        if a.states == b.states:
            score.add("same_parties", ", ".join(sorted(a.states)))
        elif a.states & b.states:
            score.add("some_parties", ", ".join(sorted(a.states & b.states)))
        else:
            score.add("other_parties")
    if x.kind == y.kind:
        score.add("same_kind", x.kind)
    elif "call" in (x.kind, y.kind) or (x.setting != y.setting and "remote" in (x.setting, y.setting)):
        score.add("remote")
    elif frozenset((x.kind, y.kind)) not in _MIXED and "other" not in (x.kind, y.kind):
        score.add("other_kind", f"{x.kind}, {y.kind}")
    _dates(score, a, b, x, y)
    if x.place and y.place:
        if x.place.name == y.place.name or (x.place.country and x.place.country == y.place.country):
            score.add("same_place")
        elif x.place.country and y.place.country:
            score.add("other_place", f"{x.place.country}, {y.place.country}")
    if a.article.story == b.article.story:
        score.add("same_story")
        if a.status == b.status == "planned" and x.kind == y.kind and a.article is not b.article:
            score.add("announced_together")
    return score


class MeetingFilter:
    """Tells at a glance that two records are two meetings: both held, each on stated days, in two stories.

    Such a pair gets the points of another day. Where all that could speak for it does not lift it to "unsure", the
    full score would change nothing, and most pairs of two states that meet often are of this kind.
    """

    def __init__(self, weights: Weights) -> None:
        points = weights.points["meeting"]
        best = sum(points[name].value for name in ("same_persons", "same_parties", "same_kind", "same_place"))
        self._holds = best + points["other_day"].value < weights.limit("meeting_unsure")

    def __call__(self, a: RecordView, b: RecordView) -> bool:
        """Can the full score of the pair be left out?"""
        p, q = a.held_on, b.held_on
        return (
            self._holds
            and p is not None
            and q is not None
            and (p[0] > q[1] or q[0] > p[1])
            and a.article.story != b.article.story
            and a.article.root != b.article.root
        )


def _persons(score: Score, a: RecordView, b: RecordView) -> None:
    """Persons: the same, some in common, or others."""
    if not a.persons or not b.persons:
        return
    common = a.persons & b.persons
    if not common and a.offices & b.offices and a.unnamed != b.unnamed:
        # "Presiden Kiribati" here and the president by name there.
        score.add("same_office", ", ".join(sorted(a.offices & b.offices)))
        return
    if a.persons == b.persons and len(common) > 1:
        score.add("same_persons", ", ".join(sorted(common)))
    elif len(common) > 1:
        score.add("shared_persons", ", ".join(sorted(common)))
    elif common:
        # One person and nobody else named on either side says more than one of two.
        score.add("shared_persons" if a.persons == b.persons else "one_person", ", ".join(common))
    elif a.sides & b.sides or not (a.sides and b.sides):
        score.add("other_persons")


def _dates(score: Score, a: RecordView, b: RecordView, x: Meeting, y: Meeting) -> None:
    """Dates: stated ones first, else the days on which the articles tell of it."""
    left, right = _spans(x), _spans(y)
    ahead = a.status in _AHEAD or b.status in _AHEAD
    if left and right:
        relations = {relate(p, q) for p in left for q in right}
        if "equal" in relations and x.when and x.when.precision == "day":
            score.add("same_day", x.when.edtf())
        elif relations - {"apart"}:
            score.add("dates_agree")
            if {x.kind, y.kind} == {"visit", "meeting"} and _long(x) != _long(y):
                score.add("within_visit")
        elif ahead and x.status != "cancelled" and y.status != "cancelled" and _may_move(a, b, score.weights):
            both = a.status in _AHEAD and b.status in _AHEAD
            score.add("held_later" if _held_later(x, y) else "moved_plan" if both else "moved")
        elif _is_disputed(a, b, left, right, score.weights):
            score.add("disputed_day")
        else:
            score.add("other_day")
        return
    p, q = _implied(a, score.weights), _implied(b, score.weights)
    if p and q:
        if relate(p, q) != "apart":
            score.add("dates_implied")
        elif not (ahead and _may_move(a, b, score.weights)):
            score.add("other_time")


def _is_disputed(a: RecordView, b: RecordView, left: list[Interval], right: list[Interval], weights: Weights) -> bool:
    """Do two articles give one meeting two days? Only where both report it within days, with the same persons at the
    same place, in one story, and neither tells of a meeting of these persons on the other's day.
    """
    x, y = _meeting(a), _meeting(b)
    days = gap(a.article.day, b.article.day)
    if days is None or days > weights.limit("reported_days") or a.article.story != b.article.story:
        return False
    if a.status != "held" or b.status != "held" or x.kind != y.kind or not a.persons or a.persons != b.persons:
        return False
    if not x.place or not y.place or x.place.name != y.place.name or _long(x) or _long(y):
        return False
    if min(days_between(p, q) for p in left for q in right) > weights.limit("disputed_days"):
        return False
    return not (_tells(a, right) or _tells(b, left))


def _tells(view: RecordView, days: list[Interval]) -> bool:
    """Does the article tell of another meeting of these persons on one of these days?"""
    for other in view.article.document.meetings:
        who = {p.actor for p in other.participants}
        if other.id == view.record.id or not who & view.persons:
            continue
        if any(relate(p, q) != "apart" for p in _spans(other) for q in days):
            return True
    return False


def _spans(m: Meeting) -> list[Interval]:
    """The dates of a meeting, those before a postponement among them."""
    return [i for w in (m.when, *m.previous) if (i := interval(w))]


def _long(m: Meeting) -> bool:
    """Does it last several days?"""
    return bool(m.when and m.when.precision == "period" and m.when.first != m.when.last)


def _implied(view: RecordView, weights: Weights) -> Interval | None:
    """When a meeting must have been, or will be, by the day of the article that tells of it."""
    m = _meeting(view)
    stated = interval(m.when)
    if stated:
        return stated
    day = view.day
    if day is None or m.background:
        return None
    if view.status == "held":
        return (day - timedelta(days=weights.limit("reported_days")), day)
    return (day, date.max)


def _may_move(a: RecordView, b: RecordView, weights: Weights) -> bool:
    """May a plan have been moved to the other date: within the window, and not over before the other was reported?"""
    days = gap(_start(a), _start(b))
    if days is not None and days > _window(a, b, weights):
        return False
    for one, other in ((a, b), (b, a)):
        when = interval(_meeting(one).when)
        if when is None or other.day is None:
            continue
        since = (other.day - when[1]).days
        if one.status == "held" and other.status in _AHEAD and since > 0:
            return False  # what was held before the plan was reported is another meeting
        if one.status == "planned" and since > weights.limit("planned_lapsed_days") and not _meeting(other).previous:
            return False  # the plan's day had passed long before the other was reported
    return True


def _meeting(view: RecordView) -> Meeting:
    """The record, which is a meeting."""
    assert isinstance(view.record, Meeting)
    return view.record


def _window(a: RecordView, b: RecordView, weights: Weights) -> float:
    """Days by which a plan may move: farther inside one story's year than between strangers."""
    alike = a.persons & b.persons or not (a.persons and b.persons)
    return weights.limit("planned_days" if alike else "planned_days_others")


def _held_later(x: Meeting, y: Meeting) -> bool:
    """Was one postponed without a new date, and the other held afterwards?"""
    for late, held in ((x, y), (y, x)):
        old, new = _spans(late), interval(held.when)
        if late.status == "postponed" and late.when is None and held.status == "held" and new:
            return all(o[0] <= new[0] for o in old)
    return False


def _start(view: RecordView) -> date | None:
    """The first day of a meeting, else the article's day."""
    when = _meeting(view).when
    return (when.first if when else None) or view.day
