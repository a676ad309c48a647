"""Choosing rows of a catalogue: one filter for page, files, figure and atlas alike."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, fields, replace
from itertools import compress
from typing import TYPE_CHECKING, Any

import gazetteer
from gazetteer.errors import UnknownPlaceError
from geo.errors import FilterError
from geo.labels import label
from geo.taxonomy import DOMAINS, EXACTNESS, KINDS, REGIONS, SECTORS, STAGES, Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geopandas import GeoDataFrame

COLUMN = {
    "districts": "districts",
    "regions": "regions",
    "domains": "domain",
    "sectors": "sector",
    "stages": "stage",
    "kinds": "kind",
    "exactness": "exactness",
}
"""Dimension of a filter to the catalogue's column."""

CODES: dict[str, Mapping[str, Code]] = {
    "regions": REGIONS,
    "domains": DOMAINS,
    "sectors": SECTORS,
    "stages": STAGES,
    "kinds": KINDS,
    "exactness": EXACTNESS,
}
"""Dimension of a filter to its codes; districts have the gazetteer's names instead."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What to keep: within a dimension any of the values, across dimensions all of them.

    Attributes
    ----------
    districts : tuple of str
        Official names (璧山区).
    regions, domains, sectors, stages, kinds, exactness : tuple of str
        Codes of :mod:`geo.taxonomy`.
    text : str
        Words that must all occur in the name, its places, the districts or the heading.
    """

    districts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    exactness: tuple[str, ...] = ()
    text: str = ""

    def __bool__(self) -> bool:
        """Whether the filter holds anything back."""
        return any(getattr(self, field.name) for field in fields(self))


def parse(
    *, year: int = 2021, text: str = "", districts: Iterable[str] = (), **codes: Iterable[str]
) -> Filter:
    """Return the filter that a user's words mean.

    Parameters
    ----------
    year : int
        Year of the report: districts carry the names of that year.
    text : str
    districts : iterable of str
        Short or official names or GB/T 2260 codes: 璧山, 璧山区, 500120.
    **codes : iterable of str
        ``regions``, ``domains``, ``sectors``, ``stages``, ``kinds``, ``exactness``.

    Raises
    ------
    FilterError
        Where a district or code does not exist.
    """
    chosen = {name: _checked(name, values) for name, values in codes.items()}
    return Filter(districts=_districts(districts, year), text=text.strip(), **chosen)


def select(gdf: GeoDataFrame, chosen: Filter | None) -> GeoDataFrame:
    """Return the rows that the filter keeps, in their order, with the same metadata."""
    if not chosen:
        return gdf
    kept = gdf.loc[_mask(gdf, chosen)]  # an empty mask must not mean no columns
    kept.attrs = dict(gdf.attrs)
    return kept


def counts(gdf: GeoDataFrame, chosen: Filter, dimension: str) -> dict[str, int]:
    """Count the rows a value of ``dimension`` would keep beside all the other filters.

    Parameters
    ----------
    dimension : str
        A key of :data:`COLUMN`.

    Returns
    -------
    dict
        Code or district to number of rows; values without a row are left out.
    """
    others: dict[str, Any] = {dimension: ()}
    column = compress(gdf[COLUMN[dimension]].tolist(), _mask(gdf, replace(chosen, **others)))
    if dimension in ("districts", "regions"):
        return dict(Counter(value for values in column for value in values))
    return dict(Counter(column))


def describe(chosen: Filter | None, language: str) -> str:
    """Return the filter as a reader would say it: 璧山区；领域：交通."""
    parts = []
    for name in COLUMN:
        values = getattr(chosen, name) if chosen else ()
        if values:
            words = [CODES[name][value].label(language) for value in values] if name in CODES else values
            parts.append(
                label(f"filter.{name}", language, values=label("filter.comma", language).join(words))
            )
    if chosen and chosen.text:
        parts.append(label("filter.text", language, values=chosen.text))
    return label("filter.semicolon", language).join(parts) or label("filter.all", language)


def _mask(gdf: GeoDataFrame, chosen: Filter) -> list[bool]:
    mask = [True] * len(gdf)
    for name, column in COLUMN.items():
        wanted = set(getattr(chosen, name))
        if wanted:
            lists = name in ("districts", "regions")
            values = gdf[column].tolist()
            mask = [
                kept and (not wanted.isdisjoint(value) if lists else value in wanted)
                for kept, value in zip(mask, values, strict=True)
            ]
    words = _fold(chosen.text).split()
    if words:
        texts = map(
            _searchable,
            gdf["name"].tolist(),
            gdf["heading"].tolist(),
            gdf["districts"].tolist(),
            gdf["places"].tolist(),
        )
        mask = [kept and all(word in text for word in words) for kept, text in zip(mask, texts, strict=True)]
    return mask


def _searchable(name: str, heading: str, districts: list[str], places: list[dict[str, Any]]) -> str:
    named = (str(place.get(key) or "") for place in places for key in ("text", "name"))
    return _fold("\n".join((name, heading, *districts, *named)))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _checked(name: str, values: Iterable[str]) -> tuple[str, ...]:
    if name not in CODES:
        raise FilterError(f"There is no filter {name}; use one of districts, {', '.join(CODES)}.")
    values = tuple(dict.fromkeys(values))
    unknown = [value for value in values if value not in CODES[name]]
    if unknown:
        raise FilterError(f"{unknown[0]!r} is none of the {name}: use one of {', '.join(CODES[name])}.")
    return values


def _districts(names: Iterable[str], year: int) -> tuple[str, ...]:
    found = []
    for name in names:
        try:
            found.append(gazetteer.load(year).district(name).name)
        except UnknownPlaceError as error:
            raise FilterError(
                f"{name!r} is no district of Chongqing in {year}; write 璧山, 璧山区 or its six-digit code."
            ) from error
    return tuple(dict.fromkeys(found))
