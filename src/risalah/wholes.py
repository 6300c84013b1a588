"""Pages of one article, joined: whenever pages of it came, the register holds one article with all that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from risalah.clean.whole import ArticlePart, join_articles
from risalah.config import Settings
from risalah.model.document import Document

if TYPE_CHECKING:
    from risalah.pipeline import Kit
    from risalah.store import Store
    from risalah.store.parts import PartGroup


def join_parts(store: Store, settings: Settings, engine: str, run: int | None = None) -> int:
    """Join the pages of articles that came since; how many articles were joined.

    The joined text is read anew as a whole, for a name that the first page introduces is short on the second. A page
    that holds all parts stands for them as it is.
    """
    from risalah.pipeline import load_kit
    from risalah.store.parts import ALL, Parts

    found = Parts(store).find(engine)
    for group in found:
        if any(number == ALL for number, _ in group.members):
            Parts(store).join(group, None, engine, run)
            continue
        Parts(store).join(group, _read(store, group, load_kit(settings)), engine, run)
    return len(found)


def _read(store: Store, group: PartGroup, kit: Kit) -> Document:
    from risalah.pipeline import read_article

    chosen = dict(reversed(group.members))
    documents = {d.article.id: d for d in store.load_documents(chosen.values())}
    parts = [ArticlePart(number, documents[key].article) for number, key in chosen.items() if key in documents]
    return read_article(join_articles(group.whole, parts), kit, group.whole)
