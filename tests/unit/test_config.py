"""Settings: where they come from, which source wins, and what a wrong one says."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from risalah.config import Settings, load_settings
from risalah.errors import ConfigError


def test_defaults_without_a_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings({}, environ={}) == Settings()


def test_flags_win_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('jobs = 2\nport = 9000\nui_lang = "en"\nas_of = 2031-12-15\n', encoding="utf-8")
    got = load_settings({"jobs": 4, "port": None}, file=file, environ={"RISALAH_JOBS": "3", "RISALAH_PORT": "9001"})
    assert (got.jobs, got.port, got.ui_lang, got.as_of) == (4, 9001, "en", date(2031, 12, 15))


def test_a_file_in_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "risalah.toml").write_text("keep_all = true\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_settings(environ={}).keep_all is True
    other = tmp_path / "other.toml"
    other.write_text("keep_all = false\n", encoding="utf-8")
    assert load_settings(environ={"RISALAH_CONFIG": str(other)}).keep_all is False


@pytest.mark.parametrize(("raw", "value"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("no", False)])
def test_truth_values_of_the_environment(raw: str, value: bool) -> None:
    assert load_settings(environ={"RISALAH_STRICT": raw}).strict is value


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("jobs = 0\n", "above 0"),
        ('jobs = "dua"\n', "jobs"),
        ("nonsense = 1\n", "settings are"),
        ("keep_all = 7\n", "true or false"),
        ('as_of = "besok"\n', "2031-12-15"),
        ("jobs = \n", "mend the file"),
        ("\x00", "mend the file"),
    ],
)
def test_a_wrong_file_says_which_setting_and_how_to_mend_it(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as e:
        load_settings(file=file, environ={})
    assert "own.toml" in str(e.value) and said in str(e.value)
    assert e.value.exit_code == 2


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such settings file"):
        load_settings(file=tmp_path / "nowhere.toml", environ={})


def test_every_setting_says_what_it_does() -> None:
    assert all(f.metadata["help"] for f in fields(Settings))
