"""Write tests/golden/*.json anew: `make golden`. Read the difference before you commit it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from risalah.config import Settings
from risalah.model.document import Document
from risalah.pipeline import Kit, process_many
from risalah.read import read_pages
from risalah.resources.loader import DATA

HERE = Path(__file__).parent
PAGES = DATA / "sample" / "pages"


def describe(document: Document) -> dict[str, Any]:
    """What a reviewer compares: the article's data and its records, evidence as field and words."""
    row = document.to_json()
    article = row["article"]
    text = article["text"]
    keep = ("title", "outlet", "published", "published_basis", "lang", "byline", "via", "relevant")
    return {
        "article": {k: article[k] for k in keep} | {"characters": len(text), "ends": text[-60:]},
        "failures": [f["reason"] for f in row["failures"]],
        "meetings": [_short(m) for m in row["meetings"]],
        "commitments": [_short(c) for c in row["commitments"]],
        "quotations": [_short(q) for q in row["quotations"]],
    }


def _short(value: Any) -> Any:
    """Spans as their words, evidence as "field: words", nothing that is empty."""
    if isinstance(value, list):
        return [_short(v) for v in value]
    if not isinstance(value, dict):
        return value
    if "field" in value:
        return f"{value['field']}: {value['exact']}"
    if {"start", "end", "exact"} <= set(value):
        return value["exact"]
    if "edtf" in value:
        return f"{value['edtf']} ({value['raw']})"
    return {k: _short(v) for k, v in value.items() if v not in (None, [], "", False) and k != "rule"}


def make() -> dict[str, str]:
    """File name -> content, a file for each page of the sample."""
    kit = Kit(Settings())
    pages = list(read_pages([str(PAGES)]))
    out = {}
    for page, document in zip(pages, process_many(pages, kit), strict=True):
        name = Path(page.where.rsplit(":", 1)[0] if ".jsonl:" in page.where else page.where).stem
        if document.article.source_id:
            name += f"-{document.article.source_id}"
        out[f"{name}.json"] = json.dumps(describe(document), ensure_ascii=False, indent=1) + "\n"
    return out


def main() -> None:
    made = make()
    for file in HERE.glob("*.json"):
        file.unlink()
    for name, content in made.items():
        (HERE / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
