"""Names by the words of a query."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from risalah.show.web.views.name_index import NameIndex

NAMES = st.lists(st.text(alphabet="aAbß İé-\n", max_size=8), max_size=12)


@given(NAMES, st.text(alphabet="aAbß İé-", max_size=4))
def test_finds_what_a_look_at_each_finds(names: list[str], query: str) -> None:
    words = query.casefold().split()
    lines = [" ".join(n.split()).casefold() for n in names]
    wanted = [n for n, line in enumerate(lines) if words and all(w in line for w in words)]
    assert list(NameIndex((n, i) for i, n in enumerate(names)).find(query)) == wanted


def test_a_name_is_given_once() -> None:
    index = NameIndex([("Rana Rana Dewala", 1), ("Dewala", 2), ("Ananta", 3)])
    assert list(index.find("rana")) == [1]
    assert list(index.find("DEWALA rana")) == [1]
    assert list(index.find("  ")) == []
