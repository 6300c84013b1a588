"""What a page of the web application costs on the server, in a register of a million commitments.

    python -m bench.web TARGET... [--rounds 40] [--json]

TARGET is a register of `python -m bench.made_register`. Each screen and each list of the API is asked for under many
addresses, all different, so that nothing is answered from what the one before has looked up; the application itself
was started once and warmed with one request of each. Times are of the wall, from the request to the last byte, and
of the work of this process alone (without a server's share), which other work on the machine changes less.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bench.made_rows import ABOUT, AS_OF, STATES, VERBS, WHERE
from risalah.model.codebook import SECTORS
from risalah.show.web import create_app
from risalah.store import Store, open_store, schema

BAR_MS = 150
Make = Callable[[random.Random], str]


def list_addresses(store: Store) -> dict[str, Make]:
    """For each screen and list what makes an address of it."""
    with store.engine.connect() as c:

        def ids(table: Any, where: Any = None) -> list[str]:
            query = select(table.c.id).limit(4000)
            return [str(x) for x in c.execute(query if where is None else query.where(where)).scalars()]

        e = schema.entries
        held = {t: ids(e, e.c.type == t) for t in ("commitment", "meeting", "quotation")}
        articles, stories = ids(schema.articles), ids(schema.stories)
    sides = STATES[:40]

    def pair(r: random.Random) -> tuple[str, str]:
        a, b = sorted(r.sample(sides, 2) if r.random() < 0.5 else ["IDN", r.choice(sides[1:])])
        return a, b

    def of(prefix: str, found: list[str]) -> Make:
        return lambda r: prefix + r.choice(found)

    def filtered(path: str) -> Make:
        def make(r: random.Random) -> str:
            asked = {
                "stage": r.choice(tuple(VERBS)) if "commitment" in path and r.random() < 0.5 else "",
                "sector": r.choice(SECTORS) if r.random() < 0.5 else "",
                "from": f"{r.randrange(2010, 2030)}-{r.randrange(1, 13):02d}-01" if r.random() < 0.3 else "",
                "pair": "-".join(pair(r)) if r.random() < 0.4 else "",
                "q": r.choice(ABOUT) if r.random() < 0.3 else "",
            }
            return path + "?" + "&".join(f"{k}={v}" for k, v in asked.items() if v)

        return make

    return {
        "home": lambda r: "/" + r.choice(("", "?lang=en", "?lang=id")),
        "pair": lambda r: "/pair/" + "/".join(pair(r)),
        "state": lambda r: "/state/" + r.choice(sides),
        "sector": lambda r: "/sector/" + r.choice(SECTORS),
        "person": lambda r: f"/person/tokoh-{int(20_000 * r.random() ** 3)}",
        "commitment": of("/commitment/", held["commitment"]),
        "meeting": of("/meeting/", held["meeting"]),
        "quotation": of("/quotation/", held["quotation"]),
        "story": of("/story/", stories),
        "article": of("/article/", articles),
        "commitments": filtered("/commitments"),
        "meetings": filtered("/meetings"),
        "stories": lambda r: f"/stories?page={r.randrange(1, 50)}",
        "people": lambda r: f"/people?page={r.randrange(1, 50)}",
        "pairs": lambda r: f"/pairs?page={r.randrange(1, 20)}",
        "sectors": lambda r: "/sectors",
        "map": lambda r: "/map",
        "network": lambda r: "/network?state=" + r.choice(sides),
        "slips": lambda r: "/slips",
        "corrections": lambda r: "/corrections",
        "data": lambda r: "/data",
        "search": lambda r: f"/search?q={r.choice(ABOUT)}+{r.choice(WHERE)}",
        "search, one common word": lambda r: f"/search?q={r.choice(ABOUT)}",
        "api commitments": filtered("/api/v1/commitments"),
        "api commitments, facets": lambda r: filtered("/api/v1/commitments")(r) + "&facets=true",
        "api meetings": filtered("/api/v1/meetings"),
        "api quotations": lambda r: f"/api/v1/quotations?actor=tokoh-{int(20_000 * r.random() ** 3)}",
        "api due": lambda r: f"/api/v1/commitments?due={r.choice(('overdue', 'coming'))}&pair={'-'.join(pair(r))}",
        "api articles": lambda r: f"/api/v1/articles?outlet=kabar{r.randrange(300)}.example",
        "api stories": lambda r: f"/api/v1/stories?to={r.randrange(2010, 2031)}-01-01",
        "api actors": lambda r: f"/api/v1/actors?state={r.choice(sides)}",
        "api search": lambda r: f"/api/v1/search?q={r.choice(ABOUT)}+{r.choice(WHERE)}",
        "api search, articles": lambda r: f"/api/v1/search?what=article&q={r.choice(ABOUT)}+{r.choice(WHERE)}",
        "api search, one common word": lambda r: f"/api/v1/search?facets=true&q={r.choice(ABOUT)}",
        "atom": lambda r: "/pair/" + "/".join(pair(r)) + ".atom",
        "ics": lambda r: "/pair/" + "/".join(pair(r)) + ".ics",
    }


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds of the wall and of this process's work, status and bytes of one answer."""

    wall: float
    work: float
    status: int
    size: int


