"""The gazetteer of one year: names found, resolved, and looked up."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gazetteer import contexts, tables
from gazetteer.errors import UnknownPlaceError
from gazetteer.names import NameIndex, is_district
from gazetteer.resolver import Resolver

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

    from gazetteer.places import Match, Place

_REGIONS = {
    "metro": "region-metro",
    "core": "region-core",
    "northeast": "region-northeast",
    "southeast": "region-southeast",
}


class Gazetteer:
    """Every place that a report of one year can name.

    Parameters
    ----------
    year : int
        The rows of the shipped tables that hold in it are taken.
    own : iterable of Place, optional
        A user's places, above the shipped ones.

    Attributes
    ----------
    year : int
    places : tuple of Place
    """

    def __init__(self, year: int, own: Iterable[Place] = ()) -> None:
        rows = tables.shipped()
        self.year = year
        self.places: tuple[Place, ...] = (*own, *(place for place in rows if place.holds_in(year)))
        self._others = tuple(place for place in rows if not place.holds_in(year))
        self._by_id = {place.id: place for place in reversed(self.places)}
        # Two units that were merged later share a code.  The one that gave its name comes first: the
        # id of the other, such as district-500110-wansheng, has a name behind the code.
        self._districts = tuple(
            sorted(filter(is_district, self.places), key=lambda place: (place.adcodes, place.id.count("-")))
        )
        # A former unit carries its successor's code as adcode, its own in its id.
        self._by_district_name = {
            key: place
            for place in reversed(self._districts)
            for key in (place.id.split("-")[1], place.name, *place.aliases, *place.adcodes)
        }

    def __repr__(self) -> str:
        return f"Gazetteer(year={self.year}, {len(self.places)} places)"

    def prepared(self) -> Gazetteer:
        """Return the gazetteer itself with its index built now, not while the first text waits."""
        self._resolver.prepare()
        return self

    @cached_property
    def _resolver(self) -> Resolver:
        shipped = contexts.shipped()
        return Resolver(NameIndex(self.places, shipped, self._others), shipped)

    def find(self, text: str, *, about: str | None = None) -> list[Match]:
        """Find the names of places in a text.

        Parameters
        ----------
        text : str
            Running text, unwrapped; a whole report tells best what it is about.
        about : str, optional
            The report that a short text, such as a project's name, is taken from.

        Returns
        -------
        list of Match
            In order, not overlapping.  ``place`` is None where the name is ambiguous here
            (``ambiguous``) or no place (``context``).
        """
        return self._resolver.find(text, about=about)

    def resolve(self, name: str, *, near: Iterable[str] = ()) -> Match:
        """Say what a name means.

        Parameters
        ----------
        name : str
            A name on its own, such as 江北机场 or 开州跳蹬水库.
        near : iterable of str
            Districts (names or codes) that stand near it, to tell places of one name apart.

        Returns
        -------
        Match
            ``place`` is None where the name is ``ambiguous`` or ``unknown``.

        Raises
        ------
        UnknownPlaceError
            Where ``near`` names no district of the year.
        """
        return self._resolver.resolve(name, [self.district(item).adcodes[0] for item in near])

    def place(self, place_id: str) -> Place:
        """Return the place of an id.

        Raises
        ------
        UnknownPlaceError
        """
        try:
            return self._by_id[place_id]
        except KeyError:
            msg = f"no place has the id {place_id!r} in {self.year}"
            raise UnknownPlaceError(msg) from None

    def districts(self) -> tuple[Place, ...]:
        """Return the districts and counties of the year in the order of their GB/T 2260 codes."""
        return self._districts

    def district(self, name_or_adcode: str) -> Place:
        """Return a district by its official name, short name or GB/T 2260 code.

        Raises
        ------
        UnknownPlaceError
        """
        try:
            return self._by_district_name[name_or_adcode.strip()]
        except KeyError:
            msg = (
                f"no district of Chongqing is called {name_or_adcode!r} in {self.year}; "
                "give a name such as 璧山 or 璧山区, or a six-digit code"
            )
            raise UnknownPlaceError(msg) from None

    def corridor(self, place: Place) -> tuple[Place, ...]:
        """Return the ordered stops of a corridor, those that hold in the year.

        A district that was another unit then, such as 梁平区 in 2016, gives way to that unit.
        """
        held = (self._by_id.get(stop) or self._former(stop) for stop in place.stops)
        return tuple(stop for stop in held if stop)

    def _former(self, place_id: str) -> Place | None:
        kind, _, code = place_id.partition("-")
        return self._by_district_name.get(code) if kind == "district" else None

    def region(self, code: str) -> tuple[str, ...]:
        """Return the district codes of a region: ``metro``, ``core``, ``northeast`` or ``southeast``.

        Raises
        ------
        UnknownPlaceError
        """
        if code not in _REGIONS:
            msg = f"no region is called {code!r}; give one of {', '.join(_REGIONS)}"
            raise UnknownPlaceError(msg)
        return self.place(_REGIONS[code]).adcodes

    def nested(self, match: Match) -> list[Match]:
        """Return the names within a match's own name that mean what they say there.

        水土大桥 holds 水土, where it stands; 江北机场 does not hold 江北区, where it does not.
        """
        return self._resolver.nested(match)

    def to_geodataframe(self) -> gpd.GeoDataFrame:
        """Return all places as a GeoDataFrame (EPSG:4326, longitude first), places without a point included.

        Columns are the attributes of :class:`Place`; geopandas is imported here and nowhere before.
        """
        import geopandas as gpd  # noqa: PLC0415  # heavy; a name is resolved without it
        from shapely import Point  # noqa: PLC0415

        fields = self.places[0].__slots__ if self.places else ()
        rows = [{field: getattr(place, field) for field in fields} for place in self.places]
        points = [Point(place.point) if place.point else None for place in self.places]
        return gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")
