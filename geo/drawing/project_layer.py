"""The projects on a printed map: symbols, lines, shaded areas and their names or numbers.

Colour says the domain.  A filled disc is a known site, a hollow one only a known district, a dashed line
a schematic course, a tint an area.  The outer ring turns further the further along a project is; where
several projects share one place the ring shows their domains instead.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import shapely

from geo.drawing.cartography import HALO, Plate, largest_piece
from geo.drawing.label_placement import along, around, on, outwards, within
from geo.drawing.sheet import ASCENT, DESCENT, INK, PAPER, SOFT_INK, Box, Sheet
from geo.drawing.typography import MM_PER_POINT, printable, width, wrap
from geo.taxonomy import DOMAINS, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.drawing.map_items import Item

SHADE = "#75582c"
RADIUS = 1.75  # mm, of a symbol with its ring
_RING = 0.42  # mm
_NAME_SIZE, _NUMBER_SIZE = 5.8, 5.4  # points
_LINE_ROOM, _LONGEST_NAME = 9.5, 18  # characters of a label's line, of a label
_LEADING = 1.18  # line pitch of a label, in ems
_FARTHEST = 9.0  # mm that a symbol may be led away from its place


@dataclass(slots=True)
class _Mark:
    """An item's symbol or tag, and its name where that stands on the map."""

    item: Item
    box: Box | None = None
    place: tuple[float, float] | None = None
    label: list[str] = field(default_factory=list)
    label_box: Box | None = None


