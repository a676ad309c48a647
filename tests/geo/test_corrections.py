"""Placing by hand: what is refused, what is kept, what a catalogue looks like afterwards."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pyogrio
import pytest
from shapely import Point

from gazetteer.errors import PlaceDataError
from geo import catalogue
from geo.correction_file import CorrectionFile, default_path
from geo.corrections import Correction, apply, checked, matched

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

BISHAN = (106.231, 29.592)


def correction(**changes) -> Correction:
    made = Correction(
        report="r-2021", project="r-2021-1", name="东河大桥", section="（七）", lon=BISHAN[0], lat=BISHAN[1]
    )
    return replace(made, **changes)


def row(number: int = 1, **changes) -> dict:
    return {
        "id": f"r-2021-{number}",
        "report": "r-2021",
        "kind": "project",
        "name": "东河大桥",
        "action": "建成",
        "stage": "completing",
        "domain": "transport",
        "sector": "road",
        "quantities": [],
        "places": [],
        "districts": [],
        "adcodes": [],
        "regions": [],
        "exactness": "unknown",
        "basis": "none",
        "radius_km": None,
        "reason": "no-place",
        "part": "plan",
        "section": "（七）",
        "heading": "",
        "network": "",
        "start": 0,
        "end": 6,
        "clause": None,
        "mentions": [],
        "rules": ["head:大桥"],
        **changes,
    }


def table(*rows: dict) -> gpd.GeoDataFrame:
    return catalogue.table(list(rows), [None] * len(rows), {"report": "r-2021"})


@pytest.fixture
def kept(tmp_path) -> CorrectionFile:
    return CorrectionFile(tmp_path / "folder" / "corrections.gpkg")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"lon": BISHAN[1], "lat": BISHAN[0]}, "latitude first"),
        ({"lon": 0.0, "lat": 0.0}, "outside Chongqing"),
        ({"lon": float("nan"), "lat": 29.0}, "outside Chongqing"),
        ({"lon": 105.1, "lat": 32.4}, "in no district"),
        ({"lat": None}, "both or none"),
        ({"lon": None, "lat": None}, "no place"),
        ({"lon": None, "lat": None, "adcode": "江夏区"}, "no district of Chongqing"),
        ({"adcode": "永川区"}, "lies in 璧山区, not in 永川区"),
        ({"exactness": "line"}, "exact or near"),
        ({"project": ""}, "no project"),
        ({"note": "长" * 3000}, "3000 characters"),
    ],
)
def test_what_does_not_hold_is_refused_and_nothing_is_written(kept, changes, says):
    with pytest.raises(PlaceDataError, match=says):
        kept.save(correction(**changes))
    assert not kept.path.exists()


@pytest.mark.parametrize(
    ("given", "adcode", "exactness"),
    [
        ({}, "500120", "near"),
        ({"exactness": "exact", "adcode": "璧山"}, "500120", "exact"),
        ({"lon": None, "lat": None, "adcode": "璧山区"}, "500120", "district"),
        ({"lon": None, "lat": None, "adcode": "500120"}, "500120", "district"),
    ],
)
def test_the_district_is_filled(given, adcode, exactness):
    found = checked(correction(**given))
    assert (found.adcode, found.exactness) == (adcode, exactness)


def test_saved_and_found_again_after_a_restart(kept):
    saved = kept.save(correction(note="桥头\n在此", author=" 甲 "))
    assert (saved.note, saved.author) == ("桥头 在此", "甲")
    code = (
        "import sys; from pathlib import Path; from geo.correction_file import CorrectionFile;"
        "found, = CorrectionFile(Path(sys.argv[1])).current('r-2021');"
        "sys.stdout.buffer.write(f'{found.note}|{found.adcode}|{found.lon}|{found.lat}'.encode())"
    )
    told = subprocess.run([sys.executable, "-c", code, str(kept.path)], capture_output=True, check=True)
    assert told.stdout.decode() == f"桥头 在此|500120|{BISHAN[0]}|{BISHAN[1]}"


def test_the_last_correction_holds_and_undo_brings_the_one_before(kept):
    kept.save(correction(note="first"))
    kept.save(correction(note="second"))
    kept.save(correction(project="r-2021-2", note="other"))
    assert [c.note for c in kept.current()] == ["second", "other"]
    kept.undo(kept.current()[0])
    assert [c.note for c in kept.current()] == ["first", "other"]
    kept.undo(kept.current("r-2021")[0])
    assert [c.note for c in kept.current("r-2021")] == ["other"]
    assert kept.current("another") == ()
    assert len(kept.history()) == 5


def test_it_is_a_geopackage_that_other_programs_open(kept):
    kept.save(correction())
    kept.save(correction(project="r-2021-2", lon=None, lat=None, adcode="永川"))
    frame = pyogrio.read_dataframe(kept.path)
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry[0] == Point(BISHAN)
    assert frame.geometry[1] is None
    assert list(frame["name"]) == ["东河大桥", "东河大桥"]


def test_exported_and_taken_in_elsewhere_once(kept, tmp_path):
    kept.save(correction())
    kept.undo(kept.current()[0])
    kept.save(correction(note="again"))
    kept.export(tmp_path / "out.gpkg")
    other = CorrectionFile(tmp_path / "other.gpkg")
    assert other.take_in(tmp_path / "out.gpkg") == 3
    assert other.take_in(tmp_path / "out.gpkg") == 0
    assert other.current() == kept.current()


def test_an_export_replaces_only_when_told(kept, tmp_path):
    with pytest.raises(PlaceDataError, match="no corrections"):
        kept.export(tmp_path / "out.gpkg")
    kept.save(correction())
    target = tmp_path / "out.gpkg"
    target.write_text("mine")
    with pytest.raises(PlaceDataError, match="exists"):
        kept.export(target)
    assert target.read_text() == "mine"
    kept.export(target, overwrite=True)
    assert len(CorrectionFile(target).current()) == 1


def _spoiled(path: Path, sql: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(sql)
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda path: path.write_bytes(b""), "no GeoPackage of corrections"),
        (lambda path: path.write_bytes(os.urandom(5000)), "no GeoPackage of corrections"),
        (lambda path: path.unlink(), "no GeoPackage of corrections"),
        (
            lambda path: _spoiled(path, "ALTER TABLE corrections DROP COLUMN note"),
            "no GeoPackage of corrections",
        ),
        (lambda path: _spoiled(path, "UPDATE corrections SET name = ''"), "row 1: .*no project"),
        (lambda path: _spoiled(path, "UPDATE corrections SET time = 'yesterday'"), "row 1"),
        (lambda path: _spoiled(path, "UPDATE corrections SET exactness = 'sure'"), "row 1: .*exact or near"),
    ],
)
def test_a_file_that_is_none_adds_nothing(kept, tmp_path, spoil, says):
    kept.save(correction())
    given = tmp_path / "given.gpkg"
    shutil.copy(kept.path, given)
    spoil(given)
    with pytest.raises(PlaceDataError, match=says):
        kept.take_in(given)
    assert len(kept.history()) == 1


def test_a_damaged_file_of_the_user_is_said_so_and_kept(kept):
    kept.path.parent.mkdir()
    kept.path.write_bytes(b"not a database")
    for deed in (kept.current, lambda: kept.save(correction())):
        with pytest.raises(PlaceDataError, match=r"corrections\.gpkg"):
            deed()
    assert kept.path.read_bytes() == b"not a database"


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(PlaceDataError, match="cannot be written"):
        CorrectionFile(tmp_path / "file" / "corrections.gpkg").save(correction())


def test_a_file_system_without_links_will_do(kept, monkeypatch):
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refused)
    kept.save(correction())
    assert len(kept.current()) == 1


def test_writers_at_once_lose_nothing(kept):
    code = (
        "import sys; from pathlib import Path; from geo.correction_file import CorrectionFile;"
        "from geo.corrections import Correction;"
        "kept = CorrectionFile(Path(sys.argv[1]));"
        "[kept.save(Correction('r', f'{sys.argv[2]}-{i}', 'n', 's', adcode='璧山')) for i in range(5)]"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, str(kept.path), str(n)]) for n in range(3)]
    assert [process.wait(timeout=120) for process in started] == [0] * 3
    assert len({row.project for row in kept.history()}) == len(kept.history()) == 15


def test_the_users_own_file_lies_in_the_data_directory(monkeypatch, tmp_path):
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name, **_: str(tmp_path / name))
    assert default_path() == tmp_path / "chongqing-project-map" / "corrections.gpkg"
    assert CorrectionFile().path == default_path()


def test_a_corrected_catalogue_says_so_and_stays_valid():
    given = table(row(1), row(2, name="西河大桥"))
    placed = apply(given, [checked(correction(author="甲", note="看图", time="2026-01-02T03:04:05+00:00"))])
    catalogue.validate(placed)
    first, second = catalogue.as_records(placed)
    assert placed.geometry[0] == Point(BISHAN)
    assert (first["districts"], first["adcodes"], first["regions"]) == (["璧山区"], ["500120"], ["metro"])
    assert (first["exactness"], first["basis"], first["reason"]) == ("near", "user", "")
    assert first["rules"] == ["head:大桥", "by-hand: 甲，2026-01-02，看图"]
    assert second == catalogue.as_records(given)[1]
    assert given["basis"].tolist() == ["none", "none"]
    assert placed.attrs["metadata"] == {"report": "r-2021"}


def test_a_district_chosen_by_hand_is_drawn_at_its_seat():
    placed = apply(table(row(1)), [checked(correction(lon=None, lat=None, adcode="璧山"))])
    catalogue.validate(placed)
    assert placed["exactness"][0] == "district"
    assert placed.geometry[0].distance(Point(BISHAN)) < 0.1


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, True),
        ({"id": "r-2021-new"}, True),
        ({"id": "r-2021-new", "name": "“东河”大桥工程"}, True),
        ({"id": "r-2021-new", "section": "（八）"}, False),
        ({"id": "r-2021-new", "name": "东河二桥"}, False),
        ({"report": "r-2022"}, False),
    ],
)
def test_a_correction_survives_a_new_version_of_the_catalogue(changes, found):
    assert bool(matched(table(row(1, **changes)), [correction()])) == found
