"""A gold folder, predictions, and which prediction belongs to which gold page."""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from risalah.errors import ConfigError
from risalah.evaluate.alignment import squash

Document = Mapping[str, Any]
"""A predicted document, as `risalah extract --json` prints it."""

_SIDES = ("names", "stories", "index", "split")
_MEMBERS = ("id", "doc", "complete", "meetings", "quotations", "commitments", "forbidden")


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Gold pages by id, names of actors, and stories (None where the folder has none). `root` holds pages and ids."""

    root: Path
    pages: dict[str, dict[str, Any]]
    names: dict[str, Any]
    stories: dict[str, Any] | None

    def keep(self, ids: Iterable[str]) -> GoldSet:
        """The pages of these ids alone."""
        kept = set(ids)
        return replace(self, pages={key: page for key, page in self.pages.items() if key in kept})


def read_gold(folder: Path) -> GoldSet:
    """Read `folder`/gold, or `folder` itself, names.json and stories.json in it or beside it. Raises ConfigError."""
    place = folder / "gold" if (folder / "gold").is_dir() else folder
    if not place.is_dir():
        raise ConfigError(f"--gold: there is no folder {folder}", remedy="name a folder that holds gold/<id>.json")
    sides: dict[str, Any] = {}
    for name in _SIDES:
        found = next((p for p in (place / f"{name}.json", place.parent / f"{name}.json") if p.is_file()), None)
        if found:
            sides[name] = read_json(found, "--gold")
    pages = {}
    for path in sorted(place.glob("*.json"), key=str):
        if path.stem not in _SIDES:
            page = read_json(path, "--gold")
            missing = [name for name in _MEMBERS if not isinstance(page, dict) or name not in page]
            if missing:
                raise ConfigError(f"--gold: {path} is no gold page", remedy=f"it lacks {', '.join(missing)}")
            pages[str(page["id"])] = page
    if not pages:
        raise ConfigError(f"--gold: no gold pages in {place}", remedy="it must hold <id>.json files")
    return GoldSet(place.parent, pages, sides.get("names", {}), sides.get("stories"))


def read_split(text: str) -> list[str]:
    """The page ids of FILE:PART, FILE a JSON object of lists of ids. Raises ConfigError."""
    name, _, part = text.rpartition(":")
    if not name:
        raise ConfigError(f"--split: {text!r} names no part", remedy="write FILE:PART, for example split.json:dev")
    parts = read_json(Path(name), "--split")
    if not isinstance(parts, dict) or part not in parts:
        known = f"it has {', '.join(parts)}" if isinstance(parts, dict) else "it must be an object of lists of ids"
        raise ConfigError(f"--split: {name} has no part {part!r}", remedy=known)
    return [str(key) for key in parts[part]]


def read_ids(path: Path) -> list[str]:
    """The ids of a file with one a line. Raises ConfigError."""
    return read_text(path, "--ids").split()


def read_predictions(path: Path) -> list[Document]:
    """Documents of a JSON Lines file, a JSON list, or one object ("-": standard input). ConfigError names the line."""
    body = (sys.stdin.read() if str(path) == "-" else read_text(path, "--pred")).strip()
    if body.startswith("["):
        return [d for d in _parse(body, path) if isinstance(d, dict)]
    try:
        whole = json.loads(body or "null")
    except ValueError:
        return [_parse(line, path, n) for n, line in enumerate(body.splitlines(), 1) if line.strip()]
    if whole is None:
        return []
    if not isinstance(whole, dict):
        raise ConfigError(f"--pred: {path} holds no documents", remedy="give the output of risalah extract --json")
    documents: list[Document] = whole.get("documents", [whole])
    return documents


def assign_documents(
    documents: Sequence[Document], gold: GoldSet, ids: Sequence[str] | None = None
) -> dict[str, Document]:
    """Documents by gold id: by `ids` in order; else by url; else, for gold without one, by its words in the text."""
    if ids:
        return {key: document for key, document in zip(ids, documents, strict=False) if key in gold.pages}
    found: dict[str, Document] = {}
    left: list[Document] = []
    waiting: dict[str, list[str]] = defaultdict(list)
    for key, page in gold.pages.items():
        if url := plain_url(page["doc"].get("url")):
            waiting[url].append(key)
    for document in documents:
        queue = waiting.get(plain_url((document.get("article") or {}).get("url")) or "")
        if queue:
            found[queue.pop(0)] = document
        else:
            left.append(document)
    texts = [squash((d.get("article") or {}).get("text") or "")[0] for d in left]
    for key, page in gold.pages.items():
        anchors = [squash(a)[0] for a in _anchors(page)]
        if key in found or not left or page["doc"].get("url") or not anchors:
            continue
        share, at = max((sum(a in text for a in anchors) / len(anchors), n) for n, text in enumerate(texts))
        if share >= 0.5:
            found[key] = left.pop(at)
            texts.pop(at)
    return found


def plain_url(url: str | None) -> str | None:
    """An address without scheme, www., m. or amp., query and last slash; None for none."""
    if not url:
        return None
    bare = re.sub(r"^https?://(www\.|m\.|amp\.)?", "", url.strip().lower())
    return bare.split("?")[0].split("#")[0].rstrip("/")


def read_json(path: Path, option: str) -> Any:
    """The JSON of a file. Raises ConfigError naming the option that gave it."""
    return _parse(read_text(path, option), path)


def read_text(path: Path, option: str) -> str:
    """The text of a file. Raises ConfigError naming the option that gave it."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise ConfigError(f"{option}: {path} cannot be read: {e}", remedy="check the path; it must be UTF-8") from e


def _parse(body: str, path: Path, line: int | None = None) -> Any:
    try:
        return json.loads(body)
    except ValueError as e:
        where = f"{path}:{line}" if line else str(path)
        raise ConfigError(f"{where}: no JSON: {e}", remedy="mend the file") from e


def _anchors(page: Mapping[str, Any]) -> list[str]:
    return [q["first"] for q in page["quotations"]] + [r["anchor"] for r in page["commitments"] + page["meetings"]]
