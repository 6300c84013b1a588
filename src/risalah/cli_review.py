"""The command `risalah review`: the queue of cards, in the terminal."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from risalah.cli_build import relink
from risalah.cli_options import AsOfOpt, RegisterArg, WaitOpt
from risalah.cli_rulings import ByOpt, name_person
from risalah.cli_run import note
from risalah.errors import ConfigError


def register_review(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(review)


def review(
    register: RegisterArg,
    by: ByOpt,
    reason: Annotated[
        list[str] | None,
        typer.Option("--reason", help="unsure_merge, conflict, lowered_stage, inferred_date, gate or new; may repeat."),
    ] = None,
    as_of: AsOfOpt = None,
    ui: Annotated[str, typer.Option("--ui", help="Language of labels: id or en.")] = "id",
    wait: WaitOpt = 0,
) -> None:
    """Decide card by card with single keys: A accept, X reject, E edit, Space skip, Z undo, J K move, Q quit, ? help.

    Each decision is kept at once; the entries are computed anew when you end. Keys may also come from a pipe.
    """
    from risalah.cli_paper import Paper
    from risalah.show.labels import Labels
    from risalah.show.terminal_review import Queue
    from risalah.store import open_store
    from risalah.store.cards import REASONS

    person = name_person(by)
    wrong = [r for r in reason or () if r not in REASONS]
    if wrong:
        raise ConfigError(f"--reason: {wrong[0]!r} is no reason of a card", remedy=f"use {', '.join(REASONS)}")
    try:
        day = date.fromisoformat(as_of) if as_of else date.today()
    except ValueError as e:
        raise ConfigError(f"--as-of: {as_of!r} is no date", remedy="write 2031-12-15") from e
    with open_store(register, wait=wait, on_wait=note) as store:
        queue = Queue(store, Paper(highlight=False), Labels(ui), day.isoformat(), person)
        try:
            decided = queue.run(tuple(reason or ()), _read_key, _read_line)
        finally:
            relink(store)
    print(f"{decided} decisions kept" if decided != 1 else "1 decision kept")


def _read_key() -> str:
    """One key, at once where the input is a terminal; the next character of a pipe."""
    if not sys.stdin.isatty():
        key = sys.stdin.read(1)
        while key in ("\n", "\r"):
            key = sys.stdin.read(1)
        return key
    try:
        import termios
        import tty
    except ImportError:  # Windows
        import msvcrt

        return str(msvcrt.getwch())  # type: ignore[attr-defined]
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    try:
        tty.setcbreak(handle)
        return sys.stdin.read(1)
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


def _read_line(prompt: str) -> str:
    sys.stdout.write(prompt)
    sys.stdout.flush()
    return sys.stdin.readline().rstrip("\n")
