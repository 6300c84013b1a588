"""Names: every state, organisation, place, office and person of an article, resolved to actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from risalah.annotate.bodies import BodyNamer
from risalah.annotate.chunks import HOME, Chunk, Chunker
from risalah.annotate.delegations import find_led_state
from risalah.annotate.groups import GroupFinder
from risalah.annotate.introductions import IntroductionReader, NameRun, RolePhrase
from risalah.annotate.metonyms import MetonymReader
from risalah.annotate.persons import Person, PersonBook
from risalah.annotate.scene import Scene, day_of, is_headline, is_home, read_vocabulary, squeeze, tells_home
from risalah.annotate.settling import Settler
from risalah.annotate.strangers import StrangerFinder
from risalah.annotate.tagger import NameTagger
from risalah.model.annotation import Actor, Mention, Sentence
from risalah.model.article import Article
from risalah.model.ids import slug
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.organs import find_ruled
from risalah.resources.surnames import SurnameTable


@dataclass(frozen=True, slots=True)
class Names:
    """What `NameFinder.find` returns: mentions in text order, and the actors that they name, by id."""

    mentions: tuple[Mention, ...]
    actors: dict[str, Actor]


class NameFinder:
    """Finds the names of an article. One object serves any number of articles."""

    def __init__(self, language: Language, actors: ActorTable) -> None:
        self._actors = actors
        self._surnames = SurnameTable(actors)
        self._chunker = Chunker(language, actors)
        self._reader = IntroductionReader(self._chunker)
        self._settler = Settler(actors, self._chunker.roles)
        self._groups = GroupFinder(language, actors)
        self._stranger = StrangerFinder(NameTagger(language, self._chunker))
        self._words = self._chunker.words
        self._metonyms = MetonymReader(self._words)
        self._roles = self._chunker.roles

    def find(self, article: Article, sentences: Sequence[Sentence]) -> Names:
        """All names of the article. `sentences` are those of `SentenceSplitter.split`."""
        text = article.text
        cut = [(s, self._chunker.chunk(text, s.span.start, s.span.end)) for s in sentences]
        titles = {i for i, b in enumerate(article.blocks) if b.kind == "title"}
        body = [chunks for s, chunks in cut if s.block not in titles]
        capital, lower = read_vocabulary(
            [chunks for chunks in body if not is_headline(chunks, self._words.headline_small)]
        )
        book = PersonBook(self._actors, self._surnames, day_of(article))
        home = any(is_home(c, self._words.generic_body_heads) for _, chunks in cut for c in chunks)
        home = home or any(tells_home(chunks) for chunks in body)
        states = {c.state.id for _, chunks in cut for c in chunks if c.kind == "state" and c.state is not None} - {HOME}
        scene = Scene(
            article,
            book,
            BodyNamer(self._actors, self._words, home),
            day_of(article),
            lower,
            frozenset(capital - lower),
            home,
            states.pop() if len(states) == 1 else None,
            self._roles.foreign_offices,
        )
        for chunks in body:
            self._read(scene, chunks, title=is_headline(chunks, self._words.headline_small))
        for s, chunks in cut:
            if s.block in titles:
                self._read(scene, chunks, title=True)
        self._settler.settle_plain(scene)
        if scene.plain:
            self._stranger.find(scene, cut)
            self._settler.settle_plain(scene)
        self._settler.settle(scene)
        mentions = sorted(scene.mentions, key=lambda m: (m.span.start, -m.span.end))
        mentions = self._groups.find(article, sentences, mentions, scene.actors)
        return Names(tuple(mentions), scene.actors)

    # ------------------------------------------------------------- reading
    def _read(self, scene: Scene, chunks: list[Chunk], *, title: bool) -> None:
        text = scene.article.text
        vocabulary = scene.vocabulary if title else None
        inside = -1  # chunks before this index lie inside a role phrase or a name
        i = 0
        while i < len(chunks):
            c = chunks[i]
            if c.kind in ("state", "seat", "body", "place", "region"):
                self._thing(scene, chunks, i, "inside-role" if i < inside else "")
                i += 1
                continue
            if i < inside:
                i += 1
                continue
            if c.kind == "role" and not (title is False and c.cap and self._is_name_like(scene, chunks, i)):
                inside = max(inside, self._role(scene, chunks, i, title, vocabulary))
                i += 1
                continue
            if (
                c.kind == "person"
                or (c.kind == "word" and c.cap)
                or (c.low in self._words.particles and self._linked(chunks, i))
            ):
                inside = max(inside, self._name(scene, chunks, i, title, vocabulary, text))
            i += 1

    def _is_name_like(self, scene: Scene, chunks: list[Chunk], i: int) -> bool:
        """A word such as "Putri" in "Putri Anindita": a name where no state follows it and the body knows it so."""
        return chunks[i].low in self._roles.name_like and scene.book.find((chunks[i].low,)) is not None

    def _linked(self, chunks: list[Chunk], i: int) -> bool:
        return (
            i + 2 < len(chunks)
            and chunks[i + 1].low == "-"
            and chunks[i + 1].start == chunks[i].end
            and chunks[i + 2].cap
        )

    def _role(self, scene: Scene, chunks: list[Chunk], i: int, title: bool, vocabulary: frozenset[str] | None) -> int:
        """Read the role at i with the name that it introduces; the index of the chunk after both."""
        text = scene.article.text
        phrase = self._reader.role_phrase(text, chunks, i)
        if phrase is None:
            return i + 1
        at, newly = phrase.last, self._roles.newly
        if newly and tuple(c.low for c in chunks[at : at + len(newly)]) == newly and at + 3 < len(chunks):
            at += 1 + len(newly)  # "Presiden Korea yang baru terpilih NAME"
        run = self._reader.name_run(text, chunks, at, title, vocabulary) if at < len(chunks) else None
        run = run or self._reader.styled_run(text, chunks, at, phrase, title, vocabulary)
        second = self._second_role(scene, chunks, i, phrase, run, title, vocabulary)
        if second is not None and run is not None:
            self._introduce(scene, second, run, Span(second.start, run.end))
            after = run.last
            run = (
                self._reader.name_run(text, chunks, after + 1, title, vocabulary)
                if chunks[after : after + 1] and chunks[after].low == ","
                else None
            )
            if run is None:
                return after
            self._introduce(scene, phrase, run, Span(run.start, run.end))
            return run.last
        if run is None and at + 1 < len(chunks):
            low = chunks[at].low
            if low == "," or low in self._roles.namely | self._roles.called or (low == ":" and not title):
                run = self._reader.name_run(
                    text, chunks, at + 1 + (low == "," and chunks[at + 1].low in self._roles.namely), title, vocabulary
                )
                if run is not None and low == "," and not self._apposed(scene, chunks, phrase, run):
                    run = None
        if (
            run is not None
            and not phrase.capital
            and phrase.role.scope in ("group", "body")
            and len(run.tokens) < 2
            and run.known is None
        ):
            run = None
        before = chunks[phrase.first - 1].low if phrase.first else ""
        if run is not None and before in self._roles.palaces and run.known is None and len(run.tokens) == 1:
            run = None  # "Istana Presiden NAME" has that name itself
        if run is None or (phrase.role.scope in ("body", "group") and self._initials(run, text)):
            self._office(scene, chunks, i, phrase, title)
            return phrase.last
        if phrase.state is None and phrase.body is None and phrase.open_body is None and not phrase.role.country:
            phrase.state = find_led_state(chunks, phrase.first, run.last, self._roles)
        start = phrase.start
        self._introduce(scene, phrase, run, Span(start, run.end))
        return self._nick(scene, chunks, run, title)

    def _initials(self, run: NameRun, text: str) -> bool:
        """Is the name of two capitals only, and nobody's whom the tables know ("Ketua MK")? It is a body's."""
        return run.known is None and run.end - run.start == 2 and text[run.start : run.end].isupper()

    def _second_role(
        self,
        scene: Scene,
        chunks: list[Chunk],
        i: int,
        phrase: RolePhrase,
        run: NameRun | None,
        title: bool,
        vocabulary: frozenset[str] | None,
    ) -> RolePhrase | None:
        """In "Utusan Khusus Presiden A, B" A is the president: the phrase of that second role, or None."""
        inner = next((k for k in range(i + 1, phrase.last) if chunks[k].role is not None), None)
        if run is None or inner is None or chunks[inner].role is None or inner != phrase.last - 1:
            return None
        office = chunks[inner].role.office  # type: ignore[union-attr]
        held = run.known is not None and any(t.office == office for t in run.known.tenures)
        apposed = run.last < len(chunks) and chunks[run.last].low == ","
        other = self._reader.name_run(scene.article.text, chunks, run.last + 1, title, vocabulary) if apposed else None
        if not held and not (other is not None and len(other.tokens) > 1 and len(run.tokens) < 3):
            return None
        return self._reader.role_phrase(scene.article.text, chunks, inner)

    def _apposed(self, scene: Scene, chunks: list[Chunk], phrase: RolePhrase, run: NameRun) -> bool:
        """In "ROLE STATE, NAME": is it a name (two words, known, or closed by a comma or a speech verb)?"""
        if run.known is not None or len(run.tokens) >= 2:
            return True
        after = chunks[run.last] if run.last < len(chunks) else None
        return after is not None and (after.low in (",", ".") or after.low in self._words.speech_after)

    def _introduce(self, scene: Scene, phrase: RolePhrase, run: NameRun, span: Span) -> Person:
        text = scene.article.text
        country, certain = scene.country(phrase)
        body = phrase.body.id if phrase.body else None
        office: str | None = phrase.role.office
        if office == "counterpart":  # "mitranya dari Jepang, NAME": the office of the person named before
            office = scene.named[-1][2].office if scene.named else None
        person = scene.book.add(
            run.tokens,
            squeeze(text[run.start : run.end]),
            run.start,
            office=office,
            country=country,
            certain=certain,
            body=body,
            former=phrase.former,
            known=run.known,
        )
        surface = squeeze(text[span.start : span.end])
        if len(surface) <= 60:
            person.surfaces.append(surface)
        scene.named.append((span, Span(run.start, run.end), person))
        return person

    def _nick(self, scene: Scene, chunks: list[Chunk], run: NameRun, title: bool) -> int:
        """Read "(NICK)" after a name; the index after it."""
        k = run.last
        if k + 2 < len(chunks) and chunks[k].low == "(" and chunks[k + 2].low == ")" and chunks[k + 1].cap:
            c = chunks[k + 1]
            acronym = scene.article.text[c.start : c.end].isupper() and c.end - c.start > 3
            if c.kind in ("word", "person") and not title and not acronym:
                person = scene.named[-1][2]
                nick = scene.article.text[c.start : c.end]
                person.surfaces.append(nick)
                person.tokens = (*person.tokens, c.low) if c.low not in person.tokens else person.tokens
                scene.named.append((Span(c.start, c.end), Span(c.start, c.end), person))
                return k + 3
        return run.last

    def _name(
        self, scene: Scene, chunks: list[Chunk], i: int, title: bool, vocabulary: frozenset[str] | None, text: str
    ) -> int:
        """Read the plain name at i; the index after it."""
        run = self._reader.name_run(text, chunks, i, title, vocabulary)
        if run is None:
            return i + 1
        k = run.last
        if k + 1 < len(chunks) and (chunks[k].low == "," or chunks[k].low in self._roles.links_to_role):
            r = k + 1
            while r < len(chunks) and r < k + 5 and chunks[r].low in self._roles.before_linked_role:
                r += 1
            if r < len(chunks) and chunks[r].kind == "role":
                phrase = self._reader.role_phrase(text, chunks, r)
                follows = (
                    phrase
                    and phrase.last < len(chunks)
                    and self._reader.name_run(text, chunks, phrase.last, title, vocabulary)
                )
                if (
                    phrase is not None
                    and not follows
                    and (phrase.capital or phrase.state or phrase.body or len(run.tokens) > 1)
                ):
                    self._introduce(scene, phrase, run, Span(run.start, run.end))
                    scene.named[-1][2].surfaces.pop()
                    return (
                        phrase.last if not phrase.inside else self._things_between(scene, chunks, run.last, phrase.last)
                    )
        before = chunks[i - 1].low if i > 0 else ""
        after = chunks[k].low if k < len(chunks) else ""
        if before in self._words.media_before:
            return run.last
        if run.known is None and len(run.tokens) > 1 and not self._words.body_words.isdisjoint(run.tokens):
            if run.tokens[-1] in self._words.body_words:
                surface = squeeze(text[run.start : run.end])
                actor = Actor(slug(surface), "organisation", surface)
                scene.keep(actor, surface)
                scene.mentions.append(Mention(Span(run.start, run.end), "organisation", actor.id, rule="body-word"))
            return run.last
        titled = chunks[i].low in self._roles.titles and run.first > i
        strong = (
            titled
            or run.known is not None
            or before in self._words.speech_before
            or after in self._words.speech_after
            or before in self._words.person_before
        )
        if not titled and run.known is None and run.tokens[0] in self._roles.office_words - self._roles.name_like:
            strong = False  # "Direktorat X menyatakan"
        context = "person" if strong else "place" if before in self._words.place_before else ""
        first = i == 0 or (chunks[i - 1].kind == "mark" and i == 1)
        if (
            context == "person"
            and not title
            and (not first or run.known is not None or len(run.tokens) > 1 or run.tokens[0] not in scene.lower)
        ):
            person = scene.book.add(run.tokens, squeeze(text[run.start : run.end]), run.start, known=run.known)
            scene.named.append((Span(run.start, run.end), Span(run.start, run.end), person))
            return self._nick(scene, chunks, run, title)
        scene.plain.append((run, context, before, title))
        return run.last

    def _things_between(self, scene: Scene, chunks: list[Chunk], first: int, last: int) -> int:
        """The states and bodies inside a role that follows its name are mentions as well."""
        return last

    def _office(self, scene: Scene, chunks: list[Chunk], i: int, phrase: RolePhrase, title: bool) -> None:
        """Keep a role without a name, where it may stand for somebody."""
        after = chunks[phrase.last].low if phrase.last < len(chunks) else ""
        pointed = after in self._roles.demonstratives
        before = chunks[phrase.first - 1].low if phrase.first > 0 else ""
        if before in self._roles.not_holder_before or phrase.former:
            return
        owned = phrase.state is not None or phrase.body is not None or phrase.open_body is not None
        bare = phrase.role.alone and (phrase.capital or before in self._words.speech_before)
        if phrase.role.alone and not owned and before in self._roles.honorifics:
            bare = phrase.capital = True  # "bertemu dengan ibu menlu": the outlet's own
            phrase.start = chunks[phrase.first - 1].start
            phrase.state = self._actors.states[HOME] if scene.home else None
        if phrase.role.scope == "group" and not pointed:
            return
        if not (pointed or (owned and (phrase.capital or phrase.role.alone)) or bare):
            return
        scene.offices.append((phrase, after, pointed))

    # ------------------------------------------------------------- states, bodies, places
    def _thing(self, scene: Scene, chunks: list[Chunk], i: int, rule: str) -> None:
        c = chunks[i]
        span = Span(c.start, c.end)
        after = chunks[i + 1] if i + 1 < len(chunks) else None
        text = scene.article.text
        if c.kind == "region":
            scene.mentions.append(Mention(span, "place", rule="region"))
        elif c.kind == "place" and c.place is not None and (whole := self._metonyms.body_of(chunks, i)):
            actor = scene.bodies.known(self._actors.organisations[whole])
            scene.keep(actor, "")
            scene.mentions.append(Mention(span, "organisation", actor.id, metonym=True, rule="metonym"))
        elif c.kind == "place" and c.place is not None:
            scene.mentions.append(Mention(span, "place", c.place.country, rule="place"))
        elif c.kind == "state" and c.state is not None:
            scene.keep_state(c.state, text[c.start : c.end])
            scene.mentions.append(Mention(span, "state", c.state.id, rule=rule or c.head or "state"))
        elif c.kind == "seat" and c.state is not None:
            line = scene.article.dateline
            dateline = (line is not None and line.span.contains(span)) or (
                i == 0
                and after is not None
                and after.low in ("-", "–", "—", "(", ",")
                and text[c.start : c.end].isupper()
            )
            if not dateline and (rule or self._metonyms.acts(chunks, i)):
                scene.keep_state(c.state, "")
                scene.mentions.append(Mention(span, "state", c.state.id, metonym=True, rule=rule or "metonym"))
            else:
                if not dateline:
                    scene.keep_state(c.state, "")  # "menarik dubesnya dari Suva": its state is named, if only so
                scene.mentions.append(Mention(span, "place", c.state.id, rule="capital"))
        elif c.kind == "body":
            actor = scene.bodies.of_chunk(c, text)
            surface = squeeze(text[c.start : c.end])
            scene.keep(actor, surface)
            if (whole := self._actors.organs.get(actor.id)) is not None:
                scene.keep(scene.bodies.known(self._actors.organisations[whole]), "")  # whom the organ acts for
            if ruled := find_ruled((scene.article.published or "")[:10]).get(actor.id):
                scene.keep_state(self._actors.states[ruled], "")  # the state that a movement governs
            scene.mentions.append(
                Mention(span, "organisation", actor.id, rule=rule or ("body" if c.body else "open-body"))
            )
