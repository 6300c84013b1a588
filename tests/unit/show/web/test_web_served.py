"""`serve` as it runs, in a process of its own, on both databases: what is decided, added and erased there is done."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest

from factory import make_documents, make_register
from risalah.store import open_store
from risalah.store.people import open_people

WORD = "feri-aman-2031"
TEXT = """Indonesia dan Kenya Teken Nota Kesepahaman Perikanan

Indonesia dan Kenya menandatangani nota kesepahaman kerja sama perikanan di Nairobi, Senin 3 November 2031. Menteri Luar Negeri
Sekar Wibawa menyaksikan penandatanganan itu bersama Menteri Luar Negeri Kenya.
"""
SERVE = """
import sys
from risalah.cli_curate import Clerk
from risalah.config import load_settings
from risalah.show.web import serving
opened = serving.open_curation
serving.open_curation = lambda target, tools: opened(target, tools, quiet=0.2)
serving.serve(sys.argv[1], port=0, tools=Clerk(sys.argv[1], load_settings({})))
"""


def wait_for(what: Callable[[], Any], seconds: float = 90) -> Any:
    until = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.2)
    return found


def make_target(target: str) -> None:
    """A register with a curator who may do everything."""
    documents = make_documents()
    with open_store(target, create=True) as store:
        store.write_documents(documents, store.start_run("test"))
        store.write_register(make_register(documents), "test")
    people = open_people(target)
    assert people is not None
    people.add_user("rara", "admin", WORD)
    people.close()


@contextmanager
def served(target: str, processes: int = 1) -> Iterator[list[httpx.Client]]:
    """A client of each of several processes that serve one register."""
    servers = [
        subprocess.Popen([sys.executable, "-c", SERVE, target], stderr=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    try:
        with ExitStack() as stack:
            clients = []
            for server in servers:
                assert server.stderr is not None
                base = wait_for(server.stderr.readline).strip().rstrip("/")
                client = httpx.Client(base_url=base, headers={"Origin": base}, timeout=60, trust_env=False)
                clients.append(stack.enter_context(client))
                wait_for(lambda client=client: client.get("/readyz").status_code == 200)
            yield clients
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.communicate(timeout=20)


def decide(client: httpx.Client, why: str) -> str:
    """Reject the first open card; its name."""
    page = client.get("/review/new").text
    card = re.search(r'action="/review/card/([^"]+)"', page)
    expect = re.search(r'name="expect" value="(\d+)"', page)
    assert card and expect
    told = {"act": "reject", "expect": expect[1], "why": why}
    assert client.post(f"/review/card/{card[1]}", data=told).status_code == 303
    return card[1]


@pytest.fixture
def client(target: str) -> Iterator[httpx.Client]:
    make_target(target)
    with served(target) as (client,):
        assert client.post("/sign-in", data={"name": "rara", "password": WORD}).status_code == 303
        yield client


@pytest.mark.postgres
def test_several_processes_serve_one_register(postgres_url: str) -> None:
    make_target(postgres_url)
    with served(postgres_url, 2) as (one, other):
        assert one.post("/sign-in", data={"name": "rara", "password": WORD}).status_code == 303
        other.cookies.update(one.cookies)  # one name in front of both, as behind a proxy
        cards = [decide(other, "bukan janji"), decide(one, "bukan dua negara")]
        assert len(set(cards)) == 2
        for client in (one, other):
            shown = client.get("/corrections").text
            assert "bukan janji" in shown and "bukan dua negara" in shown
    with open_store(postgres_url, read_only=True) as store:
        assert store.verify_audit() == []


def test_what_is_decided_added_and_erased_is_done(target: str, client: httpx.Client) -> None:
    def pending() -> int:
        with open_store(target, read_only=True) as store:
            return store.count_pending() + (store.linked_by() is None)

    # A decision is in the entries soon after, without anybody's doing.
    decide(client, "bukan janji")
    assert "bukan janji" in client.get("/corrections").text
    wait_for(lambda: not pending())
    # An official document is read, stored, marked, and linked.
    form = {"outlet": "kemlu.example", "published": "2031-11-04", "text": TEXT, "url": "https://kemlu.example/nota"}
    answer = client.post("/review/document", data=form)
    assert answer.status_code == 303, answer.text
    article = answer.headers["location"].partition("?")[0].removeprefix("/review/add/")
    assert "Nota Kesepahaman Perikanan" in client.get(f"/article/{article}").text
    wait_for(lambda: not pending())
    with open_store(target, read_only=True) as store:
        document = store.document(article)
        assert document is not None and document.article.metadata["official_by"] == "person:rara"
        assert store.article_entry(article) is not None
    assert f"/article/{article}" in client.get("/search?q=perikanan").text
    # What is forgotten is gone from every screen, and the log says so.
    key = article.removeprefix("sha256:")[:8]
    asked = client.get("/review/forget", params={"kind": "article", "key": article}).text
    words = re.search(r"<label for=\"f-confirm\">[^<]*?([0-9a-f]{6,16})", asked)
    form = {"kind": "article", "key": article, "why": "diminta", "confirm": words[1] if words else key}
    answer = client.post("/review/forget", data=form)
    assert answer.status_code == 303, answer.text
    assert client.get(f"/article/{article}").status_code == 404
    assert f"/article/{article}" not in client.get("/search?q=perikanan").text
    assert "diminta" in client.get("/corrections").text
    with open_store(target, read_only=True) as store:
        assert store.verify_audit() == [] and len(store.entries()) > 0
