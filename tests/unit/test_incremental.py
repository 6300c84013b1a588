"""Builds that add to a register: what was read is not read again, what was corrected takes the place of the old."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from risalah import cli_build, fingerprint
from risalah.cli import run
from risalah.config import Settings
from risalah.fingerprint import hash_page, name_engine, name_linker
from risalah.model.article import Page
from risalah.resources.loader import DATA
from risalah.scale import pool

SAMPLE = str(DATA / "sample" / "pages")
REPORT = (
    "Indonesia dan Maroko Teken Perjanjian Perdagangan\n\n"
    "Jakarta - Menteri Luar Negeri Samudra Wibawa menandatangani perjanjian perdagangan dengan Maroko di Jakarta, "
    'Senin (3/3/2031). "Kami sepakat memperluas kerja sama kesehatan dengan Maroko," kata Samudra.\n'
)
OTHER = (
    "Kenya dan Indonesia Bahas Kopi\n\n"
    "Nairobi - Menteri Luar Negeri Samudra Wibawa bertemu Menlu Kenya di Nairobi, Rabu (5/3/2031). Keduanya "
    'menandatangani nota kesepahaman tentang kopi. "Kopi kita akan dikenal," kata Samudra.\n'
)


class Result:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def risalah(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> Result:
        capsys.readouterr()
        code = run([str(a) for a in arguments])
        got = capsys.readouterr()
        return Result(code, got.out, got.err)

    return call


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The places of the pages that were really read."""
    seen: list[str] = []
    plain = pool.process_many

    def note_pages(pages: Any, kit: Any) -> Any:
        def watch() -> Any:
            for page in pages:
                seen.append(page.where)
                yield page

        return plain(watch(), kit)

    monkeypatch.setattr(pool, "process_many", note_pages)
    return seen


def write_rows(file: Path, *rows: dict[str, str]) -> Path:
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return file


def build(risalah: Any, *arguments: object) -> dict[str, Any]:
    got = risalah("build", *arguments, "--json")
    assert got.code == 0, got.err
    return json.loads(got.out)


def export(risalah: Any, register: Path) -> dict[str, Any]:
    return json.loads(risalah("export", register, "-o", "-", "--as-of", "2031-12-15").out)


def test_a_second_build_reads_nothing_and_counts_the_same(risalah: Any, read: list[str], tmp_path: Path) -> None:
    first = build(risalah, SAMPLE, "-o", tmp_path / "reg")
    whole = len(read)
    before = export(risalah, tmp_path / "reg")
    got = risalah("build", SAMPLE, "-o", tmp_path / "reg", "--json")
    second = json.loads(got.out)
    assert whole == first["pages"] == 21 and len(read) == whole and second["known"] == 21
    for name in ("pages", "articles", "relevant", "set_aside"):
        assert second[name] == first[name], name
    assert {k: v for k, v in first["records"].items() if v} == {k: v for k, v in second["records"].items() if v}
    assert "language 'en' has no engine" in got.err  # what was set aside is told again
    assert export(risalah, tmp_path / "reg") == before
    assert ", 21 of them read before" in risalah("build", SAMPLE, "-o", tmp_path / "reg").err


def test_only_what_is_new_is_read(risalah: Any, read: list[str], tmp_path: Path) -> None:
    pages = write_rows(tmp_path / "a.jsonl", {"url": "https://a.example/1", "text": REPORT})
    build(risalah, pages, "-o", tmp_path / "reg")
    read.clear()
    write_rows(
        tmp_path / "a.jsonl",
        {"url": "https://a.example/2", "text": OTHER},
        {"url": "https://a.example/1", "text": REPORT},
    )
    assert build(risalah, pages, "-o", tmp_path / "reg")["known"] == 1
    assert [Path(p).name for p in read] == ["a.jsonl:1"]
    assert len(export(risalah, tmp_path / "reg")["articles"]) == 2


