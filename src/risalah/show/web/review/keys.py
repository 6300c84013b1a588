"""Which key does what on the curators' screens: the usual ones, and a person's own, kept in a cookie."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "risalah_keys"
USUAL = {
    "accept": "a",
    "reject": "x",
    "edit": "e",
    "skip": " ",
    "undo": "z",
    "next": "j",
    "back": "k",
    "help": "?",
}
"""Action -> key."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys by action; `on` False: no single key does anything (WCAG 2.1.4)."""

    by_action: Mapping[str, str]
    on: bool = True

    def show(self, action: str) -> str:
        """How the key is printed on its button; "" where keys are off or there is none."""
        key = self.by_action.get(action, "") if self.on else ""
        return "␣" if key == " " else key.upper()

    def to_json(self) -> str:
        """Key -> action, for the script."""
        return json.dumps({k: a for a, k in self.by_action.items() if k} if self.on else {})


def read_keys(request: Request) -> Keys:
    """The keys of this request's cookie; the usual ones where it has none, or one that makes no sense."""
    raw = request.cookies.get(COOKIE, "")
    if not raw:
        return Keys(USUAL)
    state, _, told = raw.partition(".")
    codes = told.split("-")
    if state not in ("on", "off") or len(codes) != len(USUAL):
        return Keys(USUAL)
    try:
        chosen = [chr(int(code, 16)) if code else "" for code in codes]
    except (ValueError, OverflowError):
        return Keys(USUAL)
    found = check_keys(dict(zip(USUAL, chosen, strict=True)))
    return Keys(found or USUAL, state == "on")


def check_keys(given: Mapping[str, str]) -> dict[str, str] | None:
    """One printable character for each action, none twice; None where that is not so. An action may have no key."""
    out = {action: (key if key == " " else key.strip().lower()) for action, key in given.items()}
    used = [k for k in out.values() if k]
    if len(set(used)) != len(used) or any(len(k) != 1 or not (k == " " or k.isprintable()) for k in used):
        return None
    return out


def keep_keys(answer: Response, keys: Keys) -> None:
    """Put the keys into the cookie, as numbers of characters: a cookie holds no other characters safely."""
    codes = "-".join(f"{ord(keys.by_action[a]):x}" if keys.by_action.get(a) else "" for a in USUAL)
    value = f"{'on' if keys.on else 'off'}.{codes}"
    answer.set_cookie(COOKIE, value, max_age=365 * 86400, path="/review", httponly=True, samesite="lax")
