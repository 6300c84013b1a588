"""When a meeting is: the time expression of its sentence that speaks of it, and of nothing else."""

from __future__ import annotations

from dataclasses import replace

from risalah.extract.dates import said_on
from risalah.extract.encounters import Encounter, is_ahead, is_over, is_past
from risalah.extract.scenes import SceneReader
from risalah.extract.tokens import Clauses, Lexicon
from risalah.model.annotation import Annotated, TimeMention
from risalah.model.span import Span
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_NAME = 4  # words of a name in a list, with its comma
_HEAD = 3  # words of "perundingan damai" before "yang"
_OPENING = 4  # words of "dalam kesempatan yang sama"
_ASIDE = (",", "(")  # what may part a day from the clause that it dates
_ACTIVE = "me"  # how a verb with an object begins
_SINCE_REACH = 6  # words between "sejak" and the time that it goes with


class MeetingClock:
    """Reads the time of encounters."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._grammar = grammar
        self._since = encounters.since
        self._follows_up = encounters.sessions.words["follows_up"]
        self._topics = grammar.about | encounters.topics
        self._also_called = encounters.also_called
        self._sent = encounters.sent
        words = encounters.sessions.words
        self._to = encounters.new_date
        self._scheduled = words["scheduled"]
        self._occasions = encounters.sessions.words["occasions"]
        self._scenes = SceneReader(encounters, grammar)
        self._background = Lexicon(dict.fromkeys(encounters.background, "background"))

    def _is_of_another(self, e: Encounter, t: TimeMention) -> bool:
        """Does the time tell of something else: "setelah dilantik pada 4 Juni, ...", "dialog yang digelar Januari"?"""
        clauses = e.clauses
        own = clauses.tokens[e.hit.first].clause
        clause = clauses.tokens[min(clauses.index_at(t.span.start), len(clauses.tokens) - 1)].clause
        at = clauses.index_at(t.span.start)
        if clauses.tokens[clauses.first_of(clause)].low in self._since or any(
            clauses.tokens[k].low in self._since for k in range(max(0, at - _SINCE_REACH), at)
        ):
            return True  # "yang pertama sejak dilantik pada 4 Juni"
        topic = e.voice == "noun" and e.hit.first and clauses.tokens[e.hit.first - 1].low in self._grammar.about
        if topic and at < e.hit.first:
            return True  # "mengumumkan pada 1 Mei tentang kunjungan Presiden Fiji"
        told = self._told_at(e)
        if told is not None and t.span.start > told:
            return True  # "kunjungan itu disampaikan oleh Menlu Fiji, Sabtu": when it was told
        if e.status == "planned" and self._is_of_saying(e, at):
            return True
        if self._is_of_earlier(e, at) or self._is_of_topic(e, at):
            return True
        if any(clauses.openers[n] in self._grammar.complementiser for n in range(clause + 1, own + 1)):
            return True  # "pekan lalu ia mengatakan bahwa Menlu Fiji akan berkunjung"
        if self._is_of_main(e, at):
            return True
        if e.aside and t.span.start < clauses.tokens[e.hit.last].span.end:
            return True
        if clause == own:
            return False
        first = clauses.first_of(clause)
        if self._is_of_noun(e, at):
            return True
        if clauses.tokens[first].low in self._grammar.after_words:
            return e.kind == "visit" or not any(
                h.first > first and clauses.tokens[h.first].clause == clause for h in e.hits
            )
        bare = bool(first) and "," not in (clauses.tokens[first - 1].low, clauses.tokens[first].low)
        relative = clauses.openers[clause] in self._grammar.relative
        if relative and not bare and any(e.hit.last < h.first < first for h in e.hits):
            return True  # "dalam kunjungan ini ia mengikuti pertemuan puncak, yang digelar petang nanti"
        if relative and any(
            e.hit.last < h.first < first <= h.last + _HEAD and h.value.endswith("noun") for h in e.hits
        ):
            return True  # "tiba di Suva menjelang perundingan damai yang digelar Kamis"
        between = [n for n in range(own + 1, clause) if not self._is_part(clauses, n)]
        if relative and clause < own:
            return True  # "Menlu Fiji, yang tiba kemarin, akan bertemu"
        return bool(between) and relative and bare

    def _told_at(self, e: Encounter) -> int | None:
        """Where a word behind the encounter says that it was told; "kunjungan yang tak diumumkan" was not."""
        tokens, no = e.clauses.tokens, self._grammar.weakens - self._grammar.intends
        row = range(e.hit.last + 1, len(tokens))
        return next(
            (tokens[k].span.start for k in row if tokens[k].low in self._grammar.told and tokens[k - 1].low not in no),
            None,
        )

    def _is_of_saying(self, e: Encounter, at: int) -> bool:
        """ "Akan bertemu Menlu Fiji, kata juru bicaranya pada Senin": the day on which it was said?"""
        tokens = e.clauses.tokens
        said = [k for k in range(e.hit.last + 1, at) if tokens[k].low in self._grammar.reported]
        return bool(said) and tokens[said[-1]].clause != tokens[e.hit.last].clause

    def _is_of_noun(self, e: Encounter, at: int) -> bool:
        """ "Menelepon Menlu Fiji setelah pertemuan puncak pada hari Jumat": does the day stand right behind a noun?"""
        tokens = e.clauses.tokens
        if tokens[at - 1].low not in self._grammar.since:
            return False
        return any(e.hit.last < h.last < at <= h.last + 2 and h.value.endswith("noun") for h in e.hits)

    def _is_of_main(self, e: Encounter, at: int) -> bool:
        """ "Sebelum ke KTT, ia berkunjung ke Suva pada 16 Maret", "usai mengunjungi Suva, ia akan menghadiri pertemuan
        di Apia, 16-18 Maret": the day of what the main clause tells?"""
        clauses = e.clauses
        own = clauses.tokens[e.hit.last].clause
        behind = any(e.hit.last < h.first < at and clauses.tokens[h.first].clause > own for h in e.hits)
        until = clauses.tokens[clauses.first_of(own)].low in self._grammar.until
        return behind and (e.aside or e.open_after or (until and e.kind in ("visit", "summit")))

    def _is_part(self, clauses: Clauses, n: int) -> bool:
        """Is the clause only a short name in brackets, a name of a list, or another name ("yakni AMM")?"""
        row = [clauses.tokens[k].low for k in clauses.in_clause(n)]
        if clauses.openers[n] in ("(", "-", "–"):
            return True
        return clauses.openers[n] == "," and (len(row) <= _NAME or bool(set(row[:2]) & self._also_called))

    def _is_of_earlier(self, e: Encounter, at: int) -> bool:
        """Does an earlier encounter stand between ("pertemuan itu tindak lanjut dari pertemuan pada 4 Oktober")?"""
        tokens = e.clauses.tokens
        return e.voice == "noun" and any(
            e.hit.last < h.first < at
            and h.value.endswith("noun")
            and {t.low for t in tokens[max(0, h.first - 3) : h.first]}
            & (self._grammar.source | self._grammar.alters_of)
            for h in e.hits
        )

    def _is_of_topic(self, e: Encounter, at: int) -> bool:
        """ "Menelepon Presiden Fiji mengenai lawatan Menlu Tonga pekan depan": the day of what they spoke about?"""
        tokens = e.clauses.tokens
        topics = self._topics | self._follows_up  # "membahas tindak lanjut kunjungan Presiden Fiji tahun lalu"
        about = next((k for k in range(e.hit.last + 1, at) if tokens[k].low in topics), None)
        return about is not None and any(about < h.first < at and h.value.endswith("noun") for h in e.hits)

    @staticmethod
    def _clause_of(e: Encounter, t: TimeMention) -> int:
        return e.clauses.tokens[min(e.clauses.index_at(t.span.start), len(e.clauses.tokens) - 1)].clause

    def _is_ahead(self, words: str) -> bool:
        """Does the expression itself say that it lies ahead ("petang nanti"), though it is the same day?"""
        return bool(set(words.lower().split()) & self._grammar.later_today)

    def _is_beside(self, e: Encounter, t: TimeMention) -> bool:
        """Does the day stand after the word of the encounter, in what is told of it and not of who says it?"""
        clauses = e.clauses
        at = min(clauses.index_at(t.span.start), len(clauses.tokens) - 1)
        between = clauses.tokens[e.hit.last + 1 : at]
        if at <= e.hit.last or clauses.tokens[at - 1].low not in self._grammar.since:
            return False
        return not any(
            x.low in self._grammar.reported or x.low in self._grammar.told or x.low in '"”’' for x in between
        )

    def add_time(self, doc: Annotated, e: Encounter) -> None:
        """The time expression of the sentence that is nearest to the trigger, those after it first."""
        here = list(doc.times_in(e.clauses.span))
        if e.status == "rescheduled" and e.status_span is not None:
            here = self._new_dates(e, here) or here
        if e.status != "held":
            # The day on which it was said is not the day of what is still to come.
            now = said_on(doc)
            text = doc.article.text
            here = [
                t
                for t in here
                if now is None
                or t.when != now
                or self._is_ahead(text[t.span.start : t.span.end])
                or self._is_beside(e, t)
            ]
        here = [t for t in here if t.when.precision in ("day", "month") or (t.when.first and t.when.last)]
        here = [
            t
            for t in here
            if t.when.precision != "period" or (t.when.last and t.when.first and (t.when.last - t.when.first).days < 40)
        ]
        here = [t for t in here if not self._is_of_another(e, t) and not self._is_of_change(doc, e, t)]
        own = e.clauses.tokens[e.hit.first].clause
        # "Usai pertemuan, kedua negara sepakat menyelesaikannya tahun ini": not the year of the talk
        here = [t for t in here if t.when.precision != "year" or self._clause_of(e, t) == own]
        if e.clauses.openers[own] in self._grammar.after_words | self._grammar.until:
            inside = [t for t in here if self._clause_of(e, t) == own]
            here = inside or here  # "kembali ke Apia pada Kamis setelah pembicaraan dengan Menlu Fiji pada Selasa"
        if here:
            at = e.clauses.tokens[e.hit.first].span.start
            e.when = min(here, key=lambda t: abs(t.span.start - at) - (40 if t.span.start > at else 0))

    def settle(self, doc: Annotated, e: Encounter) -> None:
        """What the time of an encounter says of it: still to come, long past, background."""
        e.own_time = e.when is not None and e.when.when.precision in ("day", "month")
        sent = any(t.low in self._sent for t in e.clauses.tokens[: e.hit.first])
        if e.aim and e.status == "planned" and is_over(doc, e) and sent:
            e.status, e.status_span = "held", None  # "diutus pada 1 Mei untuk bertemu Menlu Fiji"
        if e.status == "held" and is_ahead(doc, e) and self._scenes.is_real_day(doc, e):
            e.status, e.status_span = "planned", e.when.span if e.when else None
        e.past = is_past(doc, e)
        # "Pada Desember, Fiji mengatakan akan ... selama KTT"; what was set for last week may be told as announced
        if e.past and e.voice == "noun" and e.status == "planned" and e.effect in ("purpose", "plan"):
            e.status, e.status_span = "held", None  # "untuk menindaklanjuti kunjungan Menlu Fiji tahun lalu"
        e.background = e.past or any(p.first < e.hit.first for p in self._background.find(e.clauses.tokens))

    def _is_of_change(self, doc: Annotated, e: Encounter, t: TimeMention) -> bool:
        """ "Menlu Fiji membatalkan kunjungannya, Senin (10/3)": the day on which it was called off, not its own?"""
        if e.status not in ("cancelled", "postponed") or e.status_span is None or t.when.last is None:
            return False
        clauses = e.clauses
        change = clauses.tokens[clauses.index_at(e.status_span.start)]
        at = clauses.tokens[min(clauses.index_at(t.span.start), len(clauses.tokens) - 1)]
        over = doc.article.published is not None and t.when.last.isoformat() <= doc.article.published[:10]
        planned = any(
            x.low in self._scheduled for x in clauses.tokens if change.span.end <= x.span.start <= at.span.start
        )
        return (
            over
            and not planned
            and change.low.startswith(_ACTIVE)
            and (at.clause == change.clause or clauses.openers[at.clause] in _ASIDE)
        )

    def _new_dates(self, e: Encounter, here: list[TimeMention]) -> list[TimeMention]:
        """ "Yang semula dijadwalkan pekan ini, diundur ke 20 Maret", "diundur hingga April": the new date."""
        tokens = e.clauses.tokens
        after = [t for t in here if e.status_span and t.span.start >= e.status_span.end]
        out = [replace(t, when=t.named, named=None) if t.named and t.when.first is None else t for t in after]
        rows = [(t, e.clauses.index_at(t.span.start)) for t in out]
        return [t for t, at in rows if not self._to.isdisjoint((tokens[at].low, tokens[at - 1].low))]

    @staticmethod
    def said_in(doc: Annotated, span: Span) -> TimeMention | None:
        """The last day up to publication that the sentence at `span` names."""
        days = [t for t in doc.times_in(span) if t.when.precision == "day" and t.when.last]
        published = doc.article.published[:10] if doc.article.published else "9999"
        return next((t for t in reversed(days) if t.when.last and t.when.last.isoformat() <= published), None)

    def date_by_saying(self, e: Encounter, said: TimeMention | None) -> None:
        """ "Dalam kesempatan yang sama, ia membicarakan ...": on the day that was told last."""
        occasion = e.linked and any(t.low in self._occasions for t in e.clauses.tokens[:_OPENING])
        if occasion and said is not None and e.when is None and e.status == "held":
            e.when = said
