"""Saved searches: what is new in them, as a plain mail."""

from __future__ import annotations

import hashlib
import json
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from risalah.errors import ConfigError
from risalah.model.register import Entry
from risalah.show.web.api.answers import Wrong
from risalah.show.web.api.questions import (
    CommitmentQuestion,
    EntryQuestion,
    MeetingQuestion,
    QuotationQuestion,
    SearchQuestion,
)
from risalah.show.web.api.suffixes import read_pairs
from risalah.show.web.follow.lines import EntryLine, clean_line, describe_line
from risalah.show.web.interface import UiLang, load_interface
from risalah.store.filters import EntryFilter
from risalah.store.reader import Reader
from risalah.store.searches import SavedSearch

_LISTS: dict[str, tuple[str, type[EntryQuestion]]] = {
    "/commitments": ("commitment", CommitmentQuestion),
    "/meetings": ("meeting", MeetingQuestion),
    "/quotations": ("quotation", QuotationQuestion),
    "/search": ("", SearchQuestion),
}
_DOSSIERS = {"person": "actor", "state": "actor", "organisation": "actor", "sector": "sector"}
LOOKED_AT = 500
"""The latest entries of a search that are compared with those of the last mail."""
_SHOWN = 40
_EVERY = {"day": timedelta(hours=20), "week": timedelta(days=6, hours=20)}


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mails leave: an SMTP server, and the address under which readers find the register."""

    host: str
    port: int
    sender: str
    security: str = "starttls"
    user: str | None = None
    password: str | None = None
    site: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What is new in a saved search, and what was seen of it with that."""

    lines: tuple[EntryLine, ...]
    seen: str


def read_address(address: str, today: str) -> EntryFilter:
    """The filter of the address of a list, dossier or search. Raises ConfigError where it is none of these."""
    parts = urlsplit(address)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    steps = parts.path.strip("/").split("/")
    try:
        if parts.path in _LISTS:
            type, kind = _LISTS[parts.path]
            question: EntryQuestion = read_pairs(pairs, kind)
            return question.read_filter(type, today)
        if len(steps) == 3 and steps[0] == "pair":
            question = read_pairs(pairs, EntryQuestion, pair=f"{steps[1]}-{steps[2]}")
            return question.read_filter("", today)
        if len(steps) == 2 and steps[0] in _DOSSIERS:
            question = read_pairs(pairs, EntryQuestion, **{_DOSSIERS[steps[0]]: steps[1]})
            return question.read_filter("", today)
    except Wrong as e:
        raise ConfigError(
            f"{address}: {'; '.join(e.errors)}", remedy="copy the address of a list from the browser"
        ) from e
    raise ConfigError(
        f"{address!r} is not the address of a list, a dossier or a search",
        remedy="copy it from the browser, without the host: /commitments?pair=IDN-NZL",
    )


def is_due(search: SavedSearch, now: datetime) -> bool:
    """Is it time for the next mail of this search?"""
    if search.sent is None:
        return True
    return now - datetime.fromisoformat(search.sent) >= _EVERY.get(search.every, _EVERY["day"])


def find_news(reader: Reader, search: SavedSearch, today: date) -> News:
    """The entries of a search that were not there, or said something else, at the time of the last mail."""
    wanted = read_address(search.address, today.isoformat())
    with reader.sets() as (c, sets):
        ids = sets.list_ids(sets.find(wanted).held, limit=LOOKED_AT)
        entries = reader.take_entries(c, [i for i, _ in ids])
    days = dict(ids)
    seen = set(json.loads(search.seen or "[]"))
    keys = [(_key(e), e) for e in entries]
    lang: UiLang = "en" if search.lang == "en" else "id"
    lines = tuple(describe_line(e, days[e.id], lang) for key, e in keys if key not in seen)
    return News(lines, json.dumps([key for key, _ in keys]))


def _key(entry: Entry) -> str:
    """What must be the same for an entry to be no news: its id, and what stands at its stage, status and date."""
    value = entry.value
    when = (value.get("due") or value.get("when") or {}).get("edtf")
    said = [entry.id, value.get("stage"), value.get("status"), value.get("outcome"), when]
    return hashlib.blake2b(json.dumps(said).encode(), digest_size=6).hexdigest()


def write_mail(search: SavedSearch, lines: Sequence[EntryLine], settings: MailSettings) -> EmailMessage:
    """A plain text mail in the language of the search."""
    words = load_interface()
    lang: UiLang = "en" if search.lang == "en" else "id"
    base = settings.site.rstrip("/")
    text = [words.say("follow.mail_intro", lang, n=len(lines), name=clean_line(search.label)), ""]
    for line in lines[:_SHOWN]:
        text += [f"* {line.title}", f"  {line.day or '-'} · {line.text}", f"  {base}{line.path}", ""]
    if len(lines) > _SHOWN:
        text += [words.say("follow.mail_more", lang, n=len(lines) - _SHOWN), ""]
    text += [f"{base}{search.address}", "", words.say("follow.mail_end", lang, id=search.id)]
    mail = EmailMessage()
    mail["From"], mail["To"] = settings.sender, search.mail
    mail["Subject"] = clean_line(words.say("follow.mail_subject", lang, n=len(lines), name=search.label))
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = make_msgid(domain="risalah.invalid")
    mail["Content-Language"] = lang
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n".join(text))
    return mail


class Post:
    """A connection to the mail server, for as many mails as there are. Raises ConfigError where it cannot be had."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._server: Any = None

    def send(self, mail: EmailMessage) -> None:
        """Send one mail. Raises ConfigError, naming the server's answer."""
        s = self._settings
        try:
            if self._server is None:
                self._server = self._open()
            self._server.send_message(mail)
        except (OSError, smtplib.SMTPException) as e:
            self.close()
            raise ConfigError(f"{s.host}:{s.port}: {e}", remedy="check smtp_host, smtp_port, smtp_security") from e

    def _open(self) -> Any:
        s = self._settings
        if s.security == "tls":
            server: Any = smtplib.SMTP_SSL(s.host, s.port, timeout=30, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(s.host, s.port, timeout=30)
            if s.security == "starttls":
                server.starttls(context=ssl.create_default_context())
        if s.user:
            server.login(s.user, s.password or "")
        return server

    def close(self) -> None:
        """End the connection."""
        if self._server is not None:
            try:
                self._server.quit()
            except (OSError, smtplib.SMTPException):
                self._server.close()
            self._server = None
