"""The link stage by block gives what linking the same documents in one process gives, whatever does it or stops it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from bench.link import Maker

from risalah.cli_build import read_linking_weights
from risalah.config import Settings
from risalah.errors import LinkIncomplete
from risalah.link import link
from risalah.model.annotation import Actor
from risalah.model.document import Document
from risalah.model.record import Commitment, Evidence, Party
from risalah.model.register import Judgement, Register, Selector
from risalah.model.span import Span
from risalah.pipeline import load_kit, process_many
from risalah.read import read_pages
from risalah.resources.actors import ActorTable
from risalah.resources.linking import read_weights
from risalah.resources.loader import DATA
from risalah.scale.linking import link_tables, run
from risalah.scale.linking.job import LinkJob, LinkTask
from risalah.scale.linking.resolve import describe_entry
from risalah.scale.linking.rows import dump
from risalah.scale.tables import TableWriter, find_day
from risalah.scale.workers import Outcome

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow (extra `parquet`) is not installed")
pytest.importorskip("duckdb", reason="duckdb (extra `parquet`) is not installed")

WEIGHTS = read_weights()
SMALL = {"articles_a_block": 60, "records_a_block": 40}


def write_tables(folder: Path, documents: Sequence[Document]) -> None:
    """The tables of a bulk run, as the shuffle by day leaves them."""
    for day, found in groupby(sorted(documents, key=find_day), key=find_day):
        target = folder / "tables" / "documents" / f"day={day}"
        target.mkdir(parents=True)
        with TableWriter(folder) as tables:
            for d in found:
                tables.write(replace(d, article=replace(d.article, relevant=True)))
        (folder / "documents.parquet").rename(target / "data_0.parquet")


def list_tables(register: Register) -> dict[str, list[dict[str, Any]]]:
    """The rows that the tables of a register must have."""
    names = ("left", "right", "verdict", "by")
    return {
        "entries": [describe_entry(e) for e in register.entries()],
        "stories": [
            {"id": s.id, "title": s.title, "first": s.first, "last": s.last, "body": dump(s.to_json())}
            for s in register.stories
        ],
        "places": [
            {"article": a.id, "story": a.story, "event": a.event, "origin": a.origin, "duplicate_of": a.duplicate_of}
            for a in register.articles
        ],
        "judgements": [{**{k: getattr(j, k) for k in names}, "body": dump(j.to_json())} for j in register.judgements],
        "actors": [{**{k: a[k] for k in ("id", "kind", "name")}, "body": dump(a)} for a in register.actors],
    }


def read_tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return {p.stem: pq.read_table(p).to_pylist() for p in sorted((folder / "linked").glob("*.parquet"))}


def check(folder: Path, documents: Sequence[Document], judgements: Sequence[Judgement] = ()) -> None:
    """The tables are those of one process, byte for byte."""
    found = read_tables(folder)
    wanted = list_tables(link(documents, judgements, weights=WEIGHTS, offices=ActorTable()))
    for name, rows in wanted.items():
        assert found[name] == rows, name
    assert found.keys() == {*wanted, "failures"}


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block is done in this process: the rows are the same, and a test takes no time to begin processes."""

    @contextmanager
    def open_runner(job: LinkJob, jobs: int, cluster: str | None) -> Iterator[run.Runner]:
        yield lambda tasks: (Outcome(t, job.run(t)) for t in tasks)

    monkeypatch.setattr(run, "_open_runner", open_runner)


