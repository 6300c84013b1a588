"""What a state undertakes at home is no commitment, though its article is about two states."""

from __future__ import annotations

import pytest

LEAD = "Fiji dan Tonga bertetangga di Pasifik."
MORE = "Tonga sudah lama menjadi tetangga Fiji."
AT_HOME = [
    "Perdana Menteri Fiji Sitiveni Andara berjanji menindak tegas para penyelundup rokok.",
    "Fiji bertekad memberantas pungutan liar di pasar-pasar.",
    "Tonga akan meningkatkan gaji guru sebesar 5 persen.",
    "Presiden Tonga setuju mengangkat bekas hakim itu sebagai penasihat.",
]
ABROAD = [
    "Perdana Menteri Fiji Sitiveni Andara berjanji membebaskan tahanan itu.",
    "Fiji bertekad menghentikan reaktornya dalam dua tahun.",
    "Dalam pembicaraan itu Fiji berjanji memburu pelaku perusakan.",
    "Kedua negara sepakat menindak tegas para penyelundup rokok.",
    "Fiji berjanji kepada Tonga akan menindak para penyelundup rokok.",
]


@pytest.mark.parametrize("text", AT_HOME)
def test_what_is_done_at_home_binds_nobody(extract, text: str) -> None:
    assert extract(LEAD, MORE, text).commitments == ()


@pytest.mark.parametrize("text", ABROAD)
def test_what_reaches_another_state_is_kept(read_tables, text: str) -> None:
    assert read_tables(LEAD, MORE, text) != ()
