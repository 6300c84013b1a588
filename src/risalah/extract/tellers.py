"""Who says it where no quotation does: the one who promises, offers or asks, and whom a sentence names in passing."""

from __future__ import annotations

from risalah.extract.parties import HOME, Cast, Named
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Mention, Quote
from risalah.resources.grammar import Grammar

_SPOKEN = frozenset({"pledged", "offered", "requested"})  # stages that a person reaches by speaking
_ADVISER = 4  # words after "menurut", "kata" within which the speaker is named
_AGENT = 3  # words behind a passive within which the person stands who did it
_BEHIND = 2  # tokens from the name of who speaks for a state to the verb: a comma
_WHO = 2  # tokens from "yang" to the name in "yang menurut Menlu Fiji"
_OPENING = 4  # words of a clause within which "menurut", "seperti dikutip" stands
_SAYS = 3  # tokens from "kita" to the verb: adverbs


def find_teller(cast: Cast, clauses: Clauses, trigger: Trigger, names: list[Named]) -> Mention | None:
    """The person who says what the trigger claims, in a sentence without a quotation; None where nobody does.

    "Menlu Fiji, seperti dikutip Menlu Andara, berkomitmen ..." has the one named in passing; "Presiden Fiji
    menawarkan ..." has the person who acts (`names`, the subject of the trigger), for to offer is to speak.
    """
    aside = find_aside(cast, clauses, trigger)
    if aside is not None:
        return aside
    assurer = find_assurer(cast, clauses, trigger)
    if assurer is not None:
        return assurer
    people = [n.mention for n in names if n.mention.kind == "person" and n.mention.actor]
    own = trigger.cue.stage in _SPOKEN and trigger.voice == "active" and trigger.cue.object != "self"
    if own and not people and (deputy := _find_deputy(cast, clauses, trigger)):
        return deputy
    if own and not people and (meant := find_person_meant(cast, clauses, trigger)):
        return meant
    if own and not names:
        return _last_subject(cast, clauses, trigger)
    if trigger.cue.stage in _SPOKEN and trigger.voice == "passive":
        # "sebagaimana dijanjikan Menlu Fiji": who did it stands right behind the verb
        return next((n.mention for n in names if n.mention in people and 0 < n.first - trigger.last <= _AGENT), None)
    return people[0] if own and people else None


def _find_deputy(cast: Cast, clauses: Clauses, trigger: Trigger) -> Mention | None:
    """The person by whom a state speaks ("Pemerintah Fiji, diwakili oleh Menlu Andara, mendesak ..."), or None."""
    for m in cast.within(clauses.span):
        first, last = clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1)
        if m.kind != "person" or not m.actor or not last < trigger.first <= last + _BEHIND:
            continue
        before = [t.low for t in clauses.tokens[max(0, first - 2) : first]]
        before = [w for w in before if w not in cast.grammar.agent]
        if before[-1:] and before[-1] in cast.grammar.stands_in:
            return m
    return None


def find_person_meant(cast: Cast, clauses: Clauses, trigger: Trigger) -> Mention | None:
    """The one who spoke last, where a pronoun is the subject ("Ia juga meminta ..."); None where it is no person."""
    loose = cast.grammar.adverbs | cast.grammar.also
    own = clauses.tokens[trigger.first].clause
    words = [t for t in clauses.tokens[: trigger.first] if t.clause == own and t.low not in loose]
    if not words or words[-1].low not in cast.grammar.one_person:
        return None
    if any(m.kind == "person" and m.span.start < words[-1].span.start for m in cast.within(clauses.span)):
        return None  # the pronoun may mean one whom the sentence itself names
    spoken = [q for q in cast.doc.quotes if q.speaker and q.content[-1].end <= clauses.span.start]
    actor = cast.doc.actors.get(spoken[-1].speaker or "") if spoken else None
    if actor is None or actor.kind != "person":
        return None
    told = [m for m in cast.doc.mentions if m.actor == actor.id and m.kind == "person"]
    return next((m for m in reversed(told) if m.span.end <= clauses.span.start), None)


