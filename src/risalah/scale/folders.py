"""A folder that is written whole and takes the place of an older one: a reader sees the old one or the new one."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replaced_folder(root: Path, name: str) -> Iterator[Path]:
    """A new folder to fill. At the end it becomes `root/name`; what fails leaves the older one as it was."""
    made = root / f".{name}.{uuid.uuid4().hex[:12]}"
    made.mkdir(parents=True)
    try:
        yield made
        final, old = root / name, root / f".old.{uuid.uuid4().hex[:12]}"
        if final.exists():
            final.rename(old)
        made.rename(final)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(made, ignore_errors=True)
