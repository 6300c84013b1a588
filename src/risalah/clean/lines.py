"""Lines: normalise them, and join what was one sentence before a link or a wrapped column broke it."""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass
from itertools import pairwise

_BLANKS = re.compile(r"[ \t\f\v\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BREAKS = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]*]*$|[.!?…,][\"”]$")
_DASH = re.compile(r"[-–—]{1,2}")
_DASH_START = re.compile(r"[-–—]{1,2}\s+\S")
_GOES_ON = re.compile(r"[,;:)%]|[.!?…](?!\.)")
_BULLET = re.compile(r"(?:[•·▪*‣◦]|[-–—](?=\s)|\(?\d{1,3}[.)](?=\s)|[a-z][.)](?=\s))\s*")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without blanks at its ends; `gap` says that an empty line (or the start) stands before it."""

    text: str
    gap: bool = False


def split_lines(content: str) -> list[Line]:
    """The lines that hold something. Runs of blanks become one; hidden characters stay."""
    out: list[Line] = []
    gap = True
    for raw in _BREAKS.sub("\n", content).split("\n"):
        text = _BLANKS.sub(" ", raw).strip()
        if text.strip("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"):
            out.append(Line(text, gap))
            gap = False
        else:
            gap = True
    return out


def ends_sentence(text: str) -> bool:
    """Does the line end where a sentence may end?"""
    return _TERMINAL.search(text, max(0, len(text) - 8)) is not None


def is_list_item(text: str) -> bool:
    """Does the line begin with a bullet or a number?"""
    return _BULLET.match(text) is not None


def is_link_item(text: str) -> bool:
    """Is the line a bullet with a headline: a link to another article, not a list item of this one?"""
    if text[:1] not in "•·▪*‣◦" or ends_sentence(text):
        return False
    words = text[1:].split()
    return len(words) >= 5 and title_case(text) >= 0.7


def title_case(text: str) -> float:
    """The share of longer words (4 letters and more) that begin with a capital; 0 where there is none."""
    words = [w for w in re.findall(r"[^\W_][\w'’-]*", text) if len(w) >= 4]
    return sum(w[0].isupper() or w[0].isdigit() for w in words) / len(words) if words else 0.0


@dataclass(frozen=True, slots=True)
class JoinWords:
    """`open`: words that no sentence ends with; `roles`: words that a name follows. Lower case."""

    open: frozenset[str]
    roles: frozenset[str]


def join_broken(lines: list[Line], words: JoinWords) -> list[Line]:
    """Lines with each broken sentence on one line again."""
    if _is_wrapped(lines):
        return _unwrap(lines)
    tags = _tag_lines(lines)
    out: list[Line] = []
    parts: list[str] = []
    gap = going_on = False
    for i, line in enumerate(lines):
        if parts and i not in tags:
            after = lines[i + 1].text if i + 1 < len(lines) and not lines[i + 1].gap else ""
            # Only the end of what was gathered matters, so a long paragraph of many parts stays linear.
            glue = _glue(parts, line, after, going_on, words)
            if glue is not None:
                parts.append(glue + line.text)
                going_on = True
                continue
        if parts:
            out.append(Line("".join(parts), gap))
        parts, gap, going_on = [line.text], line.gap, False
    if parts:
        out.append(Line("".join(parts), gap))
    return out


def _glue(parts: list[str], line: Line, after: str, going_on: bool, words: JoinWords) -> str | None:
    """What stands between the gathered parts and the next line if it belongs to them ("" or " "); None if not."""
    last, text = parts[-1], line.text
    size = sum(map(len, parts[:8]))
    short_head = len(parts) == 1 and size <= 60 and not ends_sentence(last)
    if _DASH.fullmatch(text) or _DASH_START.match(text):
        # A dateline's dash; a list item after a finished line or a gap keeps its own line.
        return " " if short_head and not line.gap and _place_like(last) else None
    if _DASH.fullmatch(last.strip()) and len(parts) > 1:
        return " "
    if _GOES_ON.match(text) and _LETTER.search(last) and not is_list_item(text):
        return "" if not text.startswith(("(", "–", "—")) else " "
    if last.endswith(("(", "“", "/")) and not line.gap:
        return ""
    if line.gap or ends_sentence(last) or last.endswith(":"):
        return None
    if last.endswith(",") and (going_on or size > 60):
        return " "
    tag_like = len(parts) == 1 and last[:1].islower()
    if text[:1].islower() and not tag_like and not is_list_item(text):
        return " "
    if text.startswith("(") and going_on:
        return " "
    word = last.rsplit(None, 1)[-1].lower()
    unfinished = going_on or size >= 100 or word in words.open or word in words.roles
    if unfinished and not is_list_item(text) and (_GOES_ON.match(after) or after[:1].islower()) and len(text) <= 80:
        return " "
    if word in words.open and last.rsplit(None, 1)[-1].islower() and len(last) >= 20:
        return " "
    return None


def _tag_lines(lines: list[Line]) -> set[int]:
    """Lines of a tag list: three and more in a row, short, in lower case, none of them finished."""
    out: set[int] = set()
    run: list[int] = []
    for i, line in enumerate([*lines, Line("")]):
        if line.text[:1].islower() and len(line.text) <= 40 and not ends_sentence(line.text):
            run.append(i)
        else:
            if len(run) >= 3:
                out.update(run)
            run = []
    return out


def _place_like(text: str) -> bool:
    """Could this short line be a dateline's place and outlet?"""
    words = text.replace(",", " ").split()
    return 0 < len(words) <= 6 and all(w[:1].isupper() or w[:1] == "(" or "." in w for w in words)


def _is_wrapped(lines: list[Line]) -> bool:
    """Is this text wrapped at a column, its paragraphs parted by empty lines?"""
    inner = [a.text for a, b in pairwise(lines) if not b.gap]
    if len(inner) < 6 or len(inner) < 0.5 * len(lines) or max(len(x.text) for x in lines) > 100:
        return False
    unfinished = sum(not ends_sentence(x) for x in inner)
    lengths = [len(x) for x in inner]
    return unfinished >= 0.6 * len(inner) and statistics.median(lengths) >= 55 and statistics.pstdev(lengths) <= 15


def _unwrap(lines: list[Line]) -> list[Line]:
    out: list[list[Line]] = []
    for line in lines:
        if line.gap or not out or is_list_item(line.text):
            out.append([line])
        else:
            out[-1].append(line)
    return [Line(" ".join(x.text for x in group), group[0].gap) for group in out]