async def ask(app: Any, address: str) -> Spent:
    """What one request cost, in this process."""
    path, _, query = address.partition("?")
    headers = [(b"host", b"127.0.0.1"), (b"accept", b"text/html")]
    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "path": path,
             "raw_path": path.encode(), "query_string": query.encode(), "headers": headers, "scheme": "http",
             "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80)}  # fmt: skip
    status = size = 0

    given = False

    async def receive() -> dict[str, Any]:
        nonlocal given
        if given:  # nobody leaves before the end
            await asyncio.Event().wait()
        given = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status, size
        status = message.get("status", status)
        size += len(message.get("body", b""))

    began, worked = time.perf_counter(), time.process_time()
    await app(scope, receive, send)
    return Spent(1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked), status, size)


async def measure(target: str, rounds: int, only: str) -> list[dict[str, Any]]:
    """A row for each screen and list."""
    app = create_app(target, as_of=AS_OF, keep_bytes=0)  # every answer is made anew
    with open_store(target, read_only=True) as store:
        addresses = list_addresses(store)
    async with app.router.lifespan_context(app):
        return await measure_app(app, addresses, rounds, only)


async def measure_app(app: Any, addresses: dict[str, Make], rounds: int, only: str) -> list[dict[str, Any]]:
    """The rows, of an application that was started."""
    rows = []
    for name, make in addresses.items():
        if only and only not in name:
            continue
        r = random.Random(name)
        first = await ask(app, make(r))
        if first.status == 404:
            continue
        spent, worst = [], (0.0, "")
        for _ in range(rounds):
            address = make(r)
            one = await ask(app, address)
            assert one.status in (200, 308), (address, one.status)
            spent.append(one)
            worst = max(worst, (one.wall, address))
        row = {"name": name, "n": rounds, "first": round(first.wall)}
        for kind in ("wall", "work"):
            times = sorted(getattr(x, kind) for x in spent)
            row[f"{kind}_p50"] = round(times[len(times) // 2])
            row[f"{kind}_p95"] = round(times[int(0.95 * (len(times) - 1))])
        rows.append({**row, "worst": worst[1]})
        above = "" if row["wall_p95"] <= BAR_MS else f"  above the bar: {worst[1]}"
        shown = " ".join(f"{k} {v:5}" for k, v in row.items() if k not in ("name", "n"))
        print(f"  {name:28} {shown}{above}", flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="+")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    for target in given.targets:
        print(f"{target.rpartition('@')[2]}, load {os.getloadavg()[0]:.1f}", flush=True)
        rows = asyncio.run(measure(target, given.rounds, given.only))
        print(f"load {os.getloadavg()[0]:.1f}")
        if given.json:
            print(json.dumps(rows))


if __name__ == "__main__":
    main()
