"""Forms of words: the root without its affixes, the affix, and classes of words that are used alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from risalah.errors import ResourceError
from risalah.resources.language import Language
from risalah.resources.loader import read_cells

TABLE = "models/word_classes.tsv"
_FORMS = "patterns/learned"
_LISTS = ("prefixes", "suffixes", "affixes", "lost", "vowels")
_KEPT = 50_000  # words
_LEFT = 4  # letters that a word keeps when an affix is cut
_ROOT = 5  # letters of a root that are compared
_LONG = 6  # letters from which a word's beginning is an affix
_CUT = 3  # letters of a root that may lose its first one


def forget(known: dict[str, Any]) -> None:
    """Empty what is kept of each word once it is more than a language needs: no run may grow with its pages."""
    if len(known) >= _KEPT:
        known.clear()


@dataclass(frozen=True, slots=True)
class WordForm:
    """What a word shares with others: its root, its affix ("" without), and its classes, broad, middle and fine.

    A word that is in no class has none.
    """

    root: str
    affix: str
    classes: tuple[str, ...]

    @property
    def middle(self) -> str | None:
        """The class of the middle grain."""
        return self.classes[1] if self.classes else None


@dataclass
class WordForms:
    """Looks words up; each is worked out once."""

    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    affixes: tuple[str, ...]
    lost: tuple[str, ...]
    """First letters of a root that a prefix swallows ("kirim", "mengirim"), so that no root is compared by them."""
    vowels: tuple[str, ...]
    classes: dict[str, tuple[str, ...]]
    _known: dict[str, WordForm] = field(default_factory=dict)

    def look_up(self, word: str) -> WordForm:
        """The form of a word in lower case."""
        form = self._known.get(word)
        if form is None:
            forget(self._known)
            affix = next((a for a in self.affixes if word.startswith(a)), "") if len(word) >= _LONG else ""
            form = self._known[word] = WordForm(self._root(word), affix, self.classes.get(word, ()))
        return form

    def _root(self, word: str) -> str:
        for prefix in self.prefixes:
            if word.startswith(prefix) and len(word) - len(prefix) >= _LEFT:
                word = word[len(prefix) :]
                break
        for suffix in self.suffixes:
            if word.endswith(suffix) and len(word) - len(suffix) >= _LEFT:
                word = word[: -len(suffix)]
                break
        if len(word) > _CUT and word.startswith(self.lost) and word[1:].startswith(self.vowels):
            word = word[1:]
        return word[:_ROOT]


def load_word_forms(language: Language) -> WordForms:
    """The affixes of patterns/learned.yaml and the classes of models/word_classes.tsv. Raises ResourceError."""
    path = language.folder / TABLE
    classes: dict[str, tuple[str, ...]] = {}
    for line, (word, broad, middle, fine) in read_cells(path, ("word", "broad", "middle", "fine")):
        if not all(cell.isdecimal() for cell in (broad, middle, fine)):
            raise ResourceError(f"the classes of {word!r} must be numbers", path=path, line=line)
        classes[word] = (f"~b{broad}", f"~m{middle}", f"~f{fine}")
    prefixes, suffixes, affixes, lost, vowels = (language.words(_FORMS, name) for name in _LISTS)
    return WordForms(prefixes, suffixes, affixes, lost, vowels, classes)
