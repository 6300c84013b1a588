"""The article inside the lines of a page: its body, its title, what stood above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from risalah.clean.dateline import DatelineFinder
from risalah.clean.furniture import FurnitureRules
from risalah.clean.line_model import LineModel
from risalah.clean.lines import JoinWords, Line, ends_sentence, is_link_item, is_list_item, join_broken, title_case
from risalah.clean.links import LinkWords, cut_inline_links, drop_links

_MARKDOWN = re.compile(r"#{1,6}\s+")
_WORD = re.compile(r"\w+")
_SURE = 4.0
"""Log odds beyond this count no more: one line, however clear, does not outweigh many."""
_LEAN = 0.25
"""What is added to each line's log odds: a paragraph lost costs the register more than a caption kept."""
_DOUBT = -1.5
"""A paragraph that touches the article is taken along down to these log odds."""
_SHORT_PAGE = 30
"""Of so few lines something is taken even where the model sees no article; a long page without one has none."""
_LEAD_REACH = 6
_TAG_RUN = 30
"""Characters that a tag at the foot of a page has at most."""


@dataclass(frozen=True, slots=True)
class Dump:
    """The lines of a page, told apart. `above` and `below` are what was left out at both ends of the body."""

    body: tuple[str, ...]
    title: str | None = None
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


