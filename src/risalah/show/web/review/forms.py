"""From a form to a decision of the store. Raises RulingError for what cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from risalah.errors import RulingError
from risalah.model.register import Entry, Judgement, RecordRef, Selector
from risalah.model.ruling import RecordType, Ruling
from risalah.show.web.review.fields import list_changed
from risalah.store.cards import Card
from risalah.store.decide import Decision, Kind, verdict_of
from risalah.store.quotes import locate
from risalah.store.reader import Reader

_NUMBER = re.compile(r"(ruling|judgement):(\d{1,9})")
_LETTERS: dict[str, RecordType] = {"c": "commitment", "m": "meeting", "q": "quotation"}
_MOST_WHY = 2000


def read_expect(given: Mapping[str, str]) -> int:
    """The number of the last decision that the person had seen."""
    raw = given.get("expect", "")
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 9):
        raise RulingError("the form does not say what was seen", remedy="open the card again")
    return int(raw)


def read_why(given: Mapping[str, str]) -> str:
    """The reason, as one line of plain text."""
    return " ".join(given.get("why", "").replace("\x00", "").split())[:_MOST_WHY]


def read_words(given: Mapping[str, str]) -> Selector | None:
    """The words that were selected or pasted, with those around them where a script told them."""
    words = given.get("words", "").replace("\x00", "").replace("\r\n", "\n").strip()
    if not words:
        return None
    if len(words) > 4000:
        raise RulingError("more words than a record can rest on", remedy="choose one or two sentences")
    return Selector(words, given.get("prefix", "")[-64:], given.get("suffix", "")[:64])


def decide_card(reader: Reader, card: Card, given: Mapping[str, str], by: str) -> Decision:
    """What a person answers to a card."""
    act, expect = given.get("act", ""), read_expect(given)
    if card.reason == "gate":
        if act not in ("accept", "reject"):
            raise RulingError(f"{act!r} is no answer to this card", remedy="use its buttons")
        return Decision(by, card=card.id, dismiss=act)
    if card.reason == "unsure_merge":
        if act not in ("accept", "reject"):
            raise RulingError(f"{act!r} is no answer to this card", remedy="use its buttons")
        left, right = card.records
        why = read_why(given)
        told = Judgement(left, right, verdict_of(act), 0.0, (why,) if why else ("review",), by)  # type: ignore[arg-type]
        return Decision(by, judgements=(told,), card=card.id, expect=expect)
    return Decision(by, decide_records(reader, card.records, given, by, card.reason), card=card.id, expect=expect)


def decide_records(
    reader: Reader, records: Iterable[str], given: Mapping[str, str], by: str, reason: str = ""
) -> tuple[Ruling, ...]:
    """Rulings on the records of an entry: it stands, it does not, or fields have other values."""
    act, why, keys = given.get("act", ""), read_why(given), list(records)
    if act in ("accept", "reject"):
        return tuple(Ruling(key, act, by, why, reason=reason) for key in keys)  # type: ignore[arg-type]
    if act != "set":
        raise RulingError(f"{act!r} is nothing to decide", remedy="use the buttons of the form")
    shown = given.get("record", "")
    if shown not in keys:
        raise RulingError("the form names no record of this entry", remedy="open it again")
    changed = list_changed(_LETTERS[shown.partition("#")[2][:1]], given)
    if not changed:
        raise RulingError("nothing was changed", remedy="choose another value, or accept the record")
    words = read_words(given)
    chosen = keys if given.get("all") else [shown]
    if words is not None:
        chosen = [key for key in chosen if key == shown or _holds(reader, key, words)]
    bodies = reader.record_bodies(RecordRef(*key.split("#")) for key in chosen)

    def before(key: str, field: str) -> Any:
        return bodies.get(RecordRef(*key.split("#")), {}).get(field)

    return tuple(
        Ruling(key, "set", by, why, field, before(key, field), value, reason, words=words)
        for key in chosen
        for field, value in changed
    )


def _holds(reader: Reader, key: str, words: Selector) -> bool:
    document = reader.document(key.partition("#")[0])
    return document is not None and locate(words, document.article.text) is not None


def add_record(article: str, given: Mapping[str, str], by: str) -> Decision:
    """A record that the engine missed: its fields, and the words that it rests on."""
    letter = {"commitment": "c", "meeting": "m", "quotation": "q"}.get(given.get("type", ""))
    if letter is None:
        raise RulingError("a record is a commitment, a meeting or a quotation", remedy="choose one of them")
    body = dict(list_changed(_LETTERS[letter], {**given, **{f"w.{k[2:]}": "" for k in given if k.startswith("f.")}}))
    body = {k: v for k, v in body.items() if v not in (None, "", [], False)}
    ruling = Ruling(f"{article}#{letter}", "add", by, read_why(given), after=body, words=read_words(given))
    return Decision(by, (ruling.check(),), expect=read_expect(given))


def judge_pairs(
    entry: Entry, given: Mapping[str, str], by: str, find: Callable[[str], Entry | None]
) -> tuple[Judgement, ...]:
    """Merging an entry with another one, or taking one record out of it."""
    why = read_why(given) or "review"
    keys = [f"{r.article}#{r.id}" for r in entry.records]
    if given.get("act") == "join":
        wanted = given.get("other", "").strip().rstrip("/").rpartition("/")[2].partition("?")[0]
        other = find(wanted) if wanted else None
        if other is None:
            raise RulingError(f"no entry {wanted!r}", remedy="give its id, or the address of its page")
        if other.type != entry.type or other.id == entry.id:
            raise RulingError("only two entries of one kind can be one", remedy="choose another entry")
        first = other.records[0]
        return (Judgement(keys[0], f"{first.article}#{first.id}", "same", 0.0, (why,), by),)
    taken = given.get("record", "")
    if given.get("act") != "split" or taken not in keys or len(keys) < 2:
        raise RulingError("nothing to take apart here", remedy="choose one of the records of the entry")
    return tuple(Judgement(taken, key, "different", 0.0, (why,), by) for key in keys if key != taken)


def read_numbers(raw: Iterable[object]) -> list[tuple[Kind, int]]:
    """What a form takes back: "ruling:5", "judgement:2"."""
    out: list[tuple[Kind, int]] = []
    for one in raw:
        match = _NUMBER.fullmatch(str(one))
        if match is None:
            raise RulingError(f"{str(one)[:40]!r} names no decision", remedy="use the buttons of the list")
        out.append((match[1], int(match[2])))  # type: ignore[arg-type]
    if not out:
        raise RulingError("nothing to take back", remedy="choose a decision")
    return out
