"""Meetings of one article: who met whom, when and where, and whether it has been held."""

from __future__ import annotations

from risalah.extract.dates import said_on
from risalah.extract.encounters import Encounter, is_ahead, is_enough, is_past, is_same, place_in
from risalah.extract.governors import GovernorReader
from risalah.extract.parties import Cast
from risalah.extract.sectors import SectorReader
from risalah.extract.tokens import Clauses, ClauseSplitter, Lexicon, Phrase
from risalah.model.annotation import Annotated, Mention, Sentence
from risalah.model.record import Evidence, Meeting, Participant, Place
from risalah.model.span import Span
from risalah.model.when import When
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.patterns import Patterns

_REACH = 26  # words to the right of a trigger within which its people stand
_NOUN_REACH = 7  # words between a noun of meeting, or the person before, and "dengan"
_SUBJECT_REACH = 14  # and to the left


class MeetingExtractor:
    """Reads meetings by the pattern files of one language."""

    def __init__(self, encounters: EncounterPatterns, patterns: Patterns) -> None:
        self._triggers = Lexicon(dict(encounters.triggers))
        self._not_before = Lexicon(dict.fromkeys(encounters.not_before, "no"))
        self._background = Lexicon(dict.fromkeys(encounters.background, "background"))
        self._absent = Lexicon(dict.fromkeys(encounters.absent, "absent"))
        self._back = Lexicon(dict.fromkeys(encounters.back, "back"))
        self._remote = Lexicon(dict.fromkeys(encounters.remote, "remote"))
        self._statuses = Lexicon(dict(encounters.statuses))
        self._splitter = ClauseSplitter(patterns.openers)
        self._governors = GovernorReader(patterns)
        self._grammar = patterns.grammar
        self._aside = patterns.grammar.oblique | patterns.grammar.reported
        self._sectors = SectorReader(patterns)

    def extract(self, doc: Annotated) -> tuple[Meeting, ...]:
        """The meetings of an article in text order, with ids m1, m2 ..."""
        cast = Cast(doc, self._grammar)
        groups: list[list[Encounter]] = []
        titles: list[Encounter] = []
        for sentence in doc.sentences:
            for e in self._read(doc, cast, sentence):
                if e.in_title:
                    titles.append(e)
                else:
                    place_in(groups, e)
        for e in titles:
            if any(is_same(g, e) for g in groups):
                place_in(groups, e)
        groups = [g for g in groups if is_enough(g, cast.pair)]
        return tuple(self._meeting(doc, cast, g, n) for n, g in enumerate(groups, 1))

    def _read(self, doc: Annotated, cast: Cast, sentence: Sentence) -> list[Encounter]:
        text = doc.article.text
        if text[sentence.span.start : sentence.span.end].rstrip("\"'”’ ").endswith("?"):
            return []
        clauses = self._splitter.split(text, sentence.span)
        mentions = _outer(cast.within(sentence.span))
        names = {
            k
            for m in mentions
            if m.kind in ("person", "office")
            for k in range(clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1) + 1)
        }
        out: list[Encounter] = []
        for hit in self._triggers.find(clauses.tokens):
            if hit.first in names:
                continue
            nxt = hit.last + 1
            if nxt < len(clauses.tokens) and self._not_before.at(clauses.tokens, nxt):
                continue
            e = self._encounter(doc, cast, clauses, hit, mentions)
            if e is not None:
                e.in_title = doc.article.blocks[sentence.block].kind == "title"
                out.append(e)
        return out

    def _encounter(
        self, doc: Annotated, cast: Cast, clauses: Clauses, hit: Phrase, mentions: list[Mention]
    ) -> Encounter | None:
        kind, _, voice = hit.value.partition("|")
        clause_words = clauses.tokens[hit.first : hit.last + 14]
        if kind == "meeting" and self._remote.find(clause_words):
            kind = "call"
        governed = self._governors.govern(
            clauses, hit.first, hit.last, "noun" if voice == "noun" else "active", self._inside(clauses, mentions)
        )
        effect = governed.effect
        if effect in ("deny", "rumour", "refuse", "condition", "not_yet") and voice != "noun":
            return None
        status = "planned" if effect in ("plan", "hope", "possible", "propose") else "held"
        span = (
            clauses.span_of(governed.phrases[0].first, governed.phrases[0].last)
            if governed.phrases and status == "planned"
            else None
        )
        if status == "held":
            relative = self._relative_plan(clauses, hit)
            if relative:
                status, span = "planned", relative
        changed = self._changed(clauses, hit)
        if changed:
            # "akan berkunjung pada 26 Januari, setelah lawatan itu tertunda": a new plan stands.
            apart = (
                status == "planned"
                and clauses.tokens[clauses.index_at(changed[1].start)].clause != clauses.tokens[hit.first].clause
            )
            status, span = ("rescheduled" if apart else changed[0]), changed[1]
        e = Encounter(clauses, hit, kind, voice, status, status_span=span)
        after = hit.last + 1
        e.back = voice == "noun" and after < len(clauses.tokens) and self._back.at(clauses.tokens, after) is not None
        self._add_people(cast, e, mentions)
        self._add_time(doc, e)
        if e.status == "held" and is_ahead(doc, e):
            e.status, e.status_span = "planned", e.when.span if e.when else None
        e.background = any(p.first < hit.first for p in self._background.find(clauses.tokens)) or is_past(doc, e)
        if (
            kind == "visit"
            and voice == "verb"
            and not (e.people and (e.place or len(e.people) > 1 or len(e.parties) > 1))
        ):
            return None
        if voice == "talk" and len({cast.party_of(a) for a in e.people}) < 2:
            return None
        return e

    @staticmethod
    def _inside(clauses: Clauses, mentions: list[Mention]) -> set[int]:
        return {
            k for m in mentions for k in range(clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1) + 1)
        }

    def _relative_plan(self, clauses: Clauses, hit: Phrase) -> Span | None:
        """A plan in the relative clause after the noun ("..., yang direncanakan akan digelar petang nanti")."""
        own = clauses.tokens[hit.first].clause
        for n in range(own + 1, min(own + 4, len(clauses.openers))):
            if clauses.openers[n] in "-–—":
                continue  # a dash inside a name: "kemitraan ASEAN - Rusia, yang ..."
            if clauses.openers[n] not in self._grammar.relative:
                return None
            row = list(clauses.in_clause(n))
            g = self._governors.govern(clauses, row[-1], row[-1], "active", ()) if row else None
            if g and g.effect in ("plan", "hope", "possible") and g.phrases:
                return clauses.span_of(g.phrases[0].first, g.phrases[0].last)
        return None

    def _changed(self, clauses: Clauses, hit: Phrase) -> tuple[str, Span] | None:
        """Postponed, cancelled or rescheduled, where the sentence says so of this encounter."""
        for p in self._statuses.find(clauses.tokens):
            before = clauses.tokens[p.first - 1].low if p.first else ""
            if before in self._grammar.undoes_change or abs(p.first - hit.last) > _REACH:
                continue
            return p.value, clauses.span_of(p.first, p.last)
        return None

    def _add_people(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> None:
        """Persons and offices on both sides of the trigger, the parties they stand for, and the place."""
        g = self._grammar
        tokens = e.clauses.tokens
        accepted = -10  # the last token of the person taken last: "A, B dan C" are taken together
        subjects: list[Mention] = []
        possessor = False
        for m in mentions:
            first = e.clauses.index_at(m.span.start)
            last = e.clauses.index_at(m.span.end - 1)
            before = tokens[first - 1].low if first else ""
            right = e.hit.last < first <= e.hit.last + _REACH
            left = e.hit.first - _SUBJECT_REACH <= first < e.hit.first
            if any(self._absent.at(tokens, k) for k in range(max(0, first - 2), first)):
                continue
            if m.kind in ("person", "office") and (m.actor or m.members):
                if not right:
                    if first < e.hit.first and before not in self._aside:
                        subjects = [*subjects, m] if subjects and before in g.joins else [m]
                    elif left and before in g.joins and subjects:
                        subjects.append(m)
                    continue
                near = first - e.hit.last
                joined = before in g.joins and first - accepted <= 3
                direct = e.voice != "talk" and near <= 4 and before not in self._aside
                beside = before in g.beside and (e.voice != "noun" or first - max(accepted, e.hit.last) <= _NOUN_REACH)
                if not (joined or direct or beside):
                    continue
                if tokens[first].clause > tokens[e.hit.last].clause + 1 and not joined:
                    continue
                possessor = possessor or (direct and e.voice == "noun")
                accepted = last
                self._add_person(
                    cast, e, m, "host" if before in g.beside and e.kind == "visit" else self._role(e, left=False)
                )
            elif m.kind == "place" or (m.kind == "state" and before in g.place):
                if right and e.place is None and before in (*g.place, ""):
                    name = cast.doc.article.text[m.span.start : m.span.end]
                    e.place = (Place(name, m.actor), m.span)
                    if m.actor and e.kind in ("visit", "inspection"):
                        e.parties.setdefault(m.actor, m.span)
            elif m.kind in ("state", "organisation") and not m.metonym:
                near_right = right and first - e.hit.last <= 9
                if before in g.source or not (near_right or (left and e.voice != "noun")):
                    continue
                for party in cast.parties(m):
                    if party.isupper():
                        e.parties.setdefault(party, m.span)
        if e.voice != "noun" or not possessor:
            if not subjects and e.people:
                clause = tokens[e.hit.last].clause
                subjects = [
                    m
                    for m in mentions
                    if tokens[e.clauses.index_at(m.span.start)].clause == clause + 1 and m.kind == "person"
                ][:1]
            if e.voice != "noun" or e.people or e.place:
                for m in subjects:
                    self._add_person(cast, e, m, self._role(e, left=True))

    @staticmethod
    def _add_person(cast: Cast, e: Encounter, m: Mention, role: str) -> None:
        for actor in m.members or (m.actor or "",):
            e.people.setdefault(actor, (role, m.span))
            party = cast.party_of(actor)
            if party and party.isupper():
                e.parties.setdefault(party, m.span)

    def _role(self, e: Encounter, *, left: bool) -> str:
        if e.clauses.tokens[e.hit.first].low in self._grammar.hosts:
            return "host" if left else "visitor"
        return "visitor" if e.kind in ("visit", "inspection") else "participant"

    def _add_time(self, doc: Annotated, e: Encounter) -> None:
        """The time expression of the sentence that is nearest to the trigger, those after it first."""
        here = list(doc.times_in(e.clauses.span))
        if e.status == "planned":
            # The day on which it was said is not the day of what is still to come.
            now = said_on(doc)
            here = [t for t in here if now is None or t.when != now]
        here = [t for t in here if t.when.precision in ("day", "month") or (t.when.first and t.when.last)]
        here = [
            t
            for t in here
            if t.when.precision != "period" or (t.when.last and t.when.first and (t.when.last - t.when.first).days < 40)
        ]
        if here:
            at = e.clauses.tokens[e.hit.first].span.start
            e.when = min(here, key=lambda t: abs(t.span.start - at) - (40 if t.span.start > at else 0))

    def _meeting(self, doc: Annotated, cast: Cast, group: list[Encounter], n: int) -> Meeting:
        text = doc.article.text
        lead = next((e for e in group if not e.in_title), group[0])
        people: dict[str, tuple[str, Span]] = {}
        parties: dict[str, Span | None] = {}
        for e in group:
            if e.in_title:
                continue
            for a, v in e.people.items():
                people.setdefault(a, v)
            for p, s in e.parties.items():
                parties.setdefault(p, s)
        if len(parties) == 1 and len(cast.pair) == 2 and set(parties) < set(cast.pair):
            for p in cast.pair:
                parties.setdefault(p, None)
        told = [e for e in group if not e.back and not e.in_title] or [lead]
        status_row = next((e for e in told if e.status in ("postponed", "cancelled", "rescheduled")), None) or next(
            (e for e in told if e.status == "held"), told[0]
        )
        timed = next((e for e in group if e.when is not None), None)
        placed = next((e for e in group if e.place is not None), None)
        topics = self._sectors.read(lead.clauses)
        kinds = [e.kind for e in group if e.kind != "meeting" or e.voice != "talk"]
        evidence: list[Evidence] = []
        for e in group:
            sentence = e.clauses.span
            span = e.clauses.span_of(e.hit.first, e.hit.last)
            evidence.append(Evidence.cut(text, "kind", span, sentence=sentence, rule=f"{e.kind}|{e.voice}"))
            evidence.append(Evidence.cut(text, "sentence", sentence, sentence=sentence))
            if e.status_span is not None:
                evidence.append(Evidence.cut(text, "status", e.status_span, sentence=sentence, rule=e.status))
            for _, (_, s) in e.people.items():
                evidence.append(Evidence.cut(text, "participants", s, sentence=sentence))
            for s2 in e.parties.values():
                if s2 is not None:
                    evidence.append(Evidence.cut(text, "parties", s2, sentence=sentence))
        if timed and timed.when:
            evidence.append(Evidence.cut(text, "when", timed.when.span, sentence=timed.clauses.span))
        if placed and placed.place:
            evidence.append(Evidence.cut(text, "place", placed.place[1], sentence=placed.clauses.span))
        when: When | None = timed.when.when if timed and timed.when else None
        status = status_row.status
        return Meeting(
            id=f"m{n}",
            kind=(kinds[0] if kinds else lead.kind),  # type: ignore[arg-type]
            status=status,  # type: ignore[arg-type]
            participants=tuple(Participant(a, r) for a, (r, _) in people.items()),  # type: ignore[arg-type]
            parties=tuple(parties),
            setting="remote"
            if lead.kind == "call"
            else "multilateral"
            if len(parties) > 2 or lead.kind == "summit"
            else "bilateral",
            when=when if status != "postponed" else None,
            previous=(when,) if status == "postponed" and when else (),
            place=placed.place[0] if placed and placed.place else None,
            topics=topics,
            background=all(e.background for e in group),
            evidence=tuple(dict.fromkeys(evidence)),
        )


def _outer(mentions: list[Mention]) -> list[Mention]:
    """The mentions that stand in no other one."""
    out: list[Mention] = []
    for m in mentions:
        if out and out[-1].span.contains(m.span) and out[-1].span != m.span:
            continue
        out.append(m)
    return out
