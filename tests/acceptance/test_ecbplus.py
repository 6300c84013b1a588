"""Stories on ECB+ keep their bars: B-cubed .90 and pairs .86 on the even topics, read one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from risalah.evaluate.ecbplus import group_texts, mean_of_orders, read_english, read_topics
from risalah.resources.linking import read_weights

DOCUMENTS = Path(__file__).parents[2] / "../shared/data/eval/ecbplus/ecbplus_docs.json"


@pytest.mark.shared
@pytest.mark.skipif(not DOCUMENTS.is_file(), reason="ECB+ is not in ../shared")
def test_the_even_topics() -> None:
    weights = read_english(read_weights())
    _, even = read_topics(DOCUMENTS)
    figures = mean_of_orders(even, lambda texts: group_texts(texts, weights), orders=2)
    assert figures["n"] == 486
    assert figures["f1"] >= 0.90
    assert figures["pair_f1"] >= 0.86
