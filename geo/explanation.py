"""Why each project is in the catalogue and where it is: the evidence as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo import extraction
from geo.catalogue import as_records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geopandas import GeoDataFrame

    from geo.mentions import Mention


def explain(mentions: Iterable[Mention], gdf: GeoDataFrame) -> str:
    """Return one block of lines a project: its mentions with clause, verb, head and rules, its location.

    Parameters
    ----------
    mentions : iterable of Mention
        What the catalogue was built from.
    gdf : GeoDataFrame
        The catalogue; it need not hold clauses.
    """
    by_place: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        by_place.setdefault((mention.start, mention.end), []).append(mention)
    return "\n\n".join("\n".join(_block(row, by_place)) for row in as_records(gdf))


def _block(row: dict[str, Any], by_place: dict[tuple[int, int], list[Mention]]) -> list[str]:
    districts = "、".join(row["districts"]) or "-"
    places = "; ".join(f"{place['text']} = {place['name']} ({place['role']})" for place in row["places"])
    lines = [
        f"{row['id']}  {row['name']}: {row['kind']}, {row['sector']}, {row['stage']}",
        f"  location: {districts} ({row['exactness']}, {row['reason'] or row['basis']})",
        f"  places: {places or '-'}",
    ]
    for where in row["mentions"]:
        said = by_place[where["start"], where["end"]]
        mention = next((mention for mention in said if mention.name == row["name"]), said[0])
        lines += [
            f"  at {where['start']}-{where['end']} {where['section']}",
            *extraction.explain(mention)[1:],
        ]
    return lines
