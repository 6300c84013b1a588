"""What the rules read in one sentence: its triggers, instruments and parties, for the gate to compare with."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, partial

from risalah.extract.instruments import Instrument, InstrumentFinder
from risalah.extract.needed import NeededWords
from risalah.extract.others import find_agent
from risalah.extract.parties import Cast
from risalah.extract.party_names import PartyNames
from risalah.extract.tokens import Clauses, ClauseSplitter, Lexicon, cut_sentences
from risalah.extract.triggers import Trigger, TriggerFinder
from risalah.model.annotation import Annotated, Sentence
from risalah.model.codebook import rank
from risalah.model.span import Span
from risalah.resources.patterns import Patterns

_BODY = frozenset({"paragraph", "list", "dateline"})
_NAMES = frozenset({"person", "office", "organisation"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence as the rules read it. `body` is False in titles, headings and captions."""

    span: Span
    body: bool
    clauses: Clauses
    instruments: tuple[Instrument, ...]
    triggers: tuple[Trigger, ...]
    forms: tuple[Span, ...]
    outcomes: tuple[tuple[Span, str], ...]
    horizons: tuple[tuple[Span, str], ...]
    named: frozenset[str]

    def cue_of(self, trigger: Trigger) -> Span:
        """The words of a trigger."""
        return self.clauses.span_of(trigger.first, trigger.last)

    def words_of(self, trigger: Trigger) -> str:
        """The same in lower case, one space between words: as the pattern files write its forms."""
        return " ".join(t.low for t in self.clauses.tokens[trigger.first : trigger.last + 1])


def strength(stage: str, modality: str) -> int:
    """How much a stage claims: its place on the ladder; what is only planned or hoped for never more than a plan."""
    if modality == "denied":
        return -1
    return rank(stage) if modality == "actual" else min(rank(stage), rank("planned"))


class Readings:
    """The sentences of one article, each read when first asked for."""

    def __init__(self, reader: SentenceReader, doc: Annotated) -> None:
        self._reader = reader
        self.doc = doc
        self._units: dict[int, Unit] = {}

    @cached_property
    def cast(self) -> Cast:
        """The parties of the article."""
        return Cast(self.doc, self._reader.patterns.grammar)

    @cached_property
    def names(self) -> PartyNames:
        """What the names of the article stand for."""
        return PartyNames(self.cast)

    def names_doer(self, unit: Unit, trigger: Trigger) -> bool:
        """Does the sentence tell who does it? A passive of one side's act needs its agent ("ditutup oleh Fiji")."""
        if trigger.voice != "passive" or trigger.cue.roles != "one":
            return True
        return bool(find_agent(self.cast, unit.clauses, trigger.last))

    @cached_property
    def _rows(self) -> list[Sentence]:
        return list(cut_sentences(self.doc))

    @cached_property
    def _starts(self) -> list[int]:
        return [s.span.start for s in self._rows]

    def number(self, span: Span) -> int | None:
        """The number of the sentence that holds all of `span`; None where it reaches over an end."""
        n = bisect_right(self._starts, span.start) - 1
        return n if n >= 0 and self._rows[n].span.contains(span) else None

    def unit(self, number: int) -> Unit:
        """The sentence of that number, read."""
        if number not in self._units:
            self._units[number] = self._reader.read(self.doc, self.cast, self._rows[number])
        return self._units[number]

    def at(self, span: Span) -> Unit | None:
        """The sentence that holds all of `span`, read; None where it reaches over an end, or stands between blocks."""
        n = self.number(span)
        return None if n is None else self.unit(n)

    def __len__(self) -> int:
        return len(self._rows)


class SentenceReader:
    """Reads sentences with the rules of one language."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self._splitter = ClauseSplitter(patterns.openers, patterns.grammar)
        self._instruments = InstrumentFinder(patterns)
        self._triggers = TriggerFinder(patterns)
        self._needed = NeededWords(patterns)
        self._outcomes = Lexicon(dict(patterns.outcomes))
        self._horizons = Lexicon(dict(patterns.horizons))
        forms = {f.lower(): "form" for cue in patterns.cues.values() for v in cue.forms.values() for f in v}
        self._forms = Lexicon(forms)

    def open(self, doc: Annotated) -> Readings:
        """The readings of an article."""
        return Readings(self, doc)

    def read(self, doc: Annotated, cast: Cast, sentence: Sentence) -> Unit:
        """One sentence."""
        clauses = self._splitter.split(doc.article.text, sentence.span)
        names: set[int] = set()
        for m in cast.within(clauses.span):
            if m.kind in _NAMES:
                names.update(range(clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1) + 1))
        instruments = [i for i in self._instruments.find(clauses) if i.head not in names]

        def spans(lexicon: Lexicon) -> list[tuple[Span, str]]:
            return [(clauses.span_of(p.first, p.last), p.value) for p in lexicon.find(clauses.tokens)]

        question = doc.article.text[sentence.span.start : sentence.span.end].rstrip("\"'”’ ").endswith("?")
        return Unit(
            span=sentence.span,
            body=doc.article.blocks[sentence.block].kind in _BODY,
            clauses=clauses,
            instruments=tuple(instruments),
            # a question claims nothing
            triggers=() if question else tuple(self._read_triggers(doc, clauses, instruments, names)),
            forms=tuple(s for s, _ in spans(self._forms)),
            outcomes=tuple(self._met(clauses, s, v) for s, v in spans(self._outcomes)),
            horizons=tuple(spans(self._horizons)),
            named=frozenset(p for n in cast.named(clauses) for p in n.parties),
        )

    def _read_triggers(
        self, doc: Annotated, clauses: Clauses, instruments: list[Instrument], names: set[int]
    ) -> list[Trigger]:
        """The triggers that make a record, and where none stands those that lack a word beside them.

        A form that several cues share is read by the cue that the record was made by.
        """
        enough = partial(self._needed.are_there, doc, clauses)
        found = self._triggers.find(clauses, instruments, names, says_enough=enough)
        there = {t.first for t in found}
        return found + [t for t in self._triggers.find(clauses, instruments, names) if t.first not in there]

    def _met(self, clauses: Clauses, span: Span, value: str) -> tuple[Span, str]:
        """An outcome with its value; "not_due" where a word before it takes it back ("akan tercapai")."""
        if value not in ("met", "partly_met"):
            return span, value
        at = clauses.index_at(span.start)
        clause = clauses.tokens[at].clause
        weak = any(t.low in self.patterns.grammar.weakens for t in clauses.tokens[:at] if t.clause == clause)
        return span, "not_due" if weak else value
