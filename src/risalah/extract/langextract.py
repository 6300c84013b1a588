"""An importer for LangExtract JSONL: its extractions become proposals, and pass the gate like all others.

A character interval counts only where the file's text is ours, letter for letter. An alignment that LangExtract calls
anything but exact is refused: on falsified statuses such alignments point at the very words that contradict them.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from risalah.errors import ConfigError
from risalah.extract.proposing import Batch
from risalah.extract.readings import Readings
from risalah.model.article import Article
from risalah.model.codebook import INSTRUMENTS, UNDERTAKINGS
from risalah.model.gate import Proposal, ProposalType, Quoted, Usage
from risalah.model.ids import digest
from risalah.resources.loader import DATA, Row, read_yaml

NAME = "langextract"
_EXACT = "match_exact"
_SHORTEST = 40  # characters of a paragraph by which a text is known again
_KINDS = frozenset((*INSTRUMENTS, *UNDERTAKINGS))
_LISTS = ("parties", "sectors")
_CODED = ("kind", "stage", "expected_stage", "modality", "outcome", "horizon")
_LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class Imported:
    """One document of a file: its place there, its id, its text and its extractions."""

    where: str
    id: str
    text: str
    extractions: tuple[Any, ...]


class Vocabulary:
    """Names of classes, attributes and values that a file may use (data/langextract.yaml, codebook.yaml)."""

    def __init__(self) -> None:
        table: Row = read_yaml(DATA / "langextract.yaml")
        book: Row = read_yaml(DATA / "codebook.yaml")
        self.classes: dict[str, dict[str, str]] = {k: dict(v) for k, v in table["classes"].items()}
        self.attributes: dict[str, str] = dict(table["attributes"])
        self._separators = re.compile("|".join(re.escape(s) for s in table["separators"]))
        self._codes: dict[str, dict[str, str]] = {}
        for field, name in table["labels"].items():
            rows = book[name]
            labels = {str(row[lang]).casefold(): code for code, row in rows.items() for lang in ("id", "en")}
            self._codes[field] = labels | {code: code for code in rows}
        self._codes["meeting kind"] = {code: code for code in book["meeting_kind"]}

    def code(self, field: str, value: Any) -> Any:
        """The code that a value is or has as its label; the value itself where it is neither."""
        plain = " ".join(str(value).split()).casefold()
        codes = self._codes.get(field, {})
        return codes.get(plain) or codes.get(plain.replace(" ", "_")) or _plain(value)

    def split(self, value: Any) -> list[str]:
        """The names in an attribute, which may be a list or one string."""
        parts = value if isinstance(value, list) else self._separators.split(str(value))
        return [str(p).strip()[:_LONGEST_VALUE] for p in parts if str(p).strip()][:40]


class LangExtractProposer:
    """Proposals out of a file. Raises ConfigError naming file and line where it cannot be read."""

    name = NAME

    def __init__(self, path: Path) -> None:
        self._vocabulary = Vocabulary()
        self._by_id: dict[str, list[Imported]] = defaultdict(list)
        self._by_text: dict[str, list[Imported]] = defaultdict(list)
        self._by_paragraph: dict[str, list[Imported]] = defaultdict(list)
        self.documents = [row.where for row in self._read(path)]

    def propose(self, readings: Readings) -> Batch:
        """The proposals for an article; none where the file holds nothing about it."""
        article = readings.doc.article
        rows = self._find(article)
        proposals = [self.read_extraction(e, row, article.text) for row in rows for e in row.extractions]
        return Batch(proposals, Usage(matched=tuple(row.where for row in rows)))

    # ------------------------------------------------------------------ the file

    def _read(self, path: Path) -> Iterator[Imported]:
        for where, row in read_rows(path):
            found = Imported(where, str(row.get("document_id") or ""), str(row.get("text") or ""), _extractions(row))
            if found.id:
                self._by_id[found.id].append(found)
            if found.text:
                self._by_text[digest(found.text)].append(found)
                for p in _paragraphs(found.text):
                    self._by_paragraph[p].append(found)
            yield found

    def _find(self, article: Article) -> list[Imported]:
        """The documents of the file that are this article: by id or address, by the same text, by most paragraphs."""
        for key in (article.id, article.source_id, article.url):
            if key and self._by_id.get(key):
                return self._by_id[key]
        same = self._by_text.get(digest(article.text))
        if same:
            return same
        own = list(_paragraphs(article.text))
        shared: dict[str, int] = defaultdict(int)
        rows: dict[str, Imported] = {}
        for p in own:
            for row in self._by_paragraph.get(p, ())[:20]:
                shared[row.where] += 1
                rows[row.where] = row
        return [rows[w] for w, n in shared.items() if 2 * n >= len(own)]

    # ------------------------------------------------------------------ one extraction

    def read_extraction(self, extraction: Any, row: Imported, text: str) -> Proposal:
        """One extraction as a proposal; `text` is the article's."""
        if not isinstance(extraction, Mapping) or not isinstance(extraction.get("extraction_text"), str):
            return Proposal(
                NAME, "commitment", {}, (Quoted("record", str(extraction)[:_LONGEST_VALUE]),), None, "malformed"
            )
        words = extraction["extraction_text"]
        label = " ".join(str(extraction.get("extraction_class") or "").split()).casefold()
        kind = self._vocabulary.code("kind", label)
        found = {"type": "commitment"} if kind in _KINDS else self._vocabulary.classes.get(label)
        if found is None:
            return Proposal(
                NAME, "commitment", {"class": label[:_LONGEST_VALUE]}, (Quoted("record", label),), None, "unknown_class"
            )
        type_ = cast(ProposalType, found["type"])
        own_field = found.get("field", "content" if type_ == "quotation" else "record")
        given = extraction.get("attributes")
        values, quoted = self._read_attributes(given if isinstance(given, Mapping) else {}, type_)
        if kind in _KINDS:
            values.setdefault("kind", kind)
        if own_field in ("amount", "due", "parties") and own_field not in values:
            values[own_field] = (
                [{"words": words[:_LONGEST_VALUE]}] if own_field == "parties" else words[:_LONGEST_VALUE]
            )
        status = extraction.get("alignment_status")
        refused = "" if status in (None, _EXACT) else "fuzzy_alignment"
        offset = _offset(extraction, row, text)
        return Proposal(NAME, type_, values, (Quoted(own_field, words, offset), *quoted), None, refused)

    def _read_attributes(self, given: Mapping[Any, Any], type_: str) -> tuple[dict[str, Any], list[Quoted]]:
        """Values by our field names, and the words that attributes quote for a field ("stage_words")."""
        v = self._vocabulary
        values: dict[str, Any] = {}
        quoted: list[Quoted] = []
        for key, value in given.items():
            name = " ".join(str(key).split()).casefold().replace(" ", "_")
            if value in (None, "", []):
                continue
            if name.endswith("_words"):
                if isinstance(value, str):
                    quoted.append(Quoted(v.attributes.get(name[:-6], name[:-6]), value))
                continue
            name = name if type_ == "meeting" and name == "status" else v.attributes.get(name, name)
            if name in _LISTS:
                parts = v.split(value)
                values[name] = [{"words": p} for p in parts] if name == "parties" else parts
            elif name == "kind" and type_ == "meeting":
                values[name] = v.code("meeting kind", value)
            elif name in (*_CODED, "status", "form"):
                values[name] = v.code(name, value)
            elif name == "title" and isinstance(value, str):
                quoted.append(Quoted("title", value))
            else:
                values[name] = _plain(value)
        if "amount" in values and "currency" in values:
            values["amount"] = {"value": values["amount"], "currency": values.pop("currency")}
        return values, quoted


