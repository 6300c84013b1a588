"""Quotations: direct, mixed and indirect, each with its cue and its speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from risalah.annotate.indirect import IndirectFinder, Report, Unit, in_quotes
from risalah.annotate.quote_lexicon import QuoteLexicon
from risalah.annotate.quote_marks import Quoted
from risalah.annotate.quote_neighbours import retell, settle_bare
from risalah.annotate.quote_units import NAME_RUN, build_units, read_via
from risalah.annotate.speaker_phrases import Speaker
from risalah.annotate.speakers import SpeakerTracker
from risalah.annotate.speech_scorer import SpeechScorer, read_weights
from risalah.model.annotation import Actor, Mention, Quote, Sentence
from risalah.model.article import Article
from risalah.model.span import Span
from risalah.resources.language import Language

_WORD = re.compile(r"[^\W_][\w’'./&-]*")
_CLAUSE_WORDS = 5
"""A quoted stretch without a cue is speech from this many words on; below it is a title or a term."""
_FRAGMENT_WORDS = 3
"""A quoted fragment inside reported speech counts from this many words on; below it is a term."""


class QuoteFinder:
    """Finds the quotations of articles in one language."""

    def __init__(self, language: Language) -> None:
        self._lexicon = QuoteLexicon(language)
        self._scorer = SpeechScorer(self._lexicon, read_weights(language.folder / "speech.tsv"))

    def find(
        self,
        article: Article,
        sentences: tuple[Sentence, ...],
        mentions: tuple[Mention, ...],
        actors: dict[str, Actor],
    ) -> tuple[Quote, ...]:
        """The quotations of an article in text order. Time is linear in the text's length."""
        return _Reading(self._lexicon, self._scorer, article, sentences, mentions, actors).read()


