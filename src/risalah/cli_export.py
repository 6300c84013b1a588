"""The command `export`: the register in formats of its own and of others."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from risalah.cli_options import AsOfOpt, ConfigOpt, RegisterArg
from risalah.cli_run import note
from risalah.config import load_settings
from risalah.log import configure_logging

FORMATS = (
    "json jsonl csv xlsx parquet jsonld webanno polecat plover gdelt ftm ninjs ics atom ris bibtex csl timelinejs "
    "stata datapackage"
)


def register_export(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(export)


def export(
    register: RegisterArg,
    out: Annotated[Path, typer.Option("-o", "--output", help="File, folder, or - for standard output.")],
    form: Annotated[str, typer.Option("--format", help=FORMATS)] = "json",
    kind: Annotated[
        str | None,
        typer.Option(
            "--type", help="One type only: commitment, meeting, quotation; for csv a table too, such as article."
        ),
    ] = None,
    site: Annotated[
        str | None, typer.Option(help="Address under which the register is served, for links in the formats of others.")
    ] = None,
    as_of: AsOfOpt = None,
    config: ConfigOpt = None,
) -> None:
    """Write the register to a file; what the format cannot carry is counted on stderr."""
    from risalah.show.export import export as write
    from risalah.store import open_store

    settings = load_settings({"as_of": as_of}, file=config)
    configure_logging(verbose=settings.verbose, form=settings.log_format)
    with open_store(register, read_only=True) as store:
        dropped = write(store, form, out, settings.as_of or date.today(), type=kind, site=site or "")
    for reason, n in sorted(dropped.items()):
        note(f"{form}: left out {n} {reason}")
