"""The curators' screens behind a test client: forms as a browser without scripts sends them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from conftest import AS_OF
from factory import make_documents, make_register
from risalah.model.register import Judgement
from risalah.show.web import create_app
from risalah.show.web.access.rules import read_access
from risalah.show.web.review import Curation, OfficialText
from risalah.show.web.review.keys import USUAL, read_keys
from risalah.store import open_store
from risalah.store.appender import Appender, open_appender
from risalah.store.people import open_people

WORD = "feri-aman-2031"
HERE = {"origin": "http://127.0.0.1"}


@dataclass
class Desk:
    """A served register with three people, what was asked of the one writer, and a second door to its decisions."""

    target: str
    app: Any
    appender: Appender
    took: list[OfficialText]
    forgot: list[tuple[str, str, str, str]]

    def client(self, name: str = "") -> TestClient:
        client = TestClient(self.app, base_url="http://127.0.0.1", follow_redirects=False, client=("127.0.0.1", 9))
        client.headers.update(HERE)
        if name:
            answer = client.post("/sign-in", data={"name": name, "password": WORD, "next": "/review"})
            assert answer.status_code == 303
        return client

    def rulings(self, withdrawn: bool = False) -> list[Any]:
        return self.appender.rulings(withdrawn=withdrawn)


def fields(html: str, form: str = "decide") -> dict[str, str]:
    """What a browser would send of a form, as it stands there, without its buttons."""
    body = re.search(rf'<form[^>]*(?:class="{form}"|id="{form}")[^>]*>(.*?)</form>', html, re.S)
    assert body, form
    inside = body[1]
    out = dict(re.findall(r'<input type="(?:hidden|text)" name="([^"]*)" value="([^"]*)"', inside))
    out |= dict(re.findall(r'<input id="[^"]*" type="text" name="([^"]*)" value="([^"]*)"', inside))
    for name, many, options in re.findall(r'<select id="[^"]*" name="([^"]*)"([^>]*)>(.*?)</select>', inside, re.S):
        chosen = re.findall(r'value="([^"]*)" selected', options)
        if chosen or "multiple" not in many:
            out[name] = ",".join(chosen)
    for name, text in re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', inside, re.S):
        out[name] = text
    return out


def make_target(target: str) -> str:
    documents = make_documents()
    with open_store(target, create=True) as store:
        store.write_documents(documents)
        store.write_register(make_register(documents), "test")
    return target


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with its people, to be copied: words are hashed slowly, as they should be."""
    folder = tmp_path_factory.mktemp("review") / "reg"
    people = open_people(make_target(str(folder)))
    assert people is not None
    for name, role in (("rara", "curator"), ("laras", "curator"), ("bima", "reader"), ("tirta", "admin")):
        people.add_user(name, role, WORD)
    people.close()
    return folder


@pytest.fixture
def desk(pattern: Path, tmp_path: Path) -> Iterator[Desk]:
    target = str(tmp_path / "reg")
    shutil.copytree(pattern, target)
    people = open_people(target)
    assert people is not None
    took: list[OfficialText] = []
    forgot: list[tuple[str, str, str, str]] = []
    article = make_documents()[0].article.id
    appender = open_appender(target, wait=0.3)

    def take_in(document: OfficialText) -> str:
        took.append(document)
        return article

    curation = Curation(appender, None, take_in, lambda *told: forgot.append(told))
    app = create_app(
        target, as_of=AS_OF, access=read_access(None, own=False, people=people, proxies=None), curation=curation
    )
    yield Desk(target, app, appender, took, forgot)
    appender.close()
    people.close()


def commitment_card(desk: Desk, reason: str = "new") -> Any:
    cards = [c for c in desk.appender.list_cards(reason) if c.records[0].partition("#")[2].startswith("c")]
    assert cards
    return cards[0]


PATHS = ("/review", "/review/new", "/review/new/bulk", "/review/mine", "/review/keys", "/review/document")


@pytest.mark.parametrize("path", PATHS)
def test_only_curators_come_in(desk: Desk, path: str) -> None:
    assert desk.client().get(path).status_code == 401
    assert desk.client("bima").get(path).status_code == 403
    assert desk.client("rara").get(path).status_code in (200, 303)


