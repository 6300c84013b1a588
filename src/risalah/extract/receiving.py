"""Receiving as the other side of giving: who gives stands behind "dari", who gets is the subject."""

from __future__ import annotations

from risalah.extract.antecedents import find_antecedent
from risalah.extract.binding import read_codes
from risalah.extract.doers import find_subject, has_private_subject, is_private
from risalah.extract.firms import leave_firms
from risalah.extract.parties import Cast, Named, says_we
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Quote
from risalah.model.codebook import PartyRole
from risalah.model.record import Party
from risalah.model.span import Span

_VERB = 3  # words behind a trigger among which its verb stands ("memutuskan untuk membeli")
_HANDED = 3  # words from "kepada" to the name of who gets it ("kepada Wakil Perdana Menteri Fiji" is one name)
_NEAR = 2  # words between "dari" and the name of who gives ("dari pemerintah Fiji")


def find_givers(cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
    """The names behind "dari" or "oleh" after the trigger, in its clause or in the next one that "yang" opens.

    "Menerima bantuan dari pemerintah Fiji", "menerima 450 dosis yang merupakan hibah dari Fiji dan Tonga".
    """
    g = cast.grammar
    own = clauses.tokens[trigger.first].clause
    reach = {own}
    if own + 1 < len(clauses.openers) and clauses.openers[own + 1] in g.relative:
        reach.add(own + 1)
    out: list[Named] = []
    for n in cast.named(clauses):
        if n.first <= trigger.last or clauses.tokens[n.first].clause not in reach or is_private(clauses, n, g):
            continue
        near = {t.low for t in clauses.tokens[max(trigger.last, n.first - _NEAR) : n.first]}
        if near & (g.source | g.agent) or (out and n.before in g.and_ and n.first - out[-1].last <= _NEAR):
            out.append(n)
    return leave_firms(cast, clauses, out)


def find_sellers(cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
    """Those behind "dari" from whom the act of the trigger buys or borrows ("akan membeli kapal dari Fiji")."""
    if trigger.voice != "active" or trigger.instruments or trigger.cue.object != "act":
        return []
    verbs = {t.low for t in clauses.tokens[trigger.first : trigger.last + _VERB]}
    return find_givers(cast, clauses, trigger) if verbs & cast.grammar.buying else []


def read_transfer(cast: Cast, clauses: Clauses, trigger: Trigger) -> tuple[list[Party], list[Span]] | None:
    """Who gives and who gets, where things are handed over ("serah terima 30 arca dari Fiji kepada Tonga berlangsung").

    In an article about two states one alone need be named; None where both stay open, or somebody private gives.
    """
    g = cast.grammar
    givers: list[Named] = []
    takers: list[Named] = []
    private = False
    for n in leave_firms(cast, clauses, cast.named(clauses)):
        near = [t.low for t in clauses.tokens[max(0, n.first - _HANDED) : n.first]]
        if clauses.tokens[n.first].clause != clauses.tokens[trigger.first].clause:
            continue
        if set(near) & g.to - g.and_ and not set(near[-1:]) & (g.source | g.agent):
            takers.append(n)  # "kepada petani Fiji": people of a state may get it
            continue
        private = private or is_private(clauses, n, g)
        givers.append(n)
    given = [c for c in read_codes(givers) if c.isupper()][:1]
    taken = [c for c in read_codes(takers) if c.isupper() and c not in given]
    if len(cast.pair) == 2 and bool(given) != bool(taken) and (given or taken)[0] in cast.pair:
        other = [c for c in cast.pair if c not in (*given, *taken)]
        given, taken = given or other, taken or other
    if private or not given or not taken:
        return None
    parties = [Party(c, "committer") for c in given] + [Party(c, "beneficiary") for c in taken]
    spans = [n.mention.span for n in (*givers, *takers)]
    said = {p for n in (*givers, *takers) for p in n.parties}
    return parties, spans + [s for p in (*given, *taken) if p not in said and (s := cast.first_of(p)) is not None]


def read_gift(
    cast: Cast, clauses: Clauses, trigger: Trigger, quote: Quote | None
) -> tuple[list[Party], list[Span]] | None:
    """Committer and beneficiary of a trigger of getting ("Fiji menerima beras dari Tonga"); None where one is open.

    Who gets a request is asked ("Fiji mendapat tekanan dari Tonga agar membuka pasar").

    What a foreign state is to get may leave the giver open: "berdasarkan perjanjian itu, Fiji akan menerima minyak".
    """
    if trigger.voice != "active":
        return read_transfer(cast, clauses, trigger)
    givers = find_givers(cast, clauses, trigger)
    open_ = trigger.reading.stage == "planned" and trigger.governed.effect == "plan"
    if not (givers or open_) or has_private_subject(cast, clauses, trigger.first):
        return None
    takers = find_subject(cast, clauses, trigger.first)
    codes = read_codes(leave_firms(cast, clauses, takers))
    if not codes and not takers:
        speaker = cast.party_of(quote.speaker) if quote and says_we(cast, clauses, trigger.first) else None
        codes = [speaker] if speaker else find_antecedent(cast, clauses, trigger.first)
    given = [c for c in read_codes(givers) if c.isupper() and c not in codes]
    taken = [c for c in codes if c.isupper()]
    if not taken or not (given or cast.is_foreign(tuple(taken))):
        return None
    role: PartyRole = "addressee" if trigger.cue.asks else "beneficiary"
    parties = [Party(c, "committer") for c in given] + [Party(c, role) for c in taken]
    spans = [n.mention.span for n in (*takers, *givers)]
    said = {p for n in (*takers, *givers) for p in n.parties}
    return parties, spans + [s for p in taken if p not in said and (s := cast.first_of(p)) is not None]
