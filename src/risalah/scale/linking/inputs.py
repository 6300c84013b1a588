"""What a link stage starts from: the days of the tables, the names of persons, and what people decided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from risalah.link.actors import find_full_names
from risalah.link.human import choose_end, is_in_force
from risalah.model.annotation import Actor
from risalah.model.register import Judgement
from risalah.scale.linking.job import End, LinkTask
from risalah.scale.linking.rows import fetch, read_files


def _documents(root: Path) -> str:
    found = sorted((root / "tables" / "documents").glob("day=*/*.parquet"))
    return read_files(found).replace("hive_partitioning=false", "hive_partitioning=false, filename=true")


def list_days(c: Any, root: Path) -> list[tuple[str, int, str]]:
    """(day, documents about diplomacy, what they are known by) of each day that has any."""
    if not any((root / "tables" / "documents").glob("day=*/*.parquet")):
        return []
    query = f"""SELECT regexp_extract(filename, 'day=([^/\\\\]+)', 1), count(*), bit_xor(hash(id, document))::VARCHAR
        FROM {_documents(root)} WHERE relevant GROUP BY 1 ORDER BY 1"""
    return [(str(day), int(n), str(known)) for day, n, known in fetch(c, query)]


def cut_days(root: Path, days: Sequence[tuple[str, int, str]], most: int) -> list[LinkTask]:
    """Days that follow each other, about `most` documents a task; a day with more is cut by the hashes of its ids."""
    out: list[LinkTask] = []
    group: list[str] = []
    size = 0

    def close(parts: int = 1) -> None:
        nonlocal size
        folders = [root / "tables" / "documents" / f"day={day}" for day in group]
        paths = [str(p) for folder in folders for p in sorted(folder.glob("*.parquet"))]
        out.extend(LinkTask("prepare", str(len(out)), (f"{n}/{parts}", *paths)) for n in range(parts if group else 0))
        group.clear()
        size = 0

    for day, n, _ in days:
        if group and size + n > most:
            close()
        group.append(day)
        size += n
        if size > most:
            close(-(-size // most))
    close()
    return [LinkTask(t.stage, str(n), t.given) for n, t in enumerate(out)]


def find_names(c: Any, root: Path) -> dict[str, str]:
    """The ids of short names with those of the full names, out of the actors of all documents."""
    if not any((root / "tables" / "documents").glob("day=*/*.parquet")):
        return {}
    query = f"""SELECT DISTINCT a->>'id', a->>'office', a->>'country' FROM (
        SELECT unnest(CASE WHEN json_valid(document)
            THEN from_json(json_extract(document, '$.actors'), '["json"]') END) AS a
        FROM {_documents(root)} WHERE relevant) WHERE a->>'kind' = 'person'"""
    persons = fetch(c, query)
    return find_full_names(Actor(id_, "person", "", office=office, country=state) for id_, office, state in persons)


def list_ends(c: Any, root: Path, judgements: Sequence[Judgement]) -> tuple[End, ...]:
    """Both ends of each judgement that stands; those whose article is gone are looked for everywhere."""
    standing = [j for j in judgements if is_in_force(j)]
    ends = [(key, s) for j in standing for key, s in ((j.left, j.left_selector), (j.right, j.right_selector))]
    articles = sorted({key.rpartition("#")[0] or key for key, _ in ends})
    there: set[str] = set()
    if articles:
        query = f"SELECT id FROM {_documents(root)} WHERE relevant AND id IN (SELECT unnest(?))"
        there = {article for (article,) in fetch(c, query, [articles])}
    return tuple(
        # An article is an end by itself: it is there, or the judgement has no effect.
        End(key, s, elsewhere=(key.rpartition("#")[0] or key) not in there)
        for key, s in ends
    )


def find_decisions(
    judgements: Sequence[Judgement], ends: Sequence[End], prepared: Sequence[dict[str, Any]]
) -> list[tuple[str, str, str, str]]:
    """(left, right, verdict, time) of each standing judgement both of whose ends were found."""
    found: list[list[tuple[list[Any], str]]] = [[] for _ in ends]
    stands: list[bool] = [False] * len(ends)
    for report in prepared:
        for number, order, key, rests in report["ends"]:
            if rests:
                found[number].append((order, key))
            else:
                stands[number] = True
    keys: list[str | None] = []
    for n, end in enumerate(ends):
        if "#" not in end.key:
            keys.append(None if end.elsewhere else end.key)
            continue
        keys.append(choose_end(end.key, [key for _, key in sorted(found[n])], stands[n]))
    out = []
    for n, j in enumerate(j for j in judgements if is_in_force(j)):
        left, right = keys[2 * n], keys[2 * n + 1]
        if left and right and left != right:
            out.append((left, right, str(j.verdict), j.at or ""))
    return out
