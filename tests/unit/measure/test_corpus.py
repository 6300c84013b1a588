"""The archive that the benchmark makes has the measured shape of the press, and is the same every time."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from risalah.measure.corpus import CorpusMaker, write_archive


def test_kinds_sizes_and_lengths_are_those_asked_for() -> None:
    pages = list(CorpusMaker().make(200))
    kinds = Counter(p.kind for p in pages)
    assert 3 <= kinds["relevant"] <= 12 and 12 <= kinds["distractor"] <= 30
    assert any(p.copy_of is not None for p in pages)
    assert all(50_000 < len(p.html) < 165_000 for p in pages)
    # Tags a kilobyte of saved Indonesian pages: median 11.7 of 28 pages.
    assert 8 < median(1000 * len(re.findall("<[a-zA-Z]", p.html)) / len(p.html) for p in pages) < 14


def test_the_same_seed_gives_the_same_pages_whatever_their_number() -> None:
    assert list(CorpusMaker(seed=3).make(12)) == [CorpusMaker(seed=3).page(n) for n in range(12)]
    assert CorpusMaker(seed=4).page(1) != CorpusMaker(seed=3).page(1)


def test_a_copy_repeats_most_of_its_page() -> None:
    maker = CorpusMaker()
    copy = next(p for p in maker.make(400) if p.copy_of is not None)
    first = maker.page(copy.copy_of or 0)
    words = [set(re.findall(r"[a-z]{4,}", p.html.partition("Berita Terkait")[0].lower())) for p in (copy, first)]
    assert copy.kind == first.kind and copy.url != first.url
    assert len(words[0] & words[1]) > 0.5 * len(words[0])


def test_the_archive_is_a_warc_that_others_read(tmp_path: Path) -> None:
    path = tmp_path / "made.warc.gz"
    kinds = write_archive(path, CorpusMaker().make(7))
    with path.open("rb") as f:
        records = [
            (r.headers["WARC-Target-URI"], r.reader.read().decode())
            for r in ArchiveIterator(f, record_types=WarcRecordType.response)
        ]
    assert [url for url, _ in records] == list(kinds)
    assert [text for _, text in records] == [p.html for p in CorpusMaker().make(7)]


def describe_shape(pages: Iterable[str]) -> dict[str, float]:
    """Medians over pages: size, elements and links a kilobyte, the share of scripts."""
    rows = []
    for html in pages:
        scripts = sum(len(m) for m in re.findall(r"<script\b.*?</script>", html, re.S | re.I))
        kilobytes = len(html) / 1000
        elements, links = len(re.findall("<[a-zA-Z]", html)), len(re.findall(r"<a\b", html, re.I))
        rows.append((len(html), elements / kilobytes, links / kilobytes, scripts / len(html)))
    return dict(zip(("size", "elements", "links", "scripts"), map(median, zip(*rows, strict=True)), strict=True))


@pytest.mark.shared
def test_the_shape_is_that_of_saved_pages() -> None:
    path = Path(__file__).resolve().parents[4] / "shared" / "data" / "eval" / "html" / "indonesian.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"no saved pages at {path}")
    rows = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    saved = describe_shape(json.loads(row)["html"] for row in rows if row.strip())
    made = describe_shape(p.html for p in CorpusMaker().make(40))
    for name in ("elements", "links", "scripts"):
        assert 0.75 * saved[name] <= made[name] <= 1.33 * saved[name], (name, saved, made)
    assert saved["size"] <= made["size"] <= 2 * saved["size"]  # pages have grown since those were saved