def test_who_may_not_decide_learns_nothing_of_what_there_is(desk: Desk) -> None:
    card = commitment_card(desk)
    for name, status in (("", 401), ("bima", 403)):
        client = desk.client(name)
        for path in (f"/review/card/{card.id}", "/review/card/none", "/review/undo", "/review/entry/none"):
            assert client.post(path, data={"act": "accept", "expect": "0"}).status_code == status
    assert desk.client("rara").get("/review/forget").status_code == 403
    assert desk.rulings() == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://[::1"}, 403),
        ({"sec-fetch-site": "same-site", **HERE}, 403),
        ({"sec-fetch-site": "cross-site", **HERE}, 403),
        (HERE, 303),
        ({"sec-fetch-site": "same-origin", **HERE}, 303),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 303),
    ],
)
def test_a_decision_comes_from_our_own_pages(desk: Desk, headers: dict[str, str], status: int) -> None:
    client = desk.client("rara")
    del client.headers["origin"]
    card = commitment_card(desk)
    answer = client.post(f"/review/card/{card.id}", data={"act": "accept", "expect": "0"}, headers=headers)
    assert answer.status_code == status
    assert bool(desk.rulings()) == (status == 303)


def test_what_was_sent_is_worth_nothing_after_signing_out(desk: Desk) -> None:
    client = desk.client("rara")
    kept = dict(client.cookies)
    card = commitment_card(desk)
    assert client.post("/sign-out").status_code == 303
    for name, value in kept.items():
        client.cookies.set(name, value)
    assert client.post(f"/review/card/{card.id}", data={"act": "accept", "expect": "0"}).status_code == 401
    assert desk.rulings() == []


def test_a_body_of_three_megabytes_is_refused(desk: Desk) -> None:
    client = desk.client("rara")
    card = commitment_card(desk)
    answer = client.post(f"/review/card/{card.id}", data={"act": "accept", "expect": "0", "why": "x" * 3_000_000})
    assert answer.status_code == 413
    assert desk.rulings() == []


