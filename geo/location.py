"""Where a project is: its districts and geometry, how exact they are and how they are known.

The name comes first (:mod:`geo.evidence`), then what the clause says of it.  A paragraph's other
places never count: a wrong place is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.names import is_district
from gazetteer.places import Exactness
from geo.evidence import gather, is_company
from geo.taxonomy import REGIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer import Gazetteer, Match, Place
    from geo.evidence import Spot
    from geo.mentions import Mention
    from geo.report import Report

# 支持万州、永川设立…, 在璧山建设…: the clause's subject or scene, before the name
_SUBJECT = re.compile(r"[^，；。、]{0,2}?(?:支持|推[动进]|鼓励|引导|指导|加快|在|依托)")
# …落户璧山: the scene behind the name
_SETTLED = re.compile(r"(?:落户|落地|落子|布局于|选址|迁至|迁往|搬迁至)(?:在|于)?")

_AREAS = frozenset({"ADM1", "ADM2", "ADM3", "RGN", "STM", "RR", "RD"})
_QUOTES = re.compile("[“”‘’《》]")
# 支持万州、永川设立…: what a scene does; without it a list of names before is of other projects
_FOUNDS = re.compile(
    r"[^，；。、]{0,6}?(?:建设|设立|创建|争创|申报|打造|建成|培育|发展|布局|新建|组建|实施|开展|承接|规划)"
)
_AND = re.compile("[、和与及]?|以及")


Find = Callable[[str], "list[Match]"]


class Location(NamedTuple):
    """Where a project is.

    Attributes
    ----------
    districts, adcodes : tuple of str
        Official names and GB/T 2260 codes, same order; along the way for a line.
    regions : tuple of str
        ``core``, ``metro``, ``northeast``, ``southeast``.
    geometry : shapely geometry or None
        WGS-84, longitude first; see :data:`geo.schema.GEOMETRIES`.
    exactness, basis : str
        Codes of :mod:`geo.taxonomy`.
    places : tuple of dict
        ``text``, ``id``, ``name``, ``role``, ``exactness`` of each place, in the order of the text.
    radius_km : float or None
    reason : str
        Why there is no position: a code of :data:`geo.schema.REASONS`.
    """

    districts: tuple[str, ...] = ()
    adcodes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    geometry: BaseGeometry | None = None
    exactness: str = "unknown"
    basis: str = "none"
    places: tuple[dict[str, str], ...] = ()
    radius_km: float | None = None
    reason: str = "no-place"


class Locator:
    """Locates the mentions of one report.

    Parameters
    ----------
    report : Report
    gazetteer : Gazetteer
        For the report's year.

    Attributes
    ----------
    find : callable
        The gazetteer's finds in a short text of the report; each text is read once.
    """

    def __init__(self, report: Report, gazetteer: Gazetteer) -> None:
        self._text = report.text
        # 璧山区2022年政府工作报告: what a district's own report names without a place lies in it
        titled = gazetteer.find(report.title, about=report.text)
        of_districts = [match for match in titled if match.place and is_district(match.place)]
        self._home = (report.title, of_districts if len(of_districts) == 1 else [])
        self.find: Find = cache(self._find)
        self._gazetteer = gazetteer
        self._regions = {code: frozenset(gazetteer.region(code)) for code in REGIONS}

    def locate(self, mention: Mention) -> Location:
        """Return where a mention is; null geometry and a reason where nothing supports a position."""
        places: tuple[dict[str, str], ...] = ()
        name = _QUOTES.sub("", mention.name)
        named = self.find(name)
        for text, found in self._texts(mention, name, named):
            spot = gather(text, found, self._gazetteer, counted=mention.kind == "programme").spot()
            places += _places(text, found, spot)
            if spot:
                if spot.basis != "text" and self._spelt(mention).issuperset(spot.adcodes):
                    spot = spot._replace(basis="text")
                return self._located(spot, places)
        exactness, reason = _unplaced(mention.kind, name, named)
        return Location(exactness=exactness, places=places, reason=reason)

    def _find(self, text: str) -> list[Match]:
        return [self._at_home(match) for match in self._gazetteer.find(text, about=self._text)]

    def _at_home(self, match: Match) -> Match:
        """Return a match settled for the report's own district, where one of its places lies in it.

        In a district's own report its town is meant, not a county far away of the same name.
        """
        if match.reason != "ambiguous" and not (match.place and match.place.exactness == Exactness.OUTSIDE):
            return match
        codes = {code for home in self._home[1] if home.place for code in home.place.adcodes}
        held = [place for place in match.candidates if not codes.isdisjoint(place.adcodes)]
        return match._replace(place=held[0], reason="district") if len(held) == 1 else match

    def _texts(
        self, mention: Mention, name: str, named: Sequence[Match]
    ) -> Iterator[tuple[str, Sequence[Match]]]:
        """Yield what may locate a mention, best first: its name, what is around it, whose report it is."""
        yield name, named
        yield from self._around(mention)
        # 重庆 in the name of a project says whose it is, not where in the city it lies
        if all(_is_city(match) for match in named):
            yield self._home

    def _spelt(self, mention: Mention) -> set[str]:
        """Codes of the districts that the clause spells out around the name."""
        places = (match.place for _, found in self._around(mention) for match in found if match.place)
        return {code for place in places if is_district(place) for code in place.adcodes}

    def _located(self, spot: Spot, places: tuple[dict[str, str], ...]) -> Location:
        return Location(
            districts=tuple(self._gazetteer.district(code).name for code in spot.adcodes),
            adcodes=spot.adcodes,
            regions=tuple(code for code in REGIONS if not self._regions[code].isdisjoint(spot.adcodes)),
            geometry=spot.geometry,
            exactness=spot.exactness,
            basis=spot.basis,
            places=places,
            radius_km=spot.radius_km,
            reason="",
        )

    def _around(self, mention: Mention) -> Iterator[tuple[str, Sequence[Match]]]:
        """Yield what else may locate a mention, best first: its area words, its clause's scene."""
        if mention.area:
            yield mention.area, self.find(mention.area)
        begin = min((start for start, _ in mention.spans), default=mention.start)
        before = self._text[mention.start : max(begin, mention.start)]
        subject = _SUBJECT.match(before)
        for text, listed in _list_at(before, subject.end() if subject else 0, self.find):
            if _FOUNDS.match(before, listed[-1].end):
                yield text, listed
        after = max((end for _, end in mention.spans), default=mention.end)
        settled = _SETTLED.search(self._text, after, max(mention.end, after))
        if settled:
            tail = self._text[settled.start() : mention.end]
            yield from _list_at(tail, settled.end() - settled.start(), self.find)


