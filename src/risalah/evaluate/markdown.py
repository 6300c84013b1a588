"""Figures as Markdown for docs/explain/quality.md: rates with their counts, in plain words, without any page text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from math import sqrt
from typing import Any

from risalah.evaluate.bars import print_bar
from risalah.evaluate.scoring import Figures
from risalah.resources.loader import DATA, read_yaml


@cache
def read_labels() -> dict[str, dict[str, str]]:
    """Labels of figures by table: hits, shares, language, causes."""
    labels: dict[str, dict[str, str]] = read_yaml(DATA / "evaluate" / "labels.yaml")
    return labels


def print_markdown(figures: Figures, log: Iterable[Sequence[Any]] = ()) -> str:
    """The figures as tables; below them how often what went wrong, by the first word of the log."""
    labels = read_labels()
    blocks: list[list[str]] = []
    hits = [_hit_row(label, figures[name]) for name, label in labels["hits"].items() if name in figures]
    if hits:
        blocks.append(_table(("Found", "Precision", "Recall", "F1", "found / wrong / missed"), hits))
    shares = [_share_row(label, figures[name]) for name, label in labels["shares"].items() if name in figures]
    if shares:
        blocks.append(_table(("Right, of what was found", "Rate", "right / of"), shares))
        blocks.append(_table(("Claims and evidence", "Rate", "count / of"), _claim_rows(figures)))
    if "register" in figures:
        blocks.append(_table(("Register", "Precision", "Recall", "counts"), _register_rows(figures["register"])))
    if "linking" in figures:
        rows = [_linking_row(name, row, labels["linking"]) for name, row in figures["linking"].items()]
        blocks.append(_table(("Linking", "Precision", "Recall or rate", "B³ F1", "pair F1", "n"), rows))
    if "language" in figures:
        rows = _language_rows(figures["language"], figures.get("bars") or {})
        blocks.append(_table(("Language", "Precision", "Recall or rate", "counts", "bar"), rows))
    if "filter" in figures.get("relevance", {}):
        blocks.append(_table(("Relevance of press rows", "Recall", "False share", "counts"), _relevance_rows(figures)))
    if "ingest" in figures:
        rows = [_ingest_row(name, row) for name, row in figures["ingest"].items() if "body" in row]
        head = ("Saved pages", "Body F1", "trafilatura", "Title", "Day", "Time of day", "Outlet", "pages", "lost")
        blocks.append(_table(head, rows))
        rows = [_dump_row(name, row) for name, row in figures["ingest"].items() if "lines" in row]
        if rows:
            blocks.append(_table(("Page dumps, outlet left out", "Line F1", "Character F1", "pages", "lost"), rows))
    failed = Counter(_cause(line) for line in log)
    if failed:
        causes = sorted(failed.items(), key=lambda item: (-item[1], item[0]))
        rows = [(cause, str(n)) for cause, n in causes]
        blocks.append(_table(("What went wrong", "times"), rows))
    return "\n\n".join("\n".join(block) for block in blocks)


def _relevance_rows(figures: Figures) -> Iterable[Sequence[str]]:
    labels = {"filter": "the filter", "first_table": "first table of points", "keywords": "a list of keywords"}
    for name, label in labels.items():
        row = figures["relevance"][name]
        found, false = row["recall"], row["false_share"]
        counts = f"{found['ok']}/{found['n']}; {false['ok']}/{false['n']}"
        yield (label, _rate(found["rate"]), _rate(false["rate"]), counts)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    rule = "|" + "|".join("---" if n == 0 else "---:" for n in range(len(head))) + "|"
    return [f"| {' | '.join(head)} |", rule, *(f"| {' | '.join(row)} |" for row in rows)]


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _bounded(count: int, total: int) -> str:
    """A rate, and how high it may truly be (upper end of the 95 % Wilson interval): small counts prove little."""
    if not total:
        return _rate(None)
    z, rate = 1.96, count / total
    middle, spread = rate + z * z / (2 * total), z * sqrt(rate * (1 - rate) / total + z * z / (4 * total * total))
    return f"{rate:.3f} (95 %: up to {(middle + spread) / (1 + z * z / total):.2f})"


def _hit_row(label: str, row: Figures) -> tuple[str, ...]:
    rates = (_rate(row[key]) for key in ("precision", "recall", "f1"))
    return (label, *rates, f"{row['tp']} / {row['fp']} / {row['fn']}")


def _share_row(label: str, row: Figures) -> tuple[str, str, str]:
    return label, _rate(row["rate"]), f"{row['ok']:.4g} / {row['n']}"


def _claim_rows(figures: Figures) -> list[tuple[str, ...]]:
    claims, high = figures["overclaim"], figures["overclaim"]["predicted_high"]
    off = figures["distractors"]
    false = off["pages_with_meetings_or_commitments"]
    pages = figures["counts"].get("pages", 0)
    rows: list[tuple[str, ...]] = [
        (
            "Over-claims, of the records put at a high stage",
            _bounded(claims["count"], high),
            f"{claims['count']} / {high}",
        ),
        _share_row("High stages of the gold that were found", figures["high_recall"]),
        _share_row("Evidence that equals its slice of the text", figures["evidence_validity"]),
        _share_row("Commitments that cite the words of their stage", figures["stage_cue_evidence"]),
        _share_row("Second records of one commitment", figures["second_records"]),
        (
            "Pages off topic with a meeting or commitment",
            _rate(false / off["pages"] if off["pages"] else None),
            f"{false} / {off['pages']}",
        ),
        ("Trap sentences that became a record", "", f"{figures['trap_hits']['count']} on {pages} pages"),
    ]
    for name, label in (("due", "a due date"), ("expected_stage", "an expected stage"), ("amount", "an amount")):
        rows.append((f"Commitments with {label} where the gold has none", "", str(figures[f"invented_{name}"])))
    return rows


def _register_rows(register: Figures) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for name, label in (("story_bcubed", "Articles grouped to stories (B³)"), ("event_bcubed", "… to events (B³)")):
        row = register[name]
        rows.append((label, _rate(row["precision"]), _rate(row["recall"]), f"{row['articles']} articles"))
    for name, label in (
        ("commitment_links", "Commitments joined across articles"),
        ("meeting_links", "Meetings joined"),
    ):
        row = register[name]
        recall = row.get("recall", row.get("recall_of_extracted"))
        counts = f"{row['hit']} joined, {row['missed']} missed, {row['wrong']} wrong"
        rows.append((label, _rate(row["precision"]), _rate(recall), counts))
    origins, conflicts = register["origins"], register["conflicts"]
    right = origins["count_accuracy"]
    counts = f"{right['ok']:g} / {right['n']} stories with the right number"
    rows.append(("Articles of one origin", _rate(origins["pair_precision"]), _rate(origins["pair_recall"]), counts))
    counts = f"{conflicts['same_field']} / {conflicts['gold']} of the gold; {conflicts['rows_in_register']} shown"
    rows.append(("Conflicts shown", "", _rate(conflicts["recall"]), counts))
    for kind in ("commitment", "story"):
        row = register[f"{kind}_hard_negatives_merged"]
        rows.append((f"Look-alikes wrongly merged ({kind})", "", "", f"{row['bad']} / {row['of']}"))
    return rows


def _linking_row(name: str, row: Figures, labels: dict[str, str]) -> tuple[str, ...]:
    label = labels.get(name, name)
    if "why" in row:
        return label, "", "not measured", "", "", row["why"]
    if "ok" in row:
        return label, "", _rate(row["rate"]), "", "", f"{row['ok']:g} / {row['n']}"
    rates = [_rate(row.get(key)) for key in ("precision", "recall", "f1", "pair_f1")]
    runs = f", mean of {row['runs']} orders" if "runs" in row else ""
    return label, *rates, f"{row.get('n', '')}{runs}"


def _language_rows(language: Figures, bars: Figures) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for name, label in read_labels()["language"].items():
        if name in language:
            rows.append((label, *_language_cells(language[name]), print_bar(bars.get(name))))
    if "sentence_overclaims" in language:
        row = language["sentence_overclaims"]
        rows.append(("Single sentences with an over-claim", "", "", f"{row['count']} / {row['n']}", ""))
    return rows


def _language_cells(row: Figures) -> tuple[str, str, str]:
    """(precision, recall or rate, counts) of a figure."""
    if "why" in row:
        return "", "not measured", row["why"]
    if "tp" in row:
        counts = f"{row['tp']} / {row['fp']} / {row['fn']} (F1 {_rate(row['f1'])}, n {row['tp'] + row['fn']})"
        return _rate(row["precision"]), _rate(row["recall"]), counts
    if "articles_a_second" in row:
        peer = f"; spaCy {row['peer']:.0f} a second" if "peer" in row else ""
        return "", f"{row['articles_a_second']:.0f}", f"{row['articles']} articles, {row['words']} words{peer}"
    if "ratio" in row:
        return "", f"{row['ratio']:.2f}", ""
    counts = f"{row['ok']:.4g} / {row['n']}" if row["ok"] % 1 else f"{row['ok']:.0f} / {row['n']}"
    if "seeds" in row:
        counts += f" (mean of {row['seeds']} runs, {_rate(row['lowest'])} to {_rate(row['highest'])})"
    return "", _rate(row["rate"]), counts


def _ingest_row(name: str, row: Figures) -> tuple[str, ...]:
    shares = (row["title"], row["date"], row["clock"], row["outlet"])
    parts = [f"{_rate(share['rate'])} ({share['ok']:g} / {share['n']})" for share in shares]
    bodies = (_rate(row["body"]["f1"]), _rate(row["trafilatura"]["f1"]))
    return (name, *bodies, *parts, str(row["pages"]), str(row["lost"]))


def _dump_row(name: str, row: Figures) -> tuple[str, ...]:
    label = {"dumps_whole": "whole pages", "dumps_cropped": "cropped"}[name]
    return (label, _rate(row["lines"]["f1"]), _rate(row["characters"]["f1"]), str(row["pages"]), str(row["lost"]))


def _cause(line: Sequence[Any]) -> str:
    """The kind of a log line; a quotation whose words were cleaned away is a kind of its own."""
    kind = str(line[0])
    label = read_labels()["causes"].get(kind, kind)
    if kind == "MISS quotation" and line[-1]:
        return f"{line[2].capitalize()} quotation whose words the cleaner took away"
    return f"{line[2].capitalize()} {label}" if kind.endswith(" quotation") else label
