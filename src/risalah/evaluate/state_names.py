"""Is every name of a state or territory read as its ISO code? The names of CLDR, and the forms of the press."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from risalah.annotate.names import NameFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.evaluate.counts import Share
from risalah.evaluate.plain import make_article
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.loader import read_tsv

_NO_ISO_CODE = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
"""Codes of CLDR that are none of ISO 3166-1: parts of states, the EU, the UN, codes for tests and for nothing."""
_OF_FORMER_DAYS = frozenset(["BUR", "ZAR", "XKK", "DDR", "YMD"])
_CARRIER = "Rombongan itu bertolak dari {} pada Senin malam."


def read_cldr_names() -> list[tuple[str, str]]:
    """(name, alpha-3 code) of the territories of CLDR, Indonesian and English. Raises ImportError without babel."""
    core = import_module("babel.core")
    codes: dict[str, str] = {}
    for alias, now in core.get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(now) == 1 and alias not in _OF_FORMER_DAYS:
            codes.setdefault(now[0], alias)
    codes["XK"] = "XKX"  # the user-assigned code in common use; CLDR has XKK
    return [
        (name, codes[code])
        for language in ("id", "en")
        for code, name in sorted(core.Locale(language).territories.items())
        if code.isalpha() and code not in _NO_ISO_CODE
    ]


def measure_state_names(lists: Path, language: Language, log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Shares of names that the table knows under their code and that are found as that state in a sentence.

    A list that is not there (babel is not installed, risalah runs outside a checkout) is said so.
    """
    figures: dict[str, Any] = {}
    judge = _Judge(language, log)
    try:
        figures["state_names_cldr"] = judge.measure(read_cldr_names())
    except ImportError:
        figures["state_names_cldr"] = {"why": "babel is not installed; pip install babel"}
    path = lists / "news_forms.tsv"
    if path.is_file():
        rows = [(row["form"], row["code"]) for _, row in read_tsv(path, ("form", "code"))]
        figures["state_names_press"] = judge.measure(rows)
    else:
        figures["state_names_press"] = {"why": "tests/data/names/news_forms.tsv is not there; run in a checkout"}
    return figures


class _Judge:
    def __init__(self, language: Language, log: list[tuple[Any, ...]]) -> None:
        self._actors, self._log = ActorTable(), log
        self._finder, self._splitter = NameFinder(language, self._actors), SentenceSplitter(language)

    def measure(self, names: Iterable[tuple[str, str]]) -> dict[str, Any]:
        share = Share()
        for form, code in names:
            state = self._actors.state(form)
            known = state is not None and state.id == code
            right = known and (form, code) in self._read(_CARRIER.format(form))
            share.add(right)
            if not right:
                self._log.append(("STATE name", form, code, "not found in a sentence" if known else "not in the table"))
        return share.to_json()

    def _read(self, sentence: str) -> set[tuple[str, str | None]]:
        article = make_article(sentence)
        names = self._finder.find(article, self._splitter.split(article))
        return {(m.span.of(sentence), m.actor) for m in names.mentions if m.kind in ("state", "place")}
