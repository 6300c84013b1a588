"""Encounters: one mention of a meeting each, and which of them tell of the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from risalah.extract.tokens import Clauses, Phrase
from risalah.model.annotation import Annotated, Mention, TimeMention
from risalah.model.record import Place
from risalah.model.span import Span

HOME = "IDN"  # the state whose press is read
_BACKGROUND_AFTER = timedelta(days=14)  # an encounter further back than this is background to the news
# Kinds that may name states alone.
_OF_STATES = frozenset({"summit", "call", "meeting", "visit", "other", "signing", "inspection"})
_PAIR = 2  # states that a page is about
REACH = 26  # words to the right of a trigger within which its people stand
SUBJECT_REACH = 14  # and to the left


@dataclass(slots=True)
class Encounter:
    """One trigger of one sentence with its people (role and name) and their sides; several make one meeting."""

    clauses: Clauses
    hit: Phrase
    kind: str
    voice: str
    status: str
    people: dict[str, tuple[str, Span]] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    parties: dict[str, Span | None] = field(default_factory=dict)
    place: tuple[Place, Span] | None = None
    when: TimeMention | None = None
    status_span: Span | None = None
    background: bool = False
    back: bool = False
    pointed: bool = False  # "pertemuan itu", "kunjungan ini"
    in_title: bool = False
    aim: bool = False
    aside: bool = False
    hold: bool = False  # "untuk memulai pembicaraan": the noun of talk is what a verb of holding is aimed at
    linked: bool = False
    past: bool = False  # more than two weeks before publication
    own_time: bool = True  # the time stands beside the word of the encounter, as a day or a month of it
    attends: bool = False  # "juga menghadiri pertemuan itu": somebody more at what was told
    former: bool = False  # "awalnya dijadwalkan": a plan that was one once
    whole: bool = False  # an organisation or a conference: those who are named are all its parties
    calls_on: bool = False  # "bertamu ke kediaman Menlu Fiji": a call on somebody, told during a visit
    received: bool = False  # "disambut Menlu Fiji"
    in_passing: bool = False  # a session that is only named: it needs a day of its own
    needs_day: bool = False  # talks of states that no verb says to be held: a process without a day or a place
    assembly: bool = False  # the ministers or leaders of one organisation meet
    open_after: bool = False  # "setelah bertemu, ... akan": the main clause is still to come
    formal: bool = False  # "pertemuan bilateral": a talk, not what a visit is
    ceremony: bool = False  # a signing told of its own: no talk is part of it
    hits: Sequence[Phrase] = ()
    effect: str | None = None  # what governs the word: "plan", "purpose" ..
    absent: frozenset[Mention] = frozenset()  # people of whom the sentence says that they were not there
    name: frozenset[str] = frozenset()  # what its name says whose summit it is ("KTT ASEAN-Fiji")
    of_three: bool = False  # "pertemuan trilateral"
    fronted: bool = False  # "dengan Fiji, Menlu Andara membahas ...": a talk with whom the sentence begins
    besides: bool = False  # "selain mengunjungi Fiji, ia akan ..."
    mates: bool = False  # "dengan koleganya dari Fiji": the other side is named by its state alone
    leaves: bool = False  # "meninggalkan Fiji, Selasa": the end of a visit
    courtesy: bool = False  # "kunjungan kehormatan kepada Menlu Fiji"


def is_same(group: list[Encounter], e: Encounter) -> bool:
    """Is the encounter one that the group tells of: the same people, times that agree, one kind or talk?"""
    apart = (e.fronted or group[0].fronted) and set(e.parties) != {p for x in group for p in x.parties}
    if apart or is_part_of_row(group, e):
        return False
    names = {x.name for x in group if x.name}
    if e.kind == "summit" and e.name and names and e.name not in names:
        return False  # "KTT ASEAN-Fiji", "KTT ASEAN-Tonga"
    people = {a for x in group for a in x.people}
    parties = {p for x in group for p in x.parties}
    if _is_reached(group, e, parties):
        return True
    named = e.kind == "summit" and kinds_of(group) == {"summit"} and bool(e.parties)
    if e.kind == "visit" and e.voice == "noun" and e.people and all(r == "host" for r, _ in e.people.values()):
        return kinds_of(group) == {"visit"} and set(e.parties) <= parties  # "kunjungan itu atas undangan Menlu Fiji"
    if e.aim and _is_with_others(group, e, people, parties):
        return False  # "untuk bertemu delegasi Tonga", "untuk bertemu Presiden Samoa": two talks of one envoy
    if kinds_of(group) == {e.kind} and e.kind in ("visit", "meeting") and _is_elsewhere(group, e):
        return False  # "ia membatalkan lawatan ke Fiji, juga kunjungan ke Tonga"
    if named and set(e.parties) & parties and not e.in_title:
        pass  # who else goes to the summit of that name
    elif e.people and people:
        if not (set(e.people) <= people or people <= set(e.people) or _is_one_journey(group, e)):
            return False
    elif set(e.parties) != parties and not e.back and not (named and set(e.parties) <= parties):
        return False
    if e.aim and e.kind == "inspection" and any(x.kind == "visit" and x.clauses is e.clauses for x in group):
        return True  # "berkunjung ke Suva untuk meninjau pabrik": the visit itself is for that
    if not _is_one_kind(e, group, people, parties):
        return False
    if e.aim and any(x.kind == e.kind == "visit" and x.clauses is e.clauses for x in group):
        return True  # "bertolak ke Suva untuk melakukan kunjungan kenegaraan ke Fiji"
    statuses = {e.status, *(x.status for x in group if x.people or x.parties)}  # "dalam kunjungan ini" says no status
    under_way = _is_under_way(group, e) or _is_done(group, e, people)
    if not e.back and statuses >= {"planned", "held"} and not under_way:
        return False  # what is still to come is not what has been, unless it is pointed back to
    times = [x.when.when for x in group if x.when]
    if e.past and not times and not any(x.background or x.in_title for x in group):
        return False  # "... menemui Menhan Andara. Pada Mei tahun lalu kedua menhan bertemu di Apia"
    if e.when and times:
        w = e.when.when
        return any(
            not (w.first and t.last and w.first > t.last) and not (t.first and w.last and t.first > w.last)
            for t in times
        )
    return True


def is_part_of_row(group: list[Encounter], e: Encounter) -> bool:
    """Does `e` tell of the talk with one of those whom a row names: "bertemu Menlu Fiji dan Menlu Tonga. Dalam
    pertemuan dengan Menlu Fiji ..."? Such a row tells of a talk with each."""
    first = group[0]
    if (
        e.kind != "meeting"
        or first.kind != "meeting"
        or e.back
        or e.pointed
        or e.in_title
        or any(x.of_three for x in group)
    ):
        return False
    row = row_of(first)
    own = {e.sides[a] for a in e.people if a in e.sides} & set(row.values())
    return len(set(row.values())) >= _PAIR and len(own) == 1 and len(set(e.parties)) == _PAIR


