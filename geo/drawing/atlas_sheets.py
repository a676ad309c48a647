"""The sheets of the atlas that carry a map: overview, a district, a domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.catalogue import as_records
from geo.drawing.book import MARGIN, Book, heading
from geo.drawing.composition import compose
from geo.drawing.map_items import Item, items
from geo.drawing.map_legend import draw_legend, legend_height
from geo.drawing.project_map import draw_map
from geo.drawing.project_table import BOTTOM, HEAD, ProjectTable, depth
from geo.drawing.sheet import SOFT_INK, Box, Sheet
from geo.labels import label
from geo.selection import Filter, select
from geo.taxonomy import DOMAINS, REGIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geopandas import GeoDataFrame

    from geo.drawing.cartography import Base

_LOWEST_MAP, _MAP, _HIGHEST_MAP = 90.0, 128.0, 178.0  # mm: to spare a page, with a further page, at most
_HEADING, _BELOW_MAP = 13.0, 4.0  # mm above a map, and between it and the legend
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
    records = as_records(own)
    policies = [row for row in records if row["kind"] == "region_policy"]
    others = [row for row in records if row["kind"] != "region_policy"]
    sections = {
        key: [row for row in others if row["exactness"] in forms] for key, forms in _DISTRICT_PARTS.items()
    }
    sections["policies"] = policies
    sheet = _start(book, f"district-{code}", name, len(records))
    numbers, below = _map(sheet, own, ground, (code,), depth(sections.values()))
    table = ProjectTable(book, sheet, below, head=name, numbers=numbers)
    if not records:
        table.words(label("atlas.nothing", language))
    for key, listed in sections.items():
        table.section(label(f"atlas.{key}", language), listed)


def domain_sheet(book: Book, rows: GeoDataFrame, domain: str, ground: Base) -> None:
    """Draw the map of a domain and list its projects on and off the map."""
    language = book.language
    name = DOMAINS[domain].label(language)
    own = select(rows, Filter(domains=(domain,)))
    records = as_records(own)
    sheet = _start(book, f"domain-{domain}", name, len(records))
    numbers, below = _map(sheet, own, ground, (), depth([records], with_districts=True) + HEAD)
    for row in records:
        known = [code for code in row["adcodes"] if code in ground.places]
        region = ground.region(known)
        names = [ground.name(code, language, short=True) for code in known]
        row["district_names"] = [REGIONS[region].label(language)] if region else names
    table = ProjectTable(book, sheet, below, head=name, numbers=numbers, with_districts=True)
    table.section(label("atlas.placed", language), [row for row in records if row["id"] in numbers])
    table.section(label("atlas.unplaced", language), [row for row in records if row["id"] not in numbers])


def _start(book: Book, mark: str, name: str, count: int) -> Sheet:
    sheet = book.new_page(name)
    book.mark(mark, name, level=1)
    heading(sheet, name, label("atlas.count", book.language, count=count))
    return sheet


def _map_height(sheet: Sheet, records: Sequence[dict[str, Any]], table: float) -> float:
    """Return the height of a map (mm) with which a table of that depth fills the page, if it can."""
    body = sheet.box.inset(MARGIN)
    legend = legend_height(sheet, body.width, records) if records else 6.0
    room = body.top - _HEADING - _BELOW_MAP - legend - table - BOTTOM - 1
    return min(room, _HIGHEST_MAP) if room >= _LOWEST_MAP else _MAP


def _map(
    sheet: Sheet, own: GeoDataFrame, ground: Base, subject: tuple[str, ...], table: float
) -> tuple[dict[str, Item], float]:
    """Draw map and legend above a table of some depth (mm); return items by project, and where they end."""
    records = as_records(own)
    high = _map_height(sheet, records, table)
    body = sheet.box.inset(MARGIN)
    top = body.top - _HEADING
    box = Box(body.left + 3.2, top - high + 3.2, body.right - 3.2, top - 3.2)
    drawn = draw_map(sheet, box, items(own, ground), ground, subject)
    words = label("figure.disclaimer", sheet.language)
    sheet.text(body.right, top + 1.2, words, 6, colour=SOFT_INK, ha="right")
    legend = body._replace(top=top - high - _BELOW_MAP)
    below = (
        draw_legend(sheet, legend, records, rivers=drawn.rivers, several=drawn.several)
        if records
        else legend.top - 6
    )
    return {row["id"]: item for item in drawn.visible for row in item.projects}, below
