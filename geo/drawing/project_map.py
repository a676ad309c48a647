"""One finished map in a rectangle of a sheet: land, projects, names, inset, scale, north, graticule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from geo.drawing.cartography import (
    HALO,
    OUTLINE,
    Base,
    Plate,
    draw_land,
    extent,
    name_districts,
    name_rivers,
    name_surroundings,
    visible_rivers,
)
from geo.drawing.label_placement import Board, within
from geo.drawing.map_frame import MapFrame, graticule, neat_line, north_arrow, scale_bar
from geo.drawing.map_items import Item, number_items
from geo.drawing.project_layer import ProjectLayer
from geo.drawing.sheet import ASCENT, DESCENT, INK, SOFT_INK, Box, Sheet
from geo.drawing.typography import MM_PER_POINT
from geo.labels import label

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from shapely.geometry.base import BaseGeometry

_INSET_FROM = 1_400_000  # scale from which the central districts are too small to hold their projects
_CORNERS = ("bottom right", "bottom left", "top right", "top left")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands on a finished map.

    Attributes
    ----------
    numbered : list of Item
        The items that carry a number instead of their name, in its order.
    visible : list of Item
        The items of which the frame shows anything.
    rivers : bool
        Whether any river is drawn.
    several : bool
        Whether any symbol stands for several projects.
    """

    numbered: list[Item]
    visible: list[Item]
    rivers: bool
    several: bool


def bounds(ground: Base, subject: Collection[str]) -> tuple[float, float, float, float]:
    """Return west, south, east, north (metres) of the subject, or of the city."""
    west, south, east, north = ground.polygon(subject or ground.districts).bounds
    return west, south, east, north


def draw_map(
    sheet: Sheet, box: Box, found: Sequence[Item], ground: Base, subject: Collection[str] = ()
) -> Drawn:
    """Draw a map in ``box`` (mm).

    Parameters
    ----------
    found : sequence of Item
        They are numbered in their order, those with a name on the map excepted.
    subject : collection of str
        Codes of the districts that the map is about; empty for the whole city.
    """
    frame = MapFrame.around(box, bounds(ground, subject))
    plate = Plate(sheet, frame, ground, Board(frame.box.inset(0.8)), subject)
    clear = frame.place(ground.polygon(subject or ground.districts))
    core = ground.regions["core"]
    inset = _inset_frame(frame, ground, clear) if _wants_inset(frame, subject, core) else None

    draw_land(plate)
    graticule(sheet, frame)
    if inset is not None:
        plate.board.take(inset.box.inset(-1))
    courses = [river.line for river in visible_rivers(frame, ground)]
    courses += [item.geometry for item in found if item.form == "line"]
    _furniture(plate, clear, shapely.union_all([plate.shape(line) for line in courses]))
    if inset is None:
        layers = [ProjectLayer(plate, found, found)]
        numbered = _fill(plate, layers[0])
    else:
        layers, numbered = _fill_both(plate, inset, found)
    in_key = [item for item in found if item in numbered]
    number_items(in_key)
    layers[0].draw()
    with sheet.raised():
        for layer in layers[1:]:
            layer.draw()
    neat_line(sheet, frame)
    visible = [item for item in found if any(layer.shows(item) for layer in layers)]
    several = any(item.form == "site" and len(item.projects) > 1 for item in visible)
    return Drawn(in_key, visible, bool(visible_rivers(frame, ground)), several)


def _fill(plate: Plate, layer: ProjectLayer, *, omit: Collection[str] = (), size: float = 7.5) -> set[Item]:
    """Find room for symbols, then names of districts, then of projects; return what needs a number."""
    layer.place_symbols()
    plate.board.keep_clear(plate.shape(river.line) for river in visible_rivers(plate.frame, plate.ground))
    name_districts(plate, omit=omit, size=size)
    numbered = set(layer.place_names())
    name_rivers(plate)
    if not plate.subject:
        name_surroundings(plate)
    return numbered


def _fill_both(plate: Plate, inset: MapFrame, found: Sequence[Item]) -> tuple[list[ProjectLayer], set[Item]]:
    """Fill map and inset: what lies in the central districts altogether is the inset's."""
    core = plate.ground.regions["core"]
    reach = plate.ground.polygon(core).buffer(100)  # borders are shared
    inner = [item for item in found if reach.covers(item.geometry)]
    outer = [item for item in found if item not in inner]
    extents = [item for item in found if item.form != "site"]  # shown on both
    _point_to_inset(plate, core)
    layer = ProjectLayer(plate, [item for item in found if item in outer or item in extents], outer)
    numbered = _fill(plate, layer, omit=core)
    with plate.sheet.raised():
        detail = Plate(plate.sheet, inset, plate.ground, Board(inset.box.inset(0.5)), core)
        _inset_base(detail)
        close_up = ProjectLayer(detail, [item for item in found if item in inner or item in extents], inner)
        numbered |= _fill(detail, close_up, size=6.6)
    return [layer, close_up], numbered


