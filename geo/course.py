"""The course of a river: a smooth curve through known points on its banks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_PIECES = 8  # of the curve between two points


def through(points: Sequence[Sequence[float]] | NDArray[Any]) -> shapely.LineString:
    """Return the Catmull-Rom curve through points: a river known by its towns has no corners.

    Parameters
    ----------
    points : sequence of (x, y), shape (n, 2)
        Two or more, in order along the river; degrees or metres, x is east.

    Returns
    -------
    LineString
        In the units of ``points``; passes each of them.
    """
    xy = np.asarray(points, dtype=float)
    bends = np.vstack([2 * xy[0] - xy[1], xy, 2 * xy[-1] - xy[-2]])
    a, b, c, d = (bends[i : len(bends) - 3 + i, None] for i in range(4))
    t = np.linspace(0, 1, _PIECES, endpoint=False)[:, None]
    curve = b + 0.5 * ((c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return shapely.LineString([*curve.reshape(-1, 2), xy[-1]])
