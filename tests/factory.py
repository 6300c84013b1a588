"""Documents and registers for tests: our own text about invented officials, dated 2031.

`make_documents()` gives five articles of three outlets about two events; `make_register()` the entries that `link`
would make of them, built by hand so that store and show can be tested without the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from risalah.model.annotation import Actor, Mention
from risalah.model.article import Article, Block, Dateline
from risalah.model.document import Document
from risalah.model.ids import article_id, short_id
from risalah.model.record import Commitment, Evidence, Meeting, Participant, Party, Place, Quotation
from risalah.model.register import (
    ArticleEntry,
    Conflict,
    Entry,
    EntryType,
    Judgement,
    RecordRef,
    Register,
    Selector,
    Story,
    Support,
)
from risalah.model.span import Span
from risalah.model.when import When, parse_edtf
from risalah.store import open_store

ACTORS = (
    Actor("IDN", "state", "Indonesia", aliases=("RI",)),
    Actor("NZL", "state", "Selandia Baru"),
    Actor("KEN", "state", "Kenya"),
    Actor("ASEAN", "organisation", "ASEAN"),
    Actor("sekar-wibawa", "person", "Sekar Wibawa", aliases=("Menlu Sekar",), office="foreign minister", country="IDN"),
    Actor("tane-ruakura", "person", "Tane Ruakura", office="foreign minister", country="NZL"),
)


class Draft:
    """An article in the making: `Draft(title, paragraphs)`, then spans by their words, then `build(...)`."""

    def __init__(
        self,
        title: str,
        paragraphs: Sequence[str],
        *,
        outlet: str = "kabar.example",
        published: str = "2031-03-04T09:30:00+07:00",
        url: str | None = None,
        lang: str = "id",
        dateline: str | None = None,
        via: Sequence[str] = (),
    ) -> None:
        parts = [title, *paragraphs]
        self.text = "\n\n".join(parts)
        blocks: list[Block] = []
        at = 0
        for i, part in enumerate(parts):
            blocks.append(Block("title" if i == 0 else "paragraph", Span(at, at + len(part))))
            at += len(part) + 2
        url = url or f"https://{outlet}/{short_id('p', title, outlet)}"
        self.article = Article(
            id=article_id(self.text, url, outlet),
            text=self.text,
            lang=lang,
            blocks=tuple(blocks),
            title=title,
            url=url,
            outlet=outlet,
            byline=("Rara Kelana",),
            published=published,
            published_basis="metadata",
            dateline=Dateline(self.span(dateline), dateline.split(",")[0].title()) if dateline else None,
            via=tuple(via),
            furniture_removed=120,
            relevance=0.97,
        )

    def span(self, words: str, nth: int = 0) -> Span:
        """The span of the `nth` occurrence of `words`."""
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(words, at + 1)
        return Span(at, at + len(words))

    def sentence(self, span: Span) -> Span:
        """The whole sentence around a span (full stop and blank, or a block's end, close it)."""
        block = next(b.span for b in self.article.blocks if b.span.contains(span))
        start = max(self.text.rfind(". ", block.start, span.start) + 2, block.start)
        stop = self.text.find(". ", span.end - 1, block.end)
        return Span(start, stop + 1 if stop >= 0 else block.end)

    def evidence(self, field: str, words: str, rule: str = "test.rule", nth: int = 0) -> Evidence:
        """Evidence for a field from its words."""
        span = self.span(words, nth)
        return Evidence.cut(self.text, field, span, sentence=self.sentence(span), rule=rule)

    def mention(self, words: str, kind: Any, actor: str | None) -> Mention:
        """A mention of an actor."""
        return Mention(self.span(words), kind, actor, rule="test.name")

    def build(self, **parts: Any) -> Document:
        """The document with its records (`mentions actors quotations meetings commitments failures`)."""
        return Document(self.article, **{"actors": ACTORS, **parts})


def when(edtf: str, raw: str = "", **changes: Any) -> When:
    """A When from EDTF and the words."""
    return replace(parse_edtf(edtf), raw=raw or edtf, **changes)


def ferry_report(outlet: str, published: str, *, stage: str = "finalising", via: Sequence[str] = ()) -> Document:
    """A visit of New Zealand's invented minister with a memorandum on ferries; `stage` finalising or planned."""
    words = {
        "finalising": "sedang difinalisasi oleh kedua pihak",
        "planned": "direncanakan rampung dalam jangka panjang",
    }
    d = Draft(
        f"Menlu Sekar Terima Menlu Selandia Baru di Ambon ({outlet})",
        [
            "AMBON, Kabar - Menteri Luar Negeri Sekar Wibawa menerima Menlu Selandia Baru Tane Ruakura di Ambon, "
            "Selasa 4 Maret 2031. Keduanya membahas layanan feri antarpulau.",
            f"Nota kesepahaman tentang keselamatan feri {words[stage]}. "
            "Naskah itu diharapkan ditandatangani pada Juni 2031.",
            "“Kami ingin feri yang aman untuk warga pulau kecil,” kata Sekar.",
            "Selandia Baru menjanjikan 20 juta dolar AS untuk dermaga jika studi kelayakan selesai. 🚢",
        ],
        outlet=outlet,
        published=published,
        dateline="AMBON, Kabar -",
        via=via,
    )
    meeting = Meeting(
        id="m1",
        kind="visit",
        status="held",
        participants=(Participant("sekar-wibawa", "host"), Participant("tane-ruakura", "visitor")),
        parties=("IDN", "NZL"),
        evidence=(
            d.evidence("status", "menerima", "meeting.receive"),
            d.evidence("participants", "Menteri Luar Negeri Sekar Wibawa menerima Menlu Selandia Baru Tane Ruakura"),
            d.evidence("when", "Selasa 4 Maret 2031", "time.weekday_date"),
            d.evidence("place", "di Ambon, ", "meeting.place"),
        ),
        setting="bilateral",
        when=when("2031-03-04", "Selasa 4 Maret 2031"),
        place=Place("Ambon", "IDN"),
        topics=("transport_connectivity",),
    )
    memo = Commitment(
        id="c1",
        kind="mou",
        title="Nota kesepahaman tentang keselamatan feri",
        parties=(Party("IDN"), Party("NZL")),
        stage=stage,  # type: ignore[arg-type]
        expected_stage="signed",
        outcome="not_due",
        sectors=("transport_connectivity",),
        horizon="long" if stage == "planned" else "unstated",
        due=when("2031-06", "Juni 2031"),
        said_on=when(published[:10], basis="publication"),
        said_by="sekar-wibawa",
        evidence=(
            d.evidence("stage", words[stage].split(" oleh ")[0], f"stage.{stage}"),
            d.evidence("title", "Nota kesepahaman tentang keselamatan feri"),
            d.evidence("due", "pada Juni 2031", "time.month_year"),
            d.evidence("expected_stage", "diharapkan ditandatangani", "governor.hope"),
            *((d.evidence("horizon", "jangka panjang", "horizon.long"),) if stage == "planned" else ()),
        ),
        governors=("diharapkan",),
    )
    pledge = Commitment(
        id="c2",
        kind="pledge",
        title="20 juta dolar AS untuk dermaga",
        parties=(Party("NZL", "committer"), Party("IDN", "beneficiary")),
        stage="pledged",
        modality="conditional",
        evidence=(
            d.evidence("stage", "menjanjikan", "stage.pledge"),
            d.evidence("amount", "20 juta dolar AS", "amount.money"),
        ),
        sectors=("transport_connectivity", "finance"),
        amount={"value": 20000000, "unit": None, "currency": "USD", "qualifier": None, "high": None},
        conditions=d.span("jika studi kelayakan selesai"),
    )
    quote = Quotation(
        id="q1",
        form="direct",
        content=(d.span("Kami ingin feri yang aman untuk warga pulau kecil,"),),
        cue=d.span("kata"),
        speaker="sekar-wibawa",
        speaker_basis="explicit",
        speaker_mention=d.span("Sekar", nth=2),
        occasion="m1",
        rule="quote.said_after",
    )
    return d.build(
        mentions=(
            d.mention("Menteri Luar Negeri Sekar Wibawa", "person", "sekar-wibawa"),
            d.mention("Menlu Selandia Baru Tane Ruakura", "person", "tane-ruakura"),
            d.mention("Ambon", "place", None),
        ),
        meetings=(meeting,),
        commitments=(memo, pledge),
        quotations=(quote,),
    )


def signing_report() -> Document:
    """Seven months later: the memorandum is signed, and a target of the year before is missed."""
    d = Draft(
        "Indonesia dan Selandia Baru Teken Nota Keselamatan Feri",
        [
            "Indonesia dan Selandia Baru menandatangani nota kesepahaman keselamatan feri di Wellington, Kamis "
            "9 Oktober 2031.",
            "Target perdagangan Indonesia dan Kenya sebesar 3 miliar dolar AS pada 2030 belum terpenuhi.",
        ],
        outlet="warta.example",
        published="2031-10-09",
    )
    memo = Commitment(
        id="c1",
        kind="mou",
        title="nota kesepahaman keselamatan feri",
        parties=(Party("IDN"), Party("NZL")),
        stage="signed",
        sectors=("transport_connectivity",),
        signed_on=when("2031-10-09", "Kamis 9 Oktober 2031"),
        said_on=when("2031-10-09", basis="publication"),
        evidence=(
            d.evidence("stage", "menandatangani", "stage.signed"),
            d.evidence("signed_on", "Kamis 9 Oktober 2031", "time.weekday_date"),
        ),
    )
    target = Commitment(
        id="c2",
        kind="target",
        title="Target perdagangan sebesar 3 miliar dolar AS",
        parties=(Party("IDN"), Party("KEN")),
        stage="agreed",
        outcome="in_progress",
        sectors=("trade",),
        due=when("2030", "2030"),
        amount={"value": 3000000000, "unit": None, "currency": "USD", "qualifier": "about", "high": None},
        evidence=(d.evidence("stage", "Target perdagangan", "stage.target"), d.evidence("due", "pada 2030")),
    )
    return d.build(commitments=(memo, target))


def plain_report() -> Document:
    """A page that is not about diplomacy: kept, without records."""
    d = Draft(
        "Resep Sup Labu", ["Potong labu, lalu rebus sampai empuk."], outlet="dapur.example", published="2031-05-01"
    )
    return replace(d.build(actors=()), article=replace(d.article, relevant=False, relevance=0.02))


def make_documents() -> list[Document]:
    """Five articles: two reports and a wire copy of one event, the later signing, and one irrelevant page."""
    return [
        ferry_report("kabar.example", "2031-03-04T09:30:00+07:00"),
        ferry_report("warta.example", "2031-03-04T14:00:00+07:00", stage="planned"),
        ferry_report("pos.example", "2031-03-05", via=("Kabar",)),
        signing_report(),
        plain_report(),
    ]


def _entry(kind: EntryType, refs: Sequence[tuple[Document, str]], story: str | None, **parts: Any) -> Entry:
    """An entry whose value is that of its last record, without id and evidence."""
    records = tuple(sorted(RecordRef(d.article.id, rid) for d, rid in refs))
    rows = refs[-1][0].to_json()[kind + "s"]
    value = {k: v for k, v in next(r for r in rows if r["id"] == refs[-1][1]).items() if k not in ("id", "evidence")}
    outlets = {d.article.outlet for d, _ in refs}
    support = Support(len(refs), len(outlets), max(1, len(outlets) - 1), 1)
    first = min(refs, key=lambda r: r[0].article.published or "")
    eid = short_id(kind[0], first[0].article.id, first[1])
    return Entry(eid, kind, {**value, **parts.pop("value", {})}, records, support, story=story, **parts)


def make_register(documents: Sequence[Document] | None = None) -> Register:
    """The register of `make_documents()`: 2 stories, 1 meeting, 1 quotation, 3 commitments, conflicts, judgements."""
    docs = list(documents or make_documents())
    a, b, c, signed, plain = docs
    s1 = short_id("s", a.article.id)
    s2 = short_id("s", signed.article.id)
    stories = tuple(
        sorted(
            [
                Story(
                    s1,
                    a.article.title or "",
                    tuple(sorted(d.article.id for d in (a, b, c))),
                    3,
                    2,
                    "2031-03-04",
                    "2031-03-05",
                ),
                Story(s2, signed.article.title or "", (signed.article.id,), 1, 1, "2031-10-09", "2031-10-09"),
            ],
            key=lambda s: s.id,
        )
    )
    origins = {a.article.id: ("o-1", "own report"), b.article.id: ("o-2", "own report")}
    origins[c.article.id] = ("o-1", "credits Kabar and shares its wording")
    origins[signed.article.id] = ("o-3", "own report")
    articles = tuple(
        sorted(
            (
                ArticleEntry(
                    d.article.id,
                    d.article.url,
                    d.article.outlet,
                    d.article.title,
                    d.article.published,
                    d.article.lang,
                    None if d is plain else s2 if d is signed else s1,
                    origins.get(d.article.id, (None, ""))[0],
                    origins.get(d.article.id, (None, ""))[1],
                    a.article.id if d is c else None,
                )
                for d in docs
            ),
            key=lambda e: e.id,
        )
    )
    first = tuple(sorted([a.article.id, c.article.id]))
    memo = _entry(
        "commitment",
        [(a, "c1"), (b, "c1"), (c, "c1"), (signed, "c1")],
        s1,
        value={"due": a.to_json()["commitments"][0]["due"], "expected_stage": None, "said_by": "sekar-wibawa"},
        history=(
            {"stage": "finalising", "as_of": "2031-03-04", "articles": list(first)},
            {"stage": "planned", "as_of": "2031-03-04", "articles": [b.article.id]},
            {"stage": "signed", "as_of": "2031-10-09", "articles": [signed.article.id]},
        ),
        conflicts=(
            Conflict("horizon", "complementary", (("long", (b.article.id,)), ("unstated", first)), "stated_first"),
            Conflict("stage", "differ", (("finalising", first), ("planned", (b.article.id,))), "most_articles"),
        ),
    )
    pledge = _entry("commitment", [(a, "c2"), (b, "c2"), (c, "c2")], s1)
    target = _entry("commitment", [(signed, "c2")], s2)
    meeting = _entry("meeting", [(a, "m1"), (b, "m1"), (c, "m1")], s1)
    quote = _entry("quotation", [(a, "q1"), (b, "q1"), (c, "q1")], s1)
    left, right = f"{a.article.id}#c1", f"{signed.article.id}#c1"
    judgements = (
        Judgement(
            left,
            right,
            "same",
            7.5,
            ("kind mou +2.0", "parties IDN, NZL +3.0", "title +2.5"),
            "rule:commitment",
            left_selector=Selector("Nota kesepahaman tentang keselamatan feri"),
            right_selector=Selector("nota kesepahaman keselamatan feri", "menandatangani ", " di Wellington"),
        ),
        Judgement(left, f"{a.article.id}#c2", "different", -4.0, ("kind mou / pledge -4.0",), "rule:commitment"),
    )
    return Register(
        articles,
        stories,
        (meeting,),
        (quote,),
        tuple(sorted((memo, pledge, target), key=lambda e: e.id)),
        tuple(sorted((x.to_json() for x in ACTORS), key=lambda x: x["id"])),
        judgements,
    )


def store_register(target: str | Path) -> str:
    """A new register at `target` that holds the articles and entries of this file, from one run; its name."""
    with open_store(target, create=True) as store:
        documents = make_documents()
        number = store.start_run("test")
        store.write_documents(documents, number)
        store.write_register(make_register(documents))
        store.finish_run(number, {})
    return str(target)
