"""The file of a user's corrections: one GeoPackage in the user's data directory, which QGIS opens too.

Its table only ever grows: a correction is a row, taking it back is another, and what holds now is what
is left when the rows are played in order.  So nothing is lost, two writers never overwrite one another,
and a file from elsewhere can be taken in.
"""

from __future__ import annotations

import os
import re
import sqlite3
import struct
import tempfile
from contextlib import closing
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import platformdirs
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FieldError
from shapely import Point

from gazetteer.errors import PlaceDataError
from geo.corrections import Correction, checked

LAYER = "corrections"
_LARGEST = 25 * 2**20
_PATIENCE = 30.0  # seconds to wait for another writer
_TYPES = {
    field.name: {int: "int64", bool: "bool"}.get(type(field.default), "str")
    for field in fields(Correction)
    if field.name not in {"lon", "lat"}
}
_INSERT = f"INSERT INTO {LAYER} ({', '.join(_TYPES)}, geom) VALUES ({', '.join('?' * len(_TYPES))}, ?)"  # noqa: S608


def default_path() -> Path:
    """Return the file in the user's data directory."""
    return Path(platformdirs.user_data_dir("chongqing-project-map", appauthor=False)) / "corrections.gpkg"


class CorrectionFile:
    """The corrections of one file, which is made when the first is saved.

    Parameters
    ----------
    path : Path, optional
        A GeoPackage; the user's own by default.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()

    def save(self, correction: Correction) -> Correction:
        """Check a correction, add it, and return it as saved.

        Raises
        ------
        PlaceDataError
            Where the point or district does not hold, or the file cannot be written.
        """
        saved = checked(replace(correction, time=_now(), undo=False))
        self._append([saved])
        return saved

    def undo(self, correction: Correction) -> None:
        """Take back the last correction of a project; the one before it holds again, if there is one.

        Parameters
        ----------
        correction : Correction
            One of :meth:`current`: its report and project say which is meant.
        """
        self._append([replace(correction, undo=True, time=_now())])

    def history(self) -> tuple[Correction, ...]:
        """Return every row in the order of saving, those taken back and those that take back too."""
        return tuple(_read(self.path)) if self.path.exists() else ()

    def current(self, report: str | None = None) -> tuple[Correction, ...]:
        """Return what holds now: the last correction of each project that was not taken back."""
        stacks: dict[tuple[str, str], list[Correction]] = {}
        for row in sorted(self.history(), key=lambda row: row.time):
            stack = stacks.setdefault((row.report, row.project), [])
            if not row.undo:
                stack.append(row)
            elif stack:
                stack.pop()
        return tuple(stack[-1] for (of, _), stack in stacks.items() if stack and report in {None, of})

    def export(self, path: Path, *, overwrite: bool = False) -> None:
        """Copy the file, all or nothing, even while another writes to it.

        Raises
        ------
        PlaceDataError
            Where there is nothing to copy, or the target stands and is not to be replaced.
        """
        if not self.path.exists():
            raise PlaceDataError("There are no corrections to export yet: place a project by hand first.")
        if path.exists() and not overwrite:
            raise PlaceDataError(f"{path.name} exists: choose another name, or have it replaced.")
        partial = path.with_name(f".{path.name}-{os.getpid()}")
        try:
            with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(partial)) as target:
                source.backup(target)
            partial.replace(path)
        except (OSError, sqlite3.Error) as error:
            raise PlaceDataError(f"{path.name} cannot be written: {error}.") from None
        finally:
            partial.unlink(missing_ok=True)

    def take_in(self, path: Path) -> int:
        """Add the rows of an exported file that are not here yet; return how many.

        Raises
        ------
        PlaceDataError
            Where the file is no such export or a row of it does not hold; nothing is added then.
        """
        rows = []
        for number, row in enumerate(_read(path), start=1):
            try:
                rows.append(replace(checked(row), undo=row.undo))
                datetime.fromisoformat(row.time)
            except ValueError as error:
                raise PlaceDataError(f"{path.name}, row {number}: {error}") from None
        known = {(row.time, row.report, row.project, row.undo) for row in self.history()}
        new = [row for row in rows if (row.time, row.report, row.project, row.undo) not in known]
        if new:
            self._append(new)
        return len(new)

    def _append(self, rows: list[Correction]) -> None:
        try:
            if not self.path.exists():
                self._create()
            # Not through GDAL: of several processes that append at once it loses rows without a word.
            with closing(sqlite3.connect(self.path, timeout=_PATIENCE)) as database, database:
                database.executemany(_INSERT, map(_values, rows))
        except (OSError, sqlite3.Error, DataSourceError) as error:
            raise PlaceDataError(f"{self.path} cannot be written: {_reason(error)}.") from None

    def _create(self) -> None:
        """Make the file whole under another name, then give it its own unless another was faster."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.path.parent) as folder:
            made = Path(folder) / self.path.name
            columns: dict[str, list[object]] = {name: [] for name in _TYPES}
            empty = gpd.GeoDataFrame(columns, geometry=[], crs="EPSG:4326").astype(_TYPES)
            pyogrio.write_dataframe(
                empty, made, layer=LAYER, driver="GPKG", geometry_type="Point", SPATIAL_INDEX="NO"
            )
            try:
                os.link(made, self.path)
            except FileExistsError:
                pass
            except OSError:  # a file system without links
                made.replace(self.path)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return re.sub(r"\s+", " ", str(error)).strip(" .")


def _values(row: Correction) -> tuple[object, ...]:
    """Return a row's values, its point as GeoPackage has it: version 0, little endian, no envelope, WKB."""
    blob = struct.pack("<2sBBi", b"GP", 0, 1, 4326) + Point(row.point).wkb if row.point else None
    return (*(getattr(row, name) for name in _TYPES), blob)


def _read(path: Path) -> list[Correction]:
    try:
        if path.stat().st_size > _LARGEST:
            raise PlaceDataError(f"{path.name} is larger than {_LARGEST // 2**20} MB: no corrections are.")
        frame = pyogrio.read_dataframe(path, layer=LAYER)
        rows = frame[list(_TYPES)].to_dict("records")
    except (DataSourceError, DataLayerError, FieldError, KeyError, OSError):
        raise PlaceDataError(
            f"{path.name} is no GeoPackage of corrections: choose a file exported from here."
        ) from None
    found = []
    for row, point in zip(rows, frame.geometry, strict=True):
        texts = {name: str(row[name] or "") for name, kind in _TYPES.items() if kind == "str"}
        lon, lat = (None, None) if point is None else (point.x, point.y)
        found.append(Correction(**texts, year=int(row["year"]), undo=bool(row["undo"]), lon=lon, lat=lat))
    return found
