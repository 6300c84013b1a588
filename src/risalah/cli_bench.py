"""`risalah bench`: how fast, how large and how complete reading is, beside the peers that are installed."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from risalah.cli_run import note
from risalah.errors import ConfigError


def register_bench(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bench")(bench)


def bench(
    pages: Annotated[int, typer.Option("--pages", min=20, help="Pages in the archive that is made.")] = 400,
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="Rounds; the fastest counts.")] = 2,
    quick: Annotated[bool, typer.Option("--quick", help="Speed alone: no growth of memory, no two workers.")] = False,
    peer: Annotated[
        list[str] | None,
        typer.Option("--peer", help="NAME, or NAME=PYTHON for one of another environment; all installed without it."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Make an archive of press-like pages and measure reading it: speed by stage, memory, recall, and peers beside."""
    from risalah.measure.bench import PEERS, BenchPlan, run_bench

    pythons: dict[str, str] = {}
    names: list[str] = []
    for given in peer or PEERS:
        name, _, python = given.partition("=")
        if name not in PEERS:
            raise ConfigError(f"--peer: there is no peer {name!r}", remedy=f"peers are {', '.join(PEERS)}")
        names.append(name)
        if python:
            pythons[name] = python
    more: dict[str, Any] = {"growth": (), "workers": False} if quick else {}
    plan = BenchPlan(pages=pages, rounds=rounds, peers=tuple(names), pythons=pythons, **more)
    row = run_bench(plan, note)
    print(json.dumps(row) if as_json else "\n".join(tell_bench(row)))


def tell_bench(row: dict[str, Any]) -> list[str]:
    """The figures as lines for people."""
    lines = [
        f"{row['pages']} pages, {row['bytes'] / 1e6:.1f} million characters: {row['pages_per_second']} a second on one "
        f"core, peak memory {row['peak_memory_mb']} MB"
    ]
    lines += [f"  {stage:10} {cost['ms_per_page']:8.3f} ms a page" for stage, cost in row["stages"].items()]
    for name, peer in row["peers"].items():
        ratio = row[f"ratio_to_{name.replace('-', '_')}"]
        lines.append(f"{name:17} {peer['pages_per_second']:8.1f} a second: risalah is {ratio} times as fast")
    lines += [f"{name:17} {why}" for name, why in row["left_out"].items()]
    for kind, seen in row["verdicts"].items():
        lines.append(f"{kind:17} {seen['said_relevant']} of {seen['pages']} called relevant")
    if row.get("recall"):
        lines.append(f"first look        {row['recall']['dropped']} of {row['recall']['pages']} relevant pages dropped")
    if row.get("memory"):
        sizes = ", ".join(f"{k} {v['peak_memory_mb']} MB" for k, v in row["memory"].items() if k != "growth")
        lines.append(f"memory            {sizes}: {row['memory']['growth']} times")
    if row.get("workers"):
        w = row["workers"]
        lines.append(
            f"two workers       {w['speedup']} times by the clock, {w['speedup_by_processor']} by processor time "
            f"(two plain loops: {w['speedup_of_loops']})"
        )
    return lines
