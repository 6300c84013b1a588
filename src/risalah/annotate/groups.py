"""Groups: "kedua negara", "kedua menteri", "keduanya" and the pair that each stands for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from risalah.annotate.known_groups import KnownGroups
from risalah.model.annotation import NEAR_GROUP, Actor, Mention, Sentence
from risalah.model.article import Article
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language, any_of

Pairs = list[tuple[int, tuple[str, ...]]]
"""(offset, actor ids) of actors that the text links, in text order."""


class GroupFinder:
    """Adds the plural mentions of an article."""

    def __init__(self, language: Language, actors: ActorTable) -> None:
        self._actors = actors
        self._rows: list[tuple[str, int, str, tuple[str, ...]]] = []
        for row in language.table("groups").get("groups") or ():
            for form in row["forms"]:
                self._rows.append((form.lower(), int(row["size"]), row["kind"], tuple(row.get("offices") or ())))
        self._rows.sort(key=lambda r: -len(r[0]))
        self._by_form = {form: (size, kind, offices) for form, size, kind, offices in self._rows}
        self._pattern = re.compile(rf"\b{any_of(f for f, _, _, _ in self._rows)}\b", re.IGNORECASE)
        self._known = KnownGroups(language, actors)
        self._sides = language.words("groups", "side_words")
        self._back_endings = language.words("groups", "back_endings")
        linkers, before = (any_of(language.words("groups", key)) for key in ("linkers", "before_linked"))
        self._linkers = re.compile(rf"\s*(?:[-–—/]|,?\s*{linkers}(?:\s+{before}){{0,2}}|,)\s*", re.IGNORECASE)

    def find(
        self, article: Article, sentences: Sequence[Sentence], mentions: list[Mention], actors: dict[str, Actor]
    ) -> list[Mention]:
        """`mentions` with those of groups put in, in text order."""
        text = article.text
        mentions = self._known.find(text, mentions, actors)
        found = list(self._pattern.finditer(text))
        if not found:
            return mentions
        title_end = next((b.span.end for b in article.blocks if b.kind == "title"), 0)
        people = [m.span for m in mentions if m.kind == "person"]
        starts = [p.start for p in people]
        rows: dict[tuple[str, int, tuple[str, ...]], Pairs] = {}
        out = list(mentions)
        for m in found:
            size, kind, offices = self._by_form[" ".join(m[0].lower().split())]
            span = Span(m.start(), m.end())
            k = bisect_right(starts, span.start) - 1
            if k >= 0 and people[k].contains(span):
                continue

            at = bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1
            at = sentences[at].span.start if at >= 0 else span.start

            def fitting(of: str, offices: tuple[str, ...] = offices, size: int = size) -> Pairs:
                key = (of, size, offices)
                if key not in rows:
                    pairs = self._pairs(text, mentions, of, actors)
                    rows[key] = [
                        r for r in pairs if len(r[1]) == size and all(_holds(actors, w, offices) for w in r[1])
                    ]
                return rows[key]

            near = self._named_here(mentions, at, span.start, size, actors) if kind == "state" else ()
            members = near or _resolve(fitting(kind), span.start, title_end)
            if not members:
                members = self._only(mentions, kind, size, span.start, actors, offices)
            if not members and any(word in m[0].lower() for word in self._sides):
                members = _resolve(fitting("body"), m.start(), title_end)
            if not members and m[0].lower().endswith(self._back_endings):
                members = _resolve(fitting("state"), span.start, title_end)
            rule = NEAR_GROUP if near else "group"
            out.append(Mention(span, "person" if kind == "person" else "state", members=members, rule=rule))
        return sorted(out, key=lambda m: (m.span.start, -m.span.end))

    def _pairs(
        self, text: str, mentions: list[Mention], kind: str, actors: dict[str, Actor]
    ) -> list[tuple[int, tuple[str, ...]]]:
        """(offset, members) of every two or more actors that the text links, in text order."""
        row: list[tuple[Span, str]] = []
        out: list[tuple[int, tuple[str, ...]]] = []
        for m in mentions:
            who = self._who(m, kind, actors)
            if who is None:
                continue
            if row and m.span.start < row[-1][0].end:
                continue
            if row and self._linkers.fullmatch(text, row[-1][0].end, m.span.start):
                row.append((m.span, who))
            else:
                row = [(m.span, who)]
            members = tuple(dict.fromkeys(w for _, w in row))
            if len(members) >= 2:
                if out and out[-1][1] == members[:-1] and len(members) > 2:
                    out.pop()
                out.append((row[0][0].start, members))
        return out

    def _who(self, m: Mention, kind: str, actors: dict[str, Actor]) -> str | None:
        if kind == "person":
            return m.actor if m.kind in ("person", "office") else None
        if kind == "body":
            return m.actor if m.kind in ("state", "organisation") else None
        if m.kind == "state" and not m.members:
            return m.actor
        if m.kind in ("person", "office") and m.actor in actors:
            return actors[m.actor].country
        if m.kind == "organisation" and m.actor in actors and m.actor.isupper():
            return m.actor
        return None

    def _named_here(
        self, mentions: list[Mention], begin: int, at: int, size: int, actors: dict[str, Actor]
    ) -> tuple[str, ...]:
        """The states named between `begin` and `at`, by name or by their people, where they are just as many."""
        first, last = (bisect_left(mentions, k, key=lambda m: m.span.start) for k in (begin, at))
        states = (self._who(m, "state", actors) for m in mentions[first:last])
        found = dict.fromkeys(who for who in states if who is not None)
        return tuple(found) if len(found) == size else ()

    def _only(
        self,
        mentions: list[Mention],
        kind: str,
        size: int,
        at: int,
        actors: dict[str, Actor],
        offices: tuple[str, ...],
    ) -> tuple[str, ...]:
        """All actors of the kind before `at` (persons: those with a fitting office), where they are just as many."""
        found: dict[str, None] = {}
        for m in mentions:
            if m.span.start >= at or (kind == "state" and m.kind != "state"):
                continue
            who = self._who(m, kind, actors)
            if who is not None and (
                kind != "person" or (who in actors and actors[who].office and _holds(actors, who, offices))
            ):
                found[who] = None
                if len(found) > size:
                    return ()
        return tuple(found) if len(found) == size else ()


def _resolve(rows: Pairs, at: int, title_end: int) -> tuple[str, ...]:
    """The last pair of the body before `at`, else the last of the headline, else nothing."""
    k = bisect_left(rows, at, key=lambda r: r[0]) - 1
    if k >= 0 and rows[k][0] >= title_end:
        return rows[k][1]
    k = bisect_left(rows, title_end, key=lambda r: r[0]) - 1
    return rows[k][1] if k >= 0 else ()


def _holds(actors: dict[str, Actor], who: str, offices: tuple[str, ...]) -> bool:
    """Has the actor an office with one of these words (or none that the text gives)?"""
    office = actors[who].office if who in actors else None
    return not offices or office is None or any(word in office for word in offices)
