"""What is kept of documents, how a batch of them is written, and what no database can keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from risalah.model.document import Document, Failure
from risalah.model.ids import text_hash
from risalah.store import rows, schema
from risalah.store.dropped import drop_dropped, write_dropped
from risalah.store.forget import Erased
from risalah.store.pages import Reading, write_pages
from risalah.store.part_notes import read_part_of, write_parts
from risalah.store.schema import dumps

_COLUMNS = ("url", "outlet", "title", "lang", "published")


@dataclass(slots=True)
class WriteReport:
    """What `write_documents` did: counts of documents."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    refused: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows that are kept of a document, and the digest over them."""

    row: dict[str, Any]
    mentions: str
    actors: str
    records: list[dict[str, Any]]
    failures: tuple[Failure, ...]
    part: tuple[str, int] | None = None

    @classmethod
    def of(cls, document: Document, text: str, body: dict[str, Any]) -> Kept:
        """From a document, and its JSON whose article is without its text."""
        found = []
        for name, kind in rows.TYPES.items():
            for n, record in enumerate(body[name]):
                anchor = rows.find_anchor(text, record)
                place = {"id": record["id"], "type": kind, "position": n, "body": dumps(record)}
                found.append({**place, "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix})
        kept, mentions, actors = dumps(body["article"]), dumps(body["mentions"]), dumps(body["actors"])
        parts = [text, kept, mentions, actors, *(r["type"] + r["body"] for r in found), dumps(body["failures"])]
        row = {"id": document.article.id, **{name: body["article"][name] for name in _COLUMNS}}
        row |= {"relevant": int(document.article.relevant), "text": text, "text_hash": text_hash(text), "body": kept}
        row["digest"] = rows.digest_document(parts)
        return cls(row, mentions, actors, found, document.failures, read_part_of(document.article.metadata))

    @property
    def weight(self) -> tuple[int, str]:
        """For choosing between two pages that give one article: the number of records, then the digest."""
        return (len(self.records), self.row["digest"])


class Batch:
    """Writes some readings in one transaction: few statements, each for many rows."""

    def __init__(self, c: Connection, run: int | None, erased: Erased, report: WriteReport) -> None:
        self._c, self._run, self._erased, self._report = c, run, erased, report
        self._kept: dict[str, Kept] = {}
        self.replaced = False
        self._read: list[Reading] = []

    def write(self, readings: Sequence[Reading]) -> bool:
        """Write them; says whether anything changed that the register rests on.

        What a gate dropped at the first look becomes no article.
        """
        dropped = [r for r in readings if r.document.dropped is not None and not self._is_erased(r)]
        self._report.dropped += len(dropped)
        self.replaced = write_dropped(self._c, dropped, self._run) or self.replaced
        readings = [r for r in readings if r.document.dropped is None]
        keys = sorted({r.document.article.id for r in readings})
        known = {k: f[0] for k, f in rows.gather(self._c, schema.articles, "id", keys, "id").items()}
        given: dict[str, set[tuple[str, str]]] = {}
        for k, found in rows.gather(self._c, schema.pages, "article", keys, "article").items():
            given[k] = {(f["key"], f["engine"]) for f in found}
        for reading in readings:
            self._take(reading, known, given)
        fresh = [k for key, k in self._kept.items() if key not in known]
        changed = [k for key, k in self._kept.items() if key in known]
        if fresh:
            runs = self._find_first_runs()
            self._c.execute(
                schema.articles.insert(), [{**k.row, "run": runs.get(k.row["id"], self._run)} for k in fresh]
            )
        if changed:
            self._replace(changed)
        self._write_parts([*fresh, *changed])
        write_pages(self._c, self._read)
        drop_dropped(self._c, {r.key for r in self._read if r.key is not None})
        self._report.added += len(fresh)
        self._report.replaced += len(changed)
        self.replaced = self.replaced or bool(changed)
        return bool(fresh or changed) or self.replaced

    def _is_erased(self, reading: Reading) -> bool:
        """Was the article of a dropped page forgotten? Nothing of it is kept then."""
        gone = self._erased.find(reading.document.article) is not None
        self._report.refused += gone
        return gone

    def _take(self, reading: Reading, known: dict[str, Any], given: dict[str, set[tuple[str, str]]]) -> None:
        """Sort one reading: refused, unchanged, or to be written."""
        document = reading.document
        key = document.article.id
        body = document.to_json()
        text = body["article"].pop("text")
        place = document.article.url or document.article.source_id or key
        why = self._erased.find(document.article)
        kept = Kept.of(document, text, body)
        fault = find_unstorable(kept)
        if why is not None or fault:
            self._report.refused += 1
            forgotten = Failure("store", "forgotten", f"erased on request: {why}", place, quarantined=False)
            noted = Failure("store", "unstorable_text", fault, place) if why is None else forgotten
            write_failures(self._c, [noted], self._run, None)
            return
        others = given.setdefault(key, set())
        rival = any(engine == reading.engine and other != reading.key for other, engine in others)
        if reading.key is not None:
            self._read.append(reading)
            others.add((reading.key, reading.engine))
        before, stored = self._kept.get(key), known.get(key)
        digest = before.row["digest"] if before else stored["digest"] if stored else None
        same = digest == kept.row["digest"]
        if same or (reading.key is not None and rival and not self._outweighs(kept, before, stored)):
            self._report.unchanged += 1
        else:
            self._kept[key] = kept

    def _outweighs(self, kept: Kept, before: Kept | None, stored: Any) -> bool:
        """Two pages of one engine gave one article: which is kept must not hang on which came first."""
        if before is not None:
            return kept.weight > before.weight
        r = schema.records.c
        n = len(self._c.execute(select(r.id).where(r.article == stored["id"])).all())
        return kept.weight > (n, stored["digest"])

    def _find_first_runs(self) -> dict[str, int]:
        """The run of the older reading of the same page, for articles that take its place."""
        kept = {r.key: r.document.article.id for r in self._read}
        p, a = schema.pages.c, schema.articles.c
        joined = schema.pages.join(schema.articles, a.id == p.article)
        found = self._c.execute(select(p.key, a.run).select_from(joined).where(p.key.in_(sorted(filter(None, kept)))))
        out: dict[str, int] = {}
        for key, run in found:
            if run is not None:
                out[kept[key]] = min(run, out.get(kept[key], run))
        return out

    def _replace(self, changed: Sequence[Kept]) -> None:
        """Take the old parts of articles away, and change their rows in place: pages and numbers stay."""
        keys = [k.row["id"] for k in changed]
        for table in (schema.notes, schema.records, schema.failures):
            self._c.execute(table.delete().where(table.c.article.in_(keys)))
        names = [n for n in changed[0].row if n != "id"]
        change = schema.articles.update().where(schema.articles.c.id == bindparam("old"))
        change = change.values({n: bindparam(f"new_{n}") for n in names})
        self._c.execute(change, [{"old": k.row["id"], **{f"new_{n}": k.row[n] for n in names}} for k in changed])

    def _write_parts(self, kept: Sequence[Kept]) -> None:
        notes = [{"article": k.row["id"], "mentions": k.mentions, "actors": k.actors} for k in kept]
        if notes:
            self._c.execute(schema.notes.insert(), notes)
        records = [{"article": k.row["id"], **r} for k in kept for r in k.records]
        if records:
            self._c.execute(schema.records.insert(), records)
        write_parts(self._c, [(k.row["id"], *k.part) for k in kept if k.part is not None])
        for k in kept:
            write_failures(self._c, k.failures, self._run, k.row["id"])


def find_unstorable(kept: Kept) -> str:
    """Why no database can hold this document, or ""."""
    if any("\x00" in (kept.row[k] or "") for k in ("text", *_COLUMNS)):
        return "the text holds a NUL character"
    try:
        for part in (*kept.row.values(), kept.mentions, kept.actors, *(r["body"] for r in kept.records)):
            if isinstance(part, str):
                part.encode()
    except UnicodeEncodeError:
        return "the text holds half of a surrogate pair"
    return ""


def write_failures(c: Connection, failures: Iterable[Failure], run: int | None, article: str | None) -> None:
    """Append failures; `article` is the id of the document that they belong to, None where there is none."""
    found = [
        {
            "step": f.step,
            "reason": f.reason,
            "detail": make_plain(f.detail),
            "place": make_plain(f.where),
            "quarantined": int(f.quarantined),
            "article": article,
            "run": run,
        }
        for f in failures
    ]
    if found:
        c.execute(schema.failures.insert(), found)


def make_plain(text: str) -> str:
    """`text` as every database can hold it."""
    return text.replace("\x00", "�").encode("utf-8", "replace").decode()
