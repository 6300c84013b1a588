"""Exact names on idner-news-2k: the plain model, the tagger, and the whole engine (tagger and tables merged).

  python tools/measure_ner.py [--part dev] [--plain MODEL] [--errors]

MODEL is what `train_ner.py --plain --model MODEL` wrote: the same corpora without tables, lists and templates. Merged:
a tagged name stands, but where the tables see an office, a state or a person of another label at its place; names of
persons and organisations that only the tables mark are added. A state counts as a place only where the tagger says so:
the corpus, like the register, tells a place from a state that acts.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import pycrfsuite
from train_ner import CORPORA, Plain, names_of

from risalah.annotate.names import NameFinder, Names
from risalah.annotate.tagger import NameTagger
from risalah.evaluate.tagged_names import Name, _trim, lay_out, read_sentences
from risalah.model.annotation import Sentence
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.forms import tokenise
from risalah.resources.language import Language

_LABELS = {"person": "PER", "organisation": "ORG"}


def merge(tagged: set[Name], names: Names, text: str) -> set[Name]:
    """The names of tagger and tables together."""
    marked: set[Name] = set()
    for m in names.mentions:
        label = _LABELS.get(m.kind)
        if label is not None and not m.members and m.rule not in ("abbreviation",):
            span = m.head or m.span
            marked.add(_trim(text, span.start, span.end, label))
    out = {
        t for t in tagged if not any(m[0] == t[0] and m[1] == t[1] and m[2] != t[2] and m[2] == "PER" for m in marked)
    }
    for m in marked:
        if not any(t[0] < m[1] and m[0] < t[1] for t in out):
            out.add(m)
    return out


def main() -> None:
    """Print the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--part", default="test")
    ask.add_argument("--plain", type=Path)
    ask.add_argument("--errors", action="store_true")
    given = ask.parse_args()
    language, actors = Language("id"), ActorTable()
    finder, tagger = NameFinder(language, actors), NameTagger(language)
    systems = ["tagger", "engine"] + (["plain"] if given.plain else [])
    model = pycrfsuite.Tagger()
    if given.plain:
        model.open(str(given.plain))
    count: dict[str, Counter[str]] = {s: Counter() for s in systems}
    for rows in read_sentences(CORPORA / "idner2k" / f"{given.part}.txt"):
        text, gold = lay_out(rows)
        whole = (Sentence(Span(0, len(text)), 0),)
        said = {"tagger": {_trim(text, t.span.start, t.span.end, t.label) for t in tagger.tag(text, whole)}}
        article = Article("x", text, "id", (Block("paragraph", Span(0, len(text))),))
        said["engine"] = merge(said["tagger"], finder.find(article, whole), text)
        if given.plain:
            tokens = tokenise(text)
            found = names_of(model.tag(Plain().features(tokens, ())))
            said["plain"] = {_trim(text, tokens[a].start, tokens[b - 1].end, label) for a, b, label in found}
        for system, names in said.items():
            for label in ("PER", "ORG", "LOC"):
                own, true = ({n for n in x if n[2] == label} for x in (names, gold))
                count[system].update(
                    {f"{label} right": len(own & true), f"{label} said": len(own), f"{label} gold": len(true)}
                )
        if given.errors:
            for a, b, label in sorted(said["engine"] ^ said["tagger"]):
                good = "good" if ((a, b, label) in gold) == ((a, b, label) in said["engine"]) else "bad"
                print(
                    good,
                    "added" if (a, b, label) in said["engine"] else "dropped",
                    label,
                    text[max(0, a - 25) : a],
                    "[",
                    text[a:b],
                    "]",
                )
    for system in systems:
        c = count[system]
        for label in ("PER", "ORG", "LOC", "all"):
            kinds = ("PER", "ORG", "LOC") if label == "all" else (label,)
            r, s, g = (sum(c[f"{k} {what}"] for k in kinds) for what in ("right", "said", "gold"))
            print(
                f"{system:7} {label} P {r / max(s, 1):.4f} R {r / max(g, 1):.4f} F {2 * r / max(s + g, 1):.4f} (n {g})"
            )


if __name__ == "__main__":
    main()
