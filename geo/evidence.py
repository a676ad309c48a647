"""What the places of a name say together of one position.

What counts, in this order: the reach that a name cuts out of a corridor; a way from A to B; the site
that it holds; its districts; its region.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from shapely.geometry import MultiPoint, Point

from gazetteer.names import USER_BASIS, is_district
from gazetteer.places import Exactness, Place, Shape
from geo.route import XY, Route, between, reach, whole, within

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer import Gazetteer, Match

# what may stand between two ends of a way; only 至 makes one by itself
_TO = re.compile(r"(?:[东西南北]站|站|机场|港|城区|主城|县城|新城|片区)?(经|至|到|[—－–~～-]+)")
_WAY = re.compile(
    r"公路|高速|铁路|高铁|城际|快线|快速路|通道|干线|大道|公交|轨道|管道|管网|航道|[号专支复环]线|连接线|段$"
)
# 中心城区与周边地区…通道: the region is one end of what is built, not where it lies
_LINK = re.compile(r"[与和同至到—]|周边|联通|连[通接]|通往")
_REACH = re.compile(r"[^，。；、至到]{0,2}段")
_OTHER_REACH = re.compile(r"[^，。；、]{1,12}段")
# A river says where works on it are, not where a bridge, a hall or a school named after it is.
_RIVER_WORKS = re.compile(
    r"航道|流域|干流|支流|岸线|河道|河段|段|防洪|护岸|堤|两岸|沿岸|沿线|沿江|走廊|廊道|画廊|示范带"
    r"|旅游带|生态带|消落|生态修复|治理|整治|疏浚|清漂|水质"
)
# 渝湘高铁主城至黔江段: the city itself is one end
_FROM_CITY = re.compile("主城区?(?:至|到|[—–-]+)")
# A branch stands elsewhere than its main house, and so does a university's hospital.
_BRANCH = re.compile("[^，。；、]{0,8}(?:院区|分院|校区|分校|分馆)")
_ITS_HOSPITAL = re.compile("[^，。；、]{0,8}(?:医院|附属|附中|附小)")
_TEACHING = frozenset({"HSP", "UNIV"})
_HOUSES = _TEACHING | {"BLDG", "MUS"}
# What stands at one place of a line lies there, not along it.
_ON_LINE = re.compile("[^，。；、至—段]{1,8}(?:站|动车所|车辆段|大桥|隧道|立交|互通|服务区)(?!房|台)")
_COMPANY = re.compile(r"[^，。；、和与及至]{0,4}(?:集团|公司|股份|银行|控股)")
_AND = re.compile("[、和与及—]|以及")
_DETAIL = re.compile(
    r"新建|迁建|改扩建|改建|扩建|改造|续建|整治|提升|建设|工程|项目|[一二三四]期|主体|枢纽|配套|[“”\"《》·（）()、等]"
)
NEAR_KM = 5.0
CITY = "region-city"
_RIVERS = frozenset({"STM", "STMS", "STMI"})
_REGIONS = frozenset({"RGN", "ADM1", "MTS", "BNK", "GRGE"})


class Named(NamedTuple):
    """A place that a text names."""

    match: Match
    place: Place

    @property
    def start(self) -> int:
        """Where its name starts in the text."""
        return self.match.start

    @property
    def end(self) -> int:
        """Where its name ends in the text."""
        return self.match.end

    @property
    def is_district(self) -> bool:
        """Whether it is one of the city's districts and counties."""
        return is_district(self.place)

    @property
    def is_region(self) -> bool:
        """Whether it is a region: several districts, no site of its own."""
        return self.place.feature in _REGIONS and bool(self.place.adcodes)

    @property
    def is_site(self) -> bool:
        """Whether it is a site or a corridor that lies in a district."""
        return bool(self.place.adcodes) and not self.is_district and not self.is_region


class Spot(NamedTuple):
    """A position as it is drawn, and the places it was read from.

    Attributes
    ----------
    adcodes : tuple of str
        Districts, along the way for a line.
    geometry : shapely geometry
        WGS-84, longitude first.
    exactness, basis : str
        Codes of :mod:`geo.taxonomy`.
    roles : mapping of int to str
        Start of a place in the text to its role.
    radius_km : float or None
    """

    adcodes: tuple[str, ...]
    geometry: BaseGeometry
    exactness: str
    basis: str
    roles: Mapping[int, str]
    radius_km: float | None = None


