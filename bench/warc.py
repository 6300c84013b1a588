"""How fast a web archive is read, beside the two libraries alone, and how much memory it takes.

python -m bench.warc                 # 3,000 pages
python -m bench.warc --pages 300 --json

Makes a WARC of pages in the size of the press's (60 to 150 kB, out of words that are none), each with its request and
metadata record. Each way of reading runs in a process of its own, several times; the best round counts. Seconds are
processor time, so that other work on the machine changes little. The libraries give bytes; risalah gives pages: checked
against lying lengths, without codings, decoded.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

_WAYS = ("fastwarc", "warcio", "risalah")


def make_words(chance: random.Random) -> list[str]:
    """Words of the length of Indonesian ones."""
    return ["".join(chance.choices("abdegiklmnoprstu", k=chance.randint(3, 10))) for _ in range(6000)]


def make_page(chance: random.Random, words: list[str], n: int) -> bytes:
    """A page with scripts, a menu, lists of links, and a body of some 400 words."""

    def some(k: int) -> str:
        return " ".join(chance.choices(words, k=k))

    scripts = "".join(f'<script>window.a{i}={{"k":"{some(60)}"}};</script>\n' for i in range(chance.randint(30, 70)))
    links = "".join(
        f'<li class="item"><a href="https://kabar.example/{some(1)}/{i}" title="{some(3)}">{some(7)}</a></li>\n'
        for i in range(chance.randint(200, 500))
    )
    body = "".join(f"<p>{some(45)}.</p>\n" for _ in range(9))
    head = f'<!doctype html><html><head><meta charset="utf-8"><title>{some(7)} {n}</title>{scripts}</head>'
    return f"{head}<body><ul>{links}</ul><article><h1>{some(7)}</h1>{body}</article></body></html>".encode()


def write_archive(path: Path, pages: int) -> int:
    """Write the archive, a gzip member a record; the bytes that it unpacks to."""
    chance = random.Random(2031)
    words, total = make_words(chance), 0
    with path.open("wb") as file:
        for n in range(pages):
            url = f"https://kabar.example/{n}"
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + make_page(chance, words, n)
            request = f"GET /{n} HTTP/1.1\r\nHost: kabar.example\r\n\r\n".encode()
            for kind, form, content in (
                ("request", "application/http; msgtype=request", request),
                ("response", "application/http; msgtype=response", answer),
                ("metadata", "application/warc-fields", b"fetchTimeMs: 99\r\n"),
            ):
                head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{n}-{kind}>\r\n"
                head += f"WARC-Target-URI: {url}\r\n"
                head += (
                    f"WARC-Date: 2031-03-04T01:02:03Z\r\nContent-Type: {form}\r\nContent-Length: {len(content)}\r\n\r\n"
                )
                record = head.encode() + content + b"\r\n\r\n"
                file.write(gzip.compress(record, 6))
                total += len(record)
    return total


def read_archive(way: str, path: str) -> tuple[int, int]:
    """(pages, bytes or characters of them) in one of the ways."""
    if way == "fastwarc":
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        sizes = [len(r.reader.read()) for r in ArchiveIterator(path, record_types=WarcRecordType.response)]
    elif way == "warcio":
        from warcio.archiveiterator import ArchiveIterator as Records

        with Path(path).open("rb") as file:
            sizes = [len(r.content_stream().read()) for r in Records(file) if r.rec_type == "response"]
    else:
        from risalah.model.article import Page
        from risalah.read import read_pages

        sizes = [len(p.content) for p in read_pages([path]) if isinstance(p, Page)]
    return len(sizes), sum(sizes)


def measure(way: str, path: str, rounds: int) -> dict[str, Any]:
    """Best round and peak memory of this process."""
    read_archive(way, path)  # imports, and the file in the cache of the disk
    best = float("inf")
    pages = 0
    for _ in range(rounds):
        begun = time.process_time()
        pages, _ = read_archive(way, path)
        best = min(best, time.process_time() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"way": way, "pages": pages, "records_per_second": round(3 * pages / best), "peak_memory_mb": round(peak)}


def run_apart(way: str, path: Path, rounds: int) -> dict[str, Any]:
    """`measure` in a process of its own."""
    command = [sys.executable, "-m", "bench.warc", "--way", way, "--file", str(path), "--rounds", str(rounds)]
    row: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return row


def main() -> None:
    """Print a table, or with --json an object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--way", choices=_WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        print(json.dumps(measure(given.way, given.file, given.rounds)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path, small = Path(folder) / "a.warc.gz", Path(folder) / "b.warc.gz"
        size = write_archive(path, given.pages)
        write_archive(small, max(1, given.pages // 4))
        rows = [run_apart(way, path, given.rounds) for way in _WAYS]
        quarter = run_apart("risalah", small, 1)
        packed = path.stat().st_size
    for row in rows:
        row["megabytes_per_second"] = round(row["records_per_second"] / (3 * given.pages) * size / 1e6)
        row["ratio_to_fastwarc"] = round(row["records_per_second"] / rows[0]["records_per_second"], 2)
    report = {
        "pages": given.pages,
        "records": 3 * given.pages,
        "megabytes": round(size / 1e6),
        "packed_megabytes": round(packed / 1e6),
        "ways": rows,
        "peak_memory_mb_of_a_quarter": quarter["peak_memory_mb"],
    }
    if given.json:
        print(json.dumps(report))
        return
    print(f"{report['records']:,} records, {report['megabytes']:,} MB, packed {report['packed_megabytes']:,} MB")
    for row in rows:
        print(
            f"{row['way']:9} {row['records_per_second']:7,} records/s {row['megabytes_per_second']:5,} MB/s "
            f"{row['ratio_to_fastwarc']:5} of fastwarc {row['peak_memory_mb']:5} MB"
        )
    print(f"risalah, a quarter of the pages: {report['peak_memory_mb_of_a_quarter']} MB")


if __name__ == "__main__":
    main()
