"""The shipped catalogue, filtered by each district, in each format: the rows of the table and no others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import gazetteer
from geo.catalogue import shipped
from geo.export import to_bytes
from geo.selection import Filter

MADE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module", name="catalogue")
def _catalogue():
    return shipped()


@pytest.mark.parametrize(
    "suffix", [".geojson", ".csv", ".json", ".md", ".kml", ".xlsx", ".parquet", ".gpkg", ".zip", ".docx"]
)
def test_each_district_exports_its_own_rows(suffix, catalogue, read_back):
    districts = [district.name for district in gazetteer.load(2021).districts()]
    assert len(districts) == 38
    for district in districts:
        # counted by hand, not by the filter under test
        wanted = [
            name
            for name, names in zip(catalogue["name"], catalogue["districts"], strict=True)
            if district in names
        ]
        data = to_bytes(catalogue, suffix, filter=Filter(districts=(district,)), made=MADE)
        found = [name.replace("\\", "") for name, _ in read_back(data, suffix)]
        assert sorted(found) == sorted(wanted), district
