"""Measure quotations: PFSA-ID (exact spans, and with one lost mark an article) and gold pages.

    python tools/measure_quotations.py pfsa FILE...
    python tools/measure_quotations.py gold --score score.py --gold DIR --pages FILE_OR_DIR [--ids split.json]

Corpora are read where they lie and never enter the repository. Deterministic (fixed seed).
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import itertools
import json
import random
import re
import sys
import time
from pathlib import Path
from typing import Any

from risalah.annotate.quotes import QuoteFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.model.annotation import Actor, Mention, Quote
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.language import Language

_BODIES = {"kementerian", "sekretariat", "istana", "kemlu", "pemerintah", "kedutaan"}
_MARKS = '"“”„«»'


def make_article(text: str, title: str | None = None) -> Article:
    """An article whose lines are its blocks, the first one the title where there is one."""
    blocks: list[Block] = []
    for m in re.finditer(r"[^\n]*\S[^\n]*", text):
        kind = "title" if title and not blocks else "paragraph"
        blocks.append(Block(kind, Span(m.start(), m.end())))
    return Article(id="measure", text=text, lang="id", blocks=tuple(blocks), title=title)


# ---------------------------------------------------------------- PFSA-ID
def read_pfsa(path: Path) -> list[tuple[list[str], list[tuple[int, int]]]]:
    """Articles as (tokens, gold statements as token ranges); an article begins at its dateline."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    starts = [
        i
        for i, (token, _) in enumerate(rows)
        if token.rstrip(",") == "KOMPAS" and i + 1 < len(rows) and rows[i + 1][0] in "—-–"
    ]
    cuts = [0, *[max(0, s - 3) for s in starts if s > 3], len(rows)]
    out = []
    for a, b in itertools.pairwise(cuts):
        part = rows[a:b]
        gold, open_at = [], None
        for i, (_, label) in enumerate(part):
            if label.endswith("-STATEMENT"):
                if label[0] in "BU":
                    open_at = i
                if label[0] in "LU" and open_at is not None:
                    gold.append((open_at, i + 1))
                    open_at = None
        if part:
            out.append(([t for t, _ in part], gold))
    return out


def join(tokens: list[str], drop: int | None = None) -> tuple[str, list[int]]:
    """The text of tokens (blanks between, none before a stop) and where each begins; `drop` is left out."""
    text, at = "", []
    parts: list[str] = []
    size = 0
    for i, t in enumerate(tokens):
        piece = "" if i == drop else t
        if piece and size and t not in ",.!?;:)…":
            parts.append(" ")
            size += 1
        at.append(size)
        parts.append(piece)
        size += len(piece)
    text = "".join(parts)
    return text, at


def quoted_ranges(finder: QuoteFinder, splitter: SentenceSplitter, text: str) -> set[tuple[int, int]]:
    article = Article(id="pfsa", text=text, lang="id", blocks=(Block("paragraph", Span(0, len(text))),))
    out = set()
    for q in finder.find(article, splitter.split(article), (), {}):
        if q.form != "indirect":
            for c in q.content:
                out.add(letters(text, c.start, c.end))
    return out


def letters(text: str, a: int, b: int) -> tuple[int, int]:
    """The range of the letters and digits in text[a:b]."""
    while a < b and not text[a].isalnum():
        a += 1
    while b > a and not text[b - 1].isalnum():
        b -= 1
    return a, b


def measure_pfsa(paths: list[Path], show: int) -> None:
    language = Language("id")
    finder, splitter = QuoteFinder(language), SentenceSplitter(language)
    for path in paths:
        articles = read_pfsa(path)
        rng = random.Random(7)
        for lost in (False, True):
            n = hit = tokens = predicted = 0
            began = time.perf_counter()
            for words, gold in articles:
                marks = [i for i, w in enumerate(words) if w in _MARKS]
                drop = rng.choice(marks) if lost and marks else None
                text, at = join(words, drop)
                ends = [*at[1:], len(text)]
                found = quoted_ranges(finder, splitter, text)
                predicted += len(found)
                tokens += len(words)
                for a, b in gold:
                    want = letters(text, at[a], ends[b - 1])
                    n += 1
                    if want in found:
                        hit += 1
                    elif show > 0 and not lost:
                        show -= 1
                        near = [text[x:y] for x, y in found if x < want[1] and y > want[0]]
                        print("MISS", text[max(0, want[0] - 60) : want[1] + 60].replace("\n", " "), "\n   GOT", near)
            took = time.perf_counter() - began
            what = "one mark lost an article" if lost else "as it is"
            print(
                f"{path.name} ({what}): {len(articles)} articles, {n} statements, exact recall {hit / n:.4f}, "
                f"predicted {predicted}, {tokens / took / 1e3:.0f} k tokens/s"
            )


# ---------------------------------------------------------------- gold pages
def load_names(path: Path) -> tuple[dict[str, Actor], list[tuple[str, str]]]:
    table = json.loads(path.read_text(encoding="utf-8"))
    actors, forms = {}, []
    for key, row in table.items():
        kind = (
            "state" if key.isupper() and len(key) == 3 else "organisation" if key.split("-")[0] in _BODIES else "person"
        )
        actors[key] = Actor(key, kind, row.get("name") or key, tuple(row.get("aliases") or ()))
        forms += [(f, key) for f in {row.get("name"), *(row.get("aliases") or ())} if f and len(f) > 3]
    return actors, sorted(forms, key=lambda f: -len(f[0]))


def annotate(
    article: Article, language: Language, names: Any
) -> tuple[tuple[Quote, ...], tuple[Mention, ...], dict[str, Actor]]:
    sentences = SentenceSplitter(language).split(article)
    mentions, actors = names(article, sentences)
    return QuoteFinder(language).find(article, sentences, mentions, actors), mentions, actors


