"""WGS-84 to GCJ-02 and back, over whole arrays.

GCJ-02 is the shifted datum of Chinese map services; in Chongqing it differs from WGS-84 by 460-530 m.
It has no EPSG code.  The shift used here is the widely published approximation of it on the
Krasovsky 1940 ellipsoid; all of the project's data are WGS-84, and only an overlay drawn over a map
service's tiles needs this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_SEMI_MAJOR = 6_378_245.0  # Krasovsky 1940, metres
_ECCENTRICITY2 = 0.006_693_421_622_965_943
_LON0, _LAT0 = 105.0, 35.0
_BOX = (72.004, 137.8347, 0.8293, 55.8271)  # lon, lon, lat, lat: no shift outside it
_ROUNDS = 12
_TOLERANCE = 1e-9  # degrees, about 0.1 mm


def wgs84_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Shift WGS-84 to GCJ-02.

    Parameters
    ----------
    lon, lat : array_like
        WGS-84 decimal degrees, longitude first; shapes that broadcast together.

    Returns
    -------
    lon, lat : numpy.ndarray
        GCJ-02 decimal degrees; unchanged outside the box around China.
    """
    x, y = np.broadcast_arrays(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64))
    inside = _in_box(x, y)
    dx, dy = _shift(x, y)
    return np.where(inside, x + dx, x), np.where(inside, y + dy, y)


def gcj02_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Find the WGS-84 point that shifts to a GCJ-02 point, by fixed-point iteration.

    Parameters
    ----------
    lon, lat : array_like
        GCJ-02 decimal degrees, longitude first; shapes that broadcast together.

    Returns
    -------
    lon, lat : numpy.ndarray
        WGS-84 decimal degrees, exact to well under 0.1 m; unchanged outside the box around China.
    """
    x, y = np.broadcast_arrays(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64))
    inside = _in_box(x, y)
    wx, wy = x.copy(), y.copy()
    for _ in range(_ROUNDS):
        dx, dy = _shift(wx, wy)
        step = np.maximum(np.abs(x - dx - wx), np.abs(y - dy - wy))
        wx, wy = x - dx, y - dy
        if not np.any(step[inside] > _TOLERANCE):
            break
    return np.where(inside, wx, x), np.where(inside, wy, y)


def _in_box(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
    west, east, south, north = _BOX
    return (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)


def _shift(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the shift in degrees of longitude and latitude at WGS-84 points."""
    x, y = lon - _LON0, lat - _LAT0
    root, product = np.sqrt(np.abs(x)), x * y
    common = _waves(x, 20.0, 6.0, 20.0, 2.0)
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * product + 0.1 * root
    east += (common + _waves(x, 20.0, 1.0, 40.0, 1 / 3) + _waves(x, 150.0, 1 / 12, 300.0, 1 / 30)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * product + 0.2 * root
    north += (common + _waves(y, 20.0, 1.0, 40.0, 1 / 3) + _waves(y, 160.0, 1 / 12, 320.0, 1 / 30)) * 2 / 3
    phi = np.radians(lat)
    bulge = 1 - _ECCENTRICITY2 * np.sin(phi) ** 2
    metres_north = _SEMI_MAJOR * (1 - _ECCENTRICITY2) / bulge**1.5
    metres_east = _SEMI_MAJOR / np.sqrt(bulge) * np.cos(phi)
    return np.degrees(east / metres_east), np.degrees(north / metres_north)


def _waves(z: NDArray[np.float64], a: float, f: float, b: float, g: float) -> NDArray[np.float64]:
    waves: NDArray[np.float64] = a * np.sin(f * np.pi * z) + b * np.sin(g * np.pi * z)
    return waves
