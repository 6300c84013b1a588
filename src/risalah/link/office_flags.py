"""Offices that the dated table of offices or the other articles contradict: a flag with both sides, never a change.

The office that an article gives stays as it is. In doubt there is no flag: a former or acting holder, a candidate, the
days around a change, a namesake of another state, another spelling of the holder's name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from rapidfuzz import fuzz

from risalah.link.offices import OfficeClaim, OfficeReader
from risalah.link.views import ArticleView
from risalah.resources.actors import ActorTable, KnownPerson, Tenure
from risalah.resources.linking import Weights

Flag = dict[str, Any]
_SHOWN = 5  # articles that are named for the other side


class OfficeChecker:
    """Checks what persons are called. Articles must have their origins already."""

    def __init__(self, weights: Weights, table: ActorTable | None) -> None:
        self._reader = OfficeReader(weights)
        self._table = table
        self._same = {o: group for group in weights.same_offices for o in group}
        self._grace = timedelta(days=weights.limit("office_grace_days"))
        self._window = timedelta(days=weights.limit("office_window_days"))
        self._close = weights.limit("object_close")

    def check(self, views: Iterable[ArticleView]) -> dict[str, list[Flag]]:
        """By actor the flags {"article", "day", "office", "country", "start", "end", "exact", "grade", "reason",
        "against"}, oldest first. `against` has a row for each holder by the table or by articles.
        """
        return self.judge(c for v in views for c in self._reader.read(v))

    def judge(self, claims: Iterable[OfficeClaim]) -> dict[str, list[Flag]]:
        """The flags on claims, as `check` gives them; what is claimed of one state's offices must come together."""
        by_office: dict[tuple[str, str], dict[str, list[OfficeClaim]]] = defaultdict(lambda: defaultdict(list))
        by_person: dict[tuple[str, str], list[OfficeClaim]] = defaultdict(list)
        for c in sorted(claims, key=lambda c: (c.day, c.order, c.span.start)):
            by_office[c.country, c.office][c.actor].append(c)
            by_person[c.country, c.actor].append(c)
        out: dict[str, list[Flag]] = defaultdict(list)
        for told in by_office.values():
            for rows in told.values():
                for c in rows:
                    flag = self._by_table(c) or self._by_articles(c, told, by_person[c.country, c.actor])
                    if flag:
                        out[c.actor].append(flag)
        for found in out.values():
            found.sort(key=lambda f: (f["day"], f["article"], f["start"]))
        return dict(out)

    # ------------------------------------------------------------- the table
    def _by_table(self, c: OfficeClaim) -> Flag | None:
        """A flag where the table knows another holder for that day, or that the person's term was over or to come."""
        if self._table is None:
            return None
        person = self._table.people.get(c.actor)
        if person is not None and not any(self._is_of(t, c.country) for t in person.tenures):
            person = None  # of another state: a namesake, whom the table does not know
        mine = [t for t in person.tenures if self._fits(t, c)] if person else []
        if any(self._covers(t, c.day) for t in mine) or any(self._overlaps(t, y) for t in mine for y in c.years):
            return None
        others = self._holders(c, c.actor)
        if mine and person:
            if all(t.first is None and t.last is None for t in mine):
                return None
            late = [t for t in mine if t.last and t.last < c.day]
            reason = "office_ended" if late else "office_not_begun"
            return _flag(c, "conflict", reason, [*(_row(person, t) for t in mine), *others])
        if not others or c.years:
            return None
        if person is not None:
            return _flag(c, "conflict", "office_of_another", others)
        return _flag(c, "differ", "office_of_another", others) if c.explicit else None

    def _holders(self, c: OfficeClaim, but: str) -> list[Flag]:
        """Who surely held the office on that day, by the table; nobody where the name is only spelled otherwise."""
        if self._table is None:
            return []
        found = []
        for office in sorted(self._same.get(c.office, frozenset({c.office}))):
            for person, term in self._table.terms(c.country, office, c.day):
                if person.id == but or any(self._alike(c.name, n) for n in (person.name, *person.aliases)):
                    return []
                inside = term.is_sure(c.day - self._grace) and term.is_sure(c.day + self._grace)
                if inside or (term.is_sure(c.day - self._grace) and term.is_sure(c.day) and term.last is None):
                    found.append(_row(person, term))
        return found

    def _is_of(self, t: Tenure, country: str) -> bool:
        """Is it an office of the state, or of one of its bodies?"""
        body = self._table.organisations.get(t.body) if self._table else None
        return country in (t.body, body.country if body else None)

    def _fits(self, t: Tenure, c: OfficeClaim) -> bool:
        """Is it the office that is claimed?"""
        return t.body == c.country and (t.office == c.office or t.office in self._same.get(c.office, ()))

    def _covers(self, t: Tenure, day: date) -> bool:
        """Does a term hold on a day, or within the days of grace around it? An open one never ends."""
        first, last = t.first or date.min, t.last or date.max
        return (first <= day + self._grace) and (last == date.max or day - self._grace <= last)

    @staticmethod
    def _overlaps(t: Tenure, year: int) -> bool:
        """Did a term run in a year that the sentence names?"""
        return (t.first or date.min).year <= year <= (t.last or date.max).year

    # ------------------------------------------------------------- other articles
    def _by_articles(
        self, c: OfficeClaim, told: dict[str, list[OfficeClaim]], own: Sequence[OfficeClaim]
    ) -> Flag | None:
        """A flag where other articles give the office to another, and this person another one, or the same before
        and after.
        """
        if c.years:
            return None
        near = self._near(told[c.actor], c)
        mine = {x.origin for x in near}
        rivals = {
            actor: self._near(rows, c)
            for actor, rows in told.items()
            if actor != c.actor and not self._alike(c.name, rows[0].name)
        }
        rivals = {actor: rows for actor, rows in rivals.items() if rows}
        for rows in sorted(rivals.values(), key=lambda rows: (-len({x.origin for x in rows}), rows[0].actor)):
            origins = {x.origin for x in rows} - mine
            before = any(x.day < c.day for x in rows)
            if len(origins) >= 2 and len(origins) > len(mine) and before and any(x.day >= c.day for x in rows):
                return _flag(c, "conflict", "office_by_articles", [_told(rows)])
        else_called = [x for x in self._near(own, c) if x.office not in self._same.get(c.office, {c.office})]
        both = {x.article for x in else_called} & {x.article for x in near}
        theirs = {x.origin for x in else_called} - mine
        if both or len(theirs) < 2 or len(theirs) <= len(mine):
            return None
        held = [_told(rows) for rows in rivals.values()] or self._holders(c, c.actor)
        return _flag(c, "conflict", "office_by_articles", [_told(else_called), *held]) if held else None

    def _near(self, rows: Sequence[OfficeClaim], c: OfficeClaim) -> list[OfficeClaim]:
        """The claims within the window around the day of `c`; `rows` are in the order of days."""
        low = bisect_left(rows, c.day - self._window, key=lambda x: x.day)
        return list(rows[low : bisect_right(rows, c.day + self._window, key=lambda x: x.day)])

    def _alike(self, a: str, b: str) -> bool:
        """May two names be one, in two spellings or one of them short?"""
        left, right = ([w for w in n.lower().replace("-", " ").split() if len(w) > 2] for n in (a, b))
        return any(fuzz.ratio(x, y) >= self._close for x in left for y in right)


def _flag(c: OfficeClaim, grade: str, reason: str, against: list[Flag]) -> Flag:
    """A flag on a claim."""
    return {
        "article": c.article,
        "day": c.day.isoformat(),
        "office": c.office,
        "country": c.country,
        "start": c.span.start,
        "end": c.span.end,
        "exact": c.exact,
        "grade": grade,
        "reason": reason,
        "against": against,
    }


def _row(person: KnownPerson, term: Tenure) -> Flag:
    """What the table says."""

    def day(x: date | None) -> str | None:
        return x.isoformat() if x else None

    dates = {"from": day(term.first), "to": day(term.last), "known_to": day(term.known_to)}
    return {"source": "table", "actor": person.id, "name": person.name, "office": term.office, **dates, "articles": []}


def _told(rows: Sequence[OfficeClaim]) -> Flag:
    """What articles say: a person and an office, from the first to the last of them."""
    first, last = rows[0], rows[-1]
    return {
        "source": "articles",
        "actor": first.actor,
        "name": first.name,
        "office": first.office,
        "from": first.day.isoformat(),
        "to": last.day.isoformat(),
        "known_to": None,
        "articles": list(dict.fromkeys(x.article for x in rows))[:_SHOWN],
    }
