"""A map to print: the chosen projects on one sheet, as PNG (300 dpi), SVG or PDF.

SVG and PDF keep type as text.  A PDF carries the glyphs it uses; an SVG names Noto Sans SC and Noto Serif
SC, and where they are not installed the reader's program takes another Chinese face.
"""

from __future__ import annotations

import io
import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from matplotlib import rc_context

from geo.drawing.composition import compose, credits_of, sources, title_of
from geo.drawing.sheet import Sheet
from geo.drawing.typography import printable
from geo.errors import ExportError
from geo.files import check_target, write_whole
from geo.labels import label
from geo.selection import Filter, describe, select

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

DPI = 300
FORMATS = ("png", "svg", "pdf")
SIZES = {"A4": (297.0, 210.0), "A3": (420.0, 297.0), "16:9": (338.7, 190.5)}
"""Width and height in mm across; upright swaps them."""

_UNITS = {"A4": 1.0, "A3": 1.3, "16:9": 1.0}
_FALLBACKS = {
    "Noto Sans SC": "'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif",
    "Noto Serif SC": "'Source Han Serif SC', SimSun, 'Songti SC', serif",
}
DRAWING = threading.Lock()  # matplotlib's fonts are shared and not safe to use in two threads

Target = str | os.PathLike[str] | IO[bytes]


def draw(
    gdf: GeoDataFrame,
    target: Target,
    *,
    fmt: str | None = None,
    language: str = "zh",
    size: str = "A4",
    orientation: Literal["landscape", "portrait"] = "landscape",
    filter: Filter | None = None,  # noqa: A002 - the word of every door
    map_number: str = "",
    made: datetime | None = None,
    overwrite: bool = False,
) -> None:
    """Draw the chosen projects on one sheet.

    Parameters
    ----------
    gdf : GeoDataFrame
        A catalogue, EPSG:4326, longitude first.
    target : path or binary file
    fmt : str, optional
        ``png``, ``svg`` or ``pdf``; by default the suffix of ``target``.
    language : str
        ``zh`` or ``en``.
    size : str
        ``A4``, ``A3`` or ``16:9``.
    orientation : str
        ``landscape`` or ``portrait``; a slide (``16:9``) is always across.
    filter : Filter, optional
        Which projects; its districts and regions also choose what part of the city is shown.
    map_number : str
        审图号, printed at the lower left where there is one.
    made : datetime, optional
        Time that the map states; now where there is none.
    overwrite : bool
        Whether an existing file is replaced; that happens in one step.

    Raises
    ------
    ExportError
        Where format, language, size or orientation is none of these, or the file cannot be written.
    """
    fmt = _format(target, fmt)
    check_language(language)
    check_place(target, overwrite=overwrite)
    wide, high = paper(size, orientation)
    rows, made = select(gdf, filter), (made or datetime.now(UTC)).astimezone(UTC)
    with DRAWING:
        sheet = Sheet(wide, high, language, _UNITS[size])
        compose(sheet, rows, filter, map_number, made)
        data = _render(sheet, fmt, _metadata(rows, filter, language, made)[fmt])
    save(data, target)


def paper(size: str, orientation: str) -> tuple[float, float]:
    """Return width and height of the paper in mm; raise ExportError where there is no such paper."""
    if size not in SIZES:
        raise ExportError(f"There is no paper size {size!r}; use one of {', '.join(SIZES)}.")
    if orientation not in ("landscape", "portrait"):
        raise ExportError(f"There is no orientation {orientation!r}; use landscape or portrait.")
    wide, high = SIZES[size]
    return (high, wide) if orientation == "portrait" and size != "16:9" else (wide, high)


def check_language(language: str) -> None:
    """Raise ExportError where there is no such language."""
    if language not in ("zh", "en"):
        raise ExportError(f"There is no language {language!r}; use zh or en.")


def check_place(target: Target, *, overwrite: bool) -> None:
    """Raise ExportError where a path may not be written: drawing takes long enough to say so before."""
    if isinstance(target, (str, os.PathLike)):
        check_target(target, overwrite=overwrite)


def save(data: bytes, target: Target) -> None:
    """Write ``data`` to an open file, or to a path as a whole or not at all."""
    if isinstance(target, (str, os.PathLike)):
        write_whole(Path(target), lambda part: part.write_bytes(data))
    else:
        target.write(data)


def _metadata(
    rows: GeoDataFrame, chosen: Filter | None, language: str, made: datetime
) -> dict[str, dict[str, Any]]:
    """Return what a file says of itself, by format: title, filter and projection, credits, time."""
    title = printable(title_of(rows))
    about = printable(f"{describe(chosen, language)} · {label('figure.projection', language)}")
    credit = printable(" · ".join([sources(rows, language), *credits_of(rows)]))
    return {
        "png": {"Title": title, "Description": about, "Copyright": credit, "Creation Time": made.isoformat()},
        "svg": {"Title": title, "Description": about, "Rights": credit, "Date": made.isoformat()},
        "pdf": {"Title": title, "Subject": about, "Keywords": credit, "CreationDate": made},
    }


def _render(sheet: Sheet, fmt: str, metadata: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    with rc_context({"svg.fonttype": "none", "pdf.fonttype": 3, "svg.hashsalt": "map"}):
        sheet.figure.savefig(buffer, format=fmt, dpi=DPI, metadata=metadata)
    return _with_fallbacks(buffer.getvalue()) if fmt == "svg" else buffer.getvalue()


def _with_fallbacks(svg: bytes) -> bytes:
    """Name further Chinese faces in an SVG, for readers without Noto."""
    for face, others in _FALLBACKS.items():
        svg = svg.replace(f"font-family: '{face}'".encode(), f"font-family: '{face}', {others}".encode())
    return svg


def _format(target: Target, fmt: str | None) -> str:
    name = fmt or (Path(target).suffix[1:] if isinstance(target, (str, os.PathLike)) else "")
    if name.lower() not in FORMATS:
        raise ExportError(f"A map cannot be drawn as {name!r}; use one of {', '.join(FORMATS)}.")
    return name.lower()
