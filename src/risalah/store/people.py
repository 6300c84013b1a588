"""The people of a register: who may sign in, who is signed in, with which tokens.

Secrets are kept as hashes only: passwords by argon2, sessions and tokens by SHA-256 of a random secret.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select

from risalah.errors import ConfigError
from risalah.store.connect import FILE_NAME, Place, _sqlite, locate, make_engine, reporting
from risalah.store.schema_people import people_metadata, sessions, tokens, tries, users

ROLES = ("reader", "curator", "admin")
"""What a user may do, each including those before it: read whole texts, decide, keep the users."""
SCOPES = ("read", "text", "curate")
"""What a token may do: read the register, read whole texts, decide."""
SESSION_DAYS = 14
TRIES, TRY_SECONDS = 5, 15 * 60
_NAME = re.compile(r"[\w.@-]{1,64}")
_SHORTEST = 10
_ELSEWHERE = "elsewhere"  # no hash: no password fits it


@dataclass(frozen=True, slots=True)
class User:
    """Someone who can sign in."""

    name: str
    role: str
    created: str


@dataclass(frozen=True, slots=True)
class Token:
    """A key of a program: whose, for what, until when. The secret itself is shown once, when it is made."""

    id: str
    owner: str
    label: str
    scopes: tuple[str, ...]
    created: str
    ends: str
    revoked: str | None
    used: str | None


class People:
    """The people of one register; safe to use from several threads and processes."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A transaction. Raises StoreError for what the database says."""
        with reporting(self.name), self.engine.execution_options(writes=True).begin() as c:
            yield c

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that waits for nobody."""
        with reporting(self.name), self.engine.connect() as c:
            yield c

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    # Users ------------------------------------------------------------------------------------------------------

    def add_user(self, name: str, role: str, password: str) -> None:
        """Add a user. Raises ConfigError for a name that is taken or none, a role that is none, a short password."""
        if not _NAME.fullmatch(name):
            raise ConfigError(f"{name!r} is no user name", remedy="use up to 64 letters, digits, and . @ - _")
        check_role(role)
        kept = hash_password(password)
        with self.connect() as c:
            if c.execute(select(users.c.name).where(users.c.name == name)).first():
                raise ConfigError(f"there is a user {name!r} already", remedy="remove it, or change its password")
            c.execute(users.insert().values(name=name, role=role, password=kept, created=_now()))

    def admit(self, name: str, role: str) -> None:
        """Add a user who signs in elsewhere, and has no password here. Raises ConfigError for a name that is none."""
        if not _NAME.fullmatch(name):
            raise ConfigError(f"{name[:64]!r} is no user name", remedy="use up to 64 letters, digits, and . @ - _")
        check_role(role)
        with self.connect() as c:
            if not c.execute(select(users.c.name).where(users.c.name == name)).first():
                c.execute(users.insert().values(name=name, role=role, password=_ELSEWHERE, created=_now()))

    def list_users(self) -> list[User]:
        """All users by name."""
        with self.reading() as c:
            found = c.execute(select(users).order_by(users.c.name)).all()
        return [User(u.name, u.role, u.created) for u in found]

    def find_user(self, name: str) -> User | None:
        """A user by name."""
        with self.reading() as c:
            u = c.execute(select(users).where(users.c.name == name.replace("\x00", ""))).first()
        return User(u.name, u.role, u.created) if u else None

    def remove_user(self, name: str) -> None:
        """Remove a user with sessions, tokens and saved searches. Raises ConfigError where there is none."""
        with self.connect() as c:
            if not c.execute(delete(users).where(users.c.name == name)).rowcount:
                raise _no_user(name)

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password, and end all its sessions. Raises ConfigError."""
        kept = hash_password(password)
        with self.connect() as c:
            if not c.execute(users.update().where(users.c.name == name).values(password=kept)).rowcount:
                raise _no_user(name)
            c.execute(delete(sessions).where(sessions.c.owner == name))

    def sign_in(self, name: str, password: str, address: str) -> str | None:
        """A new session's secret where name and password fit, else None. Raises TooManyTries.

        An unknown name takes as long as a wrong password, so that names cannot be found out.
        """
        key = hashlib.sha256(f"{address}\x00{name}".encode("utf-8", "replace")).hexdigest()
        with self.connect() as c:
            now = int(time.time())
            c.execute(delete(tries).where(tries.c.at < now - TRY_SECONDS))
            if int(c.execute(select(func.count()).where(tries.c.key == key)).scalar() or 0) >= TRIES:
                raise TooManyTries
            # Noted before the password is looked at: many tries at once are counted all.
            c.execute(tries.insert().values(key=key, at=now))
            row = c.execute(select(users.c.password).where(users.c.name == name.replace("\x00", ""))).first()
        fits = verify_password(row[0] if row else None, password)
        if not fits:
            return None
        with self.connect() as c:
            c.execute(delete(tries).where(tries.c.key == key))
        return self.start_session(name)

    # Sessions ---------------------------------------------------------------------------------------------------

    def start_session(self, name: str) -> str:
        """A new session's secret, which only the browser keeps."""
        secret = secrets.token_urlsafe(32)
        ends = (datetime.now(UTC) + timedelta(days=SESSION_DAYS)).isoformat(timespec="seconds")
        with self.connect() as c:
            c.execute(delete(sessions).where(sessions.c.ends < _now()))
            c.execute(sessions.insert().values(hash=hash_secret(secret), owner=name, created=_now(), ends=ends))
        return secret

    def find_session(self, secret: str) -> User | None:
        """Whose session this is, where it has not ended."""
        query = select(users).join(sessions, sessions.c.owner == users.c.name)
        with self.reading() as c:
            u = c.execute(query.where(sessions.c.hash == hash_secret(secret), sessions.c.ends > _now())).first()
        return User(u.name, u.role, u.created) if u else None

    def end_session(self, secret: str) -> None:
        """End a session: the same cookie is worth nothing after it."""
        with self.connect() as c:
            c.execute(delete(sessions).where(sessions.c.hash == hash_secret(secret)))

    # Tokens -----------------------------------------------------------------------------------------------------

    def add_token(self, owner: str, label: str, scopes: tuple[str, ...], days: int) -> tuple[str, str]:
        """(id, secret) of a new token. Raises ConfigError for an unknown user, a scope that is none or not allowed."""
        user = self.find_user(owner)
        if user is None:
            raise _no_user(owner)
        wrong = [s for s in scopes if s not in SCOPES] or ([""] if not scopes else [])
        if wrong:
            raise ConfigError(f"{wrong[0]!r} is no scope of a token", remedy=f"use {', '.join(SCOPES)}")
        if "curate" in scopes and user.role == "reader":
            raise ConfigError(f"{owner} is a reader and cannot decide", remedy="leave the scope curate out")
        if not 1 <= days <= 366:
            raise ConfigError(f"{days} days is no life of a token", remedy="give 1 to 366 days")
        id, secret = secrets.token_hex(4), "rsl_" + secrets.token_urlsafe(32)
        ends = (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds")
        row: dict[str, Any] = {"id": id, "hash": hash_secret(secret), "owner": owner, "label": label[:80]}
        row |= {"scopes": " ".join(s for s in SCOPES if s in scopes), "created": _now(), "ends": ends}
        with self.connect() as c:
            c.execute(tokens.insert().values(**row, revoked=None, used=None))
        return id, secret

    def list_tokens(self) -> list[Token]:
        """All tokens, also those that are worth nothing any more."""
        with self.reading() as c:
            return [
                _to_token(t) for t in c.execute(select(tokens).order_by(tokens.c.owner, tokens.c.created, tokens.c.id))
            ]

    def revoke_token(self, id: str) -> None:
        """Take a token back; it stays on the list. Raises ConfigError where there is none that is valid."""
        change = tokens.update().where(tokens.c.id == id, tokens.c.revoked.is_(None)).values(revoked=_now())
        with self.connect() as c:
            if not c.execute(change).rowcount:
                raise ConfigError(f"no token {id!r} that is valid", remedy="list them with `risalah token list`")

    def find_token(self, secret: str) -> tuple[Token, User] | None:
        """A token that is valid now, with its owner."""
        query = select(tokens).where(tokens.c.hash == hash_secret(secret), tokens.c.revoked.is_(None))
        with self.reading() as c:
            row = c.execute(query.where(tokens.c.ends > _now())).first()
            if row is None:
                return None
            user = c.execute(select(users).where(users.c.name == row.owner)).one()
        # To the day: that is enough to see which are still in use, and seldom a write.
        if (row.used or "")[:10] != _now()[:10]:
            with self.connect() as c:
                c.execute(tokens.update().where(tokens.c.id == row.id).values(used=_now()))
        return _to_token(row), User(user.name, user.role, user.created)


class TooManyTries(Exception):
    """Five wrong passwords from one address for one name within 15 minutes."""


def open_people(target: str | Path, *, create: bool = True) -> People | None:
    """The people of the register at `target`; None where there are none yet and `create` is not given.

    Raises StoreError where they can be neither read nor made.
    """
    place = locate(target)
    if place.path is None:
        engine = make_engine(place, create=False, read_only=False)
    else:
        file = place.path.with_name("people.db" if place.path.name == FILE_NAME else place.path.stem + ".people.db")
        if not create and not file.exists():
            return None
        if not file.exists():
            # The file holds hashes of passwords: nobody else on the machine needs to read it.
            with reporting(str(file)):
                file.touch(mode=0o600)
        engine = _sqlite(file, read_only=False)
        place = Place(str(file), path=file)
    people = People(engine, place.name)
    with people.connect() as c:
        people_metadata.create_all(c)
    return people


def check_role(role: str) -> None:
    """Raise ConfigError where `role` is none."""
    if role not in ROLES:
        raise ConfigError(f"{role!r} is no role", remedy=f"use {', '.join(ROLES)}")


def hash_password(password: str) -> str:
    """The argon2 hash of a password. Raises ConfigError where it is too short to keep anyone out."""
    from argon2 import PasswordHasher

    if len(password) < _SHORTEST:
        raise ConfigError("this password is too short", remedy=f"use {_SHORTEST} characters or more")
    return PasswordHasher().hash(password)


_NOBODY: list[str] = []


def verify_password(kept: str | None, password: str) -> bool:
    """Does the password fit? Without a kept hash the same work is done for nothing."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    if kept is None and not _NOBODY:
        _NOBODY.append(PasswordHasher().hash(secrets.token_urlsafe(16)))
    try:
        return PasswordHasher().verify(kept or _NOBODY[0], password[:1000]) and kept is not None
    except (Argon2Error, InvalidHashError):
        return False


def hash_secret(secret: str) -> str:
    """How a random secret is kept; it is long enough that a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _to_token(t: Any) -> Token:
    return Token(t.id, t.owner, t.label, tuple(t.scopes.split()), t.created, t.ends, t.revoked, t.used)


def _no_user(name: str) -> ConfigError:
    return ConfigError(f"there is no user {name!r}", remedy="list them with `risalah user list REGISTER`")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