def test_nothing_new_is_not_linked_again(risalah: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(risalah, SAMPLE, "-o", tmp_path / "reg")

    def refuse(*_: object) -> None:
        raise AssertionError("linked again")

    monkeypatch.setattr(cli_build, "compute_register", refuse)
    build(risalah, SAMPLE, "-o", tmp_path / "reg")


def test_another_engine_reads_all_again(
    risalah: Any, read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(risalah, SAMPLE, "-o", tmp_path / "reg")
    before = export(risalah, tmp_path / "reg")
    read.clear()
    monkeypatch.setattr(fingerprint, "name_engine", lambda _: "newer")
    assert build(risalah, SAMPLE, "-o", tmp_path / "reg")["known"] == 0
    assert len(read) == 21
    assert export(risalah, tmp_path / "reg") == before
    assert build(risalah, SAMPLE, "-o", tmp_path / "reg")["known"] == 21


def test_a_newer_cleaner_leaves_no_second_article(
    risalah: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(REPORT, encoding="utf-8")
    build(risalah, page, "-o", tmp_path / "reg")
    plain = pool.process_many

    def shorten(pages: Any, kit: Any) -> Any:
        from dataclasses import replace

        return plain((replace(p, content=p.content.replace("Jakarta - ", "")) for p in pages), kit)

    monkeypatch.setattr(pool, "process_many", shorten)
    monkeypatch.setattr(fingerprint, "name_engine", lambda _: "newer")
    build(risalah, page, "-o", tmp_path / "reg")
    register = export(risalah, tmp_path / "reg")
    assert len(register["articles"]) == 1 and register["commitments"]
    assert risalah("verify", tmp_path / "reg").code == 0
    with sqlite3.connect(tmp_path / "reg" / "register.db") as c:
        assert c.execute("SELECT count(*) FROM articles").fetchone() == (1,)
        assert c.execute("SELECT why FROM versions").fetchall() == [("read_again",)]


def test_a_corrected_page_takes_the_place_of_the_old(risalah: Any, tmp_path: Path) -> None:
    row = {"url": "https://a.example/1", "outlet": "a.example", "published": "2031-03-03"}
    corrected = REPORT.replace("menandatangani perjanjian", "membahas perjanjian").replace("Teken", "Bahas")
    build(risalah, write_rows(tmp_path / "old.jsonl", {**row, "text": REPORT}), "-o", tmp_path / "reg")
    before = export(risalah, tmp_path / "reg")
    assert "signed" in [c["stage"] for c in before["commitments"]]
    build(risalah, write_rows(tmp_path / "new.jsonl", {**row, "text": corrected}), "-o", tmp_path / "reg")
    after = export(risalah, tmp_path / "reg")
    assert len(after["articles"]) == 1 and after["articles"][0]["id"] != before["articles"][0]["id"]
    assert "signed" not in [c["stage"] for c in after["commitments"]]
    assert risalah("verify", tmp_path / "reg").code == 0
    # The old page read once more brings nothing back.
    assert build(risalah, tmp_path / "old.jsonl", "-o", tmp_path / "reg")["known"] == 1
    assert export(risalah, tmp_path / "reg") == after


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_pages_own_dates_say_which_version_stands(risalah: Any, tmp_path: Path, order: tuple[int, int]) -> None:
    row = {"url": "https://a.example/1", "outlet": "a.example", "published": "2031-03-03T08:00:00+07:00"}
    later = {**row, "modified": "2031-03-03T12:00:00+07:00", "text": REPORT.replace("kesehatan", "kelautan")}
    pages = [{**row, "text": REPORT}, later]
    for n in order:
        build(risalah, write_rows(tmp_path / f"{n}.jsonl", pages[n]), "-o", tmp_path / "reg")
    register = export(risalah, tmp_path / "reg")
    assert len(register["articles"]) == 1
    assert "kelautan" in json.dumps(register["quotations"], ensure_ascii=False)


def test_two_articles_at_one_address_are_no_versions(risalah: Any, tmp_path: Path) -> None:
    row = {"url": "https://a.example/", "outlet": "a.example"}
    build(risalah, write_rows(tmp_path / "1.jsonl", {**row, "text": REPORT}), "-o", tmp_path / "reg")
    build(risalah, write_rows(tmp_path / "2.jsonl", {**row, "text": OTHER}), "-o", tmp_path / "reg")
    assert len(export(risalah, tmp_path / "reg")["articles"]) == 2


def test_what_is_forgotten_is_refused_when_read_again(risalah: Any, tmp_path: Path) -> None:
    pages = write_rows(
        tmp_path / "a.jsonl",
        {"url": "https://a.example/1", "text": REPORT},
        {"url": "https://a.example/2", "text": OTHER},
    )
    build(risalah, pages, "-o", tmp_path / "reg")
    gone = export(risalah, tmp_path / "reg")["articles"][0]["id"]
    assert risalah("forget", tmp_path / "reg", "--article", gone, "--why", "asked for").code == 0
    assert len(export(risalah, tmp_path / "reg")["articles"]) == 1
    assert build(risalah, pages, "-o", tmp_path / "reg")["known"] == 1
    assert len(export(risalah, tmp_path / "reg")["articles"]) == 1


def test_rebuild_lists_what_would_change_and_changes_nothing(risalah: Any, tmp_path: Path) -> None:
    build(risalah, SAMPLE, "-o", tmp_path / "reg")
    good = export(risalah, tmp_path / "reg")
    assert json.loads(risalah("rebuild", tmp_path / "reg", "--dry-run", "--json").out)["differ"] == 0
    story = next(s for s in good["stories"] if len(s["articles"]) > 1)
    moved = story["articles"][0]
    with sqlite3.connect(tmp_path / "reg" / "register.db") as c:
        body = json.loads(c.execute("SELECT body FROM article_entries WHERE id = ?", (moved,)).fetchone()[0])
        body["story"] = "s-elsewhere"
        c.execute("UPDATE article_entries SET body = ?, story = 's-elsewhere' WHERE id = ?", (json.dumps(body), moved))
    c.close()
    changed = export(risalah, tmp_path / "reg")
    got = risalah("rebuild", tmp_path / "reg", "--dry-run")
    assert got.code == 0 and f"{moved[7:19]} story:" in got.out
    assert f"{len(story['articles'])} of " in got.out.splitlines()[-1]
    assert export(risalah, tmp_path / "reg") == changed
    assert risalah("rebuild", tmp_path / "reg").code == 0
    assert export(risalah, tmp_path / "reg") == good


def test_judgements_from_the_command_line(risalah: Any, tmp_path: Path) -> None:
    reg = tmp_path / "reg"
    build(risalah, SAMPLE, "-o", reg)
    before = export(risalah, reg)
    entry = next(c for c in before["commitments"] if len({r["article"] for r in c["records"]}) > 1)
    left, right = (f"{r['article'][7:27]}#{r['id']}" for r in (entry["records"][0], entry["records"][-1]))
    said = ("--verdict", "different", "--by", "Rara", "--why", "two texts")
    got = risalah("judgements", "add", reg, left, right, *said)
    assert (got.code, got.out) == (0, "judgement 1\n")
    apart = export(risalah, reg)
    whose = {f"{r['article'][7:27]}#{r['id']}": c["id"] for c in apart["commitments"] for r in c["records"]}
    assert whose[left] != whose[right]  # a person outranks the rule
    assert "two texts" in risalah("explain", reg, whose[left], "--ui", "en").out
    assert risalah("judgements", "list", reg).out.startswith(f"1 stands different {left[:12]}")
    assert risalah("judgements", "export", reg, "-o", tmp_path / "j.jsonl").code == 0
    assert risalah("judgements", "withdraw", reg, "1").code == 0
    assert {c["id"] for c in export(risalah, reg)["commitments"]} == {c["id"] for c in before["commitments"]}
    assert risalah("judgements", "list", reg).out == ""
    assert risalah("judgements", "list", reg, "--withdrawn").out.startswith("1 withdrawn")
    assert risalah("judgements", "withdraw", reg, "1").code == 2
    other = tmp_path / "other"
    build(risalah, SAMPLE, "-o", other)
    got = risalah("judgements", "import", other, tmp_path / "j.jsonl", "--json")
    assert json.loads(got.out) == {"added": 1, "known": 0, "withdrawn": 0, "rules": 0, "orphaned": 0}
    assert export(risalah, other)["commitments"] == apart["commitments"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "REG", "ffff#c1", "eeee#c1", "--verdict", "same", "--by", "x", "--why", "y"], "no record"),
        (["add", "REG", "ffff#c1", "eeee#c1", "--verdict", "so", "--by", "x", "--why", "y"], "no verdict"),
        (["add", "REG", "ffff#c1", "eeee#c1", "--verdict", "same", "--by", " ", "--why", "y"], "--by"),
        (["import", "REG", "nothing.jsonl"], "nothing.jsonl"),
        (["import", "REG", "BAD"], "bad.jsonl:2"),
        (["list", "nowhere"], "no register here"),
    ],
)
def test_mistakes_are_one_line(risalah: Any, tmp_path: Path, arguments: list[str], said: str) -> None:
    page = tmp_path / "page.txt"
    page.write_text(REPORT, encoding="utf-8")
    build(risalah, page, "-o", tmp_path / "reg")
    (tmp_path / "bad.jsonl").write_text("// ours\n{}\n", encoding="utf-8")
    places = {"REG": str(tmp_path / "reg"), "BAD": str(tmp_path / "bad.jsonl")}
    got = risalah("judgements", *(places.get(a, a) for a in arguments))
    assert got.code == 2 and said in got.err and len(got.err.splitlines()) == 1


