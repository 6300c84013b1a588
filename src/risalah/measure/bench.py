"""The benchmark: an archive of our own, risalah and its peers over it in turns, memory as it grows, two workers."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from risalah.config import Settings
from risalah.errors import ConfigError
from risalah.measure.corpus import CorpusMaker, MadePage, Shape, write_archive
from risalah.measure.two_workers import measure_workers
from risalah.model.article import Page
from risalah.pipeline import Kit

PEERS = {"fastwarc": "fastwarc", "resiliparse": "resiliparse", "trafilatura": "trafilatura"}
PEERS |= {"trafilatura-text": "trafilatura", "newspaper4k": "newspaper"}
"""What is run beside risalah, and the module that it needs. `trafilatura` gives text and metadata, as risalah does."""
_SEED = 31
_GROWTH = "growth.warc.gz"
_CHILD = Path(__file__).with_name("peer_child.py")


@dataclass(frozen=True, slots=True)
class BenchPlan:
    """What is measured: `pages` in the archive, `rounds` of everything (the fastest counts), `growth` in archives
    that many times as large as `pages // 4`, whether two workers are compared with one, and how many relevant pages
    the first look is shown for its recall. `pythons` names another interpreter for a peer."""

    pages: int = 400
    rounds: int = 2
    growth: tuple[int, ...] = (1, 4, 16)
    workers: bool = True
    recall_pages: int = 400
    peers: tuple[str, ...] = tuple(PEERS)
    pythons: dict[str, str] = field(default_factory=dict)


def run_bench(plan: BenchPlan, tell: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """Measure; the JSON object of CONTRACT.md. Times are processor time of one core. Raises ConfigError."""
    with tempfile.TemporaryDirectory(prefix="risalah-bench-") as folder:
        path = Path(folder) / "made.warc.gz"
        tell(f"making {plan.pages} pages")
        kinds = write_archive(path, CorpusMaker(_SEED).make(plan.pages))
        best: dict[str, dict[str, Any]] = {}
        left_out: dict[str, str] = {}
        for number in range(plan.rounds):
            for name in ("risalah", *plan.peers):
                if name in left_out:
                    continue
                tell(f"round {number + 1}: {name}")
                row = _run_one(name, path, plan)
                if row is None:
                    left_out[name] = "not installed"
                elif name not in best or _seconds(row) < _seconds(best[name]):
                    best[name] = row
        own = best.pop("risalah")
        speed = own["pages"] / own["processor"]
        result: dict[str, Any] = {
            "pages": own["pages"],
            "bytes": own["bytes"],
            "pages_per_second": round(speed, 1),
            "stages": {k: {"ms_per_page": round(1000 * v / own["pages"], 3)} for k, v in own["seconds"].items()},
            "peak_memory_mb": own["peak_memory_mb"],
            "dropped": own["dropped"],
            "relevant": own["relevant"],
            "verdicts": _judge(kinds, set(own["addresses"])),
        }
        rates = {name: row["pages"] / row["seconds"] for name, row in best.items()}
        result["peers"] = {
            name: {
                "pages_per_second": round(rates[name], 1),
                "peak_memory_mb": row["peak_memory_mb"],
                "found": row["found"],
            }
            for name, row in best.items()
        }
        for name in plan.peers:
            key = f"ratio_to_{name.replace('-', '_')}"
            result[key] = round(speed / rates[name], 2) if name in rates else None
        result["left_out"] = left_out
        if plan.recall_pages:
            tell("recall of the first look")
            result["recall"] = measure_recall(plan.recall_pages)
        if plan.growth:
            result["memory"] = _measure_growth(plan, Path(folder), tell)
            path = Path(folder) / _GROWTH  # the largest archive: what loads at first use weighs least in it
        if plan.workers:
            result["workers"] = measure_workers(path, Path(folder), tell)
        return result


def measure_recall(n: int, seed: int = _SEED + 1) -> dict[str, Any]:
    """How many of `n` relevant pages the first look lets through, as made and as judged by the exact filter."""
    kit = Kit(Settings())
    maker = CorpusMaker(seed, Shape(relevant=1.0, distractors=0.0, copies=0.0))
    lost = sum(kit.cascade.look(_as_page(p)) is not None for p in maker.make(n))
    return {"pages": n, "dropped": lost, "recall": round(1 - lost / n, 4)}


def _as_page(made: MadePage) -> Page:
    return Page(made.html, kind="html", url=made.url)


def _seconds(row: dict[str, Any]) -> float:
    return float(row.get("processor") or row["seconds"])


def _run_one(name: str, path: Path, plan: BenchPlan) -> dict[str, Any] | None:
    """The figures of one tool; None where it is not installed."""
    if name == "risalah":
        return _run([sys.executable, "-m", "risalah.measure.own_child", str(path)])
    if name not in PEERS:
        raise ConfigError(f"there is no peer {name!r}", remedy=f"peers are {', '.join(PEERS)}")
    python = plan.pythons.get(name)
    if python is None and find_spec(PEERS[name]) is None:
        return None
    return _run([python or sys.executable, str(_CHILD), name, str(path)])


def _run(command: list[str]) -> dict[str, Any]:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as e:
        raise ConfigError(f"{command[0]} cannot be run: {e.strerror}", remedy="give a Python interpreter") from e
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise ConfigError(f"{' '.join(command[-2:])} failed: {last}", remedy="leave that peer out")
    row: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return row


def _judge(kinds: dict[str, Any], found: set[str]) -> dict[str, dict[str, int]]:
    """For each kind of page, how many there are and how many were called relevant."""
    out: dict[str, dict[str, int]] = {}
    for url, kind in kinds.items():
        row = out.setdefault(kind, {"pages": 0, "said_relevant": 0})
        row["pages"] += 1
        row["said_relevant"] += url in found
    return dict(sorted(out.items()))


def _measure_growth(plan: BenchPlan, folder: Path, tell: Callable[[str], None]) -> dict[str, Any]:
    """Peak memory over archives of growing length; `growth` is the largest against the smallest."""
    unit, peaks = max(20, plan.pages // 4), {}
    for times in plan.growth:
        tell(f"memory at {times}x ({times * unit} pages)")
        path = folder / _GROWTH
        write_archive(path, CorpusMaker(_SEED).make(times * unit))
        peaks[times] = _run([sys.executable, "-m", "risalah.measure.own_child", str(path)])["peak_memory_mb"]
    rows = {f"{times}x": {"pages": times * unit, "peak_memory_mb": mb} for times, mb in peaks.items()}
    return {**rows, "growth": round(peaks[plan.growth[-1]] / peaks[plan.growth[0]], 3)}
