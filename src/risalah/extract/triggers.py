"""Triggers of commitments in a sentence, each with its object, its governors and what is left of its claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from risalah.extract.aims import AimFinder
from risalah.extract.chambers import settle_agreed
from risalah.extract.forms import read_forms
from risalah.extract.governors import Governed, GovernorReader, Reading, lower
from risalah.extract.instruments import Instrument, end_of_phrase
from risalah.extract.open_verbs import OpenVerbFinder, SaysEnough, continues_row, is_verb
from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.codebook import Stage, rank
from risalah.resources.patterns import Cue, Patterns, Voice

_CLOSING = frozenset('"”’!?.')
_SAID = frozenset({"offered", "requested"})  # what is said, and so done, where two meet
_LISTED = 3  # words between "termasuk" and the act that it lists
_OPINION = 8  # words in which "bahwa" follows "sepakat dengan ..."
_NEAR = 4  # words after a trigger in which its object must begin
_LIFT_VERB = 4  # words between an active verb and the deverbal noun that it carries: more, and it has another object
_LIFT_BEFORE, _LIFT_AFTER = 6, 12  # words between a deverbal noun and the word that carries it


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger at tokens [first, last] with the instruments that it is about, and its reading."""

    cue: Cue
    voice: Voice
    first: int
    last: int
    governed: Governed
    reading: Reading
    instruments: tuple[Instrument, ...] = ()
    stop: int = 0


