"""Forms of words: roots by which a verb and its noun are one, and classes of words that are used alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from risalah.errors import ResourceError
from risalah.resources.language import Language
from risalah.resources.word_classes import TABLE, WordForms, load_word_forms


@pytest.fixture(scope="module")
def forms() -> WordForms:
    return load_word_forms(Language("id"))


@pytest.mark.parametrize(
    "words",
    [
        ("mengirim", "dikirim", "pengiriman", "kiriman", "terkirim", "mengirimkan"),
        ("memulangkan", "dipulangkan", "pemulangan", "kepulangan"),
        ("menarik", "ditarik", "penarikan"),
        ("menyumbang", "sumbangan", "disumbangkan"),
        ("membebaskan", "dibebaskan", "pembebasan"),
        ("meratifikasi", "diratifikasi", "ratifikasi"),
    ],
)
def test_words_of_one_root_have_one_root(forms: WordForms, words: tuple[str, ...]) -> None:
    assert len({forms.look_up(w).root for w in words}) == 1


def test_affixes_tell_doing_from_being_done(forms: WordForms) -> None:
    assert [forms.look_up(w).affix for w in ("mengirim", "dikirim", "pengiriman", "kapal")] == ["me", "di", "pe", ""]


def test_words_that_are_used_alike_share_classes(forms: WordForms) -> None:
    def shared(a: str, b: str) -> int:
        return len(set(forms.look_up(a).classes) & set(forms.look_up(b).classes))

    assert shared("menolak", "membantah") > shared("menolak", "kapal")
    assert shared("kapal", "pesawat") > 0 == shared("kapal", "meminta")
    assert forms.look_up("kata-yang-tidak-ada").classes == ()


@pytest.mark.parametrize("classes", ["1\tship\t3", "1\t\t3"])
def test_a_class_that_is_no_number_is_named(tmp_path: Path, classes: str) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / TABLE).write_text(f"word\tbroad\tmiddle\tfine\nkapal\t{classes}\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="the classes of 'kapal' must be numbers"):
        load_word_forms(Language("xx", tmp_path))
