"""What goes in and out of the page: downloads, opened reports and catalogues, placements by hand."""

from __future__ import annotations

import csv
import io
import json

import docx
import pytest
from matplotlib import rc_context
from matplotlib.figure import Figure
from pylopdf_fonts_zh_cn import sans_path

from geo import catalogue, selection

pytestmark = pytest.mark.page

REPORT = """2023年某市政府工作报告
各位代表：
一、2023年重点任务
（一）完善基础设施。开工建设璧山至江津快速通道，加快推进永川三河汇碧水厂扩建，建成万州新田港二期。
推动合川双槐电厂三期前期工作。新建充电桩3000个。
"""
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>&amp;'


def saved(dashboard, name):
    dashboard.settle()
    dashboard.page.get_by_role("button", name="导出", exact=True).click()
    with dashboard.page.expect_download() as waiting:
        dashboard.page.get_by_role("button", name=name).click()
    path = waiting.value.path()
    dashboard.page.keyboard.press("Escape")
    return path


@pytest.fixture
def filtered(dashboard, shipped):
    dashboard.open("?districts=璧山区&domains=transport")
    wanted = selection.Filter(districts=("璧山区",), domains=("transport",))
    return dashboard, selection.select(shipped, wanted)


def test_geojson_and_csv_hold_what_is_filtered(filtered):
    dashboard, rows = filtered
    collection = json.loads(saved(dashboard, "GeoJSON").read_bytes())
    assert sorted(f["properties"]["id"] for f in collection["features"]) == sorted(rows["id"])
    table = saved(dashboard, "CSV").read_bytes()
    assert table.startswith(b"\xef\xbb\xbf")
    assert len(list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))) - 1 == len(rows)


def test_the_downloads_follow_a_new_filter(filtered, shipped):
    dashboard, rows = filtered
    saved(dashboard, "GeoJSON")
    dashboard.page.locator(".chip").first.click()
    dashboard.expect(len(selection.select(shipped, selection.Filter(domains=("transport",)))))
    again = json.loads(saved(dashboard, "GeoJSON").read_bytes())
    assert len(again["features"]) == dashboard.counters()[0] > len(rows)


def test_the_exported_map_opens_from_a_file(filtered, chromium, tmp_path):
    dashboard, rows = filtered
    path = tmp_path / "map.html"
    path.write_bytes(saved(dashboard, "网页地图").read_bytes())
    assert len(path.read_bytes()) < 1_500_000
    context = chromium.new_context(locale="zh-CN")
    watch = type(dashboard.watch)(context, f"file://{path}")
    watch.page.goto(f"file://{path}")
    watch.page.locator(".pm-legend").wait_for()
    ids = watch.page.evaluate(
        "Object.values(Object.values(window).find(v => v instanceof L.Map)._layers)"
        ".map(l => l.feature && l.feature.properties.id).filter(Boolean)"
    )
    assert sorted(set(ids)) == sorted(rows[rows.geometry.notna()]["id"])
    watch.page.locator(".pm-search input").fill(rows.iloc[0]["name"][:4])
    watch.page.locator(".pm-results .pm-row").first.click()
    watch.page.locator(".pm-card").wait_for()
    watch.page.locator(".leaflet-popup-close-button").click()
    if not watch.page.locator(".pm-domain").is_visible():  # the legend gave way to the popup
        watch.page.locator(".pm-legend summary").click()
    watch.page.locator(".pm-domain button").first.click()
    watch.page.locator(".pm-symbol[data-projects]").first.wait_for(state="detached")
    watch.check()
    context.close()


def hostile(shipped, tmp_path):
    gdf = shipped[shipped["exactness"] == "exact"].head(1).copy()
    gdf.attrs = {"metadata": {"report": "x", "title": HOSTILE, "year": 2021}}
    for column in ("name", "heading", "section", "network", "action"):
        gdf[column] = HOSTILE
    gdf["places"] = [[{"text": HOSTILE, "name": HOSTILE}]]
    gdf["quantities"] = [[{"value": 1, "unit": HOSTILE, "of": HOSTILE}]]
    gdf["clause"] = HOSTILE
    path = tmp_path / "hostile.geojson"
    catalogue.write(gdf, path)
    return path


