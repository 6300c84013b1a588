"""Judgements on today's texts: each end is found again by its words, or is listed as orphaned with the reason."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, select

from risalah.model.register import Judgement, Selector
from risalah.model.span import Span
from risalah.store import rows, schema
from risalah.store.pages import follow, read_versions
from risalah.store.quotes import ENOUGH, agree, locate

AttachState = Literal["stands", "moved", "orphaned", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Attached:
    """A judgement as it was given, and as it reads today: `judgement` has the keys of today's records.

    `stands`: on the records that it was given for. `moved`: the words were found in another record or article.
    `orphaned`: one end is gone, `why` says which; it has no effect until its words come back. `withdrawn`: taken back.
    """

    number: int
    given: Judgement
    judgement: Judgement
    state: AttachState
    why: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """A record as a decision names it: its key, the words that it rests on, the address of its article."""

    key: str
    selector: Selector | None
    url: str | None

    @property
    def article(self) -> str:
        """The id of its article."""
        return self.key.partition("#")[0]

    @property
    def record(self) -> str:
        """Its id in its article; empty for the article itself."""
        return self.key.partition("#")[2]


def attach_judgements(c: Connection, found: Sequence[tuple[int, Judgement, str | None, str | None]]) -> list[Attached]:
    """Attach judgements, given as (number, judgement, left address, right address), to the records of today."""
    finder = Finder(c)
    ends = [(End(j.left, j.left_selector, left), End(j.right, j.right_selector, right)) for _, j, left, right in found]
    finder.prepare([end for pair, row in zip(ends, found, strict=True) if not row[1].withdrawn_at for end in pair])
    out = []
    for (number, given, _, _), (left, right) in zip(found, ends, strict=True):
        if given.withdrawn_at:
            out.append(Attached(number, given, given, "withdrawn"))
            continue
        a, b = finder.find(left), finder.find(right)
        if isinstance(a, str) or isinstance(b, str):
            why = "; ".join(f"{side}: {w}" for side, w in (("left", a), ("right", b)) if isinstance(w, str))
            out.append(Attached(number, given, given, "orphaned", why))
        elif a.key == b.key:
            out.append(Attached(number, given, given, "orphaned", "both sides rest on one record today"))
        else:
            now = replace(given, left=a.key, right=b.key, left_selector=a.selector, right_selector=b.selector)
            same = (now.left, now.right) == (given.left, given.right)
            out.append(Attached(number, given, now, "stands" if same else "moved"))
    return out


class Finder:
    """Finds the records of today that decisions mean; loads each article once."""

    def __init__(self, c: Connection) -> None:
        self._c = c
        self._stands = read_versions(c)
        self._records: dict[str, list[rows.Row]] = {}
        self._live: set[str] = set()
        self._by_url: dict[str, list[str]] = {}
        self._texts: dict[str, str] = {}

    def prepare(self, ends: Sequence[End]) -> None:
        """Load what the ends name: articles that stand today, by id and by address, with their records."""
        a = schema.articles.c
        ids = sorted({follow(self._stands, e.article) for e in ends})
        self._live = set(_ask(self._c, ids))
        urls = sorted({e.url for e in ends if e.url and follow(self._stands, e.article) not in self._live})
        for i in range(0, len(urls), 500):
            query = select(a.url, a.id).where(a.url.in_(urls[i : i + 500])).order_by(a.id)
            for url, key in self._c.execute(query):
                if key not in self._stands:
                    self._by_url.setdefault(url, []).append(key)
        named = sorted(self._live | {k for keys in self._by_url.values() for k in keys})
        self._live.update(named)
        for key, found in rows.gather(self._c, schema.records, "article", named, "article", "type", "position").items():
            self._records[key] = list(found)

    def locate(self, article: str, words: Selector) -> Span | None:
        """Where words stand in today's text of an article."""
        return locate(words, self._text(article))

    def find(self, end: End) -> End | str:
        """The end with its key and words of today, or the reason why there is none."""
        now = follow(self._stands, end.article)
        places = [now] if now in self._live else self._by_url.get(end.url or "", [])
        if not end.record:
            return replace(end, key=places[0]) if places else "the article is gone"
        if not places:
            return self._find_anywhere(end)
        found: End | str = ""
        for place in places:
            found = self._find_in(place, end)
            if isinstance(found, End):
                break
        return found

    def _find_in(self, article: str, end: End) -> End | str:
        """The record of an article on which the words rest."""
        kind = [r for r in self._records.get(article, []) if r["id"][:1] == end.record[:1]]
        same = next((r for r in kind if r["id"] == end.record), None)
        selector = end.selector
        if selector is None or not selector.exact:
            fits = same is not None and article == end.article
            return end if fits else "its words were not kept, and the article has changed"
        if same and (same["exact"], same["prefix"], same["suffix"]) == (
            selector.exact,
            selector.prefix,
            selector.suffix,
        ):
            return replace(end, key=f"{article}#{end.record}")
        text = self._text(article)
        span = locate(selector, text)
        if span is None:
            return f"{_short(selector.exact)} no longer stands in the article"
        resting = [r for r in kind if any(s.overlaps(span) for s in _spans(r))]
        if not resting:
            return f"no record rests on {_short(selector.exact)} any more"
        # Whole sentences are evidence too, of every record in them: words that are just these come first.
        best = min(
            resting,
            key=lambda r: (span not in _spans(r), r["exact"] != selector.exact, r["id"] != end.record, r["position"]),
        )
        # Today's words, not those of then: whoever looks them up in today's text finds this place.
        return replace(end, key=f"{article}#{best['id']}", selector=rows.make_selector(text, span.start, span.end))

    def _find_anywhere(self, end: End) -> End | str:
        """The one record of today whose anchor words and surroundings these are, whatever its article."""
        if end.selector is None or not end.selector.exact:
            return "the article is gone"
        s = end.selector
        r = schema.records.c
        found = self._c.execute(
            select(r.article, r.id, r.prefix, r.suffix).where(r.exact == s.exact).order_by(r.article, r.id)
        ).all()
        keys = [
            f"{x.article}#{x.id}"
            for x in found
            if x.id[:1] == end.record[:1] and x.article not in self._stands and agree(x.prefix, x.suffix, s) >= ENOUGH
        ]
        if len(keys) == 1:
            return replace(end, key=keys[0])
        return f"the article is gone, and {_short(s.exact)} stands in {len(keys)} records of others"

    def _text(self, article: str) -> str:
        if article not in self._texts:
            a = schema.articles.c
            self._texts[article] = str(self._c.execute(select(a.text).where(a.id == article)).scalar() or "")
        return self._texts[article]


