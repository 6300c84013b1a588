"""The order in which articles arrive, and in how many builds, leaves no trace in the register: byte for byte."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factory import Draft, ferry_report, make_documents
from risalah.cli_build import compute_register, relink
from risalah.compare import compare_registers
from risalah.config import Settings
from risalah.model.document import Document
from risalah.model.register import Judgement
from risalah.pipeline import Kit, process_safely
from risalah.read import read_pages
from risalah.resources.loader import DATA
from risalah.show.export import export
from risalah.store import Reading, Store, open_store

PAGES = DATA / "sample" / "pages"
SOME = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def read_sample() -> tuple[Document, ...]:
    """The shipped sample and articles of our own, with a twin, an article without a day, and two texts of one page."""
    kit = Kit(Settings())
    sample = [process_safely(p, kit) for p in read_pages([str(PAGES)])]
    url = "https://kabar.example/ralat"
    first = Draft("Ralat Jadwal Feri", ["Feri berangkat Senin.", "Tiket dijual."], url=url, published="2031-05-01")
    later = Draft("Ralat Jadwal Feri", ["Feri berangkat Rabu.", "Tiket dijual."], url=url, published="2031-05-02")
    more = [ferry_report(f"o{n}.example", f"2031-03-0{n % 9 + 1}") for n in range(6)]
    ours = [*make_documents(), *more, first.build(), later.build()]
    return tuple(d for d in (*sample, *ours) if d.article.text)


def write_in_builds(store: Store, documents: Sequence[Document], cuts: Sequence[int]) -> None:
    """Add the documents in several builds, each of which links, as `risalah build` does."""
    ends = [*sorted(c % (len(documents) + 1) for c in cuts), len(documents)]
    start = 0
    for end in ends:
        run = store.start_run("test")
        part = documents[start:end]
        store.write_readings([Reading(d, f"key {d.article.id}", "engine") for d in part], run, batch=3)
        relink(store)
        store.finish_run(run, {})
        start = end


def print_register(store: Store, folder: Path) -> bytes:
    out = folder / "out.json"
    export(store, "json", out, date(2031, 12, 15))
    return out.read_bytes()


@cache
def print_in_order() -> bytes:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "reg", create=True) as store:
        write_in_builds(store, read_sample(), [])
        return print_register(store, Path(folder))


@given(st.randoms(use_true_random=False), st.lists(st.integers(0, 40), max_size=3))
@SOME
def test_order_of_arrival_leaves_no_trace(chance: random.Random, cuts: list[int]) -> None:
    documents = list(read_sample())
    chance.shuffle(documents)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "reg", create=True) as store:
        write_in_builds(store, documents, cuts)
        assert print_register(store, Path(folder)) == print_in_order()


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_arrival_leaves_no_trace_on_either_database(target: str, tmp_path: Path, seed: int) -> None:
    documents = list(read_sample())
    random.Random(seed).shuffle(documents)
    with open_store(target, create=True) as store:
        write_in_builds(store, documents, [5, 11])
        assert print_register(store, tmp_path) == print_in_order()


@given(st.randoms(use_true_random=False), st.lists(st.integers(1, 40), min_size=1, max_size=3))
@SOME
def test_what_builds_put_together_is_what_a_rebuild_does(chance: random.Random, cuts: list[int]) -> None:
    """The bar is 2 % of the articles; a build links all that stands, so that there is no difference at all."""
    documents = list(read_sample())
    chance.shuffle(documents)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "reg", create=True) as store:
        write_in_builds(store, documents, cuts)
        difference = compare_registers(store.load_register(), compute_register(store))
        assert (difference.differ, difference.entries) == (0, 0)


@given(st.randoms(use_true_random=False))
@SOME
def test_order_of_judgements_of_one_time_leaves_no_trace(chance: random.Random) -> None:
    documents = list(read_sample())
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "reg", create=True) as store:
        write_in_builds(store, documents, [])
        entries = [e for e in store.entries("commitment") if len(e.records) > 1][:4]
        keys = [[f"{r.article}#{r.id}" for r in e.records] for e in entries]
        at = "2031-12-01T00:00:00+00:00"
        given = [Judgement(a[0], a[1], "different", 0, ("two",), "person:rara", at) for a in keys]
        given += [Judgement(a[0], b[0], "same", 0, ("one",), "person:rara", at) for a, b in _pairs(keys)]
        printed = set()
        for n in range(2):
            chance.shuffle(given)
            with open_store(Path(folder) / f"judged{n}", create=True) as judged:
                write_in_builds(judged, documents, [])
                for j in given:
                    judged.add_judgement(j)
                assert relink(judged) and not relink(judged)
                printed.add(print_register(judged, Path(folder)))
        assert len(printed) == 1


def _pairs(keys: list[list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    return zip(keys[::2], keys[1::2], strict=False)
