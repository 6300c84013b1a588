"""A register as large as wanted for the curators' screens: a small one, copied under other ids by SQL alone."""

from __future__ import annotations

from typing import Any

_COPIES = "WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < :copies) "
_NEW = "substr({0}, 1, length({0}) - 8) || printf('%08x', k.n)"
_CARD = """'{"records"\\:["' || a || '#' || r || '"],"detail"\\:{}}'"""


def grow(store: Any, commitments: int) -> int:
    """Copy articles, records, entries and cards of an SQLite register until it has so many commitments."""
    from sqlalchemy import text

    with store.engine.execution_options(writes=True).begin() as c:
        base = int(c.execute(text("SELECT count(*) FROM entries WHERE type = 'commitment'")).scalar() or 1)
        given = {"copies": -(-commitments // base)}
        for table, ids in (
            ("articles", ("id",)),
            ("annotations", ("article",)),
            ("records", ("article",)),
            ("entries", ("id",)),
            ("entry_records", ("entry", "article")),
            ("article_entries", ("id",)),
        ):
            names = [r[1] for r in c.execute(text(f"PRAGMA table_info({table})")) if r[1] != "n"]
            values = [_NEW.format(f"t.{n}") if n in ids else f"t.{n}" for n in names]
            c.execute(text(f"CREATE TEMP TABLE base AS SELECT * FROM {table}"))
            insert = f"INSERT INTO {table} ({', '.join(names)}) {_COPIES} SELECT {', '.join(values)} FROM base t, k"
            c.execute(text(insert), given)
            c.execute(text("DROP TABLE base"))
        c.execute(text("DELETE FROM cards"))
        c.execute(
            text(
                "INSERT INTO cards (id, reason, open, entry, article, body) "
                f"SELECT 'k-' || e, 'new', 1, e, a, {_CARD} "
                "FROM (SELECT e.id e, r.article a, r.record r FROM entries e "
                "JOIN entry_records r ON r.entry = e.id AND r.position = 0 WHERE e.type = 'commitment')"
            )
        )
        return int(c.execute(text("SELECT count(*) FROM cards")).scalar() or 0)
