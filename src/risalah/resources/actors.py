"""The tables of actors: states, organisations, places, and who held which office when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from risalah.errors import ResourceError
from risalah.model.annotation import ActorKind
from risalah.model.ids import slug
from risalah.model.when import When, parse_edtf
from risalah.resources.forms import FormTable
from risalah.resources.loader import DATA, read_tsv
from risalah.resources.organs import load_organs

STATE_KINDS = ("state", "territory", "former")
STALE = timedelta(days=730)
"""How long after its last certain date an open term may still be suggested, as that of the last known holder."""
BODY_KINDS: dict[str, ActorKind] = {"organisation": "organisation", "ministry": "ministry", "company": "company"}


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory. `id` is ISO alpha-3, `name` Indonesian; `seats` are its capital and seats of government."""

    id: str
    kind: str
    english: str
    name: str
    forms: tuple[str, ...]
    seats: tuple[str, ...]
    epithets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, ministry or company. `country` is the alpha-3 of the state that it belongs to, or None."""

    id: str
    kind: ActorKind
    country: str | None
    english: str
    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A town, and the alpha-3 of the state that it lies in."""

    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """That a person held an office of a state or organisation (`body`, its id) from `first` to `last` (None: open).

    `known_to` is the last day on which an open term is known to run. After it the person is only the last known holder.
    """

    body: str
    office: str
    first: date | None
    last: date | None
    known_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Was the office held on that day, as far as the table's dates go? An open term never ends here."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def is_stale(self, day: date) -> bool:
        """Is the term open, and its last certain date more than STALE before that day?"""
        return self.last is None and self.known_to is not None and day - self.known_to > STALE

    def is_sure(self, day: date) -> bool:
        """Is the office known to have been held on that day? False after `known_to`, and where a bound is unknown."""
        end = self.last or self.known_to
        return self.first is not None and end is not None and self.first <= day <= end


@dataclass(slots=True)
class KnownPerson:
    """A person of the office tables with all names that the tables give.

    `country` is the state of the last tenure in the tables that is of a state or of one of its bodies.
    """

    id: str
    name: str
    aliases: list[str]
    tenures: list[Tenure]
    country: str | None = None
    posts: dict[str, str | None] = field(default_factory=dict)
    """The state of each body that a tenure names; None for an organisation of states."""

    def country_on(self, day: date | None) -> str | None:
        """The state that the person acts for on a day; None for who then only serves an organisation of states."""
        bodies = {t.body for t in self.tenures if day is not None and t.holds_on(day) and not t.is_stale(day)}
        return None if bodies and all(self.posts.get(b) is None for b in bodies) else self.country


