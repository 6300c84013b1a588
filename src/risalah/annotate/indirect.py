"""Indirect speech in one sentence: verbs of saying, menurut, medial and trailing cues, back-references."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice

from risalah.annotate.quote_lexicon import QuoteLexicon
from risalah.annotate.quote_marks import MARKS, Quoted
from risalah.annotate.speaker_phrases import Speaker
from risalah.annotate.speakers import SpeakerTracker
from risalah.model.span import Span

_WORD = re.compile(r"[^\W_][\w’'./&-]*")
_HEAD = 80
_FAR = 260
"""Characters: the main verb of a sentence is hardly ever further in."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence in which a whole quotation counts as one piece; `quoted` are the stretches between marks in it."""

    span: Span
    block: int
    quoted: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One indirect quotation: what was said, by the words of which cue, by whom, and the construction's name."""

    content: tuple[Span, ...]
    cue: Span
    speaker: Speaker
    rule: str


class IndirectFinder:
    """Finds indirect speech in sentences of one article."""

    def __init__(self, lexicon: QuoteLexicon, text: str, tracker: SpeakerTracker) -> None:
        self._lexicon = lexicon
        self._text = text
        self._tracker = tracker

    def find(self, unit: Unit) -> list[Report]:
        """The indirect quotations that a sentence holds, outermost holder only; two where "seraya" adds a second."""
        one = self._according(unit) or self._fronted(unit) or self._medial(unit)
        return [one] if one is not None else self._verbs(unit)

    # -- "Menurut X, S" and "S, menurut X."
    def _according(self, unit: Unit) -> Report | None:
        text, lexicon = self._text, self._lexicon
        a, b = unit.span.start, unit.span.end
        for m in lexicon.according.finditer(text, a, b):
            if in_quotes(unit, m.start()):
                continue
            head = text[max(a, m.start() - _HEAD) : m.start()].rstrip()
            opening = m.start() - a < _HEAD and len(_WORD.findall(head)) <= 3
            if not opening and not head.endswith(","):
                continue
            if m["clitic"]:
                speaker = self._tracker.carried()
                end = m.end()
            else:
                at = _skip(text, m.end(), b)
                first = _WORD.match(text, at, b)
                if first is None or first[0].lower() in lexicon.no_source:
                    continue
                if first[0].lower() in lexicon.views:
                    # "menurut penuturan Menlu": whose view it is follows.
                    at = _skip(text, first.end(), b)
                speaker = self._tracker.after_cue(at, b)
                end = speaker.end
                if not speaker.known:
                    continue
            cue = Span(m.start(), m.end())
            if opening:
                rest = _skip(text, end, b)
                if text[rest : rest + 1] == ",":
                    rest += 1
                elif not m["clitic"]:
                    # "Menurut Menlu Lintang dalam jumpa pers, S": pass the adjunct.
                    verb = lexicon.verb.match(text, rest, b)
                    comma = text.find(",", rest, min(b, rest + 120))
                    if verb:
                        rest = verb.end()
                    elif comma >= 0:
                        rest = comma + 1
                        named = self._tracker.apposition(comma, b) if speaker.actor is None else None
                        if named is not None and text[named.end : named.end + 1] == ",":
                            speaker, rest = named, named.end + 1
                    elif speaker.actor is None:
                        continue
                content = self._content(unit, rest, b)
                if content is None:
                    continue
                return Report((content,), cue, speaker, "according")
            after = _skip(text, end, b)
            before = self._content(unit, a, m.start())
            later = self._content(unit, after + 1, b) if text[after : after + 1] == "," else None
            parts = self._medial_parts(before, later)
            if parts:
                return Report(
                    parts, cue, speaker, "according-medial" if len(parts) > 1 or later else "according-trailing"
                )
        return None

    # -- "Kata X, S" and "Dikatakan X, S"
    def _fronted(self, unit: Unit) -> Report | None:
        text, lexicon = self._text, self._lexicon
        a, b = unit.span.start, unit.span.end
        m = lexicon.fronted.match(text, a, b)
        if m is None:
            return None
        speaker = self._tracker.after_cue(m.end(), b)
        if not speaker.known:
            return None
        rest = _skip(text, speaker.end, b)
        content = self._after_verb(unit, rest, b, lexicon.plain_verb, speaker)
        if content is None or not text[speaker.end : content.start].strip():
            return None
        return Report((content,), Span(m.start("cue"), m.end("cue")), speaker, "fronted")

    # -- "..., kata X, ..." and "..., kata X."
    def _medial(self, unit: Unit) -> Report | None:
        text, lexicon = self._text, self._lexicon
        a, b = unit.span.start, unit.span.end
        at = a
        while True:
            comma = text.find(",", at, b)
            if comma < 0:
                return None
            at = comma + 1
            here = comma + 1
            if text[here : here + 1] in ("'", "’"):
                here += 1  # a term in single marks ends there
            m = lexicon.cue.match(text, _skip(text, here, b), b)
            if m is None or in_quotes(unit, comma):
                continue
            if comma > a and text[comma - 1] in MARKS:
                continue
            report = self._at_cue(unit, comma, m)
            if report is not None:
                return report

    def _at_cue(self, unit: Unit, comma: int, m: re.Match[str]) -> Report | None:
        text = self._text
        a, b = unit.span.start, unit.span.end
        short = (m["short"] or "").lower()
        cue = Span(m.start("cue"), m.end("cue"))
        if m["clitic"] or short in self._lexicon.carrying:
            speaker = self._tracker.carried()
            end = m.end()
        else:
            speaker = self._tracker.after_cue(m.end(), b)
            end = speaker.end
            if not speaker.known and speaker.basis != "carried" and not self._pronoun_follows(m.end(), b):
                return None
            gap = text[m.end() : speaker.mention.start] if speaker.mention and speaker.basis != "carried" else " "
            if gap and not gap[0].isspace():
                return None
            if short in self._lexicon.weak and speaker.basis not in ("explicit", "carried", "document"):
                return None
        before = self._content(unit, a, comma)
        after = _skip(text, end, b)
        later: Span | None = None
        if text[after : after + 1] == ",":
            later = self._content(unit, after + 1, b)
        elif m["clitic"] and after < b and text[after].islower():
            word = _WORD.match(text, after, b)
            if word and word[0].lower() not in self._lexicon.prepositions:
                later = self._content(unit, after, b)
        parts = self._medial_parts(before, later)
        if not parts:
            return None
        return Report(parts, cue, speaker, "medial" if later is not None and parts[-1] == later else "trailing")

    def _pronoun_follows(self, at: int, stop: int) -> bool:
        word = _WORD.match(self._text, _skip(self._text, at, stop), stop)
        return word is not None and word[0].lower() in self._lexicon.pronouns

    def _medial_parts(self, before: Span | None, later: Span | None) -> tuple[Span, ...]:
        """Both sides of a medial cue, without an adjunct before it or a circumstance behind it."""
        text, lexicon = self._text, self._lexicon
        if before is None:
            return (later,) if later and _count(text, later) >= 3 else ()
        first = _WORD.search(text, before.start, before.end)
        adjunct = first is not None and first[0].lower() in lexicon.adjuncts
        if later is not None:
            word = _WORD.search(text, later.start, later.end)
            low = word[0].lower() if word else ""
            circumstance = low in lexicon.prepositions or low in lexicon.days or low[:1].isdigit()
            size = _count(text, before)
            if (circumstance and not (size <= 6 and adjunct)) or _count(text, later) < 3:
                later = None
            elif size > 14 and not adjunct and word is not None and not word[0][0].islower():
                later = None  # a long clause and then a name: an apposition to the speaker, mostly
        if later is None:
            if adjunct and not self._has_predicate(before.start, before.end, anywhere=True):
                return ()
            return (before,) if _count(text, before) >= 3 else ()
        if adjunct and _count(text, before) <= 12:
            return (later,)
        return (before, later)

    # -- "X mengatakan, S"
    def _verbs(self, unit: Unit) -> list[Report]:
        text, lexicon = self._text, self._lexicon
        a, b = unit.span.start, unit.span.end
        main: Report | None = None
        for m in lexicon.verb.finditer(text, a, b):
            if in_quotes(unit, m.start()):
                continue
            verb = re.sub(r"\s+", " ", m[0].lower())
            words = _WORD.findall(text, max(a, m.start() - 40), m.start())
            last = words[-1].lower() if words else ""
            if last in lexicon.continuers:
                # "X meminta S, seraya mengatakan bahwa S2": the same speaker goes on.
                at = text.rfind(words[-1], a, m.start())
                speaker = main.speaker if main else self._tracker.subject(a, at, opening=True)
            elif main is not None or last in lexicon.blockers or last in lexicon.first_persons:
                continue
            else:
                at = m.start()
                if at - a > _FAR:
                    break
                speaker = self._tracker.subject(self._floor(unit, at), at)
            if speaker is None:
                continue
            content = self._after_verb(unit, m.end(), b, verb, speaker)
            if content is None:
                continue
            report = Report((content,), Span(m.start(), m.end()), speaker, f"verb-{lexicon.verb_class[verb]}")
            if main is None:
                main = report
                continue
            # What the first verb reports ends where the second clause begins.
            cut = self._content(unit, main.content[0].start, at)
            if cut is None or not main.content[0].contains(content):
                return [main]
            first = Report((cut,), main.cue, main.speaker, main.rule)
            return [first, report]
        return [main] if main else []

    def _floor(self, unit: Unit, at: int) -> int:
        """Where the clause that holds `at` may begin: behind the last quotation before it."""
        i = bisect_right(unit.quoted, at, key=lambda q: q.outer.end) - 1
        return unit.quoted[i].outer.end if i >= 0 else unit.span.start

    def _after_verb(self, unit: Unit, at: int, stop: int, verb: str, speaker: Speaker) -> Span | None:
        """What a verb of saying reports: behind bahwa, a comma, a colon, an addressee or a place; else directly."""
        text, lexicon = self._text, self._lexicon
        marked = False
        for _ in range(6):
            at = _skip(text, at, stop)
            if at >= stop:
                return None
            comp = lexicon.complementiser.match(text, at, stop)
            if comp:
                # "jika", "kalau" belong to what was said; "bahwa", "agar" only open it.
                opener = comp[0].strip(" ,\n").lower() in lexicon.pure_complementisers
                at, marked = comp.end() if opener else _skip(text, at + (text[at] == ","), stop), True
                break
            if text[at] in ",:":
                at, marked = at + 1, True
                ahead = _skip(text, at, stop)
                word = _WORD.match(text, ahead, stop)
                if word and word[0].lower() in lexicon.dated:
                    comma = text.find(",", ahead, min(stop, ahead + 80))
                    if comma >= 0:
                        at = comma
                        continue
                break
            if text[at] == "(":
                close = text.find(")", at, min(stop, at + 60))
                if close < 0:
                    break
                at = close + 1
                continue
            word = _WORD.match(text, at, stop)
            if word is None:
                break
            low = word[0].lower()
            if low in lexicon.passed_adverbs:
                at = word.end()
                continue
            this = _WORD.match(text, _skip(text, word.end(), stop), stop)
            now = this is not None and this[0].lower() in lexicon.frame_ends
            if (low in lexicon.frames and not now) or low in lexicon.days:
                that = lexicon.that.search(text, at, min(stop, at + 160))
                comma = text.find(",", at, min(stop, at + 140))
                if that:
                    at = that.start()
                    continue
                if comma >= 0 and not in_quotes(unit, comma):
                    at = comma
                    continue
                if self._has_predicate(at, stop, anywhere=True):
                    break
                return None
            break
        if not marked:
            predicate = self._has_predicate(at, stop)
            if lexicon.thing.match(text, at, stop) and not predicate and verb not in lexicon.thing_verbs:
                return None
            if lexicon.verb_class[verb] == "request" and lexicon.bare_request.match(text, at, stop):
                return None
            quoted = verb in lexicon.quoting and any(at <= q.outer.start < stop for q in unit.quoted)
            clause = predicate or quoted or lexicon.clause_opener.match(text, at, stop)
            if verb in lexicon.need_complementiser and not clause:
                return None
            if lexicon.verb_class[verb] in ("request", "thank") and self._tracker.is_state(speaker):
                return None  # what a state asked for or praised is told as an act, not as words
        content = self._content(unit, at, stop)
        if content is None or _count(text, content) < 2 + (not marked):
            return None
        return content

    def _has_predicate(self, start: int, stop: int, *, anywhere: bool = False) -> bool:
        """Does a clause with a predicate of its own begin at `start`, rather than a noun phrase?

        With `anywhere` a predicate counts also behind a preposition.
        """
        lexicon = self._lexicon
        for n, m in enumerate(_WORD.finditer(self._text, start, min(stop, start + 200))):
            word = m[0].lower()
            if word in lexicon.not_before_predicate and not anywhere:
                return False
            if n and lexicon.predicate.fullmatch(word):
                return True
        return False

    def _content(self, unit: Unit, start: int, stop: int) -> Span | None:
        """text[start:stop] without blanks and punctuation at its ends; None where nothing is left."""
        text = self._text
        start = max(start, unit.span.start)
        stop = min(stop, unit.span.end)
        while start < stop and (text[start].isspace() or text[start] in ",;:.–—-"):
            start += 1
        while stop > start and (text[stop - 1].isspace() or text[stop - 1] in ",;:–—"):
            stop -= 1
        if stop > start and text[stop - 1] == "." and text[max(start, stop - 3) : stop] != "...":
            stop -= 1
        return Span(start, stop) if start < stop else None


def _skip(text: str, at: int, stop: int) -> int:
    while at < stop and text[at].isspace():
        at += 1
    return at


def in_quotes(unit: Unit, at: int) -> bool:
    """Does the character at `at` stand inside a stretch between marks? Takes logarithmic time."""
    i = bisect_right(unit.quoted, at, key=lambda q: q.outer.start) - 1
    return i >= 0 and at < unit.quoted[i].outer.end


def _count(text: str, span: Span) -> int:
    """The words of a span, counted no further than 40 (so that long text stays cheap)."""
    return sum(1 for _ in islice(_WORD.finditer(text, span.start, span.end), 40))