def table_names(path: Path) -> Any:
    """Names from a table of aliases: what is used until a NameFinder is there."""
    actors, forms = load_names(path)
    kinds = {"state": "state", "organisation": "organisation", "person": "person"}

    def find(article: Article, _: Any) -> tuple[tuple[Mention, ...], dict[str, Actor]]:
        out: list[Mention] = []
        taken: list[Span] = []
        for form, key in forms:
            for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", article.text):
                span = Span(m.start(), m.end())
                if not any(span.overlaps(t) for t in taken):
                    taken.append(span)
                    out.append(Mention(span, kinds[actors[key].kind], key))
        return tuple(sorted(out, key=lambda m: m.span)), actors

    return find


def found_names(language: Language) -> Any:
    module = importlib.import_module("risalah.annotate.names")
    resources = importlib.import_module("risalah.resources.actors")
    finder = module.NameFinder(language, resources.ActorTable())

    def find(article: Article, sentences: Any) -> tuple[tuple[Mention, ...], dict[str, Actor]]:
        names = finder.find(article, sentences)
        return names.mentions, names.actors

    return find


def clean_page(page: dict[str, Any]) -> Article:
    title = page.get("title") or None
    text = f"{title}\n{page['text']}" if title else page["text"]
    lines = [
        x for x in text.split("\n") if not re.match(r"\s*(baca juga|advertisement|scroll to|simak|lihat juga)", x, re.I)
    ]
    return make_article("\n".join(lines), title)


def measure_gold(args: argparse.Namespace) -> None:
    spec = importlib.util.spec_from_file_location("score", args.score)
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    language = Language("id")
    names_path = next(p for p in (args.gold / "names.json", args.gold.parent / "names.json") if p.exists())
    names = found_names(language) if args.names == "finder" else table_names(names_path)
    scorer = score.Scorer([], json.loads(names_path.read_text(encoding="utf-8")))
    if args.pages.is_dir():
        order = (args.pages / "ids.txt").read_text().split()
        files = sorted(p for p in args.pages.glob("*.txt") if p.name != "ids.txt")
        pages = [{"id": i, "text": f.read_text(encoding="utf-8")} for i, f in zip(order, files, strict=True)]
    else:
        pages = [json.loads(x) for x in args.pages.read_text(encoding="utf-8").splitlines()]
    keep = json.loads(args.ids.read_text())["dev"] if args.ids else None
    for page in pages:
        if keep is not None and page["id"] not in keep:
            continue
        gold = json.loads((args.gold / f"{page['id']}.json").read_text(encoding="utf-8"))
        if args.only and page["id"] not in args.only:
            continue
        article = args.cleaner(page)
        quotes, _, actors = annotate(article, language, names)
        text = article.text
        rows = [
            {
                "form": q.form,
                "content": [c.to_json(text) for c in q.content],
                "cue": q.cue.to_json(text) if q.cue else None,
                "speaker": q.speaker,
                "speaker_mention": q.speaker_mention.to_json(text) if q.speaker_mention else None,
                "rule": q.rule,
            }
            for q in quotes
        ]
        if args.verbose:
            print("##", page["id"])
            for q in quotes:
                said = " | ".join(c.of(text) for c in q.content)
                who = q.speaker or (q.speaker_mention.of(text) if q.speaker_mention else None)
                print(f"   {q.form} [{q.rule}] {who} ({q.speaker_basis}) {said[:70]!r}..{said[-25:]!r} via {q.via}")
        doc = {
            "article": {"text": text, "relevant": True},
            "quotations": rows,
            "actors": [a.to_json() for a in actors.values()],
        }
        scorer.page(gold, doc)
    for line in scorer.log:
        if line[0] in ("SPEAKER", "MISS quotation", "FALSE quotation", "EVIDENCE"):
            print(*line)
    for key in ("direct_overlap", "direct_exact", "indirect_overlap50", "indirect_overlap80"):
        c = scorer.c[key]
        print(key, {k: round(v, 3) if isinstance(v, float) else v for k, v in c.d().items()}, c.tp, c.fp, c.fn)
    for key in ("speaker_direct", "speaker_direct_not_explicit", "speaker_indirect"):
        print(key, scorer.a[key].d())


def make_cleaner(rough: bool) -> Any:
    """The page reader: risalah's own cleaner, or lines as they are."""
    if rough:
        return clean_page
    cleaner = importlib.import_module("risalah.clean.cleaner")
    outlets = importlib.import_module("risalah.resources.outlets")
    article = importlib.import_module("risalah.model.article")
    own = cleaner.Cleaner(outlets.OutletTable())
    keys = ("url", "title", "outlet", "published")

    def clean(page: dict[str, Any]) -> Article:
        made: Article = own.clean(article.Page(content=page["text"], **{k: page.get(k) for k in keys}))
        return made

    return clean


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    sub = parser.add_subparsers(dest="what", required=True)
    pfsa = sub.add_parser("pfsa")
    pfsa.add_argument("files", nargs="+", type=Path)
    pfsa.add_argument("--show", type=int, default=0)
    gold = sub.add_parser("gold")
    gold.add_argument("--score", type=Path, required=True)
    gold.add_argument("--gold", type=Path, required=True)
    gold.add_argument("--pages", type=Path, required=True)
    gold.add_argument("--ids", type=Path)
    gold.add_argument("--only", nargs="*")
    gold.add_argument("--names", choices=("table", "finder"), default="finder")
    gold.add_argument("--rough", action="store_true", help="do not clean the pages")
    gold.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    if args.what == "pfsa":
        measure_pfsa(args.files, args.show)
    else:
        args.cleaner = make_cleaner(args.rough)
        measure_gold(args)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