def locate(mention: Mention, report: Report, gazetteer: Gazetteer) -> Location:
    """Locate one mention of a report; :class:`Locator` is for many."""
    return Locator(report, gazetteer).locate(mention)


def _list_at(text: str, start: int, find: Find) -> Iterator[tuple[str, Sequence[Match]]]:
    """Yield the list of places (万州、永川) that begins at ``start``."""
    listed: list[Match] = []
    for match in find(text):
        at = listed[-1].end if listed else start
        if match.start >= at and _AND.fullmatch(text, at, match.start):
            listed.append(match)
    if listed:
        yield text, listed


def _places(text: str, found: Sequence[Match], spot: Spot | None) -> tuple[dict[str, str], ...]:
    roles = spot.roles if spot else {}
    return tuple(
        {
            "text": match.text,
            "id": match.place.id,
            "name": match.place.name,
            "role": _role(text, match, match.place, roles),
            "exactness": str(match.place.exactness),
        }
        for match in found
        if match.place
    )


def _is_city(match: Match) -> bool:
    """Tell the city itself, or no place at all, from a place that a name holds."""
    if match.place:
        return match.place.feature == "ADM1" and match.place.exactness != Exactness.OUTSIDE
    return match.reason != "ambiguous"


def _role(text: str, match: Match, place: Place, roles: Mapping[int, str]) -> str:
    if is_company(text, match):
        return "owner"
    return roles.get(match.start, "area" if place.feature in _AREAS else "site")


def _unplaced(kind: str, name: str, named: Sequence[Match]) -> tuple[str, str]:
    """Return exactness and reason of a mention without a position."""
    known = [(m, m.place) for m in named if m.place and not is_company(name, m)]
    within = [place for _, place in known if place.exactness != Exactness.OUTSIDE]
    only_abroad = bool(known) and not within
    if kind == "project":
        # 重庆 in the name of a project says whose it is, not that it is all over the city
        within = [place for place in within if place.feature != "ADM1"]
    if any(place.exactness == Exactness.CITYWIDE for place in within):
        return "citywide", "citywide"
    if within:
        return "unknown", "place-unplaced"
    if kind != "project":
        return "citywide", "citywide"
    if only_abroad and known[0][0].start == 0 and _is_clear(*known[0]):
        return "outside", "outside"
    return "unknown", "ambiguous" if any(match.reason == "ambiguous" for match in named) else "no-place"


def _is_clear(match: Match, place: Place) -> bool:
    """Tell a place outside that is meant for sure from the short name of some far county (双河, 白沙)."""
    if match.text == place.name or place.feature == "ADM1":
        return True
    return place.feature == "ADM2" and place.point is not None
