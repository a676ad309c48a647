"""The base of a printed map: districts of a year, schematic rivers, names, provinces around.

All geometry is projected once a year of boundaries (metres, :data:`geo.drawing.map_frame.CRS`) and shared
by every map drawn in the process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import chain, product
from typing import TYPE_CHECKING

import shapely

import gazetteer
from gazetteer import boundaries
from geo.drawing.label_placement import Board, along, around, within
from geo.drawing.map_frame import MapFrame, project
from geo.drawing.rivers import River, along_borders, through_towns
from geo.drawing.sheet import ASCENT, DESCENT, INK, SOFT_INK, Box, Sheet
from geo.drawing.typography import MM_PER_POINT, Face, width
from geo.place_labels import district_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from gazetteer.places import Place

SURROUNDINGS = "#f1efea"
ASIDE = "#f7f6f3"  # districts that are not the subject of the map
TINTS = {"metro": "#fbf3e4", "core": "#f8e9d2", "northeast": "#edf3e6", "southeast": "#eaf0f3"}
HALO = "#fdfbf7"
BORDER, OUTLINE = "#a79f92", "#6f675a"
RIVER, RIVER_INK = "#9cc3dc", "#3f7ca3"
_MAIN_RIVER, _GREAT_RIVER = 60_000, 400_000  # metres: drawn on every map, drawn broad

# Denominators: on larger scales a schematic course would lie visibly beside the real one, and only
# what runs along borders is drawn.
_RIVERS_FROM, _MAIN_RIVERS_FROM = 300_000, 1_200_000

_BESIDE = (2.0, 3.0, 4.0, 5.0, 6.0, 7.5, 9.0)  # mm from the middle of a district to a name outside it

# Where the name of a province reads well beside Chongqing: longitude, latitude in degrees.
_AROUND = (
    ("四川省", "SICHUAN", 105.75, 30.95),
    ("四川省", "SICHUAN", 105.45, 29.05),
    ("陕西省", "SHAANXI", 109.0, 32.25),
    ("湖北省", "HUBEI", 109.75, 30.25),
    ("湖南省", "HUNAN", 109.65, 28.75),
    ("贵州省", "GUIZHOU", 107.4, 28.55),
)


@dataclass(frozen=True, slots=True)
class Base:
    """What lies under the projects of a year; polygons and lines in metres."""

    districts: Mapping[str, BaseGeometry]
    places: Mapping[str, Place]
    regions: Mapping[str, frozenset[str]]
    borders: BaseGeometry
    rivers: tuple[River, ...]
    border_rivers: tuple[River, ...]
    _unions: dict[frozenset[str], BaseGeometry] = field(default_factory=dict)

    def polygon(self, adcodes: Iterable[str]) -> BaseGeometry:
        """Return the union of districts; codes of other years are left out."""
        codes = frozenset(code for code in adcodes if code in self.districts)
        if codes not in self._unions:
            self._unions[codes] = shapely.union_all([self.districts[code] for code in sorted(codes)])
        return self._unions[codes]

    def region(self, adcodes: Iterable[str]) -> str | None:
        """Return the code of the part of the city that is just these districts, or None."""
        codes = set(adcodes)
        return next((code for code, members in self.regions.items() if members == codes), None)

    def name(self, adcode: str, language: str, *, short: bool = False) -> str:
        """Return a district's name."""
        return district_name(self.places[adcode], language, short=short)


