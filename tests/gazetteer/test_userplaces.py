"""A user's own places: checked row by row, put above the shipped ones."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import load, userplaces
from gazetteer.errors import PlaceDataError

HEADER = "name,aliases,lon,lat,district,kind,note\n"


@pytest.fixture
def table(tmp_path):
    def write(rows, header=HEADER, encoding="utf-8"):
        path = tmp_path / "mine.csv"
        path.write_bytes((header + rows).encode(encoding))
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_users_place_is_found(table, encoding):
    path = table("星火试验场,星火场、星火基地,106.20,29.60,璧山,园区,自家\n", encoding=encoding)
    gazetteer = load(places=path)
    (match,) = gazetteer.find("扩建星火基地")
    assert match.place.point == (106.20, 29.60)
    assert match.place.adcodes == ("500120",)
    assert match.place.feature == "INDS"
    assert load().find("扩建星火基地") == []


def test_a_users_place_stands_above_the_shipped_one(table):
    gazetteer = load(places=table("江北机场,,106.20,29.60,璧山,机场,\n"))
    match = gazetteer.resolve("江北机场")
    assert match.place.adcodes == ("500120",)
    assert {place.id for place in match.candidates} > {"airport-jiangbei"}
    assert gazetteer.find("扩建江北机场")[0].place is match.place
    assert load().resolve("江北机场").place.id == "airport-jiangbei"


def test_the_district_follows_from_the_point_and_the_other_way_round(table):
    gazetteer = load(places=table("甲一桥,,106.20,29.60,,桥,\n乙二桥,,,,万州、开州,桥,\n丙三桥,,,,,桥,\n"))
    found = {place.name: place for place in gazetteer.places[:3]}
    assert found["甲一桥"].adcodes == ("500120",)
    assert (found["乙二桥"].adcodes, found["乙二桥"].point) == (("500101", "500154"), None)
    assert found["乙二桥"].exactness == "district"
    assert found["丙三桥"].exactness == "unknown"


def test_a_changed_file_is_read_again(table):
    assert load(places=table("甲一桥,,,,万州,桥,\n")).resolve("甲一桥").place
    path = table("乙二大桥,,,,开州,桥,又一座\n")
    assert load(places=path).resolve("乙二大桥").place


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("甲一桥,,29.60,106.20,,桥,", "lon", "swap lon and lat"),
        ("甲一桥,,29.60,106.20,,桥,", "lat", "swap lon and lat"),
        ("甲一桥,,0,0,,桥,", "lon", "not between"),
        ("甲一桥,,nan,29.6,,桥,", "lon", "not between"),
        ("甲一桥,,东经106,29.6,,桥,", "lon", "no number"),
        ("甲一桥,,106.2,,,桥,", "lat", "go together"),
        ("甲一桥,,106.20,29.60,万州,桥,", "district", "lies in 璧山区"),
        ("甲一桥,,121.47,31.23,万州,桥,", "district", "outside Chongqing"),
        ("甲一桥,,106.20,29.60,火星,桥,", "district", "火星"),
        ("甲一桥,,106.20,29.60,璧山,飞船,", "kind", "飞船"),
        (",,106.20,29.60,璧山,桥,", "name", "shorter"),
        ("桥,,106.20,29.60,璧山,桥,", "name", "shorter"),
        ("甲一桥,乙,106.20,29.60,璧山,桥,", "aliases", "shorter"),
        ("甲一桥,,106.20,29.60,璧山,桥,说明,多一格", "note", "quotation marks"),
        (f"{'长' * 300}桥,,106.20,29.60,璧山,桥,", "name", "longer"),
    ],
)
def test_each_fault_names_its_row_and_column(table, row, column, said):
    with pytest.raises(PlaceDataError, match=said) as caught:
        load(places=table(f"好地方,,106.20,29.60,璧山,桥,\n{row}\n"))
    assert f"row 3, column {column}" in str(caught.value)


def test_all_faults_come_at_once(table):
    rows = "甲一桥,,29.60,106.20,,桥,\n甲一桥,,,,火星,飞船,\n"
    with pytest.raises(PlaceDataError) as caught:
        load(places=table(rows))
    lines = str(caught.value).splitlines()
    assert len(lines) == 6
    assert lines[0].endswith("5 to correct")
    assert any("stands in row 2 as well" in line for line in lines)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "not text"),
        ("name,where\n甲一桥,这里\n".encode(), "where"),
        ("aliases,lon\n甲,1\n".encode(), "columns must be"),
        ("name,name\n甲,乙\n".encode(), "each once"),
        ('name,note\n甲一桥,"没有结尾\n'.encode(), "no table"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (("name\n" + "甲一桥\n" * 20_001).encode(), "at most 20000"),
    ],
)
def test_what_is_no_table_is_refused(data, said):
    with pytest.raises(PlaceDataError, match=said):
        userplaces.parse(data, load())


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(PlaceDataError, match=r"none\.csv cannot be read"):
        load(places=tmp_path / "none.csv")


def test_columns_may_be_left_out():
    (place,) = userplaces.parse("name,district\n甲一桥,万州\n".encode(), load())
    assert place.adcodes == ("500101",)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEADER + text).encode()))
def test_any_bytes_give_places_or_one_error(data):
    with contextlib.suppress(PlaceDataError):
        assert all(place.name for place in userplaces.parse(data, load()))