class ActorTable:
    """All actors that data files name. Raises ResourceError (file, line) where a file is wrong.

    `names` finds states, seats, organisations and places in a text; `epithets` what may follow "Negeri"; `persons`
    the people of the office tables.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or DATA / "actors"
        self.states: dict[str, State] = {}
        self.organisations: dict[str, Organisation] = {}
        self.people: dict[str, KnownPerson] = {}
        self.names: FormTable[State | Organisation | Place] = FormTable()
        self.seats: FormTable[State] = FormTable()
        self.epithets: FormTable[State] = FormTable(any_case=True)
        self.persons: FormTable[KnownPerson] = FormTable()
        self._holders: dict[tuple[str, str], list[tuple[KnownPerson, Tenure]]] = {}
        self._read_states()
        self._read_organisations()
        self._read_places()
        self.organs = load_organs(self.folder)
        """The organisation of each organ of one, by id."""
        self._check_ids("organs.tsv", {*self.organs, *self.organs.values()}, set(self.organisations))
        for path in sorted((self.folder / "offices").glob("*.tsv")):
            self._read_offices(path)

    # ------------------------------------------------------------- look-ups
    def state(self, form: str) -> State | None:
        """The state with this id or name form."""
        found = self.states.get(form) or self.names.get(form)
        return found if isinstance(found, State) else None

    def organisation(self, form: str) -> Organisation | None:
        """The organisation with this id or name form."""
        found = self.organisations.get(form) or self.names.get(form)
        return found if isinstance(found, Organisation) else None

    def holders(self, body: str, office: str, day: date | None = None, *, sure: bool = False) -> list[KnownPerson]:
        """Who held the office of a state or organisation (on `day`, where given), as the tables know it.

        For a day after an open term's last certain date that is its holder still, as the last known one, until the term
        is stale. With `sure` and a day, only who is known to have held it then.
        """
        return [p for p, t in self.terms(body, office, day) if day is None or not sure or t.is_sure(day)]

    def terms(self, body: str, office: str, day: date | None = None) -> list[tuple[KnownPerson, Tenure]]:
        """The holders of an office with their terms (of `day`, where given); ask a term whether `is_sure(day)`."""
        rows = self._holders.get((body, office), ())
        return [(p, t) for p, t in rows if day is None or (t.holds_on(day) and not t.is_stale(day))]

    # ------------------------------------------------------------- files
    def _check_ids(self, file: str, ids: set[str], known: set[str]) -> None:
        if unknown := ", ".join(sorted(ids - known)):
            raise ResourceError(f"no table of actors has {unknown}", path=self.folder / file)

    def _read_states(self) -> None:
        path = self.folder / "states.tsv"
        columns = ("id", "kind", "english", "indonesian", "forms", "seats", "epithets")
        for line, row in read_tsv(path, columns):
            if len(row["id"]) != 3 or not row["id"].isupper():
                raise ResourceError(f"{row['id']!r} is not an ISO alpha-3 code", path=path, line=line)
            if row["id"] in self.states:
                raise ResourceError(f"the state {row['id']} is given twice", path=path, line=line)
            if row["kind"] not in STATE_KINDS:
                raise ResourceError(f"kind must be one of {', '.join(STATE_KINDS)}", path=path, line=line)
            if not row["indonesian"]:
                raise ResourceError("the Indonesian name is missing", path=path, line=line)
            state = State(
                row["id"],
                row["kind"],
                row["english"],
                row["indonesian"],
                _cell(row["forms"]),
                _cell(row["seats"]),
                _cell(row["epithets"]),
            )
            self.states[state.id] = state
            for form in (state.name, *state.forms):
                known = self.names.get(form)
                if known is not None:
                    raise ResourceError(f"the form {form!r} also names {known}", path=path, line=line)
                self.names.add(form, state)
            for form in state.seats:
                self.seats.add(form, state)
            for form in state.epithets:
                self.epithets.add(form, state)

    def _read_organisations(self) -> None:
        path = self.folder / "organisations.tsv"
        columns = ("id", "kind", "country", "english", "indonesian", "forms")
        for line, row in read_tsv(path, columns):
            if row["id"] in self.organisations or row["id"] in self.states:
                raise ResourceError(f"the id {row['id']} is given twice", path=path, line=line)
            if row["kind"] not in BODY_KINDS:
                raise ResourceError(f"kind must be one of {', '.join(BODY_KINDS)}", path=path, line=line)
            if row["country"] and row["country"] not in self.states:
                raise ResourceError(f"{row['country']!r} is not a state of states.tsv", path=path, line=line)
            body = Organisation(
                row["id"],
                BODY_KINDS[row["kind"]],
                row["country"] or None,
                row["english"],
                row["indonesian"],
                _cell(row["forms"]),
            )
            self.organisations[body.id] = body
            for form in (body.name, *body.forms):
                known = self.names.get(form)
                if known is not None and known is not body:
                    raise ResourceError(f"the form {form!r} also names {known}", path=path, line=line)
                self.names.add(form, body)

    def _read_places(self) -> None:
        path = self.folder / "places.tsv"
        for line, row in read_tsv(path, ("place", "country")):
            if row["country"] not in self.states:
                raise ResourceError(f"{row['country']!r} is not a state of states.tsv", path=path, line=line)
            if self.names.get(row["place"]) is None:
                self.names.add(row["place"], Place(row["place"], row["country"]))

    def _read_offices(self, path: Path) -> None:
        columns = ("body", "office", "holder", "aliases", "from", "to", "known_to", "note")
        for line, row in read_tsv(path, columns):
            if row["body"] not in self.states and row["body"] not in self.organisations:
                raise ResourceError(f"{row['body']!r} is neither a state nor an organisation", path=path, line=line)
            if not row["holder"] or not row["office"]:
                raise ResourceError("office and holder must be given", path=path, line=line)
            first, last = _date(row["from"], path, line), _date(row["to"], path, line)
            known_to = _date(row["known_to"], path, line)
            if (last is None) == (known_to is None):
                raise ResourceError(
                    "a term has either an end or a date to which it is known",
                    path=path,
                    line=line,
                    remedy="fill `to` where the end is known, else `known_to`",
                )
            tenure = Tenure(
                row["body"],
                row["office"],
                first.first if first else None,
                last.last if last else None,
                known_to.last if known_to else None,
            )
            end = tenure.last or tenure.known_to
            if tenure.first and end and end < tenure.first:
                raise ResourceError("the tenure ends before it begins", path=path, line=line)
            key = slug(row["holder"])
            person = self.people.setdefault(key, KnownPerson(key, row["holder"], [], []))
            person.tenures.append(tenure)
            body = self.organisations.get(tenure.body)
            person.posts[tenure.body] = body.country if body else tenure.body
            person.country = person.posts[tenure.body] or person.country
            for form in (row["holder"], *_cell(row["aliases"])):
                other = self.persons.get(form)
                if other is not None and other is not person:
                    raise ResourceError(
                        f"the name {form!r} also belongs to {other.name}",
                        path=path,
                        line=line,
                        remedy="leave out the short form that two people share",
                    )
                if form not in person.aliases:
                    person.aliases.append(form)
                    self.persons.add(form, person)
            self._holders.setdefault((tenure.body, tenure.office), []).append((person, tenure))


def _cell(text: str) -> tuple[str, ...]:
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[str]:
    for part in text.split("|"):
        if part.strip():
            yield part.strip()


def _date(text: str, path: Path, line: int) -> When | None:
    if not text:
        return None
    try:
        return parse_edtf(text)
    except ValueError as e:
        raise ResourceError(str(e), path=path, line=line, remedy="write YYYY, YYYY-MM or YYYY-MM-DD") from e