class _Reading:
    """One pass over one article."""

    def __init__(
        self,
        lexicon: QuoteLexicon,
        scorer: SpeechScorer,
        article: Article,
        sentences: tuple[Sentence, ...],
        mentions: tuple[Mention, ...],
        actors: dict[str, Actor],
    ) -> None:
        self._lexicon = lexicon
        self._scorer = scorer
        self._article = article
        self._text = article.text
        self._sentences = sentences
        self._actors = actors
        self._tracker = SpeakerTracker(lexicon, article.text, mentions, actors)
        self._indirect = IndirectFinder(lexicon, article.text, self._tracker)
        self._quotes: list[Quote] = []
        self._places: list[int] = []  # the block of each quotation
        self._bare: list[int] = []  # quotations that wait for an adjacent speaker
        self._marked = False
        self._verbs: tuple[Unit | None, list[re.Match[str]]] = (None, [])

    def read(self) -> tuple[Quote, ...]:
        units = build_units(self._article, self._sentences, self._is_cue, self._scorer.find_start)
        self._marked = any(u.quoted for u in units)
        before: Unit | None = None
        for unit in units:
            self._read_unit(unit, before)
            before = unit
        settle_bare(self._quotes, self._places, self._bare)
        order = sorted(range(len(self._quotes)), key=lambda i: (self._quotes[i].content[0], i))
        return tuple(self._quotes[i] for i in order)

    def _is_cue(self, at: int) -> bool:
        """Does a cue stand at `at`? A word that is a cue now and then needs a speaker behind it."""
        m = self._lexicon.cue.match(self._text, at)
        if m is None or (m["short"] or "").lower() not in self._lexicon.weak or m["clitic"]:
            return m is not None
        word = _WORD.search(self._text, m.end(), m.end() + 30)
        return word is not None and (word[0][0].isupper() or word[0].lower() in self._lexicon.pronouns)

    # -- one sentence
    def _read_unit(self, unit: Unit, before: Unit | None) -> None:
        kind = self._article.blocks[unit.block].kind
        via = read_via(self._lexicon, self._text, unit.span)
        first = len(self._quotes)
        if kind == "title":
            self._read_title(unit)
        else:
            direct = self._read_quoted(unit)
            if direct or self._back_reference(unit, before):
                pass
            elif reports := self._indirect.find(unit):
                for report in reports:
                    self._add_report(unit, report)
            elif not self._turn(unit):
                self._first_person(unit)
                self._tracker.notice_subject(unit.span.start, unit.span.end)
        if via:
            for i in range(first, len(self._quotes)):
                self._quotes[i] = replace(self._quotes[i], via=via)

    def _add(self, quote: Quote, block: int, *, bare: bool = False) -> None:
        if bare:
            self._bare.append(len(self._quotes))
        self._quotes.append(quote)
        self._places.append(block)

    # -- between marks
    def _read_quoted(self, unit: Unit) -> bool:
        """Read direct speech of a sentence; True where it was found (its other words are then the frame)."""
        text = self._text
        found = False
        previous: Quoted | None = None
        last_speaker: Speaker | None = None
        framed = bool(unit.quoted) and any(
            text[i].isalnum()
            for part in (
                range(unit.span.start, unit.quoted[0].outer.start),
                range(unit.quoted[-1].outer.end, unit.span.end),
            )
            for i in part
        )
        for n, q in enumerate(unit.quoted):
            stop = unit.quoted[n + 1].outer.start if n + 1 < len(unit.quoted) else unit.span.end
            floor = previous.outer.end if previous else unit.span.start
            right = self._right_cue(q, stop)
            if right is not None:
                speaker, cue = right
                self._emit(q, cue, speaker, unit, rule="quoted-cue")
                last_speaker, found, previous = speaker, True, q
                continue
            left = self._left_cue(q, floor, unit)
            if left is not None:
                speaker, cue, whole = left
                if whole:
                    self._emit(q, cue, speaker, unit, rule="cue-quoted")
                    last_speaker, found, previous = speaker, True, q
                continue
            words = len(_WORD.findall(text, q.inner.start, q.inner.end))
            if last_speaker is not None and words >= 2:
                # "Q1," kata X, "Q2": the same utterance goes on.
                if text[q.inner.start].islower() and self._quotes and previous is not None:
                    old = self._quotes[-1]
                    self._quotes[-1] = replace(old, content=(*old.content, q.inner))
                else:
                    carried = Speaker(last_speaker.actor, last_speaker.mention, last_speaker.others, "carried")
                    self._emit(q, None, carried, unit, rule="quoted-continued")
                found, previous = True, q
            elif not framed and words >= 3 and len(unit.quoted) == 1:
                self._add(Quote("direct", (q.inner,), rule="quoted-bare"), unit.block, bare=True)
                found = True
            elif words >= _CLAUSE_WORDS and q.outer.start == unit.span.start and text[q.inner.end - 1] in ",.?!":
                self._add(Quote("direct", (q.inner,), rule="quoted-clause"), unit.block)
                found = True
        return found

    def _emit(self, q: Quoted, cue: Span | None, speaker: Speaker, unit: Unit, *, rule: str) -> None:
        self._add(
            Quote(
                "direct",
                (q.inner,),
                cue,
                speaker.actor,
                speaker.others,
                speaker.basis,
                speaker.mention,
                rule=rule,
            ),
            unit.block,
        )
        self._tracker.remember(speaker)

    def _right_cue(self, q: Quoted, stop: int) -> tuple[Speaker, Span] | None:
        """A cue right of a quotation and its speaker: "Q," kata X; "Q," ujarnya; "Q," X menegaskan."""
        text, lexicon = self._text, self._lexicon
        at = q.outer.end
        while at < stop and (text[at].isspace() or text[at] in ",.;–—-"):
            at += 1
        m = lexicon.cue.match(text, at, stop)
        if m:
            cue = Span(m.start("cue"), m.end("cue"))
            short = (m["short"] or "").lower()
            if m["clitic"] or short in self._lexicon.carrying:
                return self._tracker.carried(), cue
            return self._tracker.after_cue(m.end(), stop), cue
        other = lexicon.unlisted_cue.match(text, at, stop) if text[q.inner.end - 1] in ",.?!" else None
        if other:
            # A cue that no list has: "..." selorohnya.
            return self._tracker.carried(), Span(other.start(), other.end(1))
        according = lexicon.according.match(text, at, stop)
        if according:
            cue = Span(according.start(), according.end())
            if according["clitic"]:
                return self._tracker.carried(), cue
            return self._tracker.after_cue(according.end(), stop), cue
        verb = lexicon.verb.search(text, at, min(stop, at + 120))
        if verb and "," not in text[at : verb.start()] and at > q.outer.end and q.inner.end > 0:
            ends = text[q.inner.end - 1] in ",.?!"
            if verb.start() == at:
                speaker = self._tracker.after_cue(verb.end(), stop)
                if ends and speaker.known:
                    return speaker, Span(verb.start(), verb.end())
            elif ends:
                subject = self._tracker.subject(at, verb.start())
                if subject is not None:
                    return subject, Span(verb.start(), verb.end())
        return None

    def _left_cue(self, q: Quoted, floor: int, unit: Unit) -> tuple[Speaker, Span, bool] | None:
        """A verb of saying left of a quotation. The third value: does the quotation stand alone (direct)?"""
        text = self._text
        begin = max(floor, q.outer.start - 300)
        verbs = self._verbs_of(unit)
        at = bisect_left(verbs, q.outer.start, key=lambda v: v.start()) - 1
        gap = text[begin : q.outer.start].rstrip()
        introduced = gap.endswith((",", ":"))
        if at < 0 or verbs[at].start() < begin:
            if gap.endswith(":"):
                speaker = self._tracker.subject(begin, begin + len(gap) - 1)
                if speaker is not None and speaker.known:
                    return speaker, Span(begin + len(gap) - 1, begin + len(gap)), True
            return None
        m = verbs[at]
        between = text[m.end() : q.outer.start].strip(" ,:\n")
        if introduced or not between or between.lower() in self._lexicon.that_words:
            if len(between) > 140:
                return None
            words = len(_WORD.findall(text, q.inner.start, q.inner.end))
            whole = introduced or (text[q.inner.start].isupper() and words >= 3)
            if not introduced and words < _FRAGMENT_WORDS:
                return None
            speaker = self._tracker.subject(max(floor, unit.span.start), m.start())
            if speaker is None:
                speaker = self._tracker.carried()
            return speaker, Span(m.start(), m.end()), whole
        return None

    def _verbs_of(self, unit: Unit) -> list[re.Match[str]]:
        """The verbs of saying outside the marks of a sentence; kept while the sentence is read."""
        if self._verbs[0] is not unit:
            found = self._lexicon.verb.finditer(self._text, unit.span.start, unit.span.end)
            self._verbs = (unit, [m for m in found if not in_quotes(unit, m.start())])
        return self._verbs[1]

    # -- reported
    def _told(self, report: Report) -> tuple[Span, ...]:
        """The content of a report; a denial begins with its verb, or it would read as what it denies."""
        first, *rest = report.content
        denied = self._text[report.cue.start : report.cue.end].lower() in self._lexicon.denials
        if denied and report.cue.end <= first.start:
            first = Span(report.cue.start, first.end)
        return (first, *rest)

    def _add_report(self, unit: Unit, report: Report) -> None:
        s = report.speaker
        self._add(
            Quote("indirect", self._told(report), report.cue, s.actor, s.others, s.basis, s.mention, rule=report.rule),
            unit.block,
        )
        inside = [q for q in unit.quoted if any(c.contains(q.inner) for c in report.content)]
        for q in inside:
            if len(_WORD.findall(self._text, q.inner.start, q.inner.end)) >= _FRAGMENT_WORDS:
                self._add(
                    Quote("mixed", (q.inner,), report.cue, s.actor, s.others, s.basis, s.mention, rule="fragment"),
                    unit.block,
                )
        self._tracker.remember(s)

    def _back_reference(self, unit: Unit, before: Unit | None) -> bool:
        """ "Hal itu disampaikan X": the sentence before was X's; "Hal senada ..." makes X the current speaker."""
        text, lexicon = self._text, self._lexicon
        same = lexicon.same_view.match(text, unit.span.start, unit.span.end)
        if same:
            speaker = self._tracker.after_cue(same.end(), unit.span.end)
            self._tracker.remember(speaker)
            return speaker.known
        m = lexicon.back_reference.match(text, unit.span.start, unit.span.end)
        if not m:
            return False
        speaker = self._tracker.after_cue(m.end(), unit.span.end)
        if not speaker.known:
            return False
        if before is not None and unit.block - before.block <= 1 and self._article.blocks[before.block].kind != "title":
            told = retell(self._quotes, before.span, speaker, self._actors)
            end = before.span.end - (text[before.span.end - 1] == ".")
            if not told and end > before.span.start:
                content, cue = (Span(before.span.start, end),), Span(m.start(), m.end())
                s, rule = speaker, "back-reference"
                self._add(Quote("indirect", content, cue, s.actor, s.others, s.basis, s.mention, rule=rule), unit.block)
        self._tracker.remember(speaker)
        return True

    def _read_title(self, unit: Unit) -> None:
        """ "Menlu X: S" in a headline."""
        text = self._text
        colon = text.find(":", unit.span.start, min(unit.span.end, unit.span.start + 60))
        if colon < 0 or not text[colon + 1 : colon + 2].isspace():
            return
        named = [m for m in self._tracker.between(unit.span.start, colon) if m.actor]
        if not named or len(_WORD.findall(text, unit.span.start, colon)) > 6:
            return
        start = colon + 1
        while start < unit.span.end and (text[start].isspace() or text[start] in "\"“”'‘"):
            start += 1
        end = unit.span.end
        while end > start and text[end - 1] in "\"“”'’ ":
            end -= 1
        if start < end:
            m = named[-1]
            self._add(
                Quote(
                    "indirect",
                    (Span(start, end),),
                    Span(colon, colon + 1),
                    m.actor,
                    (),
                    "headline",
                    m.span,
                    rule="headline",
                ),
                unit.block,
            )

    def _turn(self, unit: Unit) -> bool:
        """ "NAME: S" at the head of a paragraph: a turn of a transcript."""
        text = self._text
        if unit.span.start != self._article.blocks[unit.block].span.start:
            return False
        run = NAME_RUN.match(text, unit.span.start, unit.span.end)
        if not run or text[run.end() : run.end() + 1] != ":":
            return False
        named = [
            m for m in self._tracker.between(unit.span.start, run.end()) if m.actor and m.kind in ("person", "office")
        ]
        if not named:
            return False
        start = run.end() + 1
        end = self._article.blocks[unit.block].span.end
        while start < end and text[start].isspace():
            start += 1
        if start >= end:
            return False
        m = named[-1]
        speaker = Speaker(m.actor, m.span, (), "explicit")
        self._add(
            Quote(
                "direct",
                (Span(start, end),),
                Span(run.end(), run.end() + 1),
                m.actor,
                (),
                "explicit",
                m.span,
                rule="turn",
            ),
            unit.block,
        )
        self._tracker.remember(speaker)
        return True

    def _first_person(self, unit: Unit) -> None:
        """An unmarked sentence in the first person, in an article whose marks were lost: the adjacent speaker's."""
        if self._marked:
            return
        words = [
            w.lower() for w in _WORD.findall(self._text, unit.span.start, min(unit.span.end, unit.span.start + 60))[:2]
        ]
        if not any(w in self._lexicon.first_persons for w in words):
            return
        end = unit.span.end - (self._text[unit.span.end - 1] == ".")
        if end > unit.span.start:
            self._add(Quote("indirect", (Span(unit.span.start, end),), rule="first-person"), unit.block, bare=True)
