"""The shipped catalogue, filtered by each district, in each format: the rows of the table and no others."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from lxml import etree, html

import gazetteer
from geo.catalogue import shipped
from geo.export import to_bytes
from geo.selection import Filter

MADE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module", name="catalogue")
def _catalogue():
    return shipped()


def _rows(catalogue, district):
    """Names of a district's projects, counted by hand, not by the filter under test."""
    return [
        name
        for name, names in zip(catalogue["name"], catalogue["districts"], strict=True)
        if district in names
    ]


def _words(svg: bytes) -> str:
    texts = etree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return "".join("".join(text.itertext()) for text in texts)


def _shown(page: bytes) -> set[str]:
    """Names in the GeoJSON that a web map holds, and in its list of what has no place."""
    names = re.findall(r'"name": ?("(?:[^"\\]|\\.)*")', page.decode())
    aside = html.document_fromstring(page).find_class("pm-aside")
    return {json.loads(name) for name in names} | {item.text for box in aside for item in box.iter("li")}


@pytest.mark.parametrize(
    "suffix", [".geojson", ".csv", ".json", ".md", ".kml", ".xlsx", ".parquet", ".gpkg", ".zip", ".docx"]
)
def test_each_district_exports_its_own_rows(suffix, catalogue, read_back):
    districts = [district.name for district in gazetteer.load(2021).districts()]
    assert len(districts) == 38
    for district in districts:
        wanted = _rows(catalogue, district)
        data = to_bytes(catalogue, suffix, filter=Filter(districts=(district,)), made=MADE)
        found = [name.replace("\\", "") for name, _ in read_back(data, suffix)]
        assert sorted(found) == sorted(wanted), district


def test_each_district_draws_its_own_rows(catalogue):
    everything = set(catalogue["name"])
    for district in [district.name for district in gazetteer.load(2021).districts()]:
        wanted = _rows(catalogue, district)
        chosen = Filter(districts=(district,))
        words = re.sub(r"\s", "", _words(to_bytes(catalogue, ".svg", filter=chosen, made=MADE)))
        assert f"共{len(wanted)}项" in words, district
        assert [name for name in wanted if re.sub(r"\s", "", name)[:8] not in words] == [], district
        shown = _shown(to_bytes(catalogue, ".html", filter=chosen, made=MADE)) & everything
        assert shown == set(wanted), district
