"""What the gates dropped at the first look: `risalah dropped list`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from risalah.cli_options import JsonOpt
from risalah.cli_run import note
from risalah.model.document import SCHEMA_VERSION

_PAGE = 500  # rows asked for at once: the register is not held open while a reader pages through the list

dropped_app = typer.Typer(
    name="dropped",
    help="Pages that a gate dropped at the first look: which, why, and the texts of the sample kept for review.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register_dropped(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(dropped_app)


@dropped_app.command("list")
def list_dropped(
    source: Annotated[
        str, typer.Argument(metavar="REGISTER", help="A register, or a folder of results of `risalah scale`.")
    ],
    gate: Annotated[str | None, typer.Option("--gate", help="Of one gate: relevance or language.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of them, not the sample alone.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="So many at most.")] = None,
    as_json: JsonOpt = False,
) -> None:
    """List the sample of the dropped that is kept for review, each with its score and what speaks for and against it.

    With --json a line for each, with its text. Counts of all go to stderr.
    """
    rows, counts = _open(source, gate, sampled=not everything)
    shown = 0
    for row in islice(rows, limit):
        shown += 1
        if as_json:
            print(json.dumps({"schema_version": SCHEMA_VERSION, **row}, ensure_ascii=False))
            continue
        signs = ", ".join(f"{sign} {points:+.1f}" for sign, _, _, _, points in row["reasons"][:4])
        title = row["title"] or "-"
        print(f"{row['place'] or row['url'] or row['page']}\t{row['gate']} {row['score']:.3f}\t{title}\t{signs}")
    kept = counts.pop("sampled", 0)
    by_gate = ", ".join(f"{n:,} by {name}" for name, n in sorted(counts.items())) or "none"
    note(f"{shown} listed; dropped: {by_gate} ({kept:,} kept for review)")


def _open(source: str, gate: str | None, *, sampled: bool) -> tuple[Iterator[dict[str, Any]], dict[str, int]]:
    """The rows that are wanted, one after the other, and how many there are of each gate."""
    tables = Path(source) / "tables" / "dropped"
    if "://" not in source and tables.is_dir():
        counts: Counter[str] = Counter()
        for row in _read_tables(tables):
            counts[row["gate"]] += 1
            counts["sampled"] += row["sampled"]
        chosen = (r for r in _read_tables(tables) if (gate in (None, r["gate"])) and (r["sampled"] or not sampled))
        return chosen, dict(counts)
    from risalah.store import DroppedPages, open_store

    with open_store(source, read_only=True) as store:
        found = DroppedPages(store).count()
    return _read_register(source, gate, sampled=sampled), found


def _read_register(source: str, gate: str | None, *, sampled: bool) -> Iterator[dict[str, Any]]:
    from risalah.store import DroppedPages, open_store

    last = ""
    with open_store(source, read_only=True) as store:
        pages = DroppedPages(store)
        while found := pages.list(gate, sampled=sampled, limit=_PAGE, after=last):
            yield from (page.to_json() for page in found)
            last = found[-1].page


def _read_tables(folder: Path) -> Iterator[dict[str, Any]]:
    """The rows of a bulk run's table of dropped pages."""
    from risalah.scale.tables import need_parquet

    names = ("url", "outlet", "title", "lang", "gate", "score", "sampled", "text", "reasons", "id", "page_key")
    for path in sorted(folder.glob("*/*.parquet")):
        file = need_parquet().parquet.ParquetFile(path)
        for batch in file.iter_batches(_PAGE, columns=list(names)):
            for row in batch.to_pylist():
                page, article = row.pop("page_key"), row.pop("id")
                yield {**row, "page": page, "article": article, "place": "", "reasons": json.loads(row["reasons"])}