class Evidence(NamedTuple):
    """A text with its places, read as the name or the surroundings of one project.

    Attributes
    ----------
    text : str
    places : tuple of Named
        In order; places of company names are not among them.
    counted : bool
        Whether these are counted or city-wide works: a river in their name does not place them.
    gazetteer : Gazetteer
    """

    text: str
    places: tuple[Named, ...]
    counted: bool
    gazetteer: Gazetteer

    def spot(self) -> Spot | None:
        """Return the position that the places support, or None."""
        if not self.places:
            return None
        rules = (self._on_corridor, self._on_the_way, self._at_site, self._in_districts, self._in_region)
        return next((spot for rule in rules if (spot := rule())), None)

    def _on_corridor(self) -> Spot | None:
        """长江朝天门至涪陵段, 郑万高铁重庆段: the reach of a corridor that the name cuts out."""
        for i, line in enumerate(self.places):
            rest = self.places[i + 1 :]
            if line.place.shape != Shape.CORRIDOR or not rest:
                continue
            from_city = _FROM_CITY.fullmatch(self.text, line.end, rest[0].start)
            if not from_city and rest[0].start - line.end > 2:
                continue
            way = self._way(rest)
            if from_city:
                city = self.gazetteer.place(CITY)
                route = reach(line.place, city, rest[0].place, self.gazetteer)
                roles = {line.start: "site", rest[0].start: "end"}
            elif way and way[0][0] is rest[0]:
                route = reach(line.place, way[0][-1].place, way[-1][-1].place, self.gazetteer)
                roles = {line.start: "site", **_way_roles(way)}
            elif _REACH.match(self.text, rest[0].end):
                cut = rest[0].place
                codes = line.place.adcodes if cut.exactness == Exactness.CITYWIDE else cut.adcodes
                route = within(line.place, codes, self.gazetteer)
                roles = {line.start: "site", rest[0].start: "area"}
            else:
                continue
            if route and route.adcodes:
                return self._drawn(route, [line], roles)
        return None

    def _on_the_way(self) -> Spot | None:
        """万州至开州南雅: from one place to another."""
        way = self._way(self.places)
        if not way:
            return None
        ends = [group[-1] for group in way]
        route = between([end.place for end in ends], self.gazetteer)
        return self._drawn(route, ends, _way_roles(way)) if route.adcodes else None

    def _at_site(self) -> Spot | None:
        """涪陵龙头港, 江北机场第四跑道: a site; a district before it must agree with it."""
        districts = [place for place in self.places if place.is_district]
        named = _codes(districts)
        bearing = [place for place in self.places if place.is_site and self._bears(place)]
        if bearing and self._are_listed([*districts, *bearing]):
            return self._shaded(_codes([*districts, *bearing]), bearing, _roles(bearing, "site"))
        sites = [site for site in bearing if not named or set(named) & set(site.place.adcodes)]
        sites = [site for site in sites if site.place.shape != Shape.CORRIDOR] or sites
        if not sites:
            return None
        roles = _roles(sites, "site")
        codes = _codes(sites)
        if len(sites) > 1 and len(codes) > 1:
            return self._shaded(codes, sites, roles)
        site = sites[-1]
        if site.place.shape != Shape.CORRIDOR:
            # 甲大道乙区段: the part of a road, a zone or a bridge that lies in one of its districts
            part = tuple(code for code in site.place.adcodes if code in named)
            is_part = 0 < len(part) < len(site.place.adcodes)
            return self._shaded(part, [site], roles) if is_part else self._pinned(site, roles)
        line, gazetteer = site.place, self.gazetteer
        route = within(line, named, gazetteer) if named else whole(line, gazetteer)
        return self._drawn(route, [site], roles) if route else None

    def _in_districts(self) -> Spot | None:
        named = [place for place in self.places if place.is_district]
        return self._shaded(_codes(named), named, _roles(named, "area")) if named else None

    def _in_region(self) -> Spot | None:
        """渝西, 两江四岸; a region that a way only links is not where it lies."""
        regions = [place for place in self.places if place.is_region]
        if not regions or (
            _LINK.match(self.text, regions[0].end) and _WAY.search(self.text, regions[-1].end)
        ):
            return None
        return self._shaded(_codes(regions), regions, _roles(regions, "area"))

    def _way(self, places: Sequence[Named]) -> list[list[Named]]:
        """Return the first chain A至B…, each end as its touching places (开州南雅); empty if none."""
        groups: list[list[Named]] = []
        for place in places:
            if groups and groups[-1][-1].end == place.start:
                groups[-1].append(place)
                continue
            joint = _TO.fullmatch(self.text, groups[-1][-1].end, place.start) if groups else None
            if joint and (joint[1] in "经至" or _WAY.search(self.text, place.end)):
                groups.append([place])
            elif len(groups) > 1:
                break
            else:
                groups = [[place]]
        return groups if len(groups) > 1 else []

    def _are_listed(self, places: Sequence[Named]) -> bool:
        """Tell whether two places stand side by side: 北碚、璧山, not 涪陵龙头港."""
        ordered = sorted(places, key=lambda place: place.start)
        return any(_AND.fullmatch(self.text, a.end, b.start) for a, b in pairwise(ordered))

    def _bears(self, site: Named) -> bool:
        """Tell whether a place in a name is where the named thing is; a corridor, where no reach is cut."""
        if site.place.shape != Shape.CORRIDOR:
            branch = site.place.feature in _HOUSES and _BRANCH.match(self.text, site.end)
            own = site.place.feature in _TEACHING and _ITS_HOSPITAL.match(self.text, site.end)
            # 甲中心乙市分中心, where 乙市 is none of Chongqing
            away = any(
                other.start == site.end and other.place.exactness == Exactness.OUTSIDE
                for other in self.places
            )
            return not (branch or own or away)
        if _OTHER_REACH.match(self.text, site.end) or _ON_LINE.match(self.text, site.end):
            return False
        if site.place.feature not in _RIVERS:
            return True
        return not self.counted and bool(_RIVER_WORKS.search(self.text, site.end))

    def _drawn(self, route: Route, sources: Sequence[Named], roles: Mapping[int, str]) -> Spot:
        if route.line is None:
            return self._shaded(route.adcodes, sources, roles)
        return Spot(route.adcodes, route.line, "line", self._basis(sources, route.adcodes), roles)

    def _pinned(self, site: Named, roles: Mapping[int, str]) -> Spot:
        place = site.place
        if place.point is None or place.exactness not in ("exact", "near", "area"):
            return self._shaded(place.adcodes, [site], roles)
        exactness, radius = place.exactness, place.radius_km
        if exactness == Exactness.EXACT and _DETAIL.sub("", self.text[site.end :]):
            # what is only a part or a neighbour of a known point is not known to the kilometre
            exactness, radius = Exactness.NEAR, NEAR_KM
        basis = self._basis([site], place.adcodes)
        return Spot(place.adcodes, Point(place.point), str(exactness), basis, roles, radius)

    def _shaded(self, codes: tuple[str, ...], sources: Sequence[Named], roles: Mapping[int, str]) -> Spot:
        """Return whole districts: the seat of one, or the seats of several."""
        seats = tuple(seat for code in codes if (seat := self.gazetteer.district(code).point))
        exactness = "district" if len(codes) == 1 else "area"
        return Spot(codes, _points(seats), exactness, self._basis(sources, codes), roles)

    def _basis(self, sources: Sequence[Named], codes: Sequence[str]) -> str:
        """``text`` where the districts are spelt out, ``name`` where a place in the name fixes them."""
        known = {source.place.basis for source in sources}
        if USER_BASIS in known:
            return USER_BASIS
        parts = [named.place for named in self.places]
        parts += [
            part.place
            for named in self.places
            if not named.is_district
            for part in self.gazetteer.nested(named.match)
            if part.place
        ]
        spelt = {code for place in parts if is_district(place) for code in place.adcodes}
        if set(codes) <= spelt:
            return "text"
        fixed = {code for place in parts if place.basis == "name" for code in place.adcodes}
        return "name" if set(codes) <= fixed or "knowledge" not in known else "knowledge"


