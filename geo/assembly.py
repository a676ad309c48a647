"""From a report to its catalogue: extract the mentions, locate each, merge those of one project."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from gazetteer.names import is_district
from geo.catalogue import table
from geo.extraction import extract
from geo.location import Location, Locator
from geo.reader.outline import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geopandas import GeoDataFrame

    from gazetteer import Gazetteer
    from geo.mentions import Mention
    from geo.report import Report

PARTS = {"plan": ("plan",), "review": ("review",), "all": ("plan", "review", "other")}
"""Choice of parts to the parts that it takes in."""

LONGEST = 23
"""Characters of a name or heading in a catalogue that leaves its report's sentences out."""

CREDITS = (
    "GeoNames (CC BY 4.0), www.geonames.org",
    "airportsdata (MIT)",
    "OurAirports",
    "Global Energy Monitor (CC BY 4.0), globalenergymonitor.org",
    "World Resources Institute, Global Power Plant Database (CC BY 4.0)",
)
"""Sources of the positions; boundaries are no part of a catalogue."""

_MARKS = re.compile(r"[\s“”\"'‘’《》（）()【】·,，、。；;：:—–-]")
_NUMERAL = re.compile("[一二三四五六七八九十]{1,3}(?=号线)")
_CLOSING = re.compile(r"等?(?:项目|工程|建设|工作)+$")


def build(
    report: Report,
    gazetteer: Gazetteer,
    *,
    parts: str = "plan",
    clauses: bool = True,
    mentions: Iterable[Mention] | None = None,
) -> GeoDataFrame:
    """Build the catalogue of a report.

    Parameters
    ----------
    report : Report
    gazetteer : Gazetteer
        For the report's year.
    parts : str
        ``plan`` (what is to be built), ``review`` (what was done last year) or ``all``.
    clauses : bool
        Whether rows carry their clause; without, the table holds facts and offsets only.
    mentions : iterable of Mention, optional
        Extracted before; extracted here otherwise.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, columns of :data:`geo.schema.COLUMNS`, in the order of the report.
    """
    if mentions is None:
        mentions = extract(report, gazetteer=gazetteer).mentions
    locator = Locator(report, gazetteer)
    groups = _groups((mention for mention in mentions if mention.part in PARTS[parts]), locator)
    ids: set[str] = set()
    rows, geometries = [], []
    for group in groups:
        main = _main(group)
        location = _best(group, locator)
        row = _row(main, group, location, clauses=clauses)
        row |= {"id": _id(report.id, main, ids), "report": report.id}
        rows.append(row)
        geometries.append(location.geometry)
    metadata = {
        "report": report.id,
        "title": report.title,
        "year": report.year,
        "parts": parts,
        "credits": list(CREDITS),
    }
    return table(rows, geometries, metadata)


def _groups(mentions: Iterable[Mention], locator: Locator) -> Iterable[list[Mention]]:
    """Gather the mentions of each project; a list never names one project twice by two names."""
    groups: dict[tuple[bool, str], list[Mention]] = {}
    for mention in mentions:
        policy, name = _same(mention, locator)
        beside = groups.get((policy, name), ())
        if any(other.start == mention.start and other.name != mention.name for other in beside):
            name = _normal(mention.name)
        groups.setdefault((policy, name), []).append(mention)
    return groups.values()


def _same(mention: Mention, locator: Locator) -> tuple[bool, str]:
    """Key that mentions of one project share: aliases of a site count as one name."""
    name = _NUMERAL.sub(lambda found: str(number(found.group())), mention.name)
    for match in reversed(locator.find(name)):
        if match.place and match.place.adcodes and not is_district(match.place):
            name = name[: match.start] + match.place.name + name[match.end :]
    return mention.kind == "region_policy", _normal(name)


def _normal(name: str) -> str:
    name = _MARKS.sub("", unicodedata.normalize("NFKC", name))
    return _CLOSING.sub("", name) or name


def _main(group: Sequence[Mention]) -> Mention:
    """Return the mention that speaks for the project: the plan's first, else the first."""
    return next((mention for mention in group if mention.part == "plan"), group[0])


def _best(group: Sequence[Mention], locator: Locator) -> Location:
    located = [locator.locate(mention) for mention in group]
    return next((location for location in located if location.districts), located[0])


def _row(main: Mention, group: Sequence[Mention], location: Location, *, clauses: bool) -> dict[str, Any]:
    quantities = {quantity: asdict(quantity) for mention in group for quantity in mention.quantities}
    mentions = {(mention.start, mention.end): _mention(mention, clauses=clauses) for mention in group}
    return {
        "kind": main.kind,
        "name": main.name if clauses else _brief(main.name),
        "action": main.action,
        "stage": main.stage,
        "domain": main.domain,
        "sector": main.sector,
        "quantities": list(quantities.values()),
        "places": list(location.places),
        "districts": list(location.districts),
        "adcodes": list(location.adcodes),
        "regions": list(location.regions),
        "exactness": location.exactness,
        "basis": location.basis,
        "radius_km": location.radius_km,
        "reason": location.reason,
        "part": main.part,
        "section": main.section,
        "heading": main.heading if clauses else _brief(main.heading),
        "network": main.network,
        "start": main.start,
        "end": main.end,
        "clause": main.clause if clauses else None,
        "mentions": list(mentions.values()),
        "rules": list(main.rules),
    }


def _mention(mention: Mention, *, clauses: bool) -> dict[str, Any]:
    where = {"start": mention.start, "end": mention.end, "section": mention.section}
    return where | ({"clause": mention.clause} if clauses else {})


def _brief(text: str) -> str:
    """Return a name or heading short enough to be a fact and not a passage of the report."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _id(report_id: str, mention: Mention, taken: set[str]) -> str:
    """Id that stays the same while kind, name and section do."""
    key = "|".join((mention.kind, _normal(mention.name), mention.section))
    base = f"{report_id}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
    ids = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    found = next(candidate for candidate in ids if candidate not in taken)
    taken.add(found)
    return found
