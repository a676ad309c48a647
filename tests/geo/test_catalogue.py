"""The catalogue's doors: what is read and written holds the schema, or is refused in one sentence."""

from __future__ import annotations

import copy
import json

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPoint, Point

from geo import catalogue
from geo.errors import CatalogueError
from geo.schema import COLUMNS, GEOMETRIES, NAMES

HOSTILE = "<img src=x onerror=alert(1)>=1+1'\"`${x}"


def project(**changes):
    """Return a GeoJSON feature of one valid project."""
    geometry = changes.pop("geometry", {"type": "Point", "coordinates": [106.25, 29.28]})
    properties = {
        "id": "sample-1",
        "report": "sample",
        "kind": "project",
        "name": "东山水库",
        "action": "开工",
        "stage": "starting",
        "domain": "water",
        "sector": "water_resources",
        "quantities": [{"value": 2.0, "unit": "座", "of": "水库", "shared": False}],
        "places": [],
        "districts": ["江津区"],
        "adcodes": ["500116"],
        "regions": ["metro"],
        "exactness": "district",
        "basis": "text",
        "radius_km": None,
        "reason": "",
        "part": "plan",
        "section": "（一）",
        "heading": "补齐水利短板",
        "network": "",
        "start": 3,
        "end": 12,
        "clause": None,
        "mentions": [{"start": 3, "end": 12, "section": "（一）"}],
        "rules": [],
    }
    return {"type": "Feature", "geometry": geometry, "properties": properties | changes}


def collection(*features, **members):
    return {
        "type": "FeatureCollection",
        "metadata": {"report": "sample", "year": 2021},
        "features": list(features),
    } | members


def loaded(*features):
    return catalogue.loads(json.dumps(collection(*features)).encode(), "sample.geojson")


UNPLACED = {"geometry": None, "districts": [], "adcodes": [], "regions": [], "basis": "none"}
LINE = {"type": "LineString", "coordinates": [[106.2, 29.2], [104.1, 30.7]]}


@pytest.mark.parametrize(
    "feature",
    [
        project(),
        project(name=HOSTILE, id=HOSTILE, heading=HOSTILE, network="<script>"),
        project(exactness="near", radius_km=5),
        project(exactness="line", geometry=LINE),
        project(
            exactness="area", geometry={"type": "MultiPoint", "coordinates": [[106.2, 29.2], [107.0, 29.9]]}
        ),
        project(exactness="citywide", reason="citywide", **UNPLACED),
        project(exactness="unknown", reason="no-place", **UNPLACED),
        project(exactness="outside", reason="outside", **UNPLACED),
        project(clause="开工东山水库"),
    ],
)
def test_a_file_comes_back_as_it_was_written(tmp_path, feature):
    first = loaded(feature)
    catalogue.write(first, tmp_path / "out.geojson")
    second = catalogue.read(tmp_path / "out.geojson")
    assert catalogue.as_features(second) == catalogue.as_features(first)
    assert catalogue.as_records(second)[0] == feature["properties"]
    assert second.attrs["metadata"] == {"report": "sample", "year": 2021}
    assert second.crs.to_epsg() == 4326


def test_lists_that_gdal_wrote_as_text_are_read():
    feature = project()
    plain = feature["properties"]
    written = {key: json.dumps(value) if isinstance(value, list) else value for key, value in plain.items()}
    assert catalogue.as_records(loaded({**feature, "properties": written})) == [plain]


def test_gdal_reads_what_is_written_and_its_own_copy_is_read_back(tmp_path):
    catalogue.write(
        loaded(project(), project(id="sample-2", exactness="line", geometry=LINE)), tmp_path / "a.geojson"
    )
    copied = gpd.read_file(tmp_path / "a.geojson")
    copied.to_file(tmp_path / "b.geojson", driver="GeoJSON")
    kept = catalogue.read(tmp_path / "b.geojson")
    assert catalogue.as_features(kept) == catalogue.as_features(catalogue.read(tmp_path / "a.geojson"))


@pytest.mark.parametrize("name", [column.name for column in COLUMNS if column.required])
def test_a_missing_column_is_named(name):
    feature = project()
    del feature["properties"][name]
    with pytest.raises(CatalogueError, match=rf"feature 1.* lacks {name};"):
        loaded(feature)