class DumpReader:
    """Finds the article in the lines of a page."""

    def __init__(
        self,
        rules: FurnitureRules,
        words: JoinWords,
        link_words: LinkWords,
        datelines: DatelineFinder,
        model: LineModel | None = None,
        not_headlines: tuple[str, ...] = (),
    ) -> None:
        self._rules = rules
        self._words = words
        self._link_words = link_words
        self._datelines = datelines
        self._model = model
        self._not_headlines = not_headlines

    def read(self, lines: list[Line], title: str | None, dated: DatedLine, *, trim: bool = True) -> Dump:
        """Tell the lines apart. `title` is what the row gave; `dated` says whether a line is a date line; `trim` cuts
        the densest block out (not wanted where an HTML extractor has done so)."""
        raw = [line.text for line in lines]
        # Our own form, "title, empty line, body without empty lines", keeps its title.
        own_form = len(lines) > 1 and lines[1].gap and not any(x.gap for x in lines[2:])
        if title is None and own_form and self._opens_own_form(raw[0], raw[1]):
            title = raw[0]
        kept = self.prepare(lines, title, dated)
        if trim:
            first, last = self._choose(kept, dated)
        else:
            first, last = self._after_title(kept, dated), len(kept)
        body = [x.text for x in kept[first:last]]
        above = [x.text for x in kept[:first]]
        below = [x.text for x in kept[last:]]
        if title is None:
            title, body = self._find_title(above, body, dated)
        body = self._start_at_dateline([x for x in body if dated(x) is None])
        if title is not None:
            body = _without_title(body, title)
        body = self._cut_foot(body)
        return Dump(tuple(body), title, tuple(above), tuple(below + raw[-3:]))

    def prepare(self, lines: list[Line], title: str | None, dated: DatedLine) -> list[Line]:
        """The lines without what the rules know for furniture, broken sentences joined: what the choice is made of."""
        # A heading such as "related articles" is cut before lines are joined: the list below it would go on with it.
        kept = self._cut_tail(self._drop_furniture(lines), dated)
        kept = join_broken(_drop_neighbours(kept), self._words, dated)
        kept = self._drop_furniture(kept)
        kept = self._cut_inside(kept)
        return self._cut_tail(self._drop_repeats(kept, title), dated)

    def _opens_own_form(self, line: str, below: str) -> bool:
        """Could this first line, alone above an empty line, be a title?"""
        if (
            self._rules.is_line(line)
            or self._rules.link(line) is not None
            or not (line[0].isalnum() or line[0] in "\"“'‘(")
        ):
            return False
        return not ends_sentence(line) or title_case(line) >= 0.75 or len(line) < 0.25 * len(below)

    def _drop_furniture(self, lines: list[Line]) -> list[Line]:
        out = drop_links(lines, self._rules)
        kept, gap = [], False
        for line in out:
            if self._rules.is_line(line.text) and not self._rules.is_tail(line.text):
                # Reporters' initials close an article: nothing below goes on with its last sentence.
                gap = gap or line.gap or line.text.startswith("(")
                continue
            if len(line.text) >= 3 and not any(c.isalnum() for c in line.text) and set(line.text) <= set("-–—_=*~•.· "):
                gap = True  # a ruler
                continue
            kept.append(Line(line.text, line.gap or gap))
            gap = False
        return kept

    def _cut_inside(self, lines: list[Line]) -> list[Line]:
        out = []
        for line in lines:
            text = _MARKDOWN.sub("", line.text, count=1) if line.text.startswith("#") else line.text
            text = self._rules.cut_inside(text)
            text = cut_inline_links(text, self._link_words)
            text = self._rules.cut_ending(text)
            if text and any(c.isalpha() for c in text) and not (is_link_item(text) and len(lines) > 3):
                out.append(Line(text, line.gap))
        return out

    def _drop_repeats(self, lines: list[Line], title: str | None) -> list[Line]:
        """A line that stood before, but for short ones, which an article may well say twice."""
        seen: set[str] = set()
        counts: dict[str, int] = {}
        for line in lines:
            counts[fold(line.text)] = counts.get(fold(line.text), 0) + 1
        out: list[Line] = []
        begun = False
        leads = _best_copies(lines, counts)
        for i, line in enumerate(lines):
            key, ends = fold(line.text), ends_sentence(line.text)
            if leads.get(key, i) != i:
                continue
            if counts[key] > 1 and (len(line.text) >= 40 or (len(line.text) >= 15 and not ends)):
                # A headline that stands twice below the first paragraph is a link with its picture.
                link = begun and not ends and len(line.text) < 160 and not is_list_item(line.text)
                if key in seen or (link and key != fold(title or "")):
                    continue
            seen.add(key)
            begun = begun or (ends and len(line.text) >= 60)
            out.append(line)
        return out

    def _cut_tail(self, lines: list[Line], dated: DatedLine) -> list[Line]:
        """Everything from a heading below the article on, where most of the paragraphs stand above it."""
        weights = [max(0, _weight(x.text, dated)) for x in lines]
        total, above = sum(weights), 0
        for i, line in enumerate(lines):
            if self._rules.is_tail(line.text) and above >= 0.5 * total and above > 0:
                return lines[:i]
            above += weights[i]
        return [x for x in lines if not self._rules.is_tail(x.text)]

    def _choose(self, lines: list[Line], dated: DatedLine) -> tuple[int, int]:
        """Where the article begins and ends: the run of lines that speaks most for it, and the lead above."""
        odds = self._model.log_odds(lines, dated) if self._model else None
        forms = [_weight(x.text, dated) for x in lines]
        if odds is None:
            first, last = _best_run(forms)
        else:
            first, last = _best_run([max(-_SURE, min(_SURE, x + _LEAN)) for x in odds])
            if first == last and len(lines) <= _SHORT_PAGE:
                first, last = _best_run(forms)
            while 0 < first < last and _is_paragraph(lines[first - 1].text, dated) and odds[first - 1] > _DOUBT:
                first -= 1
            while first < last < len(lines) and _is_paragraph(lines[last].text, dated) and odds[last] > _DOUBT:
                last += 1
        first = _pass_day(lines, first, last, dated)
        while first < last and forms[first] <= 0 and (odds is None or odds[first] <= 0):
            first += 1
        first = self._find_lead(lines, first, dated)
        # List items right below the last paragraph are the article's, where it announces them or they are numbered.
        while 0 < last < len(lines) and is_list_item(lines[last].text):
            above = lines[last - 1].text
            if not (above.endswith(":") or lines[last].text[0].isalnum() or is_list_item(above)):
                break
            last += 1
        return first, last

    def _find_lead(self, lines: list[Line], first: int, dated: DatedLine) -> int:
        """The paragraph with a sure dateline a little above `first`, if there is one: a lead is never lost."""
        if first >= len(lines) or self._datelines.find(lines[first].text):
            return first
        for i in range(first - 1, max(-1, first - _LEAD_REACH), -1):
            text = lines[i].text
            found = self._datelines.find(text) if ends_sentence(text) and len(text) >= 60 else None
            if found and found.sure and dated(text) is None:
                return i
        return first

    def _start_at_dateline(self, body: list[str]) -> list[str]:
        """The body from its dateline on: captions and teasers may stand above it, the report begins with it."""
        body = [self._datelines.loosen(x) for x in body[:5]] + body[5:]
        for i, text in enumerate(body[:5]):
            found = self._datelines.find(text)
            if found:
                return body[i:] if found.sure else body
        return body

    def _after_title(self, lines: list[Line], dated: DatedLine) -> int:
        """Where the body begins in lines that an HTML extractor chose: behind date lines and short lines at the top."""
        first = _pass_day(lines, 0, len(lines), dated)
        while first < min(4, len(lines) - 1) and (
            dated(lines[first].text) is not None
            or (_is_label(lines[first].text) and _is_paragraph(lines[first + 1].text, dated))
        ):
            first += 1
        return first

    def _find_title(self, above: list[str], body: list[str], dated: DatedLine) -> tuple[str | None, list[str]]:
        """The headline: above the date line, else the nearest above the body, else the body's first line."""
        near = above[-20:]
        days = [i for i, x in enumerate(near) if dated(x) is not None]
        words = {w for x in body[:6] for w in _content_words(x)}
        best, chosen = 0.0, None
        for i, text in enumerate(near):
            if not self._headline_like(text) or dated(text) is not None:
                continue
            own = _content_words(text)
            # What a headline says, the first paragraphs say again; links to other articles do not.
            score = 2 * sum(w in words for w in own) / max(3, len(own)) - 0.02 * (len(near) - i)
            score += (
                0.6 if any(0 < day - i <= 4 for day in days) else 0.3 if any(abs(day - i) <= 2 for day in days) else 0
            )
            score += 0.3 if len(near) - i <= 2 else 0
            if score > best and (score >= 0.8 or len(near) <= 3):
                best, chosen = score, text
        if chosen:
            return chosen, body
        if len(body) > 1 and self._headline_like(body[0]) and title_case(body[0]) >= 0.75 and len(body[0]) < 160:
            return body[0], body[1:]
        return None, body

    def _headline_like(self, text: str) -> bool:
        """Could this line be a headline?"""
        words = text.split()
        if not 4 <= len(words) <= 30 or not 20 <= len(text) <= 220 or text.endswith((",", ".", ":", ";")):
            return False
        if (
            is_list_item(text)
            or text.startswith(("(", "#"))
            or any(x in text for x in ("©", ">", "http", " | ", " · ", " » "))
        ):
            return False
        return not text.lower().startswith(self._not_headlines)

    def _cut_foot(self, body: list[str]) -> list[str]:
        """The body without tags and names below its last paragraph."""
        end = len(body)
        while (
            end > 1
            and not ends_sentence(body[end - 1])
            and not is_list_item(body[end - 1])
            and len(body[end - 1]) <= _TAG_RUN
        ):
            end -= 1
        kept = body[:end]
        if kept:
            kept[-1] = self._rules.cut_ending(kept[-1])
        return kept


