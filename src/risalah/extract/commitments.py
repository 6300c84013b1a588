"""Commitments of one article: candidates sentence by sentence, then one record for each commitment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from risalah.extract.answers import AnswerReader
from risalah.extract.candidate_builder import CandidateBuilder
from risalah.extract.candidates import Candidate
from risalah.extract.denied_reports import DeniedReports
from risalah.extract.details import DetailReader
from risalah.extract.dropping import (
    is_of_firms,
    keep_drafts,
    keep_weakest,
    leave_changed,
    leave_open,
    leave_protest,
)
from risalah.extract.instruments import Instrument, InstrumentFinder
from risalah.extract.known_talks import KnownTalks
from risalah.extract.learned_roles import read_plain_roles
from risalah.extract.learned_triggers import LearnedTriggers
from risalah.extract.lists import ListReader
from risalah.extract.merging import drop_spent, merge_candidates
from risalah.extract.needed import NeededWords
from risalah.extract.parties import Cast
from risalah.extract.reaching import names_others
from risalah.extract.roles import read_roles
from risalah.extract.sectors import SectorReader
from risalah.extract.speech import Speech
from risalah.extract.surroundings import Surroundings
from risalah.extract.tales import is_tale
from risalah.extract.tellers import is_advice
from risalah.extract.tokens import Clauses, ClauseSplitter, cut_sentences
from risalah.extract.triggers import Trigger, TriggerFinder
from risalah.model.annotation import Annotated, Quote, Sentence
from risalah.model.codebook import INSTRUMENTS, rank
from risalah.model.record import Commitment
from risalah.resources.learned import PREFIX
from risalah.resources.patterns import Patterns

_HEAD = 12  # characters at the head of a sentence: a quotation mark, "Hal"
_HIGH = rank("signed")
_BOTH = 2  # parties that a sentence without a plain reading of roles must have
_NEXT = 3  # characters between a sentence and the next one, which may say that it is not so


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence with what was found in it: clauses, triggers, instruments, and the quotation that it is part of."""

    sentence: Sentence
    clauses: Clauses
    triggers: list[Trigger]
    instruments: list[Instrument]
    quote: Quote | None
    in_title: bool


