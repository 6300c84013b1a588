"""One record for each commitment of an article: candidates that name the same object are put together."""

from __future__ import annotations

from dataclasses import replace

from risalah.extract.alternatives import weigh
from risalah.extract.candidates import Candidate, alike
from risalah.extract.dates import said_on
from risalah.extract.retellings import find_retold
from risalah.model.annotation import Annotated
from risalah.model.codebook import INSTRUMENTS, LADDER, rank
from risalah.model.record import Commitment, Evidence, Party
from risalah.model.span import Span
from risalah.resources.grammar import Grammar

_SAME_OBJECT = 0.6  # share of the smaller title's roots; set on the founding articles, checked on own sentences
_SHORT = 3  # words of an object that may name nothing
_LOOK_BACK = 200  # groups: no article tells of more commitments at once, and a page of a megabyte must not take hours
_LONG_TITLE = 6  # roots: a title of so many is no bare noun
_HEAD_WORDS = 4  # of a long title, among which the noun stands that a bare one goes back to
_AHEAD_KINDS = frozenset({"offer", "pledge", "plan"})  # of one thing at several stages, the furthest says which it is
_CALLS = frozenset({"requested", "offered"})  # what each one does for himself
_PAIR = 2  # parties of an agreement between two
_GENERIC = frozenset({"agreement", "treaty", "framework", "contract", "protocol"})


def merge_candidates(
    doc: Annotated, found: list[Candidate], grammar: Grammar, empty: frozenset[str] = frozenset()
) -> tuple[Commitment, ...]:
    """The records of an article. A headline supports a record of the body and makes none of its own."""
    groups: list[Candidate] = []
    for c in [c for c in found if not c.in_title]:
        homes = _answered(groups, c) or _homes(groups, c) or find_retold(groups, c, grammar)
        if homes:
            for g in homes:
                g.more.append(c)
        elif not _names_nothing(c, empty):
            if c.earlier and not c.parties and (after := [g for g in groups if g.kind in INSTRUMENTS][-1:]):
                c.parties, c.party_spans = list(after[0].parties), list(after[0].party_spans)
            groups.append(c)
    for c in [c for c in found if c.in_title]:
        for g in _homes(groups, c)[:1]:
            g.more.append(c)
    places = grammar.place | grammar.source
    return tuple(_record(doc, g, n, places) for n, g in enumerate(groups, 1))


def drop_spent(found: list[Candidate]) -> list[Candidate]:
    """Without those that only count the instruments that a list names one by one."""
    spent = [c for c in found if c.spent]
    if not spent:
        return found
    kinds = {c.kind for c in spent} | {c.kind for c in found if c.point is not None}
    return [
        c for c in found if not (c.spent or (c.count != 1 and c.point is None and c.kind in kinds and not c.in_title))
    ]


def _answered(groups: list[Candidate], c: Candidate) -> list[Candidate]:
    """The group of the request or offer that the candidate answers."""
    return [g for g in groups[-_LOOK_BACK:] if c.answers is not None and any(x is c.answers for x in (g, *g.more))][-1:]