def _pass_day(lines: list[Line], first: int, last: int, dated: DatedLine) -> int:
    """Where the report begins: a byline may look like its first line, but the day below says that it does not."""
    for i in range(first, min(first + _LEAD_REACH, last)):
        if _is_paragraph(lines[i].text, dated):
            break
        if dated(lines[i].text) is not None:
            first = i + 1
    return first


def _best_copies(lines: list[Line], counts: dict[str, int]) -> dict[str, int]:
    """Of a paragraph that stands several times (a lead is often its own teaser): which copy has most text around it."""
    best: dict[str, tuple[int, int]] = {}
    for i, line in enumerate(lines):
        if len(line.text) >= 60 and ends_sentence(line.text) and counts[fold(line.text)] > 1:
            near = lines[max(0, i - 3) : i] + lines[i + 1 : i + 4]
            ink = sum(len(x.text) for x in near if ends_sentence(x.text))
            key = fold(line.text)
            if key not in best or ink > best[key][0]:
                best[key] = (ink, i)
    return {key: i for key, (_, i) in best.items()}


def _drop_neighbours(lines: list[Line]) -> list[Line]:
    """Lines without unfinished ones that stand twice in a row (a picture's link and its caption)."""
    twice = {i + n for i, (a, b) in enumerate(pairwise(lines)) if a.text == b.text for n in (0, 1)}
    far = len(lines) // 4
    return [
        x
        for i, x in enumerate(lines)
        if i not in twice or ends_sentence(x.text) or i <= far or len(x.text) < 15 or is_list_item(x.text)
    ]


