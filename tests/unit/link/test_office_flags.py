"""Wrong offices: flagged with both sides; former, acting and coming holders, reshuffles and namesakes are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from risalah.annotate.annotator import Annotator
from risalah.link import link
from risalah.model.article import Article, Block
from risalah.model.document import Document
from risalah.model.ids import article_id
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.linking import read_weights
from risalah.resources.loader import DATA

WEIGHTS = read_weights()
TERMS = """body\toffice\tholder\taliases\tfrom\tto\tknown_to\tnote
VUT\tforeign minister\tMoli Tarisesei\tTarisesei\t2028-02-01\t2030-09-30\t\t
VUT\tforeign minister\tSerah Nakamal\tNakamal\t2030-10-01\t\t2031-12-31\t
VUT\tdefence minister\tBakon Lolten\tLolten\t2029-01-01\t\t2031-12-31\t
TON\tprime minister\tSione Halapua\tHalapua\t2029-01-01\t\t2031-12-31\t
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> ActorTable:
    folder = tmp_path_factory.mktemp("actors")
    for name in ("states.tsv", "organisations.tsv", "places.tsv"):
        (folder / name).write_bytes((DATA / "actors" / name).read_bytes())
    (folder / "offices").mkdir()
    (folder / "offices" / "invented.tsv").write_text(TERMS, encoding="utf-8")
    return ActorTable(Path(folder))


@pytest.fixture(scope="module")
def annotator(table: ActorTable) -> Annotator:
    return Annotator(Language("id"), table)


def read(annotator: Annotator, sentence: str, day: str = "2031-03-05", outlet: str = "kabarlaut.example") -> Document:
    """A document as the pipeline reads it."""
    title = "Kabar Hubungan Luar Negeri"
    text = f"{title}\n{sentence}"
    article = Article(
        id=article_id(text, f"https://{outlet}/{day}", outlet), text=text, lang="id", title=title, outlet=outlet,
        url=f"https://{outlet}/{day}/{abs(hash(sentence))}", published=f"{day}T10:00:00+07:00",
        blocks=(Block("title", Span(0, len(title))), Block("paragraph", Span(len(title) + 1, len(text)))),
    )  # fmt: skip
    found = annotator.annotate(article)
    return Document(article, mentions=found.mentions, actors=tuple(found.actors.values()))


def flags(documents: list[Document], table: ActorTable | None) -> list[dict[str, Any]]:
    """All flags on offices in the register of these documents."""
    register = link(documents, (), weights=WEIGHTS, offices=table)
    return [{"actor": a["id"], **f} for a in register.actors for f in a.get("office_flags", ())]


def test_a_term_that_is_over_is_flagged_with_both_sides(annotator: Annotator, table: ActorTable) -> None:
    document = read(annotator, "Menteri Luar Negeri Vanuatu Moli Tarisesei bertemu Presiden Palau di Koror, Rabu.")
    (flag,) = flags([document], table)
    assert (flag["actor"], flag["reason"], flag["grade"]) == ("moli-tarisesei", "office_ended", "conflict")
    assert flag["exact"] == "Menteri Luar Negeri Vanuatu Moli Tarisesei"
    assert document.article.text[flag["start"] : flag["end"]] == flag["exact"]
    said = {(a["name"], a["from"], a["to"]) for a in flag["against"]}
    assert said == {("Moli Tarisesei", "2028-02-01", "2030-09-30"), ("Serah Nakamal", "2030-10-01", None)}


def test_an_office_behind_the_name_is_read_too(annotator: Annotator, table: ActorTable) -> None:
    (flag,) = flags([read(annotator, "Bakon Lolten, Menteri Luar Negeri Vanuatu, tiba di Nuku'alofa, Rabu.")], table)
    assert (flag["reason"], flag["office"]) == ("office_of_another", "foreign minister")


def test_a_stranger_in_a_known_office_is_a_difference(annotator: Annotator, table: ActorTable) -> None:
    (flag,) = flags([read(annotator, "Menlu Vanuatu Willy Botleng mengatakan jalur udara dibuka, Rabu.")], table)
    assert (flag["grade"], flag["against"][0]["name"]) == ("differ", "Serah Nakamal")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Menteri Luar Negeri Vanuatu Serah Nakamal bertemu Presiden Palau, Rabu.", "2031-03-05"),
        ("Mantan Menteri Luar Negeri Vanuatu Moli Tarisesei memberi kuliah umum di Suva.", "2031-03-05"),
        ("Moli Tarisesei, mantan Menteri Luar Negeri Vanuatu, memberi kuliah umum di Suva.", "2031-03-05"),
        ("Menlu Vanuatu saat itu, Moli Tarisesei, membuka kantor perwakilan di Suva.", "2031-03-05"),
        ("Pada 2029, Menlu Vanuatu Moli Tarisesei membuka kantor perwakilan di Suva.", "2031-03-05"),
        ("Pelaksana tugas Menteri Luar Negeri Vanuatu Bakon Lolten menerima dubes Fiji.", "2031-03-05"),
        ("Plt Menteri Luar Negeri Vanuatu Bakon Lolten menerima dubes Fiji.", "2031-03-05"),
        ("Wakil Menteri Luar Negeri Vanuatu Bakon Lolten menerima dubes Fiji.", "2031-03-05"),
        ("Calon Menteri Luar Negeri Vanuatu Willy Botleng menemui parlemen.", "2031-03-05"),
        # Around a change of office both names are in print.
        ("Menteri Luar Negeri Vanuatu Moli Tarisesei pamit kepada para dubes.", "2030-10-08"),
        ("Menteri Luar Negeri Vanuatu Serah Nakamal menyiapkan lawatan pertama.", "2030-09-24"),
        # Another spelling of the holder, and a namesake in another state.
        ("Menteri Luar Negeri Vanuatu Serah Nakamaal bertemu Presiden Palau, Rabu.", "2031-03-05"),
        ("Menteri Luar Negeri Fiji Moli Tarisesei bertemu Presiden Palau, Rabu.", "2031-03-05"),
        # The table knows nothing of that day.
        ("Menteri Luar Negeri Vanuatu Willy Botleng bertemu Presiden Palau, Rabu.", "2039-03-05"),
        # In a list the office belongs to the next name.
        ("Mereka adalah Bakon Lolten, Menteri Luar Negeri Serah Nakamal, dan Perdana Menteri Tonga.", "2031-03-05"),
        ("Menteri Kesehatan Vanuatu Bakon Lolten menerima dubes Fiji.", "2031-03-05"),
    ],
)
def test_no_false_alarm(annotator: Annotator, table: ActorTable, sentence: str, day: str) -> None:
    assert flags([read(annotator, sentence, day)], table) == []


