"""Resolution that can be asked why."""

import pytest

from gazetteer import load
from gazetteer.errors import UnknownPlaceError


@pytest.mark.parametrize(
    ("text", "form", "reason"),
    [
        ("建设沙坪坝", "沙坪坝", "only"),
        ("扩建江北机场", "江北机场", "longest"),
        ("渝昆、渝万高铁", "渝昆", "list"),
        ("九龙坡走马片区", "走马", "district"),
        ("改造走马片区", "走马", "ambiguous"),
        ("水土流失", "水土", "context"),
        ("支持武隆", "武隆", "year"),
        ("白涛化工园", "白涛", "kind-word"),
        ("整治走马镇，畅通白市驿隧道", "走马镇", "neighbour"),
    ],
)
def test_reasons(text, form, reason):
    match = next(m for m in load().find(text) if m.text == form)
    assert match.reason == reason
    assert (match.place is None) == (reason in ("ambiguous", "context"))
    assert match.place is None or match.place in match.candidates


@pytest.mark.parametrize(
    ("text", "form", "district"),
    [
        ("九龙坡区改造走马古镇", "走马", "九龙坡区"),
        ("万州区改造走马老街", "走马", "万州区"),
        ("彭水县走马乡公路", "走马乡", "彭水苗族土家族自治县"),
        ("涪陵龙桥工业园", "龙桥", "涪陵区"),
        ("奉节龙桥乡", "龙桥", "奉节县"),
        ("万州新田片区", "新田", "万州区"),
        ("九龙坡黄桷坪艺术片区", "黄桷坪", "九龙坡区"),
        ("沙坪坝区黄桷坪片区", "黄桷坪", "沙坪坝区"),
    ],
)
def test_places_of_one_name_are_told_apart_by_the_clause(text, form, district):
    gazetteer = load()
    match = next(m for m in gazetteer.find(text) if m.text == form)
    assert [gazetteer.district(code).name for code in match.place.adcodes] == [district]


@pytest.mark.parametrize(
    ("name", "near", "expected"),
    [
        ("江北机场", (), "airport-jiangbei"),
        ("璧山", (), "district-500120"),
        ("500120", (), None),
        ("走马", (), None),
        ("走马镇", ("九龙坡",), "500107"),
        ("走马镇", ("500101",), "500101"),
        ("开州跳蹬水库", (), "water-tiaodeng"),
        ("渝西", (), "region-west"),
        ("从来没有的地方", (), None),
        ("", (), None),
    ],
)
def test_resolve(name, near, expected):
    match = load().resolve(name, near=near)
    if expected is None:
        assert match.place is None
        assert match.reason in ("ambiguous", "unknown")
    else:
        assert expected == match.place.id or (expected,) == match.place.adcodes


def test_resolve_tells_all_candidates():
    match = load().resolve("走马镇")
    assert match.reason == "ambiguous"
    assert {place.adcodes for place in match.candidates} == {("500101",), ("500107",)}


def test_near_must_be_a_district():
    with pytest.raises(UnknownPlaceError, match="火星"):
        load().resolve("走马镇", near=["火星"])


def test_nested_names_mean_what_they_say():
    gazetteer = load()
    for text, inner, outside in (
        ("建成礼嘉大桥", "礼嘉", None),
        ("扩建江北机场", None, "江北"),
        ("启动成渝中线高铁", "成渝", "渝中"),
        ("建设渝湘高铁", "渝湘", None),
    ):
        (match,) = gazetteer.find(text)
        names = {m.text for m in gazetteer.nested(match)}
        assert inner is None or inner in names
        assert outside not in names


def test_a_name_of_two_places_is_resolved_by_a_district_only():
    assert load().resolve("黄桷坪").reason == "ambiguous"
    assert load().resolve("黄桷坪", near=["九龙坡"]).place.adcodes == ("500107",)
    assert load().resolve("黄桷坪", near=["沙坪坝"]).place.adcodes == ("500106",)


@pytest.mark.parametrize(
    "text", ["新建山城步道三十公里", "改造中央公园和口袋公园", "整修幸福水库、龙岗水库等小型水库"]
)
def test_what_is_built_in_many_places_is_none(text):
    assert not [match for match in load().find(text) if match.place]
