"""What every task of the link stage needs, and the tasks themselves: a stage, and the block that it does."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from risalah.link.human import Decisions
from risalah.model.register import Selector
from risalah.resources.linking import Weights
from risalah.scale.linking.rows import REPORT, made_once, unpack
from risalah.scale.tables import need_parquet

SETUP, DECISIONS = "setup.pickle", "decisions.pickle"
_STAGES = {
    "prepare": "prepare",
    "place": "place",
    "gather": "gather",
    "tell": "tell",
    "plan": "plan",
    "sort": "gather",
    "join": "join",
    "assign": "assign",
    "spread": "gather",
    "resolve": "resolve",
    "relate": "finish",
    "actors": "finish",
}
"""Each stage, and the module that has a function of its name."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a judgement of a person: a record's key, with the words by which it is found again."""

    key: str
    selector: Selector | None
    elsewhere: bool
    """Its article is not there: it is looked for in all."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What all blocks of a run have in common; it lies in a file beside them."""

    weights: Weights
    names: dict[str, str]
    ends: tuple[End, ...]
    articles_a_block: int
    records_a_block: int


@dataclass(frozen=True, slots=True)
class LinkTask:
    """One block of one stage. `block` is its number, or what the stage needs to find its rows."""

    stage: str
    block: str = "0"
    given: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name of its folder."""
        return f"{self.stage}-{self.block}"

    @property
    def name(self) -> str:
        """For people."""
        return f"link stage {self.stage!r}, block {self.block}"


@dataclass(frozen=True, slots=True)
class LinkJob:
    """Does tasks in a folder of one run. `seconds` is what one document may take, in hands of a process."""

    folder: str
    seconds: int = 60

    @property
    def root(self) -> Path:
        """The folder of the run."""
        return Path(self.folder)

    @property
    def setup(self) -> Setup:
        """What all blocks have in common."""
        found: Setup = _read(str(self.root / SETUP))
        return found

    @property
    def decisions(self) -> Decisions:
        """What persons decided, as far as it was found."""
        return Decisions(_read(str(self.root / DECISIONS)))

    def load(self) -> None:
        """Read the setup."""
        assert self.setup

    def locate(self, task: LinkTask) -> Path:
        """Where the rows of a task are, or will be."""
        return self.root / task.id

    def is_done(self, task: LinkTask) -> bool:
        """Are the rows of a task there?"""
        return (self.locate(task) / REPORT).is_file()

    def mark(self, task: LinkTask) -> Path:
        """Where the number of the document stands that a task has in hand."""
        return self.root / f"{task.id}.document"

    def run(self, task: LinkTask) -> dict[str, Any]:
        """Do a task, unless it was done before."""
        done = self.locate(task)
        if not self.is_done(task):
            stage: Callable[..., None] = getattr(
                import_module(f"risalah.scale.linking.{_STAGES[task.stage]}"), _STAGES[task.stage]
            )
            begun = time.process_time()
            _reset_peak()
            with made_once(done) as (made, report):
                try:
                    stage(task, self, made, report)
                finally:
                    need_parquet().default_memory_pool().release_unused()
                report["seconds"] = round(time.process_time() - begun, 3)
                report["peak_memory_mb"] = _peak()
        row: dict[str, Any] = json.loads((done / REPORT).read_text(encoding="utf-8"))
        return row

    def hangs(self, task: LinkTask) -> bool:
        """Is one document in hand for far longer than it may take?"""
        try:
            return time.time() - self.mark(task).stat().st_mtime > 2 * self.seconds + 30
        except OSError:
            return False


@lru_cache(maxsize=4)
def _read(path: str) -> Any:
    return unpack(Path(path).read_bytes())


def _reset_peak() -> None:
    """Let the memory of this process be counted from here on, where the system can."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """The most memory that this process has had since `_reset_peak`, in MB; 0 where the system does not tell."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return 0
