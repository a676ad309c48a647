"""The schema of the catalogue: its columns, their types and codes, and the check at every door.

A catalogue is a GeoDataFrame in EPSG:4326, longitude first, one row a project.  Rows without a
supported position keep a null geometry.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.errors import CatalogueError
from geo.taxonomy import BASES, DOMAINS, EXACTNESS, KINDS, REGIONS, SECTORS, STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

REASONS = ("", "citywide", "no-place", "place-unplaced", "ambiguous", "outside")
"""Why a row has no position; empty for a located one."""

PARTS = ("plan", "review", "other")

CHONGQING = (105.0, 28.0, 110.5, 32.5)
"""West, south, east, north in degrees: points stand inside."""

SURROUNDINGS = (97.0, 20.0, 130.0, 45.0)
"""West, south, east, north in degrees: schematic lines may reach cities of other provinces."""

GEOMETRIES: dict[str, tuple[str, ...]] = {
    "exact": ("Point",),
    "near": ("Point",),
    "district": ("Point",),
    "line": ("LineString", "MultiLineString"),
    "area": ("Point", "MultiPoint"),
    "citywide": (),
    "outside": (),
    "unknown": (),
}
"""Geometry types that each exactness may carry; none means a null geometry."""


@dataclass(frozen=True, slots=True)
class Column:
    """One property of a row.

    Attributes
    ----------
    name : str
    type : str
        ``text``, ``integer``, ``number``, ``texts`` (list of str) or ``records`` (list of objects).
    codes : tuple of str
        Allowed values (of each member, for ``texts``); empty where any text is allowed.
    nullable : bool
    required : bool
        Whether a file must have it; a column that is not required is filled when missing.
    """

    name: str
    type: str
    codes: tuple[str, ...] = ()
    nullable: bool = False
    required: bool = True


COLUMNS = (
    Column("id", "text"),
    Column("report", "text"),
    Column("kind", "text", tuple(KINDS)),
    Column("name", "text"),
    Column("action", "text"),
    Column("stage", "text", tuple(STAGES)),
    Column("domain", "text", tuple(DOMAINS)),
    Column("sector", "text", tuple(SECTORS)),
    Column("quantities", "records"),
    Column("places", "records"),
    Column("districts", "texts"),
    Column("adcodes", "texts"),
    Column("regions", "texts", tuple(REGIONS)),
    Column("exactness", "text", tuple(EXACTNESS)),
    Column("basis", "text", tuple(BASES)),
    Column("radius_km", "number", nullable=True, required=False),
    Column("reason", "text", REASONS, required=False),
    Column("part", "text", PARTS, required=False),
    Column("section", "text"),
    Column("heading", "text"),
    Column("network", "text"),
    Column("start", "integer"),
    Column("end", "integer"),
    Column("clause", "text", nullable=True, required=False),
    Column("mentions", "records", required=False),
    Column("rules", "texts", required=False),
)
NAMES = tuple(column.name for column in COLUMNS)

_FILL: dict[str, Any] = {"radius_km": None, "reason": "", "part": "plan", "clause": None}
_TYPES: dict[str, type | tuple[type, ...]] = {"text": str, "integer": int, "number": (int, float)}
_MEMBERS: dict[str, type] = {"texts": str, "records": dict}
_TYPE_NAMES = {
    "text": "a text",
    "integer": "a whole number",
    "number": "a number",
    "texts": "a list of texts",
    "records": "a list of objects",
}


def check_columns(names: Mapping[str, Any], where: str) -> None:
    """Raise CatalogueError where a required column is not among ``names``."""
    missing = [column.name for column in COLUMNS if column.required and column.name not in names]
    if missing:
        raise CatalogueError(
            f"{where} lacks {', '.join(missing)}; build the catalogue with `python -m geo extract`."
        )


def check_row(row: Mapping[str, Any], geometry: BaseGeometry | None, where: str) -> dict[str, Any]:
    """Return the row with plain, complete values.

    Parameters
    ----------
    row : mapping
        Property name to value; lists may be JSON text, as GDAL writes them.
    geometry : shapely geometry or None
        WGS-84, longitude first.
    where : str
        The row's name in messages.

    Returns
    -------
    dict
        The columns of :data:`COLUMNS`, in that order; other properties are not kept.

    Raises
    ------
    CatalogueError
        Where a column is missing, a type or code is wrong, lists disagree, or the geometry does not
        go with the exactness.
    """
    check_columns(row, where)
    clean = {column.name: _value(column, row, where) for column in COLUMNS}
    _check_agreement(clean, where)
    _check_geometry(clean["exactness"], geometry, where)
    return clean


def _value(column: Column, row: Mapping[str, Any], where: str) -> Any:  # noqa: ANN401 - any property
    text = row.get(column.name)
    if type(text) is str and column.type == "text" and (not column.codes or text in column.codes):
        return text  # as most are
    is_list = column.type in _MEMBERS
    value = row.get(column.name, [] if is_list else _FILL.get(column.name))
    if is_list and isinstance(value, str):
        value = _from_text(value)
    if value is None or value != value:  # noqa: PLR0124 - NaN is the only value unlike itself
        if not column.nullable:
            raise CatalogueError(f"{where} has no value for {column.name}.")
        return None
    if isinstance(value, bool) or not _fits(column, value):
        raise CatalogueError(
            f"{where} has {_short(value)} for {column.name}, which wants {_TYPE_NAMES[column.type]}."
        )
    wrong = [item for item in (value if is_list else [value]) if column.codes and item not in column.codes]
    if wrong:
        allowed = ", ".join(code or "(empty)" for code in column.codes)
        raise CatalogueError(f"{where} has {_short(wrong[0])} for {column.name}; use one of {allowed}.")
    return list(value) if is_list else value


def _fits(column: Column, value: object) -> bool:
    member = _MEMBERS.get(column.type)
    if member is None:
        return isinstance(value, _TYPES[column.type])
    return isinstance(value, (list, tuple)) and all(isinstance(item, member) for item in value)


def _from_text(value: str) -> object:
    try:
        return json.loads(value) if value.strip() else []
    except (ValueError, RecursionError):
        return value


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _check_agreement(row: Mapping[str, Any], where: str) -> None:
    if not row["id"]:
        raise CatalogueError(f"{where} has an empty id; give each row one of its own.")
    if len(row["districts"]) != len(row["adcodes"]):
        raise CatalogueError(
            f"{where} lists {len(row['districts'])} districts but {len(row['adcodes'])} adcodes;"
            " give one code a district."
        )
    odd = [code for code in row["adcodes"] if not re.fullmatch(r"500[0-9]{3}", code)]
    if odd:
        raise CatalogueError(
            f"{where} has the adcode {_short(odd[0])}; Chongqing's have six digits from 500."
        )
    if row["sector"] not in SECTORS or SECTORS[row["sector"]].domain != row["domain"]:
        raise CatalogueError(
            f"{where} puts the sector {row['sector']} under the domain {row['domain']}, not its own."
        )
    if not 0 <= row["start"] <= row["end"]:
        raise CatalogueError(
            f"{where} has the offsets {row['start']} to {row['end']}; they run forward from 0."
        )


def _check_geometry(exactness: str, geometry: BaseGeometry | None, where: str) -> None:
    types = GEOMETRIES[exactness]
    found = None if geometry is None else geometry.geom_type
    if (found in types) != bool(types) or (found is not None and not types):
        wanted = " or ".join(types) or "no geometry"
        raise CatalogueError(
            f"{where} has {found or 'no geometry'} where exactness {exactness} wants {wanted}."
        )
    if geometry is None:
        return
    west, south, east, north = SURROUNDINGS if exactness == "line" else CHONGQING
    left, bottom, right, top = geometry.bounds
    if west <= left <= right <= east and south <= bottom <= top <= north:
        return
    if west <= bottom <= top <= east and south <= left <= right <= north:
        raise CatalogueError(f"{where} has latitude and longitude swapped: GeoJSON wants longitude first.")
    raise CatalogueError(
        f"{where} stands at {left:g}, {bottom:g}, outside {west:g}-{east:g} °E, {south:g}-{north:g} °N;"
        " positions are WGS-84 degrees, longitude first."
    )