def test_markup_in_names_is_shown_as_text(dashboard, shipped, tmp_path, chromium):
    dashboard.open()
    dashboard.upload(hostile(shipped, tmp_path))
    dashboard.expect(1)
    dashboard.page.locator(".row").click()
    dashboard.page.locator(".card").wait_for()
    assert dashboard.page.locator(".card h2").inner_text() == HOSTILE
    assert HOSTILE in dashboard.page.locator("h1").inner_text()
    dashboard.settle()
    dashboard.map.locator(".pm-symbol[data-projects]").click()
    assert dashboard.map.locator(".pm-card h3").inner_text() == HOSTILE
    path = tmp_path / "map.html"
    path.write_bytes(saved(dashboard, "网页地图").read_bytes())
    page = chromium.new_page()
    page.goto(f"file://{path}")
    page.locator(".pm-symbol[data-projects]").click()
    assert page.locator(".pm-card h3").inner_text() == HOSTILE
    assert [p.evaluate("window.hacked") for p in (page, dashboard.page)] == [None, None]
    assert dashboard.in_map("window.hacked") is None
    page.close()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty.txt 是空文件"),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n0000", "picture.pdf 是图片"),
        ("broken.geojson", b'{"type": "FeatureCollection"}', "broken.geojson 不是"),
    ],
)
def test_bad_input_is_one_sentence(dashboard, shipped, tmp_path, name, data, said):
    dashboard.open()
    path = tmp_path / name
    path.write_bytes(data)
    dashboard.upload(path)
    alert = dashboard.page.get_by_role("alert")
    alert.wait_for()
    assert said in alert.inner_text()
    assert "Traceback" not in dashboard.page.content()
    dashboard.page.keyboard.press("Escape")
    dashboard.expect(len(shipped))


def test_a_report_is_read_and_shown_beside_its_text(dashboard, tmp_path):
    dashboard.open()
    path = tmp_path / "report-2023.txt"
    path.write_text(REPORT, "utf-8")
    dashboard.upload(path)
    dashboard.page.locator("h1", has_text="2023").wait_for()
    dashboard.settle()
    assert 3 <= dashboard.counters()[0] <= 6
    dashboard.page.locator(".row", has_text="充电桩").click()
    assert "充电桩" in dashboard.page.locator(".card blockquote").inner_text()
    dashboard.page.get_by_role("tab", name="报告原文").click()
    mark = dashboard.page.locator(".reading mark").first
    mark.click()
    chosen = mark.get_attribute("data-project").split()[0]
    dashboard.page.locator(f".card[data-project='{chosen}']").wait_for()


def as_html(path):
    lines = "".join(f"<p>{line}</p>" for line in REPORT.splitlines())
    path.write_text(f"<html><meta charset=utf-8><body>{lines}</body></html>", "utf-8")


def as_docx(path):
    document = docx.Document()
    for line in REPORT.splitlines():
        document.add_paragraph(line)
    document.save(path)


def as_pdf(path):
    with rc_context({"pdf.fonttype": 42}):
        figure = Figure((8, 11))
        for at, line in enumerate(REPORT.splitlines()):
            figure.text(0.05, 0.9 - at / 20, line, font=sans_path(), fontsize=9)
        figure.savefig(path)


@pytest.mark.parametrize(("suffix", "make"), [(".html", as_html), (".docx", as_docx), (".pdf", as_pdf)])
def test_a_report_comes_in_other_formats_too(dashboard, tmp_path, suffix, make):
    path = tmp_path / f"report-2023{suffix}"
    make(path)
    dashboard.open()
    dashboard.upload(path)
    dashboard.page.get_by_role("dialog").wait_for(state="detached")
    dashboard.settle()
    assert 3 <= dashboard.counters()[0] <= 6
    assert dashboard.page.locator(".row", has_text="新田港").count() == 1


def test_a_pasted_report_is_read(dashboard):
    dashboard.open()
    dashboard.page.get_by_role("button", name="打开报告").click()
    dashboard.page.get_by_label("或粘贴报告全文").fill(REPORT)
    dashboard.page.get_by_label("或粘贴报告全文").press("Control+Enter")
    dashboard.page.get_by_role("button", name="读取").click()
    dashboard.page.locator(".row", has_text="新田港").wait_for()
    dashboard.page.get_by_role("dialog").wait_for(state="detached")
    dashboard.page.get_by_role("button", name="打开报告").click()
    dashboard.page.get_by_role("button", name="回到自带的报告").click()
    dashboard.page.locator("h1", has_text="2021").wait_for()


