"""Filters: any value within a dimension, all dimensions together; names as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catalogue import table
from geo.errors import FilterError
from geo.schema import COLUMNS
from geo.selection import COLUMN, Filter, counts, describe, parse, select

ROWS = [
    (
        "甲江大桥",
        "transport",
        "road",
        "ongoing",
        "project",
        ["璧山区", "江津区"],
        ["metro"],
        "area",
        "交通先行",
    ),
    (
        "乙山水库",
        "water",
        "water_resources",
        "starting",
        "project",
        ["万州区"],
        ["northeast"],
        "near",
        "水利补短板",
    ),
    ("老旧小区改造", "urban", "urban_renewal", "ongoing", "programme", [], [], "citywide", "城市更新"),
    (
        "丙站5G机房",
        "digital",
        "digital_infrastructure",
        "completing",
        "project",
        ["渝中区"],
        ["core", "metro"],
        "exact",
        "新基建",
    ),
]


def _empty(kind):
    return {"text": "", "integer": 0, "number": None, "texts": [], "records": []}[kind]


@pytest.fixture(scope="module")
def gdf():
    rows = []
    for number, (name, domain, sector, stage, kind, districts, regions, exactness, heading) in enumerate(
        ROWS
    ):
        row = {column.name: _empty(column.type) for column in COLUMNS}
        row |= {
            "id": str(number),
            "name": name,
            "domain": domain,
            "sector": sector,
            "stage": stage,
            "kind": kind,
        }
        row |= {"districts": districts, "regions": regions, "exactness": exactness, "heading": heading}
        row["places"] = [{"text": "云巴站"}] if number == 3 else []
        rows.append(row)
    return table(rows, [None] * len(rows), {"report": "sample", "year": 2021})


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        (None, "0123"),
        (Filter(), "0123"),
        (Filter(districts=("璧山区",)), "0"),
        (Filter(districts=("璧山区", "万州区")), "01"),
        (Filter(regions=("metro",)), "03"),
        (Filter(regions=("core", "northeast")), "13"),
        (Filter(domains=("transport", "urban")), "02"),
        (Filter(sectors=("water_resources",)), "1"),
        (Filter(stages=("ongoing",)), "02"),
        (Filter(stages=("ongoing",), kinds=("project",)), "0"),
        (Filter(exactness=("citywide",)), "2"),
        (Filter(text="水"), "1"),
        (Filter(text="江津"), "0"),
        (Filter(text="５ｇ"), "3"),
        (Filter(text="云巴"), "3"),
        (Filter(text="更新 小区"), "2"),
        (Filter(text="更新 大桥"), ""),
        (Filter(districts=("城口县",)), ""),
        (Filter(text="[(*"), ""),
    ],
)
def test_select(gdf, chosen, ids):
    kept = select(gdf, chosen)
    assert "".join(kept["id"]) == ids
    assert kept.attrs["metadata"] == gdf.attrs["metadata"]
    assert kept.crs == gdf.crs


def test_counts_are_those_of_the_other_filters(gdf):
    chosen = Filter(domains=("transport",), stages=("ongoing",))
    assert counts(gdf, chosen, "domains") == {"transport": 1, "urban": 1}
    assert counts(gdf, chosen, "stages") == {"ongoing": 1}
    assert counts(gdf, Filter(), "districts") == {"璧山区": 1, "江津区": 1, "万州区": 1, "渝中区": 1}
    assert counts(gdf, Filter(), "regions") == {"metro": 2, "northeast": 1, "core": 1}


@given(data=st.data())
def test_a_count_is_the_number_of_rows_that_its_value_keeps(gdf, data):
    values = {name: sorted(counts(gdf, Filter(), name)) for name in COLUMN}
    chosen = Filter(**{name: tuple(data.draw(st.sets(st.sampled_from(values[name])))) for name in COLUMN})
    name = data.draw(st.sampled_from(sorted(COLUMN)))
    for value, count in counts(gdf, chosen, name).items():
        narrowed = {other: getattr(chosen, other) for other in COLUMN} | {name: (value,)}
        assert len(select(gdf, Filter(**narrowed))) == count


@pytest.mark.parametrize("name", ["璧山", "璧山区", "500120"])
def test_a_district_is_named_short_in_full_or_by_code(name):
    assert parse(districts=[name]).districts == ("璧山区",)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"districts": ["成都"]}, "'成都' is no district of Chongqing in 2021"),
        ({"districts": [""]}, "is no district"),
        ({"domains": ["rail"]}, "'rail' is none of the domains"),
        ({"regions": ["west"]}, "use one of core, metro, northeast, southeast"),
        ({"colours": ["red"]}, "There is no filter colours"),
    ],
)
def test_what_does_not_exist_is_refused(arguments, message):
    with pytest.raises(FilterError) as caught:
        parse(**arguments)
    assert message in str(caught.value)


def test_districts_are_those_of_the_year():
    assert parse(districts=["江北"], year=2021).districts == ("江北区",)
    with pytest.raises(FilterError, match="江北区"):
        parse(districts=["江北区"], year=2026)


@pytest.mark.parametrize(
    ("chosen", "language", "text"),
    [
        (None, "zh", "全部项目"),
        (Filter(), "en", "All projects"),
        (Filter(districts=("璧山区", "江津区"), domains=("transport",)), "zh", "璧山区、江津区；领域：交通"),
        (
            Filter(regions=("metro",), stages=("ongoing",)),
            "en",
            "Region: Metropolitan area; Stage: Under way",
        ),
        (Filter(text="<b>{0}"), "zh", "含“<b>{0}”"),
    ],
)
def test_describe(chosen, language, text):
    assert describe(chosen, language) == text
