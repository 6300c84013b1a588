"""Who speaks: noun phrases beside a cue, and the speaker that a pronoun goes back to."""

from __future__ import annotations

import re
from bisect import bisect_left

from risalah.annotate import speaker_phrases as phrases
from risalah.annotate.quote_lexicon import QuoteLexicon
from risalah.annotate.speaker_phrases import Speaker
from risalah.model.annotation import Actor, Mention
from risalah.model.codebook import SpeakerBasis
from risalah.model.span import Span

_WORD = re.compile(r"[^\W_][\w’'./&-]*")
_REACH = 200
"""Characters: a speaker's noun phrase with its apposition is hardly ever longer."""


class SpeakerTracker:
    """Finds speakers beside cues and remembers who spoke last. One per article, fed in text order."""

    def __init__(
        self, lexicon: QuoteLexicon, text: str, mentions: tuple[Mention, ...], actors: dict[str, Actor]
    ) -> None:
        self._lexicon = lexicon
        self._text = text
        self._actors = actors
        self._mentions = phrases.outermost(mentions)
        self._starts = [m.span.start for m in self._mentions]
        self.last: Speaker = Speaker()
        self._topic: Speaker = Speaker()
        self._persons: list[Speaker] = []  # the last two who spoke, the latest last
        self._by_noun: dict[str, Speaker] = {}

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions (places aside) that begin in [start, end) and end there too, in text order."""
        out = []
        for i in range(bisect_left(self._starts, start), len(self._mentions)):
            m = self._mentions[i]
            if m.span.start >= end:
                break
            if m.span.end <= end:
                out.append(m)
        return out

    def remember(self, speaker: Speaker) -> None:
        """`speaker` has spoken; a later pronoun goes back to them."""
        if not speaker.known:
            return
        self.last = Speaker(speaker.actor, speaker.mention, speaker.others, speaker.basis)
        self._topic = Speaker()
        self._note_person(self.last)
        if speaker.mention is not None and speaker.basis == "explicit":
            noun = self._lexicon.speaker_noun.search(self._text, speaker.mention.start, speaker.mention.end)
            if noun:
                self._by_noun[noun[0].lower()] = self.last

    def notice_subject(self, start: int, end: int) -> None:
        """Note the person that opens an unattributed sentence: a pronoun after it goes back to its subject."""
        subject = self.subject(start, min(end, start + _REACH), opening=True)
        if subject and subject.actor and self._kind(subject.actor) == "person":
            self._topic = subject
            self._note_person(subject)

    def _note_person(self, speaker: Speaker) -> None:
        if speaker.actor and self._kind(speaker.actor) == "person":
            self._persons = [*(p for p in self._persons if p.actor != speaker.actor), speaker][-2:]

    def carried(self, pronoun: str = "") -> Speaker:
        """The speaker that dia, ia, beliau or -nya goes back to: a person, rather than a body named since then."""
        if pronoun in self._lexicon.pairs and len(self._persons) == 2:
            other, lead = self._persons
            return Speaker(lead.actor, lead.mention, (other.actor,) if other.actor else (), "carried")
        found = self._topic if self._topic.known else self.last
        if self._persons and self._kind(found.actor) not in ("person", ""):
            found = self._persons[-1]
        return Speaker(found.actor, found.mention, found.others, "carried" if found.known else "unresolved")

    def is_state(self, speaker: Speaker) -> bool:
        """Is the speaker a state?"""
        return self._kind(speaker.actor) == "state"

    def _kind(self, actor: str | None) -> str:
        row = self._actors.get(actor or "")
        return row.kind if row else ""

    # -- to the right of a cue
    def after_cue(self, start: int, stop: int) -> Speaker:
        """The speaker whose noun phrase begins at `start`, right of a cue ("kata Menlu Retno dalam ...")."""
        text, lexicon = self._text, self._lexicon
        start = phrases.skip_blanks(text, start, stop)
        end = self.phrase_end(start, stop)
        document = lexicon.document.match(text, start, stop)
        if document:
            return self._issuer(start, document.end(), stop)
        if end <= start:
            return Speaker(end=start)
        words = text[start:end].split()
        first = words[0].lower().strip(",.")
        if first in lexicon.pronouns:
            carried = self.carried(first)
            at = start + len(words[0].rstrip(",."))
            return Speaker(carried.actor, carried.mention, carried.others, carried.basis, at)
        found = [m for m in self.between(start, end) if m.actor or m.members]
        # The name may stand after a comma: "kata Dubes Sagara, Lintang Wirayuda, ...".
        person = next((m for m in found if m.kind == "person"), None)
        deictic = words[-1].lower().strip(",.") in lexicon.demonstratives
        tail = lexicon.deictic_tail.match(text, end, stop) if not deictic and not found else None
        if tail:
            # "mantan duta besar di Kota Bening itu"
            end, deictic = tail.end(), True
        if person is None:
            named = self.apposition(end, stop)
            if named is not None and deictic and named.actor is None:
                named = None
            if named is not None and named.actor is None:
                return named
            person = next((m for m in self._mentions if named and m.span == named.mention), None)
            end = named.end if named else end
        if person is not None:
            return self._joint(person, found, person.span.end)
        noun = lexicon.speaker_noun.match(text, start, end)
        office = next((m for m in found if m.kind == "office"), None)
        if office is not None and office.span.start <= start + 25:
            return self._joint(office, found, max(end, office.span.end))
        if noun and (deictic or len(words) <= 2) and not found:
            back = self._role_back(noun[0].lower(), start, end)
            return Speaker(back.actor, back.mention, (), back.basis, end)
        body = next((m for m in found if m.span.start <= start + 2), None)
        if body is not None:
            return self._joint(body, found, end)
        if noun or text[start].isupper():
            return Speaker(None, phrases.trim(text, start, end), (), "explicit", end)
        return Speaker(end=start)

    def _issuer(self, start: int, after: int, stop: int) -> Speaker:
        """The body whose document speaks: "pernyataan (tertulis) (dari) Kemlu", "pernyataan itu"."""
        text, lexicon = self._text, self._lexicon
        end = after
        for m in _WORD.finditer(text, after, min(stop, after + _REACH)):
            low = m[0].lower()
            if text[end : m.start()].strip() or low in lexicon.issuer_stops:
                break
            issuer = next((x for x in self.between(m.start(), stop) if x.span.start == m.start() and x.actor), None)
            if issuer is not None:
                return Speaker(issuer.actor, issuer.span, (), "document", issuer.span.end)
            end = m.end()
            if low in lexicon.demonstratives:
                body = self.last if self._kind(self.last.actor) not in ("person", "") else Speaker()
                return Speaker(body.actor, phrases.trim(text, start, end), (), "document", end)
        return Speaker(None, phrases.trim(text, start, end), (), "document", end)

    def phrase_end(self, start: int, stop: int) -> int:
        """Where the noun phrase at `start` ends: at a function word, a comma, a bracket, a day or a stop."""
        text, lexicon = self._text, self._lexicon
        stop = min(stop, start + _REACH)
        at = start
        envoy = False
        for m in _WORD.finditer(text, start, stop):
            between = text[at : m.start()]
            inside = self._inside(m.start())
            if not inside and (between.strip() or (at == start and m.start() > start + 1)):
                break
            word = m[0]
            low = word.lower().rstrip(".")
            if low in lexicon.days and word[0].isupper():
                break
            role = envoy and low in lexicon.envoy_prepositions
            if (low in lexicon.prepositions or low in lexicon.verb_class) and not role and not inside:
                break
            if word[0].isdigit() and not inside:
                break
            # A preposition may follow an envoy's role: "Dubes Sagara untuk Merida".
            envoy = low in lexicon.envoy_ends or lexicon.envoy.match(text, start, m.end()) is not None
            at = m.end()
            if word.endswith(".") and (m.end() >= stop or text[m.end() : m.end() + 1].isspace()) and len(word) > 4:
                at = m.end() - 1
                break
        return at

    def _inside(self, at: int) -> bool:
        """Is the character at `at` inside a mention that began before it?"""
        i = bisect_left(self._starts, at) - 1
        return any(self._mentions[j].span.end > at for j in range(i, max(-1, i - 4), -1))

    def apposition(self, end: int, stop: int) -> Speaker | None:
        """The person behind the comma at `end`: "kata Dubes Sagara, Lintang, ..." (also behind a short place)."""
        text = self._text
        m = self._lexicon.comma.match(text, end, min(stop, end + 80))
        if not m:
            return None
        at = m.end()
        for x in self.between(at, min(stop, at + 60)):
            if x.kind == "person" and x.actor and not phrases.has_lower(text[at : x.span.start]):
                if text[x.span.end : x.span.end + 1] in (",", ".", "", "(") or not m[1]:
                    return Speaker(x.actor, x.span, (), "explicit", x.span.end)
                return None
        run = phrases.LISTED_NAME.match(text, at, stop)
        if run and self._unmarked(at, run.end()):
            return Speaker(None, Span(at, run.end(1)), (), "explicit", run.end(1))
        return None

    def _unmarked(self, start: int, end: int) -> bool:
        """Is there no mention in text[start:end], nor a day or a speaker's role at its head?"""
        first = _WORD.match(self._text, start, end)
        low = first[0].lower() if first else ""
        return bool(low) and low not in self._lexicon.days and not self.between(start, end)

    def _joint(self, first: Mention, found: list[Mention], end: int) -> Speaker:
        """The speaker and those whom a word such as "and" joins to it."""
        others: list[str] = list(first.members[1:]) if first.members and not first.actor else []
        lead = first.actor or (first.members[0] if first.members else None)
        at = first.span.end
        for m in found:
            if (
                m.span.start >= at
                and m.actor
                and m.kind == first.kind
                and self._lexicon.joined.fullmatch(self._text, at, m.span.start)
                and m.actor != lead
            ):
                others.append(m.actor)
                at = m.span.end
        basis: SpeakerBasis = "document" if first.kind == "organisation" else "explicit"
        return Speaker(lead, first.span, tuple(dict.fromkeys(others)), basis, max(end, at))

    def _role_back(self, noun: str, start: int, end: int) -> Speaker:
        """ "menteri itu", "Menlu": the last speaker of that role, else the current speaker, else the bare phrase."""
        span = phrases.trim(self._text, start, end)
        known = self._by_noun.get(noun)
        if known is None:
            current = self.carried()
            row = self._actors.get(current.actor or "")
            person = row is not None and row.kind == "person"
            body = row is not None and row.kind in ("organisation", "ministry", "company", "state")
            is_body = noun in self._lexicon.body_nouns
            known = current if (person and not is_body) or (body and is_body) else None
        if known is not None and known.actor:
            return Speaker(known.actor, span, (), "carried", end)
        return Speaker(None, span, (), "explicit", end)

    # -- to the left of a verb
    def subject(self, start: int, stop: int, *, opening: bool = False) -> Speaker | None:
        """The subject of a clause text[start:stop] that a verb follows; None where nothing there can speak.

        With `opening` the subject is the first noun phrase of a whole sentence instead.
        """
        if opening:
            for m in self.between(start, stop):
                if m.actor and not self._governed(start, m.span.start):
                    return Speaker(m.actor, m.span, (), "explicit", m.span.end)
            return None
        start, stop_at = max(start, stop - 5 * _REACH), stop  # no clause is longer
        while True:
            segment = self._segment_start(start, stop_at)
            found = self._in_segment(segment, stop_at)
            if found is not None:
                return self._named_before(found, start, segment) or found
            if segment <= start or not self._skippable(segment, stop_at):
                return None
            stop_at = segment - 1
            if stop - stop_at > _REACH:
                return None

    def _segment_start(self, start: int, stop: int) -> int:
        """The offset behind the last comma or semicolon of text[start:stop] that is not inside a mention."""
        at = stop
        while True:
            at = max(self._text.rfind(",", start, at), self._text.rfind(";", start, at))
            if at < 0 or stop - at > _REACH:
                return start
            if not self._inside(at):
                return at + 1

    def _named_before(self, found: Speaker, start: int, comma: int) -> Speaker | None:
        """The person whom `found` only describes: "Lintang, Menlu Sagara, mengatakan"."""
        if found.basis == "carried" or self._kind(found.actor) == "person" or comma <= start:
            return None
        for m in self.between(max(start, comma - 60), comma):
            if m.kind == "person" and m.actor and m.span.end == comma - 1 and not self._governed(start, m.span.start):
                return Speaker(m.actor, m.span, (), "explicit", found.end)
        return None

    def _skippable(self, start: int, stop: int) -> bool:
        """May text between two commas be passed over on the way to the subject (a date, a place, an age, adverbs)?"""
        words = [w.lower() for w in _WORD.findall(self._text, start, stop)]
        if not words:
            return True
        lexicon = self._lexicon
        if all(w in lexicon.adverbs for w in words):
            return True
        return words[0] in lexicon.days or words[0] in lexicon.prepositions or words[0][0].isdigit() or len(words) <= 2

    def _in_segment(self, start: int, stop: int) -> Speaker | None:
        """The subject in a stretch without commas."""
        text, lexicon = self._text, self._lexicon
        end = stop
        words = list(_WORD.finditer(text, start, stop))
        while words and words[-1][0].lower() in lexicon.adverbs and not self._inside(words[-1].start()):
            # "itu", "tersebut", "ini" close a noun phrase; they are read with it below.
            if (
                words[-1][0].lower() in lexicon.demonstratives
                and len(words) > 1
                and words[-2][0].lower() not in lexicon.not_pointed
            ):
                break
            end = words.pop().start()
        if not words:
            return None
        last = words[-1][0].lower()
        if last in lexicon.pronouns:
            carried = self.carried(last)
            return Speaker(carried.actor, carried.mention, carried.others, carried.basis, words[-1].end())
        found = [m for m in self.between(start, end) if m.actor or m.members]
        free = [m for m in found if not self._governed(start, m.span.start)]
        persons = [m for m in free if m.kind in ("person",)]
        if persons:
            return self._joint(persons[0], persons, end)
        if free:
            noun = lexicon.speaker_noun.search(text, start, end)
            if last in lexicon.demonstratives and noun and not self._governed(start, noun.start()):
                back = self._role_back(noun[0].lower(), noun.start(), end)
                # "pemimpin Sagara itu": whoever of Sagara spoke last
                if free[0].kind == "organisation" or phrases.is_of(self._actors, back.actor, free[0].actor):
                    return back
            lead = self._noun_before(start, free[0])
            if lead is not None:
                return lead
            return self._firm(start, free[0]) or self._joint(free[0], free, end)
        noun = None
        for n in lexicon.speaker_noun.finditer(text, start, end):
            if not self._governed(start, n.start()):
                noun = n
                break
        if noun:
            tail = self.phrase_end(noun.start(), end)
            word = noun[0].lower()
            if (
                text[noun.start() : tail].split()[-1].lower() in lexicon.demonstratives
                or len(text[noun.start() : tail].split()) == 1
                or last in lexicon.demonstratives
            ):
                return self._role_back(word, noun.start(), max(tail, noun.end()))
            return Speaker(None, phrases.trim(text, noun.start(), max(tail, noun.end())), (), "explicit", end)
        doc = lexicon.document.search(text, start, end)
        if doc and not self._governed(start, doc.start()):
            return Speaker(None, phrases.trim(text, doc.start(), end), (), "document", end)
        if found:
            return None
        return self._capitalised(words, start)

    def _noun_before(self, start: int, mention: Mention) -> Speaker | None:
        """A typed speaker whose phrase ends in a body's or a state's name ("pejabat Sagara", "juru bicara Kemlu")."""
        if mention.kind not in ("state", "organisation"):
            return None
        nouns = self._lexicon.speaker_noun.finditer(self._text, start, mention.span.start)
        noun = next((n for n in nouns if not self._governed(start, n.start())), None)
        if noun is None or noun[0].lower() in self._lexicon.owner_nouns:
            return None
        return Speaker(None, Span(noun.start(), mention.span.end), (), "explicit", mention.span.end)

    def _firm(self, start: int, mention: Mention) -> Speaker | None:
        """A name that ends in a state's ("Bahari Sagara", a company): not the state."""
        if mention.kind != "state":
            return None
        before = list(_WORD.finditer(self._text, max(start, mention.span.start - 60), mention.span.start))
        if not before or not before[-1][0][0].isupper() or self._text[before[-1].end() : mention.span.start].strip():
            return None
        word = before[-1][0].lower()
        at = before[-1].start()
        if word in self._lexicon.prepositions or word in self._lexicon.adverbs or word in self._lexicon.adjuncts:
            return None
        if self._lexicon.speaker_noun.match(self._text, at) or self._inside(at) or word in self._lexicon.days:
            return None
        return Speaker(None, Span(at, mention.span.end), (), "explicit", mention.span.end)

    def _governed(self, start: int, at: int) -> bool:
        """Does a preposition (or yang) stand before text[at:] in its clause, so that it is no subject?"""
        return any(w in self._lexicon.prepositions for w in _WORD.findall(self._text, max(start, at - 60), at))

    def _capitalised(self, words: list[re.Match[str]], start: int) -> Speaker | None:
        """A run of capitalised words that ends where the verb begins: a name that nobody marked."""
        run: list[re.Match[str]] = []
        for w in reversed(words):
            if not w[0][0].isupper():
                break
            run.append(w)
        if not run or len(run) > 6 or (len(run) == 1 and run[0].start() == start and len(words) > 1):
            return None
        first = run[-1]
        if self._governed(start, first.start()) or first[0].lower() in self._lexicon.prepositions:
            return None
        if len(run) == 1 and (first[0].lower() in self._lexicon.adjuncts or first[0].lower() in self._lexicon.days):
            return None
        return Speaker(None, Span(first.start(), run[0].end()), (), "explicit", run[0].end())