def test_an_orphaned_judgement_is_told_of_and_comes_back(risalah: Any, tmp_path: Path) -> None:
    reg = tmp_path / "reg"
    rows = [{"url": f"https://{o}/1", "outlet": o, "published": "2031-03-03"} for o in ("a.example", "b.example")]
    build(risalah, write_rows(tmp_path / "1.jsonl", *({**r, "text": REPORT} for r in rows)), "-o", reg)
    a, b = (f"{x['id']}#c1" for x in export(risalah, reg)["articles"])
    said = ("--verdict", "same", "--by", "Rara", "--why", "one agreement")
    assert risalah("judgements", "add", reg, a, b, *said).code == 0
    cut = REPORT.replace(" menandatangani perjanjian perdagangan dengan Maroko", " tiba")
    got = risalah("build", write_rows(tmp_path / "2.jsonl", {**rows[0], "text": cut}), "-o", reg)
    assert "1 judgement has no effect" in got.err and "judgements list" in got.err
    got = risalah("judgements", "list", reg, "--orphaned", "--json")
    assert "no longer stands in the article" in json.loads(got.out)["why"]
    back = REPORT + "\nKedua menteri lalu makan siang bersama di Jakarta.\n"
    got = risalah("build", write_rows(tmp_path / "3.jsonl", {**rows[0], "text": back}), "-o", reg)
    assert "no effect" not in got.err
    assert json.loads(risalah("judgements", "list", reg, "--json").out)["state"] == "moved"