def _many(annotator: Annotator, rows: list[tuple[str, str]]) -> list[Document]:
    """An article for each (day, sentence), each at an outlet of its own."""
    return [read(annotator, sentence, day, f"kabar{n}.example") for n, (day, sentence) in enumerate(rows)]


def test_other_articles_contradict_an_office(annotator: Annotator) -> None:
    rows = [
        ("2031-03-03", "Menteri Luar Negeri Fiji Losa Vuniyayawa membuka sidang maritim, dan para dubes hadir."),
        ("2031-03-05", "Menteri Luar Negeri Fiji Losa Vuniyayawa terbang ke Apia untuk perundingan pelabuhan."),
        ("2031-03-06", "Menteri Luar Negeri Fiji Losa Vuniyayawa menolak usul tarif ikan tuna, kata dia."),
        ("2031-03-05", "Menteri Luar Negeri Fiji Koroi Bainitabua menyambut armada riset di Suva."),
    ]
    (flag,) = flags(_many(annotator, rows), None)
    assert flag["reason"] == "office_by_articles"
    assert "Bainitabua" in flag["exact"]
    (side,) = flag["against"]
    assert (side["source"], side["name"], len(side["articles"])) == ("articles", "Losa Vuniyayawa", 3)


def test_one_person_with_two_offices_of_which_one_is_anothers(annotator: Annotator) -> None:
    rows = [
        ("2031-03-05", "Menteri Pertahanan Fiji Semi Tukana meninjau galangan kapal di Lautoka."),
        ("2031-03-05", "Menteri Pertahanan Fiji Semi Tukana memuji awak kapal riset, kata dia."),
        ("2031-03-05", "Menteri Luar Negeri Fiji Semi Tukana berpidato di depan para kadet angkatan laut."),
        ("2031-03-05", "Menteri Luar Negeri Fiji Losa Vuniyayawa berunding soal tarif tuna di Apia."),
    ]
    (flag,) = flags(_many(annotator, rows), None)
    assert (flag["actor"], flag["office"]) == ("semi-tukana", "foreign minister")
    assert {(a["name"], a["office"]) for a in flag["against"]} == {
        ("Semi Tukana", "defence minister"),
        ("Losa Vuniyayawa", "foreign minister"),
    }


@pytest.mark.parametrize(
    "rows",
    [
        # After a reshuffle the new minister's name is the only one.
        [
            ("2031-03-01", "Menteri Luar Negeri Fiji Losa Vuniyayawa membuka sidang maritim di Suva."),
            ("2031-03-02", "Menteri Luar Negeri Fiji Losa Vuniyayawa terbang ke Apia."),
            ("2031-03-05", "Menteri Luar Negeri Fiji Koroi Bainitabua menerima para dubes."),
            ("2031-03-07", "Menteri Luar Negeri Fiji Koroi Bainitabua berunding di Apia."),
        ],
        # One outlet is late on the day of the change.
        [
            ("2031-03-04", "Menteri Luar Negeri Fiji Losa Vuniyayawa membuka sidang maritim di Suva."),
            ("2031-03-05", "Menteri Luar Negeri Fiji Losa Vuniyayawa mengantar surat protes."),
            ("2031-03-05", "Menteri Luar Negeri Fiji Koroi Bainitabua menerima para dubes."),
            ("2031-03-06", "Menteri Luar Negeri Fiji Koroi Bainitabua berunding di Apia."),
            ("2031-03-07", "Menteri Luar Negeri Fiji Koroi Bainitabua menandatangani nota tuna."),
        ],
        # One person holds both offices.
        [
            ("2031-03-04", "Perdana Menteri Fiji Semi Tukana membuka sidang maritim di Suva."),
            ("2031-03-05", "Perdana Menteri Fiji Semi Tukana mengantar surat protes."),
            ("2031-03-05", "Menteri Luar Negeri Fiji Semi Tukana menerima para dubes."),
        ],
        # Namesakes of two states.
        [
            ("2031-03-03", "Menteri Luar Negeri Fiji Losa Vuniyayawa membuka sidang maritim di Suva."),
            ("2031-03-05", "Menteri Pertahanan Samoa Losa Vuniyayawa meninjau dermaga di Apia."),
            ("2031-03-06", "Menteri Luar Negeri Fiji Losa Vuniyayawa menolak usul tarif ikan tuna."),
        ],
    ],
)
def test_no_false_alarm_among_articles(annotator: Annotator, rows: list[tuple[str, str]]) -> None:
    assert flags(_many(annotator, rows), None) == []
