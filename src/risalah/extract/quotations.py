"""Quotations of one article as records: the annotator's quotes with ids, and the meeting that each was spoken at."""

from __future__ import annotations

from risalah.model.annotation import Annotated
from risalah.model.record import Meeting, Quotation
from risalah.resources.grammar import Grammar

_OCCASION_REACH = 120  # characters around the cue in which "usai pertemuan" names the occasion


def read_quotations(doc: Annotated, meetings: tuple[Meeting, ...], grammar: Grammar) -> tuple[Quotation, ...]:
    """The quotations of an article in text order, with ids q1, q2 ..."""
    text = doc.article.text
    out = []
    for n, q in enumerate(sorted(doc.quotes, key=lambda q: (q.content[0].start, q.content[-1].end)), 1):
        occasion = None
        if q.cue is not None:
            tail = text[q.cue.start : q.cue.end + _OCCASION_REACH].split("\n")[0].lower()
            if any(w in tail for w in grammar.occasions):
                held = [m for m in meetings if m.status == "held" and not m.background]
                mine = [m for m in held if any(p.actor == q.speaker for p in m.participants)]
                occasion = mine[0].id if mine else None
        out.append(
            Quotation(
                id=f"q{n}",
                form=q.form,
                content=q.content,
                cue=q.cue,
                speaker=q.speaker,
                co_speakers=q.co_speakers,
                speaker_basis=q.speaker_basis,
                speaker_mention=q.speaker_mention,
                occasion=occasion,
                via=q.via,
                rule=q.rule,
            )
        )
    return tuple(out)
