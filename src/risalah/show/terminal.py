"""The register in the terminal: an overview, or one entry with its evidence, history, conflicts and sources."""

from __future__ import annotations

from datetime import date

from rich.console import Console

from risalah.errors import ConfigError
from risalah.show.export_rows import read_day
from risalah.show.labels import Labels
from risalah.show.offices import show_actor
from risalah.show.terminal_detail import Detail
from risalah.show.terminal_overview import Overview
from risalah.store.reader import Reader


def show_register(store: Reader, console: Console, as_of: str | date, *, lang: str = "id") -> None:
    """Print the overview: counts, stories, commitments by stage, meetings, quotations, conflicts.

    `as_of` is the day on which overdue is judged, `lang` the language of labels ("id" or "en").
    """
    Overview(store, console, read_day(as_of), Labels(lang)).show()


def show_entry(store: Reader, id: str, console: Console, as_of: str | date, *, lang: str = "id") -> None:
    """Print one meeting, quotation, commitment, story, article or actor; `id` may be any unique beginning.

    "<article>#<record>" gives the entry that rests on that record.

    Raises ConfigError where there is none, StoreError where the beginning fits several.
    """
    labels = Labels(lang)
    day = read_day(as_of)
    entry = store.entry_of_record(id) if "#" in id else store.entry(id)
    if entry is not None:
        Detail(store, console, day, labels).show(entry)
        return
    story = store.story(id)
    if story is not None:
        Overview(store, console, day, labels).show_story(story)
        return
    article = store.article_entry(id)
    if article is not None:
        Overview(store, console, day, labels).show_article(article)
        return
    actor = store.actor(id)
    if actor is not None:
        show_actor(store, actor, console, lang=lang)
        return
    raise ConfigError(f"{store.name}: nothing with the id {id!r}", remedy="list the ids with `risalah show REGISTER`")
