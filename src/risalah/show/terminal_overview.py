"""The overview of a register, a story or an article in the terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from risalah.model.codebook import STAGES
from risalah.model.register import ArticleEntry, Entry, RecordRef, Story
from risalah.show.context import clean_text
from risalah.show.export_rows import find_overdue
from risalah.show.labels import Labels
from risalah.show.offices import list_flags, say_flag, say_side
from risalah.show.terminal_parts import list_sources, make_table, name_entry, read_names, say_support, style_stage
from risalah.show.values import Values, cue_before
from risalah.store.reader import Reader

_SHOWN = 40  # rows of one table in the overview; the rest is counted
_WIDE = 120  # columns from which seven cells stand side by side without breaking their words


class Overview:
    """Prints tables; `as_of` is the ISO day on which overdue is judged."""

    def __init__(self, store: Reader, console: Console, as_of: str, labels: Labels) -> None:
        self.store, self.console, self.as_of, self.labels = store, console, as_of, labels
        self.values = Values(labels, read_names(store))
        self.told: dict[RecordRef, dict[str, Any]] = {}  # the records of the one article that is shown

    def show(self) -> None:
        """The whole register."""
        say = self.labels.phrase
        counts = self.store.counts()
        self.console.print(
            Text(self.labels.heading("register"), "bold")
            + Text(f"  {clean_text(self.store.name)}  {say('as_of')} {self.as_of}", "dim")
        )
        names = ("articles", "irrelevant", "dropped", "stories", "commitments", "firm", "meetings", "quotations")
        shown = [f"{counts[n]} {say(n)}" for n in (*names, "conflicts", "failures") if counts[n] or n in names[:1]]
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
        self.section("offices", self.list_offices(list_flags(self.store)))

    def show_story(self, story: Story) -> None:
        """One story: its articles and what they support."""
        self.console.print(Text(clean_text(story.title), "bold"))
        span = story.first if story.first == story.last else f"{story.first} – {story.last}"
        support = f"{say_support(story)} {self.labels.field('outlets')}/{self.labels.field('origins')}"
        head = f"{story.id}  {span or '?'}  {support}"
        self.console.print(Text(head, "dim"))
        self.section("sources", list_sources(self.store, self.labels, story.articles))
        self.show_entries(self.store.entries(story=story.id))

    def show_article(self, article: ArticleEntry) -> None:
        """One article and what it supports; its text stays in the register."""
        self.console.print(Text(clean_text(article.title or article.id), "bold"))
        self.section("sources", list_sources(self.store, self.labels, [article.id]))
        entries = self.store.entries_of_article(article.id)
        self.told = self.store.record_bodies(r for e in entries for r in e.records if r.article == article.id)
        self.show_entries(entries)

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

    def render(self, columns: list[str], rows: list[list[str | Text]]) -> RenderableType | None:
        """Rows as a table; on a narrow screen in two lines each, the last column (the longest) below."""
        if not rows:
            return None
        left = len(rows) - _SHOWN
        more = [Text(f"… {left} {self.labels.phrase('more')}", "dim")] if left > 0 else []
        if self.console.width >= _WIDE:
            table = make_table(*columns)
            for row in rows[:_SHOWN]:
                table.add_row(*(Text(clean_text(x)) if isinstance(x, str) else x for x in row))
            return Group(table, *more)
        lines: list[RenderableType] = [Text("  ".join(c for c in columns[:-1] if c), "dim")]
        for row in rows[:_SHOWN]:
            *short, long = (Text(clean_text(x)) if isinstance(x, str) else x for x in row)
            lines.append(Text("  ").join(x for x in short if x.plain))
            lines.append(Padding(long, (0, 0, 0, 4)))
        return Group(*lines, *more)

    def list_stories(self, stories: list[Story]) -> RenderableType | None:
        """Stories with their days, outlets and origins."""
        say = self.labels.field
        rows: list[list[str | Text]] = []
        for s in stories:
            days = s.first if s.first == s.last else f"{s.first} – {s.last}"
            rows.append([s.id, days or "?", say_support(s), str(len(s.articles)), s.title])
        return self.render(["id", say("when"), self.support_heading(), say("articles"), say("title")], rows)

    def support_heading(self) -> str:
        """The heading of "outlets/origins"."""
        return f"{self.labels.field('outlets')}/{self.labels.field('origins')}"

    def list_commitments(self, entries: list[Entry]) -> RenderableType | None:
        """Commitments by stage, the highest first."""
        say = self.labels.field
        order = {stage: -n for n, stage in enumerate(STAGES[: STAGES.index("suspended")])}
        rows: list[list[str | Text]] = [
            [
                e.id,
                self.stage(e),
                self.labels.label("commitment_kind", e.value["kind"]),
                self.short_parties(e),
                self.due(e),
                say_support(e),
                Text(name_entry(e, self.labels)) + self.warning(e),
            ]
            for e in sorted(entries, key=lambda e: order.get(e.value["stage"], 1))
        ]
        heads = ["id", say("stage"), say("kind"), say("parties"), say("due"), self.support_heading(), say("title")]
        return self.render(heads, rows)

    def stage(self, entry: Entry) -> Text:
        """The stage, and where it is not plain fact, how it is said; of one article what that article says."""
        said = next((self.told[r] for r in entry.records if r in self.told), entry.value)
        stage, present = str(said["stage"]), str(entry.value["stage"])
        modality = said.get("modality")
        out = Text(self.labels.label("stage", stage), style_stage(stage))
        if modality and modality != "actual":
            out.append(f" ({self.labels.label('modality', modality)})", "yellow")
        if stage != present:
            out.append(f" – {self.labels.phrase('now')}: {self.labels.label('stage', present)}", "dim")
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
        rows: list[list[str | Text]] = []
        for e in entries:
            who = ", ".join(self.values.names.get(p["actor"], p["actor"]) for p in e.value.get("participants") or ())
            place = (e.value.get("place") or {}).get("name")
            day = (e.value.get("when") or {}).get("edtf") or "?"
            kind = self.labels.label("meeting_kind", e.value["kind"])
            status = self.labels.label("meeting_status", e.value["status"])
            last = Text(clean_text(" @ ".join(x for x in (who or "–", place) if x))) + self.warning(e)
            rows.append([e.id, day, kind, status, self.short_parties(e), say_support(e), last])
        heads = [
            "id",
            say("when"),
            say("kind"),
            say("status"),
            say("parties"),
            self.support_heading(),
            say("participants"),
        ]
        return self.render(heads, rows)

    def list_quotations(self, entries: list[Entry]) -> RenderableType | None:
        """Quotations, the latest first."""
        say = self.labels.field
        rows: list[list[str | Text]] = []
        for e in entries:
            words = " […] ".join(c["exact"] for c in e.value.get("content") or ())
            cue = cue_before(e.value.get("form"), (e.value.get("cue") or {}).get("exact"))
            text = Text(clean_text(cue + words).replace("\n", " "))
            text.truncate(160, overflow="ellipsis")
            rows.append([e.id, self.values.name(e.value.get("speaker")), say_support(e), text])
        return self.render(["id", say("speaker"), self.support_heading(), say("content")], rows)

    def list_conflicts(self, entries: list[Entry]) -> RenderableType | None:
        """Every field on which sources differ."""
        rows: list[list[str | Text]] = []
        for e in entries:
            for c in e.conflicts:
                values = " | ".join(f"{self.values.say(c.field, v, e.type) or '–'} ×{len(a)}" for v, a in c.values)
                rows.append([e.id, self.labels.field(c.field), self.labels.label("grade", c.grade), values])
        return self.render(["id", "", "", ""], rows)

    def list_offices(self, flags: list[dict[str, Any]]) -> RenderableType | None:
        """Offices that the table of offices or other articles contradict."""
        rows: list[list[str | Text]] = [
            [
                f["actor"],
                f["day"],
                self.labels.office(f["office"]),
                f"{say_flag(f, self.labels)}; " + "; ".join(say_side(x, self.labels) for x in f["against"]),
            ]
            for f in flags
        ]
        return self.render(["id", "", "", ""], rows)
