"""Sites on loopback, and a fetcher that may reach them and does not wait."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from risalah.fetch import FetchSettings
from risalah.fetch.client import Fetcher
from web_site import Site, open_site

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as site:
        yield site


@pytest.fixture
def other() -> Iterator[Site]:
    """A second site, on another address of loopback."""
    with open_site("127.0.0.2") as site:
        yield site


@pytest.fixture
def make_fetcher(site: Site) -> Iterator[Callable[..., Fetcher]]:
    """Makes fetchers for `site`: no pauses, waits are noted in `fetcher.waits` instead."""
    made: list[Fetcher] = []

    def make(*, resolver: Any = None, now: Any = None, ports: tuple[int, ...] = (), **changes: Any) -> Fetcher:
        given = {"allow_private": LOOPBACK, "ports": (site.port, 80, 443, *ports), "host_delay": 0.0, "tries": 1}
        waits: list[float] = []
        extra = {k: v for k, v in {"resolver": resolver, "now": now}.items() if v is not None}
        fetcher = Fetcher(FetchSettings(**{**given, **changes}), sleep=waits.append, jitter=lambda: 0.5, **extra)
        fetcher.waits = waits  # type: ignore[attr-defined]
        made.append(fetcher)
        return fetcher

    yield make
    for fetcher in made:
        fetcher.close()
