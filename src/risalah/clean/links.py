"""Links to other articles ("Baca juga: ..."), on lines of their own and glued into a paragraph."""

from __future__ import annotations

import re

from risalah.clean.furniture import FurnitureRules
from risalah.clean.lines import Line, ends_sentence, is_list_item, title_case

_INLINE = re.compile(r"\s*(?<!\w)(?:baca|simak|lihat)\s+juga\s*:\s*", re.I)
_TOKEN = re.compile(r"\S+")
_LONGEST_HEADLINE = 160
_SMALL = frozenset(
    (
        "di",
        "ke",
        "dari",
        "dan",
        "yang",
        "untuk",
        "dengan",
        "pada",
        "dalam",
        "oleh",
        "atau",
        "vs",
        "the",
        "of",
        "in",
        "to",
        "for",
        "a",
        "an",
        "soal",
        "agar",
        "ini",
        "itu",
    )
)


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


def cut_inline_links(text: str, rules: FurnitureRules, starters: frozenset[str]) -> str:
    """A paragraph without "Baca Juga: Headline In Title Case" in its midst; its next sentence is found by its shape."""
    if not _INLINE.search(text):
        return text
    parts: list[str] = []
    at = 0
    for m in _INLINE.finditer(text):
        if m.start() < at:
            continue
        end = m.end() + _headline_end(text[m.end() : m.end() + 300], text[: m.start()], starters)
        before = text[at : m.start()]
        parts.append(before)
        at = end
    parts.append(text[at:])
    return " ".join(p.strip() for p in parts if p.strip())


def _headline_end(rest: str, before: str, starters: frozenset[str]) -> int:
    """The length of the title-case headline at the start of `rest`, up to the next sentence's first word."""
    tokens = list(_TOKEN.finditer(rest))
    stop = len(tokens)
    for i, token in enumerate(tokens):
        word = token[0]
        if i and word[0] in '"“' and tokens[i - 1][0][-1:] not in ",:":
            return token.start()  # a quotation opens the next sentence
        if word[0].islower() and word.lower().strip(",.") not in _SMALL:
            stop = i  # the first small word of the next sentence: its subject stands before
            break
        if i > 2 and word.endswith(".") and len(word) > 3:
            stop = i
            break
    if stop == len(tokens):
        return len(rest) if len(rest) < 300 else 0
    for i in range(stop - 1, max(2, stop - 7), -1):
        if tokens[i][0].lower().strip(",") in starters and tokens[i][0][0].isupper():
            return tokens[i].start()
    # A name that the article said before ("University Wirasena melanjutkan") begins the next sentence.
    best = stop - 1
    for i in range(stop - 1, max(2, stop - 5), -1):
        if re.search(rf"\b{re.escape(tokens[i][0].strip(',.'))}\b", before):
            best = i
        else:
            break
    return tokens[max(best, 1)].start() if tokens else 0