def _homes(groups: list[Candidate], c: Candidate) -> list[Candidate]:
    """The groups that the candidate belongs to: the same object, or what "perjanjian itu" goes back to."""
    instrument = c.kind in INSTRUMENTS
    same = [
        g
        for g in groups[-_LOOK_BACK:]
        if (g.kind in INSTRUMENTS) == instrument
        and not _calls_apart(g, c)
        and _kinds_fit(g, c)
        and _parties_fit(g, c)
        and g.earlier == c.earlier
    ]
    if c.back and not (instrument and (c.trigger.instruments or c.point)):
        # "bantuan itu diserahkan": the last one of the same parties whose object holds the same word
        word, own = _head(c), {p.actor for p in c.parties}
        near = [g for g in groups[-_LOOK_BACK:] if not g.trigger.instruments and word in _words(g)]
        near = [g for g in near if g.kind != "request" or c.kind != "aid"]  # what is asked for is not what has come
        fit = [g for g in near if not own or own & {p.actor for p in g.parties}]
        last = groups[-1:] if near and near[-1] is groups[-1] else []  # "Hibah itu disalurkan lewat PBB"
        return fit[-1:] or last
    if c.back:
        back = [g for g in same if not g.general or g.key] or [g for g in same if _tells_alike(g, c)]
        if c.trigger.cue.stage in ("agreed", "signed", "ratified"):
            back = [g for g in back if not _is_bare_plan(g)]  # "kesepakatan itu dicapai" is not what one side will do
        ahead = c.trigger.cue.stage == "agreed" and all(_is_ahead(g) for g in back)
        if ahead and (told := _agreed_before(groups, c)):
            return told
        if rank(c.trigger.reading.stage) >= rank("signed") and not c.in_title:
            # What has been signed is not what the same page says will be, where it names another.
            back = [g for g in back if not _is_ahead(g)] or back
        near = [g for g in back if not c.key or alike(g.key, c.key) >= _SAME_OBJECT] or (
            back if not c.key - {"draf", "draft"} else []
        )
        if not near and rank(c.trigger.reading.stage) >= rank("signed"):
            near = [g for g in back if _is_signed_alike(g, c)]  # "... menandatangani perjanjian. Perjanjian dagang itu"
        if not near:
            return _undertaking_before(groups, c)
        return near[-c.count :] if c.count > 1 else near[-1:]
    # Two triggers in one sentence are two statements, unless they are of one instrument.
    if not instrument:
        same = [g for g in same if g.clauses.span != c.clauses.span and g.trigger.cue.roles == c.trigger.cue.roles]
        same = [g for g in same if _claims_like(g, c) and _committers_fit(g, c) and c.further <= g.further]
        return [g for g in same if _is_one_object(g, c) or _is_one_aid(g, c)][:1]
    hits = [g for g in same if alike(g.key, c.key) >= _SAME_OBJECT]
    to_sign = {"agreed", "signed"} & {c.trigger.reading.stage, c.trigger.reading.expected}
    if not hits and c.point is None and (to_sign or rank(c.trigger.reading.stage) >= rank("signed")):
        hits = [g for g in same if _is_signed_alike(g, c)][-1:]
    if c.point is not None:
        return [g for g in hits if g.key == c.key][:1]  # the points of a list differ by a word or two
    if not hits and c.clauses.span in [g.clauses.span for g in same]:
        hits = [g for g in same if g.clauses.span == c.clauses.span and g.title_span == c.title_span]
    return hits[:1]


def _is_signed_alike(g: Candidate, c: Candidate) -> bool:
    """Is it one signing told twice, once without saying of what: the same parties and number, and no second date?"""
    same = {p.actor for p in g.parties} == {p.actor for p in c.parties} and g.trigger.reading == c.trigger.reading
    dates = [(x.signed_on.first, x.signed_on.last) for x in (g, c) if x.signed_on is not None]
    bare = (g.count == c.count and (not g.key or not c.key or g.count > 1)) or any(
        not x.key and x.count == 1 for x in (g, c)
    )
    return same and bare and not (g.added or c.added) and len(set(dates)) < 2 and g.clauses.span != c.clauses.span


def _tells_alike(g: Candidate, c: Candidate) -> bool:
    """Is "dokumen itu telah ditandatangani" told a second time of the same parties?"""
    return g.trigger.reading == c.trigger.reading and {p.actor for p in g.parties} == {p.actor for p in c.parties}


def _is_bare_plan(g: Candidate) -> bool:
    """Is it what somebody will do, and no plan on paper?"""
    return g.kind == "plan" and not g.trigger.instruments and g.trigger.reading.stage != "agreed"


def _undertaking_before(groups: list[Candidate], c: Candidate) -> list[Candidate]:
    """What "kesepakatan itu tercapai" goes back to where no instrument was named: the undertaking told last."""
    told = c.kind == "agreement" and not c.key and c.trigger.reading.stage == "agreed"
    last = groups[-1:] if told else []
    return [g for g in last if g.trigger.reading.stage in ("agreed", "pledged") and _share_party(g, c)]


def _agreed_before(groups: list[Candidate], c: Candidate) -> list[Candidate]:
    """The last thing that the same parties agreed on, where "kesepakatan itu" names none itself."""
    rows = [g for g in groups if g.trigger.reading.stage == "agreed" and _share_party(g, c)]
    return rows[-1:] if c.kind == "agreement" and not c.key else []


