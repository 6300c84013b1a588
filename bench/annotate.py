"""Articles of 300 words annotated a second on one core, beside spaCy's blank Indonesian pipeline with a tok2vec NER.

    python -m bench.annotate [--seconds 5] [--json]

The peer runs where spaCy is installed (pip install spacy); its weights are untrained, which does not change its speed.
CPU time of this process is counted, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from risalah.annotate.annotator import Annotator
from risalah.clean import Cleaner
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.read import read_pages
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.loader import DATA
from risalah.resources.outlets import OutletTable

WORDS = 300


def read_articles() -> list[Article]:
    """The Indonesian pages of the shipped sample, each repeated or cut to 300 words at a paragraph's end."""
    language = Language("id")
    cleaner = Cleaner(OutletTable(), {"id": language})
    out = []
    for page in read_pages([str(Path(DATA) / "sample" / "pages")]):
        article = cleaner.clean(page)  # type: ignore[arg-type]
        if article.lang != "id":
            continue
        paragraphs = [article.text[b.span.start : b.span.end] for b in article.blocks]
        body: list[str] = []
        k = 0
        while sum(len(p.split()) for p in body) < WORDS:
            body.append(paragraphs[k % len(paragraphs)])
            k += 1
        blocks, at = [], 0
        for p in body:
            blocks.append(Block("paragraph", Span(at, at + len(p))))
            at += len(p) + 1
        out.append(Article(f"sha256:{len(out)}", "\n".join(body), "id", tuple(blocks), published="2031-06-10"))
    return out


def count_a_second(run: Callable[[Article], object], articles: list[Article], seconds: float) -> float:
    """How many articles of 300 words `run` handles in a second of CPU time."""
    for article in articles[:3]:
        run(article)
    words = 0
    start = time.process_time()
    while time.process_time() - start < seconds:
        for article in articles:
            run(article)
            words += len(article.text.split())
    return words / WORDS / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    articles = read_articles()
    annotator = Annotator(Language("id"), ActorTable())
    result: dict[str, float | int | None] = {"articles": len(articles), "words": WORDS, "peer": None, "ratio": None}
    result["risalah"] = round(count_a_second(annotator.annotate, articles, args.seconds), 1)
    try:
        import spacy
    except ImportError:
        print("spaCy is not installed: the peer is left out", flush=True)
    else:
        nlp = spacy.blank("id")
        ner = nlp.add_pipe("ner")
        for label in ("PER", "ORG", "LOC"):
            ner.add_label(label)  # type: ignore[attr-defined]
        nlp.initialize()
        result["peer"] = round(count_a_second(lambda a: nlp(a.text), articles, args.seconds), 1)
        result["ratio"] = round(float(result["risalah"]) / float(result["peer"]), 2)
    if args.json:
        print(json.dumps(result))
    else:
        print(", ".join(f"{k} {v}" for k, v in result.items()))


if __name__ == "__main__":
    main()
