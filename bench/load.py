"""Many readers at once while a build writes: errors and waiting times.

    python -m bench.load TARGET [--readers 50] [--seconds 60] [--pause 5]

TARGET is a register of bench.made_register. The web application runs as its own process on a free port of this
machine. Each reader asks for one page after another and looks at each for up to twice `--pause` seconds; meanwhile a
build writes into the same register.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from bench.made_rows import AS_OF
from bench.web import list_addresses
from risalah.resources.loader import DATA
from risalah.store import open_store

BAR_MS = 500


async def read(
    client: httpx.AsyncClient, makers: list[Any], until: float, pause: float, seed: int, out: list[Any]
) -> None:
    r = random.Random(seed)
    await asyncio.sleep(r.random() * pause)  # not all at once
    while time.monotonic() < until:
        address = r.choice(makers)(r)
        began = time.perf_counter()
        try:
            answer = await client.get(address)
            out.append((1000 * (time.perf_counter() - began), answer.status_code, address))
        except httpx.HTTPError as e:
            out.append((1000 * (time.perf_counter() - began), repr(e), address))
        await asyncio.sleep(2 * pause * r.random())


async def ask_all(base: str, makers: list[Any], readers: int, seconds: int, pause: float) -> list[Any]:
    out: list[Any] = []
    until = time.monotonic() + seconds
    limits = httpx.Limits(max_connections=readers, keepalive_expiry=2)
    async with httpx.AsyncClient(base_url=base, timeout=30, limits=limits, follow_redirects=True) as client:
        await asyncio.gather(*(read(client, makers, until, pause, n, out) for n in range(readers)))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--pause", type=float, default=5)
    given = parser.parse_args()
    with open_store(given.target, read_only=True) as store:
        makers = [m for name, m in list_addresses(store).items() if name not in ("slips", "network", "map")]
    run = [sys.executable, "-c", "from risalah.cli import main; main()"]
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = str(s.getsockname()[1])
    serve = [*run, "serve", given.target, "--port", port, "--as-of", AS_OF.isoformat()]
    server = subprocess.Popen(serve, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    base = re.sub(r"/\s*$", "", server.stderr.readline())
    pages = str(DATA / "sample" / "pages")
    build = [*run, "build", pages, "-o", given.target]
    with tempfile.TemporaryFile() as said:
        writing = subprocess.Popen(build, stdout=said, stderr=said, cwd=Path(pages).parent)
        try:
            rows = asyncio.run(ask_all(base, makers, given.readers, given.seconds, given.pause))
        finally:
            built = writing.poll()
            writing.terminate()
            server.terminate()
            writing.wait()
            server.wait()
    times = sorted(ms for ms, _, _ in rows)
    faults = [(status, address) for _, status, address in rows if status not in (200, 404)]
    print(json.dumps({
        "readers": given.readers, "seconds": given.seconds, "pause": given.pause,
        "answers": len(rows), "faults": len(faults),
        "first_faults": faults[:3], "p50": round(times[len(times) // 2]), "p95": round(times[int(0.95 * len(times))]),
        "bar": BAR_MS, "build": "still running" if built is None else f"ended with {built}",
        "load": round(os.getloadavg()[0], 1),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