class ProjectLayer:
    """Items on one map.

    Parameters
    ----------
    plate : Plate
    found : sequence of Item
        What is drawn.
    named : sequence of Item
        Lines and areas among them that get their name or number here; sites always do.
    """

    def __init__(self, plate: Plate, found: Sequence[Item], named: Sequence[Item]) -> None:
        self.plate, self.unit = plate, plate.sheet.unit
        self.items = list(found)
        self._shapes = {item: plate.shape(self._extent(item)) for item in found}
        self._named = set(named)
        self._marks: list[_Mark] = []

    def _extent(self, item: Item) -> BaseGeometry:
        """Return where an item is shown: of an area only what lies in the map's subject, if anything does."""
        if item.form != "area" or not self.plate.subject:
            return item.geometry
        part = item.geometry.intersection(self.plate.ground.polygon(self.plate.subject))
        return item.geometry if part.area == 0 else part

    def shows(self, item: Item) -> bool:
        """Tell whether anything of an item lies in the frame."""
        return item in self._shapes and not self._shapes[item].is_empty

    def place_symbols(self) -> None:
        """Find room for the symbols of sites.

        Those in each other's way move aside on a leader; where even that leaves no room, a site joins
        the symbol next to it.
        """
        half = RADIUS * self.unit
        self.plate.board.keep_clear(self._shapes[item] for item in self.items if item.form == "line")
        for item in self.items:
            shape = self._shapes[item]
            if item.form != "site" or shape.is_empty:
                continue
            point = _at(shape)
            box = self.plate.board.place(outwards(*point, half, _FARTHEST * self.unit))
            if box is None and self._marks:
                nearest = min(self._marks, key=lambda mark: math.dist(mark.place or point, point))
                nearest.item.projects += item.projects
                item.projects = []
            else:
                self._marks.append(_Mark(item, box or Box(*shape.buffer(half).bounds), point))

    def place_names(self) -> list[Item]:
        """Find room for names, else for numbers; return the items that need a number."""
        for mark in self._marks:
            if len(mark.item.projects) == 1 and mark.box:
                x, y = _middle(mark.box)
                self._name(mark, lambda w, h, x=x, y=y: around(x, y, RADIUS * self.unit + 0.4, w, h))
        for item in self.items:
            shape = largest_piece(self._shapes[item])
            if item.form != "site" and item in self._named and shape is not None:
                self._marks.append(self._tagged(item, shape))
        return [mark.item for mark in self._marks if not mark.label]

    def _tagged(self, item: Item, shape: BaseGeometry) -> _Mark:
        mark, half = _Mark(item), 1.45 * self.unit
        if item.form == "line":
            if len(item.projects) == 1:
                self._name(mark, lambda w, h: along(shape, w, h, 0.9))
            tags = on(shape, half)
        else:
            tags = within(shape, 2 * half, 2 * half)
        if not mark.label:
            point = shapely.point_on_surface(shape)
            x, y = _at(point)
            box = self.plate.board.place(tags) or self.plate.board.place(outwards(x, y, half, 4 * _FARTHEST))
            mark.box = box or Box(*point.buffer(half).bounds)
        return mark

    def _name(self, mark: _Mark, places: Any) -> None:  # noqa: ANN401 - width, height -> boxes
        size = _NAME_SIZE * self.unit
        name = printable(mark.item.projects[0]["name"])
        if not 0 < len(name) <= _LONGEST_NAME:
            return
        em = size * MM_PER_POINT
        lines = wrap(name, _LINE_ROOM * em, size)
        if len(lines) > 1:  # of about the same length
            lines = wrap(name, (width(name, size) / len(lines)) + 1.2 * em, size)
        high = (ASCENT + DESCENT + _LEADING * (len(lines) - 1)) * em
        box = self.plate.board.place_name(places(max(width(line, size) for line in lines), high))
        if box is not None:
            mark.label, mark.label_box = lines, box

    def draw(self) -> None:
        """Draw everything that was placed, and the lines and areas under it."""
        sheet = self.plate.sheet
        areas = [self._shapes[item] for item in self.items if item.form == "area"]
        shade(sheet, areas)
        for item in self.items:
            self._draw_line(sheet, item)
        for mark in self._marks:
            self._draw_mark(sheet, mark)
            self._draw_name(sheet, mark)

    def _draw_line(self, sheet: Sheet, item: Item) -> None:
        shape, colour = self._shapes[item], colour_of(item)
        if item.form == "line":
            sheet.shape(shape, edge=PAPER, weight=2.4 * self.unit, alpha=0.8, z=2.9)
            sheet.shape(shape, edge=colour, weight=1.15 * self.unit, dashes=(3.2, 1.3), z=3)

    def _draw_mark(self, sheet: Sheet, mark: _Mark) -> None:
        if mark.box is None:
            return
        x, y = _middle(mark.box)
        if mark.item.form == "site":
            if mark.place and shapely.Point(mark.place).distance(shapely.Point(x, y)) > 0.05:
                sheet.line([mark.place, (x, y)], INK, 0.4 * self.unit, z=5.5)
                sheet.disc(*mark.place, 0.4 * self.unit, fill=INK, z=5.6)
            site_symbol(sheet, x, y, mark.item, self.unit)
        else:
            tag(sheet, x, y, mark.item, self.unit)

    def _draw_name(self, sheet: Sheet, mark: _Mark) -> None:
        if mark.label_box is None:
            return
        size = _NAME_SIZE * self.unit
        em = size * MM_PER_POINT
        left, _, right, top = mark.label_box
        on_left = mark.box is not None and _middle(mark.box)[0] > right
        for row, line in enumerate(mark.label):
            baseline = top - (ASCENT + _LEADING * row) * em
            x, ha = (right, "right") if on_left else (left, "left")
            sheet.text(x, baseline, line, size, colour=colour_of(mark.item), ha=ha, halo=HALO, z=5)


