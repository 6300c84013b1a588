"""The name tagger: a trained sequence model that marks persons, organisations and places which no table holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from risalah.annotate.chunks import Chunk, Chunker
from risalah.errors import ResourceError
from risalah.model.annotation import Sentence
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.forms import Token, tokenise
from risalah.resources.language import Language

Label = Literal["PER", "ORG", "LOC"]

MAX_TOKENS = 400
"""A sentence of more tokens is tagged in parts: tables of numbers and lists, not sentences."""
_REMEDY = "reinstall risalah, or train it anew with tools/train_ner.py"
_CACHED_WORDS = 40_000
"""So many different words keep their features; then the cache begins anew, that memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name. `probability` is the model's belief in its weakest token, 0 to 1."""

    span: Span
    label: Label
    probability: float


class Featuriser:
    """Turns a sentence into the features that the model was trained with. Training and tagging share this class."""

    def __init__(self, language: Language, chunker: Chunker) -> None:
        words, roles = chunker.words, chunker.roles
        self._classes: tuple[tuple[str, frozenset[str]], ...] = (
            ("given", _list(language, "given_names")),
            ("placeword", _list(language, "place_words")),
            ("placehead", _list(language, "place_heads")),
            ("bodyshort", _list(language, "body_short")),
            ("known", frozenset(_known_words(chunker.actors))),
            ("bodyword", words.body_words),
            ("office", roles.office_words),
            ("title", frozenset(t.lower() for t in roles.titles)),
            ("speech-", words.speech_before),
            ("speech+", words.speech_after),
            ("place-", words.place_before),
            ("person-", words.person_before),
            ("calendar", words.calendar),
            ("common", words.common),
            ("particle", words.particles),
        )
        self._cache: dict[str, tuple[list[bytes], ...]] = {}
        self._kinds: dict[tuple[str, str, str], list[bytes]] = {}

    def features(self, tokens: Sequence[Token], kinds: Sequence[str]) -> list[list[bytes]]:
        """The features of each token. `kinds` says what the tables see in it, as `kinds_of` gives them."""
        n = len(tokens)
        rows = [self._cache.get(t.text) or self._word(t) for t in tokens]
        out = []
        for i in range(n):
            row = rows[i][0].copy()
            row += rows[i - 1][1] if i else _BEGIN
            row += rows[i + 1][2] if i + 1 < n else _END
            if i > 1:
                row += rows[i - 2][3]
            if i + 2 < n:
                row += rows[i + 2][4]
            key = (kinds[i - 1] if i else "^", kinds[i], kinds[i + 1] if i + 1 < n else "$")
            row += self._kinds.get(key) or self._kind(key)
            out.append(row)
        return out

    def _kind(self, key: tuple[str, str, str]) -> list[bytes]:
        before, here, after = key
        made = [f"k={here}", f"k-1={before}", f"k+1={after}", f"k-|={before}|{here}", f"k|+={here}|{after}"]
        self._kinds[key] = rows = [m.encode() for m in made]
        return rows

    def _word(self, token: Token) -> tuple[list[bytes], ...]:
        """Features of a word: as the one looked at, before it, after it, two before, two after."""
        if len(self._cache) >= _CACHED_WORDS:
            self._cache.clear()
        low, shape = token.low, shape_of(token.text)
        if low.isdigit():
            low = "0" * min(len(low), 5)
        classes = [name for name, words in self._classes if low in words]
        here = [f"w={low}", f"s={shape}", f"n={min(len(low), 8)}", "b"]
        here += [f"p{n}={low[:n]}" for n in (2, 3, 4) if len(low) > n]
        here += [f"e{n}={low[-n:]}" for n in (1, 2, 3, 4) if len(low) > n]
        here += [f"c={c}" for c in classes] + [f"cs={c}{shape}" for c in classes]
        near = [f"w={low}", f"s={shape}", *(f"c={c}" for c in classes)]
        if len(low) > 4:
            near.append(f"p={low[:3]}")
        far = [f"w={low}", f"s={shape}"]
        made = tuple(
            [f"{where}{x}".encode() for x in features]
            for where, features in (("", here), ("-1", near), ("+1", near), ("-2", far), ("+2", far))
        )
        self._cache[token.text] = made
        return made


_BEGIN, _END = [b"^"], [b"$"]


def shape_of(word: str) -> str:
    """The shape of a word: X for capitals, x for small letters, 0 for digits, long runs as one."""
    if word.islower():
        return "x"
    if word.isdigit():
        return "0000" if len(word) == 4 else "0"
    if word.isupper():
        return "X" if len(word) == 1 else "XX" if len(word) < 6 else "X" * 3
    if word.istitle():
        return "Xx"
    return "XxX" if word.isalnum() else word[0]