@pytest.fixture(scope="module")
def hard() -> list[Document]:
    """The sample, and made articles with all that makes linking hard: copies, no dates, short names, successors."""
    kit = load_kit(Settings())
    read = process_many(read_pages([str(DATA / "sample" / "pages")]), kit)
    out = list({d.article.id: d for d in read if d.article.text}.values())  # the shuffle by day leaves each once
    rng = random.Random(5)
    for n, d in enumerate(Maker(11).make(240)):
        rest = succeed(d) if d.commitments and n % 5 == 0 else d
        article = rest.article
        if n % 17 == 3:
            article = replace(article, published=None)  # its day is that of its meeting, or none
        if n % 29 == 5:
            article = replace(article, published=article.published[:10] if article.published else None)
        if n % 13 == 6 and d.actors:
            person = next(a for a in d.actors if a.kind == "person")
            short = person.id.split("-")[1]
            rest = rename(rest, person, replace(person, id=short, name=short.title()))
        out.append(replace(rest, article=article))
        if n % 11 == 0:  # a twin of the address, which comes weeks later, and a copy elsewhere
            later = "2031-02-20T09:00:00+07:00"
            twin = replace(article, id=f"sha256:twin{n}", url=f"{article.url}?page=2", published=later)
            copy = replace(article, id=f"sha256:copy{n}", url=None, outlet=rng.choice(["salin.example", None]))
            out += [replace(rest, article=twin), replace(rest, article=copy)]
    return out


def rename(document: Document, old: Actor, new: Actor) -> Document:
    """The document with another id for one person."""

    def swap(actor: str) -> str:
        return new.id if actor == old.id else actor

    return replace(
        document,
        actors=tuple(new if a.id == old.id else a for a in document.actors),
        meetings=tuple(
            replace(m, participants=tuple(replace(p, actor=swap(p.actor)) for p in m.participants))
            for m in document.meetings
        ),
        quotations=tuple(replace(q, speaker=swap(q.speaker or "")) for q in document.quotations),
    )


def succeed(document: Document) -> Document:
    """The document with a second commitment, whose sentence says that it replaces the first."""
    (old,) = document.commitments
    sentence = f"Perjanjian baru itu menggantikan {old.title}."
    text = f"{document.article.text}\n{sentence}"
    span = Span(len(text) - len(sentence), len(text))
    new = Commitment(
        id="c2", kind="agreement", title="perjanjian baru", stage="signed", parties=tuple(map(replace, old.parties)),
        evidence=(Evidence.cut(text, "stage", span, sentence=span),),
    )  # fmt: skip
    third = replace(new, id="c3", kind="pledge", parties=(Party(old.parties[0].actor, "committer"), *old.parties[1:]))
    return replace(document, article=replace(document.article, text=text), commitments=(old, new, third))


def decide(documents: Sequence[Document], seed: int) -> list[Judgement]:
    """What persons may have said of records and articles: across stories and parties, with words, withdrawn, in vain."""
    rng = random.Random(seed)
    keys = {kind: [] for kind in "mcq"}
    words: dict[str, Selector] = {}
    for d in documents:
        for r in (*d.meetings, *d.commitments, *d.quotations):
            key = f"{d.article.id}#{r.id}"
            keys[r.id[0]].append(key)
            span = r.content[0] if r.id[0] == "q" else r.evidence[0].span
            words[key] = Selector(span.of(d.article.text))
    out = []
    for n in range(40):
        left, right = rng.sample(keys[rng.choice("mcq")], 2)
        if n % 8 == 0:
            left, right = rng.sample([d.article.id for d in documents], 2)
        verdict = rng.choice(["same", "same", "different", "unsure"])
        j = Judgement(left, right, verdict, 0.0, ("read both",), "person:Wulan", f"2031-04-01T08:00:{n:02d}")
        if n % 3 == 0 and "#" in left:
            moved = rng.choice([left, f"sha256:gone#{left.rpartition('#')[2]}"])
            j = replace(j, left=moved, left_selector=words[left], right_selector=words[right])
        out.append(replace(j, withdrawn_at="2031-05-01T08:00:00") if n % 10 == 9 else j)
    return [*out, Judgement("sha256:nowhere#c1", keys["c"][0], "same", 0.0, (), "person:Ayu", "2031-04-02")]


