"""Reading data files: what is wrong in one is told with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from risalah.errors import ResourceError
from risalah.resources.language import Language, any_of
from risalah.resources.loader import DATA, read_tsv, read_yaml


def write(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return file


def test_mappings_remember_their_line_and_codes_stay_words(tmp_path: Path) -> None:
    data = read_yaml(write(tmp_path, "a.yaml", "# remark\nstates: [NO, ON, ya, true]\nouter:\n  inner: 1\n"))
    assert data["states"] == ["NO", "ON", "ya", True]
    assert data["outer"].line == 4 or data["outer"].line == 3


@pytest.mark.parametrize(
    ("content", "line"), [("a: 1\nb: [1,\n", None), ("a: 1\na: 2\n", 2), ("a: 1\n\tb: 2\n", 2), ("a: b: c\n", 1)]
)
def test_broken_yaml_names_file_and_line(tmp_path: Path, content: str, line: int | None) -> None:
    with pytest.raises(ResourceError) as e:
        read_yaml(write(tmp_path, "a.yaml", content))
    assert "a.yaml:" in str(e.value)
    assert line is None or f"a.yaml:{line}:" in str(e.value)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="cannot be read"):
        read_yaml(tmp_path / "nowhere.yaml")
    with pytest.raises(ResourceError, match="cannot be read"):
        list(read_tsv(tmp_path / "nowhere.tsv", ("a",)))


def test_a_table_is_read_with_its_lines(tmp_path: Path) -> None:
    file = write(tmp_path, "a.tsv", "# remark\na\tb\n\n1\t 2 \n")
    assert list(read_tsv(file, ("a", "b"))) == [(4, {"a": "1", "b": "2"})]


@pytest.mark.parametrize(
    ("content", "said"), [("a\tc\n", "a.tsv:1: the header must be a, b"), ("a\tb\n1\n", "a.tsv:2: 1 cells")]
)
def test_a_wrong_table_names_the_line(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(ResourceError, match=said):
        list(read_tsv(write(tmp_path, "a.tsv", content), ("a", "b")))


def test_a_language_without_data_and_a_table_of_another_form(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="no data for the language"):
        Language("xx")
    write(tmp_path, "words.yaml", "verbs: [akan, 1]\nnames: {a: b}\n")
    write(tmp_path, "list.yaml", "[1, 2]\n")
    language = Language("xx", tmp_path)
    assert language.mapping("words", "names") == {"a": "b"}
    with pytest.raises(ResourceError, match="must be a list of words"):
        language.words("words", "verbs")
    with pytest.raises(ResourceError, match="must be a mapping"):
        language.mapping("words", "verbs")
    with pytest.raises(ResourceError, match="'verbs' must be a word"):
        language.word("words", "verbs")
    with pytest.raises(ResourceError, match="must hold one mapping"):
        language.table("list")


@pytest.mark.parametrize("file", sorted(DATA.rglob("*.yaml")), ids=lambda p: str(p.relative_to(DATA)))
def test_every_packaged_file_reads(file: Path) -> None:
    assert read_yaml(file) is not None


def test_words_become_one_expression_and_no_words_match_nothing():
    words = re.compile(any_of(["duta", "duta besar", "a.n"]))
    assert words.match("duta  besar RI")[0] == "duta  besar"
    assert words.fullmatch("a.n") and not words.fullmatch("aan")
    assert re.search(any_of([]), "duta") is None
    assert re.fullmatch(f"kata{any_of([])}?", "kata")
