"""From degrees to a sheet of paper: the Equal Earth projection, turned so that Indonesia stands in the middle.

Areas keep their proportions. Formulas: Šavrič, Patterson and Jenny (2018), four coefficients of a polynomial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from risalah.show.web.pictures.topology import Point, Ring, unroll

CENTRE = 110.0
"""The meridian in the middle, in degrees east."""
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
_STEP = 3.0
"""Degrees between the points that bend the edge of the map."""


def project(lon: float, lat: float) -> Point:
    """Equal Earth of a longitude already turned (-180 to 180) and a latitude; x to the right, y upwards."""
    t = asin(_M * sin(radians(lat)))
    t2 = t * t
    t6 = t2**3
    x = radians(lon) * cos(t) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    return x, t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A window on the map, in degrees, drawn `width` units wide. `west` and `east` are turned longitudes."""

    west: float = -180.0
    east: float = 180.0
    south: float = -58.0
    north: float = 84.0
    width: int = 2000
    centre: float = CENTRE

    def _scale(self) -> tuple[float, float, float]:
        """Units a radian, and the left and upper edge."""
        lats = (self.south, 0.0, self.north) if self.south < 0 < self.north else (self.south, self.north)
        left = min(project(self.west, y)[0] for y in lats)
        right = max(project(self.east, y)[0] for y in lats)
        return self.width / (right - left), left, project(0, self.north)[1]

    @property
    def height(self) -> int:
        """Units from top to bottom."""
        k, _, top = self._scale()
        return round((top - project(0, self.south)[1]) * k)

    def place(self, lon: float, lat: float) -> tuple[int, int] | None:
        """Where a place stands on the sheet, or None where it is outside."""
        turned = turn(lon, self.centre)
        if not (self.west <= turned <= self.east and self.south <= lat <= self.north):
            return None
        return self._fix(turned, lat, self._scale())

    def _fix(self, lon: float, lat: float, scale: tuple[float, float, float]) -> tuple[int, int]:
        k, left, top = scale
        x, y = project(lon, lat)
        return round((x - left) * k), round((top - y) * k)

    def draw(self, rings: Sequence[Ring]) -> str:
        """The rings as the `d` of an SVG path, cut at the edges of the sheet; empty where nothing is inside."""
        scale = self._scale()
        parts = []
        for ring in rings:
            turned = unroll(tuple((lon - self.centre, lat) for lon, lat in ring))
            turned = _close_pole(turned)
            low, high = min(p[0] for p in turned), max(p[0] for p in turned)
            first = int((low + 180) // 360)
            for shift in range(first, int((high + 180) // 360) + 1):
                piece = [(lon - 360 * shift, lat) for lon, lat in turned]
                cut = _clip(piece, self.west, self.east, self.south, self.north)
                points = [self._fix(lon, lat, scale) for lon, lat in _bend(cut)]
                parts.append(_write(points))
        return "".join(parts)


def turn(lon: float, centre: float = CENTRE) -> float:
    """A longitude as degrees from the middle of the map, -180 to 180."""
    return (lon - centre + 180) % 360 - 180


def _close_pole(ring: Ring) -> Ring:
    """A ring that runs once around the earth holds a pole: it is closed along that pole."""
    span = ring[-1][0] - ring[0][0]
    if abs(span) < 270:
        return ring
    pole = -90.0 if sum(lat for _, lat in ring) < 0 else 90.0
    end = ring[0][0] + (360 if span > 0 else -360)
    return (*ring, (end, ring[0][1]), (end, pole), (ring[0][0], pole))


def _clip(ring: Sequence[Point], west: float, east: float, south: float, north: float) -> list[Point]:
    """The part of a ring inside a rectangle of degrees (Sutherland and Hodgman, one edge after the other)."""
    out = list(ring)
    for axis, bound, keep_above in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
        source, out = out, []
        for i, b in enumerate(source):
            a = source[i - 1]
            a_in, b_in = ((p[axis] >= bound) == keep_above or p[axis] == bound for p in (a, b))
            if a_in != b_in:
                share = (bound - a[axis]) / (b[axis] - a[axis])
                other = a[1 - axis] + share * (b[1 - axis] - a[1 - axis])
                out.append((bound, other) if axis == 0 else (other, bound))
            if b_in:
                out.append(b)
    return out


def _bend(ring: Sequence[Point]) -> Iterator[Point]:
    """The ring with points put into its long straight lines, which the projection bends."""
    for i, b in enumerate(ring):
        a = ring[i - 1]
        steps = int(max(abs(b[0] - a[0]), abs(b[1] - a[1])) // _STEP)
        for n in range(1, steps + 1):
            share = n / (steps + 1)
            yield a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
        yield b


def _write(points: Sequence[tuple[int, int]]) -> str:
    """A closed path in steps; points that fall together are left out, and what has no area is nothing."""
    kept = [p for i, p in enumerate(points) if p != points[i - 1]]
    if len(kept) < 3:
        return ""
    out = [f"M{kept[0][0]} {kept[0][1]}l"]
    for (x1, y1), (x2, y2) in pairwise(kept):
        out.append(f"{x2 - x1} {y2 - y1} ")
    return "".join(out).rstrip() + "z"


def arc_between(a: tuple[int, int], b: tuple[int, int]) -> str:
    """A curved line from one place on a sheet to another, as the `d` of a path."""
    (x1, y1), (x2, y2) = a, b
    length = sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2) or 1.0
    # Bent upwards by a sixth of its length, whichever way it runs.
    side = 1 if x2 < x1 else -1
    cx = (x1 + x2) / 2 - side * (y2 - y1) / length * length / 6
    cy = (y1 + y2) / 2 + side * (x2 - x1) / length * length / 6
    return f"M{x1} {y1}Q{round(cx)} {round(cy)} {x2} {y2}"
