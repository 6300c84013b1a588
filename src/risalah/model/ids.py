"""Stable ids by hash: the same input gives the same id on every machine and in every run."""

from __future__ import annotations

import hashlib
import re
import unicodedata


def digest(*parts: str | None) -> str:
    """SHA-256 in hexadecimal of the parts, joined by a byte that no text part holds."""
    return hashlib.sha256("\x00".join(p or "" for p in parts).encode("utf-8", "surrogatepass")).hexdigest()


def article_id(text: str, url: str | None = None, outlet: str | None = None) -> str:
    """`sha256:...` of the cleaned text and where it stood: one text at two addresses is two articles (a copy each)."""
    return "sha256:" + digest(text, url, outlet)


def text_hash(text: str) -> str:
    """`sha256:...` of a stored text alone, against which `verify` checks."""
    return "sha256:" + digest(text)


def short_id(prefix: str, *parts: str | None) -> str:
    """A short id for entries, stories and origins: `c-1f2e3d4c5b6a7980`.

    64 bits: among ten million entries two get the same id with a chance of 3 in a million. Up to schema 3 there were
    ten digits; such an id is the beginning of the one of today, and is found by it.
    """
    return f"{prefix}-{digest(*parts)[:16]}"


def story_id(founder: str) -> str:
    """The id of the story that the article `founder` began. Each article of a story could have begun it.

    A story that was taken into an older one is so found again by its old id: it is that of an article which the older
    story holds now. Nothing has to be written down for it, and a rebuild knows the same.
    """
    return short_id("s", founder)


def slug(name: str) -> str:
    """`Sergei Lavrov` -> `sergei-lavrov`: ASCII letters and digits joined by hyphens; "x" where none is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"
