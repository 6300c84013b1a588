"""Readers of the corpora's forms, on small files of our own writing."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from risalah.config import Settings
from risalah.errors import ConfigError
from risalah.evaluate.indotimex import measure_indotimex
from risalah.evaluate.ingest import measure_ingest
from risalah.evaluate.pfsa import join_tokens, measure_pfsa, read_articles
from risalah.evaluate.shingles import BodyScore, compare_bodies
from risalah.evaluate.single_sentences import measure_sentences
from risalah.evaluate.tagged_names import lay_out, measure_tagger
from risalah.evaluate.timeml import read_timeml, write_days
from risalah.resources.language import Language

TIMEML = """<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2031-03-05">5 Maret 2031</TIMEX3></DCT>
<TEXT>
Menlu Fiji &amp; rombongan tiba <TIMEX3 tid="t1" type="DATE" value="2031-03-04">kemarin</TIMEX3>.
Perundingan berlangsung <TIMEX3 tid="t2" type="DURATION" value="P2D">dua hari</TIMEX3>.
Piagam itu berumur <TIMEX3 tid="t3" type="DATE" value="1999">entah berapa lama</TIMEX3>.
</TEXT></TimeML>"""

TOKENS = [
    ("SUVA", "O"), (",", "O"), ("8/3", "O"), ("KOMPAS", "O"), ("—", "O"), ("Menteri", "O"), ("Fiji", "O"),
    ("berkata", "O"), (",", "O"), ('"', "O"), ("Kami", "B-STATEMENT"), ("siap", "I-STATEMENT"),
    ("membantu", "L-STATEMENT"), (",", "O"), ('"', "O"), ("kata", "O"), ("dia", "O"), (".", "O"),
]  # fmt: skip


def test_timeml_is_read_with_offsets(tmp_path: Path) -> None:
    path = tmp_path / "a.tml"
    path.write_text(TIMEML, encoding="utf-8")
    published, text, gold = read_timeml(path)
    assert published == "2031-03-05"
    assert text.startswith("Menlu Fiji & rombongan")
    assert all(text[t.start : t.end] == t.raw for t in gold)
    assert [t.value for t in gold] == ["2031-03-04", "P2D", "1999"]


def test_indotimex_counts_found_and_right_values(tmp_path: Path) -> None:
    (tmp_path / "a.tml").write_text(TIMEML, encoding="utf-8")
    log: list[tuple[Any, ...]] = []
    figures = measure_indotimex(tmp_path, Language("id"), log)
    assert figures["indotimex_recognition"]["tp"] == 2
    assert figures["indotimex_recognition"]["fn"] == 1
    assert figures["indotimex_value"]["tp"] == 2
    assert ("TIMEX missed", "a.tml", "entah berapa lama", "1999") in log
    assert measure_indotimex(tmp_path / "none", Language("id"), log) == {}


def test_a_file_that_is_no_timeml_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.tml").write_text("<x/>", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"b\.tml has no DCT"):
        measure_indotimex(tmp_path, Language("id"), [])


@pytest.mark.parametrize(
    ("first", "last", "precision", "value"),
    [
        (date(2031, 3, 4), date(2031, 3, 4), "day", "2031-03-04"),
        (date(2031, 3, 1), date(2031, 3, 31), "month", "2031-03"),
        (date(2031, 4, 1), date(2031, 6, 30), "quarter", "2031-Q2"),
        (date(2031, 7, 1), date(2031, 12, 31), "half", "2031-H2"),
        (date(2031, 3, 3), date(2031, 3, 9), "period", "2031-W10"),
        (date(2030, 1, 1), date(2039, 12, 31), "period", "203"),
        (None, None, "day", ""),
    ],
)
def test_days_as_timex_values(first: date | None, last: date | None, precision: str, value: str) -> None:
    assert write_days(first, last, precision) == value


def test_pfsa_articles_begin_at_their_dateline(tmp_path: Path) -> None:
    lines = [f"{token}\t{label}" for token, label in [*TOKENS, *TOKENS]]
    (tmp_path / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    articles = read_articles(tmp_path / "a.txt")
    assert [gold for _, gold in articles] == [[(10, 13)], [(10, 13)]]
    figures = measure_pfsa(tmp_path, Language("id"), [])
    assert figures["pfsa_direct"] == {"articles": 2, "ok": 2, "n": 2, "rate": 1, "predicted": 2}
    lost = figures["pfsa_direct_one_mark_lost"]
    assert (lost["n"], lost["seeds"]) == (10, 5)
    assert 0 <= lost["lowest"] <= lost["rate"] <= lost["highest"] <= 1


def test_tokens_are_joined_and_their_offsets_kept() -> None:
    tokens = [token for token, _ in TOKENS]
    text, starts = join_tokens(tokens)
    assert all(text[at : at + len(token)] == token for token, at in zip(tokens, starts, strict=True))
    assert '"' not in join_tokens(['"', "Kami"], 0)[0]


def test_single_sentences(tmp_path: Path) -> None:
    path = tmp_path / "sentences.jsonl"
    path.write_text(
        '{"id": "a", "text": "Indonesia dan Fiji menandatangani perjanjian ekstradisi di Suva, Senin (3/3/2031).", '
        '"stage": "signed", "modality": "actual"}\n'
        '{"id": "b", "text": "Menlu Fiji menandatangani buku tamu Kedutaan Besar Indonesia di Suva.", "stage": null}\n'
        '{"id": "c", "text": "Kalimat yang tidak boleh dibaca.", "stage": "signed"}\n',
        encoding="utf-8",
    )
    figures = measure_sentences(path, ["a", "b"], Settings(lang="id"), [])
    assert figures["sentence_stage"]["ok"] == 1
    assert figures["sentence_stage"]["n"] == 1
    assert figures["sentence_without_record"]["rate"] == 1
    assert figures["sentence_overclaims"] == {"count": 0, "n": 2}


def test_ingest_compares_body_title_and_day(tmp_path: Path) -> None:
    sentences = [f"Kalimat ke-{n} membahas pupuk fosfat dari Maroko untuk petani di pulau {n}." for n in range(12)]
    paragraphs = "".join(f"<p>{s} {s.replace('Kalimat', 'Paragraf')}</p>" for s in sentences)
    page = (
        "<!doctype html><html><head><title>Pupuk Maroko Tiba</title>"
        '<meta property="article:published_time" content="2031-03-05T10:00:00+07:00"></head>'
        f"<body><article><h1>Pupuk Maroko Tiba</h1>{paragraphs}</article></body></html>"
    )
    body = "\n".join(f"{s} {s.replace('Kalimat', 'Paragraf')}" for s in sentences)
    row = {"id": "a", "url": "https://kabar.example/a", "html": page, "body": body}
    rows = [{**row, "title": "Pupuk Maroko Tiba", "date": "2031-03-05 10:00"}]
    rows.append({**rows[0], "id": "b", "html": " "})
    folder = tmp_path / "eval" / "html"
    folder.mkdir(parents=True)
    (folder / "own.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    log: list[tuple[Any, ...]] = []
    figures = measure_ingest(tmp_path, log)["own"]
    assert (figures["pages"], figures["lost"]) == (2, 1)
    # A page without a text has no precision; its recall is 0.
    assert figures["body"] == {"f1": pytest.approx(2 / 3, abs=0.02), "precision": 1.0, "recall": 0.5, "n": 2}
    assert figures["trafilatura"]["recall"] == 0.5
    assert figures["title"]["rate"] == figures["date"]["rate"] == figures["clock"]["rate"] == 0.5
    kinds = [line[0] for line in log if line[1] == "b"]
    assert kinds == ["PAGE lost", "BODY", "TITLE", "PUBLISHED", "CLOCK"]
    assert not [line for line in log if line[1] == "a"]
    with pytest.raises(ConfigError, match="--data DIR"):
        measure_ingest(tmp_path / "none", log)


def test_bodies_are_compared_by_runs_of_words() -> None:
    assert compare_bodies("satu dua tiga empat lima", "satu dua tiga empat lima") == (1, 1)
    assert compare_bodies("lima empat tiga dua satu", "satu dua tiga empat lima") == (0, 0)
    assert compare_bodies("", "satu dua tiga empat lima") == (None, 0)
    # Only the first run of four is the same; a difference of case is one.
    assert compare_bodies("satu dua tiga empat Lima", "satu dua tiga empat lima enam") == (1 / 2, 1 / 3)


def test_a_short_page_counts_as_much_as_a_long_one() -> None:
    score = BodyScore()
    assert score.add("satu dua tiga empat", "satu dua tiga empat") == 1
    assert score.add("lain sama sekali isinya " * 40, "satu dua tiga empat lima " * 40) == 0
    assert score.to_json() == {"f1": 0.5, "precision": 0.5, "recall": 0.5, "n": 2}


def test_names_of_labelled_tokens_are_laid_out_as_in_print(tmp_path: Path) -> None:
    rows = [("Menlu", "O"), ("Fiji", "B-LOC"), ("(", "O"), ("Josefa", "B-PER"), ("Vakalala", "I-PER"), (")", "O")]
    rows += [(",", "O"), ("Suva", "B-LOC"), ("Nadi", "B-LOC"), (".", "O")]
    text, names = lay_out(rows)
    assert text == "Menlu Fiji (Josefa Vakalala), Suva Nadi."
    assert sorted((text[a:b], label) for a, b, label in names) == [
        ("Fiji", "LOC"),
        ("Josefa Vakalala", "PER"),
        ("Nadi", "LOC"),
        ("Suva", "LOC"),
    ]
    (tmp_path / "test.txt").write_text("\n".join(f"{t} X {label}" for t, label in rows) + "\n\n", encoding="utf-8")
    figures = measure_tagger(tmp_path, Language("id"))
    assert figures["ner_all"]["sentences"] == 1
    assert figures["ner_all"]["tp"] + figures["ner_all"]["fn"] == 4
    assert measure_tagger(tmp_path / "none", Language("id")) == {}
