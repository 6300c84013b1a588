"""Numbers about each line of a page dump, from its own form, its neighbours and what the page is about."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from risalah.clean.furniture import FurnitureRules
from risalah.clean.lines import Line, ends_sentence, is_link_item, is_list_item, opens_report, title_case

_WORD = re.compile(r"\w+")
_ODD = re.compile(r"©|®|\||»|›|https?:|www\.|@|\[at\]|…$|\.\.\.$|#\w")
_NUMBER = re.compile(r"\d")
_NEAR = (1, 2, 3)
_REACHES = (4, 10)
_FAR = 30
"""Lines farther away than this count as this far."""

_OF_LINE = """
length words sentence question colon title_case capitals lower_start bullet link_item odd digits quotes comma furniture
link tail dated repeated report small_words topic rare_topic place page_lines before after text_before text_after
"""
FEATURES = _OF_LINE.split()
FEATURES += [
    f"{name}{sign}{n}" for n in _NEAR for sign in "-+" for name in ("length", "sentence", "title_case", "topic")
]
FEATURES += [f"{name}_{n}" for n in _REACHES for name in ("sentences", "ink")]
"""The names of the features, in the order of the numbers of a line."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A line by itself. `mark` is how long a line of running text it is, 0 for anything else."""

    length: float
    words: float
    sentence: float
    title_case: float
    topic: float
    mark: float


class LineFeatures:
    """Describes the lines of one dump. `small` are words that headlines write small (lower case)."""

    def __init__(self, rules: FurnitureRules, small: frozenset[str]) -> None:
        self._rules = rules
        self._small = small

    def describe(self, lines: Sequence[Line], dated: Callable[[str], object]) -> list[list[float]]:
        """One row of numbers a line, in the order of FEATURES."""
        texts = [x.text for x in lines]
        words = [_WORD.findall(x.lower()) for x in texts]
        counts = Counter(texts)
        topics = _topics(texts, words)
        forms = [_form(text, own, topic) for text, own, (topic, _) in zip(texts, words, topics, strict=True)]
        before, after = _distances(forms), list(reversed(_distances(forms[::-1])))
        total = sum(f.mark for f in forms) or 1.0
        rows: list[list[float]] = []
        passed = 0.0
        for i, text in enumerate(texts):
            form = forms[i]
            row = [
                form.length,
                form.words,
                form.sentence,
                float(text[-1] in "?!"),
                float(text[-1] == ":"),
                form.title_case,
                _share(text, str.isupper),
                float(text[0].islower()),
                float(is_list_item(text)),
                float(is_link_item(text)),
                float(_ODD.search(text) is not None),
                min(1.0, len(_NUMBER.findall(text)) / len(text)),
                float(any(c in '"“”' for c in text)),
                float("," in text),
                float(self._rules.is_line(text)),
                float(self._rules.link(text) is not None),
                float(self._rules.is_tail(text)),
                float(dated(text) is not None),
                float(min(counts[text], 4) - 1),
                float(opens_report(text)),
                sum(w in self._small for w in words[i]) / max(1, len(words[i])),
                form.topic,
                topics[i][1],
                i / len(texts),
                math.log1p(len(texts)),
                before[i],
                after[i],
                passed / total,
                (total - passed - form.mark) / total,
            ]
            passed += form.mark
            for n in _NEAR:
                for j in (i - n, i + n):
                    near = forms[j] if 0 <= j < len(forms) else _NOTHING
                    row += [near.length, near.sentence, near.title_case, near.topic]
            for n in _REACHES:
                around = forms[max(0, i - n) : i + n + 1]
                row += [sum(f.sentence for f in around) / len(around), math.log1p(sum(f.mark for f in around))]
            rows.append(row)
        return rows


_NOTHING = _Form(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def _form(text: str, words: Sequence[str], topic: float) -> _Form:
    sentence = ends_sentence(text)
    return _Form(
        math.log1p(len(text)),
        math.log1p(len(words)),
        float(sentence),
        title_case(text),
        topic,
        float(len(text)) if sentence and len(words) >= 8 else 0.0,
    )


def _topics(texts: Sequence[str], words: Sequence[Sequence[str]]) -> list[tuple[float, float]]:
    """For each line: the share of its content words, and of its rarer ones, that running text elsewhere uses too."""
    running: Counter[str] = Counter()
    own: list[set[str]] = []
    is_running = []
    for text, line in zip(texts, words, strict=True):
        content = {w for w in line if len(w) >= 4}
        runs = len(line) >= 8 and ends_sentence(text)
        if runs:
            running.update(content)
        own.append(content)
        is_running.append(runs)
    out = []
    for content, runs in zip(own, is_running, strict=True):
        shared = [w for w in content if running[w] - runs > 0]
        rare = [w for w in content if len(w) >= 6]
        rare_shared = [w for w in rare if running[w] - runs > 0]
        size = max(3, len(content))
        out.append((len(shared) / size, len(rare_shared) / max(2, len(rare))))
    return out


def _distances(forms: Sequence[_Form]) -> list[float]:
    """For each line: how many lines above it the next line of running text stands."""
    out, last = [], -_FAR
    for i, form in enumerate(forms):
        out.append(float(min(_FAR, i - last)))
        if form.mark:
            last = i
    return out


def _share(text: str, holds: Callable[[str], bool]) -> float:
    letters = [c for c in text if c.isalpha()]
    return sum(map(holds, letters)) / len(letters) if letters else 0.0
