"""Placing labels without overlaps: each takes the first of its candidate places that is free.

Greedy and deterministic: what is placed first stays, so the most important is placed first.  Lines
that a label would hide or be crossed by are kept clear of where another place is free.  All boxes are
in mm of the sheet.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.drawing.sheet import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

_GAP = 0.35  # mm between two labels


class Board:
    """What is still free in a frame.

    Parameters
    ----------
    frame : Box
        Nothing is placed outside it.
    """

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        self._taken = np.empty((0, 4))
        self._lines: BaseGeometry = shapely.MultiLineString()

    def take(self, box: Box) -> None:
        """Mark a box as taken, whatever else is there."""
        self._taken = np.vstack([self._taken, box])

    def keep_clear(self, lines: Iterable[BaseGeometry]) -> None:
        """Let names stand off lines (mm) where there is another place for them."""
        self._lines = shapely.union_all([self._lines, *lines])
        shapely.prepare(self._lines)

    def is_free(self, box: Box) -> bool:
        """Tell whether a box lies in the frame and meets nothing that is taken."""
        frame, taken = self.frame, self._taken
        if (
            box.left < frame.left
            or box.bottom < frame.bottom
            or box.right > frame.right
            or box.top > frame.top
        ):
            return False
        meets = (
            (taken[:, 0] < box.right + _GAP)
            & (taken[:, 2] > box.left - _GAP)
            & (taken[:, 1] < box.top + _GAP)
            & (taken[:, 3] > box.bottom - _GAP)
        )
        return not meets.any()

    def place(self, candidates: Iterable[Box]) -> Box | None:
        """Take the first free candidate and return it, or None where none is free."""
        for box in candidates:
            if self.is_free(box):
                self.take(box)
                return box
        return None

    def place_name(self, candidates: Iterable[Box], *, crossing: bool = True) -> Box | None:
        """Take the first free candidate that crosses no line, else, with ``crossing``, the first free one."""
        second = None
        for box in candidates:
            if self.is_free(box):
                if not self._lines.intersects(shapely.box(*box)):
                    self.take(box)
                    return box
                second = second or box
        if second is None or not crossing:
            return None
        self.take(second)
        return second


def around(x: float, y: float, gap: float, wide: float, high: float) -> Iterator[Box]:
    """Yield places for a label beside a symbol: right, left, the corners, above, below.

    ``gap`` is the distance in mm from the symbol's middle ``x``, ``y`` to the label.
    """
    slant = gap * 0.75
    yield Box(x + gap, y - high / 2, x + gap + wide, y + high / 2)
    yield Box(x - gap - wide, y - high / 2, x - gap, y + high / 2)
    yield Box(x + slant, y + slant, x + slant + wide, y + slant + high)
    yield Box(x + slant, y - slant - high, x + slant + wide, y - slant)
    yield Box(x - slant - wide, y + slant, x - slant, y + slant + high)
    yield Box(x - slant - wide, y - slant - high, x - slant, y - slant)
    yield Box(x - wide / 2, y + gap, x + wide / 2, y + gap + high)
    yield Box(x - wide / 2, y - gap - high, x + wide / 2, y - gap)


def outwards(x: float, y: float, half: float, farthest: float) -> Iterator[Box]:
    """Yield squares of half side ``half``: at ``x``, ``y`` first, then ring after ring around it."""
    yield Box(x - half, y - half, x + half, y + half)
    radius = half
    while radius <= farthest:
        turns = max(8, round(2 * math.pi * radius / half))
        for turn in range(turns):
            angle = 2 * math.pi * turn / turns
            cx, cy = x + radius * math.cos(angle), y + radius * math.sin(angle)
            yield Box(cx - half, cy - half, cx + half, cy + half)
        radius += half * 0.6


def within(
    polygon: BaseGeometry, wide: float, high: float, *, step: float = 1.2, over: bool = False
) -> Iterator[Box]:
    """Yield places for a label inside a polygon (mm), the most central first.

    With ``over`` the label may run over the border, as long as its middle is inside.
    """
    if polygon.area == 0 or (not over and polygon.area < wide * high):
        return
    largest = max(shapely.get_parts(polygon), key=lambda part: part.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.2)
    cx, cy = circle.coords[0]
    left, bottom, right, top = largest.bounds
    grid = np.meshgrid(np.arange(left, right, step), np.arange(bottom, top, step))
    xs, ys = np.append(cx, grid[0]), np.append(cy, grid[1])
    boxes = shapely.box(xs - wide / 2, ys - high / 2, xs + wide / 2, ys + high / 2)
    shapely.prepare(largest)
    inside = shapely.contains_properly(largest, shapely.points(xs, ys) if over else boxes)
    order = np.argsort(np.hypot(xs - cx, (ys - cy) * 1.5), kind="stable")
    for i in order[inside[order]]:
        x, y = float(xs[i]), float(ys[i])
        yield Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def along(line: BaseGeometry, wide: float, high: float, gap: float) -> Iterator[Box]:
    """Yield places for a label beside a line (mm), from its middle to its ends."""
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.15, 0.85, 0.08, 0.92):
        x, y = _at(line, share)
        yield from around(x, y, gap, wide, high)


def on(line: BaseGeometry, half: float) -> Iterator[Box]:
    """Yield squares on a line (mm), from its middle to its ends."""
    for share in (0.5, *(0.5 + sign * n / 40 for n in range(1, 20) for sign in (1, -1))):
        x, y = _at(line, share)
        yield Box(x - half, y - half, x + half, y + half)


def _at(line: BaseGeometry, share: float) -> tuple[float, float]:
    point = line.interpolate(share, normalized=True)
    return float(point.x), float(point.y)
