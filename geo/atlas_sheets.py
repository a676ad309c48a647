"""The sheets of the atlas that carry a map: overview, a district, a domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.book import MARGIN, Book, heading
from geo.catalogue import as_records
from geo.figure import compose
from geo.labels import label
from geo.map_items import Item, items
from geo.map_legend import draw_legend
from geo.project_map import draw_map
from geo.project_table import ProjectTable
from geo.selection import Filter, select
from geo.sheet import SOFT_INK, Box, Sheet
from geo.taxonomy import DOMAINS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geopandas import GeoDataFrame

    from geo.cartography import Base

_MAP_HIGH = 128.0  # mm
_DISTRICT_PARTS = {
    "sites": ("exact", "near", "district"),
    "lines": ("line",),
    "areas": ("area",),
    "unplaced": ("citywide", "outside", "unknown"),
}
"""Part of a district's sheet to the exactness of what stands in it."""


def overview(book: Book, rows: GeoDataFrame, chosen: Filter | None, map_number: str) -> None:
    """Draw the whole selection on one sheet."""
    sheet = book.new_page()
    title = label("atlas.overview", book.language)
    book.mark("overview", title)
    compose(sheet, rows, chosen, map_number)


def district_sheet(book: Book, rows: GeoDataFrame, code: str, ground: Base) -> None:
    """Draw a district's map and list its projects, lines, areas, roles and what has no position."""
    language = book.language
    name = ground.name(code, language)
    own = select(rows, Filter(districts=(ground.places[code].name,)))
    sheet = book.new_page(name)
    book.mark(f"district-{code}", name, level=1)
    found = items(own, ground)
    records = as_records(own)
    heading(sheet, name, label("atlas.count", language, count=len(records)))
    numbers, below = _map(sheet, found, records, ground, subject=(code,))
    table = ProjectTable(book, sheet, below, head=name, numbers=numbers)
    if not records:
        table.words(label("atlas.nothing", language))
    policies = [row for row in records if row["kind"] == "region_policy"]
    others = [row for row in records if row["kind"] != "region_policy"]
    for key, forms in _DISTRICT_PARTS.items():
        table.section(label(f"atlas.{key}", language), [row for row in others if row["exactness"] in forms])
    table.section(label("atlas.policies", language), policies)


def domain_sheet(book: Book, rows: GeoDataFrame, domain: str, ground: Base) -> None:
    """Draw the map of a domain and list its projects on and off the map."""
    language = book.language
    name = DOMAINS[domain].label(language)
    own = select(rows, Filter(domains=(domain,)))
    sheet = book.new_page(name)
    book.mark(f"domain-{domain}", name, level=1)
    found = items(own, ground)
    records = as_records(own)
    heading(sheet, name, label("atlas.count", language, count=len(records)))
    numbers, below = _map(sheet, found, records, ground)
    for row in records:
        known = [code for code in row["adcodes"] if code in ground.places]
        row["district_names"] = [ground.name(code, language, short=True) for code in known]
    table = ProjectTable(book, sheet, below, head=name, numbers=numbers, with_districts=True)
    table.section(label("atlas.placed", language), [row for row in records if row["id"] in numbers])
    table.section(label("atlas.unplaced", language), [row for row in records if row["id"] not in numbers])


def _map(
    sheet: Sheet,
    found: Sequence[Item],
    records: Sequence[dict[str, Any]],
    ground: Base,
    subject: tuple[str, ...] = (),
) -> tuple[dict[str, Item], float]:
    """Draw map and legend; return the item of each project on it, and where they end (mm)."""
    body = sheet.box.inset(MARGIN)
    top = body.top - 13
    box = Box(body.left + 3.2, top - _MAP_HIGH + 3.2, body.right - 3.2, top - 3.2)
    drawn = draw_map(sheet, box, found, ground, subject)
    sheet.text(body.right, top - _MAP_HIGH - 2.6, label("figure.disclaimer", sheet.language), 5.8,
               colour=SOFT_INK, ha="right")  # fmt: skip
    legend = body._replace(top=top - _MAP_HIGH - 2.5)
    below = draw_legend(sheet, legend, records, rivers=drawn.rivers) if records else legend.top - 6
    return {row["id"]: item for item in drawn.visible for row in item.projects}, below
