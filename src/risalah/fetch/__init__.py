"""Pages from the web: feeds, sitemaps, lists of addresses, each behind one guard.

In: addresses. Out: Fetched bytes, or a FetchError that says why not. Never: decoding of pages, which `read` does.
`Fetcher(FetchSettings()).get(url)` is the whole of it for one address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from risalah.fetch.answer import Fetched
from risalah.fetch.settings import FetchSettings, read_networks, read_ports

if TYPE_CHECKING:
    from risalah.fetch.client import Fetcher

__all__ = ["FetchSettings", "Fetched", "Fetcher", "read_networks", "read_ports"]


def __getattr__(name: str) -> Any:
    """The fetcher brings httpx with it, which a command that fetches nothing need not wait for."""
    if name == "Fetcher":
        from risalah.fetch.client import Fetcher

        return Fetcher
    raise AttributeError(name)