@pytest.mark.usefixtures("here")
def test_the_sample_and_hard_articles_are_linked_as_by_one_process(hard: list[Document], tmp_path: Path) -> None:
    write_tables(tmp_path, hard)
    report = link_tables(tmp_path, WEIGHTS, **SMALL)
    check(tmp_path, hard)
    found = read_tables(tmp_path)
    values = [json.loads(e["value"]) for e in found["entries"] if e["type"] == "commitment"]
    assert any(v["related"] for v in values) and any(v["related_by"] for v in values)
    assert any(json.loads(a["body"]).get("same_as") for a in found["actors"])
    assert sum(p["duplicate_of"] is not None for p in found["places"]) >= 20
    assert report.rows["places"] == len(hard) and report.stages["tell"]["blocks"] >= 4
    assert not (tmp_path / "linking").exists()
    # Again: nothing has changed, and nothing is done.
    again = link_tables(tmp_path, WEIGHTS, **SMALL)
    assert (again.rows, again.stages) == (report.rows, {})


@pytest.mark.usefixtures("here")
def test_decisions_of_persons_hold_across_blocks(hard: list[Document], tmp_path: Path) -> None:
    said = decide(hard, 1)
    write_tables(tmp_path, hard)
    link_tables(tmp_path, WEIGHTS, said, articles_a_block=45, records_a_block=25)
    check(tmp_path, hard, said)


@pytest.mark.usefixtures("here")
def test_nothing_and_articles_without_records(tmp_path: Path) -> None:
    for name, documents in (("nothing", []), ("plain", [Document(d.article) for d in Maker().make(5)])):
        folder = tmp_path / name
        (folder / "tables" / "documents").mkdir(parents=True)
        write_tables(folder, documents)
        assert link_tables(folder, WEIGHTS).rows["places"] == len(documents)
        check(folder, documents)


# What every worker loads first: one document kills its process always, one cannot be prepared, and each of some files
# is killed once while it is half written.
POISON = """
import os, pathlib
from risalah.link.prepare import Preparer
from risalah.scale.linking import rows
plain, add = Preparer.prepare, rows.RowWriter.add
def prepare(self, document):
    if "RACUNRACUN" in document.article.text:
        os._exit(11)
    return plain(self, document)
def add_once(self, *row):
    add(self, *row)
    flag = pathlib.Path({folder!r}) / self._path.name
    if self._path.name in ("records.parquet", "joined.parquet"):
        if self.count == 9 and not flag.exists():
            flag.write_text("killed")
            os._exit(9)
Preparer.prepare, rows.RowWriter.add = prepare, add_once
"""


