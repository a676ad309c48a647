"""A user's own placements: where a project is, put right by hand, kept apart from every catalogue.

Positions are WGS-84 degrees, longitude first.  :mod:`geo.correction_file` keeps them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from shapely import Point

from gazetteer import boundaries, load
from gazetteer.errors import PlaceDataError, UnknownPlaceError
from geo.schema import CHONGQING
from geo.taxonomy import REGIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

POINT_EXACTNESS = ("exact", "near")
_LONGEST_NOTE = 2000
_LONGEST_AUTHOR = 100
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_MARKS = re.compile(r"[\W_]+")
_CLOSING = re.compile(r"等?(?:项目|工程|建设|工作)+$")


@dataclass(frozen=True, slots=True)
class Correction:
    """One placement by hand.

    Attributes
    ----------
    report, project : str
        Ids of the report and of the project in its catalogue.
    name, section : str
        The project's name and section: by these it is found again where a new version changed its id.
    year : int
        The report's year: districts are those that held in it.
    lon, lat : float or None
        WGS-84 degrees; None where only the district is known.
    adcode : str
        GB/T 2260 code of the district; a name will do, and a point brings its own.
    exactness : str
        ``exact`` (within 1 km) or ``near`` (within 5 km) for a point, ``district`` without one.
    note, author : str
    time : str
        ISO 8601, UTC; filled when it is saved.
    undo : bool
        Whether the row takes back the project's last correction.
    """

    report: str
    project: str
    name: str
    section: str
    year: int = 2021
    lon: float | None = None
    lat: float | None = None
    adcode: str = ""
    exactness: str = "near"
    note: str = ""
    author: str = ""
    time: str = ""
    undo: bool = False

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude, or None where only the district is known."""
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)


def checked(correction: Correction) -> Correction:
    """Return a correction with its district filled and its texts cleaned.

    Raises
    ------
    PlaceDataError
        One sentence: what does not hold, and what to do.
    """
    if not correction.project or not correction.name:
        raise PlaceDataError("A correction names no project: choose one from the list.")
    if (correction.lon is None) != (correction.lat is None):
        raise PlaceDataError("A point wants a longitude and a latitude: give both or none.")
    if correction.point:
        adcode, exactness = _district_at(*correction.point, correction), correction.exactness
        if exactness not in POINT_EXACTNESS:
            raise PlaceDataError(f"A point is exact or near, not {exactness}: choose one of the two.")
    elif correction.adcode:
        adcode, exactness = _district(correction.adcode, correction.year), "district"
    else:
        raise PlaceDataError("A correction has no place: click on the map or choose a district.")
    note, author, name = map(_clean, (correction.note, correction.author, correction.name))
    for what, text, longest in (("note", note, _LONGEST_NOTE), ("author's name", author, _LONGEST_AUTHOR)):
        if len(text) > longest:
            raise PlaceDataError(f"The {what} has {len(text)} characters, more than {longest}: shorten it.")
    return replace(correction, adcode=adcode, exactness=exactness, note=note, author=author, name=name)


def apply(gdf: gpd.GeoDataFrame, corrections: Iterable[Correction]) -> gpd.GeoDataFrame:
    """Return a catalogue with the corrections in it; the one given stays as it is.

    Parameters
    ----------
    gdf : GeoDataFrame
        A catalogue, EPSG:4326.
    corrections : iterable of Correction
        Found by the project's id, else by name and section in the same report; others are left out.

    Returns
    -------
    GeoDataFrame
        Rows placed by hand have ``basis`` ``user``, and say who, when and why in ``rules``.
    """
    placed = gdf.copy()
    placed.attrs = dict(gdf.attrs)
    for row, correction in matched(gdf, corrections).items():
        for column, value in _columns(correction, list(gdf.at[row, "rules"])).items():
            placed.at[row, column] = value
        placed.at[row, placed.geometry.name] = _point(correction)
    return placed


def matched(gdf: gpd.GeoDataFrame, corrections: Iterable[Correction]) -> dict[Any, Correction]:
    """Return the corrections that a catalogue has a project for, by row label."""
    columns = (gdf.index, gdf["report"], gdf["id"], gdf["section"], gdf["name"])
    by_id, by_name = {}, {}
    for row, report, project, section, name in zip(*columns, strict=True):
        by_id[report, project] = row
        by_name[report, section, _key(name)] = row
    rows = {}
    for one in corrections:
        renamed = by_name.get((one.report, one.section, _key(one.name)))
        row = by_id.get((one.report, one.project), renamed)
        if row is not None:
            rows[row] = one
    return rows


def _district_at(lon: float, lat: float, correction: Correction) -> str:
    where = f"The point {lon:g}, {lat:g}"
    west, south, east, north = CHONGQING
    if west <= lat <= east and south <= lon <= north:
        raise PlaceDataError(f"{where} has its latitude first: give the longitude first.")
    if not (west <= lon <= east and south <= lat <= north):
        raise PlaceDataError(f"{where} lies outside Chongqing: choose one inside.")
    found = boundaries.containing(lon, lat, correction.year)
    if found is None:
        raise PlaceDataError(f"{where} lies in no district of Chongqing: choose one inside.")
    if correction.adcode and _district(correction.adcode, correction.year) != found:
        gazetteer = load(correction.year)
        here, there = gazetteer.district(found).name, gazetteer.district(correction.adcode).name
        raise PlaceDataError(f"{where} lies in {here}, not in {there}: change the point or the district.")
    return found


def _district(name: str, year: int) -> str:
    try:
        return load(year).district(name).adcodes[0]
    except UnknownPlaceError:
        raise PlaceDataError(f"{name} is no district of Chongqing in {year}: choose one listed.") from None


def _clean(text: str) -> str:
    return _CONTROLS.sub(" ", text).strip()


def _key(name: str) -> str:
    """Return what of a name stays the same when its marks or closing word change."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", name))
    return _CLOSING.sub("", plain) or plain


def _columns(correction: Correction, rules: list[str]) -> dict[str, Any]:
    gazetteer = load(correction.year)
    told = "，".join(text for text in (correction.author, correction.time[:10], correction.note) if text)
    return {
        "districts": [gazetteer.district(correction.adcode).name],
        "adcodes": [correction.adcode],
        "regions": [code for code in REGIONS if correction.adcode in gazetteer.region(code)],
        "exactness": correction.exactness,
        "basis": "user",
        "radius_km": None,
        "reason": "",
        "rules": [*rules, f"by-hand: {told}"],
    }


def _point(correction: Correction) -> Point:
    seat = load(correction.year).district(correction.adcode).point
    return Point(*(correction.point or seat or ()))
