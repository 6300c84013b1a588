"""What fetching and feeds cost: requests through the guard, and a feed, a sitemap and an OPML file of our own making.

python -m bench.feeds [--requests N] [--rounds N]
"""

from __future__ import annotations

import argparse
import ipaddress
import multiprocessing
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection

import httpx

from risalah.fetch import Fetcher, FetchSettings
from risalah.fetch.feeds import read_feed

BODY = b"<p>Menteri Luar Negeri Samudra Wibawa tiba di Nairobi, Senin (3/3/2031).</p>" * 100
ROWS, OUTLINES, ITEMS = 50_000, 5_000, 60


class Page(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_: object) -> None:
        pass


def serve(told: Connection) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    told.send(server.server_address[1])
    server.serve_forever()


def best(work: Callable[[], object], rounds: int) -> float:
    """Processor seconds of the best round."""
    found = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def make_files() -> dict[str, bytes]:
    site = "https://kabar.example"
    rows = "".join(f"<url><loc>{site}/berita/{i}</loc><lastmod>2031-03-05</lastmod></url>" for i in range(ROWS))
    outlines = "".join(f"<outline xmlUrl='{site}/{i}/rss'/>" for i in range(OUTLINES))
    rest = (
        f"<pubDate>Sel, 04 Mar 2031 12:58:00 WIB</pubDate><description><![CDATA[<p>{'kata ' * 60}</p>]]></description>"
    )
    items = "".join(f"<item><title>Judul {i}</title><link>{site}/{i}</link>{rest}</item>" for i in range(ITEMS))
    return {
        f"RSS, {ITEMS} items": f"<rss version='2.0'><channel>{items}</channel></rss>".encode(),
        f"sitemap, {ROWS:,} addresses": f"<urlset>{rows}</urlset>".encode(),
        f"OPML, {OUTLINES:,} feeds": f"<opml><body>{outlines}</body></opml>".encode(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    url, n = f"http://127.0.0.1:{ours.recv()}/", given.requests
    settings = FetchSettings(
        ports=(httpx.URL(url).port or 0,), allow_private=(ipaddress.ip_network("127.0.0.1"),), host_delay=0.0
    )
    with Fetcher(settings) as fetcher, httpx.Client(trust_env=False) as plain:
        fetcher.get(url)
        plain.get(url)
        guarded = best(lambda: [fetcher.get(url) for _ in range(n)], given.rounds)
        bare = best(lambda: [plain.get(url) for _ in range(n)], given.rounds)
    server.kill()
    print(
        f"{n} requests, {len(BODY):,} bytes each: {guarded:.2f} s; httpx alone {bare:.2f} s; ratio {guarded / bare:.2f}"
    )
    now = datetime(2031, 12, 1, tzinfo=UTC)
    for name, body in make_files().items():
        seconds = best(lambda b=body: read_feed(b, "https://kabar.example/x", now, (80, 443)), given.rounds)  # type: ignore[misc]
        print(f"{name}, {len(body):,} bytes: {seconds:.3f} s")


if __name__ == "__main__":
    main()
