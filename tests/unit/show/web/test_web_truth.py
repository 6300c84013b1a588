"""Nothing stands beside words or a day that do not say it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from factory import make_documents, make_register
from risalah.model.document import Document
from risalah.model.register import Conflict, Register


def find_memo(register: Register) -> Any:
    return max(register.commitments, key=lambda c: len(c.history))


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def list_timeline(case: Any) -> list[str]:
    text = case.client.get("/pair/IDN/NZL", headers={"accept-language": "id"}).text
    return [plain(x) for x in re.findall(r'<li class="(?:commitment|meeting) (?:event|due)">(.*?)</li>', text, re.S)]


def test_the_timeline_shows_the_stage_of_its_day(case: Any) -> None:
    memo = find_memo(case.register)
    rows = [x for x in list_timeline(case) if memo.value["title"].casefold() in x.casefold()]
    early = next(x for x in rows if "4 Maret 2031" in x or "5 Maret 2031" in x)
    assert "difinalisasi" in early and "kini: ditandatangani" in early
    assert early.index("difinalisasi") < early.index("kini:")
    firm = [x for x in rows if "ditandatangani" in x.replace("kini: ditandatangani", "")]
    assert len(firm) == 1 and "kini:" not in firm[0]


def test_a_signature_keeps_its_day_when_the_treaty_is_in_force(make_case: Any) -> None:
    documents = make_documents()
    register = make_register(documents)
    memo = find_memo(register)
    row = {"stage": "in_force", "as_of": "2031-11-01", "articles": [memo.records[-1].article]}
    later = replace(memo, value={**memo.value, "stage": "in_force"}, history=(*memo.history, row))
    others = tuple(later if c.id == memo.id else c for c in register.commitments)
    made = make_case(documents, replace(register, commitments=others))
    rows = [x for x in list_timeline(made) if memo.value["title"].casefold() in x.casefold()]
    for text in rows:
        own = text.split("kini:")[0]
        assert ("berlaku" in own) == ("1 November 2031" in text), text
    found = plain(made.client.get("/search?q=keselamatan feri", headers={"accept-language": "id"}).text)
    assert "kini: berlaku" in found


def speak_indirectly(documents: list[Document], register: Register) -> tuple[list[Document], Register, Any]:
    """The register with its first quotation as indirect speech of a denial."""
    entry = register.quotations[0]
    value = {**entry.value, "form": "indirect", "cue": {"start": 0, "end": 9, "exact": "membantah"}}
    changed = replace(entry, value=value)
    others = tuple(changed if q.id == entry.id else q for q in register.quotations)
    return documents, replace(register, quotations=others), changed


def test_indirect_speech_has_its_cue_before_it(make_case: Any) -> None:
    documents = make_documents()
    documents, register, entry = speak_indirectly(documents, make_register(documents))
    made = make_case(documents, register)
    words = entry.value["content"][0]["exact"]
    page = plain(made.client.get(f"/quotation/{entry.id}").text)
    assert f"membantah: {words}" in page
    person = plain(made.client.get(f"/person/{entry.value['speaker']}").text)
    assert "membantah: " in person


def test_an_article_and_a_story_show_their_own_wording_with_the_cue(make_case: Any) -> None:
    documents = make_documents()
    register = make_register(documents)
    changed = []
    for d in documents:
        quotes = tuple(replace(q, form="indirect") for q in d.quotations)
        changed.append(replace(d, quotations=quotes))
    made = make_case(changed, register)
    document = next(d for d in changed if d.quotations and d.quotations[0].cue)
    quote = document.quotations[0]
    assert quote.cue is not None
    cue = quote.cue.of(document.article.text)
    words = quote.content[0].of(document.article.text)
    assert f"{cue}: {words}"[:60] in plain(made.client.get(f"/article/{document.article.id}").text)
    story = next(a.story for a in register.articles if a.id == document.article.id)
    assert f"{cue}: " in plain(made.client.get(f"/story/{story}").text)


def test_the_history_and_the_story_say_what_is_only_expected(make_case: Any) -> None:
    documents = [
        replace(d, commitments=tuple(replace(c, modality="denied") for c in d.commitments)) for d in make_documents()
    ]
    register = make_register(make_documents())
    made = make_case(documents, register)
    memo = find_memo(register)
    page = made.client.get(f"/commitment/{memo.id}", headers={"accept-language": "en"}).text
    history = plain(page.split('<ol class="history">')[1].split("</ol>")[0])
    assert re.search(r"finalising\b[^,]{0,3}denied", history)
    story = plain(made.client.get(f"/story/{memo.story}", headers={"accept-language": "en"}).text)
    assert re.search(r"finalising\s+denied", story)


def test_a_meeting_of_another_kind_is_called_a_meeting(make_case: Any) -> None:
    documents = make_documents()
    register = make_register(documents)
    meetings = tuple(replace(m, value={**m.value, "kind": "other"}) for m in register.meetings)
    made = make_case(documents, replace(register, meetings=meetings))
    for lang, name, other in (("id", "Pertemuan:", "lainnya"), ("en", "Meeting:", "other")):
        page = plain(made.client.get(f"/meeting/{meetings[0].id}?lang={lang}").text)
        head = page.split("· risalah")[0]
        assert name in head and other not in head.lower()


def test_conflicts_name_people(make_case: Any) -> None:
    documents = make_documents()
    register = make_register(documents)
    article = documents[0].article.id
    row = Conflict("participants", "complementary", ((["sekar-wibawa", "tane-ruakura"], (article,)),))
    meetings = tuple(replace(m, conflicts=(row,)) for m in register.meetings)
    made = make_case(documents, replace(register, meetings=meetings))
    page = plain(made.client.get(f"/meeting/{meetings[0].id}").text)
    assert "Sekar Wibawa, Tane Ruakura" in page
    assert "sekar-wibawa" not in page
