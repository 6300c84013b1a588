"""What is left of a claim under the words that govern it (CODEBOOK section 2, rules 1 and 2)."""

from __future__ import annotations

import pytest

from risalah.extract.governors import Governed, GovernorReader, lower
from risalah.model.codebook import rank


def governed(patterns, split, text: str, verb: str, voice: str = "active") -> Governed:
    clauses = split(text)
    at = next(i for i, t in enumerate(clauses.tokens) if t.low == verb)
    return GovernorReader(patterns).govern(clauses, at, at, voice, ())


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("Fiji menandatangani perjanjian itu", None),
        ("Fiji telah menandatangani perjanjian itu", "confirm"),
        ("Fiji akan menandatangani perjanjian itu", "plan"),
        ("Diharapkan Fiji akan menandatangani perjanjian itu", "hope"),
        ("Fiji belum menandatangani perjanjian itu", "not_yet"),
        ("Fiji tidak akan menandatangani perjanjian itu", "refuse"),
        ("Fiji batal menandatangani perjanjian itu", "drop"),
        ("Fiji membantah telah menandatangani perjanjian itu", "deny"),
        ("Beredar kabar bahwa Fiji menandatangani perjanjian itu", "rumour"),
        ("Fiji diduga telah menandatangani perjanjian itu", "rumour"),
        ("Menlu Fiji ke Jakarta untuk menandatangani perjanjian itu", "purpose"),
        ("Tonga meminta agar Fiji menandatangani perjanjian itu", "purpose"),
        ("Naskah untuk rapat besok ada di meja, Fiji menandatangani perjanjian itu", None),
        ("Jika Fiji menandatangani perjanjian itu, Tonga ikut", "condition"),
        ("Tidak jelas kapan Fiji menandatangani perjanjian itu", "condition"),
        ("Fiji tengah menandatangani perjanjian itu", "under_way"),
        ("Fiji tidak hanya menandatangani perjanjian itu", None),
    ],
)
def test_the_weakest_governor_of_the_clause(patterns, split, text: str, effect: str | None) -> None:
    assert governed(patterns, split, text, "menandatangani").effect == effect


def test_untuk_governs_the_verb_behind_it_and_no_other(patterns, split) -> None:
    assert governed(patterns, split, "Bantuan untuk korban banjir diserahkan", "diserahkan", "passive").effect is None


def test_a_clause_of_condition_makes_the_main_clause_hypothetical(patterns, split) -> None:
    g = governed(patterns, split, "Jika parlemen setuju, Fiji menandatangani perjanjian itu", "menandatangani")
    assert g.effect is None
    assert g.hypothetical
    reading = lower(patterns.cues["sign"], g, instrument=True)
    assert reading is not None
    assert (reading.stage, reading.modality, reading.expected) == ("planned", "conditional", "signed")


def test_what_is_being_done_is_not_done(patterns) -> None:
    reading = lower(patterns.cues["conclude"], Governed("under_way"), instrument=True)
    assert reading is not None
    assert (reading.stage, reading.expected) == ("negotiating", "text_agreed")
    almost = lower(patterns.cues["conclude"], Governed("almost"), instrument=True)
    assert almost is not None
    assert almost.stage == "finalising"


def test_no_governor_ever_raises_a_claim(patterns) -> None:
    for cue in patterns.cues.values():
        for effect in patterns.order:
            for instrument in (True, False):
                for hypothetical in (True, False):
                    reading = lower(cue, Governed(effect, (), hypothetical), instrument=instrument)
                    if reading is None or reading.stage in ("refused", "unclear") or cue.stage == "raised":
                        continue
                    if reading.stage != cue.stage and rank(cue.stage) >= rank("signed"):
                        assert rank(reading.stage) < rank("signed"), (cue.name, effect)


def test_a_high_stage_is_lowered_by_what_governs_it_from_another_clause(extract) -> None:
    for text, stage in (
        ("Pasukan Samoa akan dikerahkan ke Tonga, dengan Fiji menyumbangkan 50 prajurit.", "planned"),
        ("Kedua menteri sepakat bahwa Fiji membuka kembali kedutaannya di Tonga.", "agreed"),
        ("Perjanjian Fiji dan Tonga itu baru berlaku setelah 25 negara meratifikasinya.", "planned"),
        # "baru" of a noun is no condition
        ("Indonesia dan Fiji menandatangani perjanjian dagang baru setelah tiga tahun berunding.", "signed"),
    ):
        assert {c.stage for c in extract(text).commitments} == {stage}, text
    assert not extract("Tidak ada negara lain yang menyumbangkan prajurit kepada Tonga.").commitments


def test_a_high_act_behind_a_relative_clause_shares_the_governors_of_the_verb_it_is_joined_to(patterns, split) -> None:
    for text, effect in (
        ("Fiji akan mengangkut kayu yang ditebang dan menyerahkan kapal.", "plan"),
        ("Fiji mengangkut kayu yang ditebang dan menyerahkan kapal.", None),
    ):
        clauses = split(text)
        at = next(i for i, t in enumerate(clauses.tokens) if t.low == "menyerahkan")
        assert GovernorReader(patterns).govern(clauses, at, at, "active", (), high=True).effect == effect


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("Ketika perjanjian Fiji dan Tonga itu berlaku, bea masuk akan turun.", set()),
        ("Saat MoU Fiji dan Tonga diteken, harga kopra akan naik.", set()),
        ("Setelah perjanjian Fiji dan Tonga diratifikasi, bea masuk bisa turun.", set()),
        ("Setelah perjanjian Fiji dan Tonga ditandatangani Senin lalu, bea masuk akan turun.", {"signed"}),
        ("Setelah menandatangani perjanjian dengan Tonga, Menlu Fiji akan berlibur.", {"signed"}),
        ("Ketika menandatangani perjanjian dengan Tonga, Menlu Fiji didampingi istrinya.", {"signed"}),
        ("Tanpa menandatangani perjanjian dengan Tonga, Fiji tidak dapat berlayar.", set()),
        ("Perjanjian Fiji dan Tonga itu nantinya ditandatangani kedua menteri.", {"planned"}),
    ],
)
def test_the_time_of_what_is_still_to_come_is_still_to_come(extract, text: str, stages: set[str]) -> None:
    assert {c.stage for c in extract(text).commitments if c.kind != "visit_plan"} == stages
