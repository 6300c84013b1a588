"""Who an unnamed speaker is, where the next sentences name him: "kata juru bicara Kemlu. ..., kata Sela Vakatora."

A report opens with what was said by "the spokesman" or "an official", and gives his name with his next words.
"""

from __future__ import annotations

from bisect import bisect_left

from risalah.model.annotation import Annotated, Mention, Quote
from risalah.model.span import Span
from risalah.resources.grammar import Grammar

_NEXT = 3  # sentences after the one whose speaker has no name


def find_named_later(doc: Annotated, sentence: Span, quote: Quote | None, grammar: Grammar) -> Mention | None:
    """The person who is named for the first time as speaker of the next words, or None.

    The phrase without a name must mean one speaker ("juru bicara", not "beberapa pejabat"), go back to nobody
    ("pejabat itu"), and name no other state than the person's own.
    """
    if quote is None or quote.speaker is not None or quote.speaker_mention is None:
        return None
    phrase = quote.speaker_mention
    words = doc.article.text[phrase.start : phrase.end].lower().split()
    if not words or words[0] in grammar.many or words[-1] in grammar.pointing:
        return None
    end = max(sentence.end, phrase.end)  # "Hal itu disampaikan dubes Fiji" stands behind what was said
    at = bisect_left(doc.sentences, end, key=lambda s: s.span.start)
    after = doc.sentences[at : at + _NEXT]
    if not after:
        return None
    reach = Span(end, after[-1].span.end)
    named = {m.actor for m in doc.mentions if m.actor and m.kind == "state" and phrase.overlaps(m.span)}
    for q in doc.quotes:
        start = q.content[0].start
        if not reach.start <= start < reach.end:
            continue
        person = doc.actors.get(q.speaker or "")
        if person is None or person.kind != "person" or q.speaker_basis != "explicit" or q.speaker_mention is None:
            return None  # somebody else speaks in between
        if named and person.country and person.country not in named:
            return None
        first = next((m for m in doc.mentions if m.actor == q.speaker and m.kind == "person"), None)
        return first if first is not None and reach.contains(first.span) else None
    return None
