"""Documents about invented officials, for tests of `link`: each record gets its words in a text of our own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from risalah.model.annotation import Actor
from risalah.model.article import Article, Block
from risalah.model.document import Document
from risalah.model.ids import article_id
from risalah.model.record import Commitment, Evidence, Meeting, Participant, Party, Place, Quotation
from risalah.model.span import Span
from risalah.model.when import parse_edtf
from risalah.resources.linking import read_weights

WEIGHTS = read_weights()

ACTORS = {
    "IDN": Actor("IDN", "state", "Indonesia"),
    "KIR": Actor("KIR", "state", "Kiribati"),
    "PLW": Actor("PLW", "state", "Palau"),
    "raka-wirabumi": Actor("raka-wirabumi", "person", "Raka Wirabumi", office="foreign minister", country="IDN"),
    "teburoro-ata": Actor("teburoro-ata", "person", "Teburoro Ata", office="foreign minister", country="KIR"),
    "sari-lontara": Actor("sari-lontara", "person", "Sari Lontara", office="trade minister", country="IDN"),
    "ioane-rui": Actor("ioane-rui", "person", "Ioane Rui", office="president", country="KIR"),
    "olbed-tellei": Actor("olbed-tellei", "person", "Olbed Tellei", office="foreign minister", country="PLW"),
}


@dataclass
class Page:
    """Builds one document sentence by sentence."""

    title: str = "Indonesia dan Kiribati Bahas Kerja Sama"
    outlet: str | None = "kabarlaut.example"
    published: str | None = "2031-03-04T10:00:00+07:00"
    url: str | None = None
    via: tuple[str, ...] = ()
    sentences: list[str] = field(default_factory=list)
    plans: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    actors: tuple[str, ...] = tuple(ACTORS)

    def say(self, sentence: str) -> Page:
        """Add a plain sentence."""
        self.sentences.append(sentence)
        return self

    def meeting(self, sentence: str = "Menlu Raka Wirabumi bertemu Menlu Teburoro Ata.", **fields: Any) -> Page:
        """Add a meeting that the sentence tells."""
        self.plans.append(("m", sentence, fields))
        return self.say(sentence)

    def commitment(self, sentence: str, **fields: Any) -> Page:
        """Add a commitment that the sentence tells."""
        self.plans.append(("c", sentence, fields))
        return self.say(sentence)

    def quote(self, words: str, speaker: str | None = "raka-wirabumi", **fields: Any) -> Page:
        """Add a direct quotation; `cue` goes behind the words."""
        cue = fields.pop("cue", "kata menteri itu.")
        self.plans.append(("q", words, {"speaker": speaker, **fields}))
        return self.say(f'"{words}," {cue}')

    def build(self) -> Document:
        """The document."""
        body = "\n".join(self.sentences) or "Tidak ada berita."
        text = f"{self.title}\n{body}"
        start = len(self.title) + 1
        article = Article(
            id=article_id(text, self.url, self.outlet),
            text=text,
            lang="id",
            blocks=(Block("title", Span(0, len(self.title))), Block("paragraph", Span(start, len(text)))),
            title=self.title,
            url=self.url,
            outlet=self.outlet,
            published=self.published,
            published_basis="metadata" if self.published else "none",
            via=self.via,
        )
        meetings, quotations, commitments = [], [], []
        for kind, sentence, fields in self.plans:
            at = text.index(sentence)
            span = Span(at, at + len(sentence))
            row = dict(fields)
            if kind == "q":
                quotations.append(
                    Quotation(
                        f"q{len(quotations) + 1}", row.pop("form", "direct"), (span,), **row, speaker_basis="explicit"
                    )
                )
                continue
            evidence = (Evidence.cut(text, "stage" if kind == "c" else "participants", span, sentence=span),)
            for name in ("when", "due", "period", "signed_on", "said_on"):
                if isinstance(row.get(name), str):
                    row[name] = parse_edtf(row[name])
            if row.get("previous"):
                row["previous"] = tuple(parse_edtf(p) for p in row["previous"])
            if kind == "m":
                who = row.pop("who", ("raka-wirabumi", "teburoro-ata"))
                place = row.pop("place", None)
                meetings.append(
                    Meeting(
                        id=f"m{len(meetings) + 1}",
                        kind=row.pop("kind", "meeting"),
                        status=row.pop("status", "held"),
                        participants=tuple(Participant(w) for w in who),
                        parties=row.pop("parties", ("IDN", "KIR")),
                        evidence=evidence,
                        place=Place(*place) if place else None,
                        **row,
                    )
                )
            else:
                parties = row.pop("parties", ("IDN", "KIR"))
                commitments.append(
                    Commitment(
                        id=f"c{len(commitments) + 1}",
                        kind=row.pop("kind", "mou"),
                        title=row.pop("title", sentence),
                        parties=tuple(p if isinstance(p, Party) else Party(p) for p in parties),
                        stage=row.pop("stage", "finalising"),
                        evidence=evidence,
                        **row,
                    )
                )
        return Document(
            article=article,
            actors=tuple(ACTORS[a] for a in self.actors),
            meetings=tuple(meetings),
            quotations=tuple(quotations),
            commitments=tuple(commitments),
        )
