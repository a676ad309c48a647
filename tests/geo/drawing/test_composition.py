"""A composed sheet, measured from what is drawn on it: no text covers another, nothing is lost."""

from __future__ import annotations

import itertools

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

import gazetteer
from geo import catalogue, figure
from geo.drawing.composition import compose
from geo.drawing.sheet import Sheet
from geo.selection import Filter, parse, select
from geo.taxonomy import DOMAINS

DENSE = "渝北区"


@pytest.fixture(scope="module")
def projects():
    return catalogue.shipped()


def _composed(projects, chosen=None, *, size="A4", orientation="landscape", language="zh", map_number=""):
    sheet = Sheet(*figure.paper(size, orientation), language, figure._UNITS[size])
    compose(sheet, select(projects, chosen), chosen, map_number)
    return sheet


def _texts(sheet):
    return [text for text in sheet.figure.findobj(Text) if text.get_text()]


def _words(sheet):
    return [text.get_text() for text in _texts(sheet)]


def _boxes(sheet):
    renderer = FigureCanvasAgg(sheet.figure).get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in _texts(sheet)]


def _overlaps(sheet):
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(_boxes(sheet), 2)
        if min(a.x1, b.x1) > max(a.x0, b.x0) and min(a.y1, b.y1) > max(a.y0, b.y0)
    ]


# --- labels -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("districts", "orientation", "language"),
    [
        ((), "landscape", "zh"),
        ((), "portrait", "zh"),
        ((), "landscape", "en"),
        (("渝中区",), "landscape", "zh"),
        (("酉阳土家族苗族自治县",), "landscape", "zh"),
        ((DENSE,), "portrait", "zh"),
    ],
)
def test_no_text_covers_another_or_leaves_the_paper(projects, districts, orientation, language):
    sheet = _composed(projects, Filter(districts=districts), orientation=orientation, language=language)
    boxes = _boxes(sheet)
    wide, high = sheet.figure.bbox.size
    assert len(boxes) > 40
    assert [word for word, b in boxes if b.x0 < 0 or b.y0 < 0 or b.x1 > wide or b.y1 > high] == []
    assert _overlaps(sheet) == []


@pytest.mark.parametrize("size", list(figure.SIZES))
def test_every_district_is_named_on_map_or_inset(projects, size):
    texts = _texts(_composed(projects, size=size))
    # the key names districts too, in the other face
    words = {t.get_text() for t in texts if t.get_fontproperties().get_family() == ["Noto Sans SC"]}
    districts = gazetteer.load(2021).districts()
    assert [place.name for place in districts if words.isdisjoint({place.name, *place.aliases})] == []


def test_the_count_is_of_what_the_frame_shows_and_the_rest_is_named(projects):
    chosen = Filter(districts=("万州区",))
    words = _words(_composed(projects, chosen))
    outside = "渝西高铁"  # serves the district, but its line stays outside the frame
    rows = select(projects, chosen)
    assert outside in set(rows["name"])
    assert f"– {outside}" in words
    assert any(f"共 {len(rows)} 项，图上 {len(rows) - 1} 项" in word for word in words)


def test_projects_without_a_position_are_named_where_there_is_room(projects):
    chosen = Filter(domains=("social",))
    words = _words(_composed(projects, chosen))
    unplaced = [row for row in select(projects, chosen).itertuples() if row.geometry is None]
    assert unplaced
    assert f"未上图 {len(unplaced)}" in words
    assert [row.name for row in unplaced if not any(row.name[:8] in word for word in words)] == []


@pytest.mark.parametrize("size", list(figure.SIZES))
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_no_entry_of_the_legend_is_shortened(projects, size, orientation, language):
    words = _words(_composed(projects, size=size, orientation=orientation, language=language))
    assert [
        domain.label(language) for domain in DOMAINS.values() if domain.label(language) not in words
    ] == []


@pytest.mark.parametrize("size", list(figure.SIZES))
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_the_key_of_the_whole_city_has_room_for_all(projects, size, orientation, language):
    words = _words(_composed(projects, size=size, orientation=orientation, language=language))
    assert not any("因篇幅未列" in word or "no room" in word for word in words)


def test_a_large_scale_shows_the_rivers_that_run_along_borders(projects):
    chosen = Filter(districts=("渝中区",))
    assert {"长江", "嘉陵江"} <= set(_words(_composed(projects, chosen)))
    assert {"Yangtze", "Jialing"} <= set(_words(_composed(projects, chosen, language="en")))


