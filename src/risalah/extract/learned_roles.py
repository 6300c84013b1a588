"""The parties of a learned trigger, where the reading of roles that known triggers have finds none."""

from __future__ import annotations

from risalah.extract.binding import merge_codes, read_codes
from risalah.extract.opinions import is_opinion
from risalah.extract.parties import HOME, Cast, Named
from risalah.extract.presupposed import is_presupposed
from risalah.extract.private_ones import asks_own, asks_people, find_subject_words, has_private_head
from risalah.extract.reaching import is_about_two
from risalah.extract.roles import Roles, find_actors
from risalah.extract.subjects import is_thing
from risalah.extract.tellers import find_aside, find_person_meant, find_speaker_party
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Quote
from risalah.model.codebook import PartyRole
from risalah.model.record import Party

_AGENT = 4  # words behind a passive verb within which stands who did it
_MOST = 2  # other parties: more are a list of those concerned


def read_plain_roles(
    cast: Cast, clauses: Clauses, trigger: Trigger, quote: Quote | None, last: Roles | None = None
) -> Roles | None:
    """Who acts, else the party before the word, else who speaks; and the other parties that the sentence names.

    `last`: the roles of the record before, whose parties a sentence that names nobody goes on about. None where no
    party abroad is named, and the article is not about a pair of which one acts.
    """
    signs = bool(trigger.instruments)
    if cast.tells_poll(clauses) or is_presupposed(cast, clauses, trigger) or is_opinion(cast, clauses, trigger):
        return None
    if trigger.cue.kind == "request" and (asks_people(cast, clauses, trigger) or asks_own(cast, clauses, trigger)):
        return None  # "mengimbau warganya"
    if trigger.voice == "active" and has_private_head(cast, clauses, trigger.first, signs=signs):
        return None  # "para nelayan Fiji menuntut"
    if trigger.voice == "active" and _is_no_doer(cast, clauses, trigger.first):
        return None  # "teknologi yang akan membantu", "masuknya Fiji akan membuka peluang"
    aside = find_aside(cast, clauses, trigger)
    named = [n for n in cast.named(clauses) if _binds(n) and not cast.is_place_of(n.mention) and n.mention != aside]
    actors = [n for n in find_actors(cast, clauses, trigger) if _binds(n)]
    if trigger.voice == "passive":
        actors = [n for n in named if _does(cast, clauses, trigger.last, n)][:1] or actors
    if not actors:
        before = [n for n in named if n.last < trigger.first and n.before not in cast.grammar.oblique]
        actors = before[-1:]
    subject = [c for c in read_codes(actors) if c.isupper()]
    if not subject and (meant := find_person_meant(cast, clauses, trigger)):
        subject = [c for c in cast.parties(meant) if c.isupper()]
    if not subject and (speaker := find_speaker_party(cast, clauses, trigger.first, quote)):
        subject = [speaker]
    rest = [n for n in named if n not in actors]
    behind = [n for n in rest if n.first > trigger.last] or rest
    others = [c for c in read_codes(behind) if c.isupper() and c not in subject][:_MOST]
    if not others and len(subject) == 1 and is_about_two(cast, subject[0]):
        others = [c for c in cast.pair if c != subject[0]]
    if last is not None and not named and trigger.cue.kind != "request":
        return last
    codes = merge_codes(subject, others)
    if not subject or not set(codes) - {HOME}:
        return None
    spans = [n.mention.span for n in (*actors, *behind) if set(n.parties) & set(codes)]
    said = {p for n in (*actors, *behind) for p in n.parties}
    spans += [s for c in codes if c not in said and (s := cast.first_of(c)) is not None]
    if trigger.cue.roles == "both" or trigger.instruments:
        return [Party(c, "party") for c in codes], spans
    role: PartyRole = "addressee" if trigger.cue.kind == "request" else "beneficiary"
    return [Party(c, "committer") for c in subject] + [Party(c, role) for c in others], spans


def _does(cast: Cast, clauses: Clauses, verb: int, n: Named) -> bool:
    """Does the name close behind a passive verb say who did it ("ditolak tim perunding Fiji")?"""
    between = {t.low for t in clauses.tokens[verb + 1 : n.first]}
    return verb < n.first <= verb + _AGENT and not between & cast.grammar.oblique


def _is_no_doer(cast: Cast, clauses: Clauses, verb: int) -> bool:
    """Is the subject of the verb at token `verb` a thing or an event, whatever party stands beside it?"""
    if is_thing(cast, clauses, verb):
        return True
    row = find_subject_words(clauses, verb, cast.grammar)
    if not row:
        return False
    named = {t.span.start for n in cast.named(clauses) for t in clauses.tokens[n.first : n.last + 1]}
    relative = clauses.openers[clauses.tokens[verb].clause] in cast.grammar.relative
    told = any(t.span.start in named for t in row)
    event = row[0].low.endswith(cast.grammar.pronoun_ends) and row[0].span.start not in named
    return event or (relative and not told)


def _binds(named: Named) -> bool:
    """Does the name stand for a state or an organisation of states?"""
    return any(c.isupper() for c in named.parties)
