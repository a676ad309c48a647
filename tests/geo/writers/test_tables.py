"""CSV and Excel: safe cells, real numbers, sheets, totals."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.export import to_bytes
from geo.selection import Filter
from geo.writers.columns import FIELDS, figure
from geo.writers.tables import guarded

MADE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t甲", "'\t甲"),
        ("\n甲", "'\n甲"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("甲=1", "甲=1"),
        ("T3B-二期", "T3B-二期"),
        ("'甲'", "'甲'"),
        ("", ""),
    ],
)
def test_a_cell_that_would_be_run_is_marked_as_text(text, shown):
    assert guarded(text) == shown


@given(st.text())
def test_no_marked_cell_starts_a_formula_and_nothing_is_lost(text):
    shown = guarded(text)
    assert shown.lstrip()[:1] not in set("=+-@＝＋－＠")
    assert shown in (text, f"'{text}")


def test_csv_opens_in_excel_with_chinese(catalogue):
    data = to_bytes(catalogue, ".csv", made=MADE)
    assert data.startswith(b"\xef\xbb\xbf")
    first = csv_rows(data)[0]
    assert first["区县"] == "渝中区"
    assert first["经度"] == "106.6123457"
    assert first["阶段"] == "开工"
    assert first["阶段代码"] == "starting"
    assert first["数量"] == "全长：21.5 公里"


def test_csv_rows_say_datum_filter_time_and_credits(catalogue):
    row = csv_rows(to_bytes(catalogue, ".csv", filter=Filter(districts=("璧山区",)), made=MADE))[0]
    assert row["坐标基准"].startswith("WGS-84")
    assert row["筛选条件"] == "璧山区"
    assert row["生成时间"] == "2026-03-01T08:30:00Z"
    assert "GeoNames" in row["数据来源"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_no_text_cell_is_a_formula(suffix, make):
    names = ["=cmd|' /C calc'!A0", "+1", "-1", "@A1", "\t=1", '=HYPERLINK("http://x")', "{=1}", "=", "-"]
    data = to_bytes(make(names, action="=1+1", heading="@x", clause="-3"), suffix, made=MADE)
    if suffix == ".csv":
        cells = [cell for row in csv_rows(data) for cell in row.values()]
        assert not [cell for cell in cells if cell.lstrip().startswith(tuple("=+-@"))]
    else:
        cells = [cell for sheet in book(data) for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not [cell for cell in cells if cell.hyperlink]


def test_excel_sheets_have_frozen_heads_and_filters(catalogue):
    sheets = book(to_bytes(catalogue, ".xlsx", made=MADE))
    assert sheets.sheetnames == ["项目", "未定位", "区县×领域", "说明"]
    for name, corner in (("项目", "C2"), ("未定位", "C2"), ("区县×领域", "B2")):
        assert sheets[name].freeze_panes == corner
        assert sheets[name].auto_filter.ref.startswith("A1:")


def test_excel_prints_across_a4_under_the_same_head(catalogue):
    book = openpyxl.load_workbook(io.BytesIO(to_bytes(catalogue, ".xlsx", made=MADE)))
    for sheet in book.worksheets[:3]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0  # as many pages down as it takes
        assert sheet.print_title_rows == "$1:$1"


def test_excel_holds_numbers_as_numbers(catalogue):
    sheet = book(to_bytes(catalogue, ".xlsx", made=MADE))["项目"]
    titles = [cell.value for cell in sheet[1]]
    for field in FIELDS:
        column = titles.index(field.label("zh"))
        values = [row[column] for row in sheet.iter_rows(min_row=2) if row[column].value is not None]
        assert {cell.data_type for cell in values} <= ({"n"} if field.number else {"s"}), field.key
    assert sheet.cell(2, titles.index("经度") + 1).value == pytest.approx(106.6123457, abs=1e-7)


def test_excel_lists_unplaced_projects_with_their_reason(catalogue):
    sheet = book(to_bytes(catalogue, ".xlsx", made=MADE))["未定位"]
    titles = [cell.value for cell in sheet[1]]
    reason = titles.index("未定位原因")
    found = {row[1].value: row[reason].value for row in sheet.iter_rows(min_row=2)}
    assert found == {"老旧小区改造": "覆盖全市", "云上平台": "文中没有地名", "邻省枢纽": "位于重庆市外"}


def test_excel_counts_districts_by_domains_with_totals(catalogue):
    sheet = book(to_bytes(catalogue, ".xlsx", made=MADE))["区县×领域"]
    rows = list(sheet.iter_rows(values_only=True))
    table = {row[0]: dict(zip(rows[0][1:], row[1:], strict=True)) for row in rows[1:]}
    assert list(table) == ["万州区", "渝中区", "璧山区", "未定区县", "全部项目（不重复计）"]
    assert table["渝中区"]["交通"] == 3
    assert table["渝中区"]["合计"] == 4
    assert table["璧山区"]["科创"] == 1
    assert table["未定区县"]["合计"] == 3
    assert table["全部项目（不重复计）"]["合计"] == len(catalogue)
    for counts in table.values():
        assert counts["合计"] == sum(number for name, number in counts.items() if name != "合计")


def test_excel_notes_say_what_the_file_is(catalogue):
    sheet = book(to_bytes(catalogue, ".xlsx", filter=Filter(regions=("metro",)), made=MADE))["说明"]
    notes = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert notes["筛选条件"] == "片区：主城都市区"
    assert notes["坐标基准"].startswith("WGS-84")
    assert notes["生成时间"] == "2026-03-01T08:30:00Z"
    assert "GeoNames" in notes["数据来源"]
    assert notes["lon"] == "经度"


def test_english_sheets_have_english_labels(catalogue):
    sheets = book(to_bytes(catalogue, ".xlsx", language="en", made=MADE))
    assert sheets.sheetnames == ["Projects", "Not located", "District x domain", "Notes"]
    rows = list(sheets["Projects"].iter_rows(values_only=True))
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["Districts"] == "Yuzhong 渝中区"
    assert first["Exactness"] == "Exact (within 1 km)"


@pytest.mark.parametrize(
    ("value", "text"), [(216, "216"), (2.1, "2.1"), (0.5, "0.5"), (1e7, "10000000"), (1200.0, "1200")]
)
def test_figures_are_written_as_people_write_them(value, text):
    assert figure(value) == text


def test_precision_classes_go_with_the_exactness(catalogue):
    rows = csv_rows(to_bytes(catalogue, ".csv", made=MADE))
    found = {row["精度代码"]: (row["IATI 位置精度"], row["AidData 精度等级"]) for row in rows}
    assert found == {
        "exact": ("1", "1"),
        "district": ("2", "3"),
        "line": ("2", "5"),
        "area": ("2", "5"),
        "citywide": ("2", "4"),
        "outside": ("2", "4"),
        "unknown": ("", ""),
    }