def find_assurer(cast: Cast, clauses: Clauses, trigger: Trigger) -> Mention | None:
    """Who assures another that something will be done ("Menlu Fiji meyakinkan Menlu Tonga bahwa Fiji akan ...")."""
    for m in cast.within(clauses.span):
        last = clauses.index_at(m.span.end - 1)
        if (
            m.kind == "person"
            and m.actor
            and last + 1 < trigger.first
            and clauses.tokens[last + 1].low in cast.grammar.says
        ):
            return m  # "Menlu Fiji bilang Fiji bakal ..."
    own = clauses.tokens[trigger.first].clause
    said = own
    while said > 0 and clauses.openers[said] not in cast.grammar.complementiser:
        said -= 1
    if said == 0:
        return None
    start = clauses.first_of(said)
    at = next((k for k in range(start) if clauses.tokens[k].low in cast.grammar.assures), None)
    return None if at is None else _subject_before(cast, clauses, at)


def _last_subject(cast: Cast, clauses: Clauses, trigger: Trigger) -> Mention | None:
    """The person named last before the trigger who is met, thanked or quoted by nobody ("seraya menegaskan")."""
    low = clauses.tokens[clauses.first_of(clauses.tokens[trigger.first].clause)].low
    return _subject_before(cast, clauses, trigger.first) if low in cast.grammar.while_ else None


def _subject_before(cast: Cast, clauses: Clauses, at: int) -> Mention | None:
    """The person nearest before token `at` who stands after no preposition."""
    found: Mention | None = None
    for m in cast.within(clauses.span):
        first = clauses.index_at(m.span.start)
        before = clauses.tokens[first - 1].low if first else ""
        joined = found is not None and before in cast.grammar.and_  # "Menlu Fiji dan Menlu Tonga": the first speaks
        if first < at and m.kind == "person" and m.actor and before not in cast.grammar.oblique and not joined:
            found = m
    return found


def find_aside(cast: Cast, clauses: Clauses, trigger: Trigger) -> Mention | None:
    """The person of a clause that only says who tells it (", menurut Menlu Andara,")."""
    own = clauses.tokens[trigger.first].clause
    for m in cast.within(clauses.span):
        if m.kind != "person" or not m.actor:
            continue
        at = clauses.index_at(m.span.start)
        clause = clauses.tokens[at].clause
        if clause == own:
            start = clauses.first_of(own)
            lead = clauses.tokens[start].low in cast.grammar.relative and at - start == _WHO and at < trigger.first
            if lead and clauses.tokens[start + 1].low in cast.grammar.reported:
                return m  # "perjanjian yang menurut Menlu Fiji akan membuka ..."
            continue
        words = [t.low for t in clauses.tokens if t.clause == clause][: _OPENING + 1]
        words = words[1:] if words and (words[0] == "," or words[0] in cast.grammar.besides_main) else words[:_OPENING]
        if tells(words, cast) and at - clauses.first_of(clause) <= _OPENING + 1:
            return m
    return None


def tells(words: list[str], cast: Cast) -> bool:
    """Do words at the beginning of a clause say that somebody tells of it ("menurut", "seperti dikutip")?"""
    g = cast.grammar
    return bool(words) and (words[0] in g.reported or (words[0] in g.as_said and bool(set(words[1:3]) & g.is_quoted)))


def is_advice(clauses: Clauses, grammar: Grammar) -> bool:
    """Does somebody who acts for no state say it ("menurut pengamat", "kata seorang ekonom")?"""
    tokens = clauses.tokens
    return any(
        t.low in grammar.reported and any(w.low in grammar.private for w in tokens[i + 1 : i + _ADVISER])
        for i, t in enumerate(tokens)
    )


def find_speaker_party(cast: Cast, clauses: Clauses, verb: int, quote: Quote | None) -> str | None:
    """The state or organisation of who speaks; the home state for one of no known office who says "kita".

    "Tahun ini kita akan mengirim vaksin ke Fiji": an official whose office the page does not tell speaks for the state.
    """
    party = cast.party_of(quote.speaker) if quote else None
    actor = cast.doc.actors.get(quote.speaker or "") if quote and party is None else None
    at_home = cast.is_at_home or cast.first_of(HOME) is not None
    if actor is None or actor.kind != "person" or not at_home or not cast.names_foreign(clauses):
        return party
    clause = clauses.tokens[verb].clause
    near = {t.low for t in clauses.tokens[max(0, verb - _SAYS) : verb] if t.clause == clause}
    return HOME if near & cast.grammar.inclusive else None
