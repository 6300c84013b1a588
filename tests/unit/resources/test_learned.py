"""The table of learned triggers and the weights beside it: what is wrong in them is named with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from risalah.errors import ResourceError
from risalah.model.codebook import HIGH_STAGES, STAGES
from risalah.resources.language import Language
from risalah.resources.learned import (
    HIGHEST,
    JOINT,
    MODEL,
    PREFIX,
    SENTENCE,
    START,
    TABLE,
    WORD,
    load_learned,
    load_weights,
)
from risalah.resources.patterns import Patterns, load_patterns
from risalah.resources.word_classes import TABLE as CLASSES

JOINED = tuple(f"joint\t{row}\t0" for row in (SENTENCE, WORD, START, HIGHEST))


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns(Language("id"))


@pytest.fixture
def own(tmp_path: Path) -> Language:
    """A language of which only the table and a small model are there."""
    path = tmp_path / f"{TABLE}.yaml"
    path.parent.mkdir()
    shutil.copy(Language("id").path(TABLE), path)
    (tmp_path / "models").mkdir()
    (tmp_path / CLASSES).write_text("word\tbroad\tmiddle\tfine\nmembuka\t1\t2\t3\n", encoding="utf-8")
    write_model(tmp_path, *JOINED, "sentence\t(start)\t-1", "word\t(start)\t-2")
    return Language("id", tmp_path)


def write_model(folder: Path, *rows: str) -> None:
    (folder / MODEL).parent.mkdir(exist_ok=True)
    (folder / MODEL).write_text("# a remark\npart\tfeature\tweight\n" + "\n".join(rows) + "\n", encoding="utf-8")


def change(language: Language, old: str, new: str) -> None:
    path = language.path(TABLE)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_stage_that_is_believed_has_a_trigger_of_that_stage(patterns: Patterns) -> None:
    learned = patterns.learned
    assert learned is not None
    for stage, cue in learned.cues.items():
        assert (cue.stage, cue.name) == (stage, PREFIX + stage)
        assert stage in learned.weights
        assert cue.needs_foreign and not cue.not_with and not cue.open_verb
    assert {SENTENCE, WORD, JOINT} <= set(learned.weights) <= {SENTENCE, WORD, JOINT, *STAGES}
    assert not HIGH_STAGES & set(learned.cues)


def test_the_less_a_page_tells_the_surer_the_model_must_be(patterns: Patterns) -> None:
    floors = patterns.learned.floors
    assert 0 < floors.doubt < floors.sentence < floors.beside_one < floors.alone < 1


def test_a_language_without_a_model_has_none(tmp_path: Path) -> None:
    assert load_learned(Language("xx", tmp_path), {}) is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  stage: 0.6", "  stage: 6", "floors must be"),
        ("  stage: 0.6\n", "", "floors must be"),
        ("like: request, kind", "like: nothing_such, kind", "requested: `like` must name a trigger"),
        ("kind: offer}", "kind: gift}", "offered: kind 'gift' is not in the codebook"),
        ("  offered:", "  given:", "'given' is no stage of the codebook below signed"),
        ("  offered:", "  signed:", "'signed' is no stage of the codebook below signed"),
        ("rare: [target,", "rare: [gift,", "rare: 'gift' is no kind and no stage of the codebook"),
        ("barred: plan_open", "barred: [plan_open]", "'barred' must be a word"),
        ("barred: plan_open", "barred: nothing_such", "barred: there is no trigger 'nothing_such'"),
    ],
)
def test_what_is_wrong_in_the_table_is_named(
    own: Language, patterns: Patterns, old: str, new: str, message: str
) -> None:
    change(own, old, new)
    with pytest.raises(ResourceError, match=message.replace("`", ".")) as e:
        load_learned(own, patterns.cues)
    assert "learned.yaml" in str(e.value)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["joint\t(start)\t0", "sentence\t(start)\t-1"], "the part 'word' is missing"),
        ([*JOINED[:3], "sentence\t(start)\t-1", "word\t(start)\t-2"], r"the part 'joint' has no row '\(highest\)'"),
        (["hoped\takan\t1"], "'hoped' is no part of the model and no stage"),
        (["sentence\takan\theavy"], "'heavy' is no number"),
        (["sentence\takan"], "2 cells, but the header has 3"),
    ],
)
def test_what_is_wrong_in_the_weights_is_named(own: Language, rows: list[str], message: str) -> None:
    write_model(own.folder, *rows)
    with pytest.raises(ResourceError, match=message) as e:
        load_weights(own)
    assert "cues.tsv" in str(e.value)
