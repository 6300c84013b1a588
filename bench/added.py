"""What it costs to add a few articles to a large register, and how far the result is from a rebuild.

    python -m bench.added [--size 20000] [--added 10] [--times 5] [--compare] [--json]

Articles are those of bench.link. All but the last are linked and stored at once; the last ones are added, `--added` at
a time, `--times` times. `--compare` links everything once more and counts what a rebuild puts together otherwise.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from typing import Any

from bench.link import Maker
from risalah.compare import compare_registers
from risalah.link import link
from risalah.link.memory import rest_collector
from risalah.relink import extend_register
from risalah.resources.linking import read_weights
from risalah.store import open_store


def measure(size: int, added: int, times: int, *, compare: bool) -> dict[str, Any]:
    """Seconds of processor time and of the clock for each addition, and the share that a rebuild puts otherwise."""
    documents = list(Maker().make(size + added * times))
    weights = read_weights()
    seconds, clock = [], []
    with tempfile.TemporaryDirectory(prefix="risalah-bench-") as folder, open_store(folder, create=True) as store:
        store.write_documents(documents[:size])
        with rest_collector():
            store.write_register(link(documents[:size], (), weights=weights), "bench")
        for n in range(size, len(documents), added):
            begin, then = time.process_time(), time.perf_counter()
            store.write_documents(documents[n : n + added])
            store.settle_versions()
            if extend_register(store, weights, ()) is None:
                raise SystemExit(f"{size} articles are too few, or {added} too many: all was to be linked anew")
            seconds.append(round(time.process_time() - begin, 2))
            clock.append(round(time.perf_counter() - then, 2))
        out: dict[str, Any] = {"articles": size, "added": added, "seconds": seconds, "clock": clock}
        if compare:
            with rest_collector():
                after = link(documents, (), weights=weights)
            found = compare_registers(store.load_register(), after)
            out |= {"differ": found.differ, "entries_differ": found.entries, "summary": found.summary()}
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--added", type=int, default=10)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    row = measure(given.size, given.added, given.times, compare=given.compare)
    print(json.dumps(row) if given.json else ", ".join(f"{k} {v}" for k, v in row.items()))


if __name__ == "__main__":
    main()
