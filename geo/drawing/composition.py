"""A sheet with all that belongs on it: title, map, legend, key and imprint."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gazetteer import boundaries
from geo.catalogue import as_records, year_of
from geo.drawing.cartography import Base, base
from geo.drawing.map_items import Item, items
from geo.drawing.map_key import draw_key, extent
from geo.drawing.map_legend import draw_legend
from geo.drawing.project_map import bounds, draw_map
from geo.drawing.sheet import INK, SOFT_INK, Box, Sheet
from geo.drawing.typography import printable, shorten, width
from geo.labels import label
from geo.selection import Filter, describe
from geo.taxonomy import REGIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geopandas import GeoDataFrame

_LONG_TITLE = 60  # characters
_PANEL, _SLIM_PANEL = 98, 68  # mm: width of legend and key, with much and with little to say
_LEGEND_HIGH, _STRIP_HIGH = 60, 34  # mm that a legend takes at most beside and below a map


def title_of(gdf: GeoDataFrame) -> str:
    """Return the title of the report that a catalogue was made from, as one line."""
    metadata = gdf.attrs.get("metadata", {})
    return printable(str(metadata.get("title") or metadata.get("report") or "")) or "—"


def subject_of(chosen: Filter | None, ground: Base) -> frozenset[str]:
    """Return the codes of the districts that a filter asks for; empty for the whole city."""
    if not chosen:
        return frozenset()
    names = {place.name: code for code, place in ground.places.items()}
    asked = {names[name] for name in chosen.districts if name in names}
    return frozenset(asked.union(*(ground.regions[region] for region in chosen.regions)))


def compose(
    sheet: Sheet,
    rows: GeoDataFrame,
    chosen: Filter | None,
    map_number: str = "",
    made: datetime | None = None,
) -> None:
    """Set title, map, legend, key and imprint on a sheet."""
    language, unit = sheet.language, sheet.unit
    ground = base(year_of(rows))
    found, records = items(rows, ground), as_records(rows)
    subject = subject_of(chosen, ground)
    whole = sheet.box.inset(9 * unit)
    imprint(sheet, whole, rows, map_number, made or datetime.now(UTC))
    body = whole._replace(top=whole.top - 14.5 * unit, bottom=whole.bottom + 7.5 * unit)
    unplaced = [row for row, shape in zip(records, rows.geometry, strict=True) if shape is None]
    map_box, panel = _split(body, bounds(ground, subject), extent(found, unplaced, unit), unit)
    drawn = draw_map(sheet, map_box, found, ground, subject)
    shown = {row["id"] for item in drawn.visible for row in item.projects}
    title = label("figure.title", language, place=_place(subject, ground, language), title=title_of(rows))
    counts = {"total": len(rows), "shown": len(shown)}
    subtitle = label("figure.subtitle", language, filter=describe(chosen, language), **counts)
    _headings(sheet, whole, title, printable(subtitle))
    end = draw_legend(sheet, panel, records, rivers=drawn.rivers, several=drawn.several)
    aside = [row for row in records if row["id"] not in shown]
    key = panel._replace(top=end - 1.5 * unit)
    draw_key(sheet, key, drawn.numbered, headings(drawn.numbered, ground, language), aside)


def headings(found: Sequence[Item], ground: Base, language: str) -> dict[int, str]:
    """Return the name of the place that several projects share, by number."""
    names = {}
    for item in found:
        first = item.projects[0]
        codes = [code for code in first["adcodes"] if code in ground.places]
        districts = [ground.name(code, language, short=len(codes) > 1) for code in codes]
        sites = {str(place.get("name") or "") for row in item.projects for place in row["places"][:1]}
        if item.form == "site" and item.is_exact and len(sites) == 1:
            names[item.number] = printable(sites.pop())
        elif item.form == "line" and len(districts) > 1:
            names[item.number] = f"{districts[0]} — {districts[-1]}"
        elif region := ground.region(first["adcodes"]):
            names[item.number] = REGIONS[region].label(language)
        else:
            names[item.number] = ("、" if language == "zh" else ", ").join(districts)
    return names


def _place(subject: Collection[str], ground: Base, language: str) -> str:
    """Return what a title calls the part of the city that is shown."""
    if not subject:
        return label("figure.city", language)
    if region := ground.region(subject):
        return REGIONS[region].label(language)
    names = [ground.name(code, language) for code in sorted(subject)]
    return names[0] if len(names) == 1 else label("figure.city", language)


def _split(
    body: Box, shown: tuple[float, float, float, float], key: tuple[float, float], unit: float
) -> tuple[Box, Box]:
    """Return the box of the map and that of the panel beside or below it.

    The panel is as small as its key lets; beside a long key the map is shaped like what it shows.
    """
    (column, length), rim = key, 3.2  # the frame's outer rule
    if body.width > body.height:
        columns = length / (body.height - _LEGEND_HIGH * unit)
        if columns < 2:
            wide = body.width - (max(column, _SLIM_PANEL * unit) if columns < 1 else _PANEL * unit)
        else:
            slim = (shown[2] - shown[0]) / (shown[3] - shown[1])
            wide = min(max(body.height * slim, body.width * 0.58), body.width - _PANEL * unit)
        box = Box(body.left + rim, body.bottom + rim, body.left + wide - rim, body.top - rim)
        return box, body._replace(left=body.left + wide + 4 * unit)
    rows = length / (body.width // column)
    high = body.height - min(max(_STRIP_HIGH * unit + rows, 0.2 * body.height), 96 * unit)
    box = Box(body.left + rim, body.top - high + rim, body.right - rim, body.top - rim)
    return box, body._replace(top=body.top - high - 3 * unit)


def _headings(sheet: Sheet, body: Box, title: str, subtitle: str) -> None:
    """Set title and subtitle."""
    unit = sheet.unit
    size = 19 * unit
    while width(title, size, "serif") > body.width and size > 9 * unit:
        size *= 0.95
    sheet.text(body.left, body.top - 6 * unit, shorten(title, body.width, size, "serif"), size, face="serif")
    small = 8.5 * unit
    while width(subtitle, small) > body.width and small > 6 * unit:
        small *= 0.95
    sheet.text(
        body.left, body.top - 11.6 * unit, shorten(subtitle, body.width, small), small, colour=SOFT_INK
    )


def imprint(sheet: Sheet, body: Box, rows: GeoDataFrame, map_number: str, made: datetime) -> None:
    """Set 审图号 and disclaimer at the lower left, sources, projection and date beside them."""
    language, unit = sheet.language, sheet.unit
    size = 6 * unit
    number = shorten(printable(map_number), body.width * 0.3, size * 1.15)
    disclaimer = label("figure.disclaimer", language)
    lead = f"{number} · {disclaimer}" if number else disclaimer
    sheet.text(body.left, body.bottom + 2.6 * unit, lead, size * 1.15, colour=INK)
    day = label("figure.date", language, date=made.astimezone().date().isoformat())  # the reader's own day
    right = f"{label('figure.projection', language)} · {day}"
    sheet.text(body.right, body.bottom + 2.6 * unit, right, size, colour=SOFT_INK, ha="right")
    source = sources(rows, language)
    sheet.text(body.left, body.bottom - 0.4 * unit, shorten(source, body.width, size), size, colour=SOFT_INK)


def sources(gdf: GeoDataFrame, language: str) -> str:
    """Return in one line what a map of a catalogue is made from."""
    key = "figure.source" if boundaries.layer(year_of(gdf)) == "tianditu" else "figure.source-amap"
    title = title_of(gdf)
    return label(key, language, title=title if len(title) <= _LONG_TITLE else title[:_LONG_TITLE] + "…")


def credits_of(gdf: GeoDataFrame) -> list[str]:
    """Return the sources of places that a catalogue names."""
    named = gdf.attrs.get("metadata", {}).get("credits")
    if isinstance(named, str):
        return [named]
    return [str(line) for line in named] if isinstance(named, list) else []
