"""How commitments hang together: what replaces, carries out or follows up another one, by the words that say so.

An amendment or a successor is another commitment, not a later stage of the old one (CODEBOOK 5.1): the two entries
are linked, and each keeps its own history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast

from risalah.link.score_commitments import shared_words
from risalah.link.views import RecordView
from risalah.link.words import WordReader, split_words
from risalah.model.codebook import INSTRUMENTS
from risalah.model.record import Commitment
from risalah.model.register import Entry
from risalah.model.span import Span
from risalah.resources.linking import Weights

Told = tuple[Entry, list[RecordView]]
_WINDOW = 40  # earlier entries of one pair of parties that are looked at


def relate_commitments(entries: Sequence[Told], weights: Weights, words: WordReader) -> dict[str, list[dict[str, Any]]]:
    """By entry id the rows {"type", "entry", "article", "start", "end", "exact"} of what it hangs on, in order of id.

    `type` is supersedes, implements or follows_up. The earlier entry is of the same parties, older, and its object is
    named in the sentence that holds the word.
    """
    by_pair: dict[frozenset[str], list[Told]] = defaultdict(list)
    for told in sorted(entries, key=lambda t: t[1][0].order):
        states = frozenset(s for m in told[1] for s in m.states)
        if states:
            by_pair[states].append(told)
    out: dict[str, list[dict[str, Any]]] = {}
    for row in by_pair.values():
        for n, (entry, members) in enumerate(row):
            found = _links(entry, members, row[max(0, n - _WINDOW) : n], weights, words)
            if found:
                out[entry.id] = found
    return out


def _links(
    entry: Entry, members: Sequence[RecordView], earlier: Sequence[Told], weights: Weights, words: WordReader
) -> list[dict[str, Any]]:
    """The rows of one entry: the nearest earlier entry for each word that links."""
    out: list[dict[str, Any]] = []
    seen: set[tuple[str, str]] = set()
    for member in members:
        for sentence in _sentences(member):
            text = member.article.document.article.text
            for kind, phrase in _cues(sentence.of(text).lower(), weights):
                old = _named(member, sentence, text, earlier, weights, words)
                if old is None or (kind, old.id) in seen or old.id == entry.id:
                    continue
                seen.add((kind, old.id))
                start = sentence.start + sentence.of(text).lower().index(phrase)
                span = Span(start, start + len(phrase))
                out.append(
                    {"type": kind, "entry": old.id, "article": member.article.id, **span.to_json(text)},
                )
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
    member: RecordView, sentence: Span, text: str, earlier: Sequence[Told], weights: Weights, words: WordReader
) -> Entry | None:
    """The earlier entry whose object the sentence names; the latest of several, an instrument before an undertaking."""
    said = words.object_of(sentence.of(text), frozenset())
    best: tuple[tuple[bool, float, int], Entry] | None = None
    for n, (entry, members) in enumerate(earlier):
        if any(m.article.id == member.article.id and m.anchor == member.anchor for m in members):
            continue
        objects = [m.words for m in members if m.words]
        if not objects:
            continue
        share = max(
            len(shared_words(o, said, weights.limit("object_close"))) / len(o) for o in objects
        )  # how much of the old title the sentence names
        if share < weights.limit("object_contained"):
            continue
        rank = (entry.value["kind"] in INSTRUMENTS, share, n)
        if best is None or rank > best[0]:
            best = (rank, entry)
    return best[1] if best else None
