"""Rows of a made register: articles of our own words, and what stands in them. See bench.made_register."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from risalah.model.codebook import INSTRUMENTS, SECTORS, UNDERTAKINGS
from risalah.store import schema

STATES = [
    "IDN",
    "MYS",
    "SGP",
    "THA",
    "VNM",
    "PHL",
    "BRN",
    "KHM",
    "LAO",
    "MMR",
    "TLS",
    "AUS",
    "NZL",
    "JPN",
    "KOR",
    "CHN",
    "IND",
    "USA",
    "CAN",
    "MEX",
    "BRA",
    "ARG",
    "CHL",
    "PER",
    "GBR",
    "FRA",
    "DEU",
    "ITA",
    "ESP",
    "NLD",
    "BEL",
    "POL",
    "RUS",
    "UKR",
    "TUR",
    "SAU",
    "ARE",
    "QAT",
    "EGY",
    "MAR",
    "KEN",
    "ZAF",
    "NGA",
    "ETH",
    "TZA",
    "PAK",
    "BGD",
    "LKA",
    "NPL",
    "KAZ",
    "UZB",
    "IRN",
    "IRQ",
    "JOR",
    "NOR",
    "SWE",
    "FIN",
    "DNK",
]
THINGS = [
    "Nota",
    "Rencana",
    "Perjanjian",
    "Bantuan",
    "Pinjaman",
    "Pelatihan",
    "Beasiswa",
    "Kerangka",
    "Protokol",
    "Kontrak",
    "Pernyataan",
    "Program",
]
ABOUT = [
    "pupuk",
    "feri",
    "radar",
    "vaksin",
    "mangrove",
    "beasiswa",
    "kabel",
    "jembatan",
    "pelabuhan",
    "padi",
    "tuna",
    "batik",
    "satelit",
    "nikel",
    "kopi",
    "jagung",
    "rotan",
    "garam",
    "tenun",
    "sagu",
    "perawat",
    "nelayan",
    "arsip",
    "cuaca",
    "gempa",
    "karbon",
    "surya",
    "angin",
    "kereta",
    "rumah-sakit",
    "sekolah",
    "museum",
    "laut",
    "hutan",
]
WHERE = [
    "Ambon",
    "Bitung",
    "Ternate",
    "Kupang",
    "Sorong",
    "Mataram",
    "Palu",
    "Bima",
    "Tual",
    "Sabang",
    "Wamena",
    "Parepare",
    "Singkawang",
    "Dumai",
    "Natuna",
]
VERBS = {
    "raised": "membahas",
    "requested": "meminta",
    "offered": "menawarkan",
    "planned": "merencanakan",
    "pledged": "menjanjikan",
    "negotiating": "merundingkan",
    "agreed": "menyepakati",
    "signed": "menandatangani",
    "ratified": "mengesahkan",
    "implemented": "menyerahkan",
}
OUTCOMES = ("not_due", "in_progress", "unknown", "met", "missed", "stalled")
DAY_0 = date(2008, 1, 1)
DAYS = 24 * 365
AS_OF = date(2031, 12, 15)


def weigh(n: int, power: float) -> list[float]:
    """Cumulated weights of a long tail."""
    return list(accumulate(1 / (i + 1) ** power for i in range(n)))


class Maker:
    """Makes rows; the same seed gives the same rows."""

    def __init__(self, seed: int = 7, people: int = 20_000) -> None:
        self.random = random.Random(seed)
        self.people = people
        self.cards = 0
        self.outlets = [f"kabar{n}.example" for n in range(300)]
        self.by_state, self.by_outlet = weigh(len(STATES), 1.1), weigh(len(self.outlets), 1.0)
        self.by_person, self.by_sector = weigh(people, 0.8), weigh(len(SECTORS), 0.7)

    def pick(self, values: Any, cumulated: list[float]) -> Any:
        return self.random.choices(values, cum_weights=cumulated)[0]

    def make_actors(self) -> Iterator[dict[str, Any]]:
        for code in STATES:
            yield self._actor(code, "state", f"Negara {code.title()}", None, code)
        for n in range(self.people):
            yield self._actor(f"tokoh-{n}", "person", f"Rara Tokoh{n}", "foreign minister", STATES[n % len(STATES)])

    def _actor(self, id: str, kind: str, name: str, office: str | None, country: str) -> dict[str, Any]:
        row = {"id": id, "kind": kind, "name": name, "aliases": [], "office": office, "country": country}
        body = {**row, "former": False, "suggested": False}
        return {"id": id, "kind": kind, "name": name, "body": schema.dumps(body)}

    def make_articles(self, commitments: int) -> Iterator[dict[str, list[dict[str, Any]]]]:
        """Rows of all tables, an article at a time."""
        made = 0
        number = 0
        while made < commitments:
            rows = self.make_article(number, min(3, commitments - made), others=number % 3 == 0)
            made += 3
            number += 1
            yield rows

    def make_article(self, number: int, commitments: int, *, others: bool) -> dict[str, list[dict[str, Any]]]:
        r = self.random
        article = "sha256:" + hashlib.sha256(f"made {number}".encode()).hexdigest()
        published = DAY_0 + timedelta(days=int(DAYS * r.random() ** 0.5))
        day = published.isoformat()
        outlet = self.pick(self.outlets, self.by_outlet)
        lang = "en" if number % 12 == 0 else "id"
        left = "IDN" if r.random() < 0.75 else self.pick(STATES, self.by_state)
        right = left
        while right == left:
            right = self.pick(STATES, self.by_state)
        person = "tokoh-" + str(self.pick(range(self.people), self.by_person))
        title = (
            f"Negara {left.title()} dan Negara {right.title()} Bicara {r.choice(ABOUT).title()} di {r.choice(WHERE)}"
        )
        parts, at = [title], len(title) + 2
        story = "s-" + hashlib.sha256(f"story {number // 2}".encode()).hexdigest()[:10]
        out: dict[str, list[dict[str, Any]]] = {t: [] for t in TABLES}
        for n in range(commitments):
            stage = r.choice(tuple(VERBS))
            thing = f"{r.choice(THINGS)} {r.choice(ABOUT)} {r.choice(ABOUT)} {r.choice(WHERE)}"
            sentence = (
                f"Negara {left.title()} dan Negara {right.title()} {VERBS[stage]} {thing} nomor {number * 3 + n}."
            )
            body = self._commitment(f"c{n + 1}", sentence, at, stage, thing, left, right, day)
            self._add(out, article, f"c{n + 1}", "commitment", n, body, day, story, [left, right], person)
            parts.append(sentence)
            at += len(sentence) + 2
        if others:
            guest = "tokoh-" + str(self.pick(range(self.people), self.by_person))
            sentence = f"Rara Tokoh{person[6:]} menerima tamu Negara {right.title()} di {r.choice(WHERE)}."
            body = self._meeting("m1", sentence, at, [left, right], person, guest, day)
            self._add(out, article, "m1", "meeting", 0, body, day, story, [left, right], person, guest)  # fmt: skip
            parts.append(sentence)
            at += len(sentence) + 2
            said = f"Kami ingin {r.choice(ABOUT)} dan {r.choice(ABOUT)} yang lebih baik untuk {r.choice(WHERE)}"
            sentence = f"“{said},” kata Rara Tokoh{person[6:]}."
            self._add(out, article, "q1", "quotation", 0, self._quotation("q1", said, at + 1, person), day, story,
                      [], person)  # fmt: skip
            parts.append(sentence)
        whole = "\n\n".join(parts)
        self._add_article(out, article, number, whole, title, parts, outlet, lang, day, story)
        return out

    def _when(self, first: str, last: str | None = None) -> dict[str, Any]:
        return {"from": first, "to": last or first, "precision": "day", "qualifier": None, "edtf": first,
                "basis": "explicit", "inferred": [], "reason": "", "note": "", "raw": first}  # fmt: skip

    def _commitment(
        self, id: str, sentence: str, at: int, stage: str, thing: str, left: str, right: str, day: str
    ) -> dict[str, Any]:
        r = self.random
        due, before = None, []
        if r.random() < 0.4:
            due = self._when((date.fromisoformat(day) + timedelta(days=r.randrange(30, 2500))).isoformat())
            if r.random() < 0.05:
                before = [self._when((date.fromisoformat(day) + timedelta(days=r.randrange(10, 900))).isoformat())]
        words = ((VERBS[stage], "stage"), (thing, "title"), (f"Negara {left.title()}", "parties"))
        evidence = []
        for exact, field in words:
            start = at + sentence.index(exact)
            evidence.append({"field": field, "start": start, "end": start + len(exact), "exact": exact,
                             "sentence": [at, at + len(sentence)], "rule": "made"})  # fmt: skip
        kind = r.choice(INSTRUMENTS if stage in ("signed", "ratified", "negotiating") else UNDERTAKINGS)
        return {
            "id": id, "kind": kind, "title": thing,
            "parties": [{"actor": left, "role": "party"}, {"actor": right, "role": "party"}], "stage": stage,
            "modality": "actual", "expected_stage": None, "outcome": r.choice(OUTCOMES), "schedule": None,
            "previous": before,
            "sectors": [self.pick(SECTORS, self.by_sector)], "horizon": "unstated", "due": due, "period": None,
            "signed_on": None, "said_on": self._when(day), "amount": None, "said_by": None, "conditions": None,
            "governors": [], "alternatives": [], "evidence": evidence,
        }  # fmt: skip

    def _meeting(
        self, id: str, sentence: str, at: int, sides: list[str], person: str, guest: str, day: str
    ) -> dict[str, Any]:
        exact = "menerima"
        start = at + sentence.index(exact)
        evidence = [{"field": "status", "start": start, "end": start + len(exact), "exact": exact,
                     "sentence": [at, at + len(sentence)], "rule": "made"}]  # fmt: skip
        return {"id": id, "kind": "visit", "setting": "bilateral", "status": "held", "parties": sides,
                "participants": [{"actor": person, "role": "host"}, {"actor": guest, "role": "visitor"}],
                "when": self._when(day), "previous": [],
                "place": {"name": "Ambon", "country": "IDN"}, "topics": [self.pick(SECTORS, self.by_sector)],
                "background": False, "evidence": evidence}  # fmt: skip

    def _quotation(self, id: str, said: str, at: int, person: str) -> dict[str, Any]:
        content = [{"start": at, "end": at + len(said), "exact": said}]
        return {"id": id, "form": "direct", "content": content, "cue": None,
                "speaker": person, "co_speakers": [], "speaker_basis": "explicit", "speaker_mention": None,
                "occasion": None, "via": [], "rule": "made"}  # fmt: skip

    def _add(
        self, out: dict[str, list[dict[str, Any]]], article: str, record: str, type: str, n: int, body: dict[str, Any],
        day: str, story: str, states: list[str], person: str, guest: str = "",
    ) -> None:  # fmt: skip
        """The record, and the entry that rests on it."""
        entry = type[0] + "-" + hashlib.sha256(f"{article}#{record}".encode()).hexdigest()[:16]
        out["records"].append({"article": article, "id": record, "type": type, "position": n,
                               "body": schema.dumps(body), "exact": "", "prefix": "", "suffix": ""})  # fmt: skip
        value = {k: v for k, v in body.items() if k not in ("id", "evidence", "alternatives")}
        history = [{"stage": body["stage"], "as_of": day, "articles": [article]}] if type == "commitment" else []
        words = body.get("title") or " ".join(c["exact"] for c in body.get("content", ())) or "ambon"
        support = {"articles": 1, "outlets": 1, "origins": 1, "speakers": 1, "official": False}
        due = body.get("due")
        out["entries"].append({
            "id": entry, "type": type, "kind": body.get("kind") or body.get("form"), "stage": body.get("stage"),
            "status": body.get("status"), "outcome": body.get("outcome"), "due_to": due["to"] if due else None,
            "date_from": day, "date_to": day, "story": story, "search": words.lower(), "value": schema.dumps(value),
            "support": schema.dumps(support), "history": schema.dumps(history),
        })  # fmt: skip
        out["entry_records"].append({"entry": entry, "article": article, "record": record, "position": 0})
        role = {"commitment": "party", "meeting": "party", "quotation": "speaker"}[type]
        out["entry_parties"] += [{"entry": entry, "actor": s, "role": role} for s in states]
        if type != "commitment":
            who = "speaker" if type == "quotation" else "host"
            out["entry_parties"].append({"entry": entry, "actor": person, "role": who})
        if guest and guest != person:
            out["entry_parties"].append({"entry": entry, "actor": guest, "role": "visitor"})
        if type == "commitment":
            self._ask(out, entry, article, record)
        sectors = body.get("sectors") or body.get("topics") or []
        out["entry_sectors"] += [{"entry": entry, "sector": s} for s in sectors]

    def _ask(self, out: dict[str, list[dict[str, Any]]], entry: str, article: str, record: str) -> None:
        """The card of a new commitment; of every five-hundredth, what somebody decided of it."""
        self.cards += 1
        key = f"{article}#{record}"
        decided = self.cards % 500 == 0
        body = schema.dumps({"records": [key], "detail": {}})
        out["cards"].append({"n": self.cards, "id": "k-" + entry[2:], "reason": "new", "open": int(not decided),
                             "entry": entry, "article": article, "body": body})  # fmt: skip
        if decided:
            at = f"2031-11-{self.cards // 500 % 28 + 1:02d}T08:00:00+00:00"
            ruling = {"subject": key, "act": "accept", "by": "person:ayu", "at": at, "why": "sudah dibaca"}
            out["rulings"].append({"n": self.cards // 500, "subject": key, "act": "accept", "field": "",
                                   "body": schema.dumps(ruling), "by_whom": "person:ayu", "made_at": at,
                                   "withdrawn_at": None, "url": None})  # fmt: skip

    def _add_article(
        self, out: dict[str, list[dict[str, Any]]], article: str, number: int, whole: str, title: str, parts: list[str],
        outlet: str, lang: str, day: str, story: str,
    ) -> None:  # fmt: skip
        blocks, at = [], 0
        for n, part in enumerate(parts):
            blocks.append(["title" if n == 0 else "paragraph", at, at + len(part)])
            at += len(part) + 2
        url = f"https://{outlet}/{number}"
        published = f"{day}T09:00:00+07:00"
        body = {"id": article, "source_id": None, "url": url, "outlet": outlet, "lang": lang, "title": title,
                "byline": [], "published": published, "published_basis": "metadata", "via": [], "furniture_removed": 0,
                "relevant": True, "relevance": 0.9, "relevance_reasons": [], "blocks": blocks, "dateline": None,
                "metadata": {}}  # fmt: skip
        out["articles"].append({
            "n": number + 1, "id": article, "url": url, "outlet": outlet, "title": title, "lang": lang,
            "published": published, "relevant": 1, "text": whole,
            "text_hash": hashlib.sha256(whole.encode()).hexdigest(), "body": schema.dumps(body), "digest": "",
            "run": None,
        })  # fmt: skip
        out["annotations"].append({"article": article, "mentions": "[]", "actors": "[]"})
        place = {"id": article, "url": url, "outlet": outlet, "title": title, "published": published, "lang": lang,
                 "story": story, "origin": None, "origin_basis": "", "duplicate_of": None, "event": None}  # fmt: skip
        out["article_entries"].append({"id": article, "story": story, "origin": None, "outlet": outlet,
                                       "published": published, "body": schema.dumps(place)})  # fmt: skip
        if number % 100 == 0:
            old = "sha256:" + hashlib.sha256(f"before {number}".encode()).hexdigest()
            out["versions"].append({"article": old, "stands": article, "why": "corrected"})
        if number % 2 == 0:
            tale = {"id": story, "title": title, "articles": [article], "outlets": 1, "origins": 1, "speakers": 1,
                    "from": day, "to": day}  # fmt: skip
            out["stories"].append({"id": story, "date_from": day, "date_to": day, "body": schema.dumps(tale)})


TABLES = {
    t.name: [c.name for c in t.columns]
    for t in (
        *(schema.articles, schema.notes, schema.records, schema.stories, schema.article_entries, schema.entries),
        *(schema.entry_records, schema.entry_parties, schema.entry_sectors, schema.cards, schema.rulings),
        schema.versions,
    )
}
"""Tables in the order in which rows can be written, with their columns."""
