"""The other sides of a verb: with whom, to whom, whom it acts on; the agent of a passive; whose a noun is."""

from __future__ import annotations

from risalah.extract.parties import Cast, Named
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger
from risalah.resources.grammar import Grammar

_SOURCE = 3  # words between a word of reporting and its source: "dilansir kantor berita AFP"
_JOINED = 2  # tokens from the end of a name to the one that "dan" joins to it
_FREED = 5  # words behind a verb in which those whom it is done to are named with their origin
_NOUNS = 5  # words between "untuk" and the name of who is given to ("untuk korban gempa Fiji")


def find_objects(
    cast: Cast, clauses: Clauses, trigger: int, stop: int, *, asks: bool = False
) -> tuple[list[Named], list[Named], list[Named]]:
    """(those with whom, those to whom or for whom, direct objects) after a verb, up to token `stop`.

    `asks`: what follows is a request, which those may be asked whom the next clause sets against it.
    """
    g = cast.grammar
    with_: list[Named] = []
    to: list[Named] = []
    direct: list[Named] = []
    beside: list[Named] = []
    aside = -1  # the last token of a name that is no side of the verb
    through: set[str] = set()
    there = False  # is a state named in which it is done
    rows = [n for n in cast.named(clauses) if trigger < n.first < stop]
    rows = sorted([*rows, *_capitals_after(cast, clauses, trigger, stop)], key=lambda n: n.first)
    for n in _leave_relative(clauses, trigger, rows, g):
        if any(clauses.tokens[k].low in g.reported for k in range(max(trigger + 1, n.first - _SOURCE), n.first)):
            continue  # "seperti dilansir AFP": who reports it
        near = {clauses.tokens[k].low for k in range(max(0, n.first - 3), n.first)}
        if n.before in g.stands_in and any(cast.is_body(p) for p in n.parties):
            through |= set(n.parties)
        if set(n.parties) <= through:
            continue  # "menyalurkan bantuan lewat Program Pangan Dunia (WFP)": through whom it comes
        if _takes_part(clauses, trigger, n.first, g):
            continue  # "dalam perundingan, yang melibatkan Fiji dan Tonga"
        if n.before in g.and_ and n.first - aside == _JOINED:
            aside = n.last
            continue  # "di Fiji dan Tonga"
        if not asks and _is_contrast(clauses, trigger, n.first, g):
            continue  # "Norwegia menyalurkan 40 juta krone, sementara Jepang akan ...": another one's act
        apart = set(clauses.openers[clauses.tokens[n.first].clause].split()) & g.besides_main
        if (apart or n.before not in g.to | g.with_) and _is_beside(clauses, trigger, n.first, g):
            beside.append(n)  # "siap menambah bantuan jika Tonga ...": what the main clause undertakes is not for Tonga
            continue
        if to and n.before in g.joins and n.first - to[-1].last <= 3:
            to.append(n)  # "kepada Fiji dan Tonga"
            continue
        if near & g.against and not set(n.before.split()) & (g.to | g.with_):
            continue  # "membantu negara itu melawan invasi Fiji": nothing is done for Fiji
        reach = {clauses.tokens[k].low for k in range(max(trigger + 1, n.first - 5), n.first)}
        if reach & g.gives_to and (n.before in g.inside or _is_given(clauses, trigger, n, g)):
            to.append(n)  # "bagi korban gempa di Fiji", "untuk korban gempa Fiji"
            continue
        if n.before in g.source and clauses.tokens[n.first - 2].low in g.carries:
            direct.append(n)  # "menolak tawaran dari Fiji": whose offer it is
            continue
        far = n.before in g.origin and n.first - trigger > _FREED  # "membebaskan 14 pelaut asal Iran": Iran's people
        if far or n.before in g.agent or (n.before in g.inside and not near & g.counterparts):
            aside = n.last
            there = there or (n.before in g.inside & g.place and n.mention.kind == "state")
            continue
        if n.before in g.with_ or near & g.counterparts:
            with_.append(n)
        elif n.before in g.to:
            to.append(n)
        else:
            direct.append(n)
    return with_, to, direct if with_ or to or direct or there else beside[:1]


def _takes_part(clauses: Clauses, trigger: int, at: int, g: Grammar) -> bool:
    """Does "yang melibatkan", "yang terdiri atas" stand in the clause before token `at`, or in the row's before?"""
    k = at - 1
    while k > trigger and clauses.tokens[k].low not in g.relative:
        k -= 1
    return k > trigger and clauses.tokens[k + 1].low in g.made_up


def _is_beside(clauses: Clauses, trigger: int, at: int, g: Grammar) -> bool:
    """Does token `at` stand in a later clause than the trigger, opened by "jika", "karena", "namun" ..?"""
    first, last = clauses.tokens[trigger].clause + 1, clauses.tokens[at].clause + 1
    return any(set(clauses.openers[k].split()) & g.besides_main for k in range(first, last))


def _is_contrast(clauses: Clauses, trigger: int, at: int, g: Grammar) -> bool:
    """Does a clause of what another one does ("sementara Fiji ...") begin between the trigger and token `at`?"""
    first, last = clauses.tokens[trigger].clause + 1, clauses.tokens[at].clause + 1
    return any(not set(clauses.openers[k].split()).isdisjoint(g.contrasts) for k in range(first, last))


def _is_given(clauses: Clauses, trigger: int, n: Named, g: Grammar) -> bool:
    """Do only nouns stand between "untuk" or its like and the name?"""
    row = [t.low for t in clauses.tokens[max(trigger + 1, n.first - _NOUNS) : n.first]]
    at = next((k for k in range(len(row) - 1, -1, -1) if row[k] in g.to), None)
    return at is not None and all(w.isalpha() and not w.startswith(("me", "ber")) for w in row[at + 1 :])


