"""Boundaries out of a file, TopoJSON or GeoJSON: rings of longitude and latitude, each with its state's code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from risalah.errors import ConfigError

Point = tuple[float, float]
"""Degrees: longitude, latitude."""
Ring = tuple[Point, ...]
"""A closed line, its first point not repeated."""

_CODES = ("a3", "iso_a3", "ISO_A3", "adm0_a3", "ADM0_A3", "alpha3", "id")
_NAMES = ("name", "NAME", "ADMIN", "admin")
MAX_BYTES = 32_000_000
"""A boundary file larger than this is no world map for a screen (Natural Earth at 10 m has 25 MB)."""
MAX_POINTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Land:
    """One state's area. `code` is its alpha-3 code ("" where the file gives none), `polygons` outer ring first."""

    code: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...]


def read_lands(path: Path) -> tuple[Land, ...]:
    """The lands of a TopoJSON or GeoJSON file. Raises ConfigError, naming the file and what is wrong with it."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"{path}: larger than {MAX_BYTES} bytes", remedy="simplify the boundaries")
        raw = json.loads(path.read_text(encoding="utf-8"))
        lands = tuple(_read_topology(raw) if raw.get("type") == "Topology" else _read_features(raw))
    except OSError as e:
        raise ConfigError(f"{path}: {e.strerror}", remedy="check the setting map_boundaries") from e
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as e:
        raise ConfigError(
            f"{path}: these are no boundaries in GeoJSON or TopoJSON ({e})",
            remedy="give a FeatureCollection of polygons in degrees, each with a property a3 or iso_a3",
        ) from e
    if not any(land.polygons for land in lands):
        raise ConfigError(f"{path}: no polygon in it", remedy="give a FeatureCollection of polygons in degrees")
    if sum(len(r) for land in lands for p in land.polygons for r in p) > MAX_POINTS:
        raise ConfigError(f"{path}: more than {MAX_POINTS} points", remedy="simplify the boundaries")
    return lands


def _name_land(properties: Mapping[str, Any] | None, polygons: Iterable[Sequence[Ring]], own_id: Any = None) -> Land:
    row = {"id": own_id, **(properties or {})}
    codes = [str(row[k]) for k in _CODES if isinstance(row.get(k), str)]
    code = next((c.upper() for c in codes if len(c) == 3 and c.isalpha()), "")
    name = next((str(row[k]) for k in _NAMES if row.get(k)), code)
    return Land(code, name, tuple(tuple(p) for p in polygons if p))


def _read_features(raw: Mapping[str, Any]) -> Iterator[Land]:
    for feature in raw["features"]:
        shape = feature.get("geometry")
        polygons = [] if not shape else shape["coordinates"]
        if shape and shape["type"] == "Polygon":
            polygons = [polygons]
        elif shape and shape["type"] != "MultiPolygon":
            continue
        rings = ([_close(_check(p) for p in ring) for ring in polygon] for polygon in polygons)
        yield _name_land(feature.get("properties"), rings, feature.get("id"))


def _check(point: Sequence[float]) -> Point:
    lon, lat = float(point[0]), float(point[1])
    if not (-360 <= lon <= 360 and -90.001 <= lat <= 90.001):
        raise ValueError(f"({lon:g}, {lat:g}) are not degrees")
    return lon, max(-90.0, min(90.0, lat))


def _close(points: Iterable[Point]) -> Ring:
    ring = tuple(points)
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring


def _read_topology(raw: Mapping[str, Any]) -> Iterator[Land]:
    """TopoJSON: shared lines ("arcs") as steps on a grid; an arc ~n is arc n backwards."""
    move = raw.get("transform")
    kx, ky = move["scale"] if move else (1.0, 1.0)
    x0, y0 = move["translate"] if move else (0.0, 0.0)
    arcs: list[Ring] = []
    for steps in raw["arcs"]:
        x = y = 0.0
        line = []
        for step in steps:
            # Without a grid the arcs hold positions, not steps.
            x, y = (x + step[0], y + step[1]) if move else (step[0], step[1])
            line.append(_check((x * kx + x0, y * ky + y0)))
        arcs.append(tuple(line))

    def join(numbers: Sequence[int]) -> Ring:
        ring: list[Point] = []
        for n in numbers:
            part = arcs[n] if n >= 0 else arcs[~n][::-1]
            ring.extend(part[1:] if ring else part)
        return _close(ring)

    objects = raw["objects"]
    chosen = objects.get("countries") or next(iter(objects.values()))
    for shape in chosen["geometries"]:
        polygons = shape.get("arcs") or []
        if shape["type"] == "Polygon":
            polygons = [polygons]
        elif shape["type"] != "MultiPolygon":
            continue
        yield _name_land(shape.get("properties"), ([join(r) for r in p] for p in polygons))


def holds(land: Land, lon: float, lat: float) -> bool:
    """Does the point lie in the land? By counting crossings of each polygon's rings, so that holes count as outside."""
    return any(sum(_crosses(ring, lon, lat) for ring in polygon) % 2 == 1 for polygon in land.polygons)


def _crosses(ring: Ring, lon: float, lat: float) -> int:
    count = 0
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > lat) != (y2 > lat) and abs(x2 - x1) < 180 and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            count += 1
    return count


def find_land(lands: Iterable[Land], lon: float, lat: float) -> Land | None:
    """The land in which a point lies, or None (the sea)."""
    return next((land for land in lands if holds(land, lon, lat)), None)


def find_middle(land: Land) -> Point:
    """The middle of a land's largest polygon: the centroid of its outer ring."""
    best: tuple[float, Point] = (-1.0, (0.0, 0.0))
    for polygon in land.polygons:
        ring = unroll(polygon[0])
        area = cx = cy = 0.0
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            cross = x1 * y2 - x2 * y1
            area += cross
            cx += (x1 + x2) * cross
            cy += (y1 + y2) * cross
        if abs(area) > best[0] and area:
            best = (abs(area), (cx / (3 * area), cy / (3 * area)))
    lon, lat = best[1]
    return (lon + 180) % 360 - 180, lat


def unroll(ring: Ring) -> Ring:
    """The ring without jumps over the date line: longitudes may then lie beyond 180."""
    out: list[Point] = []
    for lon, lat in ring:
        turn = round((out[-1][0] - lon) / 360) if out else 0
        out.append((lon + 360 * turn, lat))
    return tuple(out)
