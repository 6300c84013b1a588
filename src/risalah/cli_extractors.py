"""Extractors besides the rules, as the commands see them: checked before any work, told of at the end."""

from __future__ import annotations

from collections.abc import Mapping

from risalah.cli_run import Tally, note
from risalah.config import Settings


def check_extractors(settings: Settings) -> list[str]:
    """Raise ConfigError before any work where an extractor that was asked for cannot work; the documents imported."""
    from risalah.extract.langextract import LangExtractProposer
    from risalah.pipeline import make_proposers

    proposers = make_proposers(settings)
    return [where for p in proposers if isinstance(p, LangExtractProposer) for where in p.documents]


def tell_extractors(tally: Tally, imported: list[str]) -> None:
    """What extractors besides the rules gave and cost, and the imported documents that no page is, on stderr."""
    from risalah.model.gate import RULES

    for name, row in tally.counts.gate.items():
        if name != RULES:
            note(f"{name}: {describe_counts(row)}")
    lost = [where for where in imported if where not in tally.matched]
    if lost:
        shown = ", ".join(lost[:5]) + (" ..." if len(lost) > 5 else "")
        note(f"langextract: {len(lost)} of {len(imported)} documents are none of the pages read: {shown}")


def describe_counts(row: Mapping[str, float]) -> str:
    """An extractor's numbers of a run as one line."""

    def number(key: str) -> str:
        return f"{row[key]:,.0f}" if key in row else "not reported"

    text = f"{number('accepted')} accepted ({number('joined')} of them joined to records of the rules), "
    text += f"{number('review')} for review, {number('rejected')} rejected"
    if row.get("calls"):
        text += f"; {number('calls')} calls ({number('failed_calls')} questions without a usable answer), "
        text += f"tokens in {number('prompt_tokens')}, out {number('completion_tokens')}, {row['seconds']:.1f} s"
    return text
