"""Answers to what was asked or offered before: "Permintaan itu ditolak", "Samoa akhirnya setuju"."""

from __future__ import annotations

from bisect import bisect_left

from risalah.extract.binding import read_codes
from risalah.extract.candidates import Candidate
from risalah.extract.doers import find_subject
from risalah.extract.governors import GovernorReader, lower
from risalah.extract.others import find_agent
from risalah.extract.parties import Cast, Named
from risalah.extract.tokens import Clauses, Lexicon, Phrase, spell_forms
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Quote
from risalah.model.record import Party
from risalah.resources.patterns import Patterns, Voice

_LOOK_BACK = 40  # candidates back: three sentences hold no more
_BACK = 3  # sentences back to what is answered
_NOUN = 3  # words between "permintaan" and "itu" ("permintaan pemerintah Fiji itu")
_OPEN = frozenset({"requested", "offered"})
_END = frozenset(".,;:!?\"'”’")
_CUT = 5  # words from a passive verb back to the noun that is answered


class AnswerReader:
    """Finds what says yes or no to a request or an offer of the sentences before, without naming it again."""

    def __init__(self, patterns: Patterns) -> None:
        self._grammar = patterns.grammar
        self._cues = {c.name: c for c in patterns.cues.values() if c.answers}
        forms: dict[str, str] = {}
        for cue in self._cues.values():
            for voice in ("active", "passive"):
                forms.update(dict.fromkeys(spell_forms(cue.forms[voice]), f"{cue.name}|{voice}"))
        self._lexicon = Lexicon(forms)
        self._governors = GovernorReader(patterns)

    def join(
        self, cast: Cast, clauses: Clauses, row: list[Candidate], earlier: list[Candidate], quote: Quote | None
    ) -> list[Candidate]:
        """The candidates of a sentence, with those that answer an earlier one instead of what stands at their words."""
        found: list[Candidate] = []
        for hit in self._lexicon.find(clauses.tokens):
            here = [c for c in row if c.stage_span.end <= clauses.tokens[hit.first].span.start]
            told = [*earlier[-_LOOK_BACK:], *here]
            if told and (answer := self._read(cast, clauses, hit, told, quote)) is not None:
                found.append(answer)
        if not found:
            return row
        return [c for c in row if not any(c.stage_span.overlaps(a.stage_span) for a in found)] + found

    def _read(
        self, cast: Cast, clauses: Clauses, hit: Phrase, told: list[Candidate], quote: Quote | None
    ) -> Candidate | None:
        """The answer at the words of `hit`, or None where they answer nothing that was told before."""
        name, _, voice = hit.value.partition("|")
        noun = self._answered(clauses, hit, voice)
        if noun is None:
            return None
        cue = self._cues[name]
        governed = self._governors.govern(clauses, hit.first, hit.last, voice, frozenset())  # type: ignore[arg-type]
        reading = lower(cue, governed, instrument=False)
        if reading is None or reading.stage != cue.stage or reading.modality != "actual":
            return None  # "belum menerima usulan itu", "akan menolaknya"
        names = find_agent(cast, clauses, hit.last) if voice == "passive" else find_subject(cast, clauses, hit.first)
        head = self._head(cast, clauses, told, noun)
        if head is None or not self._may_answer(head, names, bare=not noun):
            return None
        known = {p.actor for p in head.parties}
        new = [c for c in read_codes(names) if c not in known and c.isupper()]
        trigger = Trigger(cue, _voice(voice), hit.first, hit.last, governed, reading, (), len(clauses.tokens))
        return Candidate(
            clauses,
            trigger,
            kind=head.kind,
            title=head.title,
            title_span=head.title_span,
            parties=[*head.parties, *(Party(c, "addressee") for c in new)],
            party_spans=[*head.party_spans, *(n.mention.span for n in names)],
            sectors=head.sectors,
            horizon="unstated",
            in_title=False,
            quote=quote,
            key=head.key,
            point=head.point or head.clauses.span,
            answers=head,
            scene=head.scene,
            named=head.named,
        )

    def _answered(self, clauses: Clauses, hit: Phrase, voice: str) -> str | None:
        """The noun for what is answered, "" where a verb alone says it; None where something else is named."""
        g, tokens = self._grammar, clauses.tokens
        clause = tokens[hit.first].clause
        if voice == "passive":
            start = max(clauses.first_of(clause), hit.first - _CUT)
            row = [t.low for t in tokens[start : hit.first]]
            while row and row[-1] in g.adverbs | g.also | g.has_been:
                row = row[:-1]
            at = next((k for k, w in enumerate(row) if w in g.asked_nouns | g.offered_nouns), None)
            lead = row[:at] if at is not None else row
            fits = at is not None and row[-1] in g.pointing and not set(lead) - g.leads - g.besides_main - g.and_ - _END
            return row[at] if fits and at is not None else None
        after = [t.low for t in tokens[hit.last + 1 : hit.last + 3 + _NOUN]]
        last = tokens[hit.last].low
        if last in g.asked_nouns | g.offered_nouns:
            return last if after[:1] and after[0] in g.pointing else None
        if after[:1] and after[0] in g.asked_nouns | g.offered_nouns:
            at = next((k for k, w in enumerate(after) if w in g.pointing), None)
            return after[0] if at is not None and not set(after[:at]) & _END else None
        return "" if not after or after[0] in _END or last.endswith(g.pronoun_ends) else None

    def _head(self, cast: Cast, clauses: Clauses, told: list[Candidate], noun: str) -> Candidate | None:
        """The last request or offer of the sentence and the three before it that the noun may stand for."""
        g = self._grammar
        sentences = cast.doc.sentences
        at = bisect_left(sentences, clauses.span.start, key=lambda s: s.span.start)
        since = sentences[max(0, at - _BACK)].span.start
        stages = {s for s, words in (("requested", g.asked_nouns), ("offered", g.offered_nouns)) if noun in words}
        for c in reversed(told):
            if c.in_title or c.clauses.span.start < since:
                continue
            if c.trigger.reading.stage in (stages or _OPEN) and c.answers is None:
                return c
        return None

    def _may_answer(self, head: Candidate, names: list[Named], *, bare: bool) -> bool:
        """May those who are named answer it? Nobody answers himself; "setuju" alone (`bare`) needs who was asked."""
        codes = set(read_codes(names))
        alike = [p.actor for p in head.parties if p.role == "party"]  # the first of them asks the others
        asked = {p.actor for p in head.parties if p.role in ("addressee", "beneficiary")} | set(alike[1:])
        askers = {p.actor for p in head.parties} - asked
        return not codes & askers and (bool(codes & asked) if bare else True)


def _voice(voice: str) -> Voice:
    return "passive" if voice == "passive" else "active"
