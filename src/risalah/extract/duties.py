"""What one state says that another must do: it asks for it ("Fiji harus membuka pelabuhan, kata Menlu Tonga")."""

from __future__ import annotations

from risalah.extract.binding import read_codes
from risalah.extract.doers import find_subject, has_private_subject
from risalah.extract.firms import leave_firms
from risalah.extract.objects import find_passive_subject
from risalah.extract.parties import Cast, Named
from risalah.extract.private_ones import has_private_head
from risalah.extract.subjects import is_thing
from risalah.extract.tellers import find_speaker_party
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Quote
from risalah.model.record import Party
from risalah.model.span import Span


def read_duty(
    cast: Cast, clauses: Clauses, trigger: Trigger, quote: Quote | None
) -> tuple[list[Party], list[Span]] | None:
    """Who asks and who is asked; None where the speaker stands for no state, or tells his own what it must do."""
    names = _find_bound(cast, clauses, trigger)
    if quote is not None:  # "Menlu Tonga menegaskan Fiji harus ...": who says so is not meant
        names = [n for n in names if any(s.contains(n.mention.span) for s in quote.content)]
    bound = [c for c in read_codes(leave_firms(cast, clauses, names)) if c.isupper()]
    speaker = find_speaker_party(cast, clauses, trigger.first, quote)
    if not bound or speaker is None or not speaker.isupper() or speaker in bound:
        return None
    spans = [n.mention.span for n in names]
    said = cast.first_of(speaker)
    if said is not None and all(speaker not in n.parties for n in names):
        spans.append(said)
    return [Party(speaker, "committer"), *(Party(c, "addressee") for c in bound)], spans


def _find_bound(cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
    """Who must do it: the subject, or those whom the thing belongs to that must be done away with."""
    if trigger.voice == "passive":
        bounds = find_passive_subject(clauses, trigger, cast.grammar)
        if bounds is None:
            return []
        return [n for n in cast.named(clauses) if bounds[0] <= n.first <= bounds[1]]
    if has_private_head(cast, clauses, trigger.first) or has_private_subject(cast, clauses, trigger.first):
        return []
    return [] if is_thing(cast, clauses, trigger.first) else find_subject(cast, clauses, trigger.first)
