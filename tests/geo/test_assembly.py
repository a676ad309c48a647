"""Mentions of one project become one row; ids stay the same from run to run."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer
from geo import catalogue, report
from geo.assembly import LONGEST, build
from geo.mentions import Mention, Quantity
from geo.report import Report

REPORT = Report("sample-2021", "样本", 2021, "开工东山水库。推进东山水库建设。" * 20, ())
FIRST = Mention(
    kind="project",
    name="东山水库",
    action="开工",
    stage="starting",
    domain="water",
    sector="water_resources",
    part="plan",
    section="（一）",
    heading="补短板",
    network="",
    start=0,
    end=6,
    clause="开工东山水库",
    spans=((2, 6),),
)
SECOND = FIRST._replace(
    action="推进", stage="ongoing", section="（二）", start=7, end=15, clause="推进东山水库建设"
)


@pytest.fixture(scope="module")
def places():
    return gazetteer.load(2021)


def assembled(places, *mentions, **options):
    gdf = build(REPORT, places, mentions=mentions, **options)
    catalogue.validate(gdf)
    return gdf


@pytest.mark.parametrize(
    "name",
    ["东山水库", "“东山”水库", "东山水库工程", "东山水库建设项目", "东山 水库"],
)
def test_one_name_in_two_places_is_one_project(places, name):
    gdf = assembled(places, FIRST, SECOND._replace(name=name))
    assert list(gdf["name"]) == ["东山水库"]
    row = gdf.iloc[0]
    assert [(said["start"], said["end"], said["section"]) for said in row["mentions"]] == [
        (0, 6, "（一）"),
        (7, 15, "（二）"),
    ]
    assert (row["stage"], row["section"], row["start"]) == ("starting", "（一）", 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("江北机场", "江北国际机场"),
        ("万黔高铁", "万州至黔江高铁"),
        ("重庆第二机场扩建", "重庆第二国际机场扩建"),
        ("轨道交通十二号线东段", "轨道交通12号线东段"),
        ("地铁一号线尖璧段", "地铁1号线尖璧段"),
    ],
)
def test_two_names_of_a_site_are_one_project(places, one, other):
    assert len(assembled(places, FIRST._replace(name=one), SECOND._replace(name=other))) == 1


@pytest.mark.parametrize(
    "other",
    [
        SECOND._replace(name="西山水库"),
        SECOND._replace(name="东山水库灌区"),
        SECOND._replace(kind="region_policy"),
        SECOND._replace(name="璧山水库"),
    ],
)
def test_what_differs_stays_apart(places, other):
    gdf = assembled(places, FIRST, other)
    assert len(gdf) == 2
    assert gdf["id"].is_unique


def test_the_plan_speaks_for_a_project_of_the_review(places):
    review = FIRST._replace(part="review", stage="completed")
    gdf = assembled(places, review, SECOND, parts="all")
    assert gdf.iloc[0]["stage"] == "ongoing"
    assert gdf.iloc[0]["part"] == "plan"
    assert len(gdf.iloc[0]["mentions"]) == 2
    assert list(assembled(places, review, SECOND, parts="review")["stage"]) == ["completed"]
    assert list(assembled(places, review, SECOND)["stage"]) == ["ongoing"]


def test_the_mention_that_says_where_places_them_all(places):
    elsewhere = SECOND._replace(area="璧山")
    assert assembled(places, FIRST, elsewhere).iloc[0]["districts"] == ["璧山区"]


def test_quantities_of_all_mentions_are_kept_once(places):
    seats = Quantity(2, "座", "水库")
    depth = Quantity(30.5, "米", "坝高", shared=True)
    gdf = assembled(places, FIRST._replace(quantities=(seats,)), SECOND._replace(quantities=(seats, depth)))
    assert gdf.iloc[0]["quantities"] == [
        {"value": 2, "unit": "座", "of": "水库", "shared": False},
        {"value": 30.5, "unit": "米", "of": "坝高", "shared": True},
    ]


def test_an_id_does_not_depend_on_where_the_text_stands(places):
    moved = FIRST._replace(start=40, end=46, heading="另一段", stage="ongoing")
    ids = {assembled(places, mention).iloc[0]["id"] for mention in (FIRST, moved)}
    assert len(ids) == 1
    assert re.fullmatch(r"sample-2021-[0-9a-f]{8}", ids.pop())


def test_without_clauses_names_and_headings_are_short_and_ids_the_same(places):
    long = FIRST._replace(name="东山水库" * 9, heading="补齐短板" * 9)
    whole, brief = assembled(places, long), assembled(places, long, clauses=False)
    assert whole.iloc[0]["name"] == "东山水库" * 9
    assert brief.iloc[0]["name"] == ("东山水库" * 9)[: LONGEST - 1] + "…"
    assert len(brief.iloc[0]["heading"]) == LONGEST
    assert brief.iloc[0]["clause"] is None
    assert list(whole["id"]) == list(brief["id"])


def test_metadata_say_what_the_table_is(places):
    said = assembled(places, FIRST, parts="all").attrs["metadata"]
    assert (said["report"], said["title"], said["year"], said["parts"]) == (
        "sample-2021",
        "样本",
        2021,
        "all",
    )
    assert any("CC BY 4.0" in credit for credit in said["credits"])


def test_no_mention_makes_an_empty_table(places):
    assert len(assembled(places)) == 0


MENTIONS = st.lists(
    st.builds(
        FIRST._replace,
        name=st.text("东山水库璧江至、段桥“”一工程", min_size=1, max_size=9),
        kind=st.sampled_from(["project", "programme", "region_policy"]),
        section=st.sampled_from(["（一）", "（二）", ""]),
        start=st.integers(0, 100),
        end=st.integers(100, 200),
        area=st.sampled_from(["", "璧山", "中心城区"]),
    ),
    max_size=12,
)


@given(mentions=MENTIONS)
def test_every_mention_is_in_one_row(places, mentions):
    gdf = assembled(places, *mentions)
    assert gdf["id"].is_unique
    kept = {(said["start"], said["end"]) for row in gdf["mentions"] for said in row}
    assert kept == {(mention.start, mention.end) for mention in mentions}


def test_jieba_and_rjieba_give_one_catalogue(cut_with, report_path):
    built = []
    for cutter in ("jieba", "rjieba"):
        cut_with(cutter)
        read = report.read(report_path)
        built.append(catalogue.dumps(build(read, gazetteer.load(year=2021))))
    assert built[0] == built[1]


def test_two_names_of_one_site_in_one_list_are_two_projects(places):
    text = "二、2031年重点工作\n（一）做好工作。\n推进比亚迪动力电池、弗迪电池等项目建设。"
    kept = build(report.parse(text, "sample-2031"), places)
    assert list(kept["name"]) == ["比亚迪动力电池", "弗迪电池"]
