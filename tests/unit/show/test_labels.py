"""Every code of the codebook and every field of a record has a label in both languages."""

from __future__ import annotations

from typing import get_args

import pytest

from code_groups import GROUPS
from factory import make_documents
from risalah.errors import ConfigError
from risalah.model import codebook
from risalah.resources.loader import DATA, read_yaml
from risalah.show.labels import LANGS, Labels


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_has_a_label(lang: str) -> None:
    groups = {
        **{k: get_args(v) for k, v in GROUPS.items()},
        "commitment_kind": codebook.INSTRUMENTS + codebook.UNDERTAKINGS,
    }
    for group, codes in groups.items():
        for code in codes:
            note = Labels("en").label(group, code)
            assert "_" not in Labels(lang).label(group, code), (group, code, note)


def test_every_field_has_a_label() -> None:
    found = make_documents()[0].to_json()
    for name in ("meetings", "quotations", "commitments"):
        for field in set(found[name][0]) - {"evidence", "rule"}:
            assert (
                Labels("id").field(field) and Labels("en").field(field) != "" and "_" not in Labels("id").field(field)
            )


def test_kinds_are_told_apart() -> None:
    labels = Labels("id")
    assert labels.label("kind", "visit", type="meeting") == "kunjungan"
    assert labels.label("kind", "mou", type="commitment") == "nota kesepahaman"
    assert labels.label("stage", "signed", "en") == "signed"
    assert labels.label("status", "held") == "berlangsung"
    assert labels.label("stage", None) == ""
    assert labels.label("stage", "not-a-code") == "not-a-code"
    assert labels.note("meeting_status", "postponed") == "no new date"
    assert labels.note("nothing", "x") is None


@pytest.mark.parametrize(
    ("kept", "indonesian"),
    [
        ("no tie to another article of the story was found", "tidak ditemukan kaitan dengan artikel lain"),
        (
            "both quote Sekar Wibawa after the same meeting of 2031-03-04; both from kabar.example",
            "keduanya mengutip Sekar Wibawa seusai pertemuan yang sama pada 2031-03-04; keduanya dari kabar.example",
        ),
        (
            "both quote a statement of A on B to the press on 2031-03-04",
            "pernyataan A on B kepada pers pada 2031-03-04",
        ),
        ("95% of the shorter text stands in the other word for word", "95% teks yang lebih pendek"),
        ("the same parties: IDN, NZL (+2)", "pihak yang sama: IDN, NZL (+2)"),
        (
            "the same sector: food_agriculture (+2)",
            f"bidang yang sama: {Labels('id').label('sector', 'food_agriculture')} (+2)",
        ),
        ("latest; a step back", "paling baru; langkah mundur"),
        ("a reason of a later release", "a reason of a later release"),
    ],
)
def test_kept_sentences_are_said_in_both_languages(kept: str, indonesian: str) -> None:
    assert indonesian in Labels("id").reason(kept)
    assert Labels("en").reason(kept) == kept
    assert "<4>" in Labels("id").reason("both quote mainly X on 2031-03-04", lambda d: f"<{int(d[-2:])}>")


def test_what_was_learned_is_named_with_its_stage() -> None:
    assert Labels("en").rule("learned_pledged") == "learned from marked sentences: pledged"
    assert Labels("id").rule("learned_signed").startswith("dipelajari dari kalimat bertanda: ")
    assert Labels("id").rule("learned_request") == "dipelajari dari kalimat bertanda: request"


def test_every_office_and_known_rule_has_an_indonesian_name() -> None:
    labels = Labels("id")
    assert labels.office("foreign minister") == "Menteri Luar Negeri"
    assert labels.office("chairman") == "Ketua"
    assert labels.office("keeper of the ferries") == "keeper of the ferries"
    assert Labels("en").office("foreign minister") == "foreign minister"
    assert labels.rule("visit|verb") == "kunjungan, kata kerja"
    assert labels.rule("never-heard-of") == "never-heard-of"


def test_every_reason_that_links_give_has_a_template() -> None:
    labels = Labels("id")
    link = read_yaml(DATA / "link.yaml")
    missing = [
        x["why"] for group in link["points"].values() for x in group.values() if labels.reason(x["why"]) == x["why"]
    ]
    assert not missing


def test_other_languages_are_refused() -> None:
    with pytest.raises(ConfigError):
        Labels("fr")
