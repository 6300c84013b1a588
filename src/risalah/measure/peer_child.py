"""One tool over one web archive in a process of its own. Needs no risalah, so that another environment can run it.

    python peer_child.py TOOL ARCHIVE

Prints one JSON line: pages, seconds of processor time, pages with a text, peak memory. TOOL: trafilatura (text and
metadata), trafilatura-text, resiliparse, newspaper4k, fastwarc (reading alone).
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any


def load_tool(name: str) -> Callable[[str, str], Any]:
    """What the tool does with (HTML, address); what it gives is true where it found a text."""
    if name == "fastwarc":
        return lambda html, url: html
    if name.startswith("trafilatura"):
        import trafilatura

        if name == "trafilatura-text":
            return lambda html, url: trafilatura.extract(html, url=url)
        return lambda html, url: trafilatura.bare_extraction(html, url=url, with_metadata=True)
    if name == "resiliparse":
        from resiliparse.extract.html2text import extract_plain_text

        return lambda html, url: extract_plain_text(html, main_content=True)
    if name == "newspaper4k":
        import newspaper

        def read(html: str, url: str) -> str:
            article = newspaper.Article(url, language="id", fetch_images=False)
            article.download(input_html=html)
            article.parse()
            return str(article.text)

        return read
    raise SystemExit(f"no tool {name!r}")


def read_archive(path: str) -> Iterator[tuple[str, str]]:
    """(HTML, address) of each response."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with open(path, "rb") as file:  # noqa: PTH123  a script for any environment
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            yield record.reader.read().decode("utf-8", "replace"), record.headers["WARC-Target-URI"]


def main() -> None:
    """Read the archive twice as far as its first page, then whole, and print the figures."""
    name, path = sys.argv[1:3]
    tool = load_tool(name)
    tool(*next(read_archive(path)))  # what is loaded at first use is loaded
    pages = found = 0
    begun = time.process_time()
    for html, url in read_archive(path):
        pages += 1
        try:
            found += bool(tool(html, url))
        except Exception:  # a page that breaks the tool is one without a text
            continue
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pages": pages, "seconds": seconds, "found": found, "peak_memory_mb": round(peak, 1)}))


if __name__ == "__main__":
    main()
