"""The parties of a trigger with their roles: who binds itself, with whom, for whom."""

from __future__ import annotations

from risalah.extract.antecedents import find_antecedent, find_meant
from risalah.extract.asking import (
    asks_abroad,
    asks_openly,
    asks_parties_there,
    crosses_border,
    is_of_goods,
    leave_asked,
    wants_abroad,
)
from risalah.extract.binding import (
    add_own_side,
    add_takers,
    are_firms,
    bind_parties,
    give_roles,
    is_international,
    merge_parties,
    read_codes,
    share_parties,
)
from risalah.extract.company import find_company
from risalah.extract.doers import find_subject, has_private_subject
from risalah.extract.duties import read_duty
from risalah.extract.firms import has_unknown_name, is_signed_by_firm, leave_firms
from risalah.extract.guests import find_guests, find_invited, is_guest_abroad
from risalah.extract.objects import find_passive_subject
from risalah.extract.open_verbs import is_verb
from risalah.extract.opinions import is_opinion
from risalah.extract.others import find_agent, find_giver, find_objects, find_owner, find_takers, gives_to_place
from risalah.extract.own_affairs import is_own_affair
from risalah.extract.parties import HOME, Cast, Named, says_both, says_group, says_own, says_they, says_we
from risalah.extract.presupposed import is_presupposed
from risalah.extract.private_ones import asks_own, asks_people, has_private_head
from risalah.extract.reaching import find_places, find_states_there, is_about_two, reaches_others
from risalah.extract.receiving import find_givers, find_sellers, read_gift
from risalah.extract.strangers import are_private
from risalah.extract.subjects import is_crowd, is_done_at_home, is_thing
from risalah.extract.tellers import find_aside, find_speaker_party
from risalah.extract.tokens import Clauses
from risalah.extract.told_before import find_other_told
from risalah.extract.triggers import Trigger
from risalah.extract.warring import find_sides
from risalah.model.annotation import Quote
from risalah.model.codebook import rank
from risalah.model.record import Party
from risalah.model.span import Span

_AHEAD = frozenset({"planned", "refused", "offered"})  # what a thing "will" do, or makes possible, is a forecast
_SHARED = frozenset({"raised", "negotiating", "finalising", "text_agreed"})  # nobody does these alone
_SAID = frozenset({"requested", "offered", "pledged"})  # what a verb and a noun say together ("mengulangi seruan")
Roles = tuple[list[Party], list[Span]]


