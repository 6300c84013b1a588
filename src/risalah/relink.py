"""Articles added to a large register are linked by themselves: what is near them is loaded, the rest stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from risalah.link.extend import Extender, Near
from risalah.model.register import Entry, Judgement, RegisterPatch
from risalah.resources.actors import ActorTable
from risalah.resources.linking import Weights

if TYPE_CHECKING:
    from risalah.store import Store

_LIKE = 40  # articles that are like a new one by the index of words
_OF_PAIR = 40  # the newest entries of a pair of parties
_ABOUT_A_DAY = 60  # entries around a day
_DAYS = {"meeting": 12, "quotation": 5}


def extend_register(store: Store, weights: Weights, judgements: Iterable[Judgement]) -> RegisterPatch | None:
    """Link the articles that were added since the register was linked, and write what they change.

    None, with nothing done, where a rebuild is in place: the register is small, much was added, now or since the last
    rebuild, or a stored article was replaced or took another one's place.
    """
    kept, added = store.read_terms(), store.find_added()
    if kept is None or added is None:
        return None
    terms, whole = kept
    count = terms.articles
    many = len(added) > weights.limit("extend_share") * count
    grown = count + len(added) > (1 + weights.limit("extend_growth")) * whole
    if count < weights.limit("extend_least") or many or grown:
        return None
    patch = compute_patch(store, weights, judgements, added)
    store.extend_register(patch, whole)
    return patch


def compute_patch(store: Store, weights: Weights, judgements: Iterable[Judgement], added: list[str]) -> RegisterPatch:
    """What these articles change; nothing is written."""
    kept = store.read_terms()
    assert kept is not None
    extender = Extender(weights, kept[0], store.actors(), judgements, ActorTable())
    extender.look_for(store.load_documents(added))
    near = _list_near(store, extender.near())
    like = set(_list_like(store, extender, int(weights.limit("story_days"))))
    # Who met on one day is news of one story, whatever its words.
    like |= {r.article for e in near if e.type == "meeting" for r in e.records}
    places = store.article_entries(like)
    stories = {s.id: s.articles for s in store.stories_by_id(p.story for p in places.values() if p.story)}
    members = {key for keys in stories.values() for key in keys}
    documents = {d.article.id: d for d in store.load_documents(members)}
    places |= store.article_entries(members)
    changed = extender.tell({s: [documents[k] for k in keys if k in documents] for s, keys in stories.items()}, places)
    entries = {e.id: e for e in (*near, *store.entries_of_articles(changed))}
    rest = {r.article for e in entries.values() for r in e.records} - set(documents)
    places |= store.article_entries(rest)
    return extender.join(list(entries.values()), store.load_documents(rest), places)


def _list_like(store: Store, extender: Extender, days: int) -> Iterable[str]:
    """Articles with the words of a new one, published around its day, and those at its address."""
    for words, day, url in extender.probes():
        first, last = _around(day, days)
        yield from store.find_like(words, first, last, _LIKE)
        if url:
            yield from store.find_url(url)


def _list_near(store: Store, wanted: Iterable[Near]) -> list[Entry]:
    """The entries that new records may belong to."""
    out: dict[str, Entry] = {}
    for near in wanted:
        asked: dict[str, Any] = {"parties": list(near.actors)}
        if near.type in _DAYS:
            first, last = _around(near.day, _DAYS[near.type])
            found = store.entries(near.type, **asked, date_from=first, date_to=last, limit=_ABOUT_A_DAY)
            out |= {e.id: e for e in found}
        if near.type != "quotation":
            last = (near.day or date.max).isoformat()
            out |= {e.id: e for e in store.entries(near.type, **asked, date_to=last, limit=_OF_PAIR)}
        for word in near.words:
            out |= {e.id: e for e in store.entries(near.type, **asked, words=word, limit=_OF_PAIR)}
    return list(out.values())


def _around(day: date | None, days: int) -> tuple[str, str]:
    """The ISO days around one; all days where it is not known."""
    if day is None:
        return "0000", "9999"
    return (day - timedelta(days=days)).isoformat(), (day + timedelta(days=days)).isoformat()
