"""Signing in at a provider of our own on loopback: who convinces us gets a session, nobody else does."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from starlette.testclient import TestClient

from conftest import AS_OF
from factory import make_documents, make_register
from risalah.cli_oidc import read_oidc
from risalah.config import load_settings
from risalah.errors import ConfigError
from risalah.show.web import create_app
from risalah.show.web.access import Access
from risalah.show.web.access.oidc import OidcSettings, Provider
from risalah.store import open_store
from risalah.store.people import open_people

jwt = pytest.importorskip("jwt", reason="PyJWT (extra `oidc`) is not installed")
rsa = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.rsa", reason="cryptography is not installed")

CLIENT, SECRET = "risalah", "a secret of 2031"


class FakeProvider:
    """A provider that can lie: `twist` changes the claims, `head` and `key` how they are signed."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.keys = {"k1": rsa.generate_private_key(public_exponent=65537, key_size=2048)}
        self.codes: dict[str, dict[str, str]] = {}
        self.twist: dict[str, Any] = {}
        self.head: dict[str, Any] = {}
        self.sign_with: Any = None
        self.asked: list[str] = []

    def describe(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def list_keys(self) -> dict[str, Any]:
        rows = []
        for kid, key in self.keys.items():
            row = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
            rows.append({**row, "kid": kid, "use": "sig", "alg": "RS256"})
        return {"keys": rows}

    def authorize(self, query: dict[str, str]) -> str:
        assert query["response_type"] == "code" and query["code_challenge_method"] == "S256"
        assert query["client_id"] == CLIENT and "openid" in query["scope"].split()
        code = secrets.token_urlsafe(8)
        self.codes[code] = query
        back = {"code": code, "state": query["state"], "iss": self.issuer}
        return query["redirect_uri"] + "?" + urlencode(back)

    def exchange(self, form: dict[str, str], sign: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)  # a code is good once
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or sign != expected or proof.rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        assert form["redirect_uri"] == asked["redirect_uri"]
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "rara-7", "iat": now, "exp": now + 300,
                  "nonce": asked["nonce"], "email": "rara@kementerian.example", "email_verified": True}  # fmt: skip
        claims = {k: v for k, v in {**claims, **self.twist}.items() if v is not None}
        head = {"kid": "k1", "alg": "RS256", **self.head}
        key = self.sign_with if self.sign_with is not None else self.keys["k1"]
        token = jwt.encode(claims, key if head["alg"] != "none" else None, algorithm=head["alg"], headers=head)
        return 200, {"id_token": token, "access_token": "x", "token_type": "Bearer"}


