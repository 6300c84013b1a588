"""Every example sentence of the quotation lexicon is read as it says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pytest

from risalah.annotate.quotes import QuoteFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.model.annotation import Actor, Mention, Quote
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.language import Language


@lru_cache
def language() -> Language:
    return Language("id")


@lru_cache
def finder() -> QuoteFinder:
    return QuoteFinder(language())


def table() -> Any:
    return language().table("examples/quotations")


def read(text: str, title: str | None = None) -> tuple[str, tuple[Quote, ...]]:
    whole = f"{title}\n{text}" if title else text
    blocks, at = [], 0
    for n, line in enumerate(whole.split("\n")):
        if line.strip():
            blocks.append(Block("title" if title and n == 0 else "paragraph", Span(at, at + len(line))))
        at += len(line) + 1
    article = Article(id="example", text=whole, lang="id", blocks=tuple(blocks), title=title)
    actors, mentions, taken = {}, [], []
    forms = []
    for key, row in table()["actors"].items():
        actors[key] = Actor(key, row["kind"], row["forms"][0], tuple(row["forms"]))
        forms += [(f, key) for f in row["forms"]]
    for form, key in sorted(forms, key=lambda f: -len(f[0])):
        for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", whole):
            span = Span(m.start(), m.end())
            if not any(span.overlaps(t) for t in taken):
                taken.append(span)
                mentions.append(Mention(span, actors[key].kind, key))
    mentions.sort(key=lambda m: m.span)
    sentences = SentenceSplitter(language()).split(article)
    return whole, finder().find(article, sentences, tuple(mentions), actors)


def squeeze(words: list[str]) -> str:
    return "".join(c for c in " ".join(words).lower() if c.isalnum())


def cases(key: str) -> list[Any]:
    out = []
    for name, group in table()["groups"].items():
        for n, row in enumerate(group.get(key) or ()):
            out.append(pytest.param(row, id=f"{name}-{n}"))
    return out


@pytest.mark.parametrize("row", cases("match"))
def test_example_is_read_as_it_says(row: Any) -> None:
    text, quotes = read(row["text"], row.get("title"))
    got = {
        (q.form, squeeze([c.of(text) for c in q.content]), q.speaker, q.speaker_basis, q.co_speakers): q for q in quotes
    }
    for want in row["quotes"]:
        key = (
            want["form"],
            squeeze(want["content"]),
            want["speaker"],
            want["basis"],
            tuple(want.get("others") or ()),
        )
        if want.get("optional"):
            got.pop(key, None)
            continue
        assert key in got, f"not found: {key}\n among {list(got)}"
        q = got.pop(key)
        if "cue" in want:
            assert q.cue is not None and q.cue.of(text) == want["cue"]
        if "via" in want:
            assert list(q.via) == want["via"]
        if "mention" in want:
            assert q.speaker_mention is not None and q.speaker_mention.of(text) == want["mention"]
    assert not got, f"found beside the examples: {list(got)}"


@pytest.mark.parametrize("row", cases("no_match"))
def test_example_without_quotation_stays_without(row: Any) -> None:
    title, text = (row.get("title"), row["text"]) if isinstance(row, dict) else (None, row)
    _, quotes = read(text, title)
    assert quotes == ()


def test_every_construction_has_three_examples() -> None:
    for name, group in table()["groups"].items():
        assert len(group.get("match") or ()) + len(group.get("no_match") or ()) >= 3, name


@pytest.mark.parametrize(
    ("table", "name"), [(t, n) for t in ("word_signs", "predicate_signs") for n in language().mapping("quotations", t)]
)
def test_a_sign_of_a_word_holds_for_its_examples_and_for_no_other(table: str, name: str):
    row = language().mapping("quotations", table)[name]
    sign = re.compile(row["pattern"])
    holds = sign.match if table == "word_signs" else sign.fullmatch
    assert row["should_match"] and row["should_not_match"]
    assert [w for w in row["should_match"] if not holds(w)] == []
    assert [w for w in row["should_not_match"] if holds(w)] == []
