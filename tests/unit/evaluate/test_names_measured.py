"""Names of the whole engine, places of "ROLE STATE Name" and names of states, on small lists of our own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from risalah.annotate.names import Names
from risalah.errors import ConfigError
from risalah.evaluate import checkout, state_names
from risalah.evaluate.engine_names import measure_baseline, measure_engine_names, merge_names
from risalah.evaluate.press_rows import Located, read_locators, text_of
from risalah.evaluate.role_names import measure_role_names
from risalah.evaluate.state_names import measure_state_names
from risalah.evaluate.tagged_names import explain_faults
from risalah.model.annotation import Mention
from risalah.model.span import Span
from risalah.resources.language import Language

LANGUAGE = Language("id")
TEXT = "Menlu Fiji Josefa Vakalala tiba di Suva. Ia menemui Dewan Karang."


def write_press(folder: Path) -> list[Located]:
    """A press file of one text and its list of places; the second place points to words that are no name."""
    state, name = TEXT.index("Fiji"), TEXT.index("Josefa")
    rows = [(state, state + 4, name, name + 15, "FJI"), (state, state + 4, name, name + 6, "TON")]
    (folder / "press").mkdir()
    (folder / "press" / "a.csv").write_text(f'judul,content\nKunjungan,"{TEXT}"\n', encoding="utf-8")
    head = "file\trow\tstate_start\tstate_end\tname_start\tname_end\tstate\n"
    lines = "".join("\t".join(map(str, ("press/a.csv", 0, *row))) + "\n" for row in rows)
    (folder / "role_state_name.tsv").write_text(f"# remark\n{head}{lines}", encoding="utf-8")
    (folder / "held_out_states.txt").write_text("FJI\n", encoding="utf-8")
    return read_locators(folder / "role_state_name.tsv")


def test_a_locator_leads_to_its_words(tmp_path: Path) -> None:
    first, _ = write_press(tmp_path)
    text = text_of(tmp_path, first)
    assert text == TEXT
    assert text[first.state_start : first.state_end] == "Fiji"
    assert text[first.name_start : first.name_end] == "Josefa Vakalala"


def test_role_names_count_exact_names_and_right_states(tmp_path: Path) -> None:
    write_press(tmp_path)
    log: list[tuple[Any, ...]] = []
    figures = measure_role_names(tmp_path, tmp_path, LANGUAGE, log)
    assert (figures["role_names"]["ok"], figures["role_names"]["n"]) == (1, 2)
    assert (figures["role_states"]["ok"], figures["role_states"]["n"]) == (1, 2)
    assert figures["role_names_unseen"]["n"] == figures["role_names_unseen"]["ok"] == 1
    assert [line[0] for line in log] == ["ROLE_NAMES", "ROLE_STATES"]


def test_role_names_are_not_measured_without_list_or_texts(tmp_path: Path) -> None:
    assert measure_role_names(tmp_path, tmp_path, LANGUAGE, []) == {}
    write_press(tmp_path)
    assert measure_role_names(tmp_path, tmp_path / "elsewhere", LANGUAGE, []) == {}


def test_tables_add_persons_and_overrule_another_label_at_their_place() -> None:
    person, body, suva = (TEXT.index(word) for word in ("Josefa", "Dewan", "Suva"))
    mentions = (
        Mention(Span(0, person + 15), "person", head=Span(person, person + 15)),
        Mention(Span(body, body + 12), "organisation"),
        Mention(Span(suva, suva + 4), "state"),
        Mention(Span(TEXT.index("Ia"), TEXT.index("Ia") + 2), "person", rule="group"),  # stands for names, is none
    )
    tagged = {(person, person + 15, "ORG"), (suva, suva + 4, "LOC"), (body, body + 5, "PER")}
    merged = merge_names(tagged, Names(mentions, {}), TEXT)
    assert merged == {(person, person + 15, "PER"), (suva, suva + 4, "LOC"), (body, body + 5, "PER")}


def test_faults_are_told_by_cause() -> None:
    gold = {(0, 5, "PER"), (10, 14, "LOC"), (20, 26, "ORG"), (30, 34, "LOC")}
    said = {(0, 5, "PER"), (10, 14, "ORG"), (20, 24, "ORG"), (50, 55, "PER")}
    text = "x" * 60
    assert [fault[:2] for fault in explain_faults(said, gold, text)] == [
        ("NER label", "LOC"),
        ("NER bounds", "ORG"),
        ("NER missed", "LOC"),
        ("NER extra", "PER"),
    ]


def test_the_engine_is_measured_on_a_labelled_file(tmp_path: Path) -> None:
    tokens = [("Menlu", "O"), ("Fiji", "O"), ("Josefa", "B-PER"), ("Vakalala", "I-PER"), ("tiba", "O"), (".", "O")]
    (tmp_path / "test.txt").write_text("".join(f"{t} {label}\n" for t, label in tokens), encoding="utf-8")
    figures = measure_engine_names(tmp_path, LANGUAGE, [])
    assert figures["ner_engine_persons"]["tp"] == 1
    assert measure_engine_names(tmp_path / "none", LANGUAGE, []) == {}


def test_a_baseline_is_trained_and_scored(tmp_path: Path) -> None:
    sentence = "Menlu O\nJosefa B-PER\nVakalala I-PER\ntiba O\ndi O\nSuva B-PLACE\n. O\n\n"
    folder = tmp_path / "idner2k"
    (tmp_path / "nergrit").mkdir()
    folder.mkdir()
    with pytest.raises(ConfigError, match="--data DIR"):
        measure_baseline(folder)
    for path in (folder / "train.txt", folder / "test.txt", tmp_path / "nergrit" / "train_preprocess.txt"):
        path.write_text(sentence * 8, encoding="utf-8")
    assert measure_baseline(folder)["ner_baseline_persons"]["tp"] == 8


def test_a_baseline_needs_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkout, "ROOT", tmp_path)
    with pytest.raises(ConfigError, match="checkout"):
        measure_baseline(tmp_path)


def test_names_of_states_of_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news_forms.tsv").write_text("form\tcode\nFiji\tFJI\nTonga\tFJI\nAtlantis\tATL\n", encoding="utf-8")
    monkeypatch.setattr(state_names, "read_cldr_names", lambda: [("Samoa", "WSM")])
    log: list[tuple[Any, ...]] = []
    figures = measure_state_names(tmp_path, LANGUAGE, log)
    assert figures["state_names_cldr"]["rate"] == 1
    assert (figures["state_names_press"]["ok"], figures["state_names_press"]["n"]) == (1, 3)
    assert [line[1] for line in log] == ["Tonga", "Atlantis"]


def test_lists_that_are_not_there_are_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "babel.core", None)
    figures = measure_state_names(tmp_path, LANGUAGE, [])
    assert "babel" in figures["state_names_cldr"]["why"]
    assert "checkout" in figures["state_names_press"]["why"]
