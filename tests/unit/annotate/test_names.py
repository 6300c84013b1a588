from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.annotate.names import NameFinder, Names
from risalah.annotate.sentences import SentenceSplitter
from risalah.model.annotation import Mention
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from stopwatch import spend

LANGUAGE = Language("id")
FINDER = NameFinder(LANGUAGE, ActorTable())
SPLITTER = SentenceSplitter(LANGUAGE)


def article(text: str, title: str | None = None, published: str | None = None) -> Article:
    whole = f"{title}\n{text}" if title else text
    blocks, at = [], 0
    for n, line in enumerate(whole.split("\n")):
        if line.strip():
            blocks.append(Block("title" if title and n == 0 else "paragraph", Span(at, at + len(line))))
        at += len(line) + 1
    return Article("x", whole, "id", tuple(blocks), title=title, published=published)


def names_of(text: str, title: str | None = None, published: str | None = None) -> tuple[Article, Names]:
    a = article(text, title, published)
    return a, FINDER.find(a, SPLITTER.split(a))


def marked(text: str, title: str | None = None, published: str | None = None) -> dict[str, Mention]:
    a, names = names_of(text, title, published)
    return {m.span.of(a.text): m for m in names.mentions}


WORDS = [
    "Menlu",
    "RI",
    "Rusia",
    "AS",
    "China",
    "Moskow",
    "Retna",
    "Bramasta",
    "Hadiwinoto",
    "Presiden",
    "Menteri",
    "Luar",
    "Negeri",
    "Duta",
    "Besar",
    "untuk",
    "Indonesia",
    ",",
    ".",
    "(",
    ")",
    "-",
    "dan",
    "kata",
    "mengatakan",
    "bertemu",
    "kedua",
    "negara",
    "kedua",
    "menteri",
    "keduanya",
    "Selasa",
    "6",
    "Juli",
    "di",
    "ke",
    "bin",
    "al",
    "Kementerian",
    "PT",
    "Kemlu",
    "PBB",
    "itu",
    "mantan",
    "yang",
    "\n",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60), st.booleans())
def test_mentions_are_slices_in_order_and_refer_to_actors(words: list[str], titled: bool) -> None:
    text = " ".join(words).strip()
    if not text:
        return
    a, names = names_of(text, "Menlu Rusia Bertemu Menlu RI" if titled else None, "2031-07-08")
    last = -1
    for m in names.mentions:
        assert 0 <= m.span.start < m.span.end <= len(a.text)
        assert m.span.start >= last
        last = m.span.start
        assert m.head is None or m.span.contains(m.head)
        if m.actor is not None and m.kind != "place":
            assert m.actor in names.actors
        for member in m.members:
            assert member in names.actors
        assert m.kind != "person" or m.head is not None or m.rule == "group"
    for key, actor in names.actors.items():
        assert key == actor.id and actor.name


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    if text.strip():
        names_of(text.replace("\r", " "))


def test_persons_overlap_only_what_stands_inside_their_role() -> None:
    _, names = names_of("Menteri Luar Negeri Rusia Timofei Orlovsky menemui Menlu RI Bramasta Hadiwinoto di Moskow.")
    people = [m for m in names.mentions if m.kind == "person"]
    assert len(people) == 2
    for m in names.mentions:
        if any(p.span.overlaps(m.span) and p is not m for p in people):
            assert m.rule == "inside-role"


def test_an_office_without_a_name_is_suggested_from_the_table_by_date() -> None:
    _, names = names_of("Menlu RI mengatakan hal itu.", published="2021-07-06")
    office = next(m for m in names.mentions if m.kind == "office")
    assert office.actor == "retno-marsudi"
    assert names.actors["retno-marsudi"].suggested


def test_without_a_date_the_office_stands_for_itself() -> None:
    _, names = names_of("Menlu RI mengatakan hal itu.")
    office = next(m for m in names.mentions if m.kind == "office")
    assert office.actor == "foreign-minister-of-idn"
    assert names.actors["foreign-minister-of-idn"].kind == "office"


def test_the_holder_in_the_text_outranks_the_table() -> None:
    text = "Menlu RI Bramasta Hadiwinoto tiba. Menlu RI kemudian berpidato. Menlu menutup acara."
    _, names = names_of(text, published="2021-07-06")
    assert {m.actor for m in names.mentions if m.kind == "office"} == {"bramasta-hadiwinoto"}
    assert not any(a.suggested for a in names.actors.values())


def test_two_foreign_ministers_leave_the_bare_office_to_the_outlet_s_state() -> None:
    text = "Menlu RI Bramasta Hadiwinoto menjamu Menlu Rusia Timofei Orlovsky. Menurut Menlu, acara lancar."
    found = marked(text)
    assert found["Menlu"].actor == "bramasta-hadiwinoto"


def test_an_office_behind_its_counterpart_s_comma_is_of_the_counterpart_s_state() -> None:
    for link in ("dari", "asal"):
        names = names_of(
            f"Menteri Luar Negeri Tonga Sione Latu menemui rekannya {link} Fiji, Menteri Luar Negeri Inoke Bula."
        )[1]
        assert names.actors["inoke-bula"].country == "FJI", link


def test_a_headline_short_name_goes_to_the_person_of_the_body() -> None:
    body = "Menlu RI Bramasta Hadiwinoto bertemu Menlu Suriname Elvira Kasandikromo di Jakarta. Kasandikromo berterima kasih."
    found = marked(body, title="Bramasta Temui Kasandikromo Bahas Vaksin")
    assert found["Bramasta"].actor == "bramasta-hadiwinoto"
    assert found["Kasandikromo"].actor == "elvira-kasandikromo"
    assert not any("Temui" in words for words in found)


