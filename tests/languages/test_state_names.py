"""Every name of a state or territory that CLDR or the news prints, looked up in the tables and found in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from risalah.annotate.names import NameFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.loader import read_tsv

babel = pytest.importorskip("babel", reason="CLDR comes with babel, of the extra dev")

LANGUAGE = Language("id")
ACTORS = ActorTable()
FINDER = NameFinder(LANGUAGE, ACTORS)
SPLITTER = SentenceSplitter(LANGUAGE)
NEWS_FORMS = Path(__file__).parents[1] / "data" / "names" / "news_forms.tsv"

NO_ISO_CODE = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
"""Codes of CLDR that are no code of ISO 3166-1: parts of states, the EU, the UN, and codes for tests and for nothing."""

CARRIERS = (
    "Rombongan itu bertolak dari {} pada Senin malam.",
    "Menurut laporan itu, delegasi tiba di {}.",
)
"""Sentences where a name stands behind a preposition: also a name that is a common word or a first name."""

BARE_CARRIERS = (
    "Indonesia dan {} membahas pasal terakhir naskah itu.",
    "Pemerintah {} belum menjawab surat itu.",
    "{} menolak usulan tersebut.",
)
"""Sentences where nothing tells that a place follows: for every name that is not in `ambiguous` of names.yaml."""


def cldr_names() -> list[tuple[str, str]]:
    """(name, alpha-3) of the territories of CLDR in Indonesian and in English."""
    codes: dict[str, str] = {}
    for alias, now in babel.core.get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(now) == 1 and alias not in ("BUR", "ZAR", "XKK", "DDR", "YMD"):
            codes.setdefault(now[0], alias)
    codes["XK"] = "XKX"  # the user-assigned code in common use; CLDR has XKK
    out = []
    for language in ("id", "en"):
        for code, name in sorted(babel.Locale(language).territories.items()):
            if code.isalpha() and code not in NO_ISO_CODE:
                out.append((name, codes[code]))
    return out


def news_forms() -> list[tuple[str, str]]:
    """(form, alpha-3) of the list of the press."""
    return [(row["form"], row["code"]) for _, row in read_tsv(NEWS_FORMS, ("form", "code"))]


def states_in(sentence: str) -> list[tuple[str, str | None]]:
    """(words, actor) of the states that are found in the sentence."""
    article = Article("x", sentence, "id", (Block("paragraph", Span(0, len(sentence))),))
    names = FINDER.find(article, SPLITTER.split(article))
    return [(m.span.of(sentence), m.actor) for m in names.mentions if m.kind in ("state", "place")]


CLDR = cldr_names()
NEWS = news_forms()
AMBIGUOUS = frozenset(LANGUAGE.words("names", "ambiguous"))


def test_the_lists_are_long_enough() -> None:
    assert len(CLDR) >= 490
    assert len(NEWS) >= 150
    assert len({form for form, _ in NEWS}) == len(NEWS)


@pytest.mark.parametrize("names", [CLDR, NEWS], ids=["CLDR", "news"])
def test_every_name_has_its_code(names: list[tuple[str, str]]) -> None:
    found = [(form, state.id if (state := ACTORS.state(form)) else None) for form, _ in names]
    assert [pair for pair, right in zip(found, names, strict=True) if pair != right] == []


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("names", [CLDR, NEWS], ids=["CLDR", "news"])
def test_every_name_is_found_behind_a_preposition(names: list[tuple[str, str]], carrier: str) -> None:
    assert [pair for pair in names if pair not in states_in(carrier.format(pair[0]))] == []


@pytest.mark.parametrize("carrier", BARE_CARRIERS)
@pytest.mark.parametrize("names", [CLDR, NEWS], ids=["CLDR", "news"])
def test_every_name_is_found_where_nothing_announces_it(names: list[tuple[str, str]], carrier: str) -> None:
    plain = [pair for pair in names if pair[0] not in AMBIGUOUS]
    assert len(plain) >= len(names) - 12
    assert [pair for pair in plain if pair not in states_in(carrier.format(pair[0]))] == []


@pytest.mark.parametrize("form", ["Uni Eropa", "European Union", "Perserikatan Bangsa-Bangsa", "United Nations"])
def test_the_unions_of_cldr_are_organisations(form: str) -> None:
    assert ACTORS.state(form) is None
    assert ACTORS.organisation(form) is not None


def test_as_is_the_united_states_and_never_american_samoa() -> None:
    assert states_in("Samoa Amerika dan AS memilih utusan.") == [("Samoa Amerika", "ASM"), ("AS", "USA")]
    assert states_in("Klub AS Roma menang, dan as roda itu patah.") == []
    assert "ASM" not in [code for _, code in states_in("Menlu AS dan Menlu Samoa bertemu di Apia.")]
