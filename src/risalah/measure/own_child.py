"""risalah over one web archive in a process of its own: from the archive to records, one page after the other.

    python -m risalah.measure.own_child ARCHIVE

Prints one JSON line: pages, seconds of processor time in all and by stage, addresses found relevant, peak memory.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from risalah.config import Settings
from risalah.model.article import Page
from risalah.pipeline import Kit, process_safely
from risalah.read import read_pages
from risalah.report import RunReport


def main() -> None:
    """Read the archive whole and print the figures."""
    path = sys.argv[1]
    kit = Kit(Settings())
    lead = "Menlu Samudra Wibawa bertemu Menlu Kenya di Nairobi, Senin (3/3/2031), dan menandatangani perjanjian kopi."
    process_safely(Page(f"<html><body><article><p>{lead}</p></article></body></html>", kind="html"), kit)  # loads all
    relevant: list[str] = []
    report = RunReport()
    begun = last = time.process_time()
    for page in read_pages([path]):
        now = time.process_time()
        report.spend("read", now - last)
        document = process_safely(page, kit)
        last = time.process_time()
        report.add(document, len(page.content) if isinstance(page, Page) else 0)
        if document.article.relevant:
            relevant.append(document.article.url or "")
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    row = {**report.to_json(), "processor": seconds, "addresses": relevant, "peak_memory_mb": round(peak, 1)}
    print(json.dumps(row))


if __name__ == "__main__":
    main()
