"""Why each project is in the catalogue and where it is: the evidence as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo import extraction
from geo.catalogue import as_records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geopandas import GeoDataFrame

    from gazetteer import Gazetteer, Match
    from geo.mentions import Mention
    from geo.report import Report

Mentions = dict[tuple[int, int], list["Mention"]]


def explain(gdf: GeoDataFrame, mentions: Iterable[Mention], report: Report, gazetteer: Gazetteer) -> str:
    """Return one block of lines a project: where it is and why, then each mention with its rules.

    Parameters
    ----------
    gdf : GeoDataFrame
        The catalogue; it need not hold clauses.
    mentions : iterable of Mention
        What it was built from.
    report : Report
    gazetteer : Gazetteer
    """
    by_clause: Mentions = {}
    for mention in mentions:
        by_clause.setdefault((mention.start, mention.end), []).append(mention)
    blocks = []
    for row in as_records(gdf):
        found = gazetteer.find(row["name"], about=report.text)
        blocks.append("\n".join([*_location(row, found), *_mentions(row, by_clause)]))
    return "\n\n".join(blocks)


def _location(row: dict[str, Any], found: list[Match]) -> list[str]:
    districts = "、".join(row["districts"]) or "-"
    return [
        f"{row['id']}  {row['name']}: {row['kind']}, {row['sector']}, {row['stage']}",
        f"  location: {districts} ({row['exactness']}, {row['reason'] or row['basis']})",
        *(f"  place: {p['text']} = {p['name']} ({p['role']}, {p['exactness']})" for p in row["places"]),
        *(f"  dropped: {m.text} ({m.reason}; {_names(m)})" for m in found if m.place is None),
    ]


def _names(match: Match) -> str:
    return "、".join(place.name for place in match.candidates) or "no place"


def _mentions(row: dict[str, Any], by_clause: Mentions) -> list[str]:
    lines = []
    for where in row["mentions"]:
        said = by_clause[where["start"], where["end"]]
        mention = next((mention for mention in said if mention.name == row["name"]), said[0])
        lines.append(f"  at {where['start']}-{where['end']} {where['section']}")
        lines += extraction.explain(mention)[1:]
    return lines
