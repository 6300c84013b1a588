"""The review queue in the terminal: one card, its evidence, and single keys. Never: deciding anything by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from risalah.errors import RulingError, StaleRuling
from risalah.model.register import Judgement, RecordRef, Selector
from risalah.model.ruling import Act, Ruling
from risalah.show.context import clean_text
from risalah.show.labels import Labels
from risalah.show.terminal_detail import Detail
from risalah.store.cards import REASONS, Card
from risalah.store.writer import Store

ReadKey = Callable[[], str]
"""Gives the next key ("a", " ", "z" ...); the empty text at the end of input."""
ReadLine = Callable[[str], str]


class Queue:
    """Shows cards of one reason after the other and keeps what the person decides; `by` is "person:NAME"."""

    def __init__(self, store: Store, console: Console, labels: Labels, as_of: str, by: str) -> None:
        self._store, self._console, self._labels, self._by = store, console, labels, by
        self._undone: Card | None = None
        self._detail = Detail(store, console, as_of, labels)
        self._decided: list[tuple[Card, str, list[int]]] = []

    def run(self, reasons: tuple[str, ...], read_key: ReadKey, read_line: ReadLine) -> int:
        """Work through the queue until it is empty, or the person ends; the number of decisions that stand."""
        for reason in reasons or REASONS:
            after = 0
            while (card := self._store.next_card(reason, after)) is not None:
                step = self._ask(card, read_key, read_line)
                if step == "undone":
                    last = self._undone
                    after = last.n - 1 if last is not None and last.reason == reason else card.n - 1
                elif step == "quit":
                    return len(self._decided)
                if step == "back":
                    before = self._store.next_card(reason, card.n, back=True)
                    after = before.n - 1 if before else card.n - 1
                elif step == "again":
                    after = card.n - 1
                else:
                    after = card.n
        self._say("done")
        return len(self._decided)

    def _ask(self, card: Card, read_key: ReadKey, read_line: ReadLine) -> str:
        """Show a card and carry out one key: "next", "back", "again" or "quit"."""
        self._show(card)
        key = read_key().lower()
        if key in ("", "q", "\x03", "\x04"):
            return "quit"
        if key in (" ", "j", "k"):
            return "back" if key == "k" else "next"
        if key == "z":
            return self._undo()
        if key == "a":
            return self._decide(card, "accept")
        if key == "x":
            return self._decide(card, "reject")
        if key == "e" and card.reason not in ("unsure_merge", "gate"):
            return self._edit(card, read_line(self._labels.label("review", "edit")))
        self._say("help")
        return "again"

    def _show(self, card: Card) -> None:
        why = self._labels.label("card", card.reason)
        self._console.print()
        self._console.print(Rule(Text(f"{why}  {card.n}", "bold yellow"), align="left", style="yellow"))
        for line in self._list_details(card):
            self._console.print(Text(f"  {clean_text(line)}", "dim"))
        if card.reason == "unsure_merge":
            for key in card.records:
                if entry := self._store.entry_of_record(key):
                    self._detail.show(entry)
        elif card.entry and (entry := self._store.entry(card.entry)):
            self._detail.show(entry)
        self._say("keys_pair" if card.reason == "unsure_merge" else "keys")

    def _list_details(self, card: Card) -> list[str]:
        d = card.detail
        out = [self._labels.reason(r) for r in d.get("reasons") or ()]
        if d.get("governors"):
            out.append(f"{self._labels.field('governors')}: {', '.join(d['governors'])}")
        if d.get("inferred"):
            out.append(f"{self._labels.field(d['field'])}: {d.get('raw')} -> {d.get('edtf')}; {d.get('reason') or ''}")
        if d.get("said"):
            out.append(f"{d.get('code')}: {d['said']}")
        return out

    def _decide(self, card: Card, act: Act) -> str:
        if card.reason == "unsure_merge":
            left, right = card.records
            verdict = "same" if act == "accept" else "different"
            judgement = Judgement(left, right, verdict, 0.0, ("review",), self._by)  # type: ignore[arg-type]
            self._decided.append((card, "judgement", [self._store.add_judgement(judgement, card=card.id)]))
            self._say("kept")
            return "next"
        if card.reason == "gate":
            self._store.close_card(card.id, self._by, act)
            return "next"
        return self._rule(card, [Ruling(key, act, self._by, reason=card.reason) for key in card.records])

    def _edit(self, card: Card, line: str) -> str:
        """FIELD=VALUE | words, for the entry's first record and those that say the same."""
        told, _, words = line.partition("|")
        field, equals, value = told.partition("=")
        field, value = field.strip(), value.strip()
        entry = self._store.entry(card.entry) if card.entry else None
        if not equals or entry is None:
            self._say("help")
            return "again"
        bodies = self._store.record_bodies(RecordRef(*key.split("#")) for key in card.records)
        selector = Selector(words.strip()) if words.strip() else None
        rulings = []
        for key in card.records:
            before = bodies.get(RecordRef(*key.split("#")), {}).get(field)
            if selector is None or _holds(self._store, key, words.strip()):
                rulings.append(
                    Ruling(key, "set", self._by, "", field, before, _split(field, value), card.reason, words=selector)
                )
        return self._rule(card, rulings)

    def _rule(self, card: Card, rulings: list[Ruling]) -> str:
        kept: list[int] = []
        try:
            for ruling in rulings:
                kept.append(self._store.add_ruling(ruling, expect=card.last))
        except StaleRuling as e:
            self._console.print(Text(str(e), "bold red"))
            for row in e.since:
                self._console.print(Text(f"  {row}", "red"))
        except RulingError as e:
            self._console.print(Text(str(e), "bold red"))
        if kept:
            self._decided.append((card, "ruling", kept))
        if len(kept) < len(rulings) or not rulings:
            return "again"
        self._say("kept")
        return "next"

    def _undo(self) -> str:
        if not self._decided:
            self._say("nothing")
            return "again"
        self._undone, kind, numbers = self._decided.pop()
        for number in reversed(numbers):
            if kind == "ruling":
                self._store.withdraw_ruling(number, by=self._by)
            else:
                self._store.withdraw_judgement(number, by=self._by)
        self._say("undone")
        return "undone"

    def _say(self, name: str) -> None:
        self._console.print(Text(self._labels.label("review", name), "cyan"))


def _holds(store: Store, key: str, words: str) -> bool:
    document = store.document(key.partition("#")[0])
    return document is not None and words in document.article.text


def _split(field: str, value: str) -> Any:
    """Several sectors or topics are written with commas."""
    return [v.strip() for v in value.split(",")] if field in ("sectors", "topics") else value