@dataclass(frozen=True, slots=True)
class Plate:
    """A map being drawn.

    Attributes
    ----------
    sheet : Sheet
    frame : MapFrame
    ground : Base
    board : Board
        What is still free for names and symbols.
    subject : collection of str
        Codes of the districts that the map is about; empty for the whole city.
    """

    sheet: Sheet
    frame: MapFrame
    ground: Base
    board: Board
    subject: Collection[str] = ()

    def shape(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return what the frame shows of a geometry in metres, in mm of the sheet."""
        return self.frame.clip(self.frame.place(geometry))

    def set_name(
        self,
        name: str,
        size: float,
        places: Iterable[Box],
        *,
        colour: str,
        face: Face = "sans",
        crossing: bool = True,
    ) -> Box | None:
        """Set a name in the best of some places (mm) and return it, or None where there is none."""
        box = self.board.place_name(places, crossing=crossing)
        if box is not None:
            baseline = box.bottom + DESCENT * size * MM_PER_POINT
            self.sheet.text(box.left, baseline, name, size, colour=colour, face=face, halo=HALO, z=5)
        return box


@cache
def base(year: int) -> Base:
    """Return the base for a report of ``year``."""
    places = gazetteer.load(year)
    districts = {code: project(polygon) for code, polygon in boundaries.polygons(year).items()}
    return Base(
        districts=districts,
        places={place.adcodes[0]: place for place in places.districts()},
        regions={name: frozenset(places.region(name)) for name in TINTS},
        borders=shapely.line_merge(shapely.union_all([polygon.boundary for polygon in districts.values()])),
        rivers=through_towns(places),
        border_rivers=along_borders(districts),
    )


def draw_land(plate: Plate) -> None:
    """Draw surroundings, districts, rivers and borders; districts that are not the subject stand back."""
    sheet, frame, ground, subject = plate.sheet, plate.frame, plate.ground, plate.subject
    window, fine = frame.area(5), frame.scale / 1000 * 0.06  # half a stroke's width on paper, in metres
    shown = {c: shape.simplify(fine) for c, shape in ground.districts.items() if shape.intersects(window)}
    whole = frame.place(ground.polygon(ground.districts).simplify(fine))

    sheet.rectangle(frame.box, fill=SURROUNDINGS, z=0)
    for spread in (2.4, 1.6, 0.8):
        sheet.shape(frame.clip(whole.buffer(spread)), fill="#8f8676", alpha=0.07, z=0.2)
    sheet.shape(frame.clip(whole), fill=ASIDE, z=0.9)
    for code, shape in shown.items():
        if not subject or code in subject:
            sheet.shape(plate.shape(shape), fill=tint(ground, code), z=1)
    for river in visible_rivers(frame, ground):
        weight = 3.2 if river in ground.border_rivers else 1.9 if river.line.length > _GREAT_RIVER else 1.1
        sheet.shape(plate.shape(river.line), edge=RIVER, weight=weight, z=1.8)
    borders = plate.shape(ground.borders.simplify(fine))
    sheet.shape(borders, edge=BORDER, weight=0.45, dashes=(6, 1.6, 1.4, 1.6), z=2)
    if subject:
        chosen = shapely.union_all([shown[code] for code in subject if code in shown])
        sheet.shape(plate.shape(chosen.boundary), edge=OUTLINE, weight=0.9, z=2.1)
    sheet.shape(frame.clip(whole.boundary), edge=OUTLINE, weight=1.0, z=2.2)


def visible_rivers(frame: MapFrame, ground: Base) -> list[River]:
    """Return the rivers that a map of this scale shows, the longest first."""
    shortest = _MAIN_RIVER if frame.scale > _MAIN_RIVERS_FROM else 0
    window = frame.area(-4)
    rivers = ground.border_rivers if frame.scale < _RIVERS_FROM else ground.rivers
    shown = (r for r in rivers if r.line.length > shortest and r.line.intersects(window))
    return sorted(shown, key=lambda river: -river.line.length)


def tint(ground: Base, code: str) -> str:
    """Return the colour of a district: that of its part of the city."""
    return TINTS[next((name for name in ("core", *TINTS) if code in ground.regions[name]), "metro")]


def name_districts(plate: Plate, *, omit: Collection[str] = (), size: float = 7.5) -> None:
    """Set the names of districts where their polygons have room, in ``size`` points; else leave them out."""
    ground, language, window = plate.ground, plate.sheet.language, plate.frame.area()
    full = size * plate.sheet.unit * (1 if language == "zh" else 0.9)
    codes = [c for c, shape in ground.districts.items() if c not in omit and shape.intersects(window)]
    # small districts have the least choice
    for code in sorted(codes, key=lambda code: ground.districts[code].area):
        polygon = plate.shape(ground.districts[code])
        chief = not plate.subject or code in plate.subject
        short = ground.name(code, language, short=True)
        names = dict.fromkeys((ground.name(code, language), short))
        forms = [(name, share, False) for share in (1.0, 0.85) for name in names]
        for crossing, (name, share, over) in product((False, True), [*forms, (short, 0.85, True)]):
            set_in = full * share * (1 if chief else 0.85)
            places = within(polygon, *extent(name, set_in), over=over and chief)
            if plate.set_name(name, set_in, places, colour=INK if chief else SOFT_INK, crossing=crossing):
                break
        else:
            if chief and not polygon.is_empty:
                _name_beside(plate, short, full * 0.85, polygon)


def _name_beside(plate: Plate, name: str, size: float, polygon: BaseGeometry) -> None:
    """Set the name of a polygon (mm) too full to hold it beside it, tied to its middle by a thin line."""
    x, y = shapely.get_coordinates(polygon.representative_point())[0]
    for set_in in (size, size * 0.85):
        places = chain.from_iterable(around(x, y, gap, *extent(name, set_in)) for gap in _BESIDE)
        if box := plate.set_name(name, set_in, places, colour=INK):
            break
    if box is not None:
        end = (min(max(x, box.left), box.right), min(max(y, box.bottom), box.top))
        plate.sheet.line([(x, y), end], INK, 0.45, z=4.9)
        plate.sheet.disc(x, y, 0.25, fill=INK, z=4.9)


def name_rivers(plate: Plate) -> None:
    """Set the names of rivers beside their courses, where there is room."""
    size = 6 * plate.sheet.unit
    for river in visible_rivers(plate.frame, plate.ground):
        longest, name = largest_piece(plate.shape(river.line)), river.label(plate.sheet.language)
        if longest is not None and name:
            places = along(longest, *extent(name, size, "serif"), 0.7)
            plate.set_name(name, size, places, colour=RIVER_INK, face="serif")


def name_surroundings(plate: Plate) -> None:
    """Set the names of the provinces around, where the frame shows them."""
    inside = plate.frame.place(plate.ground.polygon(plate.ground.districts)).buffer(1)
    chinese_map = plate.sheet.language == "zh"
    size = (9 if chinese_map else 7) * plate.sheet.unit
    for chinese, english, lon, lat in _AROUND:
        name = " ".join(chinese if chinese_map else english)
        wide, high = extent(name, size, "serif")
        x, y = shapely.get_coordinates(plate.frame.place(project(shapely.Point(lon, lat))))[0]
        box = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        if not inside.intersects(shapely.box(*box)):
            plate.set_name(name, size, [box], colour="#a39c8f", face="serif")


def extent(name: str, size: float, face: Face = "sans") -> tuple[float, float]:
    """Return width and height in mm of a name set in ``size`` points."""
    return width(name, size, face), (ASCENT + DESCENT) * size * MM_PER_POINT


def largest_piece(shape: BaseGeometry) -> BaseGeometry | None:
    """Return the longest line or widest polygon of a clipped geometry, or None where nothing is left."""
    merged = shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape
    parts = [part for part in shapely.get_parts(merged) if part.length > 0]
    return max(parts, key=lambda part: (part.area, part.length), default=None)
