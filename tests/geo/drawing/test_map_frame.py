from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo.drawing.map_frame import MapFrame, project
from geo.drawing.sheet import Box

CITY = (105.2, 28.1, 110.3, 32.3)  # west, south, east, north in degrees


@given(
    st.floats(CITY[0], CITY[2] - 0.2),
    st.floats(CITY[1], CITY[3] - 0.2),
    st.floats(0.05, 0.2),
    st.floats(0, 0.2),
)
def test_lengths_on_the_map_are_true_to_one_in_a_thousand(lon, lat, east, north):
    frame = MapFrame(Box(0, 0, 200, 200), 350_000, 3_300_000, 2_000_000)
    drawn = frame.place(project(shapely.LineString([(lon, lat), (lon + east, lat + north)])))
    true = Geod(ellps="WGS84").line_length([lon, lon + east], [lat, lat + north]) / 1000
    assert frame.kilometres(drawn.length) == pytest.approx(true, rel=1.2e-3)


def test_the_scale_is_round_and_shows_all():
    frame = MapFrame.around(Box(10, 10, 110, 90), (0, 0, 321_000, 100_000))
    placed = frame.place(shapely.box(0, 0, 321_000, 100_000))
    assert frame.scale == 3_500_000
    assert shapely.box(*frame.box).covers(placed)
    assert placed.centroid.coords[0] == pytest.approx((60, 50))
