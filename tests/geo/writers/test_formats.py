"""Every format: written, read back by another program, equal; hostile texts harmless in each."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import shapely

from geo.errors import CatalogueError, ExportError
from geo.export import to_bytes
from geo.selection import Filter

MADE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
FORMATS = (".geojson", ".csv", ".json", ".md", ".kml", ".xlsx", ".parquet", ".gpkg", ".zip", ".docx")

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "<script>alert(1)</script>",
    "乙]]>丙<b>",
    "甲\x00\x07\x1b乙\u202e丙",
    "长" * 500,
)
QUOTED = (
    "“引号”\"双\"'单'",
    "上行\n下行",
    "../../etc/passwd",
    "a|b|c",
    "[链接](javascript:alert(1))",
    "＝1+1",
    "甲,乙;丙",
    "{{7*7}} ${7*7} %s",
    "&amp;&lt;",
)


def spoken(text: str) -> str:
    """The characters a reader sees: without control characters, white space folded."""
    for bad in "\x00\x07\x1b\u202e":
        text = text.replace(bad, "")
    return " ".join(text.split())


def unmarked(text: str, suffix: str) -> str:
    """Take off the marks by which a format keeps a text from being read as something else."""
    text = text or ""
    if suffix == ".csv":
        text = text.removeprefix("'")
    if suffix == ".md":
        for mark in "\\`*_[]|#~":
            text = text.replace(f"\\{mark}", mark)
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return spoken(text)


@pytest.mark.parametrize("suffix", FORMATS)
def test_rows_names_and_geometries_come_back(suffix, catalogue, read_back):
    found = read_back(to_bytes(catalogue, suffix, made=MADE), suffix)
    wanted = dict(zip(catalogue["name"], catalogue.geometry, strict=True))
    assert sorted(name for name, _ in found) == sorted(wanted)
    for name, geometry in found:
        if geometry is ...:
            continue
        if wanted[name] is None:
            assert geometry is None, name
            continue
        # a shapefile and a layer of mixed lines hold every line as a multi line
        assert geometry.geom_type.removeprefix("Multi") == wanted[name].geom_type.removeprefix("Multi")
        assert abs(shapely.get_coordinates(geometry) - shapely.get_coordinates(wanted[name])).max() < 1e-7


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        (Filter(districts=("璧山区",)), {"青杠产业园", "联动创新区"}),
        (Filter(domains=("transport",), stages=("planning", "completed")), {"两江航道", "邻省枢纽"}),
        (Filter(text="渝万"), {"渝万铁路"}),
        (Filter(exactness=("citywide", "unknown", "outside")), {"老旧小区改造", "云上平台", "邻省枢纽"}),
    ],
    ids=["district", "domain-stage", "text", "unplaced"],
)
def test_what_is_filtered_is_what_is_exported(suffix, chosen, wanted, catalogue, read_back):
    found = read_back(to_bytes(catalogue, suffix, filter=chosen, made=MADE), suffix)
    assert sorted(name for name, _ in found) == sorted(wanted)


@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if suffix != ".json"])
def test_a_filter_that_keeps_nothing_gives_a_file_without_rows(suffix, catalogue, read_back):
    data = to_bytes(catalogue, suffix, filter=Filter(districts=("城口县",)), made=MADE)
    assert read_back(data, suffix) == []


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_same_selection_and_time_give_the_same_bytes(suffix, language, catalogue):
    first = to_bytes(catalogue, suffix, language=language, made=MADE)
    assert first == to_bytes(catalogue, suffix, language=language, made=MADE)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("names", [HOSTILE, QUOTED], ids=["hostile", "quoted"])
def test_hostile_names_stay_readable_text(suffix, names, make, read_back):
    found = read_back(to_bytes(make(list(names)), suffix, made=MADE), suffix)
    limit = 254 if suffix == ".zip" else None
    shown = sorted(unmarked(name, suffix) for name, _ in found)
    assert shown == sorted(spoken(name).encode()[:limit].decode("utf-8", "ignore") for name in names)


@pytest.mark.parametrize("suffix", FORMATS)
def test_hostile_metadata_does_not_break_a_file(suffix, catalogue, read_back):
    catalogue.attrs["metadata"] |= {
        "title": "=1+1<script>]]>\x00\x1b",
        "report": "../x",
        "credits": ["@a", "<b>"],
    }
    chosen = Filter(text="<script>]]>\x07 =cmd 南山")
    named = catalogue.assign(heading="<script>]]>\x07 =cmd")
    named.attrs = catalogue.attrs
    found = read_back(to_bytes(named, suffix, filter=chosen, made=MADE), suffix)
    assert len(found) == len(catalogue)


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_unknown_language_is_refused(suffix, catalogue):
    with pytest.raises(ExportError, match=r"'fr'; use one of zh, en"):
        to_bytes(catalogue, suffix, language="fr")


def test_a_broken_row_is_refused(catalogue):
    catalogue.loc[1, "stage"] = "soon"
    with pytest.raises(CatalogueError, match="row 2 has 'soon' for stage"):
        to_bytes(catalogue, ".csv")


def test_a_missing_column_is_named(catalogue):
    with pytest.raises(CatalogueError, match="lacks sector"):
        to_bytes(catalogue.drop(columns="sector"), ".csv")
