"""Tables of projects that run over the pages of a book."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.drawing.book import MARGIN, Book
from geo.drawing.map_key import draw_badge
from geo.drawing.project_layer import RADIUS, stage_ring
from geo.drawing.sheet import PAPER, RULE, SOFT_INK, Sheet
from geo.drawing.typography import MM_PER_POINT, printable, shorten, wrap
from geo.labels import label
from geo.taxonomy import DOMAINS, EXACTNESS, SECTORS, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.drawing.map_items import Item

_SIZE, _PITCH = 7.2, 4.7  # points, mm
_LINE = 3.5  # mm between the lines of a long name
HEAD = 7.4  # mm that the heading of a section takes
BOTTOM = MARGIN + 5
"""Where the last row of a page may end, mm."""


class _Columns(NamedTuple):
    """Where columns start, mm from the left."""

    stage: float
    sector: float
    place: float

    def lines(self, row: dict[str, Any]) -> list[str]:
        """Return the name of a project in the lines that it takes."""
        return wrap(printable(row["name"]), self.stage - 9, _SIZE, lines=3) or ["—"]

    def height(self, row: dict[str, Any]) -> float:
        """Return how high a row is, mm."""
        return _PITCH + _LINE * (len(self.lines(row)) - 1)


_COLUMNS = {False: _Columns(104, 126, 152), True: _Columns(86, 107, 129)}
"""By whether the last one names districts, which want more room."""


def depth(sections: Iterable[Sequence[dict[str, Any]]], *, with_districts: bool = False) -> float:
    """Return how deep (mm) the rows of some sections are, with their headings."""
    columns = _COLUMNS[with_districts]
    return sum(HEAD + sum(columns.height(row) for row in rows) for rows in sections if rows)


class ProjectTable:
    """Rows down a page and on to the next.

    Parameters
    ----------
    book : Book
    sheet : Sheet
        The page at hand.
    top : float
        Where the first row may start, mm.
    head : str
        Running head of further pages.
    numbers : mapping of str to Item
        Project id to the item that shows it on the map of the page.
    with_districts : bool
        Whether the last column names the districts instead of the exactness.
    """

    def __init__(
        self,
        book: Book,
        sheet: Sheet,
        top: float,
        *,
        head: str,
        numbers: Mapping[str, Item],
        with_districts: bool = False,
    ) -> None:
        self._book, self._sheet, self._y, self._head = book, sheet, top, head
        self._numbers, self._with_districts = numbers, with_districts
        self._columns = _COLUMNS[with_districts]
        self._left, self._right = MARGIN, sheet.box.right - MARGIN

    def section(self, title: str, rows: Sequence[dict[str, Any]]) -> None:
        """Set a heading and a row a project; nothing where there are no rows."""
        if not rows:
            return
        rows = sorted(rows, key=self._number)
        self._need(HEAD + sum(self._columns.height(row) for row in rows[:2]))
        sheet, y = self._sheet, self._y - HEAD + 1.8
        sheet.text(self._left, y, f"{title}  {len(rows)}", 8.6, face="serif")
        last = "reason" if all(row["reason"] for row in rows) else self._last_column
        for start, key in zip(self._columns, ("stage", "sector", last), strict=True):
            words = label(f"atlas.{key}", sheet.language)
            sheet.text(self._left + start, y, words, 6.2, colour=SOFT_INK)
        sheet.line([(self._left, y - 1.5), (self._right, y - 1.5)], RULE, 0.5)
        self._y = y - 1.8
        for row in rows:
            self._row(row)

    def words(self, text: str, size: float = 7.2) -> None:
        """Set a paragraph."""
        for line in wrap(printable(text), self._right - self._left, size):
            self._need(_PITCH)
            self._y -= _PITCH
            self._sheet.text(self._left, self._y, line, size, colour=SOFT_INK)

    @property
    def _last_column(self) -> str:
        return "districts" if self._with_districts else "exactness"

    def _number(self, row: dict[str, Any]) -> float:
        """Return the row's number on the map; what has none comes last."""
        item = self._numbers.get(row["id"])
        return item.number if item is not None and item.number else math.inf

    def _need(self, high: float) -> None:
        if self._y - high < BOTTOM:
            self._sheet = self._book.new_page(self._head)
            self._sheet.text(
                self._left, self._sheet.box.top - MARGIN - 4, self._head, 9, face="serif", colour=SOFT_INK
            )
            self._y = self._sheet.box.top - MARGIN - 6

    def _row(self, row: dict[str, Any]) -> None:
        language = self._sheet.language
        columns = self._columns
        lines, high = columns.lines(row), columns.height(row)
        self._need(high)
        sheet, left, y = self._sheet, self._left, self._y - _PITCH / 2
        baseline = y - 0.36 * _SIZE * MM_PER_POINT
        self._symbol(row, y)
        for place, line in enumerate(lines):
            sheet.text(left + 7, baseline - _LINE * place, line, _SIZE)
        colour = DOMAINS[row["domain"]].colour
        stage_ring(sheet, left + columns.stage + 1.4, y, RADIUS * 0.8, row["stage"], colour=colour)
        words = (
            STAGES[row["stage"]].label(language),
            SECTORS[row["sector"]].label(language),
            self._place(row),
        )
        starts = (columns.stage + 4, columns.sector, columns.place)
        ends = (columns.sector - 1, columns.place - 1, self._right - left)
        for text, start, end in zip(words, starts, ends, strict=True):
            sheet.text(left + start, baseline, shorten(text, end - start, 6.8), 6.8)
        self._y -= high
        sheet.line([(left + 7, self._y), (self._right, self._y)], RULE, 0.25, alpha=0.6)

    def _symbol(self, row: dict[str, Any], y: float) -> None:
        item = self._numbers.get(row["id"])
        if item is not None and item.number:
            draw_badge(self._sheet, (self._left + 2.6, y), item, 7.2, 4.3)
            return
        colour = DOMAINS[row["domain"]].colour
        fill = colour if row["exactness"] in ("exact", "near") else PAPER
        if item is None:
            self._sheet.line([(self._left + 1.8, y), (self._left + 3.4, y)], RULE, 0.9)
        elif item.form == "line":
            self._sheet.line([(self._left + 1, y), (self._left + 4.2, y)], colour, 1, dashes=(2.4, 1))
        else:
            self._sheet.disc(self._left + 2.6, y, 0.95, fill=fill, edge=colour, weight=0.7)

    def _place(self, row: dict[str, Any]) -> str:
        language = self._sheet.language
        if row["reason"]:
            return label(f"reason.{row['reason']}", language)
        if self._with_districts:
            return ("、" if language == "zh" else ", ").join(row["district_names"])
        return EXACTNESS[row["exactness"]].label(language)