class TriggerFinder:
    """Finds the triggers of a sentence and decides which of them claim something."""

    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns
        self._grammar = patterns.grammar
        table = read_forms(patterns)
        self._values, self._lexicon, self._headlines = table.values, table.lexicon, table.headlines
        self._open_verbs = OpenVerbFinder(patterns)
        self._governors = GovernorReader(patterns)
        cues = patterns.cues.values()
        self._lifts = {c.name: Lexicon(dict.fromkeys(c.lifted_by, "lift")) for c in cues if c.lifted_by}
        self._not_before = {c.name: Lexicon(dict.fromkeys(c.not_before, "no")) for c in cues if c.not_before}
        self._not_with = {c.name: Lexicon(dict.fromkeys(c.not_with, "no")) for c in cues if c.not_with}
        self._aims = AimFinder(patterns)

    def find(
        self,
        clauses: Clauses,
        instruments: list[Instrument],
        names: set[int],
        *,
        excerpt: bool = False,
        says_enough: SaysEnough | None = None,
    ) -> list[Trigger]:
        """The triggers that make a record, in text order. `names` are the tokens inside names.

        `says_enough` tells whether the sentence holds what a cue needs besides its form (`needs_word`); where it does
        not, the next cue of the form is tried.
        """
        inside = {k for i in instruments for k in range(i.head + 1, end_of_phrase(clauses, i, self._grammar) + 1)}
        # A noun trigger may head an instrument phrase ("pertukaran nota"), a verb may not stand inside one.
        headline = excerpt and clauses.tokens[-1].low not in _CLOSING
        lexicon = self._headlines if headline else self._lexicon
        hits = [p for p in self._forms(clauses, lexicon, says_enough, bare=not instruments) if p.first not in names]
        hits = [p for p in hits if p.first not in inside or p.value.endswith("noun")]
        out: list[Trigger] = []
        if not excerpt:
            hits = [p for p in hits if not self._patterns.cues[p.value.partition("|")[0]].excerpt_only]
        hits = self._open_verbs.add(clauses, hits, names | inside)
        hits = self._open_verbs.leave_wishes(clauses, hits, says_enough)
        for n, hit in enumerate(hits):
            stop = self._stop(clauses, hits, n)
            aside = (
                inside | names | self._first_of_two(clauses, hits[:n], hit) | self._joined_to(clauses, hits[:n], hit)
            )
            trigger = self._weakest(
                clauses, hits[:n], hit, self._read_any(clauses, hit, instruments, aside, stop, says_enough)
            )
            master = self._master(clauses, out, hit)
            if trigger is not None and self._is_part(clauses, out, trigger):
                continue
            if master is not None:
                out[master] = _absorb(out[master], hit, self._patterns, trigger)
            elif trigger is not None:
                out.append(trigger)
        return out

    def _weakest(self, clauses: Clauses, before: list[Phrase], hit: Phrase, trigger: Trigger | None) -> Trigger | None:
        """ "Menandatangani, meratifikasi perjanjian itu": of verbs with one object the weakest wins (CODEBOOK 1)."""
        if trigger is None or not trigger.instruments:
            return trigger
        stage, at = trigger.reading.stage, hit.first
        for p in reversed(before):
            between = {t.low for t in clauses.tokens[p.last + 1 : at]}
            if not between or not between <= self._grammar.adverbs | self._grammar.and_ | {",", "atau"}:
                break
            own = cast(Stage, self._patterns.cues[p.value.partition("|")[0]].stage)
            if 0 <= rank(own) < rank(stage):
                stage = own
            at = p.first
        return (
            replace(trigger, reading=replace(trigger.reading, stage=stage))
            if stage != trigger.reading.stage
            else trigger
        )

    def _stop(self, clauses: Clauses, hits: list[Phrase], n: int) -> int:
        """The token where what hit `n` is about ends: at the next trigger that is no part of its complement."""
        whole = self._patterns.cues[hits[n].value.partition("|")[0]].takes_vp
        for hit in hits[n + 1 :]:
            joined = any(t.low in self._grammar.and_ for t in clauses.tokens[max(0, hit.first - 2) : hit.first])
            if joined and whole and self._is_high_act(hit) and self._leads_acts(clauses, hits[n].value, hits[n].last):
                continue  # "akan memberi pinjaman dan mengirim 50 ahli": both are only planned
            if not whole or joined or clauses.tokens[hit.first].clause != clauses.tokens[hits[n].first].clause:
                return hit.first
        return len(clauses.tokens)

    def _first_of_two(self, clauses: Clauses, before: list[Phrase], hit: Phrase) -> set[int]:
        """The tokens of the complement of the verb that this one is joined to: they govern nothing outside it.

        "Mendesak Fiji membatalkan sanksi dan meminta Tonga ...": what is to be called off is not the request.
        """
        tokens = clauses.tokens
        joint = next(
            (i for i in range(hit.first - 1, max(-1, hit.first - 3), -1) if tokens[i].low in self._grammar.and_), None
        )
        row = [h for h in before if tokens[h.first].clause == tokens[hit.first].clause and h.value.endswith("active")]
        if joint is None or not row or not self._patterns.cues[row[-1].value.partition("|")[0]].takes_vp:
            return set()
        return set(range(row[-1].last + 1, joint))

    def _joined_to(self, clauses: Clauses, before: list[Phrase], hit: Phrase) -> set[int]:
        """The tokens of a trigger that this one is joined to, where it is an undertaking: they do not govern it.

        "Menolak permintaan Fiji dan mengusulkan perundingan": what is proposed is not refused.
        """
        tokens = clauses.tokens
        joint = any(t.low in self._grammar.and_ | {","} for t in tokens[max(0, hit.first - 2) : hit.first])
        if not joint or rank(self._patterns.cues[hit.value.partition("|")[0]].stage) >= rank("signed"):
            return set()
        row = [h for h in before if h.last + 2 < hit.first and not self._open_verbs.may_wish(clauses, h)]
        return {k for h in row for k in range(h.first, h.last + 1)}

    def _waits(self, clauses: Clauses, hit: Phrase) -> bool:
        """Does the next clause say when it will be done ("tidak akan mengirim dokter sebelum ...")?"""
        after = clauses.tokens[hit.first].clause + 1
        return after < len(clauses.openers) and clauses.openers[after] in self._grammar.until

    def _opens_quote(self, clauses: Clauses, i: int) -> bool:
        """Is token `i` a straight quotation mark with a blank before it and none after it?"""
        tokens = clauses.tokens
        if i + 1 >= len(tokens) or tokens[i].low != '"':
            return False
        before, after = tokens[i - 1].span.end, tokens[i + 1].span.start
        return before < tokens[i].span.start and after == tokens[i].span.end

    def _forms(
        self, clauses: Clauses, lexicon: Lexicon, says_enough: SaysEnough | None = None, *, bare: bool = False
    ) -> list[Phrase]:
        """The longest forms that may stand where they are found, in text order, without overlaps."""
        out: list[Phrase] = []
        i = 0
        while i < len(clauses.tokens):
            if not lexicon.begins(clauses.tokens[i].low):
                i += 1
                continue
            hit = next(
                (p for p in lexicon.each_at(clauses.tokens, i) if self._fits(clauses, p, says_enough, bare)), None
            )
            if hit:
                out.append(hit)
            i = hit.last + 1 if hit else i + 1
        return out

    def _fits(self, clauses: Clauses, hit: Phrase, says_enough: SaysEnough | None, bare: bool) -> bool:
        """May one of the cues of the form stand here, by the words beside it? Else its words are free for another."""
        form = " ".join(t.low for t in clauses.tokens[hit.first : hit.last + 1])
        for value in self._values.get(form, [hit.value]):
            cue = self._patterns.cues[value.partition("|")[0]]
            if bare and cue.object == "instrument":
                continue  # a sentence without an instrument: "mengakhiri misinya"
            if self._stands(clauses, hit, cue) and self._says_enough(cue, replace(hit, value=value), says_enough):
                return True
        return False

    def _says_enough(self, cue: Cue, hit: Phrase, says_enough: SaysEnough | None) -> bool:
        """Does the sentence hold what the cue needs besides its form?"""
        return not cue.needs_more or says_enough is None or says_enough(cue, hit)

    def _stands(self, clauses: Clauses, hit: Phrase, cue: Cue) -> bool:
        """Do the words before and after the trigger leave it the sense of this cue?"""
        tokens = clauses.tokens
        no = self._not_before.get(cue.name)
        if no and hit.last + 1 < len(tokens) and no.at(tokens, hit.last + 1):
            return False
        if hit.first and hit.first == hit.last and tokens[hit.first - 1].low in cue.not_after:
            return False
        beside = self._not_with.get(cue.name)
        if beside and beside.find([t for t in tokens if t.clause == tokens[hit.first].clause]):
            return False
        if cue.stage == "agreed" and self._agrees_that([t.low for t in tokens[hit.last + 1 :]]):
            return False
        if not cue.needs_near or " ".join(t.low for t in tokens[hit.first : hit.last + 1]) in cue.forms["passive"]:
            return True  # the goods stand before a passive verb
        after = [t.low for t in tokens[hit.last + 1 : hit.last + 1 + 2 * _NEAR] if not t.low.isdigit()]
        return bool(cue.needs_near & set(after[:_NEAR]))

    def _agrees_that(self, words: list[str]) -> bool:
        """Is it an opinion that is shared ("sepakat dengan Netanyahu bahwa ..."), and no act that is to come?"""
        if not words or words[0] not in self._grammar.with_:
            return False
        at = next((k for k, w in enumerate(words[:_OPINION]) if w in self._grammar.complementiser), None)
        return at is not None and not set(words[at + 1 : at + 1 + _OPINION]) & self._grammar.intends

    def _read_any(
        self,
        clauses: Clauses,
        hit: Phrase,
        instruments: list[Instrument],
        skip: set[int],
        stop: int,
        says_enough: SaysEnough | None,
    ) -> Trigger | None:
        """The trigger by the first cue of the form that makes one, or of a shorter form that begins where it does.

        "Sudah berlaku sejak Mei" names no instrument: "sudah berlaku" may still be said of a measure.
        """
        shorter = [p for p in self._lexicon.each_at(clauses.tokens, hit.first) if p.last < hit.last]
        for p in [hit, *shorter]:
            form = " ".join(t.low for t in clauses.tokens[p.first : p.last + 1])
            for value in self._values.get(form, [p.value]):
                cue = self._patterns.cues[value.partition("|")[0]]
                if not self._says_enough(cue, replace(p, value=value), says_enough):
                    continue
                if trigger := self._read(clauses, replace(p, value=value), instruments, skip, stop):
                    return trigger
        return None

    def _read(
        self, clauses: Clauses, hit: Phrase, instruments: list[Instrument], skip: set[int], stop: int
    ) -> Trigger | None:
        name, _, v = hit.value.partition("|")
        cue, voice = self._patterns.cues[name], cast(Voice, v)
        if not self._stands(clauses, hit, cue):
            return None
        after = [t.low for t in clauses.tokens[hit.last + 1 : hit.last + 3]]
        if (
            cue.takes_vp
            and not cue.open_verb
            and after
            and not self._opens_quote(clauses, hit.last + 1)
            and (after[0] in _CLOSING or (after[0] == "," and after[-1] in _CLOSING))
        ):
            return None  # "Setuju," they called: a word in quotation marks undertakes nothing
        if cue.open_verb and cue.stage == "refused" and self._waits(clauses, hit):
            return None
        objects = self._aims.find(clauses, hit, voice, instruments, cue)
        if not objects and cue.any_side and instruments:
            objects = instruments[:1]  # what is left open is the instrument that the sentence names, on either side
        if cue.stage == "expired":
            objects = [i for i in objects if clauses.tokens[i.first - 1].low not in self._grammar.process]
        if (cue.object == "instrument" or cue.needs_object) and not objects:
            return None
        if cue.presupposed:
            return Trigger(cue, voice, hit.first, hit.last, Governed(None), Reading(cast(Stage, cue.stage)), (), stop)
        lift = self._lifted(clauses, hit, cue) if voice == "noun" else ()
        own = {i for i, t in enumerate(clauses.tokens) if t.low in cue.needs_word}
        governed = self._governors.govern(
            clauses,
            hit.first,
            hit.last,
            voice,
            skip | {i.head for i in instruments} | set(lift or ()) | own,
            high=rank(cue.stage) >= rank("signed"),
            reached=rank(cue.stage) >= rank("agreed"),
        )
        if voice == "passive" and governed.effect == "refuse" and self._is_time_bound(clauses, governed):
            # "tidak akan diteken tahun ini": nobody refuses
            governed = replace(governed, effect="not_yet")
        if self._is_said_there(clauses, hit, cue, governed):
            governed = replace(governed, effect=None)
        is_instrument = bool(objects) or cue.object == "self"
        bare = cue.object == "self" or governed.effect in (None, "confirm", "going_on")
        if voice == "noun" and lift is None and bare:
            return None
        reading = lower(cue, governed, instrument=is_instrument)
        if reading is not None and cue.stage in ("agreed", "suspended", "ratified"):
            reading = settle_agreed(clauses, hit, voice, reading, objects, self._grammar)
        if reading is None:
            return None
        return Trigger(cue, voice, hit.first, hit.last, governed, reading, tuple(objects), stop)

    def _is_said_there(self, clauses: Clauses, hit: Phrase, cue: Cue, governed: Governed) -> bool:
        """Is it what somebody came or wrote for ("bertemu Menlu Fiji untuk menawarkan ..."), and so has said?"""
        if cue.stage not in _SAID or {p.value for p in governed.phrases} != {"purpose"}:
            return False
        clause = clauses.tokens[hit.first].clause
        before = {t.low for t in clauses.tokens[: hit.first] if t.clause == clause}
        return bool(before & self._grammar.talks)

    def _lifted(self, clauses: Clauses, hit: Phrase, cue: Cue) -> range | None:
        """The tokens of the word of `lifted_by` that carries the deverbal noun; None where none does.

        A noun without such a list needs none: the range is empty. Tokens of a carrier of one word are not given:
        "sedang" carries "perundingan", and governs it too.
        """
        lift = self._lifts.get(cue.name)
        if lift is None:
            return range(0)
        clause = clauses.tokens[hit.first].clause
        if hit.first and clauses.tokens[hit.first - 1].low in self._grammar.about:
            return None  # "berbicara mengenai proses perdamaian": a topic
        if clauses.openers[clause] in self._grammar.after_words and lift.at(clauses.tokens, clauses.first_of(clause)):
            return range(0)
        for i in range(max(0, hit.first - _LIFT_BEFORE), min(len(clauses.tokens), hit.last + _LIFT_AFTER)):
            if hit.first <= i <= hit.last or clauses.tokens[i].clause != clause:
                continue
            found = lift.at(clauses.tokens, i)
            # "menyelesaikan ratifikasi" does, "ratifikasi dan menyelesaikan lampiran" does not
            far = i < hit.first and hit.first - found.last > _LIFT_VERB if found else False
            if found and clauses.tokens[i].low in self._grammar.with_ and self._is_promised(clauses, clause):
                return None  # "dengan penandatanganan itu, kedua negara akan ...": it is still to come
            active = clauses.tokens[i].low.startswith("me") and (found is None or found.last == i)
            if found and not (active and (i > hit.last or far)):
                return range(i, found.last + 1) if found.last > i else range(0)
        return None

    def _is_promised(self, clauses: Clauses, clause: int) -> bool:
        """Does the clause behind `clause` tell what will be?"""
        after = [t.low for t in clauses.tokens if t.clause == clause + 1]
        return bool(set(after) & self._grammar.intends) and not set(after) & self._grammar.adverbs

    def _master(self, clauses: Clauses, found: list[Trigger], hit: Phrase) -> int | None:
        """The earlier trigger of the clause whose complement holds this one, or None."""
        for n in range(len(found) - 1, -1, -1):
            t = found[n]
            if not t.cue.takes_vp or clauses.tokens[t.first].clause != clauses.tokens[hit.first].clause:
                continue
            between = [x.low for x in clauses.tokens[t.last + 1 : hit.first]]
            joined = any(w in self._grammar.and_ for w in between[-2:])
            return None if joined else n
        return None

    def _is_part(self, clauses: Clauses, found: list[Trigger], t: Trigger) -> bool:
        """Does what an earlier verb only agrees or plans name the act as a part of it, so that nothing is done yet?

        "Menyetujui paket sanksi, termasuk memberlakukan embargo", "setuju untuk membuka dialog dan bertukar tahanan".
        """
        if t.cue.object != "act" or rank(t.reading.stage) < rank("signed") or t.governed.effect == "confirm":
            return False
        tokens, clause = clauses.tokens, clauses.tokens[t.first].clause
        before = {x.low for x in tokens[max(clauses.first_of(clause), t.first - _LISTED) : t.first]}
        masters = [o for o in found if o.cue.takes_vp and o.last < t.first]
        listed = before & {w for row in self._patterns.lists for w in row.split()}
        if listed and (masters or tokens[clauses.first_of(clause)].low in self._grammar.pact_nouns):
            return True  # "tawaran itu termasuk mencabut embargo"
        if t.voice == "active" and masters and continues_row(clauses, masters[-1].first, t.first, self._grammar):
            return True
        if not masters or tokens[masters[-1].first].clause != clause or not before & self._grammar.and_:
            return False
        return self._leads_acts(clauses, masters[-1].cue.name, masters[-1].last)

    def _is_high_act(self, hit: Phrase) -> bool:
        """Would the trigger say that something is done?"""
        cue = self._patterns.cues[hit.value.partition("|")[0]]
        return cue.object == "act" and rank(cue.stage) >= rank("signed")

    def _leads_acts(self, clauses: Clauses, name: str, last: int) -> bool:
        """Does a verb say what is undertaken by the trigger of cue `name` that ends at token `last`?"""
        cue = self._patterns.cues[name.partition("|")[0]]
        loose = self._grammar.leads | self._grammar.keeps
        lead = next((x.low for x in clauses.tokens[last + 1 :] if x.low not in loose), "")
        return cue.own_verb or cue.open_verb or is_verb(lead)

    def _is_time_bound(self, clauses: Clauses, governed: Governed) -> bool:
        """Is it "tidak akan" that governs a passive verb?"""
        p = governed.phrases[0]
        return clauses.tokens[p.last].low in self._grammar.intends


def _absorb(master: Trigger, hit: Phrase, patterns: Patterns, inner: Trigger | None) -> Trigger:
    """The complement's trigger says what is promised: its stage becomes the expected one, its instrument the object."""
    cue = patterns.cues[hit.value.partition("|")[0]]
    if inner is None or cue.object != "instrument" or master.reading.expected is not None:
        return master
    expected = inner.reading.expected or inner.reading.stage
    objects = master.instruments or inner.instruments
    return replace(master, reading=replace(master.reading, expected=expected), instruments=objects)
