"""`risalah publish`: a register as a folder of pages that needs no server."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from risalah.cli_options import AsOfOpt, ConfigOpt, RegisterArg
from risalah.cli_run import note
from risalah.config import load_settings


def register_publish(app: typer.Typer) -> None:
    """Add the command."""
    app.command("publish")(publish_site)


def publish_site(
    register: RegisterArg,
    site: Annotated[Path, typer.Argument(help="The folder to write; an older site in it is replaced.")],
    full_texts: Annotated[
        bool, typer.Option("--full-texts", help="Put whole articles into it: only where you hold the rights.")
    ] = False,
    as_of: AsOfOpt = None,
    config: ConfigOpt = None,
) -> None:
    """Write the register as a static site: all pages in both languages, search included, readable without a server."""
    from risalah.show.publish import publish
    from risalah.store import open_store

    settings = load_settings({"as_of": as_of}, file=config)
    with open_store(register, read_only=True) as store:
        report = publish(
            store,
            site,
            settings.as_of or date.today(),
            full_text=full_texts,
            tell=lambda pages: note(f"{pages} pages"),
        )
    note(f"{report.pages} pages, {report.files} files: open {site / 'index.html'}")
