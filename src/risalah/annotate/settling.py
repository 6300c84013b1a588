"""Settling: short names, offices without a name and suggestions of the tables, once all introductions are read."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from risalah.annotate.chunks import HOME
from risalah.annotate.introductions import RolePhrase
from risalah.annotate.persons import LOOK_BACK, Person
from risalah.annotate.scene import Scene, squeeze
from risalah.model.annotation import Actor, Mention
from risalah.model.ids import slug
from risalah.model.span import Span
from risalah.resources.actors import ActorTable, KnownPerson
from risalah.resources.roles import RoleTable

MANY = 2000
"""Only so many mentions back is the holder of "menteri itu" looked for."""


class Settler:
    """Turns what was read into mentions and actors."""

    def __init__(self, actors: ActorTable, roles: RoleTable) -> None:
        self._actors = actors
        self._roles = roles

    def settle(self, scene: Scene) -> None:
        """Fill `scene.mentions` and `scene.actors`."""
        self._part_states(scene)
        self._settle_persons(scene)
        self._settle_offices(scene)

    def settle_plain(self, scene: Scene) -> None:
        """Short names of introduced persons; nobody after "di" is a place; `scene.plain` keeps the rest."""
        text = scene.article.text
        plain, scene.plain = scene.plain, []
        others = [row[0].tokens for row in plain if len(row[0].tokens) > 1]
        scene.book.forget_called(others)
        for row in plain:
            run, context, _before, title = row
            surface = squeeze(text[run.start : run.end])
            span = Span(run.start, run.end)
            local = scene.bodies.abbreviations.get(surface)
            if local is not None:
                scene.mentions.append(Mention(span, "organisation", local, rule="abbreviation"))
                continue
            person = run.known and scene.book.add(run.tokens, surface, run.start, known=run.known)
            person = person or scene.book.find(run.tokens)
            spoken_for = context == "place" or any(run.tokens[0] in tokens for tokens in others)
            if person is None and not spoken_for and (called := scene.book.called(run.tokens)) is not None:
                person = scene.book.add(run.tokens, surface, run.start, known=called)  # "Karzai", and nobody says who
                person.called = True
            if person is not None and (context != "place" or len(run.tokens) == len(person.tokens)):
                if len(run.tokens) > len(person.tokens):
                    person.tokens, person.name = run.tokens, surface
                if surface not in person.surfaces:
                    person.surfaces.append(surface)
                scene.named.append((span, span, person))
            elif context == "place" and not title and not (len(surface) < 4 and surface.isupper()):
                scene.mentions.append(Mention(span, "place", rule="preposition"))
            else:
                scene.plain.append(row)

    def _part_states(self, scene: Scene) -> None:
        """Two holders of one office without a state cannot both be of the outlet's: the later is of the other one."""
        others = [a.id for a in scene.actors.values() if a.kind == "state" and a.id != HOME]
        for p in scene.book.people:
            open_ = not p.certain and p.known is None and p.body is None
            if p.office in self._roles.offices_abroad and p.country in (HOME, None) and open_ and not p.former:
                own = p.country
                p.country = self._most_named(scene)  # "Perdana Menteri NAME": the outlet's own state has none
                p.roles = {(o, p.country if c == own else c) for o, c in p.roles}
        seen: set[str] = set()
        for p in sorted(scene.book.people, key=lambda p: (p.certain is False and p.known is None, p.first)):
            if p.office not in self._roles.single_offices or p.country != HOME or p.former:
                continue
            if p.office in seen and not p.certain and p.known is None:
                p.country = others[0] if len(others) == 1 else None
                p.roles = {(o, p.country if c == HOME else c) for o, c in p.roles}
            seen.add(p.office)

    @staticmethod
    def _most_named(scene: Scene) -> str | None:
        """The state beside the outlet's own that the page names more often than all others together."""
        named = Counter(m.actor for m in scene.mentions if m.kind == "state" and m.actor and m.actor != HOME)
        top = named.most_common(1)
        return top[0][0] if top and 2 * top[0][1] > sum(named.values()) else None

    def _settle_persons(self, scene: Scene) -> None:
        for person in scene.book.people:
            known = person.known
            name = known.name if known else person.name
            aliases = tuple(dict.fromkeys(s for s in person.surfaces if s != name))
            country = person.country
            if known is not None and not person.certain:
                country = known.country_on(scene.day) or (None if known.country else person.country)
            if known is not None and person.country and not person.certain:
                person.country = country
            kept = scene.actors.get(person.id)
            if kept is not None and kept.kind == "person":
                aliases = tuple(dict.fromkeys((*kept.aliases, *aliases)))
            office = person.office
            if office is None and known is not None and scene.day is not None:
                # Past its last certain date a term is no ground for saying what somebody is.
                office = next(
                    (t.office for t in known.tenures if t.holds_on(scene.day) and not t.is_stale(scene.day)), None
                )
            scene.actors[person.id] = Actor(person.id, "person", name, aliases, office, country, person.former)
        for span, head, person in scene.named:
            rule = "role-name" if span != head else "name"
            scene.mentions.append(Mention(span, "person", person.id, head=head, rule=rule))

    def _settle_offices(self, scene: Scene) -> None:
        """Offices without a name: the holder of the article, else of the tables, else the office itself."""
        for (phrase, _, _), (other, _, _) in pairwise(scene.offices):
            bare = phrase.state is None and phrase.body is None and phrase.open_body is None
            between = scene.article.text[phrase.end : other.start].split() if bare else []
            if len(between) == 1 and between[0].lower() in self._roles.portfolio_joiners:
                phrase.state = other.state  # "dengan Menlu dan Menhan Fiji": both are of Fiji
        for phrase, _after, pointed in scene.offices:
            span = Span(phrase.start, phrase.end)
            holder = self._holder(scene, phrase, pointed)
            if holder is not None:
                scene.mentions.append(Mention(span, "office", holder.id, rule="office-holder"))
                continue
            actor = self._suggest(scene, phrase, pointed) or self._office_actor(scene, phrase)
            if actor is not None:
                scene.keep(actor, squeeze(phrase.text))
            scene.mentions.append(
                Mention(
                    span,
                    "office",
                    actor.id if actor else None,
                    rule="office-table" if actor and actor.suggested else "office",
                )
            )

    def _holder(self, scene: Scene, phrase: RolePhrase, pointed: bool) -> Person | None:
        office, (country, certain) = phrase.role.office, scene.country(phrase)
        body = phrase.body.id if phrase.body else None
        recent = scene.book.people[-LOOK_BACK:]
        people = [p for p in recent if any(o == office for o, _ in p.roles)]
        open_ = office in self._roles.titles_with_state and not (certain and pointed)
        held = None if open_ else self._roles.general_offices.get(office)
        if certain and not people and not (pointed and held):
            # Somebody whom the text names without an office, and of whom the tables know this one.
            people = [p for p in recent if p.known and _held(p.known, country, office)]
            return people[0] if len(people) == 1 else None
        if held is not None:
            people = [p for p in recent if any(o in held for o, _ in p.roles)]
        if certain or body:
            people = [p for p in people if p.country == country and (body is None or p.body in (None, body))]
        elif not pointed and len({p.id for p in people}) > 1:
            people = [p for p in people if p.country == HOME]
        elif not pointed and scene.home and phrase.role.office in self._roles.single_offices:
            # "Presiden akan bertemu Presiden Fiji NAME": who is named only later is another one
            people = [p for p in people if p.country == HOME or not p.certain or p.first < phrase.start]
        if not people:
            return None
        if pointed:
            earlier = [(s, p) for s, _, p in scene.named[-MANY:] if s.start < phrase.start and p in people]
            if earlier:
                return max(earlier, key=lambda e: e[0].start)[1]
        return people[-1] if len({p.id for p in people}) == 1 or pointed else None

    def _suggest(self, scene: Scene, phrase: RolePhrase, pointed: bool) -> Actor | None:
        """The holder by the table of offices on the day of publication; marked as suggested."""
        country, certain = scene.country(phrase)
        body = phrase.body.id if phrase.body and phrase.body.country is None else country
        if scene.day is None or body is None or (pointed and not certain):
            return None
        if phrase.role.office in self._roles.shared_offices:
            return None
        if phrase.open_body is not None or (phrase.body is not None and phrase.body.country is not None):
            return None
        found = {p.id: p for p in self._actors.holders(body, phrase.role.office, scene.day)}
        if len(found) != 1:
            return None
        person = next(iter(found.values()))
        if person.id in scene.actors:
            return scene.actors[person.id]
        return Actor(person.id, "person", person.name, (), phrase.role.office, country, suggested=True)

    def _office_actor(self, scene: Scene, phrase: RolePhrase) -> Actor | None:
        """The office as an actor ("head-of-bpom"), where the text says whose it is."""
        text = scene.article.text
        country, certain = scene.country(phrase)
        name = squeeze(phrase.text)
        if phrase.body is not None:
            label = slug(phrase.role.office + " of " + phrase.body.id)
            short = next((f for f in phrase.body.forms if f.isupper()), phrase.body.name)
            return Actor(label, "office", name, (phrase.body.name, short), phrase.role.office, country)
        if phrase.open_body is not None:
            actor = scene.bodies.open_body(phrase.open_body, text)
            return Actor(
                slug(phrase.role.office + " of " + actor.id), "office", name, (actor.name,), phrase.role.office, country
            )
        if country is not None and (certain or (phrase.role.scope in ("state", "envoy") and phrase.capital)):
            what = " ".join((phrase.role.office, *phrase.portfolio)) if phrase.role.open else phrase.role.office
            return Actor(slug(f"{what} of {country}"), "office", name, (), phrase.role.office, country)
        return None


def _held(person: KnownPerson, body: str | None, office: str) -> bool:
    """Did the person, as the tables know it, hold this office of this state at any time?"""
    return any(t.body == body and t.office == office for t in person.tenures)
