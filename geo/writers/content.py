"""What is written: the filtered rows with title, filter, credits and time, the same for every format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.catalogue import as_records, table
from geo.labels import label
from geo.schema import check_columns, check_row
from geo.selection import describe, select

if TYPE_CHECKING:
    from datetime import datetime

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from geo.selection import Filter

_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters; tab and line breaks stay
    "\u202a-\u202e\u2066-\u2069"  # direction overrides, which show text in another order
    "\ud800-\udfff\ufffe\uffff]"  # halves of surrogate pairs and non-characters, which XML and UTF-8 refuse
)


def clean(value: Any) -> Any:  # noqa: ANN401 - any property
    """Return ``value`` with its texts free of characters that no file may hold."""
    if isinstance(value, str):
        return _UNSAFE.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    return value


@dataclass(frozen=True, slots=True)
class Content:
    """A selection of the catalogue, ready for any writer.

    Attributes
    ----------
    gdf : GeoDataFrame
        The selected rows, EPSG:4326, longitude first.
    rows : list of dict
        The same rows as plain values, texts cleaned.
    geometries : list of shapely geometry or None
        In the order of ``rows``; WGS-84, longitude first, degrees.
    language : str
        ``zh`` or ``en``.
    metadata : dict
        What the catalogue says of itself.
    filter : Filter or None
    made : datetime
        Time of writing, UTC.
    map_number : str
        审图号, empty where there is none.
    """

    gdf: GeoDataFrame
    rows: list[dict[str, Any]]
    geometries: list[BaseGeometry | None]
    language: str
    metadata: dict[str, Any]
    filter: Filter | None
    made: datetime
    map_number: str = ""

    @property
    def report(self) -> str:
        """Id of the report, as ``chongqing-2021``; empty where the catalogue does not say."""
        return str(self.metadata.get("report") or (self.rows[0]["report"] if self.rows else ""))

    @property
    def report_title(self) -> str:
        """Title of the report, or its id where there is none."""
        return str(self.metadata.get("title") or self.report)

    @property
    def title(self) -> str:
        """Title of the file."""
        return self.label("export.title", report=self.report_title)

    @property
    def scope(self) -> str:
        """The filter in words."""
        return str(clean(describe(self.filter, self.language)))

    @property
    def credits(self) -> str:
        """Sources of places and boundaries."""
        named = self.metadata.get("credits")
        texts = [named] if isinstance(named, str) else list(named or [])
        return self.label("list.semicolon").join(map(str, texts)) or self.label("export.credits")

    @property
    def stamp(self) -> str:
        """Time of writing as RFC 3339, UTC."""
        return self.made.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def stamp_to_milliseconds(self) -> str:
        """Time of writing as GeoPackage wants it, always with milliseconds."""
        return self.made.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    @property
    def placed(self) -> int:
        """How many rows have a geometry."""
        return sum(geometry is not None for geometry in self.geometries)

    def label(self, key: str, **values: object) -> str:
        """Text of ``key`` in the content's language."""
        return label(key, self.language, **values)

    def about(self) -> list[tuple[str, str]]:
        """Return what the file says of itself: pairs of a label and a text."""
        facts = {
            "title": self.title,
            "report": self.report,
            "filter": self.scope,
            "rows": str(len(self.rows)),
            "placed": str(self.placed),
            "datum": self.label("export.datum"),
            "made": self.stamp,
            "credits": self.credits,
            "notice": self.label("export.notice"),
        }
        return [(self.label(f"about.{key}"), text) for key, text in facts.items()]

    def machine_about(self) -> dict[str, Any]:
        """Return the same facts under English keys, beside the catalogue's own metadata."""
        return {
            **self.metadata,
            "filter": self.scope,
            "rows": len(self.rows),
            "datum": "WGS-84 (EPSG:4326), longitude latitude",
            "made": self.stamp,
            "credits": self.metadata.get("credits") or self.credits,
            "notice": self.label("export.notice"),
        }


def content(
    gdf: GeoDataFrame, language: str, chosen: Filter | None, made: datetime, *, map_number: str = ""
) -> Content:
    """Return the rows that ``chosen`` keeps as :class:`Content`.

    Raises
    ------
    CatalogueError
        Where a row breaks the schema.
    """
    check_columns(dict.fromkeys(gdf.columns), "The catalogue")
    chosen_rows = select(gdf, chosen)
    geometries = list(chosen_rows.geometry)
    rows = [
        clean(check_row(row, geometry, f"The catalogue, row {number}"))
        for number, (row, geometry) in enumerate(zip(as_records(chosen_rows), geometries, strict=True), 1)
    ]
    metadata = clean(dict(gdf.attrs.get("metadata", {})))
    kept = table(rows, geometries, metadata)
    return Content(kept, rows, geometries, language, metadata, chosen, made, clean(map_number))
