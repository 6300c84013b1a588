"""What an extractor from outside must offer: a name, and proposals for an annotated article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from risalah.extract.readings import Readings
from risalah.model.gate import Proposal, Usage


@dataclass(slots=True)
class Batch:
    """The proposals for one article and what they cost."""

    proposals: list[Proposal] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)


class Proposer(Protocol):
    """An extractor besides the rules. It is asked only about articles that are relevant."""

    @property
    def name(self) -> str:
        """The name under which its proposals are counted."""
        ...

    def propose(self, readings: Readings) -> Batch:
        """Proposals for an article. Never raises for what the outside did: it says so in `usage.notes`."""
        ...
