"""Finding articles by their words: FTS5 on SQLite, a text search index on PostgreSQL, behind one function."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

_WORD = re.compile(r"\w+")
# PostgreSQL's index refuses a text of more than 1 MB of words; no press article is that long.
_INDEXED = 200_000
_VECTOR = f"to_tsvector('simple', coalesce(title, '') || ' ' || left(text, {_INDEXED}))"


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds the words: its id, title, and a few words around the first hit."""

    article: str
    title: str | None
    snippet: str


def create_index(connection: Connection) -> None:
    """Make the search index over `articles`, kept in step by the database itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"CREATE INDEX articles_search ON articles USING gin ({_VECTOR})"))
        return
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE article_search USING fts5(title, text, content='articles', content_rowid='n', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
    )
    remove = (
        "INSERT INTO article_search(article_search, rowid, title, text) VALUES ('delete', old.n, old.title, old.text);"
    )
    add = "INSERT INTO article_search(rowid, title, text) VALUES (new.n, new.title, new.text);"
    connection.execute(text(f"CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN {add} END"))
    connection.execute(text(f"CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN {remove} END"))
    connection.execute(text(f"CREATE TRIGGER articles_changed AFTER UPDATE ON articles BEGIN {remove} {add} END"))


def rebuild_index(connection: Connection) -> None:
    """Make SQLite's index anew: until then it keeps the words of articles that were removed."""
    connection.execute(text("INSERT INTO article_search(article_search) VALUES ('rebuild')"))
    connection.execute(text("INSERT INTO article_search(article_search) VALUES ('optimize')"))


def find_articles(connection: Connection, query: str, limit: int) -> list[Hit]:
    """Articles that hold every word of `query` (any characters are allowed; only letters and digits count)."""
    words = _WORD.findall(query.replace("\x00", " "))[:32]
    if not words:
        return []
    if connection.dialect.name == "postgresql":
        sql = (
            f"SELECT id, title, ts_headline('simple', left(text, {_INDEXED}), plainto_tsquery('simple', :q), "
            '\'StartSel="", StopSel="", MaxWords=24, MinWords=12\') '
            f"FROM articles WHERE {_VECTOR} @@ plainto_tsquery('simple', :q) "
            "AND id NOT IN (SELECT article FROM versions) "
            f"ORDER BY ts_rank({_VECTOR}, plainto_tsquery('simple', :q)) DESC, id LIMIT :limit"
        )
        rows = connection.execute(text(sql), {"q": " ".join(words), "limit": limit})
    else:
        sql = (
            "SELECT a.id, a.title, snippet(article_search, 1, '', '', '…', 24) FROM article_search "
            "JOIN articles a ON a.n = article_search.rowid WHERE article_search MATCH :q "
            "AND a.id NOT IN (SELECT article FROM versions) "
            "ORDER BY bm25(article_search, 5.0, 1.0), a.id LIMIT :limit"
        )
        # Quoted, a word is never an operator of the query language.
        rows = connection.execute(text(sql), {"q": " ".join(f'"{w}"' for w in words), "limit": limit})
    return [Hit(r[0], r[1], r[2]) for r in rows]
