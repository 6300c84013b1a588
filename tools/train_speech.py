"""Learn what speech sounds like beside the reporter's words, and write the table of weights. Needs numpy.

    python tools/train_speech.py [--corpus ../shared/data/train/news/indosum] [--costs FILE] [--out TSV]

The corpus is IndoSum (CC BY-SA 4.0). It needs no labels: in each article every quotation in turn loses its opening
mark, and a log-linear model over the places where it may begin learns the true one. Words are learned there alone.
--costs names a file of PFSA-ID on which only the costs without words (length, count, signs) are adjusted. The same
inputs give the same table.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from risalah.annotate.quote_lexicon import QuoteLexicon
from risalah.annotate.quote_marks import pair_marks
from risalah.annotate.speech_scorer import SpeechScorer, Start
from risalah.evaluate.pfsa import join_tokens, read_articles
from risalah.model.span import Span
from risalah.resources.language import Language

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "data" / "train" / "news" / "indosum"
TABLE = ROOT / "src" / "risalah" / "data" / "languages" / "id" / "speech.tsv"
REMARK = """\
# How much a sentence sounds like speech (above 0) or like the reporter (below 0). Learned from IndoSum (CC BY-SA 4.0),
# the signs without words adjusted for length; made by tools/train_speech.py. This table: CC BY-SA 4.0.
# word: in the sentence; ^word: its first; sign: of its form; edge: of the first sentence of the speech; before: of the
# sentence before it.
"""
SIGNS = ("sign:", "edge:", "count:", "size:", "before:sign:")
Example = tuple[list[Start], int]


@dataclass(frozen=True)
class Pack:
    """Examples as flat arrays: feature and candidate of each entry, example of each candidate, the true candidates."""

    feature: Any
    candidate: Any
    example: Any
    true: Any

    def probabilities(self, weights: Any) -> tuple[Any, Any]:
        """Score and probability of each candidate."""
        score = np.bincount(self.candidate, weights=weights[self.feature], minlength=len(self.example))
        most = np.full(len(self.true), -1e9)
        np.maximum.at(most, self.example, score)
        power = np.exp(score - most[self.example])
        return score, power / np.bincount(self.example, weights=power)[self.example]

    def accuracy(self, weights: Any) -> float:
        """The share of examples whose best candidate is the true one."""
        score, _ = self.probabilities(weights)
        most = np.full(len(self.true), -1e9)
        np.maximum.at(most, self.example, score)
        return float(np.mean(score[self.true] >= most))


def damage(text: str, lexicon: QuoteLexicon, scorer: SpeechScorer) -> Iterator[Example]:
    """Each quotation of a text without its opening mark: the places where it may begin, and which is true."""
    floor = 0
    for q in pair_marks(text, Span(0, len(text)), lambda at: lexicon.cue.match(text, at) is not None):
        start, end = q.outer.start, q.inner.end
        if q.opened and q.closed and text[end - 1] in ",.?!" and len(q.inner.of(text).split()) >= 4:
            rest = start + 1
            while text[rest].isspace():
                rest += 1
            lost = text[:start] + text[rest:]
            starts = scorer.list_starts(lost, floor, end - (rest - start), Span(0, len(lost)))
            true = next((n for n, s in enumerate(starts) if s.at == start), None)
            if true is not None:
                yield starts, true
        floor = q.outer.end


def read_corpus(folder: Path) -> Iterator[str]:
    """The articles of IndoSum, each once, as one line."""
    seen = set()
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["id"] not in seen:
                seen.add(row["id"])
                yield join_tokens([t for p in row["paragraphs"] for s in p for t in s])[0]


def pack(examples: list[Example], number: dict[str, int]) -> Pack:
    """Arrays of examples; features without a number are left out."""
    feature, candidate, example, true = [], [], [], []
    for n, (starts, right) in enumerate(examples):
        true.append(len(example) + right)
        for start in starts:
            ids = [number[f] for f in start.features if f in number]
            feature += ids
            candidate += [len(example)] * len(ids)
            example.append(n)
    return Pack(*(np.array(x) for x in (feature, candidate, example, true)))


def fit(data: Pack, first: Any, pull: float, free: Any, steps: int = 150, rate: float = 0.05) -> Any:
    """Weights near `first` (pulled by `pull`) that make the true places likely; only `free` ones move. Adam."""
    w, m, v = first.copy(), np.zeros(len(first)), np.zeros(len(first))
    hit = np.zeros(len(data.example))
    hit[data.true] = 1
    for t in range(1, steps + 1):
        wrong = data.probabilities(w)[1] - hit
        slope = np.bincount(data.feature, weights=wrong[data.candidate], minlength=len(w))
        slope = (slope + pull * (w - first)) * free
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        w -= (rate * (1 - t / (steps + 1)) + 0.002) * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return w


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--costs", type=Path)
    parser.add_argument("--out", type=Path, default=TABLE)
    parser.add_argument("--least", type=int, default=20, help="places in which a feature must occur")
    parser.add_argument("--small", type=float, default=0.1, help="weights below it are left out")
    args = parser.parse_args()
    lexicon = QuoteLexicon(Language("id"))
    scorer = SpeechScorer(lexicon, {})
    texts = list(read_corpus(args.corpus))
    # A word that is hardly ever written small is a name: names have no weight.
    common = Counter(w for text in texts for w in text.split() if w.islower())
    examples = [e for text in texts for e in damage(text, lexicon, scorer)]
    count = Counter(f for starts, _ in examples for s in starts for f in set(s.features))

    def is_kept(feature: str) -> bool:
        word = feature.rpartition(":")[2] if feature.startswith(("edge:^", "before:")) else feature
        signs = feature.startswith(SIGNS) and "^" not in feature
        return count[feature] >= args.least and (signs or common[word.lstrip("^")] >= 10)

    features = sorted(f for f in count if is_kept(f))
    number = {f: n for n, f in enumerate(features)}
    data = pack(examples, number)
    w = fit(data, np.zeros(len(features)), 8.0, np.ones(len(features)))
    print(f"{len(texts)} articles, {len(examples)} quotations, {len(features)} features, fit {data.accuracy(w):.3f}")
    if args.costs:
        signs = np.array([f.startswith(SIGNS) and "^" not in f for f in features])
        damaged = [[*damage(join_tokens(tokens)[0], lexicon, scorer)] for tokens, _ in read_articles(args.costs)]
        folds, right, total = 5, 0.0, 0
        for k in range(folds):
            test = [e for n, a in enumerate(damaged) if n % folds == k for e in a]
            rest = [e for n, a in enumerate(damaged) if n % folds != k for e in a]
            tuned = fit(pack(rest, number), 0.8 * w, 5.0, signs, rate=0.03)
            right, total = right + pack(test, number).accuracy(tuned) * len(test), total + len(test)
        every = pack([e for a in damaged for e in a], number)
        print(
            f"{args.costs.name}: {total} quotations, words alone {every.accuracy(w):.3f}, crossed {right / total:.3f}"
        )
        w = fit(every, 0.8 * w, 5.0, signs, rate=0.03)
        w[np.abs(w) < args.small] = 0.0
        print(f"as written: {every.accuracy(np.round(w, 2)):.3f}")
    rows = [f"{f}\t{x:.2f}\n" for f, x in zip(features, w, strict=True) if abs(x) >= args.small]
    args.out.write_text(REMARK + "feature\tweight\n" + "".join(rows), encoding="utf-8")
    print(f"{len(rows)} weights written")


if __name__ == "__main__":
    main()
