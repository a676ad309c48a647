"""``python -m gazetteer`` as a user runs it."""

import json
import subprocess
import sys

import pytest

from gazetteer.text import decode, unwrap

TEXT = "推进璧山与江北机场快速联系，治理水土流失，\n改造走马片区，加快渝昆、渝万高铁建设。\n"


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "gazetteer", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def text_file(tmp_path):
    path = tmp_path / "some.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_find_prints_a_list(text_file):
    done = run("find", text_file, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)
    text = unwrap(decode(text_file.read_bytes()))
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)
    airport = next(row for row in rows if row["text"] == "江北机场")
    assert airport["districts"] == ["渝北区"]
    assert airport["class"] == "AIRP"
    assert 106 < airport["lon"] < 107
    assert 29 < airport["lat"] < 30
    left = {row["text"]: row["reason"] for row in rows if row["id"] is None}
    assert left == {"水土": "context", "走马": "ambiguous"}
    assert all(not row["districts"] for row in rows if row["id"] is None)


def test_find_without_json_prints_lines(text_file):
    done = run("find", text_file)
    assert done.returncode == 0
    assert "璧山\t璧山区\t璧山区\t" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("江北机场",), 0, "* 重庆江北国际机场\tAIRP\t渝北区"),
        (("走马镇",), 1, "ambiguous"),
        (("走马镇", "--near", "九龙坡"), 0, "district"),
        (("没有这里",), 1, "unknown"),
        (("江北",), 0, "* 江北区"),
        (("江北", "--year", "2026"), 1, "unknown"),
    ],
)
def test_resolve(arguments, code, said):
    done = run("resolve", *arguments)
    assert done.returncode == code
    assert said in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("find", "no-such-file.txt"),
        ("find", "."),
        ("resolve", "璧山", "--near", "火星"),
        ("resolve", "璧山", "--places", "no-such-file.csv"),
    ],
)
def test_wrong_input_is_one_sentence(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("gazetteer: ")


def test_find_refuses_what_is_no_text(tmp_path):
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = run("find", path)
    assert done.returncode == 2
    assert "picture.txt" in done.stderr


def test_a_users_places(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("name,lon,lat\n星火试验场,106.2,29.6\n", "utf-8")
    done = run("resolve", "星火试验场", "--places", path)
    assert done.returncode == 0
    assert "璧山区" in done.stdout


def test_help_names_the_commands():
    done = run("--help")
    assert done.returncode == 0
    assert all(command in done.stdout for command in ("find", "resolve", "audit"))


def test_no_command_is_an_error():
    assert run().returncode == 2