def _states(actors: set[str]) -> int:
    """The number of states and organisations of states among the actors."""
    return sum(a.isupper() for a in actors)


def _share_party(g: Candidate, c: Candidate) -> bool:
    return bool({p.actor for p in g.parties} & {p.actor for p in c.parties})


def _claims_like(g: Candidate, c: Candidate) -> bool:
    """Is it the same claim: of triggers of one stage, or read alike ("akan resmi bergabung", "akan bergabung")?"""
    if g.trigger.cue.stage == c.trigger.cue.stage or g.trigger.reading == c.trigger.reading:
        return True
    # "akan mengirim 60 tank", "siap mengirim 60 tank": one thing at two stages
    ahead = {g.trigger.reading.stage, c.trigger.reading.stage} <= {"offered", "planned", "pledged"}
    a, b = g.amount, c.amount
    return ahead and a is not None and b is not None and (a.value, a.unit, a.currency) == (b.value, b.unit, b.currency)


def _committers_fit(g: Candidate, c: Candidate) -> bool:
    """May the same party bind itself, or ask, in both? What two ask of a third are two requests."""
    a, b = ({p.actor for p in x.parties if p.role == "committer"} for x in (g, c))
    return not a or not b or bool(a & b)


def _is_one_object(g: Candidate, c: Candidate) -> bool:
    """Do the two titles share most of their roots? One root alone must be that of the other's head words.

    "Perlindungan" is not "para pemimpin agama untuk melindungi warga": they share what stands deep inside.
    """
    if alike(g.key, c.key) < _SAME_OBJECT:
        return False
    short, long = sorted((g, c), key=lambda x: len(x.key))
    if len(short.key) > 1 or len(long.key) < _LONG_TITLE:
        return True
    (root,) = short.key
    return any(root in w for w in long.title.lower().split()[:_HEAD_WORDS])


def _is_one_aid(g: Candidate, c: Candidate) -> bool:
    """Is it one shipment told twice: the same giver and taker, and no second sum ("Bantuan tahap II itu ...")?"""
    if not (g.kind == c.kind == "aid" and g.trigger.reading == c.trigger.reading):
        return False
    roles = [{(p.actor, p.role) for p in x.parties} for x in (g, c)]
    amounts = [x.amount for x in (g, c)]
    other = all(amounts) and amounts[0].value != amounts[1].value  # type: ignore[union-attr]
    return bool(roles[0]) and roles[0] == roles[1] and not other and not any(x.amount for x in g.more if c.amount)


def _names_nothing(c: Candidate, empty: frozenset[str]) -> bool:
    """Is the object a word of `empty` or a pronoun alone ("menolak usulan itu"), so that by itself it tells nothing?"""
    words = c.title.lower().split()
    pronoun = words[0].startswith("me") and words[0].endswith("nya")  # "siap melakukannya"
    if pronoun and c.trigger.cue.open_verb and empty:
        return True  # "akan membatalkannya sebagai protes": what it is stands elsewhere
    alone = len(words) == 1 and pronoun
    named = not (alone and empty) and not (words[0] in empty and set(words[1:]) <= empty)
    return c.kind not in INSTRUMENTS and len(words) <= _SHORT and not named


def _head(c: Candidate) -> str:
    """The first word of what is undertaken, lower case."""
    return c.title.split()[0].lower()


def _words(c: Candidate) -> frozenset[str]:
    """The words of what is undertaken, with those of its trigger ("mengirimkan bantuan")."""
    trigger = c.clauses.tokens[c.trigger.first : c.trigger.last + 1]
    return frozenset(c.title.lower().split()) | {t.low for t in trigger}


def _is_ahead(g: Candidate) -> bool:
    """Is all that the group says of the instrument still to come?"""
    return all(x.trigger.reading.stage == "planned" for x in (g, *g.more))


def _kinds_fit(g: Candidate, c: Candidate) -> bool:
    """May the two kinds name one instrument? "perjanjian" may stand for any, an MoU is no treaty."""
    return (
        g.kind == c.kind
        or c.general
        or (g.kind in _GENERIC and c.kind in _GENERIC)
        or (c.back and c.kind == "agreement")
    )


