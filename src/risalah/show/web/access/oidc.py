"""Signing in at another place: OpenID Connect, code flow with PKCE. Needs the extra `oidc`."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from risalah.errors import ConfigError, StoreError
from risalah.show.web.security import is_loopback

ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "EdDSA")
"""Signatures that are believed: by a key that only the provider has. Never "none", never a shared secret."""
_KEPT_SECONDS = 3600
_LEEWAY = 60
_LARGEST = 500_000


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """Where people sign in. `claim` names them: sub, or email, which counts only where the provider has verified it.

    `role` is that of people who are not known here; with `known_only` they are not let in.
    """

    issuer: str
    client_id: str
    secret: str | None = None
    claim: str = "sub"
    role: str = "reader"
    known_only: bool = False
    site_url: str | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """What a browser keeps on its way to the provider and back; nobody else learns it."""

    state: str
    nonce: str
    verifier: str
    next: str

    def write(self) -> str:
        """As a cookie's value."""
        body = json.dumps([self.state, self.nonce, self.verifier, self.next])
        return base64.urlsafe_b64encode(body.encode()).decode()

    @classmethod
    def read(cls, cookie: str | None) -> Journey | None:
        """The inverse; None for what is none."""
        try:
            parts = json.loads(base64.urlsafe_b64decode((cookie or "").encode()))
            return cls(*parts) if len(parts) == 4 and all(isinstance(p, str) for p in parts) else None
        except (ValueError, TypeError, UnicodeError):
            return None


class SignInRefusedError(Exception):
    """The provider's answer does not say who this is. The reason is for the log."""


class Provider:
    """One provider. What it says of itself and its keys is fetched when needed, and kept for an hour."""

    def __init__(self, settings: OidcSettings) -> None:
        try:
            import jwt  # noqa: F401
        except ImportError as e:
            raise ConfigError(
                "signing in by OpenID Connect needs another package", remedy="pip install 'risalah[oidc]'"
            ) from e
        _check_address(settings.issuer, "oidc_issuer")
        if settings.claim not in ("sub", "email", "preferred_username"):
            raise ConfigError(f"{settings.claim!r} names nobody", remedy="set oidc_claim to sub or email")
        self.settings = settings
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, Any]] = {}

    def begin(self, next: str, redirect: str) -> tuple[str, Journey]:
        """(the provider's address to send the browser to, what the browser has to keep). Raises StoreError."""
        journey = Journey(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48), next)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(journey.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": redirect,
            "scope": "openid email" if self.settings.claim == "email" else "openid profile",
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        address = str(self._describe()["authorization_endpoint"])
        return address + ("&" if urlsplit(address).query else "?") + urlencode(asked), journey

    def finish(self, journey: Journey, given: dict[str, str], redirect: str) -> str:
        """The name of who came back with the query `given`. Raises SignInRefusedError, StoreError."""
        if not hmac.compare_digest(given.get("state", "").encode(), journey.state.encode()):
            raise SignInRefusedError("the state is not the one that this browser was given")
        if given.get("iss", self.settings.issuer) != self.settings.issuer:
            raise SignInRefusedError("another provider answers")
        if not given.get("code"):
            raise SignInRefusedError(f"the provider said {given.get('error', 'nothing')[:60]!r}")
        form = {
            "grant_type": "authorization_code",
            "code": given["code"],
            "redirect_uri": redirect,
            "client_id": self.settings.client_id,
            "code_verifier": journey.verifier,
        }
        said = self._ask(str(self._describe()["token_endpoint"]), form)
        claims = self._read_token(str(said.get("id_token") or ""))
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), journey.nonce.encode()):
            raise SignInRefusedError("the nonce is not the one that was asked with")
        return self._name(claims)

    def _name(self, claims: dict[str, Any]) -> str:
        if self.settings.claim == "email" and claims.get("email_verified") is not True:
            raise SignInRefusedError("the provider has not verified the mail address")
        name = claims.get(self.settings.claim)
        if not isinstance(name, str) or not name:
            raise SignInRefusedError(f"the provider gives no {self.settings.claim}")
        return name

    def _read_token(self, token: str) -> dict[str, Any]:
        """The claims of an ID token whose signature, issuer, audience and times hold."""
        import jwt

        try:
            head = jwt.get_unverified_header(token)
            key = self._find_key(str(head.get("kid") or ""), str(head.get("alg") or ""))
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=list(ALGORITHMS),
                audience=self.settings.client_id,
                issuer=self.settings.issuer,
                leeway=_LEEWAY,
                options={"require": ["exp", "iat", "sub", "aud", "iss"]},
            )
        except jwt.PyJWTError as e:
            raise SignInRefusedError(f"the ID token does not hold: {e}") from e
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != self.settings.client_id:
            raise SignInRefusedError("the ID token was made for another program")
        return claims

    def _find_key(self, kid: str, algorithm: str) -> Any:
        import jwt

        if algorithm not in ALGORITHMS:
            raise SignInRefusedError(f"signed by {algorithm[:20]!r}, which is not believed")
        for fresh in (False, True):  # a provider changes its keys: ask once more
            found = self._keep("keys", lambda: self._ask(str(self._describe()["jwks_uri"])), fresh=fresh)
            keys = [k for k in found.get("keys") or () if isinstance(k, dict) and k.get("use", "sig") == "sig"]
            for key in keys:
                if (kid and key.get("kid") == kid) or (not kid and len(keys) == 1):
                    return jwt.PyJWK(key, algorithm=algorithm).key
        raise SignInRefusedError("signed by a key that the provider does not have")

    def _describe(self) -> dict[str, Any]:
        """What the provider says of itself."""
        address = self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration"
        found: dict[str, Any] = self._keep("provider", lambda: self._ask(address))
        if found.get("issuer") != self.settings.issuer:
            raise StoreError("the OpenID provider calls itself otherwise", remedy="set oidc_issuer as it does")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            _check_address(str(found.get(name) or ""), name)
        return found

    def _keep(self, name: str, find: Any, *, fresh: bool = False) -> Any:
        with self._lock:
            kept = self._kept.get(name)
        if kept is None or fresh or time.monotonic() - kept[0] > _KEPT_SECONDS:
            kept = (time.monotonic(), find())
            with self._lock:
                self._kept[name] = kept
        return kept[1]

    def _ask(self, address: str, form: dict[str, str] | None = None) -> dict[str, Any]:
        """The JSON object at an address of the provider, posting `form` with our secret where there is one."""
        import httpx

        sign = httpx.BasicAuth(self.settings.client_id, self.settings.secret) if form and self.settings.secret else None
        try:
            with httpx.Client(timeout=10, follow_redirects=False, trust_env=False) as client:
                method = "POST" if form else "GET"
                answer = client.request(method, address, data=form, auth=sign, headers={"Accept": "application/json"})
            if form and answer.status_code in (400, 401):
                raise SignInRefusedError(f"the provider refuses the code ({answer.status_code})")
            body = answer.json() if answer.status_code == 200 and len(answer.content) <= _LARGEST else None
        except (httpx.HTTPError, ValueError) as e:
            raise StoreError(f"the OpenID provider does not answer: {type(e).__name__}", remedy="try later") from e
        if not isinstance(body, dict):
            raise StoreError(f"the OpenID provider answered {answer.status_code}", remedy="check oidc_issuer")
        return body


def _check_address(address: str, what: str) -> None:
    """Raise ConfigError for an address that is not https; plain http only on this machine."""
    parts = urlsplit(address)
    if (parts.scheme == "https" and parts.hostname) or (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        return
    raise ConfigError(f"{what} {address[:80]!r} is not https", remedy="give the provider's https address")
