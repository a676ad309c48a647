"""What a map shows: projects at one place, along one line or over one area, each an item with a number.

Geometry is in metres (:data:`geo.drawing.map_frame.CRS`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geo.catalogue import as_records
from geo.drawing.map_frame import project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from geo.drawing.cartography import Base

Form = Literal["site", "line", "area"]
_FORMS: tuple[Form, ...] = ("site", "line", "area")
_UNKNOWN_RADIUS = 5.0  # km: around the points of an area without districts


@dataclass(slots=True, eq=False)
class Item:
    """Projects that share one place on the map.

    Attributes
    ----------
    form : str
        ``site``, ``line`` or ``area``.
    geometry : shapely geometry
        Point, line or polygon.
    projects : list of dict
        Rows of the catalogue.
    number : int
        Number on the map and in the key; 0 for an item that carries its name on the map.
    """

    form: Form
    geometry: BaseGeometry
    projects: list[dict[str, Any]]
    number: int = 0

    @property
    def adcodes(self) -> list[str]:
        """Codes of the districts of its first project."""
        return list(self.projects[0]["adcodes"])

    @property
    def is_exact(self) -> bool:
        """Whether the sites themselves are known, not only the district."""
        return all(project["exactness"] in ("exact", "near") for project in self.projects)


def items(gdf: GeoDataFrame, ground: Base) -> list[Item]:
    """Return the items of all located rows: sites, then lines, then areas, each in order of district."""
    found: dict[tuple[str, bytes], Item] = {}
    for row, geometry in zip(as_records(gdf), gdf.geometry, strict=True):
        if geometry is None or geometry.is_empty:
            continue
        form = _form(row["exactness"])
        shape = _area(row, geometry, ground) if form == "area" else project(geometry)
        found.setdefault((form, shape.wkb), Item(form, shape, [])).projects.append(row)
    return sorted(found.values(), key=lambda item: (_FORMS.index(item.form), item.adcodes[:1]))


def number_items(found: Sequence[Item]) -> None:
    """Give items the numbers from 1 in their order."""
    for place, item in enumerate(found, 1):
        item.number = place


def _form(exactness: str) -> Form:
    return exactness if exactness in ("line", "area") else "site"  # type: ignore[return-value]


def _area(row: dict[str, Any], geometry: BaseGeometry, ground: Base) -> BaseGeometry:
    """Return the circle around a point with a radius, else the districts themselves."""
    polygon = ground.polygon(row["adcodes"])
    if row["radius_km"] and geometry.geom_type == "Point":
        return project(geometry).buffer(row["radius_km"] * 1000)
    return project(geometry).buffer(_UNKNOWN_RADIUS * 1000) if polygon.is_empty else polygon
