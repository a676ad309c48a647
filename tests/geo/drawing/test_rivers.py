"""Rivers for orientation: where they run, and where they are left out."""

from __future__ import annotations

import pytest
import shapely

import gazetteer
from geo.drawing.cartography import base
from geo.drawing.rivers import along_borders


@pytest.mark.parametrize("year", [2021, 2026])
def test_border_rivers_run_on_borders_and_meet(year):
    ground = base(year)
    rivers = {river.name: river.line for river in ground.border_rivers}
    assert rivers.keys() == {"长江", "嘉陵江"}
    for line in rivers.values():
        assert ground.borders.buffer(1).covers(line)
    # where the Jialing flows into the Yangtze, at the tip of 渝中区
    tip = shapely.intersection(*(line.buffer(1) for line in rivers.values()))
    assert not tip.is_empty
    assert ground.districts["500103"].distance(tip) < 1


def test_no_pair_of_districts_is_parted_by_nothing():
    ground = base(2021)
    known = along_borders(ground.districts)
    assert [river.name for river in known if river.line.length < 10_000] == []


@pytest.mark.parametrize("year", [2021, 2026])
def test_rivers_of_the_gazetteer_stay_near_the_city_and_have_english_names(year):
    ground = base(year)
    city = ground.polygon(ground.districts).buffer(10_000)
    assert len(ground.rivers) >= 8
    for river in ground.rivers:
        assert city.covers(river.line), river.name
        assert river.label("en"), river.name
        assert any(place.name == river.label("zh") for place in gazetteer.load(year).places)
