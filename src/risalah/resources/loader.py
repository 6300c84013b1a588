"""Read data files: YAML whose mappings remember their line, and tables of tab-separated values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from risalah.errors import ResourceError

DATA = Path(__file__).resolve().parent.parent / "data"
"""The folder of packaged data files."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Row(dict[str, Any]):
    """A mapping read from YAML; `line` is its 1-based line in the file."""

    line: int = 0


class _Loader(_Base):  # type: ignore[misc]
    """A safe loader that makes a Row of every mapping and refuses a key that is given twice."""


def _row(loader: Any, node: yaml.MappingNode) -> Iterator[Row]:
    row = Row()
    row.line = node.start_mark.line + 1
    yield row
    loader.flatten_mapping(node)
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in row:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} is given twice", key_node.start_mark)
        row[key] = loader.construct_object(value_node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _row)
# YAML 1.1 reads the codes NO (Norway), ON and the Indonesian "ya" forms as truth values: only true and false are.
_Loader.yaml_implicit_resolvers = {
    k: [(tag, regexp) for tag, regexp in v if tag != "tag:yaml.org,2002:bool" or k in "tTfF"]
    for k, v in _Base.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    """The data of a YAML file; mappings are Rows. Raises ResourceError with file and line."""
    try:
        with path.open(encoding="utf-8") as f:
            return yaml.load(f, Loader=_Loader)  # a subclass of the safe loader
    except OSError as e:
        raise ResourceError(f"cannot be read: {e.strerror}", path=path, remedy="reinstall risalah") from e
    except yaml.MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        raise ResourceError(
            str(e.problem or e), path=path, line=mark.line + 1 if mark else None, remedy="mend the YAML at that line"
        ) from e
    except yaml.YAMLError as e:
        raise ResourceError(str(e), path=path, remedy="mend the YAML") from e


def read_tsv(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, row) of a table with a header line that must be `columns`; lines that begin with # are remarks.

    Raises ResourceError with file and line on a wrong header or a row with another number of cells.
    """
    for n, cells in read_cells(path, columns):
        yield n, dict(zip(columns, (c.strip() for c in cells), strict=True))


def read_cells(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Like read_tsv, but rows are lists, and cells are as they stand: for tables of a hundred thousand rows."""
    try:
        f = path.open(encoding="utf-8", newline="")
    except OSError as e:
        raise ResourceError(f"cannot be read: {e.strerror}", path=path, remedy="reinstall risalah") from e
    with f:
        header: list[str] | None = None
        for n, line in enumerate(f, 1):
            if line.startswith("#") or not line.strip():
                continue
            cells = line.rstrip("\r\n").split("\t")
            if header is None:
                header = cells
                if tuple(header) != columns:
                    raise ResourceError(f"the header must be {', '.join(columns)}", path=path, line=n)
                continue
            if len(cells) != len(columns):
                raise ResourceError(f"{len(cells)} cells, but the header has {len(columns)}", path=path, line=n)
            yield n, cells
