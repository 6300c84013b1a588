"""`risalah mcp`: a register for programs that speak the Model Context Protocol."""

from __future__ import annotations

from typing import Annotated

import typer

from risalah.cli_options import AsOfOpt, ConfigOpt, RegisterArg
from risalah.config import load_settings


def register_mcp(app: typer.Typer) -> None:
    """Add the command."""
    app.command("mcp")(serve_mcp)


def serve_mcp(
    register: RegisterArg,
    site: Annotated[str, typer.Option("--site", help="Address under which the register is served, for links.")] = "",
    as_of: AsOfOpt = None,
    config: ConfigOpt = None,
) -> None:
    """Answer a language model's host over standard input and output: search, dossier, evidence, comparison."""
    from risalah.api.register import Register
    from risalah.mcp_server import make_server

    settings = load_settings({"as_of": as_of}, file=config)
    with Register(register, as_of=settings.as_of) as opened:
        make_server(opened, site).run("stdio")
