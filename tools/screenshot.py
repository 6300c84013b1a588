"""Take a picture of each screen from a register, for the README and docs/explain/screens.md.

    python tools/screenshot.py REGISTER [--as-of DATE] [--out docs/images] [--only home,map]

It serves the register on a free port of this machine and drives Debian's chromium (package `chromium`). The shipped
pictures are of the sample: `risalah demo DIR`, then this with --as-of 2031-12-15.
"""

from __future__ import annotations

import argparse
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from risalah.cli_reading import PageReader
from risalah.config import Settings
from risalah.resources.loader import DATA
from risalah.show.web.app import create_app
from risalah.show.web.serving import open_port
from risalah.store import open_store

SAMPLE = DATA / "sample" / "pages" / "02-wartautama-perundingan-rampung.txt"
"""What is pasted into the form for its picture."""
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def serving(target: str, as_of: date | None) -> Iterator[str]:
    """The address of the application while the block runs."""
    listener = open_port("127.0.0.1", 0)
    app = create_app(target, as_of=as_of, read_page=PageReader(Settings()))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


def choose_screens(target: str) -> dict[str, str]:
    """Name -> address of a screen, by the entries that show most. Exits where there is nothing to show."""
    store = open_store(target, read_only=True)
    try:
        commitments, meetings = store.entries("commitment"), store.entries("meeting")
        stories, pairs, people = store.stories(), store.country_pairs(), store.entries("quotation")
    finally:
        store.close()
    if not (commitments and meetings and stories and pairs and people):
        raise SystemExit(f"{target}: too little to show; build a register with more pages first")
    shown = max(commitments, key=lambda e: (len(e.history), len(e.conflicts), e.support.outlets, e.id))
    met = max(meetings, key=lambda e: (e.support.outlets, len(e.value.get("participants") or ()), e.id))
    story = max(stories, key=lambda s: (s.outlets, len(s.articles), s.id))
    speakers = Counter(e.value["speaker"] for e in people if e.value.get("speaker"))
    speaker = min(speakers, key=lambda i: (-speakers[i], i))
    said = max(people, key=lambda e: (e.support.outlets, e.id))
    article = shown.records[0].article
    left, right, _ = pairs[0]
    return {
        "home": "/",
        "commitment": f"/commitment/{shown.id}",
        "pair": f"/pair/{left}/{right}",
        "state": f"/state/{right}",
        "sector": f"/sector/{(shown.value.get('sectors') or ['general'])[0]}",
        "story": f"/story/{story.id}",
        "person": f"/person/{speaker}",
        "meeting": f"/meeting/{met.id}",
        "quotation": f"/quotation/{said.id}",
        "article": f"/article/{article}",
        "commitments": "/commitments?sector=" + (shown.value.get("sectors") or ["general"])[0],
        "search": "/search?q=indonesia",
        "map": "/map",
        "network": "/network",
        "slips": "/slips",
        "corrections": "/corrections",
        "data": "/data",
        "read": "/read",
    }


def take(target: str, out: Path, *, as_of: date | None = None, only: Collection[str] = ()) -> list[Path]:
    """Write the pictures into `out` and give their paths."""
    out.mkdir(parents=True, exist_ok=True)
    pages = {n: p for n, p in choose_screens(target).items() if not only or n in only}
    written = []
    with serving(target, as_of) as base, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        view = browser.new_page(viewport={"width": 1200, "height": 900}, locale="id-ID", color_scheme="light")
        for name, path in pages.items():
            if name == "read":
                continue
            answer = view.goto(base + path)
            if answer is None or not answer.ok:
                raise SystemExit(f"{target}: no page at {path}")
            written.append(out / f"{name}.png")
            view.screenshot(path=written[-1])
        if "read" in pages:
            view.goto(base + pages["read"])
            view.get_by_label("Naskah").fill(SAMPLE.read_text(encoding="utf-8"))
            view.get_by_role("button", name="Baca", exact=True).click()
            view.locator(".read").first.wait_for()
            written.append(out / "read.png")
            view.screenshot(path=written[-1])
        browser.close()
    return written


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("register")
    parser.add_argument("--as-of", type=date.fromisoformat)
    parser.add_argument("--out", type=Path, default=Path("docs/images"))
    parser.add_argument("--only", default="", help="names of screens, with commas between")
    asked = parser.parse_args()
    for path in take(asked.register, asked.out, as_of=asked.as_of, only=[x for x in asked.only.split(",") if x]):
        print(path)


if __name__ == "__main__":
    main()
