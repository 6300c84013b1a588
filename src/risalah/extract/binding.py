"""Parties with their roles made out of the names that a sentence gives."""

from __future__ import annotations

from risalah.extract.parties import HOME, Cast, Named
from risalah.extract.triggers import Trigger
from risalah.model.codebook import PartyRole
from risalah.model.record import Party
from risalah.resources.patterns import Cue

_BINDING = frozenset({"agreed", "pledged", "planned", "offered"})  # talks are about somebody, and give him nothing
_SEVERAL = 2  # parties, for one more to be outside of them


def share_parties(cast: Cast, subject: list[str], others: list[str], *, both: bool) -> list[Party]:
    """Parties alike; a lone or missing one is completed to the pair of the article."""
    codes = merge_codes(subject, others)
    alone = len(codes) == 1 and cast.is_body(codes[0])  # what the members of a body agree on is theirs alone
    if len(codes) < 2 and (both or not codes or (codes[0] in cast.pair and not alone)):
        codes = merge_codes(codes, list(cast.pair))
    return [Party(c, "party") for c in codes]


def add_own_side(cast: Cast, parties: list[Party], with_: list[Named], speaker: str | None) -> list[Party]:
    """With the side that speaks, or the home state on its page, where only those "dengan" whom are named.

    "Perundingan dengan Kiribati masih berlangsung": nobody talks with Kiribati but who tells of it.
    """
    if len(parties) != 1 or not any(parties[0].actor in n.parties for n in with_):
        return parties
    own = speaker or (HOME if cast.is_at_home and cast.first_of(HOME) is not None else None)
    return [Party(own, "party"), *parties] if own and own != parties[0].actor else parties


def bind_parties(cast: Cast, cue: Cue, subject: list[str], others: list[str]) -> list[Party]:
    """The one who binds itself, and the other side; a request of the home state needs an addressee that is named."""
    other = [c for c in others if c not in subject]
    at_home = cue.demands and subject == [HOME]
    if not other and not at_home and len(subject) == 1 and subject[0] in cast.pair:
        other = [c for c in cast.pair if c != subject[0]]
    role: PartyRole = "addressee" if cue.asks else "beneficiary"
    return [Party(c, "committer") for c in subject] + [Party(c, role) for c in other]


def add_takers(parties: list[Party], trigger: Trigger, to: list[Named]) -> list[Party]:
    """Whom several agree to give something, or to impose it on ("Fiji dan Tonga sepakat mengirim obat ke Samoa")."""
    known = {p.actor for p in parties}
    if trigger.instruments or trigger.voice != "active" or trigger.cue.stage not in _BINDING or len(known) < _SEVERAL:
        return []
    return [Party(c, "beneficiary") for c in read_codes(to) if c not in known and c.isupper()]


def give_roles(parties: list[Party], trigger: Trigger, subject: list[str], to: list[Named]) -> list[Party]:
    """Who gives and who gets, where a passive tells it ("Bantuan itu akan diberikan Fiji kepada Tonga")."""
    if trigger.voice != "passive" or trigger.instruments or trigger.cue.stage != "planned":
        return parties
    takers = set(read_codes(to))
    if not takers and "aid" in trigger.cue.becomes and len(subject) == 1:
        takers = {p.actor for p in parties} - {*subject}  # "Beasiswa bagi mahasiswa Tonga akan disediakan Fiji"
    givers = [p for p in parties if p.actor not in takers]
    if len(givers) != 1 or givers == parties or {p.role for p in parties} != {"party"}:
        return parties  # nobody else, or several: who of them gives is not told
    got = [Party(p.actor, "beneficiary") for p in parties if p.actor in takers]
    return [Party(p.actor, "committer") for p in givers] + got


def merge_parties(parties: list[Party], codes: list[str]) -> list[Party]:
    """Those parties and some codes as parties alike, each once."""
    return [Party(c, "party") for c in merge_codes([p.actor for p in parties], codes)]


def is_international(parties: list[Party]) -> bool:
    """Is a state other than the home state alone, or an international organisation, among them?"""
    return bool({p.actor for p in parties if p.actor.isupper()} - {HOME})


def read_codes(names: list[Named]) -> list[str]:
    """The parties of some names, each once, in order."""
    return merge_codes([p for n in names for p in n.parties], [])


def merge_codes(a: list[str], b: list[str]) -> list[str]:
    """Both lists, each value once, in order."""
    return list(dict.fromkeys([*a, *b]))


def are_firms(parties: list[Party]) -> bool:
    """Are there parties, and is none of them a state or an organisation of states?"""
    return bool(parties) and not any(p.actor.isupper() for p in parties)
