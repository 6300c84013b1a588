"""Bulk runs: the same tables whatever did the work; killed workers, poisoned pages and stopped runs lose nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from risalah.config import Settings
from risalah.errors import ConfigError
from risalah.measure.corpus import CorpusMaker, Shape
from risalah.model.article import Page
from risalah.pipeline import process_safely
from risalah.read import PageDefaults, ReadLimits, read_pages
from risalah.scale import map_pages, pool, work
from risalah.scale.bulk import run_bulk, shuffle_by_day
from risalah.scale.shards import plan_shards
from risalah.scale.work import Job, is_done

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow (extra `parquet`) is not installed")
duckdb = pytest.importorskip("duckdb", reason="duckdb (extra `parquet`) is not installed")

SHAPE = Shape(relevant=0.2, distractors=0.2, copies=0.0, size=(12_000, 20_000))
PAGES, FILES = 6, 3

# What a worker loads first: a page that always kills its process, and one that kills it once.
POISON = """
import os, pathlib
from risalah.scale import work
plain = work.process_safely
def process(page, kit):
    content = getattr(page, "content", "")
    if "RACUNRACUN" in content:
        os._exit(11)
    once = pathlib.Path({once!r})
    if "SEKALISEKALI" in content and not once.exists():
        once.write_text("killed")
        os._exit(9)
    return plain(page, kit)
