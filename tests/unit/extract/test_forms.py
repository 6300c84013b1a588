"""The table of the forms of all cues."""

from __future__ import annotations

from risalah.extract.forms import read_forms
from risalah.resources.language import Language
from risalah.resources.patterns import load_patterns

TABLE = read_forms(load_patterns(Language("id")))


def test_a_form_of_several_cues_keeps_them_all() -> None:
    assert len(TABLE.values["membekukan"]) > 1


def test_only_headlines_have_a_verb_without_its_prefix() -> None:
    assert TABLE.headlines.begins("bekukan") and not TABLE.lexicon.begins("bekukan")
    assert all(value.endswith("|active") for value in TABLE.values["bekukan"])


def test_what_may_be_a_noun_is_no_verb_of_a_headline() -> None:
    assert TABLE.lexicon.begins("ditarik")
    assert TABLE.headlines.begins("tarik") == TABLE.lexicon.begins("tarik")
    assert TABLE.lexicon.begins("diundang") and not TABLE.headlines.begins("undang")
