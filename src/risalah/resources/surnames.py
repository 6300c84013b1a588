"""Whom a name of one word means, where the text introduces nobody of that name: a holder of office on that day."""

from __future__ import annotations

from datetime import date, timedelta

from risalah.resources.actors import ActorTable, KnownPerson, Tenure
from risalah.resources.loader import read_tsv

HOME = "IDN"
_AFTER = timedelta(days=365)
"""So long after a term somebody may still be called by one word."""
_SHORT = 3  # letters: shorter words are initials and particles
_SPEAKS = frozenset(
    {
        "president",
        "prime minister",
        "foreign minister",
        "chancellor",
        "king",
        "secretary-general",
        "defence minister",
        "director-general",
        "vice president",
        "special envoy",
        "managing director",
    }
)
"""Offices whose holders the press names without saying who they are."""


class SurnameTable:
    """Holders of office by the one word that they are called by. Words that two of them share at a time name nobody."""

    def __init__(self, actors: ActorTable) -> None:
        path = actors.folder / "name_order.tsv"
        rows = read_tsv(path, ("state", "why")) if path.exists() else ()
        first = {row["state"] for _, row in rows}
        self._terms: dict[str, list[tuple[KnownPerson, Tenure]]] = {}
        for person in actors.people.values():
            if person.country == HOME:
                continue  # names that many people at home have
            called = 0 if person.country in first else -1
            words = {_word(form, called) for form in (person.name, *person.aliases)}
            for word in words:
                if len(word) >= _SHORT and actors.names.get(word.capitalize()) is None:
                    self._terms.setdefault(word, []).extend((person, t) for t in person.tenures)

    def find(
        self, word: str, day: date | None, office: str | None = None, *, former: bool = False
    ) -> KnownPerson | None:
        """Who is meant by `word` (small letters) on a day: the only one who held such an office then; else None.

        With an `office`, only its holders; `former` asks for those who had held it. Without a day the word must be
        that of one person in the whole table.
        """
        rows = [
            (p, t) for p, t in self._terms.get(word, ()) if t.office == office or (not office and t.office in _SPEAKS)
        ]
        if day is not None:
            rows = [(p, t) for p, t in rows if _runs(t, day, former=former)]
        people = {p.id: p for p, _ in rows}
        return next(iter(people.values())) if len(people) == 1 else None


def _runs(term: Tenure, day: date, *, former: bool) -> bool:
    """Did the term run on the day, or end shortly before it (`former`: at any time before)?"""
    if term.first is not None and term.first > day:
        return False
    if former:
        return term.last is not None and term.last < day
    return not term.is_stale(day) and (term.last is None or day <= term.last + _AFTER)


def _word(name: str, at: int) -> str:
    words = name.lower().replace("’", "'").replace(".", " ").split()
    word = words[at] if words else ""
    return "" if "-" in word and at else word
