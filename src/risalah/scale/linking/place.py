"""Stage 2, one pass over the light rows in the order of time: which articles are copies, and which story each is in.

What an article is compared with depends on all before it, so this is the one part that is not cut into blocks. It holds
no text: of each article its id and the number of its story, of each story what it is recognised by.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from sys import intern
from typing import Any

from risalah.link.duplicates import CopyFinder
from risalah.link.memory import rest_collector
from risalah.link.prepare import Light
from risalah.link.stories import StoryTeller
from risalah.scale.linking.job import LinkJob, LinkTask
from risalah.scale.linking.rows import RowWriter, dump, fetch, files, find_files, merge, open_duck, unpack

_READ = ("day", "published", "article", "light")
_PLACED = {"article": "string", "number": "int64", "cluster": "int64", "copy_of": "string", "why": "string"}
JUDGED = {"left": "string", "right": "string", "verdict": "string", "by": "string", "body": "string"}


def place(task: LinkTask, job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """Places all articles."""
    setup = job.setup
    light = files(job.root, "prepare", "light.parquet")
    teller = StoryTeller(setup.weights, job.decisions)
    sizes: dict[int, int] = {}
    clusters = array("q")
    with open_duck(job.root) as c:
        asked = list(_list_bands(c, light))
        addresses, bodies = _find_repeated(c, light, "address"), _find_repeated(c, light, "body")
    rows_in_order = merge(find_files(job.root, "prepare", "light.parquet"), _READ, 3)
    with rest_collector():
        finder = CopyFinder(setup.weights, asked)
        with RowWriter(made / "placed.parquet", _PLACED) as rows:
            for number, (*_, row) in enumerate(rows_in_order):
                found: Light = unpack(row)
                sketch = found.sketch(address=found.address in addresses, body=found.body in bodies)
                bands = found.bands
                why = finder.find(sketch, bands.tolist)
                outline = found.outline
                outline.copy_of = sketch.root if why else None
                outline.speakers = frozenset(map(intern, outline.speakers))
                outline.people = frozenset(map(intern, outline.people))
                cluster = teller.place(outline, teller.number(list(zip(*found.counts, strict=True))))
                clusters.append(cluster)
                rows.add(found.id, number, cluster, outline.copy_of, why or None)
        for cluster in clusters:
            last = teller.find(cluster)
            sizes[last] = sizes.get(last, 0) + 1
        blocks = _cut(sizes, setup.articles_a_block)
        with RowWriter(made / "clusters.parquet", dict.fromkeys(("cluster", "story", "block"), "int64")) as rows:
            for cluster in sorted(set(clusters)):
                last = teller.find(cluster)
                rows.add(cluster, last, blocks[last])
        with RowWriter(made / "terms.parquet", {"word": "string", "number": "int64", "seen": "int64"}) as rows:
            for number, (word, seen) in enumerate(teller.seen()):
                rows.add(word, number, seen)
        with RowWriter(made / "judged-0.parquet", JUDGED) as rows:
            for j in sorted(teller.unsure, key=lambda j: (j.left, j.right, j.by)):
                rows.add(j.left, j.right, j.verdict, j.by, dump(j.to_json()))
    report |= {
        "articles": len(clusters),
        "articles_counted": teller.articles_counted,
        "stories": len(sizes),
        "blocks": len(set(blocks.values())),
    }


def _list_bands(c: Any, light: str) -> Iterator[int]:
    for (bands,) in fetch(c, f"SELECT bands FROM {light} WHERE NOT dated"):
        yield from array("q", bands)


def _find_repeated(c: Any, light: str, column: str) -> frozenset[Any]:
    """The addresses, or texts, that more than one article has."""
    query = f"SELECT {column} FROM {light} WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) > 1"
    return frozenset(value for (value,) in fetch(c, query))


def _cut(sizes: dict[int, int], most: int) -> dict[int, int]:
    """The block of each story: stories in the order in which they began, a block not much larger than `most`."""
    out, block, held = {}, 0, 0
    for story in sorted(sizes):
        if held and held + sizes[story] > most:
            block, held = block + 1, 0
        out[story] = block
        held += sizes[story]
    return out
