"""A map frame: which part of the country lies in which rectangle of the sheet, and at which scale.

Maps are drawn in CGCS2000 / 3-degree Gauss-Kruger, central meridian 108°E (EPSG:4545), which runs through
Chongqing: lengths there are true to 1 in 1,000.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pyproj import Transformer

from geo.drawing.sheet import INK, PAPER, RULE, SOFT_INK, Box, Sheet, text_box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

CRS = "EPSG:4545"
"""Eastings and northings in metres, CGCS2000, which equals WGS-84 at the scale of a map."""

CENTRAL_MERIDIAN = 108
_STEPS = (1, 0.5, 0.25, 0.1, 0.05)  # degrees between the lines of the graticule
_LABEL = 5.5  # points
_LARGEST_SCALE = 130_000  # the district polygons are not surveyed finer


@cache
def _transformer(*, back: bool = False) -> Transformer:
    ends = (CRS, "EPSG:4326") if back else ("EPSG:4326", CRS)
    return Transformer.from_crs(*ends, always_xy=True)


def project(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry of longitude, latitude (WGS-84 degrees) in eastings, northings (metres)."""
    return shapely.transform(
        geometry, lambda xy: np.column_stack(_transformer().transform(xy[:, 0], xy[:, 1]))
    )


@dataclass(frozen=True, slots=True)
class MapFrame:
    """Where and at which scale a map stands on a sheet.

    Attributes
    ----------
    box : Box
        On the sheet, mm.
    east, north : float
        What lies in the middle of the box, metres in :data:`CRS`.
    scale : float
        Denominator: 1 mm on the sheet is ``scale`` mm in the country.
    """

    box: Box
    east: float
    north: float
    scale: float

    @classmethod
    def around(cls, box: Box, bounds: tuple[float, float, float, float], margin: float = 4) -> MapFrame:
        """Return the frame that shows ``bounds`` as large as a round scale lets.

        ``bounds`` are west, south, east, north in metres; ``margin`` mm stay free around them.
        """
        west, south, east, north = bounds
        room = box.inset(margin)
        scale = max((east - west) / room.width, (north - south) / room.height, _LARGEST_SCALE / 1000) * 1000
        digits = 10 ** (math.floor(math.log10(scale)) - 1)
        return cls(box, (west + east) / 2, (south + north) / 2, math.ceil(scale / digits) * digits)

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry of metres in mm of the sheet."""
        return shapely.transform(geometry, self._to_sheet)

    def clip(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return what of a geometry in mm lies in the frame."""
        return shapely.clip_by_rect(geometry, *self.box)

    def area(self, margin: float = 0) -> BaseGeometry:
        """Return the country in the frame and ``margin`` mm around as a rectangle, metres."""
        half_w, half_h = (
            (side / 2 + margin) * self.scale / 1000 for side in (self.box.width, self.box.height)
        )
        return shapely.box(self.east - half_w, self.north - half_h, self.east + half_w, self.north + half_h)

    def kilometres(self, mm: float) -> float:
        """Return the length in km of ``mm`` on the sheet."""
        return mm * self.scale / 1e6

    def _to_sheet(self, xy: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        left, bottom, right, top = self.box
        middle = np.array([(left + right) / 2, (bottom + top) / 2])
        placed: np.ndarray[Any, Any] = (xy - [self.east, self.north]) * 1000 / self.scale + middle
        return placed


def graticule(sheet: Sheet, frame: MapFrame) -> None:
    """Draw meridians and parallels, their degrees outside the neat line."""
    left, bottom, right, top = frame.box
    for name, line in _graticule(frame):
        inside = frame.clip(frame.place(line))
        if inside.is_empty or inside.geom_type != "LineString":
            continue
        points = shapely.get_coordinates(inside)
        sheet.line(points, RULE, 0.3, alpha=0.7, z=1.5)
        meridian = name.endswith(("E", "W"))
        low = points[np.argmin(points[:, 1] if meridian else points[:, 0])]
        if meridian and left + 6 < low[0] < right - 6:
            sheet.text(low[0], bottom - 2.4, name, _LABEL * sheet.unit, colour=SOFT_INK, ha="center")
        elif not meridian and bottom + 6 < low[1] < top - 6:
            # beside the frame, reading upwards
            sheet.text(
                left - 0.6, low[1], name, _LABEL * sheet.unit, colour=SOFT_INK, ha="center", rotation=90
            )


def _graticule(frame: MapFrame) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield the name and the line, in metres, of each meridian and parallel in the frame."""
    corners = shapely.get_coordinates(shapely.segmentize(frame.area(), frame.scale))
    lon, lat = _transformer(back=True).transform(corners[:, 0], corners[:, 1])
    west, east, south, north = lon.min(), lon.max(), lat.min(), lat.max()
    step = next((step for step in _STEPS if (east - west) / step >= 3), _STEPS[-1])
    for x in np.arange(math.floor(west / step), math.ceil(east / step) + 1) * step:
        yield (
            _degrees(x, "E"),
            project(shapely.LineString([(x, y) for y in np.linspace(south - 0.1, north + 0.1, 30)])),
        )
    for y in np.arange(math.floor(south / step), math.ceil(north / step) + 1) * step:
        yield (
            _degrees(y, "N"),
            project(shapely.LineString([(x, y) for x in np.linspace(west - 0.1, east + 0.1, 30)])),
        )


def _degrees(value: float, side: str) -> str:
    minutes = round(value * 60)
    whole, rest = divmod(minutes, 60)
    return f"{whole}°{rest:02d}′{side}" if rest else f"{whole}°{side}"


def neat_line(sheet: Sheet, frame: MapFrame) -> None:
    """Draw the frame's double rule."""
    sheet.rectangle(frame.box, edge=INK, weight=0.9, z=8)
    sheet.rectangle(frame.box.inset(-3.2), edge=INK, weight=0.35, z=8)


def scale_bar(
    sheet: Sheet, frame: MapFrame, at: tuple[float, float], longest: float, *, ratio: bool = True
) -> Box:
    """Draw a scale bar of at most ``longest`` mm from ``at`` (mm) and return the box it takes."""
    (x, y), unit = at, sheet.unit
    size, thick = 6 * unit, unit
    room = frame.kilometres(longest)
    digits = 10 ** math.floor(math.log10(room))
    total = next(n * digits for n in (5, 4, 2, 1) if n * digits <= room)
    length = total * 1e6 / frame.scale
    last = f"{total:g} km"
    # the unit stands outside: the figure itself is centred on the bar's end
    end = x + length - text_box(0, 0, f"{total:g}", size).width / 2
    box = Box(
        x - 2 * unit,
        y - (3.6 if ratio else 0.8) * unit,
        end + text_box(0, 0, last, size).width + 1,
        y + 4.4 * unit,
    )
    sheet.shape(shapely.box(*box), fill=PAPER, alpha=0.65, z=6.9)
    for part in range(4):
        left = x + length * part / 4
        fill = INK if part % 2 == 0 else PAPER
        sheet.rectangle(Box(left, y, left + length / 4, y + thick), fill=fill, edge=INK, weight=0.4, z=7)
    above = y + thick + 0.8 * unit
    sheet.text(x, above, "0", size, ha="center", z=7)
    sheet.text(x + length / 2, above, f"{total / 2:g}", size, ha="center", z=7)
    sheet.text(end, above, last, size, z=7)
    if ratio:
        sheet.text(x, y - 2.7 * unit, f"1 : {frame.scale:,.0f}", size, colour=SOFT_INK, z=7)
    return box


def north_arrow(sheet: Sheet, frame: MapFrame, foot_at: tuple[float, float], high: float) -> Box:
    """Draw an arrow to true north from ``foot_at`` (mm), ``high`` mm long, and return the box it takes."""
    lon, lat = _transformer(back=True).transform(frame.east, frame.north)
    east, north = _transformer().transform(lon, lat + 0.1)
    turn = math.atan2(east - frame.east, north - frame.north)
    ahead = np.array([math.sin(turn), math.cos(turn)])
    aside = np.array([ahead[1], -ahead[0]])
    foot = np.array(foot_at)
    tip, notch = foot + ahead * high, foot + ahead * high * 0.25
    for side, fill in ((-1, INK), (1, PAPER)):
        wing = foot + aside * side * high * 0.26
        sheet.shape(shapely.Polygon([tip, wing, notch]), fill=fill, edge=INK, weight=0.5, z=7)
    label_x, label_y = tip + ahead * 0.9
    sheet.text(label_x, label_y, "N", 7.5, ha="center", face="serif", halo=PAPER, z=7)
    x, y = foot_at
    return Box(x - high * 0.35, y - 1, x + high * 0.35, y + high + 4.5)