def _calls_apart(g: Candidate, c: Candidate) -> bool:
    """Does another one call for it, or propose it ("Kiribati menyerukan gencatan senjata"), than made it before?"""
    calls = c.trigger.reading.stage in _CALLS and c.trigger.cue.stage in _CALLS and not c.in_title
    own, known = ([p.actor for p in x.parties] for x in (c, g))
    return calls and bool(own) and bool(known) and own[0] not in known


def _parties_fit(g: Candidate, c: Candidate) -> bool:
    """Do the two share a party, or does one name none?"""
    a, b = {p.actor for p in g.parties}, {p.actor for p in c.parties}
    if _calls_apart(g, c):
        return False
    if c.back or not a or not b:
        return True
    if c.kind not in INSTRUMENTS:
        return bool(a & b)
    # "Perjanjian Fiji dan Tonga", "perjanjian Fiji dan Samoa": two, unless one names a part of the other's parties
    return bool(a & b) and (a <= b or b <= a or not (_states(a) == _states(b) == _PAIR))


def _record(doc: Annotated, group: Candidate, n: int, places: frozenset[str]) -> Commitment:
    """The record of a group: the furthest stage that the body asserts, with what is expected beyond it."""
    text = doc.article.text
    rows = [group, *group.more]
    body = [c for c in rows if not c.in_title] or rows
    lead = max(_without_denied(body), key=_weight)
    reading = lead.trigger.reading
    expected = max((c.trigger.reading.expected for c in body if c.trigger.reading.expected), key=rank, default=None)
    if expected is not None and rank(expected) <= rank(reading.stage):
        expected = None
    modality = reading.modality
    if modality == "actual" and lead.conditions is not None and rank(reading.stage) <= rank("agreed"):
        modality = "conditional"

    def first(name: str) -> Candidate | None:
        return next((c for c in [lead, *body] if getattr(c, name) is not None), None)

    due, period, signed, amount = first("due"), first("period"), first("signed_on"), first("amount")
    changed = next((c for c in [lead, *body] if c.schedule_span is not None), None)
    if changed and due and due is not changed and (changed.due or due.due in changed.previous):
        due = changed if changed.due else None  # what was set before the change no longer holds
    horizon = next((c for c in [lead, *body] if c.horizon != "unstated"), None)
    outcome = next((c for c in body if c.outcome_span is not None), lead)
    binds = any(p.role in ("committer", "party") for p in lead.parties)
    parties = max(body, key=lambda c: len(c.parties)).parties if lead.back or not binds else lead.parties
    parties = parties or _union(body)
    quote = next((c.quote for c in [lead, *body] if c.quote is not None and c.quote.speaker), None)
    teller = next((c.teller for c in [lead, *body] if c.teller is not None), None) if quote is None else None
    title = max(body, key=lambda c: (not c.back and not c.general, len(c.key)))
    evidence = _evidence(text, rows, lead, title)
    dated = (("due", due, "due_span"), ("period", period, "period_span"), ("signed_on", signed, "signed_span"))
    told = (("outcome", outcome, "outcome_span"), ("horizon", horizon, "horizon_span"))
    for name, holder, span_name in dated + told:
        span = getattr(holder, span_name) if holder else None
        if span is not None and holder is not None:
            told_in = (holder.outcome_sentence if name == "outcome" else None) or holder.clauses.span
            evidence.append(Evidence.cut(text, name, span, sentence=told_in))
    if amount and amount.amount:
        evidence.append(Evidence.cut(text, "amount", amount.amount.span, sentence=amount.clauses.span))
    if changed and changed.schedule_span:
        evidence.append(Evidence.cut(text, "schedule", changed.schedule_span, sentence=changed.clauses.span))
        evidence += [Evidence.cut(text, "previous", s, sentence=changed.clauses.span) for s in changed.previous_spans]
    if lead.conditions:
        evidence.append(Evidence.cut(text, "conditions", lead.conditions, sentence=lead.clauses.span))
    if quote and quote.speaker_mention:
        evidence.append(Evidence.cut(text, "said_by", quote.speaker_mention, rule=quote.rule))
    if teller is not None:
        evidence.append(Evidence.cut(text, "said_by", teller.span, rule="teller"))
    said = said_on(doc, lead.said)
    beside = next((t.span for t in lead.said if t.when == said), None)
    if beside is not None:
        evidence.append(Evidence.cut(text, "said_on", beside, sentence=lead.clauses.span))
    record = Commitment(
        id=f"c{n}",
        kind=lead.kind if {lead.kind, title.kind} <= _AHEAD_KINDS else title.kind,  # type: ignore[arg-type]
        title=title.title,
        parties=tuple(parties),
        stage=reading.stage,
        modality=modality,
        expected_stage=expected,
        outcome=outcome.outcome,  # type: ignore[arg-type]
        schedule=reading.schedule or (changed.trigger.reading.schedule if changed else None),
        previous=changed.previous if changed else (),
        sectors=_sectors([title, lead, *body]),
        horizon=horizon.horizon if horizon else "unstated",  # type: ignore[arg-type]
        due=due.due if due else None,
        period=period.period if period else None,
        signed_on=signed.signed_on if signed and reading.stage in ("signed", "ratified", "in_force") else None,
        said_on=said,
        amount=amount.amount.to_json() if amount and amount.amount else None,
        said_by=quote.speaker if quote else teller.actor if teller else None,
        conditions=lead.conditions,
        evidence=tuple(evidence),
        governors=tuple(
            text[s.start : s.end]
            for s in (lead.clauses.span_of(p.first, p.last) for p in lead.trigger.governed.phrases)
        ),
    )
    return replace(record, alternatives=weigh(doc, record, lead, rows, places))