def choose_selector(text: str, record: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> Selector:
    """The words by which one record of an article is told from the others of its type.

    Its anchor where no other record is anchored there; else the first of its evidence on which no other rests.
    """
    anchor = rows.find_anchor(text, record)
    mine = [Span(e["start"], e["end"]) for e in record.get("evidence") or record.get("content") or ()]
    taken = {(s.start, s.end) for other in others for s in _spans_of(other)}
    if all(rows.find_anchor(text, other) != anchor for other in others):
        return anchor
    for span in mine:
        if (span.start, span.end) not in taken:
            return rows.make_selector(text, span.start, span.end)
    return anchor


def _ask(c: Connection, ids: Sequence[str]) -> list[str]:
    """Those of the ids that are articles."""
    a = schema.articles.c
    out: list[str] = []
    for i in range(0, len(ids), 500):
        out += c.execute(select(a.id).where(a.id.in_(ids[i : i + 500]))).scalars()
    return out


def _spans(row: rows.Row) -> list[Span]:
    return _spans_of(json.loads(row["body"]))


def _spans_of(body: Mapping[str, Any]) -> list[Span]:
    return [Span(e["start"], e["end"]) for e in body.get("evidence") or body.get("content") or ()]


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return repr(flat if len(flat) <= 60 else flat[:59] + "…")
