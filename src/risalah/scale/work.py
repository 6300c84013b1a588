"""One shard from its pages to its Parquet files: idempotent, and safe against being killed at any moment.

The files are written into a folder of their own, which is renamed when it is whole: a shard is there or it is not.
While a page is read its number stands in a small file beside; whoever does the shard again after a kill finds it there.
"""

from __future__ import annotations

import json
import shutil
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from risalah.config import Settings
from risalah.fingerprint import hash_page
from risalah.model.article import Page
from risalah.model.document import Document, Failure
from risalah.pipeline import failed, load_kit, process_safely
from risalah.read import PageDefaults, ReadLimits
from risalah.report import RunReport
from risalah.scale.marks import Mark
from risalah.scale.pool import name_crash
from risalah.scale.shards import Shard, read_shard
from risalah.scale.tables import TableWriter

REPORT = "report.json"
_GRACE = 30.0
"""Seconds more than a page may take after which a process that is still at it hangs."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every shard of a run needs: where results go, and how pages are read."""

    folder: str
    settings: Settings
    defaults: PageDefaults
    limits: ReadLimits

    def load(self) -> None:
        """Load what reads pages."""
        load_kit(self.settings)

    def run(self, task: Shard) -> dict[str, Any]:
        """Do a shard."""
        return run_shard(task, self)

    def hangs(self, task: Shard) -> bool:
        """Is a page read for far longer than a page may take? The process's own alarm did not reach it."""
        try:
            begun = locate_mark(self.folder, task).stat().st_mtime
        except OSError:
            return False
        return self.settings.extractor != "llm" and time.time() - begun > 2 * self.settings.page_seconds + _GRACE


def run_shard(shard: Shard, job: Job) -> dict[str, Any]:
    """Do a shard, unless it was done before; gives its report as JSON. Any process of any machine may call it."""
    done = locate_shard(job.folder, shard)
    if not (done / REPORT).is_file():
        _write_shard(shard, job, done)
    row: dict[str, Any] = json.loads((done / REPORT).read_text(encoding="utf-8"))
    return row


def locate_shard(folder: str | Path, shard: Shard) -> Path:
    """Where the results of a shard are, or will be."""
    return Path(folder) / "shards" / shard.id


def locate_mark(folder: str | Path, shard: Shard) -> Path:
    """Where the number of the page stands that is being read; written anew with each page."""
    return locate_shard(folder, shard).with_name(f"{shard.id}.page")


def is_done(folder: str | Path, shard: Shard) -> bool:
    """Are the results of this shard there?"""
    return (locate_shard(folder, shard) / REPORT).is_file()


def _write_shard(shard: Shard, job: Job, done: Path) -> None:
    kit = load_kit(job.settings)
    stamp, begun, report = time.time(), time.monotonic(), RunReport()
    mark = Mark(locate_mark(job.folder, shard))
    folder = done.with_name(f".{shard.id}.{uuid.uuid4().hex[:12]}")
    folder.mkdir(parents=True)
    try:
        with TableWriter(folder) as tables:
            before = time.process_time()
            for number, page in enumerate(read_shard(shard, job.limits, job.defaults)):
                report.spend("read", time.process_time() - before)
                if number in mark.given_up:
                    document = failed(name_crash(page.where), page if isinstance(page, Page) else None)
                else:
                    mark.set(number)
                    document = process_safely(page, kit)
                before = time.process_time()
                if isinstance(page, Page):
                    tables.write(document, hash_page(page))
                    report.add(document, len(page.content))
                else:
                    tables.write(document)
                    report.add(document)
                after = time.process_time()
                report.spend("write", after - before)
                before = after
        report.wall = time.monotonic() - begun
        (folder / REPORT).write_text(json.dumps({**report.to_json(), "begun": stamp}), encoding="utf-8")
        try:
            folder.rename(done)
        except OSError:
            if not (done / REPORT).is_file():
                raise
        mark.clear()
    except BaseException:
        mark.calm()
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def process_batch(batch: Sequence[Page | Failure], settings: Settings) -> list[Document]:
    """In a worker: the documents of some pages, by the kit of its process."""
    kit = load_kit(settings)
    return [process_safely(page, kit) for page in batch]
