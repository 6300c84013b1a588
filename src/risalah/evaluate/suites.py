"""The suites of `risalah eval`: what each measures, and the floors it must keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from risalah.config import Settings
from risalah.errors import BelowFloor, ConfigError
from risalah.evaluate.bars import judge_bars
from risalah.evaluate.gold import (
    Document,
    GoldSet,
    assign_documents,
    read_gold,
    read_ids,
    read_json,
    read_predictions,
    read_split,
)
from risalah.evaluate.ingest import measure_ingest
from risalah.evaluate.language import DEFAULT_DATA, measure_language, repeat_quotations
from risalah.evaluate.ledger import Ledger
from risalah.evaluate.line_training import leave_outlets_out, read_training_pages
from risalah.evaluate.linking import measure_linking
from risalah.evaluate.reading import build_register, read_documents
from risalah.evaluate.register import score_register
from risalah.evaluate.relevance import measure_relevance
from risalah.evaluate.scoring import Figures, score_documents, summarise
from risalah.evaluate.spread import measure_spread
from risalah.resources.loader import DATA

SUITES = ("records", "language", "link", "ingest", "relevance", "curated", "all")
_DEFAULT_FIGURE = ("f1", "rate", "count", "bad", "recall")
"""Which member of a figure a floor without a dot means: the first that it has."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be measured. Without `gold` the shipped sample; `pred` scores a file instead of the engine; `baseline`
    trains a plain tagger beside ours.
    """

    suite: str = "records"
    gold: Path | None = None
    split: str | None = None
    ids: Path | None = None
    pred: Path | None = None
    register: Path | None = None
    data: Path | None = None
    groups: tuple[str, ...] = ()
    baseline: bool = False
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Figures of a suite and the log of what failed."""

    figures: Figures
    log: list[tuple[Any, ...]]


def run_suite(request: Request, settings: Settings) -> Outcome:
    """Measure. Raises ConfigError where the suite or its data does not exist."""
    if request.suite not in SUITES:
        raise ConfigError(f"there is no suite {request.suite!r}", remedy=f"suites are {', '.join(SUITES)}")
    figures: Figures = {"suite": request.suite}
    log: list[tuple[Any, ...]] = []
    if request.suite == "ingest":
        figures["ingest"] = _measure_pages(request.data or DEFAULT_DATA, log)
        return Outcome(figures, log)
    if request.suite == "curated":
        figures["curated"] = _measure_curated(request, log)
        return Outcome(figures, log)
    scored = _score(request, settings)
    if request.suite in ("language", "all"):
        parts = _sentence_ids(request)
        language = measure_language(scored.gold, scored.documents, parts, request.data, settings, log, request.baseline)
        on_pages, faults = repeat_quotations(summarise(scored.ledger), scored.ledger.log)
        log += faults if request.suite == "language" else []
        figures["language"] = language | on_pages
        figures["bars"] = judge_bars(figures["language"])
    if request.suite == "relevance" and request.pred is None:
        figures["relevance"] = measure_relevance(request.data or DEFAULT_DATA, log)
    if request.suite == "all" and ((request.data or DEFAULT_DATA) / "eval" / "html").is_dir():
        figures["ingest"] = _measure_pages(request.data or DEFAULT_DATA, log)
    if request.suite in ("link", "all"):
        figures["linking"] = measure_linking(scored.gold, scored.documents, request.data, settings, log)
    if request.suite != "language":
        ledger, register = scored.ledger, scored.register
        log += ledger.log
        figures |= _choose(request.suite, summarise(ledger), register)
        log += [("OVER-CLAIM", *claim) for claim in ledger.overclaims] if "overclaim" in figures else []
        log += [("TRAP", *trap) for trap in ledger.traps] if "trap_hits" in figures else []
    if request.by:
        figures["spread"] = measure_spread(scored.gold, scored.documents, request.by)
    return Outcome(figures, log)


def _measure_curated(request: Request, log: list[tuple[Any, ...]]) -> Figures:
    from risalah.evaluate.curated import measure_curated
    from risalah.store import open_store

    if request.register is None:
        raise ConfigError("the suite curated needs a register", remedy="give it with --register")
    with open_store(request.register, read_only=True) as store:
        return measure_curated(store, log)


