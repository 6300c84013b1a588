"""Articles of 300 words annotated a second on one core, beside spaCy's blank Indonesian pipeline with a tok2vec NER.

    python -m bench.annotate [--seconds 5] [--json]

The same measurement as annotate_speed of `risalah eval language`. The peer runs where spaCy is installed
(pip install spacy).
"""

from __future__ import annotations

import argparse
import json

from risalah.evaluate.speed import WORDS, measure_speed
from risalah.resources.language import Language


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    figures = measure_speed(Language("id"), args.seconds)
    speed, ratio = figures["annotate_speed"], figures["annotate_ratio"].get("ratio")
    peer = speed.get("peer")
    result = {
        "articles": speed["articles"],
        "words": WORDS,
        "peer": None if peer is None else round(peer, 1),
        "ratio": None if ratio is None else round(ratio, 2),
        "risalah": round(speed["articles_a_second"], 1),
    }
    if args.json:
        print(json.dumps(result))
        return
    if ratio is None:
        print(figures["annotate_ratio"]["why"], flush=True)
    print(", ".join(f"{k} {v}" for k, v in result.items()))


if __name__ == "__main__":
    main()
