"""kill -9 at random points of `risalah build`, then a rerun: the register must equal that of one undisturbed run.

    python -m bench.kills [--kills 50] [--pages 300] [--register URL] [--seed 1] [--json]

Each round begins a register and kills the build at a random moment, again and again, up to five times; after every
kill the register is opened and verified; then one run goes to its end, and its export is compared byte for byte with
that of the undisturbed run. Half of the kills come at a random time, half before a random statement to the database,
where a crash hurts most. With --register the rounds use one PostgreSQL database, emptied each time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

AS_OF = "2031-12-15"
_CHILD = """
import os, signal, sys
last, count = int(sys.argv.pop(1)), 0
if last:
    from sqlalchemy import Engine, event
    @event.listens_for(Engine, "before_cursor_execute")
    def count_statement(*_):
        global count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)
from risalah.cli import run
code = run(sys.argv[1:])
if last < 0:
    print(count, file=sys.stderr)
sys.exit(code)
"""


@dataclass(slots=True)
class Result:
    """What the kills did: how many, in which state they left the register, and how many runs were equal after."""

    kills: int = 0
    rounds: int = 0
    equal: int = 0
    unsound: int = 0
    left: dict[str, int] = field(default_factory=dict)
    resumed: int = 0

    def to_json(self) -> dict[str, Any]:
        return {
            "kills": self.kills,
            "rounds": self.rounds,
            "equal": self.equal,
            "unsound": self.unsound,
            "left": self.left,
            "pages_not_read_again": self.resumed,
        }


def write_pages(file: Path, n: int) -> Path:
    """Pages of our own about invented officials: visits, memoranda, pledges; every fifth is another outlet's copy."""
    towns = ["Ambon", "Palu", "Kupang", "Ternate", "Sorong", "Bima", "Ende", "Natuna", "Sabang", "Mataram"]
    states = ["Kenya", "Maroko", "Fiji", "Norwegia", "Polandia", "Vietnam", "Chile", "Selandia Baru"]
    goods = ["kopi", "pupuk", "kapal", "radar", "beasiswa", "vaksin", "kereta", "garam", "tembaga", "rumput laut"]
    rows = []
    for i in range(n):
        k = i - 1 if i % 5 == 4 else i
        town, state, good, day = towns[k % 10], states[k // 2 % 8], goods[k // 3 % 10], k % 27 + 1
        text = (
            f"Menlu Samudra Wibawa Bahas {good.title()} dengan {state}\n\n"
            f"{town} - Menteri Luar Negeri Samudra Wibawa menerima Menlu {state} di {town}, ({day}/3/2031). "
            f"Kedua negara menandatangani nota kesepahaman tentang {good} senilai {k + 2} juta dolar AS.\n\n"
            f'"Kami ingin {good} sampai ke {town} tepat waktu," kata Samudra. {state} berjanji mengirim {k + 3} ahli.\n'
        )
        outlet = "kabar.example" if i % 5 < 4 else "warta.example"
        rows.append({"url": f"https://{outlet}/{i}", "outlet": outlet, "published": f"2031-03-{day:02}", "text": text})
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return file


def start_build(pages: Path, register: str, last: int = 0) -> subprocess.Popen[str]:
    """A build in a process of its own; `last` > 0 kills it before that statement, -1 has it count them."""
    command = [sys.executable, "-c", _CHILD, str(last), "build", str(pages), "-o", register, "--json"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish_build(pages: Path, register: str, last: int = 0) -> tuple[dict[str, Any], str]:
    """The counts of a build that goes to its end, and the last line of its stderr."""
    for _ in range(50):
        build = start_build(pages, register, last)
        out, err = build.communicate(timeout=600)
        if build.returncode != 5:
            break
        time.sleep(0.2)  # a server needs a moment to see that a client is dead
    if build.returncode:
        raise SystemExit(f"the build ended with {build.returncode}: {err[-400:]}")
    return json.loads(out), (err.splitlines() or [""])[-1]


def print_register(register: str) -> bytes:
    """The register's export."""
    command = [sys.executable, "-c", _CHILD, "0", "export", register, "-o", "-", "--as-of", AS_OF]
    return subprocess.run(command, capture_output=True, check=True).stdout


def look_at(register: str) -> tuple[str, int, bool]:
    """(the state in which a kill left a register, articles in it, is it sound?)."""
    from risalah.errors import StoreError
    from risalah.store import open_store, verify

    try:
        store = open_store(register, read_only=True)
    except StoreError as e:
        nothing = "no register" in e.message or "empty" in e.message
        return ("nothing yet", 0, True) if nothing else (f"cannot be opened: {e}", 0, False)
    with store:
        sound = verify(store).ok
        if "://" not in register:
            with store.engine.connect() as c:
                sound = sound and c.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        n = store.counts()["articles"]
        state = "linked" if store.linked_by() else "articles, not linked" if n else "no articles"
        return state, n, sound


def empty(register: str) -> None:
    """Drop everything in a PostgreSQL database."""
    import psycopg

    with psycopg.connect(register.replace("+psycopg", ""), autocommit=True) as c:
        c.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def measure(kills: int, pages_n: int, seed: int, url: str | None, folder: Path, per_round: int = 5) -> Result:
    """Kill `kills` builds."""
    chance = random.Random(seed)
    pages = write_pages(folder / "pages.jsonl", pages_n)
    clean = str(folder / "clean")
    began = time.monotonic()
    _, said = finish_build(pages, clean, -1)
    whole, statements = time.monotonic() - began, int(said)
    wanted = print_register(clean)
    result = Result()
    while result.kills < kills:
        result.rounds += 1
        register = url or str(folder / f"round{result.rounds}")
        if url:
            empty(url)
        for _ in range(min(per_round, kills - result.kills)):
            by_statement = chance.random() < 0.5
            build = start_build(pages, register, chance.randint(1, statements) if by_statement else 0)
            try:
                build.communicate(timeout=None if by_statement else chance.uniform(0.3, 1.0) * whole)
            except subprocess.TimeoutExpired:
                build.send_signal(signal.SIGKILL)
                build.communicate()
            if build.returncode != -signal.SIGKILL:
                continue  # it was done before: no kill
            result.kills += 1
            state, _, sound = look_at(register)
            result.left[state] = result.left.get(state, 0) + 1
            result.unsound += not sound
        before = look_at(register)[1]
        counts, _ = finish_build(pages, register)
        if counts["known"] < before:
            raise SystemExit(f"{before} pages were stored, and only {counts['known']} not read again")
        result.resumed += counts["known"]
        result.equal += print_register(register) == wanted
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--register")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="risalah-kills-") as folder:
        result = measure(given.kills, given.pages, given.seed, given.register, Path(folder))
    row = result.to_json()
    print(json.dumps(row) if given.json else "\n".join(f"{k}: {v}" for k, v in row.items()))
    if result.unsound or result.equal < result.rounds:
        sys.exit(1)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
