from __future__ import annotations

import hashlib
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.annotate.chunks import Chunker
from risalah.annotate.names import NameFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.annotate.tagger import NameTagger, Tagged, kinds_of, shape_of
from risalah.errors import ResourceError
from risalah.model.annotation import Sentence
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.forms import tokenise
from risalah.resources.language import Language

LANGUAGE = Language("id")
ACTORS = ActorTable()
CHUNKER = Chunker(LANGUAGE, ACTORS)
TAGGER = NameTagger(LANGUAGE, CHUNKER)
FINDER = NameFinder(LANGUAGE, ACTORS)
MODELS = LANGUAGE.folder / "models"

WORDS = [
    "Menlu",
    "Norwegia",
    "Wirya",
    "Adisasmita",
    "PT",
    "Sagara",
    "Bandung",
    "di",
    "(",
    ")",
    "-",
    "kata",
    ".",
    "12",
    "“",
    "É",
]


def tag(text: str) -> tuple[Tagged, ...]:
    return TAGGER.tag(text, (Sentence(Span(0, len(text)), 0),)) if text else ()


def labelled(text: str) -> dict[str, str]:
    return {t.span.of(text): t.label for t in tag(text)}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Warga desa bernama Wirya Adisasmita melihat kapal itu tiba.", "Wirya Adisasmita", "PER"),
        ('"Kami menunggu kabar," kata Ratmi Kusumahadi di Bandung, Selasa.', "Ratmi Kusumahadi", "PER"),
        ('"Kami menunggu kabar," kata Ratmi Kusumahadi di Bandung, Selasa.', "Bandung", "LOC"),
        ("Presiden Mongolia Batsukh Ganzorig tiba di Jakarta pada Senin.", "Batsukh Ganzorig", "PER"),
        ("Pemimpin negeri itu, Pak Jun-seo, menolak usul tersebut, kata Jang Woo-jin.", "Jang Woo-jin", "PER"),
        ("Menurut Partai Bulan Sabit Raya, usul itu belum dibahas.", "Partai Bulan Sabit Raya", "ORG"),
    ],
)
def test_names_that_no_table_holds(text: str, name: str, label: str) -> None:
    assert labelled(text).get(name) == label


def test_a_role_in_front_is_no_part_of_the_name() -> None:
    for found in labelled("Perdana Menteri Fiji Wirya Adisasmita dan Presiden Adisasmita bertemu."):
        assert not found.startswith(("Perdana", "Menteri", "Presiden"))


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_spans_are_in_order_apart_and_inside(text: str) -> None:
    found = tag(text)
    at = 0
    for t in found:
        assert t.span.start >= at
        assert t.span.end <= len(text)
        assert t.span.of(text).strip() == t.span.of(text)
        assert 0.0 < t.probability <= 1.0
        assert t.label in ("PER", "ORG", "LOC")
        at = t.span.end


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_tagged_twice_alike(text: str) -> None:
    assert tag(text) == tag(text)


@given(st.text(alphabet="AaBb (-).,Ω", min_size=1, max_size=80))
@settings(max_examples=60, deadline=None)
def test_every_token_has_a_kind(text: str) -> None:
    tokens = tokenise(text)
    assert len(kinds_of(tokens, CHUNKER.chunk(text, 0, len(text)))) == len(tokens)
    assert all(shape_of(t.text) for t in tokens)


def test_what_tables_mark_is_left_alone() -> None:
    text = "Menlu Norwegia Sigrun Halvorsen menemui Wirya Adisasmita dari Yayasan Lentera Sagara di Oslo."
    article = Article("x", text, "id", (Block("paragraph", Span(0, len(text))),))
    mentions = FINDER.find(article, SentenceSplitter(LANGUAGE).split(article)).mentions
    own = [m.span for m in mentions if m.rule != "tagger"]
    assert not any(m.span.overlaps(s) for m in mentions if m.rule == "tagger" for s in own)
    assert any(m.kind == "person" and (m.head or m.span).of(text) == "Sigrun Halvorsen" for m in mentions)
    assert any(m.kind == "person" and m.span.of(text) == "Wirya Adisasmita" for m in mentions)


def test_a_missing_model_is_said_at_first_use(tmp_path: Path) -> None:
    tagger = NameTagger(Language("id", tmp_path))  # nothing is read yet
    with pytest.raises(ResourceError, match="missing"):
        tagger.tag("Wirya tiba.", (Sentence(Span(0, 11), 0),))


def test_another_model_than_the_described_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    shutil.copy(MODELS / "ner.yaml", tmp_path / "models")
    (tmp_path / "models" / "ner.crfsuite").write_bytes(b"no model")
    with pytest.raises(ResourceError, match=r"ner\.yaml"):
        NameTagger(Language("id", tmp_path)).tag("Wirya tiba.", (Sentence(Span(0, 11), 0),))


def test_a_broken_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "ner.crfsuite").write_bytes(b"no model")
    (tmp_path / "models" / "ner.yaml").write_text(f"sha256: {hashlib.sha256(b'no model').hexdigest()}\n")
    with pytest.raises(ResourceError, match=r"ner\.crfsuite"):
        NameTagger(Language("id", tmp_path), CHUNKER).tag("Wirya tiba.", (Sentence(Span(0, 11), 0),))


def test_the_model_is_small_described_and_has_a_card() -> None:
    data, row = (MODELS / "ner.crfsuite").read_bytes(), LANGUAGE.table("models/ner")
    assert len(data) == row["bytes"] < 5_000_000
    assert hashlib.sha256(data).hexdigest() == row["sha256"]
    card = (MODELS / "ner.md").read_text(encoding="utf-8")
    for word in ("MIT", "Apache-2.0", "NERGrit", "train_ner.py"):
        assert word in card


def test_time_grows_with_length_only() -> None:
    text = "Warga bernama Wirya Adisasmita melihat kapal PT Sagara Jaya di Bandung. "
    spent = []
    for n in (20, 160):
        sentences = tuple(Sentence(Span(k * len(text), (k + 1) * len(text) - 1), 0) for k in range(n))
        rounds = []
        for _ in range(5):
            start = time.process_time()
            TAGGER.tag(text * n, sentences)
            rounds.append(time.process_time() - start)
        spent.append(sorted(rounds)[2])  # the middle one: another process may take the caches away
    assert spent[1] < 8 * spent[0] * 4


@pytest.mark.parametrize("text", ["A" * 1_000_000, "Ab" * 300_000, "Wirya " * 60_000], ids=["one", "camel", "words"])
def test_a_long_text_without_an_end_does_not_hang(text: str) -> None:
    start = time.process_time()
    tag(text)
    assert time.process_time() - start < 20
