"""Governors: words that lower what a trigger claims. Weakest wins, within the clause and one clause outward."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from risalah.extract.open_verbs import is_verb
from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.codebook import Modality, Schedule, Stage, rank
from risalah.resources.patterns import Cue, Patterns, Voice

_YEAR = 4  # digits

# What is being done is not done: the stage that "sedang menyelesaikan perundingan" has reached.
_UNDER_WAY: dict[Stage, Stage] = {
    "text_agreed": "negotiating",
    "signed": "planned",
    "ratified": "unclear",
    "in_force": "unclear",
}


_ENDS = frozenset({"suspended", "terminated", "expired", "superseded"})
"""Stages that under a condition are only what may come ("jika dilanggar, pakta itu tidak lagi diakui")."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a governed trigger claims."""

    stage: Stage
    modality: Modality = "actual"
    expected: Stage | None = None
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True)
class Governed:
    """The weakest effect over a trigger and all governors found, the weakest first."""

    effect: str | None
    phrases: tuple[Phrase, ...] = ()
    hypothetical: bool = False  # the sentence says under what condition it holds


_ANTECEDENT = 12  # words before "yang": the longest noun phrase with "tidak ada" before it
_EXISTS = "ada"
_NAMED = 3  # words from "bukan" to its noun, before "yang"
_MAIN = 8  # words of a main clause in which its future stands
_WHICH = 6  # words between "mana" and its "yang" ("proyek mana dari 70 program yang")
_CARRIED = frozenset({"hope", "deny", "rumour"})  # said of a row of verbs, it holds for all
_VERB = 6  # letters of the shortest passive verb of a row
_FRONTED = frozenset({"hope", "deny", "rumour", "possible", "plan"})  # as an adverb before a comma: they govern all
_ASPECTS = frozenset({"going_on", "under_way", "confirm"})
_UNDERTAKEN = 3  # words before "bahwa" among which one says that what follows is agreed, asked or promised
_JOINED = 3  # words between a conjunction and the trigger: "dan turut menyaksikan penandatanganan"


