"""Proposals of a language model: candidate sentences out, records back, each as a proposal for the gate."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from risalah.extract.llm.answer import UnreadableAnswer, read_records
from risalah.extract.llm.client import LlmClient, NoAnswer
from risalah.extract.llm.prompt import Shown, load_prompt
from risalah.extract.proposing import Batch
from risalah.extract.readings import Readings, Unit
from risalah.model.gate import Proposal, Quoted, Usage
from risalah.model.span import Span

NAME = "llm"
_MOST_SENTENCES = 60  # of one article
_IN_ONE_QUESTION = 8
_CHARACTERS = 6_000  # of the sentences of one question
_CONTEXT = 300  # characters of the sentences beside a candidate
_LONGEST_VALUE = 300
_PLAIN = ("kind", "stage", "modality", "expected_stage", "outcome", "horizon", "said_by")
_DATES = ("due", "period", "signed_on")
_NOTHING: tuple[Any, ...] = (None, "", "null", "none", "None", [], {})


@dataclass(slots=True)
class _Reply:
    """What one question gave."""

    records: list[dict[str, Any]] = field(default_factory=list)
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    problem: str = ""
    cut: bool = False


class LlmProposer:
    """Asks a language model about the sentences that may state a commitment."""

    name = NAME

    def __init__(self, client: LlmClient) -> None:
        self._client = client
        self._prompt = load_prompt()

    def propose(self, readings: Readings) -> Batch:
        """Proposals for one article. Where the endpoint fails, what it gave so far, and a note that says so."""
        shown = list(pick_sentences(readings))
        if not shown:
            return Batch()
        if self._client.given_up:
            note = f"the language model was not asked about this page: {self._client.given_up}; the rules stand alone"
            return Batch(usage=Usage(notes=(note,), incomplete=True))
        begin, before = time.monotonic(), self._client.calls
        questions = list(_group(shown))
        with ThreadPoolExecutor(self._client.endpoint.concurrency) as pool:
            try:
                replies = list(pool.map(self._ask, questions))
            except BaseException:
                self._client.stop("the run was ended")  # else Ctrl-C would wait for every attempt
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        units = {s.number: readings.unit(s.number).span for s in shown}
        proposals = [read_proposal(r, units) for reply in replies for r in reply.records]
        failed = [r for r in replies if r.problem]
        notes = []
        if failed:
            notes.append(
                f"{len(failed)} of {len(questions)} questions to the language model got no usable answer "
                f"({failed[0].problem}); for those sentences the rules stand alone"
            )
        if any(r.cut for r in replies):
            notes.append(
                "an answer of the language model broke off at llm_max_tokens; what it held until there was read"
            )
        usage = Usage(
            calls=self._client.calls - before,
            failed_calls=len(failed),
            prompt_tokens=_add([r.prompt_tokens for r in replies]),
            completion_tokens=_add([r.completion_tokens for r in replies]),
            seconds=time.monotonic() - begin,
            notes=tuple(notes),
            incomplete=bool(failed),
        )
        return Batch(proposals, usage)

    def _ask(self, sentences: Sequence[Shown]) -> _Reply:
        try:
            answer = self._client.ask(self._prompt.messages(sentences))
        except NoAnswer as e:
            return _Reply(problem=str(e))
        reply = _Reply(prompt_tokens=answer.prompt_tokens, completion_tokens=answer.completion_tokens, cut=answer.cut)
        try:
            reply.records = read_records(answer.content)
        except UnreadableAnswer as e:
            reply.problem = str(e)
        return reply


def pick_sentences(readings: Readings) -> Iterator[Shown]:
    """The sentences of the body that name a party and a word of an instrument, an undertaking or an amount."""
    text = readings.doc.article.text
    found = 0
    for number in range(len(readings)):
        unit = readings.unit(number)
        if not _is_candidate(readings, unit):
            continue
        found += 1
        if found > _MOST_SENTENCES:
            return
        before = readings.unit(number - 1).span.of(text)[-_CONTEXT:] if number else ""
        after = readings.unit(number + 1).span.of(text)[:_CONTEXT] if number + 1 < len(readings) else ""
        yield Shown(number, unit.span.of(text), before, after)


def _is_candidate(readings: Readings, unit: Unit) -> bool:
    if not unit.body:
        return False
    money = any(a.currency for a in readings.doc.amounts_in(unit.span))
    return bool(unit.instruments or (unit.named and (unit.forms or money)))


def _group(shown: Sequence[Shown]) -> Iterator[list[Shown]]:
    """Sentences in groups that one question can hold."""
    row: list[Shown] = []
    size = 0
    for s in shown:
        if row and (len(row) == _IN_ONE_QUESTION or size + len(s.text) > _CHARACTERS):
            yield row
            row, size = [], 0
        row.append(s)
        size += len(s.text)
    if row:
        yield row


def read_proposal(record: Mapping[str, Any], units: Mapping[int, Span], extractor: str = NAME) -> Proposal:
    """One record of an answer as a proposal; what is of no known form is left out, or refused as malformed."""
    values: dict[str, Any] = {}
    quoted: list[Quoted] = []
    refused = ""

    def quote(name: str, words: Any) -> None:
        nonlocal refused
        if words in _NOTHING:
            return
        if isinstance(words, str):
            quoted.append(Quoted(name, words))
        else:
            refused = "malformed"

    for name in _PLAIN:
        if record.get(name) not in _NOTHING:
            values[name] = _plain(record[name])
        quote(name, record.get(f"{name}_words"))
    quote("title", record.get("title_words"))
    for name in _DATES:
        row = record.get(name)
        if isinstance(row, Mapping) and row.get("edtf") not in _NOTHING:
            values[name] = _plain(row["edtf"])
            quote(name, row.get("words"))
        elif isinstance(row, str) and row not in _NOTHING:
            values[name] = _plain(row)
    amount = record.get("amount")
    if isinstance(amount, Mapping) and any(amount.get(k) not in _NOTHING for k in ("value", "words")):
        kept = {k: _plain(amount[k]) for k in ("value", "currency", "unit") if amount.get(k) not in _NOTHING}
        values["amount"] = kept if "value" in kept else {**kept, "value": _plain(amount["words"])}
        quote("amount", amount.get("words"))
    parties = record.get("parties")
    if isinstance(parties, list):
        rows = [p if isinstance(p, Mapping) else {"words": p} for p in parties[:40]]
        values["parties"] = [
            {k: _plain(p[k]) for k in ("actor", "words", "role") if p.get(k) not in _NOTHING} for p in rows
        ]
        for p in rows:
            quote("parties", p.get("words"))
    sectors = record.get("sectors")
    if isinstance(sectors, list):
        values["sectors"] = [_plain(s) for s in sectors[:20]]
    number = record.get("sentence")
    within = units.get(number) if isinstance(number, int) else None
    return Proposal(extractor, "commitment", values, tuple(quoted), within, refused)


def _plain(value: Any) -> Any:
    """A value as plain JSON of bounded length."""
    if isinstance(value, bool | int | float) and abs(value) < 1e30:
        return value
    return str(value)[:_LONGEST_VALUE]


def _add(counts: Sequence[int | None]) -> int | None:
    """The sum of what was reported; None where nothing was."""
    known = [c for c in counts if c is not None]
    return sum(known) if known else None
