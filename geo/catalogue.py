"""The catalogue: one table of projects, read, checked and written.

On disk a GeoJSON FeatureCollection (RFC 7946), in memory a GeoDataFrame in EPSG:4326; longitude
first in both.  ``gdf.attrs["metadata"]`` is the file's top-level ``metadata``.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely
from geopandas.array import from_shapely
from shapely.errors import ShapelyError

from geo.errors import CatalogueError
from geo.schema import NAMES, check_columns, check_row

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SHIPPED = "chongqing-2021.geojson"
DECIMALS = 6
"""Decimals of a degree on disk: 0.1 m."""

# Texts stay Python's own, an absent clause None: Arrow's would be made anew at every look.
_DTYPES: dict[str, Any] = {"radius_km": "float64", "start": "int64", "end": "int64"}


def table(
    rows: list[dict[str, Any]], geometries: list[BaseGeometry | None], metadata: dict[str, Any]
) -> gpd.GeoDataFrame:
    """Return rows of plain values as a GeoDataFrame with the catalogue's columns.

    Parameters
    ----------
    rows : list of dict
        One a project, each with the columns of :data:`geo.schema.COLUMNS`.
    geometries : list of shapely geometry or None
        WGS-84, longitude first; same order.
    metadata : dict
        ``report``, ``title``, ``year`` and what else the file says of itself.
    """
    columns = {
        name: pd.Series([row[name] for row in rows], dtype=_DTYPES.get(name, object)) for name in NAMES
    }
    gdf = gpd.GeoDataFrame(columns, geometry=from_shapely(geometries, crs="EPSG:4326"))
    gdf.attrs["metadata"] = metadata
    return gdf


def read(path: str | os.PathLike[str]) -> gpd.GeoDataFrame:
    """Read and check a catalogue.

    Parameters
    ----------
    path : path
        A GeoJSON FeatureCollection, UTF-8.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, columns of :data:`geo.schema.COLUMNS` and ``geometry``.

    Raises
    ------
    CatalogueError
        Where the file is missing, is not such a collection, or a feature breaks the schema.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogueError(f"The catalogue {path} cannot be read: {error.strerror}.") from error
    return loads(data, path.name)


def loads(data: bytes, name: str = "catalogue") -> gpd.GeoDataFrame:
    """Read and check a catalogue held in memory; ``name`` is its name in messages."""
    try:
        collection = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CatalogueError(f"{name} is not a GeoJSON file in UTF-8.") from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or collection.get("type") != "FeatureCollection":
        raise CatalogueError(f"{name} is not a GeoJSON FeatureCollection.")
    metadata = collection.get("metadata")
    rows, geometries = [], []
    for number, feature in enumerate(features, 1):
        where = f"{name}, feature {number}"
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise CatalogueError(f"{where} has no properties; each feature is one project.")
        geometry = _geometry(feature.get("geometry"), where)
        rows.append(check_row(properties, geometry, _where(where, properties)))
        geometries.append(geometry)
    _check_unique(rows, name)
    return table(rows, geometries, dict(metadata) if isinstance(metadata, dict) else {})


def write(gdf: gpd.GeoDataFrame, path: str | os.PathLike[str]) -> None:
    """Check a catalogue and write it: one feature a line, keys in a fixed order, all or nothing.

    Raises
    ------
    CatalogueError
        Where a row breaks the schema or the file cannot be written; the old file then stays.
    """
    path = Path(path)
    validate(gdf, path.name)
    data = dumps(gdf)
    try:
        # beside the target, so that the replacement is a rename within one file system
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            os.replace(name, path)  # noqa: PTH105 - the same call, kept next to os.fdopen
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CatalogueError(f"{path} cannot be written: {error.strerror}.") from error


def dumps(gdf: gpd.GeoDataFrame) -> bytes:
    """Return the catalogue as GeoJSON in UTF-8; coordinates with :data:`DECIMALS` decimals."""
    head = json.dumps(gdf.attrs.get("metadata", {}), ensure_ascii=False, sort_keys=True)
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, allow_nan=False) for f in as_features(gdf))
    return f'{{"type": "FeatureCollection", "metadata": {head}, "features": [\n{lines}\n]}}\n'.encode()