def test_the_way_through_a_queue_without_scripts(desk: Desk) -> None:
    client = desk.client("rara")
    home = client.get("/review?lang=en").text
    assert "Perhaps one" in home and 'href="/review/new?lang=en"' in home
    page = client.get("/review/new")
    assert page.headers["cache-control"] == "no-store"
    action = re.search(r'action="(/review/card/[^"]+)"', page.text)
    assert action
    assert 'id="focus"' in page.text and "data-pane" in page.text
    answer = client.post(action[1], data={**fields(page.text), "act": "accept", "why": "sudah dicek"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/review/new?after=")
    following = client.get(answer.headers["location"])
    assert "Tersimpan." in following.text and action[1] not in following.text
    assert "1 keputusan belum masuk" in following.text
    [(number, ruling), *_] = desk.rulings()
    assert (ruling.act, ruling.by, ruling.why, ruling.reason) == ("accept", "person:rara", "sudah dicek", "new")
    mine = client.get("/review/mine").text
    assert f'value="ruling:{number}"' in mine
    numbers = re.findall(r'name="number" value="([^"]+)"', mine)
    assert (
        client.post("/review/undo", data={"number": numbers, "back": "mine"})
        .headers["location"]
        .startswith("/review/mine")
    )
    assert desk.rulings() == []
    assert "Ditarik kembali" in client.get("/review/mine?done=undone").text


def test_a_form_that_comes_twice_is_one_decision(desk: Desk) -> None:
    client, card = desk.client("rara"), commitment_card(desk)
    for _ in range(3):
        answer = client.post(f"/review/card/{card.id}", data={"act": "reject", "expect": "0"})
        assert answer.status_code == 303
    assert len(desk.rulings()) == len(card.records)
    assert desk.appender.verify_audit() == []


def test_two_curators_at_one_card(desk: Desk) -> None:
    first, second, card = desk.client("rara"), desk.client("laras"), commitment_card(desk)
    page = fields(second.get(f"/review/new?after={card.n - 1}").text)
    seen = {**page, "act": "set", "f.stage": "raised", "why": "hanya <b>dibahas</b>"}
    assert first.post(f"/review/card/{card.id}", data={"act": "accept", "expect": "0"}).status_code == 303
    before = len(desk.rulings())
    answer = second.post(f"/review/card/{card.id}?lang=en", data=seen)
    assert answer.status_code == 409
    assert "rara" in answer.text and "Checked and accepted" in answer.text
    assert "hanya &lt;b&gt;dibahas&lt;/b&gt;" in answer.text
    assert re.search(r'value="raised" selected', answer.text)
    assert len(desk.rulings()) == before
    again = {**fields(answer.text), "act": "set"}
    assert int(again["expect"]) > 0
    assert second.post(f"/review/card/{card.id}", data=again).status_code == 303
    assert {r.by for _, r in desk.rulings()} == {"person:rara", "person:laras"}


def test_a_field_is_set_with_words_of_the_text(desk: Desk) -> None:
    client, card = desk.client("rara"), commitment_card(desk)
    form = fields(client.get(f"/review/new?after={card.n - 1}").text)
    words = "Keduanya membahas layanan feri antarpulau."
    text = desk.appender.document(card.records[0].partition("#")[0])
    assert text is not None
    words = text.article.text.split("\n\n")[2].split(".")[0]
    told = {**form, "act": "set", "f.stage": "negotiating", "f.due": "2031-06", "words": words}
    told |= {"f.sectors": "health,trade", "f.amount": "5000000 USD"}
    assert client.post(f"/review/card/{card.id}", data=told).status_code == 303
    made = {r.field: r for _, r in desk.rulings() if r.subject == card.records[0]}
    assert made["stage"].after == "negotiating" and made["stage"].words.exact == words
    assert made["due"].after["edtf"] == "2031-06"
    assert made["sectors"].after == ["health", "trade"]
    assert (made["amount"].after["value"], made["amount"].after["currency"]) == (5000000, "USD")
    assert set(made) == {"stage", "due", "sectors", "amount"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"f.stage": "sealed"},
        {"f.due": "besok"},
        {"f.amount": "banyak"},
        {"f.stage": "raised", "words": "kata yang tidak ada di naskah mana pun 2031"},
        {"f.stage": "raised", "record": "sha256:00#c9"},
        {"f.stage": "raised", "expect": "-1"},
        {"act": "explode"},
        {},
    ],
)
def test_what_cannot_be_kept_says_why_and_keeps_the_input(desk: Desk, wrong: dict[str, str]) -> None:
    client, card = desk.client("rara"), commitment_card(desk)
    form = fields(client.get(f"/review/new?after={card.n - 1}").text)
    answer = client.post(f"/review/card/{card.id}", data={**form, "act": "set", "why": "coba", **wrong})
    assert answer.status_code == 422
    assert 'value="coba"' in answer.text
    assert desk.rulings() == []


def test_a_missed_record_is_added_by_its_words(desk: Desk) -> None:
    client = desk.client("rara")
    document = desk.appender.document(make_documents()[0].article.id)
    assert document is not None
    path = f"/review/add/{document.article.id}"
    page = client.get(path)
    assert "data-pane" in page.text
    expect = re.search(r'name="expect" value="(\d+)"', page.text)
    assert expect
    words = document.article.text[:40]
    told = {"type": "commitment", "expect": expect[1], "f.kind": "pledge", "f.stage": "pledged", "f.title": "Dermaga"}
    assert client.post(path, data={**told, "words": ""}).status_code == 422
    for _ in range(2):  # sent twice, kept once
        answer = client.post(path, data={**told, "words": words, "f.parties": "IDN committer\nNZL beneficiary"})
        assert answer.status_code == 303, answer.text
    [(_, ruling)] = desk.rulings()
    assert ruling.act == "add" and ruling.words.exact == words
    assert ruling.after["parties"] == [
        {"actor": "IDN", "role": "committer"},
        {"actor": "NZL", "role": "beneficiary"},
    ]


