"""The suite `language`: each step of the language engine on its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from risalah.config import Settings
from risalah.errors import ConfigError
from risalah.evaluate.checkout import NAMES
from risalah.evaluate.engine_names import measure_baseline, measure_engine_names
from risalah.evaluate.examples import measure_examples
from risalah.evaluate.gold import Document, GoldSet
from risalah.evaluate.indotimex import measure_indotimex
from risalah.evaluate.known_actors import measure_actors
from risalah.evaluate.pfsa import measure_pfsa
from risalah.evaluate.role_names import measure_role_names
from risalah.evaluate.scoring import Figures
from risalah.evaluate.single_sentences import measure_sentences
from risalah.evaluate.speed import measure_speed
from risalah.evaluate.state_names import measure_state_names
from risalah.evaluate.tagged_names import measure_tagger
from risalah.resources.language import Language

DEFAULT_DATA = Path("../shared/data")
"""Where the corpora lie when the command is run in the repository."""

Log = list[tuple[Any, ...]]

_OF_RECORDS = {"direct_overlap": "gold_direct_overlap", "speaker_direct": "gold_speaker_direct"}
_OF_RECORDS |= {"indirect_overlap50": "gold_indirect", "speaker_indirect": "gold_speaker_indirect"}
_QUOTATION_LOG = frozenset(["MISS quotation", "FALSE quotation", "SPEAKER"])


def measure_language(
    gold: GoldSet,
    documents: Mapping[str, Document],
    sentences: Sequence[str] | None,
    data: Path | None,
    settings: Settings,
    log: Log,
    baseline: bool = False,
) -> Figures:
    """Our own examples; names of states; the names that the gold needs; the gold's single sentences; the corpora of
    `data`, with `baseline` also a plain tagger trained on them; speed.

    `sentences` are the ids that may be read, all without. Raises ConfigError where `data` is given and holds no corpus.
    """
    language = Language("id")
    figures: Figures = {**measure_examples(language, log), **measure_state_names(NAMES, language, log)}
    figures |= measure_actors(gold, documents, log)
    if (gold.root / "sentences.jsonl").is_file():
        figures |= measure_sentences(gold.root / "sentences.jsonl", sentences, settings, log)
    figures |= _measure_corpora(data, language, log)
    figures |= measure_speed(language)
    if baseline:
        figures |= measure_baseline((data or DEFAULT_DATA) / "train" / "ner" / "idner2k")
    return figures


def repeat_quotations(scored: Figures, log: Log) -> tuple[Figures, Log]:
    """The figures of quotations on the gold pages under the names that they have here, and what failed there."""
    figures = {name: scored[of] for of, name in _OF_RECORDS.items() if of in scored}
    return figures, [line for line in log if line[0] in _QUOTATION_LOG]


def _measure_corpora(data: Path | None, language: Language, log: Log) -> Figures:
    folder = data or DEFAULT_DATA
    names = folder / "train" / "ner" / "idner2k"
    corpora: dict[str, tuple[Path, Callable[[Path], Figures]]] = {
        "pfsa_direct": (folder / "eval" / "pfsa-id", lambda place: measure_pfsa(place, language, log)),
        "indotimex_recognition": (
            folder / "eval" / "indotimex",
            lambda place: measure_indotimex(place, language, log),
        ),
        "ner_engine": (
            names,
            lambda place: {**measure_engine_names(place, language, log), **measure_tagger(place, language)},
        ),
    }
    figures: Figures = {}
    missing = []
    for name, (place, measure) in corpora.items():
        found = measure(place) if place.is_dir() else {}
        if not found:
            missing.append(str(place))
            figures[name] = {"why": f"{place} is not there; give --data DIR"}
        figures |= found
    if data is not None and len(missing) == len(corpora):
        raise ConfigError(f"--data: no corpus in {data}", remedy=f"it must hold {' or '.join(missing)}")
    found = measure_role_names(NAMES, folder, language, log)
    why = "it needs tests/data/names of a checkout, and dev/press and train/news of --data DIR"
    return figures | (found or {"role_names": {"why": why}})