def test_backup_restore_and_migrate(risalah: Any, tmp_path: Path) -> None:
    import shutil

    build(risalah, SAMPLE, "-o", tmp_path / "reg")
    got = risalah("backup", tmp_path / "reg", "-o", tmp_path / "copy.db")
    assert (got.code == 0 and "20 articles" in got.out) or "21 articles" in got.out
    assert risalah("backup", tmp_path / "reg", "-o", tmp_path / "copy.db").code == 2
    assert risalah("restore", tmp_path / "copy.db", "-o", tmp_path / "again").code == 0
    assert export(risalah, tmp_path / "again") == export(risalah, tmp_path / "reg")
    assert risalah("migrate", tmp_path / "again").out.endswith("up to date\n")
    old = shutil.copy(Path(__file__).parents[1] / "data" / "registers" / "schema2.db", tmp_path / "old.db")
    got = risalah("show", old)
    assert got.code == 2 and "risalah migrate" in got.err
    assert "would be brought" in risalah("migrate", old, "--dry-run").out
    assert "brought to" in risalah("migrate", old).out
    assert risalah("show", old).code == 0
    with sqlite3.connect(old) as c:
        c.execute("PRAGMA user_version = 99")
    c.close()
    for command in (["migrate", old], ["backup", old, "-o", tmp_path / "x.db"], ["rebuild", old]):
        assert risalah(*command).code == 6


