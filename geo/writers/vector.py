"""GeoJSON, GeoParquet, GeoPackage and Shapefile.

Coordinates are WGS-84 degrees, longitude first.  Rows without a position are kept: as null
geometries where the format has them, as a table of their own where it has not.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import shapely
from shapely.geometry import mapping

from geo.files import zipped
from geo.taxonomy import EXACTNESS
from geo.writers import qgis
from geo.writers.columns import FIELDS, flat

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.writers.columns import Field
    from geo.writers.content import Content

DECIMALS = 7
"""Decimals of a degree in GeoJSON: a centimetre."""

LAYERS = {
    "points": ("Point",),
    "lines": ("LineString", "MultiLineString"),
    "areas": ("MultiPoint",),
}
"""Layer to its geometry types; an area is the set of its districts' seats."""

DBF_LIMIT = 254
"""Bytes that a text field of a dBASE table holds."""


def geometry_json(geometry: BaseGeometry | None) -> dict[str, Any] | None:
    """Return a geometry as GeoJSON, :data:`DECIMALS` decimals, longitude first."""
    if geometry is None:
        return None
    rounded = shapely.transform(geometry, lambda points: points.round(DECIMALS))
    return dict(mapping(rounded))


def geojson_bytes(content: Content) -> bytes:
    """Return RFC 7946 GeoJSON: the catalogue's own properties, which it can be read back from."""
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "geometry": geometry_json(geometry),
            "properties": {
                **row,
                "iati_exactness": EXACTNESS[row["exactness"]].iati,
                "aiddata_precision": EXACTNESS[row["exactness"]].aiddata,
            },
        }
        for row, geometry in zip(content.rows, content.geometries, strict=True)
    ]
    head = json.dumps(content.machine_about(), ensure_ascii=False)
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, allow_nan=False) for feature in features)
    return f'{{"type": "FeatureCollection", "metadata": {head}, "features": [\n{lines}\n]}}\n'.encode()


def parquet_bytes(content: Content) -> bytes:
    """Return GeoParquet with the flat table; the facts of the file stand in its schema metadata."""
    file = io.BytesIO()
    _frame(content).to_parquet(file, index=False)
    table = pq.read_table(file)
    about = json.dumps(content.machine_about(), ensure_ascii=False).encode()
    file = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, b"about": about}), file)
    return file.getvalue()


def gpkg_bytes(content: Content) -> bytes:
    """Return a GeoPackage: a layer a geometry kind, tables of unplaced projects and sources, styles."""
    frame = _frame(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "projects.gpkg"
        layers = _by_layer(frame)
        options = {"driver": "GPKG", "dataset_options": {"VERSION": "1.2"}}  # readable by older programs too
        for layer, part in layers.items():
            # one type a layer: a line of several parts makes all of them so
            multi = bool((part.geom_type == "MultiLineString").any())
            named = {"layer_options": {"GEOMETRY_NAME": "geom"}, "promote_to_multi": multi}
            pyogrio.write_dataframe(part, path, layer=layer, **named, **options)
        pyogrio.write_dataframe(_unplaced(frame), path, layer="unplaced", **options)
        sources = pd.DataFrame(content.about(), columns=["item", "text"])
        pyogrio.write_dataframe(sources, path, layer="sources", **options)
        with closing(sqlite3.connect(path)) as base, base:
            qgis.add_styles(base, {layer: part["domain"].tolist() for layer, part in layers.items()}, content)
            base.execute("UPDATE gpkg_contents SET last_change = ?", (content.stamp_to_milliseconds,))
        return _uncounted(path.read_bytes())


def _uncounted(base: bytes) -> bytes:
    """Return an SQLite file with its count of changes set to one, whatever the driver did to write it.

    The header holds the count twice (bytes 24-27 and 92-95), and both must agree:
    https://www.sqlite.org/fileformat2.html.
    """
    one = (1).to_bytes(4)
    return base[:24] + one + base[28:92] + one + base[96:]


def shapefile_bytes(content: Content) -> bytes:
    """Return a zip of shapefiles in UTF-8, one geometry type each.

    Field names have at most ten ASCII characters: ``fields.csv`` explains them.  Texts are cut at
    254 bytes, on a character's boundary.  Unplaced projects are a table without geometry.
    """
    frame = _frame(content)
    short = {field.key: field.short for field in FIELDS}
    options = {"encoding": "UTF-8", "driver": "ESRI Shapefile"}
    stamp = {"DBF_DATE_LAST_UPDATE": content.stamp[:10]}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts: dict[str, Any] = dict(_by_layer(frame))
        parts["unplaced"] = _unplaced(frame)
        for layer, part in parts.items():
            rows = part.rename(columns=short)
            for field in FIELDS:
                if not field.number:
                    rows[field.short] = [cut(text) for text in rows[field.short]]
            path = folder / f"{layer}.{'dbf' if layer == 'unplaced' else 'shp'}"
            pyogrio.write_dataframe(rows, path, **options, layer_options=stamp)
        (folder / "fields.csv").write_bytes(_field_table(content))
        about = "".join(f"{name}: {text}\r\n" for name, text in content.about())
        (folder / "about.txt").write_bytes(about.encode("utf-8-sig"))
        return zipped({path.name: path.read_bytes() for path in sorted(folder.iterdir())})


def cut(text: str, limit: int = DBF_LIMIT) -> str:
    """Return the longest start of ``text`` that has at most ``limit`` bytes in UTF-8."""
    return text.encode()[:limit].decode("utf-8", "ignore")


def _frame(content: Content) -> gpd.GeoDataFrame:
    cells = zip(*flat(content), strict=True) if content.rows else [()] * len(FIELDS)
    columns = {field.key: _series(field, values) for field, values in zip(FIELDS, cells, strict=True)}
    return gpd.GeoDataFrame(columns, geometry=list(content.geometries), crs="EPSG:4326")


def _series(field: Field, values: tuple[Any, ...]) -> pd.Series[Any]:
    if field.key in ("start", "end"):
        return pd.Series(values, dtype="int64")
    return pd.Series(values, dtype="float64" if field.number else "str")


def _by_layer(frame: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    parts = {layer: frame[frame.geom_type.isin(types)] for layer, types in LAYERS.items()}
    return {layer: part for layer, part in parts.items() if len(part)}


def _unplaced(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    return pd.DataFrame(frame[frame.geometry.isna()].drop(columns="geometry"))


def _field_table(content: Content) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([content.label(f"notes.{key}") for key in ("short", "name", "meaning")])
    writer.writerows([field.short, field.key, field.label(content.language)] for field in FIELDS)
    return file.getvalue().encode("utf-8-sig")