def row_of(e: Encounter) -> dict[str, str]:
    """Those named behind the word of the encounter with their states, unless somebody before it is of one of these."""
    end = e.clauses.tokens[e.hit.last].span.end
    right = {a: e.sides[a] for a, (_, s) in e.people.items() if s.start >= end and a in e.sides}
    left = {e.sides.get(a) for a in e.people if a not in right}
    return right if left and not left & {*right.values(), None} else {}


def _is_with_others(group: list[Encounter], e: Encounter, people: set[str], parties: set[str]) -> bool:
    """Do both talks have one person in common and no more, and each a state that the other does not name?"""
    shared = set(e.people) & people
    one = kinds_of(group) == {e.kind} == {"meeting"} and len(shared) == 1 and min(len(e.people), len(people)) == 1
    return one and bool(set(e.parties) - parties) and bool(parties - set(e.parties))


def _is_one_journey(group: list[Encounter], e: Encounter) -> bool:
    """Are both visits of one visitor to one state, whoever receives him there?"""
    if e.kind != "visit" or kinds_of(group) != {"visit"}:
        return False
    comes = {a for x in group for a, (r, _) in x.people.items() if r == "visitor"}
    if not comes & {a for a, (r, _) in e.people.items() if r == "visitor"}:
        return False
    own = {s for x in (*group, e) for a, s in x.sides.items() if a in comes}
    return bool(({p for x in group for p in x.parties} & set(e.parties)) - own)


