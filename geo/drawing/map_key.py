"""The key to the numbers of a printed map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geo.drawing.project_layer import colour_of, tag
from geo.drawing.sheet import INK, PAPER, RULE, Box, Sheet
from geo.drawing.typography import MM_PER_POINT, Face, printable, shorten, width, wrap
from geo.labels import label
from geo.taxonomy import DOMAINS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.drawing.map_items import Item

_SIZES = (7.0, 6.6, 6.2, 5.8, 5.4, 5.0)  # points, tried from the largest
_SMALLEST_ASIDE = 5.8  # points: type is not made smaller than this for what the map does not show
_COLUMN = 7.6  # mm that a column is wide at least, a point of type
_LEADING, _TIGHT = 1.42, 1.3  # ems, and where nothing else makes room


class _Piece(NamedTuple):
    """Words on a row: where they start (mm from the row's left), the project whose bullet precedes them."""

    x: float
    text: str
    project: dict[str, Any] | None = None
    heading: bool = False


class _Row(NamedTuple):
    """A row; ``item`` where its badge stands here, ``named`` the projects named up to and with it."""

    item: Item | None
    pieces: list[_Piece]
    named: int


class _Type(NamedTuple):
    """How the key is set: points, mm between baselines, mm of a column, run in or a project a row."""

    size: float
    pitch: float
    room: float
    run_in: bool


def draw_key(
    sheet: Sheet,
    box: Box,
    found: Sequence[Item],
    headings: Mapping[int, str],
    aside: Sequence[dict[str, Any]] = (),
) -> None:
    """Set the key in columns, as large as fits: a project a row, or run in where there are many.

    What does not fit at the smallest size is counted in the last row.

    Parameters
    ----------
    found : sequence of Item
        In order of their numbers.
    headings : mapping of int to str
        Number of an item with several projects to the name of its place.
    aside : sequence of dict
        Projects that the map does not show; they are named below the key where there is room for all.
    """
    unit = sheet.unit
    if not (found or aside) or box.height < 10 * unit:
        return
    title = label("figure.key" if found else "figure.off-map", sheet.language)
    sheet.text(box.left, box.top - 2.6 * unit, title, 7.2 * unit, face="serif")
    top = box.top - 3.7 * unit
    sheet.line([(box.left, top), (box.right, top)], RULE, 0.5)
    area = box._replace(top=top - 0.6 * unit)
    for size, leading, run_in, with_aside in _tries():
        columns = max(1, int(area.width // (size * unit * _COLUMN)))
        pitch = size * unit * MM_PER_POINT * leading
        kind = _Type(size * unit, pitch, area.width / columns - 1.5 * unit, run_in)
        rows = _rows(found, headings, kind)
        if with_aside and aside:
            rows += _aside(aside, label("figure.off-map", sheet.language) if found else "", kind)
        depth = int(area.height // kind.pitch)
        if len(rows) <= depth * columns:
            break
    for place, row in enumerate(_cut(rows, depth * columns, sheet.language, kind.pitch)):
        x = area.left + area.width / columns * (place // depth)
        _draw_row(sheet, (x, area.top - kind.pitch * (place % depth + 0.55)), row, kind)


def _tries() -> Iterator[tuple[float, float, bool, bool]]:
    """Yield size, leading, whether run in and whether with what the map does not show: the best first."""
    for run_in in (False, True):
        yield from ((size, _LEADING, run_in, True) for size in _SIZES if size >= _SMALLEST_ASIDE)
    for run_in in (False, True):
        yield from ((size, _LEADING, run_in, False) for size in _SIZES)
    yield _SIZES[-1], _TIGHT, True, False


def extent(found: Sequence[Item], aside: Sequence[dict[str, Any]], unit: float) -> tuple[float, float]:
    """Return the width of a column and the height in mm of a key of one column at its largest."""
    rows = sum(len(item.projects) + (len(item.projects) > 1) for item in found)
    rows += len(aside) + bool(aside) + 2
    return _SIZES[0] * unit * _COLUMN, rows * _SIZES[0] * unit * MM_PER_POINT * _LEADING


def _aside(projects: Sequence[dict[str, Any]], heading: str, kind: _Type) -> list[_Row]:
    rows = [_Row(None, [_Piece(0, f"{heading} {len(projects)}", None, heading=True)], 0)] if heading else []
    for project in projects:
        name = f"– {printable(project['name'])}"
        rows.append(_Row(None, [_Piece(0.4 * kind.pitch, shorten(name, kind.room, kind.size))], 0))
    return rows


def _cut(rows: list[_Row], room: int, language: str, pitch: float) -> list[_Row]:
    if len(rows) <= room:
        return rows
    left = rows[-1].named - rows[room - 2].named
    more = _Piece(2 * pitch, label("figure.more", language, count=left))
    return [*rows[: room - 1], _Row(None, [more], rows[-1].named)]


def _rows(found: Sequence[Item], headings: Mapping[int, str], kind: _Type) -> list[_Row]:
    rows: list[_Row] = []
    named = 0
    for item in found:
        single = len(item.projects) == 1
        made = _single(item, kind) if single else _several(item, headings.get(item.number, ""), kind)
        rows += [row._replace(named=named + row.named) for row in made]
        named += len(item.projects)
    return rows


def _single(item: Item, kind: _Type) -> list[_Row]:
    start = 1.55 * kind.pitch
    lines = wrap(printable(item.projects[0]["name"]), kind.room - start, kind.size, lines=2)
    return [_Row(None if row else item, [_Piece(start, line)], 1) for row, line in enumerate(lines or [""])]


def _several(item: Item, heading: str, kind: _Type) -> list[_Row]:
    size, pitch = kind.size, kind.pitch
    start, bullet = 1.55 * pitch, 0.75 * pitch
    heading = shorten(heading, kind.room - start, size, "serif")
    rows = [_Row(item, [_Piece(start, heading, None, heading=True)], 0)]
    x = start + width(heading, size, "serif") + 0.5 * pitch
    for named, project in enumerate(item.projects, 1):
        lines = wrap(printable(project["name"]), kind.room - start - bullet, size, lines=2)
        for place, line in enumerate(lines or [""]):
            wide = width(line, size)
            if place or not kind.run_in or x + bullet + wide > kind.room:
                rows.append(_Row(None, [], named))
                x = start
            rows[-1].pieces.append(_Piece(x + bullet, line, None if place else project))
            rows[-1] = rows[-1]._replace(named=named)
            x += bullet + wide + 0.45 * pitch
    return rows


def _draw_row(sheet: Sheet, at: tuple[float, float], row: _Row, kind: _Type) -> None:
    (x, y), size, pitch = at, kind.size, kind.pitch
    if row.item is not None:
        draw_badge(sheet, (x + 0.72 * pitch, y), row.item, size, pitch)
    for piece in row.pieces:
        if piece.project is not None:
            colour = DOMAINS[piece.project["domain"]].colour
            fill = colour if piece.project["exactness"] in ("exact", "near") else PAPER
            sheet.disc(x + piece.x - 0.38 * pitch, y, 0.19 * pitch, fill=fill, edge=colour, weight=0.6)
        face: Face = "serif" if piece.heading else "sans"
        sheet.text(x + piece.x, y - 0.36 * size * MM_PER_POINT, piece.text, size, face=face, colour=INK)


def draw_badge(sheet: Sheet, at: tuple[float, float], item: Item, size: float, pitch: float) -> None:
    """Draw an item's number at ``at`` for a row of ``size`` points and ``pitch`` mm."""
    x, y = at
    if item.form != "site":
        tag(sheet, x, y, item, pitch / 2.9)
        return
    colour = colour_of(item)
    single = len(item.projects) == 1
    filled = single and item.is_exact
    weight = 0.7 if single else 1.1
    sheet.disc(x, y, 0.44 * pitch, fill=colour if filled else PAPER, edge=colour, weight=weight)
    small = size * (0.62 if item.number > 99 else 0.78)
    ink = PAPER if filled else colour if single else INK
    sheet.text(x, y - 0.365 * small * MM_PER_POINT, str(item.number), small, colour=ink, ha="center", z=6.5)
