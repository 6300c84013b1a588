"""Learn which words are used alike, and write the table of their classes. Needs numpy.

    python tools/train_word_classes.py [--corpus ../shared/data/train/news/indosum] [--out TSV]

Learned from the words beside each word in IndoSum (CC BY-SA 4.0; the pages by which we judge, the parts of tests/gold
that are held out, are left out) and in our own pages (tools/cue_pages). Positive pointwise mutual information of a word
and the two words on either side (contexts smoothed by .75: Levy, Goldberg and Dagan, 2015, doi:10.1162/tacl_a_00134),
the heaviest directions by randomised subspace iteration (Halko, Martinsson and Tropp, 2011, doi:10.1137/090771806), and
k-means at three grains. The same inputs give one table.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from gold_pages import read_parts, read_places
from measure_cues import CORPUS
from read_cue_pages import read_pages

from risalah.extract.cue_features import NUMBER
from risalah.extract.tokens import ClauseSplitter
from risalah.model.span import Span
from risalah.resources.grammar import load_grammar
from risalah.resources.language import Language
from risalah.resources.word_classes import TABLE

FEWEST = 4
"""Times that a word must stand in the texts to be given classes."""
CONTEXTS = 4000
"""The commonest words, which count as neighbours."""
OFFSETS = (-2, -1, 1, 2)
SMOOTHING = 0.75
DIRECTIONS = 120
ROUNDS = 4
GRAINS = (60, 250, 800)
"""Classes of each column of the table: broad, middle, fine."""
STEPS = 40
REMARK = """\
# Classes of words that are used alike, at three grains. Learned by tools/train_word_classes.py from IndoSum (CC BY-SA
# 4.0) and our own pages; see word_classes.md. This table: CC BY-SA 4.0.
"""


def read_indosum(corpus: Path) -> Iterator[tuple[str, ...]]:
    """The sentences of IndoSum in lower case, each once, without the pages of the parts held out."""
    places = read_places()
    held = {name for part, names in read_parts().items() if part.endswith("held_out") for name in names}
    left_out = {(Path(p.file).name, int(p.row)) for p in places.values() if p.id in held and p.file.endswith(".jsonl")}
    seen: set[tuple[str, ...]] = set()
    for path in sorted(corpus.glob("*.jsonl")):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if (path.name, n) in left_out:
                continue
            for sentence in (s for p in json.loads(line)["paragraphs"] for s in p):
                words = tuple(simplify(w.lower()) for w in sentence if w)
                if words not in seen:
                    seen.add(words)
                    yield words


def read_own(language: Language) -> Iterator[tuple[str, ...]]:
    """The paragraphs of our own pages in lower case."""
    splitter = ClauseSplitter(language.words("patterns/clauses", "openers"), load_grammar(language))
    for page in read_pages():
        for part in page.text.split("\n\n"):
            yield tuple(simplify(t.low) for t in splitter.split(part, Span(0, len(part))).tokens)


def simplify(word: str) -> str:
    return NUMBER if word[0].isdigit() else word


def count_neighbours(sentences: Sequence[tuple[str, ...]]) -> tuple[list[str], Any]:
    """The words that have classes, and the information of each and what stands beside it: words x contexts."""
    n = Counter(w for s in sentences for w in s)
    words = sorted(w for w, k in n.items() if k >= FEWEST and w[0].isalpha())
    row = {w: i for i, w in enumerate(words)}
    common = sorted(n, key=lambda w: (-n[w], w))[:CONTEXTS]
    column = {w: i for i, w in enumerate(common)}
    counts = np.zeros((len(words), CONTEXTS * len(OFFSETS)), np.float32)
    for s in sentences:
        for i, w in enumerate(s):
            if (a := row.get(w)) is None:
                continue
            for k, offset in enumerate(OFFSETS):
                if 0 <= i + offset < len(s) and (b := column.get(s[i + offset])) is not None:
                    counts[a, k * CONTEXTS + b] += 1
    beside = counts.sum(0) ** SMOOTHING
    share = counts / (counts.sum(1, keepdims=True) + 1e-9) / (beside / beside.sum() + 1e-12)
    return words, np.log(np.maximum(share, 1.0))


def find_directions(x: Any) -> Any:
    """The words in the heaviest directions, each scaled to length 1: words x DIRECTIONS."""
    rng = np.random.default_rng(0)
    q = np.linalg.qr(x @ rng.standard_normal((x.shape[1], DIRECTIONS + 20), np.float32))[0]
    for _ in range(ROUNDS):
        q = np.linalg.qr(x @ np.linalg.qr(x.T @ q)[0])[0]
    u, s, _ = np.linalg.svd(q.T @ x, full_matrices=False)
    at = (q @ u)[:, :DIRECTIONS] * np.sqrt(s[:DIRECTIONS])
    return at / (np.linalg.norm(at, axis=1, keepdims=True) + 1e-9)


def group(x: Any, classes: int) -> Any:
    """The class of each row by k-means, its first centres far apart (k-means++, Arthur and Vassilvitskii, 2007)."""
    rng = np.random.default_rng(0)
    centres = x[[int(rng.integers(len(x)))]]
    far = ((x - centres[0]) ** 2).sum(1)
    while len(centres) < classes:
        new = x[rng.choice(len(x), p=far / far.sum())]
        centres = np.vstack([centres, new])
        far = np.minimum(far, ((x - new) ** 2).sum(1))
    label = np.zeros(len(x), np.int64)
    for _ in range(STEPS):
        label = np.argmax(x @ centres.T - 0.5 * (centres**2).sum(1), axis=1)
        size = np.bincount(label, minlength=classes)
        sums = np.zeros_like(centres)
        np.add.at(sums, label, x)
        centres = np.where(size[:, None] > 0, sums / np.maximum(size, 1)[:, None], centres)
    return label


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    language = Language("id")
    sentences = [*read_indosum(options.corpus), *read_own(language)]
    words, information = count_neighbours(sentences)
    x = find_directions(information)
    labels = [group(x, k) for k in GRAINS]
    out = options.out or language.folder / TABLE
    rows = ("\t".join([w, *(str(label[i]) for label in labels)]) for i, w in enumerate(words))
    out.write_text(f"{REMARK}word\tbroad\tmiddle\tfine\n" + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(sentences)} sentences, {sum(map(len, sentences))} words; {len(words)} have classes: {out}")


if __name__ == "__main__":
    main()
