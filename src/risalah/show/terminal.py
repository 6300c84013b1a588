"""The register in the terminal: an overview, or one entry with its evidence, history, conflicts and sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from risalah.errors import ConfigError
from risalah.model.codebook import HIGH_STAGES, STAGES
from risalah.model.document import Document
from risalah.model.register import ArticleEntry, Entry, Story
from risalah.show.context import clean_text, find_record, list_marks, place_marks, render_marked
from risalah.show.export_rows import FIELDS, find_overdue, read_day
from risalah.show.labels import Labels
from risalah.show.values import Values
from risalah.store.reader import Reader

_SHOWN = 40  # rows of one table in the overview; the rest is counted


def show_register(store: Reader, console: Console, as_of: str | date, *, lang: str = "id") -> None:
    """Print the overview: counts, stories, commitments by stage, meetings, quotations, conflicts.

    `as_of` is the day on which overdue is judged, `lang` the language of labels ("id" or "en").
    """
    _Overview(store, console, read_day(as_of), Labels(lang)).show()


def show_entry(store: Reader, id: str, console: Console, as_of: str | date, *, lang: str = "id") -> None:
    """Print one meeting, quotation, commitment, story or article; `id` may be any unique beginning.

    Raises ConfigError where there is none, StoreError where the beginning fits several.
    """
    labels = Labels(lang)
    day = read_day(as_of)
    entry = store.entry(id)
    if entry is not None:
        _Detail(store, console, day, labels).show(entry)
        return
    story = store.story(id)
    if story is not None:
        _Overview(store, console, day, labels).show_story(story)
        return
    article = store.article_entry(id)
    if article is not None:
        _Overview(store, console, day, labels).show_article(article)
        return
    raise ConfigError(f"{store.name}: nothing with the id {id!r}", remedy="list the ids with `risalah show REGISTER`")


def read_names(store: Reader) -> dict[str, str]:
    """The names of all actors by id."""
    return {a["id"]: a["name"] for a in store.actors()}


def name_entry(entry: Entry, labels: Labels) -> str:
    """What an entry is called: its title, or its kind."""
    code = "form" if entry.type == "quotation" else "kind"
    kind = labels.label(code, entry.value.get(code), type=entry.type)
    return clean_text(entry.value.get("title") or f"{labels.heading(entry.type + 's')}: {kind}")


def is_plain(console: Console) -> bool:
    """Are styles lost on this console, so that signs must mark words?"""
    return not console.is_terminal or console.no_color or console.color_system is None


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for i, column in enumerate(columns):
        table.add_column(column, no_wrap=i == 0, overflow="fold")
    return table


def _support(entry: Entry | Story) -> str:
    s = entry.support if isinstance(entry, Entry) else entry
    return f"{s.outlets}/{s.origins}"


def style_stage(stage: str | None) -> str:
    """The colour of a stage: what is firm stands out, what is off the ladder steps back."""
    if stage in HIGH_STAGES:
        return "bold green"
    return "dim" if stage in STAGES[STAGES.index("suspended") :] else ""


class _Overview:
    def __init__(self, store: Reader, console: Console, as_of: str, labels: Labels) -> None:
        self.store, self.console, self.as_of, self.labels = store, console, as_of, labels
        self.values = Values(labels, read_names(store))

    def show(self) -> None:
        """The whole register."""
        say = self.labels.phrase
        counts = self.store.counts()
        self.console.print(
            Text(self.labels.heading("register"), "bold")
            + Text(f"  {clean_text(self.store.name)}  {say('as_of')} {self.as_of}", "dim")
        )
        names = ("articles", "irrelevant", "stories", "commitments", "firm", "meetings", "quotations", "conflicts")
        shown = [f"{counts[n]} {say(n)}" for n in (*names, "failures") if counts[n] or n in names[:1]]
        self.console.print(Text(" · ".join(shown)), soft_wrap=True)
        if not counts["commitments"] + counts["meetings"] + counts["quotations"]:
            self.console.print(Text(say("empty"), "dim"))
            return
        stories = sorted(self.store.stories(), key=lambda s: (s.last or "", s.id), reverse=True)
        self.section("stories", self.list_stories(stories))
        self.section("commitments", self.list_commitments(self.store.entries("commitment")))
        self.section("meetings", self.list_meetings(self.store.entries("meeting")))
        self.section("quotations", self.list_quotations(self.store.entries("quotation")))
        self.section("conflicts", self.list_conflicts(self.store.entries(conflicts=True)))

    def show_story(self, story: Story) -> None:
        """One story: its articles and what they support."""
        self.console.print(Text(clean_text(story.title), "bold"))
        span = story.first if story.first == story.last else f"{story.first} – {story.last}"
        support = f"{_support(story)} {self.labels.field('outlets')}/{self.labels.field('origins')}"
        head = f"{story.id}  {span or '?'}  {support}"
        self.console.print(Text(head, "dim"))
        self.section("sources", list_sources(self.store, self.labels, story.articles))
        self.show_entries(self.store.entries(story=story.id))

    def show_article(self, article: ArticleEntry) -> None:
        """One article and what it supports; its text stays in the register."""
        self.console.print(Text(clean_text(article.title or article.id), "bold"))
        self.section("sources", list_sources(self.store, self.labels, [article.id]))
        self.show_entries(self.store.entries_of_article(article.id))

    def show_entries(self, entries: list[Entry]) -> None:
        """Tables of entries by type."""
        for heading, kind, render in (
            ("commitments", "commitment", self.list_commitments),
            ("meetings", "meeting", self.list_meetings),
            ("quotations", "quotation", self.list_quotations),
        ):
            self.section(heading, render([e for e in entries if e.type == kind]))

    def section(self, heading: str, body: RenderableType | None) -> None:
        """A heading and its table, or nothing."""
        if body is None:
            return
        self.console.print()
        self.console.print(Rule(Text(self.labels.heading(heading), "bold"), align="left", style="dim"))
        self.console.print(body)

    def close(self, table: Table, rows: int) -> RenderableType | None:
        """The table, with a count of rows that it leaves out."""
        if not rows:
            return None
        if rows <= _SHOWN:
            return table
        return Group(table, Text(f"… {rows - _SHOWN} {self.labels.phrase('more')}", "dim"))

    def list_stories(self, stories: list[Story]) -> RenderableType | None:
        """Stories with their days, outlets and origins."""
        say = self.labels.field
        table = _table("id", say("when"), f"{say('outlets')}/{say('origins')}", say("articles"), say("title"))
        for s in stories[:_SHOWN]:
            days = s.first if s.first == s.last else f"{s.first} – {s.last}"
            table.add_row(s.id, days or "", _support(s), str(len(s.articles)), Text(clean_text(s.title)))
        return self.close(table, len(stories))

    def list_commitments(self, entries: list[Entry]) -> RenderableType | None:
        """Commitments by stage, the highest first."""
        say = self.labels.field
        table = _table(
            "id",
            say("stage"),
            say("kind"),
            say("parties"),
            say("due"),
            f"{say('outlets')}/{say('origins')}",
            say("title"),
        )
        order = {stage: -n for n, stage in enumerate(STAGES[: STAGES.index("suspended")])}
        ranked = sorted(entries, key=lambda e: order.get(e.value["stage"], 1))
        for stage, group in groupby(ranked[:_SHOWN], key=lambda e: str(e.value["stage"])):
            for e in group:
                table.add_row(
                    e.id,
                    self.stage(stage, e),
                    Text(self.labels.label("commitment_kind", e.value["kind"])),
                    Text(self.short_parties(e)),
                    self.due(e),
                    _support(e),
                    Text(clean_text(e.value.get("title") or "")) + self.warning(e),
                )
        return self.close(table, len(entries))

    def stage(self, stage: str, entry: Entry) -> Text:
        """The stage, and where it is not plain fact, how it is said."""
        modality = entry.value.get("modality")
        out = Text(self.labels.label("stage", stage), style_stage(stage))
        if modality and modality != "actual":
            out.append(f" ({self.labels.label('modality', modality)})", "yellow")
        return out

    def due(self, entry: Entry) -> Text:
        """The due date, in red where it has passed."""
        due = (entry.value.get("due") or {}).get("edtf") or ""
        late = find_overdue(entry, self.as_of)
        return Text(f"{due} {self.labels.phrase('overdue')}", "bold red") if late else Text(due)

    def warning(self, entry: Entry) -> Text:
        """A sign that sources differ."""
        worst = {c.grade for c in entry.conflicts} & {"differ", "conflict"}
        return Text(f"  ≠ {len(entry.conflicts)}", "red" if "conflict" in worst else "yellow") if worst else Text()

    def short_parties(self, entry: Entry) -> str:
        """Ids of states and organisations, an arrow from who gives to who gets."""
        parties = entry.value.get("parties") or []
        if parties and isinstance(parties[0], str):
            return clean_text(", ".join(parties))
        sides: dict[bool, list[str]] = {False: [], True: []}
        for p in parties:
            sides[p.get("role") in ("beneficiary", "addressee")].append(p["actor"])
        return clean_text(" → ".join(", ".join(x) for x in (sides[False], sides[True]) if x))

    def list_meetings(self, entries: list[Entry]) -> RenderableType | None:
        """Meetings, the latest first."""
        say = self.labels.field
        table = _table(
            "id",
            say("when"),
            say("kind"),
            say("status"),
            say("parties"),
            f"{say('outlets')}/{say('origins')}",
            say("participants"),
        )
        for e in entries[:_SHOWN]:
            who = ", ".join(self.values.names.get(p["actor"], p["actor"]) for p in e.value.get("participants") or ())
            place = (e.value.get("place") or {}).get("name")
            table.add_row(
                e.id,
                (e.value.get("when") or {}).get("edtf") or "",
                Text(self.labels.label("meeting_kind", e.value["kind"])),
                Text(self.labels.label("meeting_status", e.value["status"])),
                Text(self.short_parties(e)),
                _support(e),
                Text(clean_text(who + (f" @ {place}" if place else ""))) + self.warning(e),
            )
        return self.close(table, len(entries))

    def list_quotations(self, entries: list[Entry]) -> RenderableType | None:
        """Quotations, the latest first, each on a line."""
        say = self.labels.field
        table = _table("id", say("speaker"), f"{say('outlets')}/{say('origins')}", say("content"))
        for e in entries[:_SHOWN]:
            words = " […] ".join(c["exact"] for c in e.value.get("content") or ())
            text = Text(clean_text(words).replace("\n", " "))
            text.truncate(160, overflow="ellipsis")
            table.add_row(e.id, Text(self.values.name(e.value.get("speaker"))), _support(e), text)
        return self.close(table, len(entries))

    def list_conflicts(self, entries: list[Entry]) -> RenderableType | None:
        """Every field on which sources differ."""
        say = self.labels.field
        table = _table("id", "", "", "")
        table.show_header = False
        rows = [(e, c) for e in entries for c in e.conflicts]
        for e, c in rows[:_SHOWN]:
            values = " | ".join(f"{self.values.say(c.field, v, e.type) or '–'} ×{len(a)}" for v, a in c.values)
            table.add_row(e.id, Text(say(c.field)), Text(self.labels.label("grade", c.grade)), Text(values))
        return self.close(table, len(rows))


class _Detail:
    def __init__(self, store: Reader, console: Console, as_of: str, labels: Labels) -> None:
        self.store, self.console, self.as_of, self.labels = store, console, as_of, labels
        self.values = Values(labels, read_names(store))

    def show(self, entry: Entry) -> None:
        """One entry: values, evidence, history, conflicts, sources."""
        title = name_entry(entry, self.labels)
        late = entry.type == "commitment" and find_overdue(entry, self.as_of)
        head = Text(clean_text(title), "bold") + Text(f"  {entry.id}", "dim")
        if late:
            head += Text(f"  {self.labels.phrase('overdue')}", "bold red")
        self.console.print(head)
        self.console.print(self.list_values(entry))
        documents = {d.article.id: d for r in entry.records if (d := self.store.document(r.article))}
        self.heading("evidence")
        self.print_evidence(entry, documents)
        if entry.history:
            self.heading("history")
            self.print_history(entry)
        self.heading("conflicts")
        self.print_conflicts(entry)
        self.heading("sources")
        self.console.print(list_sources(self.store, self.labels, sorted({r.article for r in entry.records})))

    def heading(self, name: str) -> None:
        """A heading."""
        self.console.print()
        self.console.print(Rule(Text(self.labels.heading(name), "bold"), align="left", style="dim"))

    def list_values(self, entry: Entry) -> Table:
        """Each field that has a value, and who stands behind it."""
        table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for field in FIELDS[entry.type]:
            said = self.values.say(field, entry.value.get(field), entry.type)
            if said and field not in ("title", "background", "speaker_mention"):
                style = style_stage(entry.value.get("stage")) if field == "stage" else ""
                table.add_row(self.labels.field(field), Text(said, style))
            elif field == "due":
                table.add_row(self.labels.field(field), Text(self.labels.phrase("not_stated"), "dim"))
        s = entry.support
        say = self.labels.field
        parts = [(s.articles, "articles"), (s.outlets, "outlets"), (s.origins, "origins"), (s.speakers, "speakers")]
        support = ", ".join(f"{n} {say(name)}" for n, name in parts) + (f", {say('official')}" if s.official else "")
        table.add_row(self.labels.heading("sources"), Text(support))
        return table

    def print_evidence(self, entry: Entry, documents: dict[str, Document]) -> None:
        """Every sentence with its words marked, once for each article, and the fields that rest on it."""
        day = {key: d.article.published or "" for key, d in documents.items()}
        for ref in sorted(entry.records, key=lambda r: (day.get(r.article, ""), r)):
            document = documents.get(ref.article)
            record = find_record(document, ref.id) if document else None
            if document is None or record is None:
                continue
            a = document.article
            self.console.print(Text(f"{clean_text(a.outlet or '?')}, {(a.published or '?')[:10]}  {ref.id}", "cyan"))
            for sentence, marks in place_marks(document, list_marks(record)).items():
                fields = ", ".join(dict.fromkeys(self.labels.field(m.field) for m in marks))
                body = render_marked(document, sentence, [m.span for m in marks], plain=is_plain(self.console))
                self.console.print(Padding(body + Text(f"  [{fields}]", "dim"), (0, 0, 0, 2)))

    def print_history(self, entry: Entry) -> None:
        """The ladder: what was said when, by whom; a step back is marked."""
        outlets = {a.id: a.outlet or "?" for r in entry.records if (a := self.store.article_entry(r.article))}
        before = -1
        for step in entry.history:
            stage = str(step["stage"])
            rank = STAGES.index(stage) if stage in STAGES else -1
            who = ", ".join(dict.fromkeys(outlets.get(a, a) for a in step["articles"]))
            sign = "↓" if rank < before else "•"
            line = Text(f"{step.get('as_of') or '?':10}  {sign} ") + Text(
                self.values.code("stage", stage), style_stage(stage)
            )
            self.console.print(line + Text(f"  {clean_text(who)}", "dim"))
            before = rank
        if entry.history and (entry.history[-1].get("as_of") or self.as_of) < self.as_of:
            self.console.print(Text(f"{self.as_of:10}  {self.labels.phrase('nothing_since')}", "dim"))

    def print_conflicts(self, entry: Entry) -> None:
        """Each field on which sources differ, every value with who says it."""
        if not entry.conflicts:
            self.console.print(Text(self.labels.phrase("no_conflict"), "dim"))
        outlets = {a.id: a.outlet or "?" for r in entry.records if (a := self.store.article_entry(r.article))}
        for c in entry.conflicts:
            rule = f"  {self.labels.phrase('rule')}: {c.default_rule}" if c.default_rule else ""
            head = f"{self.labels.field(c.field)}: {self.labels.label('grade', c.grade)}"
            self.console.print(Text(head, "yellow") + Text(rule, "dim"))
            for value, articles in c.values:
                who = ", ".join(dict.fromkeys(outlets.get(a, a) for a in articles))
                self.console.print(Text(f"  {self.values.say(c.field, value, entry.type) or '–'}  ← {clean_text(who)}"))


def list_sources(store: Reader, labels: Labels, articles: Iterable[str]) -> RenderableType:
    """Articles with outlet, day, origin and why, and address."""
    found = [a for x in articles if (a := store.article_entry(x))]
    table = _table(labels.field("outlets"), labels.field("when"), labels.field("origins"), labels.field("title"))
    for a in sorted(found, key=lambda a: (a.published or "", a.outlet or "", a.id)):
        title = Text(clean_text(a.title or a.id)) + Text(f"\n{clean_text(a.url or a.id)}", "dim")
        origin = f"{a.origin or '–'}\n{a.origin_basis}" if a.origin_basis else a.origin or "–"
        table.add_row(Text(clean_text(a.outlet or "?")), (a.published or "?")[:10], Text(clean_text(origin)), title)
    return table if found else Panel(Text("–"))
