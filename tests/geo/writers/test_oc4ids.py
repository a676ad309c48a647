"""OC4IDS 0.9.5: the rules of its project and package schemas for the fields that are written.

The rules below restate, for those fields, what the standard's JSON schemas of version 0.9.5 demand:
types, required members, closed codelists, and that nothing present is empty.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import jsonschema
import pytest

from geo.errors import ExportError
from geo.export import to_bytes
from geo.selection import Filter
from geo.taxonomy import SECTORS, STAGES
from geo.writers.oc4ids import project_type

MADE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)

TEXT = {"type": "string", "minLength": 1}
STATUSES = [
    "identification",
    "preparation",
    "implementation",
    "completion",
    "maintenance",
    "decommissioning",
    "decommissioned",
    "cancelled",
]
PROJECT_TYPES = [
    "construction",
    "maintenance",
    "rehabilitation",
    "replacement",
    "expansion",
    "decommissioning",
]
GEOMETRIES = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]


def several(items: dict[str, object]) -> dict[str, object]:
    return {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}


def thing(required: list[str], **members: object) -> dict[str, object]:
    return {"type": "object", "minProperties": 1, "required": required, "properties": members}


LOCATION = thing(
    ["id"],
    id=TEXT,
    description=TEXT,
    geometry=thing(
        [],
        type={"type": "string", "enum": GEOMETRIES},
        coordinates={"type": "array", "minItems": 1, "items": {"type": ["number", "array"], "minItems": 1}},
    ),
    gazetteer=thing([], scheme=TEXT, identifiers=several(TEXT)),
    address=thing([], region=TEXT, countryName=TEXT),
)
OBSERVATION = thing(
    ["id"], id=TEXT, measure={"type": ["string", "number"]}, unit=thing([], name=TEXT), notes=TEXT
)
PROJECT = thing(
    ["id"],
    id=TEXT,
    language=TEXT,
    title=TEXT,
    description=TEXT,
    status={"type": "string", "enum": STATUSES},
    type={"type": "string", "enum": PROJECT_TYPES},
    sector=several(TEXT),
    additionalClassifications=several(thing([], scheme=TEXT, id=TEXT, description=TEXT)),
    locations=several(LOCATION),
    forecasts=several(thing(["id"], id=TEXT, title=TEXT, observations=several(OBSERVATION))),
    documents=several(thing(["id"], id=TEXT, documentType=TEXT, title=TEXT, description=TEXT, language=TEXT)),
)
PACKAGE = thing(
    ["uri", "publisher", "publishedDate", "projects", "version"],
    uri={"type": "string", "format": "uri", "pattern": "^[a-z]+:"},
    publishedDate={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
    version={"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
    publisher=thing(["name"], name=TEXT),
    projects=several(PROJECT),
)

SECTOR_CODES = {
    "education",
    "health",
    "energy",
    "communications",
    "waterAndWaste",
    "governance",
    "economy",
    "cultureSportsAndRecreation",
    "transport",
    "transport.air",
    "transport.water",
    "transport.rail",
    "transport.road",
    "transport.urban",
    "socialHousing",
    "naturalResources",
}
"""Codes of *projectSector* that suit the catalogue's sectors; the codelist is open."""


def written(catalogue, **options) -> dict[str, object]:
    return json.loads(to_bytes(catalogue, ".json", made=MADE, **options))


def test_a_package_without_a_project_is_refused(catalogue):
    with pytest.raises(ExportError, match="wants at least one project; 城口县 keeps none"):
        written(catalogue, filter=Filter(districts=("城口县",)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_package_keeps_the_rules_of_the_standard(catalogue, language):
    jsonschema.Draft4Validator(PACKAGE).validate(written(catalogue, language=language))


def test_a_package_of_projects_that_say_little_keeps_the_rules(make):
    bare = make(action="", heading="", section="", network="", clause=None)
    bare["quantities"] = [[] for _ in range(len(bare))]
    bare["places"] = [[] for _ in range(len(bare))]
    jsonschema.Draft4Validator(PACKAGE).validate(written(bare))


def test_fields_are_those_of_the_standard_and_two_of_ours(catalogue):
    package = written(catalogue)
    assert set(package) == {"uri", "version", "publishedDate", "publisher", "metadata", "projects"}
    for project in package["projects"]:
        assert set(project) <= set(PROJECT["properties"])
        for place in project.get("locations", []):
            ours = {"geographicExactness", "aiddataPrecision"}
            assert set(place) <= set(LOCATION["properties"]) | ours


def test_status_sector_and_locations_follow_the_catalogue(catalogue):
    for project, row in zip(written(catalogue)["projects"], catalogue.itertuples(), strict=True):
        assert project["id"] == row.id
        assert project["status"] == STAGES[row.stage].oc4ids
        assert project["sector"][-1] == SECTORS[row.sector].oc4ids
        assert project["sector"][0] == SECTORS[row.sector].oc4ids.split(".")[0]
        places = {place["id"]: place for place in project["locations"]}
        if row.adcodes:
            assert places["footprint"]["gazetteer"] == {"scheme": "GB/T 2260", "identifiers": row.adcodes}
        else:
            assert "footprint" not in places
        assert places["place-nanshan"]["description"] == "南山街道"


def test_positions_are_longitude_first(catalogue):
    first = written(catalogue)["projects"][0]["locations"][0]["geometry"]
    assert first == {"type": "Point", "coordinates": [106.6123457, 29.5432101]}


def test_every_code_of_the_taxonomy_is_one_of_the_standard():
    assert {stage.oc4ids for stage in STAGES.values()} <= set(STATUSES)
    assert {sector.oc4ids for sector in SECTORS.values()} <= SECTOR_CODES


@pytest.mark.parametrize(
    ("kind", "name", "action", "code"),
    [
        ("programme", "老城棚户区改造", "推进", "rehabilitation"),
        ("project", "西山机场改扩建", "加快", "expansion"),
        ("project", "新河港二期", "推进", "expansion"),
        ("project", "月亮岛生态修复二期", "启动", "rehabilitation"),
        ("project", "市中医院迁建", "启动", "replacement"),
        ("project", "东湖大桥", "开工", "construction"),
        ("project", "东湖大桥", "提升", ""),
        ("project", "东湖大桥", "谋划", ""),
        ("project", "乌江航道整治", "开工", "rehabilitation"),
        ("region_policy", "建设东部中心城市", "支持", ""),
    ],
)
def test_the_type_is_given_only_where_words_say_it(kind, name, action, code):
    assert project_type(kind, name, action) == code


def test_the_report_is_the_document_and_figures_are_forecasts(catalogue):
    project = written(catalogue)["projects"][2]
    assert project["documents"][0]["title"] == "某市2030年工作报告"
    forecast = project["forecasts"][0]
    assert forecast["title"] == "全长"
    assert forecast["observations"][0]["measure"] == 21.5
    assert forecast["observations"][0]["notes"]


def test_the_package_carries_filter_datum_time_and_credits(catalogue):
    about = written(catalogue, filter=Filter(districts=("璧山区",)))["metadata"]
    assert about["filter"] == "璧山区"
    assert about["made"] == "2026-03-01T08:30:00Z"
    assert about["datum"].startswith("WGS-84")
    assert "GeoNames" in about["credits"]
