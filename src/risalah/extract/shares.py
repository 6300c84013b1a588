"""Several takers with an amount each behind one verb: "1 juta dolar kepada Fiji dan 2 juta dolar kepada Tonga"."""

from __future__ import annotations

from dataclasses import dataclass

from risalah.extract.parties import Cast
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Amount, Annotated
from risalah.model.span import Span

_GAP = 8  # words between an amount and who gets it ("20 ton beras dan obat kepada pemerintah Fiji")


@dataclass(frozen=True, slots=True)
class Share:
    """An amount at tokens [first, last] with the parties that get it."""

    amount: Amount
    takers: tuple[str, ...]
    first: int
    last: int


def find_shares(doc: Annotated, cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Share]:
    """The shares behind an active verb of one side, in text order; [] where fewer than two takers have one each."""
    if trigger.voice != "active" or trigger.instruments or trigger.cue.roles != "one":
        return []
    if min(trigger.stop, len(clauses.tokens)) <= trigger.last + 1:
        return []
    g = cast.grammar
    span = Span(
        clauses.tokens[trigger.last].span.end, clauses.tokens[min(trigger.stop, len(clauses.tokens)) - 1].span.end
    )
    amounts = [a for a in doc.amounts_in(span) if a.currency or (a.unit and a.unit != "percent")]
    if len(amounts) < 2:
        return []
    names = [n for n in cast.named(clauses) if n.first > trigger.last and n.before in g.to]
    out: list[Share] = []
    for n, amount in enumerate(amounts):
        first = clauses.index_at(amount.span.start)
        end = clauses.index_at(amounts[n + 1].span.start) if n + 1 < len(amounts) else len(clauses.tokens)
        taker = next((x for x in names if first < x.first < min(end, first + _GAP)), None)
        joined = n == 0 or clauses.tokens[first - 1].low in g.and_ | {","}
        if taker is None or not joined:
            return []
        out.append(Share(amount, taker.parties, first, taker.last))
    return out if len({s.takers for s in out}) > 1 else []
