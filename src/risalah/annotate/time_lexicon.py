"""The words of time in one language, read from time.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from risalah.annotate.numbers import NumberReader, Token, glued
from risalah.errors import ResourceError
from risalah.resources.language import Language, any_of

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]
_PIECES = re.compile(r"[^\W\d_]\w*(?:'[^\W\d_]+)?|\d+|[^\w\s]|_")


class TimeLexicon:
    """Tables of time.yaml, ready for look-up. Raises ResourceError where a table is missing or of another form."""

    def __init__(self, language: Language, numbers: NumberReader) -> None:
        self._language = language
        self._path = language.path("time")
        self.numbers = numbers
        self.months = {w: int(str(n)) for n, words in self._map("months").items() for w in words}
        self.weak_months = self._set("weak_months")
        self.weekdays = {w: int(str(n)) for w, n in self._map("weekdays").items()}
        self.weekday_or_unit = self._set("weekday_or_unit")
        self.units = {w: str(u) for w, u in self._map("units").items()}
        self.small_units = {w: str(u) for w, u in self._map("small_units").items()}
        self.one_units = {w: str(u) for w, u in self._map("one_units").items()}
        self.small_one_units = {w: str(u) for w, u in self._map("small_one_units").items()}
        self.date_words = self._set("date_words")
        self.day_words = self._set("day_words")
        self.year_words = self._set("year_words")
        self.month_words = self._set("month_words")
        self.modifiers = self._phrases(self._map("modifiers"))
        self.count_modifiers = self._phrases(self._map("count_modifiers"))
        self.parts = self._phrases(self._map("parts"))
        self.weekend = self._phrases({"weekend": language.words("time", "weekend")})
        self.bounds = self._phrases(self._map("bounds"))
        self.from_words = self._phrases({"from": language.words("time", "from_words")})
        self.range_words = self._phrases({"to": language.words("time", "range_words")})
        self.and_words = self._set("and_words")
        self.and_openers = self._set("and_openers")
        self.day_joiners = self._set("day_joiners")
        self.month_joiners = self._set("month_joiners")
        self.weekday_joiners = self._set("weekday_joiners")
        self.part_links = self._set("part_links")
        self.year_kinds = self._set("year_kinds")
        self.decade_endings = self._set("decade_endings")
        self.day_endings = self._set("day_endings")
        self.text_tails = self._set("text_tails")
        self.ordinal_marks = self._set("ordinal_marks")
        self.count_conjunctions = self._set("count_conjunctions")
        self.local_zones = self._set("local_zones")
        self.fillers = self._set("fillers")
        self.year_contexts = self._set("year_contexts")
        self.not_after_year = self._set("not_after_year")
        self.month_contexts = self._set("month_contexts")
        self.deictics = self._phrases(self._invert("deictics"))
        self.deictic_needs_more = self._set("deictic_needs_more")
        self.text_days = self._phrases(self._invert("text_days"))
        self.dayparts = self._phrases({"part": language.words("time", "dayparts")})
        self.daypart_tails = self._set("daypart_tails")
        self.year_parts = self._phrases(self._map("year_parts"))
        self.ordinals = {w: int(str(n)) for w, n in self._map("ordinals").items()}
        self.quarter_codes = {w: int(str(n)) for w, n in self._map("quarter_codes").items()}
        self.sure_month_contexts = self._set("sure_month_contexts")
        self.name_months = self._set("name_months")
        self.vague_counts = self._set("vague_counts")
        self.bare_no_part = self._set("bare_no_part")
        self.promise_cues = self._set("promise_cues")
        self.settled_cues = self._set("settled_cues")
        self.law_words = self._set("law_words")
        self.open_cues = self._set("open_cues")
        self.week_words = self._set("week_words")
        self.duration_leads = self._set("duration_leads")
        self.duration_starts = self._set("duration_starts")
        self.past_cues = self._set("past_cues")
        self.future_cues = self._set("future_cues")
        self.clock_words = self._set("clock_words")
        self.zones = self._set("zones")
        self.vague = self._phrases(self._map("vague"))
        self.no_time_behind = self._set("no_time_behind")
        self.every_words = self._set("every_words")
        self.triggers = self._build_triggers()
        self.starters = self._build_starters()

    def match(self, table: Phrases, tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
        """The label of the longest phrase of `table` at token `i`, and the token behind it; None if none matches."""
        if i >= len(tokens):
            return None
        for words, label in table.get(tokens[i].low, ()):
            j = i + len(words)
            if j <= len(tokens) and all(tokens[i + k].low == w for k, w in enumerate(words)):
                return label, j
        return None

    def month(self, tokens: Sequence[Token], i: int) -> int | None:
        """The month that token `i` names, or None."""
        return self.months.get(tokens[i].low) if i < len(tokens) else None

    def _build_triggers(self) -> re.Pattern[str]:
        """One pattern that finds the places worth a look: a word of time or a figure."""
        words: set[str] = set()
        for table in (self.months, self.weekdays, self.units, self.one_units, self.small_one_units, self.small_units):
            words.update(table)
        words.update(self.quarter_codes)
        for phrases in (self.deictics, self.text_days, self.dayparts, self.year_parts, self.vague):
            words.update(phrases)
        return re.compile(rf"\b{any_of(words)}\b|\d", re.I)

    def _build_starters(self) -> frozenset[str]:
        """Every word that an expression can begin with (figures can, too)."""
        tables = (
            *(self.months, self.weekdays, self.units, self.small_units, self.one_units, self.small_one_units),
            *(self.from_words, self.bounds, self.parts, self.weekend, self.deictics, self.text_days, self.dayparts),
            *(self.year_parts, self.quarter_codes, self.vague, self.date_words, self.day_words, self.year_words),
            *(self.month_words, self.clock_words, self.every_words, self.numbers.words),
        )
        return frozenset(word for table in tables for word in table)

    def _map(self, key: str) -> dict[str, list[str]]:
        return dict(self._language.mapping("time", key))

    def _set(self, key: str) -> frozenset[str]:
        return frozenset(self._language.words("time", key))

    def _invert(self, key: str) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for phrase, n in self._map(key).items():
            out.setdefault(str(n), []).append(phrase)
        return out

    def _phrases(self, table: dict[str, list[str]] | dict[str, tuple[str, ...]]) -> Phrases:
        """Phrases by their first word, longest first."""
        out: Phrases = {}
        for label, phrases in table.items():
            if not isinstance(phrases, Iterable):
                raise ResourceError(f"{label!r} must be a list of phrases", path=self._path)
            for phrase in phrases:
                words = tuple(m.lower() for m in _PIECES.findall(phrase))
                if not words:
                    raise ResourceError(f"an empty phrase under {label!r}", path=self._path)
                out.setdefault(words[0], []).append((words, label))
        for choices in out.values():
            choices.sort(key=lambda c: -len(c[0]))
        return out


def is_year(tokens: Sequence[Token], i: int) -> int | None:
    """The year that the four figures of token `i` can be; None where they are part of a longer number or far off."""
    if i >= len(tokens):
        return None
    text = tokens[i].text
    if len(text) != 4 or not text.isdecimal() or not 1700 <= int(text) <= 2149:
        return None
    n = len(tokens)
    if (
        glued(tokens, i)
        and tokens[i - 1].text in ".,"
        and i > 1
        and tokens[i - 2].text.isdecimal()
        and glued(tokens, i - 1)
    ):
        return None
    if i + 2 < n and tokens[i + 1].text in ".," and glued(tokens, i + 1) and glued(tokens, i + 2):
        return None if tokens[i + 2].text.isdecimal() else int(text)
    return None if glued(tokens, i + 1) and tokens[i + 1].text[0].isalpha() else int(text)
