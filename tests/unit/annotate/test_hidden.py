"""Characters that nobody sees: kept in the text, ignored in matching, flagged."""

from __future__ import annotations

import pytest

from risalah.config import Settings
from risalah.model.article import Page
from risalah.model.document import Document
from risalah.pipeline import Kit, process

PLAIN = (
    "Menlu RI Andara Wiguna bertemu Menlu Fiji Josefa Vakalala di Suva, Senin (3/3/2031).\n"
    "Indonesia dan Fiji menandatangani perjanjian ekstradisi pada kesempatan itu.\n"
    '"Kami menyambut baik hasil pertemuan ini," kata Vakalala kepada wartawan seusai acara tersebut.\n'
)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(Settings(keep_all=True))


def read(kit: Kit, text: str) -> Document:
    return process(Page(text, lang="id", published="2031-03-04", title="Menlu Fiji dan Indonesia bertemu"), kit)


@pytest.mark.parametrize("mark", ["\u202e", "\u200b", "\u00ad", "\u2066", "\ufeff", "\u200d"])
def test_marks_inside_names_and_verbs_change_nothing_but_the_places(kit: Kit, mark: str) -> None:
    spoilt = PLAIN.replace("Wiguna", f"Wi{mark}guna").replace("menandatangani", f"menanda{mark}tangani")
    spoilt = spoilt.replace("Vakalala kepada", f"Vaka{mark}lala kepada").replace("Kami", f"{mark}Kami")
    plain, seen = read(kit, PLAIN), read(kit, spoilt)
    assert mark in seen.article.text
    assert [a.id for a in seen.actors] == [a.id for a in plain.actors]
    assert [(c.kind, c.stage, c.title) for c in seen.commitments] == [
        (c.kind, c.stage, c.title) for c in plain.commitments
    ]
    assert [m.participants for m in seen.meetings] == [m.participants for m in plain.meetings]
    assert [q.speaker for q in seen.quotations] == [q.speaker for q in plain.quotations]
    exact = [seen.article.text[m.span.start : m.span.end] for m in seen.mentions]
    assert any(mark in e and e.replace(mark, "") == "Menlu RI Andara Wiguna" for e in exact)
    assert [f.reason for f in seen.failures] == ["hidden_characters"]
    assert not seen.failures[0].quarantined
    assert Document.from_json(seen.to_json()) == seen


def test_a_text_without_them_has_no_note(kit: Kit) -> None:
    assert read(kit, PLAIN).failures == ()


def test_a_text_of_marks_alone_is_no_article(kit: Kit) -> None:
    from risalah.errors import PageError

    with pytest.raises(PageError):
        read(kit, "\u200b" * 400)
