"""The web map: a folium map whose base is constant and whose layers follow the selection.

In the dashboard the base is sent once; what changes (:func:`feature_group`) is added to it.  As a file
(:func:`to_html`) both stand in one page that asks no host for anything.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

import folium
import shapely
from branca.element import Element, MacroElement
from folium.plugins import Fullscreen
from folium.template import Template

import gazetteer
from geo import assets
from geo.basemap import TILES
from geo.catalogue import year_of
from geo.labels import label
from geo.selection import COLUMN, Filter, describe, select
from geo.taxonomy import BASES, DOMAINS, EXACTNESS, SECTORS, STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from geopandas import GeoDataFrame

VIEW = ((28.1, 105.2), (32.25, 110.25))
"""South-west and north-east corner (latitude, longitude) of the first view: the whole municipality."""

_TEXTS = (
    "stage", "sector", "districts", "exactness", "basis", "none", "here", "legend", "domain", "choropleth",
    "count", "search", "no-tiles", "comma", "closer", "placing",
)  # fmt: skip
_UNSAFE = re.compile("[<>&'\u2028\u2029]")
_DECIMALS = 6  # of degrees, about 0.1 m
_FIELDS = ("id", "name", "domain", "sector", "stage", "exactness", "basis", "adcodes")


class _Call(MacroElement):
    """A call of the client side: ``projectMap.<function>(<parent>, <value>)``."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "projectMap.{{ this.function }}({{ this._parent.get_name() }}, {{ this.value|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, function: str, value: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Call"
        self.function = function
        self.value = value


class _Layer(MacroElement):
    """A GeoJSON layer whose features come as JSON text.

    ``folium.GeoJson`` would write the same features to JSON three times and read the result as a
    template; of 20,000 projects that takes longer than all else.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "L.geoJSON({{ this.text }}, {pointToLayer: projectMap.point, style: projectMap.line})"
        ".addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, features: list[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Layer"
        self.text = '{"type":"FeatureCollection","features":[' + ",".join(features) + "]}"

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - as the class above has it
        """Add the layer's script to the page's, where no template reads it."""
        root: Any = self.get_root()
        root.script.add_child(_Text(self._template.module.script(self, kwargs)), name=self.get_name())
        return ""


class _Text(Element):
    """Text that goes into the page as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401, ARG002 - as the class above has it
        """Return the text."""
        return self.text


def build_map(
    language: str, *, year: int = 2021, map_number: str = "", standalone: Mapping[str, str] | None = None
) -> folium.Map:
    """Return a map with the drawn base and no projects.

    Parameters
    ----------
    language : str
        ``zh`` or ``en``.
    year : int
        Decides which districts hold.
    map_number : str
        审图号 of the deployer, printed in the footer.
    standalone : mapping, optional
        ``title`` and ``subtitle`` of a map that stands alone: it gets a title box and a search, and
        its legend hides domains by itself.

    Returns
    -------
    folium.Map
        Always the same for the same arguments, but for folium's own ids.
    """
    # Leaflet and our own script are all it takes: folium's usual list also has jQuery, Bootstrap and icons
    chart = folium.Map(tiles=None, zoom_control="topright", min_zoom=6, max_zoom=17, zoom_snap=0.25)
    own = [("base", f"{assets.OWN}base-{year}.js"), ("map", f"{assets.OWN}map.js")]
    chart.default_js = [("leaflet", assets.LEAFLET_JS), *own]
    chart.default_css = [("leaflet_css", assets.LEAFLET_CSS), ("map_css", f"{assets.OWN}map.css")]
    config = _config(language, year) | {"standalone": standalone is not None, **(standalone or {})}
    footer = (label("map.footer", language), map_number, label("map.credit", language))
    chart.add_child(_Call("start", config | {"footer": [part for part in footer if part]}))
    controls = {"title": label("map.fullscreen", language), "title_cancel": label("map.leave", language)}
    Fullscreen(position="topright", **controls).add_to(chart)  # type: ignore[no-untyped-call]
    return chart


def feature_group(
    gdf: GeoDataFrame,
    *,
    chosen: Filter | None = None,
    selected: str | None = None,
    fly: int = 0,
    choropleth: bool = True,
    base: str = "drawn",
    key: str = "",
    placing: bool = False,
) -> folium.FeatureGroup:
    """Return everything on the map that depends on the selection.

    Parameters
    ----------
    gdf : GeoDataFrame
        The rows to show; those without a geometry only count in the choropleth.
    chosen : Filter, optional
        Its districts are outlined.
    selected : str, optional
        Id of the chosen project.
    fly : int
        Above 0 the view goes to the chosen project, or without one to the chosen districts, once for
        each number.
    choropleth : bool
        Whether districts are shaded by their number of projects.
    base : str
        ``drawn``, ``blank`` or a key of :data:`geo.basemap.TILES`.
    key : str
        The reader's own key of a tile service that wants one.
    placing : bool
        Whether a click on the map tells its place instead of what was hit.

    Returns
    -------
    folium.FeatureGroup
        One GeoJson layer a domain.
    """
    group = folium.FeatureGroup(name="projects")
    places = {place.name: place for place in gazetteer.load(year_of(gdf)).districts()}
    for features in _features(gdf).values():
        group.add_child(_Layer(features))
    names = chosen.districts if chosen else ()
    view = {
        "counts": _counts(gdf),
        "choropleth": choropleth,
        "selected": selected,
        "fly": fly,
        "placing": placing,
        "districts": [places[name].adcodes[0] for name in names if name in places],
        "chosen": {name: getattr(chosen, name) for name in COLUMN} if chosen else {},
        "ground": None if base == "drawn" else {"name": base, "key": key, **TILES.get(base, {})},
    }
    group.add_child(_Call("show", view))
    return group


def to_html(gdf: GeoDataFrame, language: str, *, chosen: Filter | None = None, map_number: str = "") -> str:
    """Return the rows that ``chosen`` keeps as a web map in one file.

    The file holds Leaflet, the base and the projects; it asks no host for anything.

    Raises
    ------
    ExportError
        Where an outside address would be left in it.
    """
    rows = select(gdf, chosen)
    title = str(gdf.attrs.get("metadata", {}).get("title") or label("map.title", language))
    subtitle = describe(chosen, language) + label("map.subtitle", language, count=len(rows))
    heading = {"title": title, "subtitle": subtitle}
    chart = build_map(language, year=year_of(gdf), map_number=map_number, standalone=heading)
    feature_group(rows, chosen=chosen).add_to(chart)
    page: Any = chart.get_root()
    page.title = escape(title)
    return assets.inline(page.render())


def _config(language: str, year: int) -> dict[str, Any]:
    return {
        "base": str(year),
        "language": language,
        "view": VIEW,
        "texts": {key: label(f"map.{key}", language) for key in _TEXTS},
        # pairs, not objects: on its way to the client an object's keys are sorted
        "domains": [
            (code, {"label": d.label(language), "colour": d.colour, "glyph": d.glyph})
            for code, d in DOMAINS.items()
        ],
        "stages": [(code, {"label": s.label(language), "rank": s.rank}) for code, s in STAGES.items()],
        "sectors": [(code, s.label(language)) for code, s in SECTORS.items()],
        "exactness": [(code, {"label": e.label(language)}) for code, e in EXACTNESS.items()],
        "bases": [(code, b.label(language)) for code, b in BASES.items()],
    }


def _features(gdf: GeoDataFrame) -> dict[str, list[str]]:
    """Return the rows with a geometry as GeoJSON features in text, by domain in the order of the codes."""
    located = gdf[gdf.geometry.notna()]
    layers: dict[str, list[str]] = {domain: [] for domain in DOMAINS}
    columns = [located[field].tolist() for field in (*_FIELDS, "radius_km")]
    shapes = shapely.to_geojson(shapely.transform(located.geometry.to_numpy(), _rounded))
    for shape, *values, radius in zip(shapes, *columns, strict=True):
        properties = dict(zip(_FIELDS, values, strict=True))
        if radius > 0:  # false for NaN too
            properties["radius"] = radius
        feature = f'{{"type":"Feature","geometry":{shape},"properties":{_json(properties)}}}'
        layers[properties["domain"]].append(feature)
    return {domain: features for domain, features in layers.items() if features}


def _json(value: Mapping[str, Any]) -> str:
    """Return JSON that a script of a page may hold, whatever the names in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _rounded(degrees: np.ndarray) -> np.ndarray:
    return degrees.round(_DECIMALS)


def _counts(gdf: GeoDataFrame) -> dict[str, int]:
    counts: dict[str, int] = {}
    for codes in gdf["adcodes"]:
        for code in codes:
            counts[code] = counts.get(code, 0) + 1
    return counts
