"""A gazetteer made once: the shipped tables of a year, with a user's own places above them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gazetteer.gazetteer import Gazetteer

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_YEAR = 2021


def load(year: int = DEFAULT_YEAR, *, places: Path | None = None) -> Gazetteer:
    """Return the gazetteer of ``year``.

    Parameters
    ----------
    year : int, default 2021
        The year of the report: names, codes and districts are those that held in it.
    places : pathlib.Path, optional
        A user's own places (CSV; see :mod:`gazetteer.userplaces`), put above the shipped ones.

    Returns
    -------
    Gazetteer
        Loaded once for each pair of arguments.

    Raises
    ------
    PlaceDataError
        Where a row of the tables or of ``places`` is wrong; the message names row and column.

    Examples
    --------
    >>> [match.place.name for match in load().find("推进江北机场扩建")]
    ['重庆江北国际机场']
    """
    if places is None:
        return _load(year)
    resolved = places.resolve()
    stamp = resolved.stat().st_mtime_ns if resolved.exists() else 0
    return _load_with(year, resolved, stamp)


def load_with(table: bytes, year: int = DEFAULT_YEAR, *, name: str = "places.csv") -> Gazetteer:
    """Return the gazetteer of ``year`` with a user's own places, read from bytes such as an upload.

    Parameters
    ----------
    table : bytes
        CSV; see :mod:`gazetteer.userplaces`.
    year : int, default 2021
    name : str
        The table's name in messages.

    Returns
    -------
    Gazetteer
        Made anew on each call.

    Raises
    ------
    PlaceDataError
        Where a row of the table is wrong; the message names row and column.
    """
    from gazetteer.userplaces import parse  # noqa: PLC0415  # needs polygons: only where a user has places

    return Gazetteer(year, own=parse(table, _load(year), name=name)).prepared()


@cache
def _load(year: int) -> Gazetteer:
    return Gazetteer(year).prepared()


@cache
def _load_with(year: int, path: Path, _stamp: int) -> Gazetteer:
    from gazetteer.userplaces import read  # noqa: PLC0415  # needs polygons: only where a user has places

    return Gazetteer(year, own=read(path, _load(year))).prepared()