def _best_run(weights: Sequence[float]) -> tuple[int, int]:
    """The run of lines with the greatest sum of weights (each is looked at once); it begins and ends above 0."""
    best, best_run, run, start = 0.0, (0, 0), 0.0, 0
    for i, weight in enumerate(weights):
        if run <= 0:
            run, start = 0.0, i
        run += weight
        if weight > 0 and run > best:
            best, best_run = run, (start, i + 1)
    return best_run


class DatedLine:
    """Says what day a line states when it is nothing but a date line."""

    def __init__(self, read_line: Callable[[str], str | None]) -> None:
        self._read = read_line
        self._known: dict[str, str | None] = {}

    def __call__(self, text: str) -> str | None:
        """The date of a date line; None for any other line."""
        if len(text) > 160:
            return None
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]


def fold(text: str) -> str:
    """A line for comparison: without case, quotation marks, blanks and stops."""
    return " ".join(_WORD.findall(text.lower()))


def _weight(text: str, dated: DatedLine) -> int:
    """How much a line speaks for being in the article (positive) or around it (negative)."""
    words = text.count(" ") + 1
    if dated(text) is not None:
        return -60
    if ends_sentence(text):
        if words >= 4 or text[:1] in '"“':
            # A headline that ends in a question or exclamation mark counts little.
            return min(len(text), 300) if text[-1] not in "?!" or title_case(text) < 0.75 else 5
        return 5
    if len(text) >= 160:
        return 150
    if is_list_item(text):
        return -45 if is_link_item(text) else -8 if text[0] in "•·▪*‣◦" else 0
    if text.endswith(":"):
        return 10 if words >= 3 else 0
    return -20 if words <= 3 else -45


def _is_paragraph(text: str, dated: DatedLine) -> bool:
    return len(text) >= 80 and ends_sentence(text) and not is_list_item(text) and dated(text) is None


def _is_label(text: str) -> bool:
    """One or two words without an end: the name of a section above the article."""
    return len(text.split()) <= 2 and len(text) <= 25 and not ends_sentence(text) and text[-1] not in ":,-–—"


def _content_words(text: str) -> set[str]:
    return {w for w in _WORD.findall(text.lower()) if len(w) >= 4 or w.isdigit()}


def _without_title(body: list[str], title: str) -> list[str]:
    """The body without the line that repeats the title among its first three."""
    key = fold(title)
    at = next((i for i, x in enumerate(body[:3]) if fold(x) == key), None)
    return body if at is None or len(body) < 2 else body[:at] + body[at + 1 :]