class CommitmentExtractor:
    """Reads commitments by the pattern files of one language."""

    def __init__(self, patterns: Patterns) -> None:
        self._grammar = patterns.grammar
        self._splitter = ClauseSplitter(patterns.openers, patterns.grammar)
        self._lists = ListReader(patterns)
        self._instruments = InstrumentFinder(patterns)
        self._triggers = TriggerFinder(patterns)
        self._learned = LearnedTriggers(patterns, patterns.learned) if patterns.learned else None
        self._sectors = SectorReader(patterns)
        asides = patterns.details.dates["aside"] | set(patterns.conditions)
        self._surroundings = Surroundings(self._sectors, self._splitter, asides)
        self._details = DetailReader(patterns, self._splitter)
        self._builder = CandidateBuilder(patterns, self._lists, self._sectors, self._surroundings, self._details)
        self._needed = NeededWords(patterns)
        self._known_talks = KnownTalks(patterns.talk_formats)
        self._answers = AnswerReader(patterns)
        self._denied_reports = DeniedReports(patterns.grammar)

    def extract(self, doc: Annotated, relevance: float = 1.0) -> tuple[Commitment, ...]:
        """The commitments of an article, in text order, with ids c1, c2 ...

        `relevance`: how probable it is, 0 to 1, that the article is about diplomacy; where it hardly is, the model of
        learned cues is believed less.
        """
        cast = Cast(doc, self._grammar)
        speech = Speech(doc)
        found: list[Candidate] = []
        head: Candidate | None = None  # the sentence that a list goes on from
        left: list[Seen] = []
        for sentence in cut_sentences(doc):
            if (untrue := self._says_untrue(doc, sentence)) is not None:
                if untrue < _HEAD:  # "Hal itu tidak benar": nor is what the sentence before tells
                    found = [c for c in found if c.clauses.span.end < sentence.span.start - _NEXT or c.in_title]
                    left = [seen for seen in left if seen.clauses.span.end < sentence.span.start - _NEXT]
                head = None
                continue
            cast.look_at(sentence.span)
            seen = self._look(doc, cast, sentence, speech.at(sentence.span))
            here = self._read(doc, cast, seen, found)
            last = [c for c in found if c.clauses.span.end >= sentence.span.start - _NEXT and not c.in_title]
            if self._denied_reports.are_reports(last):
                found = self._denied_reports.leave(found, last, seen.clauses)
            if head is not None and self._lists.is_point(doc, sentence):
                here = here or self._point(doc, seen, head)
                head.spent = head.spent or bool(here)
            else:
                here = here or self._counted(doc, seen, found)
                opens = here and self._lists.opens(doc, sentence)
                named = next((c for c in reversed(here) if c.kind in INSTRUMENTS), None)
                bare = named or next((c for c in reversed(here) if c.trigger.cue.opens_list), None)
                # "menyepakati beberapa keputusan, termasuk:" counts them without a noun
                head = bare if opens or (named and named.count != 1) else None
            found += here
            if not here and not seen.in_title:
                left.append(seen)
        found += self._learn(doc, cast, left, found, relevance)
        found.sort(key=lambda c: c.clauses.span.start)
        found = [c for c in found if not is_of_firms(c, cast, found)]
        self._surroundings.complete(doc, found)
        empty = frozenset() if cast.excerpt else self._grammar.empty_objects | self._grammar.pointing
        return merge_candidates(doc, drop_spent(found), self._grammar, empty)

    def _says_untrue(self, doc: Annotated, sentence: Sentence) -> int | None:
        """The place in the sentence where it says that something is not so ("Hal itu tidak benar"); None without."""
        low = doc.article.text[sentence.span.start : sentence.span.end].lower()
        return min((low.index(w) for w in self._grammar.untrue if w in low), default=None)

    def _look(self, doc: Annotated, cast: Cast, sentence: Sentence, quote: Quote | None) -> Seen:
        """A sentence, with the triggers and instruments in it."""
        clauses = self._splitter.split(doc.article.text, sentence.span)
        instruments = self._instruments.find(clauses)
        names: set[int] = set()
        for m in cast.within(clauses.span):
            if m.kind in ("person", "office", "organisation"):
                names.update(range(clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1) + 1))
        tokens = clauses.tokens
        # An organisation of the same name ("meratifikasi RCEP") does not hide an instrument that has a name of its own.
        instruments = [i for i in instruments if i.head not in names or tokens[i.head].low in i.names]
        enough = partial(self._needed.are_there, cast.doc, clauses)
        triggers = self._triggers.find(clauses, instruments, names, excerpt=cast.excerpt, says_enough=enough)
        in_title = doc.article.blocks[sentence.block].kind in ("title", "heading")
        return Seen(sentence, clauses, triggers, instruments, quote, in_title)

    def _point(self, doc: Annotated, seen: Seen, head: Candidate) -> list[Candidate]:
        """The instrument of a point of a list, with all that its head claims."""
        clauses = seen.clauses
        named = self._lists.read_point(clauses, seen.instruments)
        if named or (topic := self._lists.read_topic(clauses)) is None:
            return self._builder.listed(doc, clauses, named, head)
        act = self._builder.act(doc, clauses, head, *topic)
        return [replace(act, kind=head.kind, count=1, point=clauses.span, spent=False)]

    def _counted(self, doc: Annotated, seen: Seen, found: list[Candidate]) -> list[Candidate]:
        """ "Kedua perjanjian itu meliputi A dan B": the instruments that an earlier sentence only counted."""
        if not found or found[-1].in_title or seen.triggers:
            return []
        head = self._lists.named(seen.clauses, seen.instruments, found)
        if head is None:
            return []
        head.spent = True
        return self._builder.listed(doc, seen.clauses, seen.instruments[1:], head)

    def _read(self, doc: Annotated, cast: Cast, seen: Seen, earlier: list[Candidate]) -> list[Candidate]:
        """The candidates of one sentence."""
        if self._claims_nothing(doc, seen):
            return []
        out: list[Candidate] = []
        self._details.tell_outcome(doc, seen.clauses, earlier)
        for trigger in seen.triggers:
            out += self._follow(doc, cast, seen, trigger, out)
        row = self._settle(seen, out)
        return row if seen.in_title else self._answers.join(cast, seen.clauses, row, earlier, seen.quote)

    def _settle(self, seen: Seen, rows: list[Candidate]) -> list[Candidate]:
        """What stays of the candidates of one sentence beside one another."""
        rows = keep_weakest(seen.clauses, leave_protest(leave_open(rows)), self._grammar)
        return keep_drafts(leave_changed(rows, self._grammar))

    def _claims_nothing(self, doc: Annotated, seen: Seen) -> bool:
        """Is the sentence a question, or a tale?"""
        span = seen.sentence.span
        return doc.article.text[span.start : span.end].rstrip("\"'”’ ").endswith("?") or is_tale(
            seen.clauses, self._grammar
        )

    def _follow(
        self,
        doc: Annotated,
        cast: Cast,
        seen: Seen,
        trigger: Trigger,
        before: list[Candidate],
        *,
        overrule: bool = False,
        last: Candidate | None = None,
    ) -> list[Candidate]:
        """The candidates of one trigger of a sentence; `before`: what the triggers before it gave.

        With `overrule` the sentence is held to tell a commitment, and who is bound by it is read more freely; `last`:
        the record of a sentence before it.
        """
        clauses = seen.clauses
        if not overrule and trigger.cue.needs_foreign and not names_others(cast, clauses, trigger):
            return []
        if self._denied_reports.holds(clauses, trigger.first):
            return []
        if trigger.reading.modality == "proposed" and is_advice(clauses, self._grammar):
            return []
        # Whom a passive of the model names behind it ("ditolak tim perunding Fiji"), the plain reading knows alone.
        plain = overrule and trigger.voice == "passive" and trigger.cue.own_verb
        roles = None if plain else read_roles(cast, clauses, trigger, seen.quote)
        if overrule and roles is None:
            roles = read_plain_roles(
                cast, clauses, trigger, seen.quote, (last.parties, last.party_spans) if last else None
            )
        roles = self._known_talks.settle(cast, clauses, trigger, roles)
        if roles is None or (overrule and len(roles[0]) < _BOTH):
            return []
        out: list[Candidate] = []
        for instrument in trigger.instruments or (None,):
            c = self._builder.build(doc, cast, clauses, trigger, instrument, roles, seen.quote, seen.in_title)
            told = [*before, *out] if c and instrument is None else []
            if c is not None and not any(c.title_span.overlaps(o.title_span) for o in told):
                out += self._builder.spread(doc, cast, clauses, c, seen.instruments, seen.triggers, trigger)
        return out

    def _learn(
        self, doc: Annotated, cast: Cast, left: list[Seen], found: list[Candidate], relevance: float
    ) -> list[Candidate]:
        """The candidates of the sentences `left` without one by the tables; `found`: those of the others."""
        if self._learned is None:
            return []
        out: list[Candidate] = []
        floor = self._learned.floor(sum(not c.in_title for c in found), relevance)
        for seen in left:
            known = self._learned.judge(seen.clauses, cast.within(seen.sentence.span), floor)
            if known is None or self._claims_nothing(doc, seen):
                continue
            cast.look_at(seen.sentence.span)
            before = [c for c in found if c.clauses.span.end <= seen.sentence.span.start and not c.in_title]
            last = max(before, key=lambda c: c.clauses.span.start, default=None)
            here: list[Candidate] = []
            for t in seen.triggers:
                if rank(t.reading.stage) < _HIGH:
                    trigger = replace(t, cue=replace(t.cue, name=PREFIX + t.cue.name))
                    here += self._follow(doc, cast, seen, trigger, here, overrule=True, last=last)
            if not here and known.place not in {t.first for t in seen.triggers}:
                own = self._learned.find(seen.clauses, known, seen.instruments)
                alone = replace(seen, triggers=[own] if own is not None else [])
                for trigger in alone.triggers:
                    here += self._follow(doc, cast, alone, trigger, here, overrule=True, last=last)
            out += self._settle(seen, here)
        return out
