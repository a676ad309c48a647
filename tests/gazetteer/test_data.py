"""Every row of the shipped tables: schema, order, validity in time, names that belong together."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from gazetteer import tables
from gazetteer.places import Exactness, Shape

FILES = sorted(tables.DATA.glob("*.csv"))
TABLES = "areas corridors districts nature outside sites towns transport water zones"
HAN = re.compile(r"[一-鿿]")
TRADITIONAL = re.compile(r"[慶龍鎮場萬區縣鄉]")
ROWS = [
    (path.name, row)
    for path in FILES
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True))
]


def test_the_tables_are_all_there():
    assert {path.stem for path in FILES} == set(TABLES.split())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_table_is_plain_utf8_with_its_rows_in_order(path):
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    ids = [(row["id"], row["since"]) for name, row in ROWS if name == path.name]
    if path.stem != "towns":  # by district, then id
        assert all(one <= two for one, two in pairwise(ids))


def test_every_row_keeps_the_schema():
    for name, row in ROWS:
        where = f"{name}: {row['id']}"
        assert all(cell == cell.strip() for cell in row.values()), where
        assert HAN.search(row["name"]) or row["id"].startswith("site-"), where
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        assert len(set(names)) == len(names), where
        assert all(len(one) >= 2 and not TRADITIONAL.search(one) for one in names), where
        assert row["source"], where
        assert (row["lon"] == "") == (row["lat"] == "") == (row["datum"] == ""), where
        assert not row["lon"] or row["radius_km"], where
        assert not row["stops"] or row["shape"] == "corridor", where
        assert row["basis"] != "none" or not row["adcodes"], where


def test_places_divide_time_without_gap_or_overlap():
    rows = defaultdict(list)
    for place in tables.shipped():
        rows[place.id].append(place)
    for place_id, versions in rows.items():
        versions.sort(key=lambda place: place.since or 0)
        assert all(one.until is not None and two.since == one.until + 1 for one, two in pairwise(versions)), (
            place_id
        )
        assert len({place.feature for place in versions}) == 1, place_id


@pytest.mark.parametrize(
    ("year", "count"), [(2005, 40), (2011, 40), (2012, 38), (2016, 38), (2021, 38), (2025, 38), (2026, 37)]
)
def test_units_of_a_year(year, count):
    units = [place for place in tables.shipped() if place.id.startswith("district-") and place.holds_in(year)]
    assert len(units) == count
    assert len({place.name for place in units}) == count


FORMER = """\
梁平县 2016 500155
武隆县 2016 500156
开县 2016 500154
潼南县 2015 500152
荣昌县 2015 500153
铜梁县 2014 500151
璧山县 2014 500120
大足县 2011 500111
綦江县 2011 500110
万盛区 2011 500110
双桥区 2011 500111
江津市 2006 500116
合川市 2006 500117
永川市 2006 500118
南川市 2006 500119
江北区 2025 500105
渝北区 2025 500112"""


@pytest.mark.parametrize(
    ("name", "until", "successor"),
    [line.split() for line in FORMER.splitlines()],
)
def test_former_units_end_and_name_their_successor(name, until, successor):
    until = int(until)
    (unit,) = [place for place in tables.shipped() if place.name == name and place.feature == "ADM2"]
    assert (unit.until, unit.adcodes) == (until, (successor,))
    assert unit.holds_in(until)
    assert not unit.holds_in(until + 1)


def test_no_name_means_a_town_and_something_else_in_one_district():
    for year in (2021, 2026):
        held = [place for place in tables.shipped() if place.holds_in(year)]
        meanings = defaultdict(set)
        for place in held:
            for name in (place.name, *place.aliases):
                for code in place.adcodes:
                    meanings[name, code].add(place.feature == "PPLA4")
        assert not [name for name, kinds in meanings.items() if len(kinds) == 2]


def test_most_places_say_how_exact_they_are():
    count = Counter(place.exactness for place in tables.shipped())
    assert count[Exactness.NEAR] > 900
    assert count[Exactness.EXACT] >= 10
    assert all(place.shape is not Shape.CORRIDOR or len(place.stops) >= 2 for place in tables.shipped())
