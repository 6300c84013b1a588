"""Links to other articles ("Baca juga: ..."), on lines of their own and glued into a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from risalah.clean.furniture import FurnitureRules
from risalah.clean.lines import Line, ends_sentence, is_list_item, title_case
from risalah.resources.language import any_of

_TOKEN = re.compile(r"\S+")
_LONGEST_HEADLINE = 160


@dataclass(frozen=True, slots=True)
class LinkWords:
    """Words in lower case. `starters` open sentences, `weak` ones open headlines' last parts too, `roles` stand before
    a name at the start of a sentence, `small` are written small within a headline; `openers` open a link inside a
    paragraph, before a colon.
    """

    starters: frozenset[str]
    weak: frozenset[str]
    roles: frozenset[str]
    small: frozenset[str]
    openers: tuple[str, ...]
    inline: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "inline", re.compile(rf"\s*(?<!\w){any_of(self.openers)}\s*:\s*", re.I))


def drop_links(lines: list[Line], rules: FurnitureRules) -> list[Line]:
    """The lines without links. A bare opener takes the headline(s) below it along, never the next paragraph."""
    out: list[Line] = []
    i = 0
    gap = False
    while i < len(lines):
        rest = rules.link(lines[i].text)
        if rest is None:
            out.append(Line(lines[i].text, lines[i].gap or gap))
            gap = False
            i += 1
            continue
        gap = gap or lines[i].gap
        if rest and (len(rest) > 220 or _holds_sentence(rest)):
            # A whole paragraph stands behind the link on its line: it is cut apart later.
            out.append(Line(lines[i].text, gap))
            gap = False
            i += 1
            continue
        i += 1
        if not rest.strip(" :>»-–•"):
            i += _headlines(lines, i, rules)
    return out


def _headlines(lines: list[Line], start: int, rules: FurnitureRules) -> int:
    """How many lines from `start` on are the headlines of a bare opener."""
    run = 0
    while start + run < len(lines) and run < 8 and _is_headline(lines[start + run].text, rules):
        run += 1
    if run == 0:
        return 0
    if run >= 3:
        return run
    # Of two such lines the second may be a sub-heading, unless it is in title case and a paragraph lies far below.
    return 1


def _is_headline(text: str, rules: FurnitureRules) -> bool:
    if not 12 <= len(text) <= _LONGEST_HEADLINE or rules.link(text) is not None or is_list_item(text):
        return False
    if text[0] in '"“' and text.rstrip(".,")[-1] in '"”':
        return False
    if ends_sentence(text):
        return text[-1] in "?!" and title_case(text) == 1.0
    return text[0].isupper() or text[0].isdigit() or text[0] in "\"“'‘"


def _holds_sentence(rest: str) -> bool:
    """Does a sentence end inside or at the end of what follows the opener (and it is no question headline)?"""
    return len(rest) > 60 and (re.search(r"[a-z0-9\"”)]\.(?:\s|$|[A-Z])", rest) is not None or rest.endswith("."))


def cut_inline_links(text: str, words: LinkWords) -> str:
    """A paragraph without "Baca Juga: Headline In Title Case" in its midst; its next sentence is found by its shape."""
    if not words.inline.search(text):
        return text
    parts: list[str] = []
    at = 0
    for m in words.inline.finditer(text):
        if m.start() < at:
            continue
        parts.append(text[at : m.start()])
        # The sentences just before are enough to know the names that the next one may begin with.
        at = m.end() + _headline_end(text[m.end() : m.end() + 300], text[max(0, m.start() - 3000) : m.start()], words)
    parts.append(text[at:])
    return " ".join(p.strip() for p in parts if p.strip())


def _headline_end(rest: str, before: str, words: LinkWords) -> int:
    """The length of the title-case headline at the start of `rest`, up to the next sentence's first word."""
    tokens = list(_TOKEN.finditer(rest))
    found = [t[0] for t in tokens]
    stop = _first_running_text(found, words.small)
    for i in range(1, min(stop, len(found))):
        if found[i][0] in '"“' and found[i - 1][-1] not in ",:(":
            return tokens[i].start()  # a quotation opens the next sentence
    if stop == len(tokens):
        return len(rest) if len(rest) < 300 else 0
    asked = [i for i in range(3, stop) if found[i - 1][-1] in "?!" and found[i][0].isupper()]
    if asked:
        return tokens[asked[-1]].start()
    for i in range(stop - 1, max(2, stop - 10), -1):
        word = found[i].lower().strip(",")
        if found[i][0].isupper() and (word in words.starters or (word in words.weak and i >= stop - 2)):
            return tokens[i].start()
        if word in words.roles and found[i][0].isupper():
            return tokens[i].start()
    at = stop - 1
    while at > 1 and found[at][0].islower():
        at -= 1
    if found[at][0] == "(" and found[at].rstrip(",.").endswith(")"):
        # An abbreviation stands behind as many words as it has letters.
        at = max(2, at - sum(c.isalpha() for c in found[at]))
    # A name of several words that the article said before ("Adelia Lontoe melanjutkan") begins the next sentence.
    while at > 2 and f"{found[at - 1]} {found[at]}".strip(",.") in before:
        at -= 1
    return tokens[max(at, 1)].start()


def _first_running_text(found: list[str], small: frozenset[str]) -> int:
    """The first word that a headline in title case would not write small, with another one close behind it."""

    def runs(word: str) -> bool:
        return word[0].islower() and word.lower().strip(",.") not in small

    for i, word in enumerate(found):
        if i and runs(word) and any(runs(w) for w in found[i + 1 : i + 4]):
            return i
    return len(found)
