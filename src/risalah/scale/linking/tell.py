"""Stage 3, by stories: events and origins of each story, and its records on their way to be joined."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from risalah.link.acts import StorySplitter
from risalah.link.join import make_article, make_story
from risalah.link.origins import OriginFinder
from risalah.link.prepare import Counts, Heavy, mix_story
from risalah.link.stories import name_story
from risalah.link.terms import Rarity, Terms
from risalah.link.views import ArticleView
from risalah.link.words import WordReader
from risalah.model.register import TermCounts
from risalah.scale.linking.gather import find_gathered
from risalah.scale.linking.job import LinkJob, LinkTask
from risalah.scale.linking.rows import REPORT, RowWriter, dump, fetch, merge, open_duck, pack, read_files, unpack
from risalah.scale.tables import need_parquet

_READ = ("story", "number", "copy_of", "why", "heavy", "records")
_RECORDS = {
    **{"place": "int64", "day": "string", "published": "string", "article": "string", "start": "int64"},
    **{"id": "string", "type": "string", "key": "string", "entry": "string", "longer": "string"},
    **{"occasion": "string", "row": "binary", "told": "binary"},
    **dict.fromkeys(("story", "event", "origin", "copy_of"), "string"),
}
_KEYS = {"place": "int64", "key": "uint64", "story": "bool"}
PLACES = dict.fromkeys(("article", "story", "event", "origin", "duplicate_of"), "string")
STORIES = dict.fromkeys(("id", "title", "first", "last", "body"), "string")
_CLAIMS = {"country": "string", "claim": "binary"}


def tell(task: LinkTask, job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """Tells the stories of a block."""
    weights = job.setup.weights
    copies: dict[str, str] = {}
    stories: list[list[tuple[Heavy, bytes]]] = []
    with open_duck(job.root) as c:
        found = merge(find_gathered(job.root, "gather", task.block), _READ, 2)
        for _, rows in groupby(found, key=lambda row: row[0]):
            members = []
            for _, _, copy_of, why, row, records in rows:
                heavy: Heavy = unpack(row)
                heavy.view.copy_of = copy_of
                if why:
                    copies[heavy.view.id] = why
                members.append((heavy, records))
            stories.append(members)
        several = [h for members in stories if len(members) > 1 for h, _ in members]
        numbers, rarity = _read_terms(c, job, several)
    words: dict[str, Counts] = {h.view.id: h.counts for h in several}

    def read(view: ArticleView) -> Terms:
        return {numbers[word]: n for word, n in zip(*words[view.id], strict=True)}

    splitter, finder = StorySplitter(weights, rarity), OriginFinder(weights, WordReader(weights), copies)
    with _Output(made) as output:
        for members in stories:
            views = [h.view for h, _ in members]
            story = name_story(views, splitter, read)
            basis = finder.find(views)
            output.write(story, members, views, basis)
    report |= {"articles": output.places.count, "stories": len(stories), "records": output.records.count}


def _read_terms(c: Any, job: LinkJob, several: Sequence[Heavy]) -> tuple[dict[str, int], Rarity]:
    """The numbers of the words of these articles, and how rare they are among all."""
    pa = need_parquet()
    wanted = sorted({word for heavy in several for word in heavy.counts[0]})
    c.register("wanted", pa.table({"word": pa.array(wanted, type=pa.string())}))
    terms = read_files([job.root / "place-0" / "terms.parquet"])
    numbers, seen = {}, {}
    for word, number, times in fetch(c, f"SELECT word, number, seen FROM {terms} JOIN wanted USING (word)"):
        numbers[word], seen[word] = number, times
    placed = json.loads((job.root / "place-0" / REPORT).read_text(encoding="utf-8"))
    rarity = Rarity(job.setup.weights.limit("story_unseen"))
    rarity.load(TermCounts(placed["articles_counted"], seen), numbers)
    return numbers, rarity


class _Output:
    """The files that a block of stories gives."""

    def __init__(self, folder: Path) -> None:
        self.places = RowWriter(folder / "places.parquet", PLACES)
        self.records = RowWriter(folder / "records.parquet", _RECORDS)
        self._stories = RowWriter(folder / "stories.parquet", STORIES)
        self._keys = RowWriter(folder / "keys.parquet", _KEYS)
        self._claims = RowWriter(folder / "claims.parquet", _CLAIMS)
        self._sorted: dict[RowWriter, list[tuple[Any, ...]]] = {}

    def __enter__(self) -> _Output:
        for writer in self._all():
            writer.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        for writer, rows in self._sorted.items():
            for row in sorted(rows, key=lambda row: row[0]):
                writer.add(*row)
        for writer in self._all():
            writer.__exit__(*error)

    def _all(self) -> tuple[RowWriter, ...]:
        return (self.places, self.records, self._stories, self._keys, self._claims)

    def _keep(self, writer: RowWriter, *row: Any) -> None:
        """Hold a row until all can be written in the order of their first values."""
        self._sorted.setdefault(writer, []).append(row)

    def write(
        self, story: str, members: Sequence[tuple[Heavy, bytes]], views: Sequence[ArticleView], basis: Mapping[str, str]
    ) -> None:
        """Write one story with its articles and their records."""
        told = make_story(story, views)
        self._keep(self._stories, told.id, told.title, told.first, told.last, dump(told.to_json()))
        for heavy, packed in members:
            view = heavy.view
            a = make_article(view, dict(basis))
            self._keep(self.places, a.id, a.story, a.event, a.origin, a.duplicate_of)
            for claim in heavy.claims:
                self._keep(self._claims, claim.country, pack(replace(claim, origin=view.origin)))
            for start, id_, kind, key, entry, longer, occasion, row, told, blocks in unpack(packed):
                place = self.records.count
                own = (start, id_, kind, key, entry, longer, occasion, row, told)
                self.records.add(place, *view.order, *own, view.story, view.event, view.origin, view.copy_of)
                for number, story_key, to_mix in blocks:
                    self._keys.add(place, mix_story(number, view.story) if to_mix else number, story_key)
