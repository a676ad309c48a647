"""The registry of formats: suffixes, file names, files on disk."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catalogue import shipped
from geo.cli import main
from geo.errors import ExportError
from geo.export import FORMATS, export, filename, format_of, to_bytes
from geo.selection import Filter

MADE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
DAY = date(2026, 3, 1)


@pytest.fixture(scope="module", name="catalogue")
def _catalogue():
    return shipped()


@pytest.fixture
def folder(tmp_path):
    """An empty folder; what a failed export leaves in it shows."""
    made = tmp_path / "out"
    made.mkdir()
    return made


@pytest.mark.parametrize("suffix", list(FORMATS))
def test_every_format_has_a_label_in_both_languages(suffix):
    assert FORMATS[suffix].label("zh") != FORMATS[suffix].label("en") or suffix == ".parquet"
    assert "/" in FORMATS[suffix].mime


@pytest.mark.parametrize(
    ("path", "suffix"),
    [("a.CSV", ".csv"), ("璧山.GeoJSON", ".geojson"), ("x.shp.zip", ".zip"), ("a/b.xlsx", ".xlsx")],
)
def test_the_suffix_names_the_format(path, suffix):
    assert format_of(path).suffix == suffix


@pytest.mark.parametrize("path", ["map.shp", "map", "map.", ".csv", "map.csv.exe", ""])
def test_an_unknown_suffix_lists_the_known_ones(path, catalogue, folder):
    with pytest.raises(ExportError, match=r"names no known format; end it with one of \.html, .*\.docx\."):
        export(catalogue, path and folder / path)
    assert list(folder.iterdir()) == []


def test_a_file_holds_what_to_bytes_gives(catalogue, folder):
    path = export(catalogue, folder / "全市.geojson", made=MADE)
    assert path.read_bytes() == to_bytes(catalogue, ".geojson", made=MADE)
    assert [entry.name for entry in folder.iterdir()] == ["全市.geojson"]


def test_an_existing_file_is_replaced_only_when_asked(catalogue, folder):
    path = folder / "a.csv"
    path.write_text("old")
    with pytest.raises(ExportError, match="exists; ask for overwriting"):
        export(catalogue, path)
    assert path.read_text() == "old"
    export(catalogue, path, overwrite=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing/a.csv", "folder .*missing does not exist"),
        ("folder.csv", "is a folder"),
        ("nul\0byte.csv", "no usable file name"),
        (f"{'长' * 120}.csv", "cannot be written|no usable file name"),
    ],
)
def test_a_path_that_cannot_be_written_is_one_sentence(name, message, catalogue, folder):
    (folder / "folder.csv").mkdir()
    with pytest.raises(ExportError, match=message) as caught:
        export(catalogue, f"{folder}/{name}", overwrite=True)
    assert "\n" not in str(caught.value)
    assert [entry.name for entry in folder.iterdir()] == ["folder.csv"]


def test_a_writer_that_fails_leaves_the_old_file(catalogue, folder, monkeypatch):
    path = folder / "a.csv"
    path.write_text("old")

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ExportError, match="No space left on device"):
        export(catalogue, path, overwrite=True)
    assert [entry.name for entry in folder.iterdir()] == ["a.csv"]
    assert path.read_text() == "old"


def test_a_link_is_replaced_not_followed(catalogue, folder, tmp_path):
    target = tmp_path / "other.csv"
    target.write_text("kept")
    (folder / "a.csv").symlink_to(target)
    export(catalogue, folder / "a.csv", overwrite=True)
    assert target.read_text() == "kept"
    assert not (folder / "a.csv").is_symlink()


@pytest.mark.parametrize(
    ("report", "chosen", "suffix", "name"),
    [
        ("chongqing-2021", None, ".csv", "chongqing-2021_全部项目_2026-03-01.csv"),
        (
            "chongqing-2021",
            Filter(districts=("璧山区",), domains=("transport",)),
            ".gpkg",
            "chongqing-2021_璧山区-领域-交通_2026-03-01.gpkg",
        ),
        ("../../etc/passwd", None, ".md", "etc-passwd_全部项目_2026-03-01.md"),
        ("C:\\con\0", None, ".md", "C-con_全部项目_2026-03-01.md"),
        ("a", Filter(text="../<b>|x\n?*"), ".json", "a_含-b-x_2026-03-01.json"),
        ("", Filter(text="."), ".json", "含_2026-03-01.json"),
    ],
)
def test_a_file_name_tells_report_filter_and_date(report, chosen, suffix, name):
    assert filename(report, chosen, suffix, DAY) == name


@given(report=st.text(), text=st.text(), suffix=st.sampled_from(list(FORMATS)))
def test_a_file_name_is_safe_whatever_it_is_made_of(report, text, suffix):
    name = filename(report, Filter(text=text), suffix, DAY)
    assert Path(name).name == name
    assert len(name.encode()) <= 255
    assert not set(name) & set('\\/:*?"<>|\0\n')
    assert name.endswith(f"_2026-03-01{suffix}")
    assert name[0] not in "._-"


class Clock(datetime):
    """A clock that stands still, so that two files say the same time."""

    @classmethod
    def now(cls, _zone):
        return MADE


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".kml", ".zip", ".csv", ".xlsx", ".json", ".docx"])
def test_command_line_and_library_write_the_same(suffix, catalogue, folder, monkeypatch):
    monkeypatch.setattr("geo.export.datetime", Clock)
    path = folder / f"a{suffix}"
    assert main(["export", "-o", str(path), "--district", "璧山", "--domain", "transport"]) == 0
    chosen = Filter(districts=("璧山区",), domains=("transport",))
    assert path.read_bytes() == to_bytes(catalogue, suffix, filter=chosen)
