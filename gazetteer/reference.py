"""Independent coordinates, to compare the gazetteer's points with; never a source of points.

A reference is a CSV file with the columns name, alias, kind, lat, lon, use and source.  ``use`` says what
its source allows: ``ship`` and ``cite`` rows may be in the gazetteer, ``check`` rows may only be compared.
Latitude and longitude in WGS-84 degrees.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np

from gazetteer import boundaries
from gazetteer.errors import PlaceDataError
from gazetteer.places import Exactness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gazetteer.places import Place

_COLUMNS = ("name", "alias", "kind", "lat", "lon", "use", "source")
_SAME = 1e-5  # degrees: the tables keep five decimals
_EARTH_KM = 6371.0
_LAST_YEAR = boundaries.LAST_YEAR_OF_38
_TAIL = re.compile(r"(?:站|街道|镇|乡)$")
_CENTROID = "centroid"  # of a district: says nothing on a seat
_SEAT = re.compile("district|county|city")


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One independent coordinate.

    Attributes
    ----------
    names : tuple of str
        Without the words for stop, street, town and township.
    lon, lat : float
        WGS-84 degrees.
    use : str
        ``ship``, ``cite`` or ``check``.
    seat : bool
        Whether it is the seat of a district or city, which a town of that name need not be.
    source : str
    """

    names: tuple[str, ...]
    lon: float
    lat: float
    use: str
    seat: bool
    source: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A point that lies farther from an independent coordinate than its own radius."""

    place: str
    name: str
    km: float
    radius_km: float
    source: str

    def __str__(self) -> str:
        return f"{self.km:6.1f} km (radius {self.radius_km:g})  {self.place}  {self.name}  {self.source}"


def distance_km(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Return the great-circle distance in km of two points given as longitude, latitude in degrees."""
    (lon1, lat1), (lon2, lat2) = ((radians(x), radians(y)) for x, y in (one, two))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))


def read_reference(path: Path) -> tuple[ReferenceRow, ...]:
    """Read a reference: a folder with ``coordinates.csv``, or such a file.

    Raises
    ------
    PlaceDataError
        Where the file is missing, lacks a column, or a row has no coordinate.
    """
    path = path / "coordinates.csv" if path.is_dir() else path
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                msg = f"{path.name} lacks the column {', '.join(missing)}; it needs {', '.join(_COLUMNS)}"
                raise PlaceDataError(msg)
            return tuple(_row(row, f"{path.name}, row {reader.line_num}") for row in reader)
    except (OSError, UnicodeDecodeError) as error:
        msg = f"the reference {path} cannot be read ({error}); give a folder with coordinates.csv"
        raise PlaceDataError(msg) from error


def _row(row: dict[str, str], where: str) -> ReferenceRow:
    try:
        lon, lat = float(row["lon"]), float(row["lat"])
    except (TypeError, ValueError):
        msg = f"{where}: lon and lat must be numbers"
        raise PlaceDataError(msg) from None
    names = {_TAIL.sub("", name) for name in (row["name"], *row["alias"].split(";")) if name}
    usable = () if _CENTROID in row["kind"] else tuple(sorted(names))
    return ReferenceRow(usable, lon, lat, row["use"], bool(_SEAT.search(row["kind"])), row["source"])


def copied(places: Iterable[Place], rows: Sequence[ReferenceRow]) -> Iterator[tuple[str, str]]:
    """Yield id and message for each point that equals a row which may only be compared with."""
    may = np.array([[row.lon, row.lat] for row in rows if row.use != "check"]).reshape(-1, 2)
    check = [row for row in rows if row.use == "check"]
    may_not = np.array([[row.lon, row.lat] for row in check]).reshape(-1, 2)
    for place in places:
        if place.point is None:
            continue
        hits = np.flatnonzero(np.abs(may_not - place.point).max(axis=1) <= _SAME)
        if hits.size and not (np.abs(may - place.point).max(axis=1) <= _SAME).any():
            yield place.id, f"the point equals one that may only be compared with: {check[hits[0]].source}"


def compare(places: Iterable[Place], rows: Sequence[ReferenceRow]) -> tuple[tuple[Difference, ...], int]:
    """Compare points with the nearest independent coordinate of the same name in the same district.

    Returns
    -------
    differences : tuple of Difference
        Points that lie farther from it than their radius, largest first.
    compared : int
        Points for which there is one.
    """
    by_name: dict[str, list[ReferenceRow]] = defaultdict(list)
    for row in rows:
        if row.use == "check":
            for name in row.names:
                by_name[name].append(row)
    found: list[Difference] = []
    compared = 0
    for place in places:
        if place.point is None or place.exactness is Exactness.OUTSIDE or not place.holds_in(_LAST_YEAR):
            continue
        names = {_TAIL.sub("", name) for name in (place.name, *place.aliases)}
        near = [
            (distance_km(place.point, (row.lon, row.lat)), row)
            for name in sorted(names)
            for row in by_name[name]
            if row.seat == (place.feature == "ADM2")
            and boundaries.containing(row.lon, row.lat, _LAST_YEAR) in place.adcodes
        ]
        if not near:
            continue
        compared += 1
        km, row = min(near, key=lambda pair: pair[0])
        if km > (place.radius_km or 0.0):
            found.append(Difference(place.id, place.name, km, place.radius_km or 0.0, row.source))
    return tuple(sorted(found, key=lambda item: -item.km)), compared
