"""A small catalogue with every kind of position, and independent readers of every format."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING

import docx
import geopandas as gpd
import openpyxl
import pyogrio
import pytest
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPoint, Point, shape

from geo.catalogue import table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geopandas import GeoDataFrame

BISHAN, YUZHONG, WANZHOU = ("璧山区", "500120"), ("渝中区", "500103"), ("万州区", "500101")

ROWS = (
    ("南山隧道", "exact", Point(106.6123457, 29.5432101), [YUZHONG], "transport", "road", "starting"),
    ("青杠产业园", "district", Point(106.2276, 29.5921), [BISHAN], "industry", "electronics", "ongoing"),
    (
        "渝万铁路",
        "line",
        LineString([(106.5, 29.5), (107.4, 30.1), (108.3, 30.8)]),
        [YUZHONG, WANZHOU],
        "transport",
        "rail",
        "preparatory",
    ),
    (
        "两江航道",
        "line",
        MultiLineString([[(106.5, 29.5), (106.6, 29.6)], [(108.1, 30.7), (108.4, 30.9)]]),
        [YUZHONG, WANZHOU],
        "transport",
        "waterway",
        "planning",
    ),
    (
        "联动创新区",
        "area",
        MultiPoint([(106.2276, 29.5921), (106.5628, 29.5567)]),
        [BISHAN, YUZHONG],
        "innovation",
        "science",
        "ongoing",
    ),
    ("环湖湿地", "area", Point(108.41, 30.81), [WANZHOU], "ecology", "ecology", "completing"),
    ("老旧小区改造", "citywide", None, [], "urban", "urban_renewal", "ongoing"),
    ("云上平台", "unknown", None, [], "digital", "digital_platform", "planning"),
    ("邻省枢纽", "outside", None, [], "transport", "logistics", "completed"),
)
REASONS = {"citywide": "citywide", "unknown": "no-place", "outside": "outside"}


def build(names: list[str] | None = None, **changes: object) -> GeoDataFrame:
    """Return the small catalogue, its names replaced where ``names`` are given."""
    rows, geometries = [], []
    for number, (name, exactness, geometry, districts, domain, sector, stage) in enumerate(ROWS):
        row = {
            "id": f"sample-2030-{number:03d}",
            "report": "sample-2030",
            "kind": "project",
            "name": names[number] if names else name,
            "action": "推进",
            "stage": stage,
            "domain": domain,
            "sector": sector,
            "quantities": [{"value": 21.5, "unit": "公里", "of": "全长", "shared": number == 2}],
            "places": [
                {"text": "南山", "id": "nanshan", "name": "南山街道", "role": "site", "exactness": "near"}
            ],
            "districts": [name for name, _ in districts],
            "adcodes": [code for _, code in districts],
            "regions": ["metro"] if districts else [],
            "exactness": exactness,
            "basis": "name" if districts else "none",
            "radius_km": 2.5 if exactness == "area" else None,
            "reason": REASONS.get(exactness, ""),
            "part": "plan",
            "section": "（二）",
            "heading": "织密立体交通网",
            "network": "",
            "start": number * 40,
            "end": number * 40 + 21,
            "clause": "推进一批项目建设" if number else None,
            "mentions": [],
            "rules": ["verb"],
        }
        rows.append(row | changes)
        geometries.append(geometry)
    rows[5]["kind"] = "region_policy"
    return table(rows, geometries, {"report": "sample-2030", "title": "某市2030年工作报告", "year": 2021})


@pytest.fixture(name="catalogue")
def _catalogue() -> GeoDataFrame:
    return build()


@pytest.fixture
def make() -> Callable[..., GeoDataFrame]:
    return build


def _layers(path: str) -> list[tuple[str, object]]:
    found = []
    for layer, _ in pyogrio.list_layers(path):
        rows = pyogrio.read_dataframe(path, layer=layer)
        if layer in ("sources", "layer_styles") or rows.empty:
            continue
        shapes = rows.geometry if isinstance(rows, gpd.GeoDataFrame) else [None] * len(rows)
        found += list(zip(rows["name"], shapes, strict=True))
    return found


def _gdal(data: bytes, folder: Path, suffix: str) -> list[tuple[str, object]]:
    path = folder / f"read{suffix}"
    path.write_bytes(data)
    return _layers(f"/vsizip/{path}" if suffix == ".zip" else str(path))


def _kml(data: bytes, folder: Path) -> list[tuple[str, object]]:
    path = folder / "read.kml"
    path.write_bytes(data)
    found = []
    for layer, _ in pyogrio.list_layers(path):
        rows = pyogrio.read_dataframe(path, layer=layer)
        found += list(zip(rows["Name"], rows.geometry, strict=True))
    return found


def _csv(data: bytes, _folder: Path) -> list[tuple[str, object]]:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [(row["项目名称"], shapely.from_wkt(row["WKT"]) if row["WKT"] else None) for row in rows]


def _xlsx(data: bytes, _folder: Path) -> list[tuple[str, object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["项目"]
    return [(row[1].value, ...) for row in sheet.iter_rows(min_row=2)]


def _oc4ids(data: bytes, _folder: Path) -> list[tuple[str, object]]:
    found = []
    for project in json.loads(data)["projects"]:
        shapes = [place["geometry"] for place in project.get("locations", []) if "geometry" in place]
        found.append((project["title"], shape(shapes[0]) if shapes else None))
    return found


def _markdown(data: bytes, _folder: Path) -> list[tuple[str, object]]:
    tables = data.decode().split("\n## ")[2:]  # after the title and the table of stages
    rows = [line for part in tables for line in part.splitlines() if line.startswith("| ")]
    names = [row.split(" | ")[0].removeprefix("| ") for row in rows]
    return [(name, ...) for name in names if name not in ("项目名称", "---")]


def _docx(data: bytes, _folder: Path) -> list[tuple[str, object]]:
    tables = docx.Document(io.BytesIO(data)).tables[1:]
    return [(row.cells[0].text, ...) for part in tables for row in part.rows[1:]]


@pytest.fixture
def read_back(tmp_path: Path) -> Callable[[bytes, str], dict[str, object]]:
    """Name to geometry as an independent reader finds them; ``...`` where the format has no geometry."""
    readers = {".kml": _kml, ".csv": _csv, ".xlsx": _xlsx, ".json": _oc4ids, ".md": _markdown, ".docx": _docx}

    def read(data: bytes, suffix: str) -> list[tuple[str, object]]:
        if suffix == ".parquet":
            rows = gpd.read_parquet(io.BytesIO(data))
            return list(zip(rows["name"], rows.geometry, strict=True))
        if suffix in readers:
            return readers[suffix](data, tmp_path)
        return _gdal(data, tmp_path, suffix)

    return read


@pytest.fixture
def unzip() -> Callable[[bytes], dict[str, bytes]]:
    def members(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    return members
