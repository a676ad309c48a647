"""WGS-84 to GCJ-02 and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from gazetteer.datum import gcj02_to_wgs84, wgs84_to_gcj02
from gazetteer.reference import distance_km

lons = st.floats(73.5, 135.0)
lats = st.floats(3.9, 53.5)


@given(lons, lats)
def test_there_and_back_within_a_tenth_of_a_metre(lon, lat):
    back = gcj02_to_wgs84(*wgs84_to_gcj02(lon, lat))
    assert distance_km((lon, lat), (float(back[0]), float(back[1]))) < 1e-4


@given(lons, lats)
def test_back_and_there_within_a_tenth_of_a_metre(lon, lat):
    again = wgs84_to_gcj02(*gcj02_to_wgs84(lon, lat))
    assert distance_km((lon, lat), (float(again[0]), float(again[1]))) < 1e-4


@given(st.floats(105.3, 110.2), st.floats(28.2, 32.2))
def test_the_shift_in_chongqing_is_about_half_a_kilometre(lon, lat):
    x, y = wgs84_to_gcj02(lon, lat)
    assert 0.4 < distance_km((lon, lat), (float(x), float(y))) < 0.65
    assert x > lon


@pytest.mark.parametrize(
    ("lon", "lat"), [(2.35, 48.86), (-74.0, 40.7), (0.0, 0.0), (151.2, -33.9), (106.55, -29.56)]
)
def test_points_outside_china_stay_where_they_are(lon, lat):
    for convert in (wgs84_to_gcj02, gcj02_to_wgs84):
        x, y = convert(lon, lat)
        assert (float(x), float(y)) == (lon, lat)


@given(arrays.arrays(float, st.integers(0, 30), elements=lons))
def test_arrays_are_converted_element_by_element(lon):
    lat = np.linspace(20.0, 40.0, lon.size)
    x, y = wgs84_to_gcj02(lon, lat)
    assert x.shape == y.shape == lon.shape
    for i in range(lon.size):
        one = wgs84_to_gcj02(lon[i], lat[i])
        assert (x[i], y[i]) == pytest.approx((float(one[0]), float(one[1])), abs=1e-12)


def test_arguments_are_not_changed_and_broadcast():
    lon = np.array([106.5, 2.0])
    before = lon.copy()
    x, y = gcj02_to_wgs84(lon[:, None], np.array([29.5, 30.5, 31.5]))
    assert x.shape == y.shape == (2, 3)
    assert (lon == before).all()
    assert (x[1] == 2.0).all()
