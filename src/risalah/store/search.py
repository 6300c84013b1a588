"""Finding articles by their words: FTS5 on SQLite, tsvector on PostgreSQL, behind the same functions.

Both fold alike (words.py): small letters, no diacritics, words of letters and digits; a word of three letters or more
finds all that begin with it. Whatever is typed is words, never a query language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from risalah.store.words import cut_snippet, read_query, write_match, write_tsquery

# PostgreSQL's index refuses a text of more than 1 MB of words; no press article is that long.
_INDEXED = 200_000
_RANKED = 1000
"""With more hits than this the newest come first: no reader goes through them, and ranking reads every one of them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds the words: its id, title, and a few words around the first hit."""

    article: str
    title: str | None
    snippet: str


def create_index(connection: Connection) -> None:
    """Make the search index over articles, kept in step by the database itself."""
    if connection.dialect.name != "postgresql":
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE article_search USING fts5(title, text, content='articles', content_rowid='n', "
                "tokenize='unicode61 remove_diacritics 2')"
            )
        )
        remove = (
            "INSERT INTO article_search(article_search, rowid, title, text) "
            "VALUES ('delete', old.n, old.title, old.text);"
        )
        add = "INSERT INTO article_search(rowid, title, text) VALUES (new.n, new.title, new.text);"
        connection.execute(text(f"CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN {add} END"))
        connection.execute(text(f"CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN {remove} END"))
        connection.execute(text(f"CREATE TRIGGER articles_changed AFTER UPDATE ON articles BEGIN {remove} {add} END"))
    add_word_column(connection)


def add_word_column(connection: Connection) -> None:
    """On PostgreSQL make the index over articles, in place of the one of schema 3."""
    if connection.dialect.name != "postgresql":
        return
    connection.execute(text("DROP INDEX IF EXISTS articles_search"))
    found = connection.execute(text("SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu'")).first()
    # Under the locale C small letters are known of ASCII only, and under every locale classes of letters differ.
    collate = ' COLLATE "und-x-icu"' if found else ""
    whole = f"left(coalesce(title, '') || ' ' || text, {_INDEXED})"
    plain = f"regexp_replace(normalize({whole}, NFD), '[\u0300-\u036f]', '', 'g')"
    words = f"regexp_replace(lower({plain}{collate}), '[^[:alnum:]]+'{collate}, ' ', 'g')"
    made = f"ALTER TABLE articles ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', {words})) STORED"
    connection.exec_driver_sql(made)
    connection.execute(text("CREATE INDEX articles_words ON articles USING gin (words)"))


def rebuild_index(connection: Connection) -> None:
    """Make SQLite's index anew: until then it keeps the words of what was removed."""
    connection.execute(text("INSERT INTO article_search(article_search) VALUES ('rebuild')"))
    connection.execute(text("INSERT INTO article_search(article_search) VALUES ('optimize')"))


def find_articles(
    connection: Connection,
    query: str,
    limit: int,
    *,
    outlet: str | None = None,
    lang: str | None = None,
    first: str | None = None,
    last: str | None = None,
) -> list[Hit]:
    """Articles that hold every word of `query`, the best first, the newest first where very many do.

    `outlet` and `lang` narrow them, `first` and `last` are ISO days of publication.
    """
    words = read_query(query)
    if not words or not limit:
        return []
    given: dict[str, Any] = {"limit": limit, "ranked": _RANKED + 1}
    narrowed = ["a.id NOT IN (SELECT article FROM versions)"]
    for name, value, condition in (
        ("outlet", outlet, "a.outlet = :outlet"),
        ("lang", lang, "a.lang = :lang"),
        ("first", first, "a.published >= :first"),
        ("last", last and last + "T99", "a.published <= :last"),
    ):
        if value:
            given[name] = value
            narrowed.append(condition)
    where = " AND ".join(narrowed)
    if connection.dialect.name == "postgresql":
        given["q"] = write_tsquery(words)
        match = "to_tsquery('simple', :q)"
        source = f"articles a WHERE a.words @@ {match}"
        rank = f"ts_rank(a.words, {match}) DESC"
    else:
        given["q"] = write_match(words)
        source = "article_search JOIN articles a ON a.n = article_search.rowid WHERE article_search MATCH :q"
        rank = "bm25(article_search, 5.0, 1.0)"
    if connection.dialect.name == "postgresql":
        # The numbers of the hits, or so many of them that they are not worth ranking. Whole words first: they cost the
        # index a quarter of what beginnings of words cost it, and where they alone are too many, beginnings are too.
        asked = text(f"SELECT a.n FROM {source} AND {where} LIMIT :ranked")
        rows: list[int] = []
        for query_form in dict.fromkeys((write_tsquery(words, whole=True), given["q"])):
            rows = list(connection.execute(asked, {**given, "q": query_form}).scalars())
            if len(rows) > _RANKED:
                break
        given["rows"] = rows
        few = len(rows) <= _RANKED
        if few:
            source = "articles a WHERE a.n = ANY(:rows)"
    else:
        counted = f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT :ranked) AS counted"
        few = int(connection.execute(text(counted), given).scalar() or 0) <= _RANKED
    newest = "article_search.rowid DESC" if connection.dialect.name == "sqlite" else "a.n DESC"
    order = f"{rank}, a.id" if few else newest
    sql = f"SELECT a.id, a.title, a.text FROM {source} AND {where} ORDER BY {order} LIMIT :limit"
    return [Hit(r[0], r[1], cut_snippet(r[2], words)) for r in connection.execute(text(sql), given)]


def find_like(connection: Connection, words: list[str], first: str, last: str, limit: int) -> list[str]:
    """Articles published from `first` to `last` (ISO days) that hold some of `words`, the likest first."""
    if not words:
        return []
    given: dict[str, Any] = {"first": first, "last": last + "T99", "limit": limit}
    narrow = "a.published >= :first AND a.published <= :last AND a.id NOT IN (SELECT article FROM versions)"
    if connection.dialect.name == "postgresql":
        given["q"] = " | ".join(f"'{w}'" for w in words)
        match = "to_tsquery('simple', :q)"
        sql = (
            f"SELECT a.id FROM articles a WHERE a.words @@ {match} AND {narrow} ORDER BY ts_rank(a.words, {match}) DESC"
        )
    else:
        given["q"] = " OR ".join(f'"{w}"' for w in words)
        sql = (
            "SELECT a.id FROM article_search JOIN articles a ON a.n = article_search.rowid "
            f"WHERE article_search MATCH :q AND {narrow} ORDER BY bm25(article_search, 3.0, 1.0)"
        )
    return [str(r[0]) for r in connection.execute(text(f"{sql}, a.id LIMIT :limit"), given)]
