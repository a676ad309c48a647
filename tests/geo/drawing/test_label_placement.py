from __future__ import annotations

import itertools

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.drawing.label_placement import Board, along, around, on, outwards, within
from geo.drawing.sheet import Box

FRAME = Box(0, 0, 100, 80)


def _meet(a, b):
    return a.left < b.right and b.left < a.right and a.bottom < b.top and b.bottom < a.top


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 80)), max_size=40))
def test_placed_labels_never_meet_and_stay_in_the_frame(points):
    board = Board(FRAME)
    placed = [board.place(around(x, y, 2, 12, 3)) for x, y in points]
    placed = [box for box in placed if box is not None]
    assert not any(_meet(a, b) for a, b in itertools.combinations(placed, 2))
    assert all(box.left >= 0 and box.bottom >= 0 and box.right <= 100 and box.top <= 80 for box in placed)


def test_the_first_free_place_is_taken():
    board = Board(FRAME)
    first, second = Box(10, 10, 20, 14), Box(40, 10, 50, 14)
    assert board.place([first, second]) == first
    assert board.place([first, second]) == second
    assert board.place([first, second]) is None


def test_a_name_stands_off_lines_where_another_place_is_free():
    board = Board(FRAME)
    board.keep_clear([shapely.LineString([(15, 0), (15, 80)]), shapely.LineString([(0, 60), (100, 60)])])
    across, clear = Box(10, 10, 20, 14), Box(40, 10, 50, 14)
    assert board.place_name([across, clear]) == clear
    assert board.place_name([across, clear], crossing=False) is None
    assert board.place_name([across, clear]) == across
    assert board.place_name([across, clear]) is None


def test_a_symbol_keeps_its_place_while_it_is_free():
    board = Board(FRAME)
    at = [board.place(outwards(50, 40, 2, 30)) for _ in range(9)]
    assert at[0] == Box(48, 38, 52, 42)
    assert None not in at
    assert not any(_meet(a, b) for a, b in itertools.combinations(at, 2))


def test_the_first_place_in_a_polygon_is_its_middle_and_all_are_inside():
    polygon = shapely.Polygon([(0, 0), (40, 0), (40, 30), (0, 30)])
    boxes = list(within(polygon, 10, 4))
    assert (boxes[0].left + boxes[0].right) / 2 == pytest.approx(20, abs=5)
    assert all(polygon.covers(shapely.box(*box)) for box in boxes)


def test_a_label_may_run_over_a_small_polygon_only_when_told():
    polygon = shapely.box(10, 10, 14, 14)
    assert list(within(polygon, 10, 3)) == []
    assert all(
        polygon.contains(shapely.Point((b.left + b.right) / 2, (b.bottom + b.top) / 2))
        for b in within(polygon, 10, 3, over=True)
    )
    assert list(within(shapely.Polygon(), 10, 3, over=True)) == []


def test_places_on_a_line_are_on_it_and_places_along_it_beside_it():
    line = shapely.LineString([(0, 0), (60, 30)])
    assert all(line.distance(shapely.box(*box).centroid) < 1e-9 for box in on(line, 1.5))
    assert not any(shapely.box(*next(along(line, 8, 3, 2))).contains(point) for point in line.boundary.geoms)
