"""The map's scripts and styles, served by the dashboard's own server.

Streamlit serves the folder of a component that is declared with it; the map's frame is such a component
too, so a relative address leads from one to the other, whatever the server's name or base path.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import streamlit.components.v1 as components

from geo import assets

_FOLDER = TemporaryDirectory(prefix="project-map-")
_COMPONENT = components.declare_component("assets", path=_FOLDER.name)


@cache
def address(url: str) -> str:
    """Return the address, seen from the map's frame, at which the asset ``url`` is served."""
    data = assets.text(url).encode()
    # the digest lets a browser keep what it has, and fetch what has changed
    name = hashlib.sha256(data).hexdigest()[:16] + PurePosixPath(url.partition("?")[0]).suffix
    (Path(_FOLDER.name) / name).write_bytes(data)
    return f"../{_COMPONENT.name}/{name}"