def test_entries_are_merged_and_taken_apart(desk: Desk) -> None:
    client = desk.client("rara")
    register = desk.appender.load_register()
    both = [c for c in register.commitments if len(c.records) > 1]
    one, other = register.commitments[0], register.commitments[1]
    page = client.get(f"/commitment/{one.id}").text
    assert f"/review/entry/{one.id}" in page
    assert f"/review/entry/{one.id}" not in desk.client("bima").get(f"/commitment/{one.id}").text
    path = f"/review/entry/{one.id}"
    assert client.get(path).status_code == 200
    for wrong in ("", "none", one.id, register.meetings[0].id):
        assert client.post(path, data={"act": "join", "other": wrong, "expect": "0"}).status_code == 422
    link = f"http://127.0.0.1/commitment/{other.id}?lang=en"
    assert client.post(path, data={"act": "join", "other": link, "expect": "0"}).status_code == 303
    [joined] = [j for j in desk.appender.judgements() if j.by == "person:rara"]
    assert joined.verdict == "same"
    if both:
        ref = both[0].records[-1]
        told = {"act": "split", "record": f"{ref.article}#{ref.id}", "expect": "0"}
        assert client.post(f"/review/entry/{both[0].id}", data=told).status_code == 303
        assert any(j.verdict == "different" and j.by == "person:rara" for j in desk.appender.judgements())


def test_many_cards_at_once(desk: Desk) -> None:
    client = desk.client("rara")
    page = client.get("/review/new/bulk").text
    names = re.findall(r'name="card" value="([^"]+)"', page)
    assert len(names) > 1
    told: dict[str, Any] = {
        "card": names,
        "act": "accept",
        **dict(re.findall(r'name="(e\.[^"]+)" value="(\d+)"', page)),
    }
    assert (
        desk.client("laras").post(f"/review/card/{names[0]}", data={"act": "reject", "expect": "0"}).status_code == 303
    )
    answer = client.post("/review/new/bulk", data=told)
    assert answer.status_code == 409 and "laras" in answer.text
    assert {r.by for _, r in desk.rulings()} == {"person:rara", "person:laras"}
    assert desk.appender.list_cards("new") == []


def test_keys_are_chosen_and_switched_off(desk: Desk) -> None:
    client = desk.client("rara")
    usual = client.get("/review/new").text
    assert "<kbd>A</kbd>" in usual and "&#34;a&#34;: &#34;accept&#34;" in usual
    mine = {"k.accept": "y", "k.reject": "n", "k.edit": "", "k.skip": "space", "k.undo": "é", "k.next": "j"}
    mine |= {"k.back": "k", "k.help": "?", "on": "1"}
    assert client.post("/review/keys", data={**mine, "k.next": "y"}).status_code == 422
    assert client.post("/review/keys", data=mine).status_code == 303
    chosen = client.get("/review/new").text
    assert "<kbd>Y</kbd>" in chosen and "<kbd>A</kbd>" not in chosen
    assert client.post("/review/keys", data={k: v for k, v in mine.items() if k != "on"}).status_code == 303
    off = client.get("/review/new").text
    assert "<kbd>" not in off and 'data-keys="{}"' in off


@pytest.mark.parametrize(
    "bad", ["", "on", "on.zz-1", "off." + "-".join(["61"] * 8), "on." + "f" * 50, "on.-------110000"]
)
def test_a_cookie_that_makes_no_sense_gives_the_usual_keys(bad: str) -> None:
    request = Request({"type": "http", "headers": [(b"cookie", f"risalah_keys={bad}".encode())]})
    assert dict(read_keys(request).by_action) == USUAL


def test_a_busy_register_keeps_the_form(desk: Desk) -> None:
    client, card = desk.client("rara"), commitment_card(desk)
    form = fields(client.get(f"/review/new?after={card.n - 1}").text)
    with desk.appender.engine.execution_options(writes=True).begin():
        told = {**form, "act": "set", "f.stage": "raised", "why": "tetap ada"}
        answer = client.post(f"/review/card/{card.id}", data=told)
    assert answer.status_code == 503 and answer.headers["retry-after"]
    assert 'value="tetap ada"' in answer.text and 'value="raised" selected' in answer.text
    assert desk.rulings() == []
    assert client.post(f"/review/card/{card.id}", data={**form, "act": "accept"}).status_code == 303


def test_a_card_that_a_build_made_anew_is_told(desk: Desk) -> None:
    answer = desk.client("rara").post("/review/card/k-none", data={"act": "accept", "expect": "0"})
    assert answer.status_code == 410 and "dihitung ulang" in answer.text


