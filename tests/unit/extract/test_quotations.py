"""Quotations become records with ids in text order, and with the meeting that they were spoken at."""

from __future__ import annotations


def test_ids_follow_the_text(extract) -> None:
    doc = extract(
        '"Kami siap membantu," kata Menteri Luar Negeri Indonesia Andara Wiguna.',
        '"Kami berterima kasih," ujar Menteri Luar Negeri Fiji Josefa Vakalala.',
    )
    starts = [q.content[0].start for q in doc.quotations]
    assert starts == sorted(starts)
    assert [q.id for q in doc.quotations] == [f"q{n}" for n in range(1, len(starts) + 1)]


def test_a_quotation_after_the_meeting_names_it(extract) -> None:
    doc = extract(
        "Menteri Luar Negeri Indonesia Andara Wiguna bertemu Menteri Luar Negeri Fiji Josefa Vakalala di Suva.",
        '"Pembicaraan ini terbuka," kata Andara usai pertemuan.',
        '"Kami puas," kata Josefa di bandara.',
    )
    direct = [q for q in doc.quotations if q.form == "direct"]
    assert [q.occasion for q in direct] == ["m1", None]
