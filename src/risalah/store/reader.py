"""Reading a register: documents as they were written, and the entries that were computed from them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, func, select

from risalah.errors import StoreError
from risalah.model.codebook import HIGH_STAGES
from risalah.model.document import Document, Failure
from risalah.model.register import ArticleEntry, Entry, EntryType, Judgement, RecordRef, Register, Story
from risalah.store import rows, schema
from risalah.store.connect import reporting
from risalah.store.filters import EntryFilter, narrow
from risalah.store.search import Hit, find_articles

_PAGE = 100


class Reader:
    """An open register, for reading. Ids may be given as any unique beginning; `sha256:` may be left out.

    A method that looks for one thing returns None where there is none, and raises StoreError where the beginning
    fits several.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with reporting(self.name), self.engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    # Documents ------------------------------------------------------------------------------------------------

    def documents(self, *, relevant: bool | None = None) -> Iterator[Document]:
        """Every document in order of its article id; every span is checked (EvidenceError).

        `relevant` keeps those only that the filter kept (True) or dropped (False).
        """
        last = ""
        while True:
            query = select(schema.articles).where(schema.articles.c.id > last)
            if relevant is not None:
                query = query.where(schema.articles.c.relevant == int(relevant))
            with self._read() as c:
                found = c.execute(query.order_by(schema.articles.c.id).limit(_PAGE)).mappings().all()
                page = rows.to_documents(c, found)
            yield from page
            if len(found) < _PAGE:
                return
            last = found[-1]["id"]

    def document(self, article_id: str) -> Document | None:
        """One document, checked."""
        with self._read() as c:
            key = self._resolve(c, schema.articles, article_id)
            if key is None:
                return None
            found = c.execute(select(schema.articles).where(schema.articles.c.id == key)).mappings().all()
            return rows.to_documents(c, found)[0]

    def failures(self) -> list[Failure]:
        """What was set aside, in the order in which it was met."""
        with self._read() as c:
            return [
                rows.to_failure(r) for r in c.execute(select(schema.failures).order_by(schema.failures.c.n)).mappings()
            ]

    def runs(self) -> list[dict[str, Any]]:
        """The runs that wrote this register, oldest first: `id fingerprint started finished counts`."""
        with self._read() as c:
            return [
                {
                    "id": r["n"],
                    "fingerprint": r["fingerprint"],
                    "started": r["started"],
                    "finished": r["finished"],
                    "counts": json.loads(r["counts"]),
                }
                for r in c.execute(select(schema.runs).order_by(schema.runs.c.n)).mappings()
            ]

    def judgements(self, *, withdrawn: bool = False) -> list[Judgement]:
        """Judgements that people made, oldest first; `withdrawn` adds those that were taken back."""
        return [j for _, j in self.numbered_judgements(withdrawn=withdrawn)]

    def numbered_judgements(self, *, withdrawn: bool = False) -> list[tuple[int, Judgement]]:
        """The same, each with the number by which it can be withdrawn."""
        query = select(schema.judgements).order_by(schema.judgements.c.n)
        if not withdrawn:
            query = query.where(schema.judgements.c.withdrawn_at.is_(None))
        with self._read() as c:
            return [(r["n"], rows.to_judgement(r)) for r in c.execute(query).mappings()]

    def audit(self) -> list[dict[str, Any]]:
        """What was erased, oldest first: `id at act subject url why detail`."""
        with self._read() as c:
            found = c.execute(select(schema.audit).order_by(schema.audit.c.n)).mappings()
            names = ("at", "act", "subject", "url", "why")
            return [{"id": r["n"], **{k: r[k] for k in names}, "detail": json.loads(r["detail"])} for r in found]

    # The register ---------------------------------------------------------------------------------------------

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

    def decisions(self, entry: Entry) -> list[Judgement]:
        """The judgements, by rules and people, that name a record of this entry."""
        keys = [f"{r.article}#{r.id}" for r in entry.records] + sorted({r.article for r in entry.records})
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
        e = schema.entries.c
        query = narrow(select(schema.entries), EntryFilter(type=type, **filters))
        query = query.order_by(func.coalesce(e.date_to, e.date_from, "").desc(), e.id)
        if limit is not None:
            query = query.limit(max(0, limit))
        elif offset:
            query = query.limit(2**31)
        with self._read() as c:
            return rows.to_entries(c, c.execute(query.offset(max(0, offset))).mappings().all())

    def count_entries(self, type: EntryType | None = None, **filters: Any) -> int:
        """How many entries `entries` would give without limit."""
        query = narrow(select(func.count()).select_from(schema.entries), EntryFilter(type=type, **filters))
        with self._read() as c:
            return int(c.execute(query).scalar() or 0)

    def stories(self) -> list[Story]:
        """All stories by id."""
        with self._read() as c:
            return self._stories(c)

    def story(self, story_id: str) -> Story | None:
        """One story."""
        with self._read() as c:
            row = self._row(c, schema.stories, story_id)
            return rows.to_story(json.loads(row["body"])) if row else None

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

    def entries_of_article(self, article_id: str) -> list[Entry]:
        """The entries that rest on an article, by id."""
        with self._read() as c:
            key = self._resolve(c, schema.articles, article_id)
            if key is None:
                return []
            r = schema.entry_records.c
            found = select(schema.entries).where(schema.entries.c.id.in_(select(r.entry).where(r.article == key)))
            return rows.to_entries(c, c.execute(found.order_by(schema.entries.c.id)).mappings().all())

    def entry_of_record(self, key: str) -> Entry | None:
        """The entry that rests on the record "<article>#<record>", as judgements name it."""
        article, _, record = key.partition("#")
        begins = article if article.startswith("sha256:") else "sha256:" + article
        for entry in self.entries_of_article(article):
            if any(r.id == record and r.article.startswith(begins) for r in entry.records):
                return entry
        return None

    def record_bodies(self, refs: Iterable[RecordRef]) -> dict[RecordRef, dict[str, Any]]:
        """Records as JSON (a record object of CONTRACT.md), of those that exist; not checked against the text."""
        wanted = set(refs)
        articles = sorted({r.article for r in wanted})
        out: dict[RecordRef, dict[str, Any]] = {}
        with self._read() as c:
            for key, found in rows.gather(
                c, schema.records, "article", articles, "article", "type", "position"
            ).items():
                for row in found:
                    ref = RecordRef(key, row["id"])
                    if ref in wanted:
                        out[ref] = json.loads(row["body"])
        return out

    def country_pairs(self, kinds: Sequence[str] = ("state", "organisation")) -> list[tuple[str, str, dict[str, int]]]:
        """(a, b, {"commitment": n, "meeting": n}) of parties that share entries, the busiest pair first; a < b."""
        p, e, a = schema.entry_parties.c, schema.entries.c, schema.actors.c
        query = (
            select(p.entry, e.type, p.actor)
            .join(schema.entries, e.id == p.entry)
            .join(schema.actors, a.id == p.actor)
            .where(a.kind.in_(list(kinds)), e.type != "quotation")
            .distinct()
            .order_by(p.entry, p.actor)
        )
        held: dict[str, tuple[str, list[str]]] = {}
        with self._read() as c:
            for entry, kind, actor in c.execute(query):
                held.setdefault(entry, (kind, []))[1].append(actor)
        pairs: dict[tuple[str, str], Counter[str]] = {}
        for kind, who in held.values():
            for i, left in enumerate(who):
                for right in who[i + 1 :]:
                    pairs.setdefault((left, right), Counter())[kind] += 1
        ranked = sorted(pairs.items(), key=lambda x: (-x[1].total(), x[0]))
        return [(x, y, dict(sorted(n.items()))) for (x, y), n in ranked]

    def counts(self) -> dict[str, int]:
        """How much the register holds: `articles irrelevant stories meetings quotations commitments firm ...`.

        `firm` counts commitments of stage signed and above, the only ones that totals count (CODEBOOK 1).
        """
        e = schema.entries.c
        with self._read() as c:

            def count(table: Table, *where: Any) -> int:
                return int(c.execute(select(func.count()).select_from(table).where(*where)).scalar() or 0)

            return {
                "articles": count(schema.articles),
                "irrelevant": count(schema.articles, schema.articles.c.relevant == 0),
                "stories": count(schema.stories),
                "meetings": count(schema.entries, e.type == "meeting"),
                "quotations": count(schema.entries, e.type == "quotation"),
                "commitments": count(schema.entries, e.type == "commitment"),
                "firm": count(schema.entries, e.type == "commitment", e.stage.in_(sorted(HIGH_STAGES))),
                "actors": count(schema.actors),
                "conflicts": count(schema.conflicts),
                "failures": count(schema.failures),
                "judgements": count(schema.judgements, schema.judgements.c.withdrawn_at.is_(None)),
            }

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Articles that hold every word of `query`, the best first; any text is a valid query."""
        with self._read() as c:
            return find_articles(c, query, max(0, limit))

    # Helpers --------------------------------------------------------------------------------------------------

    def _resolve(self, c: Connection, table: Table, wanted: str) -> str | None:
        """The one id in `table` that is or begins with `wanted`."""
        ids = table.c.id
        wanted = wanted.replace("\x00", "")
        if not wanted:
            return None
        if c.execute(select(ids).where(ids == wanted)).first():
            return wanted
        begins = [wanted]
        if table in (schema.articles, schema.article_entries) and not wanted.startswith("sha256:"):
            begins = ["sha256:" + wanted]
        query: Select[Any] = select(ids).where(func.substr(ids, 1, len(begins[0])) == begins[0]).order_by(ids).limit(4)
        found = [str(r[0]) for r in c.execute(query)]
        if len(found) > 1:
            raise StoreError(
                f"{wanted!r} is the beginning of several ids: {', '.join(x[:24] for x in found[:3])} ...",
                remedy="give more characters",
            )
        return found[0] if found else None

    def _row(self, c: Connection, table: Table, wanted: str) -> Any:
        """The row with that id, or None."""
        key = self._resolve(c, table, wanted)
        return None if key is None else c.execute(select(table).where(table.c.id == key)).mappings().first()

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
