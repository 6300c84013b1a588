"""Why an entry is what it is: for each field the rule, the words and who says them; the judgements; the origins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from risalah.errors import ConfigError
from risalah.model.register import Entry
from risalah.show.context import clean_text, find_record, list_marks, place_marks, render_marked
from risalah.show.explain_counts import list_counts
from risalah.show.export_rows import FIELDS, collect_evidence
from risalah.show.labels import Labels
from risalah.show.offices import show_actor
from risalah.show.terminal_parts import is_plain, name_entry, read_names
from risalah.show.values import Values
from risalah.store.reader import Reader


def explain(store: Reader, id: str) -> dict[str, Any]:
    """The reasons of one entry, as JSON.

    `fields`: of every field its value and what each record says: `value`, `rule` and words (`start end exact`), with
    what was `rejected` (`value start end exact reason`: the code of why it was not taken) and
    `basis` "words", or "none" where a value rests on no words of its own (a default, or computed from others).
    `judgements`: who joined or parted its records, with score and reasons. `origins`: of every article its origin
    and why. `counts`: what each count of its support counted (`list_counts`). Raises ConfigError where there is no
    such entry, StoreError where the beginning of an id fits several.
    """
    entry = find_entry(store, id)
    evidence = collect_evidence(store, [entry])
    bodies = store.record_bodies(entry.records)
    articles = {r.article: store.article_entry(r.article) for r in entry.records}
    outlets = {key: a.outlet if a else None for key, a in articles.items()}
    fields = []
    for field in FIELDS[entry.type]:
        value = entry.value.get(field)
        said = []
        for ref in entry.records:
            spans = [e for e in evidence.get(ref, ()) if e["field"] == field]
            own = bodies.get(ref, {}).get(field)
            where = {"article": ref.article, "outlet": outlets[ref.article], "record": ref.id, "value": own}
            said += [{**where, **{k: e[k] for k in ("rule", "start", "end", "exact")}} for e in spans]
        rejected = [
            {"article": ref.article, "outlet": outlets[ref.article], "record": ref.id, **a}
            for ref in entry.records
            for a in bodies.get(ref, {}).get("alternatives") or ()
            if a["field"] == field and not _is_taken(a["value"], value)
        ]
        if value not in (None, [], "", False) or said or rejected:
            basis = "words" if said else "none"
            fields.append({"field": field, "value": value, "basis": basis, "said": said, "rejected": rejected})
    return {
        "id": entry.id,
        "type": entry.type,
        "fields": fields,
        "conflicts": [c.to_json() for c in entry.conflicts],
        "counts": list_counts(store, entry, bodies, articles),
        "judgements": [j.to_json() for j in store.decisions(entry)],
        "origins": [
            {
                "article": a.id,
                "outlet": a.outlet,
                "origin": a.origin,
                "basis": a.origin_basis,
                "duplicate_of": a.duplicate_of,
            }
            for a in articles.values()
            if a is not None
        ],
    }


def explain_entry(store: Reader, id: str, console: Console, *, lang: str = "id") -> None:
    """Print what `explain` gives, each field with its marked words and rules; of an actor its doubted offices."""
    labels = Labels(lang)
    actor = None if "#" in id or store.entry(id) else store.actor(id)
    if actor is not None:
        show_actor(store, actor, console, lang=lang)
        return
    entry = find_entry(store, id)
    found = explain(store, entry.id)
    values = Values(labels, read_names(store))
    console.print(Text(name_entry(entry, labels), "bold") + Text(f"  {entry.id}", "dim"))
    _heading(console, labels, "values")
    for row in found["fields"]:
        said = values.say(row["field"], row["value"], entry.type) or "–"
        console.print(Text(f"{labels.field(row['field'])}: ", "dim") + Text(said))
        by_rule: dict[tuple[str, str], list[str]] = {}
        for x in row["said"]:
            by_rule.setdefault((x["rule"] or "–", x["exact"]), []).append(f"{x['outlet'] or '?'} {x['record']}")
        for (rule, exact), who in by_rule.items():
            line = Text(f"  “{clean_text(exact)}”".replace("\n", " "))
            console.print(
                line + Text(f"  {labels.phrase('rule')} {labels.rule(rule)} ← {clean_text(', '.join(who))}", "dim")
            )
        for c in found["conflicts"]:
            if c["field"] == row["field"]:
                grade, why = labels.label("grade", c["grade"]), labels.reason(c["default_rule"])
                text = f"  {grade}  {labels.phrase('rule')}: {why}" if why else f"  {grade}"
                console.print(Text(text, "yellow"))
        _print_rejected(row, values, entry.type, console)
        if row["basis"] == "none":
            console.print(Text(f"  {labels.phrase('no_words')}", "dim"))
    _heading(console, labels, "evidence")
    _print_sentences(store, entry, console)
    _heading(console, labels, "judgements")
    for j in found["judgements"]:
        verdict = labels.label("verdict", j["verdict"])
        style = "red" if j["withdrawn_at"] else "green" if j["verdict"] == "same" else "yellow"
        score = f"{labels.phrase('score')} {j['score']:g}"
        console.print(
            Text(f"{verdict}  ", style) + Text(f"{score}  {j['by']}  {_name(j['left'])} – {_name(j['right'])}")
        )
        for reason in j["reasons"]:
            console.print(Text(f"  {clean_text(labels.reason(reason))}", "dim"))
    if not found["judgements"]:
        console.print(Text(labels.phrase("no_judgement"), "dim"))
    _heading(console, labels, "counts")
    _print_counts(found["counts"], read_names(store), console, labels)
    _heading(console, labels, "sources")
    for o in found["origins"]:
        copy = f"  {labels.phrase('copy_of')} {_name(o['duplicate_of'])}" if o["duplicate_of"] else ""
        basis = f": {clean_text(labels.reason(o['basis']))}" if o["basis"] else ""
        console.print(Text(f"{clean_text(o['outlet'] or '?')}  {o['origin'] or '–'}{basis}{copy}"))


def _print_counts(counts: dict[str, Any], names: Mapping[str, str], console: Console, labels: Labels) -> None:
    """Each count with what it counted, and the copies that it left out."""
    said = {
        "articles": [_name(a) for a in counts["articles"]["of"]],
        "outlets": [clean_text(o["outlet"] or labels.phrase("unresolved")) for o in counts["outlets"]["of"]],
        "origins": [f"{o['origin'] or '–'} ({len(o['articles'])})" for o in counts["origins"]["of"]],
        "speakers": [clean_text(names.get(s["actor"], s["actor"])) for s in counts["speakers"]["of"]],
    }
    for name, members in said.items():
        line = Text(f"{labels.phrase(name)} {counts[name]['count']}")
        console.print(line + Text(f": {', '.join(members)}" if members else "", "dim"))
    for copy in counts["copies"]:
        kept = f"{labels.phrase('copy_of')} {_name(copy['copy_of'])}"
        console.print(Text(f"  {labels.phrase('not_counted')}: {_name(copy['article'])}, {kept}", "dim"))


def _is_taken(other: Any, value: Any) -> bool:
    """Is what one record rejected the value of the entry, or in its list, by what another record says?"""
    if isinstance(value, list):
        return any(other == (v.get("actor") if isinstance(v, dict) else v) for v in value)
    if isinstance(value, dict):
        return other in (value.get("edtf"), value.get("name"))
    return bool(other == value)


def _print_rejected(row: dict[str, Any], values: Values, kind: str, console: Console) -> None:
    """What the field might have been, by which words, and why it is not; equal ones of several records once."""
    labels = values.labels
    seen: set[tuple[str, str, str]] = set()
    for a in row["rejected"]:
        key = (str(a["value"]), a["exact"], a["reason"])
        if key in seen:
            continue
        seen.add(key)
        value = (
            values.name(a["value"])
            if a["field"] in ("parties", "participants")
            else values.say(a["field"], a["value"], kind)
        )
        words = clean_text(a["exact"]).replace("\n", " ")
        line = Text(f"  {labels.phrase('rejected')} {value}: “{words}”", "yellow")
        console.print(line + Text(f"  {labels.alternative(a['reason'])}", "dim"))


def _print_sentences(store: Reader, entry: Entry, console: Console) -> None:
    """The sentences of all records with their words marked, equal sentences of several outlets once."""
    shown: set[str] = set()
    for ref in entry.records:
        document = store.document(ref.article)
        record = find_record(document, ref.id) if document else None
        if document is None or record is None:
            continue
        for sentence, marks in place_marks(document, list_marks(record)).items():
            text = render_marked(document, sentence, [m.span for m in marks], plain=is_plain(console))
            if text.plain not in shown:
                shown.add(text.plain)
                console.print(text)


def find_entry(store: Reader, id: str) -> Entry:
    """The entry of this id or beginning of one, or of this record ("ARTICLE#c1"). Raises ConfigError, StoreError."""
    entry = store.entry_of_record(id) if "#" in id else store.entry(id)
    if entry is None:
        raise ConfigError(
            f"{store.name}: no entry with the id {id!r}", remedy="list the ids with `risalah show REGISTER`"
        )
    return entry


def _heading(console: Console, labels: Labels, name: str) -> None:
    console.print()
    console.print(Rule(Text(labels.heading(name), "bold"), align="left", style="dim"))


def _name(key: str) -> str:
    """A short name of "<article>#<record>" or of an article."""
    article, mark, record = key.partition("#")
    return article.removeprefix("sha256:")[:12] + mark + record
