"""The command line: what goes in and out, exit codes, one sentence for each refusal."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files

import pytest

from geo import catalogue
from geo.cli import main

TEXT = """东山市2021年政府工作报告

一、2020年工作回顾

建成璧山图书馆。

二、2021年工作安排

（一）完善交通网络。加快建设涪陵至南川高速公路、合川嘉陵江大桥。开工大足北山文化馆，力争开工永川粮食物流园。

（二）改善民生。新建5G基站300个，改造老旧小区12个。推动大足北山文化馆投用。
"""


@pytest.fixture
def report_file(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, "utf-8")
    return path


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    streams = capsys.readouterr()
    return code, streams.out, streams.err


def extracted(capsys, report_file, *arguments):
    out = report_file.parent / "out.geojson"
    code, said, refused = run(capsys, "extract", report_file, "-o", out, *arguments)
    assert (code, refused) == (0, "")
    return catalogue.read(out), said


def test_extract_writes_a_catalogue_and_says_what_it_holds(capsys, report_file):
    gdf, said = extracted(capsys, report_file, "--report-id", "sample-2021")
    names = set(gdf["name"])
    assert {"涪陵至南川高速公路", "合川嘉陵江大桥", "大足北山文化馆", "永川粮食物流园"} <= names
    assert f"{len(gdf)} projects" in said
    assert f"{gdf.geometry.notna().sum()} of them on the map" in said
    assert set(gdf["report"]) == {"sample-2021"}
    assert all(key.startswith("sample-2021-") and "_" not in key for key in gdf["id"])


def test_a_project_named_twice_is_one_with_two_mentions(capsys, report_file):
    gdf, _ = extracted(capsys, report_file)
    twice = gdf[gdf["name"] == "大足北山文化馆"]
    assert len(twice) == 1
    mentions = twice.iloc[0]["mentions"]
    assert [mention["section"] for mention in mentions] == ["（一）", "（二）"]
    assert all("大足北山文化馆" in mention["clause"] for mention in mentions)
    assert twice.iloc[0]["section"] == "（一）"


def test_ids_are_the_same_in_every_run(capsys, report_file):
    first, _ = extracted(capsys, report_file)
    second, _ = extracted(capsys, report_file, "--overwrite", "--without-clauses")
    assert list(first["id"]) == list(second["id"])
    assert first["id"].is_unique


@pytest.mark.parametrize(
    ("parts", "present", "absent"),
    [
        ("plan", "永川粮食物流园", "璧山图书馆"),
        ("review", "璧山图书馆", "永川粮食物流园"),
        ("all", "璧山图书馆", "东山市"),
    ],
)
def test_parts_choose_between_plan_and_review(capsys, report_file, parts, present, absent):
    gdf, _ = extracted(capsys, report_file, "--parts", parts)
    assert present in set(gdf["name"])
    assert absent not in set(gdf["name"])


def test_without_clauses_no_sentence_is_kept(capsys, report_file):
    gdf, _ = extracted(capsys, report_file, "--without-clauses")
    assert set(gdf["clause"]) == {None}
    assert not any("clause" in mention for mentions in gdf["mentions"] for mention in mentions)


def test_places_of_ones_own_come_first(capsys, report_file, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("name,lon,lat,district,kind\n北山文化馆,105.70,29.71,大足,博物馆\n", "utf-8")
    before, _ = extracted(capsys, report_file)
    after, _ = extracted(capsys, report_file, "--places", mine, "--overwrite")
    row = after[after["name"] == "大足北山文化馆"].iloc[0]
    assert (row["basis"], row.geometry.x, row.geometry.y) == ("user", 105.70, 29.71)
    assert list(before["id"]) == list(after["id"])


def test_explain_gives_the_evidence_of_each_project(capsys, report_file):
    gdf, said = extracted(capsys, report_file, "--explain")
    for row in catalogue.as_records(gdf):
        assert f"{row['id']}  {row['name']}: {row['kind']}" in said
        assert row["clause"] in said
    assert "place: 涪陵 = 涪陵区 (start, district)" in said


def test_explain_names_the_places_that_were_dropped(capsys, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(
        "重庆市2021年政府工作报告\n\n二、2021年工作安排\n\n（一）实干。建设白羊镇文化馆。", "utf-8"
    )
    _, said = extracted(capsys, path, "--explain")
    assert "dropped: 白羊镇 (ambiguous; 白羊镇、白羊镇)" in said


def test_leftovers_are_listed_with_offsets_and_reason(capsys, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(
        "东山市2021年政府工作报告\n\n二、2021年工作安排\n\n（一）实干。加快推进一批。建设东山水库。", "utf-8"
    )
    _, said = extracted(capsys, path, "--leftovers")
    rows = [line.split("\t") for line in said.splitlines() if "\t" in line]
    assert [clause for _, reason, clause in rows if reason] == ["加快推进一批"]


def test_a_text_without_projects_gives_an_empty_catalogue(capsys, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("今天天气很好。大家都很高兴。", "utf-8")
    gdf, said = extracted(capsys, path)
    assert len(gdf) == 0
    assert "no project found" in said


def test_an_existing_file_is_replaced_only_when_asked(capsys, report_file):
    out = report_file.parent / "out.geojson"
    out.write_text("mine")
    code, _, refused = run(capsys, "extract", report_file, "-o", out)
    assert code == 1
    assert "--overwrite" in refused
    assert out.read_text() == "mine"
    assert run(capsys, "extract", report_file, "-o", out, "--overwrite")[0] == 0


BAD_REPORTS = {
    "missing.txt": None,
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "english.txt": b"No Chinese here.",
    "broken.pdf": b"%PDF-1.7 broken",
    "broken.docx": b"PK\x03\x04 broken",
}


@pytest.mark.parametrize("name", BAD_REPORTS)
def test_a_bad_report_is_refused_in_one_sentence(capsys, tmp_path, name):
    path = tmp_path / name
    if BAD_REPORTS[name] is not None:
        path.write_bytes(BAD_REPORTS[name])
    out = tmp_path / "out.geojson"
    code, said, refused = run(capsys, "extract", path, "-o", out)
    assert (code, said) == (1, "")
    assert refused.startswith("error: ")
    assert refused.count("\n") == 1
    assert not out.exists()


def test_a_folder_that_is_missing_is_refused_before_the_work(capsys, report_file):
    code, _, refused = run(capsys, "extract", report_file, "-o", report_file.parent / "none" / "out.geojson")
    assert code == 1
    assert "folder" in refused


def test_a_catalogue_with_a_missing_column_or_swapped_axes_is_refused(capsys, report_file, tmp_path):
    extracted(capsys, report_file)
    collection = json.loads((report_file.parent / "out.geojson").read_text("utf-8"))
    placed = next(f for f in collection["features"] if f["geometry"] and f["geometry"]["type"] == "Point")
    placed["geometry"]["coordinates"].reverse()
    swapped = tmp_path / "swapped.geojson"
    swapped.write_text(json.dumps(collection), "utf-8")
    placed["geometry"]["coordinates"].reverse()
    del placed["properties"]["stage"]
    lacking = tmp_path / "lacking.geojson"
    lacking.write_text(json.dumps(collection), "utf-8")
    for path, words in ((swapped, "latitude and longitude swapped"), (lacking, "lacks stage")):
        code, said, refused = run(capsys, "export", path, "-o", tmp_path / "out.csv")
        assert (code, said) == (1, "")
        assert words in refused
        assert path.name in refused
        assert not (tmp_path / "out.csv").exists()


def test_check_passes_on_a_fresh_build_and_names_what_differs(capsys, report_file):
    out = report_file.parent / "out.geojson"
    gdf, _ = extracted(capsys, report_file)
    assert run(capsys, "check", out, "--against", report_file)[0] == 0
    gdf.loc[0, "stage"] = "planning"
    gdf.drop(index=1).pipe(catalogue.write, out)
    code, said, refused = run(capsys, "check", out, "--against", report_file)
    assert code == 1
    assert f"{gdf.loc[0, 'id']} {gdf.loc[0, 'name']}: stage" in said
    assert f"{gdf.loc[1, 'id']} {gdf.loc[1, 'name']}: new in the fresh build" in said
    assert "2 rows" in refused


def test_export_writes_what_the_filter_keeps(capsys, report_file, tmp_path):
    gdf, _ = extracted(capsys, report_file)
    out = tmp_path / "chosen.geojson"
    code, said, _ = run(
        capsys, "export", report_file.parent / "out.geojson", "-o", out, "--district", "涪陵", "南川区"
    )
    kept = json.loads(out.read_text("utf-8"))["features"]
    wanted = [
        row["name"] for row in catalogue.as_records(gdf) if {"涪陵区", "南川区"} & set(row["districts"])
    ]
    assert code == 0
    assert [feature["properties"]["name"] for feature in kept] == wanted
    assert f"{len(wanted)} of {len(gdf)} projects" in said


def test_summary_counts_every_row_once(capsys, report_file):
    gdf, _ = extracted(capsys, report_file)
    code, said, _ = run(capsys, "summary", report_file.parent / "out.geojson")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in said.splitlines()]
    assert code == 0
    assert cells[-1][0] == "All"
    assert int(cells[-1][-1]) == len(gdf) == sum(int(row[-1]) for row in cells[2:-1])
    assert int(cells[-1][-2]) == gdf.geometry.notna().sum()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 2, "COMMAND"),
        (["extract"], 2, "REPORT"),
        (["extract", "r.txt", "-o", "x.geojson", "--report-id", "a_b"], 2, "letters, digits and hyphens"),
        (["export", "-o", "x.csv", "--domain", "rail"], 2, "rail"),
        (["export", "-o", "x.csv", "--district", "成都"], 1, "no district of Chongqing"),
        (["export", "nowhere.geojson", "-o", "x.csv"], 1, "nowhere.geojson cannot be read"),
        (["export", "-o", "x.mp3"], 1, ".mp3"),
        (["atlas", "-o", "x.png"], 1, "suffix .pdf"),
        (["atlas", "-o", "x.pdf", "--district", "成都"], 1, "no district of Chongqing"),
        (["figure", "-o", "x.jpg"], 1, "png, svg, pdf"),
        (["check", "nowhere.geojson"], 2, "--against"),
    ],
)
def test_exit_codes(capsys, monkeypatch, tmp_path, arguments, code, words):
    monkeypatch.chdir(tmp_path)
    try:
        ended = main(arguments)
    except SystemExit as wrong_usage:
        ended = wrong_usage.code
    assert ended == code
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_the_module_runs(tmp_path):
    command = [sys.executable, "-m", "geo", "check", "nowhere.geojson", "--against", "nothing.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "error: The catalogue nowhere.geojson cannot be read: No such file or directory.\n"


def test_chinese_is_printed_whatever_the_code_page(report_file):
    command = [
        sys.executable,
        "-m",
        "geo",
        "extract",
        str(report_file),
        "-o",
        str(report_file.parent / "o.geojson"),
    ]
    done = subprocess.run(command, env={"PYTHONIOENCODING": "ascii"}, capture_output=True, check=True)
    assert "政府工作报告" in done.stdout.decode("utf-8")


def test_reading_a_report_loads_no_drawing_and_no_page(report_file):
    script = (
        "import sys; from geo.cli import main; "
        f"main(['extract', {str(report_file)!r}, '-o', {str(report_file.parent / 'o.geojson')!r}]); "
        "print([name for name in ('matplotlib', 'streamlit', 'folium') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_shipped_catalogue_is_a_fresh_build_of_its_report(capsys, report_path):
    shipped = files("geo") / "data" / catalogue.SHIPPED
    code, said, _ = run(capsys, "check", shipped, "--against", report_path)
    assert code == 0, said


def test_the_shipped_catalogue_holds_no_sentence():
    gdf = catalogue.shipped()
    assert len(gdf) > 100
    assert set(gdf["clause"]) == {None}
    assert gdf.attrs["metadata"]["report"] == "chongqing-2021"
    assert gdf["name"].str.len().max() <= 24