@contextmanager
def provide() -> Iterator[FakeProvider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            fake.asked.append(parts.path)
            if parts.path == "/authorize":
                query = {k: v[0] for k, v in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", fake.authorize(query))
                self.end_headers()
                return
            found = {"/.well-known/openid-configuration": fake.describe, "/keys": fake.list_keys}.get(parts.path)
            self.answer(200 if found else 404, found() if found else {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {k: v[0] for k, v in parse_qs(body).items()}
            self.answer(*fake.exchange(form, self.headers.get("authorization", "")))

        def answer(self, status: int, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake = FakeProvider(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def provider() -> Iterator[FakeProvider]:
    with provide() as fake:
        yield fake


@pytest.fixture
def fake(provider: FakeProvider) -> FakeProvider:
    provider.twist, provider.head, provider.sign_with = {}, {}, None
    return provider


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> str:
    target, documents = str(tmp_path_factory.mktemp("oidc") / "reg"), make_documents()
    with open_store(target, create=True) as store:
        store.write_documents(documents)
        store.write_register(make_register(documents))
    people = open_people(target)
    assert people is not None
    people.add_user("dewi@kementerian.example", "curator", "feri-aman-2031")
    people.close()
    return target


def open_client(target: str, fake: FakeProvider, **changed: Any) -> TestClient:
    settings = OidcSettings(**{"issuer": fake.issuer, "client_id": CLIENT, "secret": SECRET, **changed})
    access = Access(mode="closed", own=False, people=open_people(target))
    app = create_app(target, as_of=AS_OF, access=access, oidc=Provider(settings))
    return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)


def travel(client: TestClient, next: str = "/commitments") -> Any:
    """To the provider and back: our answer to the address that it sends the browser to."""
    import httpx

    there = client.get("/oidc/sign-in", params={"next": next})
    assert there.status_code == 303, there.text
    back = httpx.get(there.headers["location"], trust_env=False).headers["location"]
    assert back.startswith("http://127.0.0.1/oidc/callback?")
    return client.get(back.removeprefix("http://127.0.0.1"))


def test_whoever_the_provider_names_gets_a_session(target: str, fake: FakeProvider) -> None:
    client = open_client(target, fake)
    assert client.get("/commitments").status_code == 401
    assert "/oidc/sign-in?next=" in client.get("/sign-in?next=/meetings&lang=en").text
    answer = travel(client)
    assert answer.status_code == 303 and answer.headers["location"] == "/commitments"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "risalah-oidc=" in cookie
    assert client.get("/commitments").status_code == 200 and client.get("/review").status_code == 404
    assert "rara-7 (reader)" in client.get("/sign-in?lang=en").text
    client.post("/sign-out", headers={"Origin": "http://127.0.0.1"})
    assert client.get("/commitments").status_code == 401
    # No password opens what is signed in to elsewhere.
    people = open_people(target)
    assert people is not None and people.sign_in("rara-7", "elsewhere", "127.0.0.1") is None


def test_a_known_mail_address_has_its_own_role(target: str, fake: FakeProvider) -> None:
    fake.twist = {"email": "dewi@kementerian.example"}
    client = open_client(target, fake, claim="email", known_only=True)
    assert travel(client, "//elsewhere.example/").headers["location"] == "/"
    assert "(curator)" in client.get("/sign-in?lang=en").text
    for twist in ({"email": "dewi@kementerian.example", "email_verified": False}, {"email": "lain@x.example"}):
        fake.twist = twist
        assert travel(open_client(target, fake, claim="email", known_only=True)).status_code == 401


LIES: list[dict[str, Any]] = [
    {"iss": "http://127.0.0.1:1"}, {"aud": "another"}, {"aud": [CLIENT, "another"]}, {"exp": 1}, {"exp": None},
    {"nonce": "seen before"}, {"nonce": None}, {"sub": None}, {"sub": ""}, {"sub": "a b"}, {"iat": 4_000_000_000},
]  # fmt: skip


@pytest.mark.parametrize("twist", LIES, ids=str)
def test_a_token_that_says_otherwise_is_refused(target: str, fake: FakeProvider, twist: dict[str, Any]) -> None:
    fake.twist = twist
    client = open_client(target, fake)
    answer = travel(client)
    assert answer.status_code == 401 and "risalah=" not in answer.headers.get("set-cookie", "").replace("oidc=", "")
    assert client.get("/commitments").status_code == 401


def test_a_signature_that_is_not_the_providers_is_refused(target: str, fake: FakeProvider) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    for head, key in (({"alg": "none"}, None), ({"alg": "HS256"}, SECRET * 4), ({}, other), ({"kid": "k9"}, None)):
        fake.head, fake.sign_with = head, key
        assert travel(open_client(target, fake)).status_code == 401, head


def test_another_key_of_the_provider_is_fetched(target: str, fake: FakeProvider) -> None:
    client = open_client(target, fake)
    assert travel(client).status_code == 303
    fake.keys["k2"] = fake.sign_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    fake.head = {"kid": "k2"}
    assert travel(client).status_code == 303


def test_a_journey_that_this_browser_did_not_begin_is_refused(target: str, fake: FakeProvider) -> None:
    import httpx

    client, thief = open_client(target, fake), open_client(target, fake)
    back = httpx.get(client.get("/oidc/sign-in").headers["location"], trust_env=False).headers["location"]
    path = back.removeprefix("http://127.0.0.1")
    assert thief.get(path).status_code == 400  # no cookie of this journey
    thief.get("/oidc/sign-in")
    assert thief.get(path).status_code == 401  # the state of another
    assert client.get(path.replace("iss=http", "iss=https")).status_code == 401
    assert client.get("/oidc/callback?error=access_denied").status_code == 400  # the cookie went with the refusal
    again = open_client(target, fake)
    first = httpx.get(again.get("/oidc/sign-in").headers["location"], trust_env=False).headers["location"]
    cookies = dict(again.cookies)
    assert again.get(first.removeprefix("http://127.0.0.1")).status_code == 303
    again.cookies.update(cookies)
    assert again.get(first.removeprefix("http://127.0.0.1")).status_code == 401  # a code is good once
    for cookie in ("x", "bm9uZQ==", "W10=", "e30="):
        assert open_client(target, fake).get(path, headers={"Cookie": f"risalah-oidc={cookie}"}).status_code == 400


def test_a_provider_that_is_away_or_another_is_told(target: str, fake: FakeProvider, tmp_path: Path) -> None:
    away = open_client(target, fake, issuer="http://127.0.0.1:9")
    assert away.get("/oidc/sign-in").status_code == 503
    assert open_client(target, fake, issuer=fake.issuer + "/").get("/oidc/sign-in").status_code == 503
    with pytest.raises(ConfigError, match="not https"):
        Provider(OidcSettings("http://login.example", CLIENT))
    with pytest.raises(ConfigError, match="names nobody"):
        Provider(OidcSettings(fake.issuer, CLIENT, claim="name"))
    environ = {"RISALAH_OIDC_ISSUER": fake.issuer, "RISALAH_OIDC_SECRET_ENV": "NO_SUCH_SECRET"}
    with pytest.raises(ConfigError, match="oidc_client_id"):
        read_oidc(load_settings({}, environ=environ))
    with pytest.raises(ConfigError, match="NO_SUCH_SECRET"):
        read_oidc(load_settings({}, environ={**environ, "RISALAH_OIDC_CLIENT_ID": CLIENT}))
    read = read_oidc(load_settings({"oidc_issuer": fake.issuer, "oidc_client_id": CLIENT, "oidc_role": "none"}))
    assert read is not None and read.known_only and read.secret is None
    assert read_oidc(load_settings({})) is None
