"""A user's own places: a small CSV table, checked row by row, put above the shipped places."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from gazetteer import boundaries
from gazetteer.errors import PlaceDataError, TextFileError, UnknownPlaceError
from gazetteer.names import USER_BASIS
from gazetteer.places import Exactness, Place, Shape
from gazetteer.tables import LAT_RANGE, LON_RANGE
from gazetteer.text import decode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gazetteer.gazetteer import Gazetteer

COLUMNS = ("name", "aliases", "lon", "lat", "district", "kind", "note")
"""Columns of the table; ``name`` must be there and filled, the others may be left out or empty."""

MAX_BYTES = 5_000_000
MAX_ROWS = 20_000
MAX_CELL = 200  # characters

KINDS = {
    "": "PPL", "其他": "PPL", "村": "PPL", "镇": "PPLA4", "乡": "PPLA4", "街道": "PPLA4",
    "桥": "BDG", "大桥": "BDG", "隧道": "TNL", "站": "RSTN", "车站": "RSTN", "机场": "AIRP",
    "港": "PRT", "港口": "PRT", "码头": "PRT", "水库": "RSV", "大坝": "DAM", "电站": "PS",
    "河流": "STM", "湖": "LK", "山": "MT", "岛": "ISL", "公园": "PRK", "景区": "RSRT",
    "园区": "INDS", "工厂": "MFG", "学校": "SCH", "大学": "UNIV", "医院": "HSP", "博物馆": "MUS",
}  # fmt: skip
"""Words of the column ``kind`` and the GeoNames feature code of each; a code itself is taken too."""


def read(path: Path, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Read a user's places.

    Parameters
    ----------
    path : pathlib.Path
        CSV in UTF-8 (with or without a byte order mark), UTF-16 or GB 18030, with a header of
        :data:`COLUMNS`; ``aliases`` joined by ``|`` or 、; ``lon`` and ``lat`` in WGS-84 degrees;
        ``district`` one or more districts of Chongqing joined the same way.
    gazetteer : Gazetteer
        The districts of the year.

    Returns
    -------
    tuple of Place

    Raises
    ------
    PlaceDataError
        With every fault of the table, one a line, each naming its row and column.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            msg = f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB: split it"
            raise PlaceDataError(msg)
        return parse(path.read_bytes(), gazetteer, name=path.name)
    except OSError as error:
        msg = f"{path.name} cannot be read: {error.strerror}"
        raise PlaceDataError(msg) from error


def parse(data: bytes, gazetteer: Gazetteer, *, name: str = "places.csv") -> tuple[Place, ...]:
    """Read a user's places from the bytes of a table, such as an upload; see :func:`read`."""
    if len(data) > MAX_BYTES:
        msg = f"{name} is larger than {MAX_BYTES // 1_000_000} MB: split it"
        raise PlaceDataError(msg)
    try:
        reader = csv.DictReader(io.StringIO(decode(data)), restkey="", strict=True)
        _check_header(tuple(reader.fieldnames or ()), name)
        rows = [(reader.line_num, row) for row in reader]
    except (TextFileError, csv.Error) as error:
        msg = f"{name} is no table of places: {error}"
        raise PlaceDataError(msg) from error
    if len(rows) > MAX_ROWS:
        msg = f"{name} has {len(rows)} rows: at most {MAX_ROWS}"
        raise PlaceDataError(msg)
    places, faults = [], []
    seen: dict[str, int] = {}
    for number, row in rows:
        entry = _Row(row, gazetteer)
        places.append(entry.place(f"user-{number}"))
        first = seen.setdefault(entry["name"], number)
        if first != number and entry["name"]:
            entry.fault("name", f"stands in row {first} as well")
        faults += [f"row {number}, column {column}: {message}" for column, message in entry.faults]
    if faults:
        raise PlaceDataError("\n".join((f"{name}: {len(faults)} to correct", *faults)))
    return tuple(places)


def _check_header(header: tuple[str, ...], name: str) -> None:
    unknown = [column or "(empty)" for column in header if column not in COLUMNS]
    if unknown or "name" not in header or len(set(header)) != len(header):
        msg = f"{name}, row 1: the columns must be {', '.join(COLUMNS)}, each once"
        raise PlaceDataError(msg + (f"; unknown: {', '.join(unknown)}" if unknown else ""))