class GovernorReader:
    """Finds the governors of a trigger and reads what is left of its claim."""

    def __init__(self, patterns: Patterns) -> None:
        self._lexicon = Lexicon(dict(patterns.governors))
        self._order = {e: i for i, e in enumerate(patterns.order)}
        self._conditions = frozenset(patterns.conditions)
        self._lists = frozenset(patterns.lists)
        self._grammar = patterns.grammar

    def govern(
        self,
        clauses: Clauses,
        first: int,
        last: int,
        voice: Voice,
        skip: Collection[int],
        *,
        high: bool = False,
        reached: bool = False,
    ) -> Governed:
        """The governors of the trigger at tokens [first, last].

        A verb's governors stand before it in its clause; a noun's on both sides. One clause
        outward, over `bahwa`, reach denial, rumour and hope. Tokens in `skip` (inside a name or an instrument) govern
        nothing. `reached`: the trigger tells that something has come about, from what is agreed on.
        """
        tokens = clauses.tokens
        clause = tokens[first].clause
        if clauses.openers[clause] in self._conditions:
            return Governed("condition")
        if reached and self._is_to_come(clauses, clause, voice):
            return Governed("condition")
        outer = clauses.openers[clause - 1] if clause else ""
        if clauses.openers[clause] in self._grammar.relative and outer in self._conditions:
            return Governed("condition")  # "apakah ada kesepakatan yang ditandatangani"
        if clauses.openers[clause] in self._grammar.relative and clause and self._asks_which(clauses, clause):
            return Governed("condition")  # "belum memutuskan proyek mana yang akan dibiayai"
        inside = [i for i in clauses.in_clause(clause) if i < first or (voice == "noun" and i > last)]
        if (
            voice == "noun"
            and clause + 1 < len(clauses.openers)
            and clauses.openers[clause + 1] in self._grammar.relative
        ):
            # "penandatanganan perjanjian yang semula dijadwalkan hari ini batal dilakukan"
            inside += clauses.in_clause(clause + 1)
        if voice == "noun":
            inside += self._resumed(clauses, clause)
        own = self._own_aspect(clauses, first)
        inside = [i for i in inside if i >= own]
        found = self._in(clauses, inside, skip, first)
        if not high and self._is_second(clauses, first):
            own_verb = next((p.first for p in found if self._has_own_object(clauses, p)), first)
            found = [p for p in found if p.first < own_verb]  # nor does its object ("membantah tudingan itu dan ...")
        if (voice == "passive" or high) and clause and clauses.openers[clause] in self._grammar.relative:
            # "tidak ada perjanjian yang ditandatangani", "tidak ada negara lain yang menyumbang"
            start = clauses.first_of(clause)
            own = tokens[start - 1].clause
            if tokens[start - 1].low == ")":  # a short name in brackets belongs to the noun before it
                own = max((t.clause for t in tokens[:start] if t.clause != own), default=own)
            before = [i for i in range(max(0, start - _ANTECEDENT), start) if tokens[i].clause == own]
            found += [p for p in self._in(clauses, before, skip) if tokens[p.last].low == _EXISTS]
            if any(tokens[i].low in self._grammar.is_not for i in before[-_NAMED:]):
                found.append(Phrase(start - 1, start - 1, "deny"))  # "bukan pihak yang mengirim senjata"
        said = clause
        while said > 0 and clauses.openers[said] in (",", "(", ")"):
            said -= 1  # "harapan bahwa hubungan itu, yang lama beku, akan ..."
        if clauses.openers[said] in self._grammar.complementiser and said:
            before = list(range(max(0, clauses.first_of(said) - 6), clauses.first_of(said)))
            found += [p for p in self._in(clauses, before, skip) if p.value in ("deny", "rumour", "hope")]
            if high and not any(p.value == "confirm" for p in found):
                # "sepakat bahwa Fiji membuka kembali kedutaannya": what is agreed, asked or promised is not done
                near = before[-_UNDERTAKEN:]
                found += [Phrase(i, i, "plan") for i in near if tokens[i].low in self._grammar.undertakes]
        if clause == 1 and clauses.openers[1] == ",":
            # "Insyaallah, Fiji akan menjadi anggota": what is only planned is no less so
            found += [p for p in self._fronted(clauses, skip) if high or p.value not in ("hope", "possible")]
            if high and self._tells_rule(clauses, first):
                found.append(Phrase(0, 0, "plan"))
        if not high and self._in_series(clauses, first):
            # "ingin Fiji menerapkan embargo, menghentikan ekspor": who wishes, threatens or denies it holds for both
            found += [p for p in self._before(clauses, clause, skip) if p.value in _CARRIED]
        if high:
            # What would be a high stage is lowered by the governors of the verb that it is joined to as well.
            found += self._shared(clauses, first, skip, voice)
        found.sort(key=lambda p: self._order.get(p.value, 99))
        return Governed(found[0].value if found else None, tuple(found), self._is_hypothetical(clauses, clause, first))

    def _is_to_come(self, clauses: Clauses, clause: int, voice: Voice) -> bool:
        """Is it the time of something that is still to come ("ketika perjanjian itu berlaku, Fiji akan ...")?

        Not where the clause of time has an aspect or a date of its own.
        """
        g, opener = self._grammar, clauses.openers[clause]
        behind = clause + 1
        if opener not in g.when_words:
            return False
        if behind >= len(clauses.openers) or clauses.openers[behind] not in (",", *g.then_words):
            return False
        if clauses.openers[behind + 1 : behind + 2] and clauses.openers[behind + 1] in g.then_words:
            behind += 1  # ", maka"
        own = [t.low for t in clauses.tokens if t.clause == clause]
        if set(own) & g.has_been or any(w[0].isdigit() for w in own) or set(own) & g.days:
            return False
        start = clauses.first_of(behind)
        row = {t.low for t in clauses.tokens[start : start + _MAIN] if t.clause == behind}
        # "setelah Fiji meratifikasi, Tonga akan meneken" may tell what Fiji has done; with "barulah" it does not
        only = g.only_then if voice == "active" and opener in g.when_done else g.then_words
        return bool(row & only)

    def _resumed(self, clauses: Clauses, clause: int) -> list[int]:
        """The tokens of the main clause that a governor takes up behind "yang" ("ratifikasi X, yang ..., ditunda")."""
        k = clause + 1
        while k < len(clauses.openers) and clauses.openers[k] in self._grammar.relative:
            k += 1
        if k in (clause + 1, len(clauses.openers)) or clauses.openers[k] != ",":
            return []
        row = list(clauses.in_clause(k))
        return row if len(row) > 1 and self._lexicon.at(clauses.tokens, row[1]) is not None else []

    def _asks_which(self, clauses: Clauses, clause: int) -> bool:
        """Does a word of asking stand before the "yang" that opens the clause ("negara mana yang", not "di mana")?"""
        tokens, g = clauses.tokens, self._grammar
        start = clauses.first_of(clause)
        rows = (i for i in range(max(0, start - _WHICH), start) if tokens[i].low in g.which)
        return any(i == 0 or tokens[i - 1].low not in g.inside for i in rows)

    def _is_second(self, clauses: Clauses, first: int) -> bool:
        """Does "dan" join the trigger to a verb before it?"""
        tokens, g = clauses.tokens, self._grammar
        k = first - 1
        while k > 0 and tokens[k].low in g.adverbs:
            k -= 1
        return k > 0 and tokens[k].low in g.and_ and tokens[k].clause == tokens[first].clause

    def _has_own_object(self, clauses: Clauses, p: Phrase) -> bool:
        """Is it a verb with an object of its own ("mengecam serangan itu dan meminta ...")? It governs nothing else.

        Nor does a noun that "itu" closes ("menyambut keputusan itu dan mendesak").
        """
        tokens, g = clauses.tokens, self._grammar
        after = tokens[p.last + 1].low if p.last + 1 < len(tokens) else ""
        if after in g.pointing and p.first == p.last and not is_verb(tokens[p.last].low):
            return True
        if tokens[p.last].low not in g.objecting or not after[:1].isalpha():
            return False
        return not (is_verb(after) or after in g.adverbs | g.intends | g.complementiser | g.still)

    def _own_aspect(self, clauses: Clauses, first: int) -> int:
        """The token from which a verb joined by "dan" has an aspect of its own, 0 where it has none.

        "Belum menyepakati tarif dan masih merundingkan kuota": what is not yet agreed does not govern the talks.
        """
        tokens = clauses.tokens
        for k in (first - 1, first):
            if k < 1 or tokens[k - 1].low not in self._grammar.and_ or tokens[k].clause != tokens[first].clause:
                continue
            hit = self._lexicon.at(tokens, k)
            if hit is not None and hit.value in _ASPECTS:
                return k
        return 0

    def _shared(self, clauses: Clauses, first: int, skip: Collection[int], voice: Voice) -> list[Phrase]:
        """The governors of the verb that this one is joined to over a comma, or over a "yang" of its object.

        "dijadwalkan bertemu di Bogor, Kamis (1/5), dan menyaksikan penandatanganan": the schedule holds for both. It
        does in "akan mengangkut kayu yang ditebang dan memulangkan pekerja", and in "akan dikerahkan, dengan Fiji
        mengirim 50 prajurit", too.
        """
        clause = clauses.tokens[first].clause
        near = clauses.tokens[max(0, first - _JOINED) : first]
        start = clauses.first_of(clause)
        listed = any(t.low in self._lists and t.clause == clause for t in clauses.tokens[start : start + 2])
        joined = any(t.low in self._grammar.and_ and t.clause == clause for t in near)
        head = clauses.tokens[start : start + 2]  # the comma is a token of the clause that it opens
        beside = clauses.openers[clause] == "," and any(t.low in self._grammar.with_ for t in head)
        joined = joined or self._goes_on(clauses, clause, first, voice)
        if clause == 0 or not (listed or joined or (beside and voice == "active")):
            return []  # "memutuskan menjatuhkan sanksi, termasuk dengan mengusir diplomat": decided both
        out: list[Phrase] = []
        over = self._grammar.relative if joined and voice == "active" else frozenset()
        while clause > 0 and (clauses.openers[clause] in (",", "(", "-", "–") or clauses.openers[clause] in over):
            clause -= 1
            if clauses.openers[clause] in self._grammar.after_words:
                break  # "setelah beberapa kali ditunda, A dan B menandatangani": what came before is over
            if clauses.openers[clause] != "(":
                out += self._in(clauses, list(clauses.in_clause(clause)), skip)
        return [p for p in out if p.value not in ("confirm", "going_on")]

    def _goes_on(self, clauses: Clauses, clause: int, first: int, voice: Voice) -> bool:
        """Does the verb go on with a row ("akan bertemu Menlu Fiji, lalu meneken", "harus disusun, diteken")?

        Not behind a "yang ..." that the comma ends: "Menlu Fiji, yang akan pensiun, menandatangani".
        """
        g = self._grammar
        start = clauses.first_of(clause)
        if not clause or clauses.openers[clause] != "," or clauses.openers[clause - 1] in g.relative | g.after_words:
            return False
        lead = [t.low for t in clauses.tokens[start + 1 : first]]
        before = clauses.tokens[start - 1].low
        rows = voice == "passive" and before.startswith(g.done_beginnings) and len(before) >= _VERB
        return (bool(lead) and set(lead) <= g.row_words) or (not lead and rows)

    def _fronted(self, clauses: Clauses, skip: Collection[int]) -> list[Phrase]:
        """The governor that stands alone before the first comma ("Kabarnya, ...", "Rencananya, ...")."""
        row = list(clauses.in_clause(0))
        hit = self._lexicon.at(clauses.tokens, row[0]) if row and row[0] not in skip else None
        return [hit] if hit and hit.last == row[-1] and hit.value in _FRONTED else []

    def _tells_rule(self, clauses: Clauses, first: int) -> bool:
        """Does a bare verb stand behind what sets the rule ("Menurut kesepakatan itu, Fiji menyerahkan")?"""
        g, row = self._grammar, [clauses.tokens[i].low for i in clauses.in_clause(0)]
        own = {clauses.tokens[i].low for i in clauses.in_clause(clauses.tokens[first].clause) if i <= first}
        return bool(row) and row[0] in g.by_pact and bool(set(row[1:]) & g.pact_nouns) and not own & g.has_been

    def _in_series(self, clauses: Clauses, first: int) -> bool:
        """Does the verb open a clause that a comma cut off ("akan menerapkan embargo, menghentikan ekspor")?"""
        clause = clauses.tokens[first].clause
        start = clauses.first_of(clause)
        return clause > 0 and clauses.openers[clause] == "," and first - start <= 1

    def _before(self, clauses: Clauses, clause: int, skip: Collection[int]) -> list[Phrase]:
        """The governors of the clause before, brackets left aside."""
        clause -= 1
        while clause > 0 and clauses.openers[clause] == "(":
            clause -= 1
        return self._in(clauses, list(clauses.in_clause(clause)), skip)

    def _is_hypothetical(self, clauses: Clauses, clause: int, first: int) -> bool:
        """Does "jika ..." stand before the clause of the trigger at token `first`, or right after it?"""
        hypothetical = self._conditions - self._grammar.not_conditions
        after = clauses.openers[clause + 1] if clause + 1 < len(clauses.openers) else ""
        only = bool(first) and clauses.tokens[first - 1].low in self._grammar.only_then
        if only and after in self._grammar.after_words:
            # "baru berlaku setelah 25 negara meratifikasinya", not "menandatangani perjanjian baru setelah ..."
            return True
        if clauses.openers[clause] in self._grammar.after_words and clause:
            # "akan dimulai 60 hari setelah diratifikasi": what comes first is still to come too, unless it is dated
            main = [t.low for t in clauses.tokens if t.clause == clause - 1]
            own = [t.low for t in clauses.tokens if t.clause == clause]
            if set(main) & self._grammar.intends and not any(w.isdigit() and len(w) == _YEAR for w in own):
                return True
        return any(o in hypothetical for o in clauses.openers[: clause + 2])

    def _in(self, clauses: Clauses, indices: list[int], skip: Collection[int], before: int = -1) -> list[Phrase]:
        """The governors among the tokens of `indices` (ascending); `before` is the token of the trigger."""
        out: list[Phrase] = []
        taken = -1
        for i in indices:
            if i <= taken or i in skip:
                continue
            # A governor may reach into the trigger: "tidak akan" before "akan membuka".
            hit = self._lexicon.at(clauses.tokens, i)
            if hit:
                taken = hit.last
                if hit.value == "purpose_near":
                    # "untuk" governs the verb that follows it, and no other of the clause; and the noun that this verb
                    # carries ("untuk menyaksikan penandatanganan").
                    between = [t.low for t in clauses.tokens[hit.last + 1 : max(before, 0)]]
                    if hit.last < before and (not between or (len(between) == 1 and is_verb(between[0]))):
                        out.append(replace(hit, value="purpose"))
                elif hit.value != "nothing":
                    out.append(hit)
        return out


