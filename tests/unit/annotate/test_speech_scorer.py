from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.annotate.quote_lexicon import QuoteLexicon
from risalah.annotate.speech_scorer import SpeechScorer, read_weights
from risalah.errors import ResourceError
from risalah.model.span import Span
from risalah.resources.language import Language

LANGUAGE = Language("id")
SCORER = SpeechScorer(QuoteLexicon(LANGUAGE), read_weights(LANGUAGE.folder / "speech.tsv"))
REPORT = "Menteri Perikanan Sagara Damar Kusuma tiba di Kota Bening, Senin (3/2/2031). "


def begin(report: str, said: str) -> str:
    text = report + said
    at = SCORER.find_start(text, 0, len(text), Span(0, len(text)))
    assert at is not None
    return text[at:]


def test_first_person_is_speech_and_the_report_before_it_is_not():
    said = "Kami senang sekali. Mudah-mudahan kita bisa bekerja sama lagi,"
    assert begin(REPORT + "Menurut Damar, panen tahun ini turun. ", said) == said


def test_a_sentence_with_a_cue_belongs_to_the_reporter():
    said = "Jangan sampai kita terlambat,"
    assert begin(REPORT + "Kapal itu, kata Damar, baru berlayar pada Maret 2031. ", said) == said


def test_speech_may_begin_behind_a_verb_of_saying():
    starts = SCORER.list_starts("Damar mengatakan, Kami siap", 0, 27, Span(0, 27))
    assert 18 in [s.at for s in starts]


def test_nothing_between_has_no_start():
    assert SCORER.find_start("kata Orla", 4, 9, Span(0, 9)) is None


def test_a_wrong_weight_names_its_line(tmp_path: Path):
    path = tmp_path / "speech.tsv"
    path.write_text("feature\tweight\nkami\tbanyak\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"speech\.tsv:2: 'banyak' is no number"):
        read_weights(path)


def test_names_have_no_weight():
    words = {f.rpartition(":")[2].lstrip("^") for f in read_weights(LANGUAGE.folder / "speech.tsv")}
    assert not words & {"jakarta", "indonesia", "jokowi", "prabowo", "kompas"}


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="Kami si.,!?“” 2/\n", max_size=120))
def test_starts_lie_in_the_text(text: str):
    for start in SCORER.list_starts(text, 0, len(text), Span(0, max(1, len(text)))):
        assert 0 <= start.at < len(text)
