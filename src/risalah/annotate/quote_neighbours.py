"""Speakers whom the sentences beside a quotation tell: of quotations without a cue, and of words told by a body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from risalah.annotate.speaker_phrases import Speaker
from risalah.model.annotation import Actor, Quote
from risalah.model.span import Span

_LATELY = 3  # quotations: no sentence holds more that somebody else is said to have told


def settle_bare(quotes: list[Quote], blocks: list[int], bare: list[int]) -> None:
    """Give the quotations numbered in `bare` the speaker of the one beside them; unresolved where there is none.

    `blocks` holds the block of each quotation. Changes `quotes`.
    """
    for i in bare:
        beside = []
        if i > 0 and blocks[i] - blocks[i - 1] <= 1:
            beside.append(quotes[i - 1])
        if i + 1 < len(quotes) and blocks[i + 1] - blocks[i] <= 1:
            beside.append(quotes[i + 1])
        other = next((q for q in beside if q.speaker or q.speaker_mention), None)
        if other is not None:
            quotes[i] = replace(
                quotes[i],
                speaker=other.speaker,
                co_speakers=other.co_speakers,
                speaker_basis="inferred",
                speaker_mention=other.speaker_mention,
            )


def retell(quotes: list[Quote], sentence: Span, speaker: Speaker, actors: Mapping[str, Actor]) -> bool:
    """Are words of `sentence`, which the next one says `speaker` told, quoted already? Who told them speaks them then.

    "Kemlu meminta ... Hal itu disampaikan juru bicaranya, X": a body's words, or an unnamed one's, are X's.
    """

    def is_person(actor: str | None) -> bool:
        row = actors.get(actor or "")
        return row is not None and row.kind == "person"

    found = False
    for i in range(max(0, len(quotes) - _LATELY), len(quotes)):
        q = quotes[i]
        if not any(sentence.contains(c) for c in q.content):
            continue
        found = True
        if is_person(speaker.actor) and not is_person(q.speaker):
            quotes[i] = replace(
                q,
                speaker=speaker.actor,
                co_speakers=speaker.others,
                speaker_basis=speaker.basis,
                speaker_mention=speaker.mention,
            )
    return found
