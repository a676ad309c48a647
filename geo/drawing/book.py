"""A book of sheets in one PDF: running heads, page numbers, bookmarks, links between its pages.

Sheets are written one after another, so that they share their fonts; the front matter, which names the
pages of the rest, is drawn last and moved to the front.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from matplotlib import rc_context
from matplotlib.backends.backend_pdf import PdfPages
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import NameObject, TextStringObject

from geo.drawing.sheet import INK, RULE, SOFT_INK, Box, Sheet
from geo.drawing.typography import printable, shorten, width

if TYPE_CHECKING:
    from collections.abc import Callable

A4 = (210.0, 297.0)
MARGIN = 12.0  # mm
_POINTS = 72 / 25.4


class _Link(NamedTuple):
    page: int
    box: Box
    target: str


class _Bookmark(NamedTuple):
    title: str
    page: int
    level: int


class Book:
    """Pages in the making.

    Parameters
    ----------
    title : str
        Stands at the foot of each page.
    language : str
        ``zh`` or ``en``.
    front : int
        How many pages of front matter will be put before the pages drawn first.
    turned : callable
        Called after each page.
    map_number : str
        审图号; stands at the foot of each page, before the title.
    """

    def __init__(
        self, title: str, language: str, front: int, turned: Callable[[], None], *, map_number: str = ""
    ) -> None:
        self.title, self.language, self._front = title, language, front
        self._foot = " · ".join(filter(None, (printable(map_number), printable(title))))
        self._buffer = io.BytesIO()
        with rc_context({"pdf.fonttype": 3}):
            self._pages = PdfPages(self._buffer)
        self._turned = turned
        self._sheet: Sheet | None = None
        self._written = 0
        self._links: list[_Link] = []
        self._bookmarks: list[_Bookmark] = []
        self._marks: dict[str, int] = {}
        self._in_front = False
        self._body = 0

    @property
    def page(self) -> int:
        """Number of the page being drawn, as printed."""
        if self._in_front:
            return self._written - self._body + 1
        return self._front + self._written + 1

    def page_of(self, mark: str) -> int:
        """Return the number of the page that carries a mark."""
        return self._marks[mark]

    def new_page(self, head: str = "") -> Sheet:
        """Finish the page at hand and return a new one, with running head and foot where there is a head."""
        self._finish()
        sheet = self._sheet = Sheet(*A4, self.language)
        if head:
            box = sheet.box.inset(MARGIN)
            foot, small = MARGIN - 4, 6.5
            sheet.line([(box.left, foot + 3.4), (box.right, foot + 3.4)], RULE, 0.4)
            room = box.width - width(head, small) - 24
            sheet.text(box.left, foot, shorten(self._foot, room, small), small, colour=SOFT_INK)
            sheet.text(box.right - 14, foot, head, small, colour=SOFT_INK, ha="right")
            sheet.text(box.right, foot, str(self.page), 8, ha="right", face="serif")
        return sheet

    def mark(self, name: str, title: str = "", level: int = 0) -> None:
        """Make the page at hand a target of links and, with a title, of a bookmark."""
        self._marks[name] = self.page
        if title:
            self._bookmarks.append(_Bookmark(printable(title), self.page, level))

    def link(self, box: Box, target: str) -> None:
        """Let a box (mm) on the page at hand lead to the page with a mark."""
        self._links.append(_Link(self.page, box, target))

    def start_front(self) -> None:
        """Finish the body; pages drawn from now on come before it."""
        self._finish()
        self._body, self._in_front = self._written, True

    def close(self, subject: str) -> bytes:
        """Finish, bring the pages into order and return the PDF."""
        self._finish()
        with rc_context({"pdf.fonttype": 3}):
            self._pages.close()  # type: ignore[no-untyped-call]
        if self._written - self._body != self._front:
            msg = f"{self._front} pages of front matter were announced, {self._written - self._body} drawn"
            raise ValueError(msg)
        reader = PdfReader(self._buffer)
        writer = PdfWriter()
        for place in [*range(self._body, self._written), *range(self._body)]:
            writer.add_page(reader.pages[place])
        self._add_bookmarks(writer)
        for link in self._links:
            rectangle = (
                link.box.left * _POINTS,
                link.box.bottom * _POINTS,
                link.box.right * _POINTS,
                link.box.top * _POINTS,
            )
            target = self._marks[link.target] - 1
            note = Link(rect=rectangle, target_page_index=target, border=[0, 0, 0])
            writer.add_annotation(page_number=link.page - 1, annotation=note)
        writer.add_metadata({"/Title": printable(self.title), "/Subject": printable(subject)})
        writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN" if self.language == "zh" else "en")
        writer.page_mode = "/UseOutlines"
        output = io.BytesIO()
        writer.write(output)
        return output.getvalue()

    def _add_bookmarks(self, writer: PdfWriter) -> None:
        parent = None
        for bookmark in sorted(self._bookmarks, key=lambda bookmark: bookmark.page):
            item = writer.add_outline_item(
                title=bookmark.title, page_number=bookmark.page - 1, parent=parent if bookmark.level else None
            )
            parent = parent if bookmark.level else item

    def _finish(self) -> None:
        if self._sheet is not None:
            self._pages.savefig(self._sheet.figure)  # type: ignore[no-untyped-call]
            self._sheet = None
            self._written += 1
            self._turned()


def heading(sheet: Sheet, name: str, count: str = "") -> None:
    """Set a page's heading and, at its right, a count."""
    body = sheet.box.inset(MARGIN)
    room = body.width - width(count, 8.5) - 6
    sheet.text(body.left, body.top - 6, shorten(printable(name), room, 18, "serif"), 18, face="serif")
    sheet.text(body.right, body.top - 6, count, 8.5, colour=SOFT_INK, ha="right")
    sheet.line([(body.left, body.top - 9), (body.right, body.top - 9)], INK, 0.7)
