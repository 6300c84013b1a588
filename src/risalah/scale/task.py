"""What a pool or a cluster is given to do: pieces of work that can be done anywhere, any number of times."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar


class Task(Protocol):
    """One piece: what it is known by, and what people call it."""

    @property
    def id(self) -> str:
        """The same for the same work."""
        ...

    @property
    def name(self) -> str:
        """For people."""
        ...


T = TypeVar("T", bound=Task)
T_contra = TypeVar("T_contra", bound=Task, contravariant=True)


class Work(Protocol[T_contra]):
    """What is done with each piece. It goes to every process, so it must be small and picklable."""

    def load(self) -> None:
        """Load what every piece needs, once a process."""

    def run(self, task: T_contra) -> dict[str, Any]:
        """Do a piece, unless it was done before; its report as JSON."""
        ...

    def hangs(self, task: T_contra) -> bool:
        """Has a process been at one thing for far longer than that may take?"""
        ...


def run_task(task: T, work: Work[T]) -> dict[str, Any]:
    """In a worker of a cluster: do a piece."""
    work.load()
    return work.run(task)
