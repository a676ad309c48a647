"""The reader of the tables: every fault named with file, row and column."""

import pytest

from gazetteer import tables
from gazetteer.errors import PlaceDataError

GOOD = {
    "id": "bridge-a", "name": "甲桥", "aliases": "甲大桥|甲江桥", "class": "BDG", "shape": "point",
    "adcodes": "500120", "lon": "106.2", "lat": "29.6", "exactness": "exact", "radius_km": "1",
    "stops": "", "basis": "knowledge",
    "confidence": "high", "source": "a page", "datum": "WGS-84", "note": "", "since": "2020", "until": "",
}  # fmt: skip


@pytest.fixture
def table(tmp_path):
    def write(header=tables.COLUMNS, **cells):
        path = tmp_path / "some.csv"
        row = GOOD | cells
        path.write_text(",".join(header) + "\n" + ",".join(row[c] for c in tables.COLUMNS) + "\n", "utf-8")
        return path

    return write


def test_a_row_becomes_a_place(table):
    (place,) = tables.read_table(table())
    assert place.point == (106.2, 29.6)
    assert place.aliases == ("甲大桥", "甲江桥")
    assert (place.feature, place.since, place.until) == ("BDG", 2020, None)
    assert place.holds_in(2021)
    assert not place.holds_in(2019)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("id", "bridge_a"),
        ("id", ""),
        ("name", ""),
        ("name", " 甲桥"),
        ("aliases", "甲|甲"),
        ("aliases", "甲||乙"),
        ("class", "bridge"),
        ("shape", "circle"),
        ("adcodes", "50012"),
        ("lon", "29.6"),
        ("lat", "106.2"),
        ("lat", ""),
        ("lon", "east"),
        ("exactness", "sure"),
        ("radius_km", "-1"),
        ("stops", "a b"),
        ("basis", "guess"),
        ("confidence", "1"),
        ("source", ""),
        ("since", "20"),
        ("until", "now"),
    ],
)
def test_a_fault_is_named(table, column, cell):
    with pytest.raises(PlaceDataError, match=rf"some\.csv, row 2, column {column}: "):
        list(tables.read_table(table(**{column: cell})))


def test_the_columns_are_fixed(table):
    with pytest.raises(PlaceDataError, match=r"row 1: the columns must be .*; wrong: place, shape"):
        list(tables.read_table(table(header=[c.replace("shape", "place") for c in tables.COLUMNS])))


def test_a_cell_too_many_is_named(table):
    with pytest.raises(PlaceDataError, match="row 2: 19 cells instead of 18"):
        list(tables.read_table(table(note="甲,乙")))


def test_the_shipped_tables_hold():
    assert len(tables.shipped()) > 1000
    assert tables.shipped() is tables.shipped()
