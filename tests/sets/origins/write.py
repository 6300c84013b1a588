"""Write groups.jsonl: 60 groups of short articles with the right number of articles, outlets and origins.

    python -m tests.sets.origins.write

Scenes (scenes.yaml) and outlets' habits (this file) are our own; officials are invented, everything happens in 2031. The
groups were written before the rules were tried on them; see README.md. Every group is a pure function of its number.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("", "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip
OFFICES = {
    "ikan": "Menteri Kelautan dan Perikanan", "siklon": "Menteri Luar Negeri", "batas": "Menteri Luar Negeri",
    "terbang": "Menteri Perhubungan", "dagang": "Menteri Perdagangan", "wni": "Menteri Luar Negeri",
    "beasiswa": "Menteri Pendidikan", "pekerja": "Menteri Ketenagakerjaan", "visa": "Wakil Menteri Luar Negeri",
    "panasbumi": "Menteri Energi dan Sumber Daya Mineral",
}  # fmt: skip
OURS = ("Raka Wirabumi", "Sari Lontara", "Dimas Pranajaya", "Laksmi Tirtawening", "Bagus Sanjaya", "Ratna Kusumah",
        "Yoga Martapura", "Intan Sagarani", "Gilang Purwaka", "Wulan Arkatama")  # fmt: skip
THEIRS = (("Kiribati", "Ioane Rui"), ("Palau", "Olbed Tellei"), ("Vanuatu", "Jonas Kaltak"), ("Fiji", "Ratu Volavola"),
          ("Tonga", "Sione Fakatava"), ("Samoa", "Leota Tamasese"), ("Nauru", "Baron Akibwe"), ("Tuvalu", "Teleke Lopati"),
          ("Mongolia", "Bold Erdenet"), ("Laos", "Khamla Soukhavong"))  # fmt: skip
CITIES = ("Jakarta", "Surabaya", "Denpasar", "Makassar", "Bandung", "Yogyakarta")
OUTLETS = ("kabarlaut.example", "wartateluk.example", "harianmuara.example", "lintasnusa.example", "suarapesisir.example",
           "mediatanjung.example", "beritapulau.example", "posrakyatbaru.example")  # fmt: skip
NAMES = {"kabarlaut.example": "Kabar Laut", "wartateluk.example": "Warta Teluk", "harianmuara.example": "Harian Muara",
         "lintasnusa.example": "Lintas Nusa", "suarapesisir.example": "Suara Pesisir", "mediatanjung.example": "Media Tanjung",
         "beritapulau.example": "Berita Pulau", "posrakyatbaru.example": "Pos Rakyat Baru",
         "antaranews.com": "ANTARA", "kemlu.go.id": "Kemlu"}  # fmt: skip
OBSERVERS = ("pengamat hubungan internasional Universitas Merapi, Hendra Wicaksana",
             "peneliti Pusat Kajian Samudra, Maya Anggraini", "dosen Universitas Tanjungpura Baru, Rudi Hartawan")  # fmt: skip


@dataclass
class Cast:
    """Who and where in one group; gives the scene's sentences with the names in."""

    scene: dict[str, Any]
    number: int
    day: date
    rng: random.Random
    values: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        n = self.number
        state, guest = THEIRS[(n * 7 + n // 10) % len(THEIRS)]
        own = OURS[(n * 3 + n // 10) % len(OURS)]
        office = OFFICES[self.scene["id"]]
        self.values = {
            "N": state, "K": CITIES[n % len(CITIES)],
            "S": f"{office} {own}", "s": own.split()[-1], "P": f"Menteri Luar Negeri {state} {guest}", "p": guest.split()[-1],
        }  # fmt: skip
        self.outlets = list(OUTLETS)
        self.rng.shuffle(self.outlets)

    def __call__(self, text: str) -> str:
        for key, value in self.values.items():
            text = text.replace("{" + key + "}", value)
        return text

    def on(self, shift: int = 0) -> str:
        """The day as reporters write it: "Senin (3/2/2031)"."""
        d = self.day + timedelta(days=shift)
        return f"{DAYS[d.weekday()]} ({d.day}/{d.month}/{d.year})"

    def title(self, i: int) -> str:
        return self(self.scene["titles"][i])

    def lead(self, i: int) -> str:
        return self(self.scene["leads"][i])

    def fact(self, i: int, how: int) -> str:
        return self(self.scene["facts"][i][how])

    def quote(self, i: int, who: str, where: str) -> str:
        """A direct quotation of the first speaker on the common occasion."""
        return f'"{self(self.scene["said"][i][0])}," {who}{where}.'

    def told(self, i: int, cue: str) -> str:
        """The same statement, retold."""
        return f"{cue} {self(self.scene['said'][i][1])}."

    def said(self, i: int) -> str:
        return self(self.scene["said"][i][0])

    def retold(self, i: int) -> str:
        return self(self.scene["said"][i][1])

    def apart(self, i: int) -> str:
        return self(self.scene["apart"][i])

    def other(self, i: int) -> str:
        return self(self.scene["other"][i])

    def observer(self) -> str:
        return self(self.scene["observer"][0])


@dataclass
class Paper:
    """One article as an outlet prints it."""

    outlet: str
    title: str
    paragraphs: list[str]
    day: date
    hour: int
    url: str | None = None

    def row(self, key: str) -> dict[str, str]:
        name = NAMES.get(self.outlet, self.outlet)
        heads = {
            "kabarlaut.example": "JAKARTA, Kabar Laut - ",
            "wartateluk.example": "Wartateluk.example, Jakarta - ",
            "lintasnusa.example": "LINTASNUSA.EXAMPLE, JAKARTA -- ",
            "mediatanjung.example": f"{name} - ",
            "antaranews.com": "Jakarta (ANTARA) - ",
        }
        first, *more = self.paragraphs
        body = "\n".join([heads.get(self.outlet, "") + first, *more])
        slug = "-".join(self.title.lower().replace(":", "").replace(",", "").split())
        url = self.url or f"https://www.{self.outlet}/berita/{key}/{slug}"
        published = f"{self.day.isoformat()}T{self.hour:02d}:15:00+07:00"
        return {"id": key, "url": url, "title": self.title, "outlet": self.outlet, "published": published,
                "text": f"{self.title}\n{body}"}  # fmt: skip


Made = tuple[list[Paper], int, int, int]
"""The articles, and how many articles (copies at one outlet once), outlets and origins they are."""


def report(c: Cast, n: int, quotes: tuple[int, ...], where: str, facts: int = 2) -> list[str]:
    """A press conference as the n-th reporter tells it: other wording, other choice of statements."""
    office, name = c.values["S"], c.values["s"]
    i = [c.lead(n % 3)]
    first, *more = quotes
    if n % 3 == 0:
        i.append(c.quote(first, f"kata {office}", f" {where}, {c.on()}"))
        i += [c.quote(q, f"ujar {name}", "") for q in more]
    elif n % 3 == 1:
        i.append(c.told(first, f"{office} mengatakan")[:-1] + f" {where}, {c.on()}.")
        i += [c.quote(q, f"tutur {name}", "") for q in more]
    else:
        i.append(c.told(first, f"Menurut {office},")[:-1] + f", {where}, {c.on()}.")
        i += [c.told(q, f"{name} menambahkan bahwa") for q in more]
    order = [0, 1, 2]
    c.rng.shuffle(order)
    i += [c.fact(f, n % 2) for f in order[:facts]]
    return i


def wire(c: Cast) -> list[str]:
    """An agency's story, paragraph by paragraph."""
    office, name = c.values["S"], c.values["s"]
    return [
        c.lead(0), c.quote(0, f"kata {office}", f" di {c.values['K']}, {c.on()}"), c.fact(0, 0),
        c.quote(1, f"kata {name}", ""), c.fact(1, 0), c.quote(2, f"ujar {name}", ""), c.fact(2, 0),
    ]  # fmt: skip


def wire_credited(c: Cast) -> Made:
    text = wire(c)
    credits = ("demikian dikutip dari Antara.", "seperti dilansir kantor berita ANTARA.")
    papers = [Paper("antaranews.com", c.title(0), [*text], c.day, 9)]
    papers.append(Paper(c.outlets[0], c.title(1), [*text[:6], "(ANTARA)"], c.day, 10))
    papers.append(
        Paper(
            c.outlets[1],
            c.title(0),
            [*text[:4], f"Bantuan dan kerja sama itu masih berlanjut, {credits[0]}"],
            c.day,
            11,
        )
    )
    papers.append(
        Paper(c.outlets[2], c.title(2), [text[0], text[2], text[3], text[1], f"Hal itu {credits[1]}"], c.day, 12)
    )
    papers.append(Paper(c.outlets[3], c.title(3), [*text[:5], "Sumber: Antara"], c.day, 14))
    return papers, 5, 5, 1


def wire_uncredited(c: Cast) -> Made:
    text = wire(c)
    papers = [
        Paper(c.outlets[0], c.title(0), text, c.day, 9),
        Paper(c.outlets[1], c.title(1), [*text[:5]], c.day, 10),
        Paper(c.outlets[2], c.title(3), [text[0], text[1], text[3], text[4], text[5]], c.day, 13),
    ]
    return papers, 3, 3, 1


def press_conference(c: Cast) -> Made:
    k = c.values["K"]
    papers = [
        Paper(c.outlets[0], c.title(0), report(c, 0, (0, 1), f"dalam konferensi pers di {k}"), c.day, 11),
        Paper(c.outlets[1], c.title(1), report(c, 1, (1, 2), f"kepada wartawan di {k}"), c.day, 12),
        Paper(c.outlets[2], c.title(2), report(c, 2, (3, 0), f"saat jumpa pers usai pertemuan di {k}"), c.day, 12),
    ]
    return papers, 3, 3, 1


def press_conference_and_interview(c: Cast) -> Made:
    papers, *_ = press_conference(c)
    own = c.outlets[3]
    text = [
        f"{c.values['S']} berbicara tentang rencana kementeriannya dalam wawancara khusus dengan {NAMES[own]}, {c.on()}.",
        f'"{c.apart(0)}," ujarnya.', f'"{c.apart(1)}," kata {c.values["s"]}.', c.fact(0, 1), c.fact(1, 0),
    ]  # fmt: skip
    return [*papers, Paper(own, c.title(3), text, c.day, 19)], 4, 4, 2


def interviews(c: Cast) -> Made:
    one, two = c.outlets[:2]
    first = [
        c.lead(0), f'"{c.said(0)}," kata {c.values["S"]} kepada {NAMES[one]} di kantornya, {c.on()}.',
        f'"{c.said(3)}," ujarnya.', c.fact(0, 0), c.fact(2, 0),
    ]  # fmt: skip
    second = [
        c.lead(1), f'"{c.apart(0)}," kata {c.values["S"]} saat dihubungi {NAMES[two]} lewat telepon, {c.on()}.',
        f'"{c.apart(1)}," kata {c.values["s"]}.', c.fact(1, 1), c.fact(0, 1),
    ]  # fmt: skip
    return [Paper(one, c.title(0), first, c.day, 10), Paper(two, c.title(2), second, c.day, 15)], 2, 2, 2


def two_conferences(c: Cast) -> Made:
    """The host in the morning, the guest in the evening, each before reporters of two outlets."""
    k = c.values["K"]
    papers = [
        Paper(c.outlets[0], c.title(0), report(c, 0, (0, 1), f"dalam konferensi pers di {k}"), c.day, 11),
        Paper(c.outlets[1], c.title(1), report(c, 1, (1, 0), f"kepada wartawan di {k}"), c.day, 12),
    ]
    guest = c.values["P"]
    evening = [
        c.lead(2) if c.number % 2 else c.lead(1),
        f'"{c.other(0)}," kata {guest} dalam jumpa pers terpisah di hotelnya, {c.on()} malam.',
        f'"{c.other(1)}," ujar {c.values["p"]}.', c.fact(2, 0),
    ]  # fmt: skip
    again = [
        c.lead(0), f"{guest} menyampaikan tanggapannya kepada wartawan di hotel tempatnya menginap, {c.on()} malam.",
        f'"{c.other(1)}," tutur {c.values["p"]}.', c.fact(1, 1),
    ]  # fmt: skip
    papers += [Paper(c.outlets[2], f"{c.values['p']}: {c.title(3)}", evening, c.day, 20)]
    papers += [Paper(c.outlets[3], c.title(2), again, c.day, 21)]
    return papers, 4, 4, 2


def twice_in_a_day(c: Cast) -> Made:
    """One minister before the press twice, at two places, with other things to say."""
    k, s = c.values["K"], c.values["S"]
    papers = [
        Paper(c.outlets[0], c.title(0), report(c, 0, (0, 1), f"dalam konferensi pers di {k}, pagi"), c.day, 10),
        Paper(c.outlets[1], c.title(1), report(c, 1, (1, 2), f"kepada wartawan di {k} pada pagi hari,"), c.day, 11),
        Paper(c.outlets[2], c.title(3), [
            c.lead(2), f'"{c.apart(0)}," kata {s} kepada wartawan di gedung parlemen, {c.on()} sore.',
            f'"{c.apart(1)}," ujar {c.values["s"]} usai rapat dengan komisi.', c.fact(2, 1),
        ], c.day, 18),
    ]  # fmt: skip
    return papers, 3, 3, 2


def agency_in_context(c: Cast) -> Made:
    """Two outlets retell one agency; a third asked somebody itself."""
    s, name = c.values["S"], c.values["s"]
    first = [c.lead(0), f'"{c.said(0)}," kata {s} seperti dilansir Reuters, {c.on()}.', c.fact(0, 0), c.fact(1, 0)]
    second = [
        c.lead(1), f"Mengutip laporan kantor berita Reuters, {s} menyebut {c.retold(2)}.",
        f"{name} juga mengatakan {c.retold(3)}.", c.fact(2, 1),
    ]  # fmt: skip
    third = [
        c.lead(2), f'"{c.observer()}," kata {c.rng.choice(OBSERVERS)}, kepada {NAMES[c.outlets[2]]}, {c.on()}.',
        c.fact(0, 1), c.fact(1, 1),
    ]  # fmt: skip
    papers = [Paper(c.outlets[i], c.title(i), t, c.day, 10 + i) for i, t in enumerate((first, second, third))]
    return papers, 3, 3, 2


def words_not_agencies(c: Cast) -> Made:
    """ "antara" is between, "bernama" is named: two reports that share no source."""
    one, two = c.outlets[:2]
    first = [
        c.lead(0), f"Hubungan antara Indonesia dan {c.values['N']} disebut makin erat antara lain berkat kerja sama ini.",
        f'"{c.said(0)}," kata {c.values["S"]} saat ditemui {NAMES[one]} di bandara, {c.on()}.', c.fact(0, 0),
    ]  # fmt: skip
    second = [
        c.lead(1), f"Seorang warga bernama Lukman di {c.values['K']} menyambut rencana itu, antara percaya dan ragu.",
        f'"{c.observer()}," kata {c.rng.choice(OBSERVERS)}, ketika dihubungi {NAMES[two]}, {c.on()}.', c.fact(1, 1),
        "Kerja sama semacam itu kerap tersendat antara rapat dan pelaksanaan.",
    ]  # fmt: skip
    return [Paper(one, c.title(0), first, c.day, 9), Paper(two, c.title(3), second, c.day, 16)], 2, 2, 2


def two_agencies(c: Cast) -> Made:
    first = [c.lead(0), f'"{c.said(0)}," kata {c.values["S"]}, dikutip dari AFP, {c.on()}.', c.fact(0, 0), c.fact(2, 0)]
    second = [
        c.lead(1), f'"{c.other(0)}," kata {c.values["P"]} sebagaimana dilaporkan kantor berita Reuters, {c.on()}.',
        c.fact(1, 1), c.fact(2, 1),
    ]  # fmt: skip
    return (
        [Paper(c.outlets[0], c.title(0), first, c.day, 9), Paper(c.outlets[1], c.title(2), second, c.day, 11)],
        2,
        2,
        2,
    )


def release(c: Cast) -> Made:
    """One written statement: whole, cut, and rewritten."""
    s, name = c.values["S"], c.values["s"]
    text = [
        c.lead(0), f'"{c.said(0)}," kata {s} dalam keterangan tertulis, {c.on()}.', c.fact(0, 0),
        f'"{c.said(1)}," ujar {name}.', c.fact(1, 0), f'"{c.said(3)}," ujarnya.', c.fact(2, 0),
    ]  # fmt: skip
    rewritten = [
        c.lead(2), f"Dalam siaran pers yang diterima redaksi, {c.on()}, {s} menyampaikan bahwa {c.retold(1)}.",
        f"{name} menambahkan {c.retold(3)}.", c.fact(1, 1),
    ]  # fmt: skip
    papers = [Paper(c.outlets[0], c.title(0), text, c.day, 9), Paper(c.outlets[1], c.title(0), text[:4], c.day, 10)]
    return [*papers, Paper(c.outlets[2], c.title(1), rewritten, c.day, 13)], 3, 3, 1


def official_site(c: Cast) -> Made:
    """A ministry's own page, and two outlets that copy from it without saying so."""
    text = [
        c.lead(1), c.fact(0, 0), f'"{c.said(1)}," kata {c.values["S"]}, {c.on()}.', c.fact(1, 0),
        f'"{c.said(2)}," ujar {c.values["s"]}.', c.fact(2, 0),
    ]  # fmt: skip
    papers = [
        Paper("kemlu.go.id", c.title(0), text, c.day, 8),
        Paper(c.outlets[0], c.title(1), [text[0], *text[2:5]], c.day, 10),
        Paper(c.outlets[1], c.title(2), [text[2], text[1], text[3], text[4]], c.day, 12),
    ]
    return papers, 3, 3, 1


def twins(c: Cast) -> Made:
    """One article at three addresses, and another outlet's own interview."""
    own, two = c.outlets[:2]
    text = report(c, 0, (0, 1), f"dalam konferensi pers di {c.values['K']}", facts=3)
    base = f"{own}/berita/{c.number}/kerja-sama"
    addresses = (f"https://www.{base}", f"https://m.{base}?page=all", f"https://www.{base}/amp")
    papers = [Paper(own, c.title(0), text, c.day, 9 + i, url) for i, url in enumerate(addresses)]
    second = [
        c.lead(1), f'"{c.observer()}," kata {c.rng.choice(OBSERVERS)}, kepada {NAMES[two]}, {c.on()}.', c.fact(0, 1),
        c.fact(1, 1),
    ]  # fmt: skip
    return [*papers, Paper(two, c.title(3), second, c.day, 17)], 2, 2, 2


def newsroom(c: Cast) -> Made:
    """Two articles of one newsroom and one of another, out of one press conference."""
    k = c.values["K"]
    papers = [
        Paper(c.outlets[0], c.title(0), report(c, 0, (0, 1), f"dalam konferensi pers di {k}"), c.day, 11),
        Paper(c.outlets[0], c.title(2), report(c, 2, (3, 2), f"dalam konferensi pers di {k}"), c.day, 13),
        Paper(c.outlets[1], c.title(1), report(c, 1, (1, 2), f"kepada wartawan di {k}"), c.day, 12),
    ]
    return papers, 3, 2, 1


def post(c: Cast) -> Made:
    """One post on a social network, told by two outlets."""
    s, name = c.values["S"], c.values["s"]
    first = [c.lead(0), f'"{c.said(0)}," tulis {s} melalui akun X resminya, {c.on()}.', c.fact(0, 0), c.fact(1, 0)]
    second = [
        c.lead(2), f"{s} mengumumkan hal itu lewat unggahan di media sosial X, {c.on()}.",
        f'"{c.said(0)}," tulis {name}.', c.fact(2, 1),
    ]  # fmt: skip
    return (
        [Paper(c.outlets[0], c.title(0), first, c.day, 10), Paper(c.outlets[1], c.title(1), second, c.day, 12)],
        2,
        2,
        1,
    )


def joint_conference(c: Cast) -> Made:
    """Two ministers before the press together; each outlet took the words of one."""
    s, guest, k = c.values["S"], c.values["P"], c.values["K"]
    first = [
        c.lead(2), f'"{c.said(0)}," kata {s} dalam konferensi pers bersama {guest} usai pertemuan di {k}, {c.on()}.',
        f'"{c.said(1)}," ujar {c.values["s"]}.', c.fact(0, 0),
    ]  # fmt: skip
    second = [
        c.lead(0), f'"{c.other(0)}," kata {guest} dalam konferensi pers bersama {s} usai pertemuan di {k}, {c.on()}.',
        f'"{c.other(1)}," ujar {c.values["p"]}.', c.fact(1, 1),
    ]  # fmt: skip
    return (
        [Paper(c.outlets[0], c.title(0), first, c.day, 14), Paper(c.outlets[1], c.title(2), second, c.day, 15)],
        2,
        2,
        1,
    )


def hearing(c: Cast) -> Made:
    s, name = c.values["S"], c.values["s"]
    first = [
        c.lead(0),
        f'"{c.said(0)}," kata {s} dalam rapat kerja dengan Komisi I DPR di Jakarta, {c.on()}.',
        c.fact(0, 0),
    ]
    second = [c.lead(1), f"{s} memaparkan hal itu di hadapan anggota DPR, {c.on()}.", f'"{c.said(0)}," ujar {name}.',
              f'"{c.said(2)}," tambahnya.', c.fact(1, 1)]  # fmt: skip
    third = [c.lead(2), f"Di depan Komisi I DPR, {s} mengatakan {c.retold(2)}, {c.on()}.", f'"{c.said(3)}," katanya.',
             c.fact(2, 0)]  # fmt: skip
    papers = [Paper(c.outlets[i], c.title(i), t, c.day, 13 + i) for i, t in enumerate((first, second, third))]
    return papers, 3, 3, 1


def answer(c: Cast) -> Made:
    """A press conference of one side, a written answer of the other, each in two outlets."""
    k, guest = c.values["K"], c.values["P"]
    papers = [
        Paper(c.outlets[0], c.title(0), report(c, 0, (0, 1), f"dalam konferensi pers di {k}"), c.day, 10),
        Paper(c.outlets[1], c.title(1), report(c, 1, (1, 3), f"kepada wartawan di {k}"), c.day, 11),
        Paper(c.outlets[2], c.title(2), [
            c.lead(2), f'"{c.other(1)}," kata {guest} dalam pernyataan tertulis, {c.on()}.', f'"{c.other(0)}," ujarnya.',
            c.fact(1, 0),
        ], c.day, 17),
        Paper(c.outlets[3], c.title(3), [
            c.lead(0), f"Lewat pernyataan tertulis, {guest} memberi catatan, {c.on()}.", f'"{c.other(1)}," tulisnya.',
            c.fact(0, 1),
        ], c.day, 19),
    ]  # fmt: skip
    return papers, 4, 4, 2


def chain(c: Cast) -> Made:
    """A foreign agency's story, carried by the home agency and from there and directly by others."""
    s, name = c.values["S"], c.values["s"]
    text = [c.lead(0), f'"{c.said(0)}," kata {s} kepada kantor berita Xinhua, {c.on()}.', c.fact(0, 0),
            f'"{c.said(1)}," ujar {name}.', c.fact(1, 0)]  # fmt: skip
    papers = [
        Paper("antaranews.com", c.title(0), [*text, "Sumber: Xinhua"], c.day, 9),
        Paper(c.outlets[0], c.title(1), [*text[:4], "(ANTARA/Xinhua)"], c.day, 11),
        Paper(c.outlets[1], c.title(2), [
            c.lead(1), f"Mengutip Xinhua, {s} menyatakan {c.retold(1)}, {c.on()}.", c.fact(2, 1),
        ], c.day, 12),
    ]  # fmt: skip
    return papers, 3, 3, 1


def template(c: Cast) -> Made:
    """A notice that an outlet prints every day with other numbers: no copy, another day's own observation."""
    name, k = c.outlets[0], c.values["K"]
    papers = []
    for n in range(2):
        d = c.day + timedelta(days=n)
        high, minute, low = c.rng.randrange(300, 900, 50), c.rng.randrange(10, 59), c.rng.randrange(20, 60)
        wide, long = c.rng.randrange(11, 40), c.rng.randrange(41, 160)
        text = [
            f"Gunung Lawangsari kembali meletus pada {DAYS[d.weekday()]} ({d.day}/{d.month}/{d.year}) pukul 0{3 + 2 * n}.{minute} WIB.",
            f"Kolom abu teramati setinggi {high} meter di atas puncak dan condong ke arah {('barat daya', 'timur laut')[n]}.",
            f"Letusan itu terekam dengan amplitudo {wide} milimeter dan lama gempa {long} detik.",
            f"Warga di lereng dekat {k} diminta menjauhi kawah dalam jarak {low / 10:.1f} kilometer.",
            "Status gunung masih waspada dan para pendaki dilarang mendekat.",
        ]
        papers.append(Paper(name, f"Gunung Lawangsari Meletus, Kolom Abu {high} Meter", text, d, 6 + n))
    return papers, 2, 1, 2


def observed(c: Cast) -> Made:
    """A press conference in two outlets; a third asked an observer what he thinks of it."""
    k, own = c.values["K"], c.outlets[2]
    papers = [
        Paper(c.outlets[0], c.title(0), report(c, 0, (0, 2), f"dalam konferensi pers di {k}"), c.day, 10),
        Paper(c.outlets[1], c.title(1), report(c, 1, (2, 3), f"kepada wartawan di {k}"), c.day, 11),
        Paper(own, c.title(3), [
            c.lead(2), f"Rencana yang diumumkan {c.values['S']} itu ditanggapi hati-hati oleh kalangan kampus.",
            f'"{c.observer()}," kata {c.rng.choice(OBSERVERS)}, kepada {NAMES[own]}, {c.on()}.', c.fact(2, 1),
        ], c.day, 20),
    ]  # fmt: skip
    return papers, 3, 3, 2


def next_day(c: Cast) -> Made:
    """A press conference; on the morrow the same minister says something new elsewhere."""
    k, s = c.values["K"], c.values["S"]
    papers = [
        Paper(c.outlets[0], c.title(0), report(c, 0, (0, 1), f"dalam konferensi pers di {k}"), c.day, 11),
        Paper(c.outlets[1], c.title(1), report(c, 1, (1, 3), f"kepada wartawan di {k}"), c.day, 12),
        Paper(c.outlets[2], c.title(2), [
            c.lead(0), f'"{c.apart(1)}," kata {s} seusai meresmikan kantor baru di Semarang, {c.on(1)}.',
            f'"{c.apart(0)}," ujar {c.values["s"]}.', c.fact(0, 1), c.fact(1, 1),
        ], c.day + timedelta(days=1), 15),
    ]  # fmt: skip
    return papers, 3, 3, 2


def conference_of_both(c: Cast) -> Made:
    """The agency's man and a newspaper's woman heard the same press conference; a third paper took the agency's text."""
    k = c.values["K"]
    text = wire(c)
    text[1] = c.quote(0, f"kata {c.values['S']}", f" dalam konferensi pers di {k}, {c.on()}")
    papers = [
        Paper("antaranews.com", c.title(0), text, c.day, 10),
        Paper(c.outlets[0], c.title(1), [*text[:4], "(ANTARA)"], c.day, 12),
        Paper(c.outlets[1], c.title(2), report(c, 1, (0, 1), f"dalam konferensi pers di {k}"), c.day, 12),
    ]
    return papers, 3, 3, 1


RECIPES: tuple[Callable[[Cast], Made], ...] = (
    wire_credited, press_conference, interviews, two_conferences, agency_in_context, words_not_agencies, release, twins,
    joint_conference, hearing, wire_uncredited, press_conference_and_interview, twice_in_a_day, two_agencies,
    official_site, newsroom, post, answer, chain, template, observed, next_day, conference_of_both,
)  # fmt: skip


def make_groups() -> list[dict[str, Any]]:
    """The 60 groups."""
    scenes = yaml.safe_load((FOLDER / "scenes.yaml").read_text(encoding="utf-8"))
    out = []
    for n in range(60):
        recipe = RECIPES[n % len(RECIPES)]
        cast = Cast(scenes[(n + n // 10) % len(scenes)], n, date(2031, 1, 6) + timedelta(days=5 * n), random.Random(n))
        papers, articles, outlets, origins = recipe(cast)
        rows = [p.row(f"g{n:02d}{'abcdef'[i]}") for i, p in enumerate(papers)]
        out.append({"id": f"g{n:02d}", "kind": recipe.__name__, "scene": cast.scene["id"], "articles": articles,
                    "outlets": outlets, "origins": origins, "pages": rows})  # fmt: skip
    return out


def main() -> None:
    """Write the file."""
    lines = (json.dumps(g, ensure_ascii=False) + "\n" for g in make_groups())
    (FOLDER / "groups.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
