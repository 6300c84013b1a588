"""Pages in: one text to a document, or sources to a register."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from risalah.api.asking import Day
from risalah.api.register import Register

if TYPE_CHECKING:
    from risalah.model.document import Document
    from risalah.pipeline import Kit


def extract(
    text: str,
    *,
    lang: str | None = None,
    url: str | None = None,
    published: Day | None = None,
    outlet: str | None = None,
    title: str | None = None,
    kind: Literal["text", "html"] = "text",
    keep_all: bool = False,
) -> Document:
    """Read one page and return what stands in it. Nothing is written, and nothing is fetched.

    `text` is plain text, or the page's HTML with `kind="html"`. `published` is a day or an ISO 8601 time, against which
    "kemarin" and bare weekdays are read; `lang` is "id" or "en", worked out from the text without it. `keep_all` reads
    a page too that is not about diplomacy; without it such a page gives empty lists and `article.relevant` False.
    The first call loads the language's tables, about a second. Raises PageError (empty, no text in it), ConfigError
    (`published` is no time).
    """
    from risalah.cli_run import make_defaults
    from risalah.model.article import Page
    from risalah.pipeline import process

    moment = None if published is None else str(published)
    make_defaults(url, outlet, moment, lang or "auto")
    page = Page(
        text,
        kind=kind,
        where=url or "text",
        url=url,
        title=title,
        outlet=outlet,
        published=moment,
        lang=None if lang == "auto" else lang,
    )
    return process(page, _load_kit(keep_all))


@lru_cache(maxsize=2)
def _load_kit(keep_all: bool) -> Kit:
    from risalah.config import Settings
    from risalah.pipeline import Kit

    return Kit(Settings(keep_all=keep_all))


def build(
    sources: str | Path | Iterable[str | Path],
    path: str | Path,
    *,
    lang: str = "auto",
    url: str | None = None,
    outlet: str | None = None,
    published: Day | None = None,
    jobs: int = 1,
    limit: int | None = None,
    keep_all: bool = False,
    strict: bool = False,
    wait: float = 0,
    as_of: Day | None = None,
) -> Register:
    """Read `sources` into the register at `path`, made where there is none, and open it for reading.

    A source is a file, a folder or an address, as `risalah build` takes them; a page that was read before is not read
    again. `url outlet published lang` are for pages that do not say it themselves; `jobs` is the number of processes,
    `limit` the number of pages, `wait` the seconds for which another writer is waited for. What cannot be read is told
    on standard error, and listed by `Register.set_aside()`. Raises NoUsableInput (no page could be read, or, with
    `strict`, one could not), RegisterBusy, StoreError, ConfigError.
    """
    import typer

    from risalah.cli_build import build_register
    from risalah.cli_run import Tally, make_defaults
    from risalah.config import load_settings
    from risalah.errors import NoUsableInput

    names = [str(s) for s in ([sources] if isinstance(sources, str | Path) else sources)]
    flags: dict[str, Any] = {"lang": lang, "jobs": jobs, "keep_all": keep_all, "strict": strict}
    settings = load_settings(flags)
    defaults = make_defaults(url, outlet, None if published is None else str(published), settings.lang)
    tally = Tally()
    try:
        build_register(names, str(path), settings, defaults, limit, False, tally, wait=wait)
    except typer.Exit as e:  # a command ends so where one line has said it all
        said = "; ".join(f.detail for f in tally.set_aside)
        raise NoUsableInput(said or "no page could be read", remedy="see what was told of each source") from e
    return Register(path, as_of=as_of)
