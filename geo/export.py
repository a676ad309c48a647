"""The filtered table to every format: one registry for page, command line and library."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from geo.errors import ExportError
from geo.files import check_target, write_whole
from geo.labels import label
from geo.selection import describe
from geo.writers import brief, kml, maps, oc4ids, tables, vector
from geo.writers.content import content

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from geopandas import GeoDataFrame

    from geo.selection import Filter
    from geo.writers.content import Content

LANGUAGES = ("zh", "en")

NAME_BYTES = 180
"""Bytes of a file name before its date and suffix; file systems stop at 255."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format to export to.

    Attributes
    ----------
    suffix : str
        With its dot, lower case.
    mime : str
    write : callable
        :class:`~geo.writers.content.Content` to the file's bytes.
    """

    suffix: str
    mime: str
    write: Callable[[Content], bytes]

    def label(self, language: str) -> str:
        """Name of the format in ``zh`` or ``en``."""
        return label(f"format{self.suffix}", language)


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS = {
    entry.suffix: entry
    for entry in (
        Format(".html", "text/html", maps.html_bytes),
        Format(".png", "image/png", maps.picture(".png")),
        Format(".svg", "image/svg+xml", maps.picture(".svg")),
        Format(".pdf", "application/pdf", maps.picture(".pdf")),
        Format(".geojson", "application/geo+json", vector.geojson_bytes),
        Format(".gpkg", "application/geopackage+sqlite3", vector.gpkg_bytes),
        Format(".kml", "application/vnd.google-earth.kml+xml", kml.kml_bytes),
        Format(".zip", "application/zip", vector.shapefile_bytes),
        Format(".parquet", "application/vnd.apache.parquet", vector.parquet_bytes),
        Format(".csv", "text/csv", tables.csv_bytes),
        Format(".xlsx", f"{_OFFICE}.spreadsheetml.sheet", tables.xlsx_bytes),
        Format(".json", "application/json", oc4ids.oc4ids_bytes),
        Format(".md", "text/markdown", brief.markdown_bytes),
        Format(".docx", f"{_OFFICE}.wordprocessingml.document", brief.docx_bytes),
    )
}
"""Suffix to format."""


def export(
    gdf: GeoDataFrame,
    path: str | os.PathLike[str],
    *,
    language: str = "zh",
    filter: Filter | None = None,  # noqa: A002 - the word of page and command line
    overwrite: bool = False,
    made: datetime | None = None,
    map_number: str = "",
) -> Path:
    """Write the rows that ``filter`` keeps to ``path``, as a whole or not at all.

    Parameters
    ----------
    gdf : GeoDataFrame
        A catalogue, EPSG:4326, longitude first.
    path : path
        Its suffix names the format, one of :data:`FORMATS`.
    language : str
        ``zh`` or ``en``: headings, labels of codes, notes.
    filter : Filter, optional
        All rows where there is none.
    overwrite : bool
        Whether an existing file is replaced.
    made : datetime, optional
        Time that the file states; now where there is none.
    map_number : str
        审图号, printed on maps where there is one.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    ExportError
        Where suffix or language is not known, or the file cannot be written.
    CatalogueError
        Where a row breaks the catalogue's schema.
    """
    entry = format_of(path)
    target = check_target(path, overwrite=overwrite)
    data = to_bytes(gdf, entry.suffix, language=language, filter=filter, made=made, map_number=map_number)
    write_whole(target, lambda part: part.write_bytes(data))
    return target


def to_bytes(
    gdf: GeoDataFrame,
    suffix: str,
    *,
    language: str = "zh",
    filter: Filter | None = None,  # noqa: A002 - as above
    made: datetime | None = None,
    map_number: str = "",
) -> bytes:
    """Return what :func:`export` would write to a file with this suffix; parameters as there."""
    entry = format_of(f"file{suffix}")
    if language not in LANGUAGES:
        raise ExportError(f"There is no language {language!r}; use one of {', '.join(LANGUAGES)}.")
    made = (made or datetime.now(UTC)).astimezone(UTC)
    return entry.write(content(gdf, language, filter, made, map_number=map_number))


def format_of(path: str | os.PathLike[str]) -> Format:
    """Return the format that the suffix of ``path`` names, in upper or lower case.

    Raises
    ------
    ExportError
        Where it names none.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in FORMATS:
        raise ExportError(f"{str(path)!r} names no known format; end it with one of {', '.join(FORMATS)}.")
    return FORMATS[suffix]


def filename(
    report: str,
    filter: Filter | None,  # noqa: A002 - as above
    suffix: str,
    date: date,
    *,
    language: str = "zh",
) -> str:
    """Return a file name that tells report, filter and date, safe on every file system.

    Only letters (Chinese too), digits and hyphens are kept from report and filter.
    """
    stem = "_".join(_safe(text) for text in (report, describe(filter, language)) if _safe(text))
    stem = vector.cut(stem, NAME_BYTES).rstrip("-_")
    return f"{stem}_{date:%Y-%m-%d}{format_of(f'file{suffix}').suffix}"


def _safe(text: str) -> str:
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", text)).strip("-")
