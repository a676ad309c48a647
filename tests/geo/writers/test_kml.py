"""KML, read by lxml and by GDAL's LIBKML."""

from __future__ import annotations

from datetime import UTC, datetime

import pyogrio
import pytest
from lxml import etree

from geo.export import to_bytes
from geo.selection import Filter

MADE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
K = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
def document(catalogue):
    return etree.fromstring(to_bytes(catalogue, ".kml", made=MADE)).find(f"{K}Document")


def test_projects_stand_in_a_folder_a_domain(document):
    folders = {
        folder.findtext(f"{K}name"): [mark.findtext(f"{K}name") for mark in folder.iter(f"{K}Placemark")]
        for folder in document.iter(f"{K}Folder")
    }
    assert folders["交通"] == ["南山隧道", "渝万铁路", "两江航道", "邻省枢纽"]
    assert list(folders) == ["交通", "数字", "工业", "科创", "城市", "生态"]


def test_every_style_that_is_used_exists(document):
    styles = {f"#{style.get('id')}" for style in document.iter(f"{K}Style")}
    used = {url.text for url in document.iter(f"{K}styleUrl")}
    assert used == styles


def test_descriptions_show_stage_districts_and_exactness(document):
    mark = next(document.iter(f"{K}Placemark"))
    shown = mark.findtext(f"{K}description")
    assert all(part in shown for part in ("开工", "渝中区", "精确（1公里内）"))


def test_a_name_that_is_markup_is_shown_not_run(make):
    data = to_bytes(
        make(["<script>alert(1)</script>]]>"] * 9, heading="<img src=x onerror=y>"), ".kml", made=MADE
    )
    document = etree.fromstring(data)
    names = {mark.findtext(f"{K}name") for mark in document.iter(f"{K}Placemark")}
    assert names == {"<script>alert(1)</script>]]>"}
    for shown in document.iter(f"{K}description"):
        assert "<img" not in shown.text
        assert "<script" not in shown.text
    assert b"<script" not in data


def test_the_document_says_filter_datum_time_and_credits(catalogue):
    data = to_bytes(catalogue, ".kml", filter=Filter(districts=("璧山区",)), made=MADE)
    shown = etree.fromstring(data).find(f"{K}Document").findtext(f"{K}description")
    assert all(part in shown for part in ("璧山区", "WGS-84", "2026-03-01T08:30:00Z", "GeoNames"))


def test_nothing_is_fetched_from_outside(catalogue):
    data = to_bytes(catalogue, ".kml", made=MADE)
    assert data.count(b"http") == 1  # the namespace
    assert b"<href" not in data


def test_gdal_reads_names_and_columns(catalogue, tmp_path):
    path = tmp_path / "read.kml"
    path.write_bytes(to_bytes(catalogue, ".kml", made=MADE))
    rows = pyogrio.read_dataframe(path, layer="交通")
    assert rows["Name"].tolist() == ["南山隧道", "渝万铁路", "两江航道", "邻省枢纽"]
    assert rows["stage"].tolist() == ["starting", "preparatory", "planning", "completed"]
