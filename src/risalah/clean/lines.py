"""Lines: normalise them, and join what was one sentence before a link or a wrapped column broke it."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

_BLANKS = re.compile(r"[ \t\f\v\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BREAKS = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_TERMINAL = re.compile(r"[.!?…。！？][\"'”’»)\]*]*$|[.!?…,][\"”]$")
_CREDITED = re.compile(r"[.!?…][\"'”’]?\s?\([^\W\d_][^()]{0,38}\)$")  # "... besok. (Kabar)": an agency, a reporter
_DASH = re.compile(r"[-–—]{1,2}")
_DASH_START = re.compile(r"[-–—]{1,2}\s+\S")
_GOES_ON = re.compile(r"[,;:)%]|[.!?…](?!\.)")
_BULLET = re.compile(r"(?:[•·▪*‣◦]|[-–—](?=\s)|\(?\d{1,3}[.)](?=\s)|[a-z][.)](?=\s))\s*")
_OPENS_REPORT = re.compile(r"[A-Z][\w.'-]*(?:[ ,/]+[A-Z(\d][\w.)'-]*){0,8}\s*[-–—]{1,2}(?:\s|$)")
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
    """Does the line end where a sentence may end, an agency or a reporter in brackets behind it left aside?"""
    if text.endswith(")") and _CREDITED.search(text, max(0, len(text) - 44)):
        return True
    return _TERMINAL.search(text, max(0, len(text) - 8)) is not None


def is_list_item(text: str) -> bool:
    """Does the line begin with a bullet or a number?"""
    return _BULLET.match(text) is not None


def opens_report(text: str) -> bool:
    """Does the line begin as a dateline does ("JAKARTA, KABAR.example - ...")?"""
    return _OPENS_REPORT.match(text[:90]) is not None


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


def join_broken(lines: list[Line], words: JoinWords, apart: Callable[[str], object] = lambda _: None) -> list[Line]:
    """Lines with each broken sentence on one line again. A line of which `apart` says something stays alone."""
    if _is_wrapped(lines):
        return _unwrap(lines)
    tags = _tag_lines(lines)
    broken = _is_broken(lines)
    out: list[Line] = []
    chunk = _Chunk()
    begun = False
    for i, line in enumerate(lines):
        if chunk.parts and i not in tags and not apart(line.text) and not apart(chunk.last):
            after = lines[i + 1].text if i + 1 < len(lines) and not lines[i + 1].gap else ""
            glue = _glue(chunk, line, after, words)
            if glue is None and broken and not line.gap and (begun or chunk.dateline):
                glue = _glue_broken(chunk, line, after)
            if glue is not None:
                chunk.add(glue, line)
                continue
        if chunk.parts:
            out.append(chunk.line())
            begun = begun or (chunk.size >= 60 and ends_sentence(chunk.last))
        chunk = _Chunk()
        chunk.add("", line)
    if chunk.parts:
        out.append(chunk.line())
    return out


class _Chunk:
    """What was gathered of one paragraph. Only its last part is looked at again, so that gathering stays linear."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.gap = False
        self.dateline = False

    def add(self, glue: str, line: Line) -> None:
        if not self.parts:
            self.gap = line.gap
            self.dateline = _OPENS_REPORT.match(line.text) is not None and len(line.text) <= 70
        elif _DASH.fullmatch(line.text) or _DASH_START.match(line.text):
            self.dateline = True
        self.parts.append(glue + line.text)
        self.size += len(self.parts[-1])

    def line(self) -> Line:
        return Line("".join(self.parts), self.gap)

    @property
    def last(self) -> str:
        return self.parts[-1]

    @property
    def going_on(self) -> bool:
        return len(self.parts) > 1


def _glue(chunk: _Chunk, line: Line, after: str, words: JoinWords) -> str | None:
    """What stands between the gathered parts and the next line if it belongs to them ("" or " "); None if not."""
    last, text, going_on = chunk.last, line.text, chunk.going_on
    short_head = not going_on and chunk.size <= 60 and not ends_sentence(last)
    if _DASH.fullmatch(text) or _DASH_START.match(text):
        # A dateline's dash; a list item after a finished line or a gap keeps its own line.
        return " " if short_head and not line.gap and _place_like(last) else None
    if (_DASH.fullmatch(last.strip()) and going_on) or (chunk.dateline and not going_on and not line.gap):
        return " "
    if _GOES_ON.match(text) and _LETTER.search(last) and not is_list_item(text):
        return ""
    if last.endswith(("(", "“", "/")) and not line.gap and any(map(str.isalnum, last)):
        return ""
    if line.gap or ends_sentence(last) or last.endswith(":"):
        return None
    if last.endswith(",") and (going_on or chunk.size > 20):
        return " "
    tag_like = not going_on and last[:1].islower()
    if text[:1].islower() and not tag_like and not is_list_item(text):
        return " "
    if text.startswith("(") and going_on:
        return " "
    word = last.rsplit(None, 1)[-1]
    unfinished = going_on or chunk.size >= 100 or word.lower() in words.open or word.lower() in words.roles
    if unfinished and not is_list_item(text) and _continues(after) and len(text) <= 80:
        return " "
    return " " if word in words.open and len(last) >= 20 else None


def _glue_broken(chunk: _Chunk, line: Line, after: str) -> str | None:
    """The same for a page whose links all stand on lines of their own: there an unfinished line is a broken one."""
    last, text = chunk.last, line.text
    if ends_sentence(last) or last.endswith(":") or is_list_item(text) or _OPENS_REPORT.match(text):
        return None
    if (chunk.going_on and chunk.size >= 40) or chunk.dateline or chunk.size >= 70 or last.endswith(","):
        return " "
    return " " if last[-1:].isalpha() and last.rsplit(None, 1)[-1].islower() and _continues(after) else None


def _continues(text: str) -> bool:
    return _GOES_ON.match(text) is not None or text[:1].islower()


def _is_broken(lines: list[Line]) -> bool:
    """Do at least two lines break off, and the next go on or begin in the midst of a sentence?"""
    found = 0
    for a, b in pairwise(lines):
        if b.gap or len(a.text) < 20 or ends_sentence(a.text):
            continue
        long_and_open = len(a.text) >= 70 and a.text[-1].isalpha() and a.text.rsplit(None, 1)[-1].islower()
        found += _continues(b.text) or long_and_open
    return found >= 2


def _tag_lines(lines: list[Line]) -> set[int]:
    """Lines of a tag list: three and more in a row below a finished line, short, in lower case, unfinished."""
    out: set[int] = set()
    run: list[int] = []
    for i, line in enumerate([*lines, Line("")]):
        if line.text[:1].islower() and len(line.text) <= 40 and not ends_sentence(line.text):
            run.append(i)
        else:
            if len(run) >= 3 and (run[0] == 0 or lines[run[0]].gap or ends_sentence(lines[run[0] - 1].text)):
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