def test_columns_that_a_file_may_leave_out_are_filled():
    feature = project()
    for name in ("radius_km", "reason", "part", "clause", "mentions", "rules"):
        del feature["properties"][name]
    row = catalogue.as_records(loaded(feature))[0]
    assert list(row) == list(NAMES)
    assert (row["radius_km"], row["reason"], row["part"], row["clause"], row["mentions"]) == (
        None,
        "",
        "plan",
        None,
        [],
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "plan"}, "'plan' for kind; use one of project"),
        ({"stage": None}, "no value for stage"),
        ({"sector": "airport"}, "sector airport under the domain water"),
        ({"regions": ["west"]}, "'west' for regions"),
        ({"start": "3"}, "'3' for start, which wants a whole number"),
        ({"start": True}, "True for start"),
        ({"end": 1}, "offsets 3 to 1"),
        ({"radius_km": "5"}, "radius_km, which wants a number"),
        ({"districts": "江津区"}, "districts, which wants a list of texts"),
        ({"quantities": [3]}, "quantities, which wants a list of objects"),
        ({"adcodes": []}, "1 districts but 0 adcodes"),
        ({"adcodes": ["510116"]}, "'510116'"),
        ({"id": ""}, "empty id"),
        ({"geometry": None}, "no geometry where exactness district wants Point"),
        ({"exactness": "citywide"}, "Point where exactness citywide wants no geometry"),
        ({"exactness": "line"}, "Point where exactness line wants LineString"),
        ({"geometry": {"type": "Point", "coordinates": [29.28, 106.25]}}, "latitude and longitude swapped"),
        ({"geometry": {"type": "Point", "coordinates": [0, 0]}}, "outside 105-110.5 °E"),
        ({"geometry": {"type": "Point", "coordinates": [116.4, 39.9]}}, "outside 105-110.5 °E"),
        ({"geometry": {"type": "Point", "coordinates": []}}, "empty or broken geometry"),
        ({"geometry": {"type": "Point"}}, "no GeoJSON geometry"),
        ({"geometry": {"type": "Blob", "coordinates": [1, 2]}}, "no GeoJSON geometry"),
        ({"geometry": 7}, "no GeoJSON geometry"),
        ({"geometry": {"type": "Point", "coordinates": [float("nan"), 29.2]}}, "geometry"),
        ({"geometry": {"type": "Point", "coordinates": [float("inf"), 29.2]}}, "geometry"),
        ({"geometry": {"type": "Point", "coordinates": [10**400, 29.2]}}, "geometry"),
        ({"geometry": {"type": "Point", "coordinates": ["106", "29"]}}, "geometry"),
    ],
)
def test_a_wrong_value_is_refused_with_the_feature_named(changes, message):
    with pytest.raises(CatalogueError, match=r"sample\.geojson, feature 2 ") as caught:
        loaded(project(id="sample-0"), project(**changes))
    assert message in str(caught.value)
    assert str(caught.value).count("\n") == 0


def test_ids_are_unique():
    with pytest.raises(CatalogueError, match="id 'sample-1' more than once"):
        loaded(project(), project())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"\xff\xfe\x00",
        b"[]",
        b"{}",
        b'{"type": "Feature"}',
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": {}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_collection_is_refused(data):
    with pytest.raises(CatalogueError, match="is not a GeoJSON"):
        catalogue.loads(data)


def test_a_feature_without_properties_is_refused():
    with pytest.raises(CatalogueError, match="feature 1 has no properties"):
        loaded({"type": "Feature", "geometry": None})


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CatalogueError, match=r"nowhere\.geojson cannot be read"):
        catalogue.read(tmp_path / "nowhere.geojson")


def test_a_refused_table_leaves_the_old_file(tmp_path):
    path = tmp_path / "out.geojson"
    path.write_text("old")
    gdf = loaded(project())
    gdf.loc[0, "stage"] = "soon"
    with pytest.raises(CatalogueError, match="'soon' for stage"):
        catalogue.write(gdf, path)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.geojson"]


