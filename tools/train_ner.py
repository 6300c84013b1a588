"""Train the name tagger of Indonesian and write model, checksum and figures. The same inputs give the same model.

  python tools/train_ner.py [--corpora ../shared/data/train/ner] [--model FILE] [--plain] [--without-nergrit]

Corpora: idner2k (train.txt, dev.txt, test.txt; MIT) and nergrit (train_preprocess.txt; Apache-2.0 repository). --model
writes to another file, and not the description. --plain leaves out tables, lists and templates: the
baseline. --leave-out names the file of states (ISO codes) that no template may use.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pycrfsuite
from ner_templates import Pair, TemplateMaker

from risalah.annotate.chunks import Chunker
from risalah.annotate.tagger import Featuriser, kinds_of, shape_of
from risalah.resources.actors import ActorTable
from risalah.resources.forms import Token, tokenise
from risalah.resources.language import Language

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT.parent / "shared" / "data" / "train" / "ner"
LABELS = {"PERSON": "PER", "ORGANISATION": "ORG", "PLACE": "LOC"}
OPTIONS = {"c1": 0.1, "c2": 0.3, "max_iterations": 110, "feature.possible_transitions": True, "feature.minfreq": 1}


SOURCES = {
    "idner2k": "idner-news-2k, train part (github.com/khairunnisaor/idner-news-2k), MIT, (c) 2020 khairunnisaor",
    "nergrit": "NERGrit as in IndoNLU (github.com/IndoNLP/indonlu), Apache-2.0 repository, no other data licence",
    "templates": "sentences of tools/ner_templates.py, made of our own tables and invented names",
}
DESCRIPTION = """\
# The name model of Indonesian; written by tools/train_ner.py. Figures and limits: ner.md.
name: ner
version: 1
file: ner.crfsuite
sha256: {sha256}
bytes: {bytes}
format: CRFsuite (python-crfsuite), labels B-/I- of PER, ORG, LOC
licence: Apache-2.0; notice of idner-news-2k in ner.md
sources:
{sources}
made_by: python tools/train_ner.py
"""


def read_corpus(path: Path) -> list[list[Pair]]:
    """The sentences of a file with a token a line: the token first, its label last."""
    out: list[list[Pair]] = []
    rows: list[Pair] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if line.strip() and len(cells) > 1:
            kind = cells[-1].strip()
            rows.append((cells[0], kind[:2] + LABELS.get(kind[2:], kind[2:])))
        elif rows:
            out.append(rows)
            rows = []
    return out


def lay_out(pairs: Sequence[Pair]) -> tuple[str, list[tuple[int, int, str]], list[tuple[int, int]]]:
    """Text, names (start, end, label) and token places of a sentence. Marks stand as in print ("kota, desa")."""
    text, places, names = "", [], []
    for k, (token, label) in enumerate(pairs):
        glue = k == 0 or token in {",", ".", ")", "?", "!", ":", ";", "%"} or pairs[k - 1][0] == "("
        text += token if glue else " " + token
        places.append((len(text) - len(token), len(text)))
        if label.startswith("B") or (label.startswith("I") and (k == 0 or pairs[k - 1][1][2:] != label[2:])):
            names.append((*places[-1], label[2:]))
        elif label.startswith("I"):
            names[-1] = (names[-1][0], places[-1][1], label[2:])
    return text, names, places


def project(tokens: Sequence[Token], names: Iterable[tuple[int, int, str]]) -> list[str]:
    """The labels of our tokens."""
    out = ["O"] * len(tokens)
    for start, end, label in names:
        inside = [k for k, t in enumerate(tokens) if t.start < end and t.end > start]
        while inside and not tokens[inside[-1]].word and tokens[inside[-1]].text != ")":
            inside.pop()
        for n, k in enumerate(inside):
            out[k] = ("I-" if n else "B-") + label
    return out


class Plain:
    """The baseline's features: words, shapes and affixes in a window of two, no tables and no lists."""

    def features(self, tokens: Sequence[Token], _kinds: Sequence[str]) -> list[list[str]]:
        """The features of each token."""
        out = []
        for i, t in enumerate(tokens):
            row = ["b", f"w={t.low}", f"s={shape_of(t.text)}", f"d={t.low.isdigit()}", f"t={t.text.istitle()}"]
            row += [f"p{n}={t.low[:n]}" for n in (2, 3, 4)] + [f"e{n}={t.low[-n:]}" for n in (1, 2, 3, 4)]
            for d in (-2, -1, 1, 2):
                if 0 <= i + d < len(tokens):
                    u = tokens[i + d]
                    row += [f"{d}w={u.low}", f"{d}s={shape_of(u.text)}"]
                else:
                    row.append(f"{d}$")
            if i:
                row.append(f"ss={shape_of(tokens[i - 1].text)}{shape_of(t.text)}")
            out.append(row)
        return out


