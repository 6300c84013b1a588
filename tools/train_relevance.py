"""Learn what the signs of the relevance filter weigh, and write the table of weights. Needs numpy.

    python tools/train_relevance.py [--corpus ../shared/data/train/news/indosum] [--folds 5] [--floor 0.2]
        [--second-look 0.05] [--out TSV]

Learned from IndoSum (CC BY-SA 4.0), labelled in relevance_indosum.tsv, and pages of our own, relevance_pages.yaml, and
from no other text. Logistic regression with a square penalty; the same inputs give one table. Recall and false share by
cross-validation on IndoSum are printed. The floor is chosen by `risalah eval relevance` on development pages.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from risalah.evaluate.pfsa import join_tokens
from risalah.extract.relevance import FLOOR, INTERCEPT, SECOND_LOOK
from risalah.extract.relevance_sentences import DEALS
from risalah.extract.relevance_signs import SignCounter, name_feature, scale_counts
from risalah.model.article import Article
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.loader import read_tsv

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared" / "data" / "train" / "news" / "indosum"
COLUMNS = ("file", "row", "label")
PENALTY = 10.0
OWN_WEIGHT = 2.0
"""A page of our own counts as much as two of IndoSum: it stands for a kind that IndoSum lacks."""
SMALLEST = 0.02
"""Weights below it move no verdict and are left out of the table."""
# What an outlet puts before the text: "CNN Indonesia" names no state.
OUTLET = re.compile(
    r"CNN Indonesia|\( ?ANTARA \w*News ?\)|\( ?Pos Kota ?\)|JUARA\.net|BOLASPORT\.COM|Rimanews|\w+\.com", re.I
)
REMARK = """\
# Weights of the signs of patterns/relevance.yaml: what a count adds to the log odds that a page is about diplomacy.
# Learned by tools/train_relevance.py from IndoSum (CC BY-SA 4.0) and pages of our own; see relevance.md.
# This table: CC BY-SA 4.0. (every page): what each page starts from; (floor): from which probability it is relevant;
# (second look): from which one, where its opening tells of a deal between two parties.
"""


@dataclass(frozen=True)
class Example:
    """An article, its label, and how much it counts."""

    article: Article
    relevant: bool
    weight: float


def read_corpus(folder: Path) -> Iterator[Example]:
    """The articles of IndoSum with a sure label; the words of the address stand in for the title, which it lacks."""
    labels = {
        (row["file"], int(row["row"])): row["label"] for _, row in read_tsv(HERE / "relevance_indosum.tsv", COLUMNS)
    }
    seen: set[str] = set()
    for path in sorted(folder.glob("dev.*.jsonl")):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            label = labels.get((path.name, n), "no")
            if row["id"] in seen:
                continue
            seen.add(row["id"])  # an article may stand twice, and is labelled at its first place only
            if label == "unsure":
                continue
            text = "\n\n".join(" ".join(join_tokens(s)[0] for s in p) for p in row["paragraphs"])
            title = read_title(row["source_url"], row["id"])
            text = f"{title}\n\n{OUTLET.sub('', text[:80])}{text[80:]}"
            yield Example(Article(row["id"], text, "id", title=title), label == "yes", 1.0)


def read_title(url: str, key: str) -> str:
    """The longest part of an address that is words, each with a capital, as headlines are written."""
    parts = [p for p in re.split(r"[/?#]", url) if "-" in p and "." not in p.split("-", maxsplit=1)[0]]
    slug = re.sub(r"\.html?$", "", max(parts, key=len) if parts else key).replace("-", " ")[:80]
    return " ".join(w.capitalize() for w in re.sub(r"[\d.]{3,}", " ", slug).split())


def read_own() -> Iterator[Example]:
    """The pages of relevance_pages.yaml."""
    pages = yaml.safe_load((HERE / "relevance_pages.yaml").read_text(encoding="utf-8"))
    for kind in ("relevant", "other"):
        for page in pages[kind]:
            text = f"{page['title']}\n\n{page['text']}"
            yield Example(Article("own", text, "id", title=page["title"]), kind == "relevant", OWN_WEIGHT)


def fit(x: Any, y: Any, weight: Any, square: float = PENALTY) -> Any:
    """Weights and, last, the intercept of a logistic regression, by Newton's method."""
    ones = np.hstack([x, np.ones((len(x), 1))])
    w = np.zeros(ones.shape[1])
    penalty = np.eye(ones.shape[1]) * square
    penalty[-1, -1] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(ones @ w, -30, 30)))
        gradient = ones.T @ (weight * (p - y)) + penalty @ w
        curvature = (ones * (weight * p * (1 - p) + 1e-9)[:, None]).T @ ones + penalty
        step = np.linalg.solve(curvature, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def predict(x: Any, w: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(x @ w[:-1] + w[-1], -30, 30)))