def test_a_table_that_lost_a_column_is_refused(tmp_path):
    with pytest.raises(CatalogueError, match="lacks sector"):
        catalogue.write(loaded(project()).drop(columns="sector"), tmp_path / "out.geojson")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(CatalogueError, match="cannot be written"):
        catalogue.write(loaded(project()), tmp_path / "none" / "out.geojson")


def test_an_empty_catalogue_is_one(tmp_path):
    catalogue.write(loaded(), tmp_path / "out.geojson")
    assert len(catalogue.read(tmp_path / "out.geojson")) == 0


def test_one_feature_a_line_and_text_as_text(tmp_path):
    catalogue.write(loaded(project(), project(id="sample-2", name="西山\n水库")), tmp_path / "out.geojson")
    lines = (tmp_path / "out.geojson").read_text("utf-8").splitlines()
    assert len(lines) == 4
    assert "东山水库" in lines[1]
    assert json.loads(lines[2])["properties"]["name"] == "西山\n水库"


@given(lon=st.floats(105.0, 110.5), lat=st.floats(28.0, 32.5))
def test_coordinates_are_kept_to_a_millionth_of_a_degree_longitude_first(lon, lat):
    gdf = loaded(project(geometry={"type": "Point", "coordinates": [lon, lat]}))
    x, y = json.loads(catalogue.dumps(gdf))["features"][0]["geometry"]["coordinates"]
    assert abs(x - lon) <= 5.1e-7
    assert abs(y - lat) <= 5.1e-7


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_any_text_comes_back(name, heading, rules):
    feature = project(name=name, heading=heading, rules=rules)
    again = catalogue.loads(catalogue.dumps(loaded(feature)))
    assert catalogue.as_records(again) == [feature["properties"]]


@pytest.mark.parametrize("exactness", GEOMETRIES)
@pytest.mark.parametrize(
    "shape",
    [
        None,
        Point(106.2, 29.2),
        LineString([(106.2, 29.2), (107, 30)]),
        MultiPoint([(106.2, 29.2), (107, 30)]),
    ],
)
def test_geometry_goes_with_exactness(exactness, shape):
    gdf = loaded(project())
    gdf["exactness"] = exactness
    gdf = gdf.set_geometry([shape], crs="EPSG:4326")
    fits = (shape.geom_type if shape else None) in (GEOMETRIES[exactness] or (None,))
    if fits:
        catalogue.validate(gdf)
    else:
        with pytest.raises(CatalogueError, match=f"exactness {exactness}"):
            catalogue.validate(gdf)


def test_differences_name_what_changed_but_not_the_clause():
    kept = loaded(project(), project(id="gone"), project(id="moved"))
    fresh = loaded(
        project(
            clause="开工东山水库", mentions=[{"start": 3, "end": 12, "section": "（一）", "clause": "开工"}]
        ),
        project(id="moved", stage="ongoing"),
        project(id="fresh"),
    )
    assert catalogue.differences(kept, copy.deepcopy(kept)) == []
    assert catalogue.differences(kept, fresh) == [
        "gone 东山水库: not in the fresh build",
        "moved 东山水库: stage",
        "fresh 东山水库: new in the fresh build",
    ]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data())
def test_any_broken_feature_is_refused_or_read_whole(data):
    feature = project()
    for _ in range(data.draw(st.integers(1, 3))):
        target = data.draw(st.sampled_from(["properties", "coordinates", "geometry", "feature"]))
        junk = data.draw(JUNK)
        if target == "properties" and isinstance(feature.get("properties"), dict):
            feature["properties"][data.draw(st.sampled_from(NAMES))] = junk
        elif target == "coordinates" and isinstance(feature.get("geometry"), dict):
            feature["geometry"] = {**feature["geometry"], "coordinates": junk}
        elif target == "geometry":
            feature["geometry"] = junk
        else:
            feature = junk if isinstance(junk, dict) else {"type": "Feature", "properties": junk}
    text = json.dumps(collection(feature)).encode()
    try:
        gdf = catalogue.loads(text)
    except CatalogueError:
        return
    assert catalogue.as_features(catalogue.loads(catalogue.dumps(gdf))) == catalogue.as_features(gdf)
