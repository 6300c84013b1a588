"""Times on IndoTimex: recognition, exact spans and values (the corpus is not ours)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from risalah.annotate.sentences import SentenceSplitter
from risalah.annotate.times import TimeFinder
from risalah.evaluate.counts import Hits
from risalah.evaluate.plain import make_article
from risalah.evaluate.timeml import read_timeml, write_timexes
from risalah.resources.language import Language


def measure_indotimex(folder: Path, language: Language, log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Figures of all .tml files below a folder; empty where there are none.

    An expression is recognised where it overlaps one of the gold, each used once. The date of the document is given as
    the date of publication, and is not counted.
    """
    finder, splitter = TimeFinder(language), SentenceSplitter(language)
    hits = {name: Hits() for name in ("indotimex_recognition", "indotimex_exact", "indotimex_value")}
    files = sorted(folder.rglob("*.tml"))
    for path in files:
        published, text, gold = read_timeml(path)
        article = make_article(text, published=published)
        said = write_timexes(finder.read(article, splitter.split(article)), text)
        used: set[int] = set()
        found = exact = right = 0
        for want in gold:
            k = next(
                (k for k, own in enumerate(said) if k not in used and own.start < want.end and want.start < own.end),
                None,
            )
            if k is None:
                log.append(("TIMEX missed", path.name, want.raw, want.value))
                continue
            used.add(k)
            own = said[k]
            found += 1
            exact += (own.start, own.end) == (want.start, want.end)
            right += own.value == want.value
            if own.value != want.value:
                log.append(("TIMEX value", path.name, f"gold {want.raw} {want.value} / said {own.raw} {own.value}"))
        log += [("TIMEX extra", path.name, own.raw, own.value) for k, own in enumerate(said) if k not in used]
        for counted, n in zip(hits.values(), (found, exact, right), strict=True):
            counted.add(n, len(said) - n, len(gold) - n)
    return {name: {"files": len(files), **counted.to_json()} for name, counted in hits.items()} if files else {}
