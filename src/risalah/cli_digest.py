"""The commands that keep saved searches and send what is new in them."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer

from risalah.cli_options import ConfigOpt, JsonOpt, RegisterArg
from risalah.cli_run import note
from risalah.cli_user import OpenPeople
from risalah.config import Settings, load_settings
from risalah.errors import ConfigError, RisalahError

digest_app = typer.Typer(
    name="digest",
    help="Saved searches: what is new in them, by mail, daily or weekly.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register_digest(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(digest_app)


@digest_app.command("add")
def add_digest(
    register: RegisterArg,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The user whose search it is.")],
    search: Annotated[str, typer.Option("--search", help="Its address, such as /commitments?pair=IDN-NZL.")],
    mail: Annotated[str, typer.Option("--mail", help="Where the mails go.")],
    label: Annotated[str, typer.Option("--label", help="What it is called in the mails.")] = "",
    every: Annotated[str, typer.Option("--every", help="day or week.")] = "day",
    lang: Annotated[str, typer.Option("--lang", help="id or en.")] = "id",
) -> None:
    """Save a search. Its first mail tells all that there is, later ones what is new."""
    from risalah.show.web.follow.digest import read_address
    from risalah.store.searches import add_search

    read_address(search, date.today().isoformat())
    with OpenPeople(register) as people:
        print(add_search(people, name, search, mail, label=label, lang=lang, every=every))


@digest_app.command("list")
def list_digests(register: RegisterArg, as_json: JsonOpt = False) -> None:
    """List the saved searches."""
    from risalah.store.searches import list_searches

    names = ("id", "owner", "label", "address", "mail", "lang", "every", "sent")
    with OpenPeople(register) as people:
        rows = [{n: getattr(s, n) for n in names} for s in list_searches(people)]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        print("\t".join(str(v or "-") for v in row.values()))


@digest_app.command("remove")
def remove_digest(
    register: RegisterArg, search: Annotated[str, typer.Argument(metavar="ID", help="The saved search's id.")]
) -> None:
    """Forget a saved search."""
    from risalah.store.searches import remove_search

    with OpenPeople(register) as people:
        remove_search(people, search)
    print(f"removed {search}")


@digest_app.command("send")
def send_digests(
    register: RegisterArg,
    now: Annotated[bool, typer.Option("--now", help="Also those whose day or week is not over.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the mails, and send and note nothing.")] = False,
    config: ConfigOpt = None,
) -> None:
    """Send what is new in the saved searches that are due. Where there is nothing new there is no mail.

    A mail that cannot be sent is told on stderr, tried again at the next call, and stops no other (exit 3).
    """
    from risalah.show.web.follow.digest import Post, find_news, is_due, write_mail
    from risalah.store import open_store
    from risalah.store.searches import list_searches, note_sent

    settings = load_settings({}, file=config)
    mailing = read_mail_settings(settings, dry_run=dry_run)
    post = Post(mailing)
    sent = failed = 0
    with OpenPeople(register) as people, open_store(register, read_only=True) as store:
        for search in list_searches(people):
            if not (now or is_due(search, datetime.now(UTC))):
                continue
            try:
                news = find_news(store, search, settings.as_of or date.today())
                mail = write_mail(search, news.lines, mailing)
                if dry_run:
                    print(f"To: {search.mail}\nSubject: {mail['Subject']}\n\n{mail.get_content()}")
                    continue
                if news.lines:
                    post.send(mail)
                    sent += 1
            except RisalahError as e:
                failed += 1
                note(f"{search.id} ({search.mail}): {e}")
                continue
            note_sent(people, search.id, news.seen)
    post.close()
    note(f"{sent} mails sent, {failed} failed")
    if failed:
        raise typer.Exit(3)


def read_mail_settings(settings: Settings, *, dry_run: bool) -> Any:
    """How mails leave. Raises ConfigError where a setting is missing or wrong."""
    from risalah.show.web.follow.digest import MailSettings

    if not settings.smtp_host and not dry_run:
        raise ConfigError("no mail server is set", remedy="set smtp_host and mail_from in risalah.toml")
    if not settings.mail_from and not dry_run:
        raise ConfigError("mails have no sender", remedy="set mail_from, such as risalah@register.example")
    if settings.smtp_security not in ("starttls", "tls", "none"):
        raise ConfigError(f"smtp_security: {settings.smtp_security!r}", remedy="use starttls, tls or none")
    password = os.environ.get(settings.smtp_password_env or "")
    if settings.smtp_password_env and password is None:
        raise ConfigError(f"{settings.smtp_password_env} is not set", remedy="put the password of smtp_user there")
    return MailSettings(
        settings.smtp_host or "",
        settings.smtp_port,
        settings.mail_from or "risalah@localhost",
        settings.smtp_security,
        settings.smtp_user,
        password,
        settings.site_url or "",
    )
