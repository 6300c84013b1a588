"""The commands that check a register's evidence, and that erase from it."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer

from risalah.cli_build import relink
from risalah.cli_options import RegisterArg
from risalah.cli_run import note
from risalah.errors import BelowFloor, ConfigError


def register_checking(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(verify)
    app.command()(forget)


def verify(
    register: RegisterArg,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The day of the check, ISO; evidence holds on every day alike.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Check every evidence span against the stored text, and every text against its hash."""
    from risalah.store import open_store
    from risalah.store import verify as check

    try:
        date.fromisoformat(as_of or "2031-01-01")
    except ValueError as e:
        raise ConfigError(f"--as-of: {as_of!r} is no date", remedy="write 2031-12-15") from e
    with open_store(register, read_only=True) as store:
        report = check(store)
    row = report.to_json()
    if as_json:
        print(json.dumps({"as_of": as_of, **row} if as_of else row, ensure_ascii=False))
    else:
        print(" · ".join(f"{k} {v}" for k, v in row.items() if not isinstance(v, list | dict)))
        for fault in report.faults:
            note(" · ".join(str(v) for v in fault.to_json().values()))
    if not report.ok:
        raise BelowFloor(
            f"{register}: evidence does not match the stored text", remedy="rebuild the register from its pages"
        )


def forget(
    register: RegisterArg,
    why: Annotated[str, typer.Option("--why", help="The reason, which the audit log keeps.")],
    article: Annotated[str | None, typer.Option("--article", help="Id of the article to erase.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Id of the actor whose records to erase.")] = None,
) -> None:
    """Erase an article or an actor's records for good. What was erased, when and why stays in the audit log."""
    from risalah.store import open_store

    if (article is None) == (actor is None):
        raise ConfigError(
            "forget takes one of --article and --actor", remedy="list the ids with `risalah show REGISTER`"
        )
    with open_store(register) as store:
        if article is not None:
            print(f"erased article {store.forget_article(article, why)}")
        elif actor is not None:
            print(f"erased the records of {actor} in {store.forget_actor(actor, why)} articles")
        relink(store)
