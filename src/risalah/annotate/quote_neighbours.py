"""Speakers of quotations without a cue: whoever spoke in the paragraph beside them."""

from __future__ import annotations

from dataclasses import replace

from risalah.model.annotation import Quote


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
