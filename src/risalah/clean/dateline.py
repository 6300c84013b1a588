"""The dateline that opens a report: its extent, its place, its outlet or agency."""

from __future__ import annotations

import re
from dataclasses import dataclass

from risalah.resources.language import Language
from risalah.resources.outlets import OutletTable

_LONGEST = 110
_END = re.compile(r"\s*--\s?|\s[-–—]\s?|[–—]\s?|-\s|:\s|\)\s(?![-–—])")
_DAY = re.compile(r"\s*\(?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\)?$|\d{1,2} [A-Za-z]+(?: \d{4})?$")
_PARENS = re.compile(r"\(([^()]{2,40})\)?")
_TIGHT = re.compile(r"(?P<head>[A-Z][\w.]{2,30}(?: [A-Z]\w{2,20}){0,2}) ?[-–—]{1,2}(?=[\"“]?[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """`length` characters at the start of a paragraph; `outlet` the canonical domain that it names.

    `sure` says that it names an outlet, an agency or a known place.
    """

    length: int
    place: str | None = None
    outlet: str | None = None
    sure: bool = False


class DatelineFinder:
    """Finds the dateline at the start of a first paragraph."""

    def __init__(self, outlets: OutletTable, language: Language) -> None:
        self._outlets = outlets
        self._places = frozenset(language.words("dateline", "places"))
        self._not_places = frozenset(language.words("dateline", "not_places"))

    def find(self, paragraph: str) -> FoundDateline | None:
        """The dateline of a paragraph, or None."""
        start = paragraph[:_LONGEST]
        for e in _END.finditer(start):
            head = start[: e.start()] + (")" if e[0].startswith(")") else "")
            found = self._judge(head, e[0], e.end())
            if found:
                return found
        return self._glued(start)

    def loosen(self, paragraph: str) -> str:
        """The paragraph with blanks around a dash that ties its dateline to the first word ("Kabar.example-Menlu")."""
        tight = _TIGHT.match(paragraph[:_LONGEST])
        if tight is None:
            return paragraph
        head = tight["head"]
        # Of a place only capitals are sure: "Jakarta-Bandung" is a road.
        sure = self._named(head) is not None if "." in head else head.isupper() and head.lower() in self._places
        return f"{head} - {paragraph[tight.end() :]}" if sure else paragraph

    def _glued(self, start: str) -> FoundDateline | None:
        """ "Kabar.example, JakartaMenlu": a link's blank was lost, so the place touches the first word."""
        name, comma, rest = start.partition(",")
        outlet = self._named(name.strip()) if comma and "." in name else None
        if outlet is None:
            return None
        gap = len(rest) - len(rest.lstrip())
        words = rest.lstrip()
        camel = re.match(r"[A-Z][a-z]{2,}(?=[A-Z])", words)
        if camel:
            return FoundDateline(len(name) + 1 + gap + camel.end(), camel[0], outlet, True)
        # "Kabar.example, Jakarta Dua menteri ...": the dash was forgotten. The longest known place counts.
        spaced = [
            m.start()
            for m in re.finditer(r" (?=[\"“]?[A-Z])", words[:24])
            if words[: m.start()].lower() in self._places
        ]
        if spaced:
            return FoundDateline(len(name) + 1 + gap + spaced[-1] + 1, words[: spaced[-1]], outlet, True)
        for end in range(3, min(24, len(words))):
            if (
                words[:end].lower() in self._places
                and (words[end] in "-–—" or words[end].isupper())
                and words[end - 1].islower()
            ):
                more = 1 if words[end] in "-–—" else 0
                return FoundDateline(len(name) + 1 + gap + end + more, words[:end], outlet, True)
        return None

    def _judge(self, head: str, end: str, length: int) -> FoundDateline | None:
        """Is what stands before the dash or colon a dateline?"""
        agency: str | None = None
        for inside in _PARENS.findall(head):
            for name in re.split(r"\s*/\s*", inside):
                named = self._outlets.of_name(name)
                agency = agency or (named.domain if named else None)
        in_parens = _PARENS.search(head) is not None
        bare = _PARENS.sub("", head)
        parts = [p.strip() for p in re.split(r"\s*[,/|]\s*|\s+[-–—]\s+", bare) if p.strip()]
        if not parts or len(parts) > 4:
            return None
        outlet, dated = agency, False
        places: list[str] = []
        for part in parts:
            known = self._named(part)
            if known:
                outlet = outlet or known
            elif _DAY.match(part) or part.isdigit():
                dated = True
            else:
                places.append(part)
        if any(not self._place_shaped(p) for p in places):
            return None
        sure = outlet is not None or (in_parens and agency is not None)
        known_place = any(p.lower() in self._places for p in places)
        if not places and outlet is None:
            return None
        if end.strip() in (":", ")", "):") and not (sure or (known_place and end.strip() == ":" and len(places) == 1)):
            return None
        if end.strip() == ")" and agency is None:
            return None
        if not sure and not known_place and not dated:
            # An unknown place without an outlet: capitals, or one or two capitalised words before a spaced dash.
            capitals = all(p.isupper() for p in places) and len(places) <= 2
            spaced = end[:1].isspace()
            if not (capitals or (spaced and len(places) == 1 and len(places[0].split()) <= 2)):
                return None
        firm = sure or known_place
        return FoundDateline(length, _tidy(places[0]) if places else None, outlet, firm)

    def _named(self, part: str) -> str | None:
        known = self._outlets.of_name(part)
        if known:
            return known.domain
        # "KABAR.com", "kabarjabar.co.id": an address is an outlet even when the table lacks it.
        if re.fullmatch(r"[A-Za-z0-9-]+(?:\.[A-Za-z]{2,12}){1,2}", part):
            return self._outlets.of_url(part)
        return None

    def _place_shaped(self, part: str) -> bool:
        """One to four words that all begin with a capital, and no word that is known to be something else."""
        words = part.split()
        if not 1 <= len(words) <= 4 or part.lower() in self._not_places or words[0].lower() in self._not_places:
            return False
        return all(w[:1].isupper() for w in words)


def _tidy(place: str) -> str:
    """`JAKARTA` -> `Jakarta`; short names in capitals (IKN) stay."""
    return place.title() if place.isupper() and len(place) > 3 else place