class _Row:
    """One row and what is wrong with it."""

    def __init__(self, cells: Mapping[str, str | None], gazetteer: Gazetteer) -> None:
        self._cells = {column: (cells.get(column) or "").strip() for column in COLUMNS}
        self._gazetteer = gazetteer
        self.faults: list[tuple[str, str]] = []
        if "" in cells:
            self.fault(COLUMNS[-1], "has cells behind it: put text with commas in quotation marks")
        for column, text in self._cells.items():
            if len(text) > MAX_CELL:
                self.fault(column, f"is longer than {MAX_CELL} characters")
            elif any(not letter.isprintable() for letter in text):
                self.fault(column, "holds a character that cannot be printed")

    def __getitem__(self, column: str) -> str:
        return self._cells[column]

    def fault(self, column: str, message: str) -> None:
        self.faults.append((column, message))

    def place(self, place_id: str) -> Place:
        """Return the place, as far as the cells allow."""
        for form in (self["name"], *self._list("aliases")):
            if len(form) < 2:
                self.fault(
                    "name" if form == self["name"] else "aliases", f"{form!r} is shorter than two letters"
                )
        adcodes = self._adcodes()
        lon, lat = self._point(adcodes)
        if lon is not None and lat is not None and not adcodes and not self.faults:
            home = boundaries.containing(lon, lat, self._gazetteer.year)
            adcodes = (home,) if home else ()
        if lon is not None:
            exactness = Exactness.EXACT
        else:
            exactness = Exactness.DISTRICT if adcodes else Exactness.UNKNOWN
        return Place(
            id=place_id,
            name=self["name"],
            aliases=tuple(dict.fromkeys(self._list("aliases"))),
            feature=self._feature(),
            shape=Shape.POINT if lon is not None or adcodes else Shape.NAME,
            adcodes=adcodes,
            lon=lon,
            lat=lat,
            exactness=exactness,
            radius_km=1.0 if lon is not None else None,
            basis=USER_BASIS,
            source="the user's own table",
            datum="WGS-84" if lon is not None else "",
            note=self["note"],
        )

    def _list(self, column: str) -> list[str]:
        cut = self[column].replace("、", "|").replace("；", "|").split("|")
        return [item.strip() for item in cut if item.strip()]

    def _feature(self) -> str:
        kind = self["kind"]
        if kind in KINDS:
            return KINDS[kind]
        if kind in KINDS.values():
            return kind
        self.fault("kind", f"{kind!r} is none of {'、'.join(filter(None, KINDS))}")
        return KINDS[""]

    def _adcodes(self) -> tuple[str, ...]:
        codes: list[str] = []
        for item in self._list("district"):
            try:
                codes += self._gazetteer.district(item).adcodes
            except UnknownPlaceError as error:
                self.fault("district", str(error))
        return tuple(dict.fromkeys(codes))

    def _number(self, column: str, low: float, high: float) -> float | None:
        text = self[column]
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            self.fault(column, f"{text!r} is no number in decimal degrees")
            return None
        if low <= number <= high:
            return number
        if column == "lon" and 15 < number <= LAT_RANGE[1]:
            self.fault(column, f"{text} looks like a latitude: swap lon and lat")
        elif column == "lat" and LON_RANGE[0] <= number <= LON_RANGE[1]:
            self.fault(column, f"{text} looks like a longitude: swap lon and lat")
        else:
            self.fault(column, f"{text} is not between {low:g} and {high:g} degrees")
        return None

    def _point(self, adcodes: tuple[str, ...]) -> tuple[float | None, float | None]:
        faults = len(self.faults)
        lon, lat = self._number("lon", *LON_RANGE), self._number("lat", *LAT_RANGE)
        if len(self.faults) > faults:
            return None, None
        if lon is None or lat is None:
            if lon is not lat:
                self.fault("lon" if lon is None else "lat", "is empty: lon and lat go together")
            return None, None
        home = boundaries.containing(lon, lat, self._gazetteer.year)
        if adcodes and home not in adcodes:
            where = self._gazetteer.district(home).name if home else "outside Chongqing"
            self.fault(
                "district", f"the point lies {'in ' if home else ''}{where}, not in {self['district']}"
            )
        return lon, lat