def _is_under_way(group: list[Encounter], e: Encounter) -> bool:
    """Do two tellings of a journey name days that meet: what was planned for 8-10 May goes on since 9 May?"""
    if e.kind != "visit" or kinds_of(group) != {"visit"} or e.when is None:
        return False
    a = e.when.when
    return any(
        a.first
        and a.last
        and b.first
        and b.last
        and a.first <= b.last
        and b.first <= a.last
        and (a.first, a.last) != (b.first, b.last)
        for b in (x.when.when for x in group if x.when)
    )


def _is_done(group: list[Encounter], e: Encounter, people: set[str]) -> bool:
    """ "Keduanya menuju teras untuk melakukan pertemuan. Di sana mereka berbincang": is what they went for held?"""
    aims = all(x.aim and not x.when for x in group)
    return aims and e.status == "held" and e.kind == "meeting" and not e.background and people == set(e.people)


def _is_reached(group: list[Encounter], e: Encounter, parties: set[str]) -> bool:
    """ "Fiji dan Tonga berunding, Jumat. Delegasi Fiji tiba Kamis untuk berunding dengan Menhan Tonga": told before?

    Of the talk told first no people are named; what somebody came for is that talk.
    """
    first = group[0]
    held = first.kind == e.kind == "meeting" and first.status == "held" and not first.background
    told = [x.when.when.last for x in group if x.when and x.when.when.last]
    later = e.when is not None and e.when.when.first is not None and any(e.when.when.first > day for day in told)
    one = len(parties) >= _PAIR and bool(e.parties) and set(e.parties) <= parties
    return held and e.aim and one and not later and not any(x.people for x in group)


def _is_elsewhere(group: list[Encounter], e: Encounter) -> bool:
    """Are both journeys told with the state that they go to, and is it not the same?"""
    states = {x.place[0].country for x in group if x.place and x.place[0].country}
    return bool(states) and e.place is not None and e.place[0].country not in {None, *states}


def kinds_of(group: list[Encounter]) -> set[str]:
    """The kinds of the encounters of a group."""
    return {x.kind for x in group}


def _is_one_kind(e: Encounter, group: list[Encounter], people: set[str], parties: set[str]) -> bool:
    """May the encounter, by its kind, be the one of the group: the same kind, or a word that goes with it?"""
    kinds = kinds_of(group)
    both = kinds | {e.kind}
    if e.kind in kinds:
        return True
    if e.ceremony or any(x.ceremony for x in group):
        return False
    if e.aside or any(x.aside for x in group):
        return False  # a talk beside a summit is not the summit
    if e.kind == "signing" and e.voice == "verb":
        return False  # "seusai pertemuan mereka menyaksikan penandatanganan": two encounters
    if e.back or both <= {"meeting", "signing"}:
        return True
    if both <= {"meeting", "summit", "signing"}:
        if e.kind == "meeting" and e.voice == "verb" and len(e.parties) > 1 and set(e.parties) < parties:
            return False  # "keduanya hadir di KTT ASEAN. Kedua presiden itu akan bertemu"
        return set(e.people) <= people and (set(e.parties) <= parties or parties <= set(e.parties))
    if both <= {"meeting", "call"} and kinds == {"call"} and e.voice != "verb":
        # "berbicara lewat telepon. Kedua presiden membahas ...", "dalam pembicaraannya dengan Presiden Fiji"
        return e.voice == "talk" or (set(e.people) == people and not (e.place or e.when))
    if both <= {"meeting", "other"}:
        return e.voice == "talk"
    # Words of a visit and of a talk tell of one thing where they add nobody and no state, and no day of their own.
    if both <= {"meeting", "visit"}:
        if e.voice == "talk":
            return set(e.people) <= people
        if not e.people and not e.in_title and e.status == "planned" and e.kind == "meeting":
            return False  # "rencana pertemuan para menteri pertahanan kedua negara" is not the visit told before
        if e.kind == "meeting" and e.formal:
            return False  # "pertemuan bilateral" on a visit is a talk of its own
        apart = e.kind == "visit" and e.people and e.own_time and e.when and not e.linked
        return e.voice == "noun" and not apart and _adds_nobody(e, people, parties)
    return False