def test_groups_take_the_nearest_pair_before_them_and_the_headline_last() -> None:
    found = marked("Kedua negara sepakat.", title="RI-Fiji Perkuat Kerja Sama")
    assert found["Kedua negara"].members == ("IDN", "FJI")
    found = marked("Indonesia dan Kenya sepakat. Rusia dan Jepang berunding. Kedua negara puas.")
    assert found["Kedua negara"].members == ("RUS", "JPN")


def test_a_group_without_a_pair_stays_unresolved() -> None:
    assert marked("Kedua negara sepakat.")["Kedua negara"].members == ()
    assert marked("Rusia, Jepang, dan Kenya hadir. Kedua negara sepakat.")["Kedua negara"].members == ()


def test_a_group_that_everybody_knows_needs_no_pair_before_it() -> None:
    found = marked("Rusia dan Jepang berunding. Kedua Korea hadir bersama negara-negara Baltik.")
    assert found["Kedua Korea"].members == ("KOR", "PRK")
    assert found["negara-negara Baltik"].members == ("EST", "LTU", "LVA")
    assert "enam negara besar" not in marked("Enam negara besar bertemu di Suva.")
    assert marked("Iran bungkam. Para menteri enam negara besar bertemu.")["enam negara besar"].members[0] == "CHN"


def test_an_office_that_several_hold_suggests_nobody() -> None:
    found = marked("Utusan khusus AS tiba di Suva.")
    assert found["Utusan khusus AS"].kind == "office" and found["Utusan khusus AS"].actor == "special-envoy-of-usa"
    assert not marked("Kapal itu melintasi South China Sea.")


def test_glued_words_are_split() -> None:
    found = marked("Menteri Hukum Indonesia,Surya Mahendratamengatakan hal itu olehKBRI Oslo.")
    assert any(m.actor == "surya-mahendrata" for m in found.values())
    assert any(m.actor == "kbri-oslo" for m in found.values())


def test_a_ministry_without_a_state_is_not_indonesia_s_where_indonesia_is_not_named() -> None:
    _, names = names_of("Rusia menolak. Kementerian Pertahanan membantah tuduhan Jepang.")
    assert all(a.country != "IDN" for a in names.actors.values())


def test_time_grows_linearly_also_without_blanks() -> None:
    for text in (
        "x" * 500_000,
        "AS-" * 30_000,
        "Menteri " * 15_000,
        "(A" * 30_000,
        "Ahmad bin " * 10_000,
        "Rusia dan Fiji sepakat. Kedua negara puas. " * 2_000,
    ):
        assert spend(partial(names_of, text)) < 15


@pytest.mark.parametrize("words", ["Menlu Retno", "Menlu RI Retno LP Marsudi"])
def test_aliases_of_the_table_give_the_canonical_name(words: str) -> None:
    _, names = names_of(f"{words} mengatakan Indonesia siap.", published="2021-07-06")
    actor = names.actors["retno-marsudi"]
    assert (actor.name, actor.country, actor.office, actor.suggested) == (
        "Retno Marsudi",
        "IDN",
        "foreign minister",
        False,
    )


def test_an_honorific_before_an_office_in_small_letters_means_the_home_holder() -> None:
    found = marked("Juru bicara Indonesia menyebut Menlu Fiji Josefa Vakalala akan bertemu dengan ibu menlu.")
    assert found["ibu menlu"].actor == "foreign-minister-of-idn"


def test_a_bare_office_before_the_foreign_holder_s_name_is_the_outlet_s() -> None:
    found = marked("Menurut Menlu Indonesia, Presiden akan bertemu Presiden Fiji Josefa Vakalala.")
    assert found["Presiden"].actor == "president-of-idn"


def test_a_prime_minister_without_a_state_is_of_the_foreign_state_that_the_page_names_most() -> None:
    text = "Presiden Indonesia Surya Wibawa mengunjungi Tonga. Perdana Menteri Mele Havea menyambutnya di Tonga."
    _, names = names_of(text)
    assert names.actors["mele-havea"].country == "TON"


def test_where_an_official_comes_from_is_his_state_and_an_activist_has_none() -> None:
    _, names = names_of(
        "Derek Hollis, Wakil Panglima Komando PBB asal Kanada, tiba bersama Tui Havea, aktivis asal Samoa."
    )
    assert names.actors["derek-hollis"].country == "CAN"
    assert names.actors["tui-havea"].country is None


def test_two_offices_joined_before_one_state_are_both_of_it() -> None:
    found = marked("Menlu Indonesia Andara Wiguna bertemu dengan Menlu dan Menhan Fiji.")
    assert (found["Menlu"].actor, found["Menhan Fiji"].actor) == ("foreign-minister-of-fji", "defence-minister-of-fji")


def test_a_prime_minister_without_a_state_is_of_the_one_other_state() -> None:
    text = "Menhan RI Andara Wiguna menerima Dubes Fiji. Ia membawa surat dari Perdana Menteri."
    _, names = names_of(text)
    assert names.actors["prime-minister-of-fji"].country == "FJI"
    _, names = names_of(text.replace("Dubes Fiji", "Dubes Fiji dan Dubes Tonga"))
    assert not any(a.office == "prime minister" for a in names.actors.values())
