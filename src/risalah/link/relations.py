"""How commitments hang together: what replaces, carries out or follows up another one, by the words that say so.

An amendment or a successor is another commitment, not a later stage of the old one (CODEBOOK 5.1): the two entries
are linked, and each keeps its own history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from risalah.link.score_commitments import shared_words
from risalah.link.views import Cue, RecordView
from risalah.link.words import WordReader, split_words
from risalah.model.codebook import INSTRUMENTS
from risalah.model.record import Commitment
from risalah.model.register import Entry
from risalah.model.span import Span
from risalah.resources.linking import Weights

_WINDOW = 40  # earlier entries of one pair of parties that are looked at


@dataclass(frozen=True, slots=True)
class Hanger:
    """What it takes to hang a commitment on another one: its objects, and the words of its records that link."""

    id: str
    kind: str
    states: frozenset[str]
    order: tuple[Any, ...]
    records: tuple[tuple[str, Span, frozenset[str], tuple[Cue, ...]], ...]
    """Of each record its article, its anchor, its object's words and its cues."""


def make_hanger(entry: Entry, members: Sequence[RecordView], weights: Weights, words: WordReader) -> Hanger:
    """The hanger of an entry."""
    return Hanger(
        id=entry.id,
        kind=entry.value["kind"],
        states=frozenset(s for m in members for s in m.states),
        order=members[0].order,
        records=tuple((m.article.id, m.anchor, m.words, find_cues(m, weights, words)) for m in members),
    )


def relate_commitments(
    entries: Sequence[tuple[Entry, list[RecordView]]], weights: Weights, words: WordReader
) -> dict[str, list[dict[str, Any]]]:
    """By entry id the rows {"type", "entry", "article", "start", "end", "exact"} of what it hangs on, in order of id.

    `type` is supersedes, implements or follows_up. The earlier entry is of the same parties, older, and its object is
    named in the sentence that holds the word.
    """
    by_pair: dict[frozenset[str], list[Hanger]] = defaultdict(list)
    for entry, members in sorted(entries, key=lambda t: t[1][0].order):
        hanger = make_hanger(entry, members, weights, words)
        if hanger.states:
            by_pair[hanger.states].append(hanger)
    out: dict[str, list[dict[str, Any]]] = {}
    for row in by_pair.values():
        out |= relate(row, weights)
    return out


def relate(row: Iterable[Hanger], weights: Weights) -> dict[str, list[dict[str, Any]]]:
    """As `relate_commitments`, for the commitments of the same parties, oldest first; only the latest are held."""
    out: dict[str, list[dict[str, Any]]] = {}
    earlier: list[Hanger] = []
    for hanger in row:
        if found := _links(hanger, earlier, weights):
            out[hanger.id] = found
        earlier.append(hanger)
        del earlier[:-_WINDOW]
    return out


def add_relations(
    value: dict[str, Any], entry: str, links: dict[str, list[dict[str, Any]]], last_news: str | None
) -> None:
    """Add to a commitment's value what hangs on other entries; `links` may hold those of this entry alone."""
    value["related"] = links.get(entry, [])
    value["related_by"] = [
        {**row, "entry": other} for other in sorted(links) for row in links[other] if row["entry"] == entry
    ]
    value["last_news"] = last_news


def find_last_news(members: Sequence[RecordView]) -> str | None:
    """The latest day on which one of these records was told."""
    return max((m.day.isoformat() for m in members if m.day), default=None)


def find_cues(member: RecordView, weights: Weights, words: WordReader) -> tuple[Cue, ...]:
    """The words of a record's sentences that link."""
    if member.told is not None:
        return member.told.cues
    out = []
    text = member.article.document.article.text
    for sentence in _sentences(member):
        for kind, phrase in _cues(sentence.of(text).lower(), weights):
            start = sentence.start + sentence.of(text).lower().index(phrase)
            place = Span(start, start + len(phrase)).to_json(text)
            out.append(Cue(kind, place, words.object_of(sentence.of(text), frozenset())))
    return tuple(out)


def _links(hanger: Hanger, earlier: Sequence[Hanger], weights: Weights) -> list[dict[str, Any]]:
    """The rows of one entry: the nearest earlier entry for each word that links."""
    out: list[dict[str, Any]] = []
    seen: set[tuple[str, str]] = set()
    for article, anchor, _, cues in hanger.records:
        for cue in cues:
            old = _named(article, anchor, cue.named, earlier, weights)
            if old is None or (cue.type, old.id) in seen or old.id == hanger.id:
                continue
            seen.add((cue.type, old.id))
            out.append({"type": cue.type, "entry": old.id, "article": article, **cue.place})
    return sorted(out, key=lambda r: (r["type"], r["entry"]))


def _sentences(member: RecordView) -> list[Span]:
    """The sentences that a record rests on."""
    record = cast(Commitment, member.record)
    return list(dict.fromkeys(e.sentence or e.span for e in record.evidence if e.field in ("stage", "sentence")))


def _cues(sentence: str, weights: Weights) -> list[tuple[str, str]]:
    """(type, phrase) of the words of the sentence that link, the longest of each type."""
    out = []
    padded = f" {' '.join(split_words(sentence))} "
    for kind, phrases in weights.relations.items():
        found = [p for p in phrases if f" {p} " in padded and p in sentence]
        if found:
            out.append((kind, max(found, key=len)))
    return out


def _named(
    article: str, anchor: Span, said: frozenset[str], earlier: Sequence[Hanger], weights: Weights
) -> Hanger | None:
    """The earlier entry whose object the sentence names; the latest of several, an instrument before an undertaking."""
    best: tuple[tuple[bool, float, int], Hanger] | None = None
    for n, hanger in enumerate(earlier):
        if any(where == article and at == anchor for where, at, _, _ in hanger.records):
            continue
        objects = [found for _, _, found, _ in hanger.records if found]
        if not objects:
            continue
        share = max(
            len(shared_words(o, said, weights.limit("object_close"))) / len(o) for o in objects
        )  # how much of the old title the sentence names
        if share < weights.limit("object_contained"):
            continue
        rank = (hanger.kind in INSTRUMENTS, share, n)
        if best is None or rank > best[0]:
            best = (rank, hanger)
    return best[1] if best else None
