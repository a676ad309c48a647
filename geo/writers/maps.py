"""The drawn formats: the one-file web map and the map to print."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING

from geo.taxonomy import SECTORS, STAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.writers.content import Content


_ASIDE_CSS = """<style>
.pm-aside { position: fixed; left: 10px; bottom: 28px; z-index: 1000; width: min(330px, 70vw);
  font: 13px/1.45 sans-serif;
  background: #fffdf8; border: 1px solid #ddd5c6; border-radius: 8px; padding: 6px 12px; color: #2b2a28; }
.pm-aside:not([open]) { width: auto; }
.pm-aside summary { cursor: pointer; font-weight: 600; }
.pm-aside ul { list-style: none; margin: 6px 0 0; padding: 0; max-height: 38vh; overflow-y: auto; }
.pm-aside li { padding: 4px 0; border-top: 1px solid #eee7da; overflow-wrap: anywhere; }
.pm-aside small { display: block; color: #6d6a64; }
</style>
"""


def html_bytes(content: Content) -> bytes:
    """Return the web map in one file, with a list of what has no place on it.

    What the file says of itself stands in its head.
    """
    from geo import webmap  # noqa: PLC0415 - folium is slow to import and only this format needs it

    page = webmap.to_html(content.gdf, content.language, chosen=content.filter, map_number=content.map_number)
    about = "".join(
        f'<meta name="{escape(label)}" content="{escape(text)}"/>\n' for label, text in content.about()
    )
    page = page.replace("</head>", f"{about}{_ASIDE_CSS}</head>", 1)
    return page.replace("</body>", f"{_aside(content)}</body>", 1).encode()


def _aside(content: Content) -> str:
    """Return the projects without a position as a list that folds, or nothing where there are none."""
    entries = []
    for row, geometry in zip(content.rows, content.geometries, strict=True):
        if geometry is None:
            words = [
                SECTORS[row["sector"]].label(content.language),
                STAGES[row["stage"]].label(content.language),
            ]
            words += [content.label(f"reason.{row['reason']}")] if row["reason"] else []
            entries.append(f"<li>{escape(row['name'])}<small>{escape(' · '.join(words))}</small></li>")
    if not entries:
        return ""
    summary = f"{escape(content.label('figure.off-map'))} {len(entries)}"
    return f'<details class="pm-aside"><summary>{summary}</summary><ul>{"".join(entries)}</ul></details>\n'


def picture(suffix: str) -> Callable[[Content], bytes]:
    """Return the writer of the map to print as ``.png``, ``.svg`` or ``.pdf``."""

    def write(content: Content) -> bytes:
        from geo import figure  # noqa: PLC0415 - matplotlib is slow to import

        file = io.BytesIO()
        figure.draw(
            content.gdf,
            file,
            fmt=suffix[1:],
            language=content.language,
            filter=content.filter,
            made=content.made,
            map_number=content.map_number,
        )
        return file.getvalue()

    return write
