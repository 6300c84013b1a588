"""Origins: where the words of an article came from. Articles tied to one statement, wire or text are one origin."""

from __future__ import annotations

from collections import Counter, defaultdict

from risalah.link.acts import meeting_keys
from risalah.link.dates import gap
from risalah.link.views import ArticleView
from risalah.link.words import WordReader, containment
from risalah.model.ids import short_id
from risalah.model.record import Quotation
from risalah.resources.linking import Weights

_SAMPLE = 4  # one shingle of four is looked up: enough to find half of a text in another
_POSTING = 30  # articles kept at one shingle
_AROUND = 240  # characters around a quotation in which a statement to the press is named


class OriginFinder:
    """Ties the articles of one story to their origins."""

    def __init__(self, weights: Weights, words: WordReader, copies: dict[str, str]) -> None:
        self._w = weights
        self._words = words
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
        for a, b, why in self._ties(views):
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
                if first is not view and _same_day(first, view):
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
        """Articles that quote one speaker from one statement."""
        by_speaker: dict[str, list[ArticleView]] = defaultdict(list)
        for view in views:
            for speaker in {q.speaker for q in view.document.quotations if q.speaker}:
                by_speaker[speaker].append(view)
        out = []
        for speaker in sorted(by_speaker):
            group = by_speaker[speaker]
            for i, view in enumerate(group):
                # The union is transitive, so that the nearest few before are enough.
                for other in group[max(0, i - 6) : i]:
                    why = self._one_statement(speaker, other, view)
                    if why:
                        out.append((other.id, view.id, why))
        return out

    def _one_statement(self, speaker: str, a: ArticleView, b: ArticleView) -> str:
        """Why both articles quote `speaker` from one statement, or nothing."""
        if not _same_day(a, b):
            return ""
        name = _name(speaker, a, b)
        on = f" on {(a.day or b.day)}" if a.day or b.day else ""
        x, y = _quotes(a, speaker), _quotes(b, speaker)
        met = sorted(set(meeting_keys(a)) & set(meeting_keys(b)), key=lambda k: (k[1], sorted(k[0])))
        if met and any(speaker in k[0] for k in met):
            return f"both quote {name} after the same meeting of {met[0][1]}"
        if self._announced(a, x) and self._announced(b, y):
            return f"both quote a statement of {name} to the press{on}"
        if self._weighs(a, x, "statement_share") and self._weighs(b, y, "statement_share"):
            return f"both quote mainly {name}{on}"
        if not self._weighs(a, x, "statement_mention") or not self._weighs(b, y, "statement_mention"):
            return ""
        for p in x:
            for q in y:
                left, right = self._said(a, p), self._said(b, q)
                if min(len(left), len(right)) >= 5 and containment(left, right) >= self._w.limit(
                    "quotation_containment"
                ):
                    return f"both quote the same words of {name}{on}"
        return ""

    def _weighs(self, view: ArticleView, quotes: list[Quotation], limit: str) -> bool:
        """Do these quotations make up the share of the article's quotations that `limit` names?"""
        return len(quotes) >= self._w.limit(limit) * max(1, len(view.document.quotations))

    def _said(self, view: ArticleView, quote: Quotation) -> frozenset[str]:
        """The content words of a quotation."""
        text = view.document.article.text
        return self._words.content(" ".join(s.of(text) for s in quote.content))

    def _announced(self, view: ArticleView, quotes: list[Quotation]) -> bool:
        """Does the article name a statement to the press beside one of these quotations?"""
        text = view.document.article.text
        for q in quotes:
            around = text[max(0, q.content[0].start - _AROUND) : q.content[-1].end + _AROUND].lower()
            if any(word in around for word in self._w.statement_words):
                return True
        return False


def _quotes(view: ArticleView, speaker: str) -> list[Quotation]:
    """The quotations of one speaker."""
    return [q for q in view.document.quotations if q.speaker == speaker]


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