def _without_denied(body: list[Candidate]) -> list[Candidate]:
    """Without those that tell that somebody would never sign it, where the same page tells that it was signed."""
    signed = any(c.trigger.reading.stage == "signed" and c.trigger.reading.modality == "actual" for c in body)
    out = [c for c in body if not (signed and c.trigger.cue.stage == "signed" and c.trigger.reading.stage == "refused")]
    return out or body


def _weight(c: Candidate) -> tuple[int, int]:
    """Which assertion sets the stage: off the ladder last word, then the furthest actual one, then what is expected."""
    r = c.trigger.reading
    now = c.trigger.governed.effect == "going_on"  # "diteken pada 2023, tetapi kini dibatalkan"
    if r.stage not in LADDER and c.background and not now:
        return (2, c.clauses.span.start)  # a refusal of years ago does not undo what came after it
    if r.stage not in LADDER:
        return (50 if r.stage != "unclear" else 3, c.clauses.span.start)
    return ((10 + rank(r.stage)) if r.modality == "actual" else rank(r.stage), -c.clauses.span.start)


def _union(rows: list[Candidate]) -> list[Party]:
    return list(dict.fromkeys(p for c in rows for p in c.parties))


def _sectors(rows: list[Candidate]) -> tuple[str, ...]:
    """The sectors of the candidate whose words name them most nearly, the first of several."""
    best = max((c for c in rows if c.sectors), key=lambda c: c.named, default=None)
    return best.sectors if best else ("general",)


def _evidence(text: str, rows: list[Candidate], lead: Candidate, title: Candidate) -> list[Evidence]:
    """Stage, governors, title, parties, and the whole sentences of all candidates of the record."""
    out: list[Evidence] = []
    for c in [lead, *(r for r in rows if r is not lead)]:
        sentence = c.clauses.span
        name = "stage" if c is lead else ("headline" if c.in_title else "context_stage")
        out.append(Evidence.cut(text, name, c.stage_span, sentence=sentence, rule=c.trigger.cue.name))
        for p in c.trigger.governed.phrases:
            out.append(
                Evidence.cut(text, "modality", c.clauses.span_of(p.first, p.last), sentence=sentence, rule=p.value)
            )
        out.append(Evidence.cut(text, "sentence", sentence, sentence=sentence))
        if c.point is not None:
            out.append(Evidence.cut(text, "sentence", c.point, sentence=c.point))
        out.append(Evidence.cut(text, "title", c.title_span, sentence=c.point or sentence))
        for s in c.party_spans:
            here = sentence.contains(s)
            out.append(
                Evidence.cut(text, "parties", s, sentence=sentence if here else None, rule="" if here else "pair")
            )
    seen: set[tuple[str, Span]] = set()
    unique = []
    for e in out:
        if (e.field, e.span) not in seen:
            seen.add((e.field, e.span))
            unique.append(e)
    return unique
