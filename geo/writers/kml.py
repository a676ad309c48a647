"""KML 2.2 for Google Earth: a folder a domain, a name and a description a project.

Coordinates are WGS-84 degrees, longitude first.  A project without a position is a placemark without
geometry: listed, not drawn.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from shapely.geometry.base import BaseMultipartGeometry

from geo.taxonomy import DOMAINS
from geo.writers.columns import FIELDS, flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from geo.taxonomy import Domain
    from geo.writers.columns import Value
    from geo.writers.content import Content

NAMESPACE = "http://www.opengis.net/kml/2.2"

SHOWN = (
    "kind_label",
    "stage_label",
    "sector_label",
    "districts",
    "exactness_label",
    "basis_label",
    "reason_label",
    "quantities",
    "action",
    "section",
    "heading",
    "clause",
)
"""Columns that the balloon of a placemark shows, where they are not empty."""


def kml_bytes(content: Content) -> bytes:
    """Return the selection as KML."""
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    _text(document, "name", content.title)
    _text(document, "description", _balloon(content.about()))
    rows = list(zip(content.rows, flat(content), content.geometries, strict=True))
    folders = []
    for domain in DOMAINS.values():
        members = [member for member in rows if member[0]["domain"] == domain.code]
        if members:
            document.append(_style(domain))
            folder = ET.Element("Folder", id=f"domain-{domain.code}")
            _text(folder, "name", domain.label(content.language))
            folder.extend(_placemark(*member, content.language) for member in members)
            folders.append(folder)
    # the schema wants styles before data, and data before features
    _data(document, dict(content.about()))
    document.extend(folders)
    ET.indent(root, " ")
    document_bytes: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return document_bytes


def _placemark(
    row: Mapping[str, Any], cells: list[Value], geometry: BaseGeometry | None, language: str
) -> ET.Element:
    placemark = ET.Element("Placemark")
    values = {field.key: cell for field, cell in zip(FIELDS, cells, strict=True)}
    _text(placemark, "name", row["name"])
    labels = {field.key: field.label(language) for field in FIELDS}
    shown = [(labels[key], str(values[key])) for key in SHOWN if values[key]]
    _text(placemark, "description", _balloon(shown))
    _text(placemark, "styleUrl", f"#style-{row['domain']}")
    _data(placemark, values)
    if geometry is not None:
        placemark.append(_geometry(geometry))
    return placemark


def _geometry(geometry: BaseGeometry) -> ET.Element:
    if isinstance(geometry, BaseMultipartGeometry):
        element = ET.Element("MultiGeometry")
        element.extend(_geometry(part) for part in geometry.geoms)
        return element
    element = ET.Element(geometry.geom_type)
    if geometry.geom_type == "LineString":
        _text(element, "tessellate", "1")
    _text(element, "coordinates", " ".join(f"{lon:.7f},{lat:.7f}" for lon, lat in geometry.coords))
    return element


def _style(domain: Domain) -> ET.Element:
    style = ET.Element("Style", id=f"style-{domain.code}")
    red, green, blue = (domain.colour[place : place + 2] for place in (1, 3, 5))
    colour = f"ff{blue}{green}{red}"  # KML writes alpha, blue, green, red
    _text(ET.SubElement(style, "IconStyle"), "color", colour)
    line = ET.SubElement(style, "LineStyle")
    _text(line, "color", colour)
    _text(line, "width", "3")
    return style


def _balloon(pairs: Iterable[tuple[str, str]]) -> str:
    # Google Earth reads a description as HTML, so texts are escaped once here and again as XML
    return "<br/>".join(f"<b>{escape(label)}</b> {escape(text)}" for label, text in pairs)


def _data(parent: ET.Element, values: Mapping[str, Value]) -> None:
    extended = ET.SubElement(parent, "ExtendedData")
    for key, value in values.items():
        if value is None or value == "":
            continue
        data = ET.SubElement(extended, "Data", name=key)
        _text(data, "value", str(value))


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
