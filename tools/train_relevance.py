"""Learn what the signs of the relevance filter weigh, and write the table of weights. Needs numpy.

    python tools/train_relevance.py [--corpus ../shared/data/train/news/indosum] [--folds 5] [--floor 0.19]
        [--floor-without-title 0.15] [--second-look 0.1] [--out TSV]

Learned from IndoSum (CC BY-SA 4.0), labelled in relevance_indosum.tsv, and pages of our own (OWN_PAGES), and from
no other text. Logistic regression with a square penalty; the same inputs give one table. That half of our own pages
are relevant, and of IndoSum one in thirty, is said by a column of its own, which no other page has. Recall and
false share by cross-validation, with and without titles, are printed. The floor is chosen by `risalah eval
relevance` on development pages.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from risalah.evaluate.pfsa import join_tokens
from risalah.extract import relevance_roles, relevance_sentences
from risalah.extract.relevance import FLOOR, FLOOR_UNTITLED, INTERCEPT, SECOND_LOOK, gets_second_look
from risalah.extract.relevance_signs import SignCounter, name_feature, scale_counts
from risalah.model.article import Article
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.loader import read_tsv

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared" / "data" / "train" / "news" / "indosum"
COLUMNS = ("file", "row", "label")
OWN_PAGES = ("relevance_pages.yaml", "relevance_kinds.yaml")
PENALTY = 10.0
RELIEF = 1.5
"""What is counted by sentence or by role is held back less: its penalty is divided by the square of this."""
OWN_PENALTY = 1.0
"""The penalty of the column that marks our own pages."""
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
# (floor without title): the same for a page that has none; (second look): from which one, where its opening tells of an
# act between parties with a state as subject.
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


def leave_title(example: Example) -> Example:
    """The same article without its title."""
    article = example.article
    text = article.text.removeprefix(article.title or "").lstrip()
    return replace(example, article=replace(article, text=text, title=None))


def read_title(url: str, key: str) -> str:
    """The longest part of an address that is words, each with a capital, as headlines are written."""
    parts = [p for p in re.split(r"[/?#]", url) if "-" in p and "." not in p.split("-", maxsplit=1)[0]]
    slug = re.sub(r"\.html?$", "", max(parts, key=len) if parts else key).replace("-", " ")[:80]
    return " ".join(w.capitalize() for w in re.sub(r"[\d.]{3,}", " ", slug).split())


def read_own() -> Iterator[Example]:
    """The pages of OWN_PAGES. A page without a title is a piece out of a report."""
    for name in OWN_PAGES:
        pages = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
        for kind in ("relevant", "other"):
            for page in pages[kind]:
                title = page["title"] or None
                text = f"{title}\n\n{page['text']}" if title else page["text"]
                yield Example(Article("own", text, "id", title=title), kind == "relevant", OWN_WEIGHT)


def fit(x: Any, y: Any, weight: Any, penalty: Any) -> Any:
    """Weights and, last, the intercept of a logistic regression, by Newton's method. `penalty`: of each column."""
    ones = np.hstack([x, np.ones((len(x), 1))])
    w = np.zeros(ones.shape[1])
    held = np.diag(np.append(penalty, 1e-6))
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(ones @ w, -30, 30)))
        gradient = ones.T @ (weight * (p - y)) + held @ w
        curvature = (ones * (weight * p * (1 - p) + 1e-9)[:, None]).T @ ones + held
        step = np.linalg.solve(curvature, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def predict(x: Any, w: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(x @ w[:-1] + w[-1], -30, 30)))


@dataclass(frozen=True)
class Table:
    """Examples as rows of scaled counts, the last column marking our own; and which of them get the second look."""

    x: Any
    y: Any
    weight: Any
    looked: Any
    corpus: int  # rows of IndoSum, which stand first
    penalty: Any


