"""Exact names on idner-news-2k: the tagger, the whole engine (tagger and tables merged), and a plain model.

  python tools/measure_ner.py [--part dev] [--plain MODEL] [--errors]

MODEL is what `train_ner.py --plain --model MODEL` wrote: the same corpora without tables, lists and templates. --errors
prints what the engine did not read exactly, by its cause.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from risalah.evaluate.checkout import ROOT
from risalah.evaluate.engine_names import MergedNames, load_plain
from risalah.evaluate.tagged_names import TaggedNames, score_names
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language

CORPUS = ROOT.parent / "shared" / "data" / "train" / "ner" / "idner2k"


def main() -> None:
    """Print the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--part", default="test", choices=("train", "dev", "test"))
    ask.add_argument("--plain", type=Path)
    ask.add_argument("--errors", action="store_true")
    given = ask.parse_args()
    language = Language("id")
    finders = {"tagger": TaggedNames(language).find, "engine": MergedNames(language, ActorTable()).find}
    if given.plain:
        finders["plain"] = load_plain(given.plain)
    log: list[tuple[Any, ...]] = []
    for system, find in finders.items():
        figures = score_names(CORPUS / f"{given.part}.txt", system, find, log if system == "engine" else None)
        for name, row in figures.items():
            rates = " ".join(f"{key} {row[of]:.4f}" for key, of in (("P", "precision"), ("R", "recall"), ("F", "f1")))
            print(f"{name:22} {rates} (n {row['tp'] + row['fn']})")
    for line in log if given.errors else ():
        print(*line, sep="\t")


if __name__ == "__main__":
    main()
