"""The drawn formats: the one-file web map and the map to print."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.writers.content import Content


def html_bytes(content: Content) -> bytes:
    """Return the web map in one file; what the file says of itself stands in its head."""
    from geo import webmap  # noqa: PLC0415 - folium is slow to import and only this format needs it

    page = webmap.to_html(content.gdf, content.language, chosen=content.filter)
    about = "".join(
        f'<meta name="{escape(label)}" content="{escape(text)}"/>\n' for label, text in content.about()
    )
    return page.replace("</head>", f"{about}</head>", 1).encode()


def picture(suffix: str) -> Callable[[Content], bytes]:
    """Return the writer of the map to print as ``.png``, ``.svg`` or ``.pdf``."""

    def write(content: Content) -> bytes:
        from geo import figure  # noqa: PLC0415 - matplotlib is slow to import

        file = io.BytesIO()
        figure.draw(content.gdf, file, fmt=suffix[1:], language=content.language, filter=content.filter)
        return file.getvalue()

    return write
