"""The figures that the README shows of a catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.taxonomy import DOMAINS, KINDS

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def markdown(gdf: GeoDataFrame) -> str:
    """Return a Markdown table: projects of each kind and how many have a position, by domain."""
    head = ["Domain", *(kind.en for kind in KINDS.values()), "On the map", "All"]
    lines = [_line(head), _line(["---", *["---:"] * (len(head) - 1)])]
    for code, domain in DOMAINS.items():
        rows = gdf[gdf["domain"] == code]
        if len(rows):
            lines.append(_line([f"{domain.en} {domain.zh}", *_figures(rows)]))
    lines.append(_line(["All", *_figures(gdf)]))
    return "\n".join(lines)


def _figures(rows: GeoDataFrame) -> list[str]:
    kinds = [int((rows["kind"] == kind).sum()) for kind in KINDS]
    return [str(figure) for figure in (*kinds, int(rows.geometry.notna().sum()), len(rows))]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
