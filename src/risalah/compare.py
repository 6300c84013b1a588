"""Two registers of the same articles beside each other: which articles were put together otherwise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from risalah.model.register import Register


@dataclass(frozen=True, slots=True)
class Change:
    """What is told of one article: `field` is story, origin, duplicate_of, records or register."""

    article: str
    title: str
    field: str
    before: str
    after: str

    def __str__(self) -> str:
        short = self.article.removeprefix("sha256:")[:12]
        return f"{short} {self.field}: {self.before or '-'} -> {self.after or '-'}  {self.title}".rstrip()

    def to_json(self) -> dict[str, str]:
        """A JSON object."""
        return {
            "article": self.article,
            "title": self.title,
            "field": self.field,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes; `articles` is how many there are after, `differ` how many are put together otherwise, `entries`
    how many entries are other than before in any way."""

    articles: int
    differ: int
    entries: int
    rows: tuple[Change, ...]

    def summary(self) -> str:
        """One line for people."""
        share = 100 * self.differ / max(1, self.articles)
        return (
            f"{self.differ} of {self.articles} articles ({share:.1f} %) put together otherwise, "
            f"{self.entries} entries changed"
        )

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        share = round(self.differ / max(1, self.articles), 4)
        counts = {"articles": self.articles, "differ": self.differ, "share": share, "entries": self.entries}
        return {**counts, "changes": [r.to_json() for r in self.rows]}


def compare_registers(before: Register, after: Register) -> Difference:
    """What is other in `after`: by which articles each article stands in one story, one origin and one entry.

    Ids do not count, only who stands with whom.
    """
    old, new = _Companions(before), _Companions(after)
    titles = {a.id: a.title or "" for a in (*before.articles, *after.articles)}
    rows = []
    for article in sorted({*old.articles, *new.articles}):
        if (article in old.articles) != (article in new.articles):
            there = ("", "in") if article in new.articles else ("in", "")
            rows.append(Change(article, titles[article], "register", *there))
            continue
        for field in ("story", "origin", "duplicate_of", "records"):
            a, b = old.of(field, article), new.of(field, article)
            if a != b:
                rows.append(Change(article, titles[article], field, _tell(a - b, a), _tell(b - a, b)))
    was = {e.id: e.to_json() for e in before.entries()}
    now = {e.id: e.to_json() for e in after.entries()}
    changed = sum(was.get(key) != now.get(key) for key in {*was, *now})
    return Difference(len(after.articles), len({r.article for r in rows}), changed, tuple(rows))


class _Companions:
    """Of each article, with which others a register puts it together."""

    def __init__(self, register: Register) -> None:
        self.articles = {a.id for a in register.articles}
        groups: dict[str, dict[str, set[str]]] = {f: defaultdict(set) for f in ("story", "origin")}
        for a in register.articles:
            for field in groups:
                if getattr(a, field):
                    groups[field][getattr(a, field)].add(a.id)
        self._of: dict[str, dict[str, frozenset[str]]] = {f: {} for f in ("story", "origin", "duplicate_of", "records")}
        for field, found in groups.items():
            for members in found.values():
                whole = frozenset(members)
                for key in members:
                    self._of[field][key] = whole
        for a in register.articles:
            self._of["duplicate_of"][a.id] = frozenset({a.duplicate_of} if a.duplicate_of else ())
        mates: dict[str, set[str]] = defaultdict(set)
        for entry in register.entries():
            keys = [f"{r.article}#{r.id}" for r in entry.records]
            for r in entry.records:
                mates[r.article].update(f"{r.id}={k}" for k in keys if k != f"{r.article}#{r.id}")
        self._of["records"] = {key: frozenset(found) for key, found in mates.items()}

    def of(self, field: str, article: str) -> frozenset[str]:
        """With what the article is put together, in one respect."""
        return self._of[field].get(article, frozenset())


def _tell(others: frozenset[str], whole: frozenset[str]) -> str:
    """The companions that the other register has not, the first few of them."""
    if not others:
        return f"{len(whole)} together" if whole else ""
    short = [_shorten_mate(x) if "=" in x else x.removeprefix("sha256:")[:12] for x in sorted(others)]
    return ", ".join(short[:3]) + (f" and {len(short) - 3} more" if len(short) > 3 else "")


def _shorten_mate(pair: str) -> str:
    mine, _, other = pair.partition("=")
    article, _, record = other.partition("#")
    return f"{mine}={article.removeprefix('sha256:')[:12]}#{record}"
