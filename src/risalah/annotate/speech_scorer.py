"""Where unmarked speech begins: how much a sentence sounds like somebody talking, how much like the reporter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from risalah.annotate.quote_lexicon import QuoteLexicon
from risalah.annotate.speaker_phrases import skip_blanks
from risalah.errors import ResourceError
from risalah.model.span import Span
from risalah.resources.loader import read_tsv

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NAME = re.compile(r"[A-Z][\w’'-]{2,}")
_OPENER = re.compile(r"[,:]\s+(?=[A-Z])")
_COMMA = re.compile(r",\s+(?=[a-z])")
_DATE = re.compile(r"\d\s?/\s?\d")
_DIGIT = re.compile(r"\d")
_MOST = 12
"""Sentences: no utterance between marks is longer."""
_REACH = 3000
"""Characters: nor this long."""
_AFTER = 80
"""Characters behind the closing mark in which the cue names the speaker."""


@dataclass(frozen=True, slots=True)
class Start:
    """A place where speech may begin, and what speaks for it (names of features, with repetition)."""

    at: int
    features: tuple[str, ...]


class SpeechScorer:
    """Scores the places where speech that ends at a lone closing mark may begin."""

    def __init__(self, lexicon: QuoteLexicon, weights: dict[str, float]) -> None:
        self._lexicon = lexicon
        self._weights = weights

    def find_start(self, text: str, floor: int, stop: int, block: Span) -> int | None:
        """The likeliest beginning in text[floor:stop] of speech that ends at `stop`; None where there is none."""
        best, most = None, float("-inf")
        for start in self.list_starts(text, floor, stop, block):
            score = sum(self._weights.get(f, 0.0) for f in start.features)
            if score > most:
                best, most = start.at, score
        return best

    def list_starts(self, text: str, floor: int, stop: int, block: Span) -> list[Start]:
        """The places where speech may begin, the nearest to `stop` first. Time is bounded for each call."""
        low = max(floor, stop - _REACH)
        sentences = [m.end() for m in self._lexicon.sentence_end.finditer(text, low, stop)]
        head = floor == block.start and low == floor
        if head:
            while low < stop and text[low].isspace():
                low += 1
            sentences.insert(0, low)
        sentences = [s for s in sentences if s < stop][-_MOST - 1 :]
        speaker = set(_NAME.findall(text, stop, min(block.end, stop + _AFTER)))
        out: list[Start] = []
        spoken: list[str] = []
        end = stop
        for n in range(len(sentences) - 1, -1, -1):
            at = sentences[n]
            before = (sentences[n - 1] if n else floor, at)
            count = len(sentences) - n
            for middle in self._openers(text, at, end):
                own = self.read_sentence(text, middle, end, speaker)
                out.append(Start(middle, (*spoken, *own, *self._edge(text, middle, stop, count), "edge:middle")))
            own = self.read_sentence(text, at, end, speaker)
            spoken.extend(own)
            edge = self._edge(text, at, stop, count)
            if n == 0:
                edge.append("edge:head" if head else "edge:first")
            if before[0] < before[1] and not (n == 0 and head):
                edge.extend(f"before:{f}" for f in self.read_sentence(text, *before, speaker))
            edge.extend(f"edge:{f}" for f in own if f.startswith("^"))
            out.append(Start(at, (*spoken, *edge)))
            end = at
        return out

    def _openers(self, text: str, start: int, end: int) -> Iterator[int]:
        """Where a verb of saying or a colon lets speech begin inside a sentence."""
        for m in _OPENER.finditer(text, start, end):
            if text[m.start()] == ":":
                yield m.end()
                continue
            words = list(_WORD.finditer(text, max(start, m.start() - 30), m.start()))
            if words and self._lexicon.verb.fullmatch(words[-1][0]):
                yield m.end()

    def _edge(self, text: str, at: int, stop: int, count: int) -> list[str]:
        size = stop - at
        return [
            f"count:{min(count, 7)}",
            f"size:{min(size.bit_length(), 11)}" if size < 400 else f"size:{min(size // 200, 8)}h",
        ]

    def read_sentence(self, text: str, start: int, end: int, speaker: set[str]) -> list[str]:
        """The features of one sentence: its words in lower case and signs such as a date or a verb of saying."""
        words = _WORD.findall(text, start, end)
        out = {w.lower() for w in words if not w[0].isupper()}
        if words:
            out |= {words[0].lower(), "^" + words[0].lower()}
        forms = Counter(kind for w in words for kind, form in self._lexicon.word_signs.items() if form.match(w))
        out.update(f"sign:{kind}:{min(n, 3)}" for kind, n in forms.items())
        out.add(f"sign:capitals:{min(sum(w[0].isupper() for w in words[1:]), 6)}")
        out.add(f"sign:words:{min(len(words) // 4, 10)}")
        out.add(f"sign:commas:{min(text.count(',', start, end), 4)}")
        if "(" in text[start:end]:
            out.add("sign:bracket")
        if len(words) > 1 and words[0][0].isupper() and words[1][0].isupper():
            out.add("sign:name first")
        if _DATE.search(text, start, end):
            out.add("sign:date")
        elif _DIGIT.search(text, start, end):
            out.add("sign:digit")
        out.update(self._read_saying(text, start, end))
        if speaker and not speaker.isdisjoint(_NAME.findall(text, start, end)):
            out.add("sign:speaker")
        tail = text[start:end].rstrip()[-1:]
        if tail in "?!":
            out.add("sign:" + tail)
        return sorted(out)

    def _read_saying(self, text: str, start: int, end: int) -> Iterator[str]:
        """Signs of somebody else's words in a sentence: who says it, in the first or the third person."""
        lexicon = self._lexicon
        for verb in lexicon.verb.finditer(text, start, end):
            yield "sign:says"
            if text[verb.end() : verb.end() + 1] == ",":
                yield "sign:says,"
            before = _WORD.findall(text, max(start, verb.start() - 40), verb.start())[-3:]
            while before and before[-1] in lexicon.adverbs:
                before.pop()
            subject = before[-1] if before else ""
            if subject.lower() in lexicon.first_persons:
                yield "sign:I say"
            elif subject.lower() in lexicon.pronouns or subject[:1].isupper():
                yield "sign:they say"
        for comma in _COMMA.finditer(text, start, end):
            cue = lexicon.cue.match(text, comma.end(), end)
            word = _WORD.match(text, skip_blanks(text, cue.end(), end), end) if cue else None
            if cue and (cue["clitic"] or (word and (word[0][0].isupper() or word[0].lower() in lexicon.pronouns))):
                yield "sign:cue"
        according = lexicon.according.search(text, start, end)
        if according:
            word = _WORD.match(text, skip_blanks(text, according.end(), end), end)
            yield f"sign:according {word[0].lower() if word and word[0].lower() in lexicon.first_persons else 'to'}"


def read_weights(path: Path) -> dict[str, float]:
    """The weights of a table of features. Raises ResourceError with file and line."""
    weights: dict[str, float] = {}
    for line, row in read_tsv(path, ("feature", "weight")):
        try:
            weights[row["feature"]] = float(row["weight"])
        except ValueError as e:
            raise ResourceError(f"{row['weight']!r} is no number", path=path, line=line) from e
    return weights
