"""The command that says why: of an entry, a story, an article, an actor, or of two entries held against each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from risalah.cli_options import ConfigOpt, JsonOpt, RegisterArg, UiOpt
from risalah.config import load_settings
from risalah.errors import ConfigError

if TYPE_CHECKING:
    from risalah.model.register import Entry, Story
    from risalah.store.reader import Reader


def register_explain(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(explain)


def explain(
    register: RegisterArg,
    record: Annotated[
        str, typer.Argument(metavar="ID", help="An entry, a record (ARTICLE#c1), a story, an article or an actor.")
    ],
    other: Annotated[
        str | None, typer.Argument(metavar="OTHER", help="A second entry: why the two are two, or one.")
    ] = None,
    ui: UiOpt = None,
    as_json: JsonOpt = False,
    config: ConfigOpt = None,
) -> None:
    """Say why: rule, words and rejected values, who is counted, what was joined, what was kept apart."""
    from risalah.cli_paper import Paper
    from risalah.show import explain as entry_view
    from risalah.show.explain_pair import explain_pair, print_pair
    from risalah.show.explain_story import explain_story, print_story
    from risalah.store import open_store

    lang = load_settings({"ui_lang": ui}, file=config).ui_lang
    with open_store(register, read_only=True) as store:
        if other is not None:
            left, right = entry_view.find_entry(store, record), entry_view.find_entry(store, other)
            rows = _weigh(store, left, right)
            if as_json:
                _print_json(explain_pair(store, left, right, rows))
            else:
                print_pair(store, left, right, rows, Paper(), lang=lang)
            return
        story = _find_story(store, record)
        if story is not None:
            if as_json:
                _print_json(explain_story(store, story))
            else:
                print_story(store, story, Paper(), lang=lang)
        elif as_json:
            _print_json(entry_view.explain(store, record))
        else:
            entry_view.explain_entry(store, record, Paper(), lang=lang)


def _find_story(store: Reader, key: str) -> Story | None:
    """The story of this id, or of the article of this id or beginning of it; None where the key names neither."""
    if "#" in key:
        return None
    if key.startswith("s-"):
        story = store.story(key)
        if story is None:
            remedy = "list the ids with `risalah export REGISTER --format json`"
            raise ConfigError(f"{store.name}: no story with the id {key!r}", remedy=remedy)
        return story
    article = store.article_entry(key if key.startswith("sha256:") else f"sha256:{key}")
    return store.story(article.story) if article is not None and article.story else None


def _weigh(store: Reader, left: Entry, right: Entry) -> list[dict[str, Any]]:
    """Every record of one entry against every one of the other, by the rules of today."""
    from risalah.cli_build import read_linking_weights
    from risalah.link.weigh import weigh_records

    articles = sorted({r.article for e in (left, right) for r in e.records})
    names = {a["id"]: str(a["same_as"]) for a in store.actors() if a.get("same_as")}
    occasions = {
        f"{r.article}#{r.id}": str(e.value["occasion"])
        for e in (left, right)
        if e.type == "quotation" and e.value.get("occasion")
        for r in e.records
    }
    found = weigh_records(
        left.records,
        right.records,
        documents=store.load_documents(articles),
        places=store.article_entries(articles),
        weights=read_linking_weights(),
        names=names,
        occasions=occasions,
    )
    return [w.to_json() for w in found]


def _print_json(found: dict[str, Any]) -> None:
    print(json.dumps(found, ensure_ascii=False))
