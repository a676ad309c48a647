"""Schematic lines: ordered stops, trimmed to the city, cut to a reach."""

from __future__ import annotations

import pytest

import gazetteer
from gazetteer.places import Exactness, Place, Shape
from geo import course
from geo.route import between, reach, whole, within
from geo.schema import SURROUNDINGS


class Known:
    """The few places that a route asks a gazetteer for."""

    def __init__(self):
        self.seats = {code: (106.0 + i / 10, 29.0 + i / 10) for i, code in enumerate("ABCD")}

    def corridor(self, place):
        return tuple(STOPS[key] for key in place.stops)

    def district(self, code):
        return Place(code, code, adcodes=(code,), lon=self.seats[code][0], lat=self.seats[code][1])

    def region(self, _code):
        return ("A",)


def stop(key, adcode="", lon=None, lat=None):
    exactness = Exactness.NEAR if adcode else Exactness.OUTSIDE
    return Place(key, key, adcodes=(adcode,) if adcode else (), lon=lon, lat=lat, exactness=exactness)


STOPS = {
    "a": stop("a", "A", 106.0, 29.0),
    "b": stop("b", "B"),  # known by its district only
    "c": stop("c", "C", 106.2, 29.2),
    "west": stop("west", "", 104.0, 30.0),
    "east": stop("east", "", 112.0, 30.0),
    "pass": stop("pass", "", 106.15, 29.5),
    "nowhere": stop("nowhere", ""),
}


def line(*stops, adcodes="ABC"):
    return Place("line", "line", shape=Shape.CORRIDOR, adcodes=tuple(adcodes), stops=stops)


@pytest.mark.parametrize(
    ("stops", "points"),
    [
        (["a", "b", "c"], [(106.0, 29.0), (106.1, 29.1), (106.2, 29.2)]),
        (["west", "a", "c", "east"], [(106.0, 29.0), (106.2, 29.2)]),
        (["a", "pass", "c"], [(106.0, 29.0), (106.15, 29.5), (106.2, 29.2)]),
        (["a", "nowhere", "c"], [(106.0, 29.0), (106.2, 29.2)]),
        (["west", "a"], [(104.0, 30.0), (106.0, 29.0)]),
        (["a", "a"], None),
        (["nowhere", "a"], None),
        ([], None),
    ],
)
def test_a_line_joins_the_known_stops_in_order(stops, points):
    found = whole(line(*stops), Known()).line
    assert (None if found is None else list(found.coords)) == points


CITY = Place("city", "city", exactness=Exactness.CITYWIDE)


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        (STOPS["a"], STOPS["b"], "AB"),
        (STOPS["b"], STOPS["a"], "AB"),
        (CITY, STOPS["b"], "AB"),  # the city is its end in the centre
        (STOPS["b"], STOPS["east"], "BC"),  # what lies outside is the other end
        (stop("d", "D"), STOPS["east"], None),
    ],
)
def test_a_reach_runs_between_its_ends(first, last, codes):
    found = reach(line("a", "b", "c"), first, last, Known())
    assert (None if found is None else "".join(found.adcodes)) == codes


def test_the_part_within_districts():
    part = within(line("a", "b", "c"), ("B", "C"), Known())
    assert part.adcodes == ("B", "C")
    assert list(part.line.coords) == [(106.1, 29.1), (106.2, 29.2)]
    assert within(line("a", "b", "c"), ("D",), Known()) is None


def test_the_way_between_named_places_has_their_districts_only():
    zone = Place("zone", "zone", adcodes=("A", "B"))
    way = between([STOPS["a"], zone, STOPS["c"]], Known())
    assert way.adcodes == ("A", "C")


@pytest.mark.parametrize("year", [2015, 2021, 2026])
def test_every_corridor_of_the_gazetteer_can_be_drawn_or_shaded(year):
    places = gazetteer.load(year)
    west, south, east, north = SURROUNDINGS
    corridors = [place for place in places.places if place.shape == Shape.CORRIDOR and place.adcodes]
    assert corridors
    for place in corridors:
        found = whole(place, places)
        assert set(found.adcodes) <= {district.adcodes[0] for district in places.districts()}
        if found.line is not None:
            left, bottom, right, top = found.line.bounds
            assert west <= left <= right <= east, place.name
            assert south <= bottom <= top <= north, place.name
            assert found.line.is_valid


def test_works_on_a_river_follow_the_river_that_the_base_draws():
    places = gazetteer.load(2021)
    river = places.place("river-jialing")
    stops = [stop.point for stop in places.corridor(river)]
    drawn = course.through(stops)
    assert whole(river, places).line.equals(drawn)
    part = within(river, ("500117", "500109"), places).line
    assert len(part.coords) > len(stops)
    assert part.hausdorff_distance(drawn.intersection(part.envelope.buffer(0.01))) < 0.01
