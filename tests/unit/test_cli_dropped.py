"""What the gates drop is no article of a register: it is counted, listed with its reasons, and known by the next run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from risalah.cli import run
from risalah.measure.corpus import CorpusMaker, Shape
from risalah.store import DroppedPages, open_store

PAGES = 12
SHAPE = Shape(relevant=0.25, distractors=0.2, copies=0.0, size=(8_000, 12_000))
ENGLISH = "The minister of Kenya said that both sides would sign the agreement on coffee next week in Nairobi. " * 6


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve pages of our own, and one in English."""
    path = tmp_path_factory.mktemp("dropped") / "pages.jsonl"
    rows = [{"html": p.html, "url": p.url} for p in CorpusMaker(3, SHAPE).make(PAGES)]
    rows.append({"html": f"<html><body><p>{ENGLISH}</p></body></html>", "url": "https://kabar1.example/en"})
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def register(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register")
    (path.parent / "risalah.toml").write_text("review_every = 2\n")
    report = path.parent / "report.json"
    options = ["--config", str(path.parent / "risalah.toml"), "--report", str(report), "--progress"]
    assert run(["build", str(pages), "-o", str(path), *options]) == 0
    row = json.loads(report.read_text())
    assert row["pages"] == PAGES + 1 and row["dropped"]["language"] == 1 and row["dropped"]["relevance"] >= 6
    return path


def test_a_dropped_page_is_no_article(register: Path) -> None:
    with open_store(register, read_only=True) as store:
        counts, found = store.counts(), DroppedPages(store).list()
        assert counts["articles"] + counts["dropped"] == PAGES + 1 == counts["articles"] + len(found)
        assert counts["dropped"] >= 7 and counts["articles"] == len(store.load_register().articles)
        assert DroppedPages(store).count()["language"] == 1
        assert not {p.article for p in found} & {d.article.id for d in store.documents()}
    sampled = [p for p in found if p.sampled]
    assert sampled and len(sampled) < len(found) and all(bool(p.text) == p.sampled for p in found)
    assert all(p.place.endswith(tuple(f":{n}" for n in range(1, PAGES + 2))) for p in found)


def test_the_list_is_the_sample_with_reasons(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dropped", "list", str(register), "--json"]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert rows and all(r["sampled"] and r["text"] for r in rows) and "kept for review" in err
    assert any(r["reasons"] and r["gate"] == "relevance" for r in rows)
    assert run(["dropped", "list", str(register), "--all", "--gate", "language"]) == 0
    out, _ = capsys.readouterr()
    assert len(out.splitlines()) == 1 and "language" in out
    assert run(["dropped", "list", str(register), "--all", "--limit", "3"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_dropped_page_is_not_read_again(register: Path, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(register.parent / "risalah.toml")
    assert run(["build", str(pages), "-o", str(register), "--config", config, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["known"] == row["pages"] == PAGES + 1 and row["dropped"]["language"] == 1


def test_a_page_that_is_wanted_after_all_leaves_the_list(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "r")
    few = tmp_path / "few.jsonl"
    few.write_text("".join(pages.read_text(encoding="utf-8").splitlines(keepends=True)[:5]), encoding="utf-8")
    assert run(["build", str(few), "-o", out]) == 0
    with open_store(out, read_only=True) as store:
        dropped, articles = DroppedPages(store).list(), store.counts()["articles"]
    assert dropped
    assert run(["build", str(few), "-o", out, "--keep-all"]) == 0
    with open_store(out, read_only=True) as store:
        assert not DroppedPages(store).list() and store.counts()["articles"] == articles + len(dropped)
    # And back: what it gave is an article no more, and nothing of the register rests on it.
    assert run(["build", str(few), "-o", out]) == 0
    with open_store(out, read_only=True) as store:
        assert len(DroppedPages(store).list()) == len(dropped) and store.counts()["articles"] == articles
        assert len(store.load_register().articles) == articles
    assert run(["verify", out]) == 0
    # Forgotten pages are neither listed nor taken in again.
    assert run(["forget", out, "--article", dropped[0].article, "--why", "on request"]) == 0
    assert run(["build", str(few), "-o", out]) == 0
    with open_store(out, read_only=True) as store:
        assert len(DroppedPages(store).list()) == len(dropped) - 1
    capsys.readouterr()
