"""Scripts and styles of a web map, as text: a map needs no network.

Leaflet and folium's plugins come from ``folium-offline``, which carries the text of every address that
folium names; ``data/map.js`` and ``data/map.css`` are our own.  A map names its assets by address:
:func:`rename` gives it other addresses (those of the dashboard's server), :func:`inline` puts the text
in their place (a file of its own).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from folium.elements import JSCSSMixin
from offlinefolium import elements

from geo.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from branca.element import Element

OWN = "project-map:"
"""Scheme of our own assets' addresses."""

LEAFLET_JS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js"
LEAFLET_CSS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.css"

_MAP_PARTS = ("map-symbols.js", "map-names.js", "map-projects.js", "map-controls.js", "map.js")
_SCRIPT = re.compile(r'<script src="([^"]+)"></script>')
_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"\s*/>')
_REMOTE = re.compile(
    r"""(?:src|href)\s*=\s*["'](?:https?:|//|project-map:)|@import|url\(["']?(?:https?:|//)"""
)


@cache
def data_file(name: str) -> str:
    """Return the text of one of the package's data files."""
    return (files("geo") / "data" / name).read_text("utf-8")


def text(address: str) -> str:
    """Return the text of the asset that a map names by ``address``.

    Raises
    ------
    ExportError
        Where the address is neither our own nor one that ``folium-offline`` carries.
    """
    if address.startswith(OWN):
        name = address.removeprefix(OWN)
        if name == "map.js":
            return '(function () {\n"use strict";\n' + "\n".join(map(data_file, _MAP_PARTS)) + "})();\n"
        if name.startswith("base-"):
            from geo.basemap import script  # noqa: PLC0415 - the base imports this module

            return script(int(name.removeprefix("base-").removesuffix(".js")))
        return data_file(name)
    try:
        asset: str = elements._res[address]  # noqa: SLF001 - the package's one store of texts; pinned
    except KeyError:
        raise ExportError(f"The map needs {address}, which is not at hand without a network.") from None
    return asset


def rename(root: Element, address: Callable[[str], str]) -> None:
    """Give every asset that the elements under ``root`` name another address."""
    for part in _walk(root):
        if isinstance(part, JSCSSMixin):
            # on the object: folium's own lists belong to the whole process
            part.default_js = [(name, address(url)) for name, url in part.default_js]
            part.default_css = [(name, address(url)) for name, url in part.default_css]


def inline(html: str) -> str:
    """Return a rendered page with every script and style tag's text in place of its address.

    Raises
    ------
    ExportError
        Where the page would still ask a host for something.
    """
    html = _SCRIPT.sub(
        lambda tag: "<script>" + text(tag[1]).replace("</script", "<\\/script") + "</script>", html
    )
    html = _STYLE.sub(lambda tag: f"<style>{text(tag[1])}</style>", html)
    tags = "".join(re.findall(r"<(?:script|link|img|iframe|style)\b[^>]*>", html))
    left = _REMOTE.search(tags) or re.search(r"<style>[^<]*(@import|url\(['\"]?https?:)", html)
    if left:
        raise ExportError(f"The exported map still asks for an outside address near {left[0]!r}.")
    return html


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():  # noqa: SLF001 - branca offers no other way down
        yield from _walk(child)