def cross_validate(
    x: Any, y: Any, weight: Any, corpus: int, folds: int, floor: float, second_look: float, deals: Any
) -> str:
    """Recall and false share of the filter, and at high recalls, on articles of the corpus that were not learned from.

    `deals`: which articles of the corpus get the second look.
    """
    fold = np.random.default_rng(0).integers(0, folds, corpus)
    scores = np.zeros(corpus)
    for k in range(folds):
        kept = np.concatenate([fold != k, np.ones(len(x) - corpus, bool)])
        scores[fold == k] = predict(x[:corpus][fold == k], fit(x[kept], y[kept], weight[kept]))
    yes = np.sort(scores[y[:corpus] == 1])
    called = scores >= np.where(deals, second_look, floor)
    found = int((called & (y[:corpus] == 1)).sum())
    lines = [f"filter: found {found} of {len(yes)}, called {called.sum()}, of them false {called.sum() - found}"]
    for recall in (0.99, 0.97, 0.95):
        floor = yes[int(len(yes) * (1 - recall))]
        called = scores >= floor
        false = int((called & (y[:corpus] == 0)).sum())
        lines.append(f"recall {recall}: floor {floor:.3f}, called {called.sum()}, of them false {false}")
    return "\n".join([f"cross-validation on IndoSum, {len(yes)} relevant of {corpus}", *lines])


def compare_readers() -> str:
    """How far the second reader of 600 articles agrees with the first."""
    first = {(r["file"], r["row"]): r["label"] for _, r in read_tsv(HERE / "relevance_indosum.tsv", COLUMNS)}
    rows = [r for _, r in read_tsv(HERE / "relevance_indosum_second.tsv", COLUMNS)]
    pairs = [(first.get((r["file"], r["row"]), "no"), r["label"]) for r in rows]
    same = sum(a == b for a, b in pairs)
    opposed = sum({a, b} == {"yes", "no"} for a, b in pairs)
    return f"two readers, {len(pairs)} articles: the same label {same}, yes against no {opposed}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--floor", type=float, default=0.2)
    parser.add_argument("--second-look", type=float, default=0.05)
    parser.add_argument("--language", type=Path, help="folder of the language, where it is not the packaged one")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    language = Language("id", options.language)
    counter = SignCounter(language, ActorTable())
    corpus = list(read_corpus(options.corpus))
    examples = [*corpus, *read_own()]
    features = counter.features()
    column = {key: i for i, key in enumerate(features)}
    x = np.zeros((len(examples), len(features)))
    for i, example in enumerate(examples):
        for key, value in scale_counts(*counter.count(example.article)).items():
            x[i, column[key]] = value
    y = np.array([float(e.relevant) for e in examples])
    weight = np.array([e.weight for e in examples])
    print(compare_readers())
    if options.folds > 1:
        deals = x[: len(corpus), column[DEALS]] > 0
        floors = (options.floor, options.second_look)
        print(cross_validate(x, y, weight, len(corpus), options.folds, *floors, deals))
    w = fit(x, y, weight)
    rows = [(name_feature(k), v) for k, v in zip(features, w, strict=False) if abs(v) >= SMALLEST]
    body = [
        f"{FLOOR}\t{options.floor:g}",
        f"{SECOND_LOOK}\t{options.second_look:g}",
        f"{INTERCEPT}\t{w[-1]:.3f}",
        *(f"{name}\t{v:.3f}" for name, v in rows),
    ]
    out = options.out or language.folder / "models" / "relevance.tsv"
    out.write_text(REMARK + "feature\tweight\n" + "\n".join(body) + "\n", encoding="utf-8")
    print(f"{len(rows)} weights from {len(corpus)} articles and {len(examples) - len(corpus)} pages: {out}")


if __name__ == "__main__":
    main()