def validate(gdf: gpd.GeoDataFrame, name: str = "catalogue") -> None:
    """Raise CatalogueError where a row breaks the schema; the message names the row."""
    check_columns(dict.fromkeys(gdf.columns), name)
    rows = as_records(gdf)
    for number, (row, geometry) in enumerate(zip(rows, gdf.geometry, strict=True), 1):
        check_row(row, geometry, _where(f"{name}, feature {number}", row))
    _check_unique(rows, name)


def year_of(gdf: gpd.GeoDataFrame) -> int:
    """Return the year of the report, which decides what districts there are; 2021 where it is not told."""
    year = gdf.attrs.get("metadata", {}).get("year")
    return year if isinstance(year, int) else 2021


def as_records(gdf: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain Python values (no NaN, no numpy), without the geometry."""
    names = [name for name in NAMES if name in gdf.columns]
    columns = [[_plain(value) for value in gdf[name].tolist()] for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def as_features(gdf: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return the rows as GeoJSON features, longitude first, :data:`DECIMALS` decimals."""
    rounded = shapely.transform(gdf.geometry.to_numpy(), lambda points: points.round(DECIMALS))
    return [
        {"type": "Feature", "geometry": json.loads(geometry) if geometry else None, "properties": row}
        for row, geometry in zip(as_records(gdf), shapely.to_geojson(rounded), strict=True)
    ]


def shipped() -> gpd.GeoDataFrame:
    """Return the catalogue that comes with the package; it holds no sentence of its report."""
    with as_file(files("geo") / "data" / SHIPPED) as path:
        return read(path)


def differences(kept: gpd.GeoDataFrame, fresh: gpd.GeoDataFrame) -> list[str]:
    """List the rows in which two catalogues differ, all but the clauses: id, name, what differs."""
    old, new = ({f["properties"]["id"]: _facts(f) for f in as_features(gdf)} for gdf in (kept, fresh))
    lines = []
    for key in dict.fromkeys((*old, *new)):
        if key not in new:
            lines.append(f"{key} {old[key]['name']}: not in the fresh build")
        elif key not in old:
            lines.append(f"{key} {new[key]['name']}: new in the fresh build")
        elif changed := [name for name in new[key] if old[key][name] != new[key][name]]:
            lines.append(f"{key} {new[key]['name']}: {', '.join(changed)}")
    return lines


def _facts(feature: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = feature["properties"] | {"geometry": feature["geometry"]}
    facts["mentions"] = [
        {key: value for key, value in mention.items() if key != "clause"} for mention in facts["mentions"]
    ]
    return facts | {"clause": None}


def _geometry(value: object, where: str) -> BaseGeometry | None:
    if value is None:
        return None
    try:
        geometry = shapely.force_2d(shapely.from_geojson(json.dumps(value, allow_nan=False)))
    except (ValueError, ShapelyError) as error:
        raise CatalogueError(f"{where} has a geometry that is no GeoJSON geometry.") from error
    if geometry.is_empty or not shapely.is_valid(geometry):
        raise CatalogueError(
            f"{where} has an empty or broken geometry; write null where the position is not known."
        )
    return geometry


def _plain(value: Any) -> Any:  # noqa: ANN401 - any property
    return None if isinstance(value, float) and value != value else value  # noqa: PLR0124 - NaN


def _where(where: str, properties: dict[str, Any]) -> str:
    name = properties.get("name")
    return f"{where} ({name[:20]})" if isinstance(name, str) and name else where


def _check_unique(rows: list[dict[str, Any]], name: str) -> None:
    twice = [key for key, count in Counter(row["id"] for row in rows).items() if count > 1]
    if twice:
        raise CatalogueError(f"{name} uses the id {twice[0]!r} more than once; ids are unique.")
