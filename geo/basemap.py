"""The drawn base of the web map: districts, outline, schematic rivers, names.

Everything is made from the year's district polygons and the gazetteer, so the base asks nothing of any
host.  Longitude, latitude in WGS-84 degrees throughout.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import shapely

import gazetteer
from gazetteer import boundaries, datum
from geo import course
from geo.place_labels import district_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

SIMPLIFICATION = 0.002  # degrees of the visvalingam triangle's side; about 200 m, under a pixel at zoom 9
PRECISION = 1e-4  # degrees, about 10 m
TILES: dict[str, dict[str, Any]] = {
    "osm": {
        "urls": ("https://tile.openstreetmap.org/{z}/{x}/{y}.png",),
        "credit": "© OpenStreetMap contributors",
    },
    "tianditu": {
        "urls": tuple(
            f"https://t0.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}"
            "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}"
            for layer in ("vec", "cva")
        ),
        "credit": "天地图",
    },
    "amap": {
        "urls": (
            "https://webrd01.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}",
        ),
        "credit": "高德地图",
        "datum": "GCJ-02",
    },
}
"""Tile services that a reader may choose; nothing is asked of them before."""

_RIVER = "STM"  # GeoNames feature code of streams
_STOPS = 5  # fewer give no idea of a river's course
_MARGIN = 0.03  # degrees


def layers(year: int) -> dict[str, Any]:
    """Return the base of ``year`` as GeoJSON collections.

    Returns
    -------
    dict
        ``districts`` (polygons with ``adcode``, ``zh``, ``en``), ``outline``, ``rivers`` (schematic
        lines through the gazetteer's stops) and ``names`` (points at the seats, ``core`` for the
        central districts).
    """
    places = gazetteer.load(year)
    districts = {place.adcodes[0]: place for place in places.districts()}
    polygons = boundaries.polygons(year)
    shapes = shapely.coverage_simplify(list(polygons.values()), SIMPLIFICATION)
    names = {code: _names(place) for code, place in districts.items()}
    core = set(places.region("core"))
    return {
        "districts": _collection(
            (shape, {"adcode": code, **names[code]}) for code, shape in zip(polygons, shapes, strict=True)
        ),
        "outline": _collection([(shapely.union_all(shapes), {})]),
        "rivers": _collection((line, {}) for line in _rivers(places)),
        "names": _collection(
            (shapely.Point(place.point), {"core": code in core, "gcj": _shift(place.point), **names[code]})
            for code, place in districts.items()
            if place.point
        ),
    }


@cache
def script(year: int) -> str:
    """Return the base of ``year`` as a script that the map's client side reads."""
    collections = json.dumps(layers(year), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'(window.projectMapBases ||= {{}})["{year}"] = {collections};'


def _shift(point: tuple[float, float]) -> list[float]:
    """Return how far GCJ-02 lies from WGS-84 here, in degrees of longitude and latitude."""
    moved = datum.wgs84_to_gcj02(*point)
    return [round(float(moved[i]) - point[i], 6) for i in range(2)]


def _names(place: gazetteer.Place) -> dict[str, str]:
    return {
        "zh": place.name,
        "zh_short": district_name(place, "zh", short=True),
        "en": district_name(place, "en"),
        "en_short": district_name(place, "en"),
    }


def _rivers(places: gazetteer.Gazetteer) -> list[BaseGeometry]:
    """Return the rivers that have stops enough to be drawn, rounded between them, within the city."""
    rivers = [place for place in places.places if place.feature == _RIVER and len(place.stops) >= _STOPS]
    city = boundaries.outline(places.year).buffer(_MARGIN)
    stops = ([stop.point for stop in places.corridor(river) if stop.point] for river in rivers)
    return [shapely.intersection(course.through(points), city) for points in stops if len(points) >= _STOPS]


def _collection(rows: Iterable[tuple[BaseGeometry, dict[str, Any]]]) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": shapely.geometry.mapping(shapely.set_precision(geometry, PRECISION)),
        }
        for geometry, properties in rows
    ]
    return {"type": "FeatureCollection", "features": features}
