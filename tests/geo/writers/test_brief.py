"""The brief in Markdown and Word."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
import pytest
from lxml import etree

from geo.export import to_bytes
from geo.selection import Filter

MADE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
BISHAN = Filter(districts=("璧山区",))


def text_of(data: bytes, suffix: str) -> str:
    if suffix == ".md":
        return data.decode()
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.mark.parametrize("suffix", [".md", ".docx"])
def test_a_brief_says_what_it_is(suffix, catalogue):
    text = text_of(to_bytes(catalogue, suffix, filter=BISHAN, made=MADE), suffix)
    for part in ("璧山区：项目简报", "共 2 项", "WGS-84", "2026-03-01T08:30:00Z", "GeoNames", "示意图"):
        assert part in text


@pytest.mark.parametrize("suffix", [".md", ".docx"])
def test_lines_roles_and_unplaced_have_sections_of_their_own(suffix, catalogue):
    text = text_of(to_bytes(catalogue, suffix, made=MADE), suffix)
    for heading in ("经过的线路 (2)", "区域定位 (1)", "未定位项目 (3)", "工业 (1)"):
        assert heading in text
    assert "覆盖全市" in text


@pytest.mark.parametrize("suffix", [".md", ".docx"])
def test_an_empty_selection_says_so(suffix, catalogue):
    chosen = Filter(districts=("城口县",))
    assert "没有符合条件的项目。" in text_of(to_bytes(catalogue, suffix, filter=chosen, made=MADE), suffix)


def test_markdown_holds_no_markup_of_a_name(make):
    data = to_bytes(make(["<script>x</script>[y](javascript:z)`|*_#"] * 9), ".md", made=MADE).decode()
    assert "<" not in data
    assert "](" not in data.replace("\\](", "")
    rows = [line for line in data.splitlines() if "script" in line]
    assert all(line.replace("\\|", "").count("|") == 7 for line in rows)


def test_word_styles_name_a_chinese_font(catalogue, unzip):
    members = unzip(to_bytes(catalogue, ".docx", made=MADE))
    assert b'w:eastAsia="Microsoft YaHei"' in members["word/styles.xml"]
    assert b"w:tblHeader" in members["word/document.xml"]


def test_the_word_brief_is_a4_and_its_tables_fill_the_text(catalogue):
    document = docx.Document(io.BytesIO(to_bytes(catalogue, ".docx", made=MADE)))
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    room = page.page_width - page.left_margin - page.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) == pytest.approx(room, rel=0.01)


def test_no_style_of_the_brief_leaves_its_face_to_a_theme(catalogue, unzip):
    styles = unzip(to_bytes(catalogue, ".docx", made=MADE))["word/styles.xml"]
    named = etree.fromstring(styles)
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for style in named.iter(f"{word}style"):
        if style.get(f"{word}styleId") in ("Normal", "Title", "Heading1", "ListBullet"):
            (fonts,) = style.iter(f"{word}rFonts")
            assert set(fonts.attrib.values()) == {"Microsoft YaHei"}
