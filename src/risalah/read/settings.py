"""What a caller sets for reading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Sizes in bytes above which input is refused. `page_bytes` holds for one page, `json_bytes` for one .json file."""

    page_bytes: int = 10_000_000
    json_bytes: int = 200_000_000


@dataclass(frozen=True, slots=True)
class PageDefaults:
    """What the command line says about every page; a row's own value comes first, but `lang` overrides the row's."""

    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    lang: str | None = None