def test_an_official_document_is_handed_to_the_writer(desk: Desk) -> None:
    client = desk.client("rara")
    told = {"outlet": "kemlu.example", "published": "2031-03-05", "title": "Siaran pers", "text": "Naskah resmi."}
    for wrong in ({"text": " "}, {"outlet": ""}, {"published": "2031-03"}, {"url": "javascript:alert(1)"}):
        answer = client.post("/review/document", data={**told, **wrong})
        assert answer.status_code == 422 and "Siaran pers" in answer.text
    answer = client.post("/review/document", data=told)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/review/add/sha256:")
    answer = client.post(
        "/review/document", data={**told, "text": ""}, files={"file": ("rilis.txt", b"Naskah dari berkas.")}
    )
    assert answer.status_code == 303
    assert [(d.name, d.body) for d in desk.took] == [("", b"Naskah resmi."), ("rilis.txt", b"Naskah dari berkas.")]
    assert desk.took[0].by == "person:rara"


def test_erasing_needs_an_admin_and_typed_words(desk: Desk) -> None:
    client = desk.client("tirta")
    article = make_documents()[0].article.id
    page = client.get(f"/review/forget?kind=article&key={article}")
    typed = article.removeprefix("sha256:")[:12]
    assert page.status_code == 200 and typed in page.text
    told = {"kind": "article", "key": article, "why": "permintaan 12/2031", "confirm": typed}
    assert client.post("/review/forget", data={**told, "confirm": "ya"}).status_code == 422
    assert client.post("/review/forget", data={**told, "why": " "}).status_code == 422
    assert client.get("/review/forget?kind=article&key=none").status_code == 404
    assert desk.client("rara").post("/review/forget", data=told).status_code == 403
    assert desk.forgot == []
    assert client.post("/review/forget", data=told).status_code == 303
    assert desk.forgot == [("article", article, "permintaan 12/2031", "person:tirta")]
    told = {"kind": "actor", "key": "sekar-wibawa", "why": "permintaan", "confirm": "sekar-wibawa"}
    assert client.post("/review/forget", data=told).status_code == 303


def test_pairs_are_judged_once(desk: Desk) -> None:
    register = desk.appender.load_register()
    left, right = (f"{c.records[0].article}#{c.records[0].id}" for c in register.commitments[:2])
    unsure = Judgement(left, right, "unsure", 4.0, ("titles alike",), "rule:test")
    with open_store(desk.target) as store:
        store.write_register(replace(register, judgements=(unsure,)), "test")
    [card] = desk.appender.list_cards("unsure_merge")
    client, other = desk.client("rara"), desk.client("laras")
    page = client.get("/review/unsure_merge").text
    assert page.count("side-entry") == 2
    for _ in range(2):
        told = {"act": "accept", "expect": "0", "why": "perjanjian yang sama"}
        assert client.post(f"/review/card/{card.id}", data=told).status_code == 303
    answer = other.post(f"/review/card/{card.id}", data={"act": "reject", "expect": "0"})
    assert answer.status_code == 409 and "rara" in answer.text
    assert [j.verdict for j in desk.appender.judgements() if j.by.startswith("person:")] == ["same"]


def test_corrections_are_a_feed(desk: Desk) -> None:
    from xml.etree import ElementTree as ET

    client, card = desk.client("rara"), commitment_card(desk)
    client.post(f"/review/card/{card.id}", data={"act": "reject", "expect": "0", "why": "bukan\x0b <janji> & usul"})
    answer = desk.client().get("/corrections.atom?lang=en")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("a:entry", space)
    assert len(entries) == len(card.records)
    assert "Rejected" in (entries[0].findtext("a:title", "", space))
    assert "<janji> & usul" in entries[0].findtext("a:summary", "", space)
    ids = [e.findtext("a:id", "", space) for e in entries]
    assert len(set(ids)) == len(ids)
    assert "corrections.atom" in desk.client().get("/corrections").text


def test_without_a_writable_register_nobody_decides(desk: Desk) -> None:
    client = TestClient(create_app(desk.target, as_of=AS_OF), base_url="http://127.0.0.1")
    assert client.get("/review").status_code == 404
    assert 'href="/review"' not in client.get("/").text
