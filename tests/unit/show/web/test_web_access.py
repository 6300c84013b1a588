"""Who may read: users, sessions, the one-time link, tokens, proxies; and requests that are not ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from conftest import AS_OF, Case
from factory import make_documents, make_register
from risalah.errors import ConfigError
from risalah.show.web import create_app, serve
from risalah.show.web.access.routes import safe_next
from risalah.show.web.access.rules import read_access
from risalah.store import open_store
from risalah.store.people import People, TooManyTries, open_people

WORD = "feri-aman-2031"
HERE = {"origin": "http://127.0.0.1"}


@pytest.fixture
def people(target: str) -> Iterator[People]:
    with open_store(target, create=True) as store:
        documents = make_documents()
        store.write_documents(documents)
        store.write_register(make_register(documents))
    assert target.startswith("postgres") or open_people(target, create=False) is None
    people = open_people(target)
    assert people is not None
    people.add_user("rara", "curator", WORD)
    people.add_user("bima", "reader", WORD + "x")
    yield people
    people.close()


def site(
    target: str,
    people: People | None,
    mode: str | None = None,
    own: bool = False,
    client: Any = ("127.0.0.1", 9),
    **given: Any,
) -> TestClient:
    hosts = given.pop("hosts", ())
    app = create_app(
        target, as_of=AS_OF, access=read_access(mode, own=own, people=people, **given), allowed_hosts=hosts
    )
    return TestClient(app, base_url="http://127.0.0.1", client=client, follow_redirects=False)


def sign_in(client: TestClient, name: str = "rara", word: str = WORD, **headers: str) -> Any:
    return client.post("/sign-in", data={"name": name, "password": word, "next": "/data"}, headers={**HERE, **headers})


def article_of(target: str) -> str:
    with open_store(target, read_only=True) as store:
        return store.search("dermaga")[0].article


def test_an_open_register_shows_whole_articles_to_users_only(target: str, people: People) -> None:
    client = site(target, people)
    article = article_of(target)
    path = f"/api/v1/articles/{article}"
    assert client.get("/commitments").status_code == 200
    assert client.get(path).json()["item"]["text"] is None
    assert client.get(f"/article/{article}.json").status_code == 404
    whole = make_documents()[0].article.text.split("\n\n")[1].split(". ")[1]
    assert whole[:30] not in client.get(f"/article/{article}").text
    answer = sign_in(client)
    assert answer.status_code == 303 and answer.headers["location"] == "/data"
    cookie = answer.headers["set-cookie"]
    assert (
        cookie.startswith("risalah=") and "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie
    )
    assert client.get(path).json()["item"]["text"]
    assert client.get(f"/article/{article}.json").status_code == 200
    assert "rara" in client.get("/sign-in").text


def test_a_closed_register_shows_nothing_without_a_user(target: str, people: People) -> None:
    client = site(target, people, "closed")
    for path in ("/", "/commitments", "/api", "/export.json", "/commitments.csv", "/nothing"):
        answer = client.get(path, headers={"accept": "text/html"})
        assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?next=%2F")
    for path in ("/api/v1/commitments", "/api/v1/openapi.json", "/api/v1/nothing", "/export.json"):
        assert client.get(path).status_code == 401 and client.get(path).json()["ok"] is False
    assert client.get("/healthz").status_code == client.get("/static/site.css").status_code == 200
    sign_in(client, "bima", WORD + "x")
    assert client.get("/api/v1/commitments").json()["total"] == 3


def test_a_session_is_worth_nothing_after_signing_out(target: str, people: People) -> None:
    client = site(target, people, "closed")
    sign_in(client)
    stolen = dict(client.cookies)
    assert client.post("/sign-out", headers=HERE).status_code == 303
    replayed = site(target, people, "closed")
    replayed.cookies.update(stolen)
    assert replayed.get("/api/v1/commitments").status_code == 401
    assert replayed.post("/sign-out", headers=HERE).status_code == 401
    sign_in(client)
    people.set_password("rara", "another-word-2031")
    assert client.get("/api/v1/commitments").status_code == 401


def test_five_tries_in_fifteen_minutes(target: str, people: People) -> None:
    client = site(target, people)
    assert [sign_in(client, word="wrong").status_code for _ in range(5)] == [401] * 5
    assert sign_in(client).status_code == 429
    assert sign_in(client, "bima", WORD + "x").status_code == 303  # another name
    assert sign_in(site(target, people, client=("127.0.0.2", 9))).status_code == 303  # another address
    assert sign_in(client, "nobody").status_code == 401
    with pytest.raises(TooManyTries):
        people.sign_in("rara", WORD, "127.0.0.1")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "https://127.0.0.1"}, 403),
        ({"origin": "http://127.0.0.1:81"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://[::1"}, 403),
        ({"origin": "http://127.0.0.1:x"}, 403),
        ({"origin": ""}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "http://evil.example"}, 403),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "none"}, 303),
        ({"sec-fetch-site": "same-origin", **HERE}, 303),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 303),
        ({"sec-fetch-site": "cross-site", "origin": "null"}, 403),
        (HERE, 303),
    ],
)
def test_only_our_own_pages_may_post(case: Case, tmp_path: Path, headers: dict[str, str], status: int) -> None:
    people = open_people(tmp_path / "register.db")
    assert people is not None
    people.add_user("rara", "curator", WORD)
    client = site(case.target, people)
    answer = client.post("/sign-in", data={"name": "rara", "password": WORD}, headers=headers)
    assert answer.status_code == status
    people.close()


def test_a_body_of_three_megabytes_is_refused(case: Case) -> None:
    client = site(case.target, None)
    assert client.post("/sign-in", data={"name": "x" * 3_000_000}, headers=HERE).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(30):
            yield b"name=" + b"x" * 100_000

    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/sign-in", content=pieces(), headers={**HERE, **form}).status_code == 413
    assert client.post("/sign-in", content=b"x", headers={**HERE, "content-length": "-1"}).status_code in (400, 413)


@pytest.mark.parametrize(
    "given",
    ["https:\\\\evil.example", "//evil.example", "/\\evil.example", "\\\\evil", "javascript:alert(1)", "http://evil", "",
     "/\tx", "/x\r\nSet-Cookie: a=b", "evil", "/\x00", "/x\\..\\y"],
)  # fmt: skip
def test_signing_in_never_leads_elsewhere(target: str, people: People, given: str) -> None:
    assert safe_next(given) == "/"
    client = site(target, people)
    data = {"name": "rara", "password": WORD, "next": given}
    assert client.post("/sign-in", data=data, headers=HERE).headers["location"] == "/"
    assert safe_next("/pair/IDN/NZL?stage=signed#x") == "/pair/IDN/NZL?stage=signed#x"


def test_a_proxy_is_believed_only_from_its_address(target: str, people: People) -> None:
    given = {"proxies": "10.0.0.5, 10.1.0.0/16", "hosts": ("register.example",)}
    for address, total in (("10.0.0.5", 3), ("10.1.9.9", 3), ("10.0.0.6", None), ("127.0.0.1", None)):
        client = site(target, people, "closed", client=(address, 9), **given)
        for header in ("Remote-User", "remote-user"):
            answer = client.get("/api/v1/commitments", headers={header: "sekar"})
            assert answer.json().get("total") == total, address
        assert client.get("/api/v1/commitments", headers={"Remote_User": "sekar"}).status_code == 401
        forged = {"X-Forwarded-For": "10.0.0.5", "Remote-User": "rara", "Forwarded": "for=10.0.0.5"}
        assert client.get("/api/v1/commitments", headers=forged).json().get("total") == total


def test_behind_a_proxy_with_tls_the_cookie_is_a_host_cookie(target: str, people: People) -> None:
    client = site(target, people, proxies="10.0.0.5", client=("10.0.0.5", 9), hosts=("register.example",))
    tls = {"host": "register.example", "x-forwarded-proto": "https", "origin": "https://register.example"}
    cookie = sign_in(client, **tls).headers["set-cookie"]
    assert cookie.startswith("__Host-risalah=") and "Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie
    assert sign_in(client, **{**tls, "x-forwarded-proto": "http"}).status_code == 403
    # From anybody else the same header says nothing.
    other = site(target, people, proxies="10.0.0.5", client=("10.0.0.6", 9), hosts=("register.example",))
    assert sign_in(other, **tls).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil", "", "[::1", "localhost:x"]
)
def test_a_foreign_host_is_refused(case: Case, host: str) -> None:
    assert site(case.target, None).get("/", headers={"host": host}).status_code == 400


def test_tokens_are_scoped_end_and_are_never_nobody(target: str, people: People) -> None:
    client = site(target, people, "closed")
    article = f"/api/v1/articles/{article_of(target)}"
    id, secret = people.add_token("rara", "notebook", ("read",), 30)
    _, reading = people.add_token("rara", "texts", ("read", "text"), 30)

    def bearer(value: str) -> dict[str, str]:
        return {"authorization": f"Bearer {value}"}

    assert client.get(article, headers=bearer(secret)).json()["item"]["text"] is None
    assert client.get(article, headers=bearer(reading)).json()["item"]["text"]
    assert [t.used is not None for t in people.list_tokens()] == [True, True]
    people.revoke_token(id)
    open_site = site(target, people)
    for wrong in (secret, "rsl_x", "", "x" * 3000):
        answer = open_site.get("/api/v1/commitments", headers=bearer(wrong))
        assert answer.status_code == 401 and answer.json()["ok"] is False
    with people.connect() as c:
        c.exec_driver_sql("UPDATE people_tokens SET ends = '2020-01-01T00:00:00+00:00'")
    assert client.get(article, headers=bearer(reading)).status_code == 401
    for scopes, days, who in ((("x",), 3, "rara"), ((), 3, "rara"), (("curate",), 3, "bima"), (("read",), 0, "rara"), (("read",), 3, "no")):  # fmt: skip
        with pytest.raises(ConfigError):
            people.add_token(who, "", scopes, days)


def test_secrets_are_kept_as_hashes(target: str, people: People) -> None:
    session = people.sign_in("rara", WORD, "x")
    _, token = people.add_token("rara", "", ("read",), 1)
    with people.connect() as c:
        kept = [
            repr(r)
            for t in ("users", "sessions", "tokens", "tries")
            for r in c.exec_driver_sql(f"SELECT * FROM people_{t}")
        ]
    assert session and not any(s in row for row in kept for s in (WORD, session, token))
    assert sum("$argon2id$" in row for row in kept) == 2
    people.remove_user("rara")
    assert people.find_session(session) is None and people.find_token(token) is None
    for name, role, word in (
        ("a b", "reader", WORD),
        ("x", "king", WORD),
        ("x", "reader", "short"),
        ("bima", "reader", WORD),
    ):
        with pytest.raises(ConfigError):
            people.add_user(name, role, word)


def test_the_link_makes_one_curator_once(case: Case) -> None:
    access = read_access("closed", own=False, people=None)
    app = create_app(case.target, as_of=AS_OF, access=access)

    def browser(address: str = "127.0.0.1") -> TestClient:
        return TestClient(app, base_url="http://127.0.0.1", client=(address, 9), follow_redirects=False)

    secret = access.links.make()
    assert browser("10.0.0.9").get(f"/enter/{secret}").status_code == 404
    first, second = browser(), browser()
    assert first.get(f"/enter/{secret}").status_code == 303
    assert first.get("/").status_code == 200
    assert second.get(f"/enter/{secret}").status_code == 404 and second.get("/enter/x").status_code == 404
    assert second.get("/", headers={"accept": "text/html"}).status_code == 303
    first.post("/sign-out", headers=HERE)
    assert first.get("/").status_code == 401


@pytest.mark.parametrize(
    "given",
    [
        {"host": "0.0.0.0"},
        {"host": "192.0.2.1"},
        {"host": "::"},
        {"host": "0.0.0.0", "access_mode": "closed"},
        {"access_mode": "x"},
        {"proxies": "somewhere"},
        {"proxies": "10.0.0.5", "proxy_role": "king"},
    ],
)
def test_serve_refuses_what_would_be_open_by_mistake(case: Case, given: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as e:
        serve(case.target, **{"port": 0, **given})
    assert e.value.remedy


def test_the_sign_in_page_holds_no_secret_in_its_address(case: Case, tmp_path: Path) -> None:
    people = open_people(tmp_path / "register.db")
    page = site(case.target, people).get("/sign-in?next=/data%22%3E%3Cscript%3E")
    assert page.headers["cache-control"] == "no-store" and "<script>" not in re.sub(r"<script src.*?>", "", page.text)
    assert 'method="post"' in page.text
