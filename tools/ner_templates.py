"""Sentences from our own tables and invented names, to train the name tagger on: "ROLE STATE Name" and its kin.

What the two corpora lack is the way the press introduces foreign officials. The sentences are made, not found: roles
and states come from the tables of risalah, names are put together by chance from a list of given names and syllables.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from risalah.resources.actors import ActorTable
from risalah.resources.language import Language

_ONSETS = (
    "b",
    "br",
    "ch",
    "d",
    "dj",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kh",
    "kr",
    "l",
    "m",
    "n",
    "ny",
    "p",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "y",
    "z",
    "zh",
)
_VOWELS = ("a", "a", "e", "i", "o", "u", "ai", "ei", "ou", "ia", "ae")
_CODAS = (
    "",
    *[
        "n",
        "r",
        "s",
        "v",
        "k",
        "l",
        "m",
        "t",
        "ng",
        "nov",
        "ski",
        "ez",
        "son",
        "dze",
        "yan",
        "enko",
        "sen",
        "berg",
        "ova",
        "ic",
        "u",
        "o",
        "a",
    ],
)

# {R} role, {S} state, {P} person, {B} body, {C} town or capital, {M} ministry of a state, {D} day.
_PATTERNS = (
    "{R} {S} {P} mengatakan bahwa hubungan kedua negara baik .",
    "{R} {S} {P} bertemu dengan {R} {S} {P} di {C} , {D} .",
    "Dalam pertemuan itu , {R} {P} menerima kunjungan {R} {S} {P} .",
    "{R} {P} dan mitranya dari {S} , {P} , menandatangani nota kesepahaman .",
    "{P} , {R} {S} , menyatakan hal itu di {C} pada {D} .",
    "Hal tersebut disampaikan {R} {S} {P} kepada wartawan di {C} .",
    '" Kami siap bekerja sama , " kata {R} {S} {P} di {C} .',
    '" Itu penting bagi kawasan , " ujar {P} .',
    "{C} - {R} {S} {P} akan berkunjung ke {S} pekan depan .",
    "{C} ( {B} ) - {P} tiba di {C} {D} .",
    "{R} {M} {P} membenarkan kabar itu .",
    "Menurut {P} , {M} telah mengirim surat kepada {B} .",
    "{R} {B} {P} menyerukan gencatan senjata .",
    "{B} dan {S} sepakat memperkuat kerja sama di bidang pangan .",
    "{S} dan {S} membuka perundingan di {C} .",
    "Pertemuan {P} dan {P} berlangsung di {C} .",
    "Hadir pula {R} {S} untuk {S} {P} serta {R} {P} .",
    "{R} {S} untuk Indonesia {P} mengundang {R} RI {P} .",
    "{R} terpilih {S} {P} dijadwalkan mengunjungi {C} .",
    "Mantan {R} {S} {P} mengkritik kebijakan {S} .",
    "{R} Jenderal {B} {P} mendesak {S} membuka perbatasan .",
    "Pemerintah {S} melalui {M} menolak usul {S} .",
    "Militer {S} menyerang wilayah {C} , {D} .",
    "{P} menjabat sebagai {R} {S} sejak tahun lalu .",
    "{R} {S} , {P} , dan {R} {S} , {P} , bertukar pandangan .",
    "{R} {S} itu , {P} , berterima kasih kepada {B} .",
    "{P} dari {B} menilai {S} belum siap .",
    "{R} {S} Jenderal {P} meninjau pangkalan di {C} .",
)
_DAYS = ("Senin", "Selasa ( 6 / 7 )", "Rabu", "Kamis ( 12 / 3 / 2031 )", "Jumat", "Sabtu", "Minggu")
_MINISTRIES = (
    "Kementerian Luar Negeri",
    "Kemlu",
    "Kementerian Pertahanan",
    "Kementerian Perdagangan",
    "Departemen Luar Negeri",
    "Kedutaan Besar",
)
_PARTICLES = ("bin", "al", "van", "de", "von", "da")

Pair = tuple[str, str]


@dataclass
class TemplateMaker:
    """Makes sentences; `without` are the ids of states that no sentence may name."""

    language: Language
    actors: ActorTable
    without: frozenset[str] = frozenset()
    chance: random.Random = field(default_factory=lambda: random.Random(2031))

    def __post_init__(self) -> None:
        states = [s for s in self.actors.states.values() if s.id not in self.without]
        self.states = [form for s in states for form in (s.name, s.name, *s.forms)]
        self.towns = [form for s in states for form in s.seats] + ["Jakarta", "Bandung", "Surabaya", "Denpasar"]
        self.roles = [
            form.replace("(", "( ").replace(")", " )")
            for row in self.language.table("roles")["roles"]
            for form in row["forms"]
            if row["scope"] in ("state", "envoy", "body") and form[:1].isupper()
            for _ in range(3 if row["scope"] == "state" else 1)
        ]
        bodies = [b for b in self.actors.organisations.values() if b.country not in self.without]
        self.bodies = [form for b in bodies for form in (b.name, *b.forms[:2])]
        self.given = [w for w in self.language.words("models/words", "given_names") if len(w) > 2]

    def sentences(self, count: int) -> Iterable[list[Pair]]:
        """`count` sentences as (token, label) pairs."""
        for _ in range(count):
            yield self._sentence(self.chance.choice(_PATTERNS))

    def _sentence(self, pattern: str) -> list[Pair]:
        out: list[Pair] = []
        pick = self.chance.choice
        for part in pattern.split():
            if part == "{R}":
                out += [(t, "O") for t in pick(self.roles).split()]
            elif part == "{S}":
                # As in idner2k: a state is a place only where something happens there; as an actor the tables know it.
                place = bool(out) and out[-1][0].lower() in ("di", "ke", "dari", "mengunjungi")
                state = pick(self.states)
                out += _labelled(state, "LOC") if place else [(t, "O") for t in state.split()]
            elif part == "{C}":
                town = pick(self.towns)
                out += _labelled(town.upper() if pattern.startswith("{C}") and not out else town, "LOC")
            elif part == "{B}":
                out += _labelled(pick(self.bodies), "ORG")
            elif part == "{M}":
                out += _labelled(f"{pick(_MINISTRIES)} {pick(self.states)}", "ORG")
            elif part == "{D}":
                out += [(t, "O") for t in pick(_DAYS).split()]
            elif part == "{P}":
                out += _labelled(self.person(), "PER")
            else:
                out.append((part, "O"))
        return out

    def person(self) -> str:
        """An invented name of one to four words."""
        n = self.chance.choices((1, 2, 3, 4), (2, 6, 3, 1))[0]
        words = [self._given() if self.chance.random() < 0.5 else self._coined() for _ in range(n)]
        if n > 1 and self.chance.random() < 0.12:
            words.insert(1, self.chance.choice(_PARTICLES))
        return " ".join(words)

    def _given(self) -> str:
        return self.chance.choice(self.given).capitalize()

    def _coined(self) -> str:
        pick = self.chance.choice
        word = "".join(pick(_ONSETS) + pick(_VOWELS) for _ in range(self.chance.choice((1, 2, 2, 3)))) + pick(_CODAS)
        return word.capitalize()


def _labelled(name: str, label: str) -> list[Pair]:
    return [(t, ("B-" if k == 0 else "I-") + label) for k, t in enumerate(name.split())]