def lower(cue: Cue, governed: Governed, *, instrument: bool) -> Reading | None:
    """What the trigger claims under its governors, or None where it makes no record (CODEBOOK section 2, rules 1-7)."""
    stage: Stage = cue.stage  # type: ignore[assignment]
    effect = governed.effect
    if governed.hypothetical and effect in (None, "going_on", "under_way") and rank(stage) >= rank("signed"):
        return Reading("planned", "conditional", stage) if instrument else None
    if governed.hypothetical and effect in (None, "going_on", "under_way") and stage in _ENDS:
        return Reading("planned", "conditional", stage) if instrument else None
    if effect in (None, "confirm", "going_on"):
        return Reading(stage, cue.modality)  # type: ignore[arg-type]
    if effect == "claim":
        return Reading(stage, cue.modality) if instrument else None  # type: ignore[arg-type]
    if effect in ("deny", "rumour", "condition"):
        return None
    if stage == "unclear" and effect in ("plan", "await", "hope", "possible", "purpose", "propose"):
        return None  # "akan memiliki perjanjian": it has none
    if effect == "almost":
        if stage in ("text_agreed", "finalising"):
            return Reading("finalising", "actual", "text_agreed")
        return Reading("planned", "expected", stage) if instrument and stage in ("signed", "ratified") else None
    if effect == "under_way":
        if stage == "raised" and instrument:
            return Reading("negotiating")  # "sedang membahas draf nota kesepahaman": its text is on the table
        below = _UNDER_WAY.get(stage)
        return Reading(below, "actual", stage) if below else Reading(stage)
    if effect == "purpose":
        return Reading("planned", "expected", stage) if instrument and rank(stage) > rank("planned") else None
    if effect == "await" and stage == "ratified":
        return Reading("unclear", "actual", stage)
    if effect in ("plan", "await"):
        return Reading("planned", "actual", stage if stage != "planned" else None)
    if effect in ("hope", "possible"):
        return Reading("planned", "expected", stage) if instrument and rank(stage) > rank("planned") else None
    if effect == "propose":
        return Reading("raised", "proposed", stage) if instrument and rank(stage) > rank("planned") else None
    if effect == "not_yet":
        if not instrument or rank(stage) < rank("finalising"):
            return None
        lower_stage: Stage = "negotiating" if stage in ("finalising", "text_agreed", "agreed") else "unclear"
        return Reading(lower_stage, "actual", stage)
    if effect == "refuse":
        return Reading("refused") if instrument and stage in ("signed", "ratified", "agreed") else None
    if effect == "postpone" and stage == "negotiating":
        return Reading(stage, "actual", None, "postponed") if instrument else None
    if effect == "postpone":
        return (
            Reading("planned", "actual", stage, "postponed") if instrument and rank(stage) > rank("planned") else None
        )
    if effect == "drop" and any(p.value == "plan" for p in governed.phrases) and rank(stage) > rank("planned"):
        # "semula dijadwalkan ... batal": the plan is what there was
        return Reading("planned", "actual", stage, "cancelled") if instrument else None
    if effect == "drop":
        return Reading("unclear", "actual", None, "cancelled") if instrument and rank(stage) > rank("planned") else None
    return None