def test_fingerprints() -> None:
    page = Page("text", where="a.txt", url="https://a.example/1")
    from dataclasses import replace

    assert hash_page(page) == hash_page(replace(page, where="b.txt"))
    others = [replace(page, **{k: "x"}) for k in ("content", "url", "title", "outlet", "published", "lang")]
    others += [replace(page, title=""), replace(page, metadata={"a": 1}), replace(page, kind="html")]
    assert len({hash_page(p) for p in (page, *others)}) == len(others) + 1
    assert name_engine(Settings()) == name_engine(Settings(jobs=4, verbose=True))
    assert name_engine(Settings()) != name_engine(Settings(keep_all=True)) != name_linker()


def test_a_build_that_did_not_end_can_be_read_and_verified(risalah: Any, tmp_path: Path) -> None:
    """Articles were read again with other records, and the entries are still those of before."""
    from dataclasses import replace

    from risalah.store import Reading, open_store

    reg = tmp_path / "reg"
    rows = ({"url": f"https://a.example/{n}", "text": text} for n, text in enumerate((REPORT, OTHER)))
    build(risalah, write_rows(tmp_path / "a.jsonl", *rows), "-o", reg)
    before = export(risalah, reg)
    with open_store(reg) as store:
        poorer = [replace(d, commitments=(), quotations=()) for d in store.documents()]
        store.write_readings([Reading(d, None, "newer") for d in poorer])
    got = risalah("verify", reg, "--json")
    assert got.code == 0 and json.loads(got.out)["stale"] is True
    assert [c["id"] for c in export(risalah, reg)["commitments"]] == [c["id"] for c in before["commitments"]]
    for kind in ("commitments", "quotations"):
        for command in ("show", "explain"):
            got = risalah(command, reg, before[kind][-1]["id"])
            assert got.code == 0 and got.out, got.err
    assert risalah("rebuild", reg).code == 0
    assert json.loads(risalah("verify", reg, "--json").out)["stale"] is False
    assert export(risalah, reg)["quotations"] == []


def test_a_judgement_keeps_its_effect_over_a_correction(risalah: Any, tmp_path: Path) -> None:
    reg = tmp_path / "reg"
    rows = [{"url": f"https://{o}/1", "outlet": o, "published": "2031-03-03"} for o in ("a.example", "b.example")]
    other = REPORT.replace("Jakarta - Menteri", "Jakarta, Kabar - Menteri").replace(" kata Samudra", " ujar Samudra")
    texts = (REPORT, other)
    pages = [{**r, "text": t} for r, t in zip(rows, texts, strict=True)]
    build(risalah, write_rows(tmp_path / "1.jsonl", *pages), "-o", reg)

    def count_entries() -> int:
        return sum(c["kind"] == "agreement" for c in export(risalah, reg)["commitments"])

    assert count_entries() == 1
    records = next(c["records"] for c in export(risalah, reg)["commitments"] if c["kind"] == "agreement")
    keys = [f"{r['article']}#{r['id']}" for r in records]
    said = ("--verdict", "different", "--by", "Rara", "--why", "two agreements")
    assert risalah("judgements", "add", reg, *keys, *said).code == 0
    assert count_entries() == 2
    # A line before it, and another word for the act itself: other offsets, other words.
    mended = REPORT.replace("Jakarta - ", "Jakarta (ralat) - ").replace("menandatangani", "meneken")
    build(risalah, write_rows(tmp_path / "2.jsonl", {**rows[0], "text": mended}), "-o", reg)
    states = [json.loads(x)["state"] for x in risalah("judgements", "list", reg, "--json").out.splitlines()]
    assert states == ["moved"] and len(export(risalah, reg)["articles"]) == 2
    assert count_entries() == 2
    assert risalah("judgements", "withdraw", reg, "1").code == 0
    assert count_entries() == 1
