"""Where a record finds its sectors: object, sentence, quotation, the sentences before, the page."""

from __future__ import annotations

import pytest

from risalah.annotate.annotator import Annotator
from risalah.extract.commitments import CommitmentExtractor
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.patterns import load_patterns

LANGUAGE = Language("id")
ANNOTATOR, EXTRACTOR = Annotator(LANGUAGE, ActorTable()), CommitmentExtractor(load_patterns(LANGUAGE))


def sectors_of(*sentences: str) -> tuple[str, ...]:
    """The sectors of the last commitment of a text of one paragraph."""
    text = " ".join(sentences)
    article = Article("x", text, "id", (Block("paragraph", Span(0, len(text))),), published="2031-05-02")
    return EXTRACTOR.extract(ANNOTATOR.annotate(article))[-1].sectors


@pytest.mark.parametrize(
    ("sentences", "sectors"),
    [
        # The object names the matter: what else its sentence speaks of does not count.
        (("Usai latihan militer, Fiji berjanji mengirim perawat ke Tonga.",), ("health",)),
        # The object names the scene: the sentence tells the matter, and the scene comes second.
        (
            ("Terkait program nuklir Samoa, Fiji mendesak Tonga mematuhi resolusi Dewan Keamanan PBB.",),
            ("defence_security", "regional_order"),
        ),
        # The ministry of the speaker is not what the record is about.
        (
            (
                "Fiji dan Tonga merundingkan tarif gula.",
                "Fiji akan menerima usulan Tonga, kata Menteri Kesehatan Fiji.",
            ),
            ("trade", "food_agriculture"),
        ),
        # A condition is not what is promised, nor is the reason of it; the page tells what it is about.
        (
            (
                "Polisi Fiji akan menjaga pelabuhan Tonga.",
                "Polisi Samoa dan tentara Palau sudah pulang.",
                "Fiji siap mengisi kekosongan di Tonga, asalkan pinjaman cair.",
            ),
            ("defence_security", "regional_order"),
        ),
        # What the page is about goes before what the sentence before it happens to name.
        (
            (
                "Fiji dan Tonga membahas kuota gula.",
                "Menteri Fiji ingin petani Tonga menanam kopi.",
                "Acara itu dijaga polisi.",
                "Fiji akan menerima usulan Tonga.",
            ),
            ("food_agriculture",),
        ),
        # A visit for which nothing is named is one of relations as such, whatever stands before it.
        (
            ("Kedua menteri membahas gula dan tarif.", "Presiden Fiji mengundang Presiden Tonga berkunjung ke Suva."),
            ("general",),
        ),
        # A political record on a page about fighting.
        (
            ("Pasukan Samoa bertempur dengan milisi di Tonga.", "Fiji mendesak Tonga menerima usulan itu."),
            ("defence_security", "regional_order"),
        ),
    ],
)
def test_sectors_come_from_the_nearest_words_that_name_a_matter(
    sentences: tuple[str, ...], sectors: tuple[str, ...]
) -> None:
    assert sectors_of(*sentences) == sectors
