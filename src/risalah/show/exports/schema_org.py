"""JSON-LD with the words of schema.org: articles, events, quotations, promises as actions, claims with their sources.

ClaimReview is not used: nothing here says what is true. A `<` never stands in the text, so that the object can lie in a
page's script element.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from risalah.model.register import Entry
from risalah.show.exports.shelf import Shelf

_EVENT_STATUS = {
    "planned": "EventScheduled",
    "held": "EventScheduled",
    "unclear": "EventScheduled",
    "postponed": "EventPostponed",
    "rescheduled": "EventRescheduled",
    "cancelled": "EventCancelled",
}
_FAILED = frozenset({"withdrawn", "terminated", "refused", "expired"})
_TYPES = {"person": "Person", "state": "Country", "place": "Place"}


def write_jsonld(shelf: Shelf) -> Iterator[str]:
    """One object with a `@graph`."""
    yield '{"@context": "https://schema.org", "@graph": ['
    mark = "\n"
    for node in _list_nodes(shelf):
        text = json.dumps({k: v for k, v in node.items() if v not in (None, [], "")}, ensure_ascii=False)
        yield mark + text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        mark = ",\n"
    yield "\n]}\n"


def _list_nodes(shelf: Shelf) -> Iterator[dict[str, Any]]:
    for a in shelf.register.articles:
        yield {
            "@type": "NewsArticle",
            "@id": shelf.link("article", a.id),
            "url": a.url,
            "headline": a.title,
            "datePublished": a.published,
            "inLanguage": a.lang,
            "publisher": {"@type": "Organization", "name": a.outlet} if a.outlet else None,
        }
    for actor in shelf.actors.values():
        yield {
            "@type": _TYPES.get(actor["kind"], "Organization"),
            "@id": shelf.link("actor", actor["id"]),
            "identifier": actor["id"],
            "name": actor["name"],
            "alternateName": list(actor.get("aliases") or ()),
            "jobTitle": actor.get("office") if actor["kind"] == "person" else None,
        }
    for entry in shelf.entries:
        yield {"meeting": _meeting, "quotation": _quotation, "commitment": _commitment}[entry.type](shelf, entry)
        if entry.type != "quotation":
            yield _claim(shelf, entry)


def _meeting(shelf: Shelf, entry: Entry) -> dict[str, Any]:
    v, when = entry.value, entry.value.get("when") or {}
    place = v.get("place") or {}
    before = [w.get("from") for w in v.get("previous") or () if w.get("from")]
    people = [p["actor"] for p in v.get("participants") or ()]
    return {
        **_head(shelf, entry, "Event"),
        "name": shelf.title(entry),
        "additionalType": v.get("kind"),
        "startDate": when.get("from"),
        "endDate": when.get("to"),
        "previousStartDate": before[-1] if before else None,
        "eventStatus": f"https://schema.org/{_EVENT_STATUS.get(v.get('status') or '', 'EventScheduled')}",
        "location": {"@type": "Place", "name": place.get("name"), "address": place.get("country")} if place else None,
        "attendee": _refer(shelf, [*shelf.parties(entry), *people]),
        "subjectOf": _articles(shelf, entry),
    }


def _quotation(shelf: Shelf, entry: Entry) -> dict[str, Any]:
    speaker = entry.value.get("speaker")
    kind = shelf.actors.get(speaker or "", {}).get("kind")
    return {
        **_head(shelf, entry, "Quotation"),
        "text": shelf.words(entry),
        "spokenByCharacter" if kind in (None, "person") else "creator": _refer(shelf, [speaker] if speaker else []),
        "isBasedOn": _articles(shelf, entry),
    }


def _commitment(shelf: Shelf, entry: Entry) -> dict[str, Any]:
    v = entry.value
    roles: dict[str, list[str]] = {}
    for p in v.get("parties") or ():
        roles.setdefault(p.get("role") or "party", []).append(p["actor"])
    amount = v.get("amount") or {}
    return {
        **_head(shelf, entry, "Action"),
        "name": shelf.title(entry),
        "additionalType": v.get("kind"),
        "description": "; ".join(f"{k}: {v[k]}" for k in ("stage", "modality", "outcome") if v.get(k)),
        "actionStatus": f"https://schema.org/{_say_status(v)}",
        "agent": _refer(shelf, roles.get("committer", []) + roles.get("party", [])),
        "participant": _refer(shelf, roles.get("beneficiary", []) + roles.get("addressee", [])),
        "startTime": (v.get("signed_on") or v.get("said_on") or {}).get("from"),
        "endTime": (v.get("due") or {}).get("to"),
        "price": amount.get("value"),
        "priceCurrency": amount.get("currency"),
        "subjectOf": _articles(shelf, entry),
    }


def _say_status(value: dict[str, Any]) -> str:
    """What has been done of a promise; a signature alone does nothing of it."""
    if value.get("stage") in _FAILED or value.get("outcome") in ("missed", "reversed"):
        return "FailedActionStatus"
    if value.get("outcome") == "met" or value.get("stage") == "implemented":
        return "CompletedActionStatus"
    return "ActiveActionStatus" if value.get("outcome") in ("in_progress", "partly_met") else "PotentialActionStatus"


def _claim(shelf: Shelf, entry: Entry) -> dict[str, Any]:
    """Who says that it is so: the article in which it appeared first, and all others."""
    found = _articles(shelf, entry)
    link = shelf.link(entry.type, entry.id)
    return {
        "@type": "Claim",
        "@id": link + "#claim",
        "about": {"@id": link},
        "firstAppearance": found[0] if found else None,
        "appearance": found,
    }


def _head(shelf: Shelf, entry: Entry, kind: str) -> dict[str, Any]:
    return {"@type": kind, "@id": shelf.link(entry.type, entry.id), "identifier": entry.id}


def _refer(shelf: Shelf, actors: list[str]) -> list[dict[str, str]]:
    return [{"@id": shelf.link("actor", a)} for a in dict.fromkeys(actors)]


def _articles(shelf: Shelf, entry: Entry) -> list[dict[str, str]]:
    return [{"@id": shelf.link("article", a.id)} for a in shelf.sources(entry)]
