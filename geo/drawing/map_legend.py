"""The legend of a printed map, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import shapely

from geo.drawing.cartography import RIVER
from geo.drawing.map_items import Item
from geo.drawing.project_layer import RADIUS, SHADE, site_symbol, stage_ring
from geo.drawing.sheet import PAPER, RULE, SOFT_INK, Box, Sheet
from geo.drawing.typography import MM_PER_POINT, shorten, width
from geo.labels import label
from geo.taxonomy import DOMAINS, EXACTNESS, STAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

Symbol = Callable[[Sheet, float, float], None]

_GREY = "#57544f"
_STRIP = 150  # mm from which the legend is one strip
_SLIM = 80  # mm below which its parts stand under each other
_PITCH = 3.75  # mm from one entry to the next
_SYMBOL, _COUNT, _AFTER = 4.6, 0.8, 2.0  # mm for a symbol, before its count, after it


class Entry(NamedTuple):
    """A line of the legend: how its symbol is drawn at a place, its text, its count."""

    symbol: Symbol
    text: str
    number: str


class _Part(NamedTuple):
    """A part of the legend: its title, its entries column by column, the widths these want in mm."""

    title: str
    columns: list[Sequence[Entry]]
    widths: list[float]

    @property
    def wants(self) -> float:
        """Width in mm at which nothing is set smaller."""
        return max(sum(self.widths), 1.0)


def draw_legend(
    sheet: Sheet, box: Box, rows: Sequence[dict[str, Any]], *, rivers: bool, several: bool
) -> float:
    """Draw the legend of a map with rivers and with symbols of several projects, or without.

    It stands at the top of ``box``, as a strip where that is wide; return where it ends (mm).
    """
    positions = _exactness(rows, sheet.language, rivers=rivers, several=several)
    return min(_draw_part(sheet, at, part) for at, part in _layout(sheet, box, rows, positions))


def legend_height(sheet: Sheet, wide: float, rows: Sequence[dict[str, Any]]) -> float:
    """Return how high (mm) a legend in ``wide`` mm is at most."""
    box = Box(0, 0, wide, sheet.box.height)
    positions = _exactness(rows, sheet.language, rivers=True, several=True)
    return box.top - min(_end(sheet, at, part) for at, part in _layout(sheet, box, rows, positions))


def _layout(
    sheet: Sheet, box: Box, rows: Sequence[dict[str, Any]], positions: Sequence[Entry]
) -> list[tuple[Box, _Part]]:
    """Return the parts of the legend and the box at whose top each stands."""
    language, unit = sheet.language, sheet.unit
    domains, stages = _domains(rows, language), _stages(rows, language)
    pair = [_part(sheet, "figure.stage", stages, 2), _part(sheet, "figure.exactness", positions, 2)]
    if box.width > _STRIP * unit:
        return _side_by_side(box, [_part(sheet, "figure.domain", domains, 3), *pair], 5 * unit)
    first = _fitting(sheet, "figure.domain", domains, 3, box.width)
    below = box._replace(top=_end(sheet, box, first) - 1.2 * unit)
    if box.width >= _SLIM * unit:
        return [(box, first), *_side_by_side(below, pair, 5 * unit)]
    second = _fitting(sheet, "figure.stage", stages, 3, box.width)
    third = _fitting(sheet, "figure.exactness", positions, 2, box.width)
    last = box._replace(top=_end(sheet, below, second) - 1.2 * unit)
    return [(box, first), (below, second), (last, third)]


def _side_by_side(box: Box, parts: Sequence[_Part], gap: float) -> list[tuple[Box, _Part]]:
    """Return boxes side by side, ``gap`` mm apart, that share a width in proportion to what parts want."""
    room, left, boxes = box.width - gap * (len(parts) - 1), box.left, []
    for part in parts:
        wide = room * part.wants / sum(part.wants for part in parts)
        boxes.append((box._replace(left=left, right=left + wide), part))
        left += wide + gap
    return boxes


def _size(sheet: Sheet) -> float:
    return (6.2 if sheet.language == "zh" else 5.6) * sheet.unit


def _part(sheet: Sheet, title: str, entries: Sequence[Entry], columns: int) -> _Part:
    depth = -(-len(entries) // columns)
    parts = [entries[start : start + depth] for start in range(0, len(entries), max(depth, 1))]
    aside = (_SYMBOL + _AFTER + _COUNT) * sheet.unit
    widths = [
        aside + max(width(entry.text, _size(sheet)) + width(entry.number, _size(sheet)) for entry in part)
        for part in parts
    ]
    return _Part(title, parts, widths)


def _fitting(sheet: Sheet, title: str, entries: Sequence[Entry], most: int, room: float) -> _Part:
    """Return a part in as many columns, at most ``most``, as stand in ``room`` mm."""
    tried = [_part(sheet, title, entries, columns) for columns in range(most, 0, -1)]
    return next((part for part in tried if part.wants <= room), tried[-1])


def _draw_part(sheet: Sheet, box: Box, part: _Part) -> float:
    """Draw a part at the top of ``box`` and return where it ends; where it wants more room, type shrinks."""
    unit, size, pitch = sheet.unit, _size(sheet), _PITCH * sheet.unit
    sheet.text(box.left, box.top - 2.6 * unit, label(part.title, sheet.language), 7.2 * unit, face="serif")
    top = box.top - 3.7 * unit
    sheet.line([(box.left, top), (box.right, top)], RULE, 0.5)
    x, squeeze = box.left, min(1.0, box.width / part.wants)
    spare = max(0.0, box.width - part.wants) / max(len(part.widths), 1)
    for entries, wanted in zip(part.columns, part.widths, strict=True):
        wide = wanted * squeeze
        for row, entry in enumerate(entries):
            y = top - pitch * (row + 0.72)
            entry.symbol(sheet, x + 2 * unit, y)
            room = wide - (_SYMBOL + _AFTER + _COUNT) * unit - width(entry.number, size)
            set_in = size * max(0.72, min(1.0, room / width(entry.text, size)))
            text = shorten(entry.text, room + 0.01, set_in)
            baseline = y - 0.36 * size * MM_PER_POINT
            sheet.text(x + _SYMBOL * unit, baseline, text, set_in)
            end = x + (_SYMBOL + _COUNT) * unit + width(text, set_in)
            sheet.text(end, baseline, entry.number, size * 0.92, colour=SOFT_INK)
        x += wide + spare
    return _end(sheet, box, part)


def _end(sheet: Sheet, box: Box, part: _Part) -> float:
    """Return where a part at the top of ``box`` ends (mm)."""
    depth = max((len(entries) for entries in part.columns), default=0)
    return box.top - (3.7 + _PITCH * depth + 1.2) * sheet.unit


def _domains(rows: Sequence[dict[str, Any]], language: str) -> list[Entry]:
    counts = Counter(row["domain"] for row in rows)
    return [
        Entry(_sample(code), domain.label(language), str(counts[code]))
        for code, domain in DOMAINS.items()
        if counts[code]
    ]


def _stages(rows: Sequence[dict[str, Any]], language: str) -> list[Entry]:
    counts = Counter(row["stage"] for row in rows)
    return [
        Entry(_ring(code), stage.label(language), str(counts[code]))
        for code, stage in STAGES.items()
        if counts[code]
    ]


def _exactness(rows: Sequence[dict[str, Any]], language: str, *, rivers: bool, several: bool) -> list[Entry]:
    counts = Counter(row["exactness"] for row in rows)
    symbols: dict[str, Symbol] = {
        "exact": _known,
        "near": _known,
        "district": _somewhere,
        "line": _line,
        "area": _area,
    }
    entries = []
    for code, exactness in EXACTNESS.items():
        if not counts[code]:
            continue
        text, symbol = exactness.label(language), symbols.get(code, _nothing)
        if code in ("citywide", "outside", "unknown"):
            text = label("figure.aside", language, name=text)
        entries.append(Entry(symbol, text, str(counts[code])))
    if several:
        entries.append(Entry(_several, label("figure.several", language), ""))
    if rivers:
        entries.append(Entry(_river, label("figure.river", language), ""))
    return entries


def _sample(domain: str) -> Symbol:
    item = Item("site", shapely.Point(), [{"domain": domain, "exactness": "exact", "stage": "completed"}])
    return lambda sheet, x, y: site_symbol(sheet, x, y, item, sheet.unit)


def _ring(stage: str) -> Symbol:
    return lambda sheet, x, y: stage_ring(sheet, x, y, RADIUS * sheet.unit, stage, colour=_GREY)


def _several(sheet: Sheet, x: float, y: float) -> None:
    projects = [
        {"domain": domain, "exactness": "district", "stage": "ongoing"}
        for domain in ("transport", "industry", "opening")
    ]
    site_symbol(sheet, x, y, Item("site", shapely.Point(), projects, 8), sheet.unit)


def _known(sheet: Sheet, x: float, y: float) -> None:
    sheet.disc(x, y, 1.4 * sheet.unit, fill=_GREY, edge=_GREY, weight=0.8)


def _somewhere(sheet: Sheet, x: float, y: float) -> None:
    sheet.disc(x, y, 1.4 * sheet.unit, fill=PAPER, edge=_GREY, weight=0.8)


def _line(sheet: Sheet, x: float, y: float) -> None:
    sheet.line([(x - 1.9, y), (x + 1.9, y)], _GREY, 1.15, dashes=(3.2, 1.3), z=6)


def _area(sheet: Sheet, x: float, y: float) -> None:
    box = shapely.box(x - 1.9, y - 1.2, x + 1.9, y + 1.2)
    sheet.shape(box, fill=SHADE, alpha=0.13, z=6)
    sheet.shape(shapely.box(x, y - 1.2, x + 1.9, y + 1.2), fill=SHADE, alpha=0.2, z=6)


def _river(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(
        [(x - 1.9, y - 0.5), (x - 0.6, y + 0.4), (x + 0.6, y - 0.4), (x + 1.9, y + 0.5)], RIVER, 1.6, z=6
    )


def _nothing(sheet: Sheet, x: float, y: float) -> None:
    sheet.line([(x - 0.9, y), (x + 0.9, y)], RULE, 0.8, z=6)
