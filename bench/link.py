"""What linking and storing cost an article, as the register grows.

    python -m bench.link [--sizes 2000,10000,40000] [--shelf] [--json]

Articles are made, not read: happenings of 1 to 12 articles at 40 outlets, 500 articles a day, out of one shared
vocabulary with word frequencies as in a language and of one set of states and persons, so that postings and blocks grow
as they do in a real register. A third of the happenings carry a meeting, a commitment and a quotation. All words are
our own. Times are processor time of one core: link alone, and writing documents and register to a new SQLite file.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, product
from typing import Any

from risalah.link import link
from risalah.link.shelf import Shelf
from risalah.model.annotation import Actor
from risalah.model.article import Article, Block
from risalah.model.document import Document
from risalah.model.ids import article_id
from risalah.model.record import Commitment, Evidence, Meeting, Participant, Party, Quotation
from risalah.model.span import Span
from risalah.model.when import parse_edtf
from risalah.resources.linking import read_weights
from risalah.store import open_store

STATES = (
    "IDN",
    "KIR",
    "PLW",
    "VUT",
    "FJI",
    "TON",
    "WSM",
    "NRU",
    "TUV",
    "MNG",
    "LAO",
    "MMR",
    "KHM",
    "BTN",
    "NPL",
    "MDV",
)
SECTORS = ("health", "trade", "investment", "finance", "education", "energy", "maritime_fisheries", "culture_tourism")
OUTLETS = tuple(f"kabar{n}.example" for n in range(40))
_COSTS = ("link_ms", "write_documents_ms", "write_register_ms")
A_DAY, WORDS, SHARE = 500, 220, 0.33
SYLLABLES = (
    "ba",
    "ke",
    "mi",
    "so",
    "ru",
    "ta",
    "ne",
    "lo",
    "pa",
    "gi",
    "wu",
    "da",
    "ra",
    "si",
    "ko",
    "me",
    "nu",
    "la",
    "ti",
    "po",
)


class Maker:
    """Makes documents day by day; the same seed gives the same documents."""

    def __init__(self, seed: int = 7) -> None:
        self.rng = random.Random(seed)
        spelled = ["".join(p) for n in (2, 3) for p in product(SYLLABLES, repeat=n)]
        self.rng.shuffle(spelled)
        self.words = spelled[:6000]
        self.weights = list(accumulate(1 / (n + 3) for n in range(len(self.words))))
        firsts, lasts = spelled[6000:6200], spelled[6200:6400]
        self.persons = [
            Actor(
                f"{a}-{b}",
                "person",
                f"{a.title()} {b.title()}",
                office="foreign minister",
                country=STATES[n % len(STATES)],
            )
            for n, (a, b) in enumerate(zip(firsts, lasts, strict=True))
        ]
        self.states = [Actor(s, "state", s.title()) for s in STATES]

    def pick(self, n: int) -> list[str]:
        return self.rng.choices(self.words, cum_weights=self.weights, k=n)

    def make(self, n: int) -> Iterator[Document]:
        """n documents, oldest first."""
        made, day = 0, date(2031, 1, 1)
        while made < n:
            today = 0
            while today < A_DAY and made < n:
                size = min(self.rng.choice((1, 1, 1, 2, 2, 3, 4, 6, 9, 12)), n - made)
                yield from self.happening(day, size)
                today += size
                made += size
            day += timedelta(days=1)

    def happening(self, day: date, size: int) -> Iterator[Document]:
        """Articles about one thing: common words, a few persons, two states."""
        rng = self.rng
        theme = rng.sample(self.words, 14)
        states, people = rng.sample(self.states, 2), rng.sample(self.persons, 3)
        telling = rng.random() < SHARE
        said = self.pick(14)
        wire: list[str] = []
        for number, outlet in enumerate(rng.sample(OUTLETS, size)):
            if not wire or rng.random() < 0.7:
                wire = [rng.choice(theme) if rng.random() < 0.25 else w for w in self.pick(WORDS)]
            yield self.document(day, number, outlet, theme, states, people, said, wire, telling)

    def document(
        self, day: date, number: int, outlet: str, theme: list[str], states: list[Actor], people: list[Actor],
        said: list[str], words: list[str], telling: bool,
    ) -> Document:  # fmt: skip
        rng = self.rng
        speaker = people[0]
        title = " ".join([*rng.sample(theme, 5), states[0].name, states[1].name]).capitalize()
        quote = " ".join(said)
        met = f"Menlu {people[0].name} bertemu Menlu {people[1].name} di {states[1].name}."
        deal = f"Kedua negara menyepakati nota {theme[0]} {theme[1]}."
        lines = [f"{states[0].name} dan {states[1].name} {' '.join(words[:40])}.", met, deal]
        lines += [f'"{quote}," kata {speaker.name} kepada wartawan.', f"{people[2].name} {' '.join(words[40:120])}."]
        lines.append(" ".join(words[120:]) + f" {rng.randrange(2, 999)}.")
        text = "\n".join([title, *lines])
        start = len(title) + 1
        article = Article(
            id=article_id(text, None, outlet), text=text, lang="id", title=title, outlet=outlet,
            blocks=(Block("title", Span(0, len(title))), Block("paragraph", Span(start, len(text)))),
            url=f"https://{outlet}/{day:%Y/%m/%d}/{rng.randrange(10**9)}",
            published=f"{day.isoformat()}T{8 + number % 12:02d}:00:00+07:00", published_basis="metadata",
            relevant=telling,
        )  # fmt: skip
        if not telling:
            return Document(article)

        def span(part: str) -> Span:
            at = text.index(part)
            return Span(at, at + len(part))

        when = parse_edtf(day.isoformat())
        parties = (states[0].id, states[1].id)
        return Document(
            article=article,
            actors=(*states, *people),
            meetings=(
                Meeting(
                    id="m1", kind="meeting", status="held", when=when, parties=parties,
                    participants=(Participant(people[0].id), Participant(people[1].id)),
                    evidence=(Evidence.cut(text, "participants", span(met), sentence=span(met)),),
                ),
            ),
            quotations=(Quotation("q1", "direct", (span(quote),), speaker=speaker.id, speaker_basis="explicit"),),
            commitments=(
                Commitment(
                    id="c1", kind="mou", title=f"nota {theme[0]} {theme[1]}", stage="agreed",
                    parties=tuple(Party(p) for p in parties), sectors=(rng.choice(SECTORS),),
                    evidence=(Evidence.cut(text, "stage", span(deal), sentence=span(deal)),),
                ),
            ),
        )  # fmt: skip


def measure(size: int, *, shelf: bool = False) -> dict[str, Any]:
    """Seconds of processor time of linking and storing `size` articles; with `shelf` their texts lie on disk meanwhile,
    and nothing is stored."""
    weights = read_weights()
    if shelf:
        with Shelf() as laid:
            documents = [laid.put(d) for d in Maker().make(size)]
            gc.collect()
            begin = time.process_time()
            register = link(documents, (), weights=weights)
            linked = time.process_time() - begin
        return {
            "articles": size,
            "link_ms": round(1000 * linked / size, 3),
            "stories": len(register.stories),
            "entries": len(register.entries()),
            "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }
    documents = list(Maker().make(size))
    gc.collect()
    begin = time.process_time()
    register = link(documents, (), weights=weights)
    linked = time.process_time() - begin
    with tempfile.TemporaryDirectory(prefix="risalah-bench-") as folder, open_store(folder, create=True) as store:
        begin = time.process_time()
        run = store.start_run("bench")
        store.write_documents(documents, run)
        written = time.process_time() - begin
        store.write_register(register)
        store.finish_run(run, {})
        stored = time.process_time() - begin
    return {
        "articles": size,
        "link_ms": round(1000 * linked / size, 3),
        "write_documents_ms": round(1000 * written / size, 3),
        "write_register_ms": round(1000 * (stored - written) / size, 3),
        "articles_a_second": round(size / (linked + stored), 1),
        "stories": len(register.stories),
        "entries": len(register.entries()),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="2000,10000,40000")
    parser.add_argument("--shelf", action="store_true", help="link with the texts on disk; store nothing")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rows: list[dict[str, Any]] = []
    for size in given.sizes.split(","):
        row = measure(int(size), shelf=given.shelf)
        rows.append(row)
        each, first = (sum(r.get(key, 0) for key in _COSTS) for r in (row, rows[0]))
        row["cost_to_smallest"] = round(each / first, 2)
        if not given.json:
            print(", ".join(f"{name} {value}" for name, value in row.items()), flush=True)
    if given.json:
        print(json.dumps(rows))


if __name__ == "__main__":
    main()
