"""One entry in the terminal: values, evidence, history, conflicts, sources."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from risalah.model.codebook import STAGES
from risalah.model.document import Document
from risalah.model.register import Entry
from risalah.show.context import clean_text, find_record, list_marks, place_marks, render_marked
from risalah.show.export_rows import FIELDS, find_overdue
from risalah.show.labels import Labels
from risalah.show.terminal_parts import is_plain, list_sources, name_entry, read_names, style_stage
from risalah.show.values import Values, cue_before
from risalah.store.reader import Reader


class Detail:
    """Prints one entry; `as_of` is the ISO day on which overdue is judged."""

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
            if said and field == "content":
                said = (
                    clean_text(cue_before(entry.value.get("form"), (entry.value.get("cue") or {}).get("exact"))) + said
                )
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
        bodies = self.store.record_bodies(entry.records)
        before = -1
        for step in entry.history:
            stage = str(step["stage"])
            rank = STAGES.index(stage) if stage in STAGES else -1
            who = ", ".join(dict.fromkeys(outlets.get(a, a) for a in step["articles"]))
            sign = "↓" if rank < before else "•"
            line = Text(f"{step.get('as_of') or '?':10}  {sign} ") + Text(
                self.values.code("stage", stage), style_stage(stage)
            )
            said = [b for r, b in bodies.items() if r.article in step["articles"] and b.get("stage") == stage]
            modality = said[0].get("modality") if said else None
            if modality and modality != "actual":
                line.append(f" ({self.labels.label('modality', modality)})", "yellow")
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
            rule = f"  {self.labels.phrase('rule')}: {self.labels.reason(c.default_rule)}" if c.default_rule else ""
            head = f"{self.labels.field(c.field)}: {self.labels.label('grade', c.grade)}"
            self.console.print(Text(head, "yellow") + Text(rule, "dim"))
            for value, articles in c.values:
                who = ", ".join(dict.fromkeys(outlets.get(a, a) for a in articles))
                self.console.print(Text(f"  {self.values.say(c.field, value, entry.type) or '–'}  ← {clean_text(who)}"))
