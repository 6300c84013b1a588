"""A language that has nothing of a kind (no clitic, no particle) leaves the list empty: pages are read all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from risalah.annotate.annotator import Annotator
from risalah.clean.cleaner import Cleaner
from risalah.errors import ResourceError
from risalah.model.article import Page
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.loader import DATA, read_yaml
from risalah.resources.outlets import OutletTable
from risalah.resources.roles import RoleTable

TEXT = (
    "Menteri Perikanan Sagara, Damar Kusuma, tiba di Suva pada Senin (3/2/2031) dengan bantuan Rp5 miliar.\n"
    "“Kami siap bekerja sama dengan Fiji,” kata Damar. Kedua negara akan bertemu lagi dua bulan kemudian.\n"
    "Menurut kementerian luar negeri Fiji, kapal itu berlayar pada pekan kedua Maret dan tiba sebelum akhir tahun."
)


def empty_lists(folder: Path) -> Language:
    """Indonesian without any list of words; mappings and rows stay."""
    whole = Language("id").folder
    for path in whole.glob("*.yaml"):
        table = read_yaml(path)
        for key, value in table.items():
            if isinstance(value, list) and all(isinstance(x, str) for x in value):
                table[key] = []
        (folder / path.name).write_text(json.dumps(table), encoding="utf-8")  # JSON is YAML
    for name in ("models", "patterns", "speech.tsv"):
        (folder / name).symlink_to(whole / name)
    return Language("id", folder)


def test_a_page_is_read_without_any_list_of_words(tmp_path: Path):
    language = empty_lists(tmp_path)
    article = Cleaner(OutletTable(), {"id": language}).clean(Page(TEXT, "text", url="https://kabar.example/1"))
    read = Annotator(language, ActorTable()).annotate(article)
    assert [q.content[0].of(article.text) for q in read.quotes] and read.mentions
    assert article.text == TEXT.replace("\n\n", "\n")


def test_two_letters_or_none_stand_for_an_excellency(tmp_path: Path):
    (tmp_path / "roles.yaml").write_text((DATA / "languages/id/roles.yaml").read_text().replace("[h, e]", "[h]"))
    with pytest.raises(ResourceError, match="excellency must be two letters or none"):
        RoleTable(Language("id", tmp_path))
