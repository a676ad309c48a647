"""Where a mention is: tables of names with the districts, the exactness and the basis they support."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer
from geo import report
from geo.location import locate
from geo.mentions import Mention
from geo.schema import CHONGQING, GEOMETRIES, SURROUNDINGS


@pytest.fixture(scope="module")
def places():
    return gazetteer.load(2021)


def mention(name, clause=None, *, kind="project", area="", span=None):
    clause = clause or f"开工{name}"
    at = clause.find(name)
    spans = (span,) if span else ((at, at + len(name)),) if at >= 0 else ()
    return Mention(
        kind=kind,
        name=name,
        action="开工",
        stage="starting",
        domain="transport",
        sector="road",
        part="plan",
        section="（一）",
        heading="",
        network="",
        start=0,
        end=len(clause),
        clause=clause,
        spans=spans,
        area=area,
    )


def located(places, name, clause=None, **options):
    said = mention(name, clause, **options)
    text = report.Report("sample", "", 2021, said.clause, ())
    return locate(said, text, places)


DISTRICTS = [
    ("璧山文化馆", "璧山区", "district", "text"),
    ("万州港区", "万州区", "district", "text"),
    ("丰都忠县沿江环线", "丰都县 忠县", "area", "text"),
    ("江北机场北货运区", "渝北区", "near", "name knowledge"),
    ("开州南雅污水处理厂", "开州区", "near", "text"),
    ("市妇幼保健院礼嘉院区", "渝北区", "near", "name"),
    ("黔江至酉阳公路", "黔江区 酉阳土家族苗族自治县", "line", "text"),
    ("城口至开州铁路", "城口县 开州区", "line", "text"),
    ("永川至泸州公路", "永川区", "line", "text"),
    ("大足—荣昌快速通道", "大足区 荣昌区", "line", "text"),
    ("黔江经彭水至酉阳公路", "黔江区 彭水苗族土家族自治县 酉阳土家族苗族自治县", "line", "text"),
    ("綦江、万盛一体化供水", "綦江区", "district", "text"),
    ("科学大道九龙坡段", "九龙坡区", "district", "text"),
]


@pytest.mark.parametrize(("name", "districts", "exactness", "basis"), DISTRICTS)
def test_a_name_places_its_project(places, name, districts, exactness, basis):
    found = located(places, name)
    assert (" ".join(found.districts), found.exactness) == (districts, exactness)
    assert found.basis in basis.split()
    assert found.reason == ""


@pytest.mark.parametrize(
    ("name", "kind", "exactness", "reason"),
    [
        ("职业教育基地", "project", "unknown", "no-place"),
        ("老旧小区改造", "programme", "citywide", "citywide"),
        ("重庆市民服务平台", "project", "unknown", "no-place"),
        ("川渝科普中心", "project", "citywide", "citywide"),
        ("万州药业集团技改", "project", "unknown", "no-place"),
        ("达州物流园", "project", "outside", "outside"),
        ("哈密至重庆输电工程", "project", "unknown", "no-place"),
        ("双河水库", "project", "unknown", "no-place"),
        ("重庆医科大学附属第一医院云溪院区", "project", "unknown", "place-unplaced"),
        ("市妇幼保健院云溪分院", "project", "unknown", "place-unplaced"),
        ("国家生猪大数据中心内江运营中心", "project", "unknown", "place-unplaced"),
        ("面向全国的数据枢纽", "region_policy", "citywide", "citywide"),
        ("重庆科普中心", "programme", "citywide", "citywide"),
        ("长江某地段护岸", "project", "unknown", "place-unplaced"),
        ("成达万高铁青云动车所", "project", "unknown", "place-unplaced"),
        ("轨道5号线白云寺站", "project", "unknown", "place-unplaced"),
        ("长江大桥检修", "project", "unknown", "place-unplaced"),
        ("长江入河排口整治", "programme", "unknown", "place-unplaced"),
        ("中心城区与主城新区快速联系通道", "programme", "unknown", "place-unplaced"),
    ],
)
def test_what_nothing_places_stays_without_a_position(places, name, kind, exactness, reason):
    found = located(places, name, kind=kind)
    assert (found.exactness, found.reason) == (exactness, reason)
    assert found.districts == found.adcodes == found.regions == ()
    assert (found.geometry, found.basis, found.radius_km) == (None, "none", None)


@pytest.mark.parametrize(
    ("clause", "name", "districts"),
    [
        ("支持梁平建设预制菜产业园", "预制菜产业园", "梁平区"),
        ("支持忠县、垫江建设柑橘交易中心", "柑橘交易中心", "忠县 垫江县"),
        ("在南川布局中药材基地", "中药材基地", "南川区"),
        ("推动渔具产业园落户铜梁", "渔具产业园", "铜梁区"),
        ("建设面向涪陵服务的数据中心", "数据中心", ""),
        ("依托龙头企业建设与万州互补的冷链基地", "冷链基地", ""),
    ],
)
def test_the_scene_of_the_clause_places_a_name_without_one(places, clause, name, districts):
    assert " ".join(located(places, name, clause).districts) == districts


@pytest.mark.parametrize(
    ("clause", "name"),
    [
        ("加快渝贵高铁、兰渝高铁以及临江城际铁路前期工作", "临江城际铁路"),
        ("推进两江新区至长寿快速通道和白云隧道建设", "白云隧道"),
        ("推进璧山机械厂、临江机械厂建设", "临江机械厂"),
    ],
)
def test_the_projects_listed_before_a_name_do_not_place_it(places, clause, name):
    found = located(places, name, clause)
    assert (found.districts, found.exactness) == ((), "unknown")


def test_the_name_comes_before_the_clause(places):
    assert located(places, "璧山文化馆", "支持江津建设璧山文化馆").districts == ("璧山区",)


def test_a_report_of_another_city_has_no_project_here(places):
    text = "成都平原、绵阳新城、德阳园区、宜宾港区、泸州基地一并推进，开工长寿文化馆、江北污水处理厂"
    other = report.Report("sample", "", 2021, text, ())
    for name in ("长寿文化馆", "江北污水处理厂"):
        found = locate(mention(name), other, places)
        assert found.districts == ()
        assert found.geometry is None


@pytest.mark.parametrize(
    ("title", "name", "districts"),
    [
        ("璧山区2022年政府工作报告", "生态农贸市场", "璧山区"),
        ("璧山区2022年政府工作报告", "重庆生态农贸市场", "璧山区"),
        ("璧山区2022年政府工作报告", "四川生态农贸市场", ""),
        ("璧山区2022年政府工作报告", "永川产业园", "永川区"),
        ("璧山区2022年政府工作报告", "达州物流园", ""),
        ("大足区2022年政府工作报告", "龙沙镇卫生院", ""),
        ("万州区2022年政府工作报告", "龙沙镇卫生院", "万州区"),
        ("重庆市2022年政府工作报告", "生态农贸市场", ""),
        ("江津、永川两地政府工作报告", "生态农贸市场", ""),
    ],
)
def test_a_districts_own_report_is_about_it(places, title, name, districts):
    found = locate(mention(name), report.Report("sample", title, 2022, f"开工{name}", ()), places)
    assert " ".join(found.districts) == districts


def test_the_congress_that_heard_a_report_says_whose_it_is(places):
    text = "政府工作报告\n——2022年1月9日在重庆市璧山区第三届人民代表大会第二次会议上\n开工生态农贸市场。"
    assert locate(mention("生态农贸市场"), report.parse(text), places).districts == ("璧山区",)


def test_area_words_place_what_the_name_does_not(places):
    assert located(places, "停车楼", "新建停车楼", area="渝中").districts == ("渝中区",)


@pytest.mark.parametrize(
    ("name", "districts"),
    [
        ("长江涪陵至万州段航标", "涪陵区 丰都县 忠县 石柱土家族自治县 万州区"),
        ("乌江武隆至涪陵段航道", "武隆区 涪陵区"),
        ("渝湘高铁南川至彭水段", "南川区 武隆区 彭水苗族土家族自治县"),
        ("渝湘高铁重庆至武隆段", "渝中区 南岸区 巴南区 南川区 武隆区"),
        ("渝湘高铁主城至武隆段", "渝中区 南岸区 巴南区 南川区 武隆区"),
        ("渝怀铁路涪陵段", "涪陵区"),
    ],
)
def test_a_reach_is_cut_out_of_its_corridor(places, name, districts):
    found = located(places, name)
    assert set(found.districts) == set(districts.split())
    assert found.exactness == ("line" if len(found.districts) > 1 else "district")
    if found.exactness == "line":
        assert found.geometry.geom_type == "LineString"


def test_districts_of_a_line_stand_in_its_order(places):
    assert located(places, "渝湘高铁南川至彭水段").districts == ("南川区", "武隆区", "彭水苗族土家族自治县")


def test_what_only_stands_at_a_known_point_is_near_it(places):
    whole, part = located(places, "万州机场改扩建"), located(places, "万州机场货运仓库")
    assert (whole.exactness, part.exactness, part.radius_km) == ("exact", "near", 5.0)
    assert whole.geometry.equals(part.geometry)


def test_roles_tell_start_end_and_owner(places):
    way = located(places, "黔江至酉阳公路")
    assert [(place["text"], place["role"]) for place in way.places] == [("黔江", "start"), ("酉阳", "end")]
    assert located(places, "万州药业集团技改").places[0]["role"] == "owner"


NAMES = st.lists(
    st.sampled_from(
        [
            "江津",
            "万州",
            "长江",
            "渝湘高铁",
            "重庆",
            "中心城区",
            "渝西",
            "南雅",
            "成都",
            "两江新区",
            "至",
            "、",
            "段",
            "大桥",
            "航道",
            "与",
            "工程",
        ]
    ),
    min_size=1,
    max_size=7,
).map("".join)


@given(name=NAMES, kind=st.sampled_from(["project", "programme", "region_policy"]))
def test_every_location_holds_the_schema(places, name, kind):
    found = located(places, name, kind=kind)
    assert len(found.districts) == len(found.adcodes) == len(set(found.adcodes))
    assert bool(found.reason) == (found.geometry is None) == (found.districts == ())
    shape = found.geometry.geom_type if found.geometry else None
    assert shape in (GEOMETRIES[found.exactness] or (None,))
    if found.geometry:
        west, south, east, north = SURROUNDINGS if found.exactness == "line" else CHONGQING
        left, bottom, right, top = found.geometry.bounds
        assert west <= left <= right <= east
        assert south <= bottom <= top <= north
