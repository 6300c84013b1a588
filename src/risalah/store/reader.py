"""Reading a register: the entries that were computed, and through DocumentReader what they were computed from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select

from risalah.model.codebook import HIGH_STAGES
from risalah.model.register import ArticleEntry, Entry, EntryType, Judgement, Register, Story, TermCounts
from risalah.store import rows, schema
from risalah.store.cards import Card, count_cards, find_card, list_cards, next_card
from risalah.store.connect import reporting
from risalah.store.document_reader import DocumentReader
from risalah.store.filters import EntryFilter
from risalah.store.find import FacetSets, SetReader
from risalah.store.migrate import check_ready
from risalah.store.moment import Moment, read_moment
from risalah.store.patch import find_added, read_terms
from risalah.store.schema_dropped import dropped
from risalah.store.schema_facets import facets, pair_counts, story_names
from risalah.store.search import Hit, find_articles, find_like
from risalah.store.words import fold_words


class Reader(DocumentReader):
    """An open register, for reading. Ids may be given as any unique beginning; `sha256:` may be left out.

    A method that looks for one thing returns None where there is none, and raises StoreError where the beginning
    fits several.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        super().__init__(engine, name)
        self._sets = FacetSets()

    def check_ready(self) -> None:
        """Raise StoreError where the register cannot be read, or is of another schema."""
        with self._read() as c:
            check_ready(c, self.name)

    def moment(self) -> Moment:
        """Which state of the register is read now."""
        with self._read() as c:
            return read_moment(c)

    def load_register(self) -> Register:
        """All of the register as `write_register` was given it."""
        with self._read() as c:
            found = rows.to_entries(c, c.execute(select(schema.entries).order_by(schema.entries.c.id)).mappings().all())
            by_type: dict[str, list[Entry]] = {"meeting": [], "quotation": [], "commitment": []}
            for entry in found:
                by_type[entry.type].append(entry)
            return Register(
                articles=tuple(self._article_entries(c)),
                stories=tuple(self._stories(c)),
                meetings=tuple(by_type["meeting"]),
                quotations=tuple(by_type["quotation"]),
                commitments=tuple(by_type["commitment"]),
                actors=tuple(self._actors(c)),
                judgements=tuple(
                    rows.to_judgement(r)
                    for r in c.execute(select(schema.decisions).order_by(schema.decisions.c.n)).mappings()
                ),
            )

    def find_added(self) -> list[str] | None:
        """The articles that the derived part does not show yet; None where one that it shows is gone."""
        with self._read() as c:
            return find_added(c)

    def read_terms(self) -> tuple[TermCounts, int] | None:
        """The words that linking counted, and how many articles there were when everything was linked last."""
        with self._read() as c:
            return read_terms(c)

    def find_like(self, words: Sequence[str], first: str, last: str, limit: int) -> list[str]:
        """Articles published from `first` to `last` that hold some of `words`, the likest first."""
        with self._read() as c:
            return find_like(c, [w for word in words for w in fold_words(word)], first, last, limit)

    def find_url(self, url: str) -> list[str]:
        """The articles at one address."""
        with self._read() as c:
            return list(c.execute(select(schema.articles.c.id).where(schema.articles.c.url == url)).scalars())

    def article_entries(self, ids: Iterable[str]) -> dict[str, ArticleEntry]:
        """The places of articles in the register, by id; of those that have one."""
        with self._read() as c:
            found = rows.gather(c, schema.article_entries, "id", sorted(set(ids)), "id")
        return {key: rows.to_article_entry(json.loads(r[0]["body"])) for key, r in found.items()}

    def stories_by_id(self, ids: Iterable[str]) -> list[Story]:
        """The stories with these ids."""
        with self._read() as c:
            found = rows.gather(c, schema.stories, "id", sorted(set(ids)), "id")
        return [rows.to_story(json.loads(r["body"])) for rs in found.values() for r in rs]

    def entries_of_articles(self, ids: Iterable[str]) -> list[Entry]:
        """The entries that rest on any of these articles, by id."""
        r = schema.entry_records
        with self._read() as c:
            found = rows.gather(c, r, "article", sorted(set(ids)), "article")
            return self.take_entries(c, sorted({row["entry"] for rs in found.values() for row in rs}))

    def decisions(self, entry: Entry) -> list[Judgement]:
        """The judgements, by rules and people, that name a record of this entry, or an article of it as a whole."""
        return self._decisions(
            [f"{r.article}#{r.id}" for r in entry.records] + sorted({r.article for r in entry.records})
        )

    def article_decisions(self, articles: Iterable[str]) -> list[Judgement]:
        """The judgements, by rules and people, that name one of these articles as a whole."""
        return self._decisions(sorted(set(articles)))

    def _decisions(self, keys: list[str]) -> list[Judgement]:
        """The judgements that name one of these keys, in order."""
        d = schema.decisions.c
        query = select(schema.decisions).where(d.left_record.in_(keys) | d.right_record.in_(keys)).order_by(d.n)
        with self._read() as c:
            return [rows.to_judgement(r) for r in c.execute(query).mappings()]

    def entry(self, entry_id: str) -> Entry | None:
        """One meeting, quotation or commitment."""
        with self._read() as c:
            key = self._resolve(c, schema.entries, entry_id)
            if key is None:
                return None
            found = c.execute(select(schema.entries).where(schema.entries.c.id == key)).mappings().all()
            return rows.to_entries(c, found)[0]

    def entries(
        self,
        type: EntryType | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        **filters: Any,
    ) -> list[Entry]:
        """Entries, latest first; `filters` are the fields of EntryFilter (party, parties, stage, kind, sector ...)."""
        with self.sets() as (c, sets):
            found = sets.find(EntryFilter(type=type, **filters))
            ids = sets.list_ids(found.held, skip=max(0, offset), limit=None if limit is None else max(0, limit))
            return self.take_entries(c, [i for i, _ in ids])

    def count_entries(self, type: EntryType | None = None, **filters: Any) -> int:
        """How many entries `entries` would give without limit."""
        with self.sets() as (_, sets):
            return sets.find(EntryFilter(type=type, **filters)).total

    @contextmanager
    def sets(self) -> Iterator[tuple[Connection, SetReader]]:
        """The sets of places of entries (find.py), in a transaction that sees one moment of the register."""
        with reporting(self.name), self.engine.connect() as plain:
            one_moment = self.engine.dialect.name == "postgresql"
            c = plain.execution_options(isolation_level="REPEATABLE READ") if one_moment else plain
            yield c, self._sets.open(c)

    def take_entries(self, c: Connection, ids: list[str], *, whole: bool = True) -> list[Entry]:
        """The entries with these ids, in this order; where not `whole`, without their records and conflicts."""
        found = rows.gather(c, schema.entries, "id", ids, "id")
        return rows.to_entries(c, [found[i][0] for i in ids if i in found], whole=whole)

    def take_articles(self, c: Connection, ids: list[str]) -> dict[str, ArticleEntry]:
        """The articles' places in the register by id, those that there are."""
        found = rows.gather(c, schema.article_entries, "id", ids, "id")
        return {i: rows.to_article_entry(json.loads(found[i][0]["body"])) for i in ids if i in found}

    def stories(self) -> list[Story]:
        """All stories by id."""
        with self._read() as c:
            return self._stories(c)

    def story(self, story_id: str) -> Story | None:
        """One story; the id of a story that an older one took in gives the older one."""
        with self._read() as c:
            row = self._row(c, schema.stories, story_id)
            if row is None and (taken_in := self._find_taken_in(c, story_id)):
                row = self._row(c, schema.stories, taken_in)
            return rows.to_story(json.loads(row["body"])) if row else None

    def _find_taken_in(self, c: Connection, story_id: str) -> str | None:
        """The story that today holds the article which began story `story_id`."""
        if not story_id.startswith("s-") or len(story_id) < 12:  # ten digits, as they were once, are enough
            return None
        n = story_names.c
        query = select(n.story).where(n.id >= story_id, n.id < story_id + "~").order_by(n.id).limit(1)
        story: str | None = c.execute(query).scalar()
        return story

    def articles(self, *, story: str | None = None, outlet: str | None = None) -> list[ArticleEntry]:
        """The articles' places in the register by id; those of one story or outlet only, where named."""
        with self._read() as c:
            return self._article_entries(c, story, outlet)

    def article_entry(self, article_id: str) -> ArticleEntry | None:
        """One article's place in the register."""
        with self._read() as c:
            row = self._row(c, schema.article_entries, article_id)
            return rows.to_article_entry(json.loads(row["body"])) if row else None

    def actors(self) -> list[dict[str, Any]]:
        """All actors in the JSON shape of an actor, by id."""
        with self._read() as c:
            return self._actors(c)

    def actor(self, actor_id: str) -> dict[str, Any] | None:
        """One actor in the JSON shape of an actor."""
        with self._read() as c:
            row = self._row(c, schema.actors, actor_id)
            return json.loads(row["body"]) if row else None

    def actors_by_id(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Actors in the JSON shape of an actor, by id; of those that there are."""
        with self._read() as c:
            found = rows.gather(c, schema.actors, "id", sorted(set(ids)), "id")
        return {key: json.loads(r[0]["body"]) for key, r in found.items()}

    def entries_of_article(self, article_id: str) -> list[Entry]:
        """The entries that rest on an article, by id."""
        with self._read() as c:
            key = self._resolve(c, schema.articles, article_id)
            if key is None:
                return []
            r = schema.entry_records.c
            found = select(schema.entries).where(schema.entries.c.id.in_(select(r.entry).where(r.article == key)))
            return rows.to_entries(c, c.execute(found.order_by(schema.entries.c.id)).mappings().all())

    def entries_of_records(self, keys: Iterable[str]) -> dict[str, Entry]:
        """The entries that rest on the records "<article>#<record>", by these keys, which must be whole."""
        wanted = {k: k.rpartition("#")[::2] for k in sorted(set(keys))}
        with self._read() as c:
            found = rows.gather(c, schema.entry_records, "article", sorted({a for a, _ in wanted.values()}), "article")
            owner = {(r["article"], r["record"]): r["entry"] for rs in found.values() for r in rs}
            held = {key: owner[ref] for key, ref in wanted.items() if ref in owner}
            entries = {e.id: e for e in self.take_entries(c, sorted(set(held.values())))}
        return {key: entries[id] for key, id in held.items() if id in entries}

    def entry_of_record(self, key: str) -> Entry | None:
        """The entry that rests on the record "<article>#<record>", as judgements name it."""
        article, _, record = key.partition("#")
        begins = article if article.startswith("sha256:") else "sha256:" + article
        for entry in self.entries_of_article(article):
            if any(r.id == record and r.article.startswith(begins) for r in entry.records):
                return entry
        return None

    def country_pairs(self, limit: int | None = None) -> list[tuple[str, str, dict[str, int]]]:
        """(a, b, {"commitment": n, "meeting": n}) of states and organisations that share entries; a < b.

        The busiest pair comes first; a type of which there is nothing is left out.
        """
        p = pair_counts.c
        query = select(pair_counts).order_by((p.commitments + p.meetings).desc(), p.left_actor, p.right_actor)
        with self._read() as c:
            found = c.execute(query if limit is None else query.limit(limit)).all()
        return [
            (
                r.left_actor,
                r.right_actor,
                {k: n for k, n in (("commitment", r.commitments), ("meeting", r.meetings)) if n},
            )
            for r in found
        ]

    def counts(self) -> dict[str, int]:
        """How much the register holds: `articles irrelevant stories meetings quotations commitments firm ...`.

        `firm` counts commitments of stage signed and above, the only ones that totals count (CODEBOOK 1).
        """
        a, v, f = schema.articles.c, schema.versions.c, facets.c
        with self.sets() as (c, sets):

            def count(table: Table, *where: Any) -> int:
                return int(c.execute(select(func.count()).select_from(table).where(*where)).scalar() or 0)

            def count_standing(*where: Any) -> int:
                # All but the few that others stand for: asked of each article in turn it takes seconds.
                old = select(func.count()).select_from(schema.versions).join(schema.articles, a.id == v.article)
                return count(schema.articles, *where) - int(c.execute(old.where(*where)).scalar() or 0)

            kinds = dict(c.execute(select(f.value, f.total).where(f.facet == "type")).all())
            return {
                "articles": count_standing(),
                "irrelevant": count_standing(a.relevant == 0),
                "dropped": count(dropped),
                "stories": count(schema.stories),
                **{f"{kind}s": int(kinds.get(kind, 0)) for kind in ("meeting", "quotation", "commitment")},
                "firm": sets.find(EntryFilter(type="commitment", stage=sorted(HIGH_STAGES))).total,
                "actors": count(schema.actors),
                "conflicts": count(schema.conflicts),
                "failures": count(schema.failures),
                "judgements": count(schema.judgements, schema.judgements.c.withdrawn_at.is_(None)),
            }

    def count_quarantined(self) -> int:
        """How many pages could not be used."""
        f = schema.failures
        with self._read() as c:
            return int(c.execute(select(func.count()).select_from(f).where(f.c.quarantined != 0)).scalar() or 0)

    def search(self, query: str, limit: int = 50, **narrowed: str | None) -> list[Hit]:
        """Articles that hold every word of `query`, the best first; any text is a valid query.

        `narrowed` may hold `outlet`, `lang`, `first` and `last` (ISO days of publication).
        """
        with self._read() as c:
            return find_articles(c, query, max(0, limit), **narrowed)

    def next_card(self, reason: str, after: int = 0, *, back: bool = False) -> Card | None:
        """The first open card of a reason behind card number `after` (before it, where `back`); None at the end."""
        with self._read() as c:
            return next_card(c, reason, after, back=back)

    def find_card(self, card: str) -> Card | None:
        """One card by its id."""
        with self._read() as c:
            return find_card(c, card)

    def list_cards(self, reason: str, after: int = 0, limit: int = 50) -> list[Card]:
        """Open cards of a reason in order."""
        with self._read() as c:
            return list_cards(c, reason, after, limit)

    def count_cards(self) -> dict[str, int]:
        """Open cards by reason."""
        with self._read() as c:
            return count_cards(c)

    def _stories(self, c: Connection) -> list[Story]:
        bodies = c.execute(select(schema.stories.c.body).order_by(schema.stories.c.id)).scalars()
        return [rows.to_story(json.loads(b)) for b in bodies]

    def _actors(self, c: Connection) -> list[dict[str, Any]]:
        return [json.loads(b) for b in c.execute(select(schema.actors.c.body).order_by(schema.actors.c.id)).scalars()]

    def _article_entries(
        self, c: Connection, story: str | None = None, outlet: str | None = None
    ) -> list[ArticleEntry]:
        a = schema.article_entries.c
        query = select(a.body).order_by(a.id)
        if story is not None:
            query = query.where(a.story == story)
        if outlet is not None:
            query = query.where(a.outlet == outlet)
        return [rows.to_article_entry(json.loads(b)) for b in c.execute(query).scalars()]
