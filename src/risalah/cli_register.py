"""The commands that keep a register: rebuild, backup, restore, migrate, judgements."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from risalah.cli_build import compute_register, relink
from risalah.cli_lines import export_lines, import_lines, read_lines
from risalah.cli_options import JsonOpt, RegisterArg, WaitOpt
from risalah.cli_run import note
from risalah.errors import ConfigError

judgements_app = typer.Typer(
    name="judgements",
    help="What persons decided of two records: same, different or unsure. Appended or withdrawn, never edited.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register_keeping(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (rebuild, backup, restore, migrate):
        app.command()(command)
    app.add_typer(judgements_app)


def rebuild(
    register: RegisterArg,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would change, and change nothing.")] = False,
    wait: WaitOpt = 0,
    as_json: JsonOpt = False,
) -> None:
    """Compute all entries anew from the stored articles and judgements; the texts are not read again."""
    from risalah.compare import compare_registers
    from risalah.store import open_store

    with open_store(register, read_only=dry_run, wait=wait, on_wait=note) as store:
        before, seen = store.load_register(), store.audit_end()[0]
        after = compute_register(store)
        difference = compare_registers(before, after)
        if not dry_run:
            relink(store, after, seen=seen)
    if as_json:
        print(json.dumps(difference.to_json(), ensure_ascii=False))
        return
    for row in difference.rows:
        print(row)
    print(difference.summary())


def backup(
    register: RegisterArg,
    out: Annotated[str, typer.Option("-o", "--output", help="The copy: a folder or a .db file that is not there yet.")],
) -> None:
    """Copy a register, while others may read and write it. The copy is an SQLite register of its own."""
    from risalah.store import back_up

    print(_tell_size(str(back_up(register, out).name)))


def restore(
    source: Annotated[str, typer.Argument(metavar="BACKUP", help="The copy that backup made.")],
    out: Annotated[str, typer.Option("-o", "--output", help="Where the register is made: a new place or database.")],
) -> None:
    """Make a register of a backup, on any database. A backup of an older schema is brought up to date on the way."""
    from risalah.store import restore as restore_register

    restore_register(source, out)
    print(_tell_size(out))


def migrate(
    register: RegisterArg,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    wait: WaitOpt = 0,
) -> None:
    """Bring a register of an older schema up to date. A copy of an SQLite register is kept beside it."""
    from risalah.store import open_store, read_schema

    version, newest = read_schema(register)
    if version == newest:
        print(f"schema {version}: up to date")
    elif dry_run:
        print(f"schema {version}: would be brought to {newest}")
    else:
        open_store(register, wait=wait, on_wait=note).close()
        print(f"schema {version}: brought to {newest}")


def _tell_size(register: str) -> str:
    """One line about a register."""
    from risalah.store import open_store

    with open_store(register, read_only=True) as store:
        counts = store.counts()
    shown = ("articles", "commitments", "meetings", "quotations", "judgements")
    return f"{register}: " + ", ".join(f"{counts[name]} {name}" for name in shown)


@judgements_app.command("list")
def list_judgements(
    register: RegisterArg,
    orphaned: Annotated[bool, typer.Option("--orphaned", help="Only those whose words are gone.")] = False,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="Those that were taken back too.")] = False,
    as_json: JsonOpt = False,
) -> None:
    """List judgements with their numbers: which stand, which have moved with their words, which are orphaned."""
    from risalah.store import open_store

    with open_store(register, read_only=True) as store:
        found = store.attach_judgements()
    for a in found:
        if (orphaned and a.state != "orphaned") or (a.state == "withdrawn" and not withdrawn):
            continue
        if as_json:
            row = {"n": a.number, "state": a.state, "why": a.why, **a.judgement.to_json()}
            print(json.dumps(row, ensure_ascii=False))
            continue
        j = a.judgement
        print(f"{a.number} {a.state} {j.verdict} {_shorten(j.left)} {_shorten(j.right)} {j.by} {j.at or ''}".rstrip())
        for reason in j.reasons:
            print(f"    {reason}")
        if a.why:
            print(f"    {a.state}: {a.why}")


@judgements_app.command("add")
def add_judgement(
    register: RegisterArg,
    left: Annotated[str, typer.Argument(metavar="LEFT", help="A record, ARTICLE#RECORD, or an article's id.")],
    right: Annotated[str, typer.Argument(metavar="RIGHT", help="The other record, or article.")],
    verdict: Annotated[str, typer.Option("--verdict", help="same, different or unsure.")],
    by: Annotated[str, typer.Option("--by", help="Who decides: a name.")],
    why: Annotated[str, typer.Option("--why", help="The reason.")],
    wait: WaitOpt = 0,
) -> None:
    """Append a judgement, and compute the register anew with it. A person outranks every rule."""
    from risalah.model.register import Judgement
    from risalah.store import open_store

    if verdict not in ("same", "different", "unsure"):
        raise ConfigError(f"--verdict: {verdict!r} is no verdict", remedy="use same, different or unsure")
    if not by.strip() or not why.strip():
        raise ConfigError("a judgement needs who and why", remedy="say them with --by and --why")
    with open_store(register, wait=wait, on_wait=note) as store:
        keys = [store.find_key(x) for x in (left, right)]
        if ("#" in keys[0]) != ("#" in keys[1]) or keys[0] == keys[1]:
            raise ConfigError(
                "a judgement is of two records, or of two articles", remedy="list the ids with `risalah show REGISTER`"
            )
        person = "person:" + by.strip().removeprefix("person:")
        number = store.add_judgement(Judgement(keys[0], keys[1], verdict, 0.0, (why.strip(),), person))  # type: ignore[arg-type]
        relink(store)
    print(f"judgement {number}")


@judgements_app.command("withdraw")
def withdraw_judgement(
    register: RegisterArg,
    number: Annotated[int, typer.Argument(metavar="N", help="The judgement's number, as list has it.")],
    wait: WaitOpt = 0,
) -> None:
    """Take a judgement back, and compute the register anew without it. It stays on record."""
    from risalah.store import open_store

    with open_store(register, wait=wait, on_wait=note) as store:
        store.withdraw_judgement(number)
        relink(store)
    print(f"judgement {number} withdrawn")


@judgements_app.command("export")
def export_judgements(
    register: RegisterArg,
    out: Annotated[str, typer.Option("-o", "--output", help="A file, or - for standard output.")] = "-",
) -> None:
    """Write all judgements as text, a line of JSON each, the withdrawn ones too; import takes it back."""
    export_lines(register, out, lambda store: store.print_judgements())


@judgements_app.command("import")
def import_judgements(
    register: RegisterArg,
    source: Annotated[str, typer.Argument(metavar="FILE", help="A text of judgements, or - for standard input.")],
    wait: WaitOpt = 0,
    as_json: JsonOpt = False,
) -> None:
    """Append the judgements of a text that are not yet there, all or none, and compute the register anew with them."""
    from risalah.store.judgements import read_judgements

    given = read_judgements(read_lines(source), source)
    import_lines(
        register,
        lambda store: store.import_judgements(given).to_json(),
        lambda store: (a.state for a in store.attach_judgements()),
        wait=wait,
        as_json=as_json,
    )


def _shorten(key: str) -> str:
    """A record's key as short as it can be typed."""
    article, hash_, record = key.partition("#")
    return article.removeprefix("sha256:")[:12] + hash_ + record