def test_a_reader_s_own_places_come_first(dashboard, tmp_path):
    path, wrong, own = (tmp_path / name for name in ("report-2023.txt", "wrong.csv", "own.csv"))
    path.write_text(REPORT + "\n开工白鹭湾大桥。", "utf-8")
    wrong.write_text("name,lon,lat,district\n白鹭湾大桥,108.39,30.81,成都\n", "utf-8")
    own.write_text("name,lon,lat,district\n白鹭湾大桥,108.39,30.81,万州\n", "utf-8")
    dashboard.open()
    page = dashboard.page
    page.get_by_role("button", name="打开报告").click()
    page.locator(".st-key-upload input[type=file]").set_input_files(path)
    page.get_by_role("dialog").get_by_text("自有地名").first.click()
    field = page.locator(".st-key-own input[type=file]")
    for table in (wrong, own):
        field.set_input_files(table)
        page.get_by_text(table.name).wait_for()
        page.get_by_role("button", name="读取").click()
        if table == wrong:
            page.get_by_text("第 2 行 district 列").wait_for()
    page.get_by_role("dialog").wait_for(state="detached")
    dashboard.settle()
    page.locator(".row", has_text="白鹭湾大桥").click()
    page.locator(".card", has_text="万州区").wait_for()


def test_the_review_is_mapped_when_asked(dashboard, tmp_path):
    path = tmp_path / "report-2023.txt"
    path.write_text(f"一、2022年工作回顾\n建成万州白鹭湾大桥。\n二、2023年重点工作\n{REPORT}", "utf-8")
    dashboard.open()
    page = dashboard.page
    page.get_by_role("button", name="打开报告").click()
    page.locator(".st-key-upload input[type=file]").set_input_files(path)
    page.get_by_text(path.name).wait_for()
    page.get_by_role("dialog").get_by_text("上年回顾").click()
    page.wait_for_timeout(800)
    page.get_by_role("button", name="读取").click()
    page.get_by_role("dialog").wait_for(state="detached")
    dashboard.settle()
    page.locator(".row", has_text="白鹭湾大桥").wait_for()
    assert dashboard.counters()[0] == 1


def test_the_text_follows_the_project(dashboard, tmp_path):
    dashboard.open()
    path = tmp_path / "report-2023.txt"
    filler = "我们要继续努力。\n" * 200
    path.write_text(REPORT.replace("推动合川", filler + "推动合川"), "utf-8")
    dashboard.upload(path)
    dashboard.page.locator("h1", has_text="2023").wait_for()
    dashboard.settle()
    dashboard.page.locator(".row", has_text="双槐电厂").click()
    dashboard.page.get_by_role("tab", name="报告原文").click()
    mark = dashboard.page.locator(".reading .chosen")
    mark.wait_for()
    box, frame = mark.bounding_box(), dashboard.page.locator(".scroll").bounding_box()
    assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]
    assert dashboard.page.locator(".scroll").evaluate("node => node.scrollTop") > 500


def test_file_fields_speak_the_page_s_language(dashboard):
    dashboard.open()
    dashboard.page.get_by_role("button", name="打开报告").click()
    field = dashboard.page.locator("[data-testid=stFileUploaderDropzone]").first
    field.wait_for()
    assert "Upload" not in field.inner_text()
    said = field.locator("button").evaluate("node => getComputedStyle(node, '::after').content")
    assert "选择文件" in said


def test_the_shipped_catalogue_says_that_it_has_no_text(dashboard):
    dashboard.open("?view=text")
    dashboard.page.get_by_text("没有报告原文").wait_for()
    dashboard.page.locator(".empty .link").click()
    dashboard.page.get_by_role("dialog").wait_for()


def test_one_district_has_its_sheet_of_the_atlas(dashboard):
    dashboard.open("?districts=璧山区&view=district")
    with dashboard.page.expect_download() as waiting:
        dashboard.page.get_by_role("button", name="图册页").click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