def kinds_of(tokens: Sequence[Token], chunks: Sequence[Chunk]) -> list[str]:
    """What the tables see in each token: the kind of its chunk, "+" in front where it only continues the chunk."""
    out: list[str] = []
    at = 0
    for token in tokens:
        while at + 1 < len(chunks) and chunks[at].end <= token.start:
            at += 1
        c = chunks[at] if at < len(chunks) else None
        if c is None or c.start > token.start or c.end <= token.start or c.kind in ("word", "mark"):
            out.append("-")
            continue
        kind: str = c.kind
        if kind == "role" and c.role is not None:
            kind = f"role-{c.role.scope}"
        elif kind == "body":
            kind = "body" if c.body is not None else "openbody"
        out.append(kind if token.start == c.start else "+" + kind)
    return out


class NameTagger:
    """Tags names. The model is read at the first use. `chunker` lends its tables; without it the tables are read."""

    def __init__(self, language: Language, chunker: Chunker | None = None) -> None:
        self._language = language
        self._chunker = chunker
        self._featuriser: Featuriser | None = None
        self._model: Any = None
        self._name_like: frozenset[str] = frozenset()

    def tag(self, text: str, sentences: Iterable[Sentence]) -> tuple[Tagged, ...]:
        """The names in `sentences` of `text`, in text order. Raises ResourceError where the model is missing."""
        self._load()
        assert self._chunker is not None
        out: list[Tagged] = []
        for sentence in sentences:
            span = sentence.span
            out += self.tag_chunks(text, span, self._chunker.chunk(text, span.start, span.end))
        return tuple(out)

    def tag_chunks(self, text: str, span: Span, chunks: Sequence[Chunk]) -> list[Tagged]:
        """The names of one sentence whose chunks are known already."""
        self._load()
        assert self._featuriser is not None
        tokens = tokenise(text, span.start, span.end)
        kinds = kinds_of(tokens, chunks)
        out: list[Tagged] = []
        for first in range(0, len(tokens), MAX_TOKENS):
            part = tokens[first : first + MAX_TOKENS]
            if any(t.cap for t in part):
                seen = kinds[first : first + MAX_TOKENS]
                out += self._decode(part, seen, self._featuriser.features(part, seen))
        return out

    def _decode(self, tokens: Sequence[Token], kinds: Sequence[str], features: list[list[bytes]]) -> list[Tagged]:
        model = self._model
        labels: list[str] = model.tag(features)
        out: list[Tagged] = []
        i = 0
        while i < len(labels):
            if labels[i] == "O":
                i += 1
                continue
            label, first = labels[i][2:], i
            i += 1
            while i < len(labels) and labels[i] == "I-" + label:
                i += 1
            belief = min(model.marginal(labels[k], k) for k in range(first, i))
            first, last = self._mend(tokens, kinds, label, first, i)
            if first < last:
                out.append(Tagged(Span(tokens[first].start, tokens[last - 1].end), label, belief))  # type: ignore[arg-type]
            i = max(i, last)
        return out

    def _mend(
        self, tokens: Sequence[Token], kinds: Sequence[str], label: str, first: int, last: int
    ) -> tuple[int, int]:
        """Better bounds where the model's are plainly wrong: a role in front, half a word, an open bracket."""
        if label == "PER":
            while first < last and "role" in kinds[first] and tokens[first].low not in self._name_like:
                first += 1
            # "Kim Jong-un": a part in small letters behind a hyphen without blanks
            while (
                last + 1 < len(tokens)
                and tokens[last].text == "-"
                and tokens[last - 1].end == tokens[last].start
                and tokens[last].end == tokens[last + 1].start
                and tokens[last + 1].low == tokens[last + 1].text
            ):
                last += 2
        words = [t.text for t in tokens[first:last]]
        if words.count("(") > words.count(")") and last < len(tokens) and tokens[last].text == ")":
            last += 1
        return first, last

    def _load(self) -> None:
        if self._model is not None:
            return
        path = self._language.folder / "models" / "ner.crfsuite"
        if not path.is_file():
            raise ResourceError("the name model is missing", path=path, remedy=_REMEDY)
        data = path.read_bytes()
        said = self._language.table("models/ner").get("sha256")
        if hashlib.sha256(data).hexdigest() != said:
            raise ResourceError("the name model is not the one that ner.yaml describes", path=path, remedy=_REMEDY)
        import pycrfsuite

        model = pycrfsuite.Tagger()
        try:
            model.open(str(path))
        except (ValueError, OSError) as e:
            raise ResourceError(f"the name model cannot be read: {e}", path=path, remedy=_REMEDY) from e
        if self._chunker is None:
            self._chunker = Chunker(self._language, ActorTable())
        self._featuriser = Featuriser(self._language, self._chunker)
        self._name_like = self._chunker.roles.name_like
        self._model = model


def _list(language: Language, key: str) -> frozenset[str]:
    return frozenset(language.words("models/words", key))


def _known_words(actors: ActorTable) -> Iterable[str]:
    """The words of the names of the office tables."""
    for person in actors.people.values():
        for token in tokenise(person.name):
            if len(token.low) > 2:
                yield token.low
