"""Learn the line model of page dumps and write its table of weights. Needs numpy.

    python tools/train_lines.py [--data ../shared/data] [--folds] [--out TSV]

Learned from the saved pages of eval/html, whose rights allow to train line models, and from nothing else.
Only weights of features leave it, no text. --folds prints the figures with each outlet left out and writes nothing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from risalah.clean.line_model import MODEL
from risalah.evaluate.line_training import learn_weights, leave_outlets_out, read_training_pages

ROOT = Path(__file__).resolve().parents[1]
REMARK = """\
# Weights of the line model: what each feature of a line adds to the log odds that the line is the article's.
# Learned by tools/train_lines.py from saved pages; see lines.md. (every line): what each line starts from.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "risalah" / "data" / "languages" / "id" / MODEL)
    given = parser.parse_args()
    pages = read_training_pages(given.data)
    if given.folds:
        print(json.dumps(leave_outlets_out(pages, []), indent=1))
        return
    rows = [f"{name}\t{value:.5g}" for name, value in learn_weights(pages).items()]
    given.out.write_text(REMARK + "feature\tweight\n" + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