def read_roles(cast: Cast, clauses: Clauses, trigger: Trigger, quote: Quote | None) -> Roles | None:
    """The parties with their roles and the words that name them; None where nobody who can bind a state acts.

    What the sentence leaves out is taken from where the article leaves no doubt: "kami" from the speaker, the other
    side from the pair of states that the article is about.
    """
    cue = trigger.cue
    if cast.tells_poll(clauses) or ((cue.asks or cue.stage == "pledged") and asks_people(cast, clauses, trigger)):
        return None
    if cue.demands and asks_own(cast, clauses, trigger) and not asks_parties_there(cast, clauses, trigger):
        return None  # "mengimbau warganya"
    signs = bool(trigger.instruments)
    if (trigger.voice == "active" or cue.demands) and has_private_head(cast, clauses, trigger.first, signs=signs):
        return None  # "para nelayan Fiji menuntut": no state does
    if is_opinion(cast, clauses, trigger) or is_presupposed(cast, clauses, trigger):
        return None
    if cue.duty:
        return read_duty(cast, clauses, trigger, quote)
    if cue.gets:
        return read_gift(cast, clauses, trigger, quote)
    bare = trigger.voice == "active" and cue.object == "act"
    if (
        (bare or cue.kind == "target")
        and {cue.stage, trigger.reading.stage} & _AHEAD
        and is_thing(cast, clauses, trigger.first)
    ):
        return None  # "kegagalan perundingan akan meningkatkan ketegangan": a forecast
    named = bool(trigger.instruments) or cue.object == "self" or cue.stage not in ("planned", "pledged", "requested")
    names = _leave_speaker(cast, clauses, trigger, quote, find_actors(cast, clauses, trigger))
    if trigger.voice == "active" and not trigger.instruments and are_private(cast, clauses, trigger.first, names):
        return None  # "Gubernur Andara berjanji"
    if bare and names and all(cast.names_faction(n) for n in names):  # "Partai Buruh menuntut penarikan pasukan"
        return None
    with_, to, direct = find_objects(cast, clauses, trigger.last, trigger.stop, asks=cue.asks)
    names = leave_firms(cast, clauses, names)
    to = [*to, *find_takers(cast, clauses, trigger), *find_sellers(cast, clauses, trigger)]
    given = any(c.isupper() for c in read_codes(to)) or gives_to_place(cast, clauses, trigger)
    if cue.needs_taker and trigger.voice == "active" and not given:
        return None  # "mengirim kapal ke perairan Fiji": nobody is given it
    if not (with_ or to or direct):
        to = find_company(cast, clauses, trigger)
    if trigger.instruments:
        with_, to, direct = (leave_firms(cast, clauses, row) for row in (with_, to, direct))
        by_firm = trigger.voice == "active" and is_signed_by_firm(cast, clauses, trigger.first)
        if by_firm and not (read_codes(with_) or any(n.mention.kind == "person" for n in names)):
            cast.firm_deals.update(i.kind for i in trigger.instruments)
            return None  # "perusahaan Fiji dan Tonga menandatangani kontrak": no state does
    names = names or (with_ if trigger.voice == "noun" and trigger.instruments else [])
    if trigger.voice == "passive" and is_done_at_home(clauses, trigger.last, cast.grammar):
        return None  # "proyek yang disetujui oleh pendahulunya"
    subject = read_codes(names)
    speaker = find_speaker_party(cast, clauses, trigger.first, quote)
    # What is said to have been done needs its doer, or "kami": "skema itu memberi bantuan" is no act of who says so.
    doerless = trigger.voice == "active" and not subject and rank(trigger.reading.stage) < rank("signed")
    own = says_we(cast, clauses, trigger.first) or (doerless and _leads(cast, clauses, trigger))
    own = own and (says_we(cast, clauses, trigger.first) or not has_private_subject(cast, clauses, trigger.first))
    if trigger.voice == "active" and not subject and not own and has_private_subject(cast, clauses, trigger.first):
        return None  # "bioskop Fiji sepakat": no state does
    crowd = not subject and bare and is_crowd(clauses, trigger.first, cast.grammar)
    openly = not subject and asks_openly(cast, clauses, trigger)
    unnamed = trigger.voice == "active" and not subject and not openly and not (crowd and cue.asks)
    if unnamed and has_unknown_name(cast, clauses, trigger.first):
        return None
    own = own and not says_they(cast, clauses, trigger.first)  # nobody calls himself "mereka"
    if not subject and own and speaker and not crowd:
        subject = [speaker]
    if not subject and not speaker and trigger.voice == "active" and says_own(cast, clauses, trigger.first):
        names = find_subject(cast, clauses, trigger.first, over=True)  # "Fiji menegaskan pihaknya ..."
        subject = read_codes(names)
    if not subject and quote and quote.speaker == speaker is not None and says_they(cast, clauses, trigger.first):
        subject = [str(speaker)]  # "Fiji menyatakan mereka akan ...": a state that speaks calls itself so
    if not subject and speaker in cast.pair and says_they(cast, clauses, trigger.first):
        subject = [c for c in cast.pair if c != speaker]  # "mereka berkomitmen", says the other side
    if not subject and trigger.voice == "active" and says_group(cast, clauses, trigger.first):
        subject = cast.last_group(clauses)
    if not subject and trigger.voice == "active" and not (speaker and own):
        subject = find_antecedent(cast, clauses, trigger.first)
    both = says_both(cast, clauses.span) or (own and len(cast.pair) == 2 and speaker in cast.pair)
    asked = {c for c in read_codes([*direct, *to, *with_]) if c.isupper()}
    jointly = len(subject) > 1 or (not subject and says_both(cast, clauses.span))
    if cue.needs_asked and both and jointly and not asked - set(subject or cast.pair):
        return None  # "kedua pemimpin mendorong agar perundingan selesai": nobody is asked
    if cue.object == "act":
        direct = [n for n in direct if not cast.is_home_body(n)]
    if cue.roles == "both" or trigger.instruments:
        guests = find_guests(clauses, trigger, [*direct, *to]) if cue.kind == "visit_plan" else []
        guests = [*guests, *find_invited(cast, clauses, trigger)]
        inside = leave_firms(cast, clauses, _inside(cast, clauses, trigger))
        others = [*inside, *with_, *guests, *(to if cue.asks else ()), *(direct if cue.asks else ())]
        if cue.needs_guest and not is_guest_abroad(cast, clauses, trigger, subject, read_codes(others)):
            return None  # a guest of the own state, or none
        # "Kami sepakat ...": nobody agrees alone
        mutual = clauses.tokens[trigger.first].low in cast.grammar.mutual
        shared = mutual and both and own and not read_codes([*to, *direct])
        if _binds_one(trigger, subject, with_) and not says_both(cast, clauses.span) and not shared:
            others = [*others, *to, *direct, *find_places(cast, clauses, trigger)][:2]
            there = [] if others else find_states_there(cast, clauses, trigger, {*subject, HOME}, named=True)
            parties = bind_parties(cast, cue, subject, read_codes(others) or there)
        else:
            planned = trigger.voice == "passive" and cue.stage == "planned" and not trigger.instruments
            of_pair = len(cast.pair) == 2 and cast.names_foreign(clauses)
            if planned and not (cast.excerpt or subject or speaker or of_pair or read_codes(others)):
                return None  # "dana itu akan disalurkan": whose it is stays open
            sides = [] if others else find_sides(cast, clauses, trigger, subject)
            parties = share_parties(cast, subject, read_codes(others) or sides, both=both)
            parties += add_takers(parties, trigger, to)
            if not subject:
                beside = [n for n in (*inside, *with_) if n.before in cast.grammar.with_ - cast.grammar.and_]
                parties = add_own_side(cast, parties, beside, speaker)
    else:
        if not subject and both and trigger.voice == "active" and not crowd:
            subject = list(cast.pair)
        known = openly or (crowd and bool(read_codes([*direct, *to])))
        if not subject and not cast.leaves_open(clauses, named=named) and not known:
            return None
        at_home = subject == [HOME] or cast.excerpt
        direct = (
            [n for n in direct if not is_of_goods(cast, clauses, trigger, n)] if cue.demands and at_home else direct
        )
        others = [*to, *with_, *direct][:2]
        if cue.demands:
            others = leave_asked(clauses, trigger, [*direct, *to, *with_], cast.grammar.joins)
        meant = find_meant(cast, clauses, trigger.last, subject) if cue.demands and not others else []
        meant = meant or ([] if others else find_sides(cast, clauses, trigger, subject))
        alone = len(subject) == 1 and subject != [HOME] and not (others or meant) and subject[0] not in cast.pair
        alone = alone and not asks_abroad(cast, clauses, trigger, names, subject)
        if cue.demands and alone and not cast.excerpt and not wants_abroad(cast, clauses, trigger):
            return None  # "PM Fiji mendesak pemimpin oposisi": nobody abroad is asked
        if cue.demands and others and not set(read_codes(others)) - set(subject):
            return None  # a demand on the own side
        there = [] if cue.demands or others else find_states_there(cast, clauses, trigger, {*subject, HOME}, named=True)
        parties = bind_parties(cast, cue, subject, read_codes(others) or meant or there)
        if cue.demands and len(parties) == 1 and HOME in cast.pair and crosses_border(clauses, trigger, cast):
            # "meminta bea masuk dihapus", in an article about two states: the other one is asked
            parties += [Party(c, "addressee") for c in cast.pair if c not in subject]
    told = cue.stage == "planned" and trigger.voice == "passive" and not trigger.instruments and speaker
    if told and not parties and (read_codes(others) or cast.places_abroad(clauses, trigger.last, {str(speaker)})):
        # "kapal itu akan dibangun di Fiji dan dikirim ke Tonga, kata Menhan Fiji": the speaker's state
        parties = share_parties(cast, [str(speaker)], read_codes(others), both=both)
    if not (trigger.instruments or cue.demands) and len(parties) == 1 and len(subject) == 1:
        parties += [Party(c, "beneficiary") for c in find_states_there(cast, clauses, trigger, {*subject, HOME})]
    if cue.alone:
        own_word = [Party(c, "committer") for c in subject if c.isupper()]
        return (own_word, [n.mention.span for n in names]) if own_word else None
    if cue.needs_other and trigger.voice == "passive" and not subject:
        # "48 jet akan diproduksi di Turki dan diekspor ke Indonesia": whose it is, else who says so; who stands behind
        # "kepada" is no doer ("penjualan senjata Fiji kepada Tonga diumumkan")
        bounds = find_passive_subject(clauses, trigger, cast.grammar)
        names = [n for n in cast.named(clauses) if bounds and bounds[0] <= n.first <= bounds[1]]
        to = [*to, *(n for n in names if n.before in cast.grammar.to)]
        subject = read_codes([n for n in names if n not in to]) or ([speaker] if speaker else [])
    before = find_other_told(cast, clauses, trigger, subject)
    reaches = reaches_others(cast, clauses, trigger, subject) or bool(before)
    if before and len(parties) == 1:
        parties += [Party(c, "beneficiary") for c in before if c not in subject]
    if cue.needs_taker and bare and not subject and rank(trigger.reading.stage) >= rank("signed"):
        return None  # "bagi Fiji, mengirim kelapa ke Tonga adalah tradisi"
    if cue.needs_other and not subject and cast.excerpt and cast.names_foreign(clauses):
        # a sentence alone may leave open who it is that urges, where it names the other side
        others = [n for n in cast.named(clauses) if cast.is_foreign(n.parties)][:2]
        parties = bind_parties(cast, cue, [], read_codes(others))
    elif cue.needs_other:
        located = set(read_codes(find_places(cast, clauses, trigger))) - set(subject)
        abroad = cast.places_abroad(clauses, trigger.last, set(subject)) or bool(located)
        actor = cast.doc.actors.get(subject[0]) if subject and rank(cue.stage) >= rank("signed") else None
        abroad = abroad or (actor is not None and actor.kind == "organisation" and subject[0].isupper())
        if set(subject) <= set(cast.pair) and crosses_border(clauses, trigger, cast):
            abroad = True  # "akan menurunkan bea masuk", in an article about two states: the other side is meant
        abroad = abroad or reaches or (not cue.open_verb and len(subject) == 1 and is_about_two(cast, subject[0]))
        together = {t.low for t in clauses.tokens[trigger.last : trigger.stop]} & cast.grammar.together
        abroad = abroad or (cue.roles == "both" and len(subject) > 1 and (bool(together) or trigger.voice == "active"))
        if not subject or not (set(read_codes([*direct, *to, *with_])) - set(subject) or abroad):
            return None  # what a state will do at home binds it to nobody
        others = [*with_, *to, *direct] or find_places(cast, clauses, trigger)
        parties = bind_parties(cast, cue, subject, read_codes(others)[:2] or before)
    if not reaches and (
        _is_domestic(cast, clauses, trigger, parties) or is_own_affair(cast, clauses, trigger, subject, parties)
    ):
        return None
    if not {p.actor for p in parties} - {HOME} and cast.leaves_open(
        clauses, named=bool(trigger.instruments) or (named and not subject)
    ):
        return parties, [n.mention.span for n in names]
    if not parties and cue.needs_foreign and cast.excerpt:
        names = [n for n in cast.named(clauses) if cast.is_foreign(n.parties)][:2]
        parties = [Party(c, "party") for c in read_codes(names)]
    outward = bool(parties) and (_goes_abroad(cast, clauses, trigger) or wants_abroad(cast, clauses, trigger))
    if not is_international(parties) and not outward:
        if subject and are_firms(parties):
            cast.firm_deals.update(i.kind for i in trigger.instruments)
            return None
        found = _complete(cast, clauses, trigger, parties)
        if found is None:
            return None
        parties, more = found
        others = [*others, *more]
    parties = give_roles(parties, trigger, subject, to)
    spans = [n.mention.span for n in (*names, *others)]
    said = {p for n in (*names, *others) for p in n.parties}
    # A party that the sentence leaves out is pinned to where the article first names it.
    spans += [s for p in parties if p.actor not in said and (s := cast.first_of(p.actor)) is not None]
    return parties, spans


