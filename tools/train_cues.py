"""Learn which words of a sentence carry a commitment, and write the tables of weights. Needs numpy.

    python tools/train_cues.py [--corpus ../shared/data/train/news/indosum] [--folds 5] [--out TSV]

Learned from sentences of our own (tools/cue_pages, the studied and opened halves of tests/sets/articles and
tests/sets/marked) and from pages of IndoSum (CC BY-SA 4.0) whose cues are marked in tests/gold/cues_indosum.tsv, and
from no other text; what is counted as unseen is not read. Logistic regressions with a square penalty, by accelerated
gradients; the same inputs give one table. `--folds` prints what is found in pages that were left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from cue_examples import FORMS, Example, Reader, read_indosum, read_own
from measure_cues import CORPUS

from risalah.extract.cue_features import CueFeatures
from risalah.extract.cue_model import LOWEST, may_carry
from risalah.resources.language import Language
from risalah.resources.learned import HIGHEST, JOINT, MODEL, SENTENCE, START, WORD

FEWEST = 2
"""Sentences that must hold a feature for it to be learned."""
PENALTIES = {SENTENCE: 6.0, WORD: 6.0, "stage": 2.0}
SOURCE_PENALTY = 0.1
"""The penalty of the columns that say from which of our own texts a sentence is: they take up how often those tell a
commitment, so that no word has to. No such column is in the table: what is read is press."""
SOURCE = "source:"
FEATURES = CueFeatures(FORMS)
MARGIN = 0.5
"""Above the highest score of a word that was learned from: what a word of another page may add."""
STEPS = 400
SMALLEST = 0.03
"""Weights below it move little and are left out of the table."""
REMARK = """\
# What the words of a sentence say about commitments in it: log odds, added up. part: sentence (does it tell one?), word
# (is this word what carries it?), or a stage. Features: src/risalah/extract/cue_features.py. Learned by
# tools/train_cues.py from our own sentences and from IndoSum (CC BY-SA 4.0); see cues.md. This table: CC BY-SA 4.0.
"""


class Counted:
    """Rows of features as one sparse matrix: of each entry its row and its column. What stands twice counts twice."""

    def __init__(self, rows: Iterable[Iterable[str]], columns: dict[str, int] | None = None) -> None:
        lists = [list(row) for row in rows]
        if columns is None:
            n = Counter(f for row in lists for f in dict.fromkeys(row))
            columns = {f: i for i, f in enumerate(sorted(f for f, k in n.items() if k >= FEWEST))}
        self.columns = columns
        pairs = [(i, columns[f]) for i, row in enumerate(lists) for f in row if f in columns]
        self.n = len(lists)
        self.row = np.array([a for a, _ in pairs], np.int64)
        self.column = np.array([b for _, b in pairs], np.int64)

    def times(self, w: Any) -> Any:
        """The sum of weights of each row; the last weight is that of every row."""
        return np.bincount(self.row, w[self.column], self.n) + w[-1]

    def back(self, g: Any) -> Any:
        """The sum over rows of what each column gets."""
        return np.append(np.bincount(self.column, g[self.row], len(self.columns)), g.sum())


def fit(x: Counted, y: Any, penalty: float) -> Any:
    """Weights of a logistic regression, the last one of every row, by Nesterov's accelerated gradient."""
    w = np.zeros(len(x.columns) + 1)
    ahead, step, t = w.copy(), 1.0, 1.0
    held = np.append(np.full(len(x.columns), penalty), 1e-4)
    held[[i for f, i in x.columns.items() if f.startswith(SOURCE)]] = SOURCE_PENALTY

    def loss(v: Any, z: Any) -> float:
        return float(np.logaddexp(0, z).sum() - (y * z).sum() + 0.5 * (held * v * v).sum())

    for _ in range(STEPS):
        z = x.times(ahead)
        gradient = x.back(1 / (1 + np.exp(-np.clip(z, -30, 30))) - y) + held * ahead
        here, size = loss(ahead, z), float((gradient**2).sum())
        after, moved = ahead - step * gradient, x.times(gradient)
        while loss(after, z - step * moved) > here - 0.5 * step * size and step > 1e-9:
            step /= 2
            after = ahead - step * gradient
        t_after = (1 + (1 + 4 * t * t) ** 0.5) / 2
        ahead = after + (t - 1) / t_after * (after - w)
        if float(np.abs(after - w).max()) < 1e-5:
            w = after
            break
        w, t, step = after, t_after, step * 1.3
    return w


def tell_once(example: Example) -> Iterable[str]:
    """The features of a sentence, each once."""
    return dict.fromkeys(FEATURES.tell_sentence(example.words))


def fit_sentences(examples: Sequence[Example]) -> tuple[Counted, Any]:
    rows = [e for e in examples if e.label is not None]
    x = Counted([*tell_once(e), *([SOURCE + e.source] if e.source else [])] for e in rows)
    return x, fit(x, np.array([float(bool(e.label)) for e in rows]), PENALTIES[SENTENCE])


def fit_words(examples: Sequence[Example]) -> tuple[Counted, Any]:
    """Which word carries a commitment, among all words of all sentences; of other words than verbs a half is enough."""
    rng = np.random.default_rng(0)
    rows = []
    for e in examples:
        heads = {at for at, *_ in e.heads()}
        unsure = {at for at, _, sure in e.heads() if not sure}
        for i, w in enumerate(e.words):
            if may_carry(w) and i not in unsure and (i in heads or w.startswith(FORMS.affixes) or rng.random() < 0.5):
                rows.append((e, i, float(i in heads)))
    x = Counted([*FEATURES.tell_word(e.words, i), *([SOURCE + e.source] if e.source else [])] for e, i, _ in rows)
    return x, fit(x, np.array([y for *_, y in rows]), PENALTIES[WORD])


