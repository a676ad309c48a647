"""OC4IDS 0.9.5: the Open Contracting for Infrastructure Data Standard, a project package in JSON.

Status and sector come from the codelists *projectStatus* and *projectSector* by way of
:mod:`geo.taxonomy`.  The project type is given only where name or verb say it.  Geometries are
GeoJSON in WGS-84, longitude first.  The ids are the catalogue's own: a publisher with a registered
OC4IDS prefix puts it before them.
"""

from __future__ import annotations

import json
import re
import uuid
from typing import TYPE_CHECKING, Any

from geo.errors import ExportError
from geo.taxonomy import DOMAINS, EXACTNESS, KINDS, SECTORS, STAGES
from geo.writers.vector import geometry_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

    from geo.taxonomy import Code
    from geo.writers.content import Content

VERSION = "0.9"

CONSTRUCTION = re.compile("新建|建设|修建|开工|建成|投产|投用|通车|贯通|竣工")
TYPES = (
    ("replacement", re.compile("迁建|重建|搬迁|置换")),
    ("expansion", re.compile("扩建|扩能|扩容|增容|复线")),
    ("rehabilitation", re.compile("改造|修复|修缮|整治|治理|提升|加固|更新")),
    ("expansion", re.compile("[二三四五]期")),
    ("construction", CONSTRUCTION),
)
"""Project type to the words of a name that say it; the first that fits counts."""


def oc4ids_bytes(content: Content) -> bytes:
    """Return the selection as an OC4IDS project package.

    Raises
    ------
    ExportError
        Where no row is selected: the standard has no empty package.
    """
    if not content.rows:
        raise ExportError(f"OC4IDS wants at least one project; {content.scope} keeps none: widen the filter.")
    key = f"{content.report}|{content.scope}|{content.stamp}"
    package = {
        "uri": uuid.uuid5(uuid.NAMESPACE_OID, key).urn,
        "version": VERSION,
        "publishedDate": content.stamp,
        "publisher": {"name": content.label("export.publisher")},
        "metadata": content.machine_about(),
        "projects": [
            _project(row, geometry, content)
            for row, geometry in zip(content.rows, content.geometries, strict=True)
        ],
    }
    return (json.dumps(package, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def _project(row: Mapping[str, Any], geometry: BaseGeometry | None, content: Content) -> dict[str, Any]:
    project = {
        "id": row["id"],
        "language": "zh",
        "title": row["name"],
        "description": _description(row, content),
        "status": STAGES[row["stage"]].oc4ids,
        "type": project_type(row["kind"], row["name"], row["action"]),
        "sector": _sectors(SECTORS[row["sector"]].oc4ids),
        "additionalClassifications": list(_classifications(row, content.language)),
        "locations": list(_locations(row, geometry, content)),
        "forecasts": [_forecast(number, item) for number, item in enumerate(row["quantities"], 1)],
        "documents": [_document(row, content)],
    }
    # the standard wants a field left out rather than empty
    return {key: value for key, value in project.items() if value}


def project_type(kind: str, name: str, action: str) -> str:
    """Return the *projectType* that the name says, or else the verb; an empty text where neither does."""
    if kind == "region_policy":
        return ""
    named = next((code for code, words in TYPES if words.search(name)), "")
    return named or ("construction" if CONSTRUCTION.search(action) else "")


def _sectors(code: str) -> list[str]:
    # the standard wants the parent beside a subsector: transport, transport.rail
    parent, _, _ = code.partition(".")
    return [part for part in dict.fromkeys((parent, code)) if part]


def _description(row: Mapping[str, Any], content: Content) -> str:
    parts = (row["action"], f"{row['section']}{row['heading']}", row["network"])
    return content.label("list.semicolon").join(part for part in parts if part)


def _classifications(row: Mapping[str, Any], language: str) -> Iterator[dict[str, str]]:
    tables: dict[str, Mapping[str, Code]] = {
        "kind": KINDS,
        "stage": STAGES,
        "domain": DOMAINS,
        "sector": SECTORS,
    }
    for column, table in tables.items():
        code = table[row[column]]
        scheme = f"chongqing-project-map-{column}"
        yield {"scheme": scheme, "id": code.code, "description": code.label(language)}


def _locations(
    row: Mapping[str, Any], geometry: BaseGeometry | None, content: Content
) -> Iterator[dict[str, Any]]:
    exactness = EXACTNESS[row["exactness"]]
    if geometry is not None or row["adcodes"]:
        names = content.label("list.comma").join(row["districts"])
        described = content.label("list.semicolon").join(
            part for part in (names, exactness.label(content.language)) if part
        )
        codes = list(dict.fromkeys(row["adcodes"]))
        location = {
            "id": "footprint",
            "description": described,
            "geometry": geometry_json(geometry),
            "gazetteer": {"scheme": "GB/T 2260", "identifiers": codes} if codes else None,
            "address": {"region": "重庆市", "countryName": "中国"} if codes else None,
            "geographicExactness": exactness.iati,
            "aiddataPrecision": exactness.aiddata,
        }
        yield {key: value for key, value in location.items() if value}
    for place in {place["id"]: place for place in row["places"] if place.get("id")}.values():
        yield {
            "id": f"place-{place['id']}",
            "description": str(place.get("name") or place.get("text") or place["id"]),
            "gazetteer": {"scheme": "chongqing-project-map", "identifiers": [str(place["id"])]},
        }


def _forecast(number: int, item: Mapping[str, Any]) -> dict[str, Any]:
    observation: dict[str, Any] = {"id": "1", "measure": item["value"]}
    if item.get("unit"):
        observation["unit"] = {"name": item["unit"]}
    if item.get("shared"):
        observation["notes"] = "one figure for several projects"
    forecast: dict[str, Any] = {"id": str(number), "observations": [observation]}
    return {**forecast, "title": item["of"]} if item.get("of") else forecast


def _document(row: Mapping[str, Any], content: Content) -> dict[str, str]:
    where = f"{row['section']}{row['heading']} [{row['start']}, {row['end']})"
    document = {
        "id": row["report"],
        "documentType": "projectPlan",
        "title": content.report_title,
        "description": row["clause"] or where,
        "language": "zh",
    }
    return {key: value for key, value in document.items() if value}
