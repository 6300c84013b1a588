"""Knowledge is data: no function word of Indonesian stands in the code that reads pages.

A word that a rule asks for belongs to a list of `data/languages/id/`, under a name that says what it is for.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import risalah

CODE = Path(risalah.__file__).parent
FOLDERS = ("annotate", "clean", "extract", "link")
_LIST = """
    di ke dari yang dan atau dengan untuk oleh pada bahwa ini itu tersebut akan telah sudah belum tidak tak bukan para kedua
    juga pula pun antara kepada terhadap sebagai selaku dalam bagi atas tentang mengenai soal terkait menurut agar supaya
    karena jika bila apabila hingga sampai sejak setelah sesudah sebelum saat ketika selama serta bersama adalah merupakan ada
    seperti demikian kami kita mereka dia ia beliau namun tetapi sedangkan sambil seraya masing-masing setiap beberapa sejumlah
    hanya masih justru bahkan kemarin besok hari tahun bulan pekan nomor pihak pihaknya negara pemerintah menteri kementerian
    mengatakan meminta kata ujar lalu depan mendatang halaman baca juru sebuah seorang
"""
PLAIN = frozenset(_LIST.split())
# Single words that rules of one clause ask for by themselves; each leaves with the next change of its module.
EXCEPTIONS = {
    "extract/attendance.py": {"ada"},
    "extract/conditions.py": {"di", "yang"},
    "extract/encounter_subjects.py": {"di"},
    "extract/governors.py": {"ada"},
    "extract/instruments.py": {"nomor"},
    "extract/open_verbs.py": {"di"},
    "extract/places.py": {"di", "ke", "dan"},
    "extract/sessions.py": {"di"},
    "extract/speakers.py": {"di"},
    "extract/sums.py": {"yang"},
    "extract/triggers.py": {"atau"},
    "extract/visitor_roles.py": {"kepada"},
}
_GROUP = re.compile(r"\(\?P[<=]\w+[>)]?|\\[A-Za-z]|\[[^\]]*\]", re.I)  # names of groups, escapes, sets of characters
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def list_words(source: str) -> Iterator[tuple[int, str]]:
    """(line, word) of each plain word in the constants of a module, docstrings and messages of errors left out."""
    tree, told = ast.parse(source), set[int]()
    for node in ast.walk(tree):  # parents come before what they hold
        if isinstance(node, ast.Raise):
            told.update(id(n) for n in ast.walk(node))
        elif isinstance(node, ast.Expr):
            told.add(id(node.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            for word in _WORD.findall(_GROUP.sub(" ", node.value).lower()):
                if word in PLAIN:
                    yield node.lineno, word


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_function_word_stands_in_code(folder: str):
    found = [
        f"{path.relative_to(CODE)}:{line}: {word!r} belongs to a list under data/languages/id"
        for path in sorted((CODE / folder).rglob("*.py"))
        for line, word in list_words(path.read_text(encoding="utf-8"))
        if word not in EXCEPTIONS.get(path.relative_to(CODE).as_posix(), ())
    ]
    assert found == []


def test_words_are_seen_alone_and_in_expressions_and_nowhere_else():
    code = '''
"""Words such as "yang" may stand in a docstring."""
NEAR = ("itu", "field")
TAIL = re.compile(rf"\\\\b(?P<di>di|ter)[a-z]+(?:\\\\s+masing-masing){2}")
def read(row):
    """So may "untuk"."""
    if row["data"] == f"{row} dari":
        raise ReadError("dan")
    return row["kedutaan"]
'''
    assert list(list_words(code)) == [(3, "itu"), (4, "di"), (4, "masing-masing"), (7, "dari")]
