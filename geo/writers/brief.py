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
from docx.shared import Pt

from geo.files import zipped
from geo.taxonomy import DOMAINS, STAGES
from geo.writers.columns import FIELDS, flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.table import _Row

    from geo.writers.content import Content

PLACED = ("name", "stage_label", "sector_label", "districts", "exactness_label", "quantities")
UNPLACED = ("name", "stage_label", "sector_label", "districts", "reason_label", "quantities")

FONT = "Microsoft YaHei"
"""Named, not embedded; a reader without it shows its own Chinese font."""

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
    counted = [[stage.label(content.language), str(stages[stage.code])] for stage in STAGES.values()]
    titles = (content.label("column.stage_label"), content.label("brief.count"))
    sections = [Section(content.label("brief.stages"), titles, counted)]
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
    for style in ("Normal", "Title", "Heading 1"):
        fonts = document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), FONT)
    document.styles["Normal"].font.size = Pt(10)
    title = content.label("brief.title", scope=content.scope)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "", content.credits[:255]
    properties.created = properties.modified = content.made.replace(tzinfo=None)
    document.add_heading(title, 0)
    document.add_paragraph(_summary(content))
    for section in outline(content):
        document.add_heading(section.heading, 1)
        _table(document, section)
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


def _table(document: Document, section: Section) -> None:
    table = document.add_table(rows=1, cols=len(section.titles), style="Light Grid Accent 1")
    _fill(table.rows[0], section.titles)
    repeated = OxmlElement("w:tblHeader")  # the head stands again on each page
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx has no name for it
    for row in section.rows:
        _fill(table.add_row(), row)


def _fill(row: _Row, texts: Sequence[str]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def _undated(document: Document) -> bytes:
    # python-docx stamps the members of the zip with the clock; the same content must give the same bytes
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})