def _leave_speaker(
    cast: Cast, clauses: Clauses, trigger: Trigger, quote: Quote | None, names: list[Named]
) -> list[Named]:
    """Those who act without the one who tells of it: in "Menlu A mengatakan Fiji berkomitmen" Fiji does.

    Where the nearest names are the speaker's alone ("Fiji, kata Menlu A, akan ..."), those of the reported words before
    the trigger act.
    """
    aside = find_aside(cast, clauses, trigger)
    if aside is not None and names and all(n.mention == aside for n in names):
        before = [n for n in cast.named(clauses) if n.last < names[0].first and n.before not in cast.grammar.oblique]
        return before[-1:] or names  # "Menlu Fiji, seperti dikutip Menlu Andara, berkomitmen"
    if quote is None or trigger.voice != "active" or not names:
        return names
    inside = [n for n in names if any(s.contains(n.mention.span) for s in quote.content)]
    if inside:
        return inside
    told = quote.speaker_mention
    if told is None or not all(n.mention.span.overlaps(told) for n in names):
        return names
    said = [
        n
        for n in cast.named(clauses)
        if n.last < trigger.first
        and n.before not in cast.grammar.oblique
        and any(s.contains(n.mention.span) for s in quote.content)
    ]
    return said[-1:] or names


def _binds_one(trigger: Trigger, subject: list[str], with_: list[Named]) -> bool:
    """Is it an undertaking of one side ("Fiji akan mengirim beras ke Tonga"), not one that two share?"""
    return (
        not trigger.instruments
        and trigger.voice == "active"
        and len(subject) == 1
        and not with_
        and trigger.cue.kind != "visit_plan"
        and trigger.cue.stage not in _SHARED
    )


