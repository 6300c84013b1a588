"""Take the pictures of the README from a register: docs/images/home.png and commitment.png.

    python tools/screenshot.py REGISTER [--commitment ID] [--as-of DATE] [--out docs/images]

It serves the register on a free port of this machine and drives Debian's chromium (package `chromium`).
"""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from risalah.show.web.app import create_app
from risalah.show.web.serving import open_port
from risalah.store import open_store

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
    server = uvicorn.Server(uvicorn.Config(create_app(target, as_of=as_of), log_level="warning"))
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


def choose_commitment(target: str) -> str:
    """The commitment that shows most: longest history, then most conflicts. Exits where there is none."""
    store = open_store(target, read_only=True)
    try:
        found = store.entries("commitment")
    finally:
        store.close()
    if not found:
        raise SystemExit(f"{target}: no commitment to show; build a register with some pages first")
    return max(found, key=lambda e: (len(e.history), len(e.conflicts), e.support.outlets, e.id)).id


def take(target: str, out: Path, *, commitment: str | None = None, as_of: date | None = None) -> list[Path]:
    """Write the pictures into `out` and give their paths."""
    out.mkdir(parents=True, exist_ok=True)
    pages = {"home": "/", "commitment": f"/commitment/{commitment or choose_commitment(target)}"}
    written = []
    with serving(target, as_of) as base, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        view = browser.new_page(
            viewport={"width": 1280, "height": 860}, locale="id-ID", color_scheme="light", device_scale_factor=1.5
        )
        for name, path in pages.items():
            answer = view.goto(base + path)
            if answer is None or not answer.ok:
                raise SystemExit(f"{target}: no page at {path}; the ids of entries change with the engine")
            written.append(out / f"{name}.png")
            view.screenshot(path=written[-1])
        browser.close()
    return written


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("register")
    parser.add_argument("--commitment")
    parser.add_argument("--as-of", type=date.fromisoformat)
    parser.add_argument("--out", type=Path, default=Path("docs/images"))
    asked = parser.parse_args()
    for path in take(asked.register, asked.out, commitment=asked.commitment, as_of=asked.as_of):
        print(path)


if __name__ == "__main__":
    main()
