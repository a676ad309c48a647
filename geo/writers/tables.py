"""CSV and Excel: the flat table, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

import shapely
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from geo.taxonomy import DOMAINS
from geo.writers.columns import FIELDS, flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.writers.columns import Value
    from geo.writers.content import Content

FORMULA_STARTS = tuple("=+-@＝＋－＠")
CELL_LIMIT = 32767
"""Characters that an Excel cell holds."""


def guarded(text: str) -> str:
    """Return ``text`` with an apostrophe before it where a spreadsheet would run it as a formula.

    Names that start with ``=``, ``+``, ``-``, ``@`` (also full-width), after any white space, or with
    a tab or line break are marked; the apostrophe is the spreadsheets' own mark for text.
    """
    risky = text.startswith(("\t", "\n")) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if risky else text


def csv_bytes(content: Content) -> bytes:
    """Return CSV in UTF-8 with a byte order mark, so that Excel shows Chinese.

    The geometry stands in a last column ``WKT``; datum, filter, time and credits in columns of their
    own, for a CSV file has no other place for them.
    """
    extra = ("datum", "filter", "made", "credits")
    about = [content.label("export.datum"), content.scope, content.stamp, content.credits]
    head = [field.label(content.language) for field in FIELDS]
    head += [content.label(f"about.{key}") for key in extra]
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([*head, "WKT"])
    for cells, geometry in zip(flat(content), content.geometries, strict=True):
        wkt = "" if geometry is None else shapely.to_wkt(geometry, rounding_precision=7)
        texts = [guarded(cell) if isinstance(cell, str) else cell for cell in (*cells, *about)]
        writer.writerow([*texts, wkt])
    return file.getvalue().encode("utf-8-sig")


def xlsx_bytes(content: Content) -> bytes:
    """Return an Excel workbook: projects, unplaced projects, districts by domains, notes."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": content.title, "comments": content.scope, "created": content.made})
        table = flat(content)
        lost = [row for row, geometry in zip(table, content.geometries, strict=True) if geometry is None]
        sheets = _Sheets(book, content)
        sheets.table("sheet.projects", table)
        sheets.table("sheet.unplaced", lost)
        sheets.matrix()
        sheets.notes()
    return file.getvalue()


class _Sheets:
    """The sheets of one workbook, with the formats that they share."""

    def __init__(self, book: xlsxwriter.Workbook, content: Content) -> None:
        self.book, self.content = book, content
        self.head = book.add_format({"bold": True, "bg_color": "#e8e4da", "border": 1, "text_wrap": True})
        self.cell = book.add_format({"valign": "top", "text_wrap": True})
        self.degrees = book.add_format({"valign": "top", "num_format": "0.000000"})
        self.bold = book.add_format({"bold": True, "top": 1})

    def table(self, key: str, rows: Sequence[Sequence[Value]]) -> None:
        """Write the flat table."""
        sheet = self.book.add_worksheet(self.content.label(key))
        self._header(sheet, [field.label(self.content.language) for field in FIELDS])
        for column, field in enumerate(FIELDS):
            style = self.degrees if field.key in ("lon", "lat") else self.cell
            sheet.set_column(column, column, field.width, style)
        for number, row in enumerate(rows, 1):
            self._row(sheet, number, row)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, len(rows), len(FIELDS) - 1)
        # on paper: what readers want, as wide as the sheet, under the same head
        printed = [field.key for field in FIELDS].index("lon") - 1
        _print(sheet, (0, 0, len(rows), printed))
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(len(rows), len(FIELDS))}"})

    def matrix(self) -> None:
        """Write how many projects each district has in each domain, with totals."""
        label = self.content.label
        counts: Counter[tuple[str, str]] = Counter()
        names: dict[str, str] = {}
        for row in self.content.rows:
            names.update(zip(row["adcodes"], row["districts"], strict=True))
            for code in row["adcodes"] or [""]:
                counts[code, row["domain"]] += 1
        distinct = Counter(row["domain"] for row in self.content.rows)
        sheet = self.book.add_worksheet(label("sheet.matrix"))
        titles = [domain.label(self.content.language) for domain in DOMAINS.values()]
        self._header(sheet, [label("matrix.district"), *titles, label("matrix.total")])
        rows: list[list[Value]] = []
        for code in [*sorted(names), ""]:
            numbers = [counts[code, domain] for domain in DOMAINS]
            rows.append([names.get(code, label("matrix.none")), *numbers, sum(numbers)])
        numbers = [distinct[domain] for domain in DOMAINS]
        rows.append([label("matrix.distinct"), *numbers, sum(numbers)])
        for number, cells in enumerate(rows, 1):
            self._row(sheet, number, cells)
        sheet.set_row(len(rows), None, self.bold)
        sheet.set_column(0, 0, 24)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows), len(titles) + 1)
        _print(sheet, (0, 0, len(rows), len(titles) + 1))

    def notes(self) -> None:
        """Write what the file is, what its columns mean and how to read them."""
        content = self.content
        sheet = self.book.add_worksheet(content.label("sheet.notes"))
        rows: list[tuple[str, str]] = [*content.about(), ("", "")]
        rows += [("", content.label(f"notes.{key}")) for key in ("unplaced", "matrix", "seat")]
        rows += [("", ""), (content.label("notes.fields"), "")]
        rows += [(field.key, field.label(content.language)) for field in FIELDS]
        for number, row in enumerate(rows):
            self._row(sheet, number, row)
        sheet.set_column(0, 0, 22, self.cell)
        sheet.set_column(1, 1, 90, self.cell)

    def _header(self, sheet: xlsxwriter.worksheet.Worksheet, titles: Sequence[str]) -> None:
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, self.head)

    @staticmethod
    def _row(sheet: xlsxwriter.worksheet.Worksheet, number: int, cells: Sequence[Value]) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell:
                sheet.write_string(number, column, cell[:CELL_LIMIT])
            elif cell is not None and cell != "":
                sheet.write_number(number, column, cell)


def _print(sheet: xlsxwriter.worksheet.Worksheet, area: tuple[int, int, int, int]) -> None:
    """Let an area (first row and column, last row and column) print across A4, its head on each page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.print_area(*area)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
