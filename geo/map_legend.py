"""The legend of a printed map, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import shapely

from geo.cartography import RIVER
from geo.labels import label
from geo.map_items import Item
from geo.project_layer import RADIUS, SHADE, site_symbol, stage_ring
from geo.sheet import PAPER, RULE, SOFT_INK, Box, Sheet
from geo.taxonomy import DOMAINS, EXACTNESS, STAGES
from geo.typography import MM_PER_POINT, shorten, width

if TYPE_CHECKING:
    from collections.abc import Sequence

Symbol = Callable[[Sheet, float, float], None]

_GREY = "#57544f"
_STRIP = 150  # mm from which the legend is one strip


class Entry(NamedTuple):
    """A line of the legend: how its symbol is drawn at a place, its text, its count."""

    symbol: Symbol
    text: str
    number: str


def draw_legend(sheet: Sheet, box: Box, rows: Sequence[dict[str, Any]], *, rivers: bool) -> float:
    """Draw the legend at the top of ``box``, as a strip where it is wide; return where it ends (mm)."""
    language, unit = sheet.language, sheet.unit
    domains, stages = _domains(rows, language), _stages(rows, language)
    positions = _exactness(rows, language, rivers=rivers)
    if box.width > _STRIP * unit:
        first, second, third = _parts(box, (0.41, 0.22, 0.37), 4 * unit)
        return min(
            _section(sheet, first, "figure.domain", domains, 3),
            _section(sheet, second, "figure.stage", stages, 2),
            _section(sheet, third, "figure.exactness", positions, 2),
        )
    end = _section(sheet, box, "figure.domain", domains, 3)
    left, right = _parts(box._replace(top=end - 1.2 * unit), (0.42, 0.58), 3 * unit)
    return min(
        _section(sheet, left, "figure.stage", stages, 2),
        _section(sheet, right, "figure.exactness", positions, 2),
    )


def _parts(box: Box, shares: Sequence[float], gap: float) -> list[Box]:
    """Return boxes side by side that share a box's width, ``gap`` mm apart."""
    room, left, parts = box.width - gap * (len(shares) - 1), box.left, []
    for share in shares:
        parts.append(box._replace(left=left, right=left + room * share))
        left += room * share + gap
    return parts


def _section(sheet: Sheet, box: Box, title: str, entries: Sequence[Entry], columns: int) -> float:
    unit = sheet.unit
    size = (6.2 if sheet.language == "zh" else 5.6) * unit
    pitch = 3.75 * unit
    sheet.text(box.left, box.top - 2.6 * unit, label(title, sheet.language), 7.2 * unit, face="serif")
    top = box.top - 3.7 * unit
    sheet.line([(box.left, top), (box.right, top)], RULE, 0.5)
    depth = -(-len(entries) // columns)
    column = box.width / columns
    for place, entry in enumerate(entries):
        x = box.left + column * (place // depth)
        y = top - pitch * (place % depth + 0.72)
        entry.symbol(sheet, x + 2 * unit, y)
        room = column - 6.6 * unit - width(entry.number, size)
        set_in = size * max(0.72, min(1.0, room / width(entry.text, size)))
        text = shorten(entry.text, room, set_in)
        baseline = y - 0.36 * size * MM_PER_POINT
        sheet.text(x + 4.6 * unit, baseline, text, set_in)
        end = x + 5.4 * unit + width(text, set_in)
        sheet.text(end, baseline, entry.number, size * 0.92, colour=SOFT_INK)
    return top - pitch * depth - 1.2 * unit


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


def _exactness(rows: Sequence[dict[str, Any]], language: str, *, rivers: bool) -> list[Entry]:
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
    if any(row["exactness"] in ("exact", "near", "district") for row in rows):
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
