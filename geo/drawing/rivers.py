"""Rivers for orientation, in metres: schematic lines through towns, and the borders that rivers form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from geo import course
from geo.drawing.map_frame import project

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    import gazetteer

_RIVER_CODE = "STM"  # GeoNames feature code of streams
_TOWNS_APART = 25_000  # metres between towns on the banks: with fewer a course would be a guess
_BORDER_RIVERS = {
    "长江": (
        ("500103", "500108"),
        ("500104", "500113"),
        ("500104", "500116"),
        ("500105", "500108"),
        ("500105", "500113"),
        ("500107", "500108"),
        ("500107", "500113"),
        ("500108", "500157"),
        ("500112", "500113"),
        ("500113", "500157"),
    ),
    "嘉陵江": (
        ("500103", "500105"),
        ("500103", "500157"),
        ("500105", "500106"),
        ("500106", "500112"),
        ("500106", "500157"),
    ),
}
"""River to the pairs of districts that it parts along the whole of their common border."""

_ENGLISH = {
    "长江": "Yangtze",
    "嘉陵江": "Jialing",
    "乌江": "Wu",
    "涪江": "Fu",
    "大宁河": "Daning",
    "澎溪河": "Pengxi",
    "汤溪河": "Tangxi",
    "磨刀溪": "Modao",
    "御临河": "Yulin",
    "梁滩河": "Liangtan",
}


@dataclass(frozen=True, slots=True)
class River:
    """A river, in metres: a schematic line through towns on its banks, or the borders that it forms."""

    name: str
    line: BaseGeometry

    def label(self, language: str) -> str:
        """Return its name in ``zh`` or ``en``; empty where it is not known in that language."""
        return self.name if language == "zh" else _ENGLISH.get(self.name, "")


def through_towns(places: gazetteer.Gazetteer) -> tuple[River, ...]:
    """Return the rivers that the gazetteer knows by enough towns on their banks."""
    rows = [place for place in places.places if place.feature == _RIVER_CODE and len(place.stops) > 1]
    # a scenic stretch named by itself lies on its river
    rows = [row for row in rows if not any(set(row.stops) < set(other.stops) for other in rows)]
    rivers = []
    for row in rows:
        points = [stop.point for stop in places.corridor(row) if stop.point]
        if len(points) > 2:
            line = project(shapely.LineString(points))
            if line.length / (len(points) - 1) < _TOWNS_APART:
                rivers.append(River(row.name, course.through(shapely.get_coordinates(line))))
    return tuple(rivers)


def along_borders(districts: Mapping[str, BaseGeometry]) -> tuple[River, ...]:
    """Return the rivers that run along borders of these districts (code to polygon, metres)."""
    return tuple(River(name, _common(districts, pairs)) for name, pairs in _BORDER_RIVERS.items())


def _common(districts: Mapping[str, BaseGeometry], pairs: Iterable[tuple[str, str]]) -> BaseGeometry:
    """Return the common borders of pairs of districts as lines; pairs of other years are left out."""
    shared = [
        districts[one].boundary.intersection(districts[other].boundary)
        for one, other in pairs
        if one in districts and other in districts
    ]
    lines = [part for part in shapely.get_parts(shared) if part.geom_type == "LineString"]
    return shapely.line_merge(shapely.MultiLineString(lines))
