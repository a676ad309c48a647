"""The tables of places: CSV rows to :class:`Place`, each row checked."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.errors import PlaceDataError
from gazetteer.places import Exactness, Place, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATA = Path(__file__).parent / "data"

COLUMNS = (
    "id", "name", "aliases", "class", "shape", "adcodes", "lon", "lat", "exactness", "radius_km",
    "stops", "basis", "confidence", "source", "datum", "note", "since", "until",
)  # fmt: skip

LON_RANGE = (70.0, 140.0)
LAT_RANGE = (0.0, 56.0)
"""Sane box of WGS-84 degrees: China and the ports its trains leave for.  The ranges do not overlap."""

_ID = re.compile(r"[A-Za-z0-9-]+")
_CLASS = re.compile(r"[A-Z][A-Z0-9]{1,5}")
_ADCODE = re.compile(r"[0-9]{6}")
_BASES = ("text", "name", "knowledge", "none")
_CONFIDENCES = ("high", "medium", "low")
_YEARS = (1900, 2200)
_MAX_RADIUS_KM = 1000.0


@cache
def shipped() -> tuple[Place, ...]:
    """Return every row of the shipped tables, of all years, table by table in file name order.

    Raises
    ------
    PlaceDataError
        Naming file, row and column, where a row breaks the schema.
    """
    places = tuple(place for path in sorted(DATA.glob("*.csv")) for place in read_table(path))
    _check_unique(places)
    return places


def read_table(path: Path) -> Iterator[Place]:
    """Yield the rows of one table, checked.

    Parameters
    ----------
    path : pathlib.Path
        CSV in UTF-8 with exactly the columns of :data:`COLUMNS`.

    Raises
    ------
    PlaceDataError
        Naming file, row and column.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            wrong = sorted(set(header) ^ set(COLUMNS)) or ["their order"]
            msg = f"{path.name}, row 1: the columns must be {', '.join(COLUMNS)}; wrong: {', '.join(wrong)}"
            raise PlaceDataError(msg)
        for cells in reader:
            where = f"{path.name}, row {reader.line_num}"
            if len(cells) != len(COLUMNS):
                msg = f"{where}: {len(cells)} cells instead of {len(COLUMNS)}"
                raise PlaceDataError(msg)
            yield _place(cells, where)


def listed(cell: str) -> tuple[str, ...]:
    """Split a list cell at its bars."""
    return tuple(cell.split("|")) if cell else ()


def _filled(text: str) -> str:
    if not text.strip() or text != text.strip():
        msg = "must be filled, without spaces around it"
        raise ValueError(msg)
    return text


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not pattern.fullmatch(text):
            msg = f"does not have the form {pattern.pattern}"
            raise ValueError(msg)
        return text

    return parse


def _one_of(codes: tuple[str, ...]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in codes:
            msg = f"is none of {', '.join(codes)}"
            raise ValueError(msg)
        return text

    return parse


def _code(kind: type[Shape | Exactness]) -> Callable[[str], object]:
    codes = {member.value: member for member in kind}

    def parse(text: str) -> object:
        if text not in codes:
            msg = f"is none of {', '.join(codes)}"
            raise ValueError(msg)
        return codes[text]

    return parse


def _list_of(pattern: re.Pattern[str] | None) -> Callable[[str], tuple[str, ...]]:
    def parse(text: str) -> tuple[str, ...]:
        items = listed(text)
        if len(set(items)) != len(items):
            msg = "names something twice"
            raise ValueError(msg)
        for item in items:
            if item != item.strip() or not item or (pattern and not pattern.fullmatch(item)):
                msg = f"holds the malformed item {item!r}"
                raise ValueError(msg)
        return items

    return parse


def _between(low: float, high: float) -> Callable[[str], float | None]:
    def parse(text: str) -> float | None:
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            msg = "is no number"
            raise ValueError(msg) from None
        if not low <= number <= high:
            msg = f"is not between {low:g} and {high:g}"
            raise ValueError(msg)
        return number

    return parse


def _year(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not _YEARS[0] <= int(text) <= _YEARS[1]:
        msg = "is no year"
        raise ValueError(msg)
    return int(text)


# One parser a column, in the order of COLUMNS, which is that of Place's fields.
_PARSERS: tuple[Callable[[str], object], ...] = (
    _matching(_ID),
    _filled,
    _list_of(None),
    _matching(_CLASS),
    _code(Shape),
    _list_of(_ADCODE),
    _between(*LON_RANGE),
    _between(*LAT_RANGE),
    _code(Exactness),
    _between(0.0, _MAX_RADIUS_KM),
    _list_of(_ID),
    _one_of(_BASES),
    _one_of(_CONFIDENCES),
    _filled,
    str,
    str,
    _year,
    _year,
)


def _place(cells: list[str], where: str) -> Place:
    try:
        place = Place(*[parse(cell) for parse, cell in zip(_PARSERS, cells, strict=True)])  # type: ignore[arg-type]
    except ValueError:
        raise _fault(cells, where) from None
    if (place.lon is None) != (place.lat is None):
        msg = f"{where}, column {'lon' if place.lon is None else 'lat'}: lon and lat go together"
        raise PlaceDataError(msg)
    return place


def _fault(cells: list[str], where: str) -> PlaceDataError:
    for column, parse, cell in zip(COLUMNS, _PARSERS, cells, strict=True):
        try:
            parse(cell)
        except ValueError as error:
            return PlaceDataError(f"{where}, column {column}: {cell!r} {error}")
    return PlaceDataError(f"{where}: malformed")


def _check_unique(places: tuple[Place, ...]) -> None:
    """Check that no id has two rows in one year."""
    held: dict[str, list[Place]] = {}
    for place in places:
        for other in held.setdefault(place.id, []):
            first = max(place.since or _YEARS[0], other.since or _YEARS[0])
            last = min(place.until or _YEARS[1], other.until or _YEARS[1])
            if first <= last:
                msg = f"the id {place.id} has two rows that hold in {first}: {other.name} and {place.name}"
                raise PlaceDataError(msg)
        held[place.id].append(place)