def _adds_nobody(e: Encounter, people: set[str], parties: set[str]) -> bool:
    """Does a noun name no person and no state that was not there before?"""
    return set(e.people) <= people and set(e.parties) <= parties


def is_enough(group: list[Encounter], pair: tuple[str, ...]) -> bool:
    """Two sides, at least one of them foreign to the other; a headline alone is not enough."""
    body = [e for e in group if not e.in_title]
    parties = {p for e in body for p in e.parties}
    people = {a for e in body for a in e.people}
    if not body:
        return False
    kinds = {e.kind for e in body}
    if kinds == {"visit"} and len(parties) == 1 and any(_is_at_home(e, parties, pair) for e in body):
        return False  # a journey at home
    if len(parties) >= 2 and (people or kinds & _OF_STATES):
        return bool(people) or all(len(e.parties) >= 2 for e in body if not e.back)
    if any(e.assembly for e in body):
        return True
    if kinds == {"signing"} and people and parties - {HOME}:
        return True  # one state's official at the signing of a convention
    if kinds == {"summit"} and parties == {HOME}:
        return False  # "usai mengikuti pertemuan di Bogor"
    if "summit" in kinds and parties:
        return any(e.when or e.place or e.people or e.status_span for e in body)
    where = {e.place[0].country for e in body if e.place}
    among_us = len(people) > 1 and where <= {HOME, None} and {e.sides.get(a) for e in body for a in e.people} == {HOME}
    if kinds == {"meeting"} and parties == {HOME} and (among_us or not where):
        return False  # "pertemuan dengan wakil presiden", "Menhan dan Panglima TNI bertemu di Jakarta": at home
    if len(pair) == 2 and parties and parties <= set(pair) and people and kinds & {"meeting", "visit", "call"}:
        return True
    sides = {e.sides.get(a) for e in body for a in e.people}
    if len(people) > 1 and kinds & {"meeting", "visit", "call"} and (None in sides or len(sides) > 1):
        # One of them is of a foreign state, and whose the other is, is not said: "Presiden Fiji bertemu Raja Havea".
        return bool(parties - {HOME}) or (not parties and len(pair) == 2 and HOME not in pair)
    return bool(people) and bool(parties - {HOME}) and "visit" in kinds


def _is_at_home(e: Encounter, parties: set[str], pair: tuple[str, ...]) -> bool:
    """Does the place lie in the only state named, and do those who come belong there, as far as it is said?

    Whose they are may stay unsaid where that state and another are the two that the page is about.
    """
    country = e.place[0].country if e.place else None
    two = len(pair) == _PAIR and country in pair and HOME not in pair
    return country in parties and (not two or country in {e.sides.get(a) for a in e.people})


def is_ahead(doc: Annotated, e: Encounter) -> bool:
    """Does the time of the encounter begin after publication?"""
    first = e.when.when.first if e.when else None
    return first is not None and doc.article.published is not None and first.isoformat() > doc.article.published[:10]


def is_over(doc: Annotated, e: Encounter) -> bool:
    """Does the time of the encounter end before publication?"""
    last = e.when.when.last if e.when and e.when.when.precision == "day" else None
    return last is not None and doc.article.published is not None and last.isoformat() < doc.article.published[:10]


def is_past(doc: Annotated, e: Encounter) -> bool:
    """Did it happen more than two weeks before publication?"""
    last = e.when.when.last if e.when else None
    if last is None or not doc.article.published:
        return False
    return date.fromisoformat(doc.article.published[:10]) - last > _BACKGROUND_AFTER
