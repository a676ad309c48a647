"""GeoJSON, GeoPackage, Shapefile and GeoParquet, read by GDAL, SQLite and pyarrow."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import geopandas as gpd
import pyarrow.parquet as pq
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from geo.catalogue import loads
from geo.export import to_bytes
from geo.selection import Filter
from geo.taxonomy import DOMAINS
from geo.writers.columns import FIELDS
from geo.writers.vector import cut

MADE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
BISHAN = Filter(districts=("璧山区",))


def about_of(text: dict[str, object]) -> None:
    assert text["filter"] == "璧山区"
    assert text["made"] == "2026-03-01T08:30:00Z"
    assert str(text["datum"]).startswith("WGS-84")
    assert "GeoNames" in str(text["credits"])


def test_geojson_follows_rfc_7946(catalogue):
    collection = json.loads(to_bytes(catalogue, ".geojson", filter=BISHAN, made=MADE))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    about_of(collection["metadata"])
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        points = feature["geometry"]["coordinates"]
        for lon, lat in [points] if feature["geometry"]["type"] == "Point" else points:
            assert 105 < lon < 111
            assert 28 < lat < 33
    every = json.loads(to_bytes(catalogue, ".geojson", made=MADE))["features"]
    assert [feature["geometry"] for feature in every][-3:] == [None, None, None]


def test_exported_geojson_opens_as_a_catalogue(catalogue):
    back = loads(to_bytes(catalogue, ".geojson", made=MADE))
    assert back["name"].tolist() == catalogue["name"].tolist()
    assert back["districts"].tolist() == catalogue["districts"].tolist()
    assert back["quantities"].tolist() == catalogue["quantities"].tolist()
    assert back.geometry.isna().tolist() == catalogue.geometry.isna().tolist()


@pytest.fixture
def package(catalogue, tmp_path):
    path = tmp_path / "projects.gpkg"
    path.write_bytes(to_bytes(catalogue, ".gpkg", made=MADE))
    return path


def test_geopackage_has_a_layer_a_geometry_kind_and_tables(package):
    layers = dict(pyogrio.list_layers(package).tolist())
    assert layers == {
        "points": "Point",
        "lines": "MultiLineString",
        "areas": "MultiPoint",
        "unplaced": None,
        "sources": None,
        "layer_styles": None,
    }
    assert len(pyogrio.read_dataframe(package, layer="points")) == 3
    assert pyogrio.read_info(package, layer="points")["crs"] == "EPSG:4326"
    sources = pyogrio.read_dataframe(package, layer="sources")
    texts = dict(zip(sources["item"], sources["text"], strict=True))
    assert texts["筛选条件"] == "全部项目"
    assert texts["生成时间"] == "2026-03-01T08:30:00Z"
    assert texts["坐标基准"].startswith("WGS-84")
    assert "GeoNames" in texts["数据来源"]


def test_geopackage_columns_are_the_flat_table(package):
    rows = pyogrio.read_dataframe(package, layer="points")
    assert [name for name in rows.columns if name != "geometry"] == [field.key for field in FIELDS]
    assert rows.loc[0, "domain_label"] == "交通"
    assert rows.loc[0, "districts"] == "渝中区"


def test_geopackage_states_times_to_the_millisecond(package):
    # what the standard wants, and what GDAL warns about otherwise
    with closing(sqlite3.connect(package)) as base:
        times = base.execute("SELECT last_change FROM gpkg_contents").fetchall()
        times += base.execute("SELECT update_time FROM layer_styles").fetchall()
        assert {time for (time,) in times} == {"2026-03-01T08:30:00.000Z"}


def test_geopackage_is_a_valid_base(package):
    with closing(sqlite3.connect(package)) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = {row[0] for row in base.execute("SELECT table_name FROM gpkg_contents")}
        assert {"points", "lines", "areas", "unplaced", "sources", "layer_styles"} <= tables


def test_geopackage_styles_colour_each_layer_by_domain(package):
    with closing(sqlite3.connect(package)) as base:
        query = "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles"
        styles = base.execute(query).fetchall()
        columns = dict(base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
    assert {name for name, *_ in styles} == {"points", "lines", "areas"}
    for name, column, default, qml in styles:
        assert column == columns[name]
        assert default == 1
        root = etree.fromstring(qml.encode())
        symbols = {symbol.get("name"): symbol for symbol in root.iter("symbol")}
        rules = [rule for rule in root.iter("rule") if rule.get("symbol")]
        assert len(rules) == len(symbols)
        rows = pyogrio.read_dataframe(package, layer=name)
        for domain in set(rows["domain"]):
            own = [rule for rule in rules if f"'{domain}'" in rule.get("filter")]
            colour = ",".join(str(int(DOMAINS[domain].colour[i : i + 2], 16)) for i in (1, 3, 5))
            for rule in own:
                assert colour in etree.tostring(symbols[rule.get("symbol")]).decode()
            # points: one rule for a known site, one for a district's seat
            assert len(own) == (2 if name == "points" else 1)


def test_style_rules_select_every_row_once(package):
    with closing(sqlite3.connect(package)) as base:
        for name, qml in base.execute("SELECT f_table_name, styleQML FROM layer_styles").fetchall():
            wheres = [rule.get("filter") for rule in etree.fromstring(qml.encode()).iter("rule")]
            total = base.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            hits = [base.execute(f"SELECT count(*) FROM {name} WHERE {w}").fetchone()[0] for w in wheres if w]
            assert sum(hits) == total


def test_shapefile_zip_says_its_encoding_and_explains_its_fields(catalogue, unzip):
    members = unzip(to_bytes(catalogue, ".zip", filter=BISHAN, made=MADE))
    for layer in ("points", "areas"):
        assert {f"{layer}.{end}" for end in ("shp", "shx", "dbf", "prj", "cpg")} <= set(members)
        assert members[f"{layer}.cpg"] == b"UTF-8"
        assert b"WGS_1984" in members[f"{layer}.prj"]
    assert "lines.shp" not in members
    rows = list(csv.reader(io.StringIO(members["fields.csv"].decode("utf-8-sig"))))
    assert rows[0] == ["字段短名", "字段全名", "含义"]
    assert ["exact_l", "exactness_label", "定位精度"] in rows
    about = members["about.txt"].decode("utf-8-sig")
    assert all(part in about for part in ("璧山区", "WGS-84", "2026-03-01T08:30:00Z", "GeoNames"))


def test_shapefile_names_are_short_distinct_ascii():
    names = [field.short for field in FIELDS]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and 0 < len(name) <= 10 for name in names)


def test_shapefile_holds_one_geometry_type_a_file_and_the_unplaced(catalogue, tmp_path):
    path = tmp_path / "read.zip"
    path.write_bytes(to_bytes(catalogue, ".zip", made=MADE))
    layers = dict(pyogrio.list_layers(f"/vsizip/{path}").tolist())
    assert layers["points"] == "Point"
    assert layers["areas"] == "MultiPoint"
    assert layers["unplaced"] is None
    rows = pyogrio.read_dataframe(f"/vsizip/{path}", layer="unplaced")
    assert rows["reason_l"].tolist() == ["覆盖全市", "文中没有地名", "位于重庆市外"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_cut_keeps_whole_characters_within_254_bytes(text):
    short = cut(text)
    assert text.startswith(short)
    assert len(short.encode()) <= 254
    assert short == text or len(text[: len(short) + 1].encode()) > 254


def test_geoparquet_carries_its_facts(catalogue):
    data = to_bytes(catalogue, ".parquet", filter=BISHAN, made=MADE)
    about_of(json.loads(pq.read_schema(io.BytesIO(data)).metadata[b"about"]))
    rows = gpd.read_parquet(io.BytesIO(data))
    assert rows.crs == "EPSG:4326"
    assert rows["exactness_label"].tolist() == ["仅知区县", "片区"]
    assert rows["start"].tolist() == [40, 160]