def read_rows(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(file:line, document) of a JSONL file. Raises ConfigError with the line where it is not LangExtract's form."""
    remedy = "write it with langextract.io.save_annotated_documents"
    try:
        with path.open(encoding="utf-8") as f:
            for n, line in enumerate(f, 1):
                if not line.strip():
                    continue
                where = f"{path.name}:{n}"
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as e:
                    raise ConfigError(f"{where}: no JSON ({e})", remedy=remedy) from e
                if not isinstance(row, Mapping) or not isinstance(row.get("extractions") or [], list):
                    raise ConfigError(f"{where}: no document with extractions", remedy=remedy)
                yield where, row
    except (OSError, UnicodeDecodeError) as e:
        raise ConfigError(f"--import-langextract: {path}: {e}", remedy="name a JSONL file in UTF-8") from e


def _extractions(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get("extractions") or ())


def _offset(extraction: Mapping[str, Any], row: Imported, text: str) -> int | None:
    """Where the interval begins; None unless the texts are equal and the interval holds just these words."""
    interval = extraction.get("char_interval")
    if row.text != text or not isinstance(interval, Mapping):
        return None
    start, end = interval.get("start_pos"), interval.get("end_pos")
    if not isinstance(start, int) or not isinstance(end, int) or start < 0:
        return None
    return start if text[start:end] == extraction["extraction_text"] else None


def _paragraphs(text: str) -> Iterator[str]:
    """Hashes of the paragraphs that are long enough to know a text again."""
    for line in text.splitlines():
        plain = " ".join(line.split())
        if len(plain) >= _SHORTEST:
            yield digest(plain)


def _plain(value: Any) -> Any:
    """A value as plain JSON of bounded length."""
    if isinstance(value, bool | int | float) and abs(value) < 1e30:
        return value
    return str(value)[:_LONGEST_VALUE]
