"""Decisions through rebuilds: other records, shifted texts, corrected articles; where does each stand afterwards?"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.kills import write_pages

_READ = """
import json, sys
from bench.review_rebuilds import make_reader
read = make_reader()
for line in open(sys.argv[1], encoding="utf-8"):
    print(json.dumps(read(json.loads(line)).to_json()))
"""

Row = dict[str, Any]
Sign = tuple[str, str, str, str]


def measure_rebuilds(decisions: int, seed: int, pages: int = 120) -> Row:
    """Take so many decisions, then read and link everything again in five ways, each on what the one before left.

    `lost` counts decisions that are neither attached nor listed as orphaned, `wrong` those that are on another record
    than the one decided of, `left` orphans whose record still stands there, with all its words.
    """
    from risalah.cli_build import relink
    from risalah.store import Reading, open_store

    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        file = write_pages(Path(folder) / "pages.jsonl", pages)
        rows: list[Row] = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        read = make_reader()
        with open_store(Path(folder) / "reg", create=True) as store:
            first = [Reading(read(r), f"page-{n}", "engine-1") for n, r in enumerate(rows)]

            def write(readings: list[Reading]) -> None:
                run = store.start_run("bench")
                store.write_readings(readings, run)
                store.finish_run(run, {})

            write(first)
            relink(store)
            signs = decide(store, decisions, rng)
            out: Row = {"decisions": len(signs), "lost": 0, "wrong": 0, "left": 0}

            def look(name: str) -> None:
                relink(store)
                found = check(store, signs)
                out[name] = {k: found[k] for k in ("stands", "moved", "orphaned")}
                for k in ("lost", "wrong", "left"):
                    out[k] += found[k]

            look("rebuilt")
            # Other patterns find other records: of each third page one is found no more, all have other numbers.
            changed = [Reading(renumber(r.document, n), f"page-{n}", "engine-2") for n, r in enumerate(first)]
            write(changed)
            look("other_patterns")
            # The pattern files really changed: no signature by the common verb, so pledges come first.
            other = read_with_changed_patterns(file, Path(folder) / "changed")
            write([Reading(d, f"page-{n}", "engine-2b") for n, d in enumerate(other)])
            look("changed_pattern_files")
            # Another cleaner keeps two lines more in front of every text.
            shifted = [{**r, "text": shift(r["text"])} for r in rows]
            again = [Reading(read(r), f"page-{n}", "engine-3") for n, r in enumerate(shifted)]
            write(again)
            look("shifted_texts")
            # Outlets correct every fourth article: a sentence goes, another one comes.
            late = [
                {**r, "text": correct(r["text"]), "published": f"{r['published']}T23:00:00+07:00"}
                for n, r in enumerate(shifted)
                if n % 4 == 0
            ]
            fresh = [Reading(read(r), f"corrected-{n}", "engine-3") for n, r in enumerate(late)]
            write(fresh)
            look("corrected")
            out["log_faults"] = len(store.verify_audit())
    return out


def make_reader() -> Callable[[Row], Any]:
    """From a row of a page to its document, by the engine of today."""
    from risalah.config import load_settings
    from risalah.model.article import Page
    from risalah.pipeline import Kit, process_safely

    kit = Kit(load_settings({}))

    def read(row: Row) -> Any:
        page = Page(row["text"], "text", row["url"], url=row["url"], outlet=row["outlet"], published=row["published"])
        return process_safely(page, kit)

    return read


def read_with_changed_patterns(pages: Path, copy: Path) -> list[Any]:
    """The documents of the pages, read in a process of its own by a copy of risalah with another pattern file."""
    import risalah
    from risalah.model.document import Document

    shutil.copytree(Path(risalah.__file__).parent, copy / "risalah", ignore=shutil.ignore_patterns("__pycache__"))
    patterns = copy / "risalah" / "data" / "languages" / "id" / "patterns" / "commitment.yaml"
    text = patterns.read_text(encoding="utf-8")
    changed = text.replace("active: [menandatangani, ", "active: [", 1)
    assert changed != text, "the cue of a signature has another form now"
    patterns.write_text(changed, encoding="utf-8")
    command = [sys.executable, "-c", _READ, str(pages)]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join((str(copy), str(Path(__file__).parents[1])))}
    done = subprocess.run(command, env=paths, capture_output=True, text=True, check=True)
    return [Document.from_json(json.loads(line)) for line in done.stdout.splitlines()]


def list_records(document: Any) -> list[Any]:
    """Commitments and meetings of a document."""
    return [*document.commitments, *document.meetings]


def sign(document: Any, record: Any) -> Sign:
    """What a record is, whatever its number and place: page, type, kind, and the words of its whole sentence."""
    spans = [e.sentence or e.span for e in record.evidence]
    best = max(spans, key=lambda s: s.end - s.start)
    words = " ".join(document.article.text[best.start : best.end].split())
    return (document.article.url or "", type(record).__name__, record.kind, words)


def decide(store: Any, many: int, rng: random.Random) -> dict[tuple[str, int], list[Sign]]:
    """Rulings of four kinds on records, judgements on pairs: kind and number -> what they were about."""
    from risalah.model.register import Judgement, Selector
    from risalah.model.ruling import Ruling
    from risalah.store.appender import open_appender
    from risalah.store.decide import Decision

    found = [(d, r) for d in store.standing_documents() for r in list_records(d)]
    rng.shuffle(found)
    out: dict[tuple[str, int], list[Sign]] = {}
    appender = open_appender(store.engine.url.database or str(find_file(store)))
    by = "person:rara"
    for n in range(many):
        document, record = found[n % len(found)]
        key = f"{document.article.id}#{record.id}"
        signs = [sign(document, record)]
        if n % 4 == 3:
            other, second = next(x for x in found[n + 1 :] if type(x[1]) is type(record) and x[0] is not document)
            pair = Judgement(key, f"{other.article.id}#{second.id}", "different", 0.0, ("bench",), by)
            kept = appender.decide(Decision(by, judgements=(pair,)))
            signs.append(sign(other, second))
        elif n % 4 == 2:
            words = signs[0][3]
            body = {"kind": "action", "stage": "planned", "title": f"tambahan {n}", "parties": ["IDN"]}
            place = Selector(words)
            ruling = Ruling(f"{document.article.id}#c", "add", by, "bench", after=body, words=place)
            kept = appender.decide(Decision(by, (ruling,)))
        elif n % 4 == 1:
            field = "horizon" if key.partition("#")[2].startswith("c") else "setting"
            value = "long" if field == "horizon" else "multilateral"
            kept = appender.decide(Decision(by, (Ruling(key, "set", by, "bench", field, None, value),)))
        else:
            act: Any = rng.choice(("accept", "reject"))
            kept = appender.decide(Decision(by, (Ruling(key, act, by, "bench"),)))
        out[kept.numbers[0]] = signs
    appender.close()
    return out


def find_file(store: Any) -> Path:
    """The file of an SQLite register."""
    with store.engine.connect() as c:
        return Path(c.exec_driver_sql("PRAGMA database_list").all()[0][2])


def check(store: Any, signs: dict[tuple[str, int], list[Sign]]) -> dict[str, int]:
    """Where the decisions stand today, and whether that is where they belong."""
    raw = {a.id: store.document(a.id, ruled=False) for a in store.articles()}
    here = {sign(d, r) for d in raw.values() for r in list_records(d)}
    texts = {d.article.url: " ".join(d.article.text.split()) for d in raw.values()}
    out = dict.fromkeys(("stands", "moved", "orphaned", "withdrawn", "lost", "wrong", "left"), 0)
    seen: set[tuple[str, int]] = set()

    def look(kind: str, number: int, state: str, keys: Iterable[str], added: str = "") -> None:
        seen.add((kind, number))
        out[state] += 1
        wanted = signs[(kind, number)]
        if state == "orphaned":
            stands = all(w[3] in texts.get(w[0], "") for w in wanted) if added else all(w in here for w in wanted)
            out["left"] += stands
            return
        for key, want in zip(keys, wanted, strict=True):
            document = raw.get(key.partition("#")[0])
            record = (
                next((r for r in list_records(document) if r.id == key.partition("#")[2]), None) if document else None
            )
            if added:
                out["wrong"] += document is None or document.article.url != want[0] or added != want[3]
            else:
                out["wrong"] += record is None or sign(document, record) != want

    for row in store.attach_rulings():
        words = ""
        if row.given.act == "add" and row.words is not None:
            text = raw[row.article].article.text
            words = " ".join(text[row.words.start : row.words.end].split())
        adds = words or ("x" if row.given.act == "add" else "")
        look("ruling", row.number, row.state, [row.key], adds)
    for row in store.attach_judgements():
        look("judgement", row.number, row.state, [row.judgement.left, row.judgement.right])
    out["lost"] = len(set(signs) - seen)
    return out


def renumber(document: Any, page: int) -> Any:
    """The document as other patterns might read it: now and then a record less, the others numbered from the end."""
    parts = {}
    for name, letter in (("commitments", "c"), ("meetings", "m")):
        kept = getattr(document, name)[int(page % 3 == 0) :]
        parts[name] = tuple(replace(r, id=f"{letter}{len(kept) - n}") for n, r in enumerate(kept))
    return replace(document, **parts)


def shift(text: str) -> str:
    """Two lines more behind the title."""
    title, _, body = text.partition("\n\n")
    return f"{title}\n\nRingkasan pagi: cuaca Ambon cerah, kapal feri berangkat tepat waktu.\n\n{body}"


def correct(text: str) -> str:
    """The last sentence goes, another one comes."""
    head, _, _ = text.rpartition(" berjanji mengirim ")
    head = head.rpartition(" ")[0]
    return f"{head} Keterangan tentang tenaga ahli dicabut.\n"