def _is_domestic(cast: Cast, clauses: Clauses, trigger: Trigger, parties: list[Party]) -> bool:
    """Is it what one foreign state will do at home ("Fiji akan membangun jembatan"), in an article?"""
    cue = trigger.cue
    if cast.excerpt or cue.stage != "planned" or cue.object != "act" or trigger.instruments or len(parties) != 1:
        return False
    own = {p.actor for p in parties}
    reaches = cast.places_abroad(clauses, trigger.last, own) or crosses_border(clauses, trigger, cast)
    actor = cast.doc.actors.get(parties[0].actor)
    return own != {HOME} and actor is not None and actor.kind == "state" and not reaches


def _complete(
    cast: Cast, clauses: Clauses, trigger: Trigger, parties: list[Party]
) -> tuple[list[Party], list[Named]] | None:
    """Parties of an instrument whose sentence gives it none; None where it may be a domestic one.

    "MoU itu diteken di sela kunjungan PM Fiji": the foreign parties that the sentence names, else the only foreign one
    of the article. Where the whole page names no state, the parties stay open: "Kedua negara sepakat ...".
    """
    shared = trigger.instruments or trigger.cue.roles == "both"
    if not shared or {p.actor for p in parties} - {HOME} or trigger.governed.effect in ("propose", "hope", "possible"):
        return None
    between = cast.between_states(clauses)
    if trigger.instruments and are_firms(parties) and len(cast.pair) == 2:
        return merge_parties(parties, list(cast.pair)), []  # "dengan PT A", told of a visit to Fiji
    if parties and not between:
        return None
    here = [n for n in cast.named(clauses) if cast.is_foreign(n.parties)] if trigger.instruments else []
    here = leave_firms(cast, clauses, here)
    if here:
        return merge_parties(parties, read_codes(here[:2])), here[:2]
    if len(cast.foreign) == 1 and trigger.instruments and not trigger.cue.takes_vp:
        return merge_parties(parties, sorted(cast.foreign)), []
    return (parties, []) if not cast.foreign and between else None