def test_every_placed_project_stands_on_the_map_or_in_the_key(projects):
    words = "\n".join(_words(_composed(projects, orientation="portrait"))).replace("\n", "")
    placed = projects[projects.geometry.notna()]
    # a name set in two lines is whole once the lines are joined; a shortened one keeps its beginning
    missing = [name for name in placed["name"] if name[:6] not in words]
    assert missing == []


@pytest.fixture(scope="module")
def crowd(projects):
    """Ten times the located projects, those of known sites on a grid around them."""
    placed = projects[projects.geometry.notna()]
    many = gpd.GeoDataFrame(pd.concat([placed] * 10, ignore_index=True), crs=placed.crs)
    known = many["exactness"].isin(["exact", "near"])
    aside = many.index // len(placed) * 0.02
    moved = shapely.points(many.geometry[known].x + aside[known], many.geometry[known].y)
    many.loc[known, "geometry"] = gpd.GeoSeries(moved, index=many.index[known], crs=placed.crs)
    many["id"] = [f"crowd-{place}" for place in many.index]
    many.attrs = projects.attrs
    return many


def test_a_crowd_is_drawn_without_overlaps_and_counted(crowd):
    sheet = _composed(crowd)
    assert _overlaps(sheet) == []
    assert any("因篇幅未列" in word for word in _words(sheet))
    assert any(f"图上 {len(crowd)} 项" in word for word in _words(sheet))


# --- what the sheet says -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"districts": ["璧山"]}, "璧山区"),
        ({"districts": ["璧山"], "domains": ["industry"]}, "领域：工业"),
        ({"regions": ["northeast"]}, "片区：渝东北三峡库区城镇群"),
        ({"text": "高铁"}, "含“高铁”"),
    ],
)
def test_the_subtitle_says_the_filter_and_counts(projects, options, expected):
    chosen = parse(**options)
    words = _words(_composed(projects, chosen))
    assert any(expected in word and f"共 {len(select(projects, chosen))} 项" in word for word in words)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_carries_what_a_map_must_say(projects, language):
    words = _words(_composed(projects, language=language, map_number="审图号：渝S（2031）000号"))
    together = "\n".join(words)
    expected = {
        "zh": [
            "示意图，不作为划界依据",
            "GeoNames",
            "天地图",
            "制图日期",
            "领域",
            "阶段",
            "位置",
            "中心城区",
        ],
        "en": ["not for the delimitation", "GeoNames", "Tianditu", "Drawn on", "Domain", "Stage", "Position"],
    }[language]
    assert [
        phrase
        for phrase in [*expected, "审图号：渝S（2031）000号", "1 : ", " km", "N"]
        if phrase not in together
    ] == []


def test_the_legend_counts_the_chosen_rows(projects):
    chosen = Filter(domains=("transport",))
    rows = select(projects, chosen)
    words = _words(_composed(projects, chosen))
    assert words[words.index("交通") + 1] == str(len(rows))
    assert words[words.index("示意线路") + 1] == str((rows["exactness"] == "line").sum())


def test_a_map_without_a_project_is_still_a_map(projects):
    words = _words(_composed(projects, Filter(text="没有这样的项目")))
    assert any("共 0 项" in word for word in words)
    assert "城口县" in words


def test_a_report_after_the_change_of_2025_has_its_districts(projects):
    later = projects.copy()
    later.attrs = {"metadata": {"title": "报告", "year": 2031}}
    words = "".join(_words(_composed(later)))
    assert "两江新区" in words
    assert "高德地图" in words


# --- odd content ---------------------------------------------------------------------------------------


def test_hostile_metadata_and_map_number_are_harmless(projects):
    changed = projects.copy()
    changed.attrs = {"metadata": {"title": "<b>$a$\n" + "题" * 500, "year": "2021", "credits": 5}}
    sheet = _composed(changed, map_number="号" * 400)
    assert any(word.startswith("重庆市项目地图 · <b>$a$ 题") for word in _words(sheet))


def test_odd_geometry_is_drawn(projects):
    rows = projects[projects.geometry.notna()].iloc[:3].copy()
    lines = shapely.MultiLineString([[(106, 29.5), (107, 30)], [(108, 30), (109, 31)]])
    rows.geometry = [lines, shapely.Point(106.5, 29.6), shapely.MultiPoint([(107, 29), (108, 30)])]
    rows["exactness"] = ["line", "area", "area"]
    rows["adcodes"] = [[], [], []]
    rows["radius_km"] = [None, 8.0, None]
    rows.attrs = projects.attrs
    assert len(_words(_composed(rows))) > 40
