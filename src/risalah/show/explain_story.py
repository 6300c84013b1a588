"""Why articles stand in one story, from how many origins, and what of each is counted."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from risalah.model.register import Story
from risalah.show.context import clean_text
from risalah.show.labels import Labels
from risalah.store.reader import Reader


def explain_story(store: Reader, story: Story) -> dict[str, Any]:
    """The story as JSON: its counts, its `articles` by event with origin, reason and copies, and `judgements`.

    `judgements` are those of rules and people between one of its articles and any other: an article that is only
    like the story (unsure), and what a person joined or parted.
    """
    rows = store.articles(story=story.id)
    rows.sort(key=lambda a: (a.event or "", a.published or "9999", a.id))
    return {
        "id": story.id,
        "title": story.title,
        "counts": {
            "articles": len(story.articles),
            "outlets": story.outlets,
            "origins": story.origins,
            "speakers": story.speakers,
        },
        "articles": [
            {
                "article": a.id,
                "title": a.title,
                "outlet": a.outlet,
                "published": a.published,
                "event": a.event,
                "origin": a.origin,
                "basis": a.origin_basis,
                "duplicate_of": a.duplicate_of,
            }
            for a in rows
        ],
        "judgements": [j.to_json() for j in store.article_decisions(story.articles)],
    }


def print_story(store: Reader, story: Story, console: Console, *, lang: str = "id") -> None:
    """Print what `explain_story` gives."""
    labels = Labels(lang)
    found = explain_story(store, story)
    console.print(Text(clean_text(found["title"] or "–"), "bold") + Text(f"  {found['id']}", "dim"))
    counts = ", ".join(f"{n} {labels.phrase(name)}" for name, n in found["counts"].items())
    console.print(Text(counts))
    events = dict.fromkeys(a["event"] for a in found["articles"])
    for event in events:
        console.print()
        console.print(Rule(Text(f"{labels.heading('event')} {event or '–'}", "bold"), align="left", style="dim"))
        for a in found["articles"]:
            if a["event"] != event:
                continue
            day = (a["published"] or "–")[:10]
            console.print(Text(f"{day}  {clean_text(a['outlet'] or '?')}  {clean_text(a['title'] or '–')}"))
            copy = f"  {labels.phrase('copy_of')} {a['duplicate_of'][7:19]}" if a["duplicate_of"] else ""
            basis = clean_text(labels.reason(a["basis"])) if a["basis"] else ""
            console.print(Text(f"  {a['origin'] or '–'}: {basis}{copy}", "dim"))
    console.print()
    console.print(Rule(Text(labels.heading("judgements"), "bold"), align="left", style="dim"))
    for j in found["judgements"]:
        verdict = labels.label("verdict", j["verdict"])
        console.print(Text(f"{verdict}  {j['by']}  {j['left'][7:19]} – {j['right'][7:19]}", "yellow"))
        for reason in j["reasons"]:
            console.print(Text(f"  {clean_text(labels.reason(reason))}", "dim"))
    if not found["judgements"]:
        console.print(Text(labels.phrase("story_by_words"), "dim"))
