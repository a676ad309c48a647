"""The drawn formats reach their renderers with filter and language, and say what they are."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime

import pytest
from lxml import etree, html
from PIL import Image
from pypdf import PdfReader

from geo.export import to_bytes
from geo.selection import Filter

MADE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
BISHAN = Filter(districts=("璧山区",))


def test_the_web_map_says_filter_datum_time_and_credits(catalogue):
    page = html.document_fromstring(to_bytes(catalogue, ".html", filter=BISHAN, made=MADE))
    about = {meta.get("name"): meta.get("content") for meta in page.iter("meta")}
    assert about["筛选条件"] == "璧山区"
    assert about["生成时间"] == "2026-03-01T08:30:00Z"
    assert about["坐标基准"].startswith("WGS-84")
    assert "GeoNames" in about["数据来源"]


def test_the_web_map_shows_the_selection_only(catalogue):
    text = to_bytes(catalogue, ".html", filter=BISHAN, made=MADE).decode()
    found = [name for name in catalogue["name"] if name in text or json.dumps(name)[1:-1] in text]
    assert found == ["青杠产业园", "联动创新区"]


def test_the_web_map_lists_what_has_no_place_with_the_reason(catalogue):
    page = html.document_fromstring(to_bytes(catalogue, ".html", made=MADE))
    (listed,) = page.find_class("pm-aside")
    assert listed.find("summary").text == "未上图 3"
    assert {item.text: item.find("small").text for item in listed.iter("li")} == {
        "老旧小区改造": "城市更新 · 推进中 · 覆盖全市",
        "云上平台": "数字平台 · 谋划 · 文中没有地名",
        "邻省枢纽": "物流 · 已建成 · 位于重庆市外",
    }
    assert not html.document_fromstring(to_bytes(catalogue, ".html", filter=BISHAN)).find_class("pm-aside")


def test_a_title_that_is_markup_stays_text(catalogue):
    catalogue.attrs["metadata"]["title"] = '"><script>alert(1)</script>'
    page = html.document_fromstring(to_bytes(catalogue, ".html", made=MADE))
    assert not [script for script in page.iter("script") if (script.text or "").strip() == "alert(1)"]


@pytest.mark.parametrize(("suffix", "start"), [(".png", b"\x89PNG"), (".pdf", b"%PDF"), (".svg", b"<?xml")])
def test_a_picture_is_of_its_kind(suffix, start, catalogue):
    data = to_bytes(catalogue, suffix, filter=BISHAN, made=MADE)
    assert data.startswith(start)
    if suffix == ".svg":
        text = re.sub(r"\s", "", "".join(etree.fromstring(data).itertext()))
        assert "璧山区" in text


def _said(data: bytes, suffix: str) -> str:
    if suffix == ".png":
        return str(Image.open(io.BytesIO(data)).text)
    if suffix == ".svg":
        (about,) = etree.fromstring(data).iter("{http://www.w3.org/2000/svg}metadata")
        return "".join(about.itertext())
    return str(PdfReader(io.BytesIO(data)).metadata)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_picture_says_filter_datum_time_and_credits(suffix, catalogue):
    said = _said(to_bytes(catalogue, suffix, filter=BISHAN, made=MADE), suffix)
    for part in ("某市2030年工作报告", "璧山区", "CGCS2000", "GeoNames"):
        assert part in said
    assert "2026-03-01T08:30" in said or "20260301083000" in said


@pytest.mark.parametrize("suffix", [".html", ".svg", ".pdf"])
def test_a_map_carries_its_number(suffix, catalogue):
    data = to_bytes(catalogue, suffix, filter=BISHAN, made=MADE, map_number="渝S(2030)7号")
    text = PdfReader(io.BytesIO(data)).pages[0].extract_text() if suffix == ".pdf" else data.decode()
    assert "渝S(2030)7号" in text or json.dumps("渝S(2030)7号")[1:-1] in text


@pytest.mark.parametrize("suffix", [".html", ".png", ".svg", ".pdf"])
def test_same_selection_and_time_give_the_same_map(suffix, catalogue):
    first, second = (to_bytes(catalogue, suffix, filter=BISHAN, made=MADE) for _ in range(2))
    if suffix == ".html":  # folium numbers its parts at random
        first, second = (re.sub(rb"[0-9a-f]{32}", b"", data) for data in (first, second))
    assert first == second


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "甲]]>乙",
    "甲\x00\x1b\u202e乙",
    "长" * 500,
    "“引号”\"双\"'单'",
    "上行\n下行",
    "$\\frac{1}{2}$_^%",
]


@pytest.mark.parametrize("suffix", [".html", ".svg", ".pdf"])
def test_hostile_names_are_drawn_as_text(suffix, make):
    data = to_bytes(make(HOSTILE), suffix, made=MADE)
    if suffix == ".html":
        page = html.document_fromstring(data)
        assert not [script for script in page.iter("script") if "alert(1)" in (script.text or "")[:20]]
        assert not list(page.iter("img"))
        unplaced = [item.text for item in page.find_class("pm-aside")[0].iter("li")]
        assert unplaced == ["“引号”\"双\"'单'", "上行\n下行", "$\\frac{1}{2}$_^%"]
    if suffix == ".svg":
        tags = {etree.QName(element).localname for element in etree.fromstring(data).iter(etree.Element)}
        assert not tags & {"script", "img", "foreignObject"}
    if suffix == ".pdf":
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
        assert "=cmd|" in text
