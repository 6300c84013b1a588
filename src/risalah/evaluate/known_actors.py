"""How many of the speakers, participants and parties that the gold names does the name finder know?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from risalah.evaluate.counts import Share
from risalah.evaluate.gold import Document, GoldSet
from risalah.evaluate.ledger import Row
from risalah.evaluate.names import NameTable


def measure_actors(gold: GoldSet, documents: Mapping[str, Document], log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Shares of gold actors that some actor or unresolved mention of the page matches, by what they do there."""
    table = NameTable(gold.names)
    shares = {f"names_{role}": Share() for role in ("speakers", "participants", "parties")}
    for key, document in documents.items():
        forms = [[a["id"], a["name"], *(a.get("aliases") or ())] for a in document.get("actors") or ()]
        forms += [[m["exact"]] for m in document.get("mentions") or () if not m.get("actor")]
        for role, actor in _walk_actors(gold.pages[key]):
            known = any(table.is_same(said, actor) for said in forms)
            shares[f"names_{role}"].add(known)
            if not known:
                log.append(("NAME", key, role, actor))
    return {name: share.to_json() for name, share in shares.items()}


def _walk_actors(page: Row) -> Iterator[tuple[str, str]]:
    for quotation in page["quotations"]:
        if quotation.get("speaker"):
            yield "speakers", quotation["speaker"]
    for meeting in page["meetings"]:
        yield from (("participants", p["actor"]) for p in meeting.get("participants") or ())
        yield from (("parties", code) for code in meeting.get("parties") or ())
    for commitment in page["commitments"]:
        yield from (("parties", p["actor"]) for p in commitment.get("parties") or ())
