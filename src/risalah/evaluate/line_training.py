"""How the line model of page dumps is learned and judged: cropped dumps, a logistic regression, outlets left out."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from risalah.clean import Cleaner
from risalah.clean.line_features import FEATURES
from risalah.clean.line_model import INTERCEPT
from risalah.errors import CleanError
from risalah.evaluate.ingest import body_of, find_page_files, is_indonesian, read_saved_pages
from risalah.evaluate.ledger import Row
from risalah.evaluate.page_dumps import DumpScore, PageDump, label_lines, make_dump
from risalah.evaluate.scoring import Figures
from risalah.model.article import Page
from risalah.resources.language import Language
from risalah.resources.outlets import OutletTable

PENALTY = 30.0
INDONESIAN_WEIGHT = 6.0
"""A line of an Indonesian page counts as much as six of an English one, of which there are nine times as many."""
_COPIES = 2
_STEPS = 8
_SEED = 7


@dataclass(frozen=True, slots=True)
class TrainingPage:
    """A saved page as the trainer sees it: its dump, its reference, its outlet, and the lines of cropped copies."""

    dump: PageDump
    body: str
    outlet: str
    indonesian: bool
    rows: Any
    """A matrix of numpy: a line a row, a feature a column."""
    labels: Any


def read_training_pages(data: Path) -> list[TrainingPage]:
    """All saved pages below `data`. Raises ConfigError where there are none."""
    outlets = OutletTable()
    cleaner = Cleaner(outlets, {"id": Language("id")})
    return [_page(row, cleaner, outlets) for path in find_page_files(data) for row in read_saved_pages(path)]


def learn_weights(pages: Iterable[TrainingPage]) -> dict[str, float]:
    """Weights by feature: Newton's method on a logistic loss with a square penalty. The same pages give one table."""
    import numpy as np

    found = [p for p in pages if len(p.labels)]
    x = np.concatenate([p.rows for p in found])
    y = np.concatenate([p.labels for p in found])
    share = np.concatenate([np.full(len(p.labels), INDONESIAN_WEIGHT if p.indonesian else 1.0) for p in found])
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale == 0] = 1.0
    x = np.hstack([np.ones((len(x), 1)), (x - mean) / scale])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[0] = 0.0
    w = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (share * (p - y)) + penalty * w
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-9)
        w -= np.linalg.solve(curve, slope)
    plain = w[1:] / scale
    weights = {name: float(value) for name, value in zip(FEATURES, plain, strict=True)}
    return {INTERCEPT: float(w[0] - (plain * mean).sum()), **weights}


def leave_outlets_out(pages: Sequence[TrainingPage], log: list[tuple[Any, ...]]) -> Figures:
    """Dumps of Indonesian pages, each read with weights learned from no page of its outlet: `dumps_whole`, and
    `dumps_cropped` to begin at most six lines above the article. Nothing without Indonesian pages.
    """
    if not any(p.indonesian for p in pages):
        return {}
    outlets = OutletTable()
    whole, cropped = DumpScore(), DumpScore()
    lost = {"whole": 0, "cropped": 0}
    for outlet in sorted({p.outlet for p in pages if p.indonesian}):
        weights = learn_weights(p for p in pages if p.outlet != outlet)
        cleaner = Cleaner(outlets, {"id": Language("id")}, weights=weights)
        for page in pages:
            if page.outlet != outlet or not page.indonesian:
                continue
            for name, dump, score in (("whole", page.dump, whole), ("cropped", _crop_head(page.dump), cropped)):
                text = _read(cleaner, dump)
                lost[name] += text is None
                kept = label_lines(dump.lines, text or "")
                f1 = score.add(dump, kept)
                if score is whole and f1 < 0.9:
                    log.append(("DUMP", dump.id, f"F1 {f1:.3f}"))
    n = sum(p.indonesian for p in pages)
    return {
        "dumps_whole": {"pages": n, "lost": lost["whole"], **whole.to_json()},
        "dumps_cropped": {"pages": n, "lost": lost["cropped"], **cropped.to_json()},
    }


def _page(row: Row, cleaner: Cleaner, outlets: OutletTable) -> TrainingPage:
    dump = make_dump(row)
    import numpy as np

    rows: list[list[float]] = []
    labels: list[bool] = []
    for lines in _crops(dump, _COPIES if is_indonesian(row) else 1):
        described = cleaner.describe_lines("\n".join(lines))
        rows += [numbers for _, numbers in described]
        labels += label_lines([text for text, _ in described], row["body"])
    outlet = outlets.of_url(row.get("url")) or str(row.get("outlet"))
    matrix = np.array(rows, dtype=float).reshape(-1, len(FEATURES))
    return TrainingPage(dump, row["body"], outlet, is_indonesian(row), matrix, np.array(labels, dtype=float))


def _crops(dump: PageDump, copies: int) -> Iterator[Sequence[str]]:
    """The dump whole, cropped at random around its article, and the article alone: people copy any of these."""
    yield dump.lines
    own = [i for i, label in enumerate(dump.labels) if label]
    if not own:
        return
    chance = random.Random(f"{_SEED}:{dump.id}")
    for _ in range(copies):
        first = max(0, own[0] - chance.randint(0, 8))
        yield dump.lines[first : own[-1] + 1 + chance.choice((0, 2, 5, 20, 1000))]
    yield dump.lines[own[0] : own[-1] + 1]


def _crop_head(dump: PageDump) -> PageDump:
    own = next((i for i, label in enumerate(dump.labels) if label), 0)
    first = max(0, own - random.Random(dump.id).randint(0, 6))
    return PageDump(dump.id, dump.lines[first:], dump.labels[first:])


def _read(cleaner: Cleaner, dump: PageDump) -> str | None:
    try:
        return body_of(cleaner.clean(Page("\n".join(dump.lines), where=dump.id)))
    except CleanError:
        return None
