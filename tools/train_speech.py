"""Learn what speech sounds like beside the reporter's words, and write the table of weights. Needs numpy.

    python tools/train_speech.py [--corpus ../shared/data/train/news/indosum] [--test PFSA_FILE] [--out TSV]

The corpus is IndoSum (CC BY-SA 4.0). It needs no labels. First a log-linear model learns which sentences stand between
quotation marks; from there a second one learns, for each quotation that loses its opening mark, at which sentence it
began. --test measures the second on a file of PFSA-ID, of which nothing is learned. The same inputs give one table.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from risalah.annotate.quote_lexicon import QuoteLexicon
from risalah.annotate.quote_marks import Quoted, pair_marks
from risalah.annotate.speech_scorer import SpeechScorer, Start
from risalah.evaluate.pfsa import join_tokens, read_articles
from risalah.model.span import Span
from risalah.resources.language import Language

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "data" / "train" / "news" / "indosum"
TABLE = ROOT / "src" / "risalah" / "data" / "languages" / "id" / "speech.tsv"
REMARK = """\
# How much a sentence sounds like speech (above 0) or like the reporter (below 0). Learned from IndoSum (CC BY-SA 4.0)
# by tools/train_speech.py. This table: CC BY-SA 4.0.
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


def split_quotations(text: str, lexicon: QuoteLexicon) -> Iterator[tuple[int, Quoted | None]]:
    """The quotations like speech that have both marks, each with the end of the one before it; None at the end."""
    floor = 0
    for q in pair_marks(text, Span(0, len(text)), lambda at: lexicon.cue.match(text, at) is not None):
        if q.opened and q.closed and text[q.inner.end - 1] in ",.?!" and len(q.inner.of(text).split()) >= 4:
            yield floor, q
        floor = q.outer.end
    yield floor, None


def label(text: str, lexicon: QuoteLexicon, scorer: SpeechScorer) -> Iterator[tuple[list[str], bool]]:
    """The sentences of a text, as features, and whether they are speech. The words beside a quotation are left out."""
    for floor, q in split_quotations(text, lexicon):
        stretches = [(floor, q.outer.start if q else len(text), False)]
        if q:
            stretches.append((q.inner.start, q.inner.end, True))
        for start, end, said in stretches:
            cuts = [m.end() for m in lexicon.sentence_end.finditer(text, start, end)]
            for a, b in pairwise([*([start] if said or not floor else []), *cuts, end]):
                if b - a > 15:
                    yield scorer.read_sentence(text, a, b, set()), said


def damage(text: str, lexicon: QuoteLexicon, scorer: SpeechScorer) -> Iterator[Example]:
    """Each quotation of a text without its opening mark: the places where it may begin, and which is true."""
    for floor, q in split_quotations(text, lexicon):
        if q is None:
            continue
        start, rest = q.outer.start, q.outer.start + 1
        while text[rest].isspace():
            rest += 1
        lost = text[:start] + text[rest:]
        starts = scorer.list_starts(lost, floor, q.inner.end - (rest - start), Span(0, len(lost)))
        true = next((n for n, s in enumerate(starts) if s.at == start), None)
        if true is not None:
            yield starts, true


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


def fit(slope: Callable[[Any], Any], first: Any, pull: float, steps: int = 150) -> Any:
    """Weights near `first` (pulled by `pull`) at which `slope`, the gradient of a loss, is small. Adam."""
    w, m, v = first.copy(), np.zeros(len(first)), np.zeros(len(first))
    for t in range(1, steps + 1):
        g = slope(w) + pull * (w - first)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        w -= (0.05 * (1 - t / (steps + 1)) + 0.002) * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return w


def fit_sentences(rows: list[tuple[list[str], bool]], number: dict[str, int]) -> Any:
    """Weights that tell speech from the reporter's sentences."""
    ids = [[number[f] for f in features if f in number] for features, _ in rows]
    feature = np.array([i for x in ids for i in x])
    row = np.repeat(np.arange(len(rows)), [len(x) for x in ids])
    said = np.array([y for _, y in rows], dtype=float)

    def slope(w: Any) -> Any:
        score = np.bincount(row, weights=w[feature], minlength=len(rows)) + w[-1]
        wrong = 1 / (1 + np.exp(-score)) - said
        return np.append(np.bincount(feature, weights=wrong[row], minlength=len(number)), wrong.sum())

    return fit(slope, np.zeros(len(number) + 1), 4.0)[:-1]


def fit_starts(data: Pack, first: Any) -> Any:
    """Weights near `first` that make the true beginnings likely."""
    hit = np.zeros(len(data.example))
    hit[data.true] = 1

    def slope(w: Any) -> Any:
        wrong = data.probabilities(w)[1] - hit
        return np.bincount(data.feature, weights=wrong[data.candidate], minlength=len(w))

    return fit(slope, first, 20.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--out", type=Path, default=TABLE)
    parser.add_argument("--least", type=int, default=20, help="places in which a feature must occur")
    parser.add_argument("--small", type=float, default=0.15, help="weights below it are left out")
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
    w = fit_starts(data, 0.8 * fit_sentences([r for text in texts for r in label(text, lexicon, scorer)], number))
    print(f"{len(texts)} articles, {len(examples)} quotations, {len(features)} features, fit {data.accuracy(w):.3f}")
    w = np.round(np.where(np.abs(w) < args.small, 0.0, w), 2)
    if args.test:
        found = [e for t, _ in read_articles(args.test) for e in damage(join_tokens(t)[0], lexicon, scorer)]
        print(
            f"{args.test.name}: {len(found)} quotations, {pack(found, number).accuracy(w):.3f} begin where they should"
        )
    rows = [f"{f}\t{x:.2f}\n" for f, x in zip(features, w, strict=True) if x]
    args.out.write_text(REMARK + "feature\tweight\n" + "".join(rows), encoding="utf-8")
    print(f"{len(rows)} weights written")


if __name__ == "__main__":
    main()
