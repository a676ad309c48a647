"""The curve of a river: through each point, straight where they are, without corners."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import course

axis = st.floats(-180, 180, allow_nan=False).map(lambda value: round(value, 5))
points = st.lists(st.tuples(axis, axis), min_size=2, max_size=12)


@given(points)
def test_the_course_meets_each_point_in_order(xy):
    assert shapely.get_coordinates(course.through(xy))[::8] == pytest.approx(np.array(xy))


def test_points_on_a_line_stay_on_it():
    drawn = shapely.get_coordinates(course.through([(106, 29), (107, 30), (108, 31)]))
    assert drawn[:, 1] - drawn[:, 0] == pytest.approx(np.full(17, -77.0))


def test_a_bend_is_round():
    drawn = np.diff(shapely.get_coordinates(course.through([(0, 0), (1, 0), (1, 1)])), axis=0)
    turns = np.abs(np.diff(np.unwrap(np.arctan2(drawn[:, 1], drawn[:, 0]))))
    assert turns.max() < np.pi / 6
