"""The reading view: every character once, escaped; marks where the projects are."""

from __future__ import annotations

import re
import time
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

import gazetteer
from geo import catalogue
from geo.extraction import Leftover
from geo.labels import label
from geo.reading import to_html
from geo.report import parse, read

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.report import Report

TEXT = "二、2021年重点工作\n完善路网。开工璧山东河大桥，提速甲乙、丙丁高铁建设；推进“<b>园区</b>”建设。"


def table(report: Report, *names: str) -> gpd.GeoDataFrame:
    """A catalogue of projects, each in the first clause that holds two characters of its name."""
    rows = []
    for number, name in enumerate(names):
        clause = next(clause for clause in report.clauses if name[:2] in clause.text)
        place = {"start": clause.start, "end": clause.end, "section": clause.section}
        rows.append(
            {"id": f"r-{number}", "report": "r", "kind": "project", "name": name, "action": "开工"}
            | {"stage": "starting", "domain": "transport", "sector": "road", "quantities": [], "places": []}
            | {"districts": [], "adcodes": [], "regions": [], "exactness": "unknown", "basis": "none"}
            | {"radius_km": None, "reason": "no-place", "part": "plan", "heading": "", "network": ""}
            | {"clause": None, "mentions": [place], "rules": []}
            | place
        )
    return catalogue.table(rows, [None] * len(rows), {"report": "r"})


def plain(fragment: str) -> str:
    """What a reader sees of a fragment."""
    body = fragment.split("</style>")[1]
    return unescape(re.sub(r"<[^>]*>", "", body))


def marks(fragment: str) -> dict[str, list[str]]:
    tree = lxml_html.fragment_fromstring(fragment, create_parent=True)
    found: dict[str, list[str]] = {}
    for mark in tree.iter("mark"):
        found.setdefault(mark.get("data-project"), []).append(mark.text_content())
    return found


def test_projects_are_marked_and_what_they_share_leads_to_all():
    report = parse(TEXT, "r")
    fragment = to_html(report, table(report, "璧山东河大桥", "甲乙高铁", "丙丁高铁", "“<b>园区</b>”"))
    assert marks(fragment) == {
        "r-0": ["璧山东河大桥"],
        "r-1": ["甲乙"],
        "r-2": ["丙丁高铁"],
        "r-3": ["“<b>园区</b>”"],
    }
    assert 'title="璧山东河大桥（交通 · 开工）"' in fragment


def test_a_head_apart_from_its_names_leads_to_each():
    report = parse("提速甲乙、丙丁等高铁建设。", "r")
    fragment = to_html(report, table(report, "甲乙高铁", "丙丁高铁"))
    assert marks(fragment) == {"r-0": ["甲乙"], "r-1": ["丙丁"], "r-0 r-1": ["高铁"]}


def test_every_project_has_its_anchor_before_its_clause():
    report = parse(TEXT, "r")
    fragment = to_html(report, table(report, "璧山东河大桥", "甲乙高铁"))
    assert '<span id="project-r-0"></span>开工<mark' in fragment
    assert fragment.count('id="project-r-1"') == 1


def test_places_stand_inside_projects_and_leftovers_around():
    report = parse(TEXT, "r")
    matches = gazetteer.load().find(report.text)
    last = report.clauses[-1]
    leftover = Leftover(last.start, last.end, last.text, "推进", "no-head", "plan", "")
    fragment = to_html(report, table(report, "璧山东河大桥"), matches, [leftover], "en")
    assert '<span class="place" title="璧山区">璧山</span>东河大桥</mark>' in fragment
    assert f'data-reason="no-head" title="{label("reading.leftover", "en")}">推进“' in fragment
    assert 'title="璧山东河大桥 (Transport, Starting)"' in fragment


def test_titles_and_leads_are_set_off():
    fragment = to_html(parse(TEXT, "r"), table(parse(TEXT, "r")))
    assert "<h3>二、2021年重点工作</h3>" in fragment
    assert "<p><strong>完善路网。</strong>开工" in fragment


def test_rows_of_another_report_are_left_out():
    report = parse(TEXT, "r")
    other = parse(TEXT, "other")
    assert marks(to_html(other, table(report, "甲乙高铁"))) == {}


@pytest.mark.parametrize("bad", ['"><script>alert(1)</script>', "<img src=x onerror=a(1)>", "a'b&amp;c<d"])
def test_nothing_of_the_text_or_the_table_runs(bad):
    report = parse(f"开工甲乙大桥{bad}建设，{bad}。", "r")
    rows = table(report, "甲乙大桥")
    rows.loc[0, "name"] = f"甲乙大桥{bad}"
    rows.loc[0, "id"] = f"r-{bad}"
    fragment = to_html(report, rows, gazetteer.load().find(report.text))
    tree = lxml_html.fragment_fromstring(fragment, create_parent=True)
    assert {node.tag for node in tree.iter()} <= {"div", "style", "p", "span", "mark", "strong", "h3"}
    assert not any(name.startswith("on") for node in tree.iter() for name in node.attrib)
    assert plain(fragment).strip() == report.text


@given(
    st.text(alphabet="开工甲乙大桥，。；<>&\"'\n 璧山", max_size=80),
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=6),
)
def test_every_character_comes_out_once_and_in_order(body, spans):
    report = parse("开工甲乙大桥。" + body, "r")
    leftovers = [Leftover(start, end, "", "", "no-head", "plan", "") for start, end in spans]
    fragment = to_html(report, table(report, "甲乙大桥"), gazetteer.load().find(report.text), leftovers)
    assert [line for line in plain(fragment).split("\n") if line] == [x for x in report.text.split("\n") if x]


def test_the_2021_report_with_its_catalogue(report_path):
    report = read(report_path)
    rows = catalogue.shipped()
    started = time.perf_counter()
    fragment = to_html(report, rows, gazetteer.load().find(report.text))
    assert time.perf_counter() - started < 5
    assert [line for line in plain(fragment).split("\n") if line] == report.text.split("\n")
    marked = {one for ids in marks(fragment) for one in ids.split()}
    assert len(marked) > 0.95 * len(rows)
    assert all(f'id="project-{one}"' in fragment for one in rows["id"])
