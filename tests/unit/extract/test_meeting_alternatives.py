"""What a meeting was not given, by which words and why."""

from __future__ import annotations

import pytest

from risalah.model.record import Meeting
from risalah.show.labels import Labels


@pytest.mark.parametrize(
    ("sentences", "field", "value", "reason"),
    [
        (["Menlu Fiji Josefa Vakalala dijadwalkan bertemu Menlu Tonga Mele Havea."], "status", "held", "governed:plan"),
        (
            ["Menlu Fiji Josefa Vakalala bertemu Menlu Tonga Mele Havea tanpa Menlu Indonesia Andara Wiguna."],
            *("participants", "andara-wiguna", "only_named"),
        ),
        (
            [
                "Presiden Fiji Josefa Vakalala bertemu Menlu Tonga Mele Havea, sedangkan Presiden Indonesia Surya Wibawa absen."
            ],
            *("participants", "surya-wibawa", "away"),
        ),
        (
            [
                "Menlu Fiji Josefa Vakalala bertemu Menlu Tonga Mele Havea di Suva, Senin (3/3/2031), setelah dilantik pada"
                " 4 Januari 2031 di Apia."
            ],
            *("when", "2031-01-04", "other_time"),
        ),
        (
            ["Menlu Fiji Josefa Vakalala dan Menlu Tonga Mele Havea membahas konflik Samoa melalui telepon."],
            *("parties", "WSM", "no_side"),
        ),
    ],
)
def test_what_was_rejected_keeps_its_words_and_reason(
    extract, sentences: list[str], field: str, value: str, reason: str
) -> None:
    doc = extract(*sentences)
    text = doc.article.text
    m = doc.meetings[0]
    assert (field, value, reason) in {(a.field, a.value, a.reason) for a in m.alternatives}
    assert all(text[a.span.start : a.span.end] == a.exact for a in m.alternatives)
    assert Meeting.from_json(m.to_json(), text) == m
    for lang in ("id", "en"):
        assert Labels(lang).alternative(reason) not in ("", reason)


def test_no_participant_and_no_party_is_rejected(extract) -> None:
    (m,) = extract("Menlu Fiji Josefa Vakalala bertemu Menlu Tonga Mele Havea di Suva, Senin (3/3/2031).").meetings
    assert m.alternatives == ()
