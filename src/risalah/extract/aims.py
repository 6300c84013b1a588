"""What a trigger is about, where it is an instrument: the nearest on its object side, with those joined or listed."""

from __future__ import annotations

from itertools import pairwise

from risalah.extract.instruments import Instrument
from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.codebook import rank
from risalah.resources.patterns import Cue, Patterns, Voice

_ALSO = 3  # words between "juga" and its verb
_AGENT, _AGENT_FAR = 4, 9  # words between "oleh" and an instrument inside its phrase, without and with a bracket


class AimFinder:
    """Finds the instruments that a trigger is about."""

    def __init__(self, patterns: Patterns) -> None:
        self._grammar = patterns.grammar
        self._conditions = frozenset(patterns.conditions)
        self._lists = Lexicon(dict.fromkeys(patterns.lists, "list"))

    def find(
        self, clauses: Clauses, hit: Phrase, voice: Voice, instruments: list[Instrument], cue: Cue
    ) -> list[Instrument]:
        """The instruments that it is about: the nearest on its object side, with those coordinated or listed."""
        if cue.object == "act" and rank(cue.stage) >= rank("signed"):
            return []  # "bertukar tahanan, menurut pernyataan bersama": what is done is the act
        tokens = clauses.tokens
        clause = tokens[hit.first].clause
        right = [i for i in instruments if i.first > hit.last or (hit.first <= i.head <= hit.last < i.last)]
        if cue.object == "act":
            right = [i for i in right if i.first > hit.last]  # "mengirim nota diplomatik" is no exchange of notes
        left = [i for i in instruments if i.last < hit.first]
        far = 4 if cue.object in ("any", "act") else 12
        chosen: Instrument | None = None
        if voice == "passive":
            same = [i for i in left if tokens[i.head].clause == clause and not self._is_agent(clauses, i)]
            if same:
                chosen = same[0] if not same[0].back and len(same) > 1 and self._joined(clauses, same) else same[-1]
            elif clause and cue.object != "act" and (told := self._told_before(clauses, left)):
                chosen = told if self._reaches(clauses, told, clause) else None
            if chosen is None and right and right[0].first - hit.last <= 4 and not self._is_agent(clauses, right[0]):
                chosen = right[0]
        else:
            near = [i for i in right if i.first - hit.last <= far]
            # "akan mengirim dokter sebelum MoU berlaku", "siap menjadi tuan rumah jika naskahnya beres": not the text
            after = clauses.openers[clause + 1] if clause + 1 < len(clauses.openers) else ""
            # "membahas apakah MoU itu perlu diubah": the MoU is discussed
            depends = cue.stage != "raised" and after in self._conditions
            next_too = clause if cue.open_verb or depends else clause + 1
            ok = [i for i in near if tokens[i.head].clause in (clause, next_too)]
            chosen = ok[0] if ok else None
            if chosen is None and voice == "noun" and left and tokens[left[-1].head].clause == clause:
                chosen = left[-1]
        if chosen is None:
            return []
        if (chosen.general or chosen.count != 1) and (listed := self._listed(clauses, instruments, chosen)):
            return listed
        commas = self._grammar.and_ | {","}
        out = [chosen]
        if (first := self._besides(clauses, instruments, hit)) is not None:
            out.insert(0, first)
        for i in instruments:
            if not 0 < i.first - out[-1].last <= 3:
                continue
            gap = {t.low for t in tokens[out[-1].last + 1 : i.first]}
            if gap & commas and gap <= commas | self._grammar.one:
                out.append(i)
        while voice == "active" and len(out) > 1 and self._begins_clause(clauses, out[-1]):
            out.pop()  # "menandatangani perjanjian A dan nota kesepahaman B akan diteken": B has a verb of its own
        return out

    def _besides(self, clauses: Clauses, instruments: list[Instrument], hit: Phrase) -> Instrument | None:
        """The instrument of "selain perjanjian dagang, kedua negara juga menandatangani ..."."""
        tokens = clauses.tokens
        opened = tokens[0].low in self._grammar.besides and tokens[hit.first].clause > 0
        also = any(t.low in self._grammar.also for t in tokens[max(0, hit.first - _ALSO) : hit.first])
        rows = [i for i in instruments if i.first == 1 and tokens[i.last].clause == 0]
        rows = [i for i in rows if tokens[i.last + 1].low not in self._grammar.pointing]
        return rows[0] if opened and also and rows else None

    def _begins_clause(self, clauses: Clauses, i: Instrument) -> bool:
        """Does a word that only stands before a verb follow the instrument ("akan", "belum", "masih")?"""
        after = clauses.tokens[i.last + 1 : i.last + 2]
        g = self._grammar
        return any(t.low in g.intends | g.still | (g.adverbs - g.besides) for t in after)

    def _told_before(self, clauses: Clauses, left: list[Instrument]) -> Instrument | None:
        """The last instrument that is no short name in brackets ("oleh konferensi Perjanjian A (PA)") and no agent."""
        rows = [i for i in left if clauses.openers[clauses.tokens[i.head].clause] != "("] or left
        return rows[-1] if rows and not self._is_agent(clauses, rows[-1]) else None

    def _is_agent(self, clauses: Clauses, i: Instrument) -> bool:
        """Does the instrument stand in an agent phrase ("disahkan oleh konferensi perjanjian itu")?"""
        clause = clauses.tokens[i.first].clause
        inside = clauses.openers[clause] == "("  # "oleh konferensi kajian perjanjian nuklir (NPT)"
        near = range(max(0, i.first - (_AGENT_FAR if inside else _AGENT)), i.first)
        return any(
            clauses.tokens[k].low in self._grammar.agent and (inside or clauses.tokens[k].clause == clause)
            for k in near
        )

    def _reaches(self, clauses: Clauses, i: Instrument, clause: int) -> bool:
        """May a verb of `clause` be about an instrument before that clause?

        Not where another relative clause stands between: in "naskah yang dipakai tim soal tarif yang diberlakukan"
        the tariff is in force.
        """
        own = clauses.tokens[i.head].clause
        between = clauses.openers[own + 1 : clause]
        if clauses.openers[clause] not in self._grammar.relative:
            return True
        start = clauses.first_of(clause)
        if any(t.low in self._grammar.reported for t in clauses.tokens[i.last + 1 : start]):
            return False  # "... perjanjian itu," kata pernyataan yang dirilis: not the treaty
        if any(t.low in self._grammar.contains for t in clauses.tokens[i.last + 1 : start]):
            return False  # "perjanjian itu memuat aturan kapal yang sudah berlaku": the rule is in force
        return not any(o in self._grammar.relative for o in between)

    def _joined(self, clauses: Clauses, row: list[Instrument]) -> bool:
        """Are the instruments of `row` joined to each other by a conjunction or a comma?"""
        commas = self._grammar.and_ | {","}
        return all(
            any(t.low in commas for t in clauses.tokens[a.last + 1 : b.first]) and b.first - a.last <= 3
            for a, b in pairwise(row)
        )

    def _listed(self, clauses: Clauses, instruments: list[Instrument], chosen: Instrument) -> list[Instrument]:
        """The instruments that a list after `chosen` names ("dua dokumen, yakni A dan B")."""
        marks = [p.first for p in self._lists.find(clauses.tokens) if p.first > chosen.last]
        return [i for i in instruments if marks and i.first > marks[0] and not i.back]
