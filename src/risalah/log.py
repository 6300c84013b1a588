"""Run counters and the one place where logging is configured (by the CLI, never by library code).

Log lines name places, counts and faults, never the text of an article, a token or a password: the test in
tests/unit/test_log.py runs the commands with everything logged and looks for them.
"""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from risalah.errors import ConfigError


@dataclass(slots=True)
class RunCounts:
    """What a run did: pages (`known` of them read before), articles, records by type, what was set aside by reason.

    `dropped` counts by gate the pages that were dropped at the first look.
    `reading` counts bytes, records of web archives, and what was passed over because it is no page.
    `gate` counts by extractor what the gate decided, calls, tokens (none where not reported), seconds.
    """

    pages: int = 0
    known: int = 0
    articles: int = 0
    relevant: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    set_aside: Counter[str] = field(default_factory=Counter)
    gate: dict[str, dict[str, float]] = field(default_factory=dict)
    reading: dict[str, Any] = field(default_factory=dict)

    def add_gate(self, name: str, row: Mapping[str, float | None]) -> None:
        """Add an extractor's numbers of one article; what was not reported (None) adds nothing."""
        kept = self.gate.setdefault(name, {})
        for key, value in row.items():
            if value is not None:
                kept[key] = round(kept.get(key, 0) + value, 3)

    def to_json(self) -> dict[str, Any]:
        """A JSON object with sorted keys."""
        return {
            "pages": self.pages,
            "known": self.known,
            "articles": self.articles,
            "relevant": self.relevant,
            "dropped": dict(sorted(self.dropped.items())),
            "records": dict(sorted(self.records.items())),
            "set_aside": dict(sorted(self.set_aside.items())),
            "reading": self.reading,
            "gate": {name: dict(row) for name, row in sorted(self.gate.items())},
        }


FORMS = ("text", "json")
"""How log lines are written: for people, or one JSON object a line."""

_LONGEST = 2000
_SECRETS = re.compile(r"(?i)(/enter/|bearer\s+|(?:token|password|secret|key)[=:]\s*|://[^/\s:@]+:)[^\s/@&\"']+")
"""What follows these words is nobody's to read: one-time links, tokens, passwords of addresses."""


class Discretion(logging.Filter):
    """Takes out of every record what is nobody's to read, before it is written.

    Of a fault its class and its places stay; neither its message nor its values, which may hold words of a page.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is written in any case."""
        record.msg, record.args = hide_secrets(record.getMessage())[:_LONGEST], None
        if record.exc_info and record.exc_info[0] is not None:
            record.fault = {"error": record.exc_info[0].__name__, "where": _list_places(record.exc_info[2])}
        record.exc_info = record.exc_text = record.stack_info = None
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line: `time` (UTC, ISO 8601), `level`, `logger`, `message`; of a fault `error` and `where`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one record."""
        row = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fault", {}),
        }
        return json.dumps(row, ensure_ascii=False)


class PlainLines(logging.Formatter):
    """The message, and of a fault what it is and where."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one record."""
        fault = getattr(record, "fault", None)
        tail = f" ({fault['error']} at {' > '.join(fault['where'])})" if fault else ""
        return record.getMessage() + tail


def hide_secrets(text: str) -> str:
    """The text with what may be a secret replaced by `***`."""
    return _SECRETS.sub(r"\1***", text)


def _list_places(trace: Any) -> list[str]:
    """Where a fault came up, the innermost place last: "module:line"."""
    places = []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places


def configure_logging(*, verbose: bool, form: str = "text") -> None:
    """Send log lines to stderr, for people or (`form` "json") as JSON lines; with `verbose` all of ours, else warnings.

    Of other libraries only warnings are written: what they log in detail may be words of a page. Raises ConfigError for
    a form that does not exist.
    """
    if form not in FORMS:
        raise ConfigError(f"log_format: {form!r} is no form of log lines", remedy=f"use {' or '.join(FORMS)}")
    if form == "json":
        handler: logging.Handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
    else:
        from rich.console import Console
        from rich.logging import RichHandler

        handler = RichHandler(console=Console(stderr=True), show_path=False)
        handler.setFormatter(PlainLines())
    handler.addFilter(Discretion())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("risalah").setLevel(logging.DEBUG if verbose else logging.WARNING)