def _wants_inset(frame: MapFrame, subject: Collection[str], core: Collection[str]) -> bool:
    return frame.scale > _INSET_FROM and (not subject or set(core) <= set(subject))


def _inset_frame(frame: MapFrame, ground: Base, clear: BaseGeometry) -> MapFrame | None:
    """Return the largest inset of the central districts that fits beside the subject, or None."""
    shown = bounds(ground, ground.regions["core"])
    slim = (shown[2] - shown[0]) / (shown[3] - shown[1])
    for share in range(48, 26, -2):
        high = frame.box.height * share / 100
        for corner in ("top left", "bottom right", "top right", "bottom left"):
            box = _corner(frame.box, corner, high * slim, high)
            if not clear.intersects(shapely.box(*box.inset(-0.5))):
                return MapFrame.around(box, shown, margin=2)
    return None


def _inset_base(plate: Plate) -> None:
    sheet, box = plate.sheet, plate.frame.box
    draw_land(plate)
    size = 7.5 * sheet.unit
    title = label("figure.inset", sheet.language)
    wide, high = extent(title, size, "serif")
    at = Box(box.left + 1.5, box.top - 1.5 - high, box.left + 1.5 + wide, box.top - 1.5)
    plate.board.take(at)
    sheet.text(at.left, at.bottom + DESCENT * size * MM_PER_POINT, title, size, face="serif", halo=HALO, z=7)
    plate.board.take(
        scale_bar(sheet, plate.frame, (box.left + 2.5, box.bottom + 2), box.width * 0.25, ratio=False)
    )
    sheet.rectangle(box, edge=INK, weight=0.7, z=8)


def _point_to_inset(plate: Plate, core: Collection[str]) -> None:
    """Mark the central districts on the main map and say that the inset shows them."""
    sheet = plate.sheet
    polygon = plate.frame.place(plate.ground.polygon(core))
    sheet.shape(polygon.boundary, edge=OUTLINE, weight=0.9, z=2.15)
    size = 7 * sheet.unit
    em = size * MM_PER_POINT
    words = [label("figure.inset", sheet.language), label("figure.see-inset", sheet.language)]
    wide = max(extent(word, size, "serif")[0] for word in words)
    box = plate.board.place(within(polygon, wide, (ASCENT + DESCENT + 1.2) * em))
    if box is None:
        return
    for row, (word, points) in enumerate(zip(words, (size, size * 0.85), strict=True)):
        baseline = box.top - (ASCENT + 1.2 * row) * em
        middle = (box.left + box.right) / 2
        sheet.text(middle, baseline, word, points, ha="center", face="serif", colour=SOFT_INK, halo=HALO, z=5)


def _furniture(plate: Plate, clear: BaseGeometry, lines: BaseGeometry) -> None:
    """Draw scale bar and north arrow in the corners where they hide least of the subject, then of lines."""
    sheet, frame, board = plate.sheet, plate.frame, plate.board
    longest = min(frame.box.width * 0.26, 45 * sheet.unit)
    bar = _free_corner(plate, (clear, lines), longest + 8, 11)
    board.take(scale_bar(sheet, frame, (bar.left + 2, bar.bottom + 5), longest))
    high = 9 * sheet.unit
    arrow = _free_corner(plate, (clear, lines), 8 * sheet.unit, high + 5, _CORNERS[::-1])
    board.take(north_arrow(sheet, frame, ((arrow.left + arrow.right) / 2, arrow.bottom + 0.5), high))


def _free_corner(
    plate: Plate,
    hidden: tuple[BaseGeometry, BaseGeometry],
    wide: float,
    high: float,
    corners: Sequence[str] = _CORNERS,
) -> Box:
    """Return the box in the free corner that hides least of an area, then of lines (mm)."""
    boxes = [_corner(plate.frame.box, corner, wide, high) for corner in corners]
    free = [box for box in boxes if plate.board.is_free(box)] or boxes
    area, lines = hidden

    def cost(box: Box) -> tuple[int, int]:
        covered = shapely.box(*box)
        return round(area.intersection(covered).area), round(lines.intersection(covered).length)

    return min(free, key=cost)


def _corner(frame: Box, corner: str, wide: float, high: float, margin: float = 2.4) -> Box:
    left = frame.left + margin if "left" in corner else frame.right - margin - wide
    bottom = frame.bottom + margin if "bottom" in corner else frame.top - margin - high
    return Box(left, bottom, left + wide, bottom + high)
