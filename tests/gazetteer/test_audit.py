"""The audit finds each sort of planted fault, and none in the shipped tables."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest

from gazetteer import audit, boundaries, tables
from gazetteer.errors import PlaceDataError
from gazetteer.places import Exactness, Place, Shape
from gazetteer.reference import compare, distance_km, read_reference

TOWN = Place(
    id="town-1", name="甲镇", feature="PPLA4", adcodes=("500120",), lon=106.22, lat=29.6,
    exactness=Exactness.NEAR, radius_km=3.0, source="a list", datum="WGS-84",
)  # fmt: skip
SEAT = replace(
    TOWN, id="district-500120", name="璧山区", feature="ADM2", shape=Shape.AREA, exactness=Exactness.DISTRICT
)
LINE = Place(
    id="rail-1", name="甲乙铁路", feature="RR", shape=Shape.CORRIDOR, adcodes=("500120",),
    exactness=Exactness.LINE, stops=("town-1",), source="a list",
)  # fmt: skip


def rules(*places):
    return {breach.rule for breach in audit.check(places).breaches}


def test_sound_rows_have_no_breach():
    assert rules(TOWN, SEAT, LINE) == set()


@pytest.mark.parametrize(
    ("rule", "places"),
    [
        ("containment", [replace(TOWN, adcodes=("500103",))]),
        ("containment", [replace(TOWN, lon=106.0, lat=30.9)]),
        ("containment", [replace(TOWN, adcodes=("500120", "500101"))]),
        ("order", [replace(TOWN, lon=29.6, lat=106.22)]),
        ("box", [replace(TOWN, lon=121.47, lat=31.23)]),
        ("box", [replace(TOWN, lon=0.0, lat=0.0)]),
        ("source", [replace(TOWN, source=" ")]),
        ("datum", [replace(TOWN, datum="GCJ-02")]),
        ("datum", [replace(TOWN, datum="")]),
        ("id", [TOWN, replace(TOWN, name="乙镇")]),
        ("id", [replace(TOWN, since=2020, until=2010)]),
        ("adcode", [replace(TOWN, adcodes=("500157",), until=2025)]),
        ("adcode", [replace(TOWN, adcodes=("500112",))]),
        ("exactness", [replace(TOWN, radius_km=9.0)]),
        ("exactness", [replace(TOWN, radius_km=None)]),
        ("exactness", [replace(TOWN, exactness=Exactness.EXACT)]),
        ("exactness", [replace(TOWN, exactness=Exactness.DISTRICT)]),
        ("exactness", [replace(TOWN, exactness=Exactness.UNKNOWN)]),
        ("exactness", [replace(TOWN, exactness=Exactness.DISTRICT, lon=None, lat=None, adcodes=())]),
        ("exactness", [replace(TOWN, exactness=Exactness.AREA, lon=None, lat=None, adcodes=())]),
        ("exactness", [replace(TOWN, exactness=Exactness.OUTSIDE, lon=None, lat=None)]),
        ("exactness", [replace(LINE, stops=())]),
        ("stops", [LINE]),
        ("stops", [LINE, replace(TOWN, lon=None, lat=None, exactness=Exactness.DISTRICT)]),
        ("stops", [LINE, replace(TOWN, lon=108.77, lat=29.53, adcodes=("500114",))]),
        ("stops", [LINE, replace(TOWN, until=2025)]),
        ("contradiction", [TOWN, replace(TOWN, id="town-2", lon=106.3)]),
        ("contradiction", [LINE, replace(LINE, id="rail-2", adcodes=("500151",)), TOWN]),
    ],
)
def test_a_planted_fault_is_found(rule, places):
    assert rule in rules(*places)


def test_towns_of_one_name_in_two_districts_are_lawful():
    other = replace(TOWN, id="town-2", lon=106.05, lat=29.85, adcodes=("500151",))
    assert rules(TOWN, other) == set()


def test_places_outside_need_not_lie_in_chongqing():
    city = replace(
        TOWN, id="city-1", feature="ADM2", adcodes=(), lon=116.4, lat=39.9, exactness=Exactness.OUTSIDE
    )
    assert rules(city) == set()


@pytest.fixture
def reference(tmp_path):
    def write(*rows, columns=("name", "alias", "kind", "lat", "lon", "use", "source")):
        path = tmp_path / "coordinates.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(rows)
        return tmp_path

    return write


def test_a_point_copied_from_a_source_for_checking_is_a_breach(reference):
    folder = reference(["丙站", "", "bus stop", "29.6", "106.22", "check", "a map service"])
    (breach,) = audit.check([TOWN], folder).breaches
    assert (breach.rule, breach.place) == ("copied", "town-1")
    assert "a map service" in breach.message


def test_the_same_point_from_an_open_source_is_none(reference):
    folder = reference(
        ["丙站", "", "bus stop", "29.6", "106.22", "check", "a map service"],
        ["甲", "", "township/street", "29.6", "106.22", "ship", "an open list"],
    )
    assert not audit.check([TOWN], folder).breaches


def test_differences_are_shown_and_no_breach(reference):
    folder = reference(
        ["甲站", "", "bus stop", "29.70", "106.22", "check", "far"],
        ["甲", "", "district centroid", "29.6001", "106.22", "check", "a centroid says nothing"],
        ["甲站", "", "bus stop", "30.80", "108.37", "check", "another town of that name"],
    )
    report = audit.check([TOWN], folder)
    assert not report.breaches
    assert report.compared == 1
    (difference,) = report.differences
    assert difference.km == pytest.approx(11.1, abs=0.1)
    assert "甲镇" in str(report)


def test_a_near_reference_is_no_difference(reference):
    folder = reference(["甲站", "", "bus stop", "29.61", "106.22", "check", "near"])
    assert compare([TOWN], read_reference(folder)) == ((), 1)


@pytest.mark.parametrize(
    ("rows", "columns", "message"),
    [
        ([], ("name", "lat", "lon"), "lacks the column alias"),
        ([["甲", "", "x", "", "106", "check", "s"]], None, "row 2: lon and lat must be numbers"),
    ],
)
def test_a_reference_that_is_none(reference, rows, columns, message):
    folder = reference(*rows, columns=columns) if columns else reference(*rows)
    with pytest.raises(PlaceDataError, match=message):
        read_reference(folder)


def test_a_missing_reference_is_one_clear_error(tmp_path):
    with pytest.raises(PlaceDataError, match="cannot be read"):
        read_reference(tmp_path / "none.csv")


def test_distances():
    assert distance_km((106.0, 29.0), (106.0, 30.0)) == pytest.approx(111.2, abs=0.1)
    assert distance_km((106.0, 29.0), (106.0, 29.0)) == 0.0


def test_the_shipped_tables_have_no_breach():
    report = audit.run()
    assert not report.breaches, str(report)
    assert report.points > 1000


def test_every_shipped_point_lies_in_a_district_it_claims():
    for year in audit.YEARS:
        for place in tables.shipped():
            if place.holds_in(year) and place.point and place.adcodes:
                assert boundaries.containing(*place.point, year) in place.adcodes, place.id


@pytest.mark.parametrize("year", [2017, 2019, 2023, 2025])
def test_the_tables_hold_in_the_years_between(year):
    assert audit.check(tables.shipped(), years=(year,)).breaches == ()