work.process_safely = process
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Three files of six pages; in the second a page that always kills, in the third one that kills once."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(FILES):
        rows = [{"html": p.html, "url": p.url, "id": f"{n}-{p.number}"} for p in CorpusMaker(n, SHAPE).make(PAGES)]
        if n == 1:
            rows[3]["html"] += "<!-- RACUNRACUN -->"
        if n == 2:
            rows[4]["html"] += "<!-- SEKALISEKALI -->"
        (folder / f"{n}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return folder


@pytest.fixture
def poison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python process that is begun from now on dies of the two pages, as told."""
    folder = tmp_path / "poison"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(POISON.format(once=str(tmp_path / "once")), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]))


def make_job(folder: Path, jobs: int = 2) -> Job:
    return Job(str(folder), Settings(jobs=jobs), PageDefaults(), ReadLimits())


def read_ids(folder: Path) -> list[str]:
    """The addresses of all pages in the tables, sorted: nothing lost, nothing twice."""
    out: list[str] = []
    for name in ("documents", "dropped"):
        rows = duckdb.sql(f"SELECT url FROM read_parquet('{folder}/tables/{name}/*/*.parquet')").fetchall()
        out += [url for (url,) in rows]
    return sorted(out)


def expected() -> list[str]:
    return sorted(p.url for n in range(FILES) for p in CorpusMaker(n, SHAPE).make(PAGES))


def check_all_but_the_poisoned(out: Path, report: Any) -> None:
    missing = sorted(set(expected()) - set(read_ids(out)))
    assert len(missing) == 1 and len(read_ids(out)) == PAGES * FILES - 1
    rows = duckdb.sql(f"SELECT reason, place FROM read_parquet('{out}/tables/failures/*/*.parquet')").fetchall()
    assert [reason for reason, _ in rows] == ["crashed"] and rows[0][1].endswith("1.jsonl:4")
    assert report.run.pages == PAGES * FILES and report.run.failures == {"process:crashed": 1}
    assert not report.faults


def test_the_tables_are_the_same_whatever_did_the_work(sources: Path, tmp_path: Path) -> None:
    texts = {}
    for name, jobs, size in (("one", 1, 10**9), ("two", 2, 100)):
        shards, report = run_bulk([str(sources)], make_job(tmp_path / name, jobs), shard_bytes=size)
        assert len(shards) == (1 if name == "one" else FILES) and report.run.pages == PAGES * FILES
        assert report.run.relevant >= 2 and report.run.dropped["relevance"] >= 8
        rows = shuffle_by_day(tmp_path / name, shards)
        assert rows["documents"] + rows["dropped"] == PAGES * FILES
        path = tmp_path / name / "tables"
        texts[name] = {
            table: duckdb.sql(f"SELECT * FROM read_parquet('{path}/{table}/*/*.parquet') ORDER BY ALL").fetchall()
            for table in ("documents", "records", "evidence", "dropped")
        }
    assert texts["one"] == texts["two"]
    assert all(texts["one"].values())
    for *_, document in texts["one"]["documents"]:
        assert any(isinstance(x, str) and x.startswith('{"schema_version"') for x in (document, *_))
    assert read_ids(tmp_path / "two") == expected()


@pytest.mark.usefixtures("poison")
def test_a_page_that_kills_and_a_kill_from_outside(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shards, report = run_bulk([str(sources)], make_job(out), shard_bytes=100)
    shuffle_by_day(out, shards)
    check_all_but_the_poisoned(out, report)
    assert report.begun_again == 3  # twice for the one page, once for the other
    assert (tmp_path / "once").exists() and not list((out / "shards").glob("*.page"))


@pytest.mark.usefixtures("poison")
def test_the_same_on_a_dask_cluster_and_resumed(sources: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="distributed (extra `cluster`) is not installed")
    out = tmp_path / "out"
    shards, report = run_bulk([str(sources)], make_job(out), cluster="local:2", shard_bytes=100)
    shuffle_by_day(out, shards)
    check_all_but_the_poisoned(out, report)
    assert (tmp_path / "once").exists()
    # Again: one shard's results are gone, and only that one is done anew, here.
    stamps = {s.id: (out / "shards" / s.id / work.REPORT).stat().st_mtime_ns for s in shards}
    for file in (out / "shards" / shards[2].id).iterdir():
        file.unlink()
    (out / "shards" / shards[2].id).rmdir()
    again, second = run_bulk([str(sources)], make_job(out), shard_bytes=100)
    assert again == shards and second.known == FILES - 1 and second.run.pages == PAGES * FILES
    for shard in shards[:2]:
        assert (out / "shards" / shard.id / work.REPORT).stat().st_mtime_ns == stamps[shard.id]
    shuffle_by_day(out, shards)
    check_all_but_the_poisoned(out, second)


def _die_of_poison(page: Any, kit: Any) -> Any:
    if "RACUNRACUN" in getattr(page, "content", ""):
        os._exit(11)
    return process_safely(page, kit)


@pytest.mark.usefixtures("poison")
def test_pages_go_over_a_cluster_in_their_order(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="distributed (extra `cluster`) is not installed")
    for name, seconds in (("_GLANCE", 1), ("_PATIENCE", 3)):  # a busy machine may not bring a killed worker back
        monkeypatch.setattr(f"risalah.scale.cluster.{name}", seconds)
    monkeypatch.setattr(pool, "process_safely", _die_of_poison)  # processes of this machine are forked
    pages = list(read_pages([str(sources)]))
    documents = list(map_pages(pages, Settings(cluster="local:1")))
    (lost,) = [i for i, page in enumerate(pages) if isinstance(page, Page) and "RACUNRACUN" in page.content]
    assert [f.reason for f in documents[lost].failures] == ["crashed"] and len(documents) == len(pages)
    plain = map_pages([*pages[:lost], *pages[lost + 1 :]], Settings())
    assert [*documents[:lost], *documents[lost + 1 :]] == list(plain)


def test_a_run_that_is_killed_goes_on_where_it_was(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", "from risalah.cli import main; main()", "scale", str(sources), "-o", str(out)]
    small = "import risalah.scale.bulk as b; b.plan_shards.__defaults__ = (100,);"
    command[2] = f"import functools; {small} from risalah.cli import main; main()"
    run = subprocess.Popen([*command, "--shard-mb", "1"], start_new_session=True, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not list(out.glob("shards/*/report.json")) and run.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    shards, report = run_bulk([str(sources)], make_job(out), shard_bytes=1_000_000)
    rows = shuffle_by_day(out, shards)
    assert rows["documents"] + rows["dropped"] == PAGES * FILES == report.run.pages
    assert read_ids(out) == expected()
    leftovers = [p.name for p in (out / "shards").iterdir() if not is_done(out, shards[0]) and p.name.startswith(".")]
    assert not leftovers


def test_a_shard_is_named_by_its_files_and_by_what_reads_them(sources: Path) -> None:
    first = plan_shards([str(sources)], "engine", 100)
    assert [s.id for s in first] == [s.id for s in plan_shards([str(sources)], "engine", 100)]
    assert not {s.id for s in first} & {s.id for s in plan_shards([str(sources)], "another engine", 100)}
    (sources / "0.jsonl").write_text("{}\n")
    changed = plan_shards([str(sources)], "engine", 100)
    assert changed[0].id != first[0].id and changed[1:] == first[1:]
    with pytest.raises(ConfigError, match="standard input"):
        plan_shards(["-"], "engine")
    with pytest.raises(ConfigError, match="no file or folder"):
        plan_shards([str(sources / "nothing")], "engine")


@pytest.mark.parametrize(("address", "said"), [("local:none", "no number"), ("tcp://127.0.0.1:9", "no scheduler")])
def test_a_wrong_cluster_is_told_of(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, said: str
) -> None:
    pytest.importorskip("distributed", reason="distributed (extra `cluster`) is not installed")
    monkeypatch.setattr("risalah.scale.cluster._ANSWER", 1)
    with pytest.raises(ConfigError, match=said):
        run_bulk([str(sources)], make_job(tmp_path / "out"), cluster=address)
