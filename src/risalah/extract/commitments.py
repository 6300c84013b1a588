"""Commitments of one article: candidates sentence by sentence, then one record for each commitment."""

from __future__ import annotations

from itertools import pairwise

from risalah.extract.candidates import Candidate
from risalah.extract.dates import due_of
from risalah.extract.instruments import Instrument, InstrumentFinder
from risalah.extract.merging import merge_candidates
from risalah.extract.parties import Cast, Named, find_agent, find_objects, find_subject, says_both, says_we
from risalah.extract.sectors import SectorReader
from risalah.extract.tokens import Clauses, ClauseSplitter, Lexicon
from risalah.extract.triggers import Trigger, TriggerFinder
from risalah.model.annotation import Annotated, Quote, Sentence, TimeMention
from risalah.model.codebook import INSTRUMENTS, rank
from risalah.model.record import Commitment, Party
from risalah.model.span import Span
from risalah.resources.grammar import Grammar
from risalah.resources.patterns import Cue, Patterns

_MAX_TITLE_WORDS = 14
_HISTORY_YEARS = 25  # a signature further back than this is history, not news of the register
_ONE_SIDED = frozenset({"pledge", "offer", "request", "aid", "action"})


class CommitmentExtractor:
    """Reads commitments by the pattern files of one language."""

    def __init__(self, patterns: Patterns) -> None:
        self._grammar = patterns.grammar
        self._splitter = ClauseSplitter(patterns.openers)
        self._instruments = InstrumentFinder(patterns)
        self._triggers = TriggerFinder(patterns)
        self._sectors = SectorReader(patterns)
        self._outcomes = Lexicon(dict(patterns.outcomes))
        self._horizons = Lexicon(dict(patterns.horizons))
        self._refine = Lexicon(dict(patterns.refine))
        self._conditions = frozenset(patterns.conditions)
        self._needed = {
            c.name: Lexicon(dict.fromkeys(c.needs_word, "word")) for c in patterns.cues.values() if c.needs_word
        }

    def extract(self, doc: Annotated) -> tuple[Commitment, ...]:
        """The commitments of an article, in text order, with ids c1, c2 ..."""
        cast = Cast(doc, self._grammar)
        found: list[Candidate] = []
        said: dict[int, Quote | None] = {}
        for sentence in doc.sentences:
            said[sentence.span.start] = _quote_at(doc, sentence)
            found += self._read(doc, cast, sentence, said[sentence.span.start], found)
        return merge_candidates(doc, cast, found)

    def read_sentence(self, doc: Annotated, sentence: Sentence) -> list[Trigger]:
        """The triggers of one sentence: what the pattern tests look at."""
        clauses = self._splitter.split(doc.article.text, sentence.span)
        return self._find(Cast(doc, self._grammar), clauses)[0]

    def _find(self, cast: Cast, clauses: Clauses) -> tuple[list[Trigger], list[Instrument]]:
        instruments = self._instruments.find(clauses)
        names: set[int] = set()
        for m in cast.within(clauses.span):
            if m.kind in ("person", "office", "organisation"):
                names.update(range(clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1) + 1))
        instruments = [i for i in instruments if i.head not in names]
        return self._triggers.find(clauses, instruments, names), instruments

    def _read(
        self, doc: Annotated, cast: Cast, sentence: Sentence, quote: Quote | None, earlier: list[Candidate]
    ) -> list[Candidate]:
        """The candidates of one sentence."""
        text = doc.article.text
        if text[sentence.span.start : sentence.span.end].rstrip("\"'”’ ").endswith("?"):
            return []  # a question claims nothing
        clauses = self._splitter.split(text, sentence.span)
        triggers, _ = self._find(cast, clauses)
        in_title = doc.article.blocks[sentence.block].kind == "title"
        out: list[Candidate] = []
        self._tell_outcome(doc, clauses, earlier)
        for trigger in triggers:
            roles = self._parties(cast, clauses, trigger, quote)
            if roles is None:
                continue
            for instrument in trigger.instruments or (None,):
                c = self._candidate(doc, clauses, trigger, instrument, roles, quote, in_title)
                named = any(c.title_span.overlaps(o.title_span) for o in out) if c and instrument is None else False
                if c is not None and not named:
                    out.append(c)
        return out

    def _parties(
        self, cast: Cast, clauses: Clauses, trigger: Trigger, quote: Quote | None
    ) -> tuple[list[Party], list[Span]] | None:
        """The parties with their roles and the words that name them; None where nobody who can bind a state acts."""
        cue = trigger.cue
        speaker = cast.party_of(quote.speaker) if quote else None
        names: list[Named]
        if trigger.voice == "passive" or (trigger.voice == "noun" and trigger.instruments):
            names = find_agent(cast, clauses, trigger.last)
            if not names and trigger.voice == "passive" and not trigger.instruments:
                names = self._givers(cast, clauses, trigger)
            with_, to, direct = find_objects(cast, clauses, trigger.last, trigger.stop)
            if trigger.voice == "noun":
                names = names or with_
        else:
            names = find_subject(cast, clauses, trigger.first, quote)
            with_, to, direct = find_objects(cast, clauses, trigger.last, trigger.stop)
        inside = [
            n
            for i in trigger.instruments
            for n in cast.named(clauses)
            if i.first <= n.first <= i.last or (trigger.voice != "active" and i.last < n.first < trigger.first)
        ]
        subject = _codes(names)
        own = says_we(cast, clauses, trigger.first) or (not subject and trigger.voice == "active")
        if not subject and own and speaker:
            subject = [speaker]
        both = says_both(cast, clauses.span) or (own and len(cast.pair) == 2 and speaker in cast.pair)
        symmetric = cue.roles == "both" or bool(trigger.instruments)
        if symmetric:
            others = [
                *inside,
                *with_,
                *(direct if cue.name in ("invite",) else []),
                *(to if cue.name == "invite" else []),
            ]
            codes = _merge(subject, _codes(others))
            if len(codes) < 2 and (both or not codes or codes[0] in cast.pair):
                codes = _merge(codes, list(cast.pair))
            parties = [Party(c, "party") for c in codes]
            used = [*names, *others]
        else:
            if not subject:
                if not (both and cast.pair and trigger.voice == "active"):
                    return None
                subject = list(cast.pair)
            other_names = [*to, *with_, *direct] if cue.name != "request" else [*direct, *to, *with_]
            others = other_names[:2]
            other = [c for c in _codes(others) if c not in subject]
            at_home = cue.name == "request" and subject == ["IDN"]
            if not other and not at_home and len(subject) == 1 and subject[0] in cast.pair:
                other = [c for c in cast.pair if c != subject[0]]
            if cue.name == "request" and other_names and not [c for c in _codes(other_names) if c not in subject]:
                return None  # a demand on the own side
            role = "addressee" if cue.name in ("request", "invite") else "beneficiary"
            parties = [Party(c, "committer") for c in subject] + [Party(c, role) for c in other]  # type: ignore[arg-type]
            used = [*names, *others]
        if cue.name == "invite" and not _codes(used[len(names) :]):
            return None
        if not _international(parties) and not (parties and self._abroad(cast, clauses, trigger)):
            return None
        return parties, [n.mention.span for n in used]

    def _givers(self, cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
        """Those whose goods a passive verb speaks of ("bantuan Indonesia itu diserahkan"), its agent being left out."""
        bounds = _passive_subject(clauses, trigger, self._grammar)
        return [
            n
            for n in cast.named(clauses)
            if bounds and bounds[0] <= n.first <= bounds[1] and n.before not in self._grammar.oblique
        ]

    def _has_word(self, doc: Annotated, clauses: Clauses, cue: Cue) -> bool:
        """Does the sentence hold an amount, or one of the words without which the trigger says too little?"""
        if any(clauses.span.contains(a.span) and (a.currency or a.unit != "percent") for a in doc.amounts):
            return True
        return bool(self._needed[cue.name].find(clauses.tokens))

    @staticmethod
    def _abroad(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
        """Is the act of a party to be done in another country ("membuka kedutaan besar di Suva")?"""
        if trigger.cue.object != "act":
            return False
        start = clauses.tokens[trigger.last].span.end
        places = [m for m in cast.within(clauses.span) if m.kind == "place" and m.span.start >= start]
        return any(m.actor and m.actor != "IDN" for m in places)

    def _candidate(
        self,
        doc: Annotated,
        clauses: Clauses,
        trigger: Trigger,
        instrument: Instrument | None,
        roles: tuple[list[Party], list[Span]],
        quote: Quote | None,
        in_title: bool,
    ) -> Candidate | None:
        text = doc.article.text
        cue = trigger.cue
        stop = min(trigger.stop, len(clauses.tokens))
        if cue.needs_word and not self._has_word(doc, clauses, cue):
            return None
        if instrument is not None:
            kind, title_span, first, last = instrument.kind, instrument.span, instrument.first, instrument.last
        else:
            bounds = _complement(clauses, trigger, stop, self._grammar)
            if bounds is None:
                return None
            first, last = bounds
            first, last = _trim(clauses, first, last, self._grammar)
            title_span = clauses.span_of(first, last)
            kind = self._refined(cue.name, cue.kind or "plan", clauses, first, last, doc, title_span)
        title = " ".join(text[title_span.start : title_span.end].split())
        if instrument is None and not self._grammar.content_words(title):
            return None  # "mengusulkan ini" names nothing
        sectors = (
            self._sectors.read(clauses, first, last)
            or self._sectors.read(clauses)
            or self._context(doc, clauses, quote)
        )
        parties, spans = roles
        if instrument is None and kind in _ONE_SIDED and all(p.role == "party" for p in parties) and len(parties) == 2:
            kind = kind if kind != "action" else "agreement_in_principle"
        out = Candidate(
            clauses=clauses,
            trigger=trigger,
            kind=kind,
            title=title,
            title_span=title_span,
            parties=parties,
            party_spans=spans,
            sectors=sectors,
            horizon="unstated",
            in_title=in_title,
            quote=quote,
            key=self._key(text, clauses, instrument, title),
            back=instrument is not None and instrument.back,
            general=instrument is not None and instrument.general,
            count=instrument.count if instrument else 1,
        )
        self._add_horizon(doc, out)
        self._add_amount(doc, out, stop)
        self._add_dates(doc, out)
        self._add_outcome(doc, out)
        self._add_conditions(out)
        return None if _is_history(doc, out) else out

    def _key(self, text: str, clauses: Clauses, instrument: Instrument | None, title: str) -> frozenset[str]:
        """The roots that tell the object from another: of an instrument, those after its head noun."""
        if instrument is None:
            return self._grammar.content_words(title)
        rest = (
            ""
            if instrument.last == instrument.head_last
            else text[clauses.tokens[instrument.head_last].span.end : instrument.span.end]
        )
        return self._grammar.content_words(rest)

    def _context(self, doc: Annotated, clauses: Clauses, quote: Quote | None) -> tuple[str, ...]:
        """The sectors of the quotation around the sentence, else of the two sentences before it in the body."""
        for q in quote.content if quote else ():
            if found := self._sectors.read(self._splitter.split(doc.article.text, q)):
                return found
        before = [
            s for s in doc.sentences if s.span.end <= clauses.span.start and doc.article.blocks[s.block].kind != "title"
        ][-2:]
        for s in reversed(before):
            if found := self._sectors.read(self._splitter.split(doc.article.text, s.span)):
                return found
        return ()

    def _refined(self, cue: str, kind: str, clauses: Clauses, first: int, last: int, doc: Annotated, span: Span) -> str:
        """The kind that the object makes of it: a pledge of goods is aid, a body to be set up a framework."""
        values = [p.value for p in self._refine.find(clauses.tokens[first : last + 1])]
        money = any(a.currency and span.overlaps(a.span) for a in doc.amounts)
        if cue == "pledge" and ("aid" in values or (money and "target" not in values)):
            return "aid"
        if cue == "agree" and "framework" in values[:1]:
            return "framework"
        if cue == "agree" and "target" in values:
            return "target"
        return kind

    def _add_horizon(self, doc: Annotated, c: Candidate) -> None:
        """The horizon that the sentence states; of an instrument also the nearest one in the same quotation."""
        rows = [c.clauses]
        if c.quote is not None and c.kind in INSTRUMENTS:
            rows += [self._splitter.split(doc.article.text, s) for s in c.quote.content if s.overlaps(c.clauses.span)]
        for clauses in rows:
            found = [(p.value, clauses.span_of(p.first, p.last)) for p in self._horizons.find(clauses.tokens)]
            if found:
                c.horizon, c.horizon_span = min(found, key=lambda f: abs(f[1].start - c.title_span.start))
                return

    def _add_amount(self, doc: Annotated, c: Candidate, stop: int) -> None:
        """The first amount after the trigger and before the next one; a target's may stand before."""
        end = c.clauses.tokens[stop - 1].span.end
        whole = c.kind == "target" or c.trigger.voice == "passive"
        start = c.clauses.span.start if whole else c.stage_span.start
        if c.trigger.reading.stage in ("signed", "ratified", "in_force") and c.kind not in ("contract",):
            start = c.title_span.start
            end = c.title_span.end
        here = [a for a in doc.amounts if start <= a.span.start < end]
        money = [a for a in here if a.currency]
        c.amount = (money or [a for a in here if a.unit and a.unit not in ("percent",)] or [None])[0]  # type: ignore[list-item]

    def _add_dates(self, doc: Annotated, c: Candidate) -> None:
        """Due date, period and date of signature, each from a time expression in the sentence."""
        inside = [t for t in doc.times if c.clauses.span.start <= t.span.start < c.clauses.span.end]
        published = doc.article.published[:10] if doc.article.published else None
        stage = c.trigger.reading.stage
        for t in inside:
            if t.when.raw.lower().startswith(tuple(self._grammar.periods)) or (
                t.when.precision == "period" and t.when.first and t.when.last and t.when.last.year > t.when.first.year
            ):
                if c.kind in ("plan", "agreement", "mou", "framework", "protocol", "treaty") and c.period is None:
                    c.period, c.period_span = t.when, t.span
                continue
            after = t.span.start >= c.stage_span.start
            if (stage == "signed" and c.signed_on is None and t.when.precision == "day") or (
                stage == "signed"
                and c.signed_on is None
                and after
                and t.when.last
                and published
                and t.when.last.isoformat() <= published
            ):
                c.signed_on, c.signed_span = t.when, t.span
            elif (
                c.due is None and after and rank(stage) < rank("signed") and _may_be_due(t, c, published, self._grammar)
            ):
                c.due, c.due_span = due_of(t.when), t.span

    def _add_outcome(self, doc: Annotated, c: Candidate) -> None:
        """The outcome that words of the sentence state (CODEBOOK section 2, rule 2)."""
        stage = c.trigger.reading.stage
        c.outcome = {"in_force": "in_progress", "implemented": "unknown", "suspended": "stalled"}.get(stage, "not_due")
        if c.kind not in ("target", "pledge", "aid", "plan", "agreement_in_principle", "request"):
            return
        own = c.clauses.tokens[c.trigger.first].clause
        for p in self._outcomes.find(c.clauses.tokens):
            if c.clauses.tokens[p.first].clause != own and (c.kind != "target" or p.first < c.trigger.first):
                continue
            span = c.clauses.span_of(p.first, p.last)
            said = doc.article.published[:10] if doc.article.published else None
            due = c.due or next((t.when for t in doc.times if c.clauses.span.start <= t.span.start < span.start), None)
            if p.value == "missed" and c.clauses.tokens[p.first].low in self._grammar.still:
                past = due is not None and due.last is not None and (said is None or due.last.isoformat() < said)
                c.outcome = "missed" if past else "not_due"
            elif p.value in ("met", "partly_met") and self._denied(c.clauses, p.first):
                continue
            elif c.kind in ("target", "pledge"):
                c.outcome = p.value
            else:
                continue
            c.outcome_span = span
            if c.due is None and due is not None and c.kind == "target":
                c.due = due
            return

    def _tell_outcome(self, doc: Annotated, clauses: Clauses, earlier: list[Candidate]) -> None:
        """ "Target itu tidak tercapai": the outcome of the target that an earlier sentence named."""
        words = [t.low for t in clauses.tokens]
        points = any(a == "target" and b in self._grammar.pointing for a, b in pairwise(words))
        target = next((c for c in reversed(earlier) if c.kind == "target" and c.outcome_span is None), None)
        if not points or target is None:
            return
        for p in self._outcomes.find(clauses.tokens):
            if p.value in ("met", "partly_met") and self._denied(clauses, p.first):
                continue
            if p.value == "missed" and clauses.tokens[p.first].low in self._grammar.still and not _is_over(doc, target):
                continue
            target.outcome, target.outcome_span = p.value, clauses.span_of(p.first, p.last)
            target.outcome_sentence = clauses.span
            return

    def _denied(self, clauses: Clauses, at: int) -> bool:
        """Does a word before token `at` take back that something was met?"""
        clause = clauses.tokens[at].clause
        return any(t.low in self._grammar.weakens for t in clauses.tokens[:at] if t.clause == clause)

    def _add_conditions(self, c: Candidate) -> None:
        for n, opener in enumerate(c.clauses.openers):
            if opener in self._conditions - self._grammar.not_conditions:
                row = list(c.clauses.in_clause(n))
                if row and not row[0] <= c.trigger.first <= row[-1]:
                    c.conditions = c.clauses.span_of(row[0], row[-1])
                    return


def _quote_at(doc: Annotated, sentence: Sentence) -> Quote | None:
    """The quotation whose content holds most of the sentence or a part of it, the longest overlap first."""
    best, size = None, 0
    for q in doc.quotes:
        for s in q.content:
            n = min(s.end, sentence.span.end) - max(s.start, sentence.span.start)
            if n > size:
                best, size = q, n
    return best


def _complement(clauses: Clauses, trigger: Trigger, stop: int, grammar: Grammar) -> tuple[int, int] | None:
    """The tokens that say what is undertaken: from the trigger to the end of its clause; None where nothing is said."""
    tokens = clauses.tokens
    clause = tokens[trigger.last].clause
    if trigger.cue.name in ("plan", "target"):
        first = trigger.first if tokens[trigger.first].low not in grammar.intends else trigger.first + 1
        last = trigger.last
    elif trigger.voice == "passive":
        return _passive_subject(clauses, trigger, grammar)
    else:
        first = trigger.last + 1
        last = trigger.last
    while first < len(tokens) and tokens[first].low in grammar.leads:
        first += 1
    i = max(first, last)
    while (
        i < min(len(tokens), first + _MAX_TITLE_WORDS)
        and tokens[i].clause == clause
        and (tokens[i].low[0].isalnum() or tokens[i].low in "-–/")
    ):
        last = i
        i += 1
    return (first, last) if first <= last and last > trigger.last - 1 and first < len(tokens) else None


def _trim(clauses: Clauses, first: int, last: int, grammar: Grammar) -> tuple[int, int]:
    """The same without function words and marks at its ends (at least one token is left)."""
    loose = grammar.oblique | grammar.and_ | grammar.leads | grammar.pointing
    while first < last and (clauses.tokens[first].low in loose or not clauses.tokens[first].low[0].isalnum()):
        first += 1
    while last > first and (clauses.tokens[last].low in loose or not clauses.tokens[last].low[0].isalnum()):
        last -= 1
    return first, last


def _passive_subject(clauses: Clauses, trigger: Trigger, grammar: Grammar) -> tuple[int, int] | None:
    """The subject before a passive verb; of a relative clause ("kuota yang disepakati") the noun phrase before it."""
    tokens = clauses.tokens
    clause = tokens[trigger.first].clause
    row = [i for i in clauses.in_clause(clause) if i < trigger.first]
    if clauses.openers[clause] in grammar.relative:
        end = clauses.first_of(clause) - 1
        before = tokens[end].clause if end >= 0 else -1
        row = [i for i in range(max(0, end - 7), end + 1) if tokens[i].clause == before]
    elif not row:
        return None
    while row and not tokens[row[-1]].low[0].isalnum():
        row.pop()
    # "menyampaikan terima kasih atas 12 ton obat-obatan yang dikirim": the noun phrase begins after the preposition.
    cuts = [k for k, i in enumerate(row[:-1]) if tokens[i].low in grammar.oblique]
    row = row[cuts[-1] + 1 :] if cuts and clauses.openers[clause] in grammar.relative else row
    return (max(row[0], row[-1] - _MAX_TITLE_WORDS), row[-1]) if row else None


def _codes(names: list[Named]) -> list[str]:
    """The parties of some names, each once, in order."""
    return _merge([p for n in names for p in n.parties], [])


def _merge(a: list[str], b: list[str]) -> list[str]:
    """Both lists, each value once, in order."""
    return list(dict.fromkeys([*a, *b]))


def _international(parties: list[Party]) -> bool:
    """Is a state other than Indonesia alone, or an international organisation, among them?"""
    codes = {p.actor for p in parties if p.actor.isupper()}
    return bool(codes - {"IDN"})


def _may_be_due(t: TimeMention, c: Candidate, published: str | None, grammar: Grammar) -> bool:
    """May this time be when the commitment falls due? The future, or any year that a target names."""
    if t.when.last is None:
        return False
    if c.kind == "target":
        return True
    if c.kind not in ("pledge", "offer", "plan", "aid", "action", "agreement_in_principle", "target", "request", *()):
        return c.trigger.reading.expected is not None and (published is None or t.when.last.isoformat() > published)
    return (published is not None and t.when.last.isoformat() > published) or (
        published is None and any(w in t.when.raw.lower() for w in grammar.coming)
    )


def _is_over(doc: Annotated, c: Candidate) -> bool:
    """Had the day on which it was due passed when the page was published?"""
    said = doc.article.published[:10] if doc.article.published else None
    return c.due is not None and c.due.last is not None and (said is None or c.due.last.isoformat() < said)


def _is_history(doc: Annotated, c: Candidate) -> bool:
    """Is it about a signature of long ago ("pada 17 Januari 1948")?"""
    years = [
        t.when.last.year
        for t in doc.times
        if t.when.last
        and c.clauses.span.start <= t.span.start < c.clauses.span.end
        and t.span.start > c.stage_span.start
    ]
    now = int(doc.article.published[:4]) if doc.article.published else None
    return bool(years) and max(years) < (now - _HISTORY_YEARS if now else 1990)