def find_highest(examples: Iterable[Example], x: Counted, w: Any) -> float:
    """A score that no word of these sentences reaches."""
    rows = (FEATURES.tell_word(e.words, i) for e in examples for i, word in enumerate(e.words) if may_carry(word))
    return float(Counted(rows, x.columns).times(w).max()) + MARGIN


def fit_joint(sentence: Any, word: Any, y: Any) -> tuple[float, float, float]:
    """How the two scores of a sentence of the press make one probability: two weights and a start."""
    x = np.stack([sentence, word, np.ones(len(y))], 1)
    w = np.zeros(3)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        w += np.linalg.solve((x * (p * (1 - p) + 1e-9)[:, None]).T @ x + 1e-3 * np.eye(3), x.T @ (y - p) - 1e-3 * w)
    return float(w[0]), float(w[1]), float(w[2])


def fit_stages(examples: Sequence[Example]) -> tuple[Counted, dict[str, Any]]:
    rows = [(e, at, stage) for e in examples for at, stage, _ in e.heads()]
    x = Counted(FEATURES.tell_word(e.words, at) for e, at, _ in rows)
    stages = sorted({stage for *_, stage in rows})
    return x, {s: fit(x, np.array([float(stage == s) for *_, stage in rows]), PENALTIES["stage"]) for s in stages}


def cross_validate(examples: Sequence[Example], folds: int) -> tuple[tuple[float, float, float], str]:
    """The joint weights, from sentences of the press that were left out; and what is found in such pages."""
    pages = sorted({e.page for e in examples})
    order = np.random.default_rng(0).permutation(len(pages))
    fold = {page: int(order[i]) % folds for i, page in enumerate(pages)}
    rows: list[tuple[Example, float, float, bool]] = []
    for k in range(folds):
        kept = [e for e in examples if fold[e.page] != k]
        left = [e for e in examples if fold[e.page] == k]
        (xs, ws), (xw, ww), (xt, wt) = fit_sentences(kept), fit_words(kept), fit_stages(kept)
        scores = Counted((tell_once(e) for e in left), xs.columns).times(ws)
        for e, score in zip(left, scores, strict=True):
            able = [i for i, w in enumerate(e.words) if may_carry(w)]
            if not able:
                rows.append((e, float(score), LOWEST, False))
                continue
            word = Counted((FEATURES.tell_word(e.words, i) for i in able), xw.columns).times(ww)
            one = Counted([FEATURES.tell_word(e.words, able[int(np.argmax(word))])], xt.columns)
            best = max(wt, key=lambda s: float(one.times(wt[s])[0]))
            rows.append((e, float(score), float(word.max()), any(stage == best for _, _, stage, _ in e.marks)))
    press = [r for r in rows if not r[0].source and r[0].label is not None]
    told = np.array([float(bool(e.label)) for e, *_ in press])
    joint = fit_joint(np.array([s for _, s, _, _ in press]), np.array([w for _, _, w, _ in press]), told)
    lines = [f"joint: {joint}"]
    for name, own in (("our own", True), ("indosum", False)):
        group = [
            (e, 1 / (1 + np.exp(-(joint[0] * s + joint[1] * w + joint[2]))), ok)
            for e, s, w, ok in rows
            if bool(e.source) == own
        ]
        yes, open_ones = (sum(e.label is label for e, *_ in group) for label in (True, None))
        lines.append(f"{name}: {len(group)} sentences, {yes} with a commitment, {open_ones} doubtful")
        for floor in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            said = [r for r in group if r[1] >= floor]
            right, doubtful = (sum(r[0].label is label for r in said) for label in (True, None))
            stage = sum(r[2] for r in said)
            lines.append(f"  from {floor}: {len(said)} said, {right} right, {doubtful} doubtful, stage right {stage}")
    return joint, "\n".join(lines)


def print_table(parts: Iterable[tuple[str, Counted, Any]]) -> str:
    """The weights as lines of the table."""
    lines = []
    for name, x, w in parts:
        lines.append(f"{name}\t{START}\t{w[-1]:.3f}")
        rows = [(f, i) for f, i in sorted(x.columns.items()) if not f.startswith(SOURCE)]
        lines += [f"{name}\t{f}\t{w[i]:.3f}" for f, i in rows if abs(w[i]) >= SMALLEST]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    language = Language("id")
    reader = Reader(language)
    examples = [*read_own(reader), *read_indosum(reader, options.corpus)]
    n = Counter("none" if not e.marks else "sure" if e.label else "doubtful" for e in examples)
    print(f"{len(examples)} sentences of {len({e.page for e in examples})} texts: {dict(sorted(n.items()))}")
    joint, figures = cross_validate(examples, options.folds)
    print(figures)
    (xs, ws), (xw, ww), (xt, wt) = fit_sentences(examples), fit_words(examples), fit_stages(examples)
    body = print_table([(SENTENCE, xs, ws), (WORD, xw, ww), *((s, xt, w) for s, w in wt.items())])
    rows = zip((SENTENCE, WORD, START, HIGHEST), (*joint, find_highest(examples, xw, ww)), strict=True)
    body = "\n".join([f"{JOINT}\t{f}\t{v:.4f}" for f, v in rows] + [body])
    out = options.out or language.folder / MODEL
    out.write_text(f"{REMARK}part\tfeature\tweight\n{body}\n", encoding="utf-8")
    print(f"{len(body.splitlines())} weights: {out}")


if __name__ == "__main__":
    main()
