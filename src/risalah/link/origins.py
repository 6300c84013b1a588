"""Origins: where the words of an article came from. Articles tied to one statement, wire or text are one origin."""

from __future__ import annotations

from collections import Counter, defaultdict

from risalah.link.acts import meeting_keys
from risalah.link.dates import gap
from risalah.link.sources import SourceReader, Sources, unite_names
from risalah.link.views import ArticleView
from risalah.link.words import WordReader, containment
from risalah.model.ids import short_id
from risalah.resources.linking import Weights

_SAMPLE = 4  # one shingle of four is looked up: enough to find half of a text in another
_POSTING = 30  # articles kept at one shingle
_NEAREST = 6  # articles before it with which an article that quotes the same person is compared
_FEW = 4  # words that make a quotation recognisable
_KINDS = {
    "press": "a statement to the press",
    "written": "a written statement",
    "post": "a post",
    "hearing": "a hearing",
}


class OriginFinder:
    """Ties the articles of one story to their origins."""

    def __init__(self, weights: Weights, words: WordReader, copies: dict[str, str]) -> None:
        self._w = weights
        self._reader = SourceReader(weights, words)
        self._copies = copies

    def find(self, views: list[ArticleView]) -> dict[str, str]:
        """Set `origin` of each article of one story; returns the basis of each origin in words, by article id."""
        parent = {v.id: v.id for v in views}

        def root(x: str) -> str:
            while parent[x] != x:
                parent[x] = parent[parent[x]]
                x = parent[x]
            return x

        order = {v.id: i for i, v in enumerate(views)}
        ties: dict[str, list[str]] = defaultdict(list)
        for a, b, why in self._ties(views) if len(views) > 1 else ():
            x, y = sorted((root(a), root(b)), key=order.__getitem__)
            parent[y] = x
            for one in (a, b):
                if why not in ties[one]:
                    ties[one].append(why)
        basis: dict[str, str] = {}
        for view in views:
            view.origin = short_id("o", root(view.id))
            if view.id in ties:
                basis[view.id] = "; ".join(ties[view.id])
            elif view.sources:
                basis[view.id] = f"credited to {', '.join(sorted(view.sources))}"
            else:
                basis[view.id] = "no tie to another article of the story was found"
        return basis

    def _ties(self, views: list[ArticleView]) -> list[tuple[str, str, str]]:
        """(article, article, why) for each tie that was found."""
        ids = {v.id for v in views}
        out = [(v.copy_of, v.id, self._copies.get(v.id, "a copy")) for v in views if v.copy_of and v.copy_of in ids]
        out += self._texts(views)
        by_source: dict[str, ArticleView] = {}
        for view in views:
            for source in sorted(view.sources):
                first = by_source.setdefault(source, view)
                if first is not view:
                    out.append((first.id, view.id, f"both from {source}"))
        newsroom: dict[str, ArticleView] = {}
        for view in views:
            if view.outlet and not view.sources:
                first = newsroom.setdefault(view.outlet, view)
                if first is not view and first.day == view.day:
                    out.append((first.id, view.id, f"the same newsroom, {view.outlet}, without another credit"))
        out += self._statements(views)
        return out

    def _texts(self, views: list[ArticleView]) -> list[tuple[str, str, str]]:
        """Articles of which one holds half of the other word for word."""
        postings: dict[int, list[int]] = defaultdict(list)
        samples: list[int] = []
        shared: Counter[tuple[int, int]] = Counter()
        for i, view in enumerate(views):
            sample = [s for s in view.shingles if s % _SAMPLE == 0]
            samples.append(len(sample))
            for s in sample:
                for j in postings[s]:
                    shared[j, i] += 1
                if len(postings[s]) < _POSTING:
                    postings[s].append(i)
        limit = self._w.limit("dependence_containment")
        out = []
        for (j, i), n in sorted(shared.items()):
            small = min(len(views[i].shingles), len(views[j].shingles))
            if small < self._w.limit("dependence_shingles") or n < 0.5 * limit * min(samples[i], samples[j]):
                continue
            share = len(views[i].shingle_set() & views[j].shingle_set()) / small
            if share >= limit:
                out.append(
                    (views[j].id, views[i].id, f"{share:.0%} of the shorter text stands in the other word for word")
                )
        return out

    def _statements(self, views: list[ArticleView]) -> list[tuple[str, str, str]]:
        """Articles that took their words from one statement: nearest ones are enough, since the union is transitive."""
        sources = unite_names(self._reader.read(v.body, v.outlet) for v in views)
        near: dict[str, list[int]] = defaultdict(list)
        out = []
        for i, view in enumerate(views):
            keys = {f"said {s}" for s in _speakers(sources[i])} | {
                f"quoted {q.speaker}" for q in view.document.quotations
            }
            keys |= {f"with {name}" for o in sources[i].occasions if o.kind == "press" for name in o.others}
            tried: set[int] = set()
            for key in sorted(keys):
                tried.update(near[key][-_NEAREST:])
                near[key].append(i)
            for j in sorted(tried):
                if _same_day(views[j], view) and (why := self._one_statement(views[j], view, sources[j], sources[i])):
                    out.append((views[j].id, view.id, why))
        return out

    def _one_statement(self, a: ArticleView, b: ArticleView, x: Sources, y: Sources) -> str:
        """Why two articles of one or two days took their words from one statement, or nothing."""
        on = f" on {(a.day or b.day)}" if a.day or b.day else ""
        if speaker := self._common_meeting(a, b):
            return f"both quote {_name(speaker, a, b)} after the same meeting"
        for p in x.occasions:
            for q in y.occasions:
                if p.meets(q) and not (p.kind == "hearing" and not p.day and not q.day and a.day != b.day):
                    who = self._full(p.speaker, a, b)
                    if p.speaker == q.speaker:
                        return f"both quote {who}, {_KINDS[p.kind]}{on}"
                    return f"both quote {_KINDS[p.kind]} of {who} and {self._full(q.speaker, a, b)}{on}"
        for speaker in sorted(_speakers(x) & _speakers(y)):
            if self._apart(speaker, x, y):
                continue
            who = self._full(speaker, a, b)
            if self._same_words(speaker, x, y):
                return f"both quote the same words of {who}{on}"
            main = self._w.limit("statement_share")
            if min(x.share(speaker), y.share(speaker)) >= main and not (x.own(speaker) or y.own(speaker)):
                return f"both quote mainly {who}{on}"
        return ""

    def _common_meeting(self, a: ArticleView, b: ArticleView) -> str:
        """A person whom both quote and who met the same people on the same day in both; nothing where none did."""
        met = {k[1]: k[0] for k in set(meeting_keys(a)) & set(meeting_keys(b))}
        spoke = {q.speaker for q in a.document.quotations} & {q.speaker for q in b.document.quotations}
        return next((s for day in sorted(met) for s in sorted(met[day]) if s in spoke), "")

    def _apart(self, speaker: str, x: Sources, y: Sources) -> bool:
        """Did the person speak on occasions of which none fits one of the other article?"""
        p, q = x.of(speaker), y.of(speaker)
        return bool(p and q) and all(m.apart(n) for m in p for n in q)

    def _same_words(self, speaker: str, x: Sources, y: Sources) -> bool:
        """Are words of one person in both, as more than an aside?"""
        least = self._w.limit("statement_mention")
        if x.share(speaker) < least or y.share(speaker) < least:
            return False
        limit = self._w.limit("quotation_containment")
        left = [s.words for s in x.sayings if s.speaker == speaker and len(s.words) >= _FEW]
        right = [s.words for s in y.sayings if s.speaker == speaker and len(s.words) >= _FEW]
        return any(containment(p, q) >= limit for p in left for q in right)

    def _full(self, last: str, *views: ArticleView) -> str:
        """A name as an article gives it."""
        for view in views:
            for actor in view.document.actors:
                if actor.kind == "person" and actor.name.lower().split()[-1:] == [last]:
                    return actor.name
        return last.title()


def _speakers(sources: Sources) -> frozenset[str]:
    """Everyone who is told to have said something."""
    return frozenset(s.speaker for s in sources.sayings if s.speaker) | {
        o.speaker for o in sources.occasions if o.speaker
    }


def _same_day(a: ArticleView, b: ArticleView) -> bool:
    """Did both appear within a day of each other? An undated article may."""
    days = gap(a.day, b.day)
    return days is None or days <= 1


def _name(actor: str, *views: ArticleView) -> str:
    """An actor's name for a sentence."""
    for view in views:
        for a in view.document.actors:
            if a.id == actor:
                return a.name
    return actor