def _leads(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Does the trigger stand in a clause that may have the speaker as its subject without saying so?

    Not in one that another word opened: in "mengecam penahanan kapal saat mengirimkan bantuan" the ship sends.
    """
    opener = clauses.openers[clauses.tokens[trigger.first].clause]
    words = opener.split()
    return not opener or opener == "," or opener in cast.grammar.complementiser or words[0] in cast.grammar.and_


def find_actors(cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
    """Those who do what the trigger says."""
    if trigger.cue.gets:
        return find_givers(cast, clauses, trigger)
    if trigger.voice == "noun" and not trigger.instruments and (owner := find_owner(cast, clauses, trigger.last)):
        return owner
    if trigger.voice == "active" or (trigger.voice == "noun" and not trigger.instruments):
        names = find_subject(cast, clauses, trigger.first)
        first, last = clauses.tokens[trigger.first].low, clauses.tokens[trigger.last].low
        noun_last = not is_verb(last) and last not in cast.grammar.to | cast.grammar.with_ | cast.grammar.aims
        if names or trigger.cue.stage not in _SAID or not (is_verb(first) and noun_last):
            return names
        return find_owner(cast, clauses, trigger.last)  # "ia mengulangi kesediaan Fiji untuk ..."
    names = find_agent(cast, clauses, trigger.last) or find_giver(cast, clauses, trigger)
    if not names and trigger.voice == "passive" and not trigger.instruments:
        # "bantuan Indonesia itu diserahkan": the agent is left out, the goods say whose they are
        bounds = find_passive_subject(clauses, trigger, cast.grammar)
        row = [n for n in cast.named(clauses) if bounds and bounds[0] <= n.first <= bounds[1]]
        names = [n for n in row if n.before not in cast.grammar.oblique]
    return names


def _inside(cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
    """The parties named in the instrument's title, or between it and a verb that follows it."""
    found = []
    for i in trigger.instruments:
        for n in cast.named(clauses):
            aside = clauses.openers[clauses.tokens[n.first].clause] in cast.grammar.relative
            between = (
                trigger.voice != "active"
                and i.last < n.first < trigger.first
                and not (aside and clauses.tokens[i.head].clause != clauses.tokens[n.first].clause)
            )
            if (i.first <= n.first <= i.last and not _is_founded(cast, n)) or between:
                found.append(n)
    return found


def _is_founded(cast: Cast, n: Named) -> bool:
    """Is it a body of no state that the instrument is about ("nota pembentukan Komite Dagang"), no side of it?"""
    return cast.is_home_body(n) and n.before not in cast.grammar.beside | cast.grammar.joins | cast.grammar.to


def _goes_abroad(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Is the act of a party to be done in another country ("membuka kedutaan besar di Suva")?"""
    if trigger.cue.object != "act":
        return False
    start = clauses.tokens[trigger.last].span.end
    places = [m for m in cast.within(clauses.span) if m.kind == "place" and m.span.start >= start]
    return any(m.actor and m.actor != HOME for m in places)
