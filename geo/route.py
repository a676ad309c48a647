"""Schematic lines: the stops of a corridor, its reach between two places, the way from A to B.

A schematic line joins known stops in order; it says which places are linked, not where the track
lies.  Along a river it runs in the curve in which the base map draws the river.  All coordinates
are WGS-84 degrees, longitude first.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from shapely.geometry import LineString

from geo import course

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Gazetteer
    from gazetteer.places import Place

XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Route:
    """Districts in order along the way, and its line where at least two stops are known."""

    adcodes: tuple[str, ...]
    line: LineString | None


def whole(place: Place, gazetteer: Gazetteer) -> Route:
    """Return a corridor as far as it lies in Chongqing."""
    return Route(place.adcodes, _line(gazetteer.corridor(place), gazetteer, river=_is_river(place)))


def reach(place: Place, first: Place, last: Place, gazetteer: Gazetteer) -> Route | None:
    """Return the part of a corridor between two places, or None where neither is on it.

    A place that is not on it stands for the corridor's end: the city itself for the terminus in
    the central districts, a place outside Chongqing for the other end.
    """
    stops = gazetteer.corridor(place)
    core = set(gazetteer.region("core"))
    codes = _slice([{code} for code in place.adcodes], first, last, core)
    part = _slice([{stop.id, *stop.adcodes} for stop in stops], first, last, core)
    if codes is None:
        return None
    return Route(place.adcodes[codes], _line(stops[part] if part else (), gazetteer, river=_is_river(place)))


def within(place: Place, adcodes: Sequence[str], gazetteer: Gazetteer) -> Route | None:
    """Return the part of a corridor inside some districts, or None where it touches none."""
    codes = tuple(code for code in place.adcodes if code in adcodes)
    if not codes:
        return None
    stops = [stop for stop in gazetteer.corridor(place) if set(stop.adcodes) & set(codes)]
    return Route(codes, _line(stops, gazetteer, river=_is_river(place)))


def between(ends: Sequence[Place], gazetteer: Gazetteer) -> Route:
    """Return the way through places in order; only places in one district give a district."""
    codes = dict.fromkeys(end.adcodes[0] for end in ends if len(end.adcodes) == 1)
    return Route(tuple(codes), _line(ends, gazetteer))


def position(place: Place, gazetteer: Gazetteer) -> XY | None:
    """Return a place's point, or the seat of its district where only that is known."""
    if place.point or len(place.adcodes) != 1:
        return place.point
    return gazetteer.district(place.adcodes[0]).point


def _slice(keys: Sequence[set[str]], first: Place, last: Place, core: set[str]) -> slice | None:
    i, j = _index(keys, first), _index(keys, last)
    if i is None and j is None:
        return None
    if i is None:
        i = _end(keys, first, core)
    if j is None:
        j = _end(keys, last, core)
    return slice(min(i, j), max(i, j) + 1)


def _index(keys: Sequence[set[str]], place: Place) -> int | None:
    wanted = {place.id, *place.adcodes}
    exact = next((i for i, key in enumerate(keys) if place.id in key), None)
    return exact if exact is not None else next((i for i, key in enumerate(keys) if key & wanted), None)


def _end(keys: Sequence[set[str]], place: Place, core: set[str]) -> int:
    """Index of the end that a place off the corridor stands for."""
    central = 0 if keys[0] & core else len(keys) - 1
    return central if place.exactness == "citywide" else len(keys) - 1 - central


def _is_river(place: Place) -> bool:
    return place.feature.startswith("STM")  # GeoNames: streams and their sections


def _line(stops: Sequence[Place], gazetteer: Gazetteer, *, river: bool = False) -> LineString | None:
    """Join the stops from the first to the last in Chongqing, or all where these are too few."""
    inside = [i for i, stop in enumerate(stops) if stop.adcodes]
    within_city = stops[inside[0] : inside[-1] + 1] if inside else stops
    for part in (within_city, stops):
        points = _distinct(part, gazetteer)
        if len(points) > 1:
            return course.through(points) if river else LineString(points)
    return None


def _distinct(stops: Sequence[Place], gazetteer: Gazetteer) -> list[XY]:
    """Return the known positions of the stops, each once in a row."""
    points = [point for stop in stops if (point := position(stop, gazetteer))]
    return [point for point, _ in groupby(points)]