@pytest.fixture
def poison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every Python process that is begun from now on dies as told; gives the folder that notes each kill."""
    folder = tmp_path / "poison"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(POISON.format(folder=str(folder)), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]))
    return folder


@pytest.fixture(scope="module")
def few(hard: list[Document]) -> list[Document]:
    """Less than a hundred articles."""
    return hard[::4]


def spoil(documents: Sequence[Document]) -> tuple[list[Document], set[str]]:
    """The documents with one that kills, one whose record reaches past its text and one that is no JSON; their ids."""
    out = list(documents)
    killer = replace(out[3].article, id="sha256:killer", text=f"{out[3].article.text}\nRACUNRACUN")
    broken = next(d for d in out if d.commitments)
    short = replace(broken.article, id="sha256:broken", text=f"{broken.article.text}.")
    garbled = replace(out[5].article, id="sha256:garbled", text=f"{out[5].article.text} ")
    out += [Document(killer), replace(broken, article=short), Document(garbled)]
    return out, {"sha256:killer", "sha256:broken", "sha256:garbled"}


def break_text(folder: Path) -> None:
    """Damage two documents in the tables, as a faulty disk or another program might have left them."""
    pa = pytest.importorskip("pyarrow")
    for path in folder.glob("tables/documents/*/*.parquet"):
        table = pq.read_table(path)
        rows = table.to_pylist()
        for row in rows:
            if row["id"] == "sha256:broken":
                whole = json.loads(row["document"])
                whole["article"]["text"] = whole["article"]["text"][:40]
                row["document"] = json.dumps(whole)
            if row["id"] == "sha256:garbled":
                row["document"] = row["document"][:90]
        pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), path)


def test_kills_cost_a_block_and_bad_documents_themselves(few: list[Document], tmp_path: Path, poison: Path) -> None:
    documents, bad = spoil(few)
    out = tmp_path / "out"
    out.mkdir()
    write_tables(out, documents)
    break_text(out)
    report = link_tables(out, WEIGHTS, jobs=2, **SMALL)
    check(out, few)
    reasons = {"sha256:broken": "unlinkable", "sha256:garbled": "unlinkable", "sha256:killer": "crashed"}
    assert {f["article"]: f["reason"] for f in report.failures} == reasons and bad == reasons.keys()
    assert [f["article"] for f in read_tables(out)["failures"]] == sorted(bad)
    assert {p.name for p in poison.glob("*.parquet")} == {"records.parquet", "joined.parquet"}
    # Twice for the one document, and once for each file, or twice where both processes were at it.
    assert 4 <= report.begun_again <= 6


@pytest.mark.usefixtures("poison")
def test_the_same_as_futures_on_a_dask_cluster(few: list[Document], tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="distributed (extra `cluster`) is not installed")
    (tmp_path / "poison" / "records.parquet").write_text("spared")
    write_tables(tmp_path, few)
    report = link_tables(tmp_path, WEIGHTS, cluster="local:1", **SMALL)
    check(tmp_path, few)
    assert (tmp_path / "poison" / "joined.parquet").exists() and not report.failures


def test_a_run_that_is_killed_goes_on_where_it_was(few: list[Document], tmp_path: Path) -> None:
    write_tables(tmp_path, few)
    (tmp_path / "said.jsonl").write_text("".join(dump(j.to_json()) + "\n" for j in decide(few, 3)), encoding="utf-8")
    command = [sys.executable, "-m", "risalah", "scale", "-o", str(tmp_path), "--link", "--block", "40", "--json"]
    command += ["--judgements", str(tmp_path / "said.jsonl")]
    running = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while (
        not list(tmp_path.glob("linking/*/tell-0/report.json")) and running.poll() is None and time.monotonic() < until
    ):
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert not (tmp_path / "linked").exists() and list(tmp_path.glob("linking/*/prepare-0"))
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)["link"]
    assert told["blocks_known"] >= 4 and "prepare" not in told["stages"] and not told["set_aside"]
    found = read_tables(tmp_path)
    whole = link(few, decide(few, 3), weights=read_linking_weights(), offices=ActorTable())
    assert all(found[name] == rows for name, rows in list_tables(whole).items())


@pytest.mark.usefixtures("here")
def test_a_block_that_cannot_be_done_is_named_and_the_others_stay(
    few: list[Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tables(tmp_path, few)
    plain = LinkJob.run

    def fail(job: LinkJob, task: LinkTask) -> dict[str, Any]:
        if task.id == "tell-1":
            raise ValueError("no room")
        return plain(job, task)

    @contextmanager
    def open_runner(job: LinkJob, jobs: int, cluster: str | None) -> Iterator[run.Runner]:
        def runner(tasks: Sequence[LinkTask]) -> Iterator[Outcome[LinkTask]]:
            for t in tasks:
                try:
                    yield Outcome(t, job.run(t))
                except ValueError as e:
                    yield Outcome(t, None, str(e))

        yield runner

    monkeypatch.setattr(run, "_open_runner", open_runner)
    monkeypatch.setattr(LinkJob, "run", fail)
    with pytest.raises(LinkIncomplete, match="'tell', block 1: no room"):
        link_tables(tmp_path, WEIGHTS, **SMALL)
    assert list(tmp_path.glob("linking/*/tell-0")) and not (tmp_path / "linked").exists()
    monkeypatch.setattr(LinkJob, "run", plain)
    report = link_tables(tmp_path, WEIGHTS, **SMALL)
    assert report.stages["tell"]["blocks"] == 1 and "place" not in report.stages
    check(tmp_path, few)
