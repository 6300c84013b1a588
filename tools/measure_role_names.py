"""Are the persons and states of "ROLE STATE Name" read right? Sentences found by pattern, checked by hand.

  python tools/measure_role_names.py [--misses]

The same figures as role_names and role_states of `risalah eval language`; --misses prints the words around each miss.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from risalah.evaluate.checkout import NAMES, ROOT
from risalah.evaluate.role_names import FIGURES, measure_role_names
from risalah.resources.language import Language

DATA = ROOT.parent / "shared" / "data"
_KEYS = ("names", "states", "names by the tagger alone")


def measure(misses: bool = False) -> tuple[dict[str, int], dict[str, int], int, int]:
    """(right, right among states of no template, places, such places) by what is measured; `misses` prints them."""
    log: list[tuple[Any, ...]] = []
    figures = measure_role_names(NAMES, DATA, Language("id"), log)
    if not figures:
        sys.exit(f"the files that {NAMES / 'role_state_name.tsv'} names are not below {DATA}")
    for line in log if misses else ():
        print("MISS", *line)
    right = {key: int(figures[name]["ok"]) for key, name in zip(_KEYS, FIGURES, strict=True)}
    held = {key: int(figures[f"{name}_unseen"]["ok"]) for key, name in zip(_KEYS, FIGURES, strict=True)}
    return right, held, figures[FIGURES[0]]["n"], figures[f"{FIGURES[0]}_unseen"]["n"]


def main() -> None:
    """Print the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--misses", action="store_true")
    right, held, places, n = measure(ask.parse_args().misses)
    for what, good in right.items():
        share = f"{what:26} {good} of {places} {good / places:.3f}"
        print(f"{share}; states of no template: {held[what]} of {n} {held[what] / n:.3f}")


if __name__ == "__main__":
    main()
