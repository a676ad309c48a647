"""Why each project is in the catalogue and where it is: the evidence as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.catalogue import as_records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geopandas import GeoDataFrame

    from geo.mentions import Mention


def explain(mentions: Iterable[Mention], gdf: GeoDataFrame) -> str:
    """Return one block of lines a project: clause, verb, head, rules, places, location.

    Parameters
    ----------
    mentions : iterable of Mention
        What the catalogue was built from.
    gdf : GeoDataFrame
        The catalogue; it need not hold clauses.
    """
    by_place = {(mention.start, mention.end, mention.name): mention for mention in mentions}
    blocks = []
    for row in as_records(gdf):
        mention = by_place[row["start"], row["end"], row["name"]]
        lines = [
            f"{row['id']}  {row['name']}",
            f"  clause    {mention.start}-{mention.end} {mention.clause}",
            f"  verb      {mention.action or '-'} -> {mention.stage}",
            f"  head      {mention.head or '-'} -> {mention.kind}, {mention.sector}",
            f"  rules     {'; '.join(mention.rules) or '-'}",
            f"  places    {_places(row['places'])}",
            f"  location  {_location(row)}",
        ]
        others = [f"{other['start']}-{other['end']}" for other in row["mentions"]]
        if len(others) > 1:
            lines.append(f"  mentions  {', '.join(others)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _places(places: list[dict[str, str]]) -> str:
    return "; ".join(f"{place['text']} = {place['name']} ({place['role']})" for place in places) or "-"


def _location(row: dict[str, object]) -> str:
    districts = row["districts"]
    named = "、".join(districts) if isinstance(districts, list) else ""
    return f"{named or '-'} ({row['exactness']}, {row['reason'] or row['basis']})"
