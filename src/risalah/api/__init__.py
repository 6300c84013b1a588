"""The Python API: registers as lazy collections of typed results. `risalah.open`, `risalah.build`, `risalah.extract`.

In: a register, or pages. Out: frozen dataclasses, each value with the words it rests on; tables for pandas, Arrow and
polars. Nothing is printed on standard output.
"""

from risalah.api.building import build, extract
from risalah.api.collection import Collection, Entries
from risalah.api.entries import CommitmentEntry, EntryEvidence, MeetingEntry, QuotationEntry, StageStep
from risalah.api.register import Register, open

__all__ = [
    "Collection",
    "CommitmentEntry",
    "Entries",
    "EntryEvidence",
    "MeetingEntry",
    "QuotationEntry",
    "Register",
    "StageStep",
    "build",
    "extract",
    "open",
]
