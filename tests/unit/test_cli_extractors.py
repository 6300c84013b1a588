"""--extractor and --import-langextract from the command line: asked for, counted, told of, kept in the register."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fake_llm import FakeLlm, Reply, Request, completion
from risalah.cli import run
from risalah.store import open_store

TEXT = """Indonesia dan Fiji Bahas Perikanan

SUVA, Kabar.example - Menteri Luar Negeri Indonesia Andara Wiguna bertemu Menteri Luar Negeri Fiji Josefa Vakalala di Suva, Senin (3/3/2031).

Indonesia dan Fiji menandatangani nota kesepahaman perikanan di Suva, Senin (3/3/2031).

Perjanjian pelayaran Indonesia dan Fiji telah selesai dibahas dan diharapkan segera ditandatangani.
"""
KEY = "kunci-rahasia-2031"


def answer(request: Request, number: int) -> Reply:
    rows = []
    for s in request.sentences:
        if "menandatangani" in s["text"]:
            rows.append({"sentence": s["n"], "stage_words": "menandatangani", "stage": "signed", "kind": "mou"})
            rows.append({"sentence": s["n"], "stage_words": "menandatangani", "stage": "agreed"})
        if "diharapkan" in s["text"]:
            rows.append({"sentence": s["n"], "stage_words": "ditandatangani", "stage": "signed"})
            rows.append({"sentence": s["n"], "stage_words": "telah ditandatangani", "stage": "signed"})
    return completion({"records": rows}, {"prompt_tokens": 1200, "completion_tokens": 80})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("RISALAH_EXTRACTOR", "RISALAH_LLM_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "berita.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("KUNCI", KEY)
    return tmp_path


def configure(folder: Path, server: FakeLlm, **more: Any) -> None:
    rows = {"llm_base_url": server.url, "llm_model": "model-uji", "llm_key_env": "KUNCI", **more}
    lines = (f"{k} = {json.dumps(v)}" for k, v in rows.items())
    (folder / "risalah.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_nothing_is_sent_unless_it_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with FakeLlm(answer) as server:
        configure(folder, server)
        assert run(["extract", "berita.txt", "--json"]) == 0
        assert server.requests == []
        assert json.loads(capsys.readouterr().out)["gate"]["usage"] == {}
        configure(folder, server, extractor="llm")
        assert run(["demo", "contoh"]) == 0
        assert server.requests == []


def test_extract_counts_what_the_gate_decided_and_what_it_cost(folder: Path, capsys) -> None:
    with FakeLlm(answer) as server:
        configure(folder, server)
        assert run(["extract", "berita.txt", "--json", "--extractor", "llm"]) == 0
    out, err = capsys.readouterr()
    gate = json.loads(out)["gate"]
    assert gate["counts"]["llm"] == {"accepted": 1, "joined": 1, "review": 1, "rejected": 2}
    assert gate["usage"]["llm"]["prompt_tokens"] == 1200
    assert [r["reasons"][0]["code"] for r in gate["rejected"]] == ["above_text", "not_in_text"]
    assert "llm: 1 accepted (1 of them joined to records of the rules), 1 for review, 2 rejected; 1 calls" in err
    assert "tokens in 1,200, out 80" in err
    assert KEY not in out + err


def test_a_register_keeps_what_was_kept_out(folder: Path, capsys) -> None:
    with FakeLlm(answer) as server:
        configure(folder, server)
        assert run(["build", "berita.txt", "-o", "reg", "--extractor", "llm", "--json"]) == 0
        counts = json.loads(capsys.readouterr().out)
        assert counts["gate"]["llm"]["rejected"] == 2
        assert counts["gate"]["llm"]["completion_tokens"] == 80
        assert counts["gate"]["rules"]["accepted"] >= 2
        assert counts["set_aside"]["gate:above_text"] == 1
        assert run(["build", "berita.txt", "-o", "reg", "--extractor", "llm"]) == 0
        assert len(server.requests) == 1  # read before: not asked again
    with open_store("reg", read_only=True) as store:
        failures = [f for f in store.failures() if f.step == "gate"]
        assert sorted(f.reason for f in failures) == ["above_text", "differs", "not_in_text"]
        assert any("rejected: the text says less" in f.detail for f in failures)
        assert not any(f.quarantined for f in failures)
        assert store.runs()[0]["counts"]["gate"]["llm"]["accepted"] == 1
        (document,) = store.documents()
        assert {c.stage for c in document.commitments} == {"signed", "text_agreed"}


def test_a_page_about_which_the_model_could_not_be_asked_is_read_again_by_the_next_build(folder: Path, capsys) -> None:
    with FakeLlm(lambda r, n: Reply(403) if n == 1 else answer(r, n)) as server:
        configure(folder, server)
        assert run(["build", "berita.txt", "-o", "reg", "--extractor", "llm"]) == 0
        assert "rules stand alone" in capsys.readouterr().err
        assert run(["build", "berita.txt", "-o", "reg", "--extractor", "llm"]) == 0
        assert len(server.requests) == 2
        assert "llm: 1 accepted" in capsys.readouterr().err
    with open_store("reg", read_only=True) as store:
        assert not any("rules stand alone" in f.detail for f in store.failures())


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_settings_that_cannot_work_end_the_run_before_any_page(folder: Path, capsys, jobs: str) -> None:
    for arguments, says in (
        (["--extractor", "ilham"], "'ilham' is no extractor"),
        (["--extractor", "llm"], "llm_base_url"),
        (["--import-langextract", "tiada.jsonl"], "tiada.jsonl"),
    ):
        assert run(["extract", "berita.txt", "--jobs", jobs, *arguments]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert says in err


def test_an_imported_file_is_judged_and_what_fits_no_page_is_told(folder: Path, capsys) -> None:
    def row(text: str, *extractions: dict[str, Any]) -> str:
        return json.dumps({"document_id": "d", "text": text, "extractions": extractions}, ensure_ascii=False)

    good = {
        "extraction_class": "mou", "extraction_text": "nota kesepahaman perikanan", "alignment_status": "match_exact",
        "char_interval": None, "attributes": {"status": "ditandatangani", "stage_words": "menandatangani"},
    }  # fmt: skip
    fuzzy = {**good, "extraction_text": "nota kesepahaman perikanan laut", "alignment_status": "match_fuzzy"}
    lost = "Sebuah naskah yang sama sekali lain, tentang cuaca di Suva pada hari Senin."
    (folder / "le.jsonl").write_text(row(TEXT, good, fuzzy) + "\n" + row(lost, good) + "\n", encoding="utf-8")
    for jobs in ("1", "2"):
        assert run(["extract", "berita.txt", "--json", "--import-langextract", "le.jsonl", "--jobs", jobs]) == 0
        out, err = capsys.readouterr()
        counts = json.loads(out)["gate"]["counts"]["langextract"]
        assert counts == {"accepted": 1, "joined": 1, "review": 0, "rejected": 1}
        assert "langextract: 1 accepted" in err
        assert "1 of 2 documents are none of the pages read: le.jsonl:2" in err


def test_spans_of_a_page_with_invisible_characters_are_those_of_its_text(folder: Path, capsys) -> None:
    (folder / "berita.txt").write_text(
        TEXT.replace("Fiji", "Fi\u200bji").replace("menanda", "mena\u00adnda"), encoding="utf-8"
    )
    with FakeLlm(answer) as server:
        configure(folder, server)
        assert run(["extract", "berita.txt", "--json", "--extractor", "llm"]) == 0
        assert "\u200b" not in json.dumps(server.requests[0].body, ensure_ascii=False)
    row = json.loads(capsys.readouterr().out)
    text = row["article"]["text"]
    found = [q["found"] for v in row["gate"]["review"] + row["gate"]["rejected"] for q in v["quoted"] if q["found"]]
    assert found
    assert "mena\u00adndatangani" in {f["exact"] for f in found}
    assert all(text[f["start"] : f["end"]] == f["exact"] for f in found)
