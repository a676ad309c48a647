"""The columns of every table: one list of names, labels and values for all writers.

A flat table shows each code twice, as its label for readers and as the code itself for programs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.labels import label
from geo.place_labels import romanised
from geo.taxonomy import BASES, DOMAINS, EXACTNESS, KINDS, REGIONS, SECTORS, STAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shapely.geometry.base import BaseGeometry

    from geo.taxonomy import Code
    from geo.writers.content import Content

    Value = str | int | float | None
    Reader = Callable[[Mapping[str, Any], BaseGeometry | None, str], Value]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the flat table.

    Attributes
    ----------
    key : str
        Name in files for programs; its labels stand under ``column.<key>``.
    short : str
        Name of at most ten ASCII characters, for Shapefile.
    read : callable
        Row, geometry and language to the cell's value.
    width : int
        Width on a sheet, in characters.
    number : bool
        Whether its values are numbers or absent, never text.
    """

    key: str
    short: str
    read: Reader
    width: int = 12
    number: bool = False

    def label(self, language: str) -> str:
        """Heading of the column."""
        return label(f"column.{self.key}", language)


def _text(key: str) -> Reader:
    return lambda row, _geometry, _language: row[key] or ""


def _number(key: str) -> Reader:
    return lambda row, _geometry, _language: row[key]


def districts(row: Mapping[str, Any], _geometry: BaseGeometry | None, language: str) -> str:
    """Return the row's districts: official names, in English after the romanised ones."""
    names = row["districts"]
    if language == "en":
        pairs = zip(row["adcodes"], names, strict=True)
        names = [f"{romanised(code)} {name}" for code, name in pairs]
    return label("list.comma", language).join(names)


def _codes(key: str) -> Reader:
    # a comma between figures would be a thousands mark to a spreadsheet
    return lambda row, _geometry, _language: "|".join(row[key])


def _coded(key: str, table: Mapping[str, Code]) -> Reader:
    return lambda row, _geometry, language: table[row[key]].label(language)


def _phrase(key: str) -> Reader:
    return lambda row, _geometry, language: label(f"{key}.{row[key]}", language) if row[key] else ""


def _regions(row: Mapping[str, Any], _geometry: BaseGeometry | None, language: str) -> str:
    return label("list.comma", language).join(REGIONS[code].label(language) for code in row["regions"])


def _places(row: Mapping[str, Any], _geometry: BaseGeometry | None, language: str) -> str:
    names = [str(place.get("name") or place.get("text") or "") for place in row["places"]]
    return label("list.comma", language).join(name for name in dict.fromkeys(names) if name)


def _axis(index: int) -> Reader:
    # only a point has a longitude and a latitude; lines and areas have their geometry
    def read(_row: Mapping[str, Any], geometry: BaseGeometry | None, _language: str) -> Value:
        point = geometry is not None and geometry.geom_type == "Point"
        return round(geometry.coords[0][index], 7) if geometry is not None and point else None

    return read


def figure(value: float) -> str:
    """Return a number as people write it: 216, 2.1, never 216.0 or 2.1e+00."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def quantity(item: Mapping[str, Any], language: str) -> str:
    """Return one quantity as text: 高铁：216 公里."""
    form = "export.total" if item.get("shared") else "export.quantity"
    text = label(form, language, value=figure(item["value"]), unit=item.get("unit", ""))
    return label("export.quantity_of", language, of=item["of"], quantity=text) if item.get("of") else text


def quantities(row: Mapping[str, Any], _geometry: BaseGeometry | None, language: str) -> str:
    """Return the row's quantities as one text."""
    return label("list.semicolon", language).join(quantity(item, language) for item in row["quantities"])


FIELDS = (
    Field("id", "id", _text("id"), 26),
    Field("name", "name", _text("name"), 42),
    Field("kind_label", "kind_l", _coded("kind", KINDS), 10),
    Field("stage_label", "stage_l", _coded("stage", STAGES), 10),
    Field("domain_label", "domain_l", _coded("domain", DOMAINS), 12),
    Field("sector_label", "sector_l", _coded("sector", SECTORS), 14),
    Field("districts", "districts", districts, 24),
    Field("regions_label", "regions_l", _regions, 24),
    Field("exactness_label", "exact_l", _coded("exactness", EXACTNESS), 18),
    Field("basis_label", "basis_l", _coded("basis", BASES), 16),
    Field("reason_label", "reason_l", _phrase("reason"), 20),
    Field("lon", "lon", _axis(0), 12, number=True),
    Field("lat", "lat", _axis(1), 12, number=True),
    Field("radius_km", "radius_km", _number("radius_km"), 10, number=True),
    Field("action", "action", _text("action"), 14),
    Field("quantities", "quantities", quantities, 24),
    Field("places", "places", _places, 24),
    Field("part_label", "part_l", _phrase("part"), 10),
    Field("section", "section", _text("section"), 8),
    Field("heading", "heading", _text("heading"), 24),
    Field("network", "network", _text("network"), 14),
    Field("start", "start", _number("start"), 8, number=True),
    Field("end", "end", _number("end"), 8, number=True),
    Field("clause", "clause", _text("clause"), 40),
    Field("report", "report", _text("report"), 16),
    Field("adcodes", "adcodes", _codes("adcodes"), 14),
    Field("kind", "kind", _text("kind"), 12),
    Field("stage", "stage", _text("stage"), 12),
    Field("domain", "domain", _text("domain"), 14),
    Field("sector", "sector", _text("sector"), 18),
    Field("regions", "regions", _codes("regions"), 16),
    Field("exactness", "exactness", _text("exactness"), 10),
    Field("basis", "basis", _text("basis"), 10),
    Field("reason", "reason", _text("reason"), 12),
    Field("iati", "iati", lambda row, _geometry, _language: EXACTNESS[row["exactness"]].iati, 8),
    Field("aiddata", "aiddata", lambda row, _geometry, _language: EXACTNESS[row["exactness"]].aiddata, 8),
)


def flat(content: Content) -> list[list[Value]]:
    """Return the rows of the flat table, cells in the order of :data:`FIELDS`."""
    return [
        [field.read(row, geometry, content.language) for field in FIELDS]
        for row, geometry in zip(content.rows, content.geometries, strict=True)
    ]
