"""The commands of curators: rulings on single records, and the log of every act."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from risalah.cli_build import relink
from risalah.cli_lines import export_lines, import_lines, read_lines
from risalah.cli_options import JsonOpt, RegisterArg, WaitOpt
from risalah.cli_run import note
from risalah.errors import BelowFloor, ConfigError

if TYPE_CHECKING:
    from risalah.model.ruling import Act

ByOpt = Annotated[str, typer.Option("--by", help="Who decides: a name.")]
RecordArg = Annotated[str, typer.Argument(metavar="RECORD", help="ARTICLE#RECORD, as export and review have it.")]
WhyOpt = Annotated[str, typer.Option("--why", help="The reason.")]
WordsOpt = Annotated[str | None, typer.Option("--words", help="Words of the article that the value rests on.")]

rulings_app = typer.Typer(
    name="rulings",
    help="What persons decided of single records: that one stands, or not, or that a field has another value.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
audit_app = typer.Typer(
    name="audit", help="The log of every act of a person.", no_args_is_help=True, rich_markup_mode=None
)


def register_rulings(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(rulings_app)
    app.add_typer(audit_app)


@rulings_app.command("list")
def list_rulings(
    register: RegisterArg,
    orphaned: Annotated[bool, typer.Option("--orphaned", help="Only those whose words are gone.")] = False,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="Those that were taken back too.")] = False,
    as_json: JsonOpt = False,
) -> None:
    """List rulings with their numbers: which stand, which have moved with their words, which are orphaned."""
    from risalah.store import open_store

    with open_store(register, read_only=True) as store:
        found = store.attach_rulings()
    for a in found:
        if (orphaned and a.state != "orphaned") or (a.state == "withdrawn" and not withdrawn):
            continue
        if as_json:
            print(
                json.dumps({"n": a.number, "state": a.state, "why_not": a.why, **a.given.to_json()}, ensure_ascii=False)
            )
            continue
        g = a.given
        what = f"{g.field} {_say(g.before)} -> {_say(g.after)}" if g.act == "set" else ""
        print(
            f"{a.number} {a.state} {g.act} {_shorten(a.key or g.subject)} {what} {g.by} {g.at or ''}".replace("  ", " ")
        )
        for line in filter(None, (g.why, f"{a.state}: {a.why}" if a.why else "")):
            print(f"    {line}")


@rulings_app.command("accept")
def accept(register: RegisterArg, record: RecordArg, by: ByOpt, why: WhyOpt = "", wait: WaitOpt = 0) -> None:
    """Say that a record stands as it is."""
    _rule(register, record, "accept", by, why, wait)


@rulings_app.command("reject")
def reject(register: RegisterArg, record: RecordArg, by: ByOpt, why: WhyOpt, wait: WaitOpt = 0) -> None:
    """Say that a record does not stand: it has no part in the register."""
    _rule(register, record, "reject", by, why, wait)


@rulings_app.command("set")
def set_field(
    register: RegisterArg,
    record: RecordArg,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="stage, due, parties ...")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="A value of the codebook, a date as EDTF, or JSON.")],
    by: ByOpt,
    why: WhyOpt,
    words: WordsOpt = None,
    wait: WaitOpt = 0,
) -> None:
    """Give one field of a record another value."""
    _rule(register, record, "set", by, why, wait, field=field, after=_read_value(value), words=words)


@rulings_app.command("add")
def add(
    register: RegisterArg,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article's id, or its beginning.")],
    kind: Annotated[str, typer.Argument(metavar="TYPE", help="commitment, meeting or quotation.")],
    values: Annotated[str, typer.Argument(metavar="JSON", help='{"kind": "mou", "stage": "signed", "parties": [...]}')],
    by: ByOpt,
    words: Annotated[str, typer.Option("--words", help="Words of the article that the record rests on.")],
    why: WhyOpt = "",
    wait: WaitOpt = 0,
) -> None:
    """Add a record that was missed."""
    if kind not in ("commitment", "meeting", "quotation"):
        raise ConfigError(f"{kind!r} is no type of record", remedy="use commitment, meeting or quotation")
    after = _read_value(values)
    if not isinstance(after, dict):
        raise ConfigError("the values are no JSON object", remedy='write {"kind": "mou", "stage": "signed"}')
    _rule(register, article, "add", by, why, wait, letter=kind[0], after=after, words=words)


@rulings_app.command("withdraw")
def withdraw(
    register: RegisterArg,
    number: Annotated[int, typer.Argument(metavar="N", help="The ruling's number, as list has it.")],
    by: ByOpt,
    why: WhyOpt = "",
    wait: WaitOpt = 0,
) -> None:
    """Take a ruling back, and compute the register anew without it. It stays on record."""
    from risalah.store import open_store

    with open_store(register, wait=wait, on_wait=note) as store:
        store.withdraw_ruling(number, by=name_person(by), why=why)
        relink(store)
    print(f"ruling {number} withdrawn")


@rulings_app.command("export")
def export_rulings(
    register: RegisterArg,
    out: Annotated[str, typer.Option("-o", "--output", help="A file, or - for standard output.")] = "-",
) -> None:
    """Write all rulings as text, a line of JSON each, the withdrawn ones too; import takes it back."""
    export_lines(register, out, lambda store: store.print_rulings())


@rulings_app.command("import")
def import_rulings(
    register: RegisterArg,
    source: Annotated[str, typer.Argument(metavar="FILE", help="A text of rulings, or - for standard input.")],
    wait: WaitOpt = 0,
    as_json: JsonOpt = False,
) -> None:
    """Append the rulings of a text that are not yet there, all or none, and compute the register anew with them."""
    from risalah.store.rulings import read_rulings

    given = read_rulings(read_lines(source), source)
    import_lines(
        register,
        lambda store: store.import_rulings(given),
        lambda store: (a.state for a in store.attach_rulings()),
        wait=wait,
        as_json=as_json,
    )


@audit_app.command("list")
def list_audit(register: RegisterArg, as_json: JsonOpt = False) -> None:
    """List every act of a person, oldest first."""
    from risalah.store import open_store

    with open_store(register, read_only=True) as store:
        found = store.audit(())
    for row in found:
        if as_json:
            print(json.dumps(row, ensure_ascii=False))
        else:
            print(f"{row['id']} {row['at']} {row['by'] or '-'} {row['act']} {row['subject']} {row['why']}".rstrip())


@audit_app.command("verify")
def verify_audit(
    register: RegisterArg,
    end: Annotated[
        str | None, typer.Option("--end", help="N:HASH, as this command printed it before: that row must still stand.")
    ] = None,
    as_json: JsonOpt = False,
) -> None:
    """Check that no row of the log was changed, dropped or put elsewhere; prints the number and hash of the last."""
    from risalah.store import open_store

    with open_store(register, read_only=True) as store:
        breaks = store.verify_audit()
        n, last = store.audit_end()
        if end is not None and not store.has_audit_row(*_read_end(end)):
            raise BelowFloor(
                f"{register}: no row {end.partition(':')[0]} with that hash",
                remedy="restore a backup; see who can write",
            )
    if as_json:
        print(json.dumps({"ok": not breaks, "end": f"{n}:{last}", "breaks": [[b.n, b.why] for b in breaks]}))
    else:
        print(f"{n}:{last}" if n else "the log is empty")
    if breaks:
        raise BelowFloor(
            f"{register}: row {breaks[0].n} of the audit log: {breaks[0].why}"
            + (f", and {len(breaks) - 1} more" if breaks[1:] else ""),
            remedy="restore a backup, or see who can write to the database",
        )


def name_person(by: str) -> str:
    """ "person:NAME". Raises ConfigError without a name."""
    name = by.strip().removeprefix("person:").strip()
    if not name:
        raise ConfigError("a decision needs a name", remedy="say who decides with --by")
    return f"person:{name}"


def _rule(
    register: str,
    record: str,
    act: Act,
    by: str,
    why: str,
    wait: int,
    *,
    field: str = "",
    after: Any = None,
    words: str | None = None,
    letter: str = "",
) -> None:
    from risalah.model.register import RecordRef, Selector
    from risalah.model.ruling import Ruling
    from risalah.store import open_store

    with open_store(register, wait=wait, on_wait=note) as store:
        key = store.find_key(record)
        article, _, name = key.partition("#")
        before = None
        if act == "set":
            body = store.record_bodies([RecordRef(article, name)])
            before = next(iter(body.values())).get(field) if body else None
        subject = f"{article}#{letter or name}"
        selector = Selector(words) if words else None
        ruling = Ruling(subject, act, name_person(by), why.strip(), field, before, after, words=selector)
        number = store.add_ruling(ruling)
        relink(store)
    print(f"ruling {number}")


def _read_value(value: str) -> Any:
    """JSON where it is JSON, else the words themselves."""
    try:
        found = json.loads(value)
    except ValueError:
        return value
    # A year is a date, not a number.
    return value if isinstance(found, int | float) and not isinstance(found, bool) else found


def _read_end(end: str) -> tuple[int, str]:
    n, colon, hash_ = end.partition(":")
    if not (colon and n.isdigit() and hash_):
        raise ConfigError(f"--end: {end!r} is not N:HASH", remedy="give what `risalah audit verify` printed before")
    return int(n), hash_


def _say(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _shorten(key: str) -> str:
    article, hash_, record = key.partition("#")
    return article.removeprefix("sha256:")[:12] + hash_ + record
