"""The command `eval`: quality figures with counts."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from risalah.config import load_settings
from risalah.errors import ConfigError


def register_eval(app: typer.Typer) -> None:
    """Add the command `eval` to the command line."""
    app.command(name="eval")(evaluate)


def evaluate(
    suite: Annotated[
        str, typer.Argument(help="records, language, link, ingest, relevance, curated or all.")
    ] = "records",
    gold: Annotated[
        Path | None, typer.Option(help="Folder of gold pages; the shipped sample without it.", show_default=False)
    ] = None,
    split: Annotated[
        str | None, typer.Option(metavar="FILE:PART", help="Only the pages of this part of a split.")
    ] = None,
    ids: Annotated[Path | None, typer.Option(help="Gold ids of pages or predictions, one a line, in order.")] = None,
    pred: Annotated[Path | None, typer.Option(help="Score this output of extract --json, not the engine.")] = None,
    register: Annotated[
        Path | None,
        typer.Option(help="With --pred: the register, as export --format json; for curated: the register itself."),
    ] = None,
    group: Annotated[str | None, typer.Option(help="Only gold of these groups, by commas.")] = None,
    data: Annotated[
        Path | None,
        typer.Option(help="Folder of the corpora of language and ingest; ../shared/data where that is there."),
    ] = None,
    floor: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="Exit 7 where a figure is below, e.g. meetings.f1=0.8."),
    ] = None,
    ceiling: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="Exit 7 where a figure is above, e.g. overclaim=0.")
    ] = None,
    bars: Annotated[
        bool, typer.Option("--bars", help="Exit 7 where a measured figure of language is below its bar.")
    ] = False,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Train a plain name tagger on the corpora and measure it beside ours.")
    ] = False,
    by: Annotated[
        str | None, typer.Option(help="Also the spread of the figures by outlet, story or group.", show_default=False)
    ] = None,
    jobs: Annotated[int | None, typer.Option(help="Processes that read pages.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print the figures as Markdown tables.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Print what failed, one a line, below the table.")] = False,
    config: Annotated[Path | None, typer.Option(help="Settings file instead of risalah.toml.")] = None,
) -> None:
    """Measure quality on gold pages: figures with their counts. The sample's own figures are a check, no measure."""
    from risalah.evaluate.bars import check_bars
    from risalah.evaluate.markdown import print_markdown
    from risalah.evaluate.spread import BY, format_spread
    from risalah.evaluate.suites import Request, check_bounds, run_suite
    from risalah.evaluate.table import print_table

    if (bars or baseline) and suite not in ("language", "all"):
        raise ConfigError(
            f"{'--bars' if bars else '--baseline'} is about the suite language, not {suite}",
            remedy="risalah eval language",
        )
    if by is not None and by not in BY:
        raise ConfigError(f"there is no spread by {by!r}", remedy=f"use one of: {', '.join(BY)}")
    settings = load_settings({"jobs": jobs}, file=config)
    groups = tuple(group.split(",")) if group else ()
    outcome = run_suite(Request(suite, gold, split, ids, pred, register, data, groups, baseline, by), settings)
    if as_json:
        figures = {**outcome.figures, "log": [[str(x) for x in line] for line in outcome.log]} if verbose else None
        print(json.dumps(figures or outcome.figures, ensure_ascii=False, indent=1))
    elif as_markdown:
        print(print_markdown(outcome.figures, outcome.log))
    else:
        print(print_table(outcome.figures))
        if by:
            print(f"\n{format_spread(outcome.figures['spread'])}")
        if verbose:
            print()
            for line in outcome.log:
                print(*line, sep="\t")
    sys.stdout.flush()
    check_bounds(outcome.figures, floor or (), ceiling or ())
    if bars:
        unmeasured = check_bars(outcome.figures.get("bars") or {})
        if unmeasured:
            sys.stderr.write(f"not measured, so no bar was checked: {', '.join(unmeasured)}\n")
