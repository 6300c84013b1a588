"""What is kept of a document, and what no database can keep."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from risalah.model.document import Failure
from risalah.store import rows, schema
from risalah.store.schema import dumps


@dataclass(frozen=True, slots=True)
class Kept:
    """The strings that are kept of a document, and the digest over them."""

    article: str
    mentions: str
    actors: str
    records: list[dict[str, Any]]
    digest: str

    @classmethod
    def of(cls, text: str, body: dict[str, Any]) -> Kept:
        """From a document's JSON, whose article is without its text."""
        found = []
        for name, kind in rows.TYPES.items():
            for n, record in enumerate(body[name]):
                anchor = rows.find_anchor(text, record)
                place = {"id": record["id"], "type": kind, "position": n, "body": dumps(record)}
                found.append({**place, "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix})
        article, mentions, actors = dumps(body["article"]), dumps(body["mentions"]), dumps(body["actors"])
        parts = [text, article, mentions, actors, *(r["type"] + r["body"] for r in found), dumps(body["failures"])]
        return cls(article, mentions, actors, found, rows.digest_document(parts))


def find_unstorable(text: str, body: dict[str, Any]) -> str:
    """Why no database can hold this document, or ""."""
    article = body["article"]
    plain = [text, *(article[k] or "" for k in ("url", "outlet", "title", "lang", "published"))]
    if any("\x00" in x for x in plain):
        return "the text holds a NUL character"
    try:
        "".join(plain).encode()
        dumps(body).encode()
    except UnicodeEncodeError:
        return "the text holds half of a surrogate pair"
    return ""


def write_failures(c: Connection, failures: Iterable[Failure], run: int | None, article: str | None) -> None:
    """Append failures; `article` is the id of the document that they belong to, None where there is none."""
    for f in failures:
        row = {
            "step": f.step,
            "reason": f.reason,
            "detail": make_plain(f.detail),
            "place": make_plain(f.where),
        }
        c.execute(
            schema.failures.insert().values({**row, "quarantined": int(f.quarantined), "article": article, "run": run})
        )


def make_plain(text: str) -> str:
    """`text` as every database can hold it."""
    return text.replace("\x00", "�").encode("utf-8", "replace").decode()