def site_symbol(sheet: Sheet, x: float, y: float, item: Item, unit: float = 1) -> None:
    """Draw the symbol of a site: its number, or the glyph of its domain where its name stands beside it."""
    radius, colour = RADIUS * unit, colour_of(item)
    filled = item.is_exact
    single = len(item.projects) == 1
    sheet.disc(x, y, radius + 0.12, fill=PAPER, z=6)
    if single:
        stage_ring(sheet, x, y, radius, item.projects[0]["stage"], colour=colour)
        inner = radius - _RING * 1.5
        sheet.disc(x, y, inner, fill=colour if filled else PAPER, edge=colour, weight=0.6 * unit, z=6.1)
    else:
        colour = INK
        for share, domain in _shares(item.projects):
            sheet.ring((x, y), radius, _RING * 1.5 * unit, share, colour=DOMAINS[domain].colour, z=6.1)
    words = str(item.number) if item.number else DOMAINS[item.projects[0]["domain"]].glyph
    ink = PAPER if filled and single else colour
    shrink = 1.0 if item.number < 100 and item.number else 0.8 if item.number else 0.92
    _centred(sheet, x, y, words, _NUMBER_SIZE * unit * shrink, colour=ink)


def shade(sheet: Sheet, polygons: Sequence[BaseGeometry]) -> None:
    """Shade areas in one tone, deeper where more of them lie on each other.

    One tone, because hues on each other would read as a further meaning.
    """
    depth = _deepest(polygons)
    for polygon in polygons:
        sheet.shape(polygon, fill=SHADE, alpha=min(0.07, 0.24 / depth), z=1.4)


def _deepest(polygons: Sequence[BaseGeometry]) -> int:
    """Return about how many polygons lie on each other at most, at least 1."""
    middles = [polygon.representative_point() for polygon in polygons if not polygon.is_empty]
    return max((sum(polygon.intersects(middle) for polygon in polygons) for middle in middles), default=1)


def stage_ring(sheet: Sheet, x: float, y: float, radius: float, stage: str, *, colour: str) -> None:
    """Draw a ring whose turned part says how far along a project is."""
    share = (STAGES[stage].rank + 1) / len(STAGES)
    sheet.ring((x, y), radius, _RING, (0, 1), colour="#dcd7cd", z=6.05)
    sheet.ring((x, y), radius, _RING, (0, share), colour=colour, z=6.1)


def tag(sheet: Sheet, x: float, y: float, item: Item, unit: float = 1) -> None:
    """Draw the number of a line (a filled shield) or of an area (an open square)."""
    wide, high = 1.4 * unit, 1.15 * unit
    colour, line = colour_of(item), item.form == "line"
    box = shapely.box(x - wide, y - high, x + wide, y + high)
    shape = box.buffer(-0.35).buffer(0.35) if line else box
    sheet.shape(shape, fill=colour if line else PAPER, edge=PAPER if line else colour, weight=0.6, z=6)
    size = _NUMBER_SIZE * unit * (0.8 if item.number > 99 else 0.95)
    _centred(sheet, x, y, str(item.number), size, colour=PAPER if line else colour)


def _centred(sheet: Sheet, x: float, y: float, words: str, size: float, *, colour: str) -> None:
    # digits are 0.73 em high; a Chinese character's middle lies 0.38 em above the baseline
    rise = 0.365 if words.isascii() else 0.38
    sheet.text(x, y - rise * size * MM_PER_POINT, words, size, colour=colour, ha="center", z=6.5)


def _shares(projects: Sequence[dict[str, Any]]) -> Iterator[tuple[tuple[float, float], str]]:
    counts = Counter(project["domain"] for project in projects)
    start = 0.0
    for domain in DOMAINS:
        if counts[domain]:
            end = start + counts[domain] / len(projects)
            yield (start, end), domain
            start = end


def colour_of(item: Item) -> str:
    """Return the colour of the domain, or grey where the projects are of several."""
    domains = {project["domain"] for project in item.projects}
    return DOMAINS[domains.pop()].colour if len(domains) == 1 else SOFT_INK


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.bottom + box.top) / 2


def _at(point: BaseGeometry) -> tuple[float, float]:
    x, y = shapely.get_coordinates(point)[0]
    return float(x), float(y)
