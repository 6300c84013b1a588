"""The commands that keep the people of a register: users and tokens."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from risalah.cli_options import JsonOpt, RegisterArg
from risalah.cli_run import note
from risalah.errors import ConfigError

NameArg = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.", show_default=False)]

user_app = typer.Typer(
    name="user",
    help="Who may sign in to the web application, and as what: reader, curator or admin.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
token_app = typer.Typer(
    name="token",
    help="Keys of programs that use the JSON API: shown once, kept as hashes, limited in time and in what they may do.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register_people(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(user_app)
    app.add_typer(token_app)


@user_app.command("add")
def add_user(
    register: RegisterArg,
    name: NameArg,
    role: Annotated[str, typer.Option("--role", help="reader, curator or admin.")] = "reader",
) -> None:
    """Add a user. The password is asked for twice, or read as one line from standard input."""
    with OpenPeople(register) as people:
        people.add_user(name, role, _read_password())
    print(f"added {name} ({role})")


@user_app.command("list")
def list_users(register: RegisterArg, as_json: JsonOpt = False) -> None:
    """List the users."""
    with OpenPeople(register) as people:
        rows = [{"name": u.name, "role": u.role, "created": u.created} for u in people.list_users()]
    _print(rows, as_json)


@user_app.command("remove")
def remove_user(register: RegisterArg, name: NameArg) -> None:
    """Remove a user with all sessions, tokens and saved searches."""
    with OpenPeople(register) as people:
        people.remove_user(name)
    print(f"removed {name}")


@user_app.command("password")
def set_password(register: RegisterArg, name: NameArg) -> None:
    """Give a user another password. All sessions of the user end."""
    with OpenPeople(register) as people:
        people.set_password(name, _read_password())
    print(f"changed the password of {name}")


@token_app.command("add")
def add_token(
    register: RegisterArg,
    name: NameArg,
    label: Annotated[str, typer.Option("--label", help="What it is for.")] = "",
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="read, text, curate; several. Default: read.")
    ] = None,
    days: Annotated[int, typer.Option("--days", help="Days until it ends.")] = 90,
) -> None:
    """Make a token of a user. It is printed once; only its hash is kept."""
    with OpenPeople(register) as people:
        id, secret = people.add_token(name, label, tuple(scope or ("read",)), days)
    note(f"token {id} of {name}; keep it now, it is not shown again")
    print(secret)


@token_app.command("list")
def list_tokens(register: RegisterArg, as_json: JsonOpt = False) -> None:
    """List the tokens, also those that have ended or were taken back."""
    names = ("id", "owner", "label", "scopes", "created", "ends", "revoked", "used")
    with OpenPeople(register) as people:
        rows = [{n: getattr(t, n) for n in names} for t in people.list_tokens()]
    _print([{**r, "scopes": list(r["scopes"])} for r in rows], as_json)


@token_app.command("revoke")
def revoke_token(
    register: RegisterArg, token: Annotated[str, typer.Argument(metavar="ID", help="The token's id.")]
) -> None:
    """Take a token back, at once."""
    with OpenPeople(register) as people:
        people.revoke_token(token)
    print(f"revoked {token}")


class OpenPeople:
    """The people of a register that there is, for one command."""

    def __init__(self, register: str) -> None:
        self.register = register

    def __enter__(self) -> Any:
        from risalah.store import read_schema
        from risalah.store.people import open_people

        read_schema(self.register)  # no people without a register
        self.people = open_people(self.register)
        return self.people

    def __exit__(self, *_: object) -> None:
        if self.people is not None:
            self.people.close()


def _read_password() -> str:
    """A password, never from the command line, where others on the machine could see it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    import getpass

    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise ConfigError("the two passwords differ", remedy="repeat the command")
    return first


def _print(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        values = (" ".join(v) if isinstance(v, list) else str(v or "-") for v in row.values())
        print("\t".join(values))
