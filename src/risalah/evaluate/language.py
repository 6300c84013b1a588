"""The suite `language`: each step of the language engine on its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from risalah.config import Settings
from risalah.errors import ConfigError
from risalah.evaluate.examples import measure_examples
from risalah.evaluate.gold import Document, GoldSet
from risalah.evaluate.indotimex import measure_indotimex
from risalah.evaluate.known_actors import measure_actors
from risalah.evaluate.pfsa import measure_pfsa
from risalah.evaluate.scoring import Figures
from risalah.evaluate.single_sentences import measure_sentences
from risalah.evaluate.tagged_names import measure_tagger
from risalah.resources.language import Language

DEFAULT_DATA = Path("../shared/data")
"""Where the corpora lie when the command is run in the repository."""


def measure_language(
    gold: GoldSet,
    documents: Mapping[str, Document],
    sentences: Sequence[str] | None,
    data: Path | None,
    settings: Settings,
    log: list[tuple[Any, ...]],
) -> Figures:
    """Our own examples; the names that the gold needs; the gold's single sentences; the corpora of `data`.

    `sentences` are the ids that may be read, all without. Raises ConfigError where `data` is given and holds no corpus.
    """
    language = Language("id")
    figures: Figures = {**measure_examples(language, log), **measure_actors(gold, documents, log)}
    if (gold.root / "sentences.jsonl").is_file():
        figures |= measure_sentences(gold.root / "sentences.jsonl", sentences, settings, log)
    folder = data or DEFAULT_DATA
    corpora = {
        "pfsa": (folder / "eval" / "pfsa-id", measure_pfsa),
        "indotimex": (folder / "eval" / "indotimex", measure_indotimex),
        "ner": (folder / "train" / "ner" / "idner2k", measure_tagger),
    }
    missing = []
    for name, (place, measure) in corpora.items():
        found = measure(place, language, log) if place.is_dir() else {}
        if not found:
            missing.append(str(place))
            figures[name] = {"why": f"{place} is not there; give --data DIR"}
        figures |= found
    if data is not None and len(missing) == len(corpora):
        raise ConfigError(f"--data: no corpus in {data}", remedy=f"it must hold {' or '.join(missing)}")
    return figures
