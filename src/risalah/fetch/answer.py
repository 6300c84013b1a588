"""What was fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.I)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with status 200, or 304 where the page is as it was. `body` is unpacked and not decoded.

    `url` is what was asked for, `final_url` where its redirects led; names of `headers` are in lower case.
    """

    url: str
    final_url: str
    status: int
    headers: dict[str, str]
    body: bytes
    fetched_at: datetime
    redirects: tuple[str, ...] = field(default=())

    @property
    def not_modified(self) -> bool:
        """Is the page as it was when the given ETag or date was noted?"""
        return self.status == 304

    @property
    def etag(self) -> str | None:
        """What a later request gives to ask whether the page has changed."""
        return self.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        """As `etag`, a date."""
        return self.headers.get("last-modified")

    @property
    def content_type(self) -> str:
        """The media type in lower case without parameters; "" where the server gives none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset that the server names."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1].lower() if found else None