def check_bounds(figures: Figures, floors: Sequence[str], ceilings: Sequence[str] = ()) -> None:
    """Raise BelowFloor, naming all figures that are out of their NAME=VALUE bounds; ConfigError for a bad bound."""
    faults = []
    for option, bounds, sign in (("--floor", floors, 1), ("--ceiling", ceilings, -1)):
        for bound in bounds:
            name, value, limit = _read_bound(option, bound, figures)
            if value is None or sign * value < sign * limit:
                said = "was not measured" if value is None else f"is {value:.4g}"
                faults.append(f"{name} {said}, its {option.strip('-')} is {limit:g}")
    if faults:
        raise BelowFloor("; ".join(faults), remedy="see what failed with --verbose")


def _measure_pages(data: Path, log: list[tuple[Any, ...]]) -> Figures:
    return measure_ingest(data, log) | leave_outlets_out(read_training_pages(data), log)


@dataclass(frozen=True, slots=True)
class _Scored:
    gold: GoldSet
    documents: dict[str, Document]
    ledger: Ledger
    register: Figures | None


def _score(request: Request, settings: Settings) -> _Scored:
    gold = _read_gold(request)
    register: Figures | None = None
    if request.pred is not None:
        rows = read_predictions(request.pred)
        ids = read_ids(request.ids) if request.ids else None
        exported = read_json(request.register, "--register") if request.register else None
    else:
        ids, documents = read_documents(gold, settings, request.ids)
        rows = [document.to_json() for document in documents]
        wanted = gold.stories is not None and request.suite not in ("relevance", "language")
        exported = build_register(documents) if wanted else None
    found = assign_documents(rows, gold, ids)
    ledger = score_documents(gold, found)
    if exported is not None and gold.stories is not None:
        register = score_register(exported, gold, found, ledger)
    if register is None and request.suite == "link":
        where = "--register" if request.pred else f"stories.json beside {gold.root}/gold"
        raise ConfigError("the suite link needs a register and its stories", remedy=f"give {where}")
    return _Scored(gold, found, ledger, register)


def _read_gold(request: Request) -> GoldSet:
    gold = read_gold(request.gold or DATA / "sample")
    if request.split:
        gold = gold.keep(read_split(request.split))
    if request.groups:
        gold = gold.keep(key for key, page in gold.pages.items() if page.get("group") in request.groups)
    if not gold.pages:
        raise ConfigError("no gold page is left", remedy="check --split and --group")
    return gold


def _sentence_ids(request: Request) -> list[str] | None:
    """The sentences that go with a part of a split: FILE:dev has its sentences in FILE:sentences_dev."""
    if request.split is None:
        return None
    name, _, part = request.split.rpartition(":")
    return read_split(f"{name}:sentences_{part}") if f"sentences_{part}" in read_json(Path(name), "--split") else None


def _choose(suite: str, figures: Figures, register: Figures | None) -> Figures:
    """The figures that belong to a suite."""
    if suite == "relevance":
        return {name: figures[name] for name in ("counts", "triage", "distractors")}
    chosen = {} if suite == "link" else figures
    return chosen if register is None else {**chosen, "register": register}


def _read_bound(option: str, bound: str, figures: Figures) -> tuple[str, float | None, float]:
    """(name, value, limit) of NAME=VALUE; NAME is a path such as commitments.f1."""
    name, _, text = bound.partition("=")
    try:
        limit = float(text)
    except ValueError as e:
        raise ConfigError(f"{option}: {bound!r} is no NAME=VALUE", remedy="for example commitments.f1=0.75") from e
    value: Any = figures
    for step in name.split("."):
        if not isinstance(value, dict) or step not in value:
            known = ", ".join(value) if isinstance(value, dict) else "nothing below it"
            raise ConfigError(f"{option}: there is no figure {name!r}", remedy=f"there is {known}")
        value = value[step]
    if isinstance(value, dict):
        value = next((value[key] for key in _DEFAULT_FIGURE if key in value), value)
    if value is not None and not isinstance(value, int | float):
        raise ConfigError(f"{option}: {name!r} is no single figure", remedy=f"name one of {', '.join(value)}")
    return name, value, limit
