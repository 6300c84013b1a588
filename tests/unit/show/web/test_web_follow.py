"""Atom, iCalendar and digests by mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Case
from factory import make_documents, make_register
from risalah.cli import run
from risalah.show.web.follow.atom import write_atom
from risalah.show.web.follow.calendar import Event, escape, write_calendar
from risalah.show.web.follow.lines import EntryLine
from risalah.store import open_store

icalendar = pytest.importorskip("icalendar")
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/commitments", "/meetings", "/quotations", "/search", "/pair/IDN/NZL", "/state/NZL", "/sector/trade",
         "/person/sekar-wibawa"]  # fmt: skip


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_each_list_and_dossier_has_a_feed(case: Case, hostile: Case, path: str, lang: str) -> None:
    for site in (case, hostile):
        answer = site.client.get(f"{path}.atom?lang={lang}" + ("&q=feri" if path == "/search" else ""))
        assert answer.headers["content-type"].startswith("application/atom+xml"), answer.text
        feed = ET.fromstring(answer.content)
        assert feed.tag == ATOM + "feed" and feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
        ids = [e.findtext(ATOM + "id") for e in feed.findall(ATOM + "entry")]
        assert len(ids) == len(set(ids))
        if site is case:
            assert ids
        for entry in feed.findall(ATOM + "entry"):
            link = entry.find(ATOM + "link")
            assert (
                link is not None
                and site.client.get(link.get("href", "").removeprefix("http://127.0.0.1")).status_code == 200
            )
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.findtext(ATOM + "updated") or "")


def test_a_feed_is_filtered_like_its_list(case: Case) -> None:
    signed = ET.fromstring(case.client.get("/commitments.atom?stage=signed&lang=en").content)
    assert len(signed.findall(ATOM + "entry")) == 1
    assert "signed" in (signed.findtext(f"{ATOM}entry/{ATOM}summary") or "")
    assert case.client.get("/commitments.atom?stage=nonsense").status_code == 400
    assert case.client.get("/person/nobody.atom").status_code == 404


@given(st.text(), st.text())
def test_any_text_makes_a_feed_and_a_calendar(title: str, text: str) -> None:
    line = EntryLine("c-1", "commitment", title, text, "2031-03-04")
    from risalah.show.web.follow.lines import clean_line

    feed = write_atom(clean_line(title), [EntryLine("c-1", "commitment", clean_line(title), clean_line(text), "")],
                      base="http://127.0.0.1", path="/commitments", lang="id")  # fmt: skip
    assert ET.fromstring(feed).find(ATOM + "entry") is not None
    from datetime import date

    event = Event("c-1", date(2031, 3, 4), date(2031, 3, 4), line.title, line.text, "CONFIRMED", "/commitment/c-1", 2)
    made = "".join(write_calendar(title, [event], base="http://127.0.0.1", stamp="20310304T000000Z"))
    assert all(len(x.encode()) <= 75 for x in made.split("\r\n")) and "\n" not in made.replace("\r\n", "")
    read = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert len(read) == 1 and str(read[0]["SUMMARY"]) == clean_line(title) and str(read[0]["SEQUENCE"]) == "2"


def test_nothing_in_a_title_ends_its_line(hostile: Case) -> None:
    assert escape("a\r\nATTENDEE:x\\;,") == "a ATTENDEE:x\\\\\\;\\,"
    made = hostile.client.get("/calendar.ics").text
    assert not re.search(r"(?m)^(ATTENDEE|ORGANIZER)", made)


def test_due_dates_and_planned_meetings_are_in_the_calendar(case: Case) -> None:
    answer = case.client.get("/calendar.ics?lang=en")
    assert answer.headers["content-type"].startswith("text/calendar")
    events = {str(e["UID"]): e for e in icalendar.Calendar.from_ical(answer.text).walk("VEVENT")}
    memo = next(c for c in case.register.commitments if c.value["kind"] == "mou")
    event = events[f"{memo.id}@risalah"]
    assert event["DTSTART"].dt.isoformat() == "2031-06-30" and event["DTEND"].dt.isoformat() == "2031-07-01"
    assert "approximate" in str(event["SUMMARY"])  # a month is no day
    assert str(event["URL"]).endswith(f"/commitment/{memo.id}")
    assert len(events) == 2
    for path, n in (("/pair/IDN/NZL", 1), ("/pair/IDN/KEN", 1), ("/state/NZL", 1), ("/person/tane-ruakura", 0)):
        made = icalendar.Calendar.from_ical(case.client.get(path + ".ics").text)
        assert len(made.walk("VEVENT")) == n, path


class Mailbox:
    """A mail server's other end."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address.startswith("full@"):
            return "552 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    controllers = pytest.importorskip("aiosmtpd.controller")
    import socket

    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    box = Mailbox()
    controller = controllers.Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def test_digests_tell_what_is_new_and_nothing_twice(
    tmp_path: Path, mailbox: tuple[Mailbox, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    box, port = mailbox
    register = str(tmp_path / "reg")
    documents = make_documents()
    whole = make_register(documents)
    with open_store(register, create=True) as store:
        store.write_documents(documents)
        early = type(whole)(whole.articles, whole.stories, (), (), whole.commitments[:1], whole.actors)
        store.write_register(early)
    (tmp_path / "risalah.toml").write_text(
        f'smtp_host = "127.0.0.1"\nsmtp_port = {port}\nsmtp_security = "none"\nmail_from = "risalah@register.example"\n'
        'site_url = "https://register.example"\n'
    )
    config = ["--config", str(tmp_path / "risalah.toml")]
    monkeypatch.setattr("sys.stdin", io.StringIO("feri-aman-2031\n"))
    assert run(["user", "add", register, "rara"]) == 0
    ours = ["digest", "add", register, "rara", "--search", "/commitments?state=IDN", "--label", "Semua\r\nBcc: x@y"]
    assert run([*ours, "--mail", "rara@office.example"]) == 0
    assert run([*ours, "--mail", "full@office.example", "--lang", "en", "--every", "week"]) == 0
    for wrong in (
        ["--search", "/data"],
        ["--search", "/commitments?stage=x"],
        ["--mail", "a b@c"],
        ["--every", "hour"],
    ):
        assert run([*ours, "--mail", "rara@office.example", *wrong]) == 2
    assert run(["digest", "send", register, *config]) == 3  # one mailbox is full
    assert "full@office.example" in capsys.readouterr().err
    assert len(box.mails) == 1
    to, mail = box.mails[0]
    assert to == ["rara@office.example"] and mail["Bcc"] is None and mail.get_content_type() == "text/plain"
    assert "Bcc: x@y" in mail["Subject"] and "https://register.example/commitment/" in mail.get_content()
    assert run(["digest", "send", register, "--now", *config]) == 3
    assert len(box.mails) == 1  # nothing new, no mail
    with open_store(register) as store:
        store.write_register(whole)
    assert run(["digest", "send", register, *config]) == 3
    assert len(box.mails) == 1  # the day is not over
    assert run(["digest", "send", register, "--now", *config]) == 3
    assert len(box.mails) == 2
    assert box.mails[1][1].get_content().count("https://register.example/commitment/") == len(whole.commitments) - 1
    capsys.readouterr()
    assert run(["digest", "list", register]) == 0
    ids = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]
    assert len(ids) == 2 and run(["digest", "remove", register, ids[0]]) == 0
    assert run(["digest", "send", register, "--dry-run", "--now"]) == 0
