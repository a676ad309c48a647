"""A brief to read: Markdown and Word with the same outline.

Each project stands in one section only: regional roles, projects without a position, lines, and the
rest by domain.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from geo.files import zipped
from geo.taxonomy import DOMAINS, STAGES
from geo.writers.columns import FIELDS, flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.table import Table

    from geo.writers.content import Content

PLACED = ("name", "stage_label", "sector_label", "districts", "exactness_label", "quantities")
UNPLACED = ("name", "stage_label", "sector_label", "districts", "reason_label", "quantities")

FONT = "Microsoft YaHei"
"""Named, not embedded; a reader without it shows its own Chinese font."""

_MARGIN, _ROOM = 18.0, 174.0  # mm beside a page's text, and of the text
_WIDTHS = (52, 17, 20, 43, 21, 21)  # mm, of the columns of projects
_INK = RGBColor(0x2B, 0x2A, 0x28)
_MARKDOWN = re.compile(r"([\\`*_\[\]|#~])")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a table: a row of column titles, then the rows."""

    heading: str
    titles: Sequence[str]
    rows: Sequence[Sequence[str]]


def outline(content: Content) -> list[Section]:
    """Return the brief's sections; the rows of all but the first are the projects, each once."""
    groups: dict[str, list[int]] = {}
    for number, (row, geometry) in enumerate(zip(content.rows, content.geometries, strict=True)):
        groups.setdefault(_group(row["kind"], row["exactness"], row["domain"], geometry is None), []).append(
            number
        )
    stages = Counter(row["stage"] for row in content.rows)
    titles = [stage.label(content.language) for stage in STAGES.values()]
    counted = [str(stages[code]) for code in STAGES]
    sections = [Section(content.label("brief.stages"), titles, [counted])]
    table = flat(content)
    place = {field.key: index for index, field in enumerate(FIELDS)}
    for group in (*DOMAINS, "lines", "policies", "unplaced"):
        if group not in groups:
            continue
        keys = UNPLACED if group == "unplaced" else PLACED
        known = group in DOMAINS
        name = DOMAINS[group].label(content.language) if known else content.label(f"brief.{group}")
        rows = [[str(table[number][place[key]] or "") for key in keys] for number in groups[group]]
        sections.append(
            Section(f"{name} ({len(rows)})", [content.label(f"column.{key}") for key in keys], rows)
        )
    return sections


def markdown_bytes(content: Content) -> bytes:
    """Return the brief as CommonMark with tables; texts are escaped, so none is read as markup."""
    lines = [
        f"# {_escape(content.label('brief.title', scope=content.scope))}",
        "",
        _escape(_summary(content)),
        "",
    ]
    for section in outline(content):
        lines += [f"## {_escape(section.heading)}", "", _cells(section.titles)]
        lines += [_cells(["---"] * len(section.titles), plain=True), *map(_cells, section.rows), ""]
    lines += [f"## {_escape(content.label('brief.notes'))}", ""]
    lines += [
        f"- {_escape(label)}{content.label('list.colon')}{_escape(text)}" for label, text in content.about()
    ]
    lines.append(f"- {_escape(content.label('notes.seat'))}")
    return ("\n".join(lines) + "\n").encode()


def docx_bytes(content: Content) -> bytes:
    """Return the brief as a Word document."""
    document = docx.Document()
    _lay_out(document)
    title = content.label("brief.title", scope=content.scope)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "", content.credits[:255]
    properties.created = properties.modified = content.made.replace(tzinfo=None)
    document.add_heading(title, 0)
    document.add_paragraph(_summary(content))
    for place, section in enumerate(outline(content)):
        document.add_heading(section.heading, 1)
        _table(document, section, _WIDTHS if place else [_ROOM / len(section.titles)] * len(section.titles))
    document.add_heading(content.label("brief.notes"), 1)
    for label, text in content.about():
        document.add_paragraph(f"{label}{content.label('list.colon')}{text}", "List Bullet")
    document.add_paragraph(content.label("notes.seat"), "List Bullet")
    return _undated(document)


def _group(kind: str, exactness: str, domain: str, unplaced: bool) -> str:  # noqa: FBT001 - private
    if kind == "region_policy":
        return "policies"
    if unplaced:
        return "unplaced"
    return "lines" if exactness == "line" else domain


def _summary(content: Content) -> str:
    if not content.rows:
        return content.label("brief.empty")
    counts = {"rows": len(content.rows), "placed": content.placed}
    unplaced = len(content.rows) - content.placed
    return content.label("brief.summary", title=content.report_title, unplaced=unplaced, **counts)


def _escape(text: str) -> str:
    flat_text = " ".join(text.split())
    return _MARKDOWN.sub(r"\\\1", flat_text.replace("&", "&amp;")).replace("<", "&lt;").replace(">", "&gt;")


def _cells(texts: Sequence[str], *, plain: bool = False) -> str:
    return f"| {' | '.join(texts if plain else map(_escape, texts))} |"


def _lay_out(document: Document) -> None:
    """Make the pages A4 and set all styles in one face."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(_MARGIN)
    page.top_margin = page.bottom_margin = Mm(20)
    for name, size in (("Normal", 9.5), ("Title", 20), ("Heading 1", 12), ("List Bullet", 8.5)):
        style = document.styles[name]
        style.font.size = Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # a theme's face would come before the one that is named
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
        if name != "Normal":
            style.font.color.rgb = _INK
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(12)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(4)


def _table(document: Document, section: Section, widths: Sequence[float]) -> None:
    table = document.add_table(rows=1, cols=len(section.titles))
    table.autofit = False
    _rule(table)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    rows = [table.rows[0], *(table.add_row() for _ in section.rows)]
    for row, texts in zip(rows, (section.titles, *section.rows), strict=True):
        # a row stays on one page
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no public name
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Mm(widths[place])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
            run = paragraph.add_run(text)
            run.font.size = Pt(8.5)
            run.bold = row is rows[0] or None
    # the head stands again on each page
    rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - as above


def _rule(table: Table) -> None:
    """Draw thin rules between the rows of a table and none between its columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("color", "BDB8AE")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - python-docx has no name for it


def _undated(document: Document) -> bytes:
    # python-docx stamps the members of the zip with the clock; the same content must give the same bytes
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})
