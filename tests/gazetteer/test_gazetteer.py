"""The gazetteer as a library."""

import subprocess
import sys

import pytest

from gazetteer import Place, load
from gazetteer.errors import UnknownPlaceError


@pytest.mark.parametrize(("year", "count"), [(2021, 38), (2025, 38), (2026, 37), (2010, 40)])
def test_districts_in_code_order(year, count):
    districts = load(year).districts()
    assert len(districts) == count
    codes = [place.adcodes for place in districts]
    assert codes == sorted(codes)


@pytest.mark.parametrize("key", ["璧山", "璧山区", "500120", " 璧山 "])
def test_a_district_has_three_keys(key):
    assert load().district(key).id == "district-500120"


def test_a_code_means_the_unit_that_kept_it():
    assert load(2010).district("500110").name == "綦江县"
    assert load(2010).district("万盛").name == "万盛区"
    assert load(2021).district("500110").name == "綦江区"


@pytest.mark.parametrize("year", [1998, 2010, 2014, 2021, 2026, 2040])
def test_every_code_of_a_year_is_one_of_its_districts(year):
    gazetteer = load(year)
    assert {gazetteer.district(code).adcodes for place in gazetteer.places for code in place.adcodes}


def test_what_is_not_held_is_an_error():
    gazetteer = load()
    for call in (
        lambda: gazetteer.district("苏州"),
        lambda: gazetteer.place("nowhere"),
        lambda: gazetteer.region("north"),
        lambda: load(2026).district("渝北"),
    ):
        with pytest.raises(UnknownPlaceError):
            call()


@pytest.mark.parametrize(
    ("year", "region", "count"),
    [
        (2021, "metro", 21),
        (2021, "core", 9),
        (2021, "northeast", 11),
        (2021, "southeast", 6),
        (2026, "core", 8),
    ],
)
def test_regions_are_made_of_the_years_districts(year, region, count):
    gazetteer = load(year)
    codes = gazetteer.region(region)
    assert len(codes) == count
    assert all(gazetteer.district(code).adcodes == (code,) for code in codes)


def test_a_corridor_has_ordered_stops():
    gazetteer = load()
    line = gazetteer.resolve("郑万高铁").place
    codes = [stop.adcodes[0] for stop in gazetteer.corridor(line) if stop.adcodes]
    assert codes.index("500237") < codes.index("500101")


def test_load_is_cached_and_frozen():
    assert load(2021) is load()
    with pytest.raises(AttributeError):
        load().districts()[0].lon = 0.0


def test_to_geodataframe_keeps_places_without_a_point():
    gazetteer = load()
    table = gazetteer.to_geodataframe()
    assert len(table) == len(gazetteer.places)
    assert table.crs.to_epsg() == 4326
    airport = table[table["id"] == "airport-jiangbei"].iloc[0]
    assert airport.geometry.x == pytest.approx(airport["lon"])
    assert table[table["lon"].isna()].geometry.isna().all()


def test_a_place_shows_itself_escaped():
    html = Place(id="x", name="<b>桥</b>", aliases=("甲", "乙"))._repr_html_()
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert "甲、乙" in html


def test_resolving_imports_nothing_heavy():
    code = (
        "import sys, gazetteer; gazetteer.load().resolve('江北机场'); gazetteer.load().find('建设璧山');"
        "print([m for m in ('pandas', 'geopandas', 'streamlit', 'jieba', 'shapely') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("year", "code", "name"),
    [
        (2010, "500228", "梁平县"),
        (2016, "500155", "梁平县"),
        (2017, "500155", "梁平区"),
        (2010, "500234", "开县"),
        (2010, "500222", "綦江县"),
        (2012, "500110", "綦江区"),
        (2025, "500112", "渝北区"),
        (2026, "500157", "两江新区"),
    ],
)
def test_a_code_is_that_of_its_time(year, code, name):
    assert load(year).district(code).name == name


@pytest.mark.parametrize(("year", "code"), [(2017, "500228"), (2026, "500112"), (2025, "500157")])
def test_a_code_of_another_time_is_none(year, code):
    with pytest.raises(UnknownPlaceError):
        load(year).district(code)


@pytest.mark.parametrize(("year", "name"), [(2016, "梁平县"), (2017, "梁平区"), (2021, "梁平区")])
def test_a_corridor_stops_at_the_units_of_its_year(year, name):
    gazetteer = load(year)
    line = gazetteer.resolve("渝万城际铁路").place
    stops = gazetteer.corridor(line)
    assert name in [stop.name for stop in stops]
    assert len(stops) == len(line.stops)
