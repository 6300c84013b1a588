"""The curators' screens, measured: the way from a key to the next card, decisions while the server is killed, many at
once, and decisions through rebuilds.

    python -m bench.review keys [REGISTER] [--rounds 60] [--commitments 1000000]
    python -m bench.review kills [--kills 20] [--register URL]
    python -m bench.review crowd [--seconds 60] [--curators 5] [--readers 50]
    python -m bench.review rebuilds [--decisions 200]

Each prints one line of JSON, and ends with 7 where a promise was not kept.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench.kills import finish_build, write_pages
from bench.review_clones import grow
from bench.review_rebuilds import measure_rebuilds
from risalah.store import open_store

_SERVER = """
import sys
from risalah.cli_curate import Clerk
from risalah.config import load_settings
from risalah.show.web import serve
serve(sys.argv[1], port=0, tools=Clerk(sys.argv[1], load_settings({})) if sys.argv[2] == "curate" else None)
"""


class Served:
    """`risalah serve` in a process of its own, that may be killed; `enter` is the curator's link."""

    def __init__(self, register: str) -> None:
        command = [sys.executable, "-c", _SERVER, register, "curate"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        self.base = self.enter = ""
        for line in self.process.stderr:
            if line.startswith("http"):
                self.base = line.strip().rstrip("/")
            if line.startswith("curator, once: "):
                self.enter = line.strip().removeprefix("curator, once: ")
                break
        if not self.enter:
            raise SystemExit("the server did not start")
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def kill(self) -> None:
        """As when the machine goes out: no chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it in order."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(15)
        self.kill()


def open_client(served: Served, name: str = "", word: str = "") -> Any:
    """A client with a curator's session."""
    import httpx

    client = httpx.Client(base_url=served.base, headers={"Origin": served.base}, timeout=30)
    if name:
        client.post("/sign-in", data={"name": name, "password": word, "next": "/"})
    else:
        client.get(served.enter)
    return client


def build_register(target: str, folder: Path, pages: int) -> None:
    """A register of pages of our own, built as users do."""
    finish_build(write_pages(folder / "pages.jsonl", pages), target)


def measure_keys(target: str, rounds: int, commitments: int) -> dict[str, Any]:
    """Milliseconds from a key to the next card laid out in chromium, by the browser's own clock."""
    with tempfile.TemporaryDirectory() as folder:
        target = target or str(Path(folder) / "reg")
        if not Path(target).exists():
            build_register(target, Path(folder), 100)
            with open_store(target) as store:
                grow(store, commitments)
        return time_keys(target, rounds)


def time_keys(target: str, rounds: int) -> dict[str, Any]:
    """As `measure_keys`, on a register that is there."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
    import screenshot

    with open_store(target, read_only=True) as store:
        cards = store.count_cards()["new"]
    served = Served(target)
    watch = """() => {
      window.times = [];
      let began = 0;
      document.addEventListener("keydown", () => { began = performance.now(); }, true);
      document.addEventListener("card", () => requestAnimationFrame(() => setTimeout(() => {
        document.body.getBoundingClientRect();
        window.times.push(performance.now() - began);
      })));
    }"""
    found: dict[str, list[float]] = {}
    try:
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=screenshot.CHROMIUM, args=screenshot.ARGUMENTS)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(served.enter)
            page.goto(served.base + "/review/new?after=1000")
            page.evaluate(watch)
            for n in range(rounds + 3):
                for key in ("a", "x", "j"):
                    before = page.locator("#decide").get_attribute("action")
                    page.wait_for_selector("#review:not(.busy)")
                    page.keyboard.press(key)
                    page.wait_for_selector(f"#decide:not([action='{before}'])")
                    while not page.evaluate("window.times.length"):
                        time.sleep(0.005)
                    took = page.evaluate("window.times.pop()")
                    if n >= 3:
                        found.setdefault(key, []).append(took)
            browser.close()
    finally:
        served.stop()
    decided = found["a"] + found["x"]
    out = {k: round(statistics.median(v), 1) for k, v in found.items()}
    ninety = round(statistics.quantiles(decided, n=20)[18], 1)
    median = round(statistics.median(decided), 1)
    return {"cards": cards, "n": len(decided), "median_ms": median, "p95_ms": ninety, **out}


def decide_until_dead(
    client: Any, rng: random.Random, acknowledged: Counter[str], sent: Counter[str], timer: threading.Timer
) -> None:
    """Decide card after card; what was answered with a redirect is acknowledged. Ends when the server is gone.

    `timer` is started with the first answer, so that each kill comes in the middle of decisions.
    """
    import httpx

    with suppress(httpx.HTTPError):
        while True:
            page = client.get("/review/new")
            match = re.search(r'action="/review/card/([^"]+)"', page.text)
            expect = re.search(r'name="expect" value="(\d+)"', page.text)
            if not match or not expect:
                return
            why = f"w{rng.getrandbits(60):x}"
            sent[why] += 1
            told = {"act": rng.choice(("accept", "reject")), "expect": expect[1], "why": why}
            answer = client.post(f"/review/card/{match[1]}", data=told)
            if answer.status_code == 303:
                acknowledged[why] += 1
                if timer.ident is None:
                    timer.start()


def count_kept(target: str) -> tuple[Counter[str], int, int]:
    """How often each reason stands in the register; how many are there twice for one record; faults of the log."""
    with open_store(target, read_only=True) as store:
        rulings = [r for _, r in store.rulings(withdrawn=True)]
        faults = len(store.verify_audit())
    kept = Counter(r.why for r in rulings)
    twice = sum(n > 1 for n in Counter((r.why, r.subject, r.field) for r in rulings).values())
    return kept, twice, faults


def measure_kills(kills: int, register: str, seed: int, window: float = 5.0, pages: int = 300) -> dict[str, Any]:
    """kill -9 of the server in the middle of decisions, again and again, up to `window` seconds after the first."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        target = register or str(Path(folder) / "reg")
        build_register(target, Path(folder), pages)
        acknowledged: Counter[str] = Counter()
        sent: Counter[str] = Counter()
        for _ in range(kills):
            served = Served(target)
            client = open_client(served)
            timer = threading.Timer(rng.uniform(0.2, window), served.kill)
            decide_until_dead(client, rng, acknowledged, sent, timer)
            served.kill()
        kept, twice, faults = count_kept(target)
    lost = sum(why not in kept for why in acknowledged)
    return {"kills": kills, "sent": len(sent), "acknowledged": len(acknowledged), "kept": len(kept), "lost": lost,
            "twice": twice, "log_faults": faults}  # fmt: skip


def measure_crowd(seconds: int, curators: int, readers: int, register: str, pages: int = 400) -> dict[str, Any]:
    """Curators decide and readers read at once."""
    import httpx

    from risalah.store.people import open_people

    errors: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    acknowledged: list[Counter[str]] = [Counter() for _ in range(curators)]
    with tempfile.TemporaryDirectory() as folder:
        target = register or str(Path(folder) / "reg")
        build_register(target, Path(folder), pages)
        people = open_people(target)
        assert people is not None
        for n in range(curators):
            people.add_user(f"kurator{n}", "curator", "feri-aman-2031")
        people.close()
        served = Served(target)
        until = time.monotonic() + seconds

        def curate(n: int) -> None:
            rng = random.Random(n)
            client = open_client(served, f"kurator{n}", "feri-aman-2031")
            while time.monotonic() < until:
                page = client.get(f"/review/new?after={rng.randrange(300)}")
                match = re.search(r'action="/review/card/([^"]+)"', page.text)
                expect = re.search(r'name="expect" value="(\d+)"', page.text)
                if not match or not expect:
                    client.post("/review/undo", data={"number": re.findall(r'value="(ruling:\d+)"', page.text)[:1]})
                    continue
                why = f"k{n}-{rng.getrandbits(60):x}"
                act = rng.choice(("accept", "reject"))
                told = {"act": act, "expect": expect[1], "why": why}
                answer = client.post(f"/review/card/{match[1]}", data=told)
                counts[f"decision {answer.status_code}"] += 1
                if answer.status_code == 303:
                    acknowledged[n][why] += 1
                elif answer.status_code not in (409, 410):  # others were faster, or the entries were computed anew
                    errors[f"POST {answer.status_code}"] += 1

        def read(n: int) -> None:
            rng = random.Random(1000 + n)
            with httpx.Client(base_url=served.base, timeout=60) as client:
                while time.monotonic() < until:
                    path = rng.choice(("/", "/commitments", "/meetings", "/corrections", "/pairs", "/stories"))
                    answer = client.get(path)
                    counts["read"] += 1
                    if answer.status_code != 200:
                        errors[f"GET {path} {answer.status_code}"] += 1
                    time.sleep(rng.uniform(0.5, 2))

        def guard(job: Any, n: int) -> None:
            try:
                job(n)
            except Exception as e:
                errors[repr(e)[:80]] += 1

        threads = [threading.Thread(target=guard, args=(curate, n)) for n in range(curators)]
        threads += [threading.Thread(target=guard, args=(read, n)) for n in range(readers)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        served.stop()
        kept, twice, faults = count_kept(target)
    told = [why for a in acknowledged for why in a]
    return {"seconds": seconds, "curators": curators, "readers": readers, **dict(sorted(counts.items())),
            "acknowledged": len(told), "lost": sum(w not in kept for w in told), "twice": twice, "log_faults": faults,
            "errors": dict(errors)}  # fmt: skip


def main() -> None:
    """Measure what was asked for, print it, and end with 7 where a promise was not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("keys", "kills", "crowd", "rebuilds"))
    parser.add_argument("target", nargs="?", default="")
    parser.add_argument("--register", default="", help="a database URL, empty; without it an SQLite file")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--commitments", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--window", type=float, default=5.0, help="seconds of decisions before a kill, at most")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--curators", type=int, default=5)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--decisions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    if a.what == "keys":
        row = measure_keys(a.target, a.rounds, a.commitments)
        bad = row["median_ms"] > 100
    elif a.what == "kills":
        row = measure_kills(a.kills, a.register, a.seed, a.window)
        bad = bool(row["lost"] or row["twice"] or row["log_faults"])
    elif a.what == "crowd":
        row = measure_crowd(a.seconds, a.curators, a.readers, a.register)
        bad = bool(row["lost"] or row["twice"] or row["log_faults"] or row["errors"])
    else:
        row = measure_rebuilds(a.decisions, a.seed)
        bad = bool(row["lost"] or row["wrong"])
    print(json.dumps(row))
    raise SystemExit(7 if bad else 0)


if __name__ == "__main__":
    main()