def make_table(counter: SignCounter, examples: list[Example], corpus: int) -> Table:
    """Count the signs of the examples."""
    features = counter.features()
    column = {key: i for i, key in enumerate(features)}
    x = np.zeros((len(examples), len(features) + 1))
    looked = np.zeros(len(examples), bool)
    for i, example in enumerate(examples):
        counts, words = counter.count(example.article)
        looked[i] = gets_second_look(counts)
        for key, value in scale_counts(counts, words).items():
            x[i, column[key]] = value
    x[corpus:, -1] = 1.0
    easy = (relevance_roles.ZONE, relevance_sentences.ZONE)
    penalty = [PENALTY / RELIEF**2 if zone in easy else PENALTY for _, zone in features]
    y = np.array([float(e.relevant) for e in examples])
    return Table(x, y, np.array([e.weight for e in examples]), looked, corpus, np.array([*penalty, OWN_PENALTY]))


def cross_validate(table: Table, untitled: Table, folds: int, floors: tuple[float, float, float]) -> str:
    """Recall and false share of the filter on articles of IndoSum, and pages of our own, that were not learned from.

    `untitled`: the articles of IndoSum without their titles, which are judged by what was learned from titled ones.
    `floors`: of pages with a title, without one, and of the second look.
    """
    rows, corpus = len(table.x), table.corpus
    fold = np.concatenate([np.random.default_rng(0).integers(0, folds, corpus), np.arange(rows - corpus) % folds])
    scores, bare = np.zeros(rows), np.zeros(corpus)
    for k in range(folds):
        kept, left = fold != k, fold == k
        w = fit(table.x[kept], table.y[kept], table.weight[kept], table.penalty)
        scores[left] = predict(table.x[left], w)
        bare[left[:corpus]] = predict(untitled.x[left[:corpus]], w)
    yes = table.y[:corpus] == 1
    parts = (
        ("IndoSum", scores[:corpus], yes, table.looked[:corpus], floors[0]),
        ("IndoSum without titles", bare, yes, untitled.looked, floors[1]),
        ("our own", scores[corpus:], table.y[corpus:] == 1, table.looked[corpus:], floors[0]),
    )
    lines = []
    for name, score, right, looked, floor in parts:
        for look in (floors[2], floor):
            called = score >= np.where(looked, look, floor)
            found = int((called & right).sum())
            how = f"floor {floor:g}, second look {look:g}"
            lines.append(
                f"{name}, {how}: found {found} of {right.sum()}, called {called.sum()}, false {called.sum() - found}"
            )
        for recall in (0.99, 0.97, 0.95):
            least = np.sort(score[right])[int(right.sum() * (1 - recall))]
            called = score >= least
            lines.append(
                f"  recall {recall}: floor {least:.3f}, called {called.sum()}, false {int((called & ~right).sum())}"
            )
    return "\n".join(lines)


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
    parser.add_argument("--floor", type=float, default=0.19)
    parser.add_argument("--floor-without-title", type=float, default=0.15)
    parser.add_argument("--second-look", type=float, default=0.1)
    parser.add_argument("--language", type=Path, help="folder of the language, where it is not the packaged one")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    language = Language("id", options.language)
    counter = SignCounter(language, ActorTable())
    corpus = list(read_corpus(options.corpus))
    own = list(read_own())
    table = make_table(counter, [*corpus, *own], len(corpus))
    print(compare_readers())
    if options.folds > 1:
        untitled = make_table(counter, [leave_title(e) for e in corpus], len(corpus))
        floors = (options.floor, options.floor_without_title, options.second_look)
        print(cross_validate(table, untitled, options.folds, floors))
    w = fit(table.x, table.y, table.weight, table.penalty)
    rows = [(name_feature(k), v) for k, v in zip(counter.features(), w, strict=False) if abs(v) >= SMALLEST]
    body = [
        f"{FLOOR}\t{options.floor:g}",
        f"{FLOOR_UNTITLED}\t{options.floor_without_title:g}",
        f"{SECOND_LOOK}\t{options.second_look:g}",
        f"{INTERCEPT}\t{w[-1]:.3f}",
        *(f"{name}\t{v:.3f}" for name, v in rows),
    ]
    out = options.out or language.folder / "models" / "relevance.tsv"
    out.write_text(REMARK + "feature\tweight\n" + "\n".join(body) + "\n", encoding="utf-8")
    print(f"{len(rows)} weights from {len(corpus)} articles and {len(own)} pages: {out}")


if __name__ == "__main__":
    main()
