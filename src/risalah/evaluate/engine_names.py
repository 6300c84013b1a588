"""Names of the whole engine, and of a plain baseline, on the test part of idner-news-2k."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pycrfsuite

from risalah.annotate.names import NameFinder, Names
from risalah.errors import ConfigError
from risalah.evaluate.checkout import load_tool
from risalah.evaluate.tagged_names import Finder, Name, TaggedNames, score_names, trim_name
from risalah.model.annotation import Sentence
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.forms import tokenise
from risalah.resources.language import Language

_LABELS = {"person": "PER", "organisation": "ORG"}
_NO_NAMES = frozenset(["abbreviation", "group"])  # rules whose mentions stand for a name, as "keduanya" does


class MergedNames:
    """The names that tagger and tables give together."""

    def __init__(self, language: Language, actors: ActorTable) -> None:
        self._finder, self._tagger = NameFinder(language, actors), TaggedNames(language)

    def find(self, text: str) -> set[Name]:
        """The names of a sentence."""
        whole = (Sentence(Span(0, len(text)), 0),)
        article = Article("x", text, "id", (Block("paragraph", whole[0].span),))
        return merge_names(self._tagger.find(text), self._finder.find(article, whole), text)


def merge_names(tagged: set[Name], names: Names, text: str) -> set[Name]:
    """A tagged name stands, but where the tables see a person at its place; persons and organisations that only the
    tables mark are added. A state is a place only where the tagger says so: the corpus, like the register, tells a
    place from a state that acts.
    """
    marked: set[Name] = set()
    for mention in names.mentions:
        label = _LABELS.get(mention.kind)
        if label is not None and not mention.members and mention.rule not in _NO_NAMES:
            span = mention.head or mention.span
            marked.add(trim_name(text, span.start, span.end, label))
    persons = {name[:2] for name in marked if name[2] == "PER"}
    out = {name for name in tagged if name[2] == "PER" or name[:2] not in persons}
    for name in marked:
        if not any(other[0] < name[1] and name[0] < other[1] for other in out):
            out.add(name)
    return out


def measure_engine_names(folder: Path, language: Language, log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Figures of the whole engine on `folder`/test.txt; empty without it."""
    return score_names(folder / "test.txt", "ner_engine", MergedNames(language, ActorTable()).find, log)


def measure_baseline(folder: Path) -> dict[str, Any]:
    """Train a plain CRF (words, shapes and affixes in a window of two) on the corpora of the shipped model, without our
    tables, lists and templates, and score it on `folder`/test.txt. Takes less than a minute of one core.

    Raises ConfigError where tools/train_ner.py or a corpus is not there.
    """
    trainer = load_tool("train_ner")
    corpora = [folder / "train.txt", folder.parent / "nergrit" / "train_preprocess.txt"]
    for path in (*corpora, folder / "test.txt"):
        if not path.is_file():
            raise ConfigError(f"--baseline: {path} is not there", remedy="give the folder of corpora with --data DIR")
    with tempfile.TemporaryDirectory(prefix="risalah-baseline-") as place:
        model = Path(place) / "plain.crfsuite"
        trainer.Bench(plain=True).train([(trainer.read_corpus(path), b"") for path in corpora], model)
        return score_names(folder / "test.txt", "ner_baseline", load_plain(model))


def load_plain(model: Path) -> Finder:
    """A plain model that tools/train_ner.py wrote."""
    trainer = load_tool("train_ner")
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    plain = trainer.Plain()

    def tag(text: str) -> set[Name]:
        tokens = tokenise(text)
        found = trainer.names_of(tagger.tag(plain.features(tokens, ())))
        return {trim_name(text, tokens[a].start, tokens[b - 1].end, label) for a, b, label in found}

    return tag
