"""Figures as a table for the terminal, and as Markdown for the documentation."""

from __future__ import annotations

from typing import Any

from risalah.evaluate.bars import print_bar
from risalah.evaluate.ledger import HITS, SHARES
from risalah.evaluate.scoring import Figures

_REGISTER_LINES = (
    "commitment_links",
    "meeting_links",
    "origins",
    "conflicts",
    "commitment_hard_negatives_merged",
    "story_hard_negatives_merged",
)


def print_table(figures: Figures) -> str:
    """The figures as lines of text. A part that was not measured is left out."""
    lines: list[str] = []
    if "evidence_validity" in figures:
        valid = figures["evidence_validity"]
        without = figures["records_without_valid_evidence"]
        tail = f"{valid['ok']:.0f}/{valid['n']} spans; records with no valid evidence: {without}"
        lines.append(f"{'evidence validity':34} {_number(valid['rate'])}   {tail}")
    hits = [name for name in HITS if name in figures]
    if hits:
        lines.append(f"{'':34} {'P':>6} {'R':>6} {'F1':>6}   found/wrong/missed")
        lines += [_hit_line(name, figures[name]) for name in hits]
    shares = [name for name in SHARES if name in figures]
    if shares:
        lines.append(f"{'accuracy on matched records':34} {'rate':>6}   right/of")
        lines += [_share_line(name, figures[name]) for name in shares]
        lines += _claim_lines(figures)
    if "distractors" in figures:
        lines += _distractor_lines(figures)
    if "relevance" in figures:
        lines += ["relevance of press rows", *(_relevance_line(k, row) for k, row in figures["relevance"].items())]
    if "register" in figures:
        lines += _register_lines(figures["register"])
    if "linking" in figures:
        lines += ["linking", *(_linking_line(name, row) for name, row in figures["linking"].items())]
    if "language" in figures:
        lines += _language_lines(figures["language"], figures.get("bars") or {})
    if "curated" in figures:
        lines += _curated_lines(figures["curated"])
    if "ingest" in figures:
        lines += ["ingest", *(_ingest_line(name, row) for name, row in figures["ingest"].items())]
    return "\n".join(lines)


def _curated_lines(row: Figures) -> list[str]:
    lines = []
    for part in ("fields", "rules"):
        lines.append(f"{'curated, by ' + part.rstrip('s'):44} {'rate':>6}   right/wrong")
        lines += [f"  {n:42} {_number(x['rate'])}   {x['right']}/{x['wrong']}" for n, x in row[part].items()]
    for part in ("missed", "pairs"):
        told = ", ".join(f"{name} {n}" for name, n in row[part].items()) or "none"
        lines.append(f"{part}: {told}")
    return lines


def _linking_line(name: str, row: Figures) -> str:
    if "why" in row:
        return f"  {name:32} not measured: {row['why']}"
    parts = (
        f"{key} {value:g}" if key in ("ok", "threshold") else f"{key} {_part(value)}" for key, value in row.items()
    )
    return f"  {name:32} {', '.join(parts)}"


def _ingest_line(name: str, row: Figures) -> str:
    return f"  {name:32} " + ", ".join(f"{key} {_part(value)}" for key, value in row.items())


def _relevance_line(name: str, row: Figures) -> str:
    return f"  {name:32} " + ", ".join(f"{k} {v if isinstance(v, str) else _part(v)}" for k, v in row.items())


def _number(value: Any) -> str:
    if value is None:
        return "   -  "
    return f"{value:6.3f}" if isinstance(value, float) else f"{value:>6}"


def _hit_line(name: str, row: Figures) -> str:
    rates = " ".join(_number(row[key]) for key in ("precision", "recall", "f1"))
    return f"{name:34} {rates}   {row['tp']}/{row['fp']}/{row['fn']}"


def _share_line(name: str, row: Figures) -> str:
    return f"{name:34} {_number(row['rate'])}   {row['ok']:g}/{row['n']}"


def _claim_lines(figures: Figures) -> list[str]:
    claims = figures["overclaim"]
    rates = [_number(claims[key]).strip() for key in ("rate_of_commitments", "rate_of_high")]
    causes = ", ".join(f"{why} {n}" for why, n in claims["by"].items()) or "none"
    invented = ", ".join(f"{name} {figures[f'invented_{name}']}" for name in ("due", "expected_stage", "amount"))
    lines = [
        f"{'OVER-CLAIMS':34} {claims['count']:>6}   {rates[0]} of commitments, {rates[1]} of high-stage ones; {causes}",
        _share_line("high_recall", figures["high_recall"]),
        _share_line("second_records", figures["second_records"]),
        _share_line("stage_cue_evidence", figures["stage_cue_evidence"]),
        f"{'invented where gold has none':34}   {invented}",
        f"{'trap sentences hit':34} {figures['trap_hits']['count']:>6}",
    ]
    if figures["stage_confusion"]:
        lines.append("stage confusion: " + "; ".join(f"{k} {n}" for k, n in figures["stage_confusion"].items()))
    return lines


def _distractor_lines(figures: Figures) -> list[str]:
    row = figures["distractors"]
    counts = ", ".join(f"{name} {row[name]}" for name in ("meetings", "commitments", "quotations"))
    hard = f"hard ones said relevant {row['hard_said_relevant']}/{row['hard']}"
    found = row["pages_with_meetings_or_commitments"]
    lines = [f"{'pages off topic with records':34} {found:>6}   of {row['pages']}; {counts}; {hard}"]
    if "counts" in figures:
        counted = figures["counts"]
        missing = counted.get("pages_without_prediction", 0)
        lines.append(f"pages {counted.get('pages', 0)}, without prediction {missing}")
    return lines


def _register_lines(register: Figures) -> list[str]:
    lines = ["register"]
    for name in ("story_bcubed", "event_bcubed"):
        row = register[name]
        rates = " ".join(_number(row[key]) for key in ("precision", "recall", "f1"))
        lines.append(f"  {name:32} {rates}   {row['articles']} articles")
    for name in _REGISTER_LINES:
        parts = ", ".join(f"{key} {_part(value)}" for key, value in register[name].items())
        lines.append(f"  {name:32} {parts}")
    return lines


def _part(value: Any) -> str:
    if isinstance(value, dict) and "f1" in value:
        return f"F1 {value['f1']:.3f} (P {value['precision']:.3f}, R {value['recall']:.3f})"
    if isinstance(value, dict):
        return f"{_number(value['rate']).strip()} ({value['ok']:g}/{value['n']})"
    return _number(value).strip()


def _language_lines(language: Figures, bars: Figures) -> list[str]:
    lines = ["language"]
    for name, row in language.items():
        if "why" in row:
            lines.append(f"  {name:32} not measured: {row['why']}")
        else:
            parts = ", ".join(
                f"{key} {value:g}" if key == "ok" else f"{key} {_part(value)}" for key, value in row.items()
            )
            bar = f"; bar {print_bar(bars[name])}" if name in bars else ""
            lines.append(f"  {name:32} {parts}{bar}")
    return lines
