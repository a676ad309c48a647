"""A place: what a name in a report can stand for.

Coordinates are WGS-84, longitude first, in decimal degrees.  A place without a supported position
has none: ``lon`` and ``lat`` are ``None``, never (0, 0) and never a centroid passed off as a site.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import NamedTuple


class Exactness(StrEnum):
    """How well a position is known."""

    EXACT = "exact"  # within 1 km
    NEAR = "near"  # within 5 km
    DISTRICT = "district"  # somewhere in the district
    LINE = "line"  # along a schematic line
    AREA = "area"  # a set of districts, or a radius
    CITYWIDE = "citywide"
    OUTSIDE = "outside"  # not in Chongqing
    UNKNOWN = "unknown"


class Shape(StrEnum):
    """What a place is on a map."""

    POINT = "point"
    CORRIDOR = "corridor"  # ordered stations or towns, drawn as a schematic line
    AREA = "area"  # a set of districts, or a radius
    NAME = "name"  # a name without a position


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer.

    Attributes
    ----------
    id : str
        Stable; letters, digits and hyphens only.
    name : str
        Official or fullest name.
    aliases : tuple of str
        Other forms that mean the same place.
    feature : str
        GeoNames feature code (``ADM2`` district, ``PPLA4`` town, ``AIRP``, ``BDG``, ``RR`` ...).
    shape : Shape
    adcodes : tuple of str
        GB/T 2260 codes of the districts it lies in or touches, in order along a corridor.
    lon, lat : float or None
        WGS-84 decimal degrees.
    exactness : Exactness
    radius_km : float or None
        Honest radius around the point, in km.
    stops : tuple of str
        Corridor: ids of its ordered stations or towns.
    basis : str
        ``text``, ``name``, ``knowledge`` or ``none``: how the districts are known.
    confidence : str
        ``high``, ``medium`` or ``low``.
    source : str
        Where the position and the districts come from.
    datum : str
        Datum of the source as found.
    note : str
    since, until : int or None
        First and last year for which the row holds, where known.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    feature: str = "PPL"
    shape: Shape = Shape.POINT
    adcodes: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None
    exactness: Exactness = Exactness.UNKNOWN
    radius_km: float | None = None
    stops: tuple[str, ...] = ()
    basis: str = "name"
    confidence: str = "high"
    source: str = ""
    datum: str = ""
    note: str = ""
    since: int | None = None
    until: int | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude in WGS-84 degrees, or None where no position is supported."""
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)

    def _repr_html_(self) -> str:
        """Return the filled attributes as an HTML table, escaped, for a notebook."""
        rows = [
            (field, "、".join(value) if isinstance(value, tuple) else str(value))
            for field in self.__slots__
            if (value := getattr(self, field)) not in (None, "", ())
        ]
        cells = "".join(f"<tr><th>{field}</th><td>{escape(text)}</td></tr>" for field, text in rows)
        return f"<table>{cells}</table>"

    def holds_in(self, year: int) -> bool:
        """Tell whether the row is valid in ``year``."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


class Match(NamedTuple):
    """A name found in a text, and what it was taken for.

    Attributes
    ----------
    start, end : int
        Offsets into the text: ``text[start:end]`` is the name as written.
    text : str
    place : Place or None
        The chosen place; None where the resolver abstains.
    candidates : tuple of Place
        All places of that name, the chosen one among them.
    reason : str
        Why this one: ``only``, ``longest``, ``kind-word``, ``neighbour``, ``district``, ``year``,
        ``list``; or why none: ``ambiguous``, ``context`` (a context in which it is no place),
        ``unknown``.
    """

    start: int
    end: int
    text: str
    place: Place | None
    candidates: tuple[Place, ...]
    reason: str
