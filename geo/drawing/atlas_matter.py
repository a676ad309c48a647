"""The pages of the atlas around its sheets: cover, contents, index, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.catalogue import as_records
from geo.drawing.book import MARGIN, Book, heading
from geo.drawing.cartography import BORDER, OUTLINE, RIVER, Base, tint
from geo.drawing.composition import credits_of, sources, title_of
from geo.drawing.map_frame import MapFrame
from geo.drawing.project_map import bounds
from geo.drawing.sheet import INK, RULE, SOFT_INK, Box, Sheet
from geo.drawing.typography import Face, printable, shorten, width, wrap
from geo.labels import label
from geo.taxonomy import DOMAINS, EXACTNESS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geopandas import GeoDataFrame

FRONT = 2
"""Pages of front matter: cover and contents."""

_INDEX_PITCH, _INDEX_ROWS = 4.1, 60
_CONTENTS_PITCH, _CONTENTS_ROWS = 6.2, 40
_MOST_PAGES = 9  # of districts in an entry of the index: more would leave its name no room
_COLUMN = 98.0  # mm from one column of a list to the next


def cover(book: Book, rows: GeoDataFrame, ground: Base, subtitle: str, map_number: str) -> None:
    """Draw the title page: name, report, filter, the city as an emblem, disclaimer."""
    sheet, language = book.new_page(), book.language
    book.mark("cover", label("atlas.cover", language))
    body = sheet.box.inset(22)
    sheet.line([(body.left, body.top), (body.right, body.top)], INK, 1.4)
    y = body.top - 20
    lines = (
        (label("atlas.title", language), 34.0, INK),
        (title_of(rows), 17.0, INK),
        (subtitle, 9.5, SOFT_INK),
    )
    for text, size, colour in lines:
        for line in wrap(printable(text), body.width, size, "serif", lines=2):
            sheet.text(body.left, y, line, size, colour=colour, face="serif")
            y -= size * 0.5
        y -= 3
    _emblem(sheet, Box(body.left, body.bottom + 18, body.right, y), ground)
    sheet.line([(body.left, body.bottom + 8), (body.right, body.bottom + 8)], INK, 0.6)
    lead = " · ".join(filter(None, (printable(map_number), label("figure.disclaimer", language))))
    sheet.text(body.left, body.bottom + 2, shorten(lead, body.width, 8), 8)


def _emblem(sheet: Sheet, box: Box, ground: Base) -> None:
    frame = MapFrame.around(box, bounds(ground, ()))
    fine = frame.scale / 1000 * 0.06
    for code, shape in ground.districts.items():
        place = frame.place(shape.simplify(fine))
        sheet.shape(place, fill=tint(ground, code), edge=BORDER, weight=0.4, z=1)
    for river in ground.rivers:
        sheet.shape(frame.place(river.line), edge=RIVER, weight=1, z=2)
    whole = ground.polygon(ground.districts).simplify(fine)
    sheet.shape(frame.place(whole), edge=OUTLINE, weight=1.2, z=3)


def contents(book: Book, ground: Base, codes: Sequence[str], domains: Sequence[str]) -> None:
    """List the sheets with their pages, each a link."""
    language = book.language
    title = label("atlas.contents", language)
    sheet = book.new_page(title)
    book.mark("contents", title)
    heading(sheet, title)
    entries = [(label("atlas.overview", language), "overview", 0)]
    entries.append((label("atlas.districts", language), f"district-{codes[0]}", 0))
    entries += [(ground.name(code, language), f"district-{code}", 1) for code in codes]
    if domains:
        entries.append((label("atlas.domains", language), f"domain-{domains[0]}", 0))
    entries += [(DOMAINS[code].label(language), f"domain-{code}", 1) for code in domains]
    entries += [(label(f"atlas.{name}", language), name, 0) for name in ("index", "notes")]
    for place, (name, target, level) in enumerate(entries):
        x = MARGIN + _COLUMN * (place // _CONTENTS_ROWS)
        y = sheet.box.top - MARGIN - 17 - _CONTENTS_PITCH * (place % _CONTENTS_ROWS)
        size = 8.2 if level else 9.4
        _entry(book, sheet, Box(x + 4 * level, y, x + 88, y), name, targets=[target], size=size)


def index(book: Book, rows: GeoDataFrame, codes: Sequence[str]) -> None:
    """List the projects by the reading of their names, with the pages that show them."""
    title = label("atlas.index", book.language)
    # GB 2312 orders its common characters by their reading
    records = sorted(as_records(rows), key=lambda row: str(row["name"]).encode("gb18030", "replace"))
    sheet = _index_page(book, title)
    book.mark("index", title)
    for place, row in enumerate(records):
        at = place % (2 * _INDEX_ROWS)
        if place and at == 0:
            sheet = _index_page(book, title)
        x = MARGIN + _COLUMN * (at // _INDEX_ROWS)
        y = sheet.box.top - MARGIN - 14 - _INDEX_PITCH * (at % _INDEX_ROWS)
        shown = [f"district-{code}" for code in row["adcodes"] if code in codes]
        targets = [*shown[:_MOST_PAGES], f"domain-{row['domain']}"]
        _entry(book, sheet, Box(x, y, x + 88, y), printable(row["name"]) or "—", targets=targets, size=6.8)


def _index_page(book: Book, title: str) -> Sheet:
    sheet = book.new_page(title)
    heading(sheet, title)
    return sheet


def _entry(book: Book, sheet: Sheet, box: Box, name: str, *, targets: Sequence[str], size: float) -> None:
    """Set a name and the pages it leads to, each a link, on the baseline of ``box``."""
    y, end = box.bottom, box.right
    pages = {book.page_of(target): target for target in targets}
    for page in sorted(pages, reverse=True):
        wide = width(str(page), size)
        sheet.text(end, y, str(page), size, ha="right", colour=SOFT_INK)
        book.link(Box(end - wide - 0.5, y - 1, end + 0.5, y + 2.8), pages[page])
        end -= wide + 1.8
    face: Face = "serif" if size > 9 else "sans"
    text = shorten(name, end - box.left - 3, size, face)
    sheet.text(box.left, y, text, size, face=face)
    start = box.left + width(text, size, face) + 1.5
    if end - start > 2:
        sheet.line([(start, y + 0.3), (end, y + 0.3)], RULE, 0.5, dashes=(1, 2.5))


def notes(book: Book, rows: GeoDataFrame) -> None:
    """Say how to read the maps, how exact positions are, and where everything comes from."""
    language = book.language
    title = label("atlas.notes", language)
    sheet = book.new_page(title)
    book.mark("notes", title)
    heading(sheet, title)
    y = sheet.box.top - MARGIN - 13
    y = _paragraphs(sheet, y, [label(f"atlas.notes-{part}", language) for part in ("reading", "exactness")])
    for code, exactness in EXACTNESS.items():
        sheet.text(MARGIN + 3, y - 4.8, exactness.label(language), 8, face="serif")
        for line in wrap(label(f"atlas.exactness-{code}", language), 130, 7.6):
            y -= 4.8
            sheet.text(MARGIN + 54, y, line, 7.6, colour=SOFT_INK)
        y -= 0.8
    lines = [sources(rows, language), *credits_of(rows), label("atlas.notes-fonts", language)]
    lines.append(label("figure.projection", language))
    y = _paragraphs(sheet, y - 4, [label("atlas.notes-sources", language)])
    _paragraphs(sheet, y + 2, [f"· {line}" for line in lines])


def _paragraphs(sheet: Sheet, y: float, paragraphs: Sequence[str]) -> float:
    for paragraph in paragraphs:
        for line in wrap(printable(paragraph), sheet.box.width - 2 * MARGIN, 8.4, lines=12):
            y -= 5
            if y > MARGIN + 6:
                sheet.text(MARGIN, y, line, 8.4)
        y -= 1.6
    return y