def _capitals_after(cast: Cast, clauses: Clauses, trigger: int, stop: int) -> list[Named]:
    """The capitals right after a verb, "kepada" or "dengan", and those joined to them ("agar Suva dan Apia")."""
    g = cast.grammar
    out: list[Named] = []
    for m in cast.within(clauses.span):
        if m.kind != "place":
            continue
        i = clauses.index_at(m.span.start)
        if not trigger < i < stop or (n := cast.capital_at(clauses, i)) is None or n.before in g.place | g.inside:
            continue
        close = all(t.low in g.leads | g.to for t in clauses.tokens[trigger + 1 : i])
        # "siap berunding dengan Suva": what is done with a capital is done with its government
        close = close or n.before in (g.with_ | g.to) - g.and_
        if close or (out and n.before in g.and_ and n.first - out[-1].last <= 2):
            out.append(n)
    return out


def _leave_relative(clauses: Clauses, trigger: int, rows: list[Named], g: Grammar) -> list[Named]:
    """Without those of a relative clause behind, where the clause of the verb itself names somebody.

    "Menolak tawaran Fiji, yang sudah bersepakat dengan Tonga": Tonga has no part in it.
    """
    own = clauses.tokens[trigger].clause
    if not any(clauses.tokens[n.first].clause == own for n in rows):
        return rows
    end = next((k for k in range(own + 1, len(clauses.openers)) if clauses.openers[k] in g.relative), None)
    return [n for n in rows if end is None or clauses.tokens[n.first].clause < end]


def find_agent(cast: Cast, clauses: Clauses, trigger: int) -> list[Named]:
    """The agent of a passive verb: the name after `oleh`, or right after the verb."""
    g = cast.grammar
    out: list[Named] = []
    if capital := cast.capital_at(clauses, trigger + 1):
        return [capital]  # "ditarik Beijing": who withdraws it, not where
    for n in cast.named(clauses):
        if n.first <= trigger or clauses.tokens[n.first].clause != clauses.tokens[trigger].clause:
            continue
        row = [t.low for t in clauses.tokens[trigger + 1 : n.first]]
        by = next((k for k in range(len(row) - 1, -1, -1) if row[k] in g.agent), -1)  # "diajukan ke DK oleh para dubes"
        if (
            n.before in g.agent
            or (not out and row[by + 1 :] and set(row[by + 1 :]) <= g.fronts)
            or n.first - trigger <= 1
            or (n.first - trigger == 2 and clauses.tokens[trigger + 1].low in g.bodies)
            or (out and n.before in g.joins and n.first - out[-1].last <= 3)
        ):
            out.append(n)
    return out


def find_owner(cast: Cast, clauses: Clauses, noun: int) -> list[Named]:
    """Whose the noun is: the name right after it ("permintaan Fiji", "janji dari pemerintah Fiji")."""
    g = cast.grammar
    for n in cast.named(clauses):
        between = [t.low for t in clauses.tokens[noun + 1 : n.first]]
        if noun < n.first and len(between) <= 2 and all(w in g.source | g.bodies | g.promised_goods for w in between):
            return [n]
    return []


def gives_to_place(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Does the name of a place abroad stand right behind "ke", "untuk" ("mengirim obat ke Suva")?"""
    for m in cast.within(clauses.span):
        i = clauses.index_at(m.span.start)
        if m.kind == "place" and trigger.last < i < trigger.stop and clauses.tokens[i - 1].low in cast.grammar.to:
            return True
    return False


def find_giver(cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
    """Who gives what somebody gets: the names behind "dari" ("Fiji dijanjikan kapal dari Tonga dan Samoa")."""
    g = cast.grammar
    if not find_takers(cast, clauses, trigger):
        return []
    out: list[Named] = []
    clause = clauses.tokens[trigger.first].clause
    for n in cast.named(clauses):
        if n.first <= trigger.last or clauses.tokens[n.first].clause != clause:
            continue
        near = {t.low for t in clauses.tokens[max(trigger.last, n.first - 2) : n.first]}
        if near & (g.source | g.agent) or (out and n.before in g.and_ and n.first - out[-1].last <= 2):
            out.append(n)
    return out


def find_takers(cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
    """Who gets what is promised: the names that alone are the subject of a passive verb."""
    if trigger.voice != "passive" or trigger.cue.roles != "one" or trigger.instruments:
        return []
    clause = clauses.tokens[trigger.first].clause
    rows = [n for n in cast.named(clauses) if n.last < trigger.first and clauses.tokens[n.first].clause == clause]
    start = clauses.first_of(clause)
    capital = None if rows else cast.capital_at(clauses, start)
    if capital is not None and capital.last < trigger.first:
        rows = [capital]  # "Suva didesak Apia"
    loose = cast.grammar.adverbs | cast.grammar.and_ | cast.grammar.bodies | {","}
    named = {k for n in rows for k in range(n.first, n.last + 1)}
    own = clauses.openers[clause].split()
    between = [clauses.tokens[k].low for k in range(start, trigger.first) if k not in named]
    if rows and all(w in loose or w in own for w in between):
        return rows
    # "seruan gencatan senjata kepada Fiji dan Tonga dikumandangkan PBB"
    g, asked = cast.grammar, list[Named]()
    for n in rows if trigger.cue.asks else ():
        if n.before in g.to - g.and_ or (asked and n.before in g.and_ and n.first - asked[-1].last == _JOINED):
            asked.append(n)
    return asked
