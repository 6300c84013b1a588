"""Persons of one article: who is who among full names, short names, nicknames and offices."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from risalah.annotate.introductions import split_name
from risalah.model.ids import slug
from risalah.resources.actors import ActorTable, KnownPerson
from risalah.resources.surnames import SurnameTable

LOOK_BACK = 300
"""Only so many persons back is a short name looked for: no article names more, and time stays linear for any text."""


@dataclass(slots=True)
class Person:
    """Somebody whom the article names. `tokens` are the lower-case words of the fullest name, `surfaces` as printed."""

    tokens: tuple[str, ...]
    name: str
    surfaces: list[str] = field(default_factory=list)
    office: str | None = None
    country: str | None = None
    certain: bool = False
    """Does the text itself give the state (not only the habit of the outlet)?"""
    body: str | None = None
    former: bool = False
    known: KnownPerson | None = None
    called: bool = False
    """Is `known` only who was called so on the day of the article?"""
    offset: int = 0
    first: int = 0
    roles: set[tuple[str, str | None]] = field(default_factory=set)

    @property
    def id(self) -> str:
        """The slug of the canonical name, or of the fullest name that the text gives."""
        return self.known.id if self.known else slug(self.name)


class PersonBook:
    """Everybody named in one article. `add` finds or makes the person; `find` only finds.

    With `surnames` a short name that the article does not explain is that of who held office on its `day`.
    """

    def __init__(self, actors: ActorTable, surnames: SurnameTable | None = None, day: date | None = None) -> None:
        self._actors = actors
        self._surnames = surnames
        self._day = day
        self.people: list[Person] = []
        self._known: dict[str, Person] = {}

    def add(
        self,
        tokens: tuple[str, ...],
        surface: str,
        offset: int,
        *,
        office: str | None = None,
        country: str | None = None,
        certain: bool = False,
        body: str | None = None,
        former: bool = False,
        known: KnownPerson | None = None,
    ) -> Person:
        """The person of this name; a new one where nobody of that name was met before."""
        called = None
        if len(tokens) == 1 and any(p.known is None and tokens[0] in p.tokens for p in self.people[-LOOK_BACK:]):
            known = None  # the text has introduced somebody else of that name
        else:
            known = known or self._actors.persons.get(surface) or self._holder(tokens, office, body or country)
            if known is None and not (certain or body):
                known = called = self.called(tokens, office, former=former)  # "Presiden Karzai", and no state is named
        person = self.find(tokens, office=office, country=country if certain else None, known=known)
        if person is None:
            person = self._typo(tokens, office, country)
        if person is None:
            person = Person(tokens, surface, offset=offset, first=offset, known=known, called=called is not None)
            self.people.append(person)
        elif len(tokens) > len(person.tokens):
            person.tokens, person.name = tokens, surface
            if person.called and known is not person.known:
                self._forget(person)  # "Ahmad Karzai": the text says who was meant
        if known is not None and person.known is None:
            person.known = known
        if person.known is not None:
            self._known.setdefault(person.known.id, person)
        if surface not in person.surfaces:
            person.surfaces.append(surface)
        if office and (person.office is None or (person.former and not former)):
            person.office, person.former = office, former
        if country and (person.country is None or (certain and not person.certain)):
            person.country, person.certain = country, certain
        if body and person.body is None:
            person.body = body
        if office and not former:
            person.roles.add((office, country))
        person.offset = max(person.offset, offset)
        return person

    def forget_called(self, names: list[tuple[str, ...]]) -> None:
        """Take back whom short names mean that stand in longer ones of other people ("Bill Gates" beside "Gates")."""
        for p in self.people[-LOOK_BACK:]:
            if p.called and p.known is not None:
                own = {w for alias in p.known.aliases for w in split_name(alias)}
                if any(p.tokens[0] in words and not set(words) <= own for words in names):
                    self._forget(p)

    def _forget(self, person: Person) -> None:
        """Take back who was meant by a short name that the article explains later on."""
        if person.known is not None and self._known.get(person.known.id) is person:
            del self._known[person.known.id]
        person.known, person.called = None, False

    def called(self, tokens: tuple[str, ...], office: str | None = None, *, former: bool = False) -> KnownPerson | None:
        """Who is meant by a name of one word that the article gives to nobody; None where the tables leave it open."""
        if self._surnames is None or len(tokens) != 1 or any(tokens[0] in p.tokens for p in self.people[-LOOK_BACK:]):
            return None
        return self._surnames.find(tokens[0], self._day, office, former=former)

    def find(
        self,
        tokens: tuple[str, ...],
        *,
        office: str | None = None,
        country: str | None = None,
        known: KnownPerson | None = None,
    ) -> Person | None:
        """The latest person whose name holds all these words, or whose whole name these words hold."""
        if known is not None:
            person = self._known.get(known.id)
            if person is not None:
                return person
        words = set(tokens)
        for p in reversed(self.people[-LOOK_BACK:]):
            if known is not None and p.known is not None and p.known is not known:
                continue
            if country and p.certain and p.country != country:
                continue
            have = set(p.tokens)
            if p.known is not None:
                have |= {w for alias in p.known.aliases for w in split_name(alias)}
            if (words <= have and self._fits(tokens, p)) or (set(p.tokens) <= words and tokens[0] in p.tokens[:1]):
                return p
            if len(p.tokens) == 1 and p.tokens[0] in words:
                return p
        return None

    def _fits(self, tokens: tuple[str, ...], p: Person) -> bool:
        """May these words of the name be its short form: one word, or from its first word, or up to its last?"""
        return len(tokens) == 1 or tokens[0] == p.tokens[0] or p.tokens[-len(tokens) :] == tokens or p.known is not None

    def _holder(self, tokens: tuple[str, ...], office: str | None, country: str | None) -> KnownPerson | None:
        """The known holder of the office whose name holds these words ("Menlu Retno")."""
        if not office or not country:
            return None
        words = set(tokens)
        for person in reversed(self._actors.holders(country, office)):
            for alias in person.aliases:
                have = split_name(alias)
                # The first names must agree: a son's name holds his father's ("Tamim bin Hamad Al Thani").
                if words <= set(have) and (len(tokens) == 1 or tokens[0] == have[0]):
                    return person
        return None

    def _typo(self, tokens: tuple[str, ...], office: str | None, country: str | None) -> Person | None:
        """The holder of the same office and state whose name differs by one letter in one word of five or more."""
        if not office:
            return None
        for p in reversed(self.people[-LOOK_BACK:]):
            if (office, country) not in p.roles:
                continue
            pairs = (
                list(zip(tokens[-1:], p.tokens[-1:], strict=False))
                if len(tokens) != len(p.tokens)
                else list(zip(tokens, p.tokens, strict=True))
            )
            wrong = [(a, b) for a, b in pairs if a != b]
            if len(wrong) == 1 and min(map(len, wrong[0])) >= 5 and _one_edit(*wrong[0]):
                return p
        return None


def _one_edit(a: str, b: str) -> bool:
    """Do the two words differ by one letter put in, left out or changed?"""
    if abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return a[i + 1 :] == b[i + 1 :] or a[i + 1 :] == b[i:] or a[i:] == b[i + 1 :]
