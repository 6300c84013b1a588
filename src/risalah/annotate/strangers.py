"""Strangers: names that neither a table nor a role explains, as the trained tagger sees them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from risalah.annotate.chunks import Chunk
from risalah.annotate.introductions import split_name
from risalah.annotate.scene import Scene, squeeze
from risalah.annotate.tagger import NameTagger, Tagged
from risalah.model.annotation import Actor, Mention, Sentence
from risalah.model.ids import slug
from risalah.model.span import Span

_SURE = {"PER": 0.93, "ORG": 0.8, "LOC": 0.85}
"""Below this the model's name is left out: a person made of a car or a bank does more harm than one missed."""
_SURE_ONE_WORD = 0.97
"""A person of one word without any introduction: only where the model has no doubt."""


class StrangerFinder:
    """Adds persons, organisations and places that stand in no table, where nothing else is marked."""

    def __init__(self, tagger: NameTagger) -> None:
        self._tagger = tagger

    def find(self, scene: Scene, cut: Sequence[tuple[Sentence, list[Chunk]]]) -> None:
        """Look at the sentences that hold names left over in `scene.plain`; headlines are not looked at."""
        text = scene.article.text
        starts = [s.span.start for s, _ in cut]
        wanted = {
            bisect_left(starts, run.start + 1) - 1
            for run, _, _, title in scene.plain
            # A lone word that the text has in small letters too is a common word at the start of its sentence.
            if not title and (len(run.tokens) > 1 or run.tokens[0] not in scene.lower)
        }
        taken = sorted([m.span for m in scene.mentions] + [span for span, _, _ in scene.named])
        taken += [Span(p.start, p.end) for p, _, _ in scene.offices]
        taken.sort()
        votes: dict[str, list[Tagged]] = {}
        for k in sorted(wanted):
            sentence, chunks = cut[k]
            for tagged in self._tagger.tag_chunks(text, sentence.span, chunks):
                if not _overlaps(taken, tagged.span):
                    votes.setdefault(squeeze(tagged.span.of(text)), []).append(tagged)
        for surface, found in votes.items():
            self._add(scene, surface, found)

    def _add(self, scene: Scene, surface: str, found: list[Tagged]) -> None:
        """Keep a name, wherever it was tagged, where the model is sure on the whole article's evidence."""
        label = max(found, key=lambda t: t.probability).label
        belief = sum(t.probability for t in found if t.label == label) / len(found)
        one = " " not in surface
        if belief < (_SURE_ONE_WORD if one and label == "PER" else _SURE[label]):
            return
        for span in (t.span for t in found):
            if label == "PER":
                person = scene.book.add(tuple(split_name(surface)), surface, span.start)
                scene.named.append((span, span, person))
            elif label == "ORG":
                actor = Actor(slug(surface), "organisation", surface)
                scene.keep(actor, surface)
                scene.mentions.append(Mention(span, "organisation", actor.id, rule="tagger"))
            else:
                scene.mentions.append(Mention(span, "place", rule="tagger"))


def _overlaps(taken: Sequence[Span], span: Span) -> bool:
    """Does any of the spans, in text order, share a character with `span`?"""
    k = bisect_left(taken, span.end, key=lambda s: s.start)
    return any(s.end > span.start for s in taken[max(0, k - 4) : k])
