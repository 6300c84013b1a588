"""The register of formats: name, media type, ending, what each gives, what it cannot carry, who writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from risalah.show.exports.citations import write_bibtex, write_csl, write_ris
from risalah.show.exports.follow import write_atom, write_ics
from risalah.show.exports.followthemoney import write_ftm
from risalah.show.exports.newsroom import write_ninjs, write_timelinejs
from risalah.show.exports.packages import write_datapackage, write_stata
from risalah.show.exports.parquet import write_parquet
from risalah.show.exports.polecat import write_plover, write_polecat
from risalah.show.exports.quotes import write_gdelt
from risalah.show.exports.schema_org import write_jsonld
from risalah.show.exports.shelf import Shelf
from risalah.show.exports.webanno import write_webanno
from risalah.show.exports.workbook import write_xlsx

_JSON, _LINES = "application/json", "application/jsonl"


@dataclass(frozen=True, slots=True)
class Format:
    """One format. Exactly one of `text` (pieces of one file), `file` (writes one binary file), `files` ((name, text) of
    a folder's files) and `folder` (writes into a folder) is there. `loses` says what it cannot carry, `takes` which
    types of entries it carries.
    """

    name: str
    about: str
    media_type: str
    suffix: str
    loses: str = ""
    text: Callable[[Shelf], Iterator[str]] | None = None
    file: Callable[[Shelf, Path], None] | None = None
    files: Callable[[Shelf], Iterator[tuple[str, str]]] | None = None
    folder: Callable[[Shelf, Path], None] | None = None
    takes: frozenset[str] = frozenset({"commitment", "meeting", "quotation"})


_EVENTS = frozenset({"commitment", "meeting"})
_STATEMENTS = "statements that neither praise, blame nor threaten"
_ENTRIES_ONLY = "sentences, conflicts and history"

OTHERS: dict[str, Format] = {
    f.name: f
    for f in (
        Format(
            "xlsx",
            "a workbook with a sheet a table and a codebook; no cell is a formula",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ".xlsx",
            "control characters, text beyond 32,767 characters of a cell",
            file=write_xlsx,
        ),
        Format(
            "parquet",
            "a folder with a Parquet file a table, columns described in the metadata",
            "application/vnd.apache.parquet",
            "",
            "nothing of the tables",
            folder=write_parquet,
        ),
        Format(
            "jsonld", "schema.org, one graph", "application/ld+json", ".jsonld", "words in context", text=write_jsonld
        ),
        Format(
            "webanno",
            "W3C Web Annotation: each piece of evidence by quote and position",
            'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
            ".anno.jsonld",
            "all but the evidence",
            text=write_webanno,
        ),
        Format(
            "polecat",
            "the 40 columns of POLECAT, tab-separated",
            "text/tab-separated-values",
            ".tsv",
            f"{_STATEMENTS}, instruments, stages, {_ENTRIES_ONLY}; intensity is left empty",
            text=write_polecat,
        ),
        Format(
            "plover",
            "PLOVER events, one a line",
            _LINES,
            ".plover.jsonl",
            f"{_STATEMENTS}, instruments, stages, {_ENTRIES_ONLY}",
            text=write_plover,
        ),
        Format(
            "gdelt",
            "quotations with the words around, one article a line",
            _LINES,
            ".quotes.jsonl",
            "meetings and commitments",
            text=write_gdelt,
            takes=frozenset({"quotation"}),
        ),
        Format(
            "ftm",
            "FollowTheMoney statements, CSV",
            "text/csv",
            ".statements.csv",
            "quotations, commitments and all places in texts: that model has no schema for them",
            text=write_ftm,
            takes=frozenset({"meeting"}),
        ),
        Format(
            "ninjs",
            "IPTC ninjs 3.1, one item a line: articles and meetings",
            _LINES,
            ".ninjs.jsonl",
            "quotations, commitments, full texts",
            text=write_ninjs,
            takes=frozenset({"meeting"}),
        ),
        Format(
            "ics",
            "iCalendar: due dates and meetings as all-day events",
            "text/calendar",
            ".ics",
            "entries without a due date or a day",
            text=write_ics,
            takes=_EVENTS,
        ),
        Format(
            "atom",
            "Atom: commitments and meetings, the newest first",
            "application/atom+xml",
            ".atom",
            "all but title, codes and sources; entries beyond the newest 200",
            text=write_atom,
            takes=_EVENTS,
        ),
        Format(
            "ris",
            "RIS: articles and entries for reference managers",
            "application/x-research-info-systems",
            ".ris",
            "all but what is cited",
            text=write_ris,
        ),
        Format(
            "bibtex",
            "BibTeX: articles and entries",
            "application/x-bibtex",
            ".bib",
            "all but what is cited",
            text=write_bibtex,
        ),
        Format(
            "csl",
            "CSL-JSON: articles and entries",
            "application/vnd.citationstyles.csl+json",
            ".csl.json",
            "all but what is cited",
            text=write_csl,
        ),
        Format(
            "timelinejs",
            "TimelineJS: commitments and meetings that have a day",
            _JSON,
            ".timeline.json",
            "quotations, entries without a day",
            text=write_timelinejs,
            takes=_EVENTS,
        ),
        Format(
            "stata",
            "a folder with a CSV a table and labels.do, which reads and labels them",
            "text/csv",
            "",
            "line breaks and tabs inside a text; long column names are shortened",
            files=write_stata,
        ),
        Format(
            "datapackage",
            "a Frictionless data package: a CSV a table and datapackage.json with the codebook",
            "application/vnd.datapackage+json",
            "",
            "nothing of the tables",
            files=write_datapackage,
        ),
    )
}
"""The formats of others by name. json, jsonl and csv are the register's own and stand in show/export.py."""
