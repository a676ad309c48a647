"""The web map as values: constant base, one layer a domain, one file that asks nobody."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit_folium import _get_feature_group_string, _get_map_string

from geo import assets, catalogue, webmap
from geo.errors import ExportError
from geo.selection import Filter, select
from geo.taxonomy import DOMAINS


@pytest.fixture(scope="module")
def shipped():
    return catalogue.shipped()


def script(chart):
    chart.get_root().render()
    return _get_map_string(chart)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("year", [2021, 2026])
def test_the_base_is_the_same_on_every_run(language, year):
    first, second = (script(webmap.build_map(language, year=year)) for _ in range(2))
    assert re.sub(r"_[a-z0-9]+", "", first) == re.sub(r"_[a-z0-9]+", "", second)


def test_a_layer_a_domain_with_every_located_row(shipped):
    chart = webmap.build_map("zh")
    chart.get_root().render()
    text = _get_feature_group_string(webmap.feature_group(shipped), chart)
    assert text.count("L.geoJSON(") == shipped[shipped.geometry.notna()]["domain"].nunique()
    ids = re.findall(r'"id":"([^"]+)"', text)
    assert sorted(ids) == sorted(shipped[shipped.geometry.notna()]["id"])


def test_an_empty_selection_is_a_map_too(shipped):
    page = webmap.to_html(shipped, "zh", chosen=Filter(text="没有这样的项目"))
    assert "projectMap.start" in page
    assert "L.geoJSON(" not in page.partition("projectMap.start")[2]


@pytest.mark.parametrize("address", ["https://example.org/a.js", "project-map:no-such.css"])
def test_an_asset_that_is_not_at_hand_is_said(address):
    with pytest.raises((ExportError, FileNotFoundError), match=r"example\.org|no-such"):
        assets.text(address)


@pytest.mark.parametrize(
    "tag",
    [
        '<script src="//cdn.example.org/a.js"></script>',
        '<link rel="icon" href="https://example.org/x.png">',
        "<style>@import 'https://example.org/x.css';</style>",
        '<img src="http://example.org/x.png">',
    ],
)
def test_a_page_that_would_ask_outside_is_refused(tag):
    with pytest.raises(ExportError, match=r"outside address|not at hand"):
        assets.inline(f"<html>{tag}</html>")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_file_holds_all(shipped, language):
    page = webmap.to_html(shipped, language)
    assert len(page.encode()) < 1_500_000
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=", page)


def test_the_map_number_stands_in_the_footer():
    assert "S-2021-001" in script(webmap.build_map("zh", map_number="S-2021-001"))


def test_names_from_a_file_never_become_markup(shipped):
    gdf = shipped.head(3).copy()
    gdf.attrs = {"metadata": {"title": "</title><script>alert(1)</script>", "year": 2021}}
    gdf.loc[gdf.index[0], "name"] = "</script><script>alert(2)</script>"
    page = webmap.to_html(gdf, "zh")
    assert page.count("alert(2)") == 1
    assert "\\u003cscript" in page
    assert "<script>alert" not in page


def test_choosing_does_not_change_what_is_given(shipped):
    before = select(shipped, None).copy()
    webmap.feature_group(shipped, chosen=Filter(domains=(next(iter(DOMAINS)),)), selected="x", fly=1)
    assert before.equals(shipped)


@given(st.text(max_size=60))
def test_any_name_reaches_the_page_as_it_is(shipped, name):
    gdf = shipped[shipped["exactness"] == "exact"].head(1).copy()
    gdf["name"] = name
    chart = webmap.build_map("zh")
    chart.get_root().render()
    text = _get_feature_group_string(webmap.feature_group(gdf), chart)
    collection = re.search(r"L\.geoJSON\((\{.*\}), \{pointToLayer", text)[1]
    assert json.loads(collection)["features"][0]["properties"]["name"] == name