class Bench:
    """Features of sentences, training and scoring."""

    def __init__(self, plain: bool) -> None:
        self.language, self.actors = Language("id"), ActorTable()
        self.chunker = Chunker(self.language, self.actors)
        self.features = Plain() if plain else Featuriser(self.language, self.chunker)

    def prepare(self, pairs: Sequence[Pair]) -> tuple[list[Token], list[list[bytes]], list[str]]:
        """Our tokens of a sentence, their features and labels."""
        text, names, _ = lay_out(pairs)
        tokens = tokenise(text)
        kinds = kinds_of(tokens, self.chunker.chunk(text, 0, len(text)))
        return tokens, self.features.features(tokens, kinds), project(tokens, names)

    def train(self, corpora: Iterable[tuple[list[list[Pair]], bytes]], path: Path) -> None:
        """Train on corpora. Where one has a mark, its features are given twice, the second time with the mark: what is
        peculiar to that corpus is learnt there, and what all have in common in the features that tagging uses.
        """
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=OPTIONS, verbose=False)
        for sentences, mark in corpora:
            for pairs in sentences:
                _, features, labels = self.prepare(pairs)
                if mark:
                    features = [[*row, *(mark + x for x in row)] for row in features]
                if labels:
                    trainer.append(features, labels)
        trainer.train(str(path))

    def score(self, sentences: Iterable[list[Pair]], path: Path, show: bool = False) -> str:
        """Precision, recall and F1 of exact names, by label and over all."""
        model = pycrfsuite.Tagger()
        model.open(str(path))
        right: Counter[str] = Counter()
        said: Counter[str] = Counter()
        gold: Counter[str] = Counter()
        for pairs in sentences:
            tokens, features, labels = self.prepare(pairs)
            have, want = set(names_of(model.tag(features))), set(names_of(labels))
            for names, counter in ((have & want, right), (have, said), (want, gold)):
                counter.update(n[2] for n in names)
            if show:
                words = [t.text for t in tokens]
                for a, b, label in sorted(have ^ want):
                    sign = "+" if (a, b, label) in have else "-"
                    print(sign, label, *words[max(0, a - 3) : a], "[", *words[a:b], "]", *words[b : b + 1])
        rows = []
        for label in ("PER", "ORG", "LOC", ""):
            r, s, g = (sum(c.values()) if not label else c[label] for c in (right, said, gold))
            rows.append(
                f"{label or 'all'} P {r / max(s, 1):.4f} R {r / max(g, 1):.4f} F {2 * r / max(s + g, 1):.4f} (n {g})"
            )
        return "\n".join(rows)


def names_of(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(first, last, label) of the names that labels give."""
    i = 0
    while i < len(labels):
        if labels[i] == "O":
            i += 1
            continue
        first, kind = i, labels[i][2:]
        i += 1
        while i < len(labels) and labels[i] == "I-" + kind:
            i += 1
        yield first, i, kind


def main() -> None:
    """Train, print figures, write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--corpora", type=Path, default=CORPORA)
    ask.add_argument("--plain", action="store_true")
    ask.add_argument("--without-nergrit", action="store_true")
    ask.add_argument("--templates", type=int, default=800)
    ask.add_argument("--leave-out", type=Path, default=ROOT / "tests" / "data" / "names" / "held_out_states.txt")
    ask.add_argument("--show", action="store_true")
    ask.add_argument("--model", type=Path)
    ask.add_argument("--score", choices=("dev", "test"), default="dev")
    given = ask.parse_args()
    bench = Bench(given.plain)
    path = given.model or bench.language.folder / "models" / "ner.crfsuite"
    corpora = [(read_corpus(given.corpora / "idner2k" / "train.txt"), b"")]
    if not given.without_nergrit:
        corpora.append(
            (
                read_corpus(given.corpora / "nergrit" / "train_preprocess.txt"),
                b"" if given.plain else b"G",
            )
        )
    if given.templates and not given.plain:
        without = frozenset(given.leave_out.read_text().split()) if given.leave_out.is_file() else frozenset()
        corpora.append((list(TemplateMaker(bench.language, bench.actors, without).sentences(given.templates)), b"T"))
    start = time.process_time()
    bench.train(corpora, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    size, spent = path.stat().st_size / 1e6, time.process_time() - start
    if given.model is None:
        sources = (
            [SOURCES["idner2k"]] + ([] if given.without_nergrit else [SOURCES["nergrit"]]) + [SOURCES["templates"]]
        )
        path.with_suffix(".yaml").write_text(
            DESCRIPTION.format(sha256=digest, bytes=path.stat().st_size, sources="\n".join(f"  - {s}" for s in sources))
        )
    print(f"trained in {spent:.0f} CPU s, {size:.2f} MB, sha256 {digest}")
    print(bench.score(read_corpus(given.corpora / "idner2k" / f"{given.score}.txt"), path, given.show))


if __name__ == "__main__":
    main()
