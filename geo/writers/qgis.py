"""QGIS styles inside a GeoPackage: the table ``layer_styles``, which QGIS reads when it opens a layer.

The style is a QML document with one rule a domain and, for points, a filled symbol where the
position is known and a hollow one where only the district is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.taxonomy import DOMAINS
from geo.writers.columns import FIELDS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from geo.taxonomy import Domain
    from geo.writers.content import Content

TABLE = """CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)"""

KNOWN = "\"exactness\" IN ('exact','near')"


def add_styles(base: sqlite3.Connection, layers: Mapping[str, Iterable[str]], content: Content) -> None:
    """Write a default style for each layer.

    Parameters
    ----------
    base : sqlite3.Connection
        The open GeoPackage.
    layers : mapping
        Layer name to the domains of its rows.
    content : Content
        Gives the language of the legend and the time.
    """
    base.execute(TABLE)
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
        (content.stamp_to_milliseconds,),
    )
    for layer, domains in layers.items():
        style = qml(layer, set(domains), content.language)
        base.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
            " styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)"
            " VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', ?)",
            (layer, layer, style, content.scope, content.stamp_to_milliseconds),
        )


def qml(layer: str, domains: set[str], language: str) -> str:
    """Return the style of ``layer`` (``points``, ``lines`` or ``areas``) as a QML document."""
    root = ET.Element("qgis", version="3.22.0", styleCategories="Symbology|Fields")
    renderer = ET.SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="0", enableorderby="0")
    rules = ET.SubElement(renderer, "rules", key="root")
    symbols = ET.SubElement(renderer, "symbols")
    shown = [domain for domain in DOMAINS.values() if domain.code in domains]
    for domain in shown:
        where = f"\"domain\" = '{domain.code}'"
        label = domain.label(language)
        if layer == "points":
            _rule(rules, symbols, f"{where} AND {KNOWN}", label, _marker(domain, hollow=False))
            _rule(rules, symbols, f"{where} AND NOT {KNOWN}", f"{label} ○", _marker(domain, hollow=True))
        else:
            symbol = _line(domain) if layer == "lines" else _marker(domain, hollow=True)
            _rule(rules, symbols, where, label, symbol)
    aliases = ET.SubElement(root, "aliases")
    for index, field in enumerate(FIELDS, 1):  # 0 is the feature id
        ET.SubElement(aliases, "alias", index=str(index), field=field.key, name=field.label(language))
    return "<!DOCTYPE qgis>" + ET.tostring(root, encoding="unicode")


def _rule(rules: ET.Element, symbols: ET.Element, where: str, label: str, symbol: ET.Element) -> None:
    name = str(len(symbols))
    symbol.set("name", name)
    symbols.append(symbol)
    ET.SubElement(rules, "rule", key=f"rule-{name}", symbol=name, filter=where, label=label)


def _marker(domain: Domain, *, hollow: bool) -> ET.Element:
    colour, white = _rgba(domain.colour), "255,255,255,255"
    return _symbol(
        "marker",
        "SimpleMarker",
        {
            "name": "circle",
            "size": "3.2",
            "size_unit": "MM",
            "color": white if hollow else colour,
            "outline_color": colour if hollow else white,
            "outline_width": "0.7" if hollow else "0.3",
            "outline_style": "solid",
        },
    )


def _line(domain: Domain) -> ET.Element:
    options = {"line_color": _rgba(domain.colour), "line_width": "0.8", "line_style": "dash"}
    return _symbol("line", "SimpleLine", options)


def _symbol(kind: str, layer: str, options: Mapping[str, str]) -> ET.Element:
    symbol = ET.Element("symbol", type=kind, alpha="1", clip_to_extent="1", force_rhr="0")
    body = ET.SubElement(symbol, "layer", {"class": layer, "enabled": "1", "locked": "0", "pass": "0"})
    held = ET.SubElement(body, "Option", type="Map")
    for name, value in options.items():
        ET.SubElement(held, "Option", type="QString", name=name, value=value)
        ET.SubElement(body, "prop", k=name, v=value)  # before QGIS 3.20
    return symbol


def _rgba(colour: str) -> str:
    return ",".join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5)) + ",255"
