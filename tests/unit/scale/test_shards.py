"""A web archive cut into stretches gives each of its pages once, with its place in the whole file."""

from __future__ import annotations

from pathlib import Path

import pytest

from risalah.measure.corpus import CorpusMaker, Shape, write_archive
from risalah.model.article import Page
from risalah.read import PageDefaults, ReadLimits, read_pages
from risalah.scale.shards import plan_shards, read_shard

SHAPE = Shape(size=(9_000, 12_000))


@pytest.fixture(scope="module", params=[".warc.gz", ".warc"])
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / f"made{request.param}"
    write_archive(path, CorpusMaker(8, SHAPE).make(40))
    return path


@pytest.mark.parametrize("step", [7_000, 20_000, 61_003, 10**9])
def test_every_page_once(archive: Path, step: int) -> None:
    whole = [p for p in read_pages([str(archive)]) if isinstance(p, Page)]
    shards = plan_shards([str(archive)], "engine", step)
    assert len(shards) > 1 or step >= archive.stat().st_size / 1.5
    parts = [p for s in shards for p in read_shard(s, ReadLimits(), PageDefaults())]
    assert [getattr(p, "content", p) for p in parts] == [p.content for p in whole]
    assert len({s.id for s in shards}) == len(shards)
    # The byte at which a record begins is the same, whichever stretch it is read in.
    assert [p.where.rpartition("@")[2] for p in parts] == [p.where.rpartition("@")[2] for p in whole]
    assert all(p.where.startswith(f"{archive}#") for p in parts)


def test_bytes_that_look_like_a_record_are_none(tmp_path: Path) -> None:
    path = tmp_path / "made.warc"
    pages = list(CorpusMaker(8, SHAPE).make(6))
    write_archive(path, iter(pages))
    data = path.read_bytes().replace(b"</article>", b"WARC/1.1 </article>\x1f\x8b\x08\x00")
    path.write_bytes(data)
    for step in (5_000, 11_000):
        cuts = [s.start for s in plan_shards([str(path)], "engine", step)]
        assert all(data[c:].startswith(b"WARC/1.1\r\n") for c in cuts)
