"""A sentence ends at a full stop between two short names, and at none inside an address."""

from __future__ import annotations

import pytest

from risalah.annotate.sentences import SentenceSplitter
from risalah.model.span import Span
from risalah.resources.language import Language


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Fiji gagal melindungi HAM.PBB pun meminta penjelasan.", 2),
        ("Kabar itu dimuat WARTA.COM pada Senin.", 1),
        ("Kantor PT.Samudra di Suva tutup.", 1),
        ("Ia lahir pada 3.10 dini hari.", 1),
    ],
)
def test_capitals_glued_by_a_full_stop(text: str, count: int) -> None:
    assert len(SentenceSplitter(Language("id")).spans(text, Span(0, len(text)))) == count
