"""The command line, called in this process: exit codes, what goes to stdout and stderr, one line for each mistake."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from risalah import __version__
from risalah.cli import run
from risalah.model.document import Document
from risalah.resources.loader import DATA

TEXT = (
    "Indonesia dan Maroko Teken Perjanjian Perdagangan\n\n"
    "Jakarta - Menteri Luar Negeri Samudra Wibawa menandatangani perjanjian perdagangan dengan Maroko di Jakarta, "
    'Senin (3/3/2031). "Kami sepakat memperluas kerja sama kesehatan dengan Maroko," kata Samudra.\n'
)
ENGLISH = (
    "The foreign minister of Kenya visited Jakarta on Monday and signed an agreement on trade with Indonesia, officials "
    "said. The two sides will meet again next year to review what has been done since then.\n"
)
SAMPLE = str(DATA / "sample" / "pages")


class Result:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err
        self.lines = err.splitlines()

    @property
    def documents(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def risalah(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> Result:
        code = run([str(a) for a in arguments])
        got = capsys.readouterr()
        return Result(code, got.out, got.err)

    return call


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def reg(tmp_path: Path, page: Path, risalah: Any) -> Path:
    assert risalah("build", page, "-o", tmp_path / "reg").code == 0
    return tmp_path / "reg"


def test_version_goes_to_stdout(risalah: Any) -> None:
    got = risalah("--version")
    assert (got.code, got.out, got.err) == (0, f"risalah {__version__}\n", "")


def test_extract_json_is_one_document_a_page_and_nothing_else(risalah: Any, page: Path) -> None:
    got = risalah("extract", page, page, "--json")
    assert got.code == 0 and got.err == ""
    assert len(got.documents) == 2
    for row in got.documents:
        assert row["schema_version"] == "1"
        assert Document.from_json(row).to_json() == row


@pytest.mark.parametrize("jobs", [1, 2])
def test_documents_keep_the_order_of_pages(risalah: Any, tmp_path: Path, jobs: int) -> None:
    rows = [{"text": TEXT, "id": f"p{i}"} if i % 3 else {"nothing": 1} for i in range(20)]
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    got = risalah("extract", file, "--json", "--jobs", jobs)
    assert got.code == 3
    assert [d["article"]["source_id"] for d in got.documents] == [r.get("id") for r in rows]
    assert all(bool(d["failures"]) == ("id" not in r) for d, r in zip(got.documents, rows, strict=True))


def test_a_bad_row_is_set_aside_and_the_rest_is_read(risalah: Any, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({"text": TEXT}) + "\n{not json\n", encoding="utf-8")
    got = risalah("extract", file, "--json")
    assert got.code == 3
    assert [bool(d["failures"]) for d in got.documents] == [False, True]
    (failure,) = json.loads(got.lines[-1])["set_aside"]
    assert failure["reason"] == "bad_json" and failure["where"].endswith("rows.jsonl:2")
    assert len(got.lines) == 2 and "rows.jsonl:2" in got.lines[0]


def test_an_english_page_is_kept_with_its_reason(risalah: Any, tmp_path: Path) -> None:
    file = tmp_path / "en.txt"
    file.write_text(ENGLISH, encoding="utf-8")
    got = risalah("extract", file, "--json")
    assert got.code == 0
    (document,) = got.documents
    assert document["article"]["text"] and document["article"]["lang"] == "en"
    assert document["failures"][0]["quarantined"] is False
    assert json.loads(got.lines[-1])["set_aside"][0]["reason"] == "language"


def test_standard_input(risalah: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    got = risalah("extract", "-", "--json")
    assert got.code == 0 and len(got.documents) == 1


def test_wrong_encodings_are_read(risalah: Any, tmp_path: Path) -> None:
    for encoding in ("utf-16", "cp1252"):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes(TEXT.replace("Samudra", "Sam\u00fadra").encode(encoding))
        got = risalah("extract", file, "--json")
        assert got.code == 0 and "Sam\u00fadra" in got.documents[0]["article"]["text"], encoding


def _unusable(tmp_path: Path) -> dict[str, Path]:
    empty, binary, blank, folder, picture, long = (
        tmp_path / n for n in ("empty.txt", "binary.txt", "blank.txt", "folder", "pictures", "long.txt")
    )
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 40)
    blank.write_text(" \n\n ")
    folder.mkdir()
    picture.mkdir()
    (picture / "a.pdf").write_bytes(b"%PDF-1.7")
    with long.open("wb") as f:
        for _ in range(50):
            f.write(b"a" * 1_000_000)
    return {"empty": empty, "binary": binary, "blank": blank, "folder": folder, "pdf": picture, "50 MB line": long}


@pytest.mark.parametrize("which", ["empty", "binary", "blank", "folder", "pdf", "50 MB line"])
def test_what_cannot_be_read_ends_with_4_and_one_line_that_says_how_to_mend_it(
    risalah: Any, tmp_path: Path, which: str
) -> None:
    file = _unusable(tmp_path)[which]
    got = risalah("extract", file)
    assert got.code == 4 and got.out == ""
    assert len(got.lines) == 1 and str(file) in got.err and "(" in got.err
    got = risalah("extract", file, "--json")
    assert got.code == 4 and len(got.documents) == 1 and got.documents[0]["failures"]
    assert json.loads(got.lines[-1])["set_aside"]


def test_several_unusable_pages_end_with_4_and_a_line_each(risalah: Any, tmp_path: Path) -> None:
    found = _unusable(tmp_path)
    got = risalah("extract", found["empty"], found["binary"], "--json")
    assert got.code == 4 and len(got.lines) == 4
    assert got.lines[2].startswith("risalah: no page could be used out of 2")


MISTAKES: dict[str, tuple[list[str], str]] = {
    "no command": (["nonsense"], "--help"),
    "no source": (["extract"], "--help"),
    "no such option": (["extract", "PAGE", "--nonsense"], "--help"),
    "no such file": (["extract", "nowhere.txt"], "nowhere.txt"),
    "dry run of no file": (["extract", "nowhere.txt", "--dry-run"], "nowhere.txt"),
    "limit 0": (["extract", "PAGE", "--limit", "0"], "above 0"),
    "limit x": (["extract", "PAGE", "--limit", "x"], "--limit"),
    "jobs 0": (["extract", "PAGE", "--jobs", "0"], "above 0"),
    "language": (["extract", "PAGE", "--lang", "xx"], "id, en"),
    "published": (["extract", "PAGE", "--published", "kemarin"], "2031-03-14"),
    "published time": (["extract", "PAGE", "--published", "2031-03-14Tsiang"], "2031-03-14"),
    "no register named": (["build", "PAGE"], "--help"),
    "unwritable": (["build", "PAGE", "-o", "/proc/nowhere/reg"], "/proc/nowhere"),
    "output is a page": (["build", "PAGE", "-o", "PAGE"], "page.txt"),
    "unknown database": (["build", "PAGE", "-o", "mysql://host/name"], "postgresql://"),
    "settings file": (["extract", "PAGE", "--config", "nowhere.toml"], "nowhere.toml"),
    "show nothing": (["show", "nowhere"], "risalah build"),
    "show no id": (["show", "REG", "c-0000"], "risalah show"),
    "explain no id": (["explain", "REG", "c-0000"], "risalah show"),
    "as of": (["show", "REG", "--as-of", "besok"], "2031-12-15"),
    "interface": (["show", "REG", "--ui", "xx"], "id or en"),
    "format": (["export", "REG", "-o", "-", "--format", "docx"], "json, jsonl, csv"),
    "type": (["export", "REG", "-o", "-", "--format", "csv", "--type", "x"], "commitment"),
    "csv to stdout": (["export", "REG", "-o", "-", "--format", "csv"], "--type"),
    "export nowhere": (["export", "REG", "-o", "/proc/nowhere/x.json"], "/proc/nowhere"),
    "serve nothing": (["serve", "nowhere"], "risalah build"),
    "port": (["serve", "REG", "--port", "99999"], "65535"),
    "open host": (["serve", "REG", "--host", "0.0.0.0"], "--i-know"),
    "forget what": (["forget", "REG", "--why", "uji"], "--article"),
    "forget no article": (["forget", "REG", "--article", "x", "--why", "uji"], "risalah show"),
    "forget why": (["forget", "REG", "--article", "x"], "--why"),
    "verify nothing": (["verify", "nowhere"], "risalah build"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_ends_with_2_and_one_line_that_says_how_to_mend_it(
    risalah: Any, page: Path, tmp_path: Path, request: pytest.FixtureRequest, name: str
) -> None:
    arguments, said = MISTAKES[name]
    reg = request.getfixturevalue("reg") if "REG" in arguments else None
    got = risalah(*({"PAGE": page, "REG": reg}.get(a, a) for a in arguments))
    assert got.code == 2 and got.out == ""
    assert len(got.lines) == 1 and got.err.startswith("risalah: ")
    assert said in got.err


def test_no_command_prints_help_and_ends_with_2(risalah: Any) -> None:
    got = risalah()
    assert got.code == 2 and got.out == "" and "extract" in got.err


def test_an_environment_variable_and_a_file_set_what_flags_do(
    risalah: Any, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RISALAH_LANG", "en")
    assert risalah("extract", page, "--json").documents[0]["article"]["lang"] == "en"
    assert risalah("extract", page, "--json", "--lang", "id").documents[0]["article"]["lang"] == "id"
    monkeypatch.setenv("RISALAH_PORT", "delapan ribu")
    got = risalah("extract", page)
    assert got.code == 2 and "RISALAH_PORT" in got.err and len(got.lines) == 1


def test_strict_stops_at_the_first_bad_page(risalah: Any, page: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    got = risalah("extract", page, empty, page, "--strict", "--json")
    assert got.code == 4 and len(got.documents) == 1 and "empty.txt" in got.err


def test_limit_dry_run_and_what_pages_are_given(risalah: Any, page: Path) -> None:
    assert len(risalah("extract", page, page, page, "--limit", 2, "--json").documents) == 2
    got = risalah("extract", SAMPLE, "--dry-run", "--limit", 3)
    assert got.code == 0 and len(got.out.splitlines()) == 3 and got.err == ""
    (document,) = risalah(
        "extract",
        page,
        "--json",
        "--url",
        "https://kabar.example/1",
        "--outlet",
        "kabar.example",
        "--published",
        "2031-03-04",
    ).documents
    article = document["article"]
    assert (article["url"], article["outlet"]) == ("https://kabar.example/1", "kabar.example")
    assert (article["published"], article["published_basis"]) == ("2031-03-04", "given")


def test_a_dry_run_makes_no_register(risalah: Any, page: Path, tmp_path: Path) -> None:
    assert risalah("build", page, "-o", tmp_path / "reg", "--dry-run").code == 0
    assert not (tmp_path / "reg").exists()


def test_keep_all_reads_pages_that_are_not_about_diplomacy(risalah: Any, tmp_path: Path) -> None:
    file = tmp_path / "domestic.txt"
    file.write_text(
        "Pasar Murah di Kota\n\nWali kota membuka pasar murah di alun-alun, Senin (3/3/2031). "
        '"Harga beras turun sejak pekan lalu," kata Camat Lestari Ningrum. Warga antre sejak pagi.\n',
        encoding="utf-8",
    )
    (plain,) = risalah("extract", file, "--json").documents
    (all_of_it,) = risalah("extract", file, "--json", "--keep-all").documents
    assert plain["article"]["relevant"] is False and plain["quotations"] == [] and plain["failures"] == []
    assert len(all_of_it["quotations"]) >= 1


def test_for_people_a_page_is_a_line_and_its_records(risalah: Any, page: Path) -> None:
    got = risalah("extract", page)
    assert got.code == 0 and got.err == ""
    first, *rest = got.out.splitlines()
    assert "Maroko" in first and any("signed" in line for line in rest)


def test_building_twice_gives_the_same_register(risalah: Any, page: Path, reg: Path) -> None:
    first = risalah("export", reg, "-o", "-", "--as-of", "2031-12-15").out
    got = risalah("build", page, "-o", reg, "--json")
    assert got.code == 0 and got.err == "" and json.loads(got.out)["pages"] == 1
    assert risalah("export", reg, "-o", "-", "--as-of", "2031-12-15").out == first
    assert json.loads(first)["as_of"] == "2031-12-15"


def test_exports(risalah: Any, reg: Path, tmp_path: Path) -> None:
    lines = risalah("export", reg, "-o", "-", "--format", "jsonl", "--type", "commitment").out.splitlines()
    assert lines and all(json.loads(line)["type"] == "commitment" for line in lines)
    got = risalah("export", reg, "-o", tmp_path / "tables", "--format", "csv")
    assert got.code == 0 and got.out == got.err == ""
    assert (tmp_path / "tables" / "commitments.csv").is_file()
    assert "signed" in risalah("export", reg, "-o", "-", "--format", "csv", "--type", "commitment").out


def test_show_and_explain(risalah: Any, reg: Path) -> None:
    entry = json.loads(risalah("export", reg, "-o", "-").out)["commitments"][0]["id"]
    for command in (["show", reg], ["show", reg, entry], ["explain", reg, entry], ["show", reg, "--ui", "en"]):
        got = risalah(*command)
        assert got.code == 0 and got.out and got.err == "", command


def test_verify_finds_a_changed_text(risalah: Any, reg: Path) -> None:
    assert risalah("verify", reg).code == 0
    with sqlite3.connect(reg / "register.db") as c:
        c.execute("UPDATE articles SET text = replace(text, 'menandatangani', 'mendiskusikan!')")
    got = risalah("verify", reg, "--json")
    assert got.code == 7 and json.loads(got.out)
    assert got.lines[-1].startswith("risalah: ") and "rebuild" in got.lines[-1]


def test_a_register_of_a_newer_schema_is_left_alone(risalah: Any, page: Path, reg: Path) -> None:
    file = reg / "register.db"
    with sqlite3.connect(file) as c:
        c.execute("INSERT INTO migrations VALUES (999, 'later', '2099-01-01')")
        c.commit()
        c.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = file.read_bytes()
    for command in (["show", reg], ["build", page, "-o", reg], ["export", reg, "-o", "-"]):
        got = risalah(*command)
        assert got.code == 6 and len(got.lines) == 1 and got.out == ""
    assert file.read_bytes() == before


def test_what_is_forgotten_stays_away(risalah: Any, page: Path, reg: Path) -> None:
    article = json.loads(risalah("export", reg, "-o", "-").out)["articles"][0]["id"]
    got = risalah("forget", reg, "--article", article, "--why", "asked for by its author")
    assert got.code == 0 and got.out == f"erased article {article}\n"
    assert risalah("build", page, "-o", reg).code == 0
    register = json.loads(risalah("export", reg, "-o", "-").out)
    assert register["articles"] == register["commitments"] == register["quotations"] == []


def test_forgetting_an_actor_erases_the_records(risalah: Any, reg: Path) -> None:
    assert risalah("forget", reg, "--actor", "MAR", "--why", "uji").code == 0
    register = json.loads(risalah("export", reg, "-o", "-").out)
    assert register["articles"] and not register["commitments"]


def test_two_builds_at_once(risalah: Any, page: Path, reg: Path) -> None:
    from risalah.store import open_store

    with open_store(reg):
        got = risalah("build", page, "-o", reg)
    assert got.code == 5 and len(got.lines) == 1
    assert risalah("build", page, "-o", reg).code == 0


def test_the_demo_needs_no_network(risalah: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the demo opened a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    got = risalah("demo", tmp_path / "sample")
    assert got.code == 0
    assert got.out.rstrip().splitlines()[-1] == f"risalah serve {tmp_path / 'sample'} --as-of 2031-12-15"
    assert all(": " in line for line in got.lines)
