"""A candidate of what a trigger of a sentence claims, or one for each act or instrument that the sentence lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from risalah.extract.candidates import Candidate
from risalah.extract.dating import is_still_ahead, only_lasts
from risalah.extract.details import DetailReader, is_background, is_history
from risalah.extract.dropping import (
    is_of_what_is_changed,
    is_paper,
)
from risalah.extract.governors import Reading
from risalah.extract.instruments import Instrument
from risalah.extract.lists import ListReader
from risalah.extract.named_later import find_named_later
from risalah.extract.objects import find_complement, find_given, trim_ends
from risalah.extract.others import find_giver
from risalah.extract.parties import Cast
from risalah.extract.roles import Roles, find_actors
from risalah.extract.sectors import SectorReader
from risalah.extract.shares import Share, find_shares
from risalah.extract.surroundings import Surroundings
from risalah.extract.tellers import find_teller
from risalah.extract.tokens import Clauses, Lexicon
from risalah.extract.triggers import Trigger
from risalah.extract.unrealised import is_unrealised
from risalah.model.annotation import Annotated, Quote
from risalah.model.record import Party
from risalah.model.span import Span
from risalah.resources.patterns import Cue, Patterns

_WHO = ("state", "person", "office")


class CandidateBuilder:
    """Builds candidates by the pattern files of one language."""

    def __init__(
        self,
        patterns: Patterns,
        lists: ListReader,
        sectors: SectorReader,
        surroundings: Surroundings,
        details: DetailReader,
    ) -> None:
        self._grammar = patterns.grammar
        self._refine = Lexicon(dict(patterns.refine))
        self._lists, self._sectors = lists, sectors
        self._surroundings, self._details = surroundings, details

    def build(
        self,
        doc: Annotated,
        cast: Cast,
        clauses: Clauses,
        trigger: Trigger,
        instrument: Instrument | None,
        roles: Roles,
        quote: Quote | None,
        in_title: bool,
    ) -> Candidate | None:
        """The candidate of a trigger with one of its instruments, or with what stands beside it; None without one."""
        text = doc.article.text
        cue = trigger.cue
        stop = min(trigger.stop, len(clauses.tokens))
        if instrument is not None:
            kind, title_span, first, last = instrument.kind, instrument.span, instrument.first, instrument.last
        else:
            bounds = find_complement(clauses, trigger, stop, self._grammar)
            opened = self._opened(clauses, trigger)
            bounds = opened[0] if opened else bounds
            if trigger.voice == "passive" and find_giver(cast, clauses, trigger):
                bounds = find_given(clauses, trigger, self._grammar) or bounds
            if bounds is None or (cue.kind == "agreement_in_principle" and self._names_only(cast, clauses, *bounds)):
                return None
            first, last = trim_ends(clauses, *bounds, self._grammar)
            title_span = clauses.span_of(first, last)
            kind = self._refined(cue, clauses, first, last, doc, title_span)
        title = " ".join(text[title_span.start : title_span.end].split())
        late = title.split()[0].lower() in self._grammar.after_words and trigger.voice == "passive"
        if instrument is None and (late or not self._grammar.content_words(title)):
            return None  # "mengusulkan ini" names nothing
        head = title.split()[0].lower()
        if instrument is None and head in self._grammar.messages and cue.stage == "implemented" and not cue.needs_body:
            return None  # "surat yang diserahkan dubes": nothing is given
        # who its parties are is told apart by the parties
        named = cast.within(instrument.span) if instrument is not None else []
        key = self._key(text, clauses, instrument, title, [m.span for m in named if m.kind in _WHO])
        if instrument is not None and cue.stage == "raised" and not (key or instrument.back):
            return None  # "membahas sejumlah kesepakatan penting" names nothing
        parties, spans = roles
        out = Candidate(
            clauses=clauses,
            trigger=trigger,
            kind=kind,
            title=title,
            title_span=title_span,
            parties=parties,
            party_spans=spans,
            sectors=(),
            horizon="unstated",
            in_title=in_title,
            quote=quote,
            key=key,
            back=instrument.back if instrument is not None else self._points_back(clauses, first, last),
            general=instrument is not None and instrument.general,
            count=instrument.count if instrument else 1,
            added=any(t.low in self._grammar.also | self._grammar.besides for t in clauses.tokens),
            further=not self._grammar.further.isdisjoint(title.lower().split()),
            teller=find_teller(cast, clauses, trigger, find_actors(cast, clauses, trigger))
            or find_named_later(doc, clauses.span, quote, self._grammar),
        )
        if is_still_ahead(doc, out, self._grammar) or is_unrealised(clauses, trigger, self._grammar):
            out.trigger = replace(trigger, reading=Reading("planned", "actual", trigger.reading.stage))
        elif only_lasts(out, self._grammar):
            out.trigger = replace(trigger, reading=Reading("unclear"))
        out.earlier = instrument is not None and is_of_what_is_changed(out, self._grammar)
        self._details.add(doc, out, stop)
        self._surroundings.look_at(doc, out, first, last)
        out.background = is_background(doc, out, self._grammar.relative)
        if cue.changes and out.schedule_span is None:
            return None  # "mempercepat pembangunan": no time is set anew, and nothing is dropped
        return None if is_history(doc, out, self._grammar.ages) or is_paper(out, self._grammar) else out

    def spread(
        self,
        doc: Annotated,
        cast: Cast,
        clauses: Clauses,
        c: Candidate,
        instruments: list[Instrument],
        triggers: list[Trigger],
        trigger: Trigger,
    ) -> list[Candidate]:
        """The candidate, or one for each act or instrument that its sentence lists."""
        if named := self._lists.counted_here(clauses, c, instruments):
            return self.listed(doc, clauses, named, c)
        own = next((i for i in trigger.instruments if i.span == c.title_span), None)
        if own is not None:
            if topics := self._lists.topics(clauses, own):
                return [self._about(doc, clauses, c, a, b) for a, b in topics]
            taken = [i for t in triggers for i in t.instruments]
            more = [] if own.back or own.general else self._lists.joined(clauses, taken, own, instruments)
            return [c, *self.listed(doc, clauses, more, c)]
        if shares := find_shares(doc, cast, clauses, trigger):
            return [self._share(doc, clauses, c, s) for s in shares]
        if opened := self._opened(clauses, trigger):
            return [self.act(doc, clauses, c, a, b) for a, b in opened]
        if trigger.instruments or trigger.voice != "active":
            return [c]
        first, last = clauses.index_at(c.title_span.start), clauses.index_at(c.title_span.end - 1)
        stop = min(trigger.stop, len(clauses.tokens))
        others = [t.first for t in triggers if first + 1 < t.first <= last]
        joint = next((k for k in others if clauses.tokens[k - 1].low in self._grammar.and_), None)
        if joint is not None:
            last, stop = joint - 2, joint  # "menyumbang beras dan menawarkan pelatihan": another trigger begins
            c = self.act(doc, clauses, c, first, last)
        one_claim = trigger.cue.kind == "offer" and trigger.cue.stage == "refused"  # "menolak tuntutan": one is refused
        verbal = (trigger.cue.takes_vp or trigger.cue.open_verb) and not one_claim
        acts = self._lists.acts(clauses, first, last, stop) if verbal else []
        return [self.act(doc, clauses, c, a, b) for a, b in acts] or [c]

    def listed(
        self, doc: Annotated, clauses: Clauses, instruments: list[Instrument], head: Candidate
    ) -> list[Candidate]:
        """A candidate for each instrument that a list names, with the claim of the list's head."""
        text = doc.article.text
        return [
            replace(
                head,
                kind=i.kind,
                title=" ".join(text[i.span.start : i.span.end].split()),
                title_span=i.span,
                sectors=self._sectors.read(clauses, i.first, i.last) or head.sectors,
                key=self._key(text, clauses, i, ""),
                back=False,
                general=False,
                count=1,
                amount=None,
                point=clauses.span,
                more=[],
                spent=False,
            )
            for i in instruments
        ]

    def act(self, doc: Annotated, clauses: Clauses, c: Candidate, first: int, last: int) -> Candidate:
        """One act of several that a trigger has."""
        first, last = trim_ends(clauses, first, last, self._grammar)
        span = clauses.span_of(first, last)
        title = " ".join(doc.article.text[span.start : span.end].split())
        amounts = [a for a in doc.amounts_in(span) if a.currency or (a.unit and a.unit != "percent")]
        kind = self._refined(c.trigger.cue, clauses, first, last, doc, span)
        out = replace(
            c,
            kind=kind,
            title=title,
            title_span=span,
            key=self._grammar.content_words(title),
            amount=next((a for a in amounts if a.currency), amounts[0] if amounts else None),
            more=[],
        )
        self._surroundings.look_at(doc, out, first, last)
        return out

    def _share(self, doc: Annotated, clauses: Clauses, c: Candidate, share: Share) -> Candidate:
        """What one of several takers gets ("1 juta dolar kepada Fiji dan 2 juta dolar kepada Tonga")."""
        out = self.act(doc, clauses, c, share.first, share.last)
        givers = [p for p in c.parties if p.role == "committer" and p.actor not in share.takers]
        takers = [Party(t, "beneficiary") for t in share.takers]
        return replace(out, kind=c.kind, parties=[*givers, *takers], amount=share.amount)

    def _opened(self, clauses: Clauses, trigger: Trigger) -> list[tuple[int, int]]:
        """The acts behind a colon that the trigger opens ("sepakat: membentuk ...", "dua komitmen: mengirim ...")."""
        opens = not trigger.instruments and (trigger.cue.takes_vp or trigger.cue.kind == "pledge")
        return self._lists.after_colon(clauses, trigger.last) if opens else []

    def _about(self, doc: Annotated, clauses: Clauses, c: Candidate, first: int, last: int) -> Candidate:
        """One of several instruments of a kind, told by its topic."""
        span = clauses.span_of(first, last)
        topic = " ".join(doc.article.text[span.start : span.end].split())
        return replace(
            c,
            title=f"{c.title} {topic}",
            title_span=span,
            sectors=self._sectors.read(clauses, first, last) or c.sectors,
            key=self._grammar.content_words(topic),
            count=1,
            more=[],
        )

    def _points_back(self, clauses: Clauses, first: int, last: int) -> bool:
        """Does the object go back to one named before ("bantuan itu kepada Fiji", "usulan tersebut")?"""
        second = first + 1
        return second <= min(last + 1, len(clauses.tokens) - 1) and clauses.tokens[second].low in self._grammar.pointing

    def _names_only(self, cast: Cast, clauses: Clauses, first: int, last: int) -> bool:
        """ "Sepakat dengan Fiji (bahwa ...)": nothing but names and function words says what is undertaken."""
        named = {k for n in cast.named(clauses) for k in range(n.first, n.last + 1)}
        small = self._grammar.oblique | self._grammar.and_ | self._grammar.leads
        return all(k in named or clauses.tokens[k].low in small for k in range(first, last + 1))

    def _key(
        self, text: str, clauses: Clauses, instrument: Instrument | None, title: str, people: Sequence[Span] = ()
    ) -> frozenset[str]:
        """The roots that tell the object from another: of an instrument, those after its head noun without `people`."""
        if instrument is None:
            return self._grammar.content_words(title)
        row = clauses.tokens[instrument.head_last + 1 : instrument.last + 1]
        rest = " ".join(text[t.span.start : t.span.end] for t in row if not any(p.overlaps(t.span) for p in people))
        names = {t.low for t in clauses.tokens[instrument.first : instrument.last + 1]} & instrument.names
        return frozenset(names) or self._grammar.content_words(rest)

    def _refined(self, cue: Cue, clauses: Clauses, first: int, last: int, doc: Annotated, span: Span) -> str:
        """The kind that the object makes of it: a pledge of goods is aid, a body to be set up a framework."""
        values = [p.value for p in self._refine.find(clauses.tokens[first : last + 1])]
        money = any(a.currency for a in doc.amounts_in(span)) and "target" not in values and cue.kind != "plan"
        for kind in cue.becomes:
            said = values[:1] if kind == "framework" else values  # what else is set up beside it, is part of it
            if kind in said or (kind == "aid" and money):
                return kind
        return cue.kind or "plan"
