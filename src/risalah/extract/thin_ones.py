"""Words of encounter that name too few for one: a process, one side alone, organisations without people."""

from __future__ import annotations

from collections.abc import Collection

from risalah.extract.encounters import Encounter
from risalah.extract.parties import Cast
from risalah.model.span import Span

_RECEIVED = 8  # words between "menerima" and who comes
_QUOTE_ENDS = frozenset('"”’»')
_OBJECT = "nya"  # of a verb: its object was named before ("menerimanya")
_ACTIVE = "me"  # how a verb with an object begins


def is_of_bodies(cast: Cast, e: Encounter) -> bool:
    """Are all parties organisations?"""
    return bool(e.parties) and all(cast.is_body(p) for p in e.parties)


def is_process(e: Encounter) -> bool:
    """Is nobody, or one side alone, named with the noun, and no day ("perundingan batas darat")?

    A verb of talking needs two people, a person and another state, or a place ("kami berdialog dengan ASEAN").
    """
    if e.voice != "noun":
        with_ = e.hit.last > e.hit.first and bool(e.people) and len(e.parties) > 1
        return len(e.people) < 2 and e.place is None and not with_
    when = e.when.when.precision if e.when is not None else ""
    dated = when == "day" or (when == "month" and e.place is not None)  # "pada perundingan Desember lalu di Apia"
    return len(e.people) < 2 and not e.back and not dated


def is_one_side(e: Encounter) -> bool:
    """Are fewer than two people named, or only people of one state, whoever comes along?"""
    main = [a for a, (role, _) in e.people.items() if role != "participant"]
    sides = {e.sides.get(a) for a in main}
    return len(e.people) < 2 or (len(sides) == 1 and None not in sides and set(e.sides.values()) == sides)


def is_alone(e: Encounter) -> bool:
    """Is nobody named but the one before the verb, and no state but theirs?"""
    start = e.clauses.tokens[e.hit.first].span.start
    before = [a for a, (_, span) in e.people.items() if span.start < start]
    return len(e.people) == len(before) == 1 and set(e.parties) <= set(e.sides.values())


def _is_placed(e: Encounter, inside: Collection[str]) -> bool:
    """Is a day or a place told right with the verb ("menerimanya di kantornya", not "menerimanya, meski enggan")?"""
    row = e.clauses.tokens[e.hit.last + 1 : e.hit.last + 2]
    return e.when is not None or e.place is not None or any(t.low in inside for t in row)


def is_of_things(e: Encounter, hosts: Collection[str], comers: Collection[str], inside: Collection[str]) -> bool:
    """Does a verb of `hosts` take a thing ("menerima resolusi"): nobody and none of `comers` right behind it?

    Whom "menerimanya" takes was named before, where a word of `inside` says where or when.
    """
    tokens, hit = e.clauses.tokens, e.hit
    if (
        e.kind not in ("meeting", "call")
        or e.voice != "verb"
        or hit.first < hit.last
        or tokens[hit.first].low not in hosts
        or (tokens[hit.first].low.endswith(_OBJECT) and len(e.people) > 1 and _is_placed(e, inside))
    ):
        return False
    row = tokens[hit.last + 1 : hit.last + 1 + _RECEIVED]
    met = any(t.low in comers for t in row)
    people = (
        any(row[0].span.start <= span.start <= row[-1].span.start for _, span in e.people.values()) if row else False
    )
    return not met and not people and tokens[hit.first].low.startswith(_ACTIVE)


def is_aim_of(e: Encounter, before: list[Encounter]) -> bool:
    """Is it only what the same people met or called for ("menggelar percakapan telepon untuk membahas krisis itu")?"""
    spoken = e.voice == "talk" or (e.kind == "meeting" and e.effect == "purpose" and e.hold)
    return spoken and any(x.kind != "visit" and e.parties.keys() <= x.parties.keys() for x in before)


def is_asked_about(text: str, sentence: Span, end: int) -> bool:
    """Does a question mark close the quotation in which the word that ends at `end` stands ('"...?" tanya X')?"""
    row = text[end : sentence.end]
    at = next((k for k, c in enumerate(row) if c in _QUOTE_ENDS), -1)
    return at > 0 and row[at - 1] == "?"