@lru_cache(maxsize=1024)
def _points(seats: tuple[XY, ...]) -> Point | MultiPoint:
    return Point(seats[0]) if len(seats) == 1 else MultiPoint(seats)


def gather(text: str, found: Sequence[Match], gazetteer: Gazetteer, *, counted: bool) -> Evidence:
    """Return what a text says, without the places of company names (万州药业集团).

    Parameters
    ----------
    text : str
    found : sequence of Match
        The gazetteer's finds in it.
    gazetteer : Gazetteer
    counted : bool
        See :class:`Evidence`.
    """
    places = tuple(
        Named(match, place)
        for match in found
        if (place := match.place or _common(match)) and not is_company(text, match)
    )
    return Evidence(text, places, counted, gazetteer)


def _common(match: Match) -> Place | None:
    """Return what the places of an ambiguous name share: their only district."""
    codes = {place.adcodes for place in match.candidates}
    if match.reason != "ambiguous" or len(codes) != 1 or len(match.candidates[0].adcodes) != 1:
        return None
    return replace(match.candidates[0], lon=None, lat=None, exactness=Exactness.DISTRICT)


def is_company(text: str, match: Match) -> bool:
    """Tell whether a place only names a company: 万州药业集团."""
    return bool(_COMPANY.match(text, match.end))


def _codes(places: Sequence[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for place in places for code in place.place.adcodes))


def _roles(places: Sequence[Named], role: str) -> dict[int, str]:
    return {place.start: role for place in places}


def _way_roles(way: Sequence[Sequence[Named]]) -> dict[int, str]:
    roles = {place.start: "via" for group in way for place in group}
    roles |= _roles(way[0], "start")
    return roles | _roles(way[-1], "end")
