"""Checks of the tables of places against the polygons, against each other and against a reference.

A breach is something that must not be.  A difference from an independent coordinate is only
shown, as most references are rough themselves.  Longitude, latitude in WGS-84 degrees throughout.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING

import shapely

from gazetteer import boundaries, tables
from gazetteer.places import Exactness, Shape
from gazetteer.reference import Difference, compare, copied, distance_km, read_reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from gazetteer.places import Place

YEARS = (2021, 2026)
"""One year of each law: before and after November 2025."""

_BOX = (105.2, 28.1, 110.3, 32.3)  # west, south, east, north of the municipality, rounded outwards
_DATUMS = ("WGS-84",)
_MAX_RADIUS = {Exactness.EXACT: 1.0, Exactness.NEAR: 5.0}
_DISTRICT, _TOWN = "ADM2", "PPLA4"
_KM_PER_DEGREE = 111.32  # of latitude; taken for longitude too, which errs on the generous side by 15 %


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach.

    Attributes
    ----------
    rule : str
        ``id``, ``source``, ``datum``, ``order``, ``box``, ``exactness``, ``adcode``, ``containment``,
        ``stops``, ``contradiction`` or ``copied``.
    place : str
        Id of the row.
    message : str
        What is wrong, in one sentence.
    """

    rule: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What an audit found.

    Attributes
    ----------
    places, points : int
        Rows, and rows with a position, that were checked.
    breaches : tuple of Finding
    differences : tuple of Difference
        Against the reference, largest first; empty without one.
    compared : int
        Points for which the reference has an independent coordinate.
    """

    places: int
    points: int
    breaches: tuple[Finding, ...]
    differences: tuple[Difference, ...] = ()
    compared: int = 0

    def __str__(self) -> str:
        lines = [f"{self.places} rows, {self.points} points, {len(self.breaches)} breaches"]
        lines += [f"  {breach.rule}: {breach.place}: {breach.message}" for breach in self.breaches]
        if self.compared:
            lines.append(f"{self.compared} points compared, {len(self.differences)} beyond their radius")
            lines += [f"  {difference}" for difference in self.differences]
        return "\n".join(lines)


def run(reference: Path | None = None) -> AuditReport:
    """Check the shipped tables; see :func:`check`."""
    return check(tables.shipped(), reference)


def check(
    places: Sequence[Place], reference: Path | None = None, *, years: Iterable[int] = YEARS
) -> AuditReport:
    """Check rows of the gazetteer.

    Parameters
    ----------
    places : sequence of Place
        Rows of any years; each is checked in those ``years`` in which it holds.
    reference : pathlib.Path, optional
        Folder with a ``coordinates.csv`` of independent coordinates, or that file.
    years : iterable of int

    Returns
    -------
    AuditReport

    Raises
    ------
    PlaceDataError
        Where the reference cannot be read.
    """
    found = dict.fromkeys(chain.from_iterable(_row(place) for place in places))
    for year in years:
        held = [place for place in places if place.holds_in(year)]
        found.update(dict.fromkeys(_year(held, year)))
    differences: tuple[Difference, ...] = ()
    compared = 0
    if reference is not None:
        rows = read_reference(reference)
        found.update(
            dict.fromkeys(Finding("copied", place, message) for place, message in copied(places, rows))
        )
        differences, compared = compare(places, rows)
    points = sum(place.point is not None for place in places)
    return AuditReport(len(places), points, tuple(found), differences, compared)


def _row(place: Place) -> Iterator[Finding]:
    """Check what a row says by itself, whatever the year."""
    if not place.source.strip():
        yield Finding("source", place.id, "has no source")
    if place.point:
        yield from _point(place)
    for message in _exactness(place):
        yield Finding("exactness", place.id, message)
    if place.since and place.until and place.since > place.until:
        yield Finding("id", place.id, f"holds from {place.since} to {place.until}")


def _point(place: Place) -> Iterator[Finding]:
    lon, lat = place.point or (0.0, 0.0)
    if place.datum not in _DATUMS:
        yield Finding("datum", place.id, f"the datum is {place.datum!r}, not one of {', '.join(_DATUMS)}")
    if place.exactness is Exactness.OUTSIDE:
        return
    west, south, east, north = _BOX
    if west <= lat <= east and south <= lon <= north:
        yield Finding("order", place.id, f"lon {lon} and lat {lat} are exchanged")
    elif not (west <= lon <= east and south <= lat <= north):
        yield Finding("box", place.id, f"({lon}, {lat}) lies far outside Chongqing")


def _exactness(place: Place) -> Iterator[str]:
    """Yield what contradicts the exactness that a row claims."""
    exactness, point = place.exactness, place.point
    limit = _MAX_RADIUS.get(exactness)
    if limit is not None and not (point and place.radius_km and place.radius_km <= limit):
        yield f"{exactness} needs a point and a radius of at most {limit:g} km"
    if exactness is Exactness.DISTRICT and not place.adcodes:
        yield "district needs a district"
    if exactness is Exactness.DISTRICT and point and place.feature != _DISTRICT:
        yield "district has no point but the seat of a district itself"
    if exactness is Exactness.LINE and place.shape is Shape.CORRIDOR and not place.stops:
        yield "a line needs stops"
    if exactness is Exactness.AREA and not (place.adcodes or (point and place.radius_km)):
        yield "area needs districts, or a point and a radius"
    if exactness in {Exactness.OUTSIDE, Exactness.UNKNOWN, Exactness.CITYWIDE} and place.adcodes:
        yield f"{exactness} cannot claim districts"
    if exactness in {Exactness.UNKNOWN, Exactness.CITYWIDE} and point:
        yield f"{exactness} cannot have a point"
    if point and not place.radius_km:
        yield "a point needs a radius"


def _year(held: Sequence[Place], year: int) -> Iterator[Finding]:
    """Check the rows that hold in one year against the polygons and one another."""
    by_id: dict[str, Place] = {}
    for place in held:
        if place.id in by_id:
            yield Finding("id", place.id, f"has two rows that hold in {year}")
        by_id[place.id] = place
    known = boundaries.polygons(year)
    for place in held:
        wrong = [code for code in place.adcodes if code not in known]
        if wrong:
            yield Finding("adcode", place.id, f"{', '.join(wrong)} is no district in {year}")
            continue
        if place.point and place.adcodes:
            yield from _containment(place, year)
        yield from _stops(place, by_id, year)
    yield from _contradictions(held, year)


def _containment(place: Place, year: int) -> Iterator[Finding]:
    """Check that a point lies in a district that it claims and reaches the others with its radius."""
    lon, lat = place.point or (0.0, 0.0)
    home = boundaries.containing(lon, lat, year)
    if home not in place.adcodes:
        claimed = ", ".join(place.adcodes)
        yield Finding(
            "containment", place.id, f"in {year} the point lies in {home or 'no district'}, not in {claimed}"
        )
        return
    point, shapes = shapely.Point(lon, lat), boundaries.polygons(year)
    for code in place.adcodes:
        apart = point.distance(shapes[code]) * _KM_PER_DEGREE
        if apart > (place.radius_km or 0.0) and code != home:
            yield Finding(
                "containment", place.id, f"in {year} the point is {apart:.1f} km from {code}, which it claims"
            )


def _stops(place: Place, by_id: Mapping[str, Place], year: int) -> Iterator[Finding]:
    """Check that the stops of a corridor exist and stand within or beside its districts."""
    beside = set(place.adcodes).union(*(boundaries.neighbours(code, year) for code in place.adcodes))
    for stop in place.stops:
        other = by_id.get(stop)
        if other is None:
            yield Finding("stops", place.id, f"the stop {stop} does not exist in {year}")
        elif other.point is None:
            yield Finding("stops", place.id, f"the stop {stop} has no point")
        elif other.exactness is not Exactness.OUTSIDE and not beside.intersection(other.adcodes):
            yield Finding(
                "stops", place.id, f"in {year} the stop {stop} stands neither within nor beside its districts"
            )


def _contradictions(held: Sequence[Place], year: int) -> Iterator[Finding]:
    """Find rows of one name and kind that cannot both be true.

    Towns of one name in several districts are lawful, two of them in one district are not.
    """
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in held:
        groups[place.name, place.feature].append(place)
    for (name, feature), group in groups.items():
        for one, two in combinations(group, 2):
            if feature == _TOWN and not set(one.adcodes) & set(two.adcodes):
                continue
            what = "other districts" if set(one.adcodes) != set(two.adcodes) else "the same districts"
            apart = distance_km(one.point, two.point) if one.point and two.point else 0.0
            where = f", {apart:.1f} km apart" if apart else ""
            yield Finding(
                "contradiction", one.id, f"{two.id} is also called {name} in {year}, with {what}{where}"
            )
