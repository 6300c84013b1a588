"""Arguments and options that several commands share: one name, one meaning, one help text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

RegisterArg = Annotated[
    str,
    typer.Argument(
        metavar="REGISTER", help="The register: a folder, a .db file or a database URL.", show_default=False
    ),
]
WaitOpt = Annotated[int, typer.Option("--wait", min=0, help="Seconds to wait for another writer before exit 5.")]
JsonOpt = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
AsOfOpt = Annotated[str | None, typer.Option("--as-of", help="The day on which overdue is judged; today without it.")]
ConfigOpt = Annotated[Path | None, typer.Option("--config", help="Settings file instead of risalah.toml.")]
UiOpt = Annotated[str | None, typer.Option("--ui", help="Language of labels: id or en.")]
ReportOpt = Annotated[Path | None, typer.Option("--report", help="Write the report as JSON to this file.")]
ClusterOpt = Annotated[
    str | None, typer.Option("--cluster", help="Read on a Dask cluster: tcp://host:8786, or local, local:4.")
]
ProgressOpt = Annotated[
    bool | None,
    typer.Option("--progress/--no-progress", help="Tell on stderr how far it is; on a terminal without it too."),
]
JobsOpt = Annotated[int | None, typer.Option("--jobs", help="Processes that read pages.")]
